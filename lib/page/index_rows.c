/* index_rows.c - rows that are alike but for link and file are one entry, wherever they stand. */
#include "index.h"

const char *const index_names[COLUMNS] = { "section", "title", "rows", "balance", "note", "link",
	"file", "rows_head", "note_head" };

enum hl_status index_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct places *places = hl_new(&table->arena, struct places);

	for (size_t c = 0; c < COLUMNS; c++) {
		places->at[c] = HL_NO_COLUMN;
		for (size_t i = table->len; i > 0; i--)
			if (hl_str_eq(table->names[i - 1], hl_str_of(index_names[c])))
				places->at[c] = i - 1;
	}
	options->bound = places;
	if (places->at[TITLE] == HL_NO_COLUMN || places->at[FILE_NAME] == HL_NO_COLUMN)
		return hl_fail(err, HL_EUSAGE, "--page index: no column is called %s",
			places->at[TITLE] == HL_NO_COLUMN ? "title" : "file");
	return HL_OK;
}

static size_t number_of(struct hl_keys *keys, const struct line *line, size_t from, size_t to) {
	struct hl_buf key = { 0 };
	size_t number;

	for (size_t i = from; i < to; i++) {
		hl_buf_addf(&key, "%zu:", line->cells[i].len);
		hl_buf_add(&key, line->cells[i]);
	}
	number = hl_keys_add(keys, hl_buf_str(&key));
	hl_buf_release(&key);
	return number;
}

/* Entry or section @number has one more, which is new where it is the first of its number. */
static size_t *link_to(struct chain *chain, size_t number, bool is_new, size_t one) {
	chain += number;
	if (is_new)
		*chain = (struct chain){ .first = one, .last = one, .next = INDEX_NONE };
	return &chain->last;
}

/* Line @at goes to its entry, and a new entry to its section. */
static void take(struct index *index, struct hl_keys *keys[2], size_t at) {
	struct line *line = &index->lines[at];
	size_t entries = hl_keys_len(keys[0]);
	size_t entry = number_of(keys[0], line, SECTION, LINK);
	size_t *last = link_to(index->entries, entry, entry == entries, at);
	size_t section;

	if (*last != at)
		index->lines[*last].next = at;
	*last = at;
	if (entry < entries)
		return;
	section = number_of(keys[1], line, SECTION, SECTION + 1);
	last = link_to(index->sections, section, section == index->sections_len, entry);
	if (*last != entry)
		index->entries[*last].next = entry;
	*last = entry;
	index->sections_len = hl_keys_len(keys[1]);
}

void index_put_in_order(struct index *index) {
	struct hl_export *doc = index->doc;
	struct hl_str *cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len);
	struct hl_keys *keys[2] = { hl_keys_new(), hl_keys_new() };
	size_t rows = doc->counts.rows;
	size_t at = 0;

	index->lines = hl_new_array(&doc->arena, struct line, rows);
	index->entries = hl_new_array(&doc->arena, struct chain, rows);
	index->sections = hl_new_array(&doc->arena, struct chain, rows);
	for (size_t i = 0; hl_held_next(&doc->held, &at, cells, doc->table->len); i++) {
		index->lines[i].next = INDEX_NONE;
		for (size_t c = 0; c < COLUMNS; c++)
			if (index->places->at[c] != HL_NO_COLUMN)
				index->lines[i].cells[c] = hl_str_trim(cells[index->places->at[c]]);
		take(index, keys, i);
	}
	hl_keys_free(keys[0]);
	hl_keys_free(keys[1]);
}
