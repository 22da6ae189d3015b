/*
 * scan_step.h - inside lib/table: what all kernels of the scan share.
 *
 * A kernel turns 64 bytes into masks, bit i for byte i. What the masks come to is one inline
 * function, compiled into each kernel for its processor, so that all kernels give the same index.
 */
#ifndef HL_TABLE_SCAN_STEP_H
#define HL_TABLE_SCAN_STEP_H

#include "scan.h"

#define SCAN_INLINE __attribute__((always_inline)) static inline

enum { SCAN_STEP = 64 };

/* Bit i: byte i is one of these. */
struct masks {
	uint64_t delim, lf, cr, special, nul;
};

struct cursor {
	uint32_t *mark, *record;
	size_t marks_len, records_len;
	uint64_t inside;   /* all ones within quotes */
	uint64_t wrong;    /* quotes that stand where they may not */
	uint32_t flags;    /* of the record at hand */
	size_t inner;      /* line ends within quotes */
	size_t inner_open; /* of the record at hand */
};

/* The flags of the records that end among the 64 bytes, and of the one that goes on behind. */
struct flagged {
	uint64_t special, quoted;
};

static inline uint32_t scan_flags(struct flagged at, uint64_t among) {
	return (at.special & among ? SCAN_SPECIAL : 0) | (at.quoted & among ? SCAN_QUOTED : 0);
}

/* A record for each bit of @ends, among the marks @all. */
SCAN_INLINE void add_records(
	struct cursor *at, uint64_t all, uint64_t ends, struct flagged flagged) {
	for (uint64_t left = ends; left; left &= left - 1) {
		uint64_t upto = left ^ (left - 1);
		uint32_t count =
			(uint32_t)(at->marks_len + (size_t)__builtin_popcountll(all & upto));

		at->record[at->records_len++] = count | at->flags | scan_flags(flagged, upto);
		at->flags = 0;
		flagged.special &= ~upto;
		flagged.quoted &= ~upto;
	}
	at->flags |= scan_flags(flagged, ~UINT64_C(0));
}

/* The same where nothing is flagged: nearly always. */
SCAN_INLINE void add_plain_records(struct cursor *at, uint64_t all, uint64_t ends) {
	for (; ends; ends &= ends - 1) {
		uint64_t upto = ends ^ (ends - 1);

		at->record[at->records_len++] =
			(uint32_t)(at->marks_len + (size_t)__builtin_popcountll(all & upto)) |
			at->flags;
		at->flags = 0;
	}
}

/* Eight at a time without asking how many: up to seven too many are written over later. */
SCAN_INLINE void add_marks(struct cursor *at, uint64_t all, uint32_t base) {
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

/* Bit i: an odd number of the bits 0 to i are set. */
static inline uint64_t scan_parity(uint64_t bits) {
	for (unsigned shift = 1; shift < SCAN_STEP; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

static inline bool scan_is_edge(char c, char delim) {
	return c == delim || c == '\n' || c == '\r' || c == '"';
}

/* What stands around the 64 bytes, or those of them that count. */
struct around {
	char before, behind;
	unsigned last; /* the last byte that counts */
};

/*
 * Take away the marks within quotes. An opening quote stands at the beginning of a cell or right
 * behind a closing one (a doubled quote), a closing one at the end of a cell or before another one.
 */
SCAN_INLINE struct flagged apply_quotes(
	struct cursor *at, struct masks *m, uint64_t *ends, struct around around, char delim) {
	uint64_t inside = scan_parity(m->special) ^ at->inside;
	uint64_t open = m->special & inside;
	uint64_t edge = m->delim | m->lf | m->cr | m->special;
	uint64_t before = edge << 1 | (uint64_t)scan_is_edge(around.before, delim);
	uint64_t behind = edge >> 1 | (uint64_t)scan_is_edge(around.behind, delim) << around.last;
	uint64_t doubled = open & (m->special << 1 | (uint64_t)(around.before == '"'));
	uint64_t inner = *ends & inside;
	uint64_t outer = *ends & ~inside;
	uint64_t open_from = outer ? ~(~UINT64_C(0) >> __builtin_clzll(outer)) : ~UINT64_C(0);

	at->wrong |= (open & ~before) | (m->special & ~inside & ~behind);
	at->inner += (size_t)__builtin_popcountll(inner);
	at->inner_open =
		(outer ? 0 : at->inner_open) + (size_t)__builtin_popcountll(inner & open_from);
	at->inside = 0 - (inside >> 63);
	m->delim &= ~inside;
	*ends = outer;
	return (struct flagged){ m->nul | doubled | inner, m->special };
}

/* The records that end among the 64 bytes; returns all marks. */
SCAN_INLINE uint64_t find_records(
	struct cursor *at, struct masks m, struct around around, struct scan_bytes bytes) {
	uint64_t ends = m.lf | (m.cr & ~(m.lf >> 1 | (uint64_t)(around.behind == '\n') << 63));
	struct flagged flagged = { m.nul | m.special, 0 };

	if (bytes.is_quote) {
		flagged.special = m.nul;
		if (m.special | at->inside)
			flagged = apply_quotes(at, &m, &ends, around, bytes.delim);
		else
			at->inner_open = ends ? 0 : at->inner_open;
	}
	if (flagged.special | flagged.quoted)
		add_records(at, m.delim | ends, ends, flagged);
	else
		add_plain_records(at, m.delim | ends, ends);
	return m.delim | ends;
}

typedef struct masks scan_look(const char *at, struct scan_bytes bytes);
typedef void scan_add(struct cursor *at, uint64_t all, uint32_t base);

/* The last bytes, fewer than 64 or just as many. */
SCAN_INLINE void keep_first(struct masks *m, struct around *around, size_t len) {
	uint64_t valid = len == SCAN_STEP ? ~UINT64_C(0) : (UINT64_C(1) << len) - 1;

	m->delim &= valid;
	m->lf &= valid;
	m->cr &= valid;
	m->special &= valid;
	m->nul &= valid;
	/* What follows is not known: a quote at the end may be right, a CR stands alone. */
	around->behind = '"';
	around->last = (unsigned)len - 1;
}

SCAN_INLINE void scan_with(struct scan_index *index, struct scan_bytes bytes, struct hl_str block,
	scan_look *look, scan_add *add) {
	struct cursor at = { .mark = index->marks, .record = index->records };
	struct around around = { .before = '\n', .last = SCAN_STEP - 1 };

	for (size_t i = 0; i < block.len; i += SCAN_STEP) {
		struct masks m = look(block.at + i, bytes);

		if (i + SCAN_STEP < block.len)
			around.behind = block.at[i + SCAN_STEP];
		else
			keep_first(&m, &around, block.len - i);
		add(&at, find_records(&at, m, around, bytes), (uint32_t)i);
		around.before = block.at[i + around.last];
	}
	index->marks_len = at.marks_len;
	index->records_len = at.records_len;
	index->flags = at.flags;
	index->lines = at.records_len + at.inner - at.inner_open;
	index->is_open = at.inside != 0;
	index->is_irregular = at.wrong != 0;
}

#endif
