/* shards.c - tables that are ordered already become one: a row of each is in memory. */
#include "shards.h"

#include <stdlib.h>

struct shard {
	struct hl_reader *reader;
	struct hl_buf record, other; /* of the row at hand; of the one before, or the next */
	bool has_row;
};

struct shards {
	const struct rank_shards *parts;
	struct shard *at;
	struct hl_buf string; /* for rank_unique_row */
	bool failed;          /* some rows were bad: the rest is only read */
};

/* --- headers --- */

static enum hl_status check_header(
	const struct hl_header *first, const struct hl_header *header, struct hl_error *err) {
	size_t same = 0;

	while (same < first->len && same < header->len &&
		hl_str_eq(first->names[same], header->names[same]))
		same++;
	if (same == first->len && same == header->len)
		return HL_OK;
	*err = (struct hl_error){ .file = header->row.file, .line = header->row.line };
	return hl_fail(err, HL_EDATA,
		"column %zu is not that of the first file: --merge needs the same columns in the "
		"same order",
		same + 1);
}

/* --- rows --- */

static enum hl_status check_order(
	const struct shard *shard, const struct hl_row *row, struct hl_error *err) {
	if (hl_str_cmp(rank_string_at(shard->other.at), rank_string_at(shard->record.at)) <= 0)
		return HL_OK;
	*err = (struct hl_error){ 0 };
	(void)hl_fail(err, HL_EDATA,
		"this row belongs before the one above it: --merge needs files that are in order");
	return hl_row_fail(row, NULL, HL_NO_COLUMN, HL_EDATA, err);
}

/* What the row is held as by --unique, behind its own order. */
static enum hl_status put_unique(
	struct shards *shards, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	const struct rank_shards *parts = shards->parts;
	size_t inner = to->len;
	enum hl_status status = rank_unique_row(parts->unique, row, &shards->string, to, err);

	if (status == HL_OK)
		rank_record_around(to, 0, inner);
	return status;
}

static enum hl_status put_record(
	struct shards *shards, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	const struct rank_shards *parts = shards->parts;
	enum hl_status status;

	to->len = 0;
	(void)rank_record_begin(to);
	status = rank_keys_put(parts->keys, row, to, err);
	if (status != HL_OK)
		return status;
	if (parts->unique)
		status = put_unique(shards, row, to, err);
	else
		rank_record_end(to, 0, parts->dialect, row);
	(void)hl_buf_room(to, RANK_SLACK);
	return status;
}

/* *is_put is false: the row is not wanted. */
static enum hl_status try_row(struct shards *shards, const struct hl_row *row, struct hl_buf *to,
	bool *is_put, struct hl_error *err) {
	const struct rank_shards *parts = shards->parts;
	enum hl_status status = HL_OK;

	*is_put = true;
	if (parts->wanted)
		status = rank_wanted_row(parts->wanted, row, parts->left_out, is_put, err);
	return status == HL_OK && *is_put ? put_record(shards, row, to, err) : status;
}

/* The next row that is wanted and whose keys are good. */
static enum hl_status read_row(
	struct shards *shards, struct shard *shard, struct hl_row *row, struct hl_error *err) {
	enum hl_status status;
	bool is_put;

	while ((status = hl_reader_next(shard->reader, row, err)) == HL_OK) {
		status = try_row(shards, row, &shard->other, &is_put, err);
		if (status != HL_OK)
			status = hl_reader_reject(shard->reader, row, err);
		else if (is_put)
			return HL_OK;
		if (status != HL_OK)
			return status;
	}
	return status;
}

static enum hl_status next_row(
	void *arg, size_t source, const char **record, struct hl_error *err) {
	struct shards *shards = arg;
	struct shard *shard = &shards->at[source];
	struct hl_buf before = shard->record;
	struct hl_row row;
	enum hl_status status = read_row(shards, shard, &row, err);

	*record = NULL;
	shards->failed |= hl_reader_failed(shard->reader);
	/* The end: of a good table, or of one whose mistakes are told already. */
	if (status == HL_END || (status == HL_EDATA && !err->text[0]))
		return HL_OK;
	if (status != HL_OK)
		return status;
	shard->record = shard->other;
	shard->other = before;
	if (shard->has_row)
		status = check_order(shard, &row, err);
	shard->has_row = true;
	*record = shard->record.at;
	return status;
}

static enum hl_status take_merged(struct shards *shards, struct merge *merge,
	const struct rank_taker *taker, struct hl_error *err) {
	const char *record;
	enum hl_status status;

	while ((status = merge_next(merge, &record, err)) == HL_OK) {
		if (shards->failed)
			continue;
		status = taker->take(taker->arg, record, err);
		if (status != HL_OK)
			return status;
	}
	if (status == HL_END)
		status = shards->failed ? HL_EDATA : HL_OK;
	return status;
}

enum hl_status rank_shards_take(
	const struct rank_shards *parts, const struct rank_taker *taker, struct hl_error *err) {
	struct shards shards = {
		.parts = parts,
		.at = hl_claim(parts->len, sizeof(*shards.at)),
	};
	struct merge merge;
	enum hl_status status = HL_OK;

	merge_init(&merge, parts->len);
	merge.arg = &shards;
	merge.next = next_row;
	for (size_t i = 0; i < parts->len && status == HL_OK; i++) {
		shards.at[i].reader = parts->readers[i];
		status =
			check_header(parts->keys->header, hl_reader_header(parts->readers[i]), err);
	}
	if (status == HL_OK)
		status = take_merged(&shards, &merge, taker, err);
	for (size_t i = 0; i < parts->len; i++) {
		hl_buf_release(&shards.at[i].record);
		hl_buf_release(&shards.at[i].other);
	}
	hl_buf_release(&shards.string);
	merge_release(&merge);
	free(shards.at);
	return status;
}
