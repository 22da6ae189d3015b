/* table.c - which columns go out, and what they are called there. */
#include "mask.h"

#include <stdlib.h>

/* The columns of one "a,b,c"; a text that is the name of a column as a whole is that column. */
static enum hl_status add_columns(struct hl_export_table *table,
	const struct hl_export_choice *choice, struct hl_str list, size_t *columns,
	struct hl_error *err) {
	struct hl_str rest = list;
	enum hl_status status = HL_OK;

	if (hl_header_at(table->header, list) != HL_NO_COLUMN)
		return hl_lead_ask(table->header, choice->map, list, &columns[table->len++], err);
	do
		status = hl_lead_ask(table->header, choice->map, hl_str_cut(&rest, ','),
			&columns[table->len++], err);
	while (status == HL_OK && rest.len > 0);
	return status;
}

static size_t count_commas(const struct hl_export_choice *choice) {
	size_t commas = 0;

	for (size_t i = 0; i < choice->columns_len; i++)
		for (const char *at = choice->columns[i]; *at; at++)
			commas += *at == ',';
	return commas;
}

static enum hl_status choose(struct hl_export_table *table, const struct hl_export_choice *choice,
	struct hl_error *err) {
	size_t room = choice->columns_len ? choice->columns_len + count_commas(choice)
					  : table->header->len;
	size_t *columns = hl_new_array(&table->arena, size_t, room);
	enum hl_status status = HL_OK;

	table->columns = columns;
	table->is_asked = choice->columns_len > 0;
	for (size_t i = 0; i < choice->columns_len && status == HL_OK; i++)
		status = add_columns(table, choice, hl_str_of(choice->columns[i]), columns, err);
	for (size_t i = 0; choice->columns_len == 0 && i < table->header->len; i++)
		if (hl_export_is_out(table, i))
			columns[table->len++] = i;
	table->is_whole = status == HL_OK && table->len == table->header->len && !table->preset;
	for (size_t i = 0; table->is_whole && i < table->len; i++)
		table->is_whole = columns[i] == i;
	return status;
}

/* Columns that were asked for and that the mask holds back, all of them. */
static enum hl_status check_out(const struct hl_export_table *table, struct hl_error *err) {
	struct hl_buf kept = { 0 };
	enum hl_status status = HL_OK;
	char shown[200];

	for (size_t i = 0; i < table->len; i++) {
		if (hl_export_is_out(table, table->columns[i]))
			continue;
		hl_buf_add(&kept, kept.len ? HL_STR(", ") : HL_STR(""));
		hl_buf_add(&kept, table->header->names[table->columns[i]]);
	}
	hl_printable(hl_buf_str(&kept), shown, sizeof(shown));
	if (kept.len > 0)
		status = hl_fail(err, HL_EUSAGE, "--columns: --mask %s holds back %s",
			table->preset->name, shown);
	hl_buf_release(&kept);
	return status;
}

/* What is wrong with a --rename, and the name it is wrong with. */
static enum hl_status refuse_name(const char *what, struct hl_str name, struct hl_error *err) {
	char shown[64];

	hl_printable(name, shown, sizeof(shown));
	return hl_fail(err, HL_EUSAGE, "--rename: %s %s", what, shown);
}

/* "a=A" */
static enum hl_status rename_column(struct hl_export_table *table,
	const struct hl_export_choice *choice, const char *pair, struct hl_error *err) {
	struct hl_str to = hl_str_of(pair);
	struct hl_str from = hl_str_cut(&to, '=');
	size_t column;
	size_t hits = 0;
	enum hl_status status;

	if (to.len == 0)
		return refuse_name("OLD=NEW, not", hl_str_of(pair), err);
	status = hl_lead_ask(table->header, choice->map, from, &column, err);
	for (size_t i = 0; status == HL_OK && i < table->len; i++) {
		if (table->columns[i] != column)
			continue;
		table->names[i] = hl_str_keep(&table->arena, to);
		hits++;
	}
	if (status == HL_OK && hits == 0)
		return refuse_name("not among --columns:", from, err);
	table->is_renamed = true;
	return status;
}

static bool is_new_name(const struct hl_export_table *table, size_t place) {
	return !hl_str_eq(table->names[place], table->header->names[table->columns[place]]);
}

/* A new name that another column has would make two of one. */
static enum hl_status check_names(const struct hl_export_table *table, struct hl_error *err) {
	struct hl_keys *names = hl_keys_new();
	size_t *place_of = hl_claim(table->len, sizeof(*place_of)); /* of a name */
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < table->len && status == HL_OK; i++) {
		size_t known = hl_keys_len(names);
		size_t key = hl_keys_add(names, table->names[i]);
		size_t first = key == known ? i : place_of[key];

		place_of[key] = first;
		if (table->columns[first] != table->columns[i] &&
			(is_new_name(table, first) || is_new_name(table, i)))
			status = refuse_name("two columns would be called", table->names[i], err);
	}
	free(place_of);
	hl_keys_free(names);
	return status;
}

enum hl_status hl_export_table_init(struct hl_export_table *table, const struct hl_header *header,
	const struct hl_export_choice *choice, struct hl_error *err) {
	enum hl_status status;

	*table = (struct hl_export_table){
		.header = header, .preset = choice->preset, .with = choice->with
	};
	status = hl_export_mask_bind(table, choice->map, err);
	if (status == HL_OK)
		status = hl_export_small_bind(table, choice, err);
	if (status == HL_OK)
		status = choose(table, choice, err);
	if (status == HL_OK)
		status = check_out(table, err);
	if (status != HL_OK)
		return status;
	table->names = hl_new_array(&table->arena, struct hl_str, table->len);
	for (size_t i = 0; i < table->len; i++)
		table->names[i] = header->names[table->columns[i]];
	for (size_t i = 0; i < choice->renames_len && status == HL_OK; i++)
		status = rename_column(table, choice, choice->renames[i], err);
	if (status == HL_OK && table->is_renamed)
		status = check_names(table, err);
	return status;
}

void hl_export_table_release(struct hl_export_table *table) {
	hl_arena_release(&table->arena);
}
