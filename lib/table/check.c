/* check.c - is a record that is well formed a row of the table? */
#include "reader.h"

static enum hl_status check_width(
	const struct check *check, const struct hl_row *row, struct hl_error *err) {
	size_t want = check->align ? check->align->own_len : check->reader->header.len;

	if (row->len == want)
		return HL_OK;
	*err = (struct hl_error){ .file = row->file, .line = row->line };
	return hl_fail(err, HL_EDATA, "%zu cell%s where the header has %zu", row->len,
		row->len == 1 ? "" : "s", want);
}

/* Are the cells of @row the names of the columns, however it is spelled? */
static bool is_header(const struct hl_reader *reader, const struct hl_row *row) {
	const struct hl_header *header = &reader->header;
	bool is_bare = !row->texts && !row->is_enclosed;
	size_t same = 0;

	/* Where nothing is decoded the length alone nearly always tells. */
	if (header->is_missing || (is_bare && row->raw.len != reader->plain_len))
		return false;
	while (same < header->len && hl_str_eq(hl_cell(row, same), header->names[same]))
		same++;
	return same == header->len;
}

/* A header in the middle of the data: files that were joined without care. */
static enum hl_status check_repeated(
	const struct check *check, const struct hl_row *row, struct hl_error *err) {
	if (!is_header(check->reader, row))
		return HL_OK;
	check->counts->repeated++;
	if (check->reader->options.skip_repeated_header)
		return HL_END;
	*err = (struct hl_error){ .file = row->file, .line = row->line };
	return hl_fail(err, HL_EDATA, "the header again; --skip-repeated-header passes over it");
}

/* Add the row's cells to the totals, or take them away again. */
static void add_sums(const struct check *check, const struct hl_row *row, int sign) {
	const struct hl_reader_options *options = &check->reader->options;

	for (size_t i = 0; i < options->sums_len; i++) {
		int64_t dec = 0;

		if (hl_dec_read(hl_cell_trimmed(row, options->sums[i].at), &dec))
			check->totals[i] += (hl_wide)sign * dec;
	}
}

/* All totals or none: the cells of a bad row count nowhere. */
static enum hl_status check_sums(
	const struct check *check, const struct hl_row *row, struct hl_error *err) {
	const struct hl_reader_options *options = &check->reader->options;

	for (size_t i = 0; i < options->sums_len; i++) {
		size_t column = options->sums[i].at;
		struct hl_str cell = hl_cell_trimmed(row, column);
		int64_t dec;

		if (cell.len && hl_dec_parse(cell, &dec, err) != HL_OK)
			return hl_row_fail(row, &check->reader->header, column, HL_EDATA, err);
	}
	add_sums(check, row, 1);
	return HL_OK;
}

enum hl_status check_row(const struct check *check, struct hl_row *row, struct hl_error *err) {
	enum hl_status status = check_width(check, row, err);

	if (status == HL_OK && check->align)
		align_row(check->align, row, &check->cut->arena, &check->cut->text);
	if (status == HL_OK)
		status = check_repeated(check, row, err);
	if (status == HL_OK && check->reader->options.sums_len)
		status = check_sums(check, row, err);
	check->counts->rows += status == HL_OK;
	return status;
}

void check_take_back(const struct check *check, const struct hl_row *row) {
	check->counts->rows--;
	add_sums(check, row, -1);
}
