/* cuts.c - tenths of leads by their scores, in which equal scores are not parted. */
#include "parts.h"

/*
 * A score is in the tenth that the leads below it leave off in: the first of which it is not above
 * the upper quantile (of the kind that is itself a score).
 */
struct cuts cuts_of(const struct pile *pile) {
	const struct tie total = pile_total(pile);
	hl_wide n = (hl_wide)total.pos + (hl_wide)total.neg;
	struct cuts cuts = { 0 };
	hl_wide below = 0;
	struct tie tie;

	for (size_t at = 0; pile_next(pile, &at, &tie);) {
		size_t tenth = 1 + (size_t)(TENTHS * below / n);

		if (cuts.len == 0 || cuts.tenth[cuts.len - 1] != tenth)
			cuts.tenth[cuts.len++] = tenth;
		cuts.upper[cuts.len - 1] = tie.score;
		below += (hl_wide)tie.pos + (hl_wide)tie.neg;
	}
	/* Who is above all scores is in the best tenth, in which there may be none of these. */
	if (cuts.len == 0 || cuts.tenth[cuts.len - 1] < TENTHS)
		cuts.tenth[cuts.len++] = TENTHS;
	cuts.upper[cuts.len - 1] = INT64_MAX;
	return cuts;
}

size_t cuts_find(const struct cuts *cuts, int64_t score) {
	size_t at = 0;

	while (score > cuts->upper[at])
		at++;
	return at;
}
