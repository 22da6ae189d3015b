/* call.c - what conditions ask instead of a column: age(COLUMN), last(TYPE). */
#include "hl/value.h"

bool hl_call_read(struct hl_str name, struct hl_str call, struct hl_str *inside) {
	if (!hl_str_starts(name, call) || name.len < call.len + 2 || name.at[call.len] != '(' ||
		name.at[name.len - 1] != ')')
		return false;
	*inside = hl_str_trim((struct hl_str){ name.at + call.len + 1, name.len - call.len - 2 });
	return true;
}
