/*
 * late.c - facts that were put by come back, those of a few accounts at a time.
 *
 * They are dealt out to parts by the hash of their account. A part that is large is gone through
 * several times, each time for other accounts; small ones are taken together. Each thread counts in
 * a meter of its own, of which the sums are added in the end.
 */
#include "parts.h"

#include <stdlib.h>

/* A thread is worth so much memory; a part is not gone through more often. */
enum { THREAD_MEMORY = 1 << 20, PASSES_MAX = 64 };

/* Bytes that a byte of the store comes to, at most: of stories, of cash with a story. */
enum { STORY_GROWS = 5, CASH_GROWS = 3 };

/* And of cash that is compared, see alike.h. */
enum { ALIKE_GROWS = 2 };

/* What a story with an account, or cash with a story, weighs at least, more or less. */
enum { STORY_LEAST = 24 * STORY_GROWS, CASH_LEAST = 24 * CASH_GROWS };

/* Parts that are counted together, or one of the passes through a single one. */
struct unit {
	size_t first, end;
	size_t pass, passes;
};

/* All that is left to do. */
struct late {
	struct hl_meter *m;
	struct hl_meter *parts; /* one a thread */
	struct hl_pool *pool;   /* of their keys: few at a time, so no large pages */
	size_t threads, memory; /* and so much for each thread */
	size_t most;            /* that a unit takes */
	struct unit *units;
	size_t units_len, units_cap;
	_Atomic bool has_failed;
	enum hl_status *status; /* one a thread */
	struct hl_error *errs;
};

/* --- units of work --- */

static void add_unit(struct late *late, struct unit unit) {
	late->units =
		hl_grow(late->units, &late->units_cap, late->units_len + 1, sizeof(*late->units));
	late->units[late->units_len++] = unit;
}

/* What the part would take in memory; nothing, where there is nothing but cash that nobody
 * compares.
 */
static uint64_t weight_of(const struct store *store, size_t part) {
	uint64_t stories = store->sizes[STORIES][part];
	uint64_t cash = store->sizes[CASH][part];
	uint64_t weight = stories ? stories * STORY_GROWS + cash * CASH_GROWS : 0;

	return store->has_places ? weight + (stories + cash) * ALIKE_GROWS : weight;
}

/* How often a part of that weight is gone through: by default once, which is fastest. */
static size_t passes_for(const struct late *late, uint64_t weight) {
	uint64_t passes = late->m->options.memory ? weight / late->memory + 1 : 1;

	return passes < PASSES_MAX ? (size_t)passes : PASSES_MAX;
}

/* Units of no more than fits. */
static void plan(struct late *late) {
	const struct store *store = late->m->store;
	size_t end;

	for (size_t part = 0; part < PARTS; part = end) {
		uint64_t weight = weight_of(store, part);
		struct unit unit = { .first = part, .passes = passes_for(late, weight) };

		for (end = part + 1; end < PARTS; end++) {
			uint64_t more = weight_of(store, end);

			if (weight + more > late->memory)
				break;
			weight += more;
		}
		unit.end = end;
		if (weight / unit.passes > late->most)
			late->most = (size_t)(weight / unit.passes);
		for (; weight > 0 && unit.pass < unit.passes; unit.pass++)
			add_unit(late, unit);
	}
}

/* --- one unit --- */

static bool is_of(const struct unit *unit, uint64_t hash) {
	return unit->passes == 1 || (hash >> PART_BITS) % unit->passes == unit->pass;
}

static uint32_t ref_of(struct hl_meter *m, struct hl_str id) {
	return id.len ? (uint32_t)hl_keys_add(m->refs, id) : NOBODY;
}

static void take_fact(
	struct hl_meter *m, const struct whose *whose, struct told *told, uint32_t account) {
	told->fact.account = account;
	told->fact.collector = whose->at[told->fact.collector];
	told->fact.id = ref_of(m, told->id);
	told->fact.ref = ref_of(m, told->ref);
	fact_keep(m, &told->fact);
}

/* Stories make their accounts known, cash that has none is passed over. */
static void take_page(struct hl_meter *m, const struct unit *unit, enum stream stream,
	const struct whose *whose, struct hl_str bytes) {
	const char *end = bytes.at + bytes.len;

	for (const char *at = bytes.at; at < end;) {
		struct told told;
		struct hl_key key;
		size_t account;

		at = packed_get(at, &told);
		key = hl_key_of(m->accounts, told.account);
		if (!is_of(unit, key.hash))
			continue;
		if (m->tells_alike)
			alike_add(&m->alike, key.hash, &told.fact);
		account = stream == CASH ? hl_key_find(m->accounts, &key) : account_add(m, &key);
		if (account != HL_NO_KEY)
			take_fact(m, whose, &told, (uint32_t)account);
	}
}

