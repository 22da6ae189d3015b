/*
 * fit.c - who fits a lead: what it is against what the roster says, and who is in.
 *
 * Nothing of this changes during a run, so it is found once for each combination of cells.
 */
#include "parts.h"

#include <stdlib.h>

enum { MANY = 1 << 16 };

/* --- who is in --- */

bool assign_is_on_shift(const struct hl_collector *who, int minute) {
	if (minute < 0 || who->shift_from < 0)
		return true;
	if (who->shift_from < who->shift_to)
		return minute >= who->shift_from && minute < who->shift_to;
	return minute >= who->shift_from || minute < who->shift_to;
}

static bool is_in(const struct hl_collector *who, int64_t day, int minute) {
	bool is_absent = day >= who->absent_from && day <= who->absent_to;

	return who->is_available && !is_absent && assign_is_on_shift(who, minute);
}

/* --- finding --- */

static bool list_has(const struct hl_list *list, struct hl_str item) {
	for (size_t i = 0; i < list->len; i++)
		if (hl_str_same(list->items[i], item))
			return true;
	return false;
}

/* An empty cell of the roster takes everything; but skills are what one has. */
bool assign_fits_trait(const struct hl_collector *who, size_t trait, struct hl_str cell) {
	const struct hl_list *list = &who->traits[trait];
	struct hl_str word;

	if (cell.len == 0 && hl_traits[trait].is_ability)
		return true;
	if (!hl_traits[trait].is_words)
		return list->len == 0 || list_has(list, cell);
	while (assign_item_next(&cell, hl_traits[trait].between, &word))
		if (!list_has(list, word))
			return false;
	return true;
}

/* Leave those of @may who fit; false when that is nobody. */
static bool narrow(
	const struct assign_fits *fits, uint64_t *may, size_t trait, struct hl_str cell) {
	uint64_t any = 0;

	for (size_t i = 0; i < fits->roster->len; i++)
		if (hl_may(may, i) && !assign_fits_trait(&fits->roster->at[i], trait, cell))
			may[i / 64] &= ~(UINT64_C(1) << (i % 64));
	for (size_t w = 0; w < fits->words; w++)
		any |= may[w];
	return any != 0;
}

static bool narrow_to_in(const struct assign_fits *fits, uint64_t *may) {
	uint64_t any = 0;

	for (size_t w = 0; w < fits->words; w++)
		any |= may[w] &= fits->in[w];
	return any != 0;
}

/* The reason is the first condition that leaves nobody. Each cell ends in a NUL. */
static struct assign_fit find(struct assign_fits *fits, struct hl_str cells) {
	uint64_t *may = hl_new_array(&fits->sets, uint64_t, fits->words);
	uint64_t *all = hl_new_array(&fits->sets, uint64_t, fits->words);

	if (fits->roster->len == 0)
		return (struct assign_fit){ "empty_roster", may, all };
	for (size_t i = 0; i < fits->roster->len; i++)
		may[i / 64] |= UINT64_C(1) << (i % 64);
	for (size_t i = 0; i < HL_TRAITS; i++)
		if (fits->columns[i] != HL_NO_COLUMN &&
			!narrow(fits, may, i, hl_str_cut(&cells, '\0')))
			return (struct assign_fit){ hl_traits[i].reason, may, all };
	memcpy(all, may, fits->words * sizeof(*may));
	return (struct assign_fit){ narrow_to_in(fits, may) ? NULL : "nobody_in", may, all };
}

/* The number of the fit; found now, if these cells were not seen before. */
static uint32_t learn(struct assign_fits *fits, struct hl_str cells) {
	size_t len = hl_keys_len(fits->seen);
	size_t number = hl_keys_add(fits->seen, cells);

	if (number == len) {
		fits->at = hl_grow(fits->at, &fits->cap, len + 1, sizeof(*fits->at));
		fits->at[len] = find(fits, cells);
	}
	return (uint32_t)number;
}

/* --- binding --- */

/* The roster asks for it, so the leads must say it; only what a lead needs may be nothing. */
static enum hl_status bind_trait(struct assign_fits *fits, size_t trait,
	const struct hl_column_map *map, const struct hl_header *header, struct hl_error *err) {
	struct hl_str name = hl_str_of(hl_traits[trait].lead);
	size_t *column = &fits->columns[trait];
	enum hl_status status = HL_OK;

	*column = HL_NO_COLUMN;
	if (hl_traits[trait].is_words)
		status = hl_lead_at(header, map, name, column, err);
	else if (fits->roster->limits[trait])
		status = hl_lead_find(header, map, name, column, err);
	if (*column != HL_NO_COLUMN)
		fits->asks = true;
	return status;
}

enum hl_status assign_fits_bind(struct assign_fits *fits, const struct hl_roster *roster,
	const struct hl_assign_options *options, const struct hl_header *header,
	struct hl_error *err) {
	enum hl_status status = HL_OK;

	*fits = (struct assign_fits){ .roster = roster, .words = (roster->len + 63) / 64 };
	fits->in = hl_new_array(&fits->run, uint64_t, fits->words);
	fits->seen = hl_keys_new();
	for (size_t i = 0; i < roster->len; i++)
		if (is_in(&roster->at[i], options->day, options->minute))
			fits->in[i / 64] |= UINT64_C(1) << (i % 64);
	for (size_t i = 0; i < HL_TRAITS && status == HL_OK; i++)
		status = bind_trait(fits, i, &options->map, header, err);
	if (status == HL_OK && !fits->asks)
		(void)learn(fits, HL_STR(""));
	return status;
}

/* --- asking --- */

void assign_fit_cells(const struct assign_fits *fits, const struct hl_row *row, struct hl_buf *to) {
	for (size_t i = 0; fits->asks && i < HL_TRAITS; i++) {
		if (fits->columns[i] == HL_NO_COLUMN)
			continue;
		hl_buf_add(to, hl_cell_trimmed(row, fits->columns[i]));
		hl_buf_add_char(to, '\0');
	}
}

uint32_t assign_fit_of(struct assign_fits *fits, struct hl_str cells) {
	return fits->asks ? learn(fits, cells) : 0; /* one fits all: the first */
}

void assign_fits_trim(struct assign_fits *fits) {
	if (!fits->asks || hl_keys_len(fits->seen) < MANY)
		return;
	hl_keys_free(fits->seen);
	fits->seen = hl_keys_new();
	hl_arena_empty(&fits->sets);
}

void assign_fits_release(struct assign_fits *fits) {
	hl_keys_free(fits->seen);
	free(fits->at);
	hl_arena_release(&fits->run);
	hl_arena_release(&fits->sets);
}
