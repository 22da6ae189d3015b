/* seen.c - which ids of events were seen before, in memory or on disk. */
#include "once.h"
#include "spill.h"

#include <stdlib.h>

/* Parcels that wait for their ids to come from memory. */
enum { WAITING = 32 };

/* So much of what comes back from disk is folded at a time. */
enum { FOLD_BYTES = 32 << 10 };

/* --- begin and end --- */

static void dealt_init(struct dealt *dealt, const struct seen_ids *seen, unsigned level) {
	*dealt = (struct dealt){ .level = level };
	for (size_t i = 0; seen->facts->spill && i < PILES_EACH; i++)
		dealt->piles[i].folder = seen->facts->spill->folder;
}

static void dealt_release(struct dealt *dealt) {
	for (size_t i = 0; i < PILES_EACH; i++)
		pile_release(&dealt->piles[i]);
}

void seen_init(struct seen_ids *seen, struct hl_facts *facts) {
	*seen = (struct seen_ids){
		.facts = facts, .ids = hl_ids_new(facts->pool), .memory = SIZE_MAX
	};
	facts->has_ids = true;
	if (facts->spill)
		seen->memory = facts->spill->memory / 2;
	dealt_init(&seen->dealt, seen, 0);
}

/* The facts have less memory, or more again. */
static void hold(struct seen_ids *seen) {
	size_t size = seen->ids ? hl_ids_size(seen->ids) : 0;

	if (size == seen->held)
		return;
	if (seen->facts->spill)
		spill_hold(seen->facts, seen->held, size);
	seen->held = size;
}

void seen_release(struct seen_ids *seen) {
	hl_ids_free(seen->ids);
	seen->ids = NULL;
	hold(seen);
	dealt_release(&seen->dealt);
}

/* --- dealing out --- */

static enum hl_status deal(struct seen_ids *seen, struct dealt *dealt, const struct parcel *parcel,
	const char *rest, struct hl_error *err) {
	struct pile *pile = &dealt->piles[pile_of(parcel->hash, dealt->level)];
	struct hl_str texts = { rest, parcel_rest(parcel) };

	hl_buf_add(&pile->bytes, (struct hl_str){ (const char *)parcel, sizeof(*parcel) });
	hl_buf_add(&pile->bytes, texts);
	seen->facts->ids_spilled += sizeof(*parcel) + texts.len;
	return pile_pass(pile, err);
}

/* An id alone, as a parcel that is crossed out. */
static enum hl_status deal_id(
	struct seen_ids *seen, struct dealt *dealt, struct hl_str id, struct hl_error *err) {
	const struct parcel parcel = { .hash = hl_key_of(hl_ids_seed(seen->ids), id).hash,
		.id_len = (uint32_t)id.len };
	struct hl_buf rest = { 0 };
	enum hl_status status;

	hl_buf_add(&rest, id);
	memset(hl_buf_room(&rest, 8), 0, 8);
	status = deal(seen, dealt, &parcel, rest.at, err);
	hl_buf_release(&rest);
	return status;
}

/* From now on memory holds none. */
static enum hl_status deal_ids(struct seen_ids *seen, struct dealt *dealt, struct hl_error *err) {
	enum hl_status status = HL_OK;
	struct hl_str id;
	size_t at = 0;

	dealt->is_open = true;
	while (status == HL_OK && hl_ids_next(seen->ids, &at, &id))
		status = deal_id(seen, dealt, id, err);
	hl_ids_empty(seen->ids);
	return status;
}

/* Nothing is gained any more by dealing out when all bits of the hash were used. */
static bool is_too_much(const struct seen_ids *seen, const struct dealt *dealt, size_t more) {
	return dealt->level < LEVELS && seen->memory != SIZE_MAX &&
	       hl_ids_peak(seen->ids, more) > seen->memory;
}

/* --- in the order of the events --- */

/* Cross the parcel out where its id was seen before, or where that is to be found out later. */
static enum hl_status look(struct seen_ids *seen, struct dealt *dealt, struct parcel *parcel,
	const char *rest, struct hl_error *err) {
	enum hl_status status = HL_OK;
	bool is_event = parcel->event.age > 0;

	if (dealt->is_open)
		status = deal(seen, dealt, parcel, rest, err);
	else if (hl_ids_add(seen->ids, (struct hl_str){ rest, parcel->id_len }, parcel->hash))
		return HL_OK;
	else
		seen->facts->repeated += is_event;
	parcel->event.age = 0;
	return status;
}

