/* own_part.c - metrics of the user's own: what of them is in a partial. */
#include "partial.h"
#include "parts.h"

/* --- of an event --- */

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

/* --- sums --- */

/* The sums of the user's metrics there. */
static struct own_sum *own_spot(struct partial *partial, const struct tuple *tuple, size_t terms) {
	size_t number = tuples_add(&partial->own_spots, tuple);

	partial->own = hl_grow(
		partial->own, &partial->own_cap, (number + 1) * terms, sizeof(*partial->own));
	while (partial->own_len < (number + 1) * terms)
		partial->own[partial->own_len++] = (struct own_sum){ 0, 0 };
	return &partial->own[number * terms];
}

void partial_own(struct hl_meter *m, const struct own_sum *sums, const struct tuple *tuple) {
	struct partial *partial = m->partial;
	size_t terms = m->options.own->terms_len;
	struct own_sum *to;

	for (size_t i = 0; i < terms; i++) {
		if (sums[i].rows == 0)
			continue;
		to = own_spot(partial, tuple, terms);
		to[i].sum += sums[i].sum;
		to[i].rows += sums[i].rows;
	}
}
