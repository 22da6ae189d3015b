/* own_bind.c - the columns of the log and of the leads that metrics of the user's own ask about. */
#include "parts.h"

#include <stdlib.h>

struct own_column *own_column(struct own_columns *columns, struct hl_str name) {
	for (size_t i = 0; i < columns->len; i++)
		if (hl_str_eq(columns->at[i].name, name))
			return &columns->at[i];
	columns->at = hl_grow(columns->at, &columns->cap, columns->len + 1, sizeof(*columns->at));
	columns->at[columns->len] = (struct own_column){ .name = name };
	return &columns->at[columns->len++];
}

uint64_t own_left(const struct own_column *column, struct hl_str cell, uint64_t *bad) {
	const struct hl_test_value value = hl_test_value_of(cell);
	uint64_t left = ~UINT64_C(0);

	for (size_t i = 0; i < column->len; i++) {
		const struct own_test *test = &column->tests[i];
		struct hl_error ignored;
		bool holds = false;

		if (hl_test_value(&test->test, &value, &holds, &ignored) != HL_OK)
			*bad |= test->terms;
		else if (!holds)
			left &= ~test->terms;
	}
	return left;
}

/* --- names to columns --- */

struct binding {
	struct hl_meter *m;
	const struct hl_meter_tables *tables;
	struct hl_error *err;
	size_t mistakes;
};

static void mistake(struct binding *b, const struct hl_error *where, const char *what) {
	struct hl_error why = *where;

	(void)hl_fail(&why, HL_EDATA, "%s", what);
	b->mistakes++;
	if (b->tables->mistakes)
		hl_mistakes_add(b->tables->mistakes, &why);
	else
		*b->err = why;
}

static void find(struct binding *b, const struct hl_reader *reader, struct own_column *column,
	const struct hl_error *where) {
	struct hl_error why = { 0 };

	if (hl_lead_find(hl_reader_header(reader), b->m->options.map, column->name, &column->at,
		    &why) != HL_OK) {
		column->at = HL_NO_COLUMN;
		mistake(b, where, why.text);
	}
}

/* Of "leads.status" the table is the leads, of any other name the log. */
static void bind_test(struct binding *b, const struct hl_condition *condition, uint64_t terms,
	const struct hl_error *where) {
	struct hl_own *own = b->m->options.own;
	struct hl_str rest = condition->column;
	bool is_lead = hl_str_eq(hl_str_cut(&rest, '.'), HL_STR("leads")) && rest.len > 0;
	struct own_column *column =
		is_lead ? own_column(&own->leads, rest) : own_column(&own->log, condition->column);

	if (is_lead && !b->tables->leads) {
		mistake(b, where, "what the leads say needs --leads FILE");
	} else {
		find(b, is_lead ? b->tables->leads : b->tables->log, column, where);
	}
	column->tests =
		hl_grow(column->tests, &column->cap, column->len + 1, sizeof(*column->tests));
	column->tests[column->len++] = (struct own_test){ condition->test, terms };
	column->terms |= terms;
	if (is_lead)
		own->by_account |= terms;
}

static void bind_tests(struct binding *b, size_t term, uint64_t terms) {
	const struct own_term *of = &b->m->options.own->terms[term];

	for (size_t i = 0; i < of->when.len; i++)
		bind_test(b, &of->when.at[i], terms, &of->when_cell);
}

/* Is one of "attempt|sms_reply" a signal? */
static bool has_signal(struct hl_str list) {
	while (list.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&list, '|'));
		size_t i = 0;

		while (i + 1 < types_len && !hl_str_same(types[i].name, name))
			i++;
		if (i + 1 == types_len)
			return true;
	}
	return false;
}

static void bind_term(struct binding *b, size_t number) {
	struct hl_own *own = b->m->options.own;
	const struct own_term *term = &own->terms[number];
	uint64_t bit = UINT64_C(1) << number;

	own->has_signals |= has_signal(term->types);
	bind_tests(b, number, bit);
	if (term->of != SIZE_MAX)
		bind_tests(b, term->of, bit);
	if (term->takes == TAKES_COLUMN) {
		struct own_column *column = own_column(&own->sums, term->column);

		find(b, b->tables->log, column, &term->value);
		column->terms |= bit;
	}
}

enum hl_status own_bind(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	struct binding binding = { .m = m, .tables = tables, .err = err };
	struct hl_own *own = m->options.own;
	uint64_t ignored = 0;

	if (!own)
		return HL_OK;
	own->by_account = own->accounts;
	for (size_t i = 0; i < own->terms_len; i++)
		bind_term(&binding, i);
	for (size_t i = 0; i < own->leads.len; i++)
		own->leads.at[i].blank = own_left(&own->leads.at[i], HL_STR(""), &ignored);
	return binding.mistakes ? HL_EDATA : HL_OK;
}
