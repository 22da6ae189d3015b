/* tables.h - of hl-gate: the tables beside rules, events and leads. */
#ifndef HL_CMD_GATE_TABLES_H
#define HL_CMD_GATE_TABLES_H

#include "../cmd.h"
#include "hl/gate.h"

/* Each of a file that may be NULL: not given. What is made is the caller's, also after mistakes. */

enum hl_status gate_read_holidays(
	struct cmd_run *run, const char *name, struct hl_gate_time *time) HL_CHECKED;

enum hl_status gate_read_results(
	struct cmd_run *run, const char *name, struct hl_result_codes **codes) HL_CHECKED;

/* Numbers that must not be called, one a line. */
enum hl_status gate_read_dnc(
	struct cmd_run *run, const char *name, struct hl_keys **numbers) HL_CHECKED;

#endif
