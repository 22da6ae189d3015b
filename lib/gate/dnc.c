/* dnc.c - lists of numbers that must not be called, as registers and dialers give them out. */
#include "contacts.h"

enum { DIGITS_MIN = 7 };

/* Some lists have a first line that says what they hold. */
static bool is_heading(struct hl_str text, bool is_first) {
	for (size_t i = 0; i < text.len && is_first; i++)
		if (hl_is_digit(text.at[i]))
			return false;
	return is_first;
}

enum hl_status hl_dnc_read(struct hl_keys *numbers, struct hl_reader *list,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(list);
	size_t before = mistakes->len;
	bool is_first = true;
	enum hl_status status;
	struct hl_row row;

	for (; (status = hl_reader_next(list, &row, err)) == HL_OK; is_first = false) {
		struct hl_str text = hl_cell_trimmed(&row, 0);
		struct hl_error why = { 0 };
		char room[32];
		struct hl_str number = contacts_number(text, room);

		if (number.len >= DIGITS_MIN) {
			(void)hl_keys_add(numbers, number);
		} else if (!is_heading(text, is_first)) {
			(void)hl_fail_value(&why, text, "a number has seven digits at least");
			(void)hl_row_fail(&row, header, 0, HL_EDATA, &why);
			hl_mistakes_add(mistakes, &why);
		}
	}
	if (status == HL_END)
		status = HL_OK;
	if (status == HL_OK && mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	return status;
}
