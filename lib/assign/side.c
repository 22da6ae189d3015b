/* side.c - a table beside the leads: every row of it, and every mistake. */
#include "parts.h"

enum hl_status assign_side_each(struct hl_reader *reader, const struct hl_roster_options *options,
	assign_side_row *read, void *reading, struct hl_error *err) {
	struct hl_error cell_err = { 0 };
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK)
		read(reading, &row, &cell_err);
	if (status != HL_END)
		return status;
	return options->mistakes->len ? HL_EDATA : HL_OK;
}

void assign_side_tell(struct hl_mistakes *to, const struct hl_header *header,
	const struct hl_row *row, size_t column, struct hl_error *err) {
	(void)hl_row_fail(row, header, column, HL_EDATA, err);
	hl_mistakes_add(to, err);
}
