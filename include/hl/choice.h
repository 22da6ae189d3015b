/*
 * choice.h - which metrics of a table are asked for, by their names.
 *
 * What cannot be chosen is told with the nearest name, or with where else it is.
 */
#ifndef HL_CHOICE_H
#define HL_CHOICE_H

#include "hl/memory.h"

/* By the number of the metric. */
struct hl_choice {
	size_t len;
	struct hl_str *names;
	const char **lacks; /* "--label COLUMN", what it needs and was not given; NULL: nothing */
	bool *chosen;
};

/* Of @len metrics, whose names the caller puts in, and what they lack; none is chosen. */
struct hl_choice hl_choice_new(struct hl_arena *arena, size_t len);

/*
 * Choose those of @list, "rph,coll"; of an empty one all that lack nothing. Names that do not exist
 * and metrics that lack something: HL_EUSAGE. All of them go to @mistakes, and then there is no
 * text; where that is NULL the last is @err.
 */
enum hl_status hl_choice_make(struct hl_choice *choice, struct hl_str list,
	struct hl_mistakes *mistakes, struct hl_error *err) HL_CHECKED;

/* The one called @name is chosen; or HL_EUSAGE: there is none, it lacks something, is left out. */
enum hl_status hl_choice_ask(
	const struct hl_choice *choice, struct hl_str name, struct hl_error *err) HL_CHECKED;

#endif
