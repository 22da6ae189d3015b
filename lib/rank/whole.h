/* whole.h - all that a rank is. */
#ifndef HL_RANK_WHOLE_H
#define HL_RANK_WHOLE_H

#include "hold.h"
#include "marks.h"
#include "top.h"
#include "unique.h"

struct hl_rank {
	struct rank_keys keys;
	struct rank_form form;
	struct rank_hold hold;
	struct rank_tally tally;    /* of what was written */
	struct rank_top *top;       /* when only the best are asked for */
	struct rank_wanted *wanted; /* NULL: all rows are */
	bool is_unique;
	struct rank_unique unique;
	size_t rows; /* that came in */
	struct hl_rank_left_out left_out;
	struct rank_marks *marks; /* NULL: nothing is asked beside the order */
	const char *place;
};

#endif
