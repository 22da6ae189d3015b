/* profiles.h - inside hl-gate: the rules that are part of the program. */
#ifndef HL_GATE_PROFILES_H
#define HL_GATE_PROFILES_H

#include "../cmd.h"

enum hl_status gate_list_profiles(struct cmd_run *run);

/* The table of one of them, as it is read. */
enum hl_status gate_print_profile(struct cmd_run *run, const char *name);

#endif
