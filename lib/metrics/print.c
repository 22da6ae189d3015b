/* print.c - rows, one for each metric, group and period: metric,group,from,to,num,den,... */
#include "figure.h"
#include "line.h"

#include <math.h>
#include <stdlib.h>

struct printer {
	struct hl_meter *m;
	struct hl_dialect dialect;
	struct hl_buf *to;
	const struct ordered *groups;
};

/* --- cells --- */

static void put(const struct printer *p, struct hl_str cell) {
	hl_put_more(p->to, p->dialect, cell);
}

static void put_day(const struct printer *p, int64_t day) {
	char text[HL_TIME_ROOM];

	put(p, (struct hl_str){ text, hl_day_print(day, text) });
}

static void put_fixed(const struct printer *p, hl_wide dec, unsigned places) {
	char text[HL_SUM_ROOM];

	put(p, (struct hl_str){ text, hl_sum_print_fixed(dec, places, text) });
}

static void put_maybe(const struct printer *p, struct maybe maybe, unsigned places) {
	if (maybe.is_there)
		put_fixed(p, maybe.dec, places);
	else
		put(p, HL_STR(""));
}

static void put_count(const struct printer *p, size_t count) {
	struct hl_buf text = { 0 };

	hl_buf_addf(&text, "%zu", count);
	put(p, hl_buf_str(&text));
	hl_buf_release(&text);
}

/* All its decimals, but at least @places of them. */
static void put_sum(const struct printer *p, bool has, hl_wide sum, unsigned places) {
	char text[HL_SUM_ROOM];

	put(p, (struct hl_str){ text, has ? hl_sum_print(sum, places, text) : 0 });
}

static void put_whole(const struct printer *p, struct maybe maybe, const struct line *line) {
	put_sum(p, maybe.is_there, maybe.dec, line->metric->unit->value_places);
}

/* --- columns --- */

static void put_name(const struct printer *p, const struct line *line) {
	hl_put_cell(p->to, p->dialect, hl_str_of(line->metric->name), false);
}

static void put_group(const struct printer *p, const struct line *line) {
	put(p, line->group);
}

static void put_from(const struct printer *p, const struct line *line) {
	put_day(p, line->period.from_day);
}

static void put_to(const struct printer *p, const struct line *line) {
	put_day(p, line->period.to_day);
}

static void put_num(const struct printer *p, const struct line *line) {
	put_sum(p, line->figure.has_num, line->figure.num, line->metric->unit->num_places);
}

static void put_den(const struct printer *p, const struct line *line) {
	put_sum(p, line->figure.has_den, line->figure.den, line->metric->unit->den_places);
}

static void put_value(const struct printer *p, const struct line *line) {
	put_sum(p, line->figure.has_value, line->figure.value, line->metric->unit->value_places);
}

/* Both ends of the interval, in one go. */
static void put_interval(const struct printer *p, const struct line *line) {
	put_maybe(p, line->lo, line->metric->unit->value_places);
	put_maybe(p, line->hi, line->metric->unit->value_places);
}

static void put_n(const struct printer *p, const struct line *line) {
	put_count(p, line->figure.n);
}

