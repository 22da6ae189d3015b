/* merge.c - several ordered sources as one: a tournament of losers. */
#include "runs.h"

#include <stdlib.h>

void merge_init(struct merge *merge, size_t len) {
	*merge = (struct merge){
		.len = len,
		.sources = hl_claim(len, sizeof(*merge->sources)),
		.losers = hl_claim(len, sizeof(*merge->losers)),
	};
}

void merge_release(struct merge *merge) {
	free(merge->sources);
	free(merge->losers);
}

/* Does source @a come before source @b? */
static bool beats(const struct merge *merge, size_t a, size_t b) {
	const struct merge_source *x = &merge->sources[a];
	const struct merge_source *y = &merge->sources[b];
	int order;

	if (!x->record || !y->record)
		return x->record != NULL;
	order = rank_mark_cmp(&x->mark, &y->mark);
	if (order == 0)
		order = hl_str_cmp(rank_string_at(x->record), rank_string_at(y->record));
	return order ? order < 0 : a < b;
}

static enum hl_status advance(struct merge *merge, size_t source, struct hl_error *err) {
	struct merge_source *at = &merge->sources[source];
	enum hl_status status = merge->next(merge->arg, source, &at->record, err);

	if (status == HL_OK && at->record)
		at->mark = rank_mark_of(rank_string_at(at->record), 0);
	return status;
}

/* Play the matches below @node: the winner. Sources are the nodes from len on. */
static size_t play(struct merge *merge, size_t node) {
	size_t left, right;
	bool left_wins;

	if (node >= merge->len)
		return node - merge->len;
	left = play(merge, 2 * node);
	right = play(merge, 2 * node + 1);
	left_wins = beats(merge, left, right);
	merge->losers[node] = left_wins ? right : left;
	return left_wins ? left : right;
}

/* The winner has another record: whom does it lose to on its way to the top? */
static void replay(struct merge *merge) {
	size_t winner = merge->losers[0];

	for (size_t node = (winner + merge->len) / 2; node > 0; node /= 2) {
		size_t loser = merge->losers[node];

		if (beats(merge, loser, winner)) {
			merge->losers[node] = winner;
			winner = loser;
		}
	}
	merge->losers[0] = winner;
}

static enum hl_status begin(struct merge *merge, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < merge->len && status == HL_OK; i++)
		status = advance(merge, i, err);
	if (status == HL_OK)
		merge->losers[0] = play(merge, 1);
	merge->is_begun = true;
	return status;
}

enum hl_status merge_next(struct merge *merge, const char **record, struct hl_error *err) {
	enum hl_status status;

	if (!merge->is_begun) {
		status = begin(merge, err);
	} else {
		status = advance(merge, merge->losers[0], err);
		if (status == HL_OK)
			replay(merge);
	}
	if (status != HL_OK)
		return status;
	*record = merge->sources[merge->losers[0]].record;
	return *record ? HL_OK : HL_END;
}
