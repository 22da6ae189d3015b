/* columns.c - what is known of a column by its name, and by the cells that come first. */
#include "sheet.h"

#include "hl/unicode.h"

#include <string.h>

/* Canonical names of keys and of what else is text that may look like a number. */
static const char *const keys[] = { "account_id", "person_id", "lead_id", "event_id", "ref",
	"phone", "cell", "work_phone", "email", "zip", "name", "first_name", "last_name", "client",
	"state", "address", "city", "tz", "collector" };
static const char *const amounts[] = { "balance", "assigned_amount", "collected_amount", "amount" };

/* --- by name --- */

static bool holds(struct hl_str name, const char *word) {
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= name.len; i++)
		if (hl_str_same((struct hl_str){ name.at + i, len }, (struct hl_str){ word, len }))
			return true;
	return false;
}

/* "id", "client_id", "client id", "clientId", but not "paid". */
static bool ends_in_id(struct hl_str name) {
	const char *end = name.at + name.len;

	if (!hl_str_ends(name, HL_STR("id")))
		return false;
	if (name.len == 2 || (!hl_is_letter(end[-3]) && !hl_is_digit(end[-3])))
		return true;
	return end[-2] == 'I' && end[-3] >= 'a' && end[-3] <= 'z';
}

static bool is_key_name(struct hl_str name) {
	static const char *const words[] = { "phone", "mobile", "fax", "postcode", "zipcode",
		"iban", "ssn" };

	for (size_t i = 0; i < HL_LEN(words); i++)
		if (holds(name, words[i]))
			return true;
	return ends_in_id(name);
}

/*
 * The exported columns that are the canonical one called @name. Which of two it is need not be
 * known here: nothing but the look of cells depends on it.
 */
static void mark(struct hl_export_options *options, struct sheet_columns *columns, const char *name,
	size_t flag) {
	const struct hl_header *header = options->table->header;
	struct hl_error unused = { 0 };
	size_t column;

	if (hl_lead_at(header, options->map, hl_str_of(name), &column, &unused) != HL_OK)
		return;
	for (size_t i = 0; i < columns->len; i++)
		if (column != HL_NO_COLUMN && columns->at[i].column == column)
			*(bool *)((char *)&columns->at[i] + flag) = true;
}

enum hl_status sheet_columns_bind(
	struct hl_export_options *options, size_t most, const char *what, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct sheet_columns *columns = hl_new(&table->arena, struct sheet_columns);

	if (table->len > most) {
		(void)hl_fail(err, HL_EDATA,
			"%zu columns, and %s has room for %zu: choose with --columns", table->len,
			what, most);
		return hl_row_fail(&table->header->row, table->header, HL_NO_COLUMN, HL_EDATA, err);
	}
	columns->len = table->len;
	columns->at = hl_new_array(&table->arena, struct sheet_column, table->len);
	for (size_t i = 0; i < table->len; i++)
		columns->at[i] = (struct sheet_column){ .name = table->names[i],
			.column = table->columns[i],
			.is_key = is_key_name(table->names[i]) };
	for (size_t i = 0; i < HL_LEN(keys); i++)
		mark(options, columns, keys[i], offsetof(struct sheet_column, is_key));
	for (size_t i = 0; i < HL_LEN(amounts); i++)
		mark(options, columns, amounts[i], offsetof(struct sheet_column, is_money));
	mark(options, columns, "tier", offsetof(struct sheet_column, is_tier));
	options->bound = columns;
	return HL_OK;
}

/* --- by the first cells --- */

/* A thousand is 1,000 where it is money. */
static size_t width_of(const struct sheet_column *column, const struct sheet_cell *cell) {
	struct hl_str rest = { cell->text, cell->len };
	size_t most = 0;

	if (cell->kind == SHEET_NUMBER)
		return cell->len + (column->is_money ? cell->len / 3 + 2 : 0);
	while (rest.len > 0) {
		size_t width = hl_width_of(hl_str_cut(&rest, '\n'));

		most = width > most ? width : most;
	}
	return most;
}

void sheet_column_note(struct sheet_column *column, const struct sheet_cell *cell) {
	size_t width = width_of(column, cell);

	column->width = width > column->width ? width : column->width;
	column->has_text |= cell->kind == SHEET_TEXT;
	column->has_code |= cell->kind == SHEET_CODE;
	column->has_number |= cell->kind == SHEET_NUMBER;
	column->has_date |= cell->kind == SHEET_DATE || cell->kind == SHEET_TIME;
}
