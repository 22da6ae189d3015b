/* firsts.h - the first attempt, contact and right-party contact after an account was placed. */
#ifndef HL_METRICS_FIRSTS_H
#define HL_METRICS_FIRSTS_H

#include "hl/metrics.h"

struct event;

/* What happens for the first time. */
enum { FIRST_ATTEMPT, FIRST_CONTACT, FIRST_RPC, FIRSTS };

/*
 * An event of before the account's placement, as far as that is known yet: where a log is not in
 * order it may turn out to be one after it.
 */
struct early {
	uint32_t account;
	int32_t day;
	uint8_t what; /* a bit for each of the firsts */
};

struct early_list {
	struct early *at;
	size_t len, cap;
};

/* What is counted of accounts in a period. */
struct contact_counts {
	size_t attempted, contacted; /* contacted: by a human, whoever */
	size_t first[FIRSTS];        /* of those placed in the period: to whom it happened */
	size_t suppressed;           /* of those that can be worked: that may not be */
};

/* An account was attempted, or somebody reached. */
void first_note(struct hl_meter *m, uint32_t account, const struct event *event);

/* It was placed. */
void first_placed_note(struct hl_meter *m, uint32_t account, int64_t day);

/* All events are known. */
void firsts_end(struct hl_meter *m);

/* --- suppressed.c --- */

enum hl_status suppressed_read(
	struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* --- business.c --- */

/* Days that are from Monday to Friday and nevertheless none of business; in order, each once. */
struct holidays {
	int64_t *at;
	size_t len, cap;
};

enum hl_status holidays_read(
	struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* Days from @from to @to, not before it: of the calendar, or those of business behind @from. */
int64_t days_between(const struct hl_meter *m, int64_t from, int64_t to);

#endif
