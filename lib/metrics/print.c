/* print.c - tallies as rows: metric,group,from,to,num,den,value,lo,hi,n,flag. */
#include "parts.h"

#include <stdlib.h>

/* One row in the making. */
struct line {
	const struct hl_metric *metric;
	struct hl_str group;
	int64_t from_day, to_day;
	int64_t covered_days;
};

struct printer {
	struct hl_meter *m;
	struct hl_dialect dialect;
	struct hl_buf *to;
	struct hl_str *names; /* of the groups, in order */
	size_t *groups;
	size_t groups_len;
};

/* --- values --- */

/*
 * scale x num / den to the unit's decimals, rounded once: worked out in units of the last
 * decimal, then brought to millionths.
 */
static bool work_out(const struct hl_unit *unit, struct hl_figure *figure) {
	int64_t step = HL_ONE;
	hl_wide tens = 1;

	if (!figure->has_den) {
		figure->has_value = true;
		figure->value = (int64_t)figure->num;
		return figure->num == figure->value;
	}
	if (figure->has_value || figure->den == 0)
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

static void put_end(const struct printer *p, const struct hl_unit *unit, bool has, double end) {
	int64_t dec = 0;

	if (has && hl_dec_of_double(end * unit->scale, &dec))
		put_fixed(p, dec, unit->value_places);
	else
		put(p, HL_STR(""));
}

static void put_interval(const struct printer *p, const struct hl_metric *metric,
	const struct hl_tally *tally, const struct hl_figure *figure) {
	bool has = metric->interval && figure->has_value;
	struct hl_estimate ends = { 0 };

	if (has)
		ends = metric->interval(tally, figure);
	put_end(p, metric->unit, has, ends.lo);
	put_end(p, metric->unit, has, ends.hi);
}

/* --- flags: no_data or low_n, the metric's own, partial --- */

static void flag_begin(struct hl_buf *flags) {
	if (flags->len)
		hl_buf_add_char(flags, ';');
}

static void put_flags(
	const struct printer *p, const struct line *line, const struct hl_figure *figure) {
	struct hl_buf flags = { 0 };
	int64_t days = line->to_day - line->from_day;

	if (!figure->has_value)
		hl_buf_add(&flags, HL_STR("no_data"));
	else if (figure->has_den && figure->den < (hl_wide)p->m->options.min_n * HL_ONE)
		hl_buf_add(&flags, HL_STR("low_n"));
	if (figure->note && figure->note_n > 0) {
		flag_begin(&flags);
		hl_buf_addf(&flags, "%s:%zu", figure->note, figure->note_n);
	}
	if (line->covered_days < days) {
		flag_begin(&flags);
		hl_buf_addf(&flags, "partial:%lld/%lld", (long long)line->covered_days,
			(long long)days);
	}
	put(p, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

/* --- rows --- */

static enum hl_status put_line(const struct printer *p, const struct line *line,
	const struct hl_tally *tally, struct hl_error *err) {
	const struct hl_unit *unit = line->metric->unit;
	struct hl_figure figure = line->metric->measure(tally);

	if (!work_out(unit, &figure))
		return hl_fail(err, HL_EDATA, "%s: the number is too large", line->metric->name);
	hl_put_cell(p->to, p->dialect, hl_str_of(line->metric->name), false);
	put(p, line->group);
	put_day(p, line->from_day);
	put_day(p, line->to_day);
	if (!put_sum(p, figure.has_num, figure.num, unit->num_places) ||
		!put_sum(p, figure.has_den, figure.den, unit->den_places))
		return hl_fail(err, HL_EDATA, "%s: the sum is too large", line->metric->name);
	if (figure.has_value && figure.has_den)
		put_fixed(p, figure.value, unit->value_places);
	else
		put_sum(p, figure.has_value, figure.value, unit->value_places);
	put_interval(p, line->metric, tally, &figure);
	put_count(p, figure.n);
	put_flags(p, line, &figure);
	hl_buf_add_char(p->to, '\n');
	p->m->counts.figures++;
	return HL_OK;
}

/* A row for each stage that somebody reached; in a group its name stands before the stage's. */
static enum hl_status put_stages(const struct printer *p, const struct line *line,
	const struct hl_tally *tally, struct hl_error *err) {
	bool is_total = tally == &p->m->total;
	struct hl_buf name = { 0 };
	enum hl_status status = HL_OK;

	for (size_t i = 0; tally->stages && status == HL_OK && i < p->m->stages_len; i++) {
		struct line stage = *line;

		name.len = 0;
		if (!is_total) {
			hl_buf_add(&name, line->group);
			hl_buf_add_char(&name, '/');
		}
		hl_buf_add(&name, p->m->stages[i]);
		stage.group = hl_buf_str(&name);
		status = put_line(p, &stage, &tally->stages[i], err);
	}
	hl_buf_release(&name);
	return status;
}

static enum hl_status put_tally(const struct printer *p, const struct line *line,
	const struct hl_tally *tally, struct hl_error *err) {
	return line->metric->by_stage ? put_stages(p, line, tally, err)
				      : put_line(p, line, tally, err);
}

static enum hl_status put_metric(
	const struct printer *p, const struct hl_metric *metric, struct hl_error *err) {
	const struct hl_meter *m = p->m;
	struct line total = { metric, HL_STR("all"), m->from_day, m->to_day,
		m->covered_to - m->covered_from };
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < p->groups_len; i++) {
		const struct hl_tally *tally = &m->groups[p->groups[i]];
		struct line line = total;

		if (!(tally->seen & (SEEN_BY_ALL | metric->needs)))
			continue;
		line.group = p->names[p->groups[i]];
		if (m->options.by->by_day) {
			line.from_day = tally->day;
			line.to_day = tally->day + 1;
			line.covered_days =
				tally->day >= m->covered_from && tally->day < m->covered_to;
		}
		status = put_tally(p, &line, tally, err);
	}
	return status == HL_OK ? put_tally(p, &total, &m->total, err) : status;
}

/* --- groups in the order of their names --- */

static int by_name(const void *left, const void *right, void *names) {
	const struct hl_str *name = names;

	return hl_str_cmp(name[*(const size_t *)left], name[*(const size_t *)right]);
}

static void order_groups(struct printer *p) {
	struct hl_meter *m = p->m;
	struct hl_keys *keys = m->options.by->names(m);

	p->names = hl_new_array(&m->arena, struct hl_str, m->groups_len);
	p->groups = hl_new_array(&m->arena, size_t, m->groups_len);
	for (size_t i = 0; i < m->groups_len; i++) {
		p->names[i] = hl_keys_at(keys, i);
		if (m->groups[i].seen)
			p->groups[p->groups_len++] = i;
	}
	if (p->groups_len > 1)
		qsort_r(p->groups, p->groups_len, sizeof(*p->groups), by_name, p->names);
}

enum hl_status hl_meter_put(
	struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	static const char *const columns[] = { "metric", "group", "from", "to", "num", "den",
		"value", "lo", "hi", "n", "flag" };
	struct printer printer = { .m = m, .dialect = dialect, .to = to };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < HL_LEN(columns); i++) {
		if (i == 0)
			hl_put_cell(to, dialect, hl_str_of(columns[i]), false);
		else
			put(&printer, hl_str_of(columns[i]));
	}
	hl_buf_add_char(to, '\n');
	if (m->options.by)
		order_groups(&printer);
	for (size_t i = 0; status == HL_OK && i < hl_metrics_len; i++)
		if (m->chosen[i])
			status = put_metric(&printer, &hl_metrics[i], err);
	return status;
}
