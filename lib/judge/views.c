/* views.c - what is in each group, and in all of them. */
#include "parts.h"

#include <stdlib.h>

/* A crowd and the two halves of its key. */
struct part {
	struct hl_str group, band;
	struct crowd *crowd;
};

static int by_group(const void *left, const void *right) {
	const struct part *a = left;
	const struct part *b = right;
	int order = hl_str_cmp(a->group, b->group);

	return order ? order : hl_str_cmp(a->band, b->band);
}

static int by_band(const void *left, const void *right) {
	const struct part *a = left;
	const struct part *b = right;

	return hl_str_cmp(a->band, b->band);
}

static struct part *parts_of(struct hl_judge *j, size_t *len) {
	struct sums *sums = &j->now;
	bool has_keys = j->by_len > 0 || j->has_band_column;
	struct part *parts;

	*len = has_keys ? hl_keys_len(sums->keys) : sums->crowds_len;
	parts = hl_claim(*len, sizeof(*parts));
	for (size_t i = 0; i < *len; i++) {
		struct hl_str key = has_keys ? hl_keys_at(sums->keys, i) : HL_STR("");

		parts[i].group = hl_str_cut(&key, '\0');
		parts[i].band = key;
		parts[i].crowd = &sums->crowds[i];
	}
	return parts;
}

/* --- a view of some parts, which are in the order of their bands --- */

/* One pile alone is not copied: it may be nearly all of the memory there is. */
static void view_add_piles(
	const struct hl_judge *j, struct view *view, const struct part *parts, size_t len) {
	struct pile *pile = &view->pile;

	if (len == 1) {
		*pile = parts[0].crowd->pile;
		pile->is_borrowed = true;
		return;
	}
	for (size_t i = 0; i < len; i++)
		pile_copy(pile, &parts[i].crowd->pile);
	pile_end(pile, j->shelf);
}

static void view_add_bands(
	const struct hl_judge *j, struct view *view, const struct part *parts, size_t len) {
	struct band *bands = hl_claim(len, sizeof(*bands));
	size_t bands_len = 0;
	size_t end;

	for (size_t from = 0; from < len; from = end) {
		struct band *band = &bands[bands_len++];

		band->name = parts[from].band;
		for (end = from; end < len && hl_str_eq(parts[end].band, band->name); end++)
			pile_copy(&band->pile, &parts[end].crowd->pile);
		pile_end(&band->pile, j->shelf);
	}
	view->bands = bands;
	view->bands_len = bands_len;
}

static void view_make(
	const struct hl_judge *j, struct view *view, const struct part *parts, size_t len) {
	struct tie total;

	view_add_piles(j, view, parts, len);
	total = pile_total(&view->pile);
	view->pos = total.pos;
	view->neg = total.neg;
	for (size_t i = 0; i < len; i++)
		view->open += parts[i].crowd->open;
	if (!j->has_band_column)
		return;
	view_add_bands(j, view, parts, len);
}

static void make_groups(
	const struct hl_judge *j, struct views *views, const struct part *parts, size_t len) {
	size_t end;

	for (size_t from = 0; from < len; from = end) {
		struct view *view = &views->at[views->len++];

		view->name = parts[from].group;
		for (end = from; end < len && hl_str_eq(parts[end].group, view->name); end++)
			;
		view_make(j, view, parts + from, end - from);
	}
}

void views_make(struct hl_judge *j, struct views *views) {
	size_t len;
	struct part *parts = parts_of(j, &len);
	struct view *all;

	*views = (struct views){ .at = hl_claim(len + 1, sizeof(*views->at)) };
	if (j->by_len > 0) {
		qsort(parts, len, sizeof(*parts), by_group);
		make_groups(j, views, parts, len);
	}
	qsort(parts, len, sizeof(*parts), by_band);
	all = &views->at[views->len++];
	all->name = HL_STR("all");
	all->is_total = true;
	view_make(j, all, parts, len);
	free(parts);
}

void views_release(struct views *views) {
	for (size_t i = 0; i < views->len; i++) {
		struct view *view = &views->at[i];

		judge_pile_release(&view->pile);
		for (size_t k = 0; k < view->bands_len; k++)
			judge_pile_release(&view->bands[k].pile);
		free(view->bands);
	}
	free(views->at);
}
