/* parts.h - inside lib/beside: what the tables share. */
#ifndef HL_BESIDE_PARTS_H
#define HL_BESIDE_PARTS_H

#include "hl/beside.h"

/* An event that is kept: its texts are in @text, which is used again for the next one. */
struct kept_event {
	struct hl_activity said;
	struct hl_buf text;
	uint64_t id; /* hash of its event_id, where has_id */
	bool has_id;
};

/* Of one account, newest first. */
struct kept_log {
	struct kept_event *events; /* at most options.newest */
	size_t len, cap;
};

/* An account that a collector worked: numbers in done.collectors and done.accounts. */
struct done_pair {
	size_t collector, account;
};

struct done {
	bool is_there;
	struct hl_keys *accounts, *collectors, *pairs; /* the first collector is "" */
	struct done_pair *pair;                        /* by number, then sorted by collector */
	size_t cap;
};

/* So many leads of a value of the split column have this reason first. */
struct held_count {
	size_t value, reason; /* numbers in held.values and held.reasons */
	size_t leads;
};

struct held {
	bool is_there, is_of_all;
	struct hl_keys *values, *reasons, *both;
	struct held_count *counts; /* by number, then sorted by value */
	size_t cap;
};

struct hl_beside {
	struct hl_beside_options options;
	struct hl_arena arena;
	struct hl_keys *accounts; /* in question */
	bool has_events;
	struct kept_log *logs; /* by account */
	size_t logs_len;
	struct hl_alert *alerts; /* by account, newest first */
	size_t alerts_len, alerts_cap;
	struct done done;
	struct held held;
	struct hl_beside_counts counts;
};

/* Each row of @reader, one after the other; those that @take finds bad are set aside. */
struct beside_table {
	struct hl_beside *beside;
	const struct hl_header *header;
	const size_t *columns;
	size_t rows; /* before this one */
};
enum hl_status beside_rows(const struct beside_table *table, struct hl_reader *reader,
	enum hl_status (*take)(
		const struct beside_table *table, const struct hl_row *row, struct hl_error *err),
	struct hl_error *err) HL_CHECKED;

/* The time in @column of @row, a column of the table; HL_EDATA says where. */
enum hl_status beside_time(const struct beside_table *table, const struct hl_row *row,
	size_t column, struct hl_time *time, struct hl_error *err) HL_CHECKED;

/* a before, with or behind b. */
static inline int beside_order(size_t a, size_t b) {
	return (a > b) - (a < b);
}

/* events.c, done.c, held.c */
void beside_events_free(struct hl_beside *beside);
void beside_done_init(struct done *done);
void beside_done_free(struct done *done);
void beside_held_init(struct held *held);
void beside_held_free(struct held *held);

#endif
