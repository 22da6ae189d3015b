/* side.c - the tables beside the events: who the collectors are, whose the leads are. */
#include "parts.h"

/* Does the dimension get its values from the table? */
static bool is_of(const struct dimension *dimension, const char *table) {
	return dimension->source->table &&
	       hl_str_eq(hl_str_of(dimension->source->table), hl_str_of(table));
}

/* --- the roster --- */

static void set_value(struct dimension *dimension, uint32_t collector, uint32_t value) {
	size_t cap = dimension->of_cap;

	if (value == 0)
		return;
	dimension->of =
		hl_grow(dimension->of, &dimension->of_cap, collector + 1, sizeof(*dimension->of));
	while (cap < dimension->of_cap)
		dimension->of[cap++] = 0;
	if (dimension->of_len <= collector)
		dimension->of_len = collector + 1;
	dimension->of[collector] = value;
}

static void take_collector(struct hl_meter *m, const struct hl_row *row, uint32_t collector) {
	for (size_t i = 0; i < m->dimensions_len && collector != NOBODY; i++) {
		struct dimension *dimension = &m->dimensions[i];

		if (is_of(dimension, "roster"))
			set_value(dimension, collector,
				value_add(dimension, hl_cell_trimmed(row, dimension->column)));
	}
}

struct roster_columns {
	const struct hl_header *header;
	size_t collector, cost;
};

static enum hl_status bind_roster(
	struct hl_meter *m, struct roster_columns *c, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "collector", true, &c->collector },
		{ "cost_per_hour", false, &c->cost },
	};
	size_t len = m->needs & NEEDS_PRICES ? 2 : 1;

	c->cost = HL_NO_COLUMN;
	return hl_lead_bind(c->header, m->options.map, columns, len, err);
}

/* Of several rows of one collector the last that says something. */
static enum hl_status take_cost(struct hl_meter *m, const struct roster_columns *c,
	const struct hl_row *row, uint32_t collector, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, c->cost);
	enum hl_status status;
	int64_t rate = 0;

	if (cell.len == 0 || collector == NOBODY)
		return HL_OK;
	status = hl_dec_parse(cell, &rate, err);
	if (status == HL_OK && rate < 0)
		status = hl_fail_value(err, cell, "a number below 0");
	if (status != HL_OK)
		return hl_row_fail(row, c->header, c->cost, HL_EDATA, err);
	cost_rate_set(m, collector, rate);
	return HL_OK;
}

enum hl_status roster_read(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	struct roster_columns columns = { .header = hl_reader_header(reader) };
	enum hl_status status = bind_roster(m, &columns, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		uint32_t collector = collector_number(m, hl_cell_trimmed(&row, columns.collector));

		take_collector(m, &row, collector);
		if (take_cost(m, &columns, &row, collector, err) != HL_OK)
			status = hl_reader_reject(reader, &row, err);
	}
	return status == HL_END ? HL_OK : status;
}

/* --- the leads --- */

struct lead_columns {
	const struct hl_header *header;
	size_t account, created, placed, fee_rate;
};

static enum hl_status bind(struct hl_meter *m, struct lead_columns *c, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &c->account },
		{ "created", false, &c->created },
		{ "placed_date", false, &c->placed },
		{ "fee_rate", false, &c->fee_rate },
	};
	size_t len = m->needs & NEEDS_PRICES ? HL_LEN(columns) : HL_LEN(columns) - 1;
	enum hl_status status;

	c->fee_rate = HL_NO_COLUMN;
	status = hl_lead_bind(c->header, m->options.map, columns, len, err);
	m->has_fee_rates = c->fee_rate != HL_NO_COLUMN;
	m->is_by_account |= m->has_fee_rates;
	return status;
}

/* Of several rows of one account the first that says something. */
static uint32_t label_with(struct hl_meter *m, const struct hl_row *row, uint32_t label) {
	uint32_t values[DIMENSIONS_MAX];

	labels_get(m->lead_labels, label, values);
	for (size_t i = 0; i < m->dimensions_len; i++) {
		struct dimension *dimension = &m->dimensions[i];

		if (is_of(dimension, "leads") && values[dimension->number] == 0)
			values[dimension->number] =
				value_add(dimension, hl_cell_trimmed(row, dimension->column));
	}
	return labels_add(m->lead_labels, values);
}

/* The first date of @created and @placed that there is; *found is false when there is none. */
static enum hl_status created_at(const struct hl_meter *m, const struct lead_columns *c,
	const struct hl_row *row, struct hl_time *time, struct hl_error *err) {
	const size_t columns[] = { c->created, c->placed };

	time->s = HL_NO_DAY;
	for (size_t i = 0; i < HL_LEN(columns); i++) {
		struct hl_str cell = hl_cell_trimmed(row, columns[i]);

		if (cell.len == 0)
			continue;
		if (hl_time_parse(cell, m->options.time, time, err) != HL_OK)
			return hl_row_fail(row, c->header, columns[i], HL_EDATA, err);
		return HL_OK;
	}
	return HL_OK;
}

/* What the client pays for this account; *rate stays where the cell is blank. */
static enum hl_status fee_rate_at(const struct lead_columns *c, const struct hl_row *row,
	int64_t *rate, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, c->fee_rate);

	if (cell.len == 0 || percent_parse(cell, rate, err) == HL_OK)
		return HL_OK;
	return hl_row_fail(row, c->header, c->fee_rate, HL_EDATA, err);
}

static enum hl_status take_lead(struct hl_meter *m, const struct lead_columns *c,
	const struct hl_row *row, struct hl_error *err) {
	struct hl_str id = hl_cell_trimmed(row, c->account);
	struct hl_time time = { 0 };
	enum hl_status status = created_at(m, c, row, &time, err);
	int64_t fee_rate = -1;
	struct account *account;
	uint32_t number;

	if (status == HL_OK)
		status = fee_rate_at(c, row, &fee_rate, err);
	if (status != HL_OK)
		return status;
	if (id.len == 0) {
		hl_fail(err, HL_EDATA, "no account");
		return hl_row_fail(row, c->header, c->account, HL_EDATA, err);
	}
	number = account_number(m, id);
	account = &m->account[number];
	if (account->fee_rate < 0)
		account->fee_rate = fee_rate;
	if (m->is_by_account)
		account->label = label_with(m, row, account->label);
	if (m->options.own && m->options.own->leads.len > 0 &&
		own_lead_read(m, c->header, row, number, err) != HL_OK)
		return HL_EDATA;
	if (time.s != HL_NO_DAY &&
		(account->created_s == HL_NO_DAY || time.s < account->created_s)) {
		account->created_s = time.s;
		account->created_day = (int32_t)time.day;
	}
	return HL_OK;
}

enum hl_status leads_read(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	struct lead_columns columns = { .header = hl_reader_header(reader) };
	enum hl_status status = bind(m, &columns, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK)
		if (take_lead(m, &columns, &row, err) != HL_OK)
			status = hl_reader_reject(reader, &row, err);
	return status == HL_END ? HL_OK : status;
}
