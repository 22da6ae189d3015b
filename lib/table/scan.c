/*
 * scan.c - find delimiters and line ends, 64 bytes a step, with the widest vectors there are.
 *
 * Quotes are taken to stand where they may; where one does not, the block is indexed again line
 * by line, and whoever cuts the records has the lines that hold quotes read by libcsv.
 */
#include "scan_step.h"

#include "hl/memory.h"

#include <stdlib.h>

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
	return gather(zero_bytes(word ^ HL_EACH((unsigned char)byte)));
}

static inline struct masks look_words(const char *at, struct scan_bytes bytes) {
	struct masks m = { 0 };

	for (unsigned i = 0; i < 8; i++) {
		uint64_t word = hl_word_at(at + 8 * (size_t)i);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		m.delim |= match(word, bytes.delim) << 8 * i;
		m.lf |= match(word, '\n') << 8 * i;
		m.cr |= match(word, '\r') << 8 * i;
		m.special |= match(word, bytes.special) << 8 * i;
		m.nul |= match(word, '\0') << 8 * i;
	}
	return m;
}

static void scan_words(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	scan_with(index, bytes, (struct hl_str){ block, len }, look_words, add_marks);
}

static bool always(void) {
	return true;
}

/* Best first. */
const struct scan_kernel scan_kernels[] = {
#if defined(__x86_64__)
	{ "avx512", scan_has_avx512, scan_avx512 },
	{ "avx2", scan_has_avx2, scan_avx2 },
	{ "sse2", scan_has_sse2, scan_sse2 },
#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	{ "neon", scan_has_neon, scan_neon },
#endif
	{ "words", always, scan_words },
};
const size_t scan_kernels_len = HL_LEN(scan_kernels);

void scan_reserve(struct scan_index *index, size_t len) {
	size_t need =
		len + 2 * (size_t)SCAN_STEP; /* a mark at the end, and what is written too much */

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
	size_t ended = index->records_len ? index->records[index->records_len - 1] & SCAN_COUNT : 0;
	bool is_ended = ended > 0 && ended == index->marks_len && last + 1 == len;

	if (is_ended || len == 0)
		return;
	index->marks[index->marks_len++] = (uint32_t)len;
	index->records[index->records_len++] = (uint32_t)index->marks_len | index->flags;
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
	index->is_irregular |= is_last && index->is_open;
	if (is_last)
		end_last_line(index, len);
}

void scan_release(struct scan_index *index) {
	free(index->marks);
	free(index->records);
	*index = (struct scan_index){ 0 };
}
