/* hl-rank.c - rows in the order in which they should be worked. */
#include "cmd.h"
#include "hl-rank/queue.h"
#include "hl/rank.h"

struct options {
	struct cmd_std std;
	struct cmd_list keys;
	const char *tie, *per, *place;
	struct queue_options queue;
	size_t top;
	bool merge;
};

static enum hl_status write_header(struct cmd_run *run, const struct hl_rank *rank) {
	struct hl_str columns[HL_RANK_COLUMNS];
	size_t len = hl_rank_columns(rank, columns);

	cmd_put_header(run, &run->head, columns, len);
	return cmd_put_head(run);
}

static enum hl_status order_rows(struct cmd_run *run, struct hl_rank *rank) {
	enum hl_status status = hl_rank_read(rank, run->reader, &run->err);

	if (status == HL_OK)
		status = write_header(run, rank);
	return status == HL_OK ? hl_rank_write(rank, run->out, &run->err) : status;
}

static enum hl_status merge_rows(struct cmd_run *run, struct hl_rank *rank) {
	enum hl_status status = write_header(run, rank);

	if (status == HL_OK)
		status = hl_rank_merge(rank, run->parts, run->parts_len, run->out, &run->err);
	return status;
}

static enum hl_status rank_rows(
	struct cmd_run *run, struct hl_rank *rank, struct options *options) {
	enum hl_status status = cmd_output(run);

	if (status == HL_OK)
		status = options->merge ? merge_rows(run, rank) : order_rows(run, rank);
	if (status == HL_OK)
		status = queue_counts(run, rank, &options->queue);
	if (status == HL_OK)
		cmd_verbose(run, "%zu rows in %zu queues, spilled %zu times", hl_rank_rows(rank),
			hl_rank_queues(rank), hl_rank_spilled(rank));
	return status;
}

static enum hl_status rank_files(struct cmd_run *run, struct options *options) {
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

	queue_check(run, &options->queue, options->merge);
	if (options->merge && (run->std->fill || run->std->rejects))
		cmd_misuse(run->cmd, "--merge goes with neither --union nor --rejects");
	status = options->merge ? cmd_parts(run) : cmd_input(run);
	if (status != HL_OK)
		return status;
	asked.dialect = run->dialect;
	status = queue_open(run, &options->queue, &asked);
	if (status == HL_OK)
		status = hl_rank_new(&rank, &asked, hl_reader_header(run->reader), &run->err);
	queue_close(&asked);
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
		OPT_TEXT(0, "classes", &options.queue.classes, "FILE",
			"classes of work, one behind the other, each with its keys"),
		OPT_TEXT(0, "mix", &options.queue.mix, "NAME=P%,...",
			"interleave classes by their shares of the queue"),
		OPT_TEXT(0, "holdout", &options.queue.holdout, "P%",
			"set a share apart that is not to be worked"),
		OPT_TEXT(0, "seed", &options.queue.seed, "TEXT",
			"the key of what is drawn, at most 16 bytes"),
		OPT_TEXT(0, "against", &options.queue.against, "FILE",
			"compare with the queue of yesterday"),
		OPT_TEXT(0, "gone", &options.queue.gone, "FILE",
			"write the rows of that queue that are gone"),
		OPT_FLAG(0, "merge", &options.merge, "the files are in this order already"),
		CMD_STD_OPTS(&options.std),
	};
	const struct cmd cmd = { "hl-rank", "[file ...]", "order leads into a work queue", opts,
		HL_LEN(opts) };
	struct cmd_run run;
	int ended;

	cmd_start(&run, &cmd, &options.std, argc, argv);
	ended = cmd_end(&run, rank_files(&run, &options));
	hl_output_discard(options.queue.gone_out);
	return ended;
}
