/* queue_acts.h - inside lib/page: what queue_acts.c and queue_limits.c know of the card at hand. */
#ifndef HL_PAGE_QUEUE_ACTS_H
#define HL_PAGE_QUEUE_ACTS_H

#include "hl/contact.h"
#include "queue.h"

struct acts {
	const struct queue_card *card;
	struct hl_export *doc;
	bool has_channels; /* there is such a column */
	struct hl_contact_open open;
	bool has_link, has_call_link;
	size_t begun; /* where the first link or limit stands */
};

static inline struct hl_str acts_cell(const struct acts *acts, size_t column) {
	return queue_cell(acts->card->queue, column);
}

/* A line end before each link and limit but the first. */
void acts_begin_one(struct acts *acts);

/* queue_limits.c */
void acts_put_limits(struct acts *acts);
enum hl_queue_stop acts_stop(const struct acts *acts);

#endif
