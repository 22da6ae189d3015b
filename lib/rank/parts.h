/* parts.h - what the files of lib/rank share: sort strings, rows that are kept, the two holders. */
#ifndef HL_RANK_PARTS_H
#define HL_RANK_PARTS_H

#include "hl/rank.h"

/* --- keys.c: from a row to a string of bytes whose order is the order of the rows --- */

struct rank_kind;

struct rank_key {
	size_t column;
	const struct rank_kind *kind;
	bool reverse;
};

struct rank_keys {
	struct rank_key at[HL_RANK_KEYS_MAX + 1]; /* one more: the tie */
	size_t len;
	const struct hl_header *header;
	struct hl_time_rules time;
};

enum hl_status rank_keys_bind(struct rank_keys *keys, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/*
 * The sort string of @row in place of what @to holds: the smaller, the better. Zeros stand
 * behind it, up to RANK_MARK bytes at least. HL_EDATA: a cell is bad, @err says where.
 */
enum hl_status rank_keys_put(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;

/* --- row.c: rows that are kept --- */

/* So many bytes of a sort string are compared at once: a number and a long account. */
enum { RANK_WORDS = 3, RANK_MARK = 8 * RANK_WORDS };

/* RANK_MARK bytes of a sort string as numbers; zeros where it has ended. */
struct rank_mark {
	uint64_t words[RANK_WORDS];
};

/* A row as it will be written, its line end behind it, behind that the rest of its sort string. */
struct rank_row {
	const char *at;
	uint32_t len;
	uint32_t eol_len : 2, rest_len : 30;
};

struct rank_mark rank_mark_of(struct hl_str string);
/* The same for a string with zeros behind it, see rank_keys_put. */
struct rank_mark rank_mark_first(struct hl_str string);
/* In place of what @to holds. */
struct rank_row rank_row_put(struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row,
	struct hl_str sort_string);

static inline int rank_mark_cmp(const struct rank_mark *a, const struct rank_mark *b) {
	for (size_t i = 0; i < RANK_WORDS; i++)
		if (a->words[i] != b->words[i])
			return a->words[i] < b->words[i] ? -1 : 1;
	return 0;
}

static inline struct hl_str rank_row_rest(struct rank_row row) {
	return (struct hl_str){ row.at + row.len + row.eol_len, row.rest_len };
}

/* --- store.c: memory for many of them --- */

struct rank_store {
	struct rank_block *last;
};

/* A copy of @bytes that stays where it is as long as the store. */
const char *rank_store_keep(struct rank_store *store, struct hl_str bytes);
void rank_store_release(struct rank_store *store);

/* Not zeroed, on large pages when it is large; free with free(3). */
void *rank_alloc(size_t count, size_t size);

/* --- write.c: rows out --- */

struct rank_writer {
	struct hl_output *out;
	struct hl_dialect dialect;
	bool places; /* append the place */
	struct hl_buf buf;
};

enum hl_status rank_writer_put(struct rank_writer *writer, struct rank_row row, size_t place,
	struct hl_error *err) HL_CHECKED;
enum hl_status rank_writer_end(struct rank_writer *writer, struct hl_error *err) HL_CHECKED;

/* --- hold.c: every row, ordered at the end --- */

/* What is moved when rows are ordered; packed, because there are two of it for every row. */
struct __attribute__((packed)) rank_item {
	uint64_t word;
	uint32_t row;
};

struct rank_hold {
	struct rank_store store;
	struct hl_buf row; /* the row at hand */
	struct rank_row *rows;
	struct rank_mark *marks; /* of the bytes of the sort strings that decide next */
	uint32_t *queues;        /* of each row; NULL when there is one */
	struct rank_item *items; /* the order, once there is one */
	size_t len, rows_cap, marks_cap, queues_cap;
};

enum hl_status rank_hold_add(struct rank_hold *hold, struct hl_dialect dialect,
	const struct hl_row *row, struct hl_str sort_string, struct hl_error *err) HL_CHECKED;
void rank_hold_order(struct rank_hold *hold);
/* Bring the rows of a queue together: @place[q] is the place of queue q among @len. */
void rank_hold_gather(struct rank_hold *hold, const uint32_t *place, size_t len);
enum hl_status rank_hold_write(
	const struct rank_hold *hold, struct rank_writer *writer, struct hl_error *err) HL_CHECKED;
void rank_hold_release(struct rank_hold *hold);

/* --- order.c: the sort --- */

void rank_sort(struct rank_hold *hold);

/* --- top.c: only the best of each queue --- */

struct rank_top {
	struct top_queue *queues;
	size_t len, cap;
	size_t most; /* rows of each */
	uint64_t seen;
};

void rank_top_add(struct rank_top *top, size_t queue, struct hl_dialect dialect,
	const struct hl_row *row, struct hl_str sort_string);
void rank_top_order(struct rank_top *top);
/* @order[i] is the i-th queue to write. */
enum hl_status rank_top_write(const struct rank_top *top, const uint32_t *order,
	struct rank_writer *writer, struct hl_error *err) HL_CHECKED;
size_t rank_top_rows(const struct rank_top *top);
void rank_top_release(struct rank_top *top);

#endif
