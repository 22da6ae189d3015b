/* index.h - inside lib/page: the page that leads to other files, its rows in order. */
#ifndef HL_PAGE_INDEX_H
#define HL_PAGE_INDEX_H

#include "dashboard.h"
#include "html.h"

/* The columns; those up to LINK make an entry, with all that are not listed here. */
enum { SECTION, TITLE, ROWS, BALANCE, NOTE, LINK, FILE_NAME, ROWS_HEAD, NOTE_HEAD, COLUMNS };
extern const char *const index_names[COLUMNS]; /* that they go out with */

#define INDEX_NONE SIZE_MAX /* the end of a chain */

/* Where among the exported columns each of ours is; or HL_NO_COLUMN. */
struct places {
	size_t at[COLUMNS];
	size_t figure[DASH_CELLS]; /* a figure's; value alone where there is no column metric */
	size_t *more;              /* all others */
	size_t more_len;
};

/* A row; rows of an entry and entries of a section are chains, in the order of the rows. */
struct line {
	struct hl_str cells[COLUMNS];
	struct hl_str *figure; /* cells; NULL: it is none, */
	struct hl_str *more;   /* those of the other columns */
	size_t next;
};

struct chain {
	size_t first, last;
	size_t next; /* of the entries of a section */
};

struct index {
	struct hl_export *doc;
	const struct places *places;
	struct line *lines;
	struct chain *entries, *sections; /* of lines, of entries */
	size_t entries_len, sections_len;
};

static inline const struct line *index_line_of(const struct index *index, size_t entry) {
	return &index->lines[index->entries[entry].first];
}

/*
 * index_rows.c: where the columns are; all rows that are held, as entries of sections: those that
 * are alike but for link and file are one entry, wherever they stand.
 */
enum hl_status index_bind(struct hl_export_options *options, struct hl_error *err) HL_CHECKED;
void index_put_in_order(struct index *index);

/* index_section.c: a section, its figures before its table; a whole number with its thousands
 * apart, or what else the cell holds. */
enum hl_status index_put_section(
	const struct index *index, size_t section, struct hl_error *err) HL_CHECKED;
void index_put_count(struct hl_export *doc, struct hl_str cell);

/* index_figures.c: the figures of a section; those that are no metrics, for the last line. */
enum hl_status index_put_figures(
	const struct index *index, size_t first, struct hl_error *err) HL_CHECKED;
void index_put_sums(const struct index *index);

/* index_link.c: the links of an entry; a file that is none is named. */
void index_put_links(const struct index *index, size_t entry);

#endif
