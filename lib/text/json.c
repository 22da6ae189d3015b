/* json.c - texts as strings of JSON. */
#include "hl/unicode.h"

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
		len = hl_utf8_point(s, i, &point);
		memcpy(*at, len ? &s.at[i] : HL_UTF8_REPLACEMENT.at, len ? len : 3);
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

void hl_json_put(struct hl_buf *to, struct hl_str s, size_t *not_utf8) {
	size_t uncounted = 0;
	char *begun = hl_buf_room(to, 6 * s.len + 2);
	char *at = begun;

	*at++ = '"';
	at = put_bytes(at, s, not_utf8 ? not_utf8 : &uncounted);
	*at++ = '"';
	to->len += (size_t)(at - begun);
}
