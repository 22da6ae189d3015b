/*
 * delivered.c - queues as they were delivered, beside the log: each row is an event "queue".
 *
 * That they were delivered is known of no other table, and whoever had to paste them into the log
 * would not do it. The day is the file's, or that of each row.
 */
#include "partial.h"
#include "parts.h"

struct queue_columns {
	const struct hl_header *header;
	size_t account, collector, rank, date, ts;
	struct call_columns call;
};

static enum hl_status bind(struct hl_meter *m, const struct hl_delivered *queue,
	struct queue_columns *c, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &c->account },
		{ "rank", false, &c->rank },
		{ "collector", false, &c->collector },
		{ "ts", false, &c->ts },
		{ "call_from", false, &c->call.from },
		{ "call_to", false, &c->call.to },
		{ "date", false, &c->date },
	};
	enum hl_status status;

	c->header = c->call.header = hl_reader_header(queue->reader);
	status = hl_lead_bind(c->header, m->options.map, columns, HL_LEN(columns), err);
	if (status != HL_OK || queue->day != HL_NO_DAY || c->date != HL_NO_COLUMN ||
		c->ts != HL_NO_COLUMN)
		return status;
	hl_fail(err, HL_EDATA,
		"a queue without a column date or ts: name its day, as in --queue FILE@2026-03-02");
	return hl_row_fail(&c->header->row, c->header, HL_NO_COLUMN, HL_EDATA, err);
}

static enum hl_status bad(const struct queue_columns *c, const struct hl_row *row, size_t column,
	struct hl_error *err) {
	return hl_row_fail(row, c->header, column, HL_EDATA, err);
}

/* Where a queue comes from and where it goes. */
struct delivery {
	struct hl_meter *m;
	const struct hl_delivered *queue;
	struct queue_columns columns;
	struct worker *worker; /* of a partial; else NULL */
	struct hl_buf lines;   /* likewise */
};

/* Of a bare date the moment is its midnight. */
static enum hl_status read_day(const struct delivery *d, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	const struct queue_columns *c = &d->columns;
	size_t column = c->date != HL_NO_COLUMN ? c->date : c->ts;
	struct hl_time time;

	if (d->queue->day != HL_NO_DAY) {
		event->day = d->queue->day;
		event->s = hl_zone_midnight(d->m->options.zone, event->day);
		return HL_OK;
	}
	if (hl_time_parse(hl_cell_trimmed(row, column), d->m->options.time, &time, err) != HL_OK)
		return bad(c, row, column, err);
	event->day = time.day;
	event->s = time.s + (time.ns > 0);
	return HL_OK;
}

/* Without a column of that name the rows are in their order. */
static enum hl_status read_rank(const struct queue_columns *c, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, c->rank);

	event->has_amount = true;
	if (c->rank == HL_NO_COLUMN) {
		event->amount = (int64_t)row->line;
		return HL_OK;
	}
	if (hl_dec_parse(cell, &event->amount, err) != HL_OK)
		return bad(c, row, c->rank, err);
	if (event->amount >= 0)
		return HL_OK;
	hl_fail_value(err, cell, "a number below 0");
	return bad(c, row, c->rank, err);
}

static enum hl_status read_row(const struct delivery *d, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	const struct queue_columns *c = &d->columns;
	enum hl_status status = read_day(d, row, event, err);

	event->account = hl_cell_trimmed(row, c->account);
	event->collector = hl_cell_trimmed(row, c->collector);
	if (status == HL_OK)
		status = read_rank(c, row, event, err);
	if (status == HL_OK)
		status = call_window_parse(row, &c->call, d->m->options.time, &event->window, err);
	if (status != HL_OK || event->account.len > 0)
		return status;
	hl_fail(err, HL_EDATA, "no account");
	return bad(c, row, c->account, err);
}

/* As the event of the log that says the same. */
void delivered_take(struct hl_meter *m, const struct event *event) {
	uint64_t hash = hl_key_of(m->accounts, event->account).hash;

	late_put_own(m, event, collector_number(m, event->collector), hash);
}

/* Lines of a partial that are gathered before they are written. */
enum { LINES = 64 << 10 };

static enum hl_status take_row(
	struct delivery *d, const struct event *event, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (!d->worker) {
		delivered_take(d->m, event);
		return HL_OK;
	}
	partial_event(d->worker, event, 0, NULL, &d->lines);
	if (d->lines.len >= LINES) {
		status = partial_take(d->m, &d->lines, err);
		d->lines.len = 0;
	}
	return status;
}

static enum hl_status read_queue(struct delivery *d, struct hl_error *err) {
	struct event event = { .type = type_of_kind(QUEUED), .is_delivered = true };
	enum hl_status status = HL_OK;
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(d->queue->reader, &row, err)) == HL_OK) {
		if (read_row(d, &row, &event, err) != HL_OK)
			status = hl_reader_reject(d->queue->reader, &row, err);
		else if ((d->m->needs & NEEDS_QUEUE) && event.s <= d->m->options.as_of)
			status = take_row(d, &event, err);
	}
	return status == HL_END ? HL_OK : status;
}

/* A header that is wrong is a mistake as a row is: what is wrong elsewhere is told, too. */
static enum hl_status read_one(
	struct delivery *d, struct hl_mistakes *mistakes, struct hl_error *err) {
	struct hl_error why = { 0 };
	enum hl_status status = bind(d->m, d->queue, &d->columns, &why);

	if (status == HL_OK)
		return read_queue(d, err);
	if (mistakes)
		hl_mistakes_add(mistakes, &why);
	else
		*err = why;
	return status;
}

/* The same, to a partial. */
static enum hl_status tell_one(
	struct delivery *d, struct hl_mistakes *mistakes, struct hl_error *err) {
	enum hl_status status;

	d->worker = worker_new(d->m);
	status = read_one(d, mistakes, err);
	if (status == HL_OK)
		status = partial_take(d->m, &d->lines, err);
	worker_end(d->m, d->worker);
	hl_buf_release(&d->lines);
	return status;
}

enum hl_status queues_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < tables->queues_len; i++) {
		struct delivery d = { m, &tables->queues[i], .worker = NULL };
		enum hl_status one = m->partial ? tell_one(&d, tables->mistakes, err)
						: read_one(&d, tables->mistakes, err);

		if (one != HL_OK && one != HL_EDATA)
			return one;
		if (one != HL_OK)
			status = one;
	}
	return status;
}
