/* list.c - of hl-score: what is printed without a lead. */
#include "list.h"

#include <string.h>

enum hl_status score_list(struct cmd_run *run, bool models, bool rules) {
	struct hl_buf list = { 0 };
	struct hl_rule_help rule;

	for (size_t i = 0; models && i < hl_shipped_models_len; i++)
		cmd_list_line(&list, hl_shipped_models[i].name, hl_shipped_models[i].about);
	for (size_t i = 0; rules && hl_rule_at(i, &rule); i++)
		cmd_list_line(&list, rule.name, rule.help);
	return cmd_list_print(run, &list);
}

static bool ends_with(const char *text, const char *end) {
	size_t len = text ? strlen(text) : 0;

	return len >= strlen(end) && strcmp(text + len - strlen(end), end) == 0;
}

/* As one table, with what it includes. A name that says tabs would be read so. */
enum hl_status score_print_model(struct cmd_run *run, const char *name, struct hl_model **model) {
	const struct cmd_std *std = run->std;
	struct hl_buf table = { 0 };
	enum hl_status status;

	if (std->tsv || std->out_delim || ends_with(std->output, ".tsv") ||
		ends_with(std->output, ".tab"))
		cmd_misuse(run->cmd, "--print-model writes CSV");
	status = hl_model_open(model, name, &run->mistakes, &run->read, &run->err);
	if (status == HL_OK) {
		hl_model_print(*model, &table);
		status = cmd_print(run, &table);
	}
	hl_buf_release(&table);
	return status;
}
