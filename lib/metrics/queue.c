/*
 * queue.c - the queue of a collector's day, and what the collector did.
 *
 * A collector has one queue a day: the accounts delivered to it, each with the rank given last.
 * Its outbound attempts of that day are those on accounts of the queue, which follow.c walks
 * through, and others. What was delivered to nobody is a queue of all who have none of their own:
 * they are walked through together, and whatever anybody works is gone from it. Without a queue
 * nobody can say what a day's attempts were.
 */
#include "desk.h"

#include <stdlib.h>

bool queue_is_delivered(const struct hl_meter_tables *tables) {
	bool is = tables->queues_len > 0;

	for (size_t i = 0; i < tables->parts_len; i++)
		is |= tables->parts[i].has_queue;
	return is;
}

bool queue_is_there(const struct hl_meter *m) {
	return m->columns.rank != HL_NO_COLUMN || m->has_delivered;
}

void queue_forget(struct hl_meter *m) {
	m->needs &= ~(unsigned)NEEDS_QUEUE;
	if (!m->is_by_collector)
		m->needs &= ~(unsigned)NEEDS_HOLDER;
}

void queue_leave(struct hl_meter *m) {
	m->needs &= ~(unsigned)NEEDS_QUEUE;
}

uint64_t queue_hash(int64_t day) {
	uint64_t mixed = (uint64_t)day * UINT64_C(0x9e3779b97f4a7c15);

	return mixed ^ mixed >> 32;
}

void queue_step(struct hl_meter *m, const struct fact *fact) {
	struct told told = { .fact = *fact,
		.account = hl_keys_at(m->accounts, fact->account),
		.window = { INT64_MIN, INT64_MAX } };

	if (when_is_never(when_at(m, fact->day)))
		return;
	told.fact.collector++; /* 0 is nobody */
	if (fact->kind == QUEUED)
		told.window = window_at(m, (uint32_t)fact->window);
	store_add(m->writer, &told, queue_hash(fact->day));
}

void queue_take(struct hl_meter *m, const struct fact *fact) {
	struct step_list *list = &m->steps;

	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] = (struct step){ .s = fact->s,
		.rank = fact->amount,
		.day = fact->day,
		.collector = fact->collector,
		.account = fact->account,
		.label = fact->label,
		.window = fact->kind == QUEUED ? (uint32_t)fact->window : 0,
		.is_queue = fact->kind == QUEUED };
}

/* By what the windows are, not by how they were numbered. */
static int compare_windows(const struct hl_meter *m, uint32_t left, uint32_t right) {
	struct call_window a, b;

	if (left == right)
		return 0;
	a = window_at(m, left);
	b = window_at(m, right);
	return a.from_s != b.from_s ? compare(a.from_s, b.from_s) : compare(a.to_s, b.to_s);
}

