/* scan_neon.c - the scan by the vectors of 64-bit ARM, which all have. */
#include "scan_step.h"

#if defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <arm_neon.h>

bool scan_has_neon(void) {
	return true;
}

/* One bit of each byte that matches, folded in pairs until eight bytes hold the 64 bits. */
static inline uint64_t match_neon(uint8x16x4_t v, char byte) {
	static const uint8_t bits[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64,
		128 };
	const uint8x16_t bit = vld1q_u8(bits);
	const uint8x16_t want = vdupq_n_u8((uint8_t)byte);
	uint8x16_t first = vpaddq_u8(
		vandq_u8(vceqq_u8(v.val[0], want), bit), vandq_u8(vceqq_u8(v.val[1], want), bit));
	uint8x16_t second = vpaddq_u8(
		vandq_u8(vceqq_u8(v.val[2], want), bit), vandq_u8(vceqq_u8(v.val[3], want), bit));
	uint8x16_t folded = vpaddq_u8(first, second);

	folded = vpaddq_u8(folded, folded);
	return vgetq_lane_u64(vreinterpretq_u64_u8(folded), 0);
}

static inline struct masks look_neon(const char *at, struct scan_bytes bytes) {
	const uint8_t *from = (const uint8_t *)at;
	uint8x16x4_t v = { { vld1q_u8(from), vld1q_u8(from + 16), vld1q_u8(from + 32),
		vld1q_u8(from + 48) } };

	return (struct masks){ match_neon(v, bytes.delim), match_neon(v, '\n'), match_neon(v, '\r'),
		match_neon(v, bytes.special), match_neon(v, '\0') };
}

void scan_neon(struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, (struct hl_str){ block, len }, look_neon, add_marks);
}

#else
typedef int scan_neon_is_empty;
#endif
