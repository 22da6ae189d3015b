/* labels.c - what the columns of a row that figures are split by say together. */
#include "parts.h"

#include <stdlib.h>

/* --- numbers of combinations --- */

void labels_init(struct labels *labels, size_t width) {
	const uint32_t none[DIMENSIONS_MAX] = { 0 };

	labels->keys = hl_keys_new();
	labels->width = width;
	pthread_mutex_init(&labels->lock, NULL);
	(void)labels_add(labels, none);
}

void labels_release(struct labels *labels) {
	if (!labels->keys)
		return;
	hl_keys_free(labels->keys);
	pthread_mutex_destroy(&labels->lock);
}

static struct hl_str bytes_of(const struct labels *labels, const uint32_t *values) {
	return (struct hl_str){ (const char *)values, labels->width * sizeof(*values) };
}

uint32_t labels_add(struct labels *labels, const uint32_t *values) {
	uint32_t label = 0;

	if (labels->width == 0)
		return 0;
	pthread_mutex_lock(&labels->lock);
	label = (uint32_t)hl_keys_add(labels->keys, bytes_of(labels, values));
	pthread_mutex_unlock(&labels->lock);
	return label;
}

void labels_get(struct labels *labels, uint32_t label, uint32_t *values) {
	if (labels->width == 0)
		return;
	pthread_mutex_lock(&labels->lock);
	memcpy(values, hl_keys_at(labels->keys, label).at, labels->width * sizeof(*values));
	pthread_mutex_unlock(&labels->lock);
}

/* --- what a worker knows of them --- */

struct label_memo *label_memo_new(const struct hl_meter *m) {
	struct label_memo *memo;

	if (m->log_labels->width == 0)
		return NULL;
	memo = hl_claim(1, sizeof(*memo));
	for (size_t i = 0; i < m->log_labels->width; i++)
		memo->columns[i].texts = hl_keys_new_with(NULL, 1);
	memo->labels = hl_keys_new_with(NULL, 1);
	return memo;
}

void label_memo_free(struct label_memo *memo) {
	if (!memo)
		return;
	for (size_t i = 0; i < DIMENSIONS_MAX; i++)
		hl_keys_free(memo->columns[i].texts);
	hl_keys_free(memo->labels);
	free(memo);
}

/* The value of a text that the worker may not have met yet. */
static uint32_t value_of(const struct worker *w, size_t i, struct hl_str text) {
	struct label_column *column = &w->memo->columns[i];
	const struct hl_key key = hl_key_of(column->texts, text);
	uint32_t *value = hl_key_make(column->texts, &key);

	if (*value == 0) {
		pthread_mutex_lock(&w->m->log_labels->lock);
		*value = value_add(w->m->log_dimensions[i], text);
		pthread_mutex_unlock(&w->m->log_labels->lock);
	}
	return *value;
}

/* That of the cell, remembered by @word if it has one. */
ONCE_A_WORD static uint32_t learn_value(
	const struct worker *w, size_t i, const struct hl_row *row, struct word word) {
	const struct words words = { w->memo->columns[i].words, LABEL_WORDS };
	struct hl_str text = hl_cell_trimmed(row, w->m->log_dimensions[i]->column);
	uint32_t value = text.len ? value_of(w, i, text) : 0;

	if (!word_is_none(word))
		*words_slot(&words, word) = (struct word_slot){ word, value };
	return value;
}

static uint32_t cell_value(const struct worker *w, size_t i, const struct hl_row *row) {
	const struct words words = { w->memo->columns[i].words, LABEL_WORDS };
	struct word word = word_at(row, w->m->log_dimensions[i]->column);
	const struct word_slot *slot = words_slot(&words, word);

	return !word_is_none(word) && word_eq(slot->word, word) ? slot->value
								: learn_value(w, i, row, word);
}

uint32_t label_of_row(const struct worker *w, const struct hl_row *row) {
	struct label_memo *memo = w->memo;
	size_t len = w->m->log_labels->width;
	uint32_t values[DIMENSIONS_MAX];
	struct hl_key key;
	uint32_t *label;

	for (size_t i = 0; i < len; i++)
		values[i] = cell_value(w, i, row);
	if (memo->has_last && memcmp(values, memo->last, len * sizeof(*values)) == 0)
		return memo->last_label;
	key = hl_key_of(memo->labels, bytes_of(w->m->log_labels, values));
	label = hl_key_make(memo->labels, &key);
	if (*label == 0)
		*label = 1 + labels_add(w->m->log_labels, values);
	memcpy(memo->last, values, len * sizeof(*values));
	memo->has_last = true;
	return memo->last_label = *label - 1;
}
