/* times.c - lists of moments, in pieces of memory that need not be moved when they grow. */
#include "times.h"

#include <stdlib.h>

enum { PIECE = 512 };

struct node {
	uint64_t ago;
	uint32_t slot;
	uint32_t next; /* + 1; 0: the last */
};

struct times {
	struct node **pieces;
	size_t pieces_len, pieces_cap;
	size_t len; /* of the nodes in use */
};

struct times *times_new(void) {
	return hl_claim(1, sizeof(struct times));
}

/* Those from @from on. */
static void drop_pieces(struct times *times, size_t from) {
	for (size_t i = from; i < times->pieces_len; i++)
		free(times->pieces[i]);
	if (times->pieces_len > from)
		times->pieces_len = from;
}

void times_free(struct times *times) {
	if (!times)
		return;
	drop_pieces(times, 0);
	free(times->pieces);
	free(times);
}

/* One piece stays: --sorted forgets them for every lead. */
void times_empty(struct times *times) {
	drop_pieces(times, 1);
	times->len = 0;
}

size_t times_size(const struct times *times) {
	return times->pieces_len * PIECE * sizeof(struct node) +
	       times->pieces_cap * sizeof(struct node *);
}

static struct node *node_at(const struct times *times, size_t i) {
	return &times->pieces[i / PIECE][i % PIECE];
}

void times_add(struct times *times, uint32_t *list, struct moment moment) {
	size_t len = times->len++;

	if (len >= UINT32_MAX)
		hl_out_of_memory();
	if (len == times->pieces_len * PIECE) {
		times->pieces = hl_grow(times->pieces, &times->pieces_cap, times->pieces_len + 1,
			sizeof(struct node *));
		times->pieces[times->pieces_len++] = hl_claim(PIECE, sizeof(struct node));
	}
	*node_at(times, len) = (struct node){ moment.ago, moment.slot, *list };
	*list = (uint32_t)len + 1;
}

bool times_next(const struct times *times, uint32_t *list, struct moment *moment) {
	const struct node *node;

	if (*list == 0)
		return false;
	node = node_at(times, *list - 1);
	*moment = (struct moment){ node->ago, node->slot };
	*list = node->next;
	return true;
}

static int compare(const void *a, const void *b) {
	const struct moment *x = a;
	const struct moment *y = b;

	return (x->ago > y->ago) - (x->ago < y->ago);
}

void moments_sort(struct moments *moments, const struct times *times, uint32_t list) {
	struct moment moment;

	moments->len = 0;
	while (times_next(times, &list, &moment)) {
		moments->at =
			hl_grow(moments->at, &moments->cap, moments->len + 1, sizeof(*moments->at));
		moments->at[moments->len++] = moment;
	}
	if (moments->len > 1)
		qsort(moments->at, moments->len, sizeof(*moments->at), compare);
}

void moments_release(struct moments *moments) {
	free(moments->at);
	*moments = (struct moments){ 0 };
}
