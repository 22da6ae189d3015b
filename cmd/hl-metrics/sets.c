/* sets.c - hl-metrics --set: what is measured where it is no log of events. */
#include "sets.h"

#include <string.h>

static const struct set sets[] = {
	{ "model", "set model", false, false, false },
	{ "roll", "set roll", true, true, true },
	{ "suppression", "set suppression", true, false, true },
};

const struct set *set_find(const char *name) {
	for (size_t i = 0; i < HL_LEN(sets); i++)
		if (strcmp(sets[i].name, name) == 0)
			return &sets[i];
	return NULL;
}
