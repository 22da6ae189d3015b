/*
 * guide.h - what leads a reader: names of those who stand in rows as ids, and links to other
 * pages.
 */
#ifndef HL_GUIDE_H
#define HL_GUIDE_H

#include "hl/base.h"
#include "hl/lead.h"
#include "hl/table.h"

/* --- names --- */

struct hl_names;

struct hl_names *hl_names_new(void);
/* NULL is fine. */
void hl_names_free(struct hl_names *names);

/*
 * A roster: columns collector and name. A row without a name says nothing; two names of one
 * collector, and a name of nobody, are mistakes, told in @mistakes; then HL_EDATA.
 */
enum hl_status hl_names_read(struct hl_names *names, struct hl_reader *reader,
	const struct hl_column_map *map, struct hl_mistakes *mistakes,
	struct hl_error *err) HL_CHECKED;

/* The name of @id; "" where there is none, or for NULL. Borrowed. */
struct hl_str hl_names_find(const struct hl_names *names, struct hl_str id);

/* "Jonas Pike (jpike)" at the end of @to, or the id alone; is it named? */
bool hl_names_put(const struct hl_names *names, struct hl_str id, struct hl_buf *to);

/* --- links --- */

/*
 * What is wrong with @path as a link, or NULL: it leads from a page to another file of the same
 * place, whatever that place is.
 */
const char *hl_link_fault(struct hl_str path);

/* @path as a reference: each byte that could be anything but a part of a path is %XX. */
void hl_link_put(struct hl_buf *to, struct hl_str path);

/* A page about @value of @column; about all of them where @value is "". */
struct hl_link {
	struct hl_str column, value;
	struct hl_str words; /* "Dashboard": what it is */
	struct hl_str path;  /* from the page that is written */
	size_t line;
	const struct hl_link *next; /* about the same, in the order of the table */
};

struct hl_links;

/* @home: a link to the page that lists all; paths of the table begin where it lies. "": here. */
struct hl_links *hl_links_new(struct hl_str home);
/* NULL is fine. */
void hl_links_free(struct hl_links *links);

/*
 * Columns column, value, link, file. A file that is no link, and two files with the same words
 * about the same, are mistakes, told in @mistakes; then HL_EDATA.
 */
enum hl_status hl_links_read(struct hl_links *links, struct hl_reader *reader,
	const struct hl_column_map *map, struct hl_mistakes *mistakes,
	struct hl_error *err) HL_CHECKED;

/* The first one about @value of @column, or NULL; NULL for NULL, too. */
const struct hl_link *hl_links_about(
	const struct hl_links *links, struct hl_str column, struct hl_str value);

/* Of those the one called @words, whatever its case; or NULL. */
const struct hl_link *hl_link_called(const struct hl_link *link, struct hl_str words);

#endif
