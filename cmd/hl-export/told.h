/* told.h - inside hl-export: what is said of rows and cells that did not go out as they came. */
#ifndef HL_EXPORT_TOLD_H
#define HL_EXPORT_TOLD_H

#include "../cmd.h"

#include "hl/export.h"

void told_counts(const struct cmd_run *run, struct hl_export_counts counts);

/* What an earlier run left is not ours to remove, and not to be taken for ours. */
void told_strangers(const struct cmd_run *run, const struct hl_split *split);

#endif
