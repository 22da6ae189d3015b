/* rejects.h - inside lib/table: setting rows aside. */
#ifndef HL_TABLE_REJECTS_H
#define HL_TABLE_REJECTS_H

#include "hl/table.h"

/* @row as it is set aside for the reason in @why, appended to @to. */
void rejects_put(struct hl_buf *to, const struct hl_row *row, const struct hl_error *why);

/* So many rows may be set aside still before there are too many. */
size_t rejects_room(const struct hl_rejects *rejects);

/* At most so many rows in a row can be asked why they were bad. */
size_t rejects_most(const struct hl_rejects *rejects);

/*
 * Set @len rows aside that are spelled already. @why: what the last of them was set aside for, when
 * it is one too many: HL_EDATA.
 */
enum hl_status rejects_write(struct hl_rejects *rejects, struct hl_str lines, size_t len,
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
