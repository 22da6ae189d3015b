/* fact.h - what an account needs to have put in order, small. */
#ifndef HL_METRICS_FACT_H
#define HL_METRICS_FACT_H

#include "hl/base.h"

#define NOBODY UINT32_MAX /* no account, no collector, no id */

/* In the order in which facts of the same second count. */
enum kind {
	NOTHING,
	ASSIGNED,
	CREATED,
	PLACED,
	RECALLED,
	RETURNED, /* recalled, but its placement stays in what was placed */
	QUEUED,
	ATTEMPTED,
	PAID,
	REVERSED,
	CONVERTED,
	PROMISED,
	CANCELLED,
	SETTLED /* the account is paid, or as good as */
};

struct fact {
	int64_t s;
	int64_t amount;
	union {
		int64_t rest;   /* of a payment: what was not reversed and keeps no promise yet */
		int64_t due;    /* of a promise: its day */
		int64_t window; /* of a row of a queue: in meter.windows */
	};
	uint32_t account;
	uint32_t collector;
	uint32_t id;    /* in meter.refs, or NOBODY */
	uint32_t ref;   /* likewise */
	uint32_t label; /* see labels */
	int32_t day;
	uint8_t kind;
	bool has_amount : 1;
	bool is_call : 1, is_right_party : 1; /* of an attempt */
	bool is_out : 1, is_contact : 1, has_promise : 1;
	bool is_counted : 1; /* its sums know of it already */
	uint16_t file; /* of cash without an id: where its row is, see alike.h; else nothing */
	uint32_t line;
};

struct fact_list {
	struct fact *at;
	size_t len, cap;
};

struct promise_list {
	struct fact **at;
	size_t len, cap;
};

/* The facts of one account in order, and whose it is. */
struct history {
	struct fact *at;
	size_t len;
	uint32_t account;
};

/* --- account.c --- */

struct hl_keys;
struct hl_meter;

/* By their names, nobody first; by what the log says of them, not how that was numbered. */
int compare_texts(const struct hl_keys *keys, uint32_t a, uint32_t b);
int labels_compare(const struct hl_meter *m, uint32_t a, uint32_t b);

#endif
