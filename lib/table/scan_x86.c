/* scan_x86.c - the scan by the vectors of x86-64: SSE2, which all have, AVX2 and AVX-512. */
#include "scan_step.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

/* --- SSE2 --- */

bool scan_has_sse2(void) {
	return true;
}

static inline uint64_t match_sse2(const __m128i *v, char byte) {
	const __m128i want = _mm_set1_epi8(byte);
	uint64_t mask = 0;

	for (int i = 0; i < 4; i++)
		mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v[i], want)) << 16 * i;
	return mask;
}

static inline struct masks look_sse2(const char *at, struct scan_bytes bytes) {
	__m128i v[4];

	memcpy(v, at, sizeof(v));
	return (struct masks){ match_sse2(v, bytes.delim), match_sse2(v, '\n'), match_sse2(v, '\r'),
		match_sse2(v, bytes.special), match_sse2(v, '\0') };
}

void scan_sse2(struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, (struct hl_str){ block, len }, look_sse2, add_marks);
}

/* --- AVX2 --- */

#define WITH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))

bool scan_has_avx2(void) {
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

WITH_AVX2 static inline uint64_t match_avx2(__m256i low, __m256i high, char byte) {
	const __m256i want = _mm256_set1_epi8(byte);
	uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, want));
	uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, want));

	return first | (uint64_t)second << 32;
}

WITH_AVX2 static inline struct masks look_avx2(const char *at, struct scan_bytes bytes) {
	__m256i low, high;

	memcpy(&low, at, sizeof(low));
	memcpy(&high, at + sizeof(low), sizeof(high));
	return (struct masks){ match_avx2(low, high, bytes.delim), match_avx2(low, high, '\n'),
		match_avx2(low, high, '\r'), match_avx2(low, high, bytes.special),
		match_avx2(low, high, '\0') };
}

WITH_AVX2 void scan_avx2(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, (struct hl_str){ block, len }, look_avx2, add_marks);
}

/* --- AVX-512 --- */

#define WITH_AVX512                                                                                \
	__attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,popcnt,lzcnt")))

bool scan_has_avx512(void) {
	return scan_has_avx2() && __builtin_cpu_supports("avx512f") &&
	       __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
}

WITH_AVX512 static inline uint64_t match_avx512(__m512i v, char byte) {
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(byte));
}

WITH_AVX512 static inline struct masks look_avx512(const char *at, struct scan_bytes bytes) {
	__m512i v = _mm512_loadu_si512(at);

	return (struct masks){ match_avx512(v, bytes.delim), match_avx512(v, '\n'),
		match_avx512(v, '\r'), match_avx512(v, bytes.special), match_avx512(v, '\0') };
}

/* The numbers 0 to 63, those of the bits pressed together, then made wide sixteen at a time. */
WITH_AVX512 static inline void press_marks(struct cursor *at, uint64_t all, uint32_t base) {
	static const char numbers[SCAN_STEP] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
		15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
		36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56,
		57, 58, 59, 60, 61, 62, 63 };
	__m512i pressed = _mm512_maskz_compress_epi8(all, _mm512_loadu_si512(numbers));
	const __m512i wide_base = _mm512_set1_epi32((int)base);
	uint32_t *to = at->mark + at->marks_len;
	size_t len = (size_t)__builtin_popcountll(all);
	char bytes[SCAN_STEP];

	_mm512_storeu_si512(to,
		_mm512_add_epi32(wide_base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(pressed))));
	at->marks_len += len;
	if (len <= 16)
		return;
	_mm512_storeu_si512(bytes, pressed);
	for (size_t i = 16; i < len; i += 16) {
		__m128i some = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));

		_mm512_storeu_si512(
			to + i, _mm512_add_epi32(wide_base, _mm512_cvtepu8_epi32(some)));
	}
}

WITH_AVX512 void scan_avx512(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, (struct hl_str){ block, len }, look_avx512, press_marks);
}

#else
typedef int scan_x86_is_empty;
#endif
