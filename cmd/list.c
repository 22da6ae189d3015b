/* list.c - what options such as --list-methods print: names and what they are. */
#include "cmd.h"

void cmd_list_line(struct hl_buf *to, const char *name, const char *about) {
	hl_buf_addf(to, "%s\t%s\n", name, about);
}

enum hl_status cmd_list_print(struct cmd_run *run, struct hl_buf *list) {
	enum hl_status status = cmd_print(run, list);

	hl_buf_release(list);
	return status;
}
