/* look.c - what is free, as the policy shows it, and what became of the rest. */
#include "parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 4096 };

/* A list under way. */
struct listing {
	struct hl_pull *pull;
	const struct hl_pull_ask *ask;
	const struct hl_pull_view *view;
	size_t *columns; /* of the policy's, where the queue has them */
	int width;       /* of a lead number */
	size_t listed;
	struct hl_buf to, cell;
};

/* --- the row of one lead --- */

static void put_hidden(struct listing *listing, uint32_t place) {
	struct hl_dialect dialect = listing->view->dialect;
	char text[16];
	int len = snprintf(text, sizeof(text), "%zu", listing->listed);

	hl_put_cell(&listing->to, dialect, (struct hl_str){ text, (size_t)len }, false);
	len = snprintf(text, sizeof(text), "%0*" PRIu32, listing->width, place + 1);
	hl_put_more(&listing->to, dialect, (struct hl_str){ text, (size_t)len });
	hl_buf_add_char(&listing->to, '\n');
}

static void put_preview(struct listing *listing, const struct hl_row *row) {
	const struct hl_pull_policy *policy = listing->view->policy;
	struct hl_dialect dialect = listing->view->dialect;
	const struct hl_mask_with with = { .day = hl_zone_day(NULL, listing->pull->now_s) };

	for (size_t i = 0; i < policy->len; i++) {
		struct hl_str cell = hl_cell(row, listing->columns[i]);

		if (policy->columns[i].mask) {
			listing->cell.len = 0;
			policy->columns[i].mask->show(&listing->cell, hl_str_trim(cell), &with);
			cell = hl_buf_str(&listing->cell);
		}
		if (i == 0)
			hl_put_cell(&listing->to, dialect, cell, policy->len == 1);
		else
			hl_put_more(&listing->to, dialect, cell);
	}
	hl_buf_add_char(&listing->to, '\n');
}

static void put_header(struct listing *listing) {
	const struct hl_pull_policy *policy = listing->view->policy;
	struct hl_dialect dialect = listing->view->dialect;

	if (!policy->is_preview) {
		hl_put_cell(&listing->to, dialect, HL_STR("position"), false);
		hl_put_more(&listing->to, dialect, HL_STR("lead_number"));
	}
	for (size_t i = 0; policy->is_preview && i < policy->len; i++)
		if (i == 0)
			hl_put_cell(
				&listing->to, dialect, policy->columns[0].name, policy->len == 1);
		else
			hl_put_more(&listing->to, dialect, policy->columns[i].name);
	hl_buf_add_char(&listing->to, '\n');
}

static enum hl_status drain(struct listing *listing, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (listing->view->out)
		status = hl_output_drain(listing->view->out, &listing->to, err);
	listing->to.len = 0;
	return status;
}

/* --- many --- */

/* Those of @leads that the asker may take; a hidden one stands at @places in the list. */
static enum hl_status put_leads(struct listing *listing, const uint32_t *leads,
	const uint32_t *places, size_t len, struct hl_error *err) {
	struct pull_rows rows = { 0 };
	struct hl_row row;
	const char *reason;
	enum hl_status status = pull_rows_open(&rows, &listing->pull->map, leads, len, err);

	for (size_t i = 0; i < len && status == HL_OK; i++) {
		reason = NULL;
		status = hl_reader_next(rows.reader, &row, err);
		if (status == HL_OK && listing->ask->asker)
			status = hl_asker_may(listing->ask->asker, &row, &reason, err);
		if (status != HL_OK || reason)
			continue;
		listing->listed++;
		if (listing->view->policy->is_preview)
			put_preview(listing, &row);
		else
			put_hidden(listing, places[i]);
	}
	pull_rows_close(&rows);
	hl_buf_release(&rows.bytes);
	return status == HL_OK ? drain(listing, err) : status;
}

/* Hidden leads in the shuffled order, others as they were published. */
static enum hl_status put_all(struct listing *listing, struct hl_error *err) {
	const struct hl_pull *pull = listing->pull;
	uint32_t *leads = hl_claim((size_t)2 * BATCH, sizeof(*leads));
	uint32_t *places = leads + BATCH;
	uint32_t rows = pull_map_rows(&pull->map);
	size_t len = 0;
	enum hl_status status = HL_OK;

	for (uint32_t i = 0; i < rows && status == HL_OK; i++) {
		uint32_t lead =
			listing->view->policy->is_preview ? i : pull->map.entries[i].shuffled;

		if (pull_claims_is_free(&pull->claims, lead, pull->now_s)) {
			leads[len] = lead;
			places[len++] = i;
		}
		if (len == BATCH) {
			status = put_leads(listing, leads, places, len, err);
			len = 0;
		}
	}
	if (status == HL_OK)
		status = put_leads(listing, leads, places, len, err);
	free(leads);
	return status;
}

/* The columns that the policy names, which are exactly called so. */
static enum hl_status bind(struct listing *listing, struct hl_error *err) {
	const struct hl_pull_policy *policy = listing->view->policy;
	enum hl_status status = HL_OK;

