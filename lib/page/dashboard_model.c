/*
 * dashboard_model.c - rows as figures: of which metric and group each is, and an order to find it.
 *
 * hl-metrics writes "Aspen/lhart", "Aspen/all" and "all", and behind a slash what a row is about
 * beside that: a stage, a bucket of days, a batch and its month. The metric says which.
 */
#include "dashboard.h"

#include <stdlib.h>
#include <string.h>

/* --- metrics --- */

const struct hl_metric *dash_known(struct hl_str name) {
	for (size_t i = 0; i < hl_metrics_len; i++)
		if (hl_str_eq(name, hl_str_of(hl_metrics[i].name)))
			return &hl_metrics[i];
	return NULL;
}

static bool is_suppression(struct hl_str name) {
	return hl_str_starts(name, HL_STR("supp"));
}

static void set_metrics(struct dash *dash, struct hl_keys *names) {
	for (struct dash_figure *figure = dash->first; figure; figure = figure->next)
		figure->metric = (uint32_t)hl_keys_add(names, figure->cells[DASH_METRIC]);
	dash->metrics_len = hl_keys_len(names);
	dash->metrics = hl_new_array(&dash->doc->arena, struct dash_metric, dash->metrics_len);
	for (size_t i = 0; i < dash->metrics_len; i++) {
		struct dash_metric *metric = &dash->metrics[i];
		struct hl_str name = hl_str_keep(&dash->doc->arena, hl_keys_at(names, i));
		const struct hl_metric *known = dash_known(name);

		metric->name = name;
		metric->known = known;
		metric->is_series = known ? !known->by_stage && !known->by_due && !known->by_batch
					  : !is_suppression(name);
	}
}

bool dash_metric_find(const struct dash *dash, struct hl_str name, uint32_t *metric) {
	for (size_t i = 0; i < dash->metrics_len; i++)
		if (hl_str_eq(dash->metrics[i].name, name)) {
			*metric = (uint32_t)i;
			return true;
		}
	return false;
}

/* --- groups --- */

/* Cut off what stands behind the last slash; all of it where there is none. */
static struct hl_str cut_last(struct hl_str *group) {
	size_t at = group->len;
	struct hl_str last;

	while (at > 0 && group->at[at - 1] != '/')
		at--;
	last = (struct hl_str){ group->at + at, group->len - at };
	group->len = at > 0 ? at - 1 : 0;
	return last;
}

static bool is_bucket(struct hl_str word) {
	static const char *const buckets[] = { "overdue", "today", "1-7", "8-14", "15-30", ">30" };

	for (size_t i = 0; i < HL_LEN(buckets); i++)
		if (hl_str_eq(word, hl_str_of(buckets[i])))
			return true;
	return false;
}

/* "2026-02", or a day of it. */
static bool is_month(struct hl_str word) {
	static const char form[] = "0000-00";

	for (size_t i = 0; i < strlen(form); i++)
		if (i >= word.len ||
			(form[i] == '0' ? !hl_is_digit(word.at[i]) : word.at[i] != form[i]))
			return false;
	return true;
}

/* What a row is about beside its group, which gets shorter. */
static struct hl_str cut_part(const struct dash_metric *metric, struct hl_str *group) {
	const struct hl_metric *known = metric->known;
	struct hl_str shorter = *group;
	struct hl_str part;

	if (metric->is_series || group->len == 0)
		return HL_STR("");
	part = cut_last(&shorter);
	if (known->by_due && !is_bucket(part))
		return HL_STR("");
	if (known->by_batch) {
		struct hl_str batch = part.len < group->len ? cut_last(&shorter) : HL_STR("");

		if (!is_month(batch))
			return HL_STR("");
		part = (struct hl_str){ batch.at, batch.len + 1 + part.len };
	}
	*group = shorter;
	return part;
}

/* "Aspen/all" is Aspen, "all" is "". */
static struct hl_str without_all(struct hl_str group) {
	struct hl_str shorter = group;

	while (group.len > 0 && hl_str_eq(cut_last(&shorter), HL_STR("all")))
		group = shorter;
	return group;
}

/* A slash behind as many as there are columns belongs to the last one's value. */
static void set_group(const struct dash *dash, struct dash_group *group, struct hl_str name) {
	struct hl_str rest = name;

	group->name = group->label = name;
	while (rest.len > 0) {
		struct hl_str whole = rest;
		struct hl_str head = hl_str_cut(&rest, '/');

		if (++group->depth == dash->dimensions_len)
			head = whole;
		if (group->depth == 1 && head.len < name.len)
			group->above = head;
		group->label = head;
		if (group->depth == dash->dimensions_len)
			return;
	}
}

/* Rows of suppression by group: "X/PAID" and, what X comes to, "X", which looks like a reason. */
static void set_suppressed(struct hl_keys *names, struct dash_figure *figure) {
	struct hl_str group = figure->cells[DASH_GROUP];
	bool is_total =
		hl_keys_find(names, group) != HL_NO_KEY || dash_is(figure->cells[DASH_NUM], "0");

	figure->part = is_total && !dash_is(group, "all") ? HL_STR("all") : cut_last(&group);
	figure->group = (uint32_t)hl_keys_add(names, without_all(group));
}

