/* partial.c - hl-metrics --partial: what stands at the head of a partial. */
#include "heads.h"

/* --- tables as lines --- */

static const struct hl_dialect csv = { ',', false };

static void add_line(
	struct hl_partial *part, const char *kind, const char *name, struct hl_str text) {
	hl_partial_add(part, (struct hl_partial_line){ hl_str_of(kind), hl_str_of(name), text });
}

static void add_header(struct hl_partial *part, const char *role, const struct hl_header *header) {
	struct hl_buf text = { 0 };

	hl_put_cell(&text, csv, header->names[0], header->len == 1);
	for (size_t i = 1; i < header->len; i++)
		hl_put_more(&text, csv, header->names[i]);
	add_line(part, "table", role, hl_buf_str(&text));
	hl_buf_release(&text);
}

static size_t lines_in(struct hl_str text) {
	size_t lines = 1;

	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	return lines;
}

enum hl_status head_add_table(
	struct cmd_run *run, struct hl_partial *part, const char *role, struct hl_reader *reader) {
	struct hl_buf text = { 0 };
	size_t line = 2;
	enum hl_status status;
	struct hl_row row;

	add_header(part, role, hl_reader_header(reader));
	while ((status = hl_reader_next(reader, &row, &run->err)) == HL_OK) {
		for (; line < row.line; line++)
			add_line(part, "table", role, HL_STR(""));
		text.len = 0;
		hl_put_row(&text, csv, &row);
		add_line(part, "table", role, hl_buf_str(&text));
		line += lines_in(hl_buf_str(&text));
	}
	hl_buf_release(&text);
	return status == HL_END ? HL_OK : status;
}

bool head_is_of(const struct hl_partial_line *line, const char *role) {
	return hl_str_eq(line->kind, HL_STR("table")) && hl_str_eq(line->name, hl_str_of(role));
}

size_t head_next(const struct hl_partial *part, const char *role, size_t i) {
	while (i < part->len && !head_is_of(&part->head[i], role))
		i++;
	return i;
}

/* A reader of the lines of a table; NULL: the head has none. */
enum hl_status head_table(struct cmd_run *run, const struct hl_partial *part, const char *role,
	const char *name, struct hl_reader **reader) {
	struct hl_reader_options how = { .delim = ',',
		.mistakes = &run->mistakes,
		.rejects = run->rejects,
		.is_told = part->reader != NULL };
	const char **names = hl_new_array(&run->arena, const char *, 1);
	struct hl_buf text = { 0 };

	for (size_t i = 0; i < part->len; i++) {
		if (!head_is_of(&part->head[i], role))
			continue;
		hl_buf_add(&text, part->head[i].text);
		hl_buf_add_char(&text, '\n');
	}
	how.bytes = hl_str_keep(&run->arena, hl_buf_str(&text));
	hl_buf_release(&text);
	*names = name;
	return how.bytes.len ? hl_reader_open(reader, names, 1, &how, &run->err) : HL_OK;
}

/* --- --partial --- */

static void add_options(struct cmd_run *run, struct partial_options *options) {
	struct hl_partial *head = &options->head;
	struct hl_arena *arena = &options->arena;

	for (size_t i = 0; i < run->cmd->opts_len; i++)
		if (head_tells(&run->cmd->opts[i]))
			add_line(head, "option", run->cmd->opts[i].name,
				head_value(&run->cmd->opts[i], arena));
	add_line(head, "option", "as-of", head_number((int64_t)run->as_of, arena));
	add_line(head, "option", "tz", hl_str_of(run->tz));
	add_line(head, "option", "map", head_join(&run->std->map, arena));
	add_line(head, "option", "out-delim", (struct hl_str){ &run->dialect.delim, 1 });
}

/* It is read into @part, and another one of the same rows takes its place. */
static enum hl_status embed(
	struct cmd_run *run, struct hl_partial *part, const char *role, struct hl_reader **reader) {
	const char *name;
	enum hl_status status;

	if (!*reader)
		return HL_OK;
	name = hl_reader_header(*reader)->row.file;
	status = head_add_table(run, part, role, *reader);
	if (status != HL_OK)
		return status;
	hl_reader_close(*reader);
	*reader = NULL;
	return head_table(run, part, role, name, reader);
}

enum hl_status partial_define(
	struct cmd_run *run, struct partial_options *options, struct hl_reader **reader) {
	options->define.arena = &options->arena;
	return embed(run, &options->define, "define", reader);
}

/* What a head that is there already has of it; the options, or a table. */
static bool copy(struct hl_partial *to, const struct hl_partial *from, const char *role) {
	size_t before = to->len;

	for (size_t i = 0; i < from->len; i++)
		if (role ? head_is_of(&from->head[i], role)
			 : hl_str_eq(from->head[i].kind, HL_STR("option")))
			hl_partial_add(to, from->head[i]);
	return to->len > before;
}

/* In the order of head_roles. */
static enum hl_status add_tables(struct cmd_run *run, struct partial_options *options,
	const struct hl_partial *from, struct hl_meter_tables *tables) {
	struct hl_reader *none = NULL;
	struct hl_reader **const readers[] = { &none, &tables->roster, &tables->leads, &none,
		&tables->holidays, &tables->suppressed };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < head_roles_len && status == HL_OK; i++)
		if (!copy(&options->head, from, head_roles[i]))
			status = embed(run, &options->head, head_roles[i], readers[i]);
	return status;
}

enum hl_status partial_start(
	struct cmd_run *run, struct partial_options *options, struct hl_meter_tables *tables) {
	enum hl_status status = HL_OK;

	options->head.arena = &options->arena;
	tables->head = &options->head;
	if (options->merge) {
		(void)copy(&options->head, &options->parts[0], NULL);
		status = add_tables(run, options, &options->parts[0], tables);
	} else {
		add_options(run, options);
		add_header(&options->head, "log", hl_reader_header(tables->log));
		status = add_tables(run, options, &options->define, tables);
	}
	if (status == HL_OK)
		status = cmd_output(run);
	tables->partial = run->out;
	return status;
}
