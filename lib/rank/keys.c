/* keys.c - which columns decide, and the string of bytes that stands for them in a row. */
#include "marks.h"

#include <string.h>

/* --- one cell --- */

struct rank_kind {
	char letter;  /* 0: the default */
	bool is_text; /* ends in a NUL unless reversed */
	enum hl_status (*put)(const struct rank_keys *keys, const struct rank_key *key,
		struct hl_str cell, struct hl_buf *to, struct hl_error *err);
};

void rank_put_word(struct hl_buf *to, uint64_t word) {
	word = __builtin_bswap64(word);
	memcpy(hl_buf_room(to, sizeof(word)), &word, sizeof(word));
	to->len += sizeof(word);
}

/*
 * No decimal and no time is INT64_MIN, so one word of the 2^64 is never a value: the largest,
 * which is the blank cell in either direction.
 */
static void put_number(struct hl_buf *to, int64_t number, bool reverse) {
	uint64_t middle = INT64_MAX;

	rank_put_word(to, reverse ? middle - (uint64_t)number : middle + (uint64_t)number);
}

static void put_blank(struct hl_buf *to) {
	rank_put_word(to, UINT64_MAX);
}

static enum hl_status put_dec(const struct rank_keys *keys, const struct rank_key *key,
	struct hl_str cell, struct hl_buf *to, struct hl_error *err) {
	int64_t dec;
	enum hl_status status = HL_OK;

	(void)keys;
	cell = hl_str_trim(cell);
	if (cell.len == 0)
		put_blank(to);
	else if ((status = hl_dec_parse(cell, &dec, err)) == HL_OK)
		put_number(to, dec, key->reverse);
	return status;
}

/* The years that hl_time_parse takes fit in 64 bits of nanoseconds. */
static enum hl_status put_date(const struct rank_keys *keys, const struct rank_key *key,
	struct hl_str cell, struct hl_buf *to, struct hl_error *err) {
	struct hl_time time;
	enum hl_status status = HL_OK;

	cell = hl_str_trim(cell);
	if (cell.len == 0)
		put_blank(to);
	else if ((status = hl_time_parse(cell, &keys->time, &time, err)) == HL_OK)
		put_number(to, time.s * 1000000000 + time.ns, key->reverse);
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

static const struct rank_kind *kind_at(char letter) {
	for (size_t i = 0; i < HL_LEN(kinds); i++)
		if (kinds[i].letter == letter)
			return &kinds[i];
	return NULL;
}

/* --- all of them --- */

static inline enum hl_status put_key(const struct rank_keys *keys, const struct rank_key *key,
	const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct hl_str cell = hl_cell(row, key->column);

	if (key->kind->put(keys, key, cell, to, err) != HL_OK)
		return hl_row_fail(row, keys->header, key->column, HL_EDATA, err);
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

/* --- from the command line --- */

/* "nr": what the letters say; false when they are not a list of letters that go together. */
static bool letters_parse(struct hl_str letters, struct rank_key *key) {
	const struct rank_kind *kind = NULL;
	bool reverse = false;

	for (size_t i = 0; i < letters.len; i++) {
		if (letters.at[i] == 'r' && !reverse)
			reverse = true;
		else if (kind || !(kind = kind_at(letters.at[i])))
			return false;
	}
	key->kind = kind ? kind : &kinds[0];
	key->reverse = reverse;
	return letters.len > 0;
}

/* "COLUMN[:LETTERS]": the name, and in @key what the letters say. */
static struct hl_str key_parse(struct hl_str text, struct rank_key *key) {
	const char *colon = text.len ? memrchr(text.at, ':', text.len) : NULL;
	size_t name_len = colon ? (size_t)(colon - text.at) : text.len;

	if (colon && letters_parse((struct hl_str){ colon + 1, text.len - name_len - 1 }, key))
		return (struct hl_str){ text.at, name_len };
	key->kind = &kinds[0];
	key->reverse = false;
	return text;
}

static enum hl_status bind_key(struct rank_keys *keys, const struct hl_column_map *map,
	struct hl_str text, struct hl_error *err) {
	struct rank_key *key = &keys->at[keys->len];
	struct hl_str name;

	if (text.len == 0)
		return hl_fail(err, HL_EUSAGE, "-k: a key has no name");
	if (keys->len == HL_RANK_KEYS_MAX + (size_t)keys->has_queues)
		return hl_fail(err, HL_EUSAGE, "-k: more than %d keys", HL_RANK_KEYS_MAX);
	name = key_parse(text, key);
	keys->len++;
	return hl_lead_ask(keys->header, map, name, &key->column, err);
}

static enum hl_status bind_list(struct rank_keys *keys, const struct hl_column_map *map,
	struct hl_str list, struct hl_error *err) {
	enum hl_status status;

	do {
		const char *end = list.at + list.len;
		struct hl_str text = hl_str_cut(&list, ',');
		bool more = text.at + text.len != end;

		status = bind_key(keys, map, text, err);
		if (!more)
			break;
	} while (status == HL_OK);
	return status;
}

static enum hl_status bind_queues(
	struct rank_keys *keys, const struct hl_rank_options *options, struct hl_error *err) {
	if (!options->per)
		return HL_OK;
	keys->has_queues = true;
	keys->at[keys->len].kind = &kinds[0];
	return hl_lead_ask(keys->header, &options->map, hl_str_of(options->per),
		&keys->at[keys->len++].column, err);
}

enum hl_status rank_keys_tie(const struct rank_keys *keys, const struct hl_rank_options *options,
	size_t *column, struct hl_error *err) {
	if (options->tie)
		return hl_lead_ask(
			keys->header, &options->map, hl_str_of(options->tie), column, err);
	return hl_lead_at(keys->header, &options->map, HL_STR("account_id"), column, err);
}

/* The key of the table, unless its text is a key already. */
static enum hl_status bind_tie(
	struct rank_keys *keys, const struct hl_rank_options *options, struct hl_error *err) {
	struct rank_key tie = { .kind = &kinds[0] };
	enum hl_status status = rank_keys_tie(keys, options, &tie.column, err);

	if (status != HL_OK || tie.column == HL_NO_COLUMN)
		return status;
	for (size_t i = 0; i < keys->len; i++)
		if (keys->at[i].column == tie.column && keys->at[i].kind == tie.kind)
			return HL_OK;
	keys->at[keys->len++] = tie;
	return HL_OK;
}

enum hl_status rank_keys_bind(struct rank_keys *keys, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) {
	static const char *const standard[] = { HL_RANK_DEFAULT };
	const char *const *lists = options->keys_len ? options->keys : standard;
	size_t len = options->keys_len ? options->keys_len : HL_LEN(standard);
	enum hl_status status;

	*keys = (struct rank_keys){ .header = header, .time = options->time };
	status = bind_queues(keys, options, err);
	for (size_t i = 0; i < len && status == HL_OK; i++)
		status = bind_list(keys, &options->map, hl_str_of(lists[i]), err);
	return status == HL_OK ? bind_tie(keys, options, err) : status;
}
