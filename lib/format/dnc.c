/*
 * dnc.c - a do-not-call list: numbers, one a line, digits alone.
 *
 * So VICIdial takes and gives it out (Add-Delete DNC Number, one number a line; a number there has
 * no code of its country, as in the field phone_number of its leads), and so hl-gate --dnc reads
 * it. Each number stands once.
 */
#include "dialer.h"

struct bound {
	struct hl_contact_columns contact;
};

static enum hl_status dnc_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct bound *bound = hl_new(&table->arena, struct bound);
	struct hl_contact_columns *contact = &bound->contact;
	enum hl_status status;

	options->bound = bound;
	if (!table->is_whole || table->is_renamed || table->preset)
		return hl_fail(err, HL_EUSAGE,
			"--to dnc knows its columns: it goes with none of --columns, --rename "
			"and --mask");
	status = hl_contact_bind(contact, table->header, options->map, false, err);
	for (size_t i = 0; i < HL_CONTACT_NUMBERS && status == HL_OK; i++)
		if (contact->numbers[i] != HL_NO_COLUMN)
			return HL_OK;
	return status == HL_OK ? hl_lead_find(table->header, options->map, HL_STR("phone"),
					 &contact->numbers[0], err)
			       : status;
}

static enum hl_status dnc_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	doc->state = hl_keys_new();
	return HL_OK;
}

static void dnc_release(struct hl_export *doc) {
	hl_keys_free(doc->state);
}

/* Of leads that were asked about only those that may not be called. */
static bool is_listed(const struct hl_contact_columns *contact, const struct hl_row *row) {
	return contact->channels == HL_NO_COLUMN ||
	       hl_contact_call_of(contact, row) != HL_CALL_OPEN;
}

static enum hl_status dnc_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct hl_phone phones[HL_CONTACT_NUMBERS];
	struct hl_keys *known = doc->state;
	size_t len;

	(void)err;
	if (!is_listed(&bound->contact, row)) {
		doc->counts.callable++;
		return HL_END;
	}
	len = hl_contact_numbers(&bound->contact, row, phones);
	doc->counts.numberless += len == 0;
	for (size_t i = 0; i < len; i++) {
		size_t before = hl_keys_len(known);
		struct hl_str number = hl_phone_national(&phones[i]);

		if (hl_keys_add(known, number) != before)
			continue;
		hl_put_str(doc, number);
		hl_buf_add_char(&doc->out, '\n');
	}
	return len ? HL_OK : HL_END;
}

const struct hl_format hl_dnc = {
	.name = "dnc",
	.suffix = ".txt",
	.is_fixed = true,
	.help = "numbers that must not be called, one a line",
	.begin = dnc_begin,
	.row = dnc_row,
	.end = hl_format_end_plain,
	.bind = dnc_bind,
	.release = dnc_release,
};
