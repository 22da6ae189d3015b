/* str.c - slices of borrowed bytes. */
#include "hl/base.h"

#include <string.h>

struct hl_str hl_str_of(const char *text) {
	return (struct hl_str){ text ? text : "", text ? strlen(text) : 0 };
}

bool hl_str_eq(struct hl_str a, struct hl_str b) {
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool hl_str_same(struct hl_str a, struct hl_str b) {
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (hl_lower(a.at[i]) != hl_lower(b.at[i]))
			return false;
	return true;
}

int hl_str_cmp(struct hl_str a, struct hl_str b) {
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool hl_str_starts(struct hl_str s, struct hl_str prefix) {
	return s.len >= prefix.len && hl_str_eq((struct hl_str){ s.at, prefix.len }, prefix);
}

bool hl_str_ends(struct hl_str s, struct hl_str suffix) {
	return s.len > suffix.len &&
	       hl_str_same((struct hl_str){ s.at + s.len - suffix.len, suffix.len }, suffix);
}

struct hl_str hl_str_trim_blanks(struct hl_str s) {
	while (s.len > 0 && hl_is_blank(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len > 0 && hl_is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

struct hl_str hl_str_cut(struct hl_str *rest, char sep) {
	const char *end = rest->len ? memchr(rest->at, sep, rest->len) : NULL;
	struct hl_str head = *rest;

	if (end) {
		head.len = (size_t)(end - rest->at);
		rest->at = end + 1;
		rest->len -= head.len + 1;
	} else if (rest->len > 0) {
		rest->at += rest->len;
		rest->len = 0;
	}
	return head;
}

bool hl_str_items(struct hl_str list, struct hl_str *items, size_t *len) {
	char sep = list.len > 0 && memchr(list.at, '|', list.len) ? '|' : ',';
	size_t room = *len;
	bool is_last = list.len == 0;

	for (*len = 0; !is_last; ++*len) {
		size_t left = list.len;
		struct hl_str item = hl_str_cut(&list, sep);

		is_last = item.len == left;
		item = hl_str_trim(item);
		if (*len == room || item.len == 0)
			return false;
		items[*len] = item;
	}
	return true;
}

size_t hl_str_find(struct hl_str name, const struct hl_str *names, size_t len) {
	size_t i = 0;

	while (i < len && !hl_str_eq(names[i], name))
		i++;
	return i;
}

/* Edits between @a and @b: one row of the usual table, names longer than it are far. */
static size_t distance(struct hl_str a, struct hl_str b) {
	size_t row[64];

	if (b.len >= HL_LEN(row))
		return SIZE_MAX;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 0; i < a.len; i++) {
		size_t corner = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < b.len; j++) {
			size_t best = corner + (hl_lower(a.at[i]) != hl_lower(b.at[j]));

			corner = row[j + 1];
			if (corner + 1 < best)
				best = corner + 1;
			if (row[j] + 1 < best)
				best = row[j] + 1;
			row[j + 1] = best;
		}
	}
	return row[b.len];
}

const struct hl_str *hl_nearest(struct hl_str name, const struct hl_str *names, size_t len) {
	const struct hl_str *nearest = NULL;
	size_t least = name.len / 3 + 2;

	for (size_t i = 0; i < len; i++) {
		size_t edits = distance(name, names[i]);

		if (edits < least) {
			least = edits;
			nearest = &names[i];
		}
	}
	return nearest;
}
