/* event.h - one row of the log as values. */
#ifndef HL_METRICS_EVENT_H
#define HL_METRICS_EVENT_H

#include "hl/metrics.h"

struct columns {
	const struct hl_header *header;
	size_t ts, account, type, id, collector, channel, direction, result, amount, due, hours;
	size_t stage, rank, ref, currency;
};

struct event {
	struct hl_time ts;
	struct hl_str account, collector, id, ref;
	int64_t amount;        /* or hours, or rank; in millionths */
	int64_t due;           /* a day */
	uint8_t stage;         /* 1-based; 0: none of --stages */
	struct hl_str unknown; /* a result nobody knows */
	bool has_amount, is_converted;
	bool is_agency; /* the lead itself did nothing */
	bool is_out, is_call, is_right_party;
};

/* Find the columns; without ts, account_id and type there are no events. */
enum hl_status event_bind(
	struct hl_meter *m, const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/* What every event has; then what a type of event has. */
enum hl_status event_parse(struct hl_meter *m, const struct hl_row *row, struct event *event,
	struct hl_error *err) HL_CHECKED;

typedef enum hl_status event_parser(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err);
event_parser attempt_parse, cash_parse, placed_parse, promise_parse, hours_parse, stage_parse,
	queue_parse;

#endif
