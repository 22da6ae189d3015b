/* own_load.c - the table of metrics of the user's own, row by row; every mistake is told. */
#include "own_load.h"

#include "figure.h"

#include <stdlib.h>

static const struct own_unit {
	struct hl_unit unit;
	const char *name; /* in the table */
	bool needs_den, has_no_den;
} units[] = {
	{ { "%", 0, 0, 1, 100 }, "percent", true, false },
	{ { "money", 2, 0, 2, 1 }, "money", false, false },
	{ { "ratio", 0, 0, 2, 1 }, "ratio", true, false },
	{ { "count", 0, 0, 0, 1 }, "count", false, true },
	{ { "hours", 2, 0, 2, 1 }, "hours", false, false },
};

/* --- mistakes --- */

void own_mistake(struct own_loader *l, const struct hl_error *where, const char *what) {
	struct hl_error err = *where;

	(void)hl_fail(&err, HL_EDATA, "%s", what);
	hl_mistakes_add(l->mistakes, &err);
}

static struct hl_error cell_at(const struct own_loader *l, const struct hl_row *row, size_t at) {
	struct hl_error err = { 0 };

	(void)hl_row_fail(row, l->header, at, HL_EDATA, &err);
	return err;
}

static void mistake(
	struct own_loader *l, const struct hl_row *row, size_t column, const char *what) {
	struct hl_error where = cell_at(l, row, column);

	own_mistake(l, &where, what);
}

/* @name is none of @names, which are listed. */
static void mistake_none(struct own_loader *l, const struct hl_row *row, size_t column,
	const struct hl_str *names, size_t len) {
	struct hl_str name = hl_cell_trimmed(row, column);
	const struct hl_str *near = hl_nearest(name, names, len);
	struct hl_buf text = { 0 };

	if (near)
		hl_buf_addf(&text, "not one; did you mean \"%.*s\"? There are ", (int)near->len,
			near->at);
	else
		hl_buf_addf(&text, "not one of ");
	for (size_t i = 0; i < len; i++)
		hl_buf_addf(&text, "%s%.*s", i ? ", " : "", (int)names[i].len, names[i].at);
	hl_buf_add_char(&text, '\0');
	mistake(l, row, column, text.at);
	hl_buf_release(&text);
}

/* --- names --- */

static bool is_name(struct hl_str name) {
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
			c != '_')
			return false;
	}
	return name.len > 0;
}

static bool is_built_in(struct hl_str name) {
	for (size_t i = 0; i < hl_metrics_len; i++)
		if (hl_str_eq(hl_str_of(hl_metrics[i].name), name))
			return true;
	return false;
}

static size_t add_metric(struct own_loader *l, const struct hl_row *row, struct hl_str name) {
	struct hl_own *own = l->own;
	size_t len = own->metrics_len;
	char *kept = hl_new_array(&own->arena, char, name.len + 1);

	if (name.len > 0)
		memcpy(kept, name.at, name.len);
	own->metrics = hl_grow(own->metrics, &own->metrics_cap, len + 1, sizeof(*own->metrics));
	own->more = hl_grow(own->more, &own->more_cap, len + 1, sizeof(*own->more));
	own->metrics[len] = (struct hl_metric){ .name = kept, .needs = SEEN_BY_OWN, .level = 3 };
	own->more[len] = (struct own_metric){ .own = own, .where = cell_at(l, row, l->metric) };
	if (!is_name(name))
		mistake(l, row, l->metric, "a name is letters, digits and underscores");
	else if (is_built_in(name))
		mistake(l, row, l->metric, "a built-in metric has that name: choose another");
	return own->metrics_len++;
}

static size_t metric_of(struct own_loader *l, const struct hl_row *row) {
	struct hl_str name = hl_cell_trimmed(row, l->metric);

	for (size_t i = 0; i < l->own->metrics_len; i++)
		if (hl_str_eq(hl_str_of(l->own->metrics[i].name), name))
			return i;
	return add_metric(l, row, name);
}

/* --- rows that count --- */

/* What a test may compare besides numbers, but not here: a cell has no age. */
#define OR_SPAN " or a span such as 7d"

static bool is_of_age(const struct hl_test *test) {
	return test->is_span && test->op != HL_TEST_IS && test->op != HL_TEST_IS_NOT;
}

