/* dashboard_view.c - whom the page is about, which period it opens with, which four cards. */
#include "dashboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- whom it is about --- */

static enum hl_status set_dimensions(struct dash *dash, struct hl_error *err) {
	const struct hl_view *view = &dash->doc->options->view;
	struct hl_str rest = view->by;

	if (rest.len == 0)
		rest = hl_str_eq(view->column, HL_STR("client")) ? view->column
								 : HL_STR("team,collector");
	while (rest.len > 0 && dash->dimensions_len < HL_LEN(dash->dimensions))
		dash->dimensions[dash->dimensions_len++] = hl_str_trim(hl_str_cut(&rest, ','));
	return rest.len == 0 ? HL_OK
			     : hl_fail(err, HL_EUSAGE, "--by: more than %zu columns",
				       HL_LEN(dash->dimensions));
}

/* The value that a group has in dimension @at, from 0 on; "" where it has none. */
static struct hl_str value_at(const struct dash *dash, const struct dash_group *group, size_t at) {
	struct hl_str rest = group->name;
	struct hl_str value = HL_STR("");

	if (at >= group->depth)
		return value;
	for (size_t i = 0; i <= at; i++) {
		struct hl_str whole = rest;

		value = hl_str_cut(&rest, '/');
		if (i + 1 == dash->dimensions_len)
			value = whole;
	}
	return value;
}

struct names {
	struct hl_str *at;
	size_t len;
};

/* What is asked for and not there: the nearest name, and the names there are, each once. */
static enum hl_status no_name(
	const char *said, struct hl_str name, const struct names *names, struct hl_error *err) {
	enum { ROOM = 200 };
	const struct hl_str *nearest = hl_nearest(name, names->at, names->len);
	struct hl_buf list = { 0 };
	char shown[60], near[60] = "";
	size_t i = 0;

	hl_printable(name, shown, sizeof(shown));
	if (nearest)
		hl_printable(*nearest, near, sizeof(near));
	for (; i < names->len && list.len < ROOM; i++) {
		char one[60];

		if (hl_str_find(names->at[i], names->at, i) < i)
			continue;
		hl_printable(names->at[i], one, sizeof(one));
		hl_buf_addf(&list, "%s%s", list.len ? ", " : "; there are ", one);
	}
	hl_fail(err, HL_EUSAGE, "%s %s%s%s%s%.*s%s", said, shown, nearest ? " (" : "", near,
		nearest ? "?)" : "", (int)list.len, list.at ? list.at : "",
		i < names->len ? " and more" : "");
	hl_buf_release(&list);
	return HL_EUSAGE;
}

static enum hl_status no_group(
	const struct dash *dash, size_t at, size_t hits, struct hl_error *err) {
	const struct hl_view *view = &dash->doc->options->view;
	struct names names = { hl_new_array(&dash->doc->arena, struct hl_str, dash->groups_len),
		0 };
	char shown[60], column[40], said[80];

	hl_printable(view->name, shown, sizeof(shown));
	hl_printable(view->column, column, sizeof(column));
	if (hits > 1)
		return hl_fail(err, HL_EUSAGE, "--%s: %s is in %zu groups", column, shown, hits);
	for (size_t i = 0; i < dash->groups_len; i++)
		if (dash->groups[i].depth == at + 1)
			names.at[names.len++] = value_at(dash, &dash->groups[i], at);
	(void)snprintf(said, sizeof(said), "--%s: no group has the name", column);
	return no_name(said, view->name, &names, err);
}

static enum hl_status set_root(struct dash *dash, struct hl_error *err) {
	const struct hl_view *view = &dash->doc->options->view;
	size_t hits = 0;
	size_t at = 0;

	if (view->column.len == 0)
		return HL_OK;
	while (at < dash->dimensions_len && !hl_str_eq(dash->dimensions[at], view->column))
		at++;
	if (at == dash->dimensions_len) {
		char column[40];

		hl_printable(view->column, column, sizeof(column));
		return hl_fail(err, HL_EUSAGE, "--%s: --by has no %s", column, column);
	}
	for (size_t i = 0; i < dash->groups_len; i++) {
		const struct dash_group *group = &dash->groups[i];

		if (group->depth != at + 1 || !hl_str_eq(value_at(dash, group, at), view->name))
			continue;
		dash->root = (uint32_t)i;
		hits++;
	}
	return hits == 1 ? HL_OK : no_group(dash, at, hits, err);
}

