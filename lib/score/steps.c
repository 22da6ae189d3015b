/* steps.c - of a page of --explain: the events that counted, and the calculation step by step. */
#include "explain.h"

#include <string.h>

/* --- events --- */

static bool is_newer(const struct counted *a, const struct counted *b) {
	if (a->age_s != b->age_s)
		return a->age_s < b->age_s;
	return hl_str_cmp(a->type, b->type) < 0;
}

/* Has the event of the @i-th given points already? Two parts may look at one. */
static bool is_repeated(const struct counted *counted, size_t i) {
	for (size_t j = 0; j < i; j++)
		if (counted[j].age_s == counted[i].age_s &&
			hl_str_same(counted[j].type, counted[i].type))
			return true;
	return false;
}

static void put_heads(struct page *page, const char *about, const char *gives, const char *total) {
	hl_buf_add(&page->about, hl_str_of(about));
	hl_buf_add(&page->gives, hl_str_of(gives));
	hl_buf_add(&page->total, hl_str_of(total));
	explain_row(page);
}

static void put_event(struct page *page, const struct counted *counted) {
	int64_t as_of = page->eval->scoring->facts->time.as_of;

	hl_buf_add(&page->what, counted->type);
	page->about.len +=
		hl_time_print(as_of - counted->age_s, hl_buf_room(&page->about, HL_TIME_ROOM));
	page->gives.len += hl_span_print(counted->age_s, hl_buf_room(&page->gives, HL_SPAN_ROOM));
	hl_text_number(&page->total, counted->points);
	explain_row(page);
}

/* How many there were, before the run; that of a key is cut at two thousand millions. */
static uint32_t events_of(const struct eval *eval) {
	return eval->facts ? eval->facts[FACTS_COUNT] & (FACTS_MET - 1) : 0;
}

static void put_others(struct page *page, uint32_t others) {
	struct hl_buf *text = &page->about;

	if (others == 0)
		return;
	hl_buf_addf(text,
		"Without points: %u. Of each type the newest counts that is not too old; some "
		"types give none by themselves.",
		(unsigned)others);
	hl_buf_add(page->to, HL_STR("  "));
	hl_text_lines(page->to, 2, hl_buf_str(text));
	text->len = 0;
}

void explain_events(struct page *page) {
	struct eval *eval = page->eval;
	struct counted *counted = eval->fall->counted;
	uint32_t others = events_of(eval);

	if (page->model->slots_len == 0)
		return;
	explain_title(page, HL_STR("Events"));
	memcpy(counted, eval->counted, eval->all_counted * sizeof(*counted));
	eval_sort(counted, eval->all_counted, is_newer);
	for (size_t i = 0; i < eval->all_counted; i++)
		others -= !is_repeated(counted, i) && others > 0;
	hl_buf_addf(page->to, "  known at that time: %u\n", (unsigned)events_of(eval));
	if (eval->all_counted)
		put_heads(page, "when", "age", "points");
	for (size_t i = 0; i < eval->all_counted; i++)
		put_event(page, &counted[i]);
	put_others(page, others);
}

/* --- a part --- */

/* "intent: added up; at least 0, at most 100" */
static void put_heading(struct page *page, const struct part *part) {
	struct hl_buf *text = &page->about;

	hl_buf_add(text, part->name);
	hl_buf_add(text, HL_STR(": "));
	hl_buf_add(text, hl_str_of(part->combine->said));
	hl_buf_add(text, part->has_low ? HL_STR("; at least ") : HL_STR(""));
	if (part->has_low)
		hl_text_number(text, part->low);
	if (part->has_high)
		hl_buf_add(text, part->has_low ? HL_STR(", at most ") : HL_STR("; at most "));
	if (part->has_high)
		hl_text_number(text, part->high);
	hl_buf_add(text, page->is_done ? HL_STR("; no part of the score") : HL_STR(""));
	explain_title(page, hl_buf_str(text));
	text->len = 0;
}

/* What an item looked at; of a part what it is and weighs. */
static void put_about(struct page *page, const struct part *part, const struct item *item) {
	struct hl_buf *to = &page->about;

	if (item->rule->evidence)
		item->rule->evidence(page->eval, part, item, to);
	if (!rule_is_part(item) || item->branches[0].value == HL_ONE)
		return;
	evidence_put_part(page->eval, item->part, to);
	hl_buf_add(to, HL_STR(" x "));
	hl_text_number(to, item->branches[0].value);
}

