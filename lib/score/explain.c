/* explain.c - --explain: how the score of one lead came about, on a page for a person. */
#include "explain.h"

/* What stands at the top begins here. */
enum { TEXT_AT = 11, MOST_REASONS = 3 };

bool explain_asks(const struct hl_scoring *scoring, const struct hl_row *row) {
	const char *key = scoring->output.explain;

	return !key || hl_str_eq(hl_cell_trimmed(row, scoring->key), hl_str_trim(hl_str_of(key)));
}

/* --- what the sections share --- */

void explain_row(struct page *page) {
	const struct hl_text_row row = { hl_buf_str(&page->what), hl_buf_str(&page->about),
		hl_buf_str(&page->gives), hl_buf_str(&page->total) };

	hl_text_row(page->to, &row);
	page->what.len = 0;
	page->about.len = 0;
	page->gives.len = 0;
	page->total.len = 0;
}

void explain_title(struct page *page, struct hl_str title) {
	hl_buf_add_char(page->to, '\n');
	hl_text_lines(page->to, 2, title);
}

void explain_item(const struct item *item, struct hl_buf *to) {
	struct hl_str name = item->field_name;
	struct hl_str inside;

	if (rule_is_fresh(item)) {
		hl_buf_add(to, HL_STR("how fresh "));
		hl_buf_add(to, name);
		hl_buf_add(to, HL_STR(" is"));
	} else if (field_is_call(name, HL_STR("age"), &inside)) {
		hl_buf_add(to, HL_STR("age of "));
		hl_buf_add(to, hl_str_trim(hl_str_cut(&inside, ',')));
		hl_buf_add(to, inside.len ? HL_STR(" or ") : HL_STR(""));
		hl_buf_add(to, hl_str_trim(inside));
	} else if (field_is_call(name, HL_STR("last"), &inside)) {
		hl_buf_add(to, HL_STR("last "));
		hl_buf_add(to, hl_str_eq(inside, HL_STR("*")) ? HL_STR("event") : inside);
	} else {
		hl_buf_add(to, name.len ? name : HL_STR("always"));
	}
}

void explain_gives(const struct part *part, int64_t gives, struct hl_buf *to) {
	if (part->combine->sign != '+' || gives >= 0)
		hl_buf_add_char(to, part->combine->sign);
	hl_text_number(to, gives);
}

/* --- the answer --- */

/* "  tier     Critical, because ...": @page->about, with its name before it. */
static void put_line(struct page *page, struct hl_str name) {
	hl_buf_add(page->to, HL_STR("  "));
	hl_buf_add(page->to, name);
	hl_text_pad(page->to, TEXT_AT);
	hl_text_lines(page->to, TEXT_AT, hl_buf_str(&page->about));
	page->about.len = 0;
}

/* Where a label's branch stands. */
struct spot {
	const struct item *item;
	const struct branch *branch;
};

/* That of @branch; NULL: behind the last one. */
static struct spot spot_of(const struct part *label, const struct branch *branch) {
	const struct item *last = &label->items[label->items_len - 1];

	for (size_t i = 0; i < label->items_len; i++)
		if (branch >= label->items[i].branches &&
			branch < label->items[i].branches + label->items[i].branches_len)
			return (struct spot){ &label->items[i], branch };
	return (struct spot){ last, last->branches + last->branches_len };
}

/* The one above it; false: there is none. */
static bool go_up(const struct part *label, struct spot *spot) {
	if (spot->branch > spot->item->branches) {
		spot->branch--;
		return true;
	}
	if (spot->item == label->items)
		return false;
	spot->item--;
	spot->branch = spot->item->branches + spot->item->branches_len - 1;
	return true;
}

/* Does the lower end of its range hold the score, at what its rules come to otherwise? */
static bool is_held_up(const struct page *page, int64_t *total) {
	const struct part *score = &page->model->parts[page->model->score];
	const struct override *override = page->eval->beside.override;

	return !(override && override->has_set) &&
	       waterfall_total(page->eval->fall, score, score->items_len, total) &&
	       eval_clamp(score, *total) > *total;
}

