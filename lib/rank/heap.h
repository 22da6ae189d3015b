/* heap.h - the best rows of one queue: a heap whose root is the worst of them. */
#ifndef HL_RANK_HEAP_H
#define HL_RANK_HEAP_H

#include "slab.h"

struct heap_row {
	struct rank_mark mark; /* of the sort string behind the name of the queue */
	char *record;
	size_t bytes; /* memory that the record has */
};

struct heap {
	struct heap_row *rows;
	size_t len, bytes; /* how many, and how much memory the rows have */
};

/* A record and its mark, as they came. */
struct heap_new {
	const char *record;
	struct rank_mark mark;
};

/* Is @row worse than all that are there? */
bool heap_is_worst(const struct heap *heap, const struct heap_new *row);
/* Keep a copy of @row; @full: instead of the worst. */
void heap_add(struct heap *heap, struct slab *slab, const struct heap_new *row, bool full);

/*
 * With ties a second heap, which is in no order, has the rows that are level with the worst of the
 * first and worse: keep a copy of @row there; move the worst there, for heap_add to put another in
 * its place; forget all that are there.
 */
void heap_append(struct heap *heap, struct slab *slab, const struct heap_new *row);
void heap_move_worst(struct heap *heap, struct heap *to, struct slab *slab);
void heap_forget(struct heap *heap, struct slab *slab);

#endif
