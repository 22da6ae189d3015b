/*
 * late.c - what was put by comes back, that of a few accounts at a time.
 *
 * It is dealt out to parts by the hash of the account. A part that is large is gone through
 * several times, each time for other accounts; small ones are taken together. Each thread counts in
 * a meter of its own, of which the sums are added in the end. What accounts tell of queues is put
 * by once more, and comes back in a second round, by days.
 */
#include "parts.h"

#include <stdlib.h>

/* A thread is worth so much memory; a part is not gone through more often. */
enum { THREAD_MEMORY = 1 << 20, PASSES_MAX = 64 };

/*
 * Bytes that a byte of the store comes to, at most: of stories, of cash with a story; of cash that
 * is compared, see alike.h; of touches and while they are dealt; of pairs of an attempt and a slot;
 * of steps, their accounts and while they are put in order.
 */
enum {
	STORY_GROWS = 5,
	CASH_GROWS = 3,
	ALIKE_GROWS = 2,
	TOUCH_GROWS = 4,
	PAIR_GROWS = 2,
	STEP_GROWS = 10
};

/* Parts that are counted together, or one of the passes through a single one. */
struct unit {
	size_t first, end;
	size_t pass, passes;
};

/* Who wrote a page, as what. */
struct source_page {
	enum stream stream;
	uint32_t writer;
};

/* What is to come back, and what it comes to. */
struct round {
	const struct store *store;
	size_t grows; /* a byte of its stories */
	/* Take those of @bytes that are of @unit. */
	void (*take)(struct hl_meter *part, const struct unit *unit, struct source_page page,
		struct hl_str bytes);
	/* All of the unit are taken. */
	void (*end)(struct hl_meter *part);
};

