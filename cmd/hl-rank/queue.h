/* queue.h - hl-rank: classes, shares, arms and the queue before. */
#ifndef CMD_HL_RANK_QUEUE_H
#define CMD_HL_RANK_QUEUE_H

#include "../cmd.h"
#include "hl/rank.h"

struct queue_options {
	const char *day, *classes, *mix, *holdout, *seed, *against, *gone; /* NULL: not given */
	struct hl_output *gone_out; /* committed once the queue is in its place */
};

/* What does not go together is misuse. */
void queue_check(const struct cmd_run *run, const struct queue_options *options, bool merge);

/* Open the tables and say in @asked what is asked; hl_rank_new reads them, then close them. */
enum hl_status queue_open(struct cmd_run *run, const struct queue_options *options,
	struct hl_rank_options *asked) HL_CHECKED;
void queue_close(struct hl_rank_options *asked);

/* For -v: each class with its rows, its limit and its order. */
void queue_tell_classes(struct cmd_run *run, const struct hl_rank *rank);

/* What became of the rows: for -v and --stats, and --gone, which cmd_end puts in its place. */
enum hl_status queue_counts(
	struct cmd_run *run, const struct hl_rank *rank, struct queue_options *options) HL_CHECKED;

#endif
