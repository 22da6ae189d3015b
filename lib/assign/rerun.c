/* rerun.c - a run that has a name can be run again, from where it began. */
#include "parts.h"

#include <stdlib.h>

/* All that one run hands on to the next but for the name of the run. */
static void copy(struct hl_state *to, const struct hl_state *from) {
	for (size_t i = 0; i < from->len; i++)
		*assign_share_add(to, hl_keys_at(from->names, i)) = from->shares[i];
}

static void empty(struct hl_state *state) {
	hl_keys_free(state->names);
	free(state->shares);
	state->names = NULL;
	state->shares = NULL;
	state->len = state->cap = 0;
}

static void forget(struct hl_state *before) {
	if (!before)
		return;
	hl_state_release(before);
	free(before);
}

bool hl_state_begin(struct hl_state *state, const char *run) {
	if (run && state->before && hl_str_eq(hl_buf_str(&state->run), hl_str_of(run))) {
		empty(state);
		copy(state, state->before);
		return true;
	}
	forget(state->before);
	state->before = NULL;
	state->run.len = 0;
	if (!run)
		return false;
	hl_buf_add(&state->run, hl_str_of(run));
	state->before = hl_claim(1, sizeof(*state->before));
	copy(state->before, state);
	return false;
}

void hl_state_release(struct hl_state *state) {
	forget(state->before);
	hl_buf_release(&state->run);
	empty(state);
}
