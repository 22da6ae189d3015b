/* print.c - tallies as rows: metric,group,from,to,num,den,value,lo,hi,n,flag. */
#include "figure.h"

#include <stdlib.h>

/* One row in the making. */
struct line {
	const struct hl_metric *metric;
	const struct hl_unit *unit;
	struct hl_str group;
	struct hl_period period;
	int64_t covered_days;
	const struct hl_tally *tally;
	struct hl_figure figure;
};

struct printer {
	struct hl_meter *m;
	struct hl_dialect dialect;
	struct hl_buf *to;
	const struct ordered *groups;
};

/* --- values --- */

/*
 * scale x num / den to the unit's decimals, rounded once: worked out in units of the last
 * decimal, then brought to millionths.
 */
bool figure_work_out(const struct hl_unit *unit, struct hl_figure *figure) {
	int64_t step = HL_ONE;
	hl_wide tens = 1;

	if (!figure->has_den) {
		figure->has_value = true;
		figure->value = (int64_t)figure->num;
		return figure->num == figure->value;
	}
	if (figure->has_value || !figure->has_num || figure->den == 0)
		return true;
	for (unsigned i = 0; i < unit->value_places; i++) {
		tens *= 10;
		step /= 10;
	}
	figure->has_value = hl_dec_ratio(
		figure->num * unit->scale * tens, figure->den * HL_ONE, &figure->value);
	return figure->has_value && !__builtin_mul_overflow(figure->value, step, &figure->value);
}

/* --- cells --- */

static void put(const struct printer *p, struct hl_str cell) {
	hl_put_more(p->to, p->dialect, cell);
}

static void put_day(const struct printer *p, int64_t day) {
	char text[HL_TIME_ROOM];

	put(p, (struct hl_str){ text, hl_day_print(day, text) });
}

static void put_fixed(const struct printer *p, int64_t dec, unsigned places) {
	char text[HL_DEC_ROOM];

	put(p, (struct hl_str){ text, hl_dec_print_fixed(dec, places, text) });
}

static void put_count(const struct printer *p, size_t count) {
	struct hl_buf text = { 0 };

	hl_buf_addf(&text, "%zu", count);
	put(p, hl_buf_str(&text));
	hl_buf_release(&text);
}

/* All its decimals, but at least @places of them. */
static bool put_sum(const struct printer *p, bool has, hl_wide sum, unsigned places) {
	int64_t dec = (int64_t)sum;
	int64_t rounded = 0;
	char text[HL_DEC_ROOM];

	if (!has)
		put(p, HL_STR(""));
	else if (dec != sum)
		return false;
	else if (hl_dec_round(dec, places, &rounded) && rounded == dec)
		put_fixed(p, dec, places);
	else
		put(p, (struct hl_str){ text, hl_dec_print(dec, text) });
	return true;
}

/* --- columns: false where the number is too large --- */

static bool put_name(const struct printer *p, const struct line *line) {
	hl_put_cell(p->to, p->dialect, hl_str_of(line->metric->name), false);
	return true;
}

static bool put_group(const struct printer *p, const struct line *line) {
	put(p, line->group);
	return true;
}

static bool put_from(const struct printer *p, const struct line *line) {
	put_day(p, line->period.from_day);
	return true;
}

static bool put_to(const struct printer *p, const struct line *line) {
	put_day(p, line->period.to_day);
	return true;
}

static bool put_num(const struct printer *p, const struct line *line) {
	return put_sum(p, line->figure.has_num, line->figure.num, line->unit->num_places);
}

static bool put_den(const struct printer *p, const struct line *line) {
	return put_sum(p, line->figure.has_den, line->figure.den, line->unit->den_places);
}

static bool put_value(const struct printer *p, const struct line *line) {
	const struct hl_figure *figure = &line->figure;

	if (!figure->has_value || !figure->has_den)
		return put_sum(p, figure->has_value, figure->value, line->unit->value_places);
	put_fixed(p, figure->value, line->unit->value_places);
	return true;
}

static void put_end(const struct printer *p, const struct line *line, bool has, double end) {
	int64_t dec = 0;

	if (has && hl_dec_of_double(end * line->unit->scale, &dec))
		put_fixed(p, dec, line->unit->value_places);
	else
		put(p, HL_STR(""));
}

/* Both ends of the interval, in one go. */
static bool put_interval(const struct printer *p, const struct line *line) {
	const struct hl_interval *interval = line->metric->interval;
	const struct hl_measured at = { line->tally, line->figure };
	bool has = interval && interval->estimate && at.figure.has_value;
	struct hl_estimate ends = { 0, 0, 0 };

	if (has)
		ends = interval->estimate(&at);
	put_end(p, line, has, ends.lo);
	put_end(p, line, has, ends.hi);
	return true;
}

static bool put_n(const struct printer *p, const struct line *line) {
	put_count(p, line->figure.n);
	return true;
}

/* --- flags: no_data or low_n, the metric's own, partial --- */

static void flag_begin(struct hl_buf *flags) {
	if (flags->len)
		hl_buf_add_char(flags, ';');
}

static bool put_flags(const struct printer *p, const struct line *line) {
	const struct hl_figure *figure = &line->figure;
	struct hl_buf flags = { 0 };
	int64_t days = line->period.to_day - line->period.from_day;

	if (!figure->has_value)
		hl_buf_add(&flags, HL_STR("no_data"));
	else if (figure->has_den && figure->den < (hl_wide)p->m->options.min_n * HL_ONE)
		hl_buf_add(&flags, HL_STR("low_n"));
	if (figure->note && figure->note_n > 0) {
		flag_begin(&flags);
		hl_buf_addf(&flags, "%s:%zu", figure->note, figure->note_n);
	}
	estimated_put(line->metric, line->tally, "", &flags);
	views_put(p->m, line->metric, &flags);
	if (line->covered_days < days) {
		flag_begin(&flags);
		hl_buf_addf(&flags, "partial:%lld/%lld", (long long)line->covered_days,
			(long long)days);
	}
	put(p, hl_buf_str(&flags));
	hl_buf_release(&flags);
	return true;
}

