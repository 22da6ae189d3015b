/* finish.c - the end of a claim, and why somebody may not end it. */
#include "parts.h"

/* --- a lease that ran out --- */

/* What the journal says of one collector and one lead. */
struct past {
	const struct hl_pull *pull;
	struct hl_str id, collector;
	bool had_it;     /* and neither gave it back nor said that it is done */
	int64_t until_s; /* the end of their lease */
	int64_t taken_s; /* since then somebody else took it; HL_NO_MOMENT: nobody did */
};

static void note_past(struct past *past, const struct pull_record *record) {
	bool takes = record->action == PULL_TAKE || record->action == PULL_CARRY;

	if (hl_str_eq(record->collector, past->collector)) {
		past->had_it = takes;
		past->until_s = record->until_s;
		past->taken_s = HL_NO_MOMENT;
	} else if (takes) {
		past->taken_s = record->ts_s;
	}
}

static enum hl_status look_back(
	void *of_past, const struct pull_record *record, struct hl_error *err) {
	struct past *past = of_past;

	(void)err;
	if (record->queue == past->pull->map.tail->number && hl_str_eq(record->id, past->id))
		note_past(past, record);
	return HL_OK;
}

/*
 * Had they the lead until their lease ran out? Only the last claim of a lead is kept in memory, so
 * the lines of this queue are read once more; claims that went on stand there, too.
 */
static bool ran_out(struct past *past) {
	const struct hl_pull *pull = past->pull;
	struct pull_journal again = pull->journal;
	const struct pull_reader reader = { look_back, past };
	struct hl_error ignored = { 0 };

	past->taken_s = HL_NO_MOMENT;
	return pull_journal_read(&again, pull->map.tail->journal_at, pull->map.tail->journal_crc,
		       &reader, &ignored) == HL_OK &&
	       past->had_it && past->until_s != HL_PULL_NO_END && past->taken_s != HL_NO_MOMENT;
}

/* --- not theirs --- */

/* @claim is somebody else's, done by somebody else, or (NULL, too) nobody's. */
static enum hl_status refuse(const struct hl_pull *pull, const struct pull_claim *claim,
	const struct hl_pull_end *end, struct hl_error *err) {
	struct past past = { .pull = pull, .id = end->id, .collector = end->collector };
	enum pull_state state = claim ? claim->state : PULL_IS_FREE;
	char until[HL_TIME_ROOM + 1] = "";
	char taken[HL_TIME_ROOM + 1] = "";
	char who[64];

	if (!claim || !ran_out(&past))
		return hl_fail(err, HL_NO, "%s",
			state == PULL_IS_FREE   ? "nobody has this lead"
			: state == PULL_IS_DONE ? "this lead is done, by somebody else"
						: "somebody else has this lead");
	until[hl_time_print(past.until_s, until)] = '\0';
	taken[hl_time_print(past.taken_s, taken)] = '\0';
	hl_printable(end->collector, who, sizeof(who));
	if (state == PULL_IS_FREE)
		return hl_fail(err, HL_NO,
			"nobody has this lead: the lease that %s had ran out at %s, and somebody "
			"else took it at %s",
			who, until, taken);
	return hl_fail(err, HL_NO, "%s %s: the lease that %s had ran out at %s",
		state == PULL_IS_DONE ? "this lead is done, by somebody else, who took it at"
				      : "somebody else has this lead, since",
		taken, who, until);
}

/* --- the end --- */

/* *is_over: it is done already, and that is what is said once more. */
static enum hl_status check_end(const struct hl_pull *pull, const struct pull_claim *claim,
	const struct hl_pull_end *end, bool *is_over, struct hl_error *err) {
	*is_over = false;
	if (!claim && pull_map_find(&pull->map, end->id) == PULL_NO_LEAD)
		return hl_fail(err, HL_NO, "this lead is not in the queue");
	if (!claim || claim->state == PULL_IS_FREE ||
		!pull_claim_is_of(pull, claim, end->collector))
		return refuse(pull, claim, end, err);
	*is_over = claim->state == PULL_IS_DONE;
	return *is_over && !end->is_done ? hl_fail(err, HL_NO, "this lead is done") : HL_OK;
}

enum hl_status hl_pull_finish(
	struct hl_pull *pull, const struct hl_pull_end *end, struct hl_error *err) {
	const struct pull_claim *claim = pull_claims_find(&pull->claims, end->id);
	struct pull_record record = { .action = end->is_done ? PULL_DONE : PULL_RELEASE,
		.collector = end->collector,
		.until_s = HL_PULL_NO_END,
		.result = end->result,
		.by = end->by,
		.note = end->note };
	bool is_over;
	enum hl_status status = check_end(pull, claim, end, &is_over, err);

	if (status != HL_OK || is_over || end->looks_only)
		return status;
	record.lead = claim->lead;
	record.id = claim->id;
	return pull_note(pull, &record, err);
}
