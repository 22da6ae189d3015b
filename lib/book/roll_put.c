/*
 * roll_put.c - roll rates as rows.
 *
 * To add one: a row of hl_roll_metrics[] with the kinds of flows that it adds up, and its name in
 * man/hl-roll.7. Of each bucket the kinds together are all of it.
 */
#include "roll.h"

#include <stdlib.h>

/* What becomes of what a bucket had; the rest of the bits say how it is told. */
enum {
	FORWARD = 1,
	STABLE = 2,
	BACK = 4,
	CURE = 8,
	PAID = 16,
	GONE = 32,
	MATRIX = 64,   /* each flow by itself */
	INFLOW = 128,  /* of the second snapshot */
	ACCOUNTS = 256 /* counted, and not by balance */
};

const struct hl_book_metric hl_roll_metrics[] = {
	{ "roll", "%", "balance that went from one bucket to the other / balance of the first",
		MATRIX },
	{ "roll_acct", "%", "the same of accounts", MATRIX | ACCOUNTS },
	{ "roll_forward", "%", "balance that is in any later bucket now / balance of the bucket",
		FORWARD },
	{ "stable", "%", "balance that is in the same / balance of the bucket", STABLE },
	{ "roll_back", "%", "balance that is in an earlier one, but is not current / balance",
		BACK },
	{ "cure", "%", "balance that is current again / balance of the bucket", CURE },
	{ "paid", "%", "balance that is paid now / balance of the bucket", PAID },
	{ "gone", "%", "balance that is not in the second snapshot / balance of the bucket", GONE },
	{ "inflow", "%", "balance that came from no bucket / balance of the bucket in the second",
		INFLOW },
	{ "inflow_acct", "%", "the same of accounts", INFLOW | ACCOUNTS },
};
const size_t hl_roll_metrics_len = HL_LEN(hl_roll_metrics);

/* A group, or all. */
struct side {
	struct hl_str name; /* "" of all */
	const struct flow *flows;
	const struct flow *marks;
};

struct telling {
	const struct hl_roll *r;
	const struct hl_book_metric *metric;
	struct report *report;
	const struct side *side;
};

static unsigned kind_of(const struct buckets *buckets, size_t from, size_t to) {
	if (to == buckets->len)
		return PAID;
	if (to > buckets->len)
		return GONE;
	if (to == from)
		return STABLE;
	if (to > from)
		return FORWARD;
	return to == 0 && buckets->has_current ? CURE : BACK;
}

static void flow_move(struct flow *to, const struct flow *from) {
	to->balance += from->balance;
	to->accounts += from->accounts;
}

/* What the bucket had, of the kinds that are asked for; all of them: what it had. */
static struct flow sum_of(const struct telling *t, size_t from, unsigned kinds) {
	const struct buckets *buckets = &t->r->buckets;
	struct flow sum = { 0 };

	for (size_t to = 0; to < buckets->len + 2; to++)
		if (kinds & kind_of(buckets, from, to))
			flow_move(&sum, &t->side->flows[flow_at(buckets, from, to)]);
	return sum;
}

static struct figure figure_of(
	const struct telling *t, const struct flow *part, const struct flow *whole) {
	bool counts = t->metric->what & ACCOUNTS;

	return (struct figure){ .num = counts ? (hl_wide)part->accounts * HL_ONE : part->balance,
		.den = counts ? (hl_wide)whole->accounts * HL_ONE : whole->balance,
		.has_ends = counts,
		.n = whole->accounts };
}

/* --- rows --- */

static struct hl_str end_name(const struct buckets *buckets, size_t to) {
	if (to < buckets->len)
		return buckets->at[to].name;
	return to == buckets->len ? HL_STR("paid") : HL_STR("gone");
}

static void tell_matrix(const struct telling *t, struct hl_buf *name) {
	const struct buckets *buckets = &t->r->buckets;

	for (size_t from = 0; from < buckets->len; from++) {
		struct flow whole = sum_of(t, from, ~0U);

		for (size_t to = 0; to < buckets->len + 2; to++) {
			struct figure figure =
				figure_of(t, &t->side->flows[flow_at(buckets, from, to)], &whole);

			name->len = 0;
			hl_buf_add(name, buckets->at[from].name);
			hl_buf_add_char(name, '/');
			hl_buf_add(name, end_name(buckets, to));
			report_figure(
				t->report, t->metric, t->side->name, hl_buf_str(name), &figure);
		}
	}
}

