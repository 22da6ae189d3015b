/* roster.c - the table of those who work leads. */
#include "parts.h"

#include <stdlib.h>

/* The name of a client may hold a comma ("Acme, Inc."), that of a state a blank. */
const struct hl_trait hl_traits[HL_TRAITS] = {
	{ "sources", "source", "no_source", "|;", false, false },
	{ "clients", "client", "no_client", "|;", false, false },
	{ "states", "state", "no_state", "|;,", false, false },
	{ "languages", "language", "no_language", "|;,", false, true },
	{ "skills", "needs", "no_skill", "|;, \t", true, true },
};

/* --- cells --- */

/* A cell that is not blank; what a blank one means is in the collector already. */
struct field {
	const char *name;
	enum hl_status (*parse)(const struct hl_time_rules *rules, struct hl_str cell,
		struct hl_collector *to, struct hl_error *err);
};

static enum hl_status parse_weight(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	enum hl_status status = hl_dec_parse(cell, &to->weight, err);

	(void)rules;
	if (status == HL_OK && to->weight <= 0)
		return hl_fail_value(err, cell,
			"a weight is above 0; who takes no leads has no in the column available");
	return status;
}

static enum hl_status parse_capacity(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	enum hl_status status = hl_dec_parse(cell, &to->capacity, err);

	(void)rules;
	if (status == HL_OK && to->capacity < 0)
		return hl_fail_value(err, cell, "a capacity is not below 0");
	return status;
}

static enum hl_status parse_available(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	static const struct {
		const char *word;
		bool is_yes;
	} words[] = {
		{ "y", true },
		{ "yes", true },
		{ "1", true },
		{ "t", true },
		{ "true", true },
		{ "x", true },
		{ "n", false },
		{ "no", false },
		{ "0", false },
		{ "f", false },
		{ "false", false },
	};

	(void)rules;
	for (size_t i = 0; i < HL_LEN(words); i++) {
		if (hl_str_same(cell, hl_str_of(words[i].word))) {
			to->is_available = words[i].is_yes;
			return HL_OK;
		}
	}
	return hl_fail_value(err, cell, "not yes or no");
}

static enum hl_status parse_day(
	const struct hl_time_rules *rules, struct hl_str cell, int64_t *day, struct hl_error *err) {
	struct hl_time time;
	enum hl_status status = hl_time_parse(cell, rules, &time, err);

	if (status == HL_OK)
		*day = time.day;
	return status;
}

static enum hl_status parse_absent_from(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	return parse_day(rules, cell, &to->absent_from, err);
}

static enum hl_status parse_absent_to(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	return parse_day(rules, cell, &to->absent_to, err);
}

static enum hl_status parse_minute(struct hl_str cell, int *minute, struct hl_error *err) {
	int s = 0;
	enum hl_status status = hl_clock_parse(cell, &s, err);

	if (status == HL_OK && s % 60 != 0)
		return hl_fail_value(err, cell, "shifts go by whole minutes");
	if (status == HL_OK)
		*minute = s / 60;
	return status;
}

static enum hl_status parse_shift_from(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	(void)rules;
	return parse_minute(cell, &to->shift_from, err);
}

static enum hl_status parse_shift_to(const struct hl_time_rules *rules, struct hl_str cell,
	struct hl_collector *to, struct hl_error *err) {
	(void)rules;
	return parse_minute(cell, &to->shift_to, err);
}

enum { ABSENT_TO = 4, SHIFT_FROM, SHIFT_TO };

static const struct field fields[] = {
	{ "weight", parse_weight },
	{ "capacity", parse_capacity },
	{ "available", parse_available },
	{ "absent_from", parse_absent_from },
	[ABSENT_TO] = { "absent_to", parse_absent_to },
	[SHIFT_FROM] = { "shift_from", parse_shift_from },
	[SHIFT_TO] = { "shift_to", parse_shift_to },
};

/* --- lists --- */

bool assign_item_next(struct hl_str *rest, const char *between, struct hl_str *item) {
	do {
		size_t len = 0;

		while (len < rest->len && (!rest->at[len] || !strchr(between, rest->at[len])))
			len++;
		*item = hl_str_trim((struct hl_str){ rest->at, len });
		len += len < rest->len;
		rest->at += len;
		rest->len -= len;
	} while (item->len == 0 && rest->len > 0);
	return item->len > 0;
}

static struct hl_list list_keep(struct hl_arena *arena, struct hl_str cell, const char *between) {
	struct hl_str rest = cell;
	struct hl_str item;
	struct hl_str *items;
	size_t len = 0;

	while (assign_item_next(&rest, between, &item))
		len++;
	items = hl_new_array(arena, struct hl_str, len);
	rest = hl_str_keep(arena, cell);
	for (size_t i = 0; i < len && assign_item_next(&rest, between, &item); i++)
		items[i] = item;
	return (struct hl_list){ items, len };
}

/* --- rows --- */

struct reading {
	struct hl_roster *roster;
	const struct hl_header *header;
	const struct hl_roster_options *options;
	size_t name, fields[HL_LEN(fields)], traits[HL_TRAITS];
};

static void add_mistake(
	struct reading *reading, const struct hl_row *row, size_t column, struct hl_error *err) {
	assign_side_tell(reading->options->mistakes, reading->header, row, column, err);
}

