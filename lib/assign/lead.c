/* lead.c - the columns of the leads: who has one already, what it takes, what makes way. */
#include "orders.h"

/* --- keeping --- */

static const struct hl_keep keeps[] = {
	{ "until-worked", true, true },
	{ "never", false, false },
	{ "always", true, false },
};

enum hl_status hl_keep_find(const char *name, const struct hl_keep **keep, struct hl_error *err) {
	char shown[64];

	*keep = &keeps[0];
	if (!name)
		return HL_OK;
	for (size_t i = 0; i < HL_LEN(keeps); i++) {
		if (hl_str_eq(hl_str_of(name), hl_str_of(keeps[i].name))) {
			*keep = &keeps[i];
			return HL_OK;
		}
	}
	hl_printable(hl_str_of(name), shown, sizeof(shown));
	return hl_fail(
		err, HL_EUSAGE, "--keep: \"%s\" is none of until-worked, never, always", shown);
}

bool assign_is_closed(const struct assign_columns *columns, const struct hl_row *row) {
	return columns->status != HL_NO_COLUMN &&
	       hl_status_is_closed(hl_cell_trimmed(row, columns->status));
}

bool assign_stays(const struct assign_columns *columns, const struct hl_row *row) {
	return columns->keep->keeps && hl_cell_trimmed(row, columns->worked).len == 0 &&
	       !assign_is_closed(columns, row);
}

struct hl_str assign_own(const struct assign_columns *columns, const struct hl_row *row) {
	if (!assign_stays(columns, row))
		return (struct hl_str){ "", 0 };
	return hl_cell_trimmed(row, columns->own);
}

/* --- amounts --- */

/* Not below 0; *to stays as it is where the cell is blank. */
static enum hl_status amount(
	struct hl_str cell, const char *below, int64_t *to, struct hl_error *err) {
	if (cell.len == 0)
		return HL_OK;
	if (hl_dec_parse(cell, to, err) != HL_OK)
		return HL_EDATA;
	return *to < 0 ? hl_fail_value(err, cell, below) : HL_OK;
}

enum hl_status assign_units(const struct assign_columns *columns, const struct hl_row *row,
	int64_t *units, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, columns->units);

	*units = HL_ONE;
	if (amount(cell, "units are not below 0", units, err) == HL_OK)
		return HL_OK;
	return hl_row_fail(row, columns->header, columns->units, HL_EDATA, err);
}

enum hl_status assign_value(const struct assign_columns *columns, const struct hl_row *row,
	int64_t *value, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, columns->value);

	*value = 0;
	if (amount(cell, "a value is not below 0", value, err) == HL_OK)
		return HL_OK;
	return hl_row_fail(row, columns->header, columns->value, HL_EDATA, err);
}

/* --- columns that are there already --- */

static bool is_ours(struct hl_str name) {
	return hl_str_eq(name, HL_STR("collector")) || hl_str_eq(name, HL_STR("assign_reason"));
}

/*
 * What an earlier run wrote makes way for what this one writes: when it was asked to, or when
 * there is a collector, for the new column goes on from it.
 */
static enum hl_status bind_drop(struct assign_columns *columns, size_t own, bool replace,
	struct hl_arena *arena, struct hl_error *err) {
	const struct hl_header *header = columns->header;
	size_t dropped = 0;

	columns->drop = hl_new_array(arena, bool, header->len);
	if (hl_header_at(header, HL_STR("collector")) != HL_NO_COLUMN)
		replace = true;
	for (size_t i = 0; i < header->len; i++) {
		columns->drop[i] = is_ours(header->names[i]) || (replace && i == own);
		dropped += columns->drop[i];
		if (columns->drop[i] && !replace)
			return hl_fail(err, HL_EUSAGE,
				"there is a column called %.*s already: --replace drops it",
				(int)header->names[i].len, header->names[i].at);
	}
	if (dropped == header->len)
		return hl_fail(err, HL_EDATA, "the leads have no column but their collector");
	if (dropped == 0)
		columns->drop = NULL;
	return HL_OK;
}

/* What orders and the log ask for: which lead it is, and whose. */
static enum hl_status bind_asked(struct assign_columns *columns,
	const struct hl_assign_options *options, size_t *own, struct hl_error *err) {
	bool by_id = options->log || options->explain ||
		     (options->orders && hl_keys_len(options->orders->accounts) > 0);
	bool by_own = options->orders && hl_keys_len(options->orders->takings) > 0;
	enum hl_status status = HL_OK;

	if (by_id)
		status = hl_lead_find(
			columns->header, &options->map, HL_STR("account_id"), &columns->id, err);
	if (status == HL_OK && by_own)
		status =
			hl_lead_find(columns->header, &options->map, HL_STR("collector"), own, err);
	else if (status == HL_OK && (options->log || options->explain))
		status = hl_lead_at(
			columns->header, &options->map, HL_STR("collector"), &columns->from, err);
	if (by_own)
		columns->from = *own;
	return status;
}

/* Whether a lead that somebody has is open still. */
static enum hl_status bind_open(struct assign_columns *columns,
	const struct hl_assign_options *options, struct hl_error *err) {
	const struct hl_lead_column open[] = {
		{ "last_worked", false, &columns->worked },
		{ "status", false, &columns->status },
	};

	return hl_lead_bind(columns->header, &options->map, open, HL_LEN(open), err);
}

enum hl_status assign_columns_bind(struct assign_columns *columns,
	const struct hl_assign_options *options, const struct hl_header *header,
	struct hl_arena *arena, struct hl_error *err) {
	size_t own = HL_NO_COLUMN;
	enum hl_status status = HL_OK;

	*columns = (struct assign_columns){
		.header = header,
		.dialect = options->dialect,
		.keep = options->keep,
		.own = HL_NO_COLUMN,
		.worked = HL_NO_COLUMN,
		.status = HL_NO_COLUMN,
		.units = HL_NO_COLUMN,
		.id = HL_NO_COLUMN,
		.from = HL_NO_COLUMN,
		.value = HL_NO_COLUMN,
	};
	if (options->keep->keeps || options->replace)
		status = hl_lead_at(header, &options->map, HL_STR("collector"), &own, err);
	if (options->keep->keeps && !options->is_played)
		columns->own = own;
	if (status == HL_OK && options->keep->until_worked &&
		(own != HL_NO_COLUMN || options->is_played))
		status = bind_open(columns, options, err);
	if (status == HL_OK)
		status = bind_asked(columns, options, &own, err);
	if (status == HL_OK && options->units)
		status = hl_lead_ask(
			header, &options->map, hl_str_of(options->units), &columns->units, err);
	if (status == HL_OK && options->value)
		status = hl_lead_ask(
			header, &options->map, hl_str_of(options->value), &columns->value, err);
	if (options->is_played)
		return status;
	return status == HL_OK ? bind_drop(columns, own, options->replace, arena, err) : status;
}
