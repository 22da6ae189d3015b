/* document.c - one output in one format. */
#include "mask.h"

#include "hl/unicode.h"

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
	doc->is_checked = !out;
}

static enum hl_status drain(struct hl_export *doc, struct hl_error *err) {
	struct hl_str bytes = hl_buf_str(&doc->out);
	enum hl_status status = HL_OK;

	if (doc->format->take)
		status = doc->format->take(doc, bytes, err);
	else if (!doc->is_checked)
		status = hl_output_write(doc->output, bytes, err);
	doc->out.len = 0;
	return status;
}

enum hl_status hl_export_spill(struct hl_export *doc, struct hl_error *err) {
	bool may_go = doc->output || doc->is_checked;

	return may_go && doc->out.len >= SPILL ? drain(doc, err) : HL_OK;
}

void hl_put_replacement(struct hl_export *doc, size_t *count) {
	++*count;
	hl_put_str(doc, HL_UTF8_REPLACEMENT);
}

/* The first row, or the end, begins the document. */
static enum hl_status begin(struct hl_export *doc, struct hl_error *err) {
	if (doc->is_begun)
		return HL_OK;
	doc->is_begun = true;
	return doc->format->begin(doc, err);
}

enum hl_status hl_export_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	enum hl_status status = begin(doc, err);
	size_t begun = doc->out.len;

	row = hl_export_masked(&doc->masked, doc->table, row);
	if (doc->counts.rows > 0 && doc->format->between)
		hl_put(doc, doc->format->between);
	if (status == HL_OK)
		status = doc->format->row(doc, row, err);
	/* What does not go out, or is set aside, leaves nothing behind. */
	if (status != HL_OK)
		doc->out.len = begun;
	if (status == HL_OK)
		status = hl_export_spill(doc, err);
	doc->counts.rows += status == HL_OK;
	return status;
}

/* --- rows made side by side --- */

static void release_masked(struct hl_masked *masked) {
	hl_buf_release(&masked->bytes);
	free(masked->texts);
}

/* A worker's document is like the one it works for, but for what it has made itself. */
static void *twin_new(void *job) {
	const struct hl_export *doc = job;
	struct hl_export *twin = hl_claim(1, sizeof(*twin));

	twin->format = doc->format;
	twin->options = doc->options;
	twin->table = doc->table;
	twin->title = doc->title;
	twin->state = doc->state;
	return twin;
}

static void twin_end(void *job, void *worker) {
	struct hl_export *doc = job;
	struct hl_export *twin = worker;

	hl_export_counts_add(&doc->counts, twin->counts);
	doc->masked.small += twin->masked.small;
	hl_buf_release(&twin->scratch);
	release_masked(&twin->masked);
	free(twin);
}

static enum hl_status twin_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	struct hl_export *twin = worker;
	size_t begun = to->len;
	enum hl_status status;

	(void)job;
	row = hl_export_masked(&twin->masked, twin->table, row);
	twin->out = *to;
	if (twin->format->between)
		hl_put(twin, twin->format->between);
	status = twin->format->row(twin, row, err);
	twin->counts.rows += status == HL_OK;
	if (status != HL_OK)
		twin->out.len = begun;
	*to = twin->out;
	return status == HL_END ? HL_OK : status;
}

/* Nothing stands between the beginning and the first row. */
static enum hl_status take_rows(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_export *doc = job;
	struct hl_str rows = hl_buf_str(bytes);
	enum hl_status status = HL_OK;

	if (doc->format->take)
		return doc->format->take(doc, rows, err);
	if (rows.len > 0 && !doc->has_rows && doc->format->between) {
		rows.at += strlen(doc->format->between);
		rows.len -= strlen(doc->format->between);
	}
	doc->has_rows |= rows.len > 0;
	if (doc->is_checked)
		return HL_OK;
	if (!doc->output) {
		hl_put_str(doc, rows);
		return HL_OK;
	}
	if (doc->out.len > 0)
		status = drain(doc, err);
	return status == HL_OK ? hl_output_write(doc->output, rows, err) : status;
}

static enum hl_status each_row(
	struct hl_export *doc, struct hl_reader *reader, struct hl_error *err) {
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		status = hl_export_row(doc, &row, err);
		if (status == HL_EDATA)
			status = hl_reader_reject(reader, &row, err);
		if (status != HL_OK && status != HL_END)
			return status;
	}
	return status == HL_END ? HL_OK : status;
}

enum hl_status hl_export_rows(
	struct hl_export *doc, struct hl_reader *reader, struct hl_error *err) {
	struct hl_step step = { .job = doc,
		.worker_new = twin_new,
		.worker_end = twin_end,
		.row = twin_row,
		.take = take_rows };
	enum hl_status status;

	if (!doc->format->is_by_row)
		return each_row(doc, reader, err);
	status = begin(doc, err);
	return status == HL_OK ? hl_table_run(reader, &step, NULL, err) : status;
}

enum hl_status hl_export_end(struct hl_export *doc, struct hl_error *err) {
	enum hl_status status = begin(doc, err);

	if (status == HL_OK && doc->format->take)
		status = drain(doc, err);
	if (status == HL_OK)
		status = doc->format->end(doc, err);
	return status == HL_OK && doc->output && !doc->format->take ? drain(doc, err) : status;
}

/* All of its members are counts: none can be forgotten here. */
void hl_export_counts_add(struct hl_export_counts *all, struct hl_export_counts one) {
	size_t *to = (size_t *)all;
	const size_t *more = (const size_t *)&one;

	for (size_t i = 0; i < sizeof(one) / sizeof(size_t); i++)
		to[i] += more[i];
}

struct hl_export_counts hl_export_counts(const struct hl_export *doc) {
	struct hl_export_counts counts = doc->counts;

	counts.small = doc->masked.small;
	return counts;
}

void hl_export_free(struct hl_export *doc) {
	if (!doc)
		return;
	if (doc->format->release && doc->is_begun)
		doc->format->release(doc);
	hl_buf_release(&doc->out);
	hl_buf_release(&doc->scratch);
	release_masked(&doc->masked);
	hl_buf_release(&doc->held.bytes);
	hl_arena_release(&doc->arena);
	free(doc);
}
