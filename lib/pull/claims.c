/* claims.c - whose the leads are: what the journal comes to. */
#include "parts.h"

#include <stdlib.h>

void pull_claims_init(struct pull_claims *claims, const struct pull_map *map) {
	*claims = (struct pull_claims){
		.map = map, .names = hl_keys_new(), .strays = hl_keys_new_with(NULL, 1)
	};
	claims->of = hl_claim(pull_map_rows(map), sizeof(*claims->of));
}

void pull_claims_release(struct pull_claims *claims) {
	hl_keys_free(claims->names);
	free(claims->of);
	free(claims->at);
	hl_keys_free(claims->strays);
}

/* Of a lead that is not in the queue: it was at work when that was published. */
static struct pull_claim *find_stray(struct pull_claims *claims, struct hl_str id) {
	size_t number = hl_keys_find(claims->strays, id);

	return number == HL_NO_KEY ? NULL : &claims->at[*hl_keys_words(claims->strays, number) - 1];
}

struct pull_claim *pull_claims_find(struct pull_claims *claims, struct hl_str id) {
	uint32_t lead = pull_map_find(claims->map, id);

	if (lead == PULL_NO_LEAD)
		return find_stray(claims, id);
	return claims->of[lead] ? &claims->at[claims->of[lead] - 1] : NULL;
}

struct pull_claim *pull_claims_add(struct pull_claims *claims, uint32_t lead, struct hl_str id) {
	struct pull_claim *claim;

	claims->at = hl_grow(claims->at, &claims->cap, claims->len + 1, sizeof(*claims->at));
	claim = &claims->at[claims->len++];
	*claim = (struct pull_claim){ .lead = lead, .id = id };
	if (lead == PULL_NO_LEAD) {
		size_t number = hl_keys_add(claims->strays, id);

		claim->id = hl_keys_at(claims->strays, number);
		*hl_keys_words(claims->strays, number) = (uint32_t)claims->len;
	} else {
		claims->of[lead] = (uint32_t)claims->len;
	}
	return claim;
}

static struct pull_claim *claim_of(struct pull_claims *claims, const struct pull_record *record) {
	struct pull_claim *claim = NULL;

	if (record->lead == PULL_NO_LEAD)
		claim = find_stray(claims, record->id);
	else if (claims->of[record->lead])
		claim = &claims->at[claims->of[record->lead] - 1];
	if (claim)
		return claim;
	return pull_claims_add(claims, record->lead,
		record->lead == PULL_NO_LEAD ? record->id : pull_map_id(claims->map, record->lead));
}

/* The record names its lead twice, as the queue has it. */
static bool is_known(const struct pull_claims *claims, const struct pull_record *record) {
	if (record->lead == PULL_NO_LEAD)
		return true;
	return record->lead < pull_map_rows(claims->map) &&
	       hl_str_eq(pull_map_id(claims->map, record->lead), record->id);
}

static void apply(struct pull_claims *claims, const struct pull_record *record) {
	struct pull_claim *claim = claim_of(claims, record);

	claim->collector = (uint32_t)hl_keys_add(claims->names, record->collector);
	if (record->action == PULL_TAKE || record->action == PULL_CARRY) {
		claim->state = PULL_IS_CLAIMED;
		claim->since_s = record->ts_s;
		claim->until_s = record->until_s;
	} else {
		claim->state = record->action == PULL_DONE ? PULL_IS_DONE : PULL_IS_FREE;
	}
}

/* What is carried over was taken further up, and nobody can say which queues came to be. */
static void apply_by_id(struct pull_claims *claims, const struct pull_record *record) {
	struct pull_record stray = *record;

	stray.lead = PULL_NO_LEAD;
	if (record->action != PULL_PUBLISH && record->action != PULL_CARRY)
		apply(claims, &stray);
}

enum hl_status pull_claims_apply(
	void *of_claims, const struct pull_record *record, struct hl_error *err) {
	struct pull_claims *claims = of_claims;

	if (!claims->map->bytes)
		apply_by_id(claims, record);
	else if (record->queue != claims->map->tail->number)
		return HL_OK;
	else if (record->action == PULL_PUBLISH)
		claims->is_begun = true;
	else if (is_known(claims, record))
		apply(claims, record);
	else
		return hl_fail(err, HL_EDATA, "a lead that the queue does not have");
	return HL_OK;
}

bool pull_claim_is_open(const struct pull_claim *claim, int64_t now_s) {
	return claim->state == PULL_IS_CLAIMED && claim->until_s > now_s;
}

bool pull_claims_is_free(const struct pull_claims *claims, uint32_t lead, int64_t now_s) {
	const struct pull_claim *claim =
		claims->of[lead] ? &claims->at[claims->of[lead] - 1] : NULL;

	return !claim || (claim->state != PULL_IS_DONE && !pull_claim_is_open(claim, now_s));
}
