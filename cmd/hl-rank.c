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
	struct cmd_list wheres, suppress;
	const char *unique, *as;
	bool ties;
};

static enum hl_rank_as rank_as(const struct cmd_run *run, const struct options *options) {
	static const char *const names[] = { "row", "dense", "competition" };

	if (options->ties && options->top == SIZE_MAX)
		cmd_misuse(run->cmd, "--ties needs -n");
	if (!options->as)
		return HL_RANK_AS_ROW;
	if (!options->place)
		cmd_misuse(run->cmd, "--rank-as needs --rank");
	for (size_t i = 0; i < HL_LEN(names); i++)
		if (strcmp(options->as, names[i]) == 0)
			return (enum hl_rank_as)i;
	cmd_misuse(run->cmd, "--rank-as: row, dense or competition, not %s", options->as);
}

static void tell_left_out(
	struct cmd_run *run, const struct hl_rank *rank, const struct options *options) {
	struct hl_rank_left_out left_out = hl_rank_left_out(rank);

	if (options->wheres.len > 0)
		cmd_count(run, "left_out_where", left_out.where, "rows left out by --where");
	if (options->suppress.len > 0)
		cmd_count(
			run, "left_out_suppress", left_out.suppress, "rows left out by --suppress");
	if (options->unique)
		cmd_count(run, "left_out_unique", left_out.unique, "rows left out by --unique");
	if (options->queue.classes)
		cmd_count(run, "left_out_max", left_out.max,
			"rows left out over the maximum of their class");
	if (options->top != SIZE_MAX)
		cmd_count(run, "left_out_top", left_out.top, "rows left out by -n");
}

/* What was asked for and what came of it. */
static void tell(struct cmd_run *run, const struct hl_rank *rank, const struct options *options) {
	struct hl_buf order = { 0 };

	tell_left_out(run, rank, options);
	hl_rank_put_order(rank, &order);
	cmd_verbose(run, "in the order of %.*s", (int)order.len, order.at);
	order.len = 0;
	hl_rank_put_absent(rank, &order);
	if (order.len > 0)
		cmd_verbose(run, "of the default order there is no column for %.*s", (int)order.len,
			order.at);
	hl_buf_release(&order);
	queue_tell_classes(run, rank);
}

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
	if (status != HL_OK)
		return status;
	cmd_wrote(run, "output", hl_rank_rows(rank));
	tell(run, rank, options);
	status = queue_counts(run, rank, &options->queue);
	if (status == HL_OK)
		cmd_verbose(run, "%zu rows in %zu queues, spilled %zu times", hl_rank_rows(rank),
			hl_rank_queues(rank), hl_rank_spilled(rank));
	return status;
}

/* Each list is a table of its own: of their columns the key alone counts. */
static enum hl_status open_lists(
	struct cmd_run *run, const struct cmd_list *files, struct hl_reader **readers) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < files->len && status == HL_OK; i++)
		status = cmd_side(run, "suppress", &files->items[i], 1, &readers[i]);
	return status;
}

static enum hl_status rank_input(
	struct cmd_run *run, struct hl_rank_options *asked, struct options *options) {
	struct hl_rank *rank = NULL;
	enum hl_status status = options->merge ? cmd_parts(run) : cmd_input(run);

	if (status != HL_OK)
		return status;
	asked->dialect = run->dialect;
	status = queue_open(run, &options->queue, asked);
	if (status == HL_OK)
		status = hl_rank_new(&rank, asked, hl_reader_header(run->reader), &run->err);
	queue_close(asked);
	if (status == HL_OK)
		status = rank_rows(run, rank, options);
	hl_rank_free(rank);
	return status;
}

/* One of the tables at most comes from the standard input. */
static void check_stdin(const struct cmd_run *run, const struct options *options) {
	const struct cmd_list *lists = &options->suppress;
	const char *tables[HL_LEN(lists->items) + 2];
	size_t len = 0;

	for (size_t i = 0; i < lists->len; i++)
		tables[len++] = lists->items[i];
	tables[len++] = options->queue.classes;
	tables[len++] = options->queue.against;
	cmd_check_stdin(run, tables, len, true);
}

/* A place that a share gives is not one by the keys: nobody is level there. */
static void check_together(const struct cmd_run *run, const struct options *options) {
	if (!options->queue.mix)
		return;
	if (options->ties)
		cmd_misuse(run->cmd,
			"--ties does not go with --mix: its shares are of n places, and more rows "
			"would change them");
	if (rank_as(run, options) != HL_RANK_AS_ROW)
		cmd_misuse(run->cmd,
			"--rank-as does not go with --mix: a place there follows from a share, "
			"and rows with equal keys stand apart");
}

static enum hl_status rank_files(struct cmd_run *run, struct options *options) {
	struct hl_reader *lists[HL_LEN(options->suppress.items)] = { NULL };
	struct hl_rank_options asked = {
		.keys = options->keys.items,
		.keys_len = options->keys.len,
		.tie = options->tie,
		.per = options->per,
		.place = options->place,
		.as = rank_as(run, options),
		.top = options->top,
		.ties = options->ties,
		.wheres = options->wheres.items,
		.wheres_len = options->wheres.len,
		.unique = options->unique,
		.suppress = lists,
		.suppress_len = options->suppress.len,
		.map = run->map,
		.time = run->time,
		.threads = run->threads,
		.memory = run->memory,
		.folder = cmd_temp_folder(),
	};
	enum hl_status status;

	check_stdin(run, options);
	queue_check(run, &options->queue, options->merge);
	check_together(run, options);
	if (options->merge && (run->std->fill || run->std->rejects))
		cmd_misuse(run->cmd, "--merge goes with neither --union nor --rejects");
	status = open_lists(run, &options->suppress, lists);
	if (status == HL_OK)
		status = rank_input(run, &asked, options);
	for (size_t i = 0; i < options->suppress.len; i++)
		hl_reader_close(lists[i]);
	return status;
}

int main(int argc, char **argv) {
	struct options options = { .std = CMD_STD_INIT, .top = SIZE_MAX };
	const struct opt opts[] = {
		OPT_LIST('k', "keys", &options.keys, "KEYS",
			"order by KEYS: COLUMN:LETTERS,... [score:nr,...]"),
		OPT_TEXT(0, "key", &options.tie, "COLUMN",
			"COLUMN decides between equals [account_id]"),
		OPT_SIZE('n', "top", &options.top, "N", "only the N best"),
		OPT_TEXT(0, "per", &options.per, "COLUMN", "one queue for each value of COLUMN"),
		OPT_TEXT(0, "rank", &options.place, "COLUMN",
			"append the place in the queue as COLUMN"),
		OPT_TEXT(0, "rank-as", &options.as, "row|dense|competition",
			"which place equal rows have [row]"),
		OPT_FLAG(0, "ties", &options.ties,
			"with -n: also the rows that are equal to the last one"),
		OPT_LIST(0, "where", &options.wheres, "TEST",
			"only rows where COLUMN OP VALUE and ... holds"),
		OPT_TEXT(0, "unique", &options.unique, "COLUMN",
			"of rows with the same value of COLUMN only the best"),
		OPT_LIST(0, "suppress", &options.suppress, "FILE",
			"leave out rows whose key stands in FILE"),
		OPT_TEXT(0, "for", &options.queue.day, "DATE",
			"the day to be worked [that of --as-of]"),
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
