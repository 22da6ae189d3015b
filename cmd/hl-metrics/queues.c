/* queues.c - --queue FILE[@DATE]: queues as they were delivered. */
#include "queues.h"

#include <string.h>
#include <unistd.h>

/* A file may be called with a @ in it: what stands behind the last one is a date, or its name. */
static const char *cut_day(struct cmd_run *run, const char *text, int64_t *day) {
	const char *at = strrchr(text, '@');
	struct hl_error ignored;
	struct hl_time time;

	*day = HL_NO_DAY;
	if (!at || hl_time_parse(hl_str_of(at + 1), &run->time, &time, &ignored) != HL_OK ||
		!time.is_date)
		return text;
	*day = time.day;
	return hl_str_keep(&run->arena, (struct hl_str){ text, (size_t)(at - text) }).at;
}

/* Digits and what stands between those of a date. */
static bool looks_like_day(const char *text) {
	return hl_is_digit(*text) && !text[strspn(text, "0123456789-/.")];
}

enum hl_status queues_check_days(struct cmd_run *run, const struct queue_options *options) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < options->files.len; i++) {
		const char *text = options->files.items[i];
		const char *at = strrchr(text, '@');
		int64_t day;

		(void)cut_day(run, text, &day);
		if (day != HL_NO_DAY || !at || !looks_like_day(at + 1) || access(text, F_OK) == 0)
			continue;
		status = cmd_slip(run,
			"--queue: no such date: %s; it is written as in %.*s@2026-03-02", at + 1,
			(int)(at - text), text);
	}
	return status;
}

void queues_check_stdin(struct cmd_run *run, const struct queue_options *options,
	const char *const *others, size_t len) {
	const struct cmd_list *files = &options->files;
	const char **names = hl_new_array(&run->arena, const char *, len + files->len);
	int64_t ignored;

	for (size_t i = 0; i < len; i++)
		names[i] = others[i];
	for (size_t i = 0; i < files->len; i++)
		names[len + i] = cut_day(run, files->items[i], &ignored);
	cmd_check_stdin(run, names, len + files->len, true);
}

enum hl_status queues_open(
	struct cmd_run *run, const struct queue_options *options, struct queue_tables *queues) {
	const struct cmd_list *files = &options->files;
	enum hl_status status = HL_OK;
	const char **names; /* the readers ask for them again */

	queues->at = hl_new_array(&run->arena, struct hl_delivered, files->len);
	names = hl_new_array(&run->arena, const char *, files->len);
	for (; queues->len < files->len && status == HL_OK; queues->len++) {
		struct hl_delivered *queue = &queues->at[queues->len];
		const char **name = &names[queues->len];

		*name = cut_day(run, files->items[queues->len], &queue->day);
		status = cmd_side(run, "queue", name, 1, &queue->reader);
	}
	return status;
}

void queues_close(struct queue_tables *queues) {
	for (size_t i = 0; i < queues->len; i++)
		hl_reader_close(queues->at[i].reader);
}
