/* head.c - what a partial begins with is read before all others are. */
#include "partial.h"

#include <stdlib.h>

void hl_partial_add(struct hl_partial *part, struct hl_partial_line line) {
	part->head = hl_grow(part->head, &part->cap, part->len + 1, sizeof(*part->head));
	part->head[part->len++] = (struct hl_partial_line){ hl_str_keep(part->arena, line.kind),
		hl_str_keep(part->arena, line.name), hl_str_keep(part->arena, line.text) };
}

void hl_partial_release(struct hl_partial *part) {
	free(part->head);
	*part = (struct hl_partial){ 0 };
}

static enum hl_status check_header(const struct hl_header *header, struct hl_error *err) {
	const struct hl_row *row = &header->row;

	if (header->len < 3 || !hl_str_eq(header->names[0], HL_STR(PARTIAL_NAME))) {
		hl_fail(err, HL_EDATA, "not what hl-metrics --partial wrote");
		return hl_row_fail(row, header, HL_NO_COLUMN, HL_EDATA, err);
	}
	if (!hl_str_eq(header->names[1], HL_STR(PARTIAL_VERSION))) {
		hl_fail(err, HL_EDATA,
			"a partial of another version: this hl-metrics reads "
			"version " PARTIAL_VERSION);
		return hl_row_fail(row, header, 1, HL_EDATA, err);
	}
	return HL_OK;
}

static enum hl_status check_layout(
	const struct hl_header *header, const struct hl_row *row, struct hl_error *err) {
	char layout[24];

	if (hl_str_eq(hl_cell(row, 2), seal_print(partial_layout(), layout)))
		return HL_OK;
	hl_fail(err, HL_EDATA,
		"made by another version of hl-metrics: have the same one make all of them");
	return hl_row_fail(row, header, 2, HL_EDATA, err);
}

enum hl_status partial_is_cut(const struct hl_header *header, struct hl_error *err) {
	hl_fail(err, HL_EDATA, "the partial is cut or changed: make it again");
	return hl_row_fail(&header->row, header, HL_NO_COLUMN, HL_EDATA, err);
}

/* The line vouches for all before it: what they say is asked before all others are read. */
static enum hl_status begin_check(
	struct hl_partial *part, const struct hl_row *row, struct hl_error *err) {
	char lines[24], sum[24];

	if (!hl_str_eq(hl_cell(row, 1), seal_print(part->seal.lines, lines)) ||
		!hl_str_eq(hl_cell(row, 2), seal_print(part->seal.sum, sum)))
		return partial_is_cut(hl_reader_header(part->reader), err);
	seal_add(&part->seal, row->raw);
	return HL_OK;
}

enum hl_status hl_partial_open(struct hl_partial *part, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(part->reader);
	enum hl_status status = check_header(header, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(part->reader, &row, err)) == HL_OK) {
		struct hl_partial_line line = { hl_cell(&row, 0), hl_cell(&row, 1),
			hl_cell(&row, 2) };

		if (hl_str_eq(line.kind, HL_STR("begin")))
			return begin_check(part, &row, err);
		seal_add(&part->seal, row.raw);
		if (hl_str_eq(line.kind, HL_STR("made")))
			status = check_layout(header, &row, err);
		else if (hl_str_eq(line.kind, HL_STR("queue")))
			part->has_queue = true;
		else
			hl_partial_add(part, line);
	}
	return status == HL_END ? partial_is_cut(header, err) : status;
}
