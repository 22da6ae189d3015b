/* rejects.h - inside lib/table: setting rows aside. */
#ifndef HL_TABLE_REJECTS_H
#define HL_TABLE_REJECTS_H

#include "hl/table.h"

/* @row as it is set aside for the reason in @why, appended to @to. */
void rejects_put(struct hl_buf *to, const struct hl_row *row, const struct hl_error *why);

/* Set a row aside that is spelled already. Too many: HL_EDATA. */
enum hl_status rejects_write(struct hl_rejects *rejects, struct hl_str line,
	const struct hl_error *why, struct hl_error *err) HL_CHECKED;

/* Set @row aside for the reason in @why. Too many: HL_EDATA. */
enum hl_status rejects_add(struct hl_rejects *rejects, const struct hl_row *row,
	const struct hl_error *why, struct hl_error *err) HL_CHECKED;

/*
 * A table of @rows, @bad ones among them, is read: are there too many bad ones in all tables that
 * are read so far?
 */
enum hl_status rejects_check(
	struct hl_rejects *rejects, size_t rows, size_t bad, struct hl_error *err) HL_CHECKED;

#endif
