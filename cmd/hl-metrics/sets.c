/* sets.c - hl-metrics --set: what is measured where it is no log of events. */
#include "sets.h"
#include "hl/metrics.h"

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

void set_misuse(const struct cmd *cmd, const char *name) {
	enum { MORE = HL_LEN(sets) };
	struct hl_str *names = hl_claim(hl_sets_len + MORE, sizeof(*names));
	struct hl_buf all = { 0 };
	const struct hl_str *nearest;

	for (size_t i = 0; i < hl_sets_len + MORE; i++) {
		names[i] =
			hl_str_of(i < hl_sets_len ? hl_sets[i].name : sets[i - hl_sets_len].name);
		hl_buf_addf(&all, "%s%s", i ? ", " : "", names[i].at);
	}
	nearest = hl_nearest(hl_str_of(name), names, hl_sets_len + MORE);
	cmd_misuse(cmd, "--set: %.*s, not %s%s%s%s", (int)all.len, all.at, name,
		nearest ? "; did you mean " : "", nearest ? nearest->at : "", nearest ? "?" : "");
}
