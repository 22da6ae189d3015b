/* define.c - hl-metrics --define: metrics of the user's own. */
#include "define.h"

static enum hl_status open_table(struct cmd_run *run, const char *name,
	struct partial_options *parts, struct hl_reader **reader) {
	const struct hl_reader_options how = { .comments = true, .role = "metrics" };
	enum hl_status status;

	if (parts->merge)
		return partial_defined(run, parts, reader);
	if (!name)
		return HL_OK;
	status = cmd_table(run, name, how, reader);
	return status == HL_OK && parts->partial ? partial_define(run, parts, reader) : status;
}

enum hl_status define_read(
	struct cmd_run *run, const char *name, struct partial_options *parts, struct hl_own **own) {
	struct hl_reader *reader = NULL;
	enum hl_status status = open_table(run, name, parts, &reader);

	if (status == HL_OK && reader)
		status = hl_own_read(own, reader, &run->mistakes, &run->err);
	hl_reader_close(reader);
	return status;
}
