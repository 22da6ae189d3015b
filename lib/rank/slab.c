/*
 * slab.c - memory for many things of changing sizes.
 *
 * malloc(3) has a heap for each thread: what one thread frees another one does not get, and a
 * limit would be passed.
 */
#include "slab.h"

/* The class of *@size, which is rounded up to that of its class. */
static size_t class_of(size_t *size) {
	size_t class = (*size + SLAB_STEP - 1) / SLAB_STEP;
	unsigned bits;

	if (class < SLAB_SMALL) {
		*size = class * SLAB_STEP;
		return class;
	}
	bits = 64 - (unsigned)__builtin_clzll(*size - 1);
	*size = (size_t)1 << bits;
	return SLAB_SMALL + bits;
}

void *slab_get(struct slab *slab, size_t *size) {
	size_t class = class_of(size);
	void *at = slab->unused[class];

	if (!at)
		return rank_store_room(&slab->store, *size);
	memcpy(&slab->unused[class], at, sizeof(at));
	return at;
}

void slab_put(struct slab *slab, void *at, size_t size) {
	size_t class = class_of(&size);

	if (!at)
		return;
	memcpy(at, &slab->unused[class], sizeof(at));
	slab->unused[class] = at;
}

size_t slab_used(const struct slab *slab) {
	return slab->store.used;
}

void slab_empty(struct slab *slab) {
	rank_store_empty(&slab->store);
	memset(slab->unused, 0, sizeof(slab->unused));
}

void slab_release(struct slab *slab) {
	rank_store_release(&slab->store);
}
