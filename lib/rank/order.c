/*
 * order.c - the records of a store in order, on several threads.
 *
 * The words that decide are dealt out to buckets between splitters, which are taken from a sample,
 * so that the buckets are about equally full whatever the rows are like; each bucket is sorted by
 * one thread, in its cache. Where a record goes does not depend on how many threads there are.
 */
#include "sort.h"

#include <stdlib.h>

enum {
	BUCKETS = 256,
	SAMPLE = 16 * BUCKETS,
	FEW_ITEMS = 4 * SAMPLE,
	PARTS_PER_THREAD = 4,
	AHEAD = 16
};

/* A part of the items, for one thread at a time. */
struct part {
	size_t from, to;
	struct rank_seen seen;
	size_t counts[BUCKETS]; /* of the items; then where the next one goes */
};

struct order {
	const struct rank_store *store;
	size_t threads;
	struct rank_item *items, *spare;
	size_t len;
	unsigned char *buckets; /* of each item */
	size_t starts[BUCKETS + 1];
	uint64_t splitters[BUCKETS];
	struct part *parts;
	size_t parts_len;
	struct sort_scratch *scratches; /* of the workers */
	struct press press;
	size_t depth;
	struct rank_seen seen; /* at depth */
	bool whole;
};

static void in_pieces(
	struct order *order, size_t count, void (*work)(void *order, size_t worker, size_t piece)) {
	const struct hl_pieces pieces = {
		.arg = order, .count = count, .threads = order->threads, .work = work
	};

	hl_parallel(&pieces);
}

/* --- the records become items --- */

static void list_stretch(void *arg, size_t worker, size_t piece) {
	const struct order *order = arg;
	const struct rank_stretch *stretch = &order->store->stretches[piece];
	struct rank_item *to = order->items + stretch->before;

	(void)worker;
	for (size_t i = 0; i < stretch->rows; i++)
		to[i].at = rank_block_at(stretch->block, stretch->first + i);
}

static void list(struct order *order) {
	const struct rank_store *store = order->store;
	struct rank_item *to = order->items + (order->len - store->adopted_len);

	in_pieces(order, store->stretches_len, list_stretch);
	for (size_t i = 0; i < store->adopted_len; i++)
		to[i].at = store->adopted[i];
}

/* --- what they differ in --- */

static void see_part(void *arg, size_t worker, size_t piece) {
	const struct order *order = arg;
	struct part *part = &order->parts[piece];

	(void)worker;
	part->seen = rank_seen_none();
	for (size_t i = part->from; i < part->to; i++) {
		rank_fetch(order->items, part->to, i + AHEAD, 1);
		rank_see(&part->seen, rank_string_at(order->items[i].at), order->depth);
	}
}

static void see(struct order *order) {
	order->seen = rank_seen_none();
	if (order->depth == 0 && order->store->seen) {
		order->seen = *order->store->seen;
		return;
	}
	in_pieces(order, order->parts_len, see_part);
	for (size_t p = 0; p < order->parts_len; p++)
		rank_see_all(&order->seen, &order->parts[p].seen);
}

/* --- to their buckets --- */

static uint64_t word_of(const struct order *order, const char *at) {
	struct rank_mark mark = rank_mark_of(rank_string_at(at), order->depth);

	return press_mark(&order->press, &mark);
}

static void find_splitters(struct order *order) {
	struct rank_item *sample = hl_claim(2 * (size_t)SAMPLE, sizeof(*sample));
	const struct rank_item *sorted;

	for (size_t i = 0; i < SAMPLE; i++)
		sample[i].word = word_of(order, order->items[order->len / SAMPLE * i].at);
	sorted =
		sort_radix(order->scratches, (struct sort_span){ sample, sample + SAMPLE, SAMPLE });
	for (size_t b = 1; b < BUCKETS; b++)
		order->splitters[b - 1] = sorted[b * (SAMPLE / BUCKETS)].word;
	free(sample);
}

