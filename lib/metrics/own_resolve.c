/* own_resolve.c - rows of the user's metrics put together: parts of what, in which unit. */
#include "own_load.h"

#include "figure.h"

/* The rows of one part of a metric. */
struct terms {
	size_t first, len; /* the first of them, and how many there are */
	bool adds_column, counts_accounts;
};

static struct terms terms_of(const struct hl_own *own, size_t metric, bool is_den) {
	struct terms terms = { 0 };

	for (size_t i = own->terms_len; i-- > 0;) {
		const struct own_term *term = &own->terms[i];

		if (term->metric != metric || term->is_den != is_den)
			continue;
		terms.first = i;
		terms.len++;
		terms.adds_column |= term->takes == TAKES_COLUMN;
		terms.counts_accounts |= term->takes == TAKES_ACCOUNTS;
	}
	return terms;
}

/* A row without types is about those of the one row of the denominator. */
static void resolve_term(struct own_loader *l, struct own_term *term, const struct terms *den) {
	if (term->types.len > 0)
		return;
	if (term->is_den || den->len == 0) {
		own_mistake(l, &term->field,
			"a type of event such as attempt, several as in payment|reversal, or *");
		return;
	}
	if (den->len > 1) {
		own_mistake(l, &term->field,
			"the den has several rows: say which type of event is meant");
		return;
	}
	term->of = den->first;
	if (!term->is_value_given) {
		const struct own_term *whole = &l->own->terms[den->first];

		term->takes = whole->takes;
		term->column = whole->column;
		term->is_less = whole->is_less;
	}
}

/* Accounts of two rows may be the same ones; money and events are not of one kind. */
static void check_kinds(struct own_loader *l, size_t metric, bool is_den) {
	const struct terms terms = terms_of(l->own, metric, is_den);

	if (terms.len < 2)
		return;
	if (terms.counts_accounts)
		own_mistake(l, &l->own->terms[terms.first].where,
			"accounts are counted by one row, of several types as in attempt|note");
	for (size_t i = terms.first; terms.adds_column && i < l->own->terms_len; i++) {
		const struct own_term *term = &l->own->terms[i];

		if (term->metric == metric && term->is_den == is_den && term->takes != TAKES_COLUMN)
			own_mistake(l, &term->value,
				"the other rows of this part add up a column, this one does not");
	}
}

/* Is the numerator by its making among what the denominator counts? */
static bool is_share(const struct hl_own *own, const struct terms *num, const struct terms *den) {
	const struct own_term *part = &own->terms[num->first];

	return num->len == 1 && den->len == 1 && part->of == den->first &&
	       part->takes != TAKES_COLUMN && part->takes == own->terms[den->first].takes;
}

static void resolve_metric(struct own_loader *l, size_t metric) {
	struct hl_own *own = l->own;
	struct own_metric *more = &own->more[metric];
	struct terms den = terms_of(own, metric, true);
	struct terms num;
	const char *what;
	bool is_part;

	for (size_t i = 0; i < own->terms_len; i++)
		if (own->terms[i].metric == metric)
			resolve_term(l, &own->terms[i], &den);
	num = terms_of(own, metric, false);
	if (num.len == 0) {
		if (!more->is_cut)
			own_mistake(l, &more->where, "the metric has no row with the part num");
		return;
	}
	check_kinds(l, metric, false);
	check_kinds(l, metric, true);
	is_part = is_share(own, &num, &den);
	if (!more->unit.name)
		more->unit = *own_unit_default(den.len > 0, is_part, own->terms[num.first].column);
	what = own_unit_mistake(&more->unit, den.len > 0);
	if (what)
		own_mistake(l, &more->unit_where, what);
	own->metrics[metric].interval = is_part ? &wilson : NULL;
	if (!own->metrics[metric].help)
		own->metrics[metric].help = den.len > 0 ? "num / den, of a table of metrics"
							: "num, of a table of metrics";
}

void own_resolve(struct own_loader *l) {
	struct hl_own *own = l->own;

	for (size_t i = 0; i < own->metrics_len; i++)
		resolve_metric(l, i);
	for (size_t i = 0; i < own->metrics_len; i++) {
		own->metrics[i].own = &own->more[i];
		own->metrics[i].unit = &own->more[i].unit;
	}
	for (size_t i = 0; i < own->terms_len; i++) {
		struct own_metric *more = &own->more[own->terms[i].metric];
		uint64_t bit = UINT64_C(1) << i;

		if (own->terms[i].is_den)
			more->den |= bit;
		else
			more->num |= bit;
		if (own->terms[i].takes == TAKES_ACCOUNTS)
			own->accounts |= bit;
	}
}
