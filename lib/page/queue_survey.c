/* queue_survey.c - what must be known of all rows before the first card: sums, tiers, offsets. */
#include "queue.h"

#include <stdlib.h>
#include <string.h>

/* --- tiers --- */

/* The number of @name, whatever its case; a new one is added. */
static size_t tier_number(const struct queue *queue, struct hl_str name) {
	struct hl_buf *key = &queue->doc->scratch;

	key->len = 0;
	hl_buf_add(key, name);
	for (size_t i = 0; i < key->len; i++)
		key->at[i] = hl_lower(key->at[i]);
	return hl_keys_add(queue->tier_keys, hl_buf_str(key));
}

const struct queue_tier *queue_tier_of(const struct queue *queue) {
	if (queue->columns->tier == HL_NO_COLUMN)
		return NULL;
	return &queue->tiers[tier_number(queue, queue_cell(queue, queue->columns->tier))];
}

static void add_to_tier(struct queue *queue, int64_t balance, bool has_score, int64_t score) {
	struct hl_str name = queue_cell(queue, queue->columns->tier);
	size_t number = tier_number(queue, name);
	struct queue_tier *tier;

	queue->tiers = hl_grow(queue->tiers, &queue->tiers_cap, number + 1, sizeof(*queue->tiers));
	tier = &queue->tiers[number];
	if (number == queue->tiers_len) {
		*tier = (struct queue_tier){ .name = name, .first = number };
		queue->tiers_len++;
	}
	tier->rows++;
	tier->balance += balance;
	if (has_score && (!tier->has_score || score > tier->highest)) {
		tier->has_score = true;
		tier->highest = score;
	}
}

/* Rows without a tier come last, the earlier tier before the later one. */
static int settle(const struct queue_tier *a, const struct queue_tier *b) {
	return (a->first > b->first) - (a->first < b->first);
}

static int by_score(const void *left, const void *right) {
	const struct queue_tier *a = *(struct queue_tier *const *)left;
	const struct queue_tier *b = *(struct queue_tier *const *)right;

	if ((a->name.len == 0) != (b->name.len == 0))
		return a->name.len == 0 ? 1 : -1;
	if (a->has_score != b->has_score)
		return a->has_score ? -1 : 1;
	if (a->has_score && a->highest != b->highest)
		return a->highest > b->highest ? -1 : 1;
	return settle(a, b);
}

static int by_rank(const void *left, const void *right) {
	const struct queue_tier *a = *(struct queue_tier *const *)left;
	const struct queue_tier *b = *(struct queue_tier *const *)right;

	if ((a->name.len == 0) != (b->name.len == 0))
		return a->name.len == 0 ? 1 : -1;
	if (a->rank != b->rank)
		return a->rank > b->rank ? 1 : -1;
	return by_score(left, right);
}

static void order_tiers(struct queue *queue) {
	queue->list = hl_new_array(&queue->doc->arena, struct queue_tier *, queue->tiers_len + 1);
	for (size_t i = 0; i < queue->tiers_len; i++) {
		struct queue_tier *tier = &queue->tiers[i];

		tier->rank = tier->name.len > 0 ? queue_run_rank(queue->columns->run, tier->name)
						: QUEUE_COLDEST;
		queue->list[i] = tier;
	}
	qsort(queue->list, queue->tiers_len, sizeof(struct queue_tier *), by_rank);
	for (size_t i = 0; i < queue->tiers_len; i++)
		queue->list[i]->place = i;
}

/* --- offsets --- */

/* @one: the offset so far. False when there is no common one. */
static bool same_offset(const struct queue *queue, size_t column, char *one) {
	struct hl_str cell = queue_cell(queue, column);
	struct queue_iso iso;
	char offset[QUEUE_OFFSET_ROOM];

	if (cell.len == 0)
		return true;
	if (!queue_iso_read(cell, &iso))
		return false;
	queue_iso_offset(&iso, offset);
	if (one[0] == '\0')
		memcpy(one, offset, sizeof(offset));
	return offset[0] && strcmp(one, offset) == 0;
}

/* --- accounts --- */

/* An account may have several cards; the first stands for it. */
static void survey_account(struct queue *queue) {
	struct queue_card card = { .queue = queue, .account = queue->account };
	size_t known = hl_keys_len(queue->accounts);
	size_t number;

	if (queue->account.len == 0)
		return;
	number = hl_keys_add(queue->accounts, queue->account);
	if (number < known)
		return;
	*hl_keys_words(queue->accounts, number) = (uint32_t)queue->rows + 1;
	queue->firsts =
		hl_grow(queue->firsts, &queue->firsts_cap, number + 1, sizeof(*queue->firsts));
	queue->firsts[number] = (struct queue_first){
		.heading = hl_str_keep(&queue->doc->arena, queue_name(queue)),
		.next_ok = queue_cell(queue, queue->columns->next_ok),
		.stop = queue_open(&card).stop,
	};
}

/* --- what is to do --- */

/* By what hl-gate says, whatever numbers there are; where that is held back nobody is to know. */
static bool may_be_worked(const struct queue *queue) {
	const struct hl_contact_cells cells = { .has_channels = queue->columns->own_channels !=
								HL_NO_COLUMN,
		.channels = queue->channels,
		.status = queue->status,
		.calls_left = queue->left };
	struct hl_contact_open open = hl_contact_open(&cells);

	return queue->columns->is_hidden || !cells.has_channels || open.call_open ||
	       open.sms_open || open.email_open || open.mail_open;
}

static void survey_work(struct queue *queue) {
	struct queue_card card = { .queue = queue, .account = queue->account };

	if (may_be_worked(queue) && !queue_is_done(&card))
		queue->to_do++;
}

/* --- all of it --- */

static void survey_row(struct queue *queue) {
	const struct queue_columns *columns = queue->columns;
	int64_t score = 0;
	int64_t balance = 0;
	bool has_score = hl_dec_read(queue_cell(queue, columns->score), &score);

	if (!hl_dec_read(queue_cell(queue, columns->balance), &balance))
		queue->without++;
	queue->balance += balance;
	if (columns->tier != HL_NO_COLUMN)
		add_to_tier(queue, balance, has_score, score);
	if (queue->collector.len > 0)
		(void)hl_keys_add(queue->collectors, queue->collector);
	else
		queue->unassigned++;
	if (queue->doc->options->goal > 0)
		survey_work(queue);
	if (queue->doc->options->beside)
		survey_account(queue);
	queue->rows++;
}

void queue_survey(struct queue *queue) {
	const struct queue_columns *columns = queue->columns;
	bool has_offset = true;
	size_t at = 0;

	queue_run_settle(columns->run);
	queue->tier_keys = hl_keys_new();
	queue->accounts = hl_keys_new_with(NULL, 1);
	queue->collectors = hl_keys_new();
	while (queue_next(queue, &at)) {
		survey_row(queue);
		has_offset = has_offset && same_offset(queue, columns->call_from, queue->offset) &&
			     same_offset(queue, columns->call_to, queue->offset);
	}
	if (!has_offset)
		queue->offset[0] = '\0';
	order_tiers(queue);
	queue_find_owner(queue);
}

void queue_survey_release(struct queue *queue) {
	hl_keys_free(queue->tier_keys);
	hl_keys_free(queue->accounts);
	hl_keys_free(queue->collectors);
	free(queue->firsts);
	hl_buf_release(&queue->name);
	free(queue->tiers);
}
