/* own_load.h - what reads the table of metrics of the user's own. */
#ifndef HL_METRICS_OWN_LOAD_H
#define HL_METRICS_OWN_LOAD_H

#include "own.h"

struct own_loader {
	struct hl_own *own;
	const struct hl_header *header;
	struct hl_mistakes *mistakes;
	size_t metric, part, field, when, value; /* columns */
};

/* Of @where in the table. */
void own_mistake(struct own_loader *l, const struct hl_error *where, const char *what);

/* The unit of a metric that names none; @column: that is added up, or "". */
const struct hl_unit *own_unit_default(bool has_den, bool is_share, struct hl_str column);

/* What is wrong with it, or NULL. */
const char *own_unit_mistake(const struct hl_unit *unit, bool has_den);

/* --- own_resolve.c --- */

/* All rows are there: what a numerator is a part of, and what can be said of each metric. */
void own_resolve(struct own_loader *l);

#endif
