/* facts.c - events folded into small numbers, key by key. */
#include "facts.h"

#include "rules.h"
#include "spill.h"

#include <stdlib.h>

/* With less memory than this, what large pages leave unused would tell. */
enum { LARGE_FROM = 64 << 20 };

/* --- layout: an age where somebody asks for it, else a bit --- */

static void want_ages_of_items(const struct part *part, bool *wants_age, bool reasons) {
	for (size_t i = 0; i < part->items_len; i++) {
		const struct item *item = &part->items[i];

		/* Of several alternatives the newest event decides; what decays does so by its age.
		 */
		if (!rule_is_signal(item) ||
			(!reasons && item->branches_len < 2 && item->half_life_s == 0))
			continue;
		for (size_t k = 0; k < item->branches_len; k++)
			wants_age[item->branches[k].slot] = true;
	}
}

static void want_ages(const struct hl_model *model, bool *wants_age, bool reasons) {
	for (size_t i = 0; i < model->fields_len; i++)
		if (model->fields[i].slot != NONE)
			wants_age[model->fields[i].slot] = true;
	for (size_t i = 0; i < model->parts_len; i++) {
		const struct part *part = &model->parts[i];

		want_ages_of_items(part, wants_age, reasons);
		for (size_t k = 0; k < part->items_len; k++)
			if (rule_is_fresh(&part->items[k]))
				want_ages_of_items(
					&model->parts[part->items[k].part], wants_age, true);
	}
}

/* Words of counts, of each silence, and that of the list. */
static void lay_out_kept(struct hl_facts *facts) {
	const struct hl_model *model = facts->model;

	facts->counts = facts->words;
	for (size_t i = 0; i < model->slots_len; i++) {
		facts->places[i].keep = (uint16_t)model->slots[i].keep;
		if (model->slots[i].keep == KEEP_COUNT)
			facts->places[i].word = (uint16_t)facts->words++;
	}
	facts->silences = facts->words;
	facts->words += model->silences_len;
	if (model->silences_len > 0)
		facts->list = facts->words++;
}

/* The word of all events, those of bits, of counts, of ages. */
static void lay_out(struct hl_facts *facts, bool reasons) {
	const struct hl_model *model = facts->model;
	bool wants_age[SLOTS_MAX] = { false };
	unsigned bits = 0;

	want_ages(model, wants_age, reasons);
	facts->places = hl_claim(model->slots_len, sizeof(*facts->places));
	facts->words = FACTS_COUNT + 1;
	for (size_t i = 0; i < model->slots_len; i++) {
		if (wants_age[i] || model->slots[i].keep != KEEP_NEWEST)
			continue;
		facts->words += bits % 32 == 0;
		facts->places[i].word = (uint16_t)facts->words - 1;
		facts->places[i].bit = UINT32_C(1) << bits++ % 32;
	}
	lay_out_kept(facts);
	facts->ages = facts->words;
	for (size_t i = 0; i < model->slots_len; i++)
		if (wants_age[i])
			facts->places[i].word = (uint16_t)facts->words++;
}

static void add_shards(struct hl_facts *facts, size_t len) {
	for (; facts->shards_len < len; facts->shards_len++) {
		struct shard *shard = &facts->shards[facts->shards_len];

		pthread_mutex_init(&shard->lock, NULL);
		shard->keys = facts->shards_len ? hl_keys_new_like(facts->shards[0].keys)
						: hl_keys_new_with(facts->pool, facts->words);
		shard->times = facts_times(facts);
	}
}

struct hl_facts *hl_facts_new(const struct hl_model *model, const struct hl_score_time *time,
	bool reasons, size_t threads) {
	struct hl_facts *facts = hl_claim(1, sizeof(*facts));

	facts->model = model;
	facts->time = *time;
	facts->threads = threads;
	lay_out(facts, reasons);
	facts->pool = hl_pool_new();
	add_shards(facts, threads > 1 ? SHARDS : 1);
	return facts;
}

void hl_facts_limit(struct hl_facts *facts, size_t memory, const char *folder) {
	facts->spill = spill_new(folder, memory);
	if (memory < LARGE_FROM)
		hl_pool_save(facts->pool);
	add_shards(facts, SHARDS);
}

uint64_t hl_facts_spilled(const struct hl_facts *facts) {
	return facts->spill ? facts->spill->written : 0;
}

void hl_facts_free(struct hl_facts *facts) {
	if (!facts)
		return;
	spill_free(facts->spill);
	for (size_t i = 0; i < facts->shards_len; i++) {
		hl_keys_free(facts->shards[i].keys);
		times_free(facts->shards[i].times);
		pthread_mutex_destroy(&facts->shards[i].lock);
	}
	hl_pool_free(facts->pool);
	free(facts->places);
	free(facts);
}

