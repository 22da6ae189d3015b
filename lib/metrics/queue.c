/*
 * queue.c - was the queue followed?
 *
 * A collector has one queue a day: the accounts delivered to it, each with the rank given last.
 * Its outbound attempts of that day are walked in time; each that meets an account of the queue
 * for the first time counts, and follows the queue when at most K accounts not worked yet
 * stand as high as it does.
 */
#include "parts.h"

#include <stdlib.h>

/* A queue row or an attempt of one collector on one day. */
struct desk {
	struct hl_meter *m;
	struct step *queue; /* in rank order */
	size_t queue_len;
	struct step *attempts; /* in time; rank is the place in the queue */
	size_t attempts_len;
	size_t *open; /* Fenwick tree over the queue: accounts not worked yet */
	size_t open_cap;
};

void queue_step(struct hl_meter *m, const struct fact *fact) {
	struct step_list *list = &m->steps;

	if (when_is_never(when_at(m, fact->day)) || fact->collector == NOBODY)
		return;
	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] = (struct step){ .s = fact->s,
		.rank = fact->amount,
		.day = fact->day,
		.collector = fact->collector,
		.account = fact->account,
		.label = fact->label,
		.is_queue = fact->kind == QUEUED };
}

/* Desk by desk; its queue first, by account, the rank given last before the others. */
static int by_desk(const void *left, const void *right) {
	const struct step *a = left;
	const struct step *b = right;
	int order = compare(a->collector, b->collector);

	if (order == 0)
		order = compare(a->day, b->day);
	if (order == 0)
		order = compare(b->is_queue, a->is_queue);
	if (order == 0)
		order = compare(a->account, b->account);
	if (order == 0)
		order = compare(b->s, a->s);
	return order ? order : compare(a->rank, b->rank);
}

static int by_rank(const void *left, const void *right, void *meter) {
	const struct hl_meter *m = meter;
	const struct step *a = left;
	const struct step *b = right;
	int order = compare(a->rank, b->rank);

	return order ? order
		     : hl_str_cmp(hl_keys_at(m->accounts, a->account),
			       hl_keys_at(m->accounts, b->account));
}

static int by_account(const void *left, const void *right) {
	return compare(((const struct step *)left)->account, ((const struct step *)right)->account);
}

static int by_time(const void *left, const void *right) {
	const struct step *a = left;
	const struct step *b = right;
	int order = compare(a->s, b->s);

	return order ? order : compare(a->rank, b->rank);
}

/* One row an account, then s becomes its place in rank order. */
static void rank_queue(struct desk *desk) {
	size_t kept = 0;

	for (size_t i = 0; i < desk->queue_len; i++)
		if (kept == 0 || desk->queue[kept - 1].account != desk->queue[i].account)
			desk->queue[kept++] = desk->queue[i];
	desk->queue_len = kept;
	qsort_r(desk->queue, kept, sizeof(*desk->queue), by_rank, desk->m);
	for (size_t i = 0; i < kept; i++)
		desk->queue[i].rank = (int64_t)i + 1;
	qsort(desk->queue, kept, sizeof(*desk->queue), by_account);
}

/* Only attempts on accounts of the queue; each learns its place there. */
static void place_attempts(struct desk *desk) {
	size_t kept = 0;

	for (size_t i = 0; i < desk->attempts_len; i++) {
		struct step *attempt = &desk->attempts[i];
		const struct step *row = bsearch(
			attempt, desk->queue, desk->queue_len, sizeof(*desk->queue), by_account);

		if (row) {
			attempt->rank = row->rank;
			desk->attempts[kept++] = *attempt;
		}
	}
	desk->attempts_len = kept;
	if (kept > 1)
		qsort(desk->attempts, kept, sizeof(*desk->attempts), by_time);
}

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

static void count(struct hl_meter *m, const struct step *attempt, bool is_followed) {
	const struct hl_place place = { attempt->account, attempt->collector, attempt->label };
	struct spot spot = spot_at(m, &place, when_at(m, attempt->day), SEEN_BY_ALL);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.eligible++;
		tally->counts.followed += is_followed;
	}
}

static void walk(struct desk *desk) {
	desk->open = hl_grow(desk->open, &desk->open_cap, desk->queue_len + 1, sizeof(*desk->open));
	for (size_t i = 0; i <= desk->queue_len; i++)
		desk->open[i] = 0;
	for (size_t i = 1; i <= desk->queue_len; i++)
		open_add(desk, i, 1);
	for (size_t i = 0; i < desk->attempts_len; i++) {
		size_t place = (size_t)desk->attempts[i].rank;
		size_t above = open_until(desk, place);

		if (above == open_until(desk, place - 1))
			continue; /* worked already */
		open_add(desk, place, SIZE_MAX);
		count(desk->m, &desk->attempts[i], above <= desk->m->options.top_k);
	}
}

void queue_count(struct hl_meter *m) {
	struct step_list *list = &m->steps;
	struct desk desk = { .m = m };
	size_t next;

	if (list->len > 1)
		qsort(list->at, list->len, sizeof(*list->at), by_desk);
	for (size_t start = 0; start < list->len; start = next) {
		const struct step *first = &list->at[start];
		size_t queue_len = 0;

		for (next = start; next < list->len && list->at[next].day == first->day &&
				   list->at[next].collector == first->collector;
			next++)
			queue_len += list->at[next].is_queue;
		desk.queue = &list->at[start];
		desk.queue_len = queue_len;
		desk.attempts = &list->at[start + queue_len];
		desk.attempts_len = next - start - queue_len;
		if (queue_len == 0)
			continue;
		rank_queue(&desk);
		place_attempts(&desk);
		walk(&desk);
	}
	free(desk.open);
}
