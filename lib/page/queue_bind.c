/* queue_bind.c - the columns that have a place of their own on a card. */
#include "queue.h"

#include <stddef.h>
#include <string.h>

enum { NAME_ROOM = 64 };

#define COLUMN(name, member)                                                                       \
	{ name, offsetof(struct queue_columns, member) }

/* Names of data.md; of two that fill one place the first that is there is taken. */
static const struct {
	const char *name;
	size_t at;
} known[] = {
	COLUMN("score", score),
	COLUMN("tier", tier),
	COLUMN("why", why),
	COLUMN("account_id", key),
	COLUMN("lead_id", key),
	COLUMN("name", name),
	COLUMN("first_name", first_name),
	COLUMN("last_name", last_name),
	COLUMN("balance", balance),
	COLUMN("client", client),
	COLUMN("phone", phone),
	COLUMN("cell", cell),
	COLUMN("email", email),
	COLUMN("channels", channels),
	COLUMN("gate_status", status), /* as hl-gate calls it where there is a status already */
	COLUMN("status", status),
	COLUMN("reasons", reasons),
	COLUMN("calls_left", calls_left),
	COLUMN("call_from", call_from),
	COLUMN("call_to", call_to),
	COLUMN("next_ok", next_ok),
	COLUMN("last_worked", last_worked),
	COLUMN("next_step", next_step),
};

/* Where among the exported columns that of the input stands. */
static size_t place_of(const struct hl_export_table *table, size_t column) {
	for (size_t i = 0; i < table->len; i++)
		if (table->columns[i] == column)
			return i;
	return HL_NO_COLUMN;
}

/* What hl-gate says of the row. */
static enum hl_status bind_gate(const struct hl_export_table *table,
	const struct hl_column_map *map, struct queue_columns *columns, struct hl_error *err) {
	const struct hl_lead_column bound[] = {
		{ "channels", false, &columns->own_channels },
		{ "gate_status", false, &columns->own_status },
		{ "calls_left", false, &columns->own_left },
	};
	enum hl_status status = hl_lead_bind(table->header, map, bound, HL_LEN(bound), err);

	if (status == HL_OK && columns->own_status == HL_NO_COLUMN)
		status =
			hl_lead_at(table->header, map, HL_STR("status"), &columns->own_status, err);
	columns->is_hidden = columns->own_channels != HL_NO_COLUMN &&
			     !hl_export_is_out(table, columns->own_channels);
	return status;
}

/* What other tables know the row by. */
static enum hl_status bind_own(const struct hl_header *header, const struct hl_column_map *map,
	struct queue_columns *columns, struct hl_error *err) {
	enum hl_status status =
		hl_lead_at(header, map, HL_STR("account_id"), &columns->account, err);

	if (status == HL_OK && columns->account == HL_NO_COLUMN)
		status = hl_lead_at(header, map, HL_STR("lead_id"), &columns->account, err);
	if (status == HL_OK)
		status = hl_lead_at(header, map, HL_STR("collector"), &columns->collector, err);
	return status;
}

/* --- who is who --- */

/* Is it one of the words of a column's name, such as "Prospect ID"? */
static bool has_word(struct hl_str name, struct hl_str word) {
	while (name.len > 0) {
		size_t len = 0;

		while (len < name.len && !strchr(" _-./()#", name.at[len]))
			len++;
		if (hl_str_same((struct hl_str){ name.at, len }, word))
			return true;
		len += len < name.len;
		name = (struct hl_str){ name.at + len, name.len - len };
	}
	return false;
}

/* The column that most likely is the key: the first one that is called so; "COLUMN": none is. */
static struct hl_str likely_key(const struct hl_header *header) {
	const struct hl_str words[] = { HL_STR("id"), HL_STR("key"), HL_STR("number") };

	for (size_t word = 0; word < HL_LEN(words); word++)
		for (size_t i = 0; i < header->len; i++)
			if (has_word(header->names[i], words[word]))
				return header->names[i];
	return HL_STR("COLUMN");
}