static enum hl_status take_stream(
	struct hl_meter *m, const struct unit *unit, enum stream stream, struct hl_error *err) {
	const struct store *store = m->store;
	enum hl_status status = HL_OK;
	struct hl_buf buf = { 0 };

	for (size_t part = unit->first; part < unit->end; part++) {
		struct page page = store->last[stream][part];

		while (page.len > 0 && status == HL_OK) {
			const struct whose *whose = &m->whose[page.writer];
			struct hl_str bytes;

			status = store_page(store, &page, &buf, &bytes, err);
			if (status == HL_OK)
				take_page(m, unit, stream, whose, bytes);
		}
	}
	hl_buf_release(&buf);
	return status;
}

static void do_unit(void *of_late, size_t worker, size_t piece) {
	struct late *late = of_late;
	struct hl_meter *part = &late->parts[worker];
	const struct unit *unit = &late->units[piece];
	struct hl_error *err = &late->errs[worker];
	enum hl_status status = HL_OK;

	if (late->has_failed)
		return;
	status = take_stream(part, unit, STORIES, err);
	if (status == HL_OK)
		status = take_stream(part, unit, CASH, err);
	if (status == HL_OK) {
		facts_deal_in_place(part);
		accounts_end(part);
	}
	alike_end(&part->alike);
	part->facts.len = 0;
	hl_keys_forget(part->accounts);
	hl_keys_forget(part->refs);
	if (status != HL_OK) {
		late->status[worker] = status;
		late->has_failed = true;
	}
}

/* --- all of them --- */

/* A meter that reads what the others read, and counts for itself. */
static void part_begin(const struct late *late, struct hl_meter *part) {
	const struct hl_meter *m = late->m;

	*part = *m;
	part->arena = (struct hl_arena){ NULL };
	/* One seed: all threads have to agree in which pass an account is. */
	part->accounts = part == late->parts ? hl_keys_new_with(late->pool, 0)
					     : hl_keys_new_like(late->parts[0].accounts);
	part->refs = hl_keys_new_with(late->pool, 0);
	part->deeds = hl_keys_new_like(m->deeds);
	/* All they may need: who grows leaves holes behind, and what is not used takes no memory.
	 */
	part->account_cap = part->facts.cap = 0;
	part->account =
		hl_grow(NULL, &part->account_cap, late->most / STORY_LEAST, sizeof(*part->account));
	part->facts.at =
		hl_grow(NULL, &part->facts.cap, late->most / CASH_LEAST, sizeof(struct fact));
	groups_init(&part->groups);
	part->groups.tallies =
		hl_grow(NULL, &part->groups.cap, m->groups.len, sizeof(*part->groups.tallies));
	part->workdays = (struct workdays){ 0 };
	part->alike = (struct alike){ 0 };
}

static void part_end(struct hl_meter *m, struct hl_meter *part) {
	groups_merge(m, part);
	deeds_merge(m, part);
	workdays_merge(m, &part->workdays);
	workdays_release(&part->workdays);
	alike_join(&m->alike.found, &part->alike.found);
	alike_release(&part->alike);
	groups_release(&part->groups);
	hl_arena_release(&part->arena);
	hl_keys_free(part->accounts);
	hl_keys_free(part->refs);
	hl_keys_free(part->deeds);
	free(part->account);
	free(part->facts.at);
	free(part->promises.at);
}

static enum hl_status count_all(struct late *late, struct hl_error *err) {
	const struct hl_pieces pieces = {
		.arg = late, .count = late->units_len, .threads = late->threads, .work = do_unit
	};
	enum hl_status status = HL_OK;

	late->pool = hl_pool_new();
	hl_pool_save(late->pool);
	late->parts = hl_claim(late->threads, sizeof(*late->parts));
	late->status = hl_claim(late->threads, sizeof(*late->status));
	late->errs = hl_claim(late->threads, sizeof(*late->errs));
	for (size_t i = 0; i < late->threads; i++)
		part_begin(late, &late->parts[i]);
	hl_parallel(&pieces);
	for (size_t i = 0; i < late->threads; i++) {
		part_end(late->m, &late->parts[i]);
		if (late->status[i] != HL_OK && status == HL_OK) {
			status = late->status[i];
			*err = late->errs[i];
		}
	}
	hl_pool_free(late->pool);
	free(late->parts);
	free(late->status);
	free(late->errs);
	return status;
}

/* As many as there are and @memory is enough for; at least one. */
static size_t threads_for(const struct hl_meter *m, size_t memory) {
	size_t most = memory / THREAD_MEMORY;

	if (most > m->options.threads)
		most = m->options.threads;
	return most ? most : 1;
}

enum hl_status late_end(struct hl_meter *m, struct hl_error *err) {
	struct late late = { .m = m, .threads = threads_for(m, store_memory(m->options.memory)) };
	enum hl_status status;

	late_own_writer(m);
	status = store_end(m->store, err);
	if (status != HL_OK)
		return status;
	late.memory = store_memory(m->options.memory) / late.threads;
	plan(&late);
	if (late.threads > late.units_len)
		late.threads = late.units_len;
	if (late.units_len > 0)
		status = count_all(&late, err);
	free(late.units);
	return status;
}
