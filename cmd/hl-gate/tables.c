/* tables.c - of hl-gate: the tables beside rules, events and leads. */
#include "tables.h"

enum hl_status gate_read_holidays(
	struct cmd_run *run, const char *name, struct hl_gate_time *time) {
	const struct hl_reader_options how = { .role = "holidays" };
	struct hl_reader *table = NULL;
	enum hl_status status;

	if (!name)
		return HL_OK;
	status = cmd_table(run, name, how, &table);
	if (status == HL_OK)
		status = hl_holidays_read(time, table, &run->mistakes, &run->err);
	hl_reader_close(table);
	return status;
}

enum hl_status gate_read_results(
	struct cmd_run *run, const char *name, struct hl_result_codes **codes) {
	const struct hl_reader_options how = { .comments = true, .role = "results" };
	struct hl_reader *table = NULL;
	enum hl_status status;

	if (!name)
		return HL_OK;
	*codes = hl_result_codes_new();
	status = cmd_table(run, name, how, &table);
	if (status == HL_OK)
		status = hl_result_codes_read(*codes, table, &run->mistakes, &run->err);
	hl_reader_close(table);
	return status;
}

enum hl_status gate_read_dnc(struct cmd_run *run, const char *name, struct hl_keys **numbers) {
	const struct hl_reader_options how = { .no_header = true, .role = "dnc" };
	struct hl_reader *list = NULL;
	enum hl_status status;

	if (!name)
		return HL_OK;
	*numbers = hl_keys_new();
	status = cmd_table(run, name, how, &list);
	if (status == HL_OK)
		status = hl_dnc_read(*numbers, list, &run->mistakes, &run->err);
	hl_reader_close(list);
	return status;
}
