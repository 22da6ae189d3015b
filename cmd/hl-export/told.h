/* told.h - inside hl-export: what is said of rows and cells that did not go out as they came. */
#ifndef HL_EXPORT_TOLD_H
#define HL_EXPORT_TOLD_H

#include "../cmd.h"

#include "hl/document.h"

void told_counts(const struct cmd_run *run, struct hl_export_counts counts);

#endif
