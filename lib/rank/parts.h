/* parts.h - what the files of lib/rank share: records, where they are held, ordered and spilled. */
#ifndef HL_RANK_PARTS_H
#define HL_RANK_PARTS_H

#include "hl/rank.h"
#include "hl/thread.h"

#include <string.h>

/* --- keys.c: from a row to a string of bytes whose order is the order of the rows --- */

struct rank_kind;
struct rank_marks;

struct rank_key {
	size_t column;
	const struct rank_kind *kind;
	bool reverse;
	bool blank_first; /* of numbers and dates; else last */
};

struct rank_keys {
	struct rank_key at[HL_RANK_KEYS_MAX + 2]; /* two more: the queue before, the tie behind */
	size_t len;
	size_t shared_len; /* without the tie: rows that are equal in so many are level */
	size_t tie;        /* the column that decides between them, or HL_NO_COLUMN */
	const struct hl_header *header;
	struct hl_time_rules time;
	bool has_queues;                        /* the first key is the name of the queue */
	bool is_followed;                       /* more is appended to the sort strings */
	bool is_standard;                       /* nobody asked for these keys */
	struct hl_str absent[HL_RANK_KEYS_MAX]; /* which would be among them, and are no columns */
	size_t absent_len;
	const struct rank_marks *marks; /* of which rank_keys_put asks more; NULL: nothing */
};

