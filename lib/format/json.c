/* json.c - json and jsonl: objects of strings. */

#include "hl/format.h"
#include "hl/unicode.h"

#include <stdlib.h>
#include <string.h>

/* --- keys: no two alike --- */

/* What stands before each cell: the opening brace or a comma, the name, a colon. */
struct json {
	struct hl_str *keys;
};

/* @name[2] for the second of two equal names; a number that is taken is passed over. */
static struct hl_str number_name(
	struct hl_arena *arena, struct hl_keys *taken, struct hl_str name, size_t *number) {
	struct hl_buf text = { 0 };
	struct hl_str kept;

	do {
		text.len = 0;
		hl_buf_add(&text, name);
		hl_buf_addf(&text, "[%zu]", ++*number);
	} while (hl_keys_find(taken, hl_buf_str(&text)) != HL_NO_KEY);
	kept = hl_str_keep(arena, hl_buf_str(&text));
	hl_keys_add(taken, kept);
	hl_buf_release(&text);
	return kept;
}

/* The names as JSON spells them (which may make equals of two), told apart. */
static void tell_apart(struct hl_export *doc, struct hl_str *names) {
	const struct hl_export_table *table = doc->table;
	struct hl_keys *taken = hl_keys_new();
	size_t *numbers = hl_claim(table->len, sizeof(*numbers));
	size_t *number_of = hl_claim(table->len, sizeof(*number_of));
	struct hl_buf text = { 0 };

	for (size_t i = 0; i < table->len; i++) {
		text.len = 0;
		hl_json_put(&text, table->names[i], &doc->counts.not_utf8);
		names[i] = hl_str_keep(&doc->arena, (struct hl_str){ text.at + 1, text.len - 2 });
		number_of[i] = hl_keys_add(taken, names[i]);
	}
	for (size_t i = 0; i < table->len; i++) {
		size_t *number = &numbers[number_of[i]];

		if (*number > 0)
			names[i] = number_name(&doc->arena, taken, names[i], number);
		else
			*number = 1;
	}
	hl_buf_release(&text);
	free(number_of);
	free(numbers);
	hl_keys_free(taken);
}

static enum hl_status jsonl_begin(struct hl_export *doc, struct hl_error *err) {
	size_t len = doc->table->len;
	struct json *json = hl_new(&doc->arena, struct json);
	struct hl_buf text = { 0 };

	(void)err;
	json->keys = hl_new_array(&doc->arena, struct hl_str, len);
	doc->state = json;
	tell_apart(doc, json->keys);
	for (size_t i = 0; i < len; i++) {
		text.len = 0;
		hl_buf_add_char(&text, i ? ',' : '{');
		hl_buf_add_char(&text, '"');
		hl_buf_add(&text, json->keys[i]);
		hl_buf_add(&text, HL_STR("\":"));
		json->keys[i] = hl_str_keep(&doc->arena, hl_buf_str(&text));
	}
	hl_buf_release(&text);
	return HL_OK;
}

/* --- rows --- */

static void put_object(struct hl_export *doc, const struct hl_row *row) {
	const struct json *json = doc->state;

	for (size_t i = 0; i < doc->table->len; i++) {
		hl_put_str(doc, json->keys[i]);
		hl_json_put(&doc->out, hl_export_cell(doc, row, i), &doc->counts.not_utf8);
	}
	hl_buf_add_char(&doc->out, '}');
}

static enum hl_status jsonl_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	put_object(doc, row);
	hl_buf_add_char(&doc->out, '\n');
	return HL_OK;
}

static enum hl_status json_begin(struct hl_export *doc, struct hl_error *err) {
	enum hl_status status = jsonl_begin(doc, err);

	hl_buf_add_char(&doc->out, '[');
	return status;
}

static enum hl_status json_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	hl_buf_add_char(&doc->out, '\n');
	put_object(doc, row);
	return HL_OK;
}

static enum hl_status json_end(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	hl_put(doc, doc->counts.rows ? "\n]\n" : "]\n");
	return HL_OK;
}

const struct hl_format hl_json = {
	.name = "json",
	.suffix = ".json",
	.takes = HL_TAKES_FEW,
	.help = "an array of objects, every cell a string",
	.begin = json_begin,
	.row = json_row,
	.end = json_end,
	.is_by_row = true,
	.between = ",",
};

const struct hl_format hl_jsonl = {
	.name = "jsonl",
	.suffix = ".jsonl",
	.takes = HL_TAKES_FEW,
	.also = ".ndjson",
	.help = "an object a line, every cell a string",
	.begin = jsonl_begin,
	.row = jsonl_row,
	.end = hl_format_end_plain,
	.is_by_row = true,
};
