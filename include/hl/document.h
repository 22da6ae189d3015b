/*
 * document.h - rows on their way into one output in one format.
 *
 * A format is three functions: what stands before the rows, a row, what stands behind them. They
 * append to the bytes of the document, which go to its output when they are many. Those who ask
 * for a document use the functions at the end; the struct is for those who write formats.
 */
#ifndef HL_DOCUMENT_H
#define HL_DOCUMENT_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/mask.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- what goes out of the house --- */

/* What --mask has to offer: who it is for. */
struct hl_preset {
	const char *name;
	const char *help;
};
extern const struct hl_preset hl_presets[];
extern const size_t hl_presets_len;

/* NULL for "none"; an unknown one is HL_EUSAGE. */
enum hl_status hl_preset_find(
	struct hl_str name, const struct hl_preset **preset, struct hl_error *err) HL_CHECKED;

/* Does it let out a column of this canonical name, and as it is? NULL lets out everything. */
bool hl_preset_shows(const struct hl_preset *preset, struct hl_str column);

/* How much of a column. */
struct hl_shown {
	bool is_out;                /* else nothing of it */
	const struct hl_mask *mask; /* NULL: as it is */
	const char *name;           /* the canonical one that it goes out by */
};

/* A row as it goes out, under a mask. Zero it to begin with. */
struct hl_masked {
	struct hl_row row;
	struct hl_buf bytes;
	struct hl_str *texts;
	size_t cap;
	size_t small; /* rows of too few so far */
};

/* Figures of fewer than so many are not told. */
struct hl_small {
	size_t least;        /* 0: all are */
	size_t n, flag;      /* columns of the input */
	const bool *is_kept; /* of each column */
};

/* --- what is exported --- */

/* Columns of the input in the order and under the names they go out with. */
struct hl_export_table {
	const struct hl_header *header; /* of the input */
	const size_t *columns;          /* which of its columns */
	struct hl_str *names;
	size_t len;
	bool is_whole;   /* all of them in their order: a row's own bytes may be copied */
	bool is_asked;   /* they were chosen: their order is meant */
	bool is_renamed; /* a name is not the input's */
	const struct hl_preset *preset; /* NULL: nothing is masked */
	const struct hl_shown *shown;   /* of each column of the input; NULL: all as they are */
	struct hl_mask_with with;
	struct hl_small small;
	struct hl_arena arena;
};

/* What was asked for: lists of "a,b,c", and of "a=A". None: every column, as it is called. */
struct hl_export_choice {
	const char *const *columns;
	size_t columns_len;
	const char *const *renames;
	size_t renames_len;
	const struct hl_column_map *map;
	const struct hl_preset *preset; /* NULL: nothing is masked */
	struct hl_mask_with with;       /* borrowed */
	size_t min_cell;                /* figures of fewer are not told; 0: all are */
};

/* @header must outlive the table. A column that is not there is HL_EUSAGE. */
enum hl_status hl_export_table_init(struct hl_export_table *table, const struct hl_header *header,
	const struct hl_export_choice *choice, struct hl_error *err) HL_CHECKED;
/*
 * Does anything of the input's @column go out, and all of it? Rows that formats are given are
 * masked already: a column that is not to go out is blank there. hl_export_is_written: is it among
 * the columns that are written, too, and all of it: may its sum be told?
 */
bool hl_export_is_out(const struct hl_export_table *table, size_t column);
bool hl_export_is_whole(const struct hl_export_table *table, size_t column);
bool hl_export_is_written(const struct hl_export_table *table, size_t column);

/* The cell as it goes out, appended to @to. */
void hl_export_show(const struct hl_export_table *table, const struct hl_row *row, size_t column,
	struct hl_buf *to);

void hl_export_table_release(struct hl_export_table *table);

struct hl_beside;
struct hl_names;
struct hl_links;
/* What is told of a file that was read: rows, bad rows, the newest time. */
struct hl_quality {
	struct hl_str file, what, value;
};

/* Which figures a dashboard shows, and of whom. */
struct hl_view {
	struct hl_str by; /* what groups are split by: "team,collector"; "": that, or column */
	struct hl_str column, name; /* only those with this name in this column; "": all */
	struct hl_str cards;        /* "rph,kept": up to four metrics; "": those that matter most */
	const struct hl_quality *quality;
	size_t quality_len;
};

