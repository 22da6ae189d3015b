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

enum hl_status roster_read(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	struct hl_row row;
	size_t collector;
	enum hl_status status = hl_lead_find(
		hl_reader_header(reader), m->options.map, HL_STR("collector"), &collector, err);

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK)
		take_collector(m, &row, collector_number(m, hl_cell_trimmed(&row, collector)));
	return status == HL_END ? HL_OK : status;
}

/* --- the leads --- */

struct lead_columns {
	const struct hl_header *header;
	size_t account, created, placed;
};

static enum hl_status bind(struct hl_meter *m, struct lead_columns *c, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &c->account },
		{ "created", false, &c->created },
		{ "placed_date", false, &c->placed },
	};

	return hl_lead_bind(c->header, m->options.map, columns, HL_LEN(columns), err);
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

static enum hl_status take_lead(struct hl_meter *m, const struct lead_columns *c,
	const struct hl_row *row, struct hl_error *err) {
	struct hl_str id = hl_cell_trimmed(row, c->account);
	struct hl_time time = { 0 };
	enum hl_status status = created_at(m, c, row, &time, err);
	struct account *account;
	uint32_t number;

	if (status != HL_OK)
		return status;
	if (id.len == 0) {
		hl_fail(err, HL_EDATA, "no account");
		return hl_row_fail(row, c->header, c->account, HL_EDATA, err);
	}
	number = account_number(m, id);
	account = &m->account[number];
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