/* --- rows --- */

/* To add a column: its function and a row. */
static const struct column {
	const char *names; /* "lo,hi": it writes two */
	bool (*put)(const struct printer *p, const struct line *line);
} columns[] = {
	{ "metric", put_name },
	{ "group", put_group },
	{ "from", put_from },
	{ "to", put_to },
	{ "num", put_num },
	{ "den", put_den },
	{ "value", put_value },
	{ "lo,hi", put_interval },
	{ "n", put_n },
	{ "flag", put_flags },
};

static void put_header(const struct printer *p) {
	bool is_first = true;

	for (size_t i = 0; i < HL_LEN(columns); i++) {
		struct hl_str names = hl_str_of(columns[i].names);

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

static enum hl_status put_line(
	const struct printer *p, const struct line *under_way, struct hl_error *err) {
	struct line line = *under_way;

	line.unit = line.metric->unit;
	line.figure = line.metric->measure(line.tally);
	if (!figure_work_out(line.unit, &line.figure))
		return hl_fail(err, HL_EDATA, "%s: the number is too large", line.metric->name);
	for (size_t i = 0; i < HL_LEN(columns); i++)
		if (!columns[i].put(p, &line))
			return hl_fail(
				err, HL_EDATA, "%s: the sum is too large", line.metric->name);
	hl_buf_add_char(p->to, '\n');
	p->m->counts.figures++;
	return HL_OK;
}

/* A row for each stage that somebody reached; in a group its name stands before the stage's. */
static enum hl_status put_stages(
	const struct printer *p, const struct line *line, bool is_total, struct hl_error *err) {
	struct hl_buf name = { 0 };
	enum hl_status status = HL_OK;

	for (size_t i = 0; line->tally->stages && status == HL_OK && i < p->m->stages_len; i++) {
		struct line stage = *line;

		name.len = 0;
		if (!is_total) {
			hl_buf_add(&name, line->group);
			hl_buf_add_char(&name, '/');
		}
		hl_buf_add(&name, p->m->stages[i]);
		stage.group = hl_buf_str(&name);
		stage.tally = &line->tally->stages[i];
		status = put_line(p, &stage, err);
	}
	hl_buf_release(&name);
	return status;
}

/* The rows of a group's batches: their number, their name, what they are rows of. */
struct batches {
	const struct printer *p;
	const struct line *line;
	bool is_total;
	struct hl_error *err;
};

/* "2026-02/0", with the group's name before it. */
static enum hl_status put_batch(
	void *arg, int32_t batch, uint32_t month, const struct hl_tally *tally) {
	const struct batches *batches = arg;
	struct line line = *batches->line;
	struct hl_buf name = { 0 };
	enum hl_status status;

	if (!batches->is_total) {
		hl_buf_add(&name, line.group);
		hl_buf_add_char(&name, '/');
	}
	hl_buf_addf(&name, "%04d-%02d/%u", batch / 12, batch % 12 + 1, month);
	line.group = hl_buf_str(&name);
	line.tally = tally;
	status = put_line(batches->p, &line, batches->err);
	hl_buf_release(&name);
	return status;
}

static enum hl_status put_batches(const struct printer *p, const struct line *line,
	const struct ordered_group *group, struct hl_error *err) {
	struct batches batches = { p, line, group->is_total, err };
	const struct vintage_rows rows = { put_batch, &batches };

	return vintages_each(p->m, group->number, &rows);
}

/* The rows of a metric in a period: the groups that are seen there, and totals. */
static enum hl_status put_period(const struct printer *p, const struct hl_metric *metric,
	uint32_t code, struct hl_error *err) {
	static const struct hl_tally nothing;
	struct line line = { .metric = metric, .period = period_of(&p->m->periods, code) };
	enum hl_status status = HL_OK;

	line.covered_days = period_covered(p->m, &line.period);
	for (size_t i = 0; status == HL_OK && i < p->groups->len; i++) {
		const struct ordered_group *group = &p->groups->at[i];
		const struct hl_tally *tally = tally_find(p->m, group->number, code);

		if (!group->is_total && !(tally && (tally->seen & (SEEN_BY_ALL | metric->needs))))
			continue;
		line.group = group->name;
		line.tally = tally ? tally : &nothing;
		if (metric->by_batch)
			status = put_batches(p, &line, group, err);
		else
			status = metric->by_stage ? put_stages(p, &line, group->is_total, err)
						  : put_line(p, &line, err);
	}
	return status;
}

/* Days, weeks or months, then the whole. */
static enum hl_status put_metric(
	const struct printer *p, const struct hl_metric *metric, struct hl_error *err) {
	enum hl_status status = HL_OK;
	uint32_t code, end;

	periods_every(&p->m->periods, &code, &end);
	for (; !metric->by_batch && status == HL_OK && code < end; code++)
		status = put_period(p, metric, code, err);
	return status == HL_OK ? put_period(p, metric, 0, err) : status;
}

enum hl_status hl_meter_put(
	struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct ordered groups = groups_order(m);
	const struct printer printer = { m, dialect, to, &groups };
	enum hl_status status = HL_OK;

	put_header(&printer);
	for (size_t i = 0; status == HL_OK && i < hl_metrics_len; i++)
		if (m->chosen[i])
			status = put_metric(&printer, &hl_metrics[i], err);
	return status;
}
