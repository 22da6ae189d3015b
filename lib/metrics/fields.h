/*
 * fields.h - members of a struct as cells of a table, and back.
 *
 * A struct that goes into a partial has one list of its members here. Who adds a member to it and
 * not to the list is stopped by the compiler (fields.c).
 */
#ifndef HL_METRICS_FIELDS_H
#define HL_METRICS_FIELDS_H

#include "hl/base.h"
#include "hl/memory.h"
#include "hl/table.h"

struct field {
	const char *name;
	enum { WHOLE_NUMBER = 1, UNSIGNED, WORD, WIDE, BYTE, FLAG, TEXT, TYPE, APART } shape;
	size_t at;
};

/* Those of one struct. */
struct fields {
	const struct field *at;
	size_t len;
};

extern const struct fields event_fields, flow_fields, when_fields, workday_fields, takings_fields,
	active_fields, own_part_fields, own_marks_fields, own_value_fields, count_fields,
	type_count_fields, days_fields, seal_fields;

/* A cell for each, with a delimiter before it: numbers in decimals, 0 and nothing alike. */
void fields_put(const struct fields *fields, const void *of, struct hl_buf *to);

/*
 * From cell @first on; those that are not carried are left as they are. Texts are borrowed from
 * the row. The column of one that cannot be, or HL_NO_COLUMN: all are good.
 */
size_t fields_parse(
	const struct fields *fields, const struct hl_row *row, size_t first, void *of) HL_CHECKED;

/* How many cells they take; of NULL none. */
size_t fields_cells(const struct fields *fields);

/* A number for their names and shapes and for @mixed, which another version does not have. */
uint64_t fields_print(const struct fields *fields, uint64_t mixed);

/* The same of bytes; 0 to begin with. */
uint64_t bytes_print(struct hl_str bytes, uint64_t mixed);

#endif
