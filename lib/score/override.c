/* override.c - scores that somebody has changed by hand, for a while or for good. */
#include "beside.h"

#include <stdlib.h>

struct hl_overrides {
	struct hl_keys *keys; /* of @at */
	struct override *at;
	size_t len, cap;
	struct hl_arena arena; /* of the reasons */
};

struct reading {
	struct hl_overrides *overrides;
	const struct hl_header *header;
	const struct hl_beside_input *input;
	size_t key, set, add, until, by, reason;
};

/* One row of the table. */
struct entry {
	struct hl_str key;
	bool has_set, has_add;
	int64_t set, add;
	int64_t end_s; /* from then on it is not in force any more; or INT64_MAX */
};

/* --- columns --- */

/* A column that may be left out, and is not there under a name that looks like a slip. */
static void suggest(const struct reading *reading, const char *name) {
	const struct hl_header *header = reading->header;
	const struct hl_str *near = hl_nearest(hl_str_of(name), header->names, header->len);
	size_t column = near ? (size_t)(near - header->names) : HL_NO_COLUMN;
	struct hl_error why = { .file = header->row.file, .line = header->row.line };
	char seen[64];

	if (!near || column == reading->key || column == reading->set || column == reading->add ||
		column == reading->until || column == reading->by || column == reading->reason)
		return;
	hl_printable(*near, seen, sizeof(seen));
	(void)hl_fail(&why, HL_EDATA, "there is a column %s; is it %s?", seen, name);
	hl_mistakes_add(reading->input->mistakes, &why);
}

static enum hl_status bind(
	struct reading *reading, const struct hl_model *model, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ model->key, true, &reading->key },
		{ "set", false, &reading->set },
		{ "add", false, &reading->add },
		{ "until", false, &reading->until },
		{ "by", false, &reading->by },
		{ "reason", false, &reading->reason },
	};
	enum hl_status status =
		hl_lead_bind(reading->header, reading->input->map, columns, HL_LEN(columns), err);

	for (size_t i = 0; i < HL_LEN(columns) && status == HL_OK; i++)
		if (*columns[i].column == HL_NO_COLUMN)
			suggest(reading, columns[i].name);
	return status;
}

/* --- rows --- */

static void add_mistake(const struct reading *reading, const struct hl_row *row, size_t column,
	struct hl_error *err) {
	(void)hl_row_fail(row, reading->header, column, HL_EDATA, err);
	hl_mistakes_add(reading->input->mistakes, err);
}

/* False where the cell is blank, or bad, which is told. */
static bool read_number(
	const struct reading *reading, const struct hl_row *row, size_t column, int64_t *number) {
	struct hl_str cell = hl_cell_trimmed(row, column);
	struct hl_error why = { 0 };

	if (cell.len == 0)
		return false;
	if (hl_dec_parse(cell, number, &why) == HL_OK)
		return true;
	add_mistake(reading, row, column, &why);
	return false;
}

/* The first second from which on it is not in force, or INT64_MAX. */
static int64_t read_until(const struct reading *reading, const struct hl_row *row) {
	const struct hl_score_time *now = reading->input->time;
	struct hl_str cell = hl_cell_trimmed(row, reading->until);
	struct hl_error why = { 0 };
	struct hl_time time;

	if (cell.len == 0)
		return INT64_MAX;
	if (hl_time_parse(cell, &now->rules, &time, &why) == HL_OK)
		return time.s + (time.ns > 0);
	add_mistake(reading, row, reading->until, &why);
	return INT64_MIN;
}

