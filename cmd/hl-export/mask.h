/* mask.h - inside hl-export: --mask, and what tokens are made with. */
#ifndef HL_EXPORT_MASK_H
#define HL_EXPORT_MASK_H

#include "../cmd.h"

#include "hl/document.h"

struct mask_options {
	const char *preset, *key;
	size_t min_cell;
	bool list;
};

/* clang-format off */
#define MASK_OPTS(m) \
	OPT_TEXT(0, "mask", &(m)->preset, "PRESET", "only what PRESET lets out, and so much of it [none]"), \
	OPT_TEXT(0, "mask-key", &(m)->key, "FILE", "the key of tokens that stand for accounts"), \
	OPT_SIZE(0, "min-cell", &(m)->min_cell, "N", "no figures of groups of fewer than N [0: all]"), \
	OPT_FLAG(0, "list-masks", &(m)->list, "list the presets of --mask")
/* clang-format on */

/* What was asked for; an unknown preset is misuse. *preset is NULL where nothing is masked. */
enum hl_status mask_read(struct cmd_run *run, const struct mask_options *options,
	const struct hl_preset **preset, struct hl_mask_with *with) HL_CHECKED;

enum hl_status mask_list(struct cmd_run *run) HL_CHECKED;

#endif
