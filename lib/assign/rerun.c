/* rerun.c - a run that has a name can be run again, from where it began. */
#include "parts.h"

#include <stdlib.h>

static struct hl_state *copy_of(const struct hl_state *state) {
	struct hl_state *copy = hl_claim(1, sizeof(*copy));

	*copy = (struct hl_state){ .names = hl_keys_new() };
	for (size_t i = 0; i < state->len; i++)
		*assign_share_add(copy, hl_keys_at(state->names, i)) = state->shares[i];
	return copy;
}

/* As it was before its last run. */
static void take_back(struct hl_state *state) {
	struct hl_state *before = state->before;

	state->before = NULL;
	hl_state_release(state);
	*state = *before;
	free(before);
}

static void forget(struct hl_state *before) {
	if (!before)
		return;
	hl_state_release(before);
	free(before);
}

bool hl_state_begin(struct hl_state *state, const char *run) {
	struct hl_str name = hl_str_of(run);
	bool again = state->before && hl_str_eq(hl_buf_str(&state->run), name);

	if (again)
		take_back(state);
	forget(state->before);
	state->before = run ? copy_of(state) : NULL;
	state->run.len = 0;
	hl_buf_add(&state->run, name);
	return again;
}

void hl_state_release(struct hl_state *state) {
	forget(state->before);
	hl_buf_release(&state->run);
	hl_keys_free(state->names);
	free(state->shares);
}
