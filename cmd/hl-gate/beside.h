/* beside.h - of hl-gate: what is written beside the leads that may be worked. */
#ifndef HL_CMD_GATE_BESIDE_H
#define HL_CMD_GATE_BESIDE_H

#include "../cmd.h"
#include "hl/gate.h"

/* Zero it to begin with. */
struct gate_beside {
	const char *suppressed_file, *record_file; /* the options; NULL: not given */
	struct hl_output *suppressed, *record;
};

/* Two outputs in one place: misuse. */
void gate_beside_check(const struct gate_beside *beside, const struct cmd_run *run);

/* Behind the output, so that --check opens none. */
enum hl_status gate_beside_open(struct gate_beside *beside, struct cmd_run *run) HL_CHECKED;

enum hl_status gate_beside_put_headers(
	struct gate_beside *beside, const struct hl_gate *gate, struct hl_error *err) HL_CHECKED;

/* All is written: what can fail, fails now. Then they are put in their places, or discarded. */
enum hl_status gate_beside_prepare(struct gate_beside *beside, struct hl_error *err) HL_CHECKED;
enum hl_status gate_beside_commit(struct gate_beside *beside, struct hl_error *err) HL_CHECKED;
void gate_beside_discard(struct gate_beside *beside);

#endif
