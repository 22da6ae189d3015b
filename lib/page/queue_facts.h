/* queue_facts.h - inside lib/page: what hl_queue is. */
#ifndef HL_PAGE_QUEUE_FACTS_H
#define HL_PAGE_QUEUE_FACTS_H

#include "queue.h"

struct hl_queue {
	struct queue of;
	struct queue_card card; /* at hand */
	size_t place, at;       /* of the next account; of its cells */
	struct hl_queue_totals totals;
};

#endif
