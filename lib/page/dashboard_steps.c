/* dashboard_steps.c - what goes through steps: promises until they are due, leads by stage. */
#include "dashboard.h"

/* So many stages are drawn; the table has all of them. */
enum { STAGES = 30 };

const struct dash_figure *dash_like(
	const struct dash_figure *figure, struct dash_figure *const *figures, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (hl_str_eq(figures[i]->part, figure->part))
			return figures[i];
	return NULL;
}

static int64_t most_of(struct dash_figure *const *figures, size_t len, enum dash_cell cell) {
	int64_t most = 0;
	int64_t dec;

	for (size_t i = 0; i < len; i++)
		if (figures[i]->part.len > 0 && dash_dec(figures[i], cell, &dec) && dec > most)
			most = dec;
	return most;
}

static void put_sub(struct dash *dash, const char *text, struct dash_period period) {
	hl_buf_addf(&dash->doc->out, "<p class=\"sub\">%s", text);
	dash_put_period(dash, period);
	hl_put(dash->doc, "</p>\n");
}

struct dash_figure **dash_chain(
	struct dash *dash, struct dash_figure **const *lists, const size_t *lens, size_t count) {
	size_t len = 0;
	struct dash_figure **all;

	for (size_t i = 0; i < count; i++)
		len += lens[i];
	all = hl_new_array(&dash->doc->arena, struct dash_figure *, len + 1);
	len = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lens[i]; k++)
			all[len++] = lists[i][k];
	return all;
}

/* --- promises --- */

const char *dash_due(struct hl_str bucket) {
	if (hl_str_eq(bucket, HL_STR("overdue")))
		return "overdue, in grace";
	if (hl_str_eq(bucket, HL_STR("today")))
		return "due today";
	return NULL;
}

static void put_due(struct dash *dash, const struct dash_figure *count,
	const struct dash_figure *amount, int64_t most) {
	struct hl_export *doc = dash->doc;
	struct dash_bar bar = { .most = most };
	const char *words = dash_due(count->part);

	(void)dash_dec(count, DASH_VALUE, &bar.value);
	hl_put(doc, "<li><span class=\"name\">");
	if (words) {
		hl_put(doc, words);
	} else {
		hl_put(doc, "in ");
		html_put(doc, count->part);
		hl_put(doc, " days");
	}
	hl_put(doc, "</span><span class=\"value\">");
	dash_put_cell(dash, count, DASH_VALUE);
	if (amount) {
		hl_put(doc, " <span class=\"soft\">");
		dash_put_cell(dash, amount, DASH_VALUE);
		hl_put(doc, "</span>");
	}
	hl_put(doc, "</span>");
	dash_put_bar(dash, &bar);
	hl_put(doc, "</li>\n");
}

void dash_put_pipeline(struct dash *dash) {
	struct dash_figure **lists[2];
	size_t lens[2];
	struct dash_table table = { .id = "pipeline-table",
		.caption = "Promises pending",
		.label = DASH_BY_PART,
		.heading = "Due",
		.with_metric = true };
	int64_t most;

	lists[0] = dash_parts(dash, HL_STR("prom_pipe"), &lens[0]);
	lists[1] = dash_parts(dash, HL_STR("prom_pipe_amt"), &lens[1]);
	if (lens[0] == 0)
		return;
	most = most_of(lists[0], lens[0], DASH_VALUE);
	dash_put_part(dash, "pipeline", "Promises pending", HL_STR(""), "promises");
	hl_put(dash->doc, "<p class=\"sub\">as of now, by when they are due</p>\n"
			  "<ol class=\"bars\" role=\"list\">\n");
	for (size_t i = 0; i < lens[0]; i++)
		if (lists[0][i]->part.len > 0)
			put_due(dash, lists[0][i], dash_like(lists[0][i], lists[1], lens[1]), most);
	hl_put(dash->doc, "</ol>\n");
	table.figures = dash_chain(dash, lists, lens, 2);
	table.len = lens[0] + lens[1];
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}

/* --- stages --- */

enum { FURTHER, OPEN, STOPPED, SHARES };

struct stage {
	const struct dash_figure *shares[SHARES]; /* NULL: it was not measured */
	const struct dash_figure *any;
};

static void put_segment(struct dash *dash, const char *name, int64_t *from, int64_t to) {
	int64_t begun = *from;

	if (to <= begun)
		return;
	hl_buf_addf(&dash->doc->out, "<rect class=\"%s\" x=\"%d\" width=\"%d\" height=\"20\"/>",
		name, (int)begun, (int)(to - begun));
	*from = to;
}