static void read_row(const struct reading *reading, const struct hl_row *row, struct entry *entry) {
	struct hl_str set = hl_cell_trimmed(row, reading->set);
	struct hl_str add = hl_cell_trimmed(row, reading->add);
	struct hl_error why = { 0 };

	*entry = (struct entry){ .key = hl_cell_trimmed(row, reading->key) };
	entry->has_set = read_number(reading, row, reading->set, &entry->set);
	entry->has_add = read_number(reading, row, reading->add, &entry->add);
	entry->end_s = read_until(reading, row);
	if (entry->key.len == 0) {
		(void)hl_fail(&why, HL_EDATA, "the key is missing");
		add_mistake(reading, row, reading->key, &why);
	}
	if (set.len == 0 && add.len == 0) {
		(void)hl_fail(&why, HL_EDATA, "neither set nor add has a number");
		add_mistake(reading, row, HL_NO_COLUMN, &why);
	}
}

/* --- overrides of a lead --- */

static void put_number(struct hl_buf *to, struct hl_str word, int64_t number) {
	hl_buf_add(to, word);
	to->len += hl_dec_print(number, hl_buf_room(to, HL_DEC_ROOM));
}

/* " by ann: vip" */
static void put_by(const struct reading *reading, const struct hl_row *row, struct hl_buf *to) {
	struct hl_str by = hl_cell_trimmed(row, reading->by);
	struct hl_str reason = hl_cell_trimmed(row, reading->reason);

	if (by.len)
		hl_buf_add(to, HL_STR(" by "));
	hl_buf_add(to, by);
	if (reason.len && to->len)
		hl_buf_add(to, HL_STR(": "));
	hl_buf_add(to, reason);
}

/* The text, and a bar before it where something is there already, become *whole. */
static void join(const struct reading *reading, struct hl_str *whole, struct hl_str text) {
	struct hl_buf both = { 0 };

	hl_buf_add(&both, *whole);
	if (whole->len && text.len)
		hl_buf_add(&both, HL_STR(" | "));
	hl_buf_add(&both, text);
	*whole = hl_str_keep(&reading->overrides->arena, hl_buf_str(&both));
	hl_buf_release(&both);
}

/* "set 90 add 5 by ann: vip" */
static void add_why(const struct reading *reading, const struct hl_row *row,
	const struct entry *entry, struct hl_str *why) {
	struct hl_buf text = { 0 };

	if (entry->has_set)
		put_number(&text, HL_STR("set "), entry->set);
	if (entry->has_add)
		put_number(&text, entry->has_set ? HL_STR(" add ") : HL_STR("add "), entry->add);
	put_by(reading, row, &text);
	join(reading, why, hl_buf_str(&text));
	hl_buf_release(&text);
}

/* "until 2026-03-09 by ann: vip" */
static void add_by(const struct reading *reading, const struct hl_row *row,
	const struct entry *entry, struct override *to) {
	struct hl_str until = hl_cell_trimmed(row, reading->until);
	struct hl_buf text = { 0 };

	if (until.len)
		hl_buf_add(&text, HL_STR(" until "));
	hl_buf_add(&text, until);
	put_by(reading, row, &text);
	if (entry->has_set)
		join(reading, &to->set_by, hl_str_trim(hl_buf_str(&text)));
	if (entry->has_add)
		join(reading, &to->add_by, hl_str_trim(hl_buf_str(&text)));
	hl_buf_release(&text);
}

static struct override *override_of(struct hl_overrides *overrides, struct hl_str key) {
	size_t number = hl_keys_add(overrides->keys, key);

	if (number == overrides->len) {
		overrides->at = hl_grow(
			overrides->at, &overrides->cap, overrides->len + 1, sizeof(*overrides->at));
		overrides->at[overrides->len++] = (struct override){ .rows = 0 };
	}
	return &overrides->at[number];
}

/* In the order of the table, in which what is added is added up. */
static void add_term(
	struct hl_overrides *overrides, struct override *to, const struct entry *entry) {
	struct override_term *term = hl_new(&overrides->arena, struct override_term);

	*term = (struct override_term){ NULL, entry->has_set, entry->set,
		entry->has_add ? entry->add : 0, entry->end_s };
	if (to->last)
		to->last->next = term;
	else
		to->terms = term;
	to->last = term;
}

