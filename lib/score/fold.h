/*
 * fold.h - inside lib/score: events on their way into the facts, a few dozen of a shard at a time.
 */
#ifndef HL_SCORE_FOLD_H
#define HL_SCORE_FOLD_H

#include "facts.h"

/* Events of one shard: of two batches one waits for its memory while the other fills. */
struct queue {
	struct batch batches[2];
	size_t fresh; /* the one that fills */
};

/* What waits to be folded; each thread has its own. Zero it to begin with. */
struct folder {
	struct queue queues[SHARDS];
	bool borrows;     /* long keys wait whose texts are the caller's */
	size_t unmatched; /* events without a key, until folder_end */
};

/* The shard's batches change places. */
void folder_turn(struct hl_facts *facts, struct folder *folder, size_t shard);

/* Fold all that waits: what was borrowed may go. */
void folder_all(struct hl_facts *facts, struct folder *folder);

/* The same, and count. One thread at a time. */
void folder_end(struct hl_facts *facts, struct folder *folder);

/* The event of the lead that @key, which borrows its text or not, names has to wait. */
static inline void folder_add(struct hl_facts *facts, struct folder *folder,
	const struct hl_key *key, bool borrows, const struct event *event) {
	size_t shard = facts_shard(facts, key);
	struct queue *queue = &folder->queues[shard];
	struct batch *fresh = &queue->batches[queue->fresh];

	fresh->keys[fresh->len] = *key;
	fresh->events[fresh->len] = *event;
	folder->borrows |= borrows;
	if (++fresh->len == BATCH_MAX)
		folder_turn(facts, folder, shard);
}

/* The same by the text of its key; one of no lead has none to go to. */
static inline void folder_add_text(struct hl_facts *facts, struct folder *folder,
	struct hl_str text, const struct event *event) {
	struct hl_key key;

	if (text.len == 0) {
		folder->unmatched++;
		return;
	}
	key = facts_key(facts, text);
	folder_add(facts, folder, &key, text.len > HL_KEY_INSIDE, event);
}

#endif
