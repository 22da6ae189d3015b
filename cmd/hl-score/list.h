/* list.h - of hl-score: what is printed without a lead. */
#ifndef HL_CMD_SCORE_LIST_H
#define HL_CMD_SCORE_LIST_H

#include "../cmd.h"
#include "hl/score.h"

/* --models, --list-rules. */
enum hl_status score_list(struct cmd_run *run, bool models, bool rules) HL_CHECKED;

/* --print-model: the one called @name, which the caller closes behind the messages. */
enum hl_status score_print_model(
	struct cmd_run *run, const char *name, struct hl_model **model) HL_CHECKED;

#endif
