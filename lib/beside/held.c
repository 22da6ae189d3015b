/* held.c - how many leads were held back, and for what. */
#include "parts.h"

#include <stdlib.h>

enum { REASONS, VALUE, COLUMNS };

void beside_held_init(struct held *held) {
	held->values = hl_keys_new();
	held->reasons = hl_keys_new();
	held->both = hl_keys_new();
}

void beside_held_free(struct held *held) {
	hl_keys_free(held->values);
	hl_keys_free(held->reasons);
	hl_keys_free(held->both);
	free(held->counts);
}

/* --- reading --- */

static enum hl_status take(
	const struct beside_table *table, const struct hl_row *row, struct hl_error *err) {
	struct held *held = &table->beside->held;
	struct hl_str rest = hl_cell_trimmed(row, table->columns[REASONS]);
	struct hl_str reason = hl_str_trim(hl_str_cut(&rest, ';'));
	struct held_count count = { .value = hl_keys_add(held->values,
					    hl_cell_trimmed(row, table->columns[VALUE])),
		.reason = hl_keys_add(held->reasons, reason) };
	const size_t both[] = { count.value, count.reason };
	size_t known = hl_keys_len(held->both);
	size_t number =
		hl_keys_add(held->both, (struct hl_str){ (const char *)both, sizeof(both) });

	(void)err;
	held->counts = hl_grow(held->counts, &held->cap, number + 1, sizeof(*held->counts));
	if (number == known)
		held->counts[number] = count;
	held->counts[number].leads++;
	return HL_OK;
}

static int by_value(const void *left, const void *right) {
	const struct held_count *a = left;
	const struct held_count *b = right;

	return beside_order(a->value, b->value);
}

enum hl_status hl_beside_read_held(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_beside_options *options = &beside->options;
	size_t columns[COLUMNS] = { HL_NO_COLUMN, HL_NO_COLUMN };
	const struct beside_table table = {
		.beside = beside, .header = hl_reader_header(reader), .columns = columns
	};
	struct held *held = &beside->held;
	enum hl_status status =
		hl_lead_find(table.header, options->map, HL_STR("reasons"), &columns[REASONS], err);

	if (status == HL_OK && options->split)
		status = hl_lead_at(table.header, options->map, hl_str_of(options->split),
			&columns[VALUE], err);
	held->is_there = true;
	held->is_of_all = options->split && columns[VALUE] == HL_NO_COLUMN;
	if (status == HL_OK)
		status = beside_rows(&table, reader, take, err);
	if (hl_keys_len(held->both) > 0)
		qsort(held->counts, hl_keys_len(held->both), sizeof(*held->counts), by_value);
	return status;
}

/* --- the question --- */

static int by_leads(const void *left, const void *right) {
	const struct hl_held_reason *a = left;
	const struct hl_held_reason *b = right;

	return a->leads != b->leads ? beside_order(b->leads, a->leads)
				    : hl_str_cmp(a->reason, b->reason);
}

/* The first of @value, or where it would be. */
static size_t first_of(const struct held *held, size_t value) {
	size_t from = 0;
	size_t to = hl_keys_len(held->both);

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (held->counts[middle].value < value)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool hl_beside_held(
	const struct hl_beside *beside, struct hl_str value, struct hl_held_back *back) {
	const struct held *held = &beside->held;
	bool is_split = beside->options.split && !held->is_of_all;
	size_t number = hl_keys_find(held->values, is_split ? value : HL_STR(""));
	size_t room = 0;

	*back = (struct hl_held_back){ .is_of_all = held->is_of_all };
	for (size_t i = first_of(held, number);
		number != HL_NO_KEY && i < hl_keys_len(held->both) &&
		held->counts[i].value == number;
		i++) {
		const struct held_count *count = &held->counts[i];

		back->reasons =
			hl_grow(back->reasons, &room, back->len + 1, sizeof(*back->reasons));
		back->reasons[back->len++] =
			(struct hl_held_reason){ hl_keys_at(held->reasons, count->reason),
				count->leads };
		back->leads += count->leads;
	}
	if (back->len > 0)
		qsort(back->reasons, back->len, sizeof(*back->reasons), by_leads);
	return held->is_there;
}
