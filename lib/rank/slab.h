/* slab.h - memory for many things of changing sizes, which is forgotten all at once. */
#ifndef HL_RANK_SLAB_H
#define HL_RANK_SLAB_H

#include "parts.h"

/* Small things in steps of so much, large ones in powers of two. */
enum { SLAB_STEP = 32, SLAB_SMALL = 256, SLAB_CLASSES = SLAB_SMALL + 64 };

struct slab {
	struct rank_store store;
	void *unused[SLAB_CLASSES]; /* what was put back, by size */
};

/* Room for *@size bytes, aligned to eight; *@size becomes what it really is. */
void *slab_get(struct slab *slab, size_t *size);
/* @at of @size bytes is not needed any more; NULL is fine. */
void slab_put(struct slab *slab, void *at, size_t size);
/* How much memory is in use. */
size_t slab_used(const struct slab *slab);
void slab_empty(struct slab *slab);
void slab_release(struct slab *slab);

#endif
