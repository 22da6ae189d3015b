/* own_part.c - metrics of the user's own: what an event is to them, as cells of a partial. */
#include "fields.h"
#include "parts.h"

size_t own_cells(const struct hl_own *own) {
	return own ? 1 + own->sums.len : 0;
}

void own_put(const struct hl_own *own, uint64_t marks, const char *values, struct hl_buf *to) {
	const struct own_marks of = { marks };

	if (!own)
		return;
	fields_put(&own_marks_fields, &of, to);
	for (size_t i = 0; i < own->sums.len; i++) {
		struct own_value value = { 0 };

		if (marks > 0)
			memcpy(&value, values + i * sizeof(value), sizeof(value));
		fields_put(&own_value_fields, &value, to);
	}
}

size_t own_parse(struct worker *w, const struct hl_row *row, size_t first) {
	const struct hl_own *own = w->m->options.own;
	struct own_marks of = { 0 };
	size_t wrong;

	if (!own)
		return HL_NO_COLUMN;
	wrong = fields_parse(&own_marks_fields, row, first, &of);
	if (wrong == HL_NO_COLUMN && own->terms_len < 64 && of.marks >> own->terms_len)
		wrong = first;
	for (size_t i = 0; i < own->sums.len && wrong == HL_NO_COLUMN; i++) {
		struct own_value value = { 0 };

		wrong = fields_parse(&own_value_fields, row, first + 1 + i, &value);
		own_values(w->own, 0)[i] = value.value;
	}
	w->own->marks[0] = of.marks;
	return wrong;
}