/* "channel is sms and ...", also behind an "and". */
static void read_when(struct own_loader *l, const struct hl_row *row, struct own_term *term) {
	struct hl_str text = hl_str_keep(&l->own->arena, hl_cell_trimmed(row, l->when));
	struct hl_error why = { 0 };

	if (hl_str_starts(text, HL_STR("and ")))
		text = hl_str_trim((struct hl_str){ text.at + 4, text.len - 4 });
	if (text.len > 0 && hl_where_parse(&l->own->arena, text, &term->when, &why) != HL_OK) {
		char *span = strstr(why.text, OR_SPAN);

		if (span)
			*span = '\0';
		mistake(l, row, l->when, why.text);
		term->when.len = 0;
	}
	for (size_t i = 0; i < term->when.len; i++)
		if (is_of_age(&term->when.at[i].test))
			mistake(l, row, l->when,
				"a number: a span such as 7d is for ages, and a cell has none");
}

static void read_takes(struct own_loader *l, const struct hl_row *row, struct own_term *term) {
	struct hl_str value = hl_cell_trimmed(row, l->value);

	term->is_value_given = value.len > 0;
	if (value.len == 0 || hl_str_eq(value, HL_STR("events")))
		return;
	term->takes = TAKES_ACCOUNTS;
	if (hl_str_eq(value, HL_STR("accounts")))
		return;
	term->takes = TAKES_COLUMN;
	term->is_less = value.at[0] == '-';
	if (term->is_less)
		value = hl_str_trim((struct hl_str){ value.at + 1, value.len - 1 });
	term->column = hl_str_keep(&l->own->arena, value);
	if (value.len == 0)
		mistake(l, row, l->value, "a column behind the minus");
}

static void add_term(struct own_loader *l, const struct hl_row *row, size_t metric, bool is_den) {
	struct hl_own *own = l->own;
	struct own_term *term;

	if (own->terms_len == OWN_TERMS_MAX) {
		mistake(l, row, l->part, "more than 64 rows count something");
		return;
	}
	own->terms = hl_grow(own->terms, &own->terms_cap, own->terms_len + 1, sizeof(*own->terms));
	term = &own->terms[own->terms_len++];
	*term = (struct own_term){ .metric = metric,
		.is_den = is_den,
		.types = hl_str_keep(&own->arena, hl_cell_trimmed(row, l->field)),
		.of = SIZE_MAX,
		.where = cell_at(l, row, l->part),
		.field = cell_at(l, row, l->field),
		.when_cell = cell_at(l, row, l->when),
		.value = cell_at(l, row, l->value) };
	read_when(l, row, term);
	read_takes(l, row, term);
}

static void add_num(struct own_loader *l, const struct hl_row *row, size_t metric) {
	add_term(l, row, metric, false);
}

static void add_den(struct own_loader *l, const struct hl_row *row, size_t metric) {
	add_term(l, row, metric, true);
}

/* --- rows that say something of the metric --- */

static void no_test(struct own_loader *l, const struct hl_row *row) {
	if (hl_cell_trimmed(row, l->when).len > 0)
		mistake(l, row, l->when, "nothing is counted here: what is said is under value");
	if (hl_cell_trimmed(row, l->field).len > 0)
		mistake(l, row, l->field, "nothing is counted here: what is said is under value");
}

static void set_unit(struct own_loader *l, const struct hl_row *row, size_t metric) {
	struct own_metric *more = &l->own->more[metric];
	struct hl_str names[HL_LEN(units)];

	no_test(l, row);
	if (more->has_unit)
		mistake(l, row, l->part, "the metric has a unit already");
	more->has_unit = true;
	more->unit_where = cell_at(l, row, l->value);
	for (size_t i = 0; i < HL_LEN(units); i++) {
		names[i] = hl_str_of(units[i].name);
		if (!hl_str_eq(names[i], hl_cell_trimmed(row, l->value)))
			continue;
		more->unit = units[i].unit;
		return;
	}
	mistake_none(l, row, l->value, names, HL_LEN(units));
}

static void set_level(struct own_loader *l, const struct hl_row *row, size_t metric) {
	struct hl_str value = hl_cell_trimmed(row, l->value);

	no_test(l, row);
	if (l->own->more[metric].has_level)
		mistake(l, row, l->part, "the metric has a level already");
	l->own->more[metric].has_level = true;
	if (value.len == 1 && value.at[0] >= '1' && value.at[0] <= '3')
		l->own->metrics[metric].level = (unsigned)(value.at[0] - '0');
	else
		mistake(l, row, l->value, "a level is 1, 2 or 3");
}

