/*
 * source_map.c - whose the leads with a certain value in a certain column are.
 *
 * The first row of the map that fits decides. For each column there is a map of values to rows, so
 * that a lead is looked up once for each column and not for each row.
 */
#include "parts.h"

#include <stdlib.h>

/* Of a column: what its values say, and where it was named first. */
struct column {
	struct hl_str name;
	struct hl_keys *values; /* in lower case */
	uint32_t *rows;         /* by the numbers of @values */
	size_t cap;
	struct hl_error where;
};

struct hl_source_map {
	struct column *columns;
	size_t len, cap;
	uint32_t *collectors; /* by rows; HL_NOBODY: not on the roster */
	size_t rows_len, rows_cap;
	struct hl_arena arena;
};

enum { COLUMN, VALUE, COLLECTOR, CELLS };

struct reading {
	struct hl_source_map *map;
	const struct hl_roster *roster;
	const struct hl_header *header;
	const struct hl_roster_options *options;
	size_t at[CELLS];
};

/* --- reading --- */

static void tell(struct reading *reading, struct hl_mistakes *to, const struct hl_row *row,
	size_t cell, struct hl_error *err) {
	assign_side_tell(to, reading->header, row, reading->at[cell], err);
}

static struct column *column_add(
	struct reading *reading, const struct hl_row *row, struct hl_str name) {
	struct hl_source_map *map = reading->map;
	struct column *column;

	for (size_t i = 0; i < map->len; i++)
		if (hl_str_eq(map->columns[i].name, name))
			return &map->columns[i];
	map->columns = hl_grow(map->columns, &map->cap, map->len + 1, sizeof(*map->columns));
	column = &map->columns[map->len++];
	*column =
		(struct column){ .name = hl_str_keep(&map->arena, name), .values = hl_keys_new() };
	(void)hl_row_fail(row, reading->header, reading->at[COLUMN], HL_EDATA, &column->where);
	return column;
}

/* ASCII letters in lower case, in @to or, where there is no room, in @more. */
static struct hl_str lower(struct hl_str text, char *to, size_t room, struct hl_buf *more) {
	if (text.len > room) {
		more->len = 0;
		to = hl_buf_room(more, text.len);
	}
	for (size_t i = 0; i < text.len; i++)
		to[i] = hl_lower(text.at[i]);
	return (struct hl_str){ to, text.len };
}

/* @name is not on the roster: then who was meant? */
static void warn_stranger(struct reading *reading, const struct hl_row *row, struct hl_str name) {
	const struct hl_roster *roster = reading->roster;
	struct hl_str *names = hl_claim(roster->len, sizeof(*names));
	struct hl_error err = { 0 };
	const struct hl_str *near;
	char shown[64];

	for (size_t i = 0; i < roster->len; i++)
		names[i] = roster->at[i].name;
	near = hl_nearest(name, names, roster->len);
	(void)hl_fail_value(&err, name, "not on the roster");
	if (near) {
		hl_printable(*near, shown, sizeof(shown));
		(void)hl_fail(&err, HL_EDATA, "not on the roster; did you mean %s?", shown);
	}
	tell(reading, reading->options->warnings, row, COLLECTOR, &err);
	free(names);
}

static void add_row(struct reading *reading, const struct hl_row *row, struct column *column) {
	struct hl_source_map *map = reading->map;
	struct hl_str name = hl_cell_trimmed(row, reading->at[COLLECTOR]);
	size_t number = hl_keys_find(reading->roster->names, name);
	bool is_known = number != HL_NO_KEY && number < reading->roster->len;
	struct hl_error err = { 0 };
	struct hl_buf more = { 0 };
	char room[64];
	size_t len = hl_keys_len(column->values);
	size_t value = hl_keys_add(column->values,
		lower(hl_cell_trimmed(row, reading->at[VALUE]), room, sizeof(room), &more));

	hl_buf_release(&more);
	if (value < len) {
		(void)hl_fail_value(&err, hl_cell_trimmed(row, reading->at[VALUE]),
			"a row above has this value: this one never decides");
		tell(reading, reading->options->warnings, row, VALUE, &err);
	} else {
		column->rows =
			hl_grow(column->rows, &column->cap, value + 1, sizeof(*column->rows));
		column->rows[value] = (uint32_t)map->rows_len;
	}
	map->collectors = hl_grow(
		map->collectors, &map->rows_cap, map->rows_len + 1, sizeof(*map->collectors));
	map->collectors[map->rows_len++] = is_known ? (uint32_t)number : HL_NOBODY;
	if (!is_known)
		warn_stranger(reading, row, name);
}

