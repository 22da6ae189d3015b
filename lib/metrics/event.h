/* event.h - one row of the log as values. */
#ifndef HL_METRICS_EVENT_H
#define HL_METRICS_EVENT_H

#include "hl/metrics.h"

/* When an account may be called, to exclusive; without a side there is no bound. */
struct call_window {
	int64_t from_s, to_s;
};

struct call_columns {
	const struct hl_header *header;
	size_t from, to;
};

struct columns {
	const struct hl_header *header;
	size_t ts, account, type, id, collector, channel, direction, result, amount, due, hours;
	size_t stage, rank, ref, currency;
	struct call_columns call; /* of a row of a queue */
	size_t outcome; /* the first of channel, direction and result if they lie side by side */
};

struct event {
	int64_t s;
	int64_t day;
	int64_t amount; /* or hours, or rank; in millionths */
	int64_t due;    /* a day */
	const struct type *type;
	struct hl_str account, collector, id, ref;
	struct hl_str unknown;     /* a result nobody knows */
	struct call_window window; /* of a row of a queue, and of nothing else */
	uint32_t label;            /* what it is in the columns that figures are split by */
	uint8_t stage;             /* 1-based; 0: none of --stages */
	bool is_later;             /* than --as-of */
	bool has_amount, is_converted;
	bool is_agency; /* the lead itself did nothing */
	bool is_out, is_call, is_right_party;
	bool is_contact, has_promise; /* of a call: a human was reached, the right one promised */
	bool is_marked;               /* by terms of metrics of the user's own */
	bool is_settled;              /* a stage: nothing more is owed */
	bool keeps_placement;         /* a recall: what was placed stays so */
	bool is_aside;                /* hours of a kind that is not asked */
	bool is_delivered;            /* a row of a queue that came beside the log */
	uint16_t file; /* of cash without an id, where that is asked: the row, see alike.h; */
	uint32_t line; /* else 0 */
};

struct worker; /* whose memos make reading fast */

/* Find the columns; without ts, account_id and type there are no events. */
enum hl_status event_bind(
	struct hl_meter *m, const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/* Note where @row is, if it may be told twice: see alike.h. */
void event_place(struct worker *w, const struct hl_row *row, struct event *event);

/* Everything there is to know of the row; HL_EDATA: it is bad. */
enum hl_status event_parse(struct worker *w, const struct hl_row *row, struct event *event,
	struct hl_error *err) HL_CHECKED;

/*
 * The same column by column for up to HL_STEP_ROWS rows, into w->batch: how many there are before
 * the first bad one. *len is how many are in order by type there, those behind a bad one among
 * them.
 */
size_t events_parse(struct worker *w, const struct hl_row *rows, size_t *len);

/* The row is bad because of what is, or is not, in @column; event_missing: as @what says. */
enum hl_status event_bad(
	const struct worker *w, const struct hl_row *row, size_t column, struct hl_error *err);
enum hl_status event_missing(const struct worker *w, const struct hl_row *row, size_t column,
	struct hl_error *err, const char *what);

/* Money of the row is of the currency of the log, or the row is bad. */
enum hl_status event_currency(struct worker *w, const struct hl_row *row, struct hl_error *err);

/* What a type of event has besides. */
typedef enum hl_status event_parser(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err);
event_parser attempt_parse, cash_parse, placed_parse, recalled_parse, promise_parse, hours_parse,
	stage_parse, queue_parse;

/* Is an account of this stage paid, or settled for less? */
bool stage_is_settled(struct hl_str stage);

/* --- window.c --- */

/* The window of @row, by the cells of @columns; what is no time, or ends at once, is bad. */
enum hl_status call_window_parse(const struct hl_row *row, const struct call_columns *columns,
	const struct hl_time_rules *rules, struct call_window *window,
	struct hl_error *err) HL_CHECKED;

/* What the outcome of an attempt came to before: OUT, CALL and so on; 0: it is not known. */
uint8_t outcome_known(const struct worker *w, const struct hl_row *row);

#endif
