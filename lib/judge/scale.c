/* scale.c - how a score is made a propensity. */
#include "parts.h"

#include <math.h>

enum hl_status scale_parse(struct hl_str text, struct scale *scale, struct hl_error *err) {
	struct hl_str rest = text;
	struct hl_str head = hl_str_cut(&rest, ':');

	*scale = (struct scale){ .times = HL_ONE };
	if (text.len == 0)
		return HL_OK;
	scale->has_odds = head.len < text.len;
	if (!scale->has_odds && hl_dec_read(text, &scale->times) && scale->times > 0)
		return HL_OK;
	if (scale->has_odds && hl_dec_read(head, &scale->even) &&
		hl_dec_read(rest, &scale->doubled) && scale->doubled != 0)
		return HL_OK;
	return hl_fail(err, HL_EUSAGE,
		"--scale: 100, a hundred times a propensity, or 50:7, the score of an even chance "
		"and the points that double the odds");
}

/* Nothing is certain by its odds, so rounding must not make it so. */
static int64_t propensity_of_odds(const struct scale *scale, int64_t score) {
	double doubles = ((double)score - (double)scale->even) / (double)scale->doubled;
	int64_t propensity = 0;

	if (!hl_dec_of_double(1 / (1 + exp2(-doubles)), &propensity))
		return 1;
	return propensity < 1 ? 1 : propensity >= HL_ONE ? HL_ONE - 1 : propensity;
}

bool scale_propensity(const struct scale *scale, int64_t score, int64_t *propensity) {
	if (scale->has_odds) {
		*propensity = propensity_of_odds(scale, score);
		return true;
	}
	if (scale->times == HL_ONE)
		*propensity = score;
	else if (!hl_dec_div(score, scale->times, propensity))
		return false;
	return *propensity >= 0 && *propensity <= HL_ONE;
}
