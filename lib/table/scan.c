/*
 * scan.c - find delimiters and line ends, 64 bytes a step, with the widest vectors there are.
 *
 * The scan knows nothing of quotes: a line that holds one is only marked as special, and
 * whoever cuts the records has it read by libcsv. Each kernel turns 64 bytes into bit masks;
 * what happens to the masks is one inline function, so that all kernels give the same index.
 */
#include "scan.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_X86 1
#else
#define HAS_X86 0
#endif

/* Bit i: byte i is one of these. */
struct masks {
	uint64_t delim, lf, cr, special;
};

struct cursor {
	uint32_t *mark, *record;
	size_t marks_len, records_len;
	bool is_special; /* a special byte was seen since the last line end */
};

/* A line end for each bit of @ends, among the marks @all. */
__attribute__((always_inline)) static inline void add_records(
	struct cursor *at, uint64_t all, uint64_t ends, uint64_t special) {
	for (uint64_t left = ends; left; left &= left - 1) {
		uint64_t upto = left ^ (left - 1);
		uint32_t count =
			(uint32_t)(at->marks_len + (size_t)__builtin_popcountll(all & upto));

		if (at->is_special || (special & upto))
			count |= SCAN_SPECIAL;
		at->is_special = false;
		special &= ~upto;
		at->record[at->records_len++] = count;
	}
	at->is_special |= special != 0;
}

/* Eight at a time without asking how many: up to seven too many are written over later. */
__attribute__((always_inline)) static inline void add_marks(
	struct cursor *at, uint64_t all, uint32_t base) {
	uint32_t *to = at->mark + at->marks_len;

	at->marks_len += (size_t)__builtin_popcountll(all);
	while (all) {
		for (int i = 0; i < 8; i++) {
			to[i] = base + (uint32_t)__builtin_ctzll(all | UINT64_C(1) << 63);
			all &= all - 1;
		}
		to += 8;
	}
}

/* @valid: the bytes that count. @next: the byte behind the 64. */
__attribute__((always_inline)) static inline void add_step(
	struct cursor *at, struct masks m, uint64_t valid, char next, uint32_t base) {
	uint64_t lf = m.lf & valid;
	uint64_t cr = m.cr & valid;
	uint64_t ends = lf | (cr & ~(lf >> 1 | (uint64_t)(next == '\n') << 63));
	uint64_t all = (m.delim & valid) | ends;

	add_records(at, all, ends, m.special & valid);
	add_marks(at, all, base);
}

typedef struct masks find(const char *at, struct scan_bytes bytes);

__attribute__((always_inline)) static inline void scan_with(struct scan_index *index,
	struct scan_bytes bytes, const char *block, size_t len, find *look) {
	struct cursor at = { .mark = index->marks, .record = index->records };
	size_t i;

	for (i = 0; i + 64 < len; i += 64)
		add_step(&at, look(block + i, bytes), ~UINT64_C(0), block[i + 64], (uint32_t)i);
	if (i < len) {
		uint64_t valid = len - i == 64 ? ~UINT64_C(0) : (UINT64_C(1) << (len - i)) - 1;

		add_step(&at, look(block + i, bytes), valid, 0, (uint32_t)i);
	}
	index->marks_len = at.marks_len;
	index->records_len = at.records_len;
	index->is_special = at.is_special;
}

/* --- portable: eight bytes in a word --- */

/* 0x80 in each byte of @word that is zero; exact, no carry between bytes. */
static inline uint64_t zero_bytes(uint64_t word) {
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);

	return ~(((word & low) + low) | word | low);
}

/* The eight top bits gathered in the low byte, first byte first (little endian order). */
static inline uint64_t gather(uint64_t tops) {
	return (tops >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t match(uint64_t word, char byte) {
	return gather(zero_bytes(word ^ UINT64_C(0x0101010101010101) * (unsigned char)byte));
}

static inline struct masks look_words(const char *at, struct scan_bytes bytes) {
	struct masks m = { 0 };

	for (unsigned i = 0; i < 8; i++) {
		uint64_t word;

		memcpy(&word, at + 8 * (size_t)i, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		m.delim |= match(word, bytes.delim) << 8 * i;
		m.lf |= match(word, '\n') << 8 * i;
		m.cr |= match(word, '\r') << 8 * i;
		m.special |= (match(word, bytes.special) | match(word, '\0')) << 8 * i;
	}
	return m;
}

static void scan_words(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, block, len, look_words);
}

static bool always(void) {
	return true;
}

#if HAS_X86
/* --- SSE2: every x86-64 has it --- */

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
		match_sse2(v, bytes.special) | match_sse2(v, '\0') };
}

static void scan_sse2(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, block, len, look_sse2);
}

/* --- AVX2, asked for at run time --- */

#define WITH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))

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
		match_avx2(low, high, '\r'),
		match_avx2(low, high, bytes.special) | match_avx2(low, high, '\0') };
}

WITH_AVX2 static void scan_avx2(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, block, len, look_avx2);
}

static bool has_avx2(void) {
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}
#endif

/* Best first. */
const struct scan_kernel scan_kernels[] = {
#if HAS_X86
	{ "avx2", has_avx2, scan_avx2 },
	{ "sse2", always, scan_sse2 },
#endif
	{ "words", always, scan_words },
};
const size_t scan_kernels_len = HL_LEN(scan_kernels);

void scan_reserve(struct scan_index *index, size_t len) {
	size_t need = len + 64; /* a mark at the end, and what add_marks writes too much */

	if (need <= index->cap)
		return;
	free(index->marks);
	free(index->records);
	index->marks = malloc(need * sizeof(*index->marks));
	index->records = malloc(need * sizeof(*index->records));
	index->cap = need;
	if (!index->marks || !index->records)
		hl_out_of_memory();
}

/* Bytes that no line end follows get one behind the last byte. */
static void end_last_line(struct scan_index *index, size_t len) {
	uint32_t last = index->marks_len ? index->marks[index->marks_len - 1] : 0;
	size_t ended =
		index->records_len ? index->records[index->records_len - 1] & ~SCAN_SPECIAL : 0;
	bool is_ended = ended > 0 && ended == index->marks_len && last + 1 == len;

	if (is_ended || len == 0)
		return;
	index->marks[index->marks_len++] = (uint32_t)len;
	index->records[index->records_len++] =
		(uint32_t)index->marks_len | (index->is_special ? SCAN_SPECIAL : 0);
}

void scan_block(struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len,
	bool is_last) {
	size_t kernel = 0;

	scan_reserve(index, len);
	while (!scan_kernels[kernel].can_run())
		kernel++;
	/* Whether a CR at the very end stands alone is known when the next byte is. */
	scan_kernels[kernel].scan(
		index, bytes, block, !is_last && len > 0 && block[len - 1] == '\r' ? len - 1 : len);
	if (is_last)
		end_last_line(index, len);
}

void scan_release(struct scan_index *index) {
	free(index->marks);
	free(index->records);
	*index = (struct scan_index){ 0 };
}