static enum hl_status look_at_all(
	struct seen_ids *seen, struct parcel **parcels, size_t len, struct hl_error *err) {
	struct dealt *dealt = &seen->dealt;
	enum hl_status status = HL_OK;

	if (!dealt->is_open && is_too_much(seen, dealt, len))
		status = deal_ids(seen, dealt, err);
	for (size_t i = 0; i < len && status == HL_OK; i++)
		status = look(seen, dealt, parcels[i], (const char *)(parcels[i] + 1), err);
	return status;
}

enum hl_status seen_take(struct seen_ids *seen, const struct hl_buf *bytes, struct hl_error *err) {
	struct parcel *parcels[WAITING];
	size_t len = 0;
	enum hl_status status = HL_OK;

	for (size_t at = 0; at < bytes->len && status == HL_OK;) {
		struct parcel *parcel = (void *)(bytes->at + at);
		const struct hl_str id = { (const char *)(parcel + 1), parcel->id_len };

		hl_ids_prefetch(seen->ids, id, parcel->hash);
		parcels[len++] = parcel;
		at += sizeof(*parcel) + parcel_rest(parcel);
		if (len < WAITING && at < bytes->len)
			continue;
		status = look_at_all(seen, parcels, len, err);
		len = 0;
	}
	hold(seen);
	return status;
}

/* --- what is on disk --- */

static enum hl_status take_parcel(
	struct pile *pile, struct parcel *parcel, char **rest, struct hl_error *err) {
	char *at;
	enum hl_status status = pile_take(pile, sizeof(*parcel), &at, err);

	if (status != HL_OK)
		return status;
	memcpy(parcel, at, sizeof(*parcel));
	return pile_take(pile, parcel_rest(parcel), rest, err);
}

/* The parcels of a pile, and what of them is to be folded. */
struct again {
	struct pile *pile;
	struct hl_buf fresh;
};

static void fold(struct seen_ids *seen, struct folder *folder, struct again *again) {
	parcels_fold(seen->facts, folder, &again->fresh);
	again->fresh.len = 0;
}

static enum hl_status look_again(
	struct seen_ids *seen, struct dealt *dealt, struct again *again, struct hl_error *err) {
	struct parcel parcel;
	char *rest;
	enum hl_status status = take_parcel(again->pile, &parcel, &rest, err);

	if (status == HL_OK && !dealt->is_open && is_too_much(seen, dealt, 1))
		status = deal_ids(seen, dealt, err);
	if (status == HL_OK)
		status = look(seen, dealt, &parcel, rest, err);
	if (status != HL_OK || parcel.event.age == 0)
		return status;
	hl_buf_add(&again->fresh, (struct hl_str){ (const char *)&parcel, sizeof(parcel) });
	hl_buf_add(&again->fresh, (struct hl_str){ rest, parcel_rest(&parcel) });
	return HL_OK;
}

static enum hl_status read_pile(struct seen_ids *seen, struct dealt *dealt, struct folder *folder,
	struct pile *pile, struct hl_error *err) {
	struct again again = { .pile = pile };
	enum hl_status status;

	while ((status = look_again(seen, dealt, &again, err)) == HL_OK) {
		hold(seen);
		if (again.fresh.len >= FOLD_BYTES)
			fold(seen, folder, &again);
	}
	fold(seen, folder, &again);
	hl_buf_release(&again.fresh);
	hl_ids_empty(seen->ids);
	pile_release(pile);
	return status == HL_END ? spill_status(seen->facts, err) : status;
}

static enum hl_status end_level(
	struct seen_ids *seen, struct dealt *dealt, struct folder *folder, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < PILES_EACH && status == HL_OK; i++)
		status = pile_write(&dealt->piles[i], err);
	for (size_t i = 0; i < PILES_EACH && status == HL_OK; i++) {
		struct dealt next;

		dealt_init(&next, seen, dealt->level + 1);
		status = read_pile(seen, &next, folder, &dealt->piles[i], err);
		if (status == HL_OK && next.is_open)
			status = end_level(seen, &next, folder, err);
		dealt_release(&next);
	}
	return status;
}

enum hl_status seen_end(struct seen_ids *seen, struct folder *folder, struct hl_error *err) {
	return seen->dealt.is_open ? end_level(seen, &seen->dealt, folder, err) : HL_OK;
}
