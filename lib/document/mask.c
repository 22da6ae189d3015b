/*
 * mask.c - what goes out of the house of whom: presets that list what may, and how much of it.
 *
 * A column that is not in the list does not go out: what nobody thought of stays in. Of flags
 * (bankrupt, deceased, vulnerable) none is there: the reason codes say what has to be known.
 */
#include "mask.h"

#include <string.h>

enum { NONE, COLLECTOR, CLIENT, ANALYST, PUBLIC, PRESETS };

const struct hl_preset hl_presets[] = {
	[NONE] = { "none", "everything as it is" },
	[COLLECTOR] = { "collector", "what is needed to work an account" },
	[CLIENT] = { "client", "what the creditor is told of its accounts" },
	[ANALYST] = { "analyst", "tokens, bands and areas, nobody by name" },
	[PUBLIC] = { "public", "bands of amounts, nothing else" },
};
const size_t hl_presets_len = HL_LEN(hl_presets);

#define WHOLE "as it is"

/* Under collector, client, analyst and public: as it is, a mask, or not at all. */
static const struct {
	const char *column;
	const char *as[PRESETS - 1];
} rules[] = {
	{ "account_id", { WHOLE, NULL, "token", NULL } },
	{ "person_id", { WHOLE, NULL, "token", NULL } },
	{ "client_ref", { WHOLE, WHOLE, NULL, NULL } },
	{ "name", { WHOLE, WHOLE, "initials", NULL } },
	{ "first_name", { WHOLE, WHOLE, "initials", NULL } },
	{ "last_name", { WHOLE, WHOLE, "initials", NULL } },
	{ "ssn", { NULL, "last4", NULL, NULL } },
	{ "ni_number", { NULL, "last4", NULL, NULL } },
	{ "dob", { "age", NULL, "age", NULL } },
	{ "phone", { WHOLE, "phone", NULL, NULL } },
	{ "cell", { WHOLE, "phone", NULL, NULL } },
	{ "work_phone", { WHOLE, "phone", NULL, NULL } },
	{ "email", { WHOLE, "email", NULL, NULL } },
	{ "city", { WHOLE, NULL, NULL, NULL } },
	{ "state", { WHOLE, NULL, NULL, NULL } },
	{ "zip", { NULL, WHOLE, "zip3", NULL } },
	{ "note", { "first60", NULL, NULL, NULL } },
	{ "notes", { "first60", NULL, NULL, NULL } },
	{ "comment", { "first60", NULL, NULL, NULL } },
	{ "comments", { "first60", NULL, NULL, NULL } },
	{ "balance", { WHOLE, WHOLE, "band", "band" } },
	{ "assigned_amount", { WHOLE, WHOLE, "band", "band" } },
	{ "collected_amount", { WHOLE, WHOLE, "band", "band" } },
	{ "amount", { WHOLE, WHOLE, "band", "band" } },
	{ "client", { WHOLE, WHOLE, WHOLE, NULL } },
	{ "placed_date", { WHOLE, WHOLE, WHOLE, NULL } },
	{ "last_pay_date", { WHOLE, WHOLE, WHOLE, NULL } },
	{ "reasons", { WHOLE, WHOLE, NULL, NULL } },
	{ "status", { WHOLE, WHOLE, NULL, NULL } },
	{ "gate_status", { WHOLE, WHOLE, NULL, NULL } },
	{ "next_ok", { WHOLE, WHOLE, NULL, NULL } },
	{ "due", { WHOLE, WHOLE, NULL, NULL } },
	{ "attempts", { WHOLE, WHOLE, WHOLE, NULL } },
	{ "last_worked", { WHOLE, WHOLE, NULL, NULL } },
	{ "score", { WHOLE, NULL, WHOLE, NULL } },
	{ "tier", { WHOLE, NULL, WHOLE, NULL } },
	{ "why", { WHOLE, NULL, NULL, NULL } },
	{ "channels", { WHOLE, NULL, NULL, NULL } },
	{ "calls_left", { WHOLE, NULL, NULL, NULL } },
	{ "call_from", { WHOLE, NULL, NULL, NULL } },
	{ "call_to", { WHOLE, NULL, NULL, NULL } },
	{ "callback", { WHOLE, NULL, NULL, NULL } },
	{ "list_id", { WHOLE, NULL, NULL, NULL } },
	{ "tz", { WHOLE, NULL, NULL, NULL } },
	{ "country", { WHOLE, NULL, NULL, NULL } },
	{ "language", { WHOLE, NULL, NULL, NULL } },
	{ "collector", { WHOLE, NULL, NULL, NULL } },
	{ "team", { WHOLE, NULL, NULL, NULL } },
};

