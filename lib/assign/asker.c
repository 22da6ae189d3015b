/* asker.c - one collector who takes leads one by one: may this lead be theirs? */
#include "orders.h"

#include <stdlib.h>

struct hl_asker {
	const struct hl_roster *roster;
	struct hl_collector self;
	struct hl_roster alone;         /* the asker, as if there were nobody else */
	const struct hl_orders *orders; /* NULL: none */
	uint32_t number;
	struct assign_columns columns;
	struct assign_fits all; /* who is in */
	struct assign_fits own; /* what the asker may have */
	struct hl_buf cells;
	struct hl_arena arena;
};

static enum hl_status bind(struct hl_asker *asker, const struct hl_assign_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct hl_assign_options asked = *options;
	enum hl_status status;

	asked.replace = true; /* nothing is appended: no column is in the way */
	status = assign_columns_bind(&asker->columns, &asked, header, &asker->arena, err);
	if (status == HL_OK)
		status = assign_fits_bind(&asker->all, asker->roster, options, header, err);
	if (status == HL_OK)
		status = assign_fits_bind(&asker->own, &asker->alone, options, header, err);
	return status;
}

enum hl_status hl_asker_new(struct hl_asker **result, const struct hl_assign_options *options,
	struct hl_str name, const struct hl_header *header, struct hl_error *err) {
	size_t number = hl_keys_find(options->roster->names, name);
	struct hl_asker *asker;
	char shown[64];
	enum hl_status status;

	*result = NULL;
	hl_printable(name, shown, sizeof(shown));
	if (number == HL_NO_KEY || number >= options->roster->len)
		return hl_fail(err, HL_EUSAGE, "%s is not on the roster", shown);
	asker = hl_claim(1, sizeof(*asker));
	asker->roster = options->roster;
	asker->orders = options->orders;
	asker->number = (uint32_t)number;
	asker->self = options->roster->at[number];
	asker->alone = *options->roster;
	asker->alone.at = &asker->self;
	asker->alone.len = 1;
	status = bind(asker, options, header, err);
	if (status != HL_OK) {
		hl_asker_free(asker);
		asker = NULL;
	}
	*result = asker;
	return status;
}

enum hl_status hl_asker_units(const struct hl_asker *asker, const struct hl_row *row,
	int64_t *units, struct hl_error *err) {
	return assign_units(&asker->columns, row, units, err);
}

void hl_asker_hold(struct hl_asker *asker, int64_t units) {
	if (__builtin_add_overflow(asker->self.load, units, &asker->self.load))
		asker->self.load = INT64_MAX;
}

/* Who keeps the lead, as a run of hl-assign would leave it; or HL_NOBODY. */
static uint32_t keeper_of(const struct hl_asker *asker, const struct hl_row *row) {
	struct hl_str own = assign_own(&asker->columns, row);
	size_t number = own.len ? hl_keys_find(asker->roster->names, own) : HL_NO_KEY;

	return number != HL_NO_KEY && hl_may(asker->all.in, number) ? (uint32_t)number : HL_NOBODY;
}

/* Whom people gave the lead to, or HL_NOBODY. */
static uint32_t ordered_to(const struct hl_asker *asker, const struct hl_row *row) {
	uint32_t order = HL_NO_ORDER;
	bool is_taken;

	if (asker->orders)
		order = assign_order_of(asker->orders, hl_cell_trimmed(row, asker->columns.id),
			HL_STR(""), &is_taken);
	return order == HL_NO_ORDER ? HL_NOBODY : asker->orders->at[order].to;
}

/* What the lead is, against what the asker takes. */
static const char *misfit(struct hl_asker *asker, const struct hl_row *row) {
	uint32_t fit;

	assign_fits_trim(&asker->own);
	asker->cells.len = 0;
	assign_fit_cells(&asker->own, row, &asker->cells);
	fit = assign_fit_of(&asker->own, hl_buf_str(&asker->cells));
	return asker->own.at[fit].reason;
}

enum hl_status hl_asker_may(struct hl_asker *asker, const struct hl_row *row, const char **reason,
	struct hl_error *err) {
	uint32_t keeper = keeper_of(asker, row);
	uint32_t ordered = ordered_to(asker, row);
	const struct hl_collector *self = &asker->self;
	int64_t units;
	enum hl_status status = hl_asker_units(asker, row, &units, err);

	*reason = keeper == asker->number || keeper == HL_NOBODY ? NULL : "kept";
	if (status != HL_OK || *reason || keeper == asker->number)
		return status;
	/* Who is named gets it whatever else would be asked, as in a run. */
	if (ordered != HL_NOBODY) {
		*reason = ordered == asker->number ? NULL : "manual";
		return HL_OK;
	}
	*reason = assign_is_closed(&asker->columns, row) ? "closed" : misfit(asker, row);
	if (!*reason && self->capacity != INT64_MAX && units > self->capacity - self->load)
		*reason = "all_full";
	return HL_OK;
}

void hl_asker_free(struct hl_asker *asker) {
	if (!asker)
		return;
	assign_fits_release(&asker->all);
	assign_fits_release(&asker->own);
	hl_buf_release(&asker->cells);
	hl_arena_release(&asker->arena);
	free(asker);
}