static bool is_within(const struct dash_group *group, const struct dash_group *root) {
	return root->depth == 0 || hl_str_eq(group->name, root->name) ||
	       (hl_str_starts(group->name, root->name) && group->name.at[root->name.len] == '/' &&
		       group->depth > root->depth);
}

/* Those who are ranked have a value in each column; those who are compared in the first. */
static void set_lists(struct dash *dash) {
	const struct dash_group *root = &dash->groups[dash->root];
	size_t depth = dash->dimensions_len;
	bool is_ranked = depth > 1 || hl_str_eq(dash->dimensions[0], HL_STR("collector"));

	dash->teams = hl_new_array(&dash->doc->arena, uint32_t, dash->groups_len);
	dash->leaders = hl_new_array(&dash->doc->arena, uint32_t, dash->groups_len);
	for (size_t i = 0; i < dash->groups_len; i++) {
		struct dash_group *group = &dash->groups[i];

		group->is_shown = is_within(group, root);
		if (!group->is_shown || group->depth <= root->depth)
			continue;
		if (is_ranked && group->depth == depth)
			dash->leaders[dash->leaders_len++] = (uint32_t)i;
		else if (group->depth == 1)
			dash->teams[dash->teams_len++] = (uint32_t)i;
	}
}

/* --- which days, which period --- */

/* How well a period opens the page: thirty days, four weeks, else the longest there is. */
static int64_t fitness(struct dash_period period) {
	int64_t days = period.to - period.from;

	return days == 30 ? INT64_MAX : days == 28 ? INT64_MAX - 1 : days;
}

static void look_at_period(struct dash *dash, struct dash_period period) {
	struct dash_period *best = &dash->period;

	if (period.from == HL_NO_DAY)
		return;
	if (dash_is_day(period)) {
		if (dash->days.to == 0 || period.from < dash->days.from)
			dash->days.from = period.from;
		if (dash->days.to == 0 || period.to > dash->days.to)
			dash->days.to = period.to;
	}
	if (best->to == best->from || period.to > best->to ||
		(period.to == best->to && fitness(period) > fitness(*best)))
		*best = period;
}

static void set_periods(struct dash *dash) {
	dash->days = (struct dash_period){ 0, 0 };
	for (uint32_t i = 0; i < dash->metrics_len; i++) {
		size_t len;
		size_t first = dash_span(dash, i, dash->root, &len);

		for (size_t k = 0; dash->metrics[i].is_series && k < len; k++)
			look_at_period(dash, dash->figures[first + k]->period);
	}
	/* Nothing but days: the last thirty of them. */
	if (dash_is_day(dash->period) && dash_days(dash->days) > 1) {
		dash->period = dash->days;
		if (dash_days(dash->period) > 30)
			dash->period.from = dash->period.to - 30;
	}
}

/* --- parts --- */

int dash_by_place(const void *left, const void *right) {
	const struct dash_figure *a = *(struct dash_figure *const *)left;
	const struct dash_figure *b = *(struct dash_figure *const *)right;

	return (a->place > b->place) - (a->place < b->place);
}

static bool is_newer(struct dash_period a, struct dash_period b) {
	return a.to != b.to ? a.to > b.to : a.from < b.from;
}

struct dash_figure **dash_parts(struct dash *dash, struct hl_str metric, size_t *len) {
	struct dash_figure **parts;
	struct dash_period newest;
	uint32_t number;
	size_t first, count;

	*len = 0;
	if (!dash_metric_find(dash, metric, &number))
		return NULL;
	first = dash_span(dash, number, dash->root, &count);
	parts = hl_new_array(&dash->doc->arena, struct dash_figure *, count + 1);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || is_newer(dash->figures[first + i]->period, newest))
			newest = dash->figures[first + i]->period;
	for (size_t i = 0; i < count; i++) {
		const struct dash_period period = dash->figures[first + i]->period;

		if (period.from == newest.from && period.to == newest.to)
			parts[(*len)++] = dash->figures[first + i];
	}
	if (*len > 0)
		qsort(parts, *len, sizeof(struct dash_figure *), dash_by_place);
	return parts;
}

/* --- which cards --- */

static bool has_figures(const struct dash *dash, uint32_t metric) {
	size_t len;

	(void)dash_span(dash, metric, dash->root, &len);
	return dash->metrics[metric].is_series && len > 0;
}

