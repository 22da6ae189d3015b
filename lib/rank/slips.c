/* slips.c - mistakes in what was asked for, all of which are told. */
#include "bind.h"

#include <stdio.h>

void rank_slips_add(struct rank_slips *slips, const struct rank_slips *more) {
	slips->len += more->len;
	if (slips->status != HL_EUSAGE && more->len > 0)
		slips->status = more->status;
}

void rank_slip(
	struct rank_slips *slips, const char *option, enum hl_status status, struct hl_error *why) {
	if (slips->row)
		status = hl_row_fail(slips->row, slips->header, slips->column, HL_EDATA, why);
	else if (status == HL_EUSAGE)
		(void)snprintf(why->column, sizeof(why->column), "%s", option);
	rank_slips_add(slips, &(struct rank_slips){ .len = 1, .status = status });
	if (slips->mistakes)
		hl_mistakes_add(slips->mistakes, why);
}

void rank_slip_text(struct rank_slips *slips, const char *option, const char *text) {
	struct hl_error why = { 0 };

	rank_slip(slips, option, hl_fail(&why, HL_EUSAGE, "%s", text), &why);
}
