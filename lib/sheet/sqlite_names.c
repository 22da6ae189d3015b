/* sqlite_names.c - names of columns that a database takes for different ones. */
#include "sqlite.h"

#include "hl/lead.h"

/* Letters of ASCII are the same in either case there. */
static size_t key_of(struct hl_keys *keys, struct hl_buf *lower, struct hl_str name) {
	lower->len = 0;
	for (size_t i = 0; i < name.len; i++)
		hl_buf_add_char(lower, hl_lower(name.at[i]));
	return hl_keys_add(keys, hl_buf_str(lower));
}

static bool is_new(struct hl_keys *keys, struct hl_buf *lower, struct hl_str name) {
	size_t known = hl_keys_len(keys);

	return key_of(keys, lower, name) == known;
}

/* As it stands in the header, and the number of the column where nothing stands there. */
static struct hl_str plain_name(struct hl_export *doc, struct hl_str name, size_t number) {
	size_t at = doc->out.len;
	struct hl_str kept;

	sheet_spell_utf8(doc, name);
	if (doc->out.len == at)
		hl_buf_addf(&doc->out, "%zu", number);
	kept = hl_str_keep(&doc->arena, (struct hl_str){ doc->out.at + at, doc->out.len - at });
	doc->out.len = at;
	return kept;
}

/* name[2], or the first number behind it that nobody has. */
static struct hl_str number_name(
	struct hl_export *doc, struct hl_keys *keys, struct hl_buf *lower, struct hl_str name) {
	struct hl_buf text = { 0 };
	struct hl_str kept;
	size_t number = 1;

	do {
		text.len = 0;
		hl_buf_add(&text, name);
		hl_buf_addf(&text, "[%zu]", ++number);
	} while (!is_new(keys, lower, hl_buf_str(&text)));
	kept = hl_str_keep(&doc->arena, hl_buf_str(&text));
	hl_buf_release(&text);
	return kept;
}

void sqlite_names(struct sheet *sheet, struct hl_str *names) {
	struct hl_keys *keys = hl_keys_new();
	struct hl_buf lower = { 0 };
	bool *is_taken = hl_new_array(&sheet->doc->arena, bool, sheet->len);

	/* Whoever stands in the header as it is keeps its name, wherever that is. */
	for (size_t i = 0; i < sheet->len; i++) {
		names[i] = plain_name(sheet->doc, sheet->columns[i].name, i + 1);
		is_taken[i] = !is_new(keys, &lower, names[i]);
	}
	for (size_t i = 0; i < sheet->len; i++)
		if (is_taken[i])
			names[i] = number_name(sheet->doc, keys, &lower, names[i]);
	hl_buf_release(&lower);
	hl_keys_free(keys);
}
