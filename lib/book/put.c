/* put.c - figures as rows: metric,group,from,to,num,den,value,lo,hi,n,flag. */
#include "parts.h"

#include "hl/stats.h"

#include <stdlib.h>

/* --- order --- */

struct name {
	struct hl_str text;
	size_t number;
};

static int by_text(const void *left, const void *right) {
	const struct name *a = left;
	const struct name *b = right;

	return hl_str_cmp(a->text, b->text);
}

size_t *keys_in_order(const struct hl_keys *keys) {
	size_t len = hl_keys_len(keys);
	struct name *names = hl_claim(len, sizeof(*names));
	size_t *order = hl_claim(len, sizeof(*order));

	for (size_t i = 0; i < len; i++)
		names[i] = (struct name){ hl_keys_at(keys, i), i };
	qsort(names, len, sizeof(*names), by_text);
	for (size_t i = 0; i < len; i++)
		order[i] = names[i].number;
	free(names);
	return order;
}

/* --- cells --- */

static void put(struct report *report, struct hl_str cell) {
	hl_put_more(report->to, report->dialect, cell);
}

static void put_sum(struct report *report, hl_wide sum) {
	char text[HL_SUM_ROOM];

	put(report, (struct hl_str){ text, hl_sum_print(sum, 0, text) });
}

static void put_percent(struct report *report, bool has, int64_t dec) {
	char text[HL_DEC_ROOM];

	put(report, (struct hl_str){ text, has ? hl_dec_print_fixed(dec, 1, text) : 0 });
}

/* Rounded once: in tenths of a percent, then brought to millionths. */
static bool percent_of(const struct figure *figure, int64_t *percent) {
	return figure->den > 0 && hl_dec_ratio(figure->num * 1000, figure->den * HL_ONE, percent) &&
	       !__builtin_mul_overflow(*percent, HL_ONE / 10, percent);
}

static void put_ends(struct report *report, const struct figure *figure) {
	bool has = figure->has_ends && figure->den > 0;
	int64_t ends[2] = { 0, 0 };
	double lo;
	double hi;

	if (has) {
		hl_wilson((size_t)(figure->num / HL_ONE), (size_t)(figure->den / HL_ONE), &lo, &hi);
		has = hl_dec_round_double(100 * lo, 1, &ends[0]) &&
		      hl_dec_round_double(100 * hi, 1, &ends[1]);
	}
	put_percent(report, has, ends[0]);
	put_percent(report, has, ends[1]);
}

static void put_flags(struct report *report, const struct figure *figure, bool has_value) {
	struct hl_buf flags = { 0 };

	if (!has_value)
		hl_buf_add(&flags, HL_STR("no_data"));
	else if (figure->n < report->ask->options.min_n)
		hl_buf_add(&flags, HL_STR("low_n"));
	if (figure->flag && figure->flagged > 0)
		hl_buf_addf(&flags, "%s%s:%llu", flags.len ? ";" : "", figure->flag,
			(unsigned long long)figure->flagged);
	put(report, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

/* --- rows --- */

void report_names(struct report *report) {
	static const char *const names[] = { "group", "from", "to", "num", "den", "value", "lo",
		"hi", "n", "flag" };

	hl_put_cell(report->to, report->dialect, HL_STR("metric"), false);
	for (size_t i = 0; i < HL_LEN(names); i++)
		put(report, hl_str_of(names[i]));
	hl_buf_add_char(report->to, '\n');
}

static void put_group(struct report *report, struct hl_str group, struct hl_str part) {
	struct hl_buf name = { 0 };

	hl_buf_add(&name, group);
	if (group.len > 0 && part.len > 0)
		hl_buf_add_char(&name, '/');
	hl_buf_add(&name, part);
	put(report, hl_buf_str(&name));
	hl_buf_release(&name);
}

void report_figure(struct report *report, const struct hl_book_metric *metric, struct hl_str group,
	struct hl_str part, const struct figure *figure) {
	int64_t percent = 0;
	bool has_value = percent_of(figure, &percent);

	hl_put_cell(report->to, report->dialect, hl_str_of(metric->name), false);
	put_group(report, group, part);
	put(report, report->ask->options.from);
	put(report, report->ask->options.to);
	put_sum(report, figure->num);
	put_sum(report, figure->den);
	put_percent(report, has_value, percent);
	put_ends(report, figure);
	put_sum(report, (hl_wide)figure->n * HL_ONE);
	put_flags(report, figure, has_value);
	hl_buf_add_char(report->to, '\n');
	report->figures++;
}
