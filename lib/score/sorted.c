/*
 * sorted.c - leads and events that are in order of their keys, side by side.
 *
 * For each lead every table of events goes forward to the lead's key, by itself: what is folded
 * does not depend on the order, so that the tables need not be merged. One set of words is all that
 * is remembered. Rows without a key have no place in the order.
 */
#include "eval.h"
#include "log.h"

#include <stdlib.h>

/* So much output is gathered. */
enum { WRITE_BYTES = 256 << 10 };

/* One table of events, and the one of them that waits for its lead. */
struct lane {
	struct hl_reader *reader;
	struct hl_time_memo memo;
	struct event event; /* without its key */
	struct hl_str id;   /* the reader's */
	struct hl_buf key;  /* which is this one */
	bool is_over;
};

struct hl_sorted {
	struct log log;
	struct lane *lanes;
	size_t lanes_len;
	uint32_t *words; /* of the lead at hand */
	struct times *times;
	struct hl_ids *ids;     /* of its events; NULL: there are none */
	struct moments moments; /* scratch */
	bool has_events;        /* it does */
	struct hl_buf key;
	bool is_broken; /* the run ends */
};

/* --- order --- */

/* @key takes the place of @last, which must not be greater. *order: 0 when they are equal. */
static enum hl_status follow(const struct hl_sorted *sorted, struct hl_buf *last, struct hl_str key,
	int *order, struct hl_error *err) {
	*order = hl_str_cmp(hl_buf_str(last), key);
	if (*order > 0)
		return hl_fail(err, HL_EDATA, "not in order of %s", sorted->log.facts->model->key);
	if (*order < 0) {
		last->len = 0;
		hl_buf_add(last, key);
	}
	return HL_OK;
}

/* The run ends there: what follows would be wrong. */
static enum hl_status break_off(
	const struct hl_row *row, const struct hl_header *header, struct hl_error *err) {
	return hl_row_fail(row, header, HL_NO_COLUMN, HL_EDATA, err);
}

/* --- events --- */

/* The table is over; what was bad in it was told. */
static bool is_read(enum hl_status status, const struct hl_error *err) {
	return status == HL_END || (status == HL_EDATA && !err->text[0]);
}

/* The event in @row waits. HL_END: it is for no lead. */
static enum hl_status wait_with(struct hl_sorted *sorted, struct lane *lane,
	const struct hl_row *row, struct hl_error *err) {
	struct hl_str key = hl_cell_trimmed(row, sorted->log.key);
	enum hl_status status = log_event(&sorted->log, &lane->memo, row, &lane->event, err);
	int order;

	if (status == HL_EDATA) {
		status = hl_reader_reject(lane->reader, row, err);
		return status == HL_OK ? HL_END : status;
	}
	lane->id = hl_cell_trimmed(row, sorted->log.id);
	if (status == HL_OK && key.len == 0) {
		sorted->log.facts->unmatched += lane->event.age != 0;
		return HL_END;
	}
	if (status == HL_OK && follow(sorted, &lane->key, key, &order, err) != HL_OK)
		return break_off(row, sorted->log.header, err);
	return status;
}

/* The next event of the table waits, or it is over. */
static enum hl_status lane_next(struct hl_sorted *sorted, struct lane *lane, struct hl_error *err) {
	enum hl_status status;
	struct hl_row row;

	do {
		status = hl_reader_next(lane->reader, &row, err);
		if (status != HL_OK)
			break;
		status = wait_with(sorted, lane, &row, err);
	} while (status == HL_END);
	if (status == HL_OK)
		return HL_OK;
	lane->is_over = is_read(status, err); /* the leads' mistakes are still to be found */
	return lane->is_over ? HL_OK : status;
}

/* Fold the event of the lead at hand, unless one of its events had the same id. */
static void fold(struct hl_sorted *sorted, const struct lane *lane) {
	struct hl_facts *facts = sorted->log.facts;

	if (lane->id.len > 0 && !hl_ids_add(sorted->ids, lane->id,
					hl_key_of(hl_ids_seed(sorted->ids), lane->id).hash)) {
		facts->repeated++;
		return;
	}
	facts_add(facts, sorted->times, sorted->words, &lane->event);
	sorted->has_events = true;
}

/* All events of the table up to @key. */
static enum hl_status catch_up(
	struct hl_sorted *sorted, struct lane *lane, struct hl_str key, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && !lane->is_over) {
		int order = hl_str_cmp(hl_buf_str(&lane->key), key);

		if (order > 0)
			break;
		if (lane->event.age && order == 0)
			fold(sorted, lane);
		sorted->log.facts->unmatched += lane->event.age && order < 0;
		status = lane_next(sorted, lane, err);
	}
	return status;
}

/* The rest, which no lead has. */
static enum hl_status run_out(struct hl_sorted *sorted, struct lane *lane, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && !lane->is_over) {
		sorted->log.facts->unmatched += lane->event.age != 0;
		status = lane_next(sorted, lane, err);
	}
	return status;
}

/* --- leads --- */

/* Another lead is at hand. */
static void forget(struct hl_sorted *sorted) {
	memset(sorted->words, 0, sorted->log.facts->words * sizeof(*sorted->words));
	if (sorted->times)
		times_empty(sorted->times);
	if (sorted->ids)
		hl_ids_empty(sorted->ids);
	sorted->has_events = false;
}