enum hl_status hl_preset_find(
	struct hl_str name, const struct hl_preset **preset, struct hl_error *err) {
	char shown[40];

	for (size_t i = 0; i < PRESETS; i++) {
		*preset = i == NONE ? NULL : &hl_presets[i];
		if (hl_str_eq(name, hl_str_of(hl_presets[i].name)))
			return HL_OK;
	}
	hl_printable(name, shown, sizeof(shown));
	return hl_fail(err, HL_EUSAGE,
		"no mask is called %s; there are none, collector, client, analyst, public", shown);
}

/* --- the columns of a table --- */

/* Whose rules they are. */
struct binding {
	struct hl_export_table *table;
	struct hl_shown *shown;
	const struct hl_column_map *map;
};

/* What the preset says of a column of this canonical name: NULL holds it back. */
static const char *as_of(const struct hl_preset *preset, struct hl_str name) {
	for (size_t i = 0; i < HL_LEN(rules); i++)
		if (hl_str_eq(name, hl_str_of(rules[i].column)))
			return rules[i].as[preset - hl_presets - COLLECTOR];
	return NULL;
}

bool hl_preset_shows(const struct hl_preset *preset, struct hl_str column) {
	const char *as = preset ? as_of(preset, column) : WHOLE;

	return as && strcmp(as, WHOLE) == 0;
}

static enum hl_status bind_rule(
	const struct binding *binding, const char *name, struct hl_error *err) {
	const struct hl_export_table *table = binding->table;
	const char *as = as_of(table->preset, hl_str_of(name));
	struct hl_shown *shown;
	size_t column;
	enum hl_status status =
		hl_lead_at(table->header, binding->map, hl_str_of(name), &column, err);

	if (status != HL_OK || column == HL_NO_COLUMN || !as)
		return status;
	shown = &binding->shown[column];
	*shown = (struct hl_shown){
		.is_out = true, .name = name, .mask = hl_mask_find(hl_str_of(as))
	};
	if (shown->mask && shown->mask->needs_key && table->with.key.len == 0)
		return hl_fail(err, HL_EUSAGE, "--mask %s makes tokens: it needs --mask-key FILE",
			table->preset->name);
	return HL_OK;
}

/*
 * A column that goes out is called @name, too: by its header, or by --map. It goes out by neither
 * name unless both may, and as the one that says less.
 */
static enum hl_status also_called(
	const struct binding *binding, size_t column, struct hl_str name, struct hl_error *err) {
	const struct hl_export_table *table = binding->table;
	struct hl_shown *shown = &binding->shown[column];
	const char *as = as_of(table->preset, name);
	const struct hl_mask *mask = as ? hl_mask_find(hl_str_of(as)) : NULL;
	char header[64];
	char held[64];

	if (!shown->is_out || hl_str_eq(name, hl_str_of(shown->name)))
		return HL_OK;
	if (as && (!mask || !shown->mask || mask == shown->mask)) {
		shown->mask = mask ? mask : shown->mask;
		return HL_OK;
	}
	hl_printable(table->header->names[column], header, sizeof(header));
	hl_printable(name, held, sizeof(held));
	if (as)
		return hl_fail(err, HL_EUSAGE,
			"--map: the column %s is both %s and %s, and --mask %s shows them "
			"differently",
			header, shown->name, held, table->preset->name);
	return hl_fail(err, HL_EUSAGE,
		"--map: the column %s is both %s and %s, and --mask %s holds back %s", header,
		shown->name, held, table->preset->name, held);
}