/* ": 22.7 more" where a number is to be as large as it says; all it takes of a held score. */
static void put_lack(struct page *page, const struct spot *up) {
	const struct part *score = &page->model->parts[page->model->score];
	const struct hl_test *test = &up->branch->test;
	bool is_more = test->op == HL_TEST_GT;
	struct hl_error ignored;
	const struct seen *seen;
	int64_t total;
	bool is_held;
	hl_wide lack;

	if ((!is_more && test->op != HL_TEST_GE) || test->is_span || up->branch->also_len > 0 ||
		page->model->fields[up->item->field].is_age ||
		eval_field(page->eval, up->item->field, &seen, &ignored) != HL_OK ||
		!seen->cell.is_number)
		return;
	is_held = page->model->fields[up->item->field].part == page->model->score &&
		  is_held_up(page, &total);
	lack = (hl_wide)test->values[0].dec - seen->cell.dec;
	if (is_held)
		lack += (hl_wide)score->low - total;
	hl_buf_add(&page->about, is_more ? HL_STR(": more than ") : HL_STR(": "));
	page->about.len += hl_sum_print(lack, 0, hl_buf_room(&page->about, HL_SUM_ROOM));
	hl_buf_add(&page->about, HL_STR(" more"));
	if (!is_held)
		return;
	hl_buf_add(&page->about, HL_STR(", for its rules come to "));
	hl_text_number(&page->about, total);
}

/* "High from score >= 50: 22.7 more" */
static void put_next(struct page *page, const struct part *label, struct spot spot) {
	const struct branch *held = page->eval->labels[label - page->model->parts];
	struct hl_str text = held ? held->text : HL_STR("");

	while (go_up(label, &spot))
		if (spot.branch->text.len > 0 && !hl_str_eq(spot.branch->text, text)) {
			hl_buf_add(&page->about, spot.branch->text);
			hl_buf_add(&page->about, HL_STR(", if "));
			explain_item(spot.item, &page->about);
			hl_buf_add_char(&page->about, ' ');
			hl_buf_add(&page->about, evidence_band(page->model, spot.branch));
			put_lack(page, &spot);
			put_line(page, HL_STR("next up"));
			return;
		}
	hl_buf_add(&page->about, HL_STR("nothing: this is the highest"));
	put_line(page, HL_STR("next up"));
}

/* ", because score is 93.1 (>= 75)" */
static void put_because(struct page *page, const struct part *label, const struct spot *spot) {
	struct hl_str band = evidence_band(page->model, spot->branch);
	struct spot above = *spot;

	if (band.len == 0) {
		hl_buf_add(&page->about, go_up(label, &above)
						 ? HL_STR(", because nothing higher holds")
						 : HL_STR(", always"));
		return;
	}
	hl_buf_add(&page->about, HL_STR(", because "));
	explain_item(spot->item, &page->about);
	hl_buf_add(&page->about, HL_STR(" is "));
	evidence_put_seen(page->eval, spot->item, spot->branch, &page->about);
	hl_buf_add(&page->about, HL_STR(" ("));
	hl_buf_add(&page->about, band);
	hl_buf_add_char(&page->about, ')');
}

static void put_label(struct page *page, size_t index) {
	const struct part *label = &page->model->parts[index];
	const struct branch *held = page->eval->labels[index];
	struct spot spot;

	if (label->items_len == 0)
		return;
	spot = spot_of(label, held);
	hl_buf_add(&page->about, held && held->text.len ? held->text : HL_STR("none"));
	if (held)
		put_because(page, label, &spot);
	put_line(page, label->name);
	if (hl_str_eq(label->name, HL_STR("tier")))
		put_next(page, label, spot);
}

/* --- what mattered most --- */

static hl_wide size_of(const struct move *move) {
	return move->value < 0 ? -move->value : move->value;
}

