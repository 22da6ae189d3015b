/* unicode.h - code points of texts that may hold anything, and such texts as strings of JSON. */
#ifndef HL_UNICODE_H
#define HL_UNICODE_H

#include "hl/base.h"
#include "hl/memory.h"

/* U+FFFD stands for what is no character. */
#define HL_UTF8_REPLACEMENT HL_STR("\xef\xbf\xbd")

/*
 * The code point that begins at s.at[i] (i < s.len): returns its length, or 0 when that byte
 * begins none (overlong forms, surrogates and what lies beyond U+10FFFF are none).
 */
size_t hl_utf8_point(struct hl_str s, size_t i, uint32_t *point);

/* U+0000..1F and U+007F..9F. */
static inline bool hl_utf8_is_control(uint32_t point) {
	return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/*
 * How many columns of a terminal a code point takes: 0 for marks that combine with what stands
 * before, 2 for wide East Asian ones and emoji, else 1.
 */
unsigned hl_width_of_point(uint32_t point);

/* Of UTF-8 without control characters. */
size_t hl_width_of(struct hl_str s);

/* Marks that reorder or hide what stands around them: a line is not to be trusted with them. */
bool hl_is_invisible(uint32_t point);

/*
 * @s in quotes at the end of @to; bytes that are no UTF-8 become U+FFFD and are counted in
 * @not_utf8, which may be NULL.
 */
void hl_json_put(struct hl_buf *to, struct hl_str s, size_t *not_utf8);

#endif
