/* dashboard_bars.c - groups beside each other: who leads, and how teams compare. */
#include "dashboard.h"

#include "hl/guide.h"

#include <stdlib.h>

/* So many are drawn; the table has all of them. */
enum { LEADERS = 10, TEAMS = 30 };

void dash_put_linked(struct dash *dash, uint32_t group) {
	struct hl_export *doc = dash->doc;
	const struct dash_group *of = &dash->groups[group];
	const struct hl_link *link = dash_link(dash, group);

	if (link) {
		hl_put(doc, "<a");
		html_put_href(doc, link->path);
		hl_put(doc, ">");
	}
	dash_put_group(dash, of, false);
	hl_put(doc, link ? "</a>" : "");
	if (dash->groups[dash->root].depth + 1 < of->depth)
		dash_put_above(dash, of);
}

/* --- a bar --- */

unsigned dash_share(int64_t dec, int64_t most) {
	if (dec <= 0 || most <= 0)
		return 0;
	return dec >= most ? 1000 : (unsigned)((hl_wide)dec * 1000 / most);
}

void dash_put_bar(struct dash *dash, const struct dash_bar *bar) {
	struct hl_buf *out = &dash->doc->out;

	hl_put(dash->doc, "<svg class=\"bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" "
			  "aria-hidden=\"true\">");
	hl_buf_addf(out, "<rect class=\"fill\" width=\"%u\" height=\"20\"/>",
		dash_share(bar->value, bar->most));
	if (bar->has_interval)
		hl_buf_addf(out, "<path class=\"whisker\" d=\"M%u 10H%u\"/>",
			dash_share(bar->lo, bar->most), dash_share(bar->hi, bar->most));
	hl_put(dash->doc, "</svg>");
}

struct dash_bar dash_bar_of(const struct dash_figure *figure) {
	struct dash_bar bar = { 0 };

	(void)dash_dec(figure, DASH_VALUE, &bar.value);
	bar.has_interval = dash_dec(figure, DASH_LO, &bar.lo) && dash_dec(figure, DASH_HI, &bar.hi);
	return bar;
}

/* --- their order, that of hl-metrics --order lo --- */

struct standing {
	struct dash_figure *figure;
	bool has_bound; /* behind all others otherwise */
	int64_t bound;  /* the more the better */
	size_t place;
};

static int compare_standings(const void *left, const void *right) {
	const struct standing *a = left;
	const struct standing *b = right;

	if (a->has_bound != b->has_bound)
		return a->has_bound ? -1 : 1;
	if (a->bound != b->bound)
		return a->bound > b->bound ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

static struct standing standing_of(
	const struct dash *dash, struct dash_figure *figure, size_t place) {
	const struct dash_metric *metric = &dash->metrics[figure->metric];
	bool is_less = metric->known && metric->known->is_less_better;
	struct standing at = { .figure = figure, .place = place };

	at.has_bound = dash_dec(figure, is_less ? DASH_HI : DASH_LO, &at.bound);
	if (!at.has_bound)
		(void)dash_dec(figure, DASH_VALUE, &at.bound);
	at.bound = is_less ? -at.bound : at.bound;
	return at;
}

/* Those of @groups that have a value, best first; without a name nobody is ranked. */
static size_t rank(
	struct dash *dash, const uint32_t *groups, size_t len, struct dash_figure **figures) {
	struct standing *standings = hl_new_array(&dash->doc->arena, struct standing, len + 1);
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		struct dash_figure *figure =
			dash_figure(dash, dash->chosen, groups[i], dash->period);
		int64_t dec;

		if (dash_dec(figure, DASH_VALUE, &dec) && !dash_is_nobody(dash, groups[i])) {
			standings[count] = standing_of(dash, figure, i);
			count++;
		}
	}
	if (count > 0)
		qsort(standings, count, sizeof(*standings), compare_standings);
	for (size_t i = 0; i < count; i++)
		figures[i] = standings[i].figure;
	return count;
}

/* --- a list of them --- */

