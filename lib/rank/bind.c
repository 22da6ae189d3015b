/* bind.c - which columns decide: keys as -k, the queue, what is between equals. */
#include "bind.h"

/* "nr": what the letters say; false when they are not a list of letters that go together. */
static bool letters_parse(struct hl_str letters, struct rank_key *key) {
	const struct rank_kind *kind = NULL;
	bool reverse = false;
	bool blank_first = false;

	for (size_t i = 0; i < letters.len; i++) {
		if (letters.at[i] == 'r' && !reverse)
			reverse = true;
		else if (letters.at[i] == 'e' && !blank_first)
			blank_first = true;
		else if (kind || !(kind = rank_kind_at(letters.at[i])))
			return false;
	}
	kind = kind ? kind : rank_kind_at('\0');
	*key = (struct rank_key){ .kind = kind, .reverse = reverse, .blank_first = blank_first };
	return letters.len > 0 && !(blank_first && kind->is_text);
}

/* "COLUMN[:LETTERS]": the name, and in @key what the letters say. */
static struct hl_str key_parse(struct hl_str text, struct rank_key *key) {
	const char *colon = text.len ? memrchr(text.at, ':', text.len) : NULL;
	size_t name_len = colon ? (size_t)(colon - text.at) : text.len;

	if (colon && letters_parse((struct hl_str){ colon + 1, text.len - name_len - 1 }, key))
		return (struct hl_str){ text.at, name_len };
	*key = (struct rank_key){ .kind = rank_kind_at('\0') };
	return text;
}

static bool is_full(const struct rank_keys *keys) {
	return keys->len == HL_RANK_KEYS_MAX + (size_t)keys->has_queues;
}

static void bind_key(struct rank_keys *keys, const struct hl_column_map *map, struct hl_str text,
	struct rank_slips *slips) {
	struct hl_error why = { 0 };
	struct rank_key key;
	struct hl_str name = key_parse(text, &key);
	enum hl_status status = HL_OK;

	if (text.len == 0)
		status = hl_fail(&why, HL_EUSAGE, "a key has no name");
	else if (is_full(keys))
		status = hl_fail(&why, HL_EUSAGE, "more than %d keys", HL_RANK_KEYS_MAX);
	else
		status = hl_lead_ask(keys->header, map, name, &key.column, &why);
	if (status == HL_OK)
		keys->at[keys->len++] = key;
	else
		rank_slip(slips, "-k", status, &why);
}

static void bind_list(struct rank_keys *keys, const struct hl_column_map *map, struct hl_str list,
	struct rank_slips *slips) {
	bool more;

	do {
		const char *end = list.at + list.len;
		struct hl_str text = hl_str_cut(&list, ',');

		more = text.at + text.len != end;
		bind_key(keys, map, text, slips);
	} while (more && !is_full(keys));
	if (more)
		bind_key(keys, map, list, slips);
}

/*
 * What nobody asked for is a key only where it can be: the first one has to be there. Most leads
 * have no score, so it is the others that order them; who was never worked is the first of these.
 */
static void bind_standard(
	struct rank_keys *keys, const struct hl_column_map *map, struct rank_slips *slips) {
	static const char *const more[] = { HL_RANK_DEFAULT_MORE };

	keys->is_standard = true;
	bind_key(keys, map, HL_STR(HL_RANK_DEFAULT), slips);
	for (size_t i = 0; i < HL_LEN(more); i++) {
		struct rank_key *key = &keys->at[keys->len];
		struct hl_str name = key_parse(hl_str_of(more[i]), key);
		struct hl_error why = { 0 };
		enum hl_status status = hl_lead_at(keys->header, map, name, &key->column, &why);

		if (status != HL_OK)
			rank_slip(slips, "-k", status, &why);
		else if (key->column != HL_NO_COLUMN)
			keys->len++;
		else
			keys->absent[keys->absent_len++] = name;
	}
}

static void bind_asked(
	struct rank_keys *keys, const struct hl_rank_options *options, struct rank_slips *slips) {
	if (options->keys_len == 0)
		bind_standard(keys, &options->map, slips);
	for (size_t i = 0; i < options->keys_len; i++)
		bind_list(keys, &options->map, hl_str_of(options->keys[i]), slips);
}

static void bind_queues(
	struct rank_keys *keys, const struct hl_rank_options *options, struct rank_slips *slips) {
	struct rank_key *key = &keys->at[0];
	struct hl_error why = { 0 };
	enum hl_status status;

	if (!options->per)
		return;
	keys->has_queues = true;
	key->kind = rank_kind_at('\0');
	keys->len = 1;
	status = hl_lead_ask(
		keys->header, &options->map, hl_str_of(options->per), &key->column, &why);
	if (status != HL_OK)
		rank_slip(slips, "--per", status, &why);
}

/* What decides between equals: the key of the table, unless its text is a key already. */
static void bind_tie(
	struct rank_keys *keys, const struct hl_rank_options *options, struct rank_slips *slips) {
	struct rank_key tie = { .column = HL_NO_COLUMN, .kind = rank_kind_at('\0') };
	struct hl_error why = { 0 };
	enum hl_status status;

	if (options->tie)
		status = hl_lead_ask(
			keys->header, &options->map, hl_str_of(options->tie), &tie.column, &why);
	else
		status = hl_lead_at(
			keys->header, &options->map, HL_STR("account_id"), &tie.column, &why);
	if (status != HL_OK)
		rank_slip(slips, "--key", status, &why);
	keys->tie = tie.column;
	if (tie.column == HL_NO_COLUMN)
		return;
	for (size_t i = 0; i < keys->len; i++)
		if (keys->at[i].column == tie.column && keys->at[i].kind == tie.kind)
			return;
	keys->at[keys->len++] = tie;
}

void rank_keys_bind(struct rank_keys *keys, const struct hl_rank_options *options,
	const struct hl_header *header, struct rank_slips *slips) {
	*keys = (struct rank_keys){ .header = header, .time = options->time, .tie = HL_NO_COLUMN };
	bind_queues(keys, options, slips);
	bind_asked(keys, options, slips);
	keys->shared_len = keys->len;
	bind_tie(keys, options, slips);
}
