/*
 * times.h - inside lib/score: when events happened, key by key, for rules that ask for one event
 * after another.
 *
 * A list of moments begins in a word of its key. Only models with such a rule keep any.
 */
#ifndef HL_SCORE_TIMES_H
#define HL_SCORE_TIMES_H

#include "hl/base.h"
#include "hl/memory.h"

/* An event of a slot. */
struct moment {
	uint64_t ago; /* nanoseconds before the run */
	uint32_t slot;
};

/* The lists of one map of keys. */
struct times;

struct times *times_new(void);
void times_free(struct times *times);

/* Forget all lists; their words are the caller's to clear. */
void times_empty(struct times *times);

/* About how many bytes of memory they take. */
size_t times_size(const struct times *times);

/* Put @moment before the others of the list that begins in @list, which is 0 for an empty one. */
void times_add(struct times *times, uint32_t *list, struct moment moment);

/* Take the first moment off a copy of the list's word; false: there is none. */
bool times_next(const struct times *times, uint32_t *list, struct moment *moment);

/* Moments in the order of time. Zero it to begin with. */
struct moments {
	struct moment *at;
	size_t len, cap;
};

/* The moments of the list, the newest first; what was there before is gone. */
void moments_sort(struct moments *moments, const struct times *times, uint32_t list);
void moments_release(struct moments *moments);

#endif