/* How many splitters are not larger than @word. */
static size_t bucket_of(const struct order *order, uint64_t word) {
	size_t bucket = 0;

	for (size_t step = BUCKETS / 2; step > 0; step /= 2)
		bucket += step & -(size_t)(word >= order->splitters[bucket + step - 1]);
	return bucket;
}

static void count_part(void *arg, size_t worker, size_t piece) {
	const struct order *order = arg;
	struct part *part = &order->parts[piece];

	(void)worker;
	memset(part->counts, 0, sizeof(part->counts));
	for (size_t i = part->from; i < part->to; i++) {
		uint64_t word = word_of(order, order->items[i].at);
		size_t bucket = bucket_of(order, word);

		rank_fetch(order->items, part->to, i + AHEAD, 2);
		order->items[i].word = word;
		order->buckets[i] = (unsigned char)bucket;
		part->counts[bucket]++;
	}
}

/* Within a bucket the parts follow each other: equal words stay in their order. */
static void place_buckets(struct order *order) {
	size_t sum = 0;

	for (size_t b = 0; b < BUCKETS; b++) {
		order->starts[b] = sum;
		for (size_t p = 0; p < order->parts_len; p++) {
			size_t here = order->parts[p].counts[b];

			order->parts[p].counts[b] = sum;
			sum += here;
		}
	}
	order->starts[BUCKETS] = sum;
}

static void move_part(void *arg, size_t worker, size_t piece) {
	const struct order *order = arg;
	struct part *part = &order->parts[piece];

	(void)worker;
	for (size_t i = part->from; i < part->to; i++)
		order->spare[part->counts[order->buckets[i]]++] = order->items[i];
}

static void sort_bucket(void *arg, size_t worker, size_t piece) {
	const struct order *order = arg;
	size_t start = order->starts[piece];
	struct sort_span span = { order->items + start, order->spare + start,
		order->starts[piece + 1] - start };

	if (span.len > 0)
		sort_words(&order->scratches[worker], span, true, order->depth, order->whole);
}

static void order_many(struct order *order) {
	struct rank_mark differ;

	while (see(order), !rank_differ(&order->seen, &differ)) {
		if (!order->seen.more)
			return;
		order->depth++;
	}
	order->whole = press_plan(&order->press, &differ);
	order->buckets = hl_pages_claim(order->len);
	find_splitters(order);
	in_pieces(order, order->parts_len, count_part);
	place_buckets(order);
	in_pieces(order, order->parts_len, move_part);
	in_pieces(order, BUCKETS, sort_bucket);
	hl_pages_free(order->buckets, order->len);
}

static void make_parts(struct order *order) {
	size_t len = order->threads > 1 ? PARTS_PER_THREAD * order->threads : 1;

	order->parts = hl_claim(len, sizeof(*order->parts));
	order->parts_len = len;
	for (size_t p = 0; p < len; p++) {
		order->parts[p].from = order->len / len * p;
		order->parts[p].to = p + 1 == len ? order->len : order->len / len * (p + 1);
	}
}

static struct rank_item *claim_items(size_t len) {
	size_t bytes;

	if (__builtin_mul_overflow(len, sizeof(struct rank_item), &bytes))
		hl_out_of_memory();
	return hl_pages_claim(bytes);
}

void rank_order_free(struct rank_item *items, size_t len) {
	hl_pages_free(items, len * sizeof(*items));
}

struct rank_item *rank_order(const struct rank_store *store, size_t threads) {
	struct order order = {
		.store = store,
		.threads = threads ? threads : 1,
		.len = store->rows,
	};

	order.items = claim_items(order.len);
	order.spare = claim_items(order.len);
	order.scratches = hl_claim(order.threads, sizeof(*order.scratches));
	make_parts(&order);
	list(&order);
	if (order.len < FEW_ITEMS)
		sort_items(order.scratches,
			(struct sort_span){ order.items, order.spare, order.len }, 0);
	else
		order_many(&order);
	free(order.parts);
	free(order.scratches);
	rank_order_free(order.spare, order.len);
	return order.items;
}
