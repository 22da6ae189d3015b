/* document.c - one output in one format. */
#include "document.h"

#include "utf8.h"

#include <stdlib.h>

enum { SPILL = 128 << 10 };

enum hl_status hl_export_bind(
	const struct hl_format *format, struct hl_export_options *options, struct hl_error *err) {
	return format->bind ? format->bind(options, err) : HL_OK;
}

struct hl_export *hl_export_new(const struct hl_format *format,
	const struct hl_export_options *options, struct hl_str title) {
	struct hl_export *doc = hl_claim(1, sizeof(*doc));

	doc->format = format;
	doc->options = options;
	doc->table = options->table;
	doc->title = hl_str_keep(&doc->arena, title);
	return doc;
}

void hl_export_to(struct hl_export *doc, struct hl_output *out) {
	doc->output = out;
}

static enum hl_status drain(struct hl_export *doc, struct hl_error *err) {
	enum hl_status status = hl_output_write(doc->output, hl_buf_str(&doc->out), err);

	doc->out.len = 0;
	return status;
}

enum hl_status document_spill(struct hl_export *doc, struct hl_error *err) {
	return doc->output && doc->out.len >= SPILL ? drain(doc, err) : HL_OK;
}

void put_replacement(struct hl_export *doc, size_t *count) {
	++*count;
	put_str(doc, UTF8_REPLACEMENT);
}

/* The first row, or the end, begins the document. */
static enum hl_status begin(struct hl_export *doc, struct hl_error *err) {
	return doc->counts.rows == 0 ? doc->format->begin(doc, err) : HL_OK;
}

enum hl_status hl_export_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	enum hl_status status = begin(doc, err);

	if (status == HL_OK)
		status = doc->format->row(doc, row, err);
	if (status == HL_OK)
		status = document_spill(doc, err);
	doc->counts.rows++;
	return status;
}

enum hl_status hl_export_end(struct hl_export *doc, struct hl_error *err) {
	enum hl_status status = begin(doc, err);

	if (status == HL_OK)
		status = doc->format->end(doc, err);
	return status == HL_OK && doc->output ? drain(doc, err) : status;
}

struct hl_export_counts hl_export_counts(const struct hl_export *doc) {
	return doc->counts;
}

void hl_export_free(struct hl_export *doc) {
	if (!doc)
		return;
	hl_buf_release(&doc->out);
	hl_buf_release(&doc->scratch);
	hl_buf_release(&doc->held.bytes);
	hl_arena_release(&doc->arena);
	free(doc);
}
