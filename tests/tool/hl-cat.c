/* hl-cat.c - rows in, the same rows out: all that every command does, and nothing else. */
#include "../../cmd/cmd.h"

static enum hl_status copy(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct cmd_run *run = job;

	(void)worker;
	(void)err;
	hl_put_row(to, run->dialect, row);
	hl_buf_add(to, row->eol);
	return HL_OK;
}

static enum hl_status cat(struct cmd_run *run) {
	const struct hl_step step = { .job = run, .row = copy };
	struct hl_buf header = { 0 };
	enum hl_status status = cmd_input(run);

	if (status == HL_OK)
		status = cmd_output(run);
	if (status != HL_OK)
		return status;
	cmd_put_header(run, &header, NULL, 0);
	if (run->out)
		status = hl_output_write(run->out, hl_buf_str(&header), &run->err);
	hl_buf_release(&header);
	return status == HL_OK ? hl_table_run(run->reader, &step, run->out, &run->err) : status;
}

int main(int argc, char **argv) {
	struct cmd_std std = CMD_STD_INIT;
	const struct opt opts[] = { CMD_STD_OPTS(&std) };
	const struct cmd cmd = { "hl-cat", "[file ...]", "copy rows", opts, HL_LEN(opts) };
	struct cmd_run run;

	cmd_start(&run, &cmd, &std, argc, argv);
	return cmd_end(&run, cat(&run));
}
