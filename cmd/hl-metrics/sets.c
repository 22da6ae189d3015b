/* sets.c - hl-metrics --set: what is measured where it is no log of events. */
#include "sets.h"

#include <string.h>

static const struct set sets[] = {
	{ "model", "set model", false, false, false },
	{ "roll", "set roll", true, true, true },
	{ "suppression", "set suppression", true, false, true },
};

enum hl_status set_find(struct cmd_run *run, const char *name, const struct set **set) {
	struct hl_str names[HL_LEN(sets)];
	const struct hl_str *nearest;

	for (size_t i = 0; i < HL_LEN(sets); i++) {
		names[i] = hl_str_of(sets[i].name);
		*set = &sets[i];
		if (strcmp(sets[i].name, name) == 0)
			return HL_OK;
	}
	nearest = hl_nearest(hl_str_of(name), names, HL_LEN(sets));
	if (nearest)
		return hl_fail(&run->err, HL_EUSAGE, "--set: no set is called %s; did you mean %s?",
			name, nearest->at);
	return hl_fail(&run->err, HL_EUSAGE, "--set: model, roll or suppression, not %s", name);
}
