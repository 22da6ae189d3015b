/* suffix.h - inside hl-export: what the name of the output says of its format. */
#ifndef HL_EXPORT_SUFFIX_H
#define HL_EXPORT_SUFFIX_H

#include "../cmd.h"

#include "hl/export.h"

/*
 * The name of the format that @file (NULL: none) promises by its suffix; @otherwise where it
 * promises nothing, for a file may be called anything. A suffix of something that is not written
 * here, and a slip of one that is, are misuse.
 */
const char *suffix_format(const struct cmd *cmd, const char *file, const char *otherwise);

#endif