/* Desk by desk; its queue first, by account, the rank given last before the others. */
static int by_desk(const void *left, const void *right, void *meter) {
	const struct hl_meter *m = meter;
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
	if (order == 0)
		order = compare(a->rank, b->rank);
	if (order == 0 && a->is_queue)
		order = compare_windows(m, a->window, b->window);
	return order || a->label == b->label ? order : labels_compare(m, a->label, b->label);
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

/* Of two at once the higher one in the queue is first. */
static int by_time(const void *left, const void *right, void *meter) {
	const struct step *a = left;
	const struct step *b = right;
	int order = compare(a->s, b->s);

	if (order == 0)
		order = compare(a->place, b->place);
	if (order == 0)
		order = compare_whose(meter, a, b);
	return order || a->label == b->label ? order : labels_compare(meter, a->label, b->label);
}

/* One row an account, which learns its place in the order of ranks. */
static void rank_queue(struct desk *desk) {
	size_t kept = 0;

	for (size_t i = 0; i < desk->queue_len; i++)
		if (kept == 0 || desk->queue[kept - 1].account != desk->queue[i].account)
			desk->queue[kept++] = desk->queue[i];
	desk->queue_len = kept;
	qsort_r(desk->queue, kept, sizeof(*desk->queue), by_rank, desk->m);
	for (size_t i = 0; i < kept; i++)
		desk->queue[i].place = (uint32_t)i + 1;
	qsort(desk->queue, kept, sizeof(*desk->queue), by_account);
}

/* Each attempt learns the place and the rank of its account. */
static void place_attempts(struct desk *desk) {
	for (size_t i = 0; i < desk->attempts_len; i++) {
		struct step *attempt = &desk->attempts[i];
		const struct step *row = bsearch(
			attempt, desk->queue, desk->queue_len, sizeof(*desk->queue), by_account);

		attempt->place = row ? row->place : 0;
		attempt->rank = row ? row->rank : 0;
	}
	qsort_r(desk->queue, desk->queue_len, sizeof(*desk->queue), by_rank, desk->m);
	if (desk->attempts_len > 1)
		qsort_r(desk->attempts, desk->attempts_len, sizeof(*desk->attempts), by_time,
			desk->m);
}

static void count_no_queue(struct desk *desk) {
	for (size_t i = 0; i < desk->attempts_len; i++) {
		struct spot spot = step_spot(desk->m, &desk->attempts[i], SEEN_BY_ALL);

		for (size_t j = 0; j < spot.len; j++)
			spot_tally(desk->m, &spot, j)->counts.no_queue++;
	}
}

/* The steps from @first on that are of one collector and day. */
static void take_desk(struct desk *desk, const struct step_list *list, size_t first) {
	const struct step *step = &list->at[first];
	size_t next = first;

	desk->queue = &list->at[first];
	desk->queue_len = 0;
	for (; next < list->len && list->at[next].day == step->day &&
		list->at[next].collector == step->collector;
		next++)
		desk->queue_len += list->at[next].is_queue;
	desk->attempts = desk->queue + desk->queue_len;
	desk->attempts_len = next - first - desk->queue_len;
}

/* --- everybody's --- */

/* The steps of nobody stand behind all others, day by day, queues first. */
static size_t first_of_nobody(const struct step_list *list) {
	size_t first = list->len;

	while (first > 0 && list->at[first - 1].collector == NOBODY)
		first--;
	return first;
}

static bool is_shared(const struct step_list *list, size_t from, int64_t day) {
	size_t end = list->len;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (list->at[middle].day < day)
			from = middle + 1;
		else
			end = middle;
	}
	return from < list->len && list->at[from].day == day && list->at[from].is_queue;
}

/* The attempts of a desk are those of everybody's, too. */
static void share(struct desk *desk) {
	struct step_list *others = &desk->others;

	for (size_t i = 0; i < desk->attempts_len; i++) {
		others->at =
			hl_grow(others->at, &others->cap, others->len + 1, sizeof(*others->at));
		others->at[others->len] = desk->attempts[i];
		others->at[others->len++].is_aside =
			desk->queue_len > 0 && desk->attempts[i].collector != NOBODY;
	}
}

static int by_day(const void *left, const void *right) {
	return compare(((const struct step *)left)->day, ((const struct step *)right)->day);
}

static void follow(struct desk *desk) {
	rank_queue(desk);
	place_attempts(desk);
	desk_follow(desk);
}

/* The queues of nobody, from @from on, with what was shared. */
static void follow_shared(struct desk *desk, const struct step_list *list, size_t from) {
	struct step_list *others = &desk->others;
	size_t next = 0;

	if (others->len > 1)
		qsort(others->at, others->len, sizeof(*others->at), by_day);
	while (from < list->len) {
		take_desk(desk, list, from);
		from += desk->queue_len + desk->attempts_len;
		if (desk->queue_len == 0)
			continue;
		desk->attempts = others->at + next;
		while (next < others->len && others->at[next].day == desk->queue->day)
			next++;
		desk->attempts_len = (size_t)(others->at + next - desk->attempts);
		follow(desk);
	}
}

void queue_count(struct hl_meter *m) {
	struct step_list *list = &m->steps;
	struct desk desk = { .m = m };
	size_t nobody, next;

	if (list->len > 1)
		qsort_r(list->at, list->len, sizeof(*list->at), by_desk, m);
	nobody = first_of_nobody(list);
	for (size_t at = 0; at < list->len; at = next) {
		bool is_for_all = is_shared(list, nobody, list->at[at].day);

		take_desk(&desk, list, at);
		next = at + desk.queue_len + desk.attempts_len;
		if (is_for_all)
			share(&desk);
		if (at >= nobody)
			continue;
		if (desk.queue_len > 0)
			follow(&desk);
		else if (!is_for_all)
			count_no_queue(&desk);
	}
	follow_shared(&desk, list, nobody);
	list->len = 0;
	desk_release(&desk);
}
