/*
 * call.c - may a lead be called? Whatever does not say so says no: who asks hands the answer to a
 * machine that dials.
 */
#include "hl/contact.h"

enum hl_status hl_contact_bind(struct hl_contact_columns *columns, const struct hl_header *header,
	const struct hl_column_map *map, bool needs_channels, struct hl_error *err) {
	const struct hl_lead_column bound[] = { { "channels", needs_channels, &columns->channels },
		{ "reasons", false, &columns->reasons },
		{ "calls_left", false, &columns->calls_left },
		{ "gate_status", false, &columns->status },
		{ "status", false, &columns->lead_status },
		{ "phone", false, &columns->numbers[0] }, { "cell", false, &columns->numbers[1] },
		{ "work_phone", false, &columns->numbers[2] } };
	enum hl_status status = hl_lead_bind(header, map, bound, HL_LEN(bound), err);

	if (columns->status == HL_NO_COLUMN)
		columns->status = columns->lead_status;
	return status;
}

bool hl_contact_has(
	const struct hl_contact_columns *columns, const struct hl_row *row, struct hl_str channel) {
	return hl_lead_lists(hl_cell_trimmed(row, columns->channels), channel);
}

bool hl_contact_is_ended(const struct hl_contact_columns *columns, const struct hl_row *row) {
	struct hl_str status = hl_cell_trimmed(row, columns->status);

	return hl_str_same(status, HL_STR("hold")) || hl_str_same(status, HL_STR("drop")) ||
	       hl_status_is_closed(hl_cell_trimmed(row, columns->lead_status));
}

/* What hl-gate says of one of several numbers, while another one may be called. */
static bool bars_a_number(struct hl_str reasons) {
	static const char *const codes[] = { "OPTOUT_NUMBER", "OPTOUT_CALL", "DNC", "NO_WORK",
		"INCONVENIENT" };

	for (size_t i = 0; i < HL_LEN(codes); i++)
		if (hl_lead_lists(reasons, hl_str_of(codes[i])))
			return true;
	return false;
}

size_t hl_contact_numbers(const struct hl_contact_columns *columns, const struct hl_row *row,
	struct hl_phone phones[HL_CONTACT_NUMBERS]) {
	size_t len = 0;

	for (size_t i = 0; i < HL_CONTACT_NUMBERS; i++) {
		struct hl_str cell = hl_cell_trimmed(row, columns->numbers[i]);
		bool is_new = hl_phone_read(cell, &phones[len]);

		for (size_t k = 0; k < len && is_new; k++)
			is_new = !hl_str_eq(
				hl_phone_national(&phones[k]), hl_phone_national(&phones[len]));
		len += is_new;
	}
	return len;
}

enum hl_contact_call hl_contact_call_of(
	const struct hl_contact_columns *columns, const struct hl_row *row) {
	struct hl_str reasons = hl_cell_trimmed(row, columns->reasons);
	struct hl_phone phones[HL_CONTACT_NUMBERS];
	const struct hl_contact_cells cells = { .has_channels = true,
		.channels = hl_cell_trimmed(row, columns->channels),
		.status = hl_cell_trimmed(row, columns->status),
		.calls_left = hl_cell_trimmed(row, columns->calls_left) };

	if (!hl_contact_open(&cells).call_open || hl_contact_is_ended(columns, row))
		return HL_CALL_BARRED;
	if (bars_a_number(reasons))
		return HL_CALL_UNCLEAR;
	/* A bad one may have been no number at all: then the other is the good one. */
	if (hl_lead_lists(reasons, HL_STR("BAD_PHONE")) &&
		hl_contact_numbers(columns, row, phones) > 1)
		return HL_CALL_UNCLEAR;
	return HL_CALL_OPEN;
}