/* An absence that has only one end goes on for ever. */
static void close_absence(struct reading *reading, const struct hl_row *row,
	struct hl_collector *to, struct hl_error *err) {
	bool has_from = to->absent_from != INT64_MAX;
	bool has_to = to->absent_to != INT64_MIN;

	if (has_from && has_to && to->absent_to < to->absent_from) {
		(void)hl_fail(err, HL_EDATA, "the absence ends before it begins");
		add_mistake(reading, row, reading->fields[ABSENT_TO], err);
	}
	if (has_from && !has_to)
		to->absent_to = INT64_MAX;
	if (has_to && !has_from)
		to->absent_from = INT64_MIN;
}

static void close_shift(struct reading *reading, const struct hl_row *row,
	const struct hl_collector *to, struct hl_error *err) {
	bool has_from = hl_cell_trimmed(row, reading->fields[SHIFT_FROM]).len > 0;
	bool has_to = hl_cell_trimmed(row, reading->fields[SHIFT_TO]).len > 0;

	if (has_from != has_to)
		(void)hl_fail(err, HL_EDATA, "a shift needs shift_from and shift_to");
	else if (to->shift_from >= 0 && to->shift_from == to->shift_to)
		(void)hl_fail(err, HL_EDATA, "a shift begins and ends at the same time");
	else
		return;
	add_mistake(reading, row, reading->fields[has_to ? SHIFT_TO : SHIFT_FROM], err);
}

static void read_cells(struct reading *reading, const struct hl_row *row, struct hl_collector *to,
	struct hl_error *err) {
	for (size_t i = 0; i < HL_LEN(fields); i++) {
		struct hl_str cell = hl_cell_trimmed(row, reading->fields[i]);

		if (cell.len && fields[i].parse(&reading->options->time, cell, to, err) != HL_OK)
			add_mistake(reading, row, reading->fields[i], err);
	}
	for (size_t i = 0; i < HL_TRAITS; i++) {
		struct hl_str cell = hl_cell_trimmed(row, reading->traits[i]);

		to->traits[i] = list_keep(&reading->roster->arena, cell, hl_traits[i].between);
		if (to->traits[i].len)
			reading->roster->limits[i] = true;
	}
	close_absence(reading, row, to, err);
	close_shift(reading, row, to, err);
}

static void read_row(void *of_reading, const struct hl_row *row, struct hl_error *err) {
	struct reading *reading = of_reading;
	struct hl_roster *roster = reading->roster;
	struct hl_str name = hl_cell_trimmed(row, reading->name);
	struct hl_collector collector = {
		.name = hl_str_keep(&roster->arena, name),
		.weight = HL_ONE,
		.performance = HL_ONE,
		.capacity = INT64_MAX,
		.is_available = true,
		.absent_from = INT64_MAX,
		.absent_to = INT64_MIN,
		.shift_from = -1,
		.shift_to = -1,
	};

	read_cells(reading, row, &collector, err);
	if (collector.capacity != INT64_MAX)
		roster->has_capacity = true;
	if (name.len == 0) {
		(void)hl_fail(err, HL_EDATA, "a collector without a name");
		add_mistake(reading, row, reading->name, err);
	} else if (hl_keys_add(roster->names, name) != roster->len) {
		(void)hl_fail_value(err, name, "this collector is on the roster already");
		add_mistake(reading, row, reading->name, err);
	} else {
		roster->at =
			hl_grow(roster->at, &roster->cap, roster->len + 1, sizeof(*roster->at));
		roster->at[roster->len++] = collector;
	}
}

/* A roster may have any columns; one that is nearly a limit's is told, else nobody would know. */
static void check_slips(
	const struct reading *reading, const struct hl_lead_column *columns, size_t len) {
	const char *names[1 + HL_LEN(fields) + HL_TRAITS];
	size_t at[HL_LEN(names)];

	for (size_t i = 0; i < len; i++) {
		names[i] = columns[i].name;
		at[i] = *columns[i].column;
	}
	hl_lead_slips(reading->header, &(struct hl_lead_names){ "a roster", names, at, len },
		reading->options->mistakes);
}

static enum hl_status bind(struct reading *reading, struct hl_error *err) {
	struct hl_lead_column columns[1 + HL_LEN(fields) + HL_TRAITS] = {
		{ "collector", true, &reading->name },
	};
	struct hl_lead_column *next = columns + 1;
	enum hl_status status;

	for (size_t i = 0; i < HL_LEN(fields); i++)
		*next++ = (struct hl_lead_column){ fields[i].name, false, &reading->fields[i] };
	for (size_t i = 0; i < HL_TRAITS; i++)
		*next++ =
			(struct hl_lead_column){ hl_traits[i].roster, false, &reading->traits[i] };
	status = hl_lead_bind(
		reading->header, &reading->options->map, columns, HL_LEN(columns), err);
	if (status == HL_OK)
		check_slips(reading, columns, HL_LEN(columns));
	return status;
}

enum hl_status hl_roster_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_error *err) {
	struct reading reading = {
		.roster = roster, .header = hl_reader_header(reader), .options = options
	};
	enum hl_status status = bind(&reading, err);

	if (!roster->names)
		roster->names = hl_keys_new();
	if (status != HL_OK)
		return status;
	return assign_side_each(reader, options, read_row, &reading, err);
}

void hl_roster_release(struct hl_roster *roster) {
	free(roster->at);
	hl_keys_free(roster->names);
	hl_arena_release(&roster->arena);
}
