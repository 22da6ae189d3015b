/*
 * genesys.c - a contact list for Genesys Cloud: leads whose phone may be called.
 *
 * As help.mypurecloud.com/articles/csv-files and .../create-new-contact-list have it: CSV in
 * UTF-8, a header with unique names of at most 128 characters and no backslash, at most 50
 * columns of at most 512 characters, a million contacts, a record a line, quotes round whatever
 * holds a blank or a comma, a number with nothing but its digits and, where it has the code of its
 * country, a plus.
 */
#include "dialer.h"

#include "hl/unicode.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 50, NAME_MAX_CHARS = 128, CELL_MAX_CHARS = 512, CONTACTS_MAX = 1000000 };

struct bound {
	struct hl_contact_columns contact;
	size_t key; /* of the input */
};

/* --- the header --- */

/* No line end, nor anything like it. */
static bool is_plain(struct hl_str text) {
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
			return false;
	return true;
}

/* What is wrong with a name, or NULL. */
static const char *wrong_name(const struct hl_export_table *table, size_t place) {
	struct hl_str name = table->names[place];

	if (hl_str_trim(name).len == 0)
		return "no name";
	if (dialer_chars(name) > NAME_MAX_CHARS)
		return "more than 128 characters";
	if (!is_plain(name) || (name.len && memchr(name.at, '\\', name.len)))
		return "a special character";
	for (size_t i = 0; i < place; i++)
		if (hl_str_same(name, table->names[i]))
			return "the name of another column";
	return NULL;
}

/* All that is wrong with them, in one line. */
static enum hl_status check_names(const struct hl_export_table *table, struct hl_error *err) {
	char all[300] = "";
	size_t used = 0;

	for (size_t i = 0; i < table->len; i++) {
		const char *wrong = wrong_name(table, i);
		char shown[40];

		if (!wrong || used + 100 > sizeof(all))
			continue;
		hl_printable(table->names[i], shown, sizeof(shown));
		used += (size_t)snprintf(all + used, sizeof(all) - used, "%scolumn %zu (%s) has %s",
			used ? "; " : "", i + 1, shown, wrong);
	}
	return used ? hl_fail(err, HL_EUSAGE,
			      "Genesys Cloud takes no such header: %s; see --rename and --columns",
			      all)
		    : HL_OK;
}

static bool is_exported(const struct hl_export_table *table, size_t column) {
	for (size_t i = 0; i < table->len; i++)
		if (column != HL_NO_COLUMN && table->columns[i] == column)
			return true;
	return false;
}

static enum hl_status check_columns(
	const struct hl_export_table *table, const struct bound *bound, struct hl_error *err) {
	if (table->len > COLUMNS_MAX)
		return hl_fail(err, HL_EUSAGE,
			"Genesys Cloud takes 50 columns, not %zu: choose with --columns",
			table->len);
	if (!is_exported(table, bound->key))
		return hl_fail(err, HL_EUSAGE,
			"--columns without account_id: Genesys Cloud needs a key of each contact");
	if (!is_exported(table, bound->contact.numbers[0]) &&
		!is_exported(table, bound->contact.numbers[1]))
		return hl_fail(err, HL_EUSAGE,
			"--columns without phone or cell: Genesys Cloud needs one to call");
	return check_names(table, err);
}

static enum hl_status genesys_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct bound *bound = hl_new(&table->arena, struct bound);
	enum hl_status status = dialer_bind(options, &bound->contact, false, err);

	options->bound = bound;
	if (status == HL_OK)
		status = hl_lead_find(
			table->header, options->map, HL_STR("account_id"), &bound->key, err);
	return status == HL_OK ? check_columns(table, bound, err) : status;
}

/* --- cells --- */

static bool is_structure(uint32_t point) {
	return hl_utf8_is_control(point) || point == 0x2028 || point == 0x2029;
}

/* In quotes, always. */
static void put_cell(struct hl_export *doc, struct hl_str cell, size_t room) {
	const struct dialer_field field = { room, is_structure, '"' };

	hl_buf_add_char(&doc->out, '"');
	dialer_put(doc, cell, &field);
	hl_buf_add_char(&doc->out, '"');
}

static void put_phone(struct hl_export *doc, struct hl_str cell) {
	struct hl_phone phone;

	/* What is no number is none: the list has nothing to call by it. */
	hl_buf_add_char(&doc->out, '"');
	if (hl_phone_read(cell, &phone)) {
		hl_put(doc, phone.country ? "+" : "");
		hl_put(doc, phone.digits);
	}
	hl_buf_add_char(&doc->out, '"');
}

static bool is_number(const struct hl_contact_columns *contact, size_t column) {
	for (size_t i = 0; i < HL_CONTACT_NUMBERS; i++)
		if (contact->numbers[i] == column)
			return true;
	return false;
}

static enum hl_status genesys_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++) {
		hl_put(doc, i ? "," : "");
		put_cell(doc, doc->table->names[i], NAME_MAX_CHARS);
	}
	hl_put(doc, "\r\n");
	return HL_OK;
}

static enum hl_status check_key(
	const struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct hl_str key = hl_cell_trimmed(row, bound->key);
	const char *wrong = key.len == 0 ? "blank: Genesys Cloud needs a key of each contact"
			    : dialer_chars(key) > CELL_MAX_CHARS
				    ? "Genesys Cloud keeps 512 characters of a key"
			    : is_plain(key) ? NULL
					    : "a line end, or a character like it, in a key";

	if (!wrong)
		return HL_OK;
	(void)hl_fail_value(err, key, wrong);
	return hl_row_fail(row, doc->table->header, bound->key, HL_EDATA, err);
}

static enum hl_status genesys_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct hl_phone phones[HL_CONTACT_NUMBERS];
	enum hl_status status = dialer_pass(doc, &bound->contact, row);

	if (status == HL_OK && dialer_numbers(doc, &bound->contact, row, phones) == 0)
		return HL_END;
	if (status == HL_OK)
		status = check_key(doc, row, err);
	for (size_t i = 0; i < doc->table->len && status == HL_OK; i++) {
		struct hl_str cell = hl_export_cell(doc, row, i);

		hl_put(doc, i ? "," : "");
		if (is_number(&bound->contact, doc->table->columns[i]))
			put_phone(doc, hl_str_trim(cell));
		else
			put_cell(doc, cell, CELL_MAX_CHARS);
	}
	if (status == HL_OK)
		hl_put(doc, "\r\n");
	return status;
}

static enum hl_status genesys_end(struct hl_export *doc, struct hl_error *err) {
	if (doc->counts.rows > CONTACTS_MAX)
		return hl_fail(err, HL_EDATA,
			"%zu contacts, and Genesys Cloud takes a million: see --split-by, and "
			"-n of hl-rank",
			doc->counts.rows);
	return HL_OK;
}

const struct hl_format hl_genesys = {
	.name = "genesys",
	.suffix = ".csv",
	.help = "leads that may be called, for a contact list of Genesys Cloud",
	.begin = genesys_begin,
	.row = genesys_row,
	.end = genesys_end,
	.bind = genesys_bind,
	.is_by_row = true,
	.is_strict = true,
};
