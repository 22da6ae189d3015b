/* ask.c - what was asked of a table: which metrics, split by what. */
#include "parts.h"

/* --- metrics --- */

static enum hl_status choose(struct ask *ask, struct hl_arena *arena, struct hl_error *err) {
	ask->choice = hl_choice_new(arena, ask->metrics_len);
	for (size_t i = 0; i < ask->metrics_len; i++) {
		ask->choice.names[i] = hl_str_of(ask->metrics[i].name);
		ask->choice.lacks[i] = ask->metrics[i].what & ask->lacking ? ask->lacks : NULL;
	}
	return hl_choice_make(&ask->choice, ask->options.metrics, ask->options.mistakes, err);
}

/* --- groups --- */

static enum hl_status parse_by(struct ask *ask, struct hl_error *err) {
	struct hl_str rest = ask->options.by;

	while (rest.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&rest, ','));

		if (name.len == 0)
			return hl_fail(err, HL_EUSAGE, "--by: a name is empty");
		if (ask->by_len == BY_MAX)
			return hl_fail(err, HL_EUSAGE, "--by: at most %d columns", BY_MAX);
		ask->by[ask->by_len++] = name;
	}
	return HL_OK;
}

enum hl_status ask_parse(struct ask *ask, const struct hl_book_options *options,
	struct hl_arena *arena, struct hl_error *err) {
	enum hl_status status;

	ask->options = *options;
	status = parse_by(ask, err);
	return status == HL_OK ? choose(ask, arena, err) : status;
}

enum hl_status ask_bind(const struct ask *ask, const struct hl_header *header, size_t *columns,
	struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < ask->by_len && status == HL_OK; i++)
		status = hl_lead_ask(header, ask->options.map, ask->by[i], &columns[i], err);
	return status;
}

void ask_group(
	const struct ask *ask, const struct hl_row *row, const size_t *columns, struct hl_buf *to) {
	for (size_t i = 0; i < ask->by_len; i++) {
		struct hl_str cell = hl_cell_trimmed(row, columns[i]);

		if (i > 0)
			hl_buf_add_char(to, '/');
		hl_buf_add(to, cell.len ? cell : HL_STR("(none)"));
	}
}
