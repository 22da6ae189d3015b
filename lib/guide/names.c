/* names.c - what people are called whom rows know by an id. */
#include "hl/guide.h"

#include <stdlib.h>

struct known {
	struct hl_str name;
	size_t line;
};

struct hl_names {
	struct hl_keys *ids;
	struct known *at; /* by the numbers of @ids */
	size_t cap;
	struct hl_arena arena;
};

struct hl_names *hl_names_new(void) {
	struct hl_names *names = hl_claim(1, sizeof(*names));

	names->ids = hl_keys_new();
	return names;
}

void hl_names_free(struct hl_names *names) {
	if (!names)
		return;
	hl_keys_free(names->ids);
	free(names->at);
	hl_arena_release(&names->arena);
	free(names);
}

/* --- reading --- */

enum { COLLECTOR, NAME, COLUMNS };

/* What is wrong with it is in @err, and which column that is about in the answer. */
static size_t add(
	struct hl_names *names, struct hl_str id, const struct known *one, struct hl_error *err) {
	size_t len = hl_keys_len(names->ids);
	size_t number;

	if (id.len == 0) {
		(void)hl_fail(err, HL_EDATA, "a name of nobody");
		return COLLECTOR;
	}
	number = hl_keys_add(names->ids, id);
	if (number == len) {
		names->at = hl_grow(names->at, &names->cap, len + 1, sizeof(*names->at));
		names->at[number] =
			(struct known){ hl_str_keep(&names->arena, one->name), one->line };
	} else if (!hl_str_eq(names->at[number].name, one->name)) {
		(void)hl_fail(err, HL_EDATA, "another name of this collector than in line %zu",
			names->at[number].line);
		return NAME;
	}
	return COLUMNS;
}

enum hl_status hl_names_read(struct hl_names *names, struct hl_reader *reader,
	const struct hl_column_map *map, struct hl_mistakes *mistakes, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(reader);
	size_t at[COLUMNS];
	const struct hl_lead_column columns[] = { { "collector", true, &at[COLLECTOR] },
		{ "name", true, &at[NAME] } };
	enum hl_status status = hl_lead_bind(header, map, columns, COLUMNS, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		const struct known one = { hl_cell_trimmed(&row, at[NAME]), row.line };
		struct hl_error told = { 0 };
		size_t wrong =
			one.name.len ? add(names, hl_cell_trimmed(&row, at[COLLECTOR]), &one, &told)
				     : COLUMNS;

		if (wrong == COLUMNS)
			continue;
		(void)hl_row_fail(&row, header, at[wrong], HL_EDATA, &told);
		hl_mistakes_add(mistakes, &told);
	}
	if (status != HL_END)
		return status;
	return mistakes->len ? HL_EDATA : HL_OK;
}

/* --- asking --- */

struct hl_str hl_names_find(const struct hl_names *names, struct hl_str id) {
	size_t number = names ? hl_keys_find(names->ids, id) : HL_NO_KEY;

	return number == HL_NO_KEY ? HL_STR("") : names->at[number].name;
}

bool hl_names_put(const struct hl_names *names, struct hl_str id, struct hl_buf *to) {
	struct hl_str name = hl_names_find(names, id);
	bool is_named = name.len > 0 && !hl_str_eq(name, id);

	hl_buf_add(to, is_named ? name : id);
	if (!is_named)
		return false;
	hl_buf_add(to, HL_STR(" ("));
	hl_buf_add(to, id);
	hl_buf_add(to, HL_STR(")"));
	return true;
}
