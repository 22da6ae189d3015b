/* formats.h - inside lib/export: the functions that the tables of formats and pages name. */
#ifndef HL_EXPORT_FORMATS_H
#define HL_EXPORT_FORMATS_H

#include "document.h"

#define FORMAT_STEP(name) enum hl_status name(struct hl_export *doc, struct hl_error *err)
#define FORMAT_ROW(name)                                                                           \
	enum hl_status name(struct hl_export *doc, const struct hl_row *row, struct hl_error *err)

/* A format with nothing behind its rows. */
FORMAT_STEP(format_end_plain);

/* A format that must see all rows before the first byte: its rows are held. */
FORMAT_STEP(format_begin_held);
FORMAT_ROW(format_row_held);

FORMAT_STEP(csv_begin);
FORMAT_ROW(csv_row);
FORMAT_STEP(tsv_begin);
FORMAT_ROW(tsv_row);

FORMAT_STEP(json_begin);
FORMAT_ROW(json_row);
FORMAT_STEP(json_end);
FORMAT_STEP(jsonl_begin);
FORMAT_ROW(jsonl_row);

FORMAT_STEP(markdown_begin);
FORMAT_ROW(markdown_row);

FORMAT_STEP(text_begin);
FORMAT_ROW(text_row);
FORMAT_STEP(text_end);

FORMAT_STEP(html_begin);
FORMAT_ROW(html_row);
FORMAT_STEP(html_end);

FORMAT_STEP(prometheus_begin);
FORMAT_ROW(prometheus_row);
FORMAT_STEP(prometheus_end);
enum hl_status prometheus_bind(struct hl_export_options *options, struct hl_error *err);

FORMAT_STEP(queue_end);
enum hl_status queue_bind(struct hl_export_options *options, struct hl_error *err);

#endif
