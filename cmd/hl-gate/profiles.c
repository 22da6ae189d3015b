/* profiles.c - the rules that are part of the program, listed and printed. */
#include "profiles.h"

#include "hl/gate.h"

/* As a table that may be read, and copied. */
enum hl_status gate_print_profile(struct cmd_run *run, const char *name) {
	const struct hl_gate_profile *profile = hl_gate_profile_find(hl_str_of(name));
	struct hl_buf table = { 0 };
	enum hl_status status;

	if (!profile)
		return hl_fail(&run->err, HL_EUSAGE,
			"--profile: there is no %s (--profiles lists them)", name);
	hl_buf_add(&table, (struct hl_str){ profile->text, *profile->len });
	status = cmd_print(run, &table);
	hl_buf_release(&table);
	return status;
}

enum hl_status gate_list_profiles(struct cmd_run *run) {
	struct hl_buf list = { 0 };

	for (size_t i = 0; i < hl_gate_profiles_len; i++)
		cmd_list_line(&list, hl_gate_profiles[i].name, hl_gate_profiles[i].about);
	return cmd_list_print(run, &list);
}
