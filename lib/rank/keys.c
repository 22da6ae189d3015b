/* keys.c - the string of bytes that stands for the columns that decide. */
#include "bind.h"
#include "marks.h"

#include <stdio.h>
#include <string.h>

/* --- one cell --- */

void rank_put_word(struct hl_buf *to, uint64_t word) {
	word = __builtin_bswap64(word);
	memcpy(hl_buf_room(to, sizeof(word)), &word, sizeof(word));
	to->len += sizeof(word);
}

/*
 * No decimal and no time is INT64_MIN, so one word of the 2^64 is never a value: the largest,
 * or the smallest where blank cells are first; it is the blank cell in either direction.
 */
static void put_number(struct hl_buf *to, int64_t number, const struct rank_key *key) {
	uint64_t middle = INT64_MAX;
	uint64_t word = key->reverse ? middle - (uint64_t)number : middle + (uint64_t)number;

	rank_put_word(to, word + key->blank_first);
}

static void put_blank(struct hl_buf *to, const struct rank_key *key) {
	rank_put_word(to, key->blank_first ? 0 : UINT64_MAX);
}

static enum hl_status put_dec(const struct rank_keys *keys, const struct rank_key *key,
	struct hl_str cell, struct hl_buf *to, struct hl_error *err) {
	int64_t dec;
	enum hl_status status = HL_OK;

	(void)keys;
	cell = hl_str_trim(cell);
	if (cell.len == 0)
		put_blank(to, key);
	else if ((status = hl_dec_parse(cell, &dec, err)) == HL_OK)
		put_number(to, dec, key);
	return status;
}

/* The years that hl_time_parse takes fit in 64 bits of nanoseconds. */
static enum hl_status put_date(const struct rank_keys *keys, const struct rank_key *key,
	struct hl_str cell, struct hl_buf *to, struct hl_error *err) {
	struct hl_time time;
	enum hl_status status = HL_OK;

	cell = hl_str_trim(cell);
	if (cell.len == 0)
		put_blank(to, key);
	else if ((status = hl_time_parse(cell, &keys->time, &time, err)) == HL_OK)
		put_number(to, time.s * 1000000000 + time.ns, key);
	return status;
}

/* A text holds no NUL, so a NUL can end it: the shorter one is smaller. */
static void put_bytes(struct hl_buf *to, struct hl_str text, bool fold, bool reverse) {
	unsigned char flip = reverse ? 0xff : 0;
	bool is_plain = !fold && !reverse;
	char *at = hl_buf_room(to, text.len + 1);

	if (is_plain && text.len > 0)
		memcpy(at, text.at, text.len);
	for (size_t i = 0; i < text.len && !is_plain; i++) {
		char c = text.at[i];

		if (fold)
			c = hl_lower(c);
		at[i] = (char)((unsigned char)c ^ flip);
	}
	at[text.len] = (char)flip;
	to->len += text.len + 1;
}

static enum hl_status put_text(const struct rank_keys *keys, const struct rank_key *key,
	struct hl_str cell, struct hl_buf *to, struct hl_error *err) {
	(void)keys;
	(void)err;
	put_bytes(to, cell, false, key->reverse);
	return HL_OK;
}

static enum hl_status put_folded(const struct rank_keys *keys, const struct rank_key *key,
	struct hl_str cell, struct hl_buf *to, struct hl_error *err) {
	(void)keys;
	(void)err;
	put_bytes(to, cell, true, key->reverse);
	return HL_OK;
}

static const struct rank_kind kinds[] = {
	{ '\0', true, put_text },
	{ 'n', false, put_dec },
	{ 'd', false, put_date },
	{ 'f', true, put_folded },
};

const struct rank_kind *rank_kind_at(char letter) {
	for (size_t i = 0; i < HL_LEN(kinds); i++)
		if (kinds[i].letter == letter)
			return &kinds[i];
	return NULL;
}

/* --- all of them --- */

