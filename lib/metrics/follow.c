/*
 * follow.c - was the queue followed?
 *
 * The attempts of a day are walked in time. Each that meets an account of the queue for the first
 * time counts, and follows the queue when at most K accounts that may be called at that moment, and
 * were not worked yet, stand as high as it does; one that may not be called does not follow it.
 */
#include "desk.h"

#include <stdlib.h>

/* --- the rows that are open --- */

static void open_add(struct desk *desk, size_t place, size_t by) {
	for (; place <= desk->queue_len; place += place & (~place + 1))
		desk->open[place] += by;
}

static size_t open_until(const struct desk *desk, size_t place) {
	size_t sum = 0;

	for (; place > 0; place &= place - 1)
		sum += desk->open[place];
	return sum;
}

static struct call_window window_of(const struct desk *desk, uint32_t place) {
	return window_at(desk->m, desk->queue[place - 1].window);
}

static void move(struct desk *desk, uint32_t place, uint8_t to) {
	if (desk->row[place] == OPEN)
		open_add(desk, place, SIZE_MAX);
	if (to == OPEN)
		open_add(desk, place, 1);
	desk->row[place] = to;
}

/* The windows that have opened and closed by @s. */
static void advance(struct desk *desk, int64_t s) {
	for (; desk->opened < desk->queue_len; desk->opened++) {
		uint32_t place = desk->opening[desk->opened];

		if (window_of(desk, place).from_s > s)
			break;
		if (desk->row[place] == NOT_YET)
			move(desk, place, OPEN);
	}
	for (; desk->closed < desk->queue_len; desk->closed++) {
		uint32_t place = desk->closing[desk->closed];

		if (window_of(desk, place).to_s > s)
			break;
		if (desk->row[place] == OPEN)
			move(desk, place, CLOSED);
	}
}

static int by_opening(const void *left, const void *right, void *of_desk) {
	const struct desk *desk = of_desk;
	const uint32_t *a = left;
	const uint32_t *b = right;

	return compare(window_of(desk, *a).from_s, window_of(desk, *b).from_s);
}

static int by_closing(const void *left, const void *right, void *of_desk) {
	const struct desk *desk = of_desk;
	const uint32_t *a = left;
	const uint32_t *b = right;

	return compare(window_of(desk, *a).to_s, window_of(desk, *b).to_s);
}

static void desk_begin(struct desk *desk) {
	size_t len = desk->queue_len;

	desk->row = hl_grow(desk->row, &desk->row_cap, len + 1, sizeof(*desk->row));
	desk->open = hl_grow(desk->open, &desk->open_cap, len + 1, sizeof(*desk->open));
	desk->opening = hl_grow(desk->opening, &desk->opening_cap, len + 1, sizeof(*desk->opening));
	desk->closing = hl_grow(desk->closing, &desk->closing_cap, len + 1, sizeof(*desk->closing));
	for (size_t i = 0; i <= len; i++) {
		desk->row[i] = NOT_YET;
		desk->open[i] = 0;
		desk->opening[i] = desk->closing[i] = (uint32_t)i + 1;
	}
	qsort_r(desk->opening, len, sizeof(*desk->opening), by_opening, desk);
	qsort_r(desk->closing, len, sizeof(*desk->closing), by_closing, desk);
	desk->opened = desk->closed = 0;
}

/* --- what is counted --- */

static void note_worked(struct desk *desk, const struct step *attempt, uint32_t slot) {
	struct worked_list *list = &desk->worked;

	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] =
		(struct worked){ slot, attempt->collector, attempt->s, attempt->rank };
}

static void count_worked(struct desk *desk, const struct step *attempt, bool is_followed) {
	struct spot spot = step_spot(desk->m, attempt, SEEN_BY_ALL);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(desk->m, &spot, i);

		tally->counts.actions++;
		tally->counts.eligible++;
		tally->counts.followed += is_followed;
		note_worked(desk, attempt, spot.slots[i]);
	}
}

static void count_off_queue(struct hl_meter *m, const struct step *attempt) {
	struct spot spot = step_spot(m, attempt, SEEN_BY_ALL);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.actions++;
		tally->counts.off_queue++;
		tally->counts.eligible += m->options.count_off_queue;
	}
}

/* Of the accounts on top those that were worked when the day is over. */
static void count_top(struct desk *desk) {
	for (size_t i = 0; i < desk->queue_len && i < desk->m->options.top_k; i++) {
		const struct step *row = &desk->queue[i];
		struct spot spot = step_spot(desk->m, row, NEEDS_QUEUE);

		for (size_t j = 0; j < spot.len; j++) {
			struct hl_tally *tally = spot_tally(desk->m, &spot, j);

			tally->counts.top++;
			tally->counts.top_worked += desk->row[row->place] == WORKED;
		}
	}
}

static void walk(struct desk *desk, const struct step *attempt) {
	uint32_t place = attempt->place;
	bool is_followed;

	if (place == 0) {
		if (!attempt->is_aside)
			count_off_queue(desk->m, attempt);
		return;
	}
	advance(desk, attempt->s);
	if (desk->row[place] == WORKED)
		return;
	is_followed = desk->row[place] == OPEN && open_until(desk, place) <= desk->m->options.top_k;
	if (!attempt->is_aside)
		count_worked(desk, attempt, is_followed);
	move(desk, place, WORKED);
}

void desk_follow(struct desk *desk) {
	desk_begin(desk);
	for (size_t i = 0; i < desk->attempts_len; i++)
		walk(desk, &desk->attempts[i]);
	count_top(desk);
	desk_tau(desk);
}

void desk_release(struct desk *desk) {
	free(desk->row);
	free(desk->opening);
	free(desk->closing);
	free(desk->open);
	free(desk->worked.at);
	free(desk->others.at);
}
