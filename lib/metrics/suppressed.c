/*
 * suppressed.c - accounts that may not be worked, as a gate says: they are no part of what can be.
 *
 * The table is what the gate wrote: column gate_status, else status, is work, defer, hold or drop.
 * Without either all that are in it are suppressed.
 */
#include "parts.h"

struct suppressed_columns {
	const struct hl_header *header;
	size_t account, status;
};

static enum hl_status bind(
	const struct hl_meter *m, struct suppressed_columns *c, struct hl_error *err) {
	enum hl_status status =
		hl_lead_find(c->header, m->options.map, HL_STR("account_id"), &c->account, err);

	if (status == HL_OK)
		status = hl_lead_at(c->header, NULL, HL_STR("gate_status"), &c->status, err);
	if (status == HL_OK && c->status == HL_NO_COLUMN)
		status = hl_lead_at(c->header, NULL, HL_STR("status"), &c->status, err);
	return status;
}

/* Whether it is worked no more; what is deferred is worked later. */
static bool status_parse(struct hl_str cell, bool *is_suppressed) {
	*is_suppressed = hl_str_same(cell, HL_STR("hold")) || hl_str_same(cell, HL_STR("drop"));
	return *is_suppressed || hl_str_same(cell, HL_STR("work")) ||
	       hl_str_same(cell, HL_STR("defer"));
}

static enum hl_status take_row(struct hl_meter *m, const struct suppressed_columns *c,
	const struct hl_row *row, struct hl_error *err) {
	struct hl_str id = hl_cell_trimmed(row, c->account);
	bool is_suppressed = true;

	if (id.len == 0) {
		hl_fail(err, HL_EDATA, "no account");
		return hl_row_fail(row, c->header, c->account, HL_EDATA, err);
	}
	if (c->status != HL_NO_COLUMN &&
		!status_parse(hl_cell_trimmed(row, c->status), &is_suppressed)) {
		hl_fail_value(err, hl_cell_trimmed(row, c->status),
			"neither \"work\", \"defer\", \"hold\" nor \"drop\"");
		return hl_row_fail(row, c->header, c->status, HL_EDATA, err);
	}
	if (is_suppressed) {
		uint32_t number = account_number(m, id);

		m->account[number].is_suppressed = true;
	}
	return HL_OK;
}

enum hl_status suppressed_read(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	struct suppressed_columns columns = { .header = hl_reader_header(reader) };
	enum hl_status status = bind(m, &columns, err);
	struct hl_row row;

	m->has_suppressed = true;
	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK)
		if (take_row(m, &columns, &row, err) != HL_OK)
			status = hl_reader_reject(reader, &row, err);
	return status == HL_END ? HL_OK : status;
}
