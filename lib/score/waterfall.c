/* waterfall.c - by how much each rule moved the score of a lead. */
#include "waterfall.h"

#include <stdlib.h>
#include <string.h>

/*
 * A part that is used twice, by one that is used twice, and so on: what doubles thirty times is not
 * gone through any more, but is one move.
 */
enum { ITEMS_MOST = 4096 };

/* A part that is gone through. */
struct frame {
	const struct frame *up; /* the part that it is an item of; NULL: it is the score */
	const struct item *item;
	const struct part *part;
};

/* --- what is held --- */

/* Parts stand in an order in which each finds the sizes it needs. */
static size_t size_of(const struct part *part, const size_t *sizes) {
	size_t size = 0;

	for (size_t i = 0; i < part->items_len; i++) {
		size_t below = rule_is_part(&part->items[i]) ? sizes[part->items[i].part] : 0;

		size += 1 + (below <= ITEMS_MOST ? below : 0);
	}
	return size;
}

struct waterfall *waterfall_new(const struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;
	struct waterfall *fall = hl_claim(1, sizeof(*fall));

	fall->masked.gave = hl_claim(scoring->items_len, sizeof(*fall->masked.gave));
	fall->masked.numbers = hl_claim(model->parts_len, sizeof(*fall->masked.numbers));
	fall->counted = hl_claim(scoring->items_len, sizeof(*fall->counted));
	fall->sizes = hl_claim(model->parts_len, sizeof(*fall->sizes));
	for (size_t i = 0; i < model->parts_len; i++)
		fall->sizes[model->order[i]] = size_of(&model->parts[model->order[i]], fall->sizes);
	return fall;
}

void waterfall_free(struct waterfall *fall) {
	if (!fall)
		return;
	free(fall->masked.gave);
	free(fall->masked.numbers);
	free(fall->counted);
	free(fall->sizes);
	free(fall->moves);
	free(fall);
}

/* --- moves --- */

/*
 * What the score comes to when the part of @frame comes to @value, and the parts above it to what
 * they make of that and of the items before it. False: one of them is out of range.
 */
static bool climb(
	struct waterfall *fall, const struct frame *frame, int64_t value, int64_t *score) {
	struct eval *masked = &fall->masked;
	struct hl_error ignored;

	for (; frame->up; frame = frame->up) {
		const struct part *up = frame->up->part;
		struct gave *gave = eval_gave(masked, up) + (frame->item - up->items);

		masked->numbers[frame->part - masked->model->parts] = value;
		*gave = (struct gave){ 0 };
		if (frame->item->rule->value(masked, up, frame->item, gave, &ignored) != HL_OK ||
			up->combine->value(masked, up, &value, &ignored) != HL_OK)
			return false;
	}
	*score = value;
	return true;
}

/* The score is this now. */
static void add_move(struct waterfall *fall, struct move move, int64_t score) {
	fall->moves = hl_grow(fall->moves, &fall->cap, fall->len + 1, sizeof(*fall->moves));
	move.value = (hl_wide)score - fall->score;
	fall->moves[fall->len++] = move;
	fall->score = score;
}

/* What the items of the part that are not masked come to is a move, if anybody can tell. */
static void move_to_items(struct waterfall *fall, const struct frame *frame, struct move move) {
	const struct combine *combine = frame->part->combine;
	int64_t score = fall->score;
	struct hl_error ignored;
	int64_t value = 0;

	if (combine->value(&fall->masked, frame->part, &value, &ignored) == HL_OK)
		(void)climb(fall, frame, value, &score);
	if (move.of == MOVE_COMBINE)
		move.gives = value;
	if (move.gives != combine->neutral || score != fall->score)
		add_move(fall, move, score);
}

/* All items are in: what the range makes of the part. */
static void move_to_range(struct waterfall *fall, const struct frame *frame) {
	const struct part *part = frame->part;
	int64_t score = fall->score;
	struct hl_error ignored;
	int64_t value;
	int64_t held;

	if (part->combine->value(&fall->masked, part, &value, &ignored) != HL_OK)
		return; /* it was a number when the lead was scored */
	held = eval_clamp(part, value);
	if (held == value)
		return;
	(void)climb(fall, frame, held, &score);
	add_move(fall, (struct move){ .of = MOVE_RANGE, .part = part, .gives = held }, score);
}

static bool is_gone_through(const struct waterfall *fall, const struct item *item) {
	return rule_is_part(item) && fall->sizes[item->part] <= ITEMS_MOST;
}

/* Only parts that stand above each other are under way at once: the masks of all are apart. */
static void go_through(struct waterfall *fall, const struct frame *frame) {
	const struct part *part = frame->part;
	const struct gave *gave = eval_gave(fall->eval, part);
	struct gave *masked = eval_gave(&fall->masked, part);
	bool is_empty = true;

	memset(masked, 0, part->items_len * sizeof(*masked));
	for (size_t i = 0; i < part->items_len; i++) {
		const struct item *item = &part->items[i];

		if (!gave[i].gives)
			continue;
		is_empty = false;
		if (is_gone_through(fall, item))
			go_through(fall, &(struct frame){ frame, item,
						 &fall->eval->model->parts[item->part] });
		masked[i] = gave[i];
		if (!is_gone_through(fall, item))
			move_to_items(fall, frame,
				(struct move){ MOVE_ITEM, part, item, gave[i].value, 0 });
	}
	if (is_empty)
		move_to_items(fall, frame, (struct move){ .of = MOVE_COMBINE, .part = part });
	move_to_range(fall, frame);
}

/* What becomes of the score when its rules are through. */
static void settle(struct waterfall *fall, const struct part *part) {
	const struct override *override = fall->eval->beside.override;
	int64_t score = fall->eval->numbers[fall->eval->model->score];

	if (override && override->has_set)
		add_move(fall,
			(struct move){ .of = MOVE_SET, .part = part, .gives = override->set },
			override->set);
	if (override && override->add != 0)
		add_move(fall,
			(struct move){ .of = MOVE_ADD, .part = part, .gives = override->add },
			fall->score + override->add);
	if (fall->score != score)
		add_move(fall, (struct move){ .of = MOVE_DECIMALS, .part = part, .gives = score },
			score);
}

void waterfall_run(struct eval *eval) {
	const struct part *score = &eval->model->parts[eval->model->score];
	struct waterfall *fall = eval->fall;
	struct gave *gave = fall->masked.gave;
	int64_t *numbers = fall->masked.numbers;

	fall->eval = eval;
	fall->masked = *eval;
	fall->masked.gave = gave;
	fall->masked.numbers = numbers;
	fall->len = 0;
	fall->score = 0;
	go_through(fall, &(struct frame){ .part = score });
	settle(fall, score);
}

bool waterfall_total(struct waterfall *fall, const struct part *part, size_t len, int64_t *total) {
	struct gave *masked = eval_gave(&fall->masked, part);
	struct hl_error ignored;

	memset(masked, 0, part->items_len * sizeof(*masked));
	memcpy(masked, eval_gave(fall->eval, part), len * sizeof(*masked));
	return part->combine->value(&fall->masked, part, total, &ignored) == HL_OK;
}
