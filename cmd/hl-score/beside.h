/* beside.h - of hl-score: what other tables say of the leads, read before any of them. */
#ifndef HL_CMD_SCORE_BESIDE_H
#define HL_CMD_SCORE_BESIDE_H

#include "../cmd.h"
#include "hl/score.h"

/* Zero it to begin with, but for the files; one that is NULL was not asked for. */
struct score_beside {
	const char *overrides_file, *since_file;
	struct hl_overrides *overrides;
	struct hl_since *since;
};

/* Read both; their mistakes are told in one run. */
enum hl_status score_beside_read(struct score_beside *beside, struct cmd_run *run,
	const struct hl_model *model, const struct hl_score_time *time) HL_CHECKED;
void score_beside_release(struct score_beside *beside);

#endif
