/* told.c - what there is to tell of rows that were written. */
#include "whole.h"

size_t hl_rank_queues(const struct hl_rank *rank) {
	return rank->form.has_queues ? rank->tally.queues : 1;
}

size_t hl_rank_spilled(const struct hl_rank *rank) {
	return rank->hold.spilled + rank->unique.hold.spilled + rank->tally.runs;
}

struct hl_rank_counts hl_rank_counts(const struct hl_rank *rank) {
	return rank->tally.counts;
}

size_t hl_rank_gone(const struct hl_rank *rank, struct hl_buf *to) {
	const struct rank_before *before = rank->marks ? rank->marks->before : NULL;

	return before ? rank_before_gone(before, to) : 0;
}

size_t hl_rank_rows(const struct hl_rank *rank) {
	return rank->tally.rows;
}

struct hl_rank_left_out hl_rank_left_out(const struct hl_rank *rank) {
	struct hl_rank_left_out left_out = rank->left_out;

	left_out.unique = rank->unique.left_out;
	left_out.max = rank->tally.counts.over;
	left_out.top = rank->rows - rank->tally.rows - left_out.where - left_out.suppress -
		       left_out.unique - left_out.max;
	return left_out;
}

void hl_rank_put_order(const struct hl_rank *rank, struct hl_buf *to) {
	rank_keys_print(&rank->keys, to);
}

void hl_rank_put_absent(const struct hl_rank *rank, struct hl_buf *to) {
	for (size_t i = 0; i < rank->keys.absent_len; i++) {
		hl_buf_add(to, i ? HL_STR(", ") : HL_STR(""));
		hl_buf_add(to, rank->keys.absent[i]);
	}
}

bool hl_rank_class_at(const struct hl_rank *rank, size_t number, struct hl_rank_class *class,
	struct hl_buf *order) {
	const struct rank_class *known;

	if (!rank->marks || number >= rank->marks->classes_len)
		return false;
	known = &rank->marks->classes[number];
	*class = (struct hl_rank_class){ .name = known->name,
		.rows = rank->tally.classes[number].rows,
		.over = rank->tally.classes[number].over,
		.max = known->max };
	rank_keys_print(&known->keys, order);
	return true;
}