/* Rules are, and people; that a range held it or it was rounded is not. */
static bool is_reason(const struct move *move) {
	return move->value != 0 &&
	       (move->of == MOVE_ITEM || move->of == MOVE_SET || move->of == MOVE_ADD);
}

/* The largest that is smaller than @last, or as large and behind it; @last NULL: of all. */
static const struct move *largest(const struct waterfall *fall, const struct move *last) {
	const struct move *found = NULL;

	for (size_t i = 0; i < fall->len; i++) {
		const struct move *move = &fall->moves[i];
		bool is_left = !last || size_of(move) < size_of(last) ||
			       (size_of(move) == size_of(last) && move > last);

		if (is_reason(move) && is_left && (!found || size_of(move) > size_of(found)))
			found = move;
	}
	return found;
}

static void put_reason(struct page *page, const struct move *move) {
	struct hl_buf *to = &page->about;

	if (to->len)
		hl_buf_add(to, HL_STR(", "));
	if (move->item && move->item->field_name.len == 0)
		hl_buf_add(to, move->part->name);
	else if (move->item)
		explain_item(move->item, to);
	else
		hl_buf_add(
			to, move->of == MOVE_SET ? HL_STR("set by hand") : HL_STR("added by hand"));
	hl_buf_add(to, move->value > 0 ? HL_STR(" +") : HL_STR(" "));
	to->len += hl_sum_print(move->value, 0, hl_buf_room(to, HL_SUM_ROOM));
}

static void put_reasons(struct page *page) {
	const struct move *move = largest(page->eval->fall, NULL);

	for (size_t i = 0; move && i < MOST_REASONS; i++) {
		put_reason(page, move);
		move = largest(page->eval->fall, move);
	}
	if (page->about.len == 0)
		hl_buf_add(&page->about, HL_STR("nothing that would count"));
	put_line(page, HL_STR("mostly"));
}

/* --- the page --- */

/* "2026-03-02 09:00:00 UTC" */
static void put_as_of(struct page *page) {
	char text[HL_TIME_ROOM];
	size_t len = hl_time_print(page->eval->scoring->facts->time.as_of, text);
	struct hl_str time = { text, len - 1 };
	struct hl_str day = hl_str_cut(&time, 'T');

	hl_buf_addf(&page->about, "%.*s %.*s UTC", (int)day.len, day.at, (int)time.len, time.at);
	put_line(page, HL_STR("as of"));
}

static void put_model(struct page *page) {
	const struct hl_model *model = page->model;

	hl_buf_add(&page->about, model->name.len ? model->name : hl_str_of(model->file));
	if (model->about.len)
		hl_buf_add(&page->about, HL_STR(": "));
	hl_buf_add(&page->about, model->about);
	put_line(page, HL_STR("model"));
}

static void put_answer(struct page *page) {
	const struct hl_scoring *scoring = page->eval->scoring;

	hl_buf_add(&page->about, hl_str_of(page->model->key));
	hl_buf_add_char(&page->about, ' ');
	hl_buf_add(&page->about, hl_cell_trimmed(page->eval->row, scoring->key));
	hl_text_lines(page->to, 2, hl_buf_str(&page->about));
	hl_buf_add_char(page->to, '\n');
	page->about.len = 0;
	evidence_put_part(page->eval, page->model->score, &page->about);
	put_line(page, HL_STR("score"));
	for (size_t i = 0; i < scoring->labels_len; i++)
		put_label(page, scoring->labels[i]);
	put_reasons(page);
	put_as_of(page);
	put_model(page);
}

void explain_put(struct eval *eval, struct hl_buf *to) {
	struct page page = { .eval = eval, .model = eval->model, .to = to };

	/* A page each: printers know the sign. */
	if (eval->fall->pages++ > 0)
		hl_buf_add(to, HL_STR("\f\n"));
	waterfall_run(eval);
	put_answer(&page);
	explain_events(&page);
	explain_parts(&page);
	hl_buf_release(&page.what);
	hl_buf_release(&page.about);
	hl_buf_release(&page.gives);
	hl_buf_release(&page.total);
}
