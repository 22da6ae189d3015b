/* own_rows.c - which terms of the user's metrics an event meets, and what they come to. */
#include "parts.h"

#include <stdlib.h>

struct own_worker *own_worker_new(const struct hl_own *own) {
	struct own_worker *w;

	if (!own)
		return NULL;
	w = hl_claim(1, sizeof(*w));
	w->values_len = own->sums.len;
	w->values = hl_claim(HL_STEP_ROWS * own->sums.len + 1, sizeof(*w->values));
	w->columns = hl_claim(OWN_WORDS * own->log.len + 1, sizeof(*w->columns));
	return w;
}

void own_worker_free(struct own_worker *w) {
	if (!w)
		return;
	free(w->values);
	free(w->columns);
	free(w->sums);
	free(w);
}

/* --- what a cell leaves --- */

static bool has_type(struct hl_str list, struct hl_str type) {
	while (list.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&list, '|'));

		if (hl_str_same(name, type) || hl_str_eq(name, HL_STR("*")))
			return true;
	}
	return false;
}

static uint64_t of_type(const struct hl_own *own, struct hl_str type) {
	uint64_t marks = 0;

	for (size_t i = 0; i < own->terms_len; i++) {
		const struct own_term *term = &own->terms[i];

		if (term->of != SIZE_MAX)
			term = &own->terms[term->of];
		if (has_type(term->types, type))
			marks |= UINT64_C(1) << i;
	}
	return marks;
}

static struct own_slot *slot_at(struct own_slot *slots, struct word word) {
	return &slots[word_hash(word, (struct word){ 0, 0 }) & (OWN_WORDS - 1)];
}

/* @column: NULL for the type. */
ONCE_A_WORD static struct own_slot learn(const struct hl_own *own, const struct hl_row *row,
	const struct own_column *column, size_t at) {
	struct own_slot slot = { { 0, 0 }, 0, 0 };
	struct hl_str cell = hl_cell_trimmed(row, at);

	slot.left = column ? own_left(column, cell, &slot.bad) : of_type(own, cell);
	return slot;
}

/* What the cell leaves, from the memo @slots where its bytes are known there. */
static inline struct own_slot look(const struct hl_own *own, struct own_slot *slots,
	const struct hl_row *row, const struct own_column *column, size_t at) {
	struct word word = word_at(row, at);
	struct own_slot *slot = slot_at(slots, word);

	if (word_is_none(word))
		return learn(own, row, column, at);
	if (!word_eq(slot->word, word)) {
		*slot = learn(own, row, column, at);
		slot->word = word;
	}
	return *slot;
}

/* --- a row --- */

static enum hl_status fail(
	struct worker *w, const struct hl_row *row, size_t column, struct hl_error *err) {
	(void)hl_fail_value(
		err, hl_cell_trimmed(row, column), "not a number, and a metric takes it for one");
	return event_bad(w, row, column, err);
}

/* A blank cell adds nothing. */
static enum hl_status add_up(struct worker *w, const struct hl_row *row, size_t at, uint64_t *marks,
	struct hl_error *err) {
	const struct own_columns *sums = &w->m->options.own->sums;

	for (size_t i = 0; i < sums->len; i++) {
		const struct own_column *column = &sums->at[i];
		int64_t *value = &own_values(w->own, at)[i];
		struct hl_str cell;

		*value = 0;
		if (!(*marks & column->terms))
			continue;
		cell = hl_cell_trimmed(row, column->at);
		if (cell.len == 0)
			*marks &= ~column->terms;
		else if (!hl_dec_read(cell, value))
			return fail(w, row, column->at, err);
		else if (column->at == w->m->columns.amount && event_currency(w, row, err) != HL_OK)
			return HL_EDATA;
	}
	return HL_OK;
}

enum hl_status own_row(
	struct worker *w, const struct hl_row *row, size_t at, struct hl_error *err) {
	const struct hl_own *own = w->m->options.own;
	uint64_t marks = look(own, w->own->types, row, NULL, w->m->columns.type).left;

	for (size_t i = 0; i < own->log.len && marks; i++) {
		const struct own_column *column = &own->log.at[i];
		struct own_slot slot;

		if (!(marks & column->terms))
			continue;
		slot = look(own, &w->own->columns[i * OWN_WORDS], row, column, column->at);
		if (marks & slot.bad)
			return fail(w, row, column->at, err);
		marks &= slot.left;
	}
	if (marks && add_up(w, row, at, &marks, err) != HL_OK)
		return HL_EDATA;
	w->own->marks[at] = marks;
	return HL_OK;
}

size_t own_rows(struct worker *w, const struct hl_row *rows, size_t len) {
	struct hl_error ignored;
	size_t i = 0;

	while (i < len && own_row(w, &rows[i], i, &ignored) == HL_OK)
		i++;
	/* Those behind a bad one are parsed, but nobody counts them. */
	return i;
}

/* --- sums --- */

struct own_sum *own_sums_at(struct worker *w, size_t flow) {
	struct own_worker *own = w->own;
	size_t terms = w->m->options.own->terms_len;
	size_t len = own->flows_len * terms;

	if (flow >= own->flows_len) {
		own->sums =
			hl_grow(own->sums, &own->sums_cap, (flow + 1) * terms, sizeof(*own->sums));
		own->flows_len = flow + 1;
		for (; len < own->flows_len * terms; len++)
			own->sums[len] = (struct own_sum){ 0, 0 };
	}
	return &own->sums[flow * terms];
}

void own_add(const struct hl_own *own, struct own_sum *sums, uint64_t marks, const char *values) {
	for (uint64_t left = marks; left; left &= left - 1)
		sums[__builtin_ctzll(left)].rows++;
	for (size_t i = 0; i < own->sums.len; i++) {
		int64_t value;

		memcpy(&value, values + i * sizeof(value), sizeof(value));
		for (uint64_t left = marks & own->sums.at[i].terms; left; left &= left - 1)
			sums[__builtin_ctzll(left)].sum += value;
	}
}

uint64_t own_count(struct worker *w, size_t at, uint32_t collector, uint32_t label, int64_t day) {
	const struct hl_own *own = w->m->options.own;
	uint64_t marks = w->own->marks[at] & ~own->by_account;
	size_t flow = collector;

	if (!in_period(w->m, day))
		return 0;
	if (marks && w->by != BY_COLLECTOR)
		flow = worker_spot(w, collector, label, day);
	if (marks)
		own_add(own, own_sums_at(w, flow), marks, (const char *)own_values(w->own, at));
	return w->own->marks[at] & own->by_account;
}
