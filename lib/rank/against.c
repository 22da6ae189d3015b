/* against.c - the queue before: the places that rows had in it, and which of them are gone. */
#include "marks.h"

#include <stdatomic.h>
#include <stdlib.h>

/* A row that is kept to be told when it is gone. */
struct line {
	size_t end; /* in the text */
	size_t number;
};

struct rank_before {
	struct hl_keys *keys;   /* queue, NUL, key */
	struct hl_keys *queues; /* how many rows each has had */
	size_t *places;         /* by the numbers of the keys; 0: none */
	size_t places_cap;
	_Atomic bool *is_met; /* the same */
	size_t *rows;         /* of each queue */
	size_t rows_cap;
	struct line *lines;
	size_t len, cap;
	struct hl_buf text;
	bool keeps_gone;
	/* columns */
	size_t queue, key, place;
	size_t queue_now; /* of the rows that are ranked; HL_NO_COLUMN: one queue for all */
};

/* --- columns --- */

static struct hl_str key_name(
	const struct rank_marks *marks, const struct hl_rank_options *options) {
	return options->tie ? hl_str_of(options->tie) : marks->header->names[marks->key];
}

/* As the rows name it, or as anybody does. */
static enum hl_status bind_key(struct rank_before *before, const struct hl_header *header,
	const struct rank_marks *marks, const struct hl_rank_options *options,
	struct hl_error *err) {
	if (!options->tie) {
		enum hl_status status =
			hl_lead_at(header, &options->map, HL_STR("account_id"), &before->key, err);

		if (status != HL_OK || before->key != HL_NO_COLUMN)
			return status;
	}
	return hl_lead_find(header, &options->map, key_name(marks, options), &before->key, err);
}

static enum hl_status bind(struct rank_before *before, const struct rank_marks *marks,
	const struct hl_rank_options *options, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(options->against);
	enum hl_status status = bind_key(before, header, marks, options, err);

	before->queue = before->queue_now = before->place = HL_NO_COLUMN;
	if (status == HL_OK && options->per)
		status = hl_lead_ask(marks->header, &options->map, hl_str_of(options->per),
			&before->queue_now, err);
	if (status == HL_OK && options->per)
		status = hl_lead_find(
			header, &options->map, hl_str_of(options->per), &before->queue, err);
	if (options->place)
		before->place = hl_header_at(header, hl_str_of(options->place));
	if (status == HL_OK && options->as != HL_RANK_AS_ROW && before->place == HL_NO_COLUMN)
		status = hl_fail(err, HL_EDATA,
			"there is no column \"%s\": with --rank-as changes are of such places, and "
			"the numbers of rows are none",
			options->place);
	if (status != HL_OK && !err->file)
		err->file = header->row.file;
	return status;
}

/* --- reading --- */

static void put_full_key(
	struct hl_buf *to, const struct hl_row *row, size_t queue, struct hl_str key) {
	if (queue != HL_NO_COLUMN)
		hl_buf_add(to, hl_cell(row, queue));
	hl_buf_add_char(to, '\0');
	hl_buf_add(to, key);
}

/* The number of the row in its queue, from 1. */
static size_t count_row(struct rank_before *before, const struct hl_row *row) {
	struct hl_str name =
		before->queue == HL_NO_COLUMN ? HL_STR("") : hl_cell(row, before->queue);
	size_t known = hl_keys_len(before->queues);
	size_t queue = hl_keys_add(before->queues, name);

	if (queue == known) {
		before->rows =
			hl_grow(before->rows, &before->rows_cap, known + 1, sizeof(*before->rows));
		before->rows[queue] = 0;
	}
	return ++before->rows[queue];
}

/* Its place: what the rank says, else its number. A row of the holdout has none. */
static enum hl_status find_place(
	struct rank_before *before, const struct hl_row *row, size_t *place, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, before->place);
	int64_t number = 0;

	*place = count_row(before, row);
	if (before->place == HL_NO_COLUMN)
		return HL_OK;
	if (cell.len > 0 && (!hl_dec_read(cell, &number) || number < HL_ONE || number % HL_ONE))
		return hl_fail_value(err, cell, "not a place: they are counted from 1");
	*place = (size_t)(number / HL_ONE);
	return HL_OK;
}

