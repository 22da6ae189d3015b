/* heads.c - options of a command as texts, and which of them a partial tells. */
#include "heads.h"

#include <stdlib.h>
#include <string.h>

/* Options that only matter for how figures are shown: --merge has its own. */
static const char *const shown[] = { "min-n", "order", "top", "wide", "targets", "intervals",
	"assert", "list-metrics", "max-age", "partial", "merge" };

const char *const head_roles[] = { "log", "roster", "leads", "define", "holidays", "suppressed" };
const size_t head_roles_len = HL_LEN(head_roles);

/* Of these tables the rows go among the events. */
static const char *const queues[] = { "queue" };

static bool is_among(const char *name, const char *const *names, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool is_file(const struct opt *opt) {
	return opt->arg && strncmp(opt->arg, "FILE", 4) == 0;
}

/* Does it decide what is counted? Tables are told as such. */
bool head_tells(const struct opt *opt) {
	return !opt->is_common && !is_file(opt) && !is_among(opt->name, shown, HL_LEN(shown));
}

/* --- options as texts --- */

struct hl_str head_join(const struct cmd_list *list, struct hl_arena *arena) {
	struct hl_buf all = { 0 };
	struct hl_str kept;

	for (size_t i = 0; i < list->len; i++)
		hl_buf_addf(&all, "%s%s", i ? "\n" : "", list->items[i]);
	kept = hl_str_keep(arena, hl_buf_str(&all));
	hl_buf_release(&all);
	return kept;
}

struct hl_str head_number(int64_t value, struct hl_arena *arena) {
	struct hl_buf text = { 0 };
	struct hl_str kept;

	hl_buf_addf(&text, "%lld", (long long)value);
	kept = hl_str_keep(arena, hl_buf_str(&text));
	hl_buf_release(&text);
	return kept;
}

/* What it is now; "": it was not given. */
struct hl_str head_value(const struct opt *opt, struct hl_arena *arena) {
	switch (opt->type) {
	case OPT_IS_FLAG:
		return *opt->to.flag ? HL_STR("1") : HL_STR("");
	case OPT_IS_TEXT:
		return *opt->to.text ? hl_str_keep(arena, hl_str_of(*opt->to.text)) : HL_STR("");
	case OPT_IS_SIZE:
	case OPT_IS_BYTES:
		return *opt->to.size == SIZE_MAX ? HL_STR("")
						 : head_number((int64_t)*opt->to.size, arena);
	case OPT_IS_MAYBE: /* no option is one of these here */
		return HL_STR("");
	case OPT_IS_LIST:
		break;
	}
	return head_join(opt->to.list, arena);
}

static void set_list(struct cmd_list *list, struct hl_str value, struct hl_arena *arena) {
	for (list->len = 0; value.len > 0 && list->len < HL_LEN(list->items);)
		list->items[list->len++] = hl_str_keep(arena, hl_str_cut(&value, '\n')).at;
}

/* The other way; a kept text ends with a NUL. */
void head_set(const struct opt *opt, struct hl_str value, struct hl_arena *arena) {
	const char *text = hl_str_keep(arena, value).at;

	switch (opt->type) {
	case OPT_IS_FLAG:
		*opt->to.flag = value.len > 0;
		break;
	case OPT_IS_TEXT:
		*opt->to.text = value.len > 0 ? text : NULL;
		break;
	case OPT_IS_SIZE:
	case OPT_IS_BYTES:
		*opt->to.size = value.len > 0 ? (size_t)strtoull(text, NULL, 10) : SIZE_MAX;
		break;
	case OPT_IS_MAYBE:
		break;
	case OPT_IS_LIST:
		set_list(opt->to.list, value, arena);
		break;
	}
}

void partial_defaults(struct partial_options *options, const struct cmd *cmd) {
	for (size_t i = 0; i < cmd->opts_len && i < PARTIAL_OPTIONS; i++)
		options->defaults[i] = head_value(&cmd->opts[i], &options->arena);
}

void partial_release(struct partial_options *options) {
	for (size_t i = 0; i < options->parts_len; i++)
		hl_partial_release(&options->parts[i]);
	hl_partial_release(&options->head);
	hl_partial_release(&options->define);
	hl_arena_release(&options->arena);
}

/* --- what does not go together --- */

bool head_is_given(const struct cmd_run *run, const struct partial_options *options, size_t i) {
	struct hl_arena arena = { NULL };
	bool is = !hl_str_eq(head_value(&run->cmd->opts[i], &arena), options->defaults[i]);

	hl_arena_release(&arena);
	return is;
}

/* It can neither be told nor left out. */
static void check_option(
	const struct cmd_run *run, const struct partial_options *options, const struct opt *opt) {
	static const char *const logs[] = { "max-age" };
	static const char *const figures[] = { "assert", "list-metrics", "targets" };
	const char *name = opt->name;

	if (is_file(opt) && !is_among(name, head_roles, head_roles_len) &&
		!is_among(name, queues, HL_LEN(queues)) && !is_among(name, shown, HL_LEN(shown)))
		cmd_misuse(
			run->cmd, "--%s is kept in no partial: measure the log as a whole", name);
	if (options->merge && is_among(name, logs, HL_LEN(logs)))
		cmd_misuse(run->cmd, "--merge does not go with --%s: it reads no log", name);
	if (options->partial && is_among(name, figures, HL_LEN(figures)))
		cmd_misuse(run->cmd, "--partial does not go with --%s: there are no figures yet",
			name);
}

void partial_check(struct cmd_run *run, const struct partial_options *options) {
	const struct cmd_given rows[] = { { "no-header", run->std->no_header },
		{ "rejects", run->std->rejects } };

	if (!options->partial && !options->merge)
		return;
	cmd_check_alone(
		run->cmd, options->merge ? "merge" : "partial", rows, options->merge ? 2 : 1);
	for (size_t i = 0; i < run->cmd->opts_len; i++)
		if (!run->cmd->opts[i].is_common && head_is_given(run, options, i))
			check_option(run, options, &run->cmd->opts[i]);
}
