/* index_rows.c - rows that are alike but for link and file are one entry, wherever they stand. */
#include "index.h"

const char *const index_names[COLUMNS] = { "section", "title", "rows", "balance", "note", "link",
	"file", "rows_head", "note_head" };

/* --- columns --- */

static size_t place_of(const struct hl_export_table *table, const char *name) {
	for (size_t i = 0; i < table->len; i++)
		if (hl_str_eq(table->names[i], hl_str_of(name)))
			return i;
	return HL_NO_COLUMN;
}

/* What hl-metrics calls its columns is a figure's only where there is a metric. */
static void find_figure(const struct hl_export_table *table, struct places *places) {
	bool is_metrics = place_of(table, dash_names[DASH_METRIC]) != HL_NO_COLUMN;

	for (size_t c = 0; c < DASH_CELLS; c++)
		places->figure[c] = is_metrics || c == DASH_VALUE ? place_of(table, dash_names[c])
								  : HL_NO_COLUMN;
}

static bool is_taken(const struct places *places, size_t column) {
	bool is_ours = false;

	for (size_t c = 0; c < COLUMNS; c++)
		is_ours |= places->at[c] == column;
	for (size_t c = 0; c < DASH_CELLS; c++)
		is_ours |= places->figure[c] == column;
	return is_ours;
}

enum hl_status index_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct places *places = hl_new(&table->arena, struct places);

	for (size_t c = 0; c < COLUMNS; c++)
		places->at[c] = place_of(table, index_names[c]);
	find_figure(table, places);
	places->more = hl_new_array(&table->arena, size_t, table->len);
	for (size_t i = 0; i < table->len; i++)
		if (!is_taken(places, i))
			places->more[places->more_len++] = i;
	options->bound = places;
	if (places->at[TITLE] == HL_NO_COLUMN || places->at[FILE_NAME] == HL_NO_COLUMN)
		return hl_fail(err, HL_EUSAGE, "--page index: no column is called %s",
			places->at[TITLE] == HL_NO_COLUMN ? "title" : "file");
	return HL_OK;
}

/* --- rows --- */

static struct hl_str cell_of(const struct hl_str *cells, size_t place) {
	return place == HL_NO_COLUMN ? HL_STR("") : hl_str_trim(cells[place]);
}

/* NULL: the row is about files alone. */
static struct hl_str *figure_of(const struct index *index, const struct hl_str *cells) {
	const size_t *places = index->places->figure;
	struct hl_str *figure;

	if (cell_of(cells, places[DASH_METRIC]).len + cell_of(cells, places[DASH_VALUE]).len == 0)
		return NULL;
	figure = hl_new_array(&index->doc->arena, struct hl_str, DASH_CELLS);
	for (size_t c = 0; c < DASH_CELLS; c++)
		figure[c] = cell_of(cells, places[c]);
	return figure;
}

static void read_line(const struct index *index, const struct hl_str *cells, struct line *line) {
	const struct places *places = index->places;

	line->next = INDEX_NONE;
	line->figure = figure_of(index, cells);
	for (size_t c = 0; c < COLUMNS; c++)
		line->cells[c] = cell_of(cells, places->at[c]);
	line->more = hl_new_array(&index->doc->arena, struct hl_str, places->more_len);
	for (size_t i = 0; i < places->more_len; i++)
		line->more[i] = cell_of(cells, places->more[i]);
}

/* --- entries --- */

/* No two lists of cells make the same bytes. */
static void add_cells(struct hl_buf *key, const struct hl_str *cells, size_t len) {
	for (size_t i = 0; i < len; i++) {
		hl_buf_addf(key, "%zu:", cells[i].len);
		hl_buf_add(key, cells[i]);
	}
}

static size_t entry_of(const struct index *index, struct hl_keys *keys, const struct line *line) {
	struct hl_buf key = { 0 };
	size_t number;

	add_cells(&key, line->cells, LINK);
	add_cells(&key, line->more, index->places->more_len);
	if (line->figure)
		add_cells(&key, line->figure, DASH_CELLS);
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
	size_t entry = entry_of(index, keys[0], line);
	bool is_new = entry == index->entries_len;
	size_t *last = link_to(index->entries, entry, is_new, at);
	size_t section;

	if (*last != at)
		index->lines[*last].next = at;
	*last = at;
	if (!is_new)
		return;
	index->entries_len++;
	section = hl_keys_add(keys[1], line->cells[SECTION]);
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
		read_line(index, cells, &index->lines[i]);
		take(index, keys, i);
	}
	hl_keys_free(keys[0]);
	hl_keys_free(keys[1]);
}
