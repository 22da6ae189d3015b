/*
 * state.c - the state file: a table of shares and a last row that vouches for it.
 *
 *	collector,entitled,received,value,last_seq
 *	Ann,12.5,12,0,24
 *	#run,2026-03-02,,,
 *	Ann,8.5,8,0,16
 *	#end,3,3f2a9c01,2,
 *
 * The last row holds the count of the rows, the CRC-32 of all bytes before it, and the version
 * of the format. It is compared as a whole: a file that lacks a byte of it is torn.
 *
 * In version 2 the last run has a name. Behind it are the shares with which that run began. In
 * version 1 it has none, and there is neither. Versions 3 and 4 are 1 and 2 with two more columns,
 * head_start and away; they are only written where somebody has anything there.
 */
#include "parts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define COLUMNS "collector,entitled,received,value,last_seq"

enum { BYTES_MAX = 64 << 20, TRAILER_ROOM = 64 };
enum { WIDTH = 5 }; /* columns of every version */

/* By their number, less 1. */
static const struct version {
	bool is_named, is_wide;
	const char *header;
	const char *blanks; /* the other cells of a row of three */
} versions[] = {
	{ false, false, COLUMNS "\n", "," },
	{ true, false, COLUMNS "\n", "," },
	{ false, true, COLUMNS ",head_start,away\n", ",,," },
	{ true, true, COLUMNS ",head_start,away\n", ",,," },
};

static const struct hl_dialect csv = { .delim = ',' };

static void trailer_print(
	char *to, size_t rows, const struct version *version, struct hl_str body) {
	uLong sum = crc32_z(0, (const unsigned char *)body.at, body.len);

	snprintf(to, TRAILER_ROOM, "#end,%zu,%08lx,%d%s\n", rows, sum,
		(int)(version - versions) + 1, version->blanks);
}

struct hl_share *assign_share_add(struct hl_state *state, struct hl_str name) {
	size_t number;

	if (!state->names)
		state->names = hl_keys_new();
	number = hl_keys_add(state->names, name);
	if (number == state->len) {
		state->shares =
			hl_grow(state->shares, &state->cap, state->len + 1, sizeof(*state->shares));
		state->shares[state->len++] = (struct hl_share){ 0 };
	}
	return &state->shares[number];
}

/* --- reading --- */

static enum hl_status refuse(const char *name, struct hl_error *err, const char *text) {
	*err = (struct hl_error){ .file = name };
	return hl_fail(err, HL_EDATA,
		"%s: not a whole state file of hl-assign; put the last good one back or, to begin "
		"anew, remove it",
		text);
}

/* Does the file end in the trailer that belongs to its other bytes? *rows: how many it has. */
static const struct version *version_of(struct hl_str file, size_t *rows) {
	char expected[TRAILER_ROOM];
	struct hl_str body = file;
	struct hl_str trailer;
	const char *end;

	if (!hl_str_starts(file, HL_STR(COLUMNS)) || file.at[file.len - 1] != '\n')
		return NULL;
	end = memrchr(file.at, '\n', file.len - 1);
	if (!end)
		return NULL;
	body.len = (size_t)(end + 1 - file.at);
	trailer = (struct hl_str){ end + 1, file.len - body.len };
	*rows = 0;
	for (size_t i = 5; i < trailer.len && i < 20 && hl_is_digit(trailer.at[i]); i++)
		*rows = *rows * 10 + (size_t)(trailer.at[i] - '0');
	for (size_t i = 0; i < HL_LEN(versions); i++) {
		trailer_print(expected, *rows, &versions[i], body);
		if (hl_str_eq(trailer, hl_str_of(expected)) &&
			hl_str_starts(file, hl_str_of(versions[i].header)))
			return &versions[i];
	}
	return NULL;
}

static bool read_amount(struct hl_str cell, int64_t *to) {
	return hl_dec_read(cell, to) && *to >= 0 && *to <= ASSIGN_MOST;
}

/* As hl_sum_print writes it. */
static bool read_value(struct hl_str cell, hl_wide *to) {
	const char *point = memchr(cell.at, '.', cell.len);
	size_t whole = point ? (size_t)(point - cell.at) : cell.len;
	size_t places = point ? cell.len - whole - 1 : 0;

	*to = 0;
	if (whole == 0 || (point && places == 0) || places > 6)
		return false;
	for (size_t i = 0; i < whole + 6; i++) {
		bool is_there = i < whole + places;
		int c = is_there ? cell.at[i < whole ? i : i + 1] : '0';

		if (c < '0' || c > '9' || *to > ASSIGN_VALUE_MOST / 10)
			return false;
		*to = *to * 10 + (c - '0');
	}
	return true;
}

static bool read_seq(struct hl_str cell, int64_t *to) {
	*to = 0;
	for (size_t i = 0; i < cell.len; i++) {
		if (!hl_is_digit(cell.at[i]) || *to > ASSIGN_MOST / 10)
			return false;
		*to = *to * 10 + (cell.at[i] - '0');
	}
	return cell.len > 0;
}

/* "0" or "1"; there is none in versions without such a column. */
static bool read_flag(struct hl_str cell, bool *to) {
	*to = hl_str_eq(cell, HL_STR("1"));
	return *to || hl_str_eq(cell, HL_STR("0"));
}

static bool read_wide(struct hl_share *share, const struct hl_row *row) {
	return row->len == WIDTH || (read_value(hl_cell(row, WIDTH), &share->head_start) &&
					    read_flag(hl_cell(row, WIDTH + 1), &share->is_away));
}

