/* beside.c - of hl-score: what other tables say of the leads, read before any of them. */
#include "beside.h"

/*
 * The table, or NULL where none is named. Not through the rejects: one row that is left out, and a
 * lead gets a wrong score.
 */
static enum hl_status open_whole(
	struct cmd_run *run, const char *role, const char *const *file, struct hl_reader **reader) {
	const struct hl_reader_options options = { .mistakes = &run->mistakes,
		.threads = run->threads,
		.listed = &run->read,
		.role = role };

	*reader = NULL;
	if (!*file)
		return HL_OK;
	return hl_reader_open(reader, file, 1, &options, &run->err);
}

static enum hl_status read_overrides(struct score_beside *beside, struct cmd_run *run,
	const struct hl_model *model, const struct hl_beside_input *input) {
	struct hl_reader *table;
	enum hl_status status = open_whole(run, "overrides", &beside->overrides_file, &table);

	if (table && status == HL_OK)
		status = hl_overrides_new(&beside->overrides, model, table, input, &run->err);
	hl_reader_close(table);
	return status;
}

static enum hl_status read_since(struct score_beside *beside, struct cmd_run *run,
	const struct hl_model *model, const struct hl_beside_input *input) {
	struct hl_reader *table;
	enum hl_status status = open_whole(run, "since", &beside->since_file, &table);

	if (table && status == HL_OK)
		status = hl_since_new(&beside->since, model, table, input, &run->err);
	if (hl_since_unknown(beside->since) > 0)
		cmd_warn(run, "%s: %zu tiers are none of the model; from them nothing crosses",
			beside->since_file, hl_since_unknown(beside->since));
	hl_reader_close(table);
	return status;
}

enum hl_status score_beside_read(struct score_beside *beside, struct cmd_run *run,
	const struct hl_model *model, const struct hl_score_time *time) {
	const struct hl_beside_input input = {
		.time = time, .map = &run->map, .mistakes = &run->mistakes
	};
	enum hl_status first = read_overrides(beside, run, model, &input);
	enum hl_status second = HL_OK;

	if (first == HL_OK || (first == HL_EDATA && !run->err.text[0]))
		second = read_since(beside, run, model, &input);
	return first == HL_OK ? second : first;
}

void score_beside_release(struct score_beside *beside) {
	hl_overrides_free(beside->overrides);
	hl_since_free(beside->since);
}
