/* scan.h - inside lib/table: where the cells and records of a block end. */
#ifndef HL_TABLE_SCAN_H
#define HL_TABLE_SCAN_H

#include "hl/base.h"

enum {
	SCAN_SLACK = 64 /* bytes behind a block that the scan may read and must be allowed to */
};

/* Set in a record of the index when it is not as simple as it looks: someone has to read it. */
#define SCAN_SPECIAL UINT32_C(0x80000000)
/* Set when it holds quotes; if not special, too, they only enclose cells of this one line. */
#define SCAN_QUOTED UINT32_C(0x40000000)
#define SCAN_COUNT UINT32_C(0x3fffffff)

/* What to look for. Line ends and NUL are always looked for. */
struct scan_bytes {
	char delim;
	char special;  /* '"' of CSV, '\\' of TSV */
	bool is_quote; /* special opens and closes quotes: what stands within is no mark */
};

/*
 * marks: offsets of every delimiter and line end, in order. records: for each line end, how
 * many marks there are up to and including it, with flags. A line ends at LF (a CR before it
 * belongs to the end) or at a bare CR.
 *
 * With is_quote a mark within quotes is none, so that a record may hold line ends. That is
 * right as long as quotes stand only where they may: an opening one at the beginning of a cell, a
 * closing one at its end. Else is_irregular is set and the rest of the index means nothing: index
 * the block again without is_quote. Without it a line with a special byte in it, or a NUL, is
 * flagged SCAN_SPECIAL; with it a record with a NUL, a doubled quote or a line end within quotes.
 */
struct scan_index {
	uint32_t *marks;
	uint32_t *records;
	size_t marks_len, records_len;
	size_t cap;
	size_t lines;   /* line ends up to that of the last record, those within quotes too */
	uint32_t flags; /* of what stands behind the last line end */
	bool is_open;   /* it ends within quotes */
	bool is_irregular;
};

/*
 * Index the @len bytes of @block. A CR as the very last byte ends a line only when the input is
 * over (@is_last); then bytes behind the last line end get a line end of their own at offset @len.
 */
void scan_block(struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len,
	bool is_last);

/* Room for the index of a block of @len bytes. */
void scan_reserve(struct scan_index *index, size_t len);
void scan_release(struct scan_index *index);

/* The kernels, best first; the last one always runs. Each gives the same index. */
struct scan_kernel {
	const char *name;
	bool (*can_run)(void);
	void (*scan)(
		struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len);
};
extern const struct scan_kernel scan_kernels[];
extern const size_t scan_kernels_len;

/* --- the kernels of one kind of processor, each in a file of its own --- */

typedef void scan_kernel_fn(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len);

#if defined(__x86_64__)
bool scan_has_avx512(void), scan_has_avx2(void), scan_has_sse2(void);
scan_kernel_fn scan_avx512, scan_avx2, scan_sse2;
#elif defined(__aarch64__)
bool scan_has_neon(void);
scan_kernel_fn scan_neon;
#endif

#endif
