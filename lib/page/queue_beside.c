/* queue_beside.c - what other tables say of the queue as a whole: work done, what was held back. */
#include "queue.h"

#include "hl/beside.h"

#include <stdlib.h>

bool queue_has_done(const struct queue *queue) {
	return queue->doc->options->beside && hl_beside_has_done(queue->doc->options->beside);
}

bool queue_is_done(const struct queue_card *card) {
	return queue_has_done(card->queue) &&
	       hl_beside_is_done(card->queue->doc->options->beside, card->account);
}

size_t queue_count_done(const struct queue *queue) {
	const struct hl_export *doc = queue->doc;
	const struct hl_beside_queue asked = { queue->accounts, queue->collectors, doc->is_part };

	return queue_has_done(queue) ? hl_beside_done(doc->options->beside, &asked)
				     : doc->options->done;
}

/* The table says who works each account, and of these that nobody does. */
static bool is_nobodys(const struct queue *queue) {
	size_t collector = queue->columns->collector;
	bool is_named = !queue->doc->is_part && hl_str_trim(queue->doc->title).len > 0;

	return collector != HL_NO_COLUMN && hl_export_is_out(queue->doc->table, collector) &&
	       hl_keys_len(queue->collectors) == 0 && !is_named;
}

size_t queue_asked(const struct queue *queue) {
	return is_nobodys(queue) ? 0 : queue->doc->options->goal;
}

/* What was worked may be on this page no more. */
size_t queue_goal(const struct queue *queue) {
	size_t asked = queue_asked(queue);
	size_t done = queue_count_done(queue);

	return done < asked && queue->to_do < asked - done ? done + queue->to_do : asked;
}

void queue_put_held(const struct queue *queue) {
	struct hl_export *doc = queue->doc;
	struct hl_held_back held;

	if (!doc->options->beside || !hl_beside_held(doc->options->beside, doc->value, &held))
		return;
	hl_buf_addf(
		&doc->out, "; held back%s %zu", held.is_of_all ? " of all queues" : "", held.leads);
	for (size_t i = 0; i < held.len; i++) {
		struct hl_str reason = held.reasons[i].reason;

		hl_put(doc, i ? ", " : ": ");
		if (reason.len > 0)
			html_put_reason(doc, reason);
		else
			hl_put(doc, "no reason");
		hl_buf_addf(&doc->out, " %zu", held.reasons[i].leads);
	}
	free(held.reasons);
}
