/* queue_facts.c - a queue for whoever writes it as something else than a page for a browser. */
#include "queue_facts.h"

#include <stdlib.h>

static bool has(size_t column) {
	return column != HL_NO_COLUMN;
}

static struct hl_queue_has what_there_is(const struct queue_columns *columns) {
	return (struct hl_queue_has){
		.score = has(columns->score),
		.tier = has(columns->tier),
		.key = has(columns->key),
		.client = has(columns->client),
		.balance = has(columns->balance),
		.sum = columns->is_summed,
		.phone = has(columns->phone) || has(columns->cell),
		.channels = has(columns->channels),
		.calls_left = has(columns->calls_left),
		.hours = has(columns->call_from) || has(columns->call_to),
		.last_worked = has(columns->last_worked),
	};
}

struct hl_queue *hl_queue_new(struct hl_export *doc) {
	struct hl_queue *queue = hl_claim(1, sizeof(*queue));
	struct queue *of = &queue->of;

	queue_init(of, doc);
	queue_survey(of);
	queue->totals = (struct hl_queue_totals){
		.rows = of->rows,
		.cents = queue_cents(of->balance),
		.without = of->without,
		.asked = queue_asked(of),
		.goal = queue_goal(of),
		.done = queue_count_done(of),
		.offset = queue_other_offset(of),
		.work_date = of->work_date,
		.has = what_there_is(of->columns),
	};
	return queue;
}

struct hl_queue_totals hl_queue_totals(const struct hl_queue *queue) {
	return queue->totals;
}

void hl_queue_free(struct hl_queue *queue) {
	if (!queue)
		return;
	queue_survey_release(&queue->of);
	free(queue);
}

void hl_queue_rewind(struct hl_queue *queue) {
	queue->place = queue->at = 0;
}

bool hl_queue_next(struct hl_queue *queue, struct hl_queue_account *account) {
	struct queue *of = &queue->of;
	const struct queue_columns *columns = of->columns;
	struct queue_card *card = &queue->card;
	int64_t balance = 0;

	if (!queue_next(of, &queue->at))
		return false;
	*card = queue_read_card(of);
	*account = (struct hl_queue_account){
		.place = ++queue->place,
		.heading = card->heading,
		.key = card->key,
		.client = queue_cell(of, columns->client),
		.score = queue_cell(of, columns->score),
		.tier = card->tier ? card->tier->name : HL_STR(""),
		.why = queue_cell(of, columns->why),
		.next_step = queue_cell(of, columns->next_step),
		.call_from = queue_cell(of, columns->call_from),
		.call_to = queue_cell(of, columns->call_to),
		.calls_left = of->left,
		.next_ok = queue_cell(of, columns->next_ok),
		.reasons = queue_cell(of, columns->reasons),
		.balance = queue_cell(of, columns->balance),
		.is_done = queue_is_done(card),
		.open = queue_open(card),
	};
	account->is_amount = hl_dec_read(account->balance, &balance);
	account->cents = account->is_amount ? queue_cents(balance) : 0;
	return true;
}
