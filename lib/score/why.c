/*
 * why.c - the reasons of a score, for a person.
 *
 * "abandoned_payment +25 (12h); portal_visit +15 (3d) | value x1.32: balance x1.1,
 * client_priority x1.2 | recency x1.175625": the signals by their points with their age, then
 * every other part that matters to the score with what made it.
 */
#include "rules.h"

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

/* What a signal is spelled as when its points do not stay those of its row. */
static void put_decayed(struct hl_buf *to, const struct counted *counted) {
	hl_buf_add(to, counted->type);
	put_signed(to, '+', counted->points);
	hl_buf_add(to, HL_STR(" ("));
}

/* All signals that counted, whichever their part. */
static void put_signals(struct eval *eval) {
	struct hl_buf *to = &eval->why;

	eval_sort(eval->counted, eval->all_counted, is_before);
	for (size_t i = 0; i < eval->all_counted; i++) {
		const struct counted *counted = &eval->counted[i];

		if (counted->points == 0)
			continue;
		if (to->len > 0)
			hl_buf_add(to, HL_STR("; "));
		if (counted->item->half_life_s == 0)
			hl_buf_add(to, eval->scoring->reasons[counted->branch->number]);
		else
			put_decayed(to, counted);
		to->len += hl_span_print(counted->age_s, hl_buf_room(to, HL_DEC_ROOM));
		hl_buf_add_char(to, ')');
	}
}

/* Does the item show in the reasons of its part? */
static bool is_shown(const struct eval *eval, const struct item *item, const struct gave *gave) {
	return gave->gives && !rule_is_signal(item) &&
	       (item->part == NONE || eval->model->parts[item->part].items_len == 0);
}

/* "balance x1.1": what an item of a part gave. */
static void put_gave(
	struct hl_buf *to, const struct part *part, const struct item *item, int64_t value) {
	hl_buf_add(to, item->field_name.len ? item->field_name : hl_str_of(item->rule->name));
	put_signed(to, part->combine->sign, value);
}

/* The same, spelled already where it is a branch's. */
static void put_item(struct eval *eval, const struct part *part, const struct item *item,
	const struct gave *gave) {
	if (gave->branch) {
		hl_buf_add(&eval->why, eval->scoring->reasons[gave->branch->number]);
		return;
	}
	put_gave(&eval->why, part, item, gave->value);
	if (!rule_is_count(item) && !rule_is_silence(item))
		return;
	hl_buf_add(&eval->why, HL_STR(" ("));
	item->rule->evidence(eval, part, item, &eval->why);
	hl_buf_add_char(&eval->why, ')');
}

static void spell_item(
	struct hl_scoring *scoring, const struct part *part, const struct item *item) {
	struct hl_buf text = { 0 };

	for (size_t i = 0; i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];

		text.len = 0;
		if (rule_is_signal(item)) {
			hl_buf_add(&text, item->field_name);
			put_signed(&text, '+', branch->value);
			hl_buf_add(&text, HL_STR(" ("));
		} else {
			put_gave(&text, part, item, branch->value);
		}
		scoring->reasons[branch->number] = hl_str_keep(&scoring->arena, hl_buf_str(&text));
	}
	hl_buf_release(&text);
}

void why_spell(struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;

	scoring->reasons = hl_new_array(&scoring->arena, struct hl_str, model->branches_len);
	for (size_t i = 0; i < model->parts_len; i++)
		for (size_t k = 0; k < model->parts[i].items_len; k++)
			spell_item(scoring, &model->parts[i], &model->parts[i].items[k]);
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
		put_item(eval, part, item, &gave[i]);
		before = ", ";
	}
}

static void put_break(struct eval *eval) {
	if (eval->why.len > 0)
		hl_buf_add(&eval->why, HL_STR(" | "));
}

/* Signals have told all of the part, unless events were counted in it, too. */
static bool stands_there(const struct eval *eval, const struct part *part) {
	const struct gave *gave = eval_gave(eval, part);
	bool has_signals = false;
	bool has_more = false;

	for (size_t i = 0; i < part->items_len; i++) {
		const struct item *item = &part->items[i];

		has_signals |= rule_is_signal(item);
		has_more |=
			is_shown(eval, item, &gave[i]) && gave[i].value != part->combine->neutral;
	}
	return has_signals && !has_more;
}

/* " | value x1.32: ..." for a part that the score is made of: what it gives, its weight in it. */
static void put_part(
	struct eval *eval, const struct item *item, int64_t given, const struct combine *of) {
	const struct part *part = &eval->model->parts[item->part];

	if (stands_there(eval, part) || given == of->neutral)
		return;
	put_break(eval);
	hl_buf_add(&eval->why, part->name);
	put_signed(&eval->why, of->sign, given);
	put_items(eval, part);
}

/* Does the @i-th item of the score show as one of its own rules? */
static bool is_own(const struct part *score, const struct gave *gave, size_t i) {
	return score->items[i].part == NONE && !rule_is_signal(&score->items[i]) && gave[i].gives &&
	       gave[i].value != score->combine->neutral;
}

/* The score's own rules make one group, where the first of them stands. */
static void put_own(struct eval *eval, const struct part *score, size_t first) {
	const struct gave *gave = eval_gave(eval, score);

	put_break(eval);
	put_item(eval, score, &score->items[first], &gave[first]);
	for (size_t i = first + 1; i < score->items_len; i++) {
		if (!is_own(score, gave, i))
			continue;
		hl_buf_add(&eval->why, HL_STR(", "));
		put_item(eval, score, &score->items[i], &gave[i]);
	}
}

void why_write(struct eval *eval) {
	const struct part *score = &eval->model->parts[eval->model->score];
	const struct gave *gave = eval_gave(eval, score);
	bool has_own = false;

	eval->why.len = 0;
	put_signals(eval);
	for (size_t i = 0; i < score->items_len; i++) {
		if (score->items[i].part != NONE) {
			put_part(eval, &score->items[i], gave[i].value, score->combine);
		} else if (!has_own && is_own(score, gave, i)) {
			put_own(eval, score, i);
			has_own = true;
		}
	}
	if (eval->beside.override) {
		put_break(eval);
		hl_buf_add(&eval->why, eval->beside.override->why);
	}
}
