/* rows.c - the tables of a model as one list of rows: what is included, and what replaces what. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

/* A table under way. */
struct table {
	const char *name; /* of its file, or of a shipped model; lives as long as the model */
	const char *file; /* the same for messages */
	char *identity;   /* one for each file, however it is called */
	bool is_open;     /* it is being read, or one that it includes */
	struct line *lines;
	size_t len, cap;
};

/* All of them, in the order in which they were met. */
struct tables {
	struct loader *loader;
	struct table **at;
	size_t len, cap;
};

/* --- one table --- */

struct columns {
	size_t part, rule, field, when, value;
};

static enum hl_status bind(
	const struct hl_header *header, struct columns *columns, struct hl_error *err) {
	const struct hl_lead_column wanted[] = {
		{ "part", true, &columns->part },
		{ "rule", true, &columns->rule },
		{ "field", true, &columns->field },
		{ "when", true, &columns->when },
		{ "value", true, &columns->value },
	};
	enum hl_status status = hl_lead_bind(header, NULL, wanted, HL_LEN(wanted), err);

	if (status != HL_OK)
		err->line = header->row.line;
	return status;
}

static struct hl_str cell(struct hl_model *model, const struct hl_row *row, size_t column) {
	return hl_str_keep(&model->arena, hl_cell_trimmed(row, column));
}

static enum hl_status read_rows(struct hl_model *model, struct table *table,
	struct hl_reader *reader, struct hl_error *err) {
	struct columns at;
	struct hl_row row;
	enum hl_status status = bind(hl_reader_header(reader), &at, err);

	if (status != HL_OK)
		return status;
	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		table->lines =
			hl_grow(table->lines, &table->cap, table->len + 1, sizeof(*table->lines));
		table->lines[table->len++] = (struct line){ .part = cell(model, &row, at.part),
			.rule = cell(model, &row, at.rule),
			.field = spelling_field(model, cell(model, &row, at.field)),
			.when = spelling_when(model, cell(model, &row, at.when)),
			.value = cell(model, &row, at.value),
			.file = table->file,
			.line = row.line };
	}
	/* Rows that were no rows are told already; what else is wrong with the table may be, too.
	 */
	return status == HL_END || (status == HL_EDATA && !err->text[0]) ? HL_OK : status;
}

/* What there is instead of a file that cannot be opened. */
static void list_shipped(struct hl_error *err) {
	struct hl_buf text = { 0 };

	hl_buf_addf(&text, "%s; the shipped models are", err->text);
	for (size_t i = 0; i < hl_shipped_models_len; i++)
		hl_buf_addf(&text, "%s %s", i ? "," : "", hl_shipped_models[i].name);
	(void)hl_fail(err, HL_ENOINPUT, "%.*s", (int)text.len, text.at);
	hl_buf_release(&text);
}

static const struct hl_shipped_model *shipped(const char *name) {
	for (size_t i = 0; i < hl_shipped_models_len; i++)
		if (strcmp(hl_shipped_models[i].name, name) == 0)
			return &hl_shipped_models[i];
	return NULL;
}

/* The shipped model of that name or, where there is none, the file. */
static enum hl_status open_table(const struct tables *tables, struct table *table,
	struct hl_reader **reader, struct hl_error *err) {
	struct hl_reader_options options = { .mistakes = tables->loader->mistakes,
		.comments = true,
		.listed = tables->loader->listed,
		.role = "model" };
	const struct hl_shipped_model *model = shipped(table->name);
	enum hl_status status;

	if (model)
		options.bytes = (struct hl_str){ model->text, *model->len };
	status = hl_reader_open(reader, &table->name, 1, &options, err);
	if (status == HL_ENOINPUT)
		list_shipped(err);
	if (status == HL_OK)
		table->file = hl_reader_header(*reader)->row.file; /* "-" has a better name */
	return status;
}

static enum hl_status read_table(
	const struct tables *tables, struct table *table, struct hl_error *err) {
	struct hl_reader *reader;
	enum hl_status status = open_table(tables, table, &reader, err);

	if (status == HL_OK)
		status = read_rows(tables->loader->model, table, reader, err);
	hl_reader_close(reader);
	return status;
}

/* --- what replaces what --- */

/* A setting is one whatever stands under field. */
static bool is_same(const struct line *a, const struct line *b) {
	if (!hl_str_eq(a->part, b->part) || !hl_str_eq(a->rule, b->rule))
		return false;
	return hl_str_eq(a->part, HL_STR("model")) ||
	       (hl_str_eq(a->field, b->field) && hl_str_eq(a->when, b->when));
}

static void drop_line(struct hl_model *model, size_t at) {
	model->lines_len--;
	memmove(&model->lines[at], &model->lines[at + 1],
		(model->lines_len - at) * sizeof(*model->lines));
}

/*
 * The row takes the place of the first one of another table that it replaces; the others go. *most
 * rows are of other tables, or stand in the place of such.
 */