/* All that is left to do. */
struct late {
	struct hl_meter *m;
	const struct round *round;
	struct hl_meter *parts; /* one a thread */
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
static uint64_t weight_of(const struct round *round, size_t part) {
	const struct store *store = round->store;
	uint64_t stories = store->sizes[STORIES][part];
	uint64_t cash = store->sizes[CASH][part];
	uint64_t weight = stories ? stories * round->grows + cash * CASH_GROWS : 0;

	return store->has_places ? weight + (stories + cash) * ALIKE_GROWS : weight;
}

/* How often a part of that weight is gone through: by default once, which is fastest. */
static size_t passes_for(const struct late *late, uint64_t weight) {
	uint64_t passes = late->m->options.memory ? weight / late->memory + 1 : 1;

	return passes < PASSES_MAX ? (size_t)passes : PASSES_MAX;
}

/* Units of no more than fits. */
static void plan(struct late *late) {
	size_t end;

	late->units_len = 0;
	for (size_t part = 0; part < PARTS; part = end) {
		uint64_t weight = weight_of(late->round, part);
		struct unit unit = { .first = part, .passes = passes_for(late, weight) };

		for (end = part + 1; end < PARTS; end++) {
			uint64_t more = weight_of(late->round, end);

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

static void take_told(
	struct hl_meter *m, const struct whose *whose, struct told *told, uint32_t account) {
	told->fact.account = account;
	told->fact.collector = whose->at[told->fact.collector];
	if (told->marks) {
		own_told(m, told);
		return;
	}
	told->fact.id = ref_of(m, told->id);
	told->fact.ref = ref_of(m, told->ref);
	story_take(m, told);
}

/* Stories make their accounts known, cash that has none is passed over. */
static void take_stories(
	struct hl_meter *m, const struct unit *unit, struct source_page page, struct hl_str bytes) {
	const struct whose *whose = &m->whose[page.writer];
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
		account =
			page.stream == CASH ? hl_key_find(m->accounts, &key) : account_add(m, &key);
		if (account != HL_NO_KEY)
			take_told(m, whose, &told, (uint32_t)account);
	}
}

static void end_stories(struct hl_meter *m) {
	stories_end(m);
	alike_end(&m->alike);
}

/* The numbers of collectors are the meter's, nobody first. */
static void take_steps(
	struct hl_meter *m, const struct unit *unit, struct source_page page, struct hl_str bytes) {
	const char *end = bytes.at + bytes.len;

	(void)page;
	for (const char *at = bytes.at; at < end;) {
		struct told told;

		at = packed_get(at, &told);
		if (!is_of(unit, queue_hash(told.fact.day)))
			continue;
		told.fact.account = account_number(m, told.account);
		told.fact.collector--;
		if (told.fact.kind == QUEUED)
			told.fact.window = window_number(m, &told.window);
		queue_take(m, &told.fact);
	}
}

static void end_steps(struct hl_meter *m) {
	queue_count(m);
	hl_keys_forget(m->accounts);
}

static enum hl_status take_stream(const struct round *round, struct hl_meter *m,
	const struct unit *unit, enum stream stream, struct hl_error *err) {
	enum hl_status status = HL_OK;
	struct hl_buf buf = { 0 };

	for (size_t part = unit->first; part < unit->end; part++) {
		struct page page = round->store->last[stream][part];

		while (page.len > 0 && status == HL_OK) {
			const struct source_page from = { stream, page.writer };
			struct hl_str bytes;

			status = store_page(round->store, &page, &buf, &bytes, err);
			if (status == HL_OK)
				round->take(m, unit, from, bytes);
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
	for (enum stream stream = STORIES; stream < STREAMS && status == HL_OK; stream++)
		status = take_stream(late->round, part, unit, stream, err);
	if (status == HL_OK)
		late->round->end(part);
	if (status != HL_OK) {
		late->status[worker] = status;
		late->has_failed = true;
	}
}

/* --- all of them --- */

/* All units of the round that is at hand; the first failure in the order of threads. */
static enum hl_status do_units(struct late *late, struct hl_error *err) {
	const struct hl_pieces pieces = { .arg = late,
		.count = late->units_len,
		.threads = late->threads < late->units_len ? late->threads : late->units_len,
		.work = do_unit };
	enum hl_status status = HL_OK;

	if (late->units_len > 0)
		hl_parallel(&pieces);
	for (size_t i = 0; i < late->threads && status == HL_OK; i++) {
		status = late->status[i];
		if (status != HL_OK)
			*err = late->errs[i];
	}
	return status;
}

/* What accounts told of queues, by days. */
static enum hl_status do_desks(struct late *late, struct hl_error *err) {
	const struct round desks = { late->m->desks, STEP_GROWS, take_steps, end_steps };
	enum hl_status status;

	for (size_t i = 0; i < late->threads; i++) {
		writer_end(late->parts[i].writer);
		late->parts[i].writer = NULL;
	}
	status = store_end(late->m->desks, err);
	if (status != HL_OK)
		return status;
	late->round = &desks;
	plan(late);
	return do_units(late, err);
}

static enum hl_status count_all(struct late *late, struct hl_error *err) {
	enum hl_status status;

	late->m->pool = hl_pool_new();
	hl_pool_save(late->m->pool);
	late->parts = hl_claim(late->threads, sizeof(*late->parts));
	late->status = hl_claim(late->threads, sizeof(*late->status));
	late->errs = hl_claim(late->threads, sizeof(*late->errs));
	for (size_t i = 0; i < late->threads; i++)
		share_begin(&late->parts[i], late->m, late->parts, late->most);
	status = do_units(late, err);
	if (status == HL_OK && late->m->desks)
		status = do_desks(late, err);
	for (size_t i = 0; i < late->threads; i++)
		share_end(late->m, &late->parts[i]);
	hl_pool_free(late->m->pool);
	late->m->pool = NULL;
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

static size_t story_grows(const struct hl_meter *m) {
	size_t grows = STORY_GROWS;

	if (m->needs & NEEDS_REENGAGED)
		grows += TOUCH_GROWS;
	if (m->needs & NEEDS_REACHED)
		grows += PAIR_GROWS * m->levels.len;
	return grows;
}

enum hl_status late_end(struct hl_meter *m, struct hl_error *err) {
	const struct round stories = { m->store, story_grows(m), take_stories, end_stories };
	size_t memory = store_memory(m->options.memory);
	struct late late = { .m = m, .round = &stories, .threads = threads_for(m, memory) };
	enum hl_status status;

	late_own_writer(m);
	status = store_end(m->store, err);
	if (status != HL_OK)
		return status;
	if (m->needs & NEEDS_QUEUE)
		memory /= 2;
	late.memory = memory / late.threads;
	plan(&late);
	if (late.threads > late.units_len)
		late.threads = late.units_len;
	if (late.units_len > 0 && (m->needs & NEEDS_QUEUE))
		m->desks = store_new(m->options.folder, memory, late.threads);
	if (late.units_len > 0)
		status = count_all(&late, err);
	free(late.units);
	return status;
}