/* What documents of one run have in common. */
struct hl_export_options {
	struct hl_export_table *table;
	const struct hl_column_map *map;
	struct hl_dialect dialect; /* of csv */
	struct hl_str title;       /* "": the format's own */
	int64_t as_of;
	struct hl_str zone_name; /* as somebody called it */
	const struct hl_zone *zone;
	struct hl_time_rules time; /* how dates and times of cells are read */
	int64_t work_day;          /* the day the queue is for */
	size_t goal, done;         /* accounts a day, and how many of them are worked; 0: no goal */
	struct hl_str currency;    /* before each amount */
	struct hl_str run;         /* "": none */
	struct hl_beside *beside;  /* what other tables say of the accounts; NULL: nothing */
	struct hl_names *names;    /* of collectors; NULL: their ids stand alone */
	struct hl_str home;        /* a link to the page that lists all; "": none */
	struct hl_links *links;    /* to pages about a group or a collector; NULL: none */
	bool all_periods;          /* of figures; else the newest of each metric */
	bool is_letter;            /* the sheet of paper; else A4 */
	struct hl_view view;       /* of figures */
	const char *temp;          /* the folder for temporary files */
	const void *bound;         /* what the format's bind found; hl_export_bind sets it */
	struct hl_mistakes *mistakes; /* what only all rows together show; never NULL */
};

/* --- formats --- */

struct hl_export;

/* What a format takes from the command line besides columns; elsewhere it is misuse. */
enum hl_takes {
	HL_TAKES_TITLE = 1 << 0,
	HL_TAKES_DAY = 1 << 1, /* what it is for: --for */
	HL_TAKES_GOAL = 1 << 2,
	HL_TAKES_BESIDE = 1 << 3, /* what other tables say of the accounts, see hl/beside.h */
	HL_TAKES_CURRENCY = 1 << 4,
	HL_TAKES_RUN = 1 << 5,
	HL_TAKES_PAPER = 1 << 6,
	HL_TAKES_PERIODS = 1 << 7,
	HL_TAKES_VIEW = 1 << 8,
	HL_TAKES_DELIM = 1 << 9,
	HL_TAKES_FEW = 1 << 10,   /* its figures may be left out one by one: --min-cell */
	HL_TAKES_NAMES = 1 << 11, /* of collectors, see hl/guide.h */
	HL_TAKES_WAYS = 1 << 12   /* links to other pages */
};

/* Of pages, in whatever format, so that a build that lacks one knows it, too. */
enum {
	HL_TAKES_OF_INDEX = HL_TAKES_TITLE | HL_TAKES_DAY | HL_TAKES_CURRENCY | HL_TAKES_RUN,
	HL_TAKES_OF_SHEET = HL_TAKES_OF_INDEX | HL_TAKES_NAMES,
	HL_TAKES_OF_QUEUE = HL_TAKES_OF_SHEET | HL_TAKES_GOAL | HL_TAKES_BESIDE,
	HL_TAKES_OF_DASHBOARD =
		HL_TAKES_TITLE | HL_TAKES_CURRENCY | HL_TAKES_RUN | HL_TAKES_VIEW | HL_TAKES_NAMES
};

struct hl_format {
	const char *name;   /* "csv" */
	const char *suffix; /* ".csv" */
	const char *also;   /* another suffix it is known by; NULL: none */
	const char *help;
	const char *needs; /* what this build was made without: it is told, and nothing can be
			      written; NULL: nothing is missing */
	/*
	 * Once a document: what stands before the rows, each row, what stands behind them. A row
	 * that is not to go out is HL_END: it does not count, and row has counted why. What was
	 * appended for it, or for one that is a mistake, is taken back.
	 */
	enum hl_status (*begin)(struct hl_export *doc, struct hl_error *err);
	enum hl_status (*row)(
		struct hl_export *doc, const struct hl_row *row, struct hl_error *err);
	enum hl_status (*end)(struct hl_export *doc, struct hl_error *err);
	/* Once a run: find the columns that the format knows; NULL: it knows none. */
	enum hl_status (*bind)(struct hl_export_options *options, struct hl_error *err);
	/* What row appends depends on nothing but the row: rows may be made side by side. */
	bool is_by_row;
	bool is_strict;      /* rows that are rows may still be refused: each is looked at */
	const char *between; /* two rows; NULL: nothing */
	/*
	 * What rows appended is not written but given to this, in their order, one call at a time
	 * though by changing threads; end finds all of it taken. Without an output (there is none
	 * under --check) nothing is to be made of it. NULL: it is written.
	 */
	enum hl_status (*take)(struct hl_export *doc, struct hl_str rows, struct hl_error *err);
	void (*release)(struct hl_export *doc); /* of what begin and the others made; NULL: none */
	bool is_binary;                         /* a terminal is not to have it */
	bool is_packed;                         /* gzip would not make it smaller */
	bool is_fixed;  /* its fields are its own, and not the columns that go out */
	unsigned takes; /* of enum hl_takes */
};
/* What begin and end of a format are, and its row. */
#define HL_FORMAT_STEP(name) enum hl_status name(struct hl_export *doc, struct hl_error *err)
#define HL_FORMAT_ROW(name)                                                                        \
	enum hl_status name(struct hl_export *doc, const struct hl_row *row, struct hl_error *err)

/* A format with nothing behind its rows. */
HL_FORMAT_STEP(hl_format_end_plain);

