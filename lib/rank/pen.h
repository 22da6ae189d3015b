/*
 * pen.h - records written where they will stay, by one of several who write side by side.
 *
 * A pen fills blocks of its own. What it wrote is told in stretches, so that whoever gets those in
 * the order of the rows knows the order of all records; the blocks follow at the end.
 */
#ifndef HL_RANK_PEN_H
#define HL_RANK_PEN_H

#include "parts.h"

struct rank_pen {
	struct rank_store store;
	struct rank_stretch open; /* not told yet */
	struct rank_seen seen;    /* of the sort strings */
};

void rank_pen_init(struct rank_pen *pen);

/* A record; what is no longer open is told: a struct rank_stretch is appended to @told. */
void rank_pen_put(struct rank_pen *pen, const struct rank_record *record, struct hl_buf *told);
/* Tell all that was written. */
void rank_pen_tell(struct rank_pen *pen, struct hl_buf *told);

#endif
