/* scan.h - inside lib/table: where the cells and records of a block end. */
#ifndef HL_TABLE_SCAN_H
#define HL_TABLE_SCAN_H

#include "hl/base.h"

enum {
	SCAN_SLACK = 64 /* bytes behind a block that the scan may read and must be allowed to */
};

/* Set in a record of the index when it holds a special byte: it is not as simple as it looks. */
#define SCAN_SPECIAL UINT32_C(0x80000000)

/* What to look for. Line ends and NUL are always looked for. */
struct scan_bytes {
	char delim;
	char special; /* '"' of CSV, '\\' of TSV */
};

/*
 * marks: offsets of every delimiter and line end, in order. records: for each line end, how
 * many marks there are up to and including it, with SCAN_SPECIAL when there was a special byte
 * or a NUL in that line. A line ends at LF (a CR before it belongs to the end) or at a bare CR.
 */
struct scan_index {
	uint32_t *marks;
	uint32_t *records;
	size_t marks_len, records_len;
	size_t cap;
	bool is_special; /* a special byte stands behind the last line end */
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

#endif
