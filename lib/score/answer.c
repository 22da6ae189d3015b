/* answer.c - facts come back from disk, in the order of the leads. */
#include "eval.h"
#include "spill.h"

#include <stdlib.h>

_Static_assert(SHARDS == 1 << LEVEL_BITS, "the shards are the first level");

static size_t share_at(const struct hl_key *key, unsigned level) {
	return pile_of(key->hash, level);
}

/* --- a share that fits in memory --- */

/* While the index doubles, a map takes up to half as much again as before and after. */
static size_t most_of(const struct spill *spill) {
	return spill->memory / 8 * 5;
}

/* The facts of a share in memory. */
struct loaded {
	const struct hl_facts *facts;
	struct hl_keys *keys;
	struct times *times; /* or NULL */
	size_t most;         /* bytes that they may take */
};

static bool is_too_much(const struct loaded *to) {
	return hl_keys_size(to->keys) + (to->times ? times_size(to->times) : 0) > to->most;
}

/* All entries. HL_NO: that takes too much memory. */
static enum hl_status load_entries(struct loaded *to, struct pile *pile, struct hl_error *err) {
	size_t words_len = to->facts->words * sizeof(uint32_t);
	enum hl_status status;
	struct hl_str text;
	char *words;

	while ((status = spill_take(pile, words_len, &words, &text, err)) == HL_OK) {
		struct hl_key key = facts_key(to->facts, text);

		facts_join(to->facts, hl_key_make(to->keys, &key), words);
		if (is_too_much(to))
			return HL_NO;
	}
	return status == HL_END ? HL_OK : status;
}

/* The lists of their keys, in the same way. */
static enum hl_status load_times(struct loaded *to, struct pile *pile, struct hl_error *err) {
	enum hl_status status;
	struct hl_str text;
	char *bytes;

	while ((status = spill_take(pile, MOMENT_SIZE, &bytes, &text, err)) == HL_OK) {
		struct hl_key key = facts_key(to->facts, text);

		times_add(to->times, &hl_key_make(to->keys, &key)[to->facts->list],
			moment_read(bytes));
		if (is_too_much(to))
			return HL_NO;
	}
	return status == HL_END ? HL_OK : status;
}

static enum hl_status load(struct loaded *to, struct share *share, struct hl_error *err) {
	enum hl_status status = load_entries(to, &share->piles[ENTRIES], err);

	if (status == HL_OK && to->times)
		status = load_times(to, &share->piles[TIMES], err);
	if (status == HL_OK)
		silence_close_all(to->facts, to->times, to->keys);
	return status;
}

/* An answer for each key of the share. */
static enum hl_status reply(
	const struct loaded *loaded, struct share *share, struct hl_error *err) {
	const struct hl_facts *facts = loaded->facts;
	enum hl_status status;
	struct hl_str text;
	char *none;

	while ((status = spill_take(&share->piles[KEYS], 0, &none, &text, err)) == HL_OK) {
		struct hl_key key = facts_key(facts, text);
		const struct known known = { hl_key_look(loaded->keys, &key), loaded->times };

		if (known.words)
			known.words[FACTS_COUNT] |= FACTS_MET;
		status = known_put(facts, &share->piles[ANSWERS], &key, &known, err);
		if (status != HL_OK)
			return status;
	}
	facts->spill->strangers += facts_unmet(loaded->keys);
	return status == HL_END ? pile_write(&share->piles[ANSWERS], err) : status;
}

/* --- one that does not: it has shares itself --- */

struct split {
	const struct hl_facts *facts;
	struct share *share;
	struct share shares[SHARDS]; /* that it has */
	unsigned level;
};

/* Deal its entries, its times or its keys out to them. */
static enum hl_status deal(struct split *split, size_t pile, struct hl_error *err) {
	const size_t more_lens[] = { [ENTRIES] = split->facts->words * sizeof(uint32_t),
		[TIMES] = MOMENT_SIZE,
		[KEYS] = 0 };
	size_t more_len = more_lens[pile];
	enum hl_status status;
	struct hl_str text;
	char *more;

	pile_rewind(&split->share->piles[pile]);
	while ((status = spill_take(&split->share->piles[pile], more_len, &more, &text, err)) ==
		HL_OK) {
		struct hl_key key = facts_key(split->facts, text);
		struct pile *to = &split->shares[share_at(&key, split->level)].piles[pile];

		spill_put(to, text, (struct hl_str){ more, more_len });
		status = pile_pass(to, err);
		if (status != HL_OK)
			return status;
	}
	for (size_t i = 0; i < SHARDS && (status == HL_OK || status == HL_END); i++)
		status = pile_write(&split->shares[i].piles[pile], err);
	return status;
}

/* Their answers become its own, in the order of its keys. */
static enum hl_status collect(struct split *split, struct hl_error *err) {
	struct pile *answers = &split->share->piles[ANSWERS];
	enum hl_status status;
	struct hl_str text;
	char *at;