bool dash_has_bar(const struct dash *dash, const struct dash_figure *figure) {
	return figure->group != dash->root || figure->cells[DASH_DEN].len > 0;
}

int64_t dash_most(const struct dash *dash, struct dash_figure *const *figures, size_t len) {
	int64_t most = 0;
	int64_t value = 0;
	int64_t dec;

	for (size_t i = 0; i < len; i++) {
		if (!dash_has_bar(dash, figures[i]))
			continue;
		if (dash_dec(figures[i], DASH_VALUE, &dec) && dec > value)
			value = dec;
		if (dash_dec(figures[i], DASH_HI, &dec) && dec > most)
			most = dec;
	}
	/* An interval of a few observations must not make all bars short. */
	if (most - value > value)
		most = 2 * value;
	return most > value ? most : value;
}

/* By what it is ranked, and what became of it, in the colour of what that is worth. */
static void put_standing(struct dash *dash, const struct dash_figure *figure, bool is_ranked) {
	const struct hl_metric *known = dash->metrics[figure->metric].known;
	enum dash_cell bound = known && known->is_less_better ? DASH_HI : DASH_LO;
	bool has_bound = is_ranked && figure->cells[bound].len > 0;
	struct hl_export *doc = dash->doc;

	if (!has_bound && !dash_has_change(figure))
		return;
	hl_put(doc, "<span class=\"standing\"><span>");
	if (has_bound) {
		hl_put(doc, bound == DASH_LO ? "at least " : "at most ");
		dash_put_cell(dash, figure, bound);
	}
	hl_put(doc, "</span>");
	if (dash_has_change(figure)) {
		hl_buf_addf(
			&doc->out, " <span class=\"change %s\">", dash_judge(dash, figure).name);
		dash_put_change(dash, figure);
		hl_put(doc, "</span>");
	}
	hl_put(doc, "</span>");
}

static void put_name(struct dash *dash, uint32_t group) {
	hl_put(dash->doc, "<span class=\"name\">");
	dash_put_linked(dash, group);
	hl_put(dash->doc, "</span>");
}

static void put_item(
	struct dash *dash, const struct dash_figure *figure, int64_t most, bool is_ranked) {
	struct hl_export *doc = dash->doc;
	struct dash_bar bar = dash_bar_of(figure);
	struct hl_buf flags = { 0 };

	bar.most = most;
	hl_put(doc, figure->group == dash->root ? "<li class=\"total\">" : "<li>");
	put_name(dash, figure->group);
	hl_put(doc, "<span class=\"value\">");
	dash_put_cell(dash, figure, DASH_VALUE);
	hl_put(doc, "</span>");
	if (dash_has_bar(dash, figure))
		dash_put_bar(dash, &bar);
	put_standing(dash, figure, is_ranked);
	dash_add_own_flags(&flags, figure->cells[DASH_FLAG]);
	if (flags.len > 0) {
		hl_put(doc, "<span class=\"note flags\">");
		dash_put_text(dash, &flags);
		hl_put(doc, "</span>");
	}
	hl_put(doc, "</li>\n");
}

static void put_list(struct dash *dash, const char *id, struct dash_figure *const *figures,
	size_t len, bool is_ranked) {
	int64_t most = dash_most(dash, figures, len);

	hl_buf_addf(&dash->doc->out, "<ol class=\"bars\" id=\"%s\" role=\"list\">\n", id);
	for (size_t i = 0; i < len; i++)
		put_item(dash, figures[i], most, is_ranked);
	if (len == 0)
		hl_put(dash->doc, "<li class=\"nothing\">no figure for these days</li>\n");
	hl_put(dash->doc, "</ol>\n");
}

/* The element is there for the script where there are none. */
static void put_more(struct dash *dash, const char *id, size_t more) {
	hl_buf_addf(&dash->doc->out,
		"<p class=\"note\" id=\"%s\"%s>and %zu more in the table</p>\n", id,
		more ? "" : " hidden", more);
}

