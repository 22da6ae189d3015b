/*
 * vicidial.c - leads for the list loader of VICIdial, whose phone may be called.
 *
 * The layout is "standard" of bin/VICIDIAL_IN_new_leads_file.pl (its --help and its parser, version
 * 110424-0948, in github.com/inktel/Vicidial): fields with tabs between them, without a header. Its
 * first 23 fields are those of the web loader's standard layout, too (admin_listloader_*_gen.php,
 * version 2.14, row[0] to row[22]); behind them the one has how often a lead was called, the other
 * a rank, so nothing stands there. Lengths are those of the table vicidial_list
 * (extras/MySQL_AST_CREATE_tables.sql). The loaders take a bar, or a comma between two quotes, for
 * the end of a field, drop ' " ` \ ; and put the rest into SQL.
 */
#include "dialer.h"

#include "hl/unicode.h"

#include <string.h>

/* Fields in their order: how long, and what the leads may call them; NULL: made here, or blank. */
enum {
	VENDOR_LEAD_CODE,
	PHONE_CODE = 3,
	PHONE_NUMBER,
	FIRST_NAME = 6,
	LAST_NAME = 8,
	ALT_PHONE = 19,
	EMAIL,
	COMMENTS = 22,
	FIELDS
};

static const struct {
	const char *column;
	size_t room;
} fields[FIELDS] = {
	{ "account_id", 20 },
	{ "source_id", 50 },
	{ "list_id", 14 },
	{ NULL, 10 },
	{ NULL, 18 },
	{ "title", 4 },
	{ "first_name", 30 },
	{ "middle_initial", 1 },
	{ "last_name", 30 },
	{ "address", 100 },
	{ "address2", 100 },
	{ "address3", 100 },
	{ "city", 50 },
	{ "state", 2 },
	{ "province", 50 },
	{ "zip", 10 },
	{ "country", 3 },
	{ NULL, 1 },  /* gender: nothing is called by it */
	{ NULL, 10 }, /* date of birth: the same */
	{ NULL, 12 },
	{ "email", 70 },
	{ NULL, 100 }, /* security phrase */
	{ "why", 255 },
};

struct bound {
	struct hl_contact_columns contact;
	size_t at[FIELDS]; /* of the input, or HL_NO_COLUMN */
};

static enum hl_status vicidial_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct bound *bound = hl_new(&table->arena, struct bound);
	enum hl_status status = dialer_bind(options, &bound->contact, true, err);

	options->bound = bound;
	for (size_t i = 0; i < FIELDS && status == HL_OK; i++) {
		struct hl_str name = hl_str_of(fields[i].column);

		bound->at[i] = HL_NO_COLUMN;
		if (i == VENDOR_LEAD_CODE)
			status =
				hl_lead_find(table->header, options->map, name, &bound->at[i], err);
		else if (fields[i].column)
			status = hl_lead_at(table->header, options->map, name, &bound->at[i], err);
	}
	if (status == HL_OK && bound->at[FIRST_NAME] == HL_NO_COLUMN &&
		bound->at[LAST_NAME] == HL_NO_COLUMN)
		status = hl_lead_at(
			table->header, options->map, HL_STR("name"), &bound->at[LAST_NAME], err);
	return status;
}

/* --- fields --- */

/* Ends of fields to one of the loaders, or of a text in their SQL. */
static bool is_structure(uint32_t point) {
	return hl_utf8_is_control(point) || (point < 0x80 && strchr("|\"\\`;", (int)point));
}

/*
 * Ten digits as North America has them are behind a 1: where the code is missing the web loader
 * takes that, but the other one would look up no zone, and hours would be those of Greenwich.
 */
static struct hl_str code_of(const struct hl_phone *phone) {
	const char *digits = phone->digits;

	if (phone->country == 0 && phone->len == 10 && digits[0] >= '2' && digits[3] >= '2')
		return HL_STR("1");
	return (struct hl_str){ phone->digits, phone->country };
}

/* The other number: only as a whole, and where its country is that of the first. */
static void put_other(struct hl_export *doc, const struct hl_phone *phones, size_t len) {
	struct hl_str number = len > 1 ? hl_phone_national(&phones[1]) : HL_STR("");

	if (len > 1 && number.len <= fields[ALT_PHONE].room &&
		hl_str_eq(code_of(&phones[0]), code_of(&phones[1])))
		hl_put_str(doc, number);
}

static void put_fields(struct hl_export *doc, const struct hl_row *row,
	const struct hl_phone *phones, size_t phones_len) {
	const struct bound *bound = doc->options->bound;
	bool may_mail = hl_contact_has(&bound->contact, row, HL_STR("email"));

	for (size_t i = 0; i < FIELDS; i++) {
		if (i > 0)
			hl_buf_add_char(&doc->out, '\t');
		if (i == PHONE_CODE)
			hl_put_str(doc, code_of(&phones[0]));
		else if (i == PHONE_NUMBER)
			hl_put_str(doc, hl_phone_national(&phones[0]));
		else if (i == ALT_PHONE)
			put_other(doc, phones, phones_len);
		else if (i != EMAIL || may_mail)
			dialer_put(doc, hl_cell_trimmed(row, bound->at[i]),
				&(struct dialer_field){ fields[i].room, is_structure, 0 });
	}
	hl_buf_add_char(&doc->out, '\n');
}

/* A key that was cut, or that lost a character, would come back as somebody else's. */
static enum hl_status check_key(
	const struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	size_t column = bound->at[VENDOR_LEAD_CODE];
	struct hl_str key = hl_cell_trimmed(row, column);
	bool is_good = key.len > 0 && dialer_chars(key) <= fields[VENDOR_LEAD_CODE].room;

	for (size_t i = 0; i < key.len && is_good;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(key, i, &point);

		is_good = len > 0 && !is_structure(point) && point != '\'';
		i += len;
	}
	if (is_good)
		return HL_OK;
	(void)hl_fail_value(err, key,
		"VICIdial needs a key of 1 to 20 characters, none of them | \" ' \\ ` ; or a "
		"line end");
	return hl_row_fail(row, doc->table->header, column, HL_EDATA, err);
}

static enum hl_status vicidial_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct hl_phone phones[HL_CONTACT_NUMBERS];
	size_t len = 0;
	enum hl_status status = dialer_pass(doc, &bound->contact, row);

	if (status == HL_OK)
		len = dialer_numbers(doc, &bound->contact, row, phones);
	if (status == HL_OK && len == 0)
		return HL_END;
	if (status == HL_OK)
		status = check_key(doc, row, err);
	if (status == HL_OK)
		put_fields(doc, row, phones, len);
	return status;
}

const struct hl_format hl_vicidial = {
	.name = "vicidial",
	.suffix = ".txt",
	.is_fixed = true,
	.help = "leads that may be called, for VICIdial's list loader",
	.begin = hl_format_end_plain,
	.row = vicidial_row,
	.end = hl_format_end_plain,
	.bind = vicidial_bind,
	.is_by_row = true,
	.is_strict = true,
};
