/* marks.h - what is asked of rows beside their order: a class, an arm, a sample, a place before. */
#ifndef HL_RANK_MARKS_H
#define HL_RANK_MARKS_H

#include "bind.h"

/* --- when.c: the condition of a class --- */

struct rank_when {
	size_t column;
	bool is_age; /* the cell is a date; the test is about its days */
	struct hl_test test;
};

struct rank_whens {
	struct rank_when *at;
	size_t len;
};

/*
 * "COLUMN OP VALUE and age(COLUMN) OP 7d ..."; what is found lives as long as @marks and @text.
 */
void rank_whens_bind(struct rank_whens *whens, struct rank_marks *marks, struct hl_str text,
	struct rank_slips *slips);
enum hl_status rank_whens_hold(const struct rank_whens *whens, const struct rank_marks *marks,
	const struct hl_row *row, bool *hold, struct hl_error *err) HL_CHECKED;

/* --- classes.c --- */

struct rank_class {
	struct hl_str name;
	struct rank_whens whens; /* none: always */
	struct rank_keys keys;
	size_t max; /* SIZE_MAX: all */
};

/* The classes of a table; the last one, without a name, has what belongs to no other. */
enum hl_status rank_classes_read(struct rank_marks *marks, const struct hl_rank_options *options,
	struct rank_slips *slips, struct hl_error *err) HL_CHECKED;
/* Two without a table: rows that were never worked, and all others. */
void rank_classes_fresh(
	struct rank_marks *marks, const struct hl_rank_options *options, struct rank_slips *slips);

/* --- mix.c: shares of a queue --- */

enum { RANK_SHARES_MAX = 32, RANK_LOW = RANK_CLASSES_MAX + 1 };

/* All, as a percentage in millionths. */
#define RANK_WHOLE INT64_C(100000000)

struct rank_share {
	unsigned class; /* RANK_LOW: a sample of what is below the cut */
	int64_t share;
};

struct rank_mix {
	struct rank_share at[RANK_SHARES_MAX];
	size_t len;
	int64_t rest; /* the share of all others */
	bool has_low;
};

/* "P%" */
bool rank_share_parse(struct hl_str text, int64_t *share);
/* "NAME=P%,..."; makes the classes where there are none. */
void rank_mix_parse(
	struct rank_marks *marks, const struct hl_rank_options *options, struct rank_slips *slips);

/* Which of the shares is that of a class; mix->len: the rest. */
size_t rank_share_of(const struct rank_mix *mix, unsigned class);
/* How many of @top places are for the sample. */
size_t rank_low_places(const struct rank_mix *mix, size_t top);

/* --- arms.c: draws that are the same on every machine --- */

/* SipHash-2-4 of @text with 128 bits of key. */
uint64_t rank_siphash(const uint64_t key[2], struct hl_str text);
/* At most 16 bytes, zeros behind them. */
enum hl_status rank_seed_parse(const char *text, uint64_t key[2], struct hl_error *err) HL_CHECKED;
/* "2026-W10": the ISO week of a day. Returns the length. */
enum { RANK_WEEK_ROOM = 16 };
size_t rank_week_print(int64_t day, char *to);
/* Is the draw among so many millionths of a percent of all? */
bool rank_is_drawn(uint64_t draw, int64_t share);

/* --- against.c: the queue before --- */

struct rank_before;

enum hl_status rank_before_read(struct rank_before **before, const struct rank_marks *marks,
	const struct hl_rank_options *options, struct hl_error *err) HL_CHECKED;
/* The number + 1 of @row, whose key is @key, in the queue before; 0: it was not there. */
uint64_t rank_before_find(const struct rank_before *before, const struct hl_row *row,
	struct hl_str key, struct hl_buf *scratch);
/* Row @number is here again; its place then, 0 when it had none. From any thread. */
size_t rank_before_meet(struct rank_before *before, uint64_t number);
size_t rank_before_gone(const struct rank_before *before, struct hl_buf *to);
void rank_before_free(struct rank_before *before);

/* --- marks.c --- */

struct rank_marks {
	struct hl_arena arena;
	const struct hl_header *header;
	const struct hl_column_map *map; /* while it is made */
	struct hl_time_rules time;
	int64_t today;
	struct rank_class *classes; /* NULL: no class is in the sort strings */
	size_t classes_len;
	bool is_named; /* the classes are the user's: a column has their names */
	bool has_max;
	struct rank_mix mix;
	int64_t holdout; /* a share; 0: there are no arms */
	uint64_t seed[2];
	char week[RANK_WEEK_ROOM];
	size_t week_len;
	size_t key; /* the column, where notes need it */
	bool has_notes;
	struct rank_before *before; /* NULL: nothing to compare with */
};

/* Behind the sort string: of two rows that are equal in everything, it is the same. */
struct rank_note {
	uint64_t draw;    /* of the sample below the cut */
	uint64_t before;  /* rank_before_find */
	uint64_t is_held; /* the arm is holdout */
};

/*
 * *marks is NULL when nothing of this is asked. Of @keys, rank_keys_put will come to it. Without a
 * slip the queue before is read.
 */
enum hl_status rank_marks_new(struct rank_marks **marks, const struct hl_rank_options *options,
	struct rank_keys *keys, struct rank_slips *slips, struct hl_error *err) HL_CHECKED;
void rank_marks_free(struct rank_marks *marks);

/* The order of the output is not that of the sort strings. */
static inline bool rank_marks_reorder(const struct rank_marks *marks) {
	return marks->mix.len > 0 || marks->holdout > 0;
}

/* As rank_keys_put, with class and note. */
enum hl_status rank_marks_put(const struct rank_marks *marks, const struct rank_keys *keys,
	const struct hl_row *row, struct hl_buf *to, struct hl_error *err) HL_CHECKED;

/* The names of the new columns. */
size_t rank_marks_columns(const struct rank_marks *marks, const char *place, struct hl_str *to);

/* The note of a record whose sort string ends in it and @behind bytes. */
struct rank_note rank_note_of(struct hl_str string, size_t behind);

/* The keys alone: behind queue and class, before the note. */
static inline struct hl_str rank_keys_in(struct hl_str string, size_t queue_len, size_t behind) {
	size_t from = queue_len + 1;

	return (struct hl_str){ string.at + from,
		string.len - from - sizeof(struct rank_note) - behind };
}

/* Which class a sort string is of; the name of the queue takes its first @queue_len bytes. */
static inline unsigned rank_class_of(struct hl_str string, size_t queue_len) {
	return (unsigned char)string.at[queue_len];
}

/* Append the new cells of a record to its line. */
void rank_marks_tell(struct rank_lines *lines, const char *record, struct rank_cells cells);

/* --- plan.c: queues that are mixed, and arms apart --- */

enum hl_status rank_plan_write(
	struct rank_lines *lines, struct rank_span span, struct hl_error *err) HL_CHECKED;

#endif