/* As long as the stage was reached by many, cut into what became of them. */
static void put_stage_bar(struct dash *dash, const struct stage *stage, int64_t most) {
	static const char *const names[SHARES] = { "further", "open", "stopped" };
	int64_t at = 0;
	int64_t reached = 0;
	hl_wide done = 0;
	int64_t part;

	(void)dash_dec(stage->any, DASH_DEN, &reached);
	hl_put(dash->doc, "<svg class=\"bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" "
			  "aria-hidden=\"true\">");
	for (size_t i = 0; i < SHARES && most > 0; i++) {
		if (!dash_dec(stage->shares[i], DASH_NUM, &part))
			continue;
		done += part;
		put_segment(dash, names[i], &at,
			(int64_t)((done < reached ? done : reached) * 1000 / most));
	}
	hl_put(dash->doc, "</svg>");
}

static void put_stage(struct dash *dash, const struct stage *stage, int64_t most) {
	static const char *const words[SHARES] = { " further", " under way", " stopped" };
	struct hl_export *doc = dash->doc;

	hl_put(doc, "<li><span class=\"name\">");
	html_put_words(doc, stage->any->part);
	hl_put(doc, "</span><span class=\"value\">");
	dash_put_cell(dash, stage->any, DASH_DEN);
	hl_put(doc, "</span>");
	put_stage_bar(dash, stage, most);
	hl_put(doc, "<span class=\"note\">");
	for (size_t i = 0, put = 0; i < SHARES; i++) {
		if (!stage->shares[i] || stage->shares[i]->cells[DASH_VALUE].len == 0)
			continue;
		hl_put(doc, put++ ? ", " : "");
		dash_put_cell(dash, stage->shares[i], DASH_VALUE);
		hl_put(doc, words[i]);
	}
	hl_put(doc, "</span></li>\n");
}

/* Rows of stages, each with the figures of all that became of who reached it. */
static void put_stages(struct dash *dash, const struct stage *stages,
	struct dash_figure *const *figures, size_t len) {
	const struct dash_table table = { .id = "funnel-table",
		.caption = "Stages",
		.label = DASH_BY_PART,
		.with_metric = true,
		.figures = figures,
		.len = len };
	struct hl_export *doc = dash->doc;

	dash_open_table(dash, &table);
	hl_put(doc, "<thead><tr><th scope=\"col\" data-name=\"stage\">Stage</th>"
		    "<th scope=\"col\" class=\"n\" data-name=\"leads\">Leads</th>"
		    "<th scope=\"col\" class=\"n\" data-name=\"conv_stage\">Further</th>"
		    "<th scope=\"col\" class=\"n\" data-name=\"drop_open\">Under way</th>"
		    "<th scope=\"col\" class=\"n\" data-name=\"drop\">Stopped</th>"
		    "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < len; i++) {
		hl_put(doc, "<tr><th scope=\"row\"><data value=\"");
		html_put(doc, stages[i].any->part);
		hl_put(doc, "\"><bdi>");
		html_put_words(doc, stages[i].any->part);
		hl_put(doc, "</bdi></data></th><td class=\"n\">");
		dash_put_cell(dash, stages[i].any, DASH_DEN);
		for (size_t k = 0; k < SHARES; k++) {
			hl_put(doc, "</td><td class=\"n\">");
			if (stages[i].shares[k])
				dash_put_cell(dash, stages[i].shares[k], DASH_VALUE);
		}
		hl_put(doc, "</td></tr>\n");
	}
	hl_put(doc, "</tbody></table></div></details>\n");
}

void dash_put_funnel(struct dash *dash) {
	struct dash_figure **lists[SHARES];
	size_t lens[SHARES];
	size_t main = FURTHER;
	struct stage *stages;
	int64_t most;

	lists[FURTHER] = dash_parts(dash, HL_STR("conv_stage"), &lens[FURTHER]);
	lists[OPEN] = dash_parts(dash, HL_STR("drop_open"), &lens[OPEN]);
	lists[STOPPED] = dash_parts(dash, HL_STR("drop"), &lens[STOPPED]);
	while (main < SHARES && lens[main] == 0)
		main++;
	if (main == SHARES)
		return;
	dash_put_part(dash, "funnel", "Stages", HL_STR(""), "stages");
	put_sub(dash, "leads that reached each, of those that came ", lists[main][0]->period);
	most = most_of(lists[main], lens[main], DASH_DEN);
	hl_put(dash->doc, "<ol class=\"bars\" role=\"list\">\n");
	stages = hl_new_array(&dash->doc->arena, struct stage, lens[main]);
	for (size_t i = 0; i < lens[main]; i++) {
		stages[i].any = lists[main][i];
		for (size_t k = 0; k < SHARES; k++)
			stages[i].shares[k] = dash_like(stages[i].any, lists[k], lens[k]);
		if (i < STAGES)
			put_stage(dash, &stages[i], most);
	}
	hl_put(dash->doc, "</ol>\n");
	if (lens[main] > STAGES)
		hl_put(dash->doc, "<p class=\"note\">the others are in the table</p>\n");
	put_stages(dash, stages, lists[main], lens[main]);
	hl_put(dash->doc, "</section>\n");
}