static void put_flags(const struct printer *p, const struct line *line) {
	struct hl_buf flags = { 0 };

	line_flags(p->m, line, &flags);
	put(p, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

/* --- what else was asked for --- */

enum { P_PLACES = 4 };

static void put_before(const struct printer *p, const struct line *line) {
	const struct before *before = &line->before;
	unsigned places = line->metric->unit->value_places;
	struct maybe chance = { false, 0 };

	chance.is_there = hl_sum_round_double(before->p, P_PLACES, &chance.dec);
	put_whole(p, before->value, line);
	if (line->figure.has_den)
		put_maybe(p, before->change, places);
	else
		put_whole(p, before->change, line);
	put_maybe(p, before->lo, places);
	put_maybe(p, before->hi, places);
	put_maybe(p, chance, P_PLACES);
	put(p, hl_str_of(before->trend));
	put_maybe(p, before->percent, PERCENT_PLACES);
}

static void put_target(const struct printer *p, const struct line *line) {
	bool is_known = line->target && line->figure.has_value;
	struct maybe none = { false, 0 };

	put_whole(p, line->target ? target_value(line) : none, line);
	put(p, !is_known ? HL_STR("") : target_is_attained(line) ? HL_STR("yes") : HL_STR("no"));
	put_whole(p, is_known ? target_missing(line) : none, line);
}

static void put_rank(const struct printer *p, const struct line *line) {
	if (line->rank > 0)
		put_count(p, line->rank);
	else
		put(p, HL_STR(""));
}

static void put_level(const struct printer *p, const struct line *line) {
	put_count(p, line->metric->level);
}

static bool asks_previous(const struct hl_meter_options *options) {
	return options->has_previous;
}

static bool asks_targets(const struct hl_meter_options *options) {
	return options->targets;
}

static bool asks_rank(const struct hl_meter_options *options) {
	return options->order != HL_ORDER_NONE;
}

static bool asks_level(const struct hl_meter_options *options) {
	return options->set;
}

/* --- rows --- */

/* To add a column: its function and a row. */
static const struct column {
	const char *names; /* "lo,hi": it writes two */
	void (*put)(const struct printer *p, const struct line *line);
	bool (*is_asked)(const struct hl_meter_options *options); /* NULL: always */
} columns[] = {
	{ "metric", put_name, NULL },
	{ "group", put_group, NULL },
	{ "from", put_from, NULL },
	{ "to", put_to, NULL },
	{ "num", put_num, NULL },
	{ "den", put_den, NULL },
	{ "value", put_value, NULL },
	{ "lo,hi", put_interval, NULL },
	{ "n", put_n, NULL },
	{ "flag", put_flags, NULL },
	{ "previous,change,change_lo,change_hi,p,trend,change_pct", put_before, asks_previous },
	{ "target,attained,missing", put_target, asks_targets },
	{ "rank", put_rank, asks_rank },
	{ "level", put_level, asks_level },
};

static bool is_asked(const struct printer *p, const struct column *column) {
	return !column->is_asked || column->is_asked(&p->m->options);
}

static void put_header(const struct printer *p) {
	bool is_first = true;

	for (size_t i = 0; i < HL_LEN(columns); i++) {
		struct hl_str names = hl_str_of(is_asked(p, &columns[i]) ? columns[i].names : NULL);

		for (; names.len > 0; is_first = false) {
			struct hl_str name = hl_str_cut(&names, ',');

			if (is_first)
				hl_put_cell(p->to, p->dialect, name, false);
			else
				put(p, name);
		}
	}
	hl_buf_add_char(p->to, '\n');
}

static void put_line(const struct printer *p, const struct line *line) {
	for (size_t i = 0; i < HL_LEN(columns); i++)
		if (is_asked(p, &columns[i]))
			columns[i].put(p, line);
	hl_buf_add_char(p->to, '\n');
	p->m->counts.figures++;
}

static void put_lines(const struct printer *p, const struct lines *lines) {
	for (size_t i = 0; i < lines->len; i++)
		if (!lines->at[i].is_left_out)
			put_line(p, &lines->at[i]);
}

enum hl_status hl_meter_put(
	struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct ordered groups = groups_order(m);
	const struct printer printer = { m, dialect, to, &groups };
	enum hl_status status = targets_check(m, &groups, err);
	struct lines lines = { 0 };

	m->counts.figures = 0;
	put_header(&printer);
	for (size_t i = 0; status == HL_OK && i < metrics_len(m); i++) {
		if (!m->choice.chosen[i])
			continue;
		status = lines_gather(m, &groups, metric_at(m, i), &lines, err);
		if (status == HL_OK)
			put_lines(&printer, &lines);
	}
	lines_release(&lines);
	return status;
}
