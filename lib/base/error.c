/* error.c - how failures are described; reporting them is the command's job. */
#include "hl/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum hl_status hl_fail(struct hl_error *err, enum hl_status status, const char *fmt, ...) {
	va_list args;

	va_start(args, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, args);
	va_end(args);
	err->value[0] = '\0';
	return status;
}

enum hl_status hl_fail_value(struct hl_error *err, struct hl_str value, const char *text) {
	enum hl_status status = hl_fail(err, HL_EDATA, "%s", text);

	hl_printable(value, err->value, sizeof(err->value));
	return status;
}

void hl_mistakes_add(struct hl_mistakes *mistakes, const struct hl_error *err) {
	if (mistakes->len < HL_LEN(mistakes->first))
		mistakes->first[mistakes->len] = *err;
	mistakes->len++;
}

/* The length of the well-formed, printable UTF-8 sequence at the start of @s; 0: there is none. */
static size_t printable_len(struct hl_str s) {
	static const struct {
		unsigned char first, last, low, high; /* lead bytes; range of the second byte */
		size_t len;
	} forms[] = {
		{ 0x20, 0x7e, 0, 0, 1 },
		{ 0xc2, 0xc2, 0xa0, 0xbf, 2 }, /* U+0080..9F are control characters */
		{ 0xc3, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	const unsigned char *at = (const unsigned char *)s.at;

	for (size_t i = 0; i < HL_LEN(forms); i++) {
		if (at[0] < forms[i].first || at[0] > forms[i].last || s.len < forms[i].len)
			continue;
		if (forms[i].len > 1 && (at[1] < forms[i].low || at[1] > forms[i].high))
			return 0;
		for (size_t j = 2; j < forms[i].len; j++)
			if (at[j] < 0x80 || at[j] > 0xbf)
				return 0;
		return forms[i].len;
	}
	return 0;
}

void hl_printable(struct hl_str s, char *to, size_t room) {
	static const char hex[] = "0123456789abcdef";
	size_t used = 0;

	while (s.len > 0) {
		size_t step = printable_len(s);
		size_t need = step ? step : 4;

		if (used + need + sizeof("...") > room) {
			if (room - used >= sizeof("...")) {
				memcpy(to + used, "...", 3);
				used += 3;
			}
			break;
		}
		if (step) {
			memcpy(to + used, s.at, step);
		} else {
			unsigned char byte = (unsigned char)s.at[0];
			const char escaped[] = { '\\', 'x', hex[byte >> 4], hex[byte & 15] };

			memcpy(to + used, escaped, sizeof(escaped));
			step = 1;
		}
		used += need;
		s.at += step;
		s.len -= step;
	}
	if (room > 0)
		to[used] = '\0';
}
