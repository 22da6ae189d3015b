/* vintage.h - batches of placements, month by month on book; and cash that moved. */
#ifndef HL_METRICS_VINTAGE_H
#define HL_METRICS_VINTAGE_H

#include "hl/lead.h"
#include "hl/metrics.h"

/*
 * A batch is a month of the calendar: twelve times its year and its number from 0 on. Of what moved
 * (moves.c) it is the day of the cash, and month is how many days later that moved.
 */
struct vintage_key {
	uint32_t group;
	int32_t batch;
	uint32_t month; /* on book */
};

/* What comes in with that month; rows have what came in until then. */
struct vintage {
	struct vintage_key key;
	hl_wide cash;
	hl_wide placed; /* in the first month, as are the next two */
	size_t accounts;
	uint32_t last; /* the last month on book of which any account has a day */
	size_t young;  /* accounts that have not all of this month and those behind it */
};

/* Those of the whole period; zero it to begin with. */
struct vintages {
	struct hl_keys *keys;
	struct vintage *at;
	size_t len, cap;
};

/* Who wants rows: each with a tally of what came in until then. */
struct vintage_rows {
	enum hl_status (*put)(
		void *arg, int32_t batch, uint32_t month, const struct hl_tally *tally);
	void *arg;
};

void vintages_release(struct vintages *vintages);

/* The cell of @key, which is there from now on. */
struct vintage *vintage_cell(struct vintages *list, const struct vintage_key *key);

/* Add those of @part. */
void vintages_merge(struct hl_meter *m, const struct hl_meter *part);

/* Of a group, batch by batch, or day by day, once vintages_end put them in order. */
void vintages_end(struct hl_meter *m);
enum hl_status vintages_each(
	const struct hl_meter *m, uint32_t group, const struct vintage_rows *rows) HL_CHECKED;
enum hl_status moves_each(const struct hl_meter *m, uint32_t group, const struct vintage_rows *rows,
	struct hl_tally *all) HL_CHECKED; /* @all: that of all of them, zero to begin with */

#endif
