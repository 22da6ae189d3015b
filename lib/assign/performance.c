/* performance.c - weights from a table of figures, such as hl-metrics writes. */
#include "parts.h"

#include <stdlib.h>

/* --- spread --- */

enum hl_status hl_spread_parse(const char *text, struct hl_spread *spread, struct hl_error *err) {
	const char *dots = strstr(text, "..");

	if (dots && hl_dec_read((struct hl_str){ text, (size_t)(dots - text) }, &spread->low) &&
		hl_dec_read(hl_str_of(dots + 2), &spread->high) && spread->low > 0 &&
		spread->low <= HL_ONE && spread->high >= HL_ONE)
		return HL_OK;
	return hl_fail(err, HL_EUSAGE,
		"--spread: LOW..HIGH such as 0.5..2, above 0 and with 1 between them");
}

/* --- figures --- */

/* What else a figure may be called, and those of which less is better. */
static const struct {
	const char *name, *metric;
	bool is_less_better;
} figures[] = {
	{ "revenue_per_hour", "rph", false },
	{ "collection_rate", "coll", false },
	{ "right_party_rate", "rpc_att", false },
	{ "promises_kept", "kept", false },
	{ "conversion_rate", "conv", false },
	{ "attempts_per_payment", "app", true },
	{ "days_to_convert", "ttc", true },
	{ "ttc_p90", "ttc_p90", true },
	{ "drop", "drop", true },
	{ "dfc_attempt", "dfc_attempt", true },
	{ "dfc_rpc", "dfc_rpc", true },
};

static struct hl_str metric_of(struct hl_str by) {
	for (size_t i = 0; i < HL_LEN(figures); i++)
		if (hl_str_eq(by, hl_str_of(figures[i].name)))
			return hl_str_of(figures[i].metric);
	return by;
}

static bool is_less_better(struct hl_str metric) {
	for (size_t i = 0; i < HL_LEN(figures); i++)
		if (hl_str_eq(metric, hl_str_of(figures[i].metric)))
			return figures[i].is_less_better;
	return false;
}

/* --- rows --- */

struct figure {
	int64_t value;
	bool is_there, is_few, is_told;
};

struct reading {
	struct hl_roster *roster;
	const struct hl_header *header;
	const struct hl_roster_options *options;
	struct hl_performance *performance;
	size_t metric, group, value, flag; /* metric HL_NO_COLUMN: a table of its own form */
	struct hl_str wanted;
	struct figure *of; /* by places on the roster */
	bool any;          /* a row of the figure that is wanted */
	bool is_known;     /* one of somebody on the roster */
	size_t strangers;  /* figures of others */
	struct hl_arena arena;
};

static void add_mistake(
	struct reading *reading, const struct hl_row *row, size_t column, struct hl_error *err) {
	assign_side_tell(reading->options->mistakes, reading->header, row, column, err);
}

/* One of "low_n;unmatched:3"? */
static bool has_flag(struct hl_str flags, struct hl_str wanted) {
	while (flags.len)
		if (hl_str_eq(hl_str_cut(&flags, ';'), wanted))
			return true;
	return false;
}

static void note_figure(
	struct reading *reading, const struct hl_row *row, size_t number, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, reading->value);
	struct figure *of = &reading->of[number];

	if (of->is_told) {
		(void)hl_fail_value(err, hl_cell_trimmed(row, reading->group),
			"this collector has that figure already");
		add_mistake(reading, row, reading->group, err);
	}
	of->is_told = true;
	of->is_few = has_flag(hl_cell_trimmed(row, reading->flag), HL_STR("low_n"));
	if (cell.len == 0)
		return;
	of->is_there = true;
	if (hl_dec_parse(cell, &of->value, err) != HL_OK)
		add_mistake(reading, row, reading->value, err);
}

static void read_row(void *of_reading, const struct hl_row *row, struct hl_error *err) {
	struct reading *reading = of_reading;
	struct hl_str metric = hl_cell_trimmed(row, reading->metric);
	size_t number;

	if (reading->metric != HL_NO_COLUMN && !hl_str_eq(metric_of(metric), reading->wanted))
		return;
	reading->any = true;
	number = hl_keys_find(reading->roster->names, hl_cell_trimmed(row, reading->group));
	if (number != HL_NO_KEY && number < reading->roster->len) {
		reading->is_known = true;
		note_figure(reading, row, number, err);
		return;
	}
	reading->performance->others++;
	reading->strangers += hl_cell_trimmed(row, reading->value).len > 0;
}

/* The column beside the collector is called as --by has it, or by its other name. */
static enum hl_status bind_figure(struct reading *reading, struct hl_error *err) {
	const struct hl_column_map *map = &reading->options->map;
	struct hl_str by = hl_str_of(reading->performance->by);
	enum hl_status status = hl_lead_at(reading->header, map, by, &reading->value, err);

	for (size_t i = 0; i < HL_LEN(figures); i++)
		if (status == HL_OK && reading->value == HL_NO_COLUMN &&
			hl_str_eq(reading->wanted, hl_str_of(figures[i].metric)))
			status = hl_lead_at(reading->header, map, hl_str_of(figures[i].name),
				&reading->value, err);
	if (status == HL_OK && reading->value == HL_NO_COLUMN)
		status = hl_lead_ask(reading->header, map, reading->wanted, &reading->value, err);
	return status;
}

