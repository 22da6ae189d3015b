/*
 * late.h - what is told of accounts waits until all of it is there.
 *
 * By parts.h alone, in the middle of which it stands.
 */
#ifndef HL_METRICS_LATE_H
#define HL_METRICS_LATE_H

#include "store.h"

/* --- put_by.c: facts that wait for the others of their account --- */

/* Make the store. */
void late_begin(struct hl_meter *m);

/*
 * Put @event, whose account's key has that hash, by; its collector is @collector, a number of the
 * writer's. A failure is the store's.
 */
void late_put(const struct hl_meter *m, struct writer *writer, const struct event *event,
	uint32_t collector, uint64_t hash);

/* The same by the meter's own numbers; that terms of the user's own count the account. */
void late_put_own(struct hl_meter *m, const struct event *event, uint32_t collector, uint64_t hash);
void late_put_marks(struct hl_meter *m, const struct parcel *parcel, uint64_t marks);

/* The worker is done: what its numbers are, what it has not handed over. */
void late_writer(struct hl_meter *m, struct worker *w);

/* So is the meter, whose numbers are its own. */
void late_own_writer(struct hl_meter *m);
void late_free(struct hl_meter *m);

/* --- late.c: they come back --- */

/* Count all of them, once nothing more comes. */
enum hl_status late_end(struct hl_meter *m, struct hl_error *err) HL_CHECKED;

/* --- share.c: meters that count a share of the accounts for the whole --- */

/*
 * @share reads what @m does, and counts for itself. @like is the first of them (@share itself, or
 * one that was made): all have to agree on the hash of an account. @room: bytes that a few
 * accounts with all that is told of them come to.
 */
void share_begin(
	struct hl_meter *share, struct hl_meter *m, const struct hl_meter *like, size_t room);

/* Add what it counted. */
void share_end(struct hl_meter *m, struct hl_meter *share);

/* --- story.c --- */

/* What is told of an account of the meter's, by its numbers; then, that there is no more. */
void story_take(struct hl_meter *m, struct told *told);
void stories_end(struct hl_meter *m);

#endif