/* Cards that nobody can tell apart, or find in another system, are of no use. */
static enum hl_status fail_nobody(const struct hl_header *header, struct hl_error *err) {
	char shown[NAME_ROOM];

	hl_printable(likely_key(header), shown, sizeof(shown));
	*err = (struct hl_error){ .file = header->row.file, .line = header->row.line };
	return hl_fail(err, HL_EDATA,
		"no column is account_id, lead_id or name, by which a queue knows its accounts: "
		"say "
		"--map account_id=\"%s\"",
		shown);
}

/* Of the input: what is left out of the page on purpose is there. */
static enum hl_status check_names(
	const struct hl_header *header, const struct hl_column_map *map, struct hl_error *err) {
	static const char *const names[] = { "account_id", "lead_id", "name", "first_name",
		"last_name" };

	for (size_t i = 0; i < HL_LEN(names); i++) {
		size_t column;
		enum hl_status status = hl_lead_at(header, map, hl_str_of(names[i]), &column, err);

		if (status != HL_OK || column != HL_NO_COLUMN)
			return status;
	}
	return fail_nobody(header, err);
}

/* --- those without a place --- */

/* By its last word, or as one of the field's names: "last_pay_amount", "Original balance". */
static bool is_money(struct hl_str name) {
	return hl_lead_is(name, HL_STR("assigned_amount")) ||
	       hl_lead_is(name, HL_STR("collected_amount")) || has_word(name, HL_STR("amount")) ||
	       has_word(name, HL_STR("balance"));
}

/* What became of the row on its way here. */
static bool is_internal(struct hl_str name) {
	const struct hl_str names[] = { HL_STR("person_id"), HL_STR("client_priority"),
		HL_STR("gate_status"), HL_STR("assign_reason"), HL_STR("rule_id") };

	for (size_t i = 0; i < HL_LEN(names); i++)
		if (hl_str_same(name, names[i]))
			return true;
	return false;
}

static void find_kinds(struct hl_export_table *table, struct queue_columns *columns) {
	columns->kinds = hl_new_array(&table->arena, unsigned char, table->len + 1);
	for (size_t i = 0; i < table->len; i++) {
		struct hl_str name = table->header->names[table->columns[i]];
		bool is_amount = is_money(name) && hl_export_is_whole(table, table->columns[i]);

		columns->kinds[i] = is_internal(name) ? QUEUE_INTERNAL
				    : is_amount       ? QUEUE_MONEY
						      : QUEUE_TEXT;
	}
}

/* --- all of them --- */

enum hl_status hl_queue_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct queue_columns *columns = hl_new(&table->arena, struct queue_columns);
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < HL_LEN(known); i++)
		*(size_t *)((char *)columns + known[i].at) = HL_NO_COLUMN;
	status = check_names(table->header, options->map, err);
	for (size_t i = 0; i < HL_LEN(known) && status == HL_OK; i++) {
		size_t *place = (size_t *)((char *)columns + known[i].at);
		size_t column = HL_NO_COLUMN;

		if (*place != HL_NO_COLUMN)
			continue;
		status = hl_lead_at(
			table->header, options->map, hl_str_of(known[i].name), &column, err);
		if (status == HL_OK && column != HL_NO_COLUMN)
			*place = place_of(table, column);
	}
	columns->is_summed = columns->balance != HL_NO_COLUMN &&
			     hl_export_is_whole(table, table->columns[columns->balance]);
	find_kinds(table, columns);
	columns->run = hl_new(&table->arena, struct queue_run);
	options->bound = columns;
	columns->account = columns->collector = HL_NO_COLUMN;
	if (status == HL_OK)
		status = bind_gate(table, options->map, columns, err);
	if (status == HL_OK &&
		(options->beside || options->names || options->links || options->goal))
		status = bind_own(table->header, options->map, columns, err);
	return status;
}