/* The other names of columns: what the field calls them, whatever --map says, and the reverse. */
static enum hl_status bind_others(const struct binding *binding, struct hl_error *err) {
	const struct hl_header *header = binding->table->header;
	const struct hl_column_map map = { .pairs = binding->map->pairs, .len = binding->map->len };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < header->len; i++) {
		for (size_t k = 0; k < hl_aliases_len && status == HL_OK; k++)
			if (hl_lead_is(header->names[i], hl_str_of(hl_aliases[k].name)))
				status =
					also_called(binding, i, hl_str_of(hl_aliases[k].name), err);
		for (size_t k = 0; k < HL_LEN(rules) && status == HL_OK; k++)
			if (hl_lead_is(header->names[i], hl_str_of(rules[k].column)))
				status = also_called(binding, i, hl_str_of(rules[k].column), err);
	}
	for (size_t i = 0; i < map.len && status == HL_OK; i++) {
		struct hl_str rest = hl_str_of(map.pairs[i]);
		struct hl_str name = hl_str_cut(&rest, '=');
		size_t column;

		status = hl_lead_at(header, &map, name, &column, err);
		if (status == HL_OK && column != HL_NO_COLUMN)
			status = also_called(binding, column, name, err);
	}
	return status;
}

enum hl_status hl_export_mask_bind(
	struct hl_export_table *table, const struct hl_column_map *map, struct hl_error *err) {
	struct binding binding = { .table = table, .map = map };
	enum hl_status status = HL_OK;
	size_t out = 0;

	if (!table->preset)
		return HL_OK;
	binding.shown = hl_new_array(&table->arena, struct hl_shown, table->header->len);
	table->shown = binding.shown;
	for (size_t i = 0; i < HL_LEN(rules) && status == HL_OK; i++)
		status = bind_rule(&binding, rules[i].column, err);
	if (status == HL_OK && map && map->len > 0)
		status = bind_others(&binding, err);
	for (size_t i = 0; i < table->header->len; i++)
		out += binding.shown[i].is_out;
	if (status == HL_OK && out == 0)
		return hl_fail(err, HL_EUSAGE, "--mask %s leaves none of the columns",
			table->preset->name);
	return status;
}

bool hl_export_is_out(const struct hl_export_table *table, size_t column) {
	return column != HL_NO_COLUMN && (!table->shown || table->shown[column].is_out);
}

bool hl_export_is_whole(const struct hl_export_table *table, size_t column) {
	return hl_export_is_out(table, column) && (!table->shown || !table->shown[column].mask);
}

bool hl_export_is_written(const struct hl_export_table *table, size_t column) {
	bool is_there = false;

	for (size_t i = 0; i < table->len; i++)
		is_there |= table->columns[i] == column;
	return is_there && hl_export_is_whole(table, column);
}

/* --- the cells of a row --- */

void hl_export_show(const struct hl_export_table *table, const struct hl_row *row, size_t column,
	struct hl_buf *to) {
	struct hl_str cell = hl_cell(row, column);
	const struct hl_mask *mask;

	if (!hl_export_is_out(table, column))
		return;
	mask = table->shown ? table->shown[column].mask : NULL;
	/* A blank one stays blank. */
	if (!mask)
		hl_buf_add(to, cell);
	else if (hl_str_trim(cell).len > 0)
		mask->show(to, hl_str_trim(cell), &table->with);
}

/* The texts are told by where they end until no more are added: the buffer may move. */
const struct hl_row *hl_export_masked(
	struct hl_masked *masked, const struct hl_export_table *table, const struct hl_row *row) {
	size_t len = table->header->len;
	bool is_small = hl_export_is_small(table, row);
	size_t begun = 0;

	if (!is_small && !table->shown)
		return row;
	masked->small += is_small;
	masked->texts = hl_grow(masked->texts, &masked->cap, len, sizeof(*masked->texts));
	masked->bytes.len = 0;
	(void)hl_buf_room(&masked->bytes, 1);
	for (size_t i = 0; i < len; i++) {
		if (is_small)
			hl_export_show_small(table, row, i, &masked->bytes);
		else
			hl_export_show(table, row, i, &masked->bytes);
		masked->texts[i].len = masked->bytes.len - begun;
		begun = masked->bytes.len;
	}
	begun = 0;
	for (size_t i = 0; i < len; i++) {
		masked->texts[i].at = masked->bytes.at + begun;
		begun += masked->texts[i].len;
	}
	masked->row = (struct hl_row){ .file = row->file,
		.line = row->line,
		.len = len,
		.raw = { "", 0 },
		.eol = row->eol,
		.dialect = row->dialect,
		.texts = masked->texts };
	return &masked->row;
}
