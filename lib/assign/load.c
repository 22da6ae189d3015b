/* load.c - what those on the roster hold already. */
#include "parts.h"

struct reading {
	struct hl_roster *roster;
	const struct hl_header *header;
	const struct hl_roster_options *options;
	size_t collector, amount; /* amount HL_NO_COLUMN: each row is a lead that takes 1 */
	struct hl_held *held;
};

static void read_row(void *of_reading, const struct hl_row *row, struct hl_error *err) {
	struct reading *reading = of_reading;
	struct hl_roster *roster = reading->roster;
	size_t number = hl_keys_find(roster->names, hl_cell_trimmed(row, reading->collector));
	struct hl_str cell = hl_cell_trimmed(row, reading->amount);
	enum hl_status status = HL_OK;
	int64_t amount = HL_ONE;

	if (cell.len > 0)
		status = hl_dec_parse(cell, &amount, err);
	if (status == HL_OK && amount < 0)
		status = hl_fail_value(err, cell, "a load is not below 0");
	if (status != HL_OK) {
		assign_side_tell(
			reading->options->mistakes, reading->header, row, reading->amount, err);
		return;
	}
	if (number == HL_NO_KEY || number >= roster->len)
		reading->held->others++;
	else if (__builtin_add_overflow(roster->at[number].load, amount, &roster->at[number].load))
		roster->at[number].load = INT64_MAX;
}

/* A column load says how much; else each row is a lead. */
static enum hl_status bind(struct reading *reading, struct hl_error *err) {
	const char *units = reading->held->units;
	const struct hl_header *header = reading->header;
	const struct hl_column_map *map = &reading->options->map;
	enum hl_status status =
		hl_lead_find(header, map, HL_STR("collector"), &reading->collector, err);

	if (status == HL_OK)
		status = hl_lead_at(header, map, HL_STR("load"), &reading->amount, err);
	if (status == HL_OK && reading->amount == HL_NO_COLUMN && units)
		status = hl_lead_ask(header, map, hl_str_of(units), &reading->amount, err);
	return status;
}

enum hl_status hl_load_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_held *held, struct hl_error *err) {
	struct reading reading = { .roster = roster,
		.header = hl_reader_header(reader),
		.options = options,
		.held = held };
	enum hl_status status = bind(&reading, err);

	if (status != HL_OK)
		return status;
	return assign_side_each(reader, options, read_row, &reading, err);
}