/* Groups of suppression last, so that those of all others are known. */
static void set_groups(struct dash *dash, struct hl_keys *names) {
	(void)hl_keys_add(names, HL_STR("")); /* all of them are number 0 */
	for (struct dash_figure *figure = dash->first; figure; figure = figure->next) {
		struct hl_str group = figure->cells[DASH_GROUP];

		if (is_suppression(figure->cells[DASH_METRIC]))
			continue;
		figure->part = cut_part(&dash->metrics[figure->metric], &group);
		figure->group = (uint32_t)hl_keys_add(names, without_all(group));
	}
	for (struct dash_figure *figure = dash->first; figure; figure = figure->next)
		if (is_suppression(figure->cells[DASH_METRIC]))
			set_suppressed(names, figure);
	dash->groups_len = hl_keys_len(names);
	dash->groups = hl_new_array(&dash->doc->arena, struct dash_group, dash->groups_len);
	for (size_t i = 0; i < dash->groups_len; i++)
		set_group(dash, &dash->groups[i],
			hl_str_keep(&dash->doc->arena, hl_keys_at(names, i)));
}

/* --- the order --- */

static int compare_numbers(int64_t a, int64_t b) {
	return (a > b) - (a < b);
}

static int compare_keys(const struct dash_figure *a, const struct dash_figure *b) {
	int order = compare_numbers(a->metric, b->metric);

	if (order == 0)
		order = compare_numbers(a->group, b->group);
	if (order == 0)
		order = hl_str_cmp(a->part, b->part);
	if (order == 0)
		order = compare_numbers(a->period.to, b->period.to);
	return order ? order : compare_numbers(a->period.from, b->period.from);
}

static int compare_figures(const void *left, const void *right) {
	const struct dash_figure *a = *(struct dash_figure *const *)left;
	const struct dash_figure *b = *(struct dash_figure *const *)right;
	int order = compare_keys(a, b);

	return order ? order : compare_numbers((int64_t)a->place, (int64_t)b->place);
}

/* "12.5" and "12.50" are one number. */
static bool is_same(struct hl_str a, struct hl_str b) {
	int64_t x, y;

	return hl_str_eq(a, b) || (hl_dec_read(a, &x) && hl_dec_read(b, &y) && x == y);
}

static void tell(const struct dash *dash, const struct dash_figure *kept,
	const struct dash_figure *more, size_t cell) {
	struct hl_error err = { .file = more->file, .line = more->line };

	(void)hl_fail(&err, HL_EDATA,
		"the same metric, group and period as line %zu of %s, but another %s", kept->line,
		kept->file ? kept->file : "the input", dash_names[cell]);
	hl_mistakes_add(dash->doc->options->mistakes, &err);
}

/* Two runs may have the same figure, one of them with more columns: together they have all. */
static void join(
	const struct dash *dash, struct dash_figure *kept, const struct dash_figure *more) {
	for (size_t i = DASH_VALUE; i < DASH_CELLS; i++) {
		if (kept->cells[i].len == 0)
			kept->cells[i] = more->cells[i];
		if (more->cells[i].len == 0 || is_same(kept->cells[i], more->cells[i]) ||
			i == DASH_FLAG)
			continue;
		tell(dash, kept, more, i);
		return;
	}
	if (more->cells[DASH_FLAG].len > kept->cells[DASH_FLAG].len)
		kept->cells[DASH_FLAG] = more->cells[DASH_FLAG];
}

static void set_order(struct dash *dash) {
	size_t kept = 0;

	dash->figures = hl_new_array(&dash->doc->arena, struct dash_figure *, dash->len + 1);
	for (struct dash_figure *figure = dash->first; figure; figure = figure->next)
		dash->figures[kept++] = figure;
	if (kept > 0)
		qsort(dash->figures, kept, sizeof(struct dash_figure *), compare_figures);
	kept = 0;
	for (size_t i = 0; i < dash->len; i++) {
		struct dash_figure *last = kept ? dash->figures[kept - 1] : NULL;

		if (last && compare_keys(last, dash->figures[i]) == 0)
			join(dash, last, dash->figures[i]);
		else
			dash->figures[kept++] = dash->figures[i];
	}
	dash->len = kept;
}

/* What has no period has no place among those that have one. */
static void check_periods(const struct dash *dash) {
	for (const struct dash_figure *figure = dash->first; figure; figure = figure->next) {
		if (figure->period.from != HL_NO_DAY || !dash->metrics[figure->metric].is_series)
			continue;
		struct hl_error err = { .file = figure->file, .line = figure->line };

		(void)hl_fail(&err, HL_EDATA,
			"no period: a dashboard takes rows without from and to of suppression "
			"alone");
		hl_mistakes_add(dash->doc->options->mistakes, &err);
	}
}

enum hl_status dash_build(struct dash *dash) {
	struct hl_mistakes *mistakes = dash->doc->options->mistakes;
	struct hl_keys *metrics = hl_keys_new();
	struct hl_keys *groups = hl_keys_new();
	size_t before = mistakes->len;

	set_metrics(dash, metrics);
	set_groups(dash, groups);
	hl_keys_free(groups);
	hl_keys_free(metrics);
	check_periods(dash);
	set_order(dash);
	return mistakes->len > before ? HL_EDATA : HL_OK;
}

/* --- looking up --- */

/* How many figures are before @key. */
static size_t place_of(const struct dash *dash, const struct dash_figure *key) {
	size_t low = 0;
	size_t high = dash->len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_keys(dash->figures[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t dash_span(const struct dash *dash, uint32_t metric, uint32_t group, size_t *len) {
	const struct dash_figure key = { .metric = metric,
		.group = group,
		.part = HL_STR(""),
		.period = { INT64_MIN, INT64_MIN } };
	size_t first = place_of(dash, &key);
	size_t end = first;

	while (end < dash->len && dash->figures[end]->metric == metric &&
		dash->figures[end]->group == group)
		end++;
	*len = end - first;
	return first;
}

struct dash_figure *dash_find(
	const struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	const struct dash_figure key = {
		.metric = metric, .group = group, .part = HL_STR(""), .period = period
	};
	size_t place = place_of(dash, &key);

	if (place == dash->len || compare_keys(dash->figures[place], &key) != 0)
		return NULL;
	return dash->figures[place];
}