/* A format that must see all rows before the first byte: its rows are held. */
HL_FORMAT_STEP(hl_format_begin_held);
HL_FORMAT_ROW(hl_format_row_held);

/* Cells one behind the other, each behind its length: 4 bytes a cell more than they are long. */
struct hl_held {
	struct hl_buf bytes;
};

void hl_held_add(struct hl_held *held, struct hl_str cell);

/* The @len cells at *at, which moves behind them; false at the end. They live as long as @held. */
bool hl_held_next(const struct hl_held *held, size_t *at, struct hl_str *cells, size_t len);

/* --- documents --- */

/* size_t, each of them: they are added up one by one. */
struct hl_export_counts {
	size_t rows;
	size_t not_utf8;  /* bytes that are no UTF-8, written as U+FFFD */
	size_t controls;  /* control characters that the format cannot hold, written as U+FFFD */
	size_t guarded;   /* cells that a spreadsheet would run, with an apostrophe before them */
	size_t overlong;  /* cells that are longer than a spreadsheet holds */
	size_t unlinked;  /* cells that are no links because the format holds no more of them */
	size_t beyond;    /* rows that it has no room for */
	size_t shortened; /* cells cut to what the other system holds */
	size_t blanked;   /* characters that are structure there, written as blanks */
	size_t no_glyph;  /* characters that no font here has */
	size_t small;     /* rows whose figures are of too few */
	size_t cut;       /* cells and names of columns that were too long for paper */
	/* Rows that were left out. */
	size_t barred;     /* they may not be called */
	size_t unclear;    /* nobody knows which of their numbers may be called */
	size_t callable;   /* they may be called */
	size_t numberless; /* they have no number that can be dialled */
	size_t dateless;   /* there is nothing for a calendar in them */
};

/* Those of @one on top of those of @all. */
void hl_export_counts_add(struct hl_export_counts *all, struct hl_export_counts one);

struct hl_export {
	const struct hl_format *format;
	const struct hl_export_options *options;
	const struct hl_export_table *table;
	struct hl_str title;
	bool is_part;             /* one of many, that of @value in @column */
	struct hl_str column;     /* as hl/guide.h has it */
	struct hl_str value;      /* in the arena */
	struct hl_arena arena;    /* as long as the document */
	void *state;              /* the format's own, in the arena */
	struct hl_buf out;        /* bytes on their way */
	struct hl_buf scratch;    /* the format's own */
	struct hl_output *output; /* NULL: they stay in out */
	bool is_checked;          /* and are forgotten when they are many: nobody wants them */
	struct hl_held held;
	struct hl_masked masked;
	struct hl_export_counts counts;
	bool is_begun, has_rows;
};

/* The exported cell at @place of a row. */
static inline struct hl_str hl_export_cell(
	const struct hl_export *doc, const struct hl_row *row, size_t place) {
	return hl_cell(row, doc->table->columns[place]);
}

/* Let bytes go where there are many; an end that writes much calls it now and then. */
enum hl_status hl_export_spill(struct hl_export *doc, struct hl_error *err) HL_CHECKED;

static inline void hl_put(struct hl_export *doc, const char *text) {
	hl_buf_add(&doc->out, hl_str_of(text));
}

static inline void hl_put_str(struct hl_export *doc, struct hl_str text) {
	hl_buf_add(&doc->out, text);
}

/* Is @cell (trimmed) an amount or a count? "007" is a name. */
bool hl_is_amount(struct hl_str cell);

/* "2026-03-01 23:59 UTC-05:00": @s, or as_of, by the clocks of the zone. */
void hl_export_put_time(const struct hl_export_options *options, int64_t s, struct hl_buf *to);
void hl_export_put_as_of(const struct hl_export_options *options, struct hl_buf *to);

/* U+FFFD, counted in @count. */
void hl_put_replacement(struct hl_export *doc, size_t *count);

/* To be called once for all documents of a run, before the first. */
enum hl_status hl_export_bind(const struct hl_format *format, struct hl_export_options *options,
	struct hl_error *err) HL_CHECKED;

/* @options must outlive the document; @title (copied) is used in place of theirs. */
struct hl_export *hl_export_new(const struct hl_format *format,
	const struct hl_export_options *options, struct hl_str title);

/*
 * Where the bytes go, from now on; until then they stay in memory. NULL: nowhere, only mistakes are
 * looked for.
 */
void hl_export_to(struct hl_export *doc, struct hl_output *out);

/* HL_END: the row was left out. */
enum hl_status hl_export_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* Every row of @reader. */
enum hl_status hl_export_rows(
	struct hl_export *doc, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* No more rows. All bytes are in the output when this returned HL_OK; it is not committed. */
enum hl_status hl_export_end(struct hl_export *doc, struct hl_error *err) HL_CHECKED;
struct hl_export_counts hl_export_counts(const struct hl_export *doc);
void hl_export_free(struct hl_export *doc);

#endif
