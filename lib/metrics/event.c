/* event.c - a row of the log as values; nothing above this file sees text. */
#include "parts.h"

enum hl_status event_bind(
	struct hl_meter *m, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &m->columns;
	const struct hl_lead_column columns[] = {
		{ "ts", true, &c->ts },
		{ "account_id", true, &c->account },
		{ "type", true, &c->type },
		{ "event_id", false, &c->id },
		{ "collector", false, &c->collector },
		{ "channel", false, &c->channel },
		{ "direction", false, &c->direction },
		{ "result", false, &c->result },
		{ "amount", false, &c->amount },
		{ "due", false, &c->due },
		{ "hours", false, &c->hours },
		{ "stage", false, &c->stage },
		{ "rank", false, &c->rank },
		{ "ref", false, &c->ref },
		{ "currency", false, &c->currency },
	};

	c->header = header;
	return hl_lead_bind(header, m->options.map, columns, HL_LEN(columns), err);
}

/* The row is bad because of what is, or is not, in @column. */
static enum hl_status bad(
	const struct hl_meter *m, const struct hl_row *row, size_t column, struct hl_error *err) {
	return hl_row_fail(row, m->columns.header, column, HL_EDATA, err);
}

static enum hl_status missing(const struct hl_meter *m, const struct hl_row *row, size_t column,
	struct hl_error *err, const char *what) {
	hl_fail(err, HL_EDATA, "%s", what);
	return bad(m, row, column, err);
}

enum hl_status event_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct columns *c = &m->columns;
	struct hl_str ts = hl_cell_trimmed(row, c->ts);

	if (hl_time_parse(ts, m->options.time, &event->ts, err) != HL_OK)
		return bad(m, row, c->ts, err);
	event->account = hl_cell_trimmed(row, c->account);
	event->collector = hl_cell_trimmed(row, c->collector);
	event->id = hl_cell_trimmed(row, c->id);
	event->ref = hl_cell_trimmed(row, c->ref);
	return HL_OK;
}

/* A number that is not negative; a blank cell leaves *has false. */
static enum hl_status number(const struct hl_meter *m, const struct hl_row *row, size_t column,
	struct event *event, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, column);

	event->has_amount = cell.len > 0;
	if (!event->has_amount)
		return HL_OK;
	if (hl_dec_parse(cell, &event->amount, err) != HL_OK)
		return bad(m, row, column, err);
	if (event->amount < 0) {
		hl_fail_value(err, cell, "a number below 0");
		return bad(m, row, column, err);
	}
	return HL_OK;
}

/* Sums of two currencies are nonsense; the first one seen is the log's. */
static enum hl_status same_currency(
	struct hl_meter *m, const struct hl_row *row, struct hl_error *err) {
	struct hl_str currency = hl_cell_trimmed(row, m->columns.currency);

	if (currency.len == 0 || hl_str_same(currency, m->currency))
		return HL_OK;
	if (m->currency.len == 0) {
		m->currency = hl_str_keep(&m->arena, currency);
		return HL_OK;
	}
	hl_fail_value(err, currency, "a second currency: measure each by itself");
	return bad(m, row, m->columns.currency, err);
}

enum hl_status placed_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = same_currency(m, row, err);

	return status == HL_OK ? number(m, row, m->columns.amount, event, err) : status;
}

enum hl_status cash_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = placed_parse(m, row, event, err);

	if (status == HL_OK && !event->has_amount)
		return missing(m, row, m->columns.amount, err, "no amount");
	return status;
}

enum hl_status promise_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, m->columns.due);
	enum hl_status status = placed_parse(m, row, event, err);
	struct hl_time due;

	if (status != HL_OK)
		return status;
	if (cell.len == 0)
		return missing(m, row, m->columns.due, err, "a promise without a date");
	if (hl_time_parse(cell, m->options.time, &due, err) != HL_OK)
		return bad(m, row, m->columns.due, err);
	event->due = due.day;
	return HL_OK;
}

enum hl_status hours_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = number(m, row, m->columns.hours, event, err);

	if (status == HL_OK && !event->has_amount)
		return missing(m, row, m->columns.hours, err, "no hours");
	return status;
}

/* A log without a column for ranks has no queue to be compared with. */
enum hl_status queue_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = number(m, row, m->columns.rank, event, err);

	if (status == HL_OK && !event->has_amount && m->columns.rank != HL_NO_COLUMN)
		return missing(m, row, m->columns.rank, err, "no rank");
	return status;
}

/* The 1-based place of @name in @names, or 0. */
static size_t place_in(struct hl_str name, const struct hl_str *names, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (hl_str_same(name, names[i]))
			return i + 1;
	return 0;
}

enum hl_status stage_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, m->columns.stage);

	if (cell.len == 0)
		return missing(m, row, m->columns.stage, err, "no stage");
	event->stage = (uint8_t)place_in(cell, m->stages, m->stages_len);
	event->is_converted = place_in(cell, m->converted, m->converted_len) > 0;
	return HL_OK;
}

static enum hl_status direction(const struct hl_meter *m, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, m->columns.direction);

	event->is_out = cell.len == 0 || hl_str_same(cell, HL_STR("out")) ||
			hl_str_same(cell, HL_STR("outbound"));
	if (!event->is_out && !hl_str_same(cell, HL_STR("in")) &&
		!hl_str_same(cell, HL_STR("inbound"))) {
		hl_fail_value(err, cell, "neither \"in\" nor \"out\"");
		return bad(m, row, m->columns.direction, err);
	}
	return HL_OK;
}

/* Only calls have a result of the list; a text that was sent is an attempt and no more. */
enum hl_status attempt_parse(
	struct hl_meter *m, const struct hl_row *row, struct event *event, struct hl_error *err) {
	struct hl_str channel = hl_cell_trimmed(row, m->columns.channel);
	struct hl_str cell = hl_cell_trimmed(row, m->columns.result);
	enum hl_status status = direction(m, row, event, err);
	const struct hl_result *result;

	event->is_call = channel.len == 0 || hl_str_same(channel, HL_STR("call"));
	event->is_agency = event->is_out;
	if (status != HL_OK || !event->is_call)
		return status;
	result = hl_result_find(cell);
	if (result) {
		event->is_right_party = result->is_right_party;
		event->is_out = event->is_out && result->is_attempt;
		event->is_agency = result->is_attempt && event->is_out;
		return HL_OK;
	}
	if (m->options.unknown_is_attempt) {
		event->unknown = cell.len ? cell : HL_STR("(none)");
		return HL_OK;
	}
	if (cell.len > 0)
		hl_fail_value(err, cell, "not a known result");
	else
		hl_fail(err, HL_EDATA, "a call without a result");
	return bad(m, row, m->columns.result, err);
}