static void set_about(struct own_loader *l, const struct hl_row *row, size_t metric) {
	struct hl_str value = hl_cell_trimmed(row, l->value);
	char *kept = hl_new_array(&l->own->arena, char, value.len + 1);

	no_test(l, row);
	if (l->own->metrics[metric].help)
		mistake(l, row, l->part, "what the metric is about is said already");
	if (value.len > 0)
		memcpy(kept, value.at, value.len);
	/* It is shown as one line of cells that tabs part. */
	for (char *at = kept; *at; at++)
		if (*at < ' ' && *at > 0)
			*at = ' ';
	l->own->metrics[metric].help = kept;
}

/* What a row can be. */
static const struct {
	const char *name;
	void (*add)(struct own_loader *l, const struct hl_row *row, size_t metric);
} parts[] = {
	{ "num", add_num },
	{ "den", add_den },
	{ "unit", set_unit },
	{ "level", set_level },
	{ "about", set_about },
};

static void read_row(struct own_loader *l, const struct hl_row *row) {
	struct hl_str names[HL_LEN(parts)];
	size_t metric = metric_of(l, row);

	for (size_t i = 0; i < HL_LEN(parts); i++) {
		names[i] = hl_str_of(parts[i].name);
		if (hl_str_eq(names[i], hl_cell_trimmed(row, l->part))) {
			parts[i].add(l, row, metric);
			return;
		}
	}
	l->own->more[metric].is_cut = true;
	mistake_none(l, row, l->part, names, HL_LEN(parts));
}

/* --- units, once it is known what has a denominator --- */

const struct hl_unit *own_unit_default(bool has_den, bool is_share, struct hl_str column) {
	enum { PERCENT, MONEY, RATIO, COUNT, HOURS } at = COUNT;

	if (is_share)
		at = PERCENT;
	else if (has_den)
		at = RATIO;
	else if (hl_str_eq(column, HL_STR("amount")))
		at = MONEY;
	else if (hl_str_eq(column, HL_STR("hours")))
		at = HOURS;
	return &units[at].unit;
}

const char *own_unit_mistake(const struct hl_unit *unit, bool has_den) {
	for (size_t i = 0; i < HL_LEN(units); i++) {
		if (!hl_str_eq(hl_str_of(units[i].unit.name), hl_str_of(unit->name)))
			continue;
		if (units[i].needs_den && !has_den)
			return "a metric with this unit needs a den";
		if (units[i].has_no_den && has_den)
			return "a count has no den: say ratio";
	}
	return NULL;
}

/* --- all of it --- */

static enum hl_status bind(struct own_loader *l, struct hl_error *err) {
	static const char *const names[] = { "metric", "part", "field", "when", "value" };
	const struct hl_lead_column columns[] = {
		{ "metric", true, &l->metric },
		{ "part", true, &l->part },
		{ "field", true, &l->field },
		{ "when", true, &l->when },
		{ "value", true, &l->value },
	};
	enum hl_status status = hl_lead_bind(l->header, NULL, columns, HL_LEN(columns), err);
	const size_t at[] = { l->metric, l->part, l->field, l->when, l->value };
	const struct hl_lead_names known = { "a table of metrics", names, at, HL_LEN(names) };

	if (status == HL_OK)
		hl_lead_only(l->header, &known, l->mistakes);
	return status;
}

enum hl_status hl_own_read(struct hl_own **own, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	struct own_loader l = { .header = hl_reader_header(table), .mistakes = mistakes };
	size_t before = mistakes->len;
	enum hl_status status = bind(&l, err);
	struct hl_row row;

	*own = NULL;
	if (status != HL_OK)
		return status;
	*own = l.own = hl_claim(1, sizeof(*l.own));
	while ((status = hl_reader_next(table, &row, err)) == HL_OK)
		read_row(&l, &row);
	if (status != HL_END)
		return status;
	own_resolve(&l);
	return mistakes->len > before ? HL_EDATA : HL_OK;
}

static void columns_free(struct own_columns *columns) {
	for (size_t i = 0; i < columns->len; i++)
		free(columns->at[i].tests);
	free(columns->at);
}

void hl_own_free(struct hl_own *own) {
	if (!own)
		return;
	columns_free(&own->log);
	columns_free(&own->leads);
	columns_free(&own->sums);
	free(own->metrics);
	free(own->more);
	free(own->terms);
	hl_arena_release(&own->arena);
	free(own);
}

const struct hl_metric *hl_own_metrics(const struct hl_own *own, size_t *len) {
	*len = own ? own->metrics_len : 0;
	return own ? own->metrics : NULL;
}
