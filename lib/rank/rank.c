/* rank.c - the three calls: read, order, write. */
#include "parts.h"

#include <stdlib.h>

struct hl_rank {
	struct rank_keys keys;
	struct hl_dialect dialect;
	size_t per;            /* HL_NO_COLUMN: one queue */
	struct hl_keys *names; /* of the queues, with per */
	bool is_top;
	bool places;
	struct hl_buf string; /* the sort string of the row at hand */
	struct rank_top top;
	struct rank_hold hold;
	uint32_t *order; /* of the queues: the first to write first; NULL without per */
};

/* --- what is asked for --- */

static enum hl_status bind_place(
	const struct hl_header *header, const char *place, struct hl_error *err) {
	struct hl_str name = hl_str_of(place);

	if (place && name.len == 0)
		return hl_fail(err, HL_EUSAGE, "--rank: a column needs a name");
	for (size_t i = 0; place && i < header->len; i++)
		if (hl_str_eq(header->names[i], name))
			return hl_fail(err, HL_EUSAGE,
				"--rank: there is a column called \"%s\" already", place);
	return HL_OK;
}

static enum hl_status bind(struct hl_rank *rank, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) {
	enum hl_status status = rank_keys_bind(&rank->keys, options, header, err);

	if (status == HL_OK && options->per)
		status = hl_lead_ask(
			header, &options->map, hl_str_of(options->per), &rank->per, err);
	return status == HL_OK ? bind_place(header, options->place, err) : status;
}

enum hl_status hl_rank_new(struct hl_rank **rank, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct hl_rank *made = hl_claim(1, sizeof(*made));
	enum hl_status status;

	*made = (struct hl_rank){
		.dialect = options->dialect,
		.per = HL_NO_COLUMN,
		.is_top = options->top != SIZE_MAX,
		.places = options->place != NULL,
		.top.most = options->top,
	};
	status = bind(made, options, header, err);
	if (status == HL_OK && options->per)
		made->names = hl_keys_new();
	if (status != HL_OK) {
		hl_rank_free(made);
		made = NULL;
	}
	*rank = made;
	return status;
}

void hl_rank_free(struct hl_rank *rank) {
	if (!rank)
		return;
	rank_top_release(&rank->top);
	rank_hold_release(&rank->hold);
	hl_buf_release(&rank->string);
	hl_keys_free(rank->names);
	free(rank->order);
	free(rank);
}

/* --- reading --- */

static enum hl_status hold_row(
	struct hl_rank *rank, const struct hl_row *row, size_t queue, struct hl_error *err) {
	struct rank_hold *hold = &rank->hold;
	size_t i = hold->len;
	enum hl_status status =
		rank_hold_add(hold, rank->dialect, row, hl_buf_str(&rank->string), err);

	if (status == HL_OK && rank->names) {
		hold->queues =
			hl_grow(hold->queues, &hold->queues_cap, i + 1, sizeof(*hold->queues));
		hold->queues[i] = (uint32_t)queue;
	}
	return status;
}

static enum hl_status take_row(
	struct hl_rank *rank, const struct hl_row *row, struct hl_error *err) {
	size_t queue = 0;

	if (rank->names)
		queue = hl_keys_add(rank->names, hl_cell(row, rank->per));
	if (!rank->is_top)
		return hold_row(rank, row, queue, err);
	rank_top_add(&rank->top, queue, rank->dialect, row, hl_buf_str(&rank->string));
	return HL_OK;
}

enum hl_status hl_rank_read(struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		status = rank_keys_put(&rank->keys, &row, &rank->string, err);
		status = status == HL_EDATA ? hl_reader_reject(reader, &row, err)
					    : take_row(rank, &row, err);
		if (status != HL_OK)
			return status;
	}
	return status == HL_END ? HL_OK : status;
}

/* --- ordering --- */

static int compare_names(const void *a, const void *b, void *names) {
	return hl_str_cmp(
		hl_keys_at(names, *(const uint32_t *)a), hl_keys_at(names, *(const uint32_t *)b));
}

static void order_queues(struct hl_rank *rank) {
	size_t len = hl_keys_len(rank->names);

	rank->order = hl_claim(len, sizeof(*rank->order));
	for (size_t q = 0; q < len; q++)
		rank->order[q] = (uint32_t)q;
	if (len > 1)
		qsort_r(rank->order, len, sizeof(*rank->order), compare_names, rank->names);
}

static void gather_queues(struct hl_rank *rank) {
	size_t len = hl_keys_len(rank->names);
	uint32_t *place = hl_claim(len, sizeof(*place));

	for (size_t q = 0; q < len; q++)
		place[rank->order[q]] = (uint32_t)q;
	rank_hold_gather(&rank->hold, place, len);
	free(place);
}

void hl_rank_order(struct hl_rank *rank) {
	if (rank->is_top)
		rank_top_order(&rank->top);
	else
		rank_hold_order(&rank->hold);
	if (rank->names)
		order_queues(rank);
	if (rank->names && !rank->is_top)
		gather_queues(rank);
}

/* --- writing --- */

enum hl_status hl_rank_write(
	const struct hl_rank *rank, struct hl_output *out, struct hl_error *err) {
	struct rank_writer writer = {
		.out = out,
		.dialect = rank->dialect,
		.places = rank->places,
	};
	enum hl_status status;

	if (rank->is_top)
		status = rank_top_write(&rank->top, rank->order, &writer, err);
	else
		status = rank_hold_write(&rank->hold, &writer, err);
	if (status == HL_OK)
		status = rank_writer_end(&writer, err);
	hl_buf_release(&writer.buf);
	return status;
}

size_t hl_rank_queues(const struct hl_rank *rank) {
	return rank->names ? hl_keys_len(rank->names) : 1;
}

size_t hl_rank_rows(const struct hl_rank *rank) {
	return rank->is_top ? rank_top_rows(&rank->top) : rank->hold.len;
}