/* Append the sort string of @row: the smaller, the better. HL_EDATA: a cell is bad, @err says. */
enum hl_status rank_keys_put(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;

/* The part of a sort string that rows which are level have in common. */
struct hl_str rank_keys_shared(const struct rank_keys *keys, struct hl_str string);

/* As -k would be given it, without the queue and with the tie. */
void rank_keys_print(const struct rank_keys *keys, struct hl_buf *to);

/* The same in two parts: the name of the queue, and what is behind it. */
enum hl_status rank_keys_put_queue(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;
enum hl_status rank_keys_put_rest(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;

/* Append a number to a sort string. */
void rank_put_word(struct hl_buf *to, uint64_t word);

/* --- record.c: rows that are kept --- */

/*
 * A record is this head, the sort string, the row as it will be written and its line end. The
 * string is not aligned. Behind the last record of a piece of memory there are RANK_SLACK bytes
 * that may be read.
 */
struct rank_head {
	uint32_t row_len;
	uint32_t eol_len : 2, string_len : 30;
};

enum { RANK_STRING_MAX = (1 << 30) - 1 };

/* So many bytes of a sort string are compared at once: a number and a long account. */
enum { RANK_WORDS = 3, RANK_MARK = 8 * RANK_WORDS, RANK_SLACK = 32 };

/* RANK_MARK bytes of a sort string as numbers; zeros where it has ended. */
struct rank_mark {
	uint64_t words[RANK_WORDS];
};

/* A record as it is laid out; @to has room for it. */
struct rank_record {
	struct hl_str string, row, eol;
};

size_t rank_record_size(const struct rank_record *record);
void rank_record_write(const struct rank_record *record, char *to);

/* Reserve a record's head at the end of @to; returns where it is. The sort string is next. */
size_t rank_record_begin(struct hl_buf *to);
/* The sort string is there: append @row and fill the head in. */
void rank_record_end(
	struct hl_buf *to, size_t begun, struct hl_dialect dialect, const struct hl_row *row);

/* The same where the row is a record of its own, from byte @inner of @to on. */
void rank_record_around(struct hl_buf *to, size_t begun, size_t inner);

static inline struct rank_head rank_head_at(const char *at) {
	struct rank_head head;

	memcpy(&head, at, sizeof(head));
	return head;
}

static inline size_t rank_record_len(const char *at) {
	struct rank_head head = rank_head_at(at);

	return sizeof(head) + head.string_len + head.row_len + head.eol_len;
}

static inline struct hl_str rank_string_at(const char *at) {
	return (struct hl_str){ at + sizeof(struct rank_head), rank_head_at(at).string_len };
}

/* The name of the queue that the sort string begins with, the NUL behind it included. */
static inline struct hl_str rank_queue_of(struct hl_str string) {
	const char *end = memchr(string.at, '\0', string.len);

	return (struct hl_str){ string.at, end ? (size_t)(end - string.at) + 1 : string.len };
}

/* Eight bytes as a number, of which @left are there and the others are taken for zeros. */
static inline uint64_t rank_word_at(const char *at, size_t left) {
	uint64_t word = __builtin_bswap64(hl_word_at(at));

	if (left >= sizeof(word))
		return word;
	return left ? word & UINT64_MAX << (64 - 8 * left) : 0;
}

/* RANK_MARK bytes of @string, from byte RANK_MARK x @depth on. */
static inline struct rank_mark rank_mark_of(struct hl_str string, size_t depth) {
	size_t from = depth * RANK_MARK < string.len ? depth * RANK_MARK : string.len;
	size_t left = string.len - from;
	struct rank_mark mark;

	for (size_t w = 0; w < RANK_WORDS; w++) {
		mark.words[w] = rank_word_at(string.at + from + 8 * w, left);
		left -= left < 8 ? left : 8;
	}
	return mark;
}

static inline int rank_mark_cmp(const struct rank_mark *a, const struct rank_mark *b) {
	for (size_t i = 0; i < RANK_WORDS; i++)
		if (a->words[i] != b->words[i])
			return a->words[i] < b->words[i] ? -1 : 1;
	return 0;
}

/* What many sort strings have in common: which bits of their marks are set in some, in all. */
struct rank_seen {
	struct rank_mark some, all;
	bool more; /* some strings go on behind the mark */
};

static inline struct rank_seen rank_seen_none(void) {
	return (struct rank_seen){ .all = { { UINT64_MAX, UINT64_MAX, UINT64_MAX } } };
}

static inline void rank_see(struct rank_seen *seen, struct hl_str string, size_t depth) {
	struct rank_mark mark = rank_mark_of(string, depth);

	for (size_t w = 0; w < RANK_WORDS; w++) {
		seen->some.words[w] |= mark.words[w];
		seen->all.words[w] &= mark.words[w];
	}
	seen->more |= string.len > RANK_MARK * (depth + 1);
}

static inline void rank_see_all(struct rank_seen *seen, const struct rank_seen *others) {
	for (size_t w = 0; w < RANK_WORDS; w++) {
		seen->some.words[w] |= others->some.words[w];
		seen->all.words[w] &= others->all.words[w];
	}
	seen->more |= others->more;
}

/* The bits that are set in some and not in all; false: there are none. */
static inline bool rank_differ(const struct rank_seen *seen, struct rank_mark *differ) {
	uint64_t any = 0;

	for (size_t w = 0; w < RANK_WORDS; w++)
		any |= differ->words[w] = seen->some.words[w] & ~seen->all.words[w];
	return any != 0;
}

/* --- store.c: memory for many records --- */

/* Records from the front; from the back where each of them begins, so that nobody has to walk. */
struct rank_block {
	size_t cap, used, rows;
	char bytes[];
};

/* Record @row of @block. */
static inline const char *rank_block_at(const struct rank_block *block, size_t row) {
	uint32_t start;

	memcpy(&start, block->bytes + block->cap - (row + 1) * sizeof(start), sizeof(start));
	return block->bytes + start;
}

/* Records that follow each other in a block, of which the first one is number @first there. */
struct rank_stretch {
	const struct rank_block *block;
	size_t first, rows;
	size_t before; /* so many records of the store come before */
};

struct rank_store {
	struct rank_block **blocks;
	size_t len, cap, at;            /* records go to blocks[at] */
	struct rank_stretch *stretches; /* all records, in the order in which they came */
	size_t stretches_len, stretches_cap;
	const char **adopted; /* records that lie elsewhere, behind all others */
	size_t adopted_len, adopted_cap;
	size_t rows, used; /* in all */
	size_t block;      /* how large they are, but for records that are larger; 0: any */
	const struct rank_seen *seen; /* of all strings; NULL: whoever needs it has to look */
};

/* Copies of records, which stay where they are until the store is emptied. */
void rank_store_add(struct rank_store *store, struct hl_str records);
/* Records that lie in a block of another store, which will be absorbed. */
void rank_store_list(struct rank_store *store, struct rank_stretch stretch);
/* Take over the blocks of @from, which is empty then. */
void rank_store_absorb(struct rank_store *store, struct rank_store *from);
/* Room for a record of @len bytes that is not listed yet; it is the last one of blocks[at]. */
char *rank_store_claim(struct rank_store *store, size_t len);
/* A record that lies elsewhere, and stays there. */
void rank_store_adopt(struct rank_store *store, const char *record);
/* Nothing but room, for other things than records. */
void *rank_store_room(struct rank_store *store, size_t len);
/* Forget the records, keep the memory. */
void rank_store_empty(struct rank_store *store);
void rank_store_release(struct rank_store *store);

/* --- order.c: the sort --- */

struct rank_item {
	uint64_t word;  /* of the bits that decide next */
	const char *at; /* the record */
};

/*
 * Ask for the record of @items[i], of @lines cache lines, before it is needed. Inlined by force:
 * gcc drops a call to what only fetches.
 */
static inline __attribute__((always_inline)) void rank_fetch(
	const struct rank_item *items, size_t len, size_t i, size_t lines) {
	if (i < len)
		for (size_t line = 0; line < lines; line++)
			__builtin_prefetch(items[i].at + line * 64);
}

/* What a row takes while it is ordered, beside its record. */
enum { RANK_ITEM_BYTES = 2 * sizeof(struct rank_item) + 1 };

/* The records of @store in order, equal ones as they came. */
struct rank_item *rank_order(const struct rank_store *store, size_t threads);
/* @len is the number of rows in the store. */
void rank_order_free(struct rank_item *items, size_t len);

/* --- lines.c: records to the bytes that are written --- */

struct rank_form {
	struct hl_dialect dialect;
	bool places;     /* append the place */
	bool has_queues; /* sort strings begin with the name of the queue */
	size_t top;      /* so many rows of each queue */
	bool ties;       /* and those that are level with the last of them */
	enum hl_rank_as as;
	const struct rank_keys *keys;   /* for who is level */
	size_t behind;                  /* bytes of a sort string that follow the note of marks */
	const struct rank_marks *marks; /* NULL: none */
};

/* Is it asked which rows are level? Then they have to be put one behind the other. */
static inline bool rank_form_has_levels(const struct rank_form *form) {
	return form->ties || form->as != HL_RANK_AS_ROW;
}

/* The number of a class is a byte of the sort string. */
enum { RANK_CLASSES_MAX = 200 };

struct rank_class_tally {
	size_t rows, over;
};

struct rank_tally {
	size_t rows, queues;
	size_t runs; /* that were written where memory was too small for places */
	struct hl_rank_counts counts;
	struct rank_class_tally classes[RANK_CLASSES_MAX + 1]; /* one more, for all others */
};

/* What is known of a row when it is written. */
struct rank_cells {
	size_t place;   /* 0: it has none */
	int64_t sample; /* the probability of a row that was drawn; negative: it was not */
};

struct rank_lines {
	const struct rank_form *form;
	struct hl_output *out; /* NULL: nowhere */
	struct hl_buf buf;
	struct hl_buf queue; /* the name of the queue at hand; empty: none yet */
	struct hl_buf level; /* what rows that are level with the last one have in common */
	size_t rows;         /* of the queue, so far */
	size_t place;        /* of the last one */
	unsigned class;      /* at hand, and so many rows of it were let through */
	size_t of_class;
	struct rank_tally tally;
};

/* Whoever is given records one by one, in order. */
struct rank_taker {
	void *arg;
	enum hl_status (*take)(void *arg, const char *record, struct hl_error *err);
};

void rank_lines_put(struct rank_lines *lines, const char *record);
/* The same for a taker: what was gathered is written when it is much. */
enum hl_status rank_lines_take(void *lines, const char *record, struct hl_error *err) HL_CHECKED;
/* In steps, for who decides about places: the queue of @record is at hand, */
void rank_lines_enter(struct rank_lines *lines, const char *record);
/* its class has room for one more, */
bool rank_lines_admit(struct rank_lines *lines, const char *record);
/* (or both that and the queue, in which case it has a place;) */
bool rank_lines_pass(struct rank_lines *lines, const char *record);
/* it has the place behind those before it, beginning anew with the first after a restart; */
void rank_lines_restart(struct rank_lines *lines);
void rank_lines_place(struct rank_lines *lines, const char *record);
/* the record is written with these cells. */
void rank_lines_add(struct rank_lines *lines, const char *record, struct rank_cells cells);
/* Go on behind the first @len of @items. */
void rank_lines_skip(struct rank_lines *lines, const struct rank_item *items, size_t len);
/* Write what is gathered. */
enum hl_status rank_lines_write(struct rank_lines *lines, struct hl_error *err) HL_CHECKED;
void rank_lines_release(struct rank_lines *lines);

/* --- gather.c: ordered records, fetched side by side, to one place in order --- */

struct rank_sink {
	void *arg;
	/* A worker is about to be given the records from @from on; NULL: it need not know. */
	void (*begin)(void *arg, size_t worker, const struct rank_item *items, size_t from);
	/* Take a record; returns how many bytes there are to drain. */
	size_t (*put)(void *arg, size_t worker, const char *record);
	/* Make what was taken ready; NULL: it is. */
	void (*end)(void *arg, size_t worker);
	/* Write what the worker has. */
	enum hl_status (*drain)(void *arg, size_t worker, struct hl_error *err);
	size_t room; /* bytes that a worker gathers at a time */
};

/* Ordered items; @bytes of records, about. */
struct rank_span {
	const struct rank_item *items;
	size_t len, bytes;
};

enum hl_status rank_gather(struct rank_span span, size_t threads, const struct rank_sink *sink,
	struct hl_error *err) HL_CHECKED;

#endif
