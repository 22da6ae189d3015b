/* apart.c - how far two ways of being spread over bins are apart. */
#include "apart.h"

#include <math.h>
#include <stdlib.h>

/* The share of a bin that nobody is in. */
#define FLOOR 0.0001

void boths_add(struct boths *bins, struct both bin) {
	if (bin.a == 0 && bin.b == 0)
		return;
	bins->at = hl_grow(bins->at, &bins->cap, bins->len + 1, sizeof(*bins->at));
	bins->at[bins->len++] = bin;
}

static struct both total_of(const struct boths *bins) {
	struct both total = { 0 };

	for (size_t i = 0; i < bins->len; i++) {
		total.a += bins->at[i].a;
		total.b += bins->at[i].b;
	}
	return total;
}

static double share(uint64_t count, uint64_t total) {
	return count ? (double)count / (double)total : FLOOR;
}

double both_woe(const struct both *bin, const struct both *total) {
	return log(share(bin->a, total->a) / share(bin->b, total->b));
}

bool boths_apart(const struct boths *bins, double *sum, uint64_t *empty) {
	struct both total = total_of(bins);

	*sum = 0;
	*empty = 0;
	for (size_t i = 0; i < bins->len; i++) {
		const struct both *bin = &bins->at[i];

		*sum += (share(bin->a, total.a) - share(bin->b, total.b)) * both_woe(bin, &total);
		*empty += bin->a == 0 || bin->b == 0;
	}
	return total.a > 0 && total.b > 0;
}

/* --- bins of numbers --- */

/* With the outcome, and without. */
static void add_tenths(struct boths *bins, const struct cuts *cuts, const struct pile *pile) {
	struct both tenths[TENTHS] = { 0 };
	struct tie tie;

	for (size_t at = 0; pile_next(pile, &at, &tie);) {
		struct both *tenth = &tenths[cuts_find(cuts, tie.score)];

		tenth->a += tie.pos;
		tenth->b += tie.neg;
	}
	for (size_t i = 0; i < cuts->len; i++)
		boths_add(bins, tenths[i]);
}

/* How many leads there are in each tenth, whatever came of them. */
static void count_tenths(
	const struct cuts *cuts, const struct pile *pile, uint64_t counts[TENTHS]) {
	struct tie tie;

	for (size_t at = 0; pile_next(pile, &at, &tie);)
		counts[cuts_find(cuts, tie.score)] += tie.pos + tie.neg;
}

void boths_of_scores(struct boths *bins, const struct pile *then, const struct pile *known,
	const struct pile *open) {
	struct cuts cuts = cuts_of(then);
	uint64_t before[TENTHS] = { 0 };
	uint64_t now[TENTHS] = { 0 };

	count_tenths(&cuts, then, before);
	count_tenths(&cuts, known, now);
	count_tenths(&cuts, open, now);
	for (size_t i = 0; i < cuts.len; i++)
		boths_add(bins, (struct both){ .a = before[i], .b = now[i] });
}

/* --- bins of texts --- */

static int by_name(const void *left, const void *right) {
	const struct both *a = left;
	const struct both *b = right;

	return hl_str_cmp(a->name, b->name);
}

/* From bin @from on. */
static void sort_names(struct boths *bins, size_t from) {
	if (bins->len - from > 1)
		qsort(bins->at + from, bins->len - from, sizeof(*bins->at), by_name);
}

static uint64_t all_of(const struct outcomes *outcomes) {
	return outcomes->of[LABEL_NEG] + outcomes->of[LABEL_POS] + outcomes->of[LABEL_OPEN];
}

static uint64_t times_in(const struct spread *spread, struct hl_str text) {
	size_t number = hl_keys_find(spread->texts, text);

	return number == HL_NO_KEY ? 0 : all_of(&spread->of_text[number]);
}

void boths_of_time(struct boths *bins, const struct spread *then, const struct spread *now) {
	size_t from;

	boths_of_scores(bins, &then->open, &now->known, &now->open);
	from = bins->len;
	for (size_t i = 0; i < hl_keys_len(then->texts); i++) {
		struct hl_str text = hl_keys_at(then->texts, i);

		boths_add(bins,
			(struct both){ text, all_of(&then->of_text[i]), times_in(now, text) });
	}
	for (size_t i = 0; i < hl_keys_len(now->texts); i++) {
		struct hl_str text = hl_keys_at(now->texts, i);

		if (hl_keys_find(then->texts, text) == HL_NO_KEY)
			boths_add(bins, (struct both){ text, 0, all_of(&now->of_text[i]) });
	}
	sort_names(bins, from);
	boths_add(bins, (struct both){ .a = all_of(&then->blank), .b = all_of(&now->blank) });
}

void boths_of_label(struct boths *bins, const struct spread *spread, uint64_t least) {
	struct cuts cuts = cuts_of(&spread->known);
	struct both rare = { 0 };
	size_t from;

	add_tenths(bins, &cuts, &spread->known);
	from = bins->len;
	for (size_t i = 0; i < hl_keys_len(spread->texts); i++) {
		const uint64_t *of = spread->of_text[i].of;
		struct both bin = { hl_keys_at(spread->texts, i), of[LABEL_POS], of[LABEL_NEG] };

		if (bin.a + bin.b >= least) {
			boths_add(bins, bin);
			continue;
		}
		rare.a += bin.a;
		rare.b += bin.b;
	}
	sort_names(bins, from);
	boths_add(bins, rare);
	boths_add(bins, (struct both){ .a = spread->blank.of[LABEL_POS],
				.b = spread->blank.of[LABEL_NEG] });
}
