/* json.c - json and jsonl: objects of strings. */
#include "json.h"

#include "formats.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* A byte that stands for itself in a JSON string. */
static bool is_plain(unsigned char byte) {
	return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

/* The same of eight bytes at once: is none of them below a blank, a quote, a backslash, or high? */
static bool are_plain(const char *at) {
	uint64_t word = hl_word_at(at);
	uint64_t below = (word - HL_EACH(0x20)) & ~word;

	return (((word | below) & HL_EACH(0x80)) | hl_word_has(word, '"') |
		       hl_word_has(word, '\\')) == 0;
}

/* What is not plain, at s.at[i]; returns how many bytes of @s it was. */
static size_t put_special(char **at, struct hl_str s, size_t i, size_t *not_utf8) {
	static const char codes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	static const char hex[] = "0123456789abcdef";
	unsigned char byte = (unsigned char)s.at[i];
	uint32_t point;
	size_t len = 1;

	if (byte >= 0x80) {
		len = utf8_point(s, i, &point);
		memcpy(*at, len ? &s.at[i] : UTF8_REPLACEMENT.at, len ? len : 3);
		*at += len ? len : 3;
		*not_utf8 += len == 0;
		return len ? len : 1;
	}
	*(*at)++ = '\\';
	for (size_t k = 0; k < sizeof(codes) - 1; k += 2) {
		if (codes[k] != s.at[i])
			continue;
		*(*at)++ = codes[k + 1];
		return 1;
	}
	memcpy(*at, "u00", 3);
	(*at)[3] = hex[byte >> 4];
	(*at)[4] = hex[byte & 15];
	*at += 5;
	return 1;
}

/* The string without its quotes, in the six bytes a byte may need. */
static char *put_bytes(char *at, struct hl_str s, size_t *not_utf8) {
	for (size_t i = 0; i < s.len;) {
		if (s.len - i >= sizeof(uint64_t) && are_plain(&s.at[i])) {
			memcpy(at, &s.at[i], sizeof(uint64_t));
			at += sizeof(uint64_t);
			i += sizeof(uint64_t);
		} else if (is_plain((unsigned char)s.at[i])) {
			*at++ = s.at[i++];
		} else {
			i += put_special(&at, s, i, not_utf8);
		}
	}
	return at;
}

void json_put(struct hl_buf *to, struct hl_str s, size_t *not_utf8) {
	char *begun = hl_buf_room(to, 6 * s.len + 2);
	char *at = begun;

	*at++ = '"';
	at = put_bytes(at, s, not_utf8);
	*at++ = '"';
	to->len += (size_t)(at - begun);
}

void hl_json_put(struct hl_buf *to, struct hl_str s) {
	size_t not_utf8 = 0;

	json_put(to, s, &not_utf8);
}

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
		json_put(&text, table->names[i], &doc->counts.not_utf8);
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

enum hl_status jsonl_begin(struct hl_export *doc, struct hl_error *err) {
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
		put_str(doc, json->keys[i]);
		json_put(&doc->out, document_cell(doc, row, i), &doc->counts.not_utf8);
	}
	hl_buf_add_char(&doc->out, '}');
}

enum hl_status jsonl_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	put_object(doc, row);
	hl_buf_add_char(&doc->out, '\n');
	return HL_OK;
}

enum hl_status json_begin(struct hl_export *doc, struct hl_error *err) {
	enum hl_status status = jsonl_begin(doc, err);

	hl_buf_add_char(&doc->out, '[');
	return status;
}

enum hl_status json_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	hl_buf_add_char(&doc->out, '\n');
	put_object(doc, row);
	return HL_OK;
}

enum hl_status json_end(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	put(doc, doc->counts.rows ? "\n]\n" : "]\n");
	return HL_OK;
}
