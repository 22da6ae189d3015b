/*
 * groups.h - what the figures are split by, and where something counts.
 *
 * A dimension is a column that --by names; its values have numbers from 1 on, 0 being none. A group
 * is a combination of values of the first few dimensions: of none of them (the total), of all of
 * them, or, with --totals each, of any number between. A slot is a group in a period, and has a
 * tally. What happens somewhere (whose, of which account, on which day) counts in some slots: its
 * spot.
 */
#ifndef HL_METRICS_GROUPS_H
#define HL_METRICS_GROUPS_H

#include "fact.h"
#include "periods.h"
#include "tuples.h"

#include <pthread.h>

enum { DIMENSIONS_MAX = 8 };

/* Where, and whose, something is. */
struct hl_place {
	uint32_t account;   /* NOBODY: none */
	uint32_t collector; /* likewise */
	uint32_t label;     /* of the event, see labels */
};

struct dimension;

/* Where the values of a dimension come from. */
struct source {
	const char *table; /* "roster"; NULL: from no table */
	bool by_collector; /* they follow from whose something is, */
	bool by_account;   /* or from the account alone */
	uint32_t (*value)(const struct hl_meter *m, const struct dimension *dimension,
		const struct hl_place *place);
};

struct dimension {
	struct hl_str name;
	const struct source *source;
	size_t column;          /* of its table */
	size_t number;          /* among those of its source */
	struct hl_keys *values; /* a value is 1 + its number there; of collectors the meter's */
	uint32_t *of;           /* of the roster: the value of each collector it knows */
	size_t of_len, of_cap;
};

/*
 * Combinations of values of the columns of one table: what the leads say of an account, or a row of
 * the log of its event. 0: none of any. Workers add to those of the log, under the lock.
 */
struct labels {
	struct hl_keys *keys;
	size_t width; /* how many columns; 0: all have label 0 */
	pthread_mutex_t lock;
};

/* How many of the dimensions a group has values of. */
struct level {
	size_t len;
	bool by_collector; /* all of them follow from whose something is */
	bool by_account;   /* from the account alone: all that happens to it is in one group */
};

struct levels {
	struct level at[DIMENSIONS_MAX + 1]; /* the total first, all dimensions last */
	size_t len;
};

/* The slots of a spot, period by period, in each of them level by level. */
struct spot {
	const uint32_t *slots;
	size_t len;
};

/* What is known of a group. */
struct group {
	uint32_t level; /* in levels */
	uint32_t values[DIMENSIONS_MAX];
};

struct groups {
	struct hl_keys *keys;     /* of groups: their level and values */
	struct hl_keys *slots;    /* group and code of a period, four bytes each */
	struct hl_tally *tallies; /* by slot */
	size_t len, cap;
	struct tuples spots; /* whose, account's label, event's label, when */
	uint32_t *plain;     /* by 1 + whose: 1 + where its slots are in spot_slots */
	size_t plain_len;    /* for who has no labels, in the only period */
	uint32_t *firsts;    /* of each spot, in spot_slots */
	size_t firsts_cap;
	uint32_t *spot_slots;
	size_t spot_slots_len, spot_slots_cap;
};

/* --- dimensions.c --- */

/* Resolve --by among the columns of the tables; every mistake goes to the mistakes. */
enum hl_status dimensions_bind(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) HL_CHECKED;
void dimensions_free(struct hl_meter *m);

static inline uint32_t value_at(
	const struct hl_meter *m, const struct dimension *dimension, const struct hl_place *place) {
	return dimension->source->value(m, dimension, place);
}

/* Are the figures split by this column of the log? @at: which dimension that is. */
bool is_by_log_column(const struct hl_meter *m, size_t column, size_t *at);

/* Its name; "(none)" for 0. */
struct hl_str value_name(const struct dimension *dimension, uint32_t value);

/* The number of the value of @name, which may be empty: 0. */
uint32_t value_add(struct dimension *dimension, struct hl_str name);

/* --- labels.c --- */

void labels_init(struct labels *labels, size_t width);
void labels_release(struct labels *labels);
uint32_t labels_add(struct labels *labels, const uint32_t *values);
void labels_get(struct labels *labels, uint32_t label, uint32_t *values);

/* --- groups.c --- */

void groups_init(struct groups *groups);
void groups_release(struct groups *groups);

/* As spot_at, see there. */
struct spot spot_find(
	struct hl_meter *m, const struct hl_place *place, struct when when, unsigned why);

/* Of one level and period alone. */
struct hl_tally *tally_at(
	struct hl_meter *m, const struct hl_place *place, size_t level, uint32_t code);

/* The tally of a group in a period; NULL: nothing counts there. tally_make makes it. */
struct hl_tally *tally_find(struct hl_meter *m, uint32_t group, uint32_t code);
struct hl_tally *tally_make(struct hl_meter *m, uint32_t group, uint32_t code);

struct group group_at(const struct groups *groups, uint32_t number);
uint32_t group_add(struct groups *groups, const struct group *group);

/* One more of the slots of a spot, behind all others. */
void groups_spot_add(struct groups *groups, uint32_t slot);

/* The slot of the meter that is slot @slot of @part. */
uint32_t slot_like(struct hl_meter *m, const struct hl_meter *part, uint32_t slot);

/* Add what is counted there. */
void groups_merge(struct hl_meter *m, const struct hl_meter *part);

/* --- order.c: groups as they are printed --- */

struct ordered_group {
	uint32_t number;
	bool is_total; /* of all; it is there where nothing is counted, too */
	struct group group;
	struct hl_str name;
};

struct ordered {
	struct ordered_group *at;
	size_t len;
};

/* All of them, in the order of their values; they live as long as the meter. */
struct ordered groups_order(struct hl_meter *m);

#endif
