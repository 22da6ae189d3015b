/* done.c - which accounts were worked on the day, and by whom. */
#include "parts.h"

#include <stdlib.h>

enum { ACCOUNT, COLLECTOR, TS, TYPE, COLUMNS };

void beside_done_init(struct done *done) {
	done->accounts = hl_keys_new();
	done->collectors = hl_keys_new();
	done->pairs = hl_keys_new();
	(void)hl_keys_add(done->collectors, HL_STR(""));
}

void beside_done_free(struct done *done) {
	hl_keys_free(done->accounts);
	hl_keys_free(done->collectors);
	hl_keys_free(done->pairs);
	free(done->pair);
}

/* --- reading --- */

static void add_pair(struct done *done, struct hl_str account, struct hl_str collector) {
	const struct done_pair pair = { .collector = hl_keys_add(done->collectors, collector),
		.account = hl_keys_add(done->accounts, account) };
	size_t known = hl_keys_len(done->pairs);
	size_t number =
		hl_keys_add(done->pairs, (struct hl_str){ (const char *)&pair, sizeof(pair) });

	if (number != known)
		return;
	done->pair = hl_grow(done->pair, &done->cap, number + 1, sizeof(*done->pair));
	done->pair[number] = pair;
}

static enum hl_status take(
	const struct beside_table *table, const struct hl_row *row, struct hl_error *err) {
	struct hl_beside *beside = table->beside;
	const size_t *columns = table->columns;
	struct hl_str account = hl_cell_trimmed(row, columns[ACCOUNT]);
	struct hl_time time = { .s = beside->options.as_of, .day = beside->options.work_day };
	bool counts = columns[TYPE] == HL_NO_COLUMN ||
		      hl_str_same(hl_cell_trimmed(row, columns[TYPE]), HL_STR("attempt"));
	enum hl_status status = HL_OK;

	if (columns[TS] != HL_NO_COLUMN)
		status = beside_time(table, row, columns[TS], &time, err);
	if (status == HL_OK && counts && account.len > 0 && time.s <= beside->options.as_of &&
		time.day == beside->options.work_day)
		add_pair(&beside->done, account, hl_cell_trimmed(row, columns[COLLECTOR]));
	return status;
}

static int by_collector(const void *left, const void *right) {
	const struct done_pair *a = left;
	const struct done_pair *b = right;
	int order = beside_order(a->collector, b->collector);

	return order ? order : beside_order(a->account, b->account);
}

enum hl_status hl_beside_read_done(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) {
	size_t columns[COLUMNS];
	const struct hl_lead_column wanted[] = {
		{ "account_id", true, &columns[ACCOUNT] },
		{ "collector", false, &columns[COLLECTOR] },
		{ "ts", false, &columns[TS] },
		{ "type", false, &columns[TYPE] },
	};
	const struct beside_table table = {
		.beside = beside, .header = hl_reader_header(reader), .columns = columns
	};
	enum hl_status status =
		hl_lead_bind(table.header, beside->options.map, wanted, HL_LEN(wanted), err);

	beside->done.is_there = true;
	if (status == HL_OK)
		status = beside_rows(&table, reader, take, err);
	if (hl_keys_len(beside->done.pairs) > 0)
		qsort(beside->done.pair, hl_keys_len(beside->done.pairs),
			sizeof(*beside->done.pair), by_collector);
	return status;
}

/* --- questions --- */

bool hl_beside_has_done(const struct hl_beside *beside) {
	return beside->done.is_there;
}

bool hl_beside_is_done(const struct hl_beside *beside, struct hl_str account) {
	return hl_keys_find(beside->done.accounts, account) != HL_NO_KEY;
}

/* The accounts that are counted, each once. */
struct tally {
	const struct done *done;
	const struct hl_beside_queue *queue;
	struct hl_keys *counted;
};

static void count(const struct tally *tally, size_t account) {
	(void)hl_keys_add(tally->counted, hl_keys_at(tally->done->accounts, account));
}

static void count_all(const struct tally *tally) {
	for (size_t i = 0; i < hl_keys_len(tally->done->accounts); i++)
		count(tally, i);
}

/* All that @collector worked. */
static void count_of(const struct tally *tally, size_t collector) {
	const struct done *done = tally->done;
	size_t from = 0;
	size_t to = hl_keys_len(done->pairs);

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (done->pair[middle].collector < collector)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < hl_keys_len(done->pairs) && done->pair[from].collector == collector; from++)
		count(tally, done->pair[from].account);
}

/* Did somebody without a name work @account, a number in done->accounts? */
static bool is_nameless(const struct done *done, size_t account) {
	const struct done_pair pair = { .collector = 0, .account = account };

	return hl_keys_find(done->pairs, (struct hl_str){ (const char *)&pair, sizeof(pair) }) !=
	       HL_NO_KEY;
}

/* Of the queue's own accounts, which are few beside all that was worked. */
static void count_own(const struct tally *tally, bool only_nameless) {
	const struct hl_keys *own = tally->queue->accounts;

	for (size_t i = 0; i < hl_keys_len(own); i++) {
		size_t account = hl_keys_find(tally->done->accounts, hl_keys_at(own, i));

		if (account != HL_NO_KEY && (!only_nameless || is_nameless(tally->done, account)))
			count(tally, account);
	}
}

size_t hl_beside_done(const struct hl_beside *beside, const struct hl_beside_queue *queue) {
	const struct done *done = &beside->done;
	const struct tally tally = { done, queue, hl_keys_new() };
	size_t named = hl_keys_len(queue->collectors);
	size_t all;

	if (queue->is_part)
		count_own(&tally, named > 0);
	else if (named > 0)
		count_of(&tally, 0);
	else
		count_all(&tally);
	for (size_t i = 0; i < named; i++) {
		size_t number = hl_keys_find(done->collectors, hl_keys_at(queue->collectors, i));

		if (number != HL_NO_KEY && number > 0)
			count_of(&tally, number);
	}
	all = hl_keys_len(tally.counted);
	hl_keys_free(tally.counted);
	return all;
}