static void put_line(struct hl_model *model, const struct line *line, size_t *most) {
	bool is_put = false;

	for (size_t i = 0; i < *most; i++) {
		if (model->lines[i].table == line->table || !is_same(&model->lines[i], line))
			continue;
		if (is_put) {
			drop_line(model, i--);
			(*most)--;
		} else {
			model->lines[i] = *line;
			is_put = true;
		}
	}
	if (is_put)
		return;
	model->lines = hl_grow(
		model->lines, &model->lines_cap, model->lines_len + 1, sizeof(*model->lines));
	model->lines[model->lines_len++] = *line;
}

static bool is_include(const struct line *line) {
	return hl_str_eq(line->part, HL_STR("model")) && hl_str_eq(line->rule, HL_STR("include"));
}

static void put_lines(struct hl_model *model, const struct table *table, size_t number) {
	size_t most = model->lines_len;

	for (size_t i = 0; i < table->len; i++) {
		table->lines[i].table = number;
		if (!is_include(&table->lines[i]))
			put_line(model, &table->lines[i], &most);
	}
}

/* --- includes --- */

static enum hl_status add_table(struct tables *tables, const char *name, struct hl_error *err);

/* A file lies beside the one that includes it, unless its path says otherwise. */
static const char *path_of(struct hl_model *model, const struct table *table, struct hl_str value) {
	const char *slash = strrchr(table->name, '/');
	size_t folder = slash && value.at[0] != '/' ? (size_t)(slash - table->name) + 1 : 0;
	struct hl_buf path = { 0 };
	const char *kept = load_text(model, value);

	if (folder > 0 && !shipped(kept)) {
		hl_buf_add(&path, (struct hl_str){ table->name, folder });
		hl_buf_add(&path, value);
		kept = load_text(model, hl_buf_str(&path));
		hl_buf_release(&path);
	}
	return kept;
}

static char *identity_of(const char *name) {
	char *path = shipped(name) ? NULL : realpath(name, NULL);

	return path ? path : strdup(name);
}

static const struct table *find_table(const struct tables *tables, const char *identity) {
	for (size_t i = 0; i < tables->len; i++)
		if (strcmp(tables->at[i]->identity, identity) == 0)
			return tables->at[i];
	return NULL;
}

/* What is wrong with an included table is a mistake of the model like others. */
static enum hl_status tell(struct loader *loader, enum hl_status status, struct hl_error *err) {
	loader->lacks_rows = true;
	if (status == HL_ENOINPUT)
		load_mistake(loader, 0, "value: %s: %s", err->file, err->text);
	else if (status == HL_EDATA)
		hl_mistakes_add(loader->mistakes, err);
	else
		return status;
	*err = (struct hl_error){ 0 };
	return HL_OK;
}

static enum hl_status include(struct tables *tables, const struct table *table,
	const struct line *line, struct hl_error *err) {
	struct loader *loader = tables->loader;
	const char *name;
	char *identity;
	const struct table *found;
	enum hl_status status = HL_OK;

	loader->line = line;
	if (line->value.len == 0 || hl_str_eq(line->value, HL_STR("-"))) {
		load_mistake(loader, 0, "value: name the file that is included");
		return HL_OK;
	}
	name = path_of(loader->model, table, line->value);
	identity = identity_of(name);
	found = find_table(tables, identity);
	free(identity);
	/* What two tables include is read once. */
	if (found && found->is_open)
		load_mistake(loader, 0, "value: %s would include itself", found->file);
	else if (!found)
		status = add_table(tables, name, err);
	loader->line = line;
	return status == HL_OK ? HL_OK : tell(loader, status, err);
}

static enum hl_status add_rows(struct tables *tables, size_t number, struct hl_error *err) {
	struct table *table = tables->at[number];
	enum hl_status status = read_table(tables, table, err);

	for (size_t i = 0; i < table->len && status == HL_OK; i++)
		if (is_include(&table->lines[i]))
			status = include(tables, table, &table->lines[i], err);
	if (status == HL_OK)
		put_lines(tables->loader->model, table, number);
	table->is_open = false;
	return status;
}

static enum hl_status add_table(struct tables *tables, const char *name, struct hl_error *err) {
	struct table *table = hl_claim(1, sizeof(*table));

	*table = (struct table){
		.name = name, .file = name, .identity = identity_of(name), .is_open = true
	};
	tables->at = hl_grow(tables->at, &tables->cap, tables->len + 1, sizeof(struct table *));
	tables->at[tables->len++] = table;
	return add_rows(tables, tables->len - 1, err);
}

enum hl_status rows_read(struct loader *loader, const char *name, struct hl_error *err) {
	struct hl_model *model = loader->model;
	struct tables tables = { .loader = loader };
	enum hl_status status = add_table(&tables, name, err);

	model->file = tables.at[0]->file;
	for (size_t i = 0; i < model->lines_len; i++)
		model->lines[i].number = i + 1;
	for (size_t i = 0; i < tables.len; i++) {
		free(tables.at[i]->identity);
		free(tables.at[i]->lines);
		free(tables.at[i]);
	}
	free(tables.at);
	loader->line = NULL;
	return status;
}
