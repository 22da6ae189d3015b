/* holidays.c - the days on which the hours of holidays hold. */
#include "hl/gate.h"

static void mistake(const struct hl_header *header, const struct hl_row *row, size_t column,
	struct hl_mistakes *mistakes, struct hl_error *why) {
	(void)hl_row_fail(row, header, column, HL_EDATA, why);
	hl_mistakes_add(mistakes, why);
}

enum hl_status hl_holidays_read(struct hl_gate_time *to, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(table);
	size_t before = mistakes->len;
	size_t cap = 0;
	size_t column = 0;
	enum hl_status status = hl_lead_find(header, NULL, HL_STR("date"), &column, err);
	struct hl_row row;

	to->holidays = NULL;
	to->holidays_len = 0;
	while (status == HL_OK && (status = hl_reader_next(table, &row, err)) == HL_OK) {
		struct hl_error why = { 0 };
		struct hl_time time;

		if (hl_time_parse(hl_cell_trimmed(&row, column), &to->rules, &time, &why) !=
			HL_OK) {
			mistake(header, &row, column, mistakes, &why);
			continue;
		}
		to->holidays =
			hl_grow(to->holidays, &cap, to->holidays_len + 1, sizeof(*to->holidays));
		to->holidays[to->holidays_len++] = time.day;
	}
	if (status == HL_END)
		status = HL_OK;
	if (status == HL_OK && mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	return status;
}