static void read_row(void *of_reading, const struct hl_row *row, struct hl_error *err) {
	struct reading *reading = of_reading;
	struct hl_str name = hl_cell_trimmed(row, reading->at[COLUMN]);

	if (name.len == 0) {
		(void)hl_fail(err, HL_EDATA, "a row without a column of the leads");
		tell(reading, reading->options->mistakes, row, COLUMN, err);
	} else if (hl_cell_trimmed(row, reading->at[COLLECTOR]).len == 0) {
		(void)hl_fail(err, HL_EDATA, "a row without a collector");
		tell(reading, reading->options->mistakes, row, COLLECTOR, err);
	} else {
		add_row(reading, row, column_add(reading, row, name));
	}
}

static enum hl_status read_rows(
	struct reading *reading, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ "column", true, &reading->at[COLUMN] },
		{ "value", true, &reading->at[VALUE] },
		{ "collector", true, &reading->at[COLLECTOR] },
	};
	enum hl_status status = hl_lead_bind(
		reading->header, &reading->options->map, columns, HL_LEN(columns), err);

	if (status != HL_OK)
		return status;
	return assign_side_each(reader, reading->options, read_row, reading, err);
}

enum hl_status hl_source_map_read(struct hl_source_map **map, const struct hl_roster *roster,
	struct hl_reader *reader, const struct hl_roster_options *options, struct hl_error *err) {
	struct reading reading = {
		.map = hl_claim(1, sizeof(**map)),
		.roster = roster,
		.header = hl_reader_header(reader),
		.options = options,
	};
	enum hl_status status = read_rows(&reading, reader, err);

	*map = reading.map;
	if (status != HL_OK) {
		hl_source_map_free(*map);
		*map = NULL;
	}
	return status;
}

void hl_source_map_free(struct hl_source_map *map) {
	if (!map)
		return;
	for (size_t i = 0; i < map->len; i++) {
		hl_keys_free(map->columns[i].values);
		free(map->columns[i].rows);
	}
	free(map->columns);
	free(map->collectors);
	hl_arena_release(&map->arena);
	free(map);
}

/* --- asking --- */

enum hl_status assign_source_bind(struct assign_source *source,
	const struct hl_assign_options *options, const struct hl_header *header,
	struct hl_arena *arena, struct hl_error *err) {
	const struct hl_source_map *map = options->source_map;

	*source = (struct assign_source){ .map = map };
	source->columns = hl_new_array(arena, size_t, map ? map->len : 0);
	for (size_t i = 0; map && i < map->len; i++) {
		const struct column *column = &map->columns[i];
		enum hl_status status =
			hl_lead_find(header, &options->map, column->name, &source->columns[i], err);

		if (status == HL_OK)
			continue;
		err->file = column->where.file;
		err->line = column->where.line;
		err->byte = column->where.byte;
		return status;
	}
	return HL_OK;
}

uint32_t assign_source_of(const struct assign_source *source, const struct hl_row *row) {
	const struct hl_source_map *map = source->map;
	uint32_t first = HL_NOBODY;
	struct hl_buf more = { 0 };
	char room[64];

	for (size_t i = 0; map && i < map->len; i++) {
		struct hl_str cell = hl_cell_trimmed(row, source->columns[i]);
		size_t value = hl_keys_find(
			map->columns[i].values, lower(cell, room, sizeof(room), &more));

		if (value != HL_NO_KEY && map->columns[i].rows[value] < first)
			first = map->columns[i].rows[value];
	}
	hl_buf_release(&more);
	return first == HL_NOBODY ? HL_NOBODY : map->collectors[first];
}
