/* take.c - one lead for one collector. */
#include "parts.h"

#include <stdlib.h>

/* --- who asks --- */

bool pull_claim_is_of(
	const struct hl_pull *pull, const struct pull_claim *claim, struct hl_str name) {
	return hl_str_eq(hl_keys_at(pull->claims.names, claim->collector), name);
}

static size_t count_open(const struct hl_pull *pull, struct hl_str name) {
	size_t number = hl_keys_find(pull->claims.names, name);
	size_t count = 0;

	for (size_t i = 0; i < pull->claims.len; i++)
		count += pull->claims.at[i].collector == number &&
			 pull_claim_is_open(&pull->claims.at[i], pull->now_s);
	return count;
}

/* The leads that somebody holds, for the room they take. Those that are gone take 1. */
static uint32_t *list_open(struct hl_pull *pull, const struct hl_pull_ask *ask, size_t *len) {
	uint32_t *leads = hl_claim(count_open(pull, ask->collector), sizeof(*leads));

	*len = 0;
	for (size_t i = 0; i < pull->claims.len; i++) {
		const struct pull_claim *claim = &pull->claims.at[i];

		if (!pull_claim_is_open(claim, pull->now_s) ||
			!pull_claim_is_of(pull, claim, ask->collector))
			continue;
		if (claim->lead == PULL_NO_LEAD)
			hl_asker_hold(ask->asker, HL_ONE);
		else
			leads[(*len)++] = claim->lead;
	}
	return leads;
}

enum hl_status hl_pull_load(
	struct hl_pull *pull, const struct hl_pull_ask *ask, struct hl_error *err) {
	struct pull_rows rows = { 0 };
	struct hl_row row;
	uint32_t *leads;
	size_t len;
	int64_t units;
	enum hl_status status;

	if (!ask->asker || count_open(pull, ask->collector) == 0)
		return HL_OK;
	leads = list_open(pull, ask, &len);
	status = pull_rows_open(&rows, &pull->map, leads, len, err);
	while (status == HL_OK && (status = hl_reader_next(rows.reader, &row, err)) == HL_OK) {
		status = hl_asker_units(ask->asker, &row, &units, err);
		if (status == HL_OK)
			hl_asker_hold(ask->asker, units);
	}
	pull_rows_close(&rows);
	hl_buf_release(&rows.bytes);
	free(leads);
	return status == HL_END ? HL_OK : status;
}

/* --- which lead --- */

/* A search under way. */
struct search {
	const struct hl_pull *pull;
	const struct hl_pull_ask *ask;
	uint32_t lead; /* PULL_NO_LEAD: none yet */
	const char
		*reason; /* why the lead that was looked at last is not the asker's; NULL: it is */
};

/* The first of @leads that the asker may take, if there is one. */
static enum hl_status find_among(
	struct search *search, const uint32_t *leads, size_t len, struct hl_error *err) {
	struct pull_rows rows = { 0 };
	struct hl_row row;
	enum hl_status status = pull_rows_open(&rows, &search->pull->map, leads, len, err);

	for (size_t i = 0; i < len && status == HL_OK && search->lead == PULL_NO_LEAD; i++) {
		status = hl_reader_next(rows.reader, &row, err);
		if (status == HL_OK)
			status = hl_asker_may(search->ask->asker, &row, &search->reason, err);
		if (status == HL_OK && !search->reason)
			search->lead = leads[i];
	}
	pull_rows_close(&rows);
	hl_buf_release(&rows.bytes);
	return status;
}

enum { BATCH = 4096 };

/* The next free leads from *from on, at most @room of them. */
static size_t next_free(const struct hl_pull *pull, uint32_t *from, uint32_t *leads, size_t room) {
	uint32_t rows = pull_map_rows(&pull->map);
	size_t len = 0;

	for (; *from < rows && len < room; ++*from)
		if (pull_claims_is_free(&pull->claims, *from, pull->now_s))
			leads[len++] = *from;
	return len;
}

/* When the first lease ends that is not over yet; HL_PULL_NO_END: none does. */
static int64_t next_end(const struct hl_pull *pull) {
	int64_t next = HL_PULL_NO_END;

	for (size_t i = 0; i < pull->claims.len; i++) {
		const struct pull_claim *claim = &pull->claims.at[i];

		if (claim->lead != PULL_NO_LEAD && pull_claim_is_open(claim, pull->now_s) &&
			claim->until_s < next)
			next = claim->until_s;
	}
	return next;
}

static enum hl_status say_none(const struct search *search, struct hl_error *err) {
	int64_t end = next_end(search->pull);
	char shown[64];
	char text[HL_TIME_ROOM];

	hl_printable(search->ask->collector, shown, sizeof(shown));
	if (!search->reason && end != HL_PULL_NO_END)
		return hl_fail(err, HL_NO, "no lead is free; the next lease ends at %.*s",
			(int)hl_time_print(end, text), text);
	if (!search->reason)
		return hl_fail(err, HL_NO, "no lead is free");
	return hl_fail(err, HL_NO, "no lead that is free is for %s (%s)", shown, search->reason);
}

