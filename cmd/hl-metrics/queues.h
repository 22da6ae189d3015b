/* queues.h - the options of hl-metrics about queues, and those that were delivered. */
#ifndef CMD_HL_METRICS_QUEUES_H
#define CMD_HL_METRICS_QUEUES_H

#include "../cmd.h"
#include "hl/metrics.h"

enum { TOP_K = 10 };

struct queue_options {
	struct cmd_list files;
	size_t top_k;
	bool count_off_queue;
};

#define QUEUE_OPTIONS_INIT                                                                         \
	{ .top_k = TOP_K }

/* clang-format off */
#define QUEUE_OPTS(q) \
	OPT_LIST(0, "queue", &(q)->files, "FILE[@DATE]", "a queue as it was delivered, on that day"), \
	OPT_SIZE(0, "top-k", &(q)->top_k, "N", "who works one of the top N follows the queue [10]"), \
	OPT_FLAG(0, "count-off-queue", &(q)->count_off_queue, "qa_topk counts what is not in it, too")
/* clang-format on */

/* As cmd_check_stdin; the queues are side tables besides the @len @others. */
void queues_check_stdin(struct cmd_run *run, const struct queue_options *options,
	const char *const *others, size_t len);

/* What stands behind the last @ and is no date is told, unless a file is called so. */
enum hl_status queues_check_days(
	struct cmd_run *run, const struct queue_options *options) HL_CHECKED;

/* The tables, while they are read. */
struct queue_tables {
	struct hl_delivered *at;
	size_t len;
};

/* Open them; those that were opened are there also after a failure. */
enum hl_status queues_open(struct cmd_run *run, const struct queue_options *options,
	struct queue_tables *queues) HL_CHECKED;
void queues_close(struct queue_tables *queues);

#endif
