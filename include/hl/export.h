/*
 * export.h - rows into what people and other systems take: the formats and pages there are, and
 * one file for each value of a column.
 */
#ifndef HL_EXPORT_H
#define HL_EXPORT_H

#include "hl/document.h"

/* --- formats --- */

extern const struct hl_format *const hl_formats[];
extern const size_t hl_formats_len;

/* What --page has to offer: a page as one of the formats. */
struct hl_page {
	const char *to;                 /* "html" */
	const struct hl_format *format; /* its name is that of the page */
};
extern const struct hl_page hl_pages[];
extern const size_t hl_pages_len;

/*
 * The one called @name; an unknown one is HL_EUSAGE and lists those there are, as is one that this
 * build was made without.
 */
enum hl_status hl_format_find(
	struct hl_str name, const struct hl_format **format, struct hl_error *err) HL_CHECKED;

/* The page called @name in the format called @to; else likewise. */
enum hl_status hl_page_find(struct hl_str name, const char *to, const struct hl_format **page,
	struct hl_error *err) HL_CHECKED;

/* Who takes what is in @takes: "--to ics or --page queue, index"; a page of which only some formats
 * do has those in brackets. */
void hl_export_takers(unsigned takes, struct hl_buf *to);

/* The one whose suffix @file has, ".gz" not counted; NULL when there is none. */
const struct hl_format *hl_format_of(struct hl_str file);

/* --- one file for each value of a column --- */

/*
 * Rows go to NAME.SUFFIX in a folder, one file for each value, and manifest.json last. Until
 * hl_split_stage everything is in memory, and never more than a few files are open; so there may
 * be any number of values, and the memory is that of the whole output (for a format with two
 * passes: of the input and of one file).
 */
struct hl_split;

struct hl_split_options {
	const char *folder; /* made when it is missing; must outlive the split */
	size_t column;      /* of the input */
	struct hl_str name; /* what hl/guide.h knows it by: "collector" */
	size_t balance;     /* of the input; its sums are in the manifest; or HL_NO_COLUMN */
	bool gzip;
};

struct hl_split *hl_split_new(const struct hl_format *format,
	const struct hl_export_options *options, const struct hl_split_options *split);
/* HL_END: the row was left out. */
enum hl_status hl_split_row(
	struct hl_split *split, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/*
 * Write every file, whole and synced, into a hidden folder inside the folder. HL_ELOCKED when
 * another run is about to do the same.
 */
enum hl_status hl_split_stage(struct hl_split *split, struct hl_error *err) HL_CHECKED;

/*
 * Put the staged files in their places, the manifest last. When one of them fails, those before it
 * are taken back.
 */
enum hl_status hl_split_commit(struct hl_split *split, struct hl_error *err) HL_CHECKED;

struct hl_export_counts hl_split_counts(const struct hl_split *split);

/* Files with the same suffix in the folder that are not of this run; they were left alone. */
size_t hl_split_strangers(const struct hl_split *split, const char **first);

/* What was not committed is removed. NULL is fine. */
void hl_split_free(struct hl_split *split);

#endif
