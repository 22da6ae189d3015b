/* place.c - where in its record something is; only asked when there is an error to tell. */
#include "cut.h"

#include <stdio.h>

/*
 * The cell that begins at @from ends here: at a delimiter outside quotes, or at the end; *is_open
 * says whether that is within quotes.
 */
static size_t walk_cell(struct hl_str raw, struct hl_dialect dialect, size_t from, bool *is_open) {
	bool in_quotes = false;

	*is_open = false;

	for (size_t i = from; i < raw.len; i++) {
		if (raw.at[i] == '"' && !dialect.escapes && (in_quotes || i == from))
			in_quotes = !in_quotes;
		else if (raw.at[i] == '"' && i > from && raw.at[i - 1] == '"' &&
			 raw.at[from] == '"')
			in_quotes = true; /* the second of a doubled quote */
		else if (raw.at[i] == dialect.delim && !in_quotes)
			return i;
	}
	*is_open = in_quotes;
	return raw.len;
}

static size_t end_of_cell(struct hl_str raw, struct hl_dialect dialect, size_t from) {
	bool is_open;

	return walk_cell(raw, dialect, from, &is_open);
}

size_t place_of_cell(struct hl_str raw, struct hl_dialect dialect, size_t column) {
	size_t at = 0;

	for (size_t i = 0; i < column && at < raw.len; i++)
		at = end_of_cell(raw, dialect, at) + 1;
	return at < raw.len ? at : raw.len;
}

size_t place_of_open_quote(struct hl_str raw, struct hl_dialect dialect) {
	size_t open = raw.len;

	for (size_t at = 0; at < raw.len; at = end_of_cell(raw, dialect, at) + 1)
		if (raw.at[at] == '"')
			open = at;
	return open;
}

static bool is_line_end(struct hl_str raw, size_t i) {
	return raw.at[i] == '\n' ||
	       (raw.at[i] == '\r' && (i + 1 == raw.len || raw.at[i + 1] != '\n'));
}

void place_set(struct hl_error *err, struct hl_str raw, size_t line, size_t offset) {
	size_t begun = 0;

	err->line = line;
	for (size_t i = 0; i < offset && i < raw.len; i++) {
		bool is_end = is_line_end(raw, i);

		err->line += is_end;
		begun = is_end ? i + 1 : begun;
	}
	err->byte = offset - begun + 1;
}

size_t place_lines(struct hl_str raw) {
	size_t lines = 0;

	for (size_t i = 0; i < raw.len; i++)
		lines += is_line_end(raw, i);
	return lines;
}

/* Is the cell at @at within quotes still when it is too long? Either half of "" may come last. */
static bool is_never_closed(const struct cut_rules *rules, struct hl_str raw, size_t at) {
	struct hl_str most = { raw.at, at + rules->cell_max };
	struct hl_str more = { raw.at, at + rules->cell_max + 1 };
	bool is_open, opens;

	(void)walk_cell(most, rules->dialect, at, &is_open);
	(void)walk_cell(more, rules->dialect, at, &opens);
	return is_open || opens;
}

static enum hl_status tell_long_cell(
	const struct cut_rules *rules, struct hl_str raw, size_t at, struct hl_error *err) {
	if (is_never_closed(rules, raw, at))
		return hl_fail(err, HL_EDATA,
			"a quote opens here and is not closed within %zu bytes", rules->cell_max);
	return hl_fail(err, HL_EDATA, "a cell of more than %zu bytes", rules->cell_max);
}

/* What is too long or too many first, in the order of the bytes; *at is where it begins. */
static enum hl_status find_excess(
	const struct cut_rules *rules, struct hl_str raw, size_t *at, struct hl_error *err) {
	size_t cells = 0;
	size_t end;

	for (*at = 0; *at < raw.len && *at <= rules->record_max; *at = end + 1) {
		end = end_of_cell(raw, rules->dialect, *at);
		if (end - *at > rules->cell_max && rules->record_max - *at >= rules->cell_max)
			return tell_long_cell(rules, raw, *at, err);
		if (++cells == COLUMNS_MAX && end < raw.len && end <= rules->record_max) {
			*at = end + 1;
			return hl_fail(err, HL_EDATA, "more than %d columns", (int)COLUMNS_MAX);
		}
	}
	*at = 0;
	if (raw.len <= rules->record_max)
		return HL_OK;
	return hl_fail(err, HL_EDATA, "a record of more than %zu bytes", rules->record_max);
}

enum hl_status place_check_limits(
	const struct cut_rules *rules, struct hl_str raw, size_t line, struct hl_error *err) {
	struct hl_error excess = { .file = rules->file };
	size_t at;

	if (find_excess(rules, raw, &at, &excess) == HL_OK)
		return HL_OK;
	*err = excess;
	place_set(err, raw, line, at);
	return HL_EDATA;
}

/* Where cell @column stands in the file, if it does. */
static void place_cell(const struct hl_row *row, size_t column, struct hl_error *err) {
	if (row->own) {
		column = row->from[column];
		row = row->own;
	}
	if (column != HL_NO_COLUMN)
		place_set(err, row->raw, row->line, place_of_cell(row->raw, row->dialect, column));
}

enum hl_status hl_row_fail(const struct hl_row *row, const struct hl_header *header, size_t column,
	enum hl_status status, struct hl_error *err) {
	err->file = row->file;
	err->line = row->line;
	err->byte = 0;
	err->column[0] = '\0';
	if (column == HL_NO_COLUMN)
		return status;
	place_cell(row, column, err);
	if (header && column < header->len)
		hl_printable(header->names[column], err->column, sizeof(err->column));
	else
		(void)snprintf(err->column, sizeof(err->column), "column %zu", column + 1);
	return status;
}
