/* utf8.h - inside lib/export: code points of texts that may hold anything. */
#ifndef HL_EXPORT_UTF8_H
#define HL_EXPORT_UTF8_H

#include "hl/base.h"

/* U+FFFD stands for what is no character. */
#define UTF8_REPLACEMENT HL_STR("\xef\xbf\xbd")

/*
 * The code point that begins at s.at[i] (i < s.len): returns its length, or 0 when that byte
 * begins none (overlong forms, surrogates and what lies beyond U+10FFFF are none).
 */
size_t utf8_point(struct hl_str s, size_t i, uint32_t *point);

/* U+0000..1F and U+007F..9F. */
static inline bool utf8_is_control(uint32_t point) {
	return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

#endif