static bool read_share(struct hl_state *state, const struct hl_row *row) {
	size_t len = state->len;
	struct hl_share *share = assign_share_add(state, hl_cell(row, 0));

	return state->len > len && read_amount(hl_cell(row, 1), &share->entitled) &&
	       read_amount(hl_cell(row, 2), &share->received) &&
	       read_value(hl_cell(row, 3), &share->value) &&
	       read_seq(hl_cell(row, 4), &share->last_seq) && read_wide(share, row);
}

/* No share: it has a last lead, if only number 0. */
static bool is_run(const struct hl_row *row) {
	return hl_str_eq(hl_cell(row, 0), HL_STR("#run")) && hl_cell(row, 4).len == 0;
}

/* What stands behind the name of the last run is how it was before that. */
static bool read_any(struct hl_state *state, const struct hl_row *row) {
	if (!is_run(row))
		return read_share(state->before ? state->before : state, row);
	if (state->before || hl_cell(row, 1).len == 0)
		return false;
	hl_buf_add(&state->run, hl_cell(row, 1));
	state->before = hl_claim(1, sizeof(*state->before));
	return true;
}

/* The rows before the last, which is the trailer. */
static enum hl_status read_rows(struct hl_state *state, struct hl_reader *reader, size_t rows,
	const char *name, struct hl_error *err) {
	struct hl_row row;
	size_t seen = 0;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		if (seen < rows && !read_any(state, &row))
			return refuse(name, err, "a row that makes no sense");
		seen++;
	}
	if (status == HL_EDATA || (status == HL_END && seen != rows + 1))
		return refuse(name, err, "the count of its rows is wrong");
	return status == HL_END ? HL_OK : status;
}

/* The bytes that were vouched for, not the file again: another run may have put a new one there. */
static enum hl_status read_table(struct hl_state *state, const char *name, size_t rows,
	const struct hl_reader_options *options, struct hl_error *err) {
	struct hl_reader *reader = NULL;
	enum hl_status status = hl_reader_open(&reader, &name, 1, options, err);

	if (status == HL_OK)
		status = read_rows(state, reader, rows, name, err);
	hl_reader_close(reader);
	return status;
}

enum hl_status hl_state_read(struct hl_state *state, const char *name, bool *is_new,
	struct hl_files *listed, struct hl_error *err) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_reader_options options = {
		.delim = ',', .mistakes = &mistakes, .listed = listed, .role = "state"
	};
	struct hl_buf file = { 0 };
	size_t rows = 0;
	const struct version *version = NULL;
	enum hl_status status;

	*is_new = access(name, F_OK) != 0 && errno == ENOENT;
	if (*is_new)
		return HL_OK;
	status = hl_file_read(name, BYTES_MAX, &file, err);
	options.bytes = hl_buf_str(&file);
	if (status == HL_OK && file.len == 0)
		status = refuse(name, err, "an empty file");
	else if (status == HL_OK && !(version = version_of(hl_buf_str(&file), &rows)))
		status = refuse(name, err, "cut, damaged or something else");
	if (status == HL_OK)
		status = read_table(state, name, rows, &options, err);
	if (status == HL_OK && version && version->is_named != (state->before != NULL))
		status = refuse(name, err, "the version is wrong");
	hl_buf_release(&file);
	return status;
}

/* --- writing --- */

static void put_amount(struct hl_buf *to, int64_t amount) {
	char text[HL_DEC_ROOM];

	hl_put_more(to, csv, (struct hl_str){ text, hl_dec_print(amount, text) });
}

static bool is_wide(const struct hl_state *state) {
	for (size_t i = 0; state && i < state->len; i++)
		if (state->shares[i].head_start || state->shares[i].is_away)
			return true;
	return false;
}

/* The least that says all. */
static const struct version *version_for(const struct hl_state *state) {
	bool wide = is_wide(state) || is_wide(state->before);
	const struct version *version = versions;

	while (version->is_named != (state->before != NULL) || version->is_wide != wide)
		version++;
	return version;
}

static void put_shares(
	const struct hl_state *state, const struct version *version, struct hl_buf *to) {
	for (size_t i = 0; i < state->len; i++) {
		const struct hl_share *share = &state->shares[i];

		hl_put_cell(to, csv, hl_keys_at(state->names, i), false);
		put_amount(to, share->entitled);
		put_amount(to, share->received);
		hl_buf_add_char(to, ',');
		assign_value_add(to, share->value);
		hl_buf_addf(to, ",%" PRId64, share->last_seq);
		if (version->is_wide) {
			hl_buf_add_char(to, ',');
			assign_value_add(to, share->head_start);
			hl_buf_addf(to, ",%d", share->is_away);
		}
		hl_buf_add_char(to, '\n');
	}
}

static size_t put_rows(
	const struct hl_state *state, const struct version *version, struct hl_buf *to) {
	put_shares(state, version, to);
	if (!state->before)
		return state->len;
	hl_buf_add(to, HL_STR("#run"));
	hl_put_more(to, csv, hl_buf_str(&state->run));
	hl_buf_addf(to, ",,%s\n", version->blanks);
	put_shares(state->before, version, to);
	return state->len + 1 + state->before->len;
}

enum hl_status hl_state_write(
	const struct hl_state *state, struct hl_output *out, struct hl_error *err) {
	const struct version *version = version_for(state);
	struct hl_buf to = { 0 };
	char trailer[TRAILER_ROOM];
	size_t rows;
	enum hl_status status;

	hl_buf_add(&to, hl_str_of(version->header));
	rows = put_rows(state, version, &to);
	trailer_print(trailer, rows, version, hl_buf_str(&to));
	hl_buf_add(&to, hl_str_of(trailer));
	status = hl_output_write(out, hl_buf_str(&to), err);
	hl_buf_release(&to);
	return status;
}
