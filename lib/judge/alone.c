/* alone.c - what the score, each column and each rule tell by themselves. */
#include "apart.h"

#include <math.h>
#include <stdlib.h>

/* What one column or rule alone hardly ever knows before the outcome. */
enum { LEAK_IV = 1 };

/* Outcomes that chance alone would hardly ever bring: that a rule hits each time. */
#define HARDLY_EVER 1e-6

static struct figure apart(const struct boths *bins, uint64_t n) {
	uint64_t empty;
	double sum;
	bool has = boths_apart(bins, &sum, &empty);
	struct figure figure = has ? figure_of(sum, n) : figure_none(n);

	if (has)
		figure_count(&figure, "empty", empty);
	return figure;
}

static bool knows_too_much(const struct figure *iv) {
	return iv->has_value && iv->value > LEAK_IV * HL_ONE;
}

static const struct view *total_view(const struct hl_judge_report *report) {
	return &report->views->at[report->views->len - 1];
}

/* --- against the reference --- */

/* A group of which the reference has no leads. */
static struct figure without_reference(uint64_t n) {
	struct figure figure = figure_none(n);

	figure_flag(&figure, "no_reference");
	return figure;
}

static struct figure psi_of(const struct hl_judge *j, const struct view *view) {
	static const struct pile nobody;
	const struct slice *now = slice_find(&j->now, view->name);
	const struct slice *then = slice_find(&j->then, view->name);
	struct boths bins = { 0 };
	struct figure figure;

	if (!view->is_total && !then)
		return without_reference(now->leads);
	if (view->is_total)
		boths_of_scores(&bins, &j->then.open, &view->pile, &j->now.open);
	else
		boths_of_scores(&bins, &then->scores, &nobody, &now->scores);
	figure = apart(&bins, view->is_total ? j->now.counts.leads : now->leads);
	free(bins.at);
	return figure;
}

enum hl_status tell_psi(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, psi_of);
}

static struct figure csi_of(const struct hl_judge *j, const struct view *view, size_t column) {
	const struct slice *now = slice_find(&j->now, view->name);
	const struct slice *then = slice_find(&j->then, view->name);
	struct boths bins = { 0 };
	struct figure figure;

	if (!view->is_total && !then)
		return without_reference(now->leads);
	if (view->is_total)
		boths_of_time(&bins, &j->then.columns[column], &j->now.columns[column]);
	else
		boths_of_time(&bins, &then->columns[column], &now->columns[column]);
	figure = apart(&bins, view->is_total ? j->now.counts.leads : now->leads);
	free(bins.at);
	return figure;
}

enum hl_status tell_csi(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	const struct hl_judge *j = report->j;
	enum hl_status status = HL_OK;
	struct hl_buf name = { 0 };

	for (size_t i = 0; i < report->views->len; i++)
		for (size_t k = 0; status == HL_OK && k < j->alone_len; k++) {
			const struct view *view = &report->views->at[i];
			struct figure figure = csi_of(j, view, k);

			figure.group = view_part(&name, view, j->alone[k]);
			status = put_figure(report, metric, &figure);
		}
	hl_buf_release(&name);
	return status;
}

/* --- rules --- */

/* A rule, and the leads for which it did not fire. */
struct told {
	struct hl_str name;
	struct both fired, rest, all;
};

static int by_name(const void *left, const void *right) {
	const struct told *a = left;
	const struct told *b = right;

	return hl_str_cmp(a->name, b->name);
}

static struct told *rules_of(const struct hl_judge_report *report, size_t *len) {
	const struct rules *rules = &report->j->rules;
	const struct view *view = total_view(report);
	struct told *told;

	*len = hl_keys_len(rules->names);
	told = hl_claim(*len, sizeof(*told));
	for (size_t i = 0; i < *len; i++) {
		const struct rule *rule = &rules->rules[i];

		told[i] = (struct told){ .name = hl_keys_at(rules->names, i),
			.fired = { .a = rule->pos, .b = rule->neg },
			.rest = { .a = view->pos - rule->pos, .b = view->neg - rule->neg },
			.all = { .a = view->pos, .b = view->neg } };
	}
	if (*len > 1)
		qsort(told, *len, sizeof(*told), by_name);
	return told;
}

/* Every time, and that more often than chance would ever have it. */
static bool always_hits(const struct hl_judge *j, const struct told *told) {
	double rate = (double)told->all.a / (double)(told->all.a + told->all.b);

	return told->fired.b == 0 && told->fired.a >= j->options.min_n && told->fired.a > 0 &&
	       pow(rate, (double)told->fired.a) < HARDLY_EVER;
}

static struct figure rule_iv(const struct hl_judge *j, const struct told *told) {
	struct boths bins = { 0 };
	struct figure figure;

	boths_add(&bins, told->fired);
	boths_add(&bins, told->rest);
	figure = apart(&bins, told->all.a + told->all.b);
	if (knows_too_much(&figure) || always_hits(j, told))
		figure_flag(&figure, "leak");
	free(bins.at);
	return figure;
}

static struct figure rule_woe(const struct hl_judge *j, const struct told *told) {
	uint64_t n = told->fired.a + told->fired.b;
	bool has = n > 0 && told->all.a > 0 && told->all.b > 0;
	struct figure figure =
		has ? figure_of(both_woe(&told->fired, &told->all), n) : figure_none(n);

	(void)j;
	if (has && (told->fired.a == 0 || told->fired.b == 0))
		figure_count(&figure, "empty", 1);
	return figure;
}

static struct figure rule_fired(const struct hl_judge *j, const struct told *told) {
	(void)j;
	return figure_share(told->fired.a + told->fired.b, told->all.a + told->all.b);
}

static struct figure rule_hits(const struct hl_judge *j, const struct told *told) {
	struct figure figure = figure_share(told->fired.a, told->fired.a + told->fired.b);

	if (always_hits(j, told))
		figure_flag(&figure, "leak");
	return figure;
}

static enum hl_status tell_rules(struct hl_judge_report *report,
	const struct hl_judge_metric *metric,
	struct figure (*figure_of_rule)(const struct hl_judge *j, const struct told *told)) {
	size_t len;
	struct told *told = rules_of(report, &len);
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < len; i++) {
		struct figure figure = figure_of_rule(report->j, &told[i]);

		figure.group = told[i].name;
		status = put_figure(report, metric, &figure);
	}
	free(told);
	return status;
}

enum hl_status tell_iv(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	const struct hl_judge *j = report->j;
	const struct view *view = total_view(report);
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < j->alone_len; i++) {
		struct boths bins = { 0 };
		struct figure figure;

		boths_of_label(&bins, &j->now.columns[i], j->options.min_n);
		figure = apart(&bins, view->pos + view->neg);
		figure.group = j->alone[i];
		if (knows_too_much(&figure))
			figure_flag(&figure, "leak");
		free(bins.at);
		status = put_figure(report, metric, &figure);
	}
	return status == HL_OK ? tell_rules(report, metric, rule_iv) : status;
}

enum hl_status tell_woe(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return tell_rules(report, metric, rule_woe);
}

enum hl_status tell_fired(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return tell_rules(report, metric, rule_fired);
}

enum hl_status tell_hit_rate(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return tell_rules(report, metric, rule_hits);
}