/* Most find one at once; who may have little looks at more and more of them together. */
static enum hl_status find_next(const struct hl_pull *pull, const struct hl_pull_ask *ask,
	uint32_t *lead, struct hl_error *err) {
	struct search search = { .pull = pull, .ask = ask, .lead = PULL_NO_LEAD };
	uint32_t *leads = hl_claim(BATCH, sizeof(*leads));
	uint32_t from = 0;
	size_t room = 1;
	enum hl_status status = HL_OK;

	while (status == HL_OK && search.lead == PULL_NO_LEAD) {
		size_t len = next_free(pull, &from, leads, room);

		if (len == 0)
			status = say_none(&search, err);
		else if (ask->asker)
			status = find_among(&search, leads, len, err);
		else
			search.lead = leads[0];
		room = room < BATCH ? room * 8 : room;
	}
	*lead = search.lead;
	free(leads);
	return status;
}

/* Why the lead that was named is not to be had, or nothing. */
static enum hl_status check_named(
	struct hl_pull *pull, const struct hl_pull_ask *ask, uint32_t lead, struct hl_error *err) {
	const struct pull_claim *claim = pull_claims_find(&pull->claims, ask->id);
	struct search search = { .pull = pull, .ask = ask, .lead = PULL_NO_LEAD };
	enum hl_status status = HL_OK;
	bool is_open = claim && pull_claim_is_open(claim, pull->now_s);

	if (is_open && pull_claim_is_of(pull, claim, ask->collector))
		return HL_OK;
	if (!ask->is_preview)
		return hl_fail(err, HL_EUSAGE, "a lead of a hidden queue is not taken by name");
	if (claim && claim->state == PULL_IS_DONE)
		return hl_fail(err, HL_NO, "this lead is done");
	if (is_open)
		return hl_fail(err, HL_NO, "somebody else has this lead");
	if (ask->asker)
		status = find_among(&search, &lead, 1, err);
	if (status == HL_OK && search.reason)
		return hl_fail(
			err, HL_NO, "this lead is not for that collector (%s)", search.reason);
	return status;
}

static enum hl_status find_named(
	struct hl_pull *pull, const struct hl_pull_ask *ask, uint32_t *lead, struct hl_error *err) {
	*lead = pull_map_find(&pull->map, ask->id);
	if (*lead == PULL_NO_LEAD)
		return ask->is_preview ? hl_fail(err, HL_NO, "this lead is not in the queue")
				       : hl_fail(err, HL_EUSAGE,
						 "a lead of a hidden queue is not taken by name");
	return check_named(pull, ask, *lead, err);
}

/* --- the journal --- */

enum hl_status pull_note(struct hl_pull *pull, struct pull_record *record, struct hl_error *err) {
	struct hl_buf line = { 0 };
	uint32_t crc = pull->journal.crc;
	enum hl_status status;

	record->ts_s = pull->now_s;
	record->queue = pull->map.tail->number;
	pull_record_put(record, &line, &crc);
	status = pull_journal_append(&pull->journal, hl_buf_str(&line), crc, err);
	if (status == HL_OK)
		status = pull_claims_apply(&pull->claims, record, err);
	hl_buf_release(&line);
	return status;
}

static int64_t end_of_lease(const struct hl_pull *pull, int64_t lease_s) {
	int64_t end;

	if (lease_s == HL_PULL_NO_END || __builtin_add_overflow(pull->now_s, lease_s, &end))
		return HL_PULL_NO_END;
	return end;
}

/* Who has this very lead already gets it once more: they have no more than before. */
static enum hl_status check_limit(
	struct hl_pull *pull, const struct hl_pull_ask *ask, uint32_t lead, struct hl_error *err) {
	struct pull_claim *claim = pull_claims_find(&pull->claims, hl_pull_id(pull, lead));
	size_t open = count_open(pull, ask->collector);

	if (open < ask->limit || (claim && pull_claim_is_open(claim, pull->now_s)))
		return HL_OK;
	return hl_fail(err, HL_NO, "%zu of %zu claims are open: end one first (done or release)",
		open, ask->limit);
}

/* A row that is damaged is not claimed: it could not be printed. */
static enum hl_status check_row(const struct hl_pull *pull, uint32_t lead, struct hl_error *err) {
	struct hl_buf row = { 0 };
	enum hl_status status = pull_map_put(&pull->map, lead, &row, err);

	hl_buf_release(&row);
	return status;
}

enum hl_status hl_pull_take(
	struct hl_pull *pull, const struct hl_pull_ask *ask, uint32_t *lead, struct hl_error *err) {
	struct pull_record record = { .action = PULL_TAKE, .collector = ask->collector };
	enum hl_status status =
		ask->id.len ? find_named(pull, ask, lead, err) : find_next(pull, ask, lead, err);

	if (status == HL_OK)
		status = check_limit(pull, ask, *lead, err);
	if (status == HL_OK)
		status = check_row(pull, *lead, err);
	if (status != HL_OK || ask->looks_only)
		return status;
	record.lead = *lead;
	record.id = hl_pull_id(pull, *lead);
	record.until_s = end_of_lease(pull, ask->lease_s);
	return pull_note(pull, &record, err);
}
