/* alerts.c - what somebody should see at once: of accounts in question, or for every queue. */
#include "parts.h"

#include <stdlib.h>

enum { TS, ACCOUNT, TEXT, TYPE, COLUMNS };

static enum hl_status bind(const struct hl_beside *beside, const struct hl_header *header,
	size_t *columns, struct hl_error *err) {
	const struct hl_column_map *map = beside->options.map;
	const struct hl_lead_column wanted[] = {
		{ "ts", true, &columns[TS] },
		{ "account_id", true, &columns[ACCOUNT] },
		{ "text", false, &columns[TEXT] },
		{ "type", false, &columns[TYPE] },
	};
	enum hl_status status = hl_lead_bind(header, map, wanted, HL_LEN(wanted), err);

	if (status == HL_OK && columns[TEXT] == HL_NO_COLUMN && columns[TYPE] == HL_NO_COLUMN)
		status = hl_lead_find(header, map, HL_STR("text"), &columns[TEXT], err);
	return status;
}

static struct hl_str keep_cell(struct hl_beside *beside, const struct hl_row *row, size_t column) {
	return hl_str_keep(&beside->arena, hl_cell_trimmed(row, column));
}

static enum hl_status take(
	const struct beside_table *table, const struct hl_row *row, struct hl_error *err) {
	struct hl_beside *beside = table->beside;
	const size_t *columns = table->columns;
	struct hl_str account = hl_cell_trimmed(row, columns[ACCOUNT]);
	struct hl_str text = hl_cell_trimmed(row, columns[TEXT]);
	struct hl_time time;
	enum hl_status status = beside_time(table, row, columns[TS], &time, err);

	if (status == HL_OK && text.len == 0 && hl_cell_trimmed(row, columns[TYPE]).len == 0) {
		hl_fail(err, HL_EDATA, "an alert that says nothing");
		return hl_row_fail(row, table->header,
			columns[columns[TEXT] == HL_NO_COLUMN ? TYPE : TEXT], HL_EDATA, err);
	}
	if (status != HL_OK)
		return status;
	if (time.s > beside->options.as_of) {
		beside->counts.future_alerts++;
	} else if (account.len > 0 && hl_keys_find(beside->accounts, account) == HL_NO_KEY) {
		beside->counts.other_alerts++;
	} else {
		beside->alerts = hl_grow(beside->alerts, &beside->alerts_cap,
			beside->alerts_len + 1, sizeof(*beside->alerts));
		beside->alerts[beside->alerts_len++] = (struct hl_alert){ .s = time.s,
			.is_date = time.is_date,
			.account = keep_cell(beside, row, columns[ACCOUNT]),
			.text = keep_cell(beside, row, columns[TEXT]),
			.type = keep_cell(beside, row, columns[TYPE]),
			.row = table->rows };
	}
	return HL_OK;
}

int hl_alert_compare(const struct hl_alert *a, const struct hl_alert *b) {
	if (a->s != b->s)
		return a->s > b->s ? -1 : 1;
	return beside_order(b->row, a->row);
}

static int by_account(const void *left, const void *right) {
	const struct hl_alert *a = left;
	const struct hl_alert *b = right;
	int order = hl_str_cmp(a->account, b->account);

	return order ? order : hl_alert_compare(a, b);
}

enum hl_status hl_beside_read_alerts(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) {
	size_t columns[COLUMNS];
	const struct beside_table table = {
		.beside = beside, .header = hl_reader_header(reader), .columns = columns
	};
	enum hl_status status = bind(beside, table.header, columns, err);

	if (status == HL_OK)
		status = beside_rows(&table, reader, take, err);
	if (beside->alerts_len > 0)
		qsort(beside->alerts, beside->alerts_len, sizeof(*beside->alerts), by_account);
	return status;
}

size_t hl_beside_alerts(
	const struct hl_beside *beside, struct hl_str account, const struct hl_alert **alerts) {
	size_t from = 0;
	size_t to = beside->alerts_len;
	size_t end;

	if (to == 0)
		return 0;
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (hl_str_cmp(beside->alerts[middle].account, account) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (end = from; end < beside->alerts_len; end++)
		if (!hl_str_eq(beside->alerts[end].account, account))
			break;
	*alerts = beside->alerts + from;
	return end - from;
}

static bool says_same(const struct hl_alert *a, const struct hl_alert *b) {
	if (a->text.len > 0 || b->text.len > 0)
		return hl_str_eq(a->text, b->text);
	return hl_str_same(a->type, b->type);
}

size_t hl_alerts_said(
	const struct hl_alert *alerts, size_t len, const struct hl_alert **said, size_t most) {
	size_t count = 0;

	for (size_t i = 0; i < len && count < most; i++) {
		bool is_said = false;

		for (size_t j = 0; j < count && !is_said; j++)
			is_said = says_same(said[j], &alerts[i]);
		if (!is_said)
			said[count++] = &alerts[i];
	}
	return count;
}
