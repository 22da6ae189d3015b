/* beside.c - the accounts in question, and what the tables have in common. */
#include "parts.h"

#include <stdlib.h>

struct hl_beside *hl_beside_new(const struct hl_beside_options *options) {
	struct hl_beside *beside = hl_claim(1, sizeof(*beside));

	beside->options = *options;
	beside->accounts = hl_keys_new();
	beside_done_init(&beside->done);
	beside_held_init(&beside->held);
	return beside;
}

void hl_beside_free(struct hl_beside *beside) {
	if (!beside)
		return;
	beside_events_free(beside);
	beside_done_free(&beside->done);
	beside_held_free(&beside->held);
	free(beside->alerts);
	hl_keys_free(beside->accounts);
	hl_arena_release(&beside->arena);
	free(beside);
}

void hl_beside_add(struct hl_beside *beside, struct hl_str account) {
	if (account.len > 0)
		(void)hl_keys_add(beside->accounts, account);
}

struct hl_beside_counts hl_beside_counts(const struct hl_beside *beside) {
	return beside->counts;
}

enum hl_status beside_time(const struct beside_table *table, const struct hl_row *row,
	size_t column, struct hl_time *time, struct hl_error *err) {
	enum hl_status status = hl_time_parse(
		hl_cell_trimmed(row, column), &table->beside->options.time, time, err);

	return status == HL_OK ? HL_OK : hl_row_fail(row, table->header, column, status, err);
}

enum hl_status beside_rows(const struct beside_table *table, struct hl_reader *reader,
	enum hl_status (*take)(
		const struct beside_table *table, const struct hl_row *row, struct hl_error *err),
	struct hl_error *err) {
	struct beside_table at = *table;
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		status = take(&at, &row, err);
		if (status == HL_EDATA)
			status = hl_reader_reject(reader, &row, err);
		if (status != HL_OK)
			return status;
		at.rows++;
	}
	return status == HL_END ? HL_OK : status;
}
