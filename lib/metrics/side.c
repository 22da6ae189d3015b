/* side.c - the tables beside the events: who works in which team, whose the leads are. */
#include "parts.h"

/* Are the figures split by what only that table tells? */
static bool is_needed(const struct hl_meter *m, const char *table) {
	const struct hl_by *by = m->options.by;

	return by && by->needs && hl_str_eq(hl_str_of(by->needs), hl_str_of(table));
}

/* --- the roster --- */

enum hl_status hl_meter_roster(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	size_t collector, team;
	const struct hl_lead_column columns[] = {
		{ "collector", true, &collector },
		{ "team", is_needed(m, "roster"), &team },
	};
	struct hl_row row;
	enum hl_status status = hl_lead_bind(
		hl_reader_header(reader), m->options.map, columns, HL_LEN(columns), err);

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		struct hl_str name = hl_cell_trimmed(&row, team);
		uint32_t number = collector_number(m, hl_cell_trimmed(&row, collector));

		if (number != NOBODY && name.len > 0)
			m->collector[number].team = (uint32_t)hl_keys_add(m->teams, name);
	}
	return status == HL_END ? HL_OK : status;
}

/* --- the leads --- */

struct lead_columns {
	const struct hl_header *header;
	size_t account, client, created, placed;
};

static enum hl_status bind(struct hl_meter *m, struct lead_columns *c, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &c->account },
		{ "client", is_needed(m, "leads"), &c->client },
		{ "created", false, &c->created },
		{ "placed_date", false, &c->placed },
	};

	return hl_lead_bind(c->header, m->options.map, columns, HL_LEN(columns), err);
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
	struct hl_str client = hl_cell_trimmed(row, c->client);
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
	if (account->client == NOBODY && client.len > 0)
		account->client = (uint32_t)hl_keys_add(m->clients, client);
	if (time.s != HL_NO_DAY &&
		(account->created_s == HL_NO_DAY || time.s < account->created_s)) {
		account->created_s = time.s;
		account->created_day = (int32_t)time.day;
	}
	return HL_OK;
}

enum hl_status hl_meter_leads(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	struct lead_columns columns = { .header = hl_reader_header(reader) };
	enum hl_status status = bind(m, &columns, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK)
		if (take_lead(m, &columns, &row, err) != HL_OK)
			status = hl_reader_reject(reader, &row, err);
	return status == HL_END ? HL_OK : status;
}