/* Whoever did not ask for that key may not know of it. */
static enum hl_status fail(const struct rank_keys *keys, const struct rank_key *key,
	const struct hl_row *row, struct hl_error *err) {
	if (keys->is_standard) {
		size_t len = strlen(err->text);

		(void)snprintf(err->text + len, sizeof(err->text) - len,
			"; it is a key of the default order, -k asks for another one");
	}
	return hl_row_fail(row, keys->header, key->column, HL_EDATA, err);
}

static inline enum hl_status put_key(const struct rank_keys *keys, const struct rank_key *key,
	const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct hl_str cell = hl_cell(row, key->column);

	if (key->kind->put(keys, key, cell, to, err) != HL_OK)
		return fail(keys, key, row, err);
	return HL_OK;
}

enum hl_status rank_keys_put_queue(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	return keys->has_queues ? put_key(keys, &keys->at[0], row, to, err) : HL_OK;
}

enum hl_status rank_keys_put_rest(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	for (size_t i = keys->has_queues; i < keys->len; i++)
		if (put_key(keys, &keys->at[i], row, to, err) != HL_OK)
			return HL_EDATA;
	return HL_OK;
}

enum hl_status rank_keys_put(const struct rank_keys *keys, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct rank_key *last = &keys->at[keys->len - 1];

	if (keys->marks)
		return rank_marks_put(keys->marks, keys, row, to, err);
	for (size_t i = 0; i < keys->len; i++)
		if (put_key(keys, &keys->at[i], row, to, err) != HL_OK)
			return HL_EDATA;
	/* The NUL of a last text is worth nothing: what is shorter comes first anyway. */
	if (last->kind->is_text && !last->reverse && !keys->is_followed)
		to->len--;
	return HL_OK;
}

/* Behind the queue, where a class has keys of its own: those of @string. */
static const struct rank_keys *keys_of_class(
	const struct rank_keys *keys, struct hl_str string, size_t *at) {
	size_t queue_len = keys->has_queues ? rank_queue_of(string).len : 0;

	if (!keys->marks || !keys->marks->classes)
		return keys;
	*at = queue_len + 1;
	return &keys->marks->classes[rank_class_of(string, queue_len)].keys;
}

struct hl_str rank_keys_shared(const struct rank_keys *keys, struct hl_str string) {
	size_t at = 0;

	keys = keys_of_class(keys, string, &at);
	for (size_t i = at > 0 && keys->has_queues; i < keys->shared_len && at < string.len; i++) {
		const struct rank_key *key = &keys->at[i];
		const char *end = string.at + at + sizeof(uint64_t) - 1;

		if (key->kind->is_text)
			end = memchr(string.at + at, key->reverse ? 0xff : 0, string.len - at);
		at = end ? (size_t)(end - string.at) + 1 : string.len;
	}
	return (struct hl_str){ string.at, at };
}

/* Does -k find the column by this name, with these letters behind it? */
static bool is_spelled(const struct rank_keys *keys, const struct rank_key *key, bool has_letters) {
	struct hl_str name = keys->header->names[key->column];

	return name.len > 0 && !memchr(name.at, ',', name.len) &&
	       (has_letters || !memchr(name.at, ':', name.len)) &&
	       hl_header_at(keys->header, name) == key->column;
}

static void print_key(const struct rank_keys *keys, const struct rank_key *key, struct hl_buf *to) {
	const char letters[] = { key->kind->letter, key->reverse ? 'r' : '\0',
		key->blank_first ? 'e' : '\0' };
	bool has_letters = letters[0] || letters[1];

	if (is_spelled(keys, key, has_letters))
		hl_buf_add(to, keys->header->names[key->column]);
	else
		hl_buf_addf(to, "%zu", key->column + 1);
	if (has_letters)
		hl_buf_add_char(to, ':');
	for (size_t i = 0; i < sizeof(letters); i++)
		if (letters[i])
			hl_buf_add_char(to, letters[i]);
}

void rank_keys_print(const struct rank_keys *keys, struct hl_buf *to) {
	for (size_t i = keys->has_queues; i < keys->len; i++) {
		if (i > keys->has_queues)
			hl_buf_add_char(to, ',');
		print_key(keys, &keys->at[i], to);
	}
}
