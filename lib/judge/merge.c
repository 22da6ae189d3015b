/* merge.c - runs of a shelf to one: a heap of those that are read side by side. */
#include "pile.h"

#include <stdlib.h>

/* So many are read side by side at most, so many bins of each at a time. */
enum { SIDE_BY_SIDE = 64, LEAST = 16, MOST = 2048 };

struct source {
	struct run left; /* not read yet */
	struct bin *bins;
	size_t at, len;
};

struct merging {
	struct shelf *shelf;
	struct source sources[SIDE_BY_SIDE];
	struct source *heap[SIDE_BY_SIDE]; /* the lowest score is the first */
	size_t heap_len;
	size_t each;
};

/* False: there is nothing more. */
static bool fill(const struct merging *m, struct source *source) {
	if (source->at < source->len)
		return true;
	source->at = 0;
	source->len = source->left.len < m->each ? source->left.len : m->each;
	if (source->len == 0)
		return false;
	shelf_read(m->shelf, source->left.from, source->bins, source->len);
	source->left.from += source->len;
	source->left.len -= source->len;
	return true;
}

static int64_t score_of(const struct source *source) {
	return source->bins[source->at].score;
}

static void sift(struct merging *m, size_t at) {
	struct source *source = m->heap[at];

	for (size_t child; (child = 2 * at + 1) < m->heap_len; at = child) {
		if (child + 1 < m->heap_len &&
			score_of(m->heap[child + 1]) < score_of(m->heap[child]))
			child++;
		if (score_of(source) <= score_of(m->heap[child]))
			break;
		m->heap[at] = m->heap[child];
	}
	m->heap[at] = source;
}

/* The lowest bin of all; false: there is none. */
static bool take(struct merging *m, struct bin *bin) {
	struct source *lowest = m->heap[0];

	if (m->heap_len == 0)
		return false;
	*bin = lowest->bins[lowest->at++];
	if (!fill(m, lowest))
		m->heap[0] = m->heap[--m->heap_len];
	if (m->heap_len > 0)
		sift(m, 0);
	return true;
}

static struct run merge_few(struct shelf *shelf, const struct run *runs, size_t len) {
	struct merging m = { .shelf = shelf };
	size_t each = shelf_memory(shelf) / 4 / sizeof(struct bin) / len;
	struct run merged = shelf_begin(shelf);
	struct bin *bins;
	struct bin bin = { 0 };
	struct bin last = { 0 };

	m.each = each < LEAST ? LEAST : each > MOST ? MOST : each;
	bins = hl_claim(len * m.each, sizeof(*bins));
	for (size_t i = 0; i < len; i++) {
		m.sources[i] = (struct source){ .left = runs[i], .bins = bins + i * m.each };
		if (fill(&m, &m.sources[i]))
			m.heap[m.heap_len++] = &m.sources[i];
	}
	for (size_t i = m.heap_len / 2; i-- > 0;)
		sift(&m, i);
	for (bool is = take(&m, &last); is;) {
		is = take(&m, &bin);
		if (is && bins_join(&last, &bin))
			continue;
		shelf_add(shelf, &merged, last);
		last = bin;
	}
	free(bins);
	return merged;
}

struct run runs_merge(struct shelf *shelf, struct run *runs, size_t len) {
	while (len > 1) {
		size_t over = len > SIDE_BY_SIDE ? len - SIDE_BY_SIDE + 1 : len;
		size_t few = over < SIDE_BY_SIDE ? over : SIDE_BY_SIDE;

		/* The merged one comes last: shorter ones are merged before it. */
		runs[len] = merge_few(shelf, runs, few);
		memmove(runs, runs + few, (len + 1 - few) * sizeof(*runs));
		len = len + 1 - few;
	}
	return runs[0];
}
