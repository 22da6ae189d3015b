/* watch.c - what is noted of each file of a table: how many rows, and the newest time in them. */
#include "reader.h"

void hl_reader_watch(struct hl_reader *reader, size_t column, const struct hl_time_rules *rules,
	int64_t as_of_s) {
	reader->watch = (struct watch){
		.is_on = true, .column = column, .rules = *rules, .as_of_s = as_of_s
	};
}

int64_t watch_row(const struct watch *watch, struct hl_time_memo *memo, const struct hl_row *row,
	int64_t newest_s) {
	struct hl_error ignored;
	struct hl_time time;

	if (!watch->is_on || hl_time_parse_memo(hl_cell_trimmed(row, watch->column), &watch->rules,
				     memo, &time, &ignored) != HL_OK)
		return newest_s;
	/* A part of a second later is later. */
	if (time.s + (time.ns > 0) > watch->as_of_s || time.s < newest_s)
		return newest_s;
	return time.s;
}

int64_t watch_rows(const struct watch *watch, struct hl_time_memo *memo, const struct hl_row *rows,
	size_t len, int64_t newest_s) {
	for (size_t i = 0; watch->is_on && i < len; i++)
		newest_s = watch_row(watch, memo, &rows[i], newest_s);
	return newest_s;
}

void file_note(struct hl_file *file, size_t rows, int64_t newest_s) {
	if (!file)
		return;
	file->rows += rows;
	if (newest_s > file->newest_s)
		file->newest_s = newest_s;
}
