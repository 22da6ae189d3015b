/*
 * limit.c - read, scan and write, and nothing else: what no program that looks at every byte beats.
 *
 * usage: limit [-s FILE] [FILE ...] >copy
 *
 * Each file is read in blocks, its delimiters, quotes and line ends are found and counted, and its
 * bytes are written; those of files behind -s are not. The counts go to the standard error.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#define BLOCK (256 * 1024)

struct counts {
	uint64_t delimiters;
	uint64_t lines;
	uint64_t quotes;
};

static void scan_portable(const char *at, size_t len, struct counts *counts) {
	for (size_t i = 0; i < len; i++) {
		counts->delimiters += at[i] == ',';
		counts->lines += at[i] == '\n';
		counts->quotes += at[i] == '"';
	}
}

#ifdef __x86_64__
static uint32_t equal_16(const char *at, char c) {
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);

	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)));
}

static void scan_sse2(const char *at, size_t len, struct counts *counts) {
	size_t i = 0;

	for (; i + 16 <= len; i += 16) {
		counts->delimiters += (uint64_t)__builtin_popcount(equal_16(at + i, ','));
		counts->lines += (uint64_t)__builtin_popcount(equal_16(at + i, '\n'));
		counts->quotes += (uint64_t)__builtin_popcount(equal_16(at + i, '"'));
	}
	scan_portable(at + i, len - i, counts);
}

__attribute__((target("avx2"))) static uint32_t equal_32(const char *at, char c) {
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);

	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c)));
}

__attribute__((target("avx2,popcnt"))) static void scan_avx2(
	const char *at, size_t len, struct counts *counts) {
	size_t i = 0;

	for (; i + 32 <= len; i += 32) {
		counts->delimiters += (uint64_t)__builtin_popcount(equal_32(at + i, ','));
		counts->lines += (uint64_t)__builtin_popcount(equal_32(at + i, '\n'));
		counts->quotes += (uint64_t)__builtin_popcount(equal_32(at + i, '"'));
	}
	scan_portable(at + i, len - i, counts);
}
#endif

typedef void scan_function(const char *at, size_t len, struct counts *counts);

static scan_function *best_scan(void) {
#ifdef __x86_64__
	return __builtin_cpu_supports("avx2") ? scan_avx2 : scan_sse2;
#else
	return scan_portable;
#endif
}

static bool write_all(const char *at, size_t len) {
	while (len > 0) {
		ssize_t wrote = write(STDOUT_FILENO, at, len);

		if (wrote < 0)
			return false;
		at += wrote;
		len -= (size_t)wrote;
	}
	return true;
}

static bool pass(const char *name, bool copy, struct counts *counts) {
	static char block[BLOCK];
	scan_function *scan = best_scan();
	int fd = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	ssize_t got = -1;

	while (fd >= 0 && (got = read(fd, block, sizeof(block))) > 0) {
		scan(block, (size_t)got, counts);
		if (copy && !write_all(block, (size_t)got))
			got = -1;
	}
	if (got < 0)
		perror(name);
	if (fd > STDIN_FILENO)
		close(fd);
	return got == 0;
}

int main(int argc, char **argv) {
	struct counts counts = { 0 };
	bool all = true;

	for (int i = 1; i < argc; i++) {
		bool copy = strcmp(argv[i], "-s") != 0;

		if (!copy && ++i == argc)
			break;
		all = pass(argv[i], copy, &counts) && all;
	}
	fprintf(stderr, "%" PRIu64 " delimiters, %" PRIu64 " lines, %" PRIu64 " quotes\n",
		counts.delimiters, counts.lines, counts.quotes);
	return all ? 0 : 74;
}
