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

void hl_printable(struct hl_str s, char *to, size_t room) {
	static const char hex[] = "0123456789abcdef";
	size_t used = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char byte = (unsigned char)s.at[i];
		const char escaped[] = { '\\', 'x', hex[byte >> 4], hex[byte & 15] };
		bool plain = byte >= 0x20 && byte <= 0x7e;
		size_t need = plain ? 1 : sizeof(escaped);

		if (used + need + sizeof("...") > room) {
			if (used + sizeof("...") <= room) {
				memcpy(to + used, "...", 3);
				used += 3;
			}
			break;
		}
		memcpy(to + used, plain ? &s.at[i] : escaped, need);
		used += need;
	}
	if (room > 0)
		to[used] = '\0';
}

enum hl_status hl_mistakes_move(struct hl_mistakes *to, struct hl_mistakes *from) {
	size_t len = from->len;
	size_t shown = len < HL_LEN(from->first) ? len : HL_LEN(from->first);

	for (size_t i = 0; i < shown; i++)
		hl_mistakes_add(to, &from->first[i]);
	to->len += len - shown;
	from->len = 0;
	return len > 0 ? HL_EDATA : HL_OK;
}
