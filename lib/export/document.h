/* document.h - inside lib/export: a document under way, as its format sees it. */
#ifndef HL_EXPORT_DOCUMENT_H
#define HL_EXPORT_DOCUMENT_H

#include "hl/export.h"

#include "held.h"

struct hl_export {
	const struct hl_format *format;
	const struct hl_export_options *options;
	const struct hl_export_table *table;
	struct hl_str title;
	struct hl_arena arena;    /* as long as the document */
	void *state;              /* the format's own, in the arena */
	struct hl_buf out;        /* bytes on their way */
	struct hl_buf scratch;    /* the format's own */
	struct hl_output *output; /* NULL: they stay in out */
	struct held held;
	struct hl_export_counts counts;
	bool is_begun, has_rows;
};

/* The exported cell at @place of a row. */
static inline struct hl_str document_cell(
	const struct hl_export *doc, const struct hl_row *row, size_t place) {
	return hl_cell(row, doc->table->columns[place]);
}

/* Let bytes go where there are many; an end that writes much calls it now and then. */
enum hl_status document_spill(struct hl_export *doc, struct hl_error *err) HL_CHECKED;

static inline void put(struct hl_export *doc, const char *text) {
	hl_buf_add(&doc->out, hl_str_of(text));
}

static inline void put_str(struct hl_export *doc, struct hl_str text) {
	hl_buf_add(&doc->out, text);
}

/* U+FFFD, counted in @count. */
void put_replacement(struct hl_export *doc, size_t *count);

#endif
