/* explain.c - what commands with --explain share: one lead is told of, and nothing else is written. */
#include "cmd.h"

void cmd_check_alone(
	const struct cmd *cmd, const char *kind, const struct cmd_given *others, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (others[i].is_given)
			cmd_misuse(cmd, "--%s does not go with --%s", kind, others[i].name);
}

void cmd_check_explain(const struct cmd *cmd, const char *id) {
	if (id && hl_str_trim(hl_str_of(id)).len == 0)
		cmd_misuse(cmd, "--explain: the key of a lead");
}

/* Whom one asks for is said on the command line, yet no value in messages. */
enum hl_status cmd_no_lead(struct cmd_run *run, const char *id, const char *key) {
	run->err = (struct hl_error){ 0 };
	(void)hl_fail_value(&run->err, hl_str_of(id), "no such lead");
	return hl_fail(&run->err, HL_NO, "there is no lead with this %s", key);
}
