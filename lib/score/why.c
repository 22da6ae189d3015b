/*
 * why.c - the reasons of a score, for a person.
 *
 * "abandoned_payment +25 (12h); portal_visit +15 (3d) | value x1.32: balance x1.1,
 * client_priority x1.2 | recency x1.175625": the signals by their points with their age, then
 * every other part that matters to the score with what made it.
 */
#include "eval.h"

#include <string.h>

static void put_dec(struct hl_buf *to, int64_t dec) {
	to->len += hl_dec_print(dec, hl_buf_room(to, HL_DEC_ROOM));
}

/* " +25", " -5", " x1.2" */
static void put_signed(struct hl_buf *to, char sign, int64_t value) {
	hl_buf_add_char(to, ' ');
	if (sign != '+' || value >= 0)
		hl_buf_add_char(to, sign);
	put_dec(to, value);
}

static bool is_before(const struct counted *a, const struct counted *b) {
	if (a->points != b->points)
		return a->points > b->points;
	if (a->age_s != b->age_s)
		return a->age_s < b->age_s;
	return hl_str_cmp(a->type, b->type) < 0;
}

/* All signals that counted, whichever their part. */
static void put_signals(struct eval *eval) {
	struct hl_buf *to = &eval->why;

	eval_sort(eval->counted, eval->all_counted, is_before);
	for (size_t i = 0; i < eval->all_counted; i++) {
		const struct counted *counted = &eval->counted[i];

		if (i > 0)
			hl_buf_add(to, HL_STR("; "));
		hl_buf_add(to, counted->type);
		put_signed(to, '+', counted->points);
		hl_buf_add(to, HL_STR(" ("));
		to->len += hl_span_print(counted->age_s, hl_buf_room(to, HL_DEC_ROOM));
		hl_buf_add_char(to, ')');
	}
}

/* Does the item show in the reasons of its part? */
static bool is_shown(const struct eval *eval, const struct item *item, const struct gave *gave) {
	return gave->gives && !rule_is_signal(item) &&
	       (item->part == NONE || eval->model->parts[item->part].items_len == 0);
}

/* ": balance x1.1, client_priority x1.2": what made the part. */
static void put_items(struct eval *eval, const struct part *part) {
	const struct gave *gave = eval_gave(eval, part);
	const char *before = ": ";

	if (part->items_len == 1 && part->items[0].field_name.len == 0)
		return; /* a constant: the part itself */
	for (size_t i = 0; i < part->items_len; i++) {
		const struct item *item = &part->items[i];

		if (!is_shown(eval, item, &gave[i]) || gave[i].value == part->combine->neutral)
			continue;
		hl_buf_add(&eval->why, hl_str_of(before));
		hl_buf_add(&eval->why,
			item->field_name.len ? item->field_name : hl_str_of(item->rule->name));
		put_signed(&eval->why, part->combine->sign, gave[i].value);
		before = ", ";
	}
}

static void put_break(struct eval *eval) {
	if (eval->why.len > 0)
		hl_buf_add(&eval->why, HL_STR(" | "));
}

/* " | value x1.32: ..." for a part that the score is made of: what it gives, its weight in it. */
static void put_part(
	struct eval *eval, const struct item *item, int64_t given, const struct combine *of) {
	const struct part *part = &eval->model->parts[item->part];
	bool has_signals = false;

	for (size_t i = 0; i < part->items_len; i++)
		has_signals |= rule_is_signal(&part->items[i]);
	if (has_signals || given == of->neutral)
		return;
	put_break(eval);
	hl_buf_add(&eval->why, part->name);
	put_signed(&eval->why, of->sign, given);
	put_items(eval, part);
}

void why_write(struct eval *eval) {
	const struct part *score = &eval->model->parts[eval->model->score];
	const struct gave *gave = eval_gave(eval, score);
	const char *before = NULL;

	eval->why.len = 0;
	put_signals(eval);
	for (size_t i = 0; i < score->items_len; i++) {
		const struct item *item = &score->items[i];

		if (item->part != NONE) {
			put_part(eval, item, gave[i].value, score->combine);
		} else if (!rule_is_signal(item) && gave[i].gives &&
			   gave[i].value != score->combine->neutral) {
			/* The score's own rules make one group. */
			if (before)
				hl_buf_add(&eval->why, hl_str_of(before));
			else
				put_break(eval);
			hl_buf_add(&eval->why, item->field_name.len ? item->field_name
								    : hl_str_of(item->rule->name));
			put_signed(&eval->why, score->combine->sign, gave[i].value);
			before = ", ";
		}
	}
}
