/*
 * links.c - where other pages lie. Whatever a table says, a link leads from one file to another one
 * beside it: it names no scheme and no host, and a browser asks nobody else for anything.
 */
#include "hl/guide.h"

#include <stdlib.h>
#include <string.h>

/* --- a link --- */

/* "https:", "javascript:": a letter, then letters, digits, + - and . up to a colon. */
static bool has_scheme(struct hl_str path) {
	for (size_t i = 0; i < path.len; i++) {
		char c = hl_lower(path.at[i]);
		bool is_letter = c >= 'a' && c <= 'z';

		if (c == ':')
			return i > 0;
		if (!is_letter &&
			(i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
			return false;
	}
	return false;
}

/* A slash at the end is that of a folder. */
static bool has_empty_part(struct hl_str path) {
	for (size_t i = 1; i < path.len; i++)
		if (path.at[i] == '/' && path.at[i - 1] == '/')
			return true;
	return false;
}

const char *hl_link_fault(struct hl_str path) {
	if (path.len == 0)
		return "no path";
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.at[i] < 0x20 || path.at[i] == 0x7f)
			return "a control character";
	if (path.at[0] == ' ' || path.at[path.len - 1] == ' ')
		return "a blank at an end";
	if (memchr(path.at, '\\', path.len))
		return "a \\ where a / belongs";
	if (path.at[0] == '/')
		return "a path from the root: say where it is from the page, as in ../index.html";
	if (has_scheme(path))
		return "an address: say where the file is from the page, as in ../index.html";
	return has_empty_part(path) ? "a part between two slashes that is empty" : NULL;
}

void hl_link_put(struct hl_buf *to, struct hl_str path) {
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";

	for (size_t i = 0; i < path.len; i++)
		if (memchr(plain, path.at[i], sizeof(plain) - 1))
			hl_buf_add_char(to, path.at[i]);
		else
			hl_buf_addf(to, "%%%02X", (unsigned)(unsigned char)path.at[i]);
}

/* --- all of them --- */

struct chain {
	struct hl_link *first, *last;
};

struct hl_links {
	struct hl_str from; /* "../": where the paths of the table begin */
	struct hl_keys *about;
	struct chain *chains; /* by the numbers of @about */
	size_t cap;
	struct hl_arena arena;
};

struct hl_links *hl_links_new(struct hl_str home) {
	struct hl_links *links = hl_claim(1, sizeof(*links));

	while (home.len > 0 && home.at[home.len - 1] != '/')
		home.len--;
	links->from = hl_str_keep(&links->arena, home);
	links->about = hl_keys_new();
	return links;
}

void hl_links_free(struct hl_links *links) {
	if (!links)
		return;
	hl_keys_free(links->about);
	free(links->chains);
	hl_arena_release(&links->arena);
	free(links);
}

/* Told apart by a length: either may hold any byte. */
static void put_key(struct hl_buf *key, struct hl_str column, struct hl_str value) {
	hl_buf_addf(key, "%zu:", column.len);
	hl_buf_add(key, column);
	hl_buf_add(key, value);
}

const struct hl_link *hl_links_about(
	const struct hl_links *links, struct hl_str column, struct hl_str value) {
	struct hl_buf key = { 0 };
	size_t number;

	if (!links)
		return NULL;
	put_key(&key, column, value);
	number = hl_keys_find(links->about, hl_buf_str(&key));
	hl_buf_release(&key);
	return number == HL_NO_KEY ? NULL : links->chains[number].first;
}

const struct hl_link *hl_link_called(const struct hl_link *link, struct hl_str words) {
	while (link && !hl_str_same(link->words, words))
		link = link->next;
	return link;
}

/* --- reading --- */

enum { COLUMN, VALUE, LINK, FILE_NAME, COLUMNS };

/* The chain of what @link is about, with one more. */
static struct chain *chain_of(struct hl_links *links, const struct hl_link *link) {
	size_t len = hl_keys_len(links->about);
	struct hl_buf key = { 0 };
	size_t number;

	put_key(&key, link->column, link->value);
	number = hl_keys_add(links->about, hl_buf_str(&key));
	hl_buf_release(&key);
	links->chains = hl_grow(links->chains, &links->cap, number + 1, sizeof(*links->chains));
	if (number == len)
		links->chains[number] = (struct chain){ 0 };
	return &links->chains[number];
}

static struct hl_str path_of(struct hl_links *links, struct hl_str file) {
	struct hl_buf path = { 0 };
	struct hl_str kept;

	hl_buf_add(&path, links->from);
	hl_buf_add(&path, file);
	kept = hl_str_keep(&links->arena, hl_buf_str(&path));
	hl_buf_release(&path);
	return kept;
}

static void add(struct hl_links *links, const struct hl_link *one) {
	struct chain *chain = chain_of(links, one);
	struct hl_link *kept = hl_new(&links->arena, struct hl_link);

	*kept = (struct hl_link){ .column = hl_str_keep(&links->arena, one->column),
		.value = hl_str_keep(&links->arena, one->value),
		.words = hl_str_keep(&links->arena, one->words),
		.path = path_of(links, one->path),
		.line = one->line };
	if (chain->last)
		chain->last->next = kept;
	else
		chain->first = kept;
	chain->last = kept;
}

/* What is wrong with it is in @err, and which column that is about in the answer. */
static size_t check(const struct hl_links *links, const struct hl_link *one, struct hl_error *err) {
	const char *fault = hl_link_fault(one->path);
	const struct hl_link *same =
		hl_link_called(hl_links_about(links, one->column, one->value), one->words);

	if (one->column.len == 0 || one->words.len == 0) {
		(void)hl_fail(err, HL_EDATA, "empty");
		return one->column.len ? LINK : COLUMN;
	}
	if (fault)
		(void)hl_fail_value(err, one->path, fault);
	else if (same)
		(void)hl_fail(
			err, HL_EDATA, "a second link of these words, as in line %zu", same->line);
	return fault ? FILE_NAME : same ? LINK : COLUMNS;
}

enum hl_status hl_links_read(struct hl_links *links, struct hl_reader *reader,
	const struct hl_column_map *map, struct hl_mistakes *mistakes, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(reader);
	size_t at[COLUMNS];
	const struct hl_lead_column columns[] = { { "column", true, &at[COLUMN] },
		{ "value", true, &at[VALUE] }, { "link", true, &at[LINK] },
		{ "file", true, &at[FILE_NAME] } };
	enum hl_status status = hl_lead_bind(header, map, columns, COLUMNS, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		const struct hl_link one = { .column = hl_cell_trimmed(&row, at[COLUMN]),
			.value = hl_cell_trimmed(&row, at[VALUE]),
			.words = hl_cell_trimmed(&row, at[LINK]),
			.path = hl_cell_trimmed(&row, at[FILE_NAME]),
			.line = row.line };
		struct hl_error told = { 0 };
		size_t wrong = check(links, &one, &told);

		if (wrong == COLUMNS) {
			add(links, &one);
			continue;
		}
		(void)hl_row_fail(&row, header, at[wrong], HL_EDATA, &told);
		hl_mistakes_add(mistakes, &told);
	}
	if (status != HL_END)
		return status;
	return mistakes->len ? HL_EDATA : HL_OK;
}
