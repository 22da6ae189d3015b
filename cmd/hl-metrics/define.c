/* define.c - hl-metrics --define: metrics of the user's own. */
#include "define.h"

enum hl_status define_read(struct cmd_run *run, const char *name, struct hl_own **own) {
	const struct hl_reader_options how = { .comments = true, .role = "metrics" };
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!name)
		return HL_OK;
	status = cmd_table(run, name, how, &reader);
	if (status == HL_OK)
		status = hl_own_read(own, reader, &run->mistakes, &run->err);
	hl_reader_close(reader);
	return status;
}
