/* sums.c - what is counted of leads, by one thread and in all. */
#include "parts.h"

#include <stdlib.h>

/* --- one column --- */

static struct outcomes *outcomes_of(struct spread *spread, size_t text) {
	size_t cap = spread->of_text_cap;

	spread->of_text =
		hl_grow(spread->of_text, &spread->of_text_cap, text + 1, sizeof(*spread->of_text));
	if (spread->of_text_cap > cap)
		memset(spread->of_text + cap, 0,
			(spread->of_text_cap - cap) * sizeof(*spread->of_text));
	return &spread->of_text[text];
}

void spread_add(struct spread *spread, struct hl_str cell, enum label label) {
	int64_t number;

	if (cell.len == 0)
		spread->blank.of[label]++;
	else if (!hl_dec_read(cell, &number))
		outcomes_of(spread, hl_keys_add(spread->texts, cell))->of[label]++;
	else if (label == LABEL_OPEN)
		pile_add(&spread->open, number, false);
	else
		pile_add(&spread->known, number, label == LABEL_POS);
}

static void outcomes_move(struct outcomes *to, const struct outcomes *from) {
	for (size_t i = 0; i < LABELS; i++)
		to->of[i] += from->of[i];
}

void spread_init(struct spread *spread, struct room *room) {
	spread->texts = hl_keys_new();
	spread->known.room = spread->open.room = room;
}

void spread_move(struct spread *to, struct spread *from) {
	pile_move(&to->known, &from->known);
	pile_move(&to->open, &from->open);
	outcomes_move(&to->blank, &from->blank);
	for (size_t i = 0; i < hl_keys_len(from->texts); i++)
		outcomes_move(outcomes_of(to, hl_keys_add(to->texts, hl_keys_at(from->texts, i))),
			&from->of_text[i]);
}

void spread_release(struct spread *spread) {
	judge_pile_release(&spread->known);
	judge_pile_release(&spread->open);
	hl_keys_free(spread->texts);
	free(spread->of_text);
}

/* --- all of it --- */

struct crowd *sums_crowd(struct sums *sums, size_t number) {
	sums->crowds = hl_grow(sums->crowds, &sums->crowds_cap, number + 1, sizeof(*sums->crowds));
	while (sums->crowds_len <= number)
		sums->crowds[sums->crowds_len++] = (struct crowd){ .pile.room = &sums->room };
	return &sums->crowds[number];
}

void sums_init(const struct hl_judge *j, struct sums *sums) {
	*sums = (struct sums){ .keys = hl_keys_new(), .open.room = &sums->room };
	sums->columns_len = j->alone_len;
	sums->columns = hl_claim(j->alone_len, sizeof(*sums->columns));
	sums->slice_keys = hl_keys_new();
	for (size_t i = 0; i < j->alone_len; i++)
		spread_init(&sums->columns[i], &sums->room);
	(void)sums_crowd(sums, 0);
}

void sums_move(struct sums *to, struct sums *from) {
	for (size_t i = 0; i < from->crowds_len; i++) {
		bool has_key = i < hl_keys_len(from->keys);
		size_t number = has_key ? hl_keys_add(to->keys, hl_keys_at(from->keys, i)) : i;
		struct crowd *crowd = sums_crowd(to, number);

		pile_move(&crowd->pile, &from->crowds[i].pile);
		crowd->open += from->crowds[i].open;
	}
	pile_move(&to->open, &from->open);
	for (size_t i = 0; i < from->columns_len; i++)
		spread_move(&to->columns[i], &from->columns[i]);
	slices_move(to, from);
	to->counts.leads += from->counts.leads;
	to->counts.open += from->counts.open;
	sums_release(from);
}

void sums_release(struct sums *sums) {
	for (size_t i = 0; i < sums->crowds_len; i++)
		judge_pile_release(&sums->crowds[i].pile);
	free(sums->crowds);
	hl_keys_free(sums->keys);
	judge_pile_release(&sums->open);
	slices_release(sums);
	for (size_t i = 0; i < sums->columns_len; i++)
		spread_release(&sums->columns[i]);
	free(sums->columns);
	*sums = (struct sums){ 0 };
}

/* --- what does not fit in memory --- */

/* Of the memory each thread has its part, and sorting takes as much again. */
enum { SHARES = 8, SHARES_IN_THE_END = 16, RUN_LEAST = 32 };

typedef void each_pile(struct pile *pile, void *arg);

static void each_column(
	const struct sums *sums, struct spread *columns, each_pile *function, void *arg) {
	for (size_t i = 0; i < sums->columns_len; i++) {
		function(&columns[i].known, arg);
		function(&columns[i].open, arg);
	}
}

static void each(struct sums *sums, each_pile *function, void *arg) {
	for (size_t i = 0; i < sums->crowds_len; i++)
		function(&sums->crowds[i].pile, arg);
	function(&sums->open, arg);
	each_column(sums, sums->columns, function, arg);
	for (size_t i = 0; i < sums->slices_len; i++) {
		function(&sums->slices[i].scores, arg);
		each_column(sums, sums->slices[i].columns, function, arg);
	}
}

static void shelve(struct pile *pile, void *shelf) {
	pile_shelve(pile, shelf);
}

static void end(struct pile *pile, void *shelf) {
	pile_end(pile, shelf);
}

static void add_len(struct pile *pile, void *len) {
	*(size_t *)len += pile->len;
}

static void shelve_many(struct pile *pile, void *shelf) {
	if (pile->len >= RUN_LEAST)
		pile_shelve(pile, shelf);
}

static void add_cap(struct pile *pile, void *cap) {
	*(size_t *)cap += pile->cap;
}

/* Groups of few leads stay: runs of them would take as much. There must be room beside them. */
static void clear(void *job) {
	struct sums *sums = job;
	struct room *room = &sums->room;

	each(sums, shelve_many, room->shelf);
	room->held = 0;
	each(sums, add_cap, &room->held);
	if (room->most < 2 * room->held)
		room->most = 2 * room->held;
}

void sums_limit(const struct hl_judge *j, struct sums *sums) {
	size_t threads = j->options.threads ? j->options.threads : 1;

	if (!j->shelf)
		return;
	sums->room = (struct room){ .shelf = j->shelf,
		.most = j->options.memory / SHARES / sizeof(struct bin) / threads,
		.clear = clear,
		.job = sums };
}

/* Views hold much of it several times: all of it goes there unless all is little. */
void sums_end(const struct hl_judge *j, struct sums *sums) {
	size_t most = j->options.memory / SHARES_IN_THE_END / sizeof(struct bin);
	size_t len = 0;

	each(sums, add_len, &len);
	if (j->shelf && (shelf_is_used(j->shelf) || len > most))
		each(sums, shelve, j->shelf);
	each(sums, end, j->shelf);
}
