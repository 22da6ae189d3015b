/* view.c - which figures a dashboard shows, and of whom. */
#include "view.h"

void view_check(const struct cmd_run *run, const struct view_options *options) {
	const struct cmd_given given[] = {
		{ "team", options->team },
		{ "client", options->client },
		{ "collector", options->collector },
	};
	const char *whom = NULL;

	for (size_t i = 0; i < HL_LEN(given); i++) {
		if (given[i].is_given && whom)
			cmd_misuse(
				run->cmd, "--%s and --%s exclude each other", whom, given[i].name);
		whom = given[i].is_given ? given[i].name : whom;
	}
	if (options->by && !*options->by)
		cmd_misuse(run->cmd, "--by: a column needs a name");
	if (options->cards && !*options->cards)
		cmd_misuse(run->cmd, "--cards: a metric needs a name");
	cmd_check_stdin(run, options->quality.items, options->quality.len, true);
}

enum { FILE_AT, WHAT_AT, VALUE_AT, COLUMNS };

static enum hl_status read_rows(
	struct cmd_run *run, struct hl_reader *reader, struct hl_buf *rows, struct hl_error *err) {
	static const char *const names[COLUMNS] = { "file", "what", "value" };
	struct hl_lead_column columns[COLUMNS];
	size_t at[COLUMNS];
	struct hl_row row;
	enum hl_status status;

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i] = (struct hl_lead_column){ names[i], true, &at[i] };
	status = hl_lead_bind(hl_reader_header(reader), &run->map, columns, COLUMNS, err);
	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		const struct hl_quality quality = {
			hl_str_keep(&run->arena, hl_cell_trimmed(&row, at[FILE_AT])),
			hl_str_keep(&run->arena, hl_cell_trimmed(&row, at[WHAT_AT])),
			hl_str_keep(&run->arena, hl_cell_trimmed(&row, at[VALUE_AT])),
		};

		hl_buf_add(rows, (struct hl_str){ (const char *)&quality, sizeof(quality) });
	}
	return status == HL_END ? HL_OK : status;
}

static enum hl_status read_quality(
	struct cmd_run *run, const struct cmd_list *files, struct hl_view *view) {
	struct hl_buf rows = { 0 };
	enum hl_status status = HL_OK;
	struct hl_quality *quality;

	for (size_t i = 0; i < files->len && status == HL_OK; i++) {
		const struct hl_reader_options how = { .role = "quality" };
		struct hl_reader *reader = NULL;

		status = cmd_table(run, files->items[i], how, &reader);
		if (status == HL_OK)
			status = read_rows(run, reader, &rows, &run->err);
		hl_reader_close(reader);
	}
	view->quality_len = rows.len / sizeof(*quality);
	quality = hl_new_array(&run->arena, struct hl_quality, view->quality_len + 1);
	if (rows.len > 0)
		memcpy(quality, rows.at, rows.len);
	view->quality = quality;
	hl_buf_release(&rows);
	return status;
}

enum hl_status view_read(
	struct cmd_run *run, const struct view_options *options, struct hl_view *view) {
	const char *name = options->team     ? options->team
			   : options->client ? options->client
					     : options->collector;

	view->by = hl_str_of(options->by);
	view->cards = hl_str_of(options->cards);
	view->name = hl_str_of(name);
	if (name)
		view->column = hl_str_of(options->team     ? "team"
					 : options->client ? "client"
							   : "collector");
	return read_quality(run, &options->quality, view);
}
