/* list.c - hl-metrics --list-metrics. */
#include "list.h"

/* Those of the set, or all; the user's own behind them. */
static void list_all(
	struct hl_buf *to, const struct hl_set *set, const struct hl_metric *metrics, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (!set || metrics[i].own || hl_set_has(set, &metrics[i]))
			hl_buf_addf(to, "%s\t%s\t%u\t%s\n", metrics[i].name, metrics[i].unit->name,
				metrics[i].level, metrics[i].help);
}

enum hl_status list_metrics(
	struct cmd_run *run, const struct hl_set *set, const struct hl_own *own) {
	struct hl_buf bytes = { 0 };
	enum hl_status status;
	size_t len;
	const struct hl_metric *more = hl_own_metrics(own, &len);

	list_all(&bytes, set, hl_metrics, hl_metrics_len);
	list_all(&bytes, set, more, len);
	status = cmd_print(run, &bytes);
	hl_buf_release(&bytes);
	return status;
}