/* The row of all buckets; of all groups it is called all. */
static void tell_total(const struct telling *t, struct figure *figure) {
	report_figure(t->report, t->metric, t->side->name,
		t->side->name.len ? HL_STR("") : HL_STR("all"), figure);
}

/* Who was settled in the first snapshot is in no bucket: that is said where the paid are. */
static void tell_kinds(const struct telling *t) {
	const struct buckets *buckets = &t->r->buckets;
	struct flow parts = { 0 };
	struct flow wholes = { 0 };
	struct figure figure;

	for (size_t from = 0; from < buckets->len; from++) {
		struct flow whole = sum_of(t, from, ~0U);
		struct flow part = sum_of(t, from, t->metric->what);

		figure = figure_of(t, &part, &whole);
		report_figure(t->report, t->metric, t->side->name, buckets->at[from].name, &figure);
		flow_move(&parts, &part);
		flow_move(&wholes, &whole);
	}
	figure = figure_of(t, &parts, &wholes);
	if (t->metric->what & PAID) {
		figure.flag = "settled";
		figure.flagged = t->side->marks[0].accounts;
	}
	tell_total(t, &figure);
}

static void tell_inflow(const struct telling *t) {
	const struct buckets *buckets = &t->r->buckets;
	struct flow parts = { 0 };
	struct flow wholes = { 0 };
	struct figure figure;

	for (size_t i = 0; i < buckets->len; i++) {
		const struct flow *part = &t->side->flows[flow_fresh(buckets, i)];
		const struct flow *whole = &t->side->flows[flow_there(buckets, i)];

		figure = figure_of(t, part, whole);
		report_figure(t->report, t->metric, t->side->name, buckets->at[i].name, &figure);
		flow_move(&parts, part);
		flow_move(&wholes, whole);
	}
	figure = figure_of(t, &parts, &wholes);
	figure.flag = "reopened";
	figure.flagged = t->side->marks[1].accounts;
	tell_total(t, &figure);
}

static void tell(const struct telling *t, struct hl_buf *name) {
	if (t->metric->what & MATRIX)
		tell_matrix(t, name);
	else if (t->metric->what & INFLOW)
		tell_inflow(t);
	else
		tell_kinds(t);
}

/* --- groups --- */

/* All groups together are the last. */
static void add_up(const struct hl_roll *r, struct flow *flows, struct flow *marks) {
	size_t each = flows_per_group(&r->buckets);

	for (size_t group = 0; group < r->groups_len; group++) {
		for (size_t i = 0; i < each; i++)
			flow_move(&flows[i], &flows_of(r, group)[i]);
		flow_move(&marks[0], &r->marks[2 * group]);
		flow_move(&marks[1], &r->marks[2 * group + 1]);
	}
}

static void tell_groups(const struct telling *of_all, const size_t *order, struct hl_buf *name) {
	const struct hl_roll *r = of_all->r;

	for (size_t i = 0; i < r->groups_len && r->ask.by_len > 0; i++) {
		const struct side side = { hl_keys_at(r->groups, order[i]), flows_of(r, order[i]),
			&r->marks[2 * order[i]] };
		struct telling t = *of_all;

		t.side = &side;
		tell(&t, name);
	}
}

enum hl_status hl_roll_put(
	struct hl_roll *r, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct report report = { .ask = &r->ask, .dialect = dialect, .to = to };
	struct flow *flows = hl_claim(flows_per_group(&r->buckets), sizeof(*flows));
	size_t *order = keys_in_order(r->groups);
	struct flow marks[2] = { 0 };
	const struct side all = { HL_STR(""), flows, marks };
	struct hl_buf name = { 0 };

	(void)err;
	add_up(r, flows, marks);
	report_names(&report);
	for (size_t i = 0; i < hl_roll_metrics_len; i++) {
		const struct telling t = { r, &hl_roll_metrics[i], &report, &all };
		bool is_money = !(t.metric->what & ACCOUNTS);

		if (!r->ask.choice.chosen[i])
			continue;
		tell_groups(&t, order, &name);
		/* Of two currencies there is no sum. */
		if (!(is_money && r->is_mixed))
			tell(&t, &name);
	}
	r->counts.figures = report.figures;
	hl_buf_release(&name);
	free(order);
	free(flows);
	return HL_OK;
}