static enum hl_status bind(struct reading *reading, struct hl_error *err) {
	const struct hl_header *header = reading->header;
	const struct hl_column_map *map = &reading->options->map;
	struct hl_lead_column tidy[] = {
		{ "value", true, &reading->value },
		{ "flag", false, &reading->flag },
		{ "group", false, &reading->group },
	};
	enum hl_status status = hl_lead_at(header, map, HL_STR("metric"), &reading->metric, err);

	reading->flag = reading->group = HL_NO_COLUMN;
	if (status != HL_OK)
		return status;
	if (reading->metric != HL_NO_COLUMN)
		status = hl_lead_bind(header, map, tidy, HL_LEN(tidy), err);
	if (status == HL_OK && reading->group == HL_NO_COLUMN)
		status = hl_lead_find(header, map, HL_STR("collector"), &reading->group, err);
	if (status == HL_OK && reading->metric == HL_NO_COLUMN)
		status = bind_figure(reading, err);
	return status;
}

static enum hl_status read_rows(
	struct reading *reading, struct hl_reader *reader, struct hl_error *err) {
	enum hl_status status = bind(reading, err);

	if (status != HL_OK)
		return status;
	return assign_side_each(reader, reading->options, read_row, reading, err);
}

/* --- weights --- */

static int lower_first(const void *a, const void *b) {
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* Figures of few observations count where there are no others. */
static bool counts(const struct reading *reading, size_t i) {
	const struct figure *of = &reading->of[i];

	return of->is_there && (!of->is_few || reading->performance->all_few);
}

/* Who has what. */
static void count(struct reading *reading) {
	struct hl_performance *performance = reading->performance;

	for (size_t i = 0; i < reading->roster->len; i++) {
		const struct figure *of = &reading->of[i];

		performance->measured += of->is_there && !of->is_few;
		performance->too_few += of->is_there && of->is_few;
		performance->without += !of->is_there;
	}
	performance->all_few = performance->measured == 0 && performance->too_few > 0;
	if (!performance->all_few)
		return;
	performance->measured = performance->too_few;
	performance->too_few = 0;
}

/* The median of the figures above 0, or 0: of a month that has just begun half the desk has none.
 */
static int64_t median(struct reading *reading) {
	int64_t *sorted = hl_new_array(&reading->arena, int64_t, reading->roster->len);
	size_t len = 0;
	int64_t middle;

	for (size_t i = 0; i < reading->roster->len; i++)
		if (counts(reading, i) && reading->of[i].value > 0)
			sorted[len++] = reading->of[i].value;
	if (len == 0)
		return 0;
	qsort(sorted, len, sizeof(*sorted), lower_first);
	middle = sorted[len / 2];
	if (len % 2 == 0)
		middle = (int64_t)(((hl_wide)middle + sorted[len / 2 - 1]) / 2);
	return middle;
}

static int64_t weight(int64_t figure, int64_t middle, const struct hl_spread *spread) {
	int64_t ratio = 0;

	if (figure <= 0)
		return spread->low;
	if (!hl_dec_ratio(figure, middle, &ratio) || ratio > spread->high)
		return spread->high;
	return ratio < spread->low ? spread->low : ratio;
}

static enum hl_status fail(const struct reading *reading, enum hl_status status, const char *text,
	struct hl_error *err) {
	char shown[64];

	*err = (struct hl_error){ .file = reading->header->row.file };
	hl_printable(hl_str_of(reading->performance->by), shown, sizeof(shown));
	return hl_fail(err, status, "--by %s: %s", shown, text);
}

/* Where nobody has anything yet, nobody is better than the others: all stay at 1. */
static enum hl_status weigh(struct reading *reading, struct hl_error *err) {
	struct hl_performance *performance = reading->performance;
	int64_t middle;

	if (!reading->any)
		return fail(reading, HL_EUSAGE, "no row has this figure", err);
	count(reading);
	if (performance->measured == 0 && reading->strangers > 0 && !reading->is_known)
		return fail(reading, HL_EDATA, "nobody on the roster has this figure", err);
	middle = median(reading);
	performance->none_above = middle == 0;
	for (size_t i = 0; i < reading->roster->len && middle > 0; i++)
		if (counts(reading, i))
			reading->roster->at[i].performance =
				weight(reading->of[i].value, middle, &performance->spread);
	return HL_OK;
}

enum hl_status hl_performance_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_performance *performance,
	struct hl_error *err) {
	struct reading reading = {
		.roster = roster,
		.header = hl_reader_header(reader),
		.options = options,
		.performance = performance,
		.wanted = metric_of(hl_str_of(performance->by)),
	};
	enum hl_status status;

	if (is_less_better(reading.wanted))
		return fail(&reading, HL_EUSAGE,
			"of this figure less is better, so it is no weight", err);
	reading.of = hl_new_array(&reading.arena, struct figure, roster->len);
	status = read_rows(&reading, reader, err);
	if (status == HL_OK)
		status = weigh(&reading, err);
	hl_arena_release(&reading.arena);
	return status;
}
