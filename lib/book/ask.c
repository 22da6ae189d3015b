/* ask.c - what was asked of a table: which metrics, split by what. */
#include "parts.h"

/* --- metrics --- */

static enum hl_status no_metric(const struct ask *ask, struct hl_str name, struct hl_error *err) {
	struct hl_str names[32];
	const struct hl_str *nearest;
	char text[64];

	for (size_t i = 0; i < ask->metrics_len; i++)
		names[i] = hl_str_of(ask->metrics[i].name);
	nearest = hl_nearest(name, names, ask->metrics_len);
	hl_printable(name, text, sizeof(text));
	if (nearest)
		return hl_fail(err, HL_EUSAGE,
			"--metric: no metric of the set is called \"%s\"; did you mean %s?", text,
			nearest->at);
	return hl_fail(err, HL_EUSAGE,
		"--metric: no metric of the set is called \"%s\", see --set %s --list-metrics",
		text, ask->set);
}

static enum hl_status choose(struct ask *ask, struct hl_arena *arena, struct hl_error *err) {
	struct hl_str rest = ask->options.metrics;

	ask->chosen = hl_new_array(arena, bool, ask->metrics_len);
	for (size_t i = 0; i < ask->metrics_len; i++)
		ask->chosen[i] = rest.len == 0;
	while (rest.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&rest, ','));
		size_t i = 0;

		while (i < ask->metrics_len && !hl_str_eq(name, hl_str_of(ask->metrics[i].name)))
			i++;
		if (i == ask->metrics_len)
			return no_metric(ask, name, err);
		ask->chosen[i] = true;
	}
	return HL_OK;
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