	pile_rewind(&split->share->piles[KEYS]);
	while ((status = spill_take(&split->share->piles[KEYS], 0, &at, &text, err)) == HL_OK) {
		struct hl_key key = facts_key(split->facts, text);
		struct share *from = &split->shares[share_at(&key, split->level)];
		struct known known = { NULL, split->facts->spill->times };

		status = known_take(split->facts, &from->piles[ANSWERS], &key, &known.words, err);
		if (status == HL_OK)
			status = known_put(split->facts, answers, &key, &known, err);
		if (status != HL_OK)
			return status == HL_END ? hl_fail(err, HL_EBUG, "an answer is missing")
						: status;
	}
	return status == HL_END ? pile_write(answers, err) : status;
}

static enum hl_status answer(
	const struct hl_facts *facts, struct share *share, unsigned level, struct hl_error *err);

static enum hl_status answer_split(struct split *split, struct hl_error *err) {
	enum hl_status status = deal(split, ENTRIES, err);

	pile_release(&split->share->piles[ENTRIES]);
	if (status == HL_OK && split->facts->list)
		status = deal(split, TIMES, err);
	pile_release(&split->share->piles[TIMES]);
	if (status == HL_OK)
		status = deal(split, KEYS, err);
	for (size_t i = 0; i < SHARDS && status == HL_OK; i++)
		status = answer(split->facts, &split->shares[i], split->level + 1, err);
	return status == HL_OK ? collect(split, err) : status;
}

static enum hl_status split(
	const struct hl_facts *facts, struct share *share, unsigned level, struct hl_error *err) {
	struct split *split = hl_claim(1, sizeof(*split));
	enum hl_status status;

	split->facts = facts;
	split->share = share;
	split->level = level;
	for (size_t i = 0; i < SHARDS; i++)
		share_init(&split->shares[i], facts->spill->folder);
	status = answer_split(split, err);
	for (size_t i = 0; i < SHARDS; i++)
		share_release(&split->shares[i]);
	free(split);
	return status;
}

/* Answer the keys of a share; if it has to be split, by those bits of the hash. */
static enum hl_status answer(
	const struct hl_facts *facts, struct share *share, unsigned level, struct hl_error *err) {
	struct loaded loaded = { .facts = facts,
		.keys = hl_keys_new_like(facts->shards[0].keys),
		.times = facts_times(facts),
		.most = level == LEVELS ? SIZE_MAX : most_of(facts->spill) };
	enum hl_status status = load(&loaded, share, err);

	if (status == HL_OK)
		status = reply(&loaded, share, err);
	hl_keys_free(loaded.keys);
	times_free(loaded.times);
	if (status == HL_NO)
		status = split(facts, share, level, err);
	pile_release(&share->piles[ENTRIES]);
	pile_release(&share->piles[TIMES]);
	pile_release(&share->piles[KEYS]);
	return status;
}

/* --- the keys of the leads --- */

struct asking {
	const struct hl_scoring *scoring;
	enum hl_status status; /* of what was written, not of what was read */
	struct hl_error err;
};

static enum hl_status ask(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	struct asking *asking = job;
	const struct hl_facts *facts = asking->scoring->facts;
	struct hl_str text = hl_cell_trimmed(row, asking->scoring->key);
	struct hl_key key = facts_key(facts, text);
	struct pile *pile = &facts->spill->shares[share_at(&key, 0)].piles[KEYS];

	(void)worker;
	(void)to;
	(void)err;
	if (text.len == 0)
		return HL_OK; /* a bad row */
	spill_put(pile, text, HL_STR(""));
	asking->status = pile_pass(pile, &asking->err);
	return asking->status;
}

static enum hl_status next_answer(void *of, const struct hl_row *row, struct hl_str text,
	uint32_t **words, struct hl_error *err) {
	const struct hl_facts *facts = ((const struct hl_scoring *)of)->facts;
	struct hl_key key = facts_key(facts, text);
	struct pile *pile = &facts->spill->shares[share_at(&key, 0)].piles[ANSWERS];
	enum hl_status status;

	*words = NULL;
	if (text.len == 0)
		return HL_OK;
	status = known_take(facts, pile, &key, words, err);
	if (status != HL_END)
		return status;
	(void)hl_fail(err, HL_EIO, "this has changed since it was read for the first time");
	return hl_row_fail(row, NULL, HL_NO_COLUMN, HL_EIO, err);
}

enum hl_status hl_scoring_look_up(
	struct hl_scoring *scoring, struct hl_reader *leads, struct hl_error *err) {
	struct spill *spill = scoring->facts->spill;
	struct share *shares = spill->shares;
	struct asking asking = { .scoring = scoring };
	const struct hl_step step = { .job = &asking, .is_serial = true, .row = ask };
	enum hl_status status = hl_table_run(leads, &step, NULL, err);

	if (known_has_moments(scoring->facts)) {
		spill->words = hl_claim(scoring->facts->words, sizeof(*spill->words));
		spill->times = times_new();
	}
	/* What is wrong with the leads is told when they are scored. */
	if (status != HL_OK) {
		status = asking.status;
		*err = asking.err;
	}
	for (size_t i = 0; i < SHARDS && status == HL_OK; i++)
		status = pile_write(&shares[i].piles[KEYS], err);
	for (size_t i = 0; i < SHARDS && status == HL_OK; i++)
		status = answer(scoring->facts, &shares[i], 1, err);
	scoring->feed = (struct feed){ next_answer, scoring, spill->times };
	return status;
}