	listing->columns = hl_claim(policy->len, sizeof(*listing->columns));
	for (size_t i = 0; i < policy->len && status == HL_OK; i++)
		status = hl_header_find(hl_pull_header(listing->pull), policy->columns[i].name,
			HL_EDATA, &listing->columns[i], err);
	return status;
}

static int digits(uint32_t number) {
	int len = 1;

	for (; number > 9; number /= 10)
		len++;
	return len;
}

enum hl_status hl_pull_list(struct hl_pull *pull, const struct hl_pull_ask *ask,
	const struct hl_pull_view *view, size_t *listed, struct hl_error *err) {
	struct listing listing = {
		.pull = pull, .ask = ask, .view = view, .width = digits(pull_map_rows(&pull->map))
	};
	enum hl_status status = pull_map_check(&pull->map, err);

	if (status == HL_OK)
		status = bind(&listing, err);
	if (status == HL_OK) {
		put_header(&listing);
		status = drain(&listing, err);
	}
	if (status == HL_OK)
		status = put_all(&listing, err);
	*listed = listing.listed;
	free(listing.columns);
	hl_buf_release(&listing.to);
	hl_buf_release(&listing.cell);
	return status;
}

/* --- status --- */

struct hl_pull_counts hl_pull_count(const struct hl_pull *pull) {
	struct hl_pull_counts counts = { 0 };

	for (size_t i = 0; i < pull->claims.len; i++) {
		const struct pull_claim *claim = &pull->claims.at[i];
		bool is_open = pull_claim_is_open(claim, pull->now_s);

		if (claim->lead == PULL_NO_LEAD)
			counts.gone += claim->state == PULL_IS_CLAIMED;
		else if (claim->state == PULL_IS_DONE)
			counts.done++;
		else if (claim->state == PULL_IS_CLAIMED)
			*(is_open ? &counts.claimed : &counts.expired) += 1;
	}
	counts.free = pull_map_rows(&pull->map) - counts.done - counts.claimed - counts.expired;
	return counts;
}

static void put_count(
	struct hl_buf *to, struct hl_dialect dialect, const char *state, size_t count) {
	char text[24];
	int len = snprintf(text, sizeof(text), "%zu", count);

	hl_put_cell(to, dialect, hl_str_of(state), false);
	hl_put_more(to, dialect, (struct hl_str){ text, (size_t)len });
}

static void put_moment(struct hl_buf *to, struct hl_dialect dialect, int64_t s) {
	char text[HL_TIME_ROOM];
	size_t len = s == HL_PULL_NO_END ? 0 : hl_time_print(s, text);

	hl_put_more(to, dialect, (struct hl_str){ text, len });
}

static void put_claim(const struct hl_pull *pull, const struct pull_claim *claim,
	struct hl_dialect dialect, struct hl_buf *to) {
	bool is_open = pull_claim_is_open(claim, pull->now_s);
	char age[24];
	int len = snprintf(age, sizeof(age), "%" PRId64, pull->now_s - claim->since_s);

	put_count(to, dialect,
		claim->lead == PULL_NO_LEAD ? "gone"
		: is_open                   ? "claimed"
					    : "expired",
		1);
	hl_put_more(to, dialect, claim->id);
	hl_put_more(to, dialect, hl_keys_at(pull->claims.names, claim->collector));
	put_moment(to, dialect, claim->since_s);
	put_moment(to, dialect, claim->until_s);
	hl_put_more(to, dialect, (struct hl_str){ age, (size_t)len });
	hl_buf_add_char(to, '\n');
}

static void put_empty(struct hl_buf *to, struct hl_dialect dialect, size_t cells) {
	for (size_t i = 0; i < cells; i++)
		hl_put_more(to, dialect, HL_STR(""));
	hl_buf_add_char(to, '\n');
}

void hl_pull_status(const struct hl_pull *pull, struct hl_str collector, struct hl_dialect dialect,
	struct hl_buf *to) {
	static const char *const names[] = { "state", "leads", "account_id", "collector", "since",
		"until", "age_s" };
	const struct hl_pull_counts counts = hl_pull_count(pull);

	hl_put_cell(to, dialect, hl_str_of(names[0]), false);
	for (size_t i = 1; i < HL_LEN(names); i++)
		hl_put_more(to, dialect, hl_str_of(names[i]));
	hl_buf_add_char(to, '\n');
	put_count(to, dialect, "free", counts.free);
	put_empty(to, dialect, HL_LEN(names) - 2);
	put_count(to, dialect, "done", counts.done);
	put_empty(to, dialect, HL_LEN(names) - 2);
	for (size_t i = 0; i < pull->claims.len; i++) {
		const struct pull_claim *claim = &pull->claims.at[i];
		struct hl_str name = hl_keys_at(pull->claims.names, claim->collector);

		if (claim->state == PULL_IS_CLAIMED &&
			(collector.len == 0 || hl_str_eq(collector, name)))
			put_claim(pull, claim, dialect, to);
	}
}
