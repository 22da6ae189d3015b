/* hl-rank.c - rows in the order in which they should be worked. */
#include "cmd.h"
#include "hl/rank.h"

struct options {
	struct cmd_std std;
	struct cmd_list keys;
	const char *tie, *per, *place;
	size_t top;
	bool merge;
};

static enum hl_status write_header(struct cmd_run *run, const char *place) {
	struct hl_str column = hl_str_of(place);

	cmd_put_header(run, &run->head, &column, place ? 1 : 0);
	return cmd_put_head(run);
}

static enum hl_status order_rows(
	struct cmd_run *run, struct hl_rank *rank, const struct options *options) {
	enum hl_status status = hl_rank_read(rank, run->reader, &run->err);

	if (status == HL_OK)
		status = write_header(run, options->place);
	return status == HL_OK ? hl_rank_write(rank, run->out, &run->err) : status;
}

static enum hl_status merge_rows(
	struct cmd_run *run, struct hl_rank *rank, const struct options *options) {
	enum hl_status status = write_header(run, options->place);

	if (status == HL_OK)
		status = hl_rank_merge(rank, run->parts, run->parts_len, run->out, &run->err);
	return status;
}

static enum hl_status rank_rows(
	struct cmd_run *run, struct hl_rank *rank, const struct options *options) {
	enum hl_status status = cmd_output(run);

	if (status == HL_OK)
		status = options->merge ? merge_rows(run, rank, options)
					: order_rows(run, rank, options);
	if (status == HL_OK)
		cmd_wrote(run, "output", hl_rank_rows(rank));
	if (status == HL_OK)
		cmd_verbose(run, "%zu rows in %zu queues, spilled %zu times", hl_rank_rows(rank),
			hl_rank_queues(rank), hl_rank_spilled(rank));
	return status;
}

static enum hl_status rank_files(struct cmd_run *run, const struct options *options) {
	struct hl_rank *rank = NULL;
	struct hl_rank_options asked = {
		.keys = options->keys.items,
		.keys_len = options->keys.len,
		.tie = options->tie,
		.per = options->per,
		.place = options->place,
		.top = options->top,
		.map = run->map,
		.time = run->time,
		.threads = run->threads,
		.memory = run->memory,
		.folder = cmd_temp_folder(),
	};
	enum hl_status status;

	cmd_check_stdin(run, NULL, 0, true);
	if (options->merge && (run->std->fill || run->std->rejects))
		cmd_misuse(run->cmd, "--merge goes with neither --union nor --rejects");
	status = options->merge ? cmd_parts(run) : cmd_input(run);
	if (status != HL_OK)
		return status;
	asked.dialect = run->dialect;
	status = hl_rank_new(&rank, &asked, hl_reader_header(run->reader), &run->err);
	if (status == HL_OK)
		status = rank_rows(run, rank, options);
	hl_rank_free(rank);
	return status;
}

int main(int argc, char **argv) {
	struct options options = { .std = CMD_STD_INIT, .top = SIZE_MAX };
	const struct opt opts[] = {
		OPT_LIST('k', "keys", &options.keys, "KEYS",
			"order by KEYS: COLUMN:LETTERS,... [score:nr]"),
		OPT_TEXT(0, "key", &options.tie, "COLUMN",
			"COLUMN decides between equals [account_id]"),
		OPT_SIZE('n', "top", &options.top, "N", "only the N best"),
		OPT_TEXT(0, "per", &options.per, "COLUMN", "one queue for each value of COLUMN"),
		OPT_TEXT(0, "rank", &options.place, "COLUMN",
			"append the place in the queue as COLUMN"),
		OPT_FLAG(0, "merge", &options.merge, "the files are in this order already"),
		CMD_STD_OPTS(&options.std),
	};
	const struct cmd cmd = { "hl-rank", "[file ...]", "order leads into a work queue", opts,
		HL_LEN(opts) };
	struct cmd_run run;

	cmd_start(&run, &cmd, &options.std, argc, argv);
	return cmd_end(&run, rank_files(&run, &options));
}
