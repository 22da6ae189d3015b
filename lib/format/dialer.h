/* dialer.h - inside lib/format: what goes to machines that dial. */
#ifndef HL_FORMAT_DIALER_H
#define HL_FORMAT_DIALER_H

#include "hl/contact.h"
#include "hl/format.h"

/*
 * Find the columns that say who may be called, and by which number. @is_fixed: the format knows
 * its columns, so that --columns and --rename are mistakes.
 */
enum hl_status dialer_bind(struct hl_export_options *options, struct hl_contact_columns *contact,
	bool is_fixed, struct hl_error *err) HL_CHECKED;

/* May @row go to a machine? Else it was counted why not: HL_END. */
enum hl_status dialer_pass(struct hl_export *doc, const struct hl_contact_columns *contact,
	const struct hl_row *row) HL_CHECKED;

/* The numbers to dial, phone and then cell; none is counted. */
size_t dialer_numbers(struct hl_export *doc, const struct hl_contact_columns *contact,
	const struct hl_row *row, struct hl_phone phones[HL_CONTACT_NUMBERS]);

/* Characters of UTF-8; what is none counts by the byte. */
size_t dialer_chars(struct hl_str text);

/* What the other system can hold of a text. */
struct dialer_field {
	size_t room; /* characters */
	bool (*is_structure)(uint32_t point);
	char doubled; /* an ASCII character that stands there twice; 0: none */
};

/* As much of @cell, structure as blanks; what is lost is counted. */
void dialer_put(struct hl_export *doc, struct hl_str cell, const struct dialer_field *field);

#endif
