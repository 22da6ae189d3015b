/* listed.c - words that a cell lists, such as channels and reasons. */
#include "hl/lead.h"

#include <string.h>

struct hl_str hl_lead_next_word(struct hl_str *rest) {
	size_t len = 0;
	struct hl_str word;

	while (len < rest->len && !(rest->at[len] && strchr(",;| \t\r\n", rest->at[len])))
		len++;
	word = (struct hl_str){ rest->at, len };
	len += len < rest->len;
	*rest = (struct hl_str){ rest->at + len, rest->len - len };
	return word;
}

bool hl_lead_lists(struct hl_str cell, struct hl_str word) {
	while (cell.len > 0)
		if (hl_str_same(hl_lead_next_word(&cell), word))
			return true;
	return false;
}
