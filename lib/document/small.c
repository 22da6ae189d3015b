/*
 * small.c - figures of so few that they would tell of single people: rows of hl-metrics whose
 * groups are small go out without them.
 */
#include "mask.h"

/* What says which figure it is, and of what; all else may be worked back to it. */
static bool is_label(struct hl_str name) {
	static const struct hl_str labels[] = { { "metric", 6 }, { "group", 5 }, { "from", 4 },
		{ "to", 2 }, { "level", 5 } };

	return hl_str_find(name, labels, HL_LEN(labels)) < HL_LEN(labels);
}

enum hl_status hl_export_small_bind(struct hl_export_table *table,
	const struct hl_export_choice *choice, struct hl_error *err) {
	static const char *const needed[] = { "metric", "group", "n" };
	struct hl_small *small = &table->small;
	enum hl_status status = HL_OK;
	bool *is_kept;

	small->least = choice->min_cell;
	small->n = small->flag = HL_NO_COLUMN;
	if (small->least == 0)
		return HL_OK;
	for (size_t i = 0; i < HL_LEN(needed) && status == HL_OK; i++)
		status = hl_lead_find(
			table->header, choice->map, hl_str_of(needed[i]), &small->n, err);
	small->flag = hl_header_at(table->header, HL_STR("flag"));
	is_kept = hl_new_array(&table->arena, bool, table->header->len);
	for (size_t i = 0; i < table->header->len; i++)
		is_kept[i] = is_label(table->header->names[i]);
	small->is_kept = is_kept;
	return status;
}

/* Of how many nobody says is not known to be enough. */
bool hl_export_is_small(const struct hl_export_table *table, const struct hl_row *row) {
	const struct hl_small *small = &table->small;
	int64_t n;

	if (small->least == 0)
		return false;
	return !hl_dec_read(hl_cell_trimmed(row, small->n), &n) ||
	       (hl_wide)n < (hl_wide)small->least * HL_ONE;
}

void hl_export_show_small(const struct hl_export_table *table, const struct hl_row *row,
	size_t column, struct hl_buf *to) {
	if (column == table->small.flag)
		hl_buf_add(to, HL_STR("small_cell"));
	else if (table->small.is_kept[column])
		hl_export_show(table, row, column, to);
}