/* --- folding --- */

struct times *facts_times(const struct hl_facts *facts) {
	return facts->list ? times_new() : NULL;
}

void facts_keep(const struct hl_facts *facts, struct times *times, uint32_t *words, size_t slot,
	const struct event *event) {
	uint32_t *count = &words[facts->places[slot].word];

	if (facts->places[slot].keep == KEEP_TIMES)
		times_add(
			times, &words[facts->list], (struct moment){ event->ago, (uint32_t)slot });
	else
		*count += *count < UINT32_MAX;
}

/* No more than a word holds. */
static uint32_t add_up(uint32_t a, uint32_t b) {
	return a + b < a ? UINT32_MAX : a + b;
}

void facts_join(const struct hl_facts *facts, uint32_t *words, const char *from) {
	for (size_t i = 0; i < facts->words; i++) {
		uint32_t word;

		memcpy(&word, from + i * sizeof(word), sizeof(word));
		if (i >= facts->ages)
			words[i] = words[i] == 0 || (word && word < words[i]) ? word : words[i];
		else if (i >= facts->counts)
			words[i] = add_up(words[i], word);
		else if (i != FACTS_COUNT)
			words[i] |= word;
		else
			words[i] = words[i] + word < FACTS_MET ? words[i] + word : FACTS_MET - 1;
	}
}

/* First where their keys are looked for, then where they most likely are: fold comes between. */
static void look(const struct hl_keys *keys, const struct batch *batch) {
	for (size_t i = 0; i < batch->len; i++)
		hl_key_prefetch(keys, &batch->keys[i]);
}

static void ask(const struct hl_keys *keys, struct batch *batch) {
	for (size_t i = 0; i < batch->len; i++)
		batch->guesses[i] = hl_key_guess(keys, &batch->keys[i]);
}

static void fold(const struct hl_facts *facts, struct shard *shard, struct batch *batch) {
	for (size_t i = 0; i < batch->len; i++) {
		uint32_t *words = batch->guesses[i];

		if (!words || !hl_key_is(words, &batch->keys[i]))
			words = hl_key_make(shard->keys, &batch->keys[i]);
		facts_add(facts, shard->times, words, &batch->events[i]);
	}
	batch->len = 0;
}

void facts_fold(struct hl_facts *facts, size_t index, struct batch *asked, struct batch *fresh) {
	struct shard *shard = &facts->shards[index];

	pthread_mutex_lock(&shard->lock);
	look(shard->keys, fresh);
	fold(facts, shard, asked);
	ask(shard->keys, fresh);
	if (facts->spill) {
		fold(facts, shard, fresh);
		spill_measure(facts, index);
	}
	pthread_mutex_unlock(&shard->lock);
	if (facts->spill)
		spill_some(facts);
}

static void close_shard(void *arg, size_t worker, size_t piece) {
	const struct hl_facts *facts = arg;

	(void)worker;
	silence_close_all(facts, facts->shards[piece].times, facts->shards[piece].keys);
}

void facts_close(struct hl_facts *facts) {
	const struct hl_pieces pieces = { .arg = facts,
		.count = facts->shards_len,
		.threads = facts->threads,
		.work = close_shard };

	if (facts->list)
		hl_parallel(&pieces);
}

/* --- looking up --- */

void facts_find(
	const struct hl_facts *facts, const struct hl_key *keys, size_t len, uint32_t **words) {
	for (size_t i = 0; i < len; i++)
		hl_key_prefetch(facts_keys(facts, &keys[i]), &keys[i]);
	for (size_t i = 0; i < len; i++)
		words[i] = hl_key_guess(facts_keys(facts, &keys[i]), &keys[i]);
	for (size_t i = 0; i < len; i++)
		if (words[i] && !hl_key_is(words[i], &keys[i]))
			words[i] = hl_key_look(facts_keys(facts, &keys[i]), &keys[i]);
}

size_t facts_unmet(const struct hl_keys *keys) {
	size_t events = 0;

	for (size_t k = 0; k < hl_keys_len(keys); k++) {
		uint32_t count = hl_keys_words(keys, k)[FACTS_COUNT];

		events += count & FACTS_MET ? 0 : count;
	}
	return events;
}

bool hl_facts_repeated(const struct hl_facts *facts, size_t *events) {
	*events = facts->repeated;
	return facts->has_ids;
}

uint64_t hl_facts_ids_spilled(const struct hl_facts *facts) {
	return facts->ids_spilled;
}

size_t facts_strangers(const struct hl_facts *facts) {
	size_t events = facts->unmatched + (facts->spill ? facts->spill->strangers : 0);

	for (size_t i = 0; i < facts->shards_len; i++)
		events += facts_unmet(facts->shards[i].keys);
	return events;
}
