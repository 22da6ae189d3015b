/* manual.c - --manual: a table of accounts, and the collectors people gave them to. */
#include "orders.h"

#include <stdio.h>

struct reading {
	struct hl_orders *orders;
	const struct hl_header *header;
	const struct hl_roster_options *options;
	struct hl_orders_counts counts;
	size_t account, collector, by, reason, until;
};

static void add_mistake(
	struct reading *reading, const struct hl_row *row, size_t column, struct hl_error *err) {
	assign_side_tell(reading->options->mistakes, reading->header, row, column, err);
}

/* "manual by NAME: REASON", as much of it as the row says. */
static struct hl_str text_of(struct reading *reading, const struct hl_row *row) {
	struct hl_str by = hl_cell_trimmed(row, reading->by);
	struct hl_str reason = hl_cell_trimmed(row, reading->reason);
	struct hl_buf text = { 0 };
	struct hl_str kept;

	hl_buf_add(&text, HL_STR("manual"));
	if (by.len)
		hl_buf_add(&text, HL_STR(" by "));
	hl_buf_add(&text, by);
	if (reason.len)
		hl_buf_add(&text, HL_STR(": "));
	hl_buf_add(&text, reason);
	kept = hl_str_keep(&reading->orders->arena, hl_buf_str(&text));
	hl_buf_release(&text);
	return kept;
}

/* The first names who is not there, the second who is nearly called so; both are values. */
static void tell_stranger(struct reading *reading, const struct hl_row *row, struct hl_str name,
	struct hl_error *err) {
	struct hl_buf text = { 0 };

	orders_stranger(reading->orders, name, &text);
	(void)hl_fail_value(err, name,
		"this collector is not on the roster; --show-values says who may be meant");
	hl_buf_add_char(&text, '\0');
	(void)snprintf(err->value, sizeof(err->value), "%s", text.at);
	hl_buf_release(&text);
	add_mistake(reading, row, reading->collector, err);
}

/* Does the row still hold? A bad date is a mistake, and holds. */
static bool holds(struct reading *reading, const struct hl_row *row, struct hl_error *err) {
	struct hl_str until = hl_cell_trimmed(row, reading->until);
	struct hl_time time;

	if (until.len == 0)
		return true;
	if (hl_time_parse(until, &reading->options->time, &time, err) != HL_OK) {
		add_mistake(reading, row, reading->until, err);
		return true;
	}
	return time.day >= reading->orders->day;
}

/* The row below wins: such a table is written on at its end. */
static void give(struct reading *reading, const struct hl_row *row, uint32_t to) {
	struct hl_orders *orders = reading->orders;
	struct hl_str id = hl_cell_trimmed(row, reading->account);
	size_t known = hl_keys_len(orders->accounts);
	size_t key = hl_keys_add(orders->accounts, id);
	uint32_t number;
	struct assign_order *order = orders_add(orders, &number);

	if (key < known)
		reading->counts.overruled++;
	*hl_keys_words(orders->accounts, key) = number;
	order->to = to;
	order->reason = text_of(reading, row);
	order->file = row->file;
	order->line = row->line;
}

static void read_row(void *of_reading, const struct hl_row *row, struct hl_error *err) {
	struct reading *reading = of_reading;
	struct hl_str name = hl_cell_trimmed(row, reading->collector);
	uint32_t to = orders_collector(reading->orders, name);

	if (!holds(reading, row, err)) {
		reading->counts.expired++;
		return;
	}
	if (hl_cell_trimmed(row, reading->account).len == 0) {
		(void)hl_fail(err, HL_EDATA, "no account is named");
		add_mistake(reading, row, reading->account, err);
	}
	if (name.len == 0) {
		(void)hl_fail(err, HL_EDATA, "no collector is named");
		add_mistake(reading, row, reading->collector, err);
	} else if (to == HL_NOBODY) {
		tell_stranger(reading, row, name, err);
	} else {
		give(reading, row, to);
	}
}

static enum hl_status bind(struct reading *reading, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &reading->account },
		{ "collector", true, &reading->collector },
		{ "by", false, &reading->by },
		{ "reason", false, &reading->reason },
		{ "until", false, &reading->until },
	};

	return hl_lead_bind(reading->header, &reading->options->map, columns, HL_LEN(columns), err);
}

enum hl_status hl_orders_read(struct hl_orders *orders, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_orders_counts *counts,
	struct hl_error *err) {
	struct reading reading = {
		.orders = orders, .header = hl_reader_header(reader), .options = options
	};
	enum hl_status status = bind(&reading, err);

	if (status != HL_OK)
		return status;
	status = assign_side_each(reader, options, read_row, &reading, err);
	*counts = reading.counts;
	return status;
}