static void put_sub(struct dash *dash, const char *id, const char *order) {
	hl_buf_addf(&dash->doc->out, "<p class=\"sub\" id=\"%s\">", id);
	html_put_bdi(dash->doc, dash_title(&dash->metrics[dash->chosen]));
	hl_buf_addf(&dash->doc->out, "%s</p>\n", order);
}

/* The first has an interval if any has. */
const char *dash_order(const struct dash *dash, const struct dash_figure *first) {
	const struct hl_metric *known = dash->metrics[dash->chosen].known;
	bool is_less = known && known->is_less_better;

	if (first && first->cells[is_less ? DASH_HI : DASH_LO].len > 0)
		return is_less ? ", lowest first, ranked by the high end of the 95\xc2\xa0% "
				 "interval "
				 "(black line), so that luck counts less"
			       : ", ranked by the low end of the 95\xc2\xa0% interval (black "
				 "line), so that luck counts less";
	return is_less ? ", ranked by value: lowest first" : ", ranked by value";
}

struct dash_figure **dash_leaders(struct dash *dash, size_t *len) {
	struct dash_figure **figures;

	*len = 0;
	if (dash->leaders_len == 0 || dash->cards_len == 0)
		return NULL;
	figures = hl_new_array(&dash->doc->arena, struct dash_figure *, dash->leaders_len);
	*len = rank(dash, dash->leaders, dash->leaders_len, figures);
	return figures;
}

struct dash_figure **dash_teams(struct dash *dash, size_t *len) {
	struct dash_figure **figures;

	*len = 0;
	if (dash->teams_len == 0 || dash->cards_len == 0)
		return NULL;
	figures = hl_new_array(&dash->doc->arena, struct dash_figure *, dash->teams_len + 1);
	for (size_t i = 0; i <= dash->teams_len; i++) {
		uint32_t group = i < dash->teams_len ? dash->teams[i] : dash->root;
		struct dash_figure *figure = dash_figure(dash, dash->chosen, group, dash->period);

		if (figure && figure->cells[DASH_VALUE].len > 0 &&
			!(dash_is_nobody(dash, group) && dash_is_nil(figure)))
			figures[(*len)++] = figure;
	}
	return figures;
}

void dash_put_leaders(struct dash *dash) {
	struct dash_table table = { .id = "leaders-table",
		.caption = "Leaderboard",
		.label = DASH_BY_GROUP,
		.is_ranked = true };
	struct dash_figure **figures = dash_leaders(dash, &table.len);

	if (!figures)
		return;
	table.figures = figures;
	table.heading = "Name";
	dash_put_part(dash, "leaders", "Leaderboard", HL_STR(""), "leaderboard");
	put_sub(dash, "leaders-sub", dash_order(dash, table.len ? figures[0] : NULL));
	put_list(dash, "leaders-list", figures, table.len < LEADERS ? table.len : LEADERS, true);
	put_more(dash, "leaders-more", table.len > LEADERS ? table.len - LEADERS : 0);
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}

/* The first of them, and the last, which is the total. */
static size_t draw(struct dash_figure *const *figures, size_t len, struct dash_figure **drawn) {
	size_t count = len < TEAMS ? len : TEAMS;

	for (size_t i = 0; i < count; i++)
		drawn[i] = figures[i + 1 == count ? len - 1 : i];
	return count;
}

/* Each by itself, in the order of their names, and what they come to together. */
void dash_put_teams(struct dash *dash) {
	struct dash_table table = { .id = "teams-table",
		.caption = "Comparison",
		.label = DASH_BY_GROUP,
		.heading = "Name" };
	struct dash_figure *drawn[TEAMS] = { NULL };
	struct dash_figure **figures = dash_teams(dash, &table.len);

	if (!figures)
		return;
	table.figures = figures;
	dash_put_part(dash, "teams", "By ", dash->dimensions[0], "comparison");
	put_sub(dash, "teams-sub", "");
	put_list(dash, "teams-list", drawn, draw(figures, table.len, drawn), false);
	put_more(dash, "teams-more", table.len > TEAMS ? table.len - TEAMS : 0);
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