/* One that is in force joins those of its lead: one set, and adds that add up. */
static void keep(
	const struct reading *reading, const struct hl_row *row, const struct entry *entry) {
	struct override *to = override_of(reading->overrides, entry->key);
	struct hl_error why = { 0 };

	to->rows++;
	add_term(reading->overrides, to, entry);
	if (entry->has_set && to->has_set) {
		(void)hl_fail(&why, HL_EDATA, "line %zu sets the score of this lead already",
			to->set_line);
		add_mistake(reading, row, reading->set, &why);
	} else if (entry->has_set) {
		to->has_set = true;
		to->set = entry->set;
		to->set_line = row->line;
	}
	if (entry->has_add && !hl_dec_add(to->add, entry->add, &to->add)) {
		(void)hl_fail(&why, HL_EDATA, "what is added to the score is out of range");
		add_mistake(reading, row, reading->add, &why);
	}
	add_why(reading, row, entry, &to->why);
	add_by(reading, row, entry, to);
}

/* --- the table --- */

static enum hl_status read_table(
	struct reading *reading, struct hl_reader *table, struct hl_error *err) {
	enum hl_status status;
	struct hl_row row;

	while ((status = hl_reader_next(table, &row, err)) == HL_OK) {
		struct entry entry;

		read_row(reading, &row, &entry);
		if (reading->input->time->as_of < entry.end_s && entry.key.len)
			keep(reading, &row, &entry);
	}
	return status == HL_END ? HL_OK : status;
}

enum hl_status hl_overrides_new(struct hl_overrides **result, const struct hl_model *model,
	struct hl_reader *table, const struct hl_beside_input *input, struct hl_error *err) {
	struct hl_overrides *overrides = hl_claim(1, sizeof(*overrides));
	struct reading reading = {
		.overrides = overrides, .header = hl_reader_header(table), .input = input
	};
	size_t before = input->mistakes->len;
	enum hl_status status = bind(&reading, model, err);

	overrides->keys = hl_keys_new();
	if (status == HL_OK)
		status = read_table(&reading, table, err);
	if (status == HL_OK && input->mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	if (status != HL_OK) {
		hl_overrides_free(overrides);
		overrides = NULL;
	}
	*result = overrides;
	return status;
}

void hl_overrides_free(struct hl_overrides *overrides) {
	if (!overrides)
		return;
	hl_keys_free(overrides->keys);
	hl_arena_release(&overrides->arena);
	free(overrides->at);
	free(overrides);
}

size_t hl_overrides_unmet(const struct hl_overrides *overrides) {
	size_t rows = 0;

	for (size_t i = 0; overrides && i < overrides->len; i++)
		rows += overrides->at[i].is_met ? 0 : overrides->at[i].rows;
	return rows;
}

/* --- leads --- */

const struct override *override_find(const struct hl_overrides *overrides, struct hl_str key) {
	size_t number = hl_keys_find(overrides->keys, key);

	if (number == HL_NO_KEY)
		return NULL;
	__atomic_store_n(&overrides->at[number].is_met, true, __ATOMIC_RELAXED);
	return &overrides->at[number];
}

bool override_at(const struct override *override, int64_t as_of, struct override *then) {
	bool fits = true;

	*then = (struct override){ .rows = 0 };
	for (const struct override_term *term = override->terms; term && fits; term = term->next) {
		if (as_of >= term->end_s)
			continue;
		then->has_set |= term->has_set;
		then->set = term->has_set ? term->set : then->set;
		fits = hl_dec_add(then->add, term->add, &then->add);
	}
	return fits;
}

int64_t override_end(const struct override *override, int64_t as_of) {
	int64_t end_s = INT64_MAX;

	for (const struct override_term *term = override->terms; term; term = term->next)
		if (term->end_s > as_of && term->end_s < end_s)
			end_s = term->end_s;
	return end_s;
}

bool override_apply(const struct override *override, int64_t *score) {
	return hl_dec_add(override->has_set ? override->set : *score, override->add, score);
}
