/* rejects.c - bad rows, set aside as they were. */
#include "rejects.h"

#include <stdio.h>
#include <stdlib.h>

struct hl_rejects {
	struct hl_output *out;
	struct hl_buf line;
	int64_t most;
	int64_t percent; /* millionths */
	size_t len;
	size_t rows, bad; /* of the tables that are read */
};

static const struct hl_dialect csv = { .delim = ',' };

enum hl_status hl_rejects_open(struct hl_rejects **rejects, const char *name, int64_t most,
	int64_t percent, struct hl_error *err) {
	struct hl_output_options options = { 0 };
	enum hl_status status;

	*rejects = hl_claim(1, sizeof(**rejects));
	(*rejects)->most = most;
	(*rejects)->percent = percent;
	status = hl_output_open(&(*rejects)->out, name, &options, err);
	if (status == HL_OK)
		status = hl_output_write(
			(*rejects)->out, HL_STR("file,line,column,reason,record\n"), err);
	if (status != HL_OK) {
		hl_output_discard((*rejects)->out);
		free(*rejects);
		*rejects = NULL;
	}
	return status;
}

size_t hl_rejects_len(const struct hl_rejects *rejects) {
	return rejects->len;
}

void rejects_put(struct hl_buf *to, const struct hl_row *row, const struct hl_error *why) {
	hl_put_cell(to, csv, hl_str_of(row->file), false);
	hl_buf_addf(to, ",%zu", why->line ? why->line : row->line);
	hl_put_more(to, csv, hl_str_of(why->column));
	hl_put_more(to, csv, hl_str_of(why->text));
	hl_put_more(to, csv, row->own ? row->own->raw : row->raw);
	hl_buf_add_char(to, '\n');
}

size_t rejects_room(const struct hl_rejects *rejects) {
	if (rejects->most < 0)
		return SIZE_MAX;
	return rejects->len < (size_t)rejects->most ? (size_t)rejects->most - rejects->len : 0;
}

size_t rejects_most(const struct hl_rejects *rejects) {
	return rejects->most < 0 ? 0 : (size_t)rejects->most + 1;
}

enum hl_status rejects_write(struct hl_rejects *rejects, struct hl_str lines, size_t len,
	const struct hl_error *why, struct hl_error *err) {
	enum hl_status status = hl_output_write(rejects->out, lines, err);

	rejects->len += len;
	if (status != HL_OK || !why)
		return status;
	*err = *why;
	return hl_fail(
		err, HL_EDATA, "%s: more than %lld bad rows", why->text, (long long)rejects->most);
}

enum hl_status rejects_add(struct hl_rejects *rejects, const struct hl_row *row,
	const struct hl_error *why, struct hl_error *err) {
	bool is_too_many = rejects_room(rejects) == 0;

	rejects->line.len = 0;
	rejects_put(&rejects->line, row, why);
	return rejects_write(rejects, hl_buf_str(&rejects->line), 1, is_too_many ? why : NULL, err);
}

enum hl_status rejects_check(
	struct hl_rejects *rejects, size_t rows, size_t bad, struct hl_error *err) {
	char percent[HL_DEC_ROOM];

	rejects->rows += rows;
	rejects->bad += bad;
	if (rejects->percent < 0 ||
		(hl_wide)rejects->bad * 100 * HL_ONE <= (hl_wide)rejects->rows * rejects->percent)
		return HL_OK;
	*err = (struct hl_error){ 0 };
	return hl_fail(err, HL_EDATA, "%zu of %zu rows are bad: more than %.*s %%", rejects->bad,
		rejects->rows, (int)hl_dec_print(rejects->percent, percent), percent);
}

enum hl_status hl_rejects_close(struct hl_rejects *rejects, struct hl_error *err) {
	enum hl_status status;

	if (!rejects)
		return HL_OK;
	status = hl_output_commit(rejects->out, err);
	hl_buf_release(&rejects->line);
	free(rejects);
	return status;
}
