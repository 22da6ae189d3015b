/* trunk.c - the 0 of a telephone number that is not dialled from abroad. */
#include "hl/lead.h"

enum { CODE_MAX = 5 }; /* digits of "00353" */

bool hl_is_trunk_zero(struct hl_str number, size_t at) {
	size_t before = 0;

	if (number.at[at] != '0' || at == 0 || at + 1 == number.len || number.at[at - 1] != '(' ||
		number.at[at + 1] != ')')
		return false;
	for (size_t i = 0; i < at; i++)
		before += hl_is_digit(number.at[i]);
	return before > 0 && before <= CODE_MAX;
}