/* Is there anything to tell of a group in the period that is shown? */
static bool says(struct dash *dash, uint32_t metric, uint32_t group) {
	const struct dash_figure *figure = dash_figure(dash, metric, group, dash->period);

	return figure && figure->cells[DASH_VALUE].len > 0;
}

static bool has_value(struct dash *dash, uint32_t metric) {
	return has_figures(dash, metric) && says(dash, metric, dash->root);
}

static void add_card(struct dash *dash, uint32_t metric) {
	for (size_t i = 0; i < dash->cards_len; i++)
		if (dash->cards[i] == metric)
			return;
	if (dash->cards_len < HL_LEN(dash->cards) && has_figures(dash, metric))
		dash->cards[dash->cards_len++] = metric;
}

static enum hl_status no_card(const struct dash *dash, struct hl_str name, struct hl_error *err) {
	struct names names = { hl_new_array(&dash->doc->arena, struct hl_str, dash->metrics_len),
		0 };

	for (uint32_t i = 0; i < dash->metrics_len; i++)
		if (has_figures(dash, i))
			names.at[names.len++] = dash->metrics[i].name;
	return no_name("--cards: the input has no figures of", name, &names, err);
}

static enum hl_status add_cards(struct dash *dash, struct hl_str list, struct hl_error *err) {
	while (list.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&list, ','));
		size_t before = dash->cards_len;
		uint32_t metric;
		char shown[60];

		hl_printable(name, shown, sizeof(shown));
		if (before == HL_LEN(dash->cards))
			return hl_fail(err, HL_EUSAGE, "--cards: more than %zu", before);
		if (!dash_metric_find(dash, name, &metric) || !has_figures(dash, metric))
			return no_card(dash, name, err);
		add_card(dash, metric);
		if (before == dash->cards_len)
			return hl_fail(err, HL_EUSAGE, "--cards: %s is there twice", shown);
	}
	return HL_OK;
}

static enum hl_status set_cards(struct dash *dash, struct hl_error *err) {
	static const char *const first[] = { "rph", "coll", "rpc_att", "kept" };
	struct hl_str asked = dash->doc->options->view.cards;
	uint32_t metric;

	if (asked.len > 0)
		return add_cards(dash, asked, err);
	for (size_t i = 0; i < HL_LEN(first); i++)
		if (dash_metric_find(dash, hl_str_of(first[i]), &metric) && has_value(dash, metric))
			add_card(dash, metric);
	for (uint32_t i = 0; i < dash->metrics_len; i++)
		if (has_value(dash, i))
			add_card(dash, i);
	for (uint32_t i = 0; i < dash->metrics_len; i++)
		add_card(dash, i);
	return HL_OK;
}

/* What there is to be seen stands first. */
static void sort_cards(struct dash *dash) {
	uint32_t blank[HL_LEN(dash->cards)];
	size_t blanks = 0;
	size_t len = 0;

	for (size_t i = 0; i < dash->cards_len; i++) {
		if (says(dash, dash->cards[i], dash->root))
			dash->cards[len++] = dash->cards[i];
		else
			blank[blanks++] = dash->cards[i];
	}
	for (size_t i = 0; i < blanks; i++)
		dash->cards[len + i] = blank[i];
}

/* Of the cards the one that says something of most groups: it is charted, and ranked by. */
static void set_chosen(struct dash *dash) {
	size_t most = 0;

	for (size_t i = 0; i < dash->cards_len; i++) {
		size_t count = 1;

		for (size_t k = 0; k < dash->teams_len; k++)
			count += !dash_is_nobody(dash, dash->teams[k]) &&
				 says(dash, dash->cards[i], dash->teams[k]);
		for (size_t k = 0; k < dash->leaders_len; k++)
			count += !dash_is_nobody(dash, dash->leaders[k]) &&
				 says(dash, dash->cards[i], dash->leaders[k]);
		if (count > most)
			dash->chosen = dash->cards[i];
		most = count > most ? count : most;
	}
}

enum hl_status dash_look(struct dash *dash, struct hl_error *err) {
	enum hl_status status = set_dimensions(dash, err);

	if (status == HL_OK)
		status = dash_build(dash);
	if (status == HL_OK)
		status = set_root(dash, err);
	if (status != HL_OK)
		return status;
	dash_look_at_log(dash);
	dash_name_groups(dash);
	set_lists(dash);
	set_periods(dash);
	status = set_cards(dash, err);
	sort_cards(dash);
	set_chosen(dash);
	return status;
}