static enum hl_status next_facts(void *of, const struct hl_row *row, struct hl_str key,
	uint32_t **words, struct hl_error *err) {
	struct hl_sorted *sorted = of;
	const struct hl_facts *facts = sorted->log.facts;
	enum hl_status status;
	int order;

	*words = NULL;
	if (key.len == 0)
		return HL_OK; /* a bad row */
	status = follow(sorted, &sorted->key, key, &order, err);
	if (status != HL_OK) {
		sorted->is_broken = true;
		return break_off(row, NULL, err);
	}
	if (order < 0)
		forget(sorted);
	for (size_t i = 0; i < sorted->lanes_len && order < 0 && status == HL_OK; i++)
		status = catch_up(sorted, &sorted->lanes[i], key, err);
	sorted->is_broken = status != HL_OK;
	if (sorted->times && order < 0)
		silence_close(facts, sorted->times, sorted->words, &sorted->moments);
	*words = sorted->has_events ? sorted->words : NULL;
	return status;
}

/* Is there a mistake in any of the tables? Then nothing more is written. */
static bool has_failed(const struct hl_sorted *sorted, const struct hl_reader *leads) {
	bool has = leads && hl_reader_failed(leads);

	for (size_t i = 0; i < sorted->lanes_len; i++)
		has |= hl_reader_failed(sorted->lanes[i].reader);
	return has;
}

/* The leads on their way through the scoring. */
struct pass {
	struct hl_sorted *sorted;
	struct hl_step step;
	void *worker;
	struct hl_reader *leads;
	struct hl_output *out; /* NULL: only look */
	struct hl_buf bytes;   /* gathered for it */
};

static enum hl_status put(struct pass *pass, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (pass->out)
		status = hl_output_write(pass->out, hl_buf_str(&pass->bytes), err);
	pass->bytes.len = 0;
	return status;
}

static enum hl_status do_lead(struct pass *pass, const struct hl_row *row, struct hl_error *err) {
	size_t good = pass->bytes.len;
	enum hl_status status =
		pass->step.row(pass->step.job, pass->worker, row, &pass->bytes, err);

	if (status != HL_OK || has_failed(pass->sorted, pass->leads))
		pass->bytes.len = good;
	if (status == HL_EDATA && !pass->sorted->is_broken)
		return hl_reader_reject(pass->leads, row, err);
	return status == HL_OK && pass->bytes.len >= WRITE_BYTES ? put(pass, err) : status;
}

/* Every table of events is begun. */
static enum hl_status begin(struct hl_sorted *sorted, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < sorted->lanes_len && status == HL_OK; i++)
		status = lane_next(sorted, &sorted->lanes[i], err);
	return status;
}

/* And read to its end. */
static enum hl_status end(struct hl_sorted *sorted, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < sorted->lanes_len && status == HL_OK; i++)
		status = run_out(sorted, &sorted->lanes[i], err);
	return status;
}

static enum hl_status do_leads(struct pass *pass, struct hl_error *err) {
	enum hl_status status = begin(pass->sorted, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(pass->leads, &row, err)) == HL_OK)
		status = do_lead(pass, &row, err);
	if (is_read(status, err))
		status = end(pass->sorted, err);
	return status == HL_OK && has_failed(pass->sorted, pass->leads) ? HL_EDATA : status;
}

enum hl_status hl_sorted_run(struct hl_sorted *sorted, struct hl_scoring *scoring,
	struct hl_reader *leads, struct hl_output *out, struct hl_error *err) {
	struct pass pass = { .sorted = sorted, .leads = leads, .out = out };
	struct hl_error ignored;
	enum hl_status status;

	scoring->feed = (struct feed){ next_facts, sorted };
	pass.step = hl_scoring_step(scoring);
	pass.worker = pass.step.worker_new(pass.step.job);
	status = do_leads(&pass, err);
	/* Also when the run fails what is good stands before that. */
	if (status == HL_OK)
		status = put(&pass, err);
	else
		(void)put(&pass, &ignored);
	pass.step.worker_end(pass.step.job, pass.worker);
	hl_buf_release(&pass.bytes);
	return status;
}

enum hl_status hl_sorted_check(struct hl_sorted *sorted, struct hl_error *err) {
	enum hl_status status = begin(sorted, err);

	if (status == HL_OK)
		status = end(sorted, err);
	return status == HL_OK && has_failed(sorted, NULL) ? HL_EDATA : status;
}

/* --- begin and end --- */

enum hl_status hl_sorted_new(struct hl_sorted **result, struct hl_facts *facts,
	const struct hl_sorted_events *events, struct hl_error *err) {
	struct hl_sorted *sorted = hl_claim(1, sizeof(*sorted));
	enum hl_status status = HL_OK;

	*result = sorted;
	sorted->log.facts = facts;
	sorted->words = hl_claim(facts->words, sizeof(*sorted->words));
	sorted->times = facts_times(facts);
	sorted->lanes = hl_claim(events->len, sizeof(*sorted->lanes));
	sorted->lanes_len = events->len;
	for (size_t i = 0; i < events->len; i++)
		sorted->lanes[i].reader = events->readers[i];
	if (events->len > 0)
		status = log_begin(&sorted->log, facts, events->readers[0], events->map, err);
	if (status != HL_OK) {
		hl_sorted_free(sorted);
		*result = NULL;
	} else if (events->len > 0 && sorted->log.id != HL_NO_COLUMN) {
		sorted->ids = hl_ids_new(facts->pool);
		facts->has_ids = true;
	}
	return status;
}

void hl_sorted_free(struct hl_sorted *sorted) {
	if (!sorted)
		return;
	for (size_t i = 0; i < sorted->lanes_len; i++)
		hl_buf_release(&sorted->lanes[i].key);
	free(sorted->lanes);
	free(sorted->words);
	times_free(sorted->times);
	hl_ids_free(sorted->ids);
	moments_release(&sorted->moments);
	hl_buf_release(&sorted->key);
	log_end(&sorted->log);
	free(sorted);
}