static void put_total(struct page *page, int64_t total) {
	hl_text_number(&page->total, total);
}

static void put_item(struct page *page, const struct part *part, size_t i) {
	const struct item *item = &part->items[i];
	int64_t total;

	explain_item(item, &page->what);
	put_about(page, part, item);
	explain_gives(part, eval_gave(page->eval, part)[i].value, &page->gives);
	if (waterfall_total(page->eval->fall, part, i + 1, &total))
		put_total(page, total);
	explain_row(page);
}

/* Some rules never give anything: a half-life is its signal's. */
static bool is_silent(const struct page *page, const struct part *part, size_t i) {
	return !eval_gave(page->eval, part)[i].gives &&
	       part->items[i].rule->value != rule_value_decay;
}

/* "nothing from promise, sms_click" */
static void put_silent(struct page *page, const struct part *part) {
	struct hl_buf *text = &page->about;

	for (size_t i = 0; i < part->items_len; i++) {
		if (!is_silent(page, part, i))
			continue;
		hl_buf_add(text, text->len ? HL_STR(", ") : HL_STR("nothing from "));
		explain_item(&part->items[i], text);
	}
	if (text->len == 0)
		return;
	hl_buf_add(page->to, HL_STR("  "));
	hl_text_lines(page->to, 4, hl_buf_str(text));
	text->len = 0;
}

/* "at most 100    was 120    100" */
static void put_held(struct page *page, int64_t total, int64_t held) {
	if (held == total)
		return;
	hl_buf_add(&page->what, held > total ? HL_STR("at least ") : HL_STR("at most "));
	hl_text_number(&page->what, held);
	hl_buf_add(&page->about, HL_STR("it was "));
	hl_text_number(&page->about, total);
	put_total(page, held);
	explain_row(page);
}

/* --- what becomes of the score behind its rules --- */

static void put_override(struct page *page, int64_t *score) {
	const struct override *override = page->eval->beside.override;

	if (override && override->has_set) {
		*score = override->set;
		hl_buf_add(&page->what, HL_STR("set by hand"));
		hl_buf_add(&page->about, override->set_by);
		put_total(page, *score);
		explain_row(page);
	}
	if (override && override->add != 0) {
		*score += override->add;
		hl_buf_add(&page->what, HL_STR("added by hand"));
		hl_buf_add(&page->about, override->add_by);
		explain_gives(
			&(struct part){ .combine = combine_default }, override->add, &page->gives);
		put_total(page, *score);
		explain_row(page);
	}
}

static void put_rounded(struct page *page, int64_t score) {
	unsigned decimals = page->model->decimals;

	if (score == page->eval->numbers[page->model->score])
		return;
	if (decimals == 0)
		hl_buf_add(&page->what, HL_STR("rounded to a whole number"));
	else
		hl_buf_addf(
			&page->what, "rounded to %u decimal%s", decimals, decimals == 1 ? "" : "s");
	evidence_put_part(page->eval, page->model->score, &page->total);
	explain_row(page);
}

static void put_part(struct page *page, size_t index) {
	const struct part *part = &page->model->parts[index];
	const struct gave *gave = eval_gave(page->eval, part);
	bool is_empty = true;
	int64_t total = 0;

	put_heading(page, part);
	for (size_t i = 0; i < part->items_len; i++) {
		if (!gave[i].gives)
			continue;
		put_item(page, part, i);
		is_empty = false;
	}
	put_silent(page, part);
	(void)waterfall_total(page->eval->fall, part, part->items_len, &total);
	if (is_empty) {
		hl_buf_add(&page->what, HL_STR("so it is"));
		put_total(page, total);
		explain_row(page);
	}
	put_held(page, total, eval_clamp(part, total));
	total = eval_clamp(part, total);
	if (index != page->model->score)
		return;
	put_override(page, &total);
	put_rounded(page, total);
}

void explain_parts(struct page *page) {
	const struct hl_model *model = page->model;

	explain_title(page, HL_STR("Step by step"));
	put_heads(page, "looked at", "gives", "comes to");
	for (size_t i = 0; i < model->parts_len; i++) {
		if (!model->parts[model->order[i]].combine->is_label)
			put_part(page, model->order[i]);
		page->is_done |= model->order[i] == model->score;
	}
}
