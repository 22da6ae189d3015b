/*
 * dialer.c - what goes to machines that dial: leads that may be called, and nobody else.
 *
 * A lead that is left out is counted by its reason, and told.
 */
#include "dialer.h"

#include "hl/unicode.h"

enum hl_status dialer_bind(struct hl_export_options *options, struct hl_contact_columns *contact,
	bool is_fixed, struct hl_error *err) {
	const struct hl_export_table *table = options->table;
	enum hl_status status;

	if (is_fixed && (table->is_asked || table->is_renamed))
		return hl_fail(err, HL_EUSAGE,
			"the fields of a dialer are fixed: they go neither with --columns nor "
			"with --rename");
	status = hl_contact_bind(contact, table->header, options->map, true, err);
	for (size_t i = 0; i < 2 && status == HL_OK; i++)
		if (contact->numbers[i] != HL_NO_COLUMN &&
			!hl_export_is_whole(table, contact->numbers[i]))
			return hl_fail(err, HL_EUSAGE,
				"--mask %s hides numbers, and a dialer needs them",
				table->preset->name);
	if (status == HL_OK && contact->numbers[0] == HL_NO_COLUMN)
		contact->numbers[0] = contact->numbers[1];
	/* Neither of them: told as the one that most files have. */
	if (status == HL_OK && contact->numbers[0] == HL_NO_COLUMN)
		status = hl_lead_find(
			table->header, options->map, HL_STR("phone"), &contact->numbers[0], err);
	return status;
}

enum hl_status dialer_pass(
	struct hl_export *doc, const struct hl_contact_columns *contact, const struct hl_row *row) {
	switch (hl_contact_call_of(contact, row)) {
	case HL_CALL_OPEN:
		return HL_OK;
	case HL_CALL_UNCLEAR:
		doc->counts.unclear++;
		break;
	case HL_CALL_BARRED:
		doc->counts.barred++;
		break;
	}
	return HL_END;
}

size_t dialer_numbers(struct hl_export *doc, const struct hl_contact_columns *contact,
	const struct hl_row *row, struct hl_phone phones[HL_CONTACT_NUMBERS]) {
	struct hl_contact_columns own = *contact;
	size_t len;

	own.numbers[2] = HL_NO_COLUMN; /* nobody sends a machine to a place of work */
	len = hl_contact_numbers(&own, row, phones);
	doc->counts.numberless += len == 0;
	return len;
}

size_t dialer_chars(struct hl_str text) {
	size_t chars = 0;

	for (size_t i = 0; i < text.len; chars++) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(text, i, &point);

		i += len ? len : 1;
	}
	return chars;
}

void dialer_put(struct hl_export *doc, struct hl_str cell, const struct dialer_field *field) {
	size_t chars = 0;
	size_t i = 0;

	for (; i < cell.len && chars < field->room; chars++) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(cell, i, &point);

		if (len == 0) {
			hl_put_replacement(doc, &doc->counts.not_utf8);
		} else if (field->is_structure(point)) {
			hl_buf_add_char(&doc->out, ' ');
			doc->counts.blanked++;
		} else {
			if (len == 1 && field->doubled && cell.at[i] == field->doubled)
				hl_buf_add_char(&doc->out, field->doubled);
			hl_put_str(doc, (struct hl_str){ cell.at + i, len });
		}
		i += len ? len : 1;
	}
	doc->counts.shortened += i < cell.len;
}