/* The first of several rows with one key has the place that counts. */
static size_t add_key(struct rank_before *before, struct hl_str key, size_t place) {
	size_t known = hl_keys_len(before->keys);
	size_t number = hl_keys_add(before->keys, key);

	if (number == known) {
		before->places = hl_grow(
			before->places, &before->places_cap, known + 1, sizeof(*before->places));
		before->places[number] = place;
	}
	return number;
}

static void keep_line(struct rank_before *before, const struct hl_row *row,
	struct hl_dialect dialect, size_t number) {
	before->lines =
		hl_grow(before->lines, &before->cap, before->len + 1, sizeof(*before->lines));
	if (before->keeps_gone) {
		hl_put_row(&before->text, dialect, row);
		hl_buf_add(&before->text, row->eol);
	}
	before->lines[before->len++] = (struct line){ before->text.len, number };
}

static enum hl_status read_row(struct rank_before *before, const struct hl_row *row,
	const struct hl_rank_options *options, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(options->against);
	struct hl_str key = hl_cell_trimmed(row, before->key);
	struct hl_buf full = { 0 };
	size_t place = 0;
	enum hl_status status;

	if (key.len == 0) {
		status = hl_fail(err, HL_EDATA, "a row without a key cannot be compared");
		return hl_row_fail(row, header, before->key, status, err);
	}
	status = find_place(before, row, &place, err);
	if (status != HL_OK)
		return hl_row_fail(row, header, before->place, status, err);
	put_full_key(&full, row, before->queue, key);
	keep_line(before, row, options->dialect, add_key(before, hl_buf_str(&full), place));
	hl_buf_release(&full);
	return HL_OK;
}

static enum hl_status read_rows(
	struct rank_before *before, const struct hl_rank_options *options, struct hl_error *err) {
	enum hl_status status;
	struct hl_row row;

	while ((status = hl_reader_next(options->against, &row, err)) == HL_OK) {
		status = read_row(before, &row, options, err);
		if (status == HL_EDATA)
			status = hl_reader_reject(options->against, &row, err);
		if (status != HL_OK)
			return status;
	}
	return status == HL_END ? HL_OK : status;
}

enum hl_status rank_before_read(struct rank_before **before, const struct rank_marks *marks,
	const struct hl_rank_options *options, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(options->against);
	struct rank_before *made = hl_claim(1, sizeof(*made));
	enum hl_status status;

	*before = made;
	made->keys = hl_keys_new();
	made->queues = hl_keys_new();
	made->keeps_gone = options->keeps_gone;
	keep_line(made, &header->row, options->dialect, HL_NO_KEY);
	status = bind(made, marks, options, err);
	if (status == HL_OK)
		status = read_rows(made, options, err);
	made->is_met = hl_claim(hl_keys_len(made->keys), sizeof(*made->is_met));
	return status;
}

void rank_before_free(struct rank_before *before) {
	if (!before)
		return;
	hl_keys_free(before->keys);
	hl_keys_free(before->queues);
	free(before->places);
	free(before->is_met);
	free(before->rows);
	free(before->lines);
	hl_buf_release(&before->text);
	free(before);
}

/* --- asked --- */

uint64_t rank_before_find(const struct rank_before *before, const struct hl_row *row,
	struct hl_str key, struct hl_buf *scratch) {
	size_t begun = scratch->len;
	size_t number;

	put_full_key(scratch, row, before->queue_now, key);
	number = hl_keys_find(
		before->keys, (struct hl_str){ scratch->at + begun, scratch->len - begun });
	scratch->len = begun;
	return number == HL_NO_KEY ? 0 : (uint64_t)number + 1;
}

size_t rank_before_meet(struct rank_before *before, uint64_t number) {
	atomic_store_explicit(&before->is_met[number], true, memory_order_relaxed);
	return before->places[number];
}

size_t rank_before_gone(const struct rank_before *before, struct hl_buf *to) {
	size_t gone = 0;

	for (size_t i = 0; i < before->len; i++) {
		size_t from = i ? before->lines[i - 1].end : 0;
		struct hl_str text = { before->text.at + from, before->lines[i].end - from };
		bool is_header = before->lines[i].number == HL_NO_KEY;

		if (!is_header && before->is_met[before->lines[i].number])
			continue;
		gone += !is_header;
		if (to)
			hl_buf_add(to, text);
	}
	return gone;
}
