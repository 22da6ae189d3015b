/* bind.h - what was asked for becomes columns; every mistake in it is told. */
#ifndef HL_RANK_BIND_H
#define HL_RANK_BIND_H

#include "parts.h"

/* --- slips.c --- */

/* Mistakes in what was asked for: on the command line, or in a row of a table that asks. */
struct rank_slips {
	struct hl_mistakes *mistakes;   /* gets each; NULL: it was told before, and only counts */
	const struct hl_row *row;       /* NULL: the command line */
	const struct hl_header *header; /* of the row */
	size_t column;                  /* of the row */
	size_t len;
	enum hl_status status; /* HL_EUSAGE as soon as there is one of the command line */
};

/* A mistake in the option @option, which is named if it is HL_EUSAGE and there is no row. */
void rank_slip(
	struct rank_slips *slips, const char *option, enum hl_status status, struct hl_error *why);
void rank_slip_text(struct rank_slips *slips, const char *option, const char *text);
/* Those of @more count, too; they were told. */
void rank_slips_add(struct rank_slips *slips, const struct rank_slips *more);

/* --- keys.c --- */

/* What the letters of a key say of its cells. */
struct rank_kind {
	char letter;  /* 0: the default */
	bool is_text; /* ends in a NUL unless reversed */
	enum hl_status (*put)(const struct rank_keys *keys, const struct rank_key *key,
		struct hl_str cell, struct hl_buf *to, struct hl_error *err);
};

/* NULL: there is none */
const struct rank_kind *rank_kind_at(char letter);

/* --- bind.c --- */

/* The keys of @options. After a slip only the tie may be looked at. */
void rank_keys_bind(struct rank_keys *keys, const struct hl_rank_options *options,
	const struct hl_header *header, struct rank_slips *slips);

#endif
