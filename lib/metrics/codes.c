/* codes.c - words of agencies: the codes of payments, the stages that settle an account. */
#include "parts.h"

/* Paid to us, to the client, to the agency; the same taken back; adjustments, which are no cash. */
static const struct {
	struct hl_str code;
	struct hl_str type;
} codes[] = {
	{ { "PU", 2 }, { "payment", 7 } },
	{ { "PC", 2 }, { "payment", 7 } },
	{ { "PA", 2 }, { "payment", 7 } },
	{ { "PUR", 3 }, { "reversal", 8 } },
	{ { "PCR", 3 }, { "reversal", 8 } },
	{ { "PAR", 3 }, { "reversal", 8 } },
	{ { "DA", 2 }, { "adjustment", 10 } },
	{ { "DAR", 3 }, { "adjustment", 10 } },
};

static const struct type *type_of(struct hl_str name) {
	size_t i = 0;

	while (i + 1 < types_len && !hl_str_eq(types[i].name, name))
		i++;
	return &types[i];
}

/* The type that a code says; NULL: it is none. */
static const struct type *coded(struct hl_str cell) {
	for (size_t i = 0; cell.len > 0 && i < HL_LEN(codes); i++)
		if (hl_str_same(cell, codes[i].code))
			return type_of(codes[i].type);
	return NULL;
}

enum hl_status cash_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = placed_parse(w, row, event, err);
	const struct type *type = coded(hl_cell_trimmed(row, w->m->columns.result));

	if (status == HL_OK && !event->has_amount)
		return event_missing(w, row, w->m->columns.amount, err, "no amount");
	if (!type)
		type = coded(hl_cell_trimmed(row, w->m->columns.channel));
	if (type) {
		event->type = type;
		event->is_agency = type->is_agency;
	}
	event_place(w, row, event);
	return status;
}

bool stage_is_settled(struct hl_str stage) {
	static const struct hl_str names[] = { { "paid", 4 }, { "settled", 7 },
		{ "paid_in_full", 12 }, { "settled_in_full", 15 }, { "fully_paid", 10 },
		{ "pif", 3 }, { "sif", 3 } };

	for (size_t i = 0; i < HL_LEN(names); i++)
		if (hl_str_same(stage, names[i]))
			return true;
	return false;
}
