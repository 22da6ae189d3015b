/* spill.c - what does not fit in memory goes to runs, which are merged with what does. */
#include "hold.h"

#include <stdlib.h>

enum {
	PER_RUN = 2 * (RUN_FRAME + (4 << 10)), /* to read it */
	PER_THREAD = RUN_FRAME + (4 << 10),    /* that reads */
	OTHERS = 448 << 10,                    /* what a merge needs besides */
	AHEAD = 12,                            /* rows in memory are fetched before their turn */
	LINES = 4,
};

/* --- to a run --- */

struct spilling {
	struct run_packer *packers; /* of each worker */
	struct runs *runs;
};

static size_t put_record(void *arg, size_t worker, const char *record) {
	struct run_packer *packer = &((struct spilling *)arg)->packers[worker];

	run_packer_put(packer, record);
	return packer->frames.len;
}

static void end_frames(void *arg, size_t worker) {
	struct spilling *spilling = arg;

	run_packer_end(&spilling->packers[worker]);
}

static enum hl_status drain_frames(void *arg, size_t worker, struct hl_error *err) {
	struct spilling *spilling = arg;

	return runs_write(spilling->runs, &spilling->packers[worker], err);
}

enum hl_status rank_spill(struct rank_hold *hold, struct hl_error *err) {
	struct spilling spilling = {
		.packers = hl_claim(hold->spill_threads, sizeof(*spilling.packers)),
		.runs = &hold->runs,
	};
	const struct rank_sink sink = { .arg = &spilling,
		.put = put_record,
		.end = end_frames,
		.drain = drain_frames,
		.room = hold->spill_bytes };
	struct rank_item *items = rank_order(&hold->store, hold->threads);
	struct rank_span span = { items, hold->store.rows, hold->store.used };
	enum hl_status status = rank_gather(span, hold->spill_threads, &sink, err);

	runs_end(&hold->runs);
	hold->spilled++;
	rank_order_free(items, hold->store.rows);
	for (size_t w = 0; w < hold->spill_threads; w++)
		run_packer_release(&spilling.packers[w]);
	free(spilling.packers);
	rank_store_empty(&hold->store);
	return status;
}

/* --- and back --- */

/* The runs, and behind them what is in memory: it came last. */
struct sources {
	struct run_cursors *cursors;
	size_t runs;
	const struct rank_item *items;
	size_t items_len, at;
};

static enum hl_status next_record(
	void *arg, size_t source, const char **record, struct hl_error *err) {
	struct sources *sources = arg;

	if (source < sources->runs)
		return run_cursors_next(sources->cursors, source, record, err);
	rank_fetch(sources->items, sources->items_len, sources->at + AHEAD, LINES);
	*record = sources->at < sources->items_len ? sources->items[sources->at++].at : NULL;
	return HL_OK;
}

static enum hl_status take_merged(
	struct merge *merge, const struct rank_taker *taker, struct hl_error *err) {
	const char *record;
	enum hl_status status;

	while ((status = merge_next(merge, &record, err)) == HL_OK)
		if ((status = taker->take(taker->arg, record, err)) != HL_OK)
			return status;
	return status == HL_END ? HL_OK : status;
}

/* Is there room to read all runs beside what is in memory? Else that becomes a run, too. */
static enum hl_status make_room(struct rank_hold *hold, struct hl_error *err) {
	size_t held = rank_hold_bytes(hold);
	size_t others = OTHERS + hold->spill_threads * PER_THREAD;
	size_t fan = (hold->memory - others) / PER_RUN;
	enum hl_status status = HL_OK;

	if (hold->store.rows > 0 && held + hold->runs.len * PER_RUN + others > hold->memory) {
		status = rank_spill(hold, err);
		rank_store_release(&hold->store);
	}
	return status == HL_OK ? runs_reduce(&hold->runs, fan, hold->spill_threads, err) : status;
}

enum hl_status rank_spill_take(
	struct rank_hold *hold, const struct rank_taker *taker, struct hl_error *err) {
	enum hl_status status = make_room(hold, err);
	size_t runs = hold->runs.len;
	struct rank_item *items = rank_order(&hold->store, hold->threads);
	struct sources sources = {
		.cursors = run_cursors_new(
			&hold->runs, (struct run_range){ 0, runs, hold->spill_threads }),
		.runs = runs,
		.items = items,
		.items_len = hold->store.rows,
	};
	struct merge merge;

	merge_init(&merge, runs + 1);
	merge.arg = &sources;
	merge.next = next_record;
	if (status == HL_OK)
		status = take_merged(&merge, taker, err);
	merge_release(&merge);
	run_cursors_free(sources.cursors);
	rank_order_free(items, hold->store.rows);
	return status;
}
