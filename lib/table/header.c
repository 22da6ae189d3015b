/* header.c - columns by name, by "name[2]" and by number. */
#include "hl/table.h"

#include <stdio.h>

/* The @nth column (from 1) called @name. */
static size_t nth(const struct hl_header *header, struct hl_str name, size_t n) {
	for (size_t i = 0; i < header->len; i++)
		if (hl_str_eq(header->names[i], name) && --n == 0)
			return i;
	return HL_NO_COLUMN;
}

/* A plain number, 0 when it is none. */
static size_t number(struct hl_str text) {
	size_t n = 0;

	if (text.len == 0 || text.len > 6)
		return 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!hl_is_digit(text.at[i]))
			return 0;
		n = n * 10 + (size_t)(text.at[i] - '0');
	}
	return n;
}

size_t hl_header_at(const struct hl_header *header, struct hl_str name) {
	size_t column = nth(header, name, 1);
	struct hl_str rest = name;
	size_t n;

	if (column == HL_NO_COLUMN && name.len > 0 && name.at[name.len - 1] == ']') {
		struct hl_str head = hl_str_cut(&rest, '[');

		n = rest.len ? number((struct hl_str){ rest.at, rest.len - 1 }) : 0;
		if (n)
			column = nth(header, head, n);
	}
	n = number(name);
	if (column == HL_NO_COLUMN && n > 0 && n <= header->len)
		column = n - 1;
	return column;
}

/* "a, b, c and 4 more", as far as it goes. */
static void list(const struct hl_header *header, char *to, size_t room) {
	size_t used = 0;

	to[0] = '\0';
	for (size_t i = 0; i < header->len; i++) {
		char name[40];
		int len;

		if (room - used < sizeof(name) + 20) {
			(void)snprintf(to + used, room - used, " and %zu more", header->len - i);
			return;
		}
		hl_printable(header->names[i], name, sizeof(name));
		len = snprintf(to + used, room - used, "%s%s", i ? ", " : "", name);
		used += len > 0 ? (size_t)len : 0;
	}
}

enum hl_status hl_header_find(const struct hl_header *header, struct hl_str name,
	enum hl_status status, size_t *column, struct hl_error *err) {
	const struct hl_str *near;
	char shown[64];
	char nearest[64];
	char all[260];

	*column = hl_header_at(header, name);
	hl_printable(name, shown, sizeof(shown));
	if (*column != HL_NO_COLUMN && nth(header, name, 2) == HL_NO_COLUMN)
		return HL_OK;
	if (*column != HL_NO_COLUMN)
		return hl_fail(err, status, "column %s is there twice: say %s[1] or %s[2]", shown,
			shown, shown);
	list(header, all, sizeof(all));
	near = hl_nearest(name, header->names, header->len);
	if (!near)
		return hl_fail(err, status, "no column is called %s; there are %s", shown, all);
	hl_printable(*near, nearest, sizeof(nearest));
	return hl_fail(
		err, status, "no column is called %s (%s?); there are %s", shown, nearest, all);
}
