/*
 * cut.h - inside lib/table: a block of bytes cut into records.
 *
 * A cut is given bytes and hands out the records that are whole in them; what is left over at
 * the end is the caller's to bring back with more behind it. It knows nothing of files and
 * headers, so that any number of blocks can be cut at once.
 */
#ifndef HL_TABLE_CUT_H
#define HL_TABLE_CUT_H

#include "hl/table.h"
#include "scan.h"

enum { COLUMNS_MAX = 65536 };

struct quoted; /* libcsv, see quoted.c */

/* What holds for all blocks of a file. */
struct cut_rules {
	struct hl_dialect dialect;
	size_t cell_max, record_max;
	bool comments;    /* records that begin with '#' are passed over as empty lines are */
	bool keeps_blank; /* an empty line is a row: TSV of one column, empty there */
	const char *file;
};

struct cut {
	struct cut_rules rules;
	/* the block: cut_begin */
	size_t harmless;   /* a shorter record breaks no limit */
	const char *bytes; /* SCAN_SLACK readable bytes behind it */
	size_t len;
	bool is_last;
	bool knows_quotes; /* the index does: each of its records is one; else it is of lines */
	/* where we are */
	size_t at;     /* the next record begins here */
	size_t line;   /* in this physical line */
	size_t mark;   /* the next mark */
	size_t record; /* the next entry of the index */
	bool is_open;  /* the record at hand ends with the input, within a quote */
	bool is_over;  /* what is too long was met: nothing behind it is cut */
	/* what is reused */
	struct scan_index index;
	struct hl_arena arena; /* decoded cells of the block's records */
	struct hl_buf text;    /* those of the record at hand */
	size_t *spans;         /* where each of them ends in text */
	size_t spans_len, spans_cap;
	struct quoted *quoted;
};

/* Start a block at physical line @line; rows handed out before are gone. */
void cut_begin(struct cut *cut, struct hl_str block, size_t line, bool is_last);

/*
 * The next record that is not an empty line. HL_OK: *row holds it, valid until cut_begin.
 * HL_END: the block has no more whole records; bytes from cut->at on are left over. HL_EDATA: it is
 * malformed; row->raw is all of it up to the line end behind the mistake, and the next call goes on
 * there, unless cut->is_over.
 */
enum hl_status cut_next(
	struct cut *cut, struct hl_row *row, size_t *blank, struct hl_error *err) HL_CHECKED;

/* What a row looks like that needs no second look. */
struct cut_plain {
	size_t width;
	size_t header_len; /* of the header without quotes; SIZE_MAX: no row is the header again */
	struct hl_str first; /* its first cell */
};

/* Set in @rows what all such rows of the block have in common. */
void cut_prime(
	const struct cut *cut, const struct cut_plain *plain, struct hl_row *rows, size_t len);

/*
 * As cut_next for up to @most rows, primed for the block, that need no second look; how many there
 * were. 0: cut_next has to tell what comes.
 */
size_t cut_few(struct cut *cut, const struct cut_plain *plain, struct hl_row *rows, size_t most);

/*
 * HL_END came, the block is not the last: can what is left over still become a record? HL_EDATA:
 * no, it is too long already (*row); cut->is_over.
 */
enum hl_status cut_check_rest(struct cut *cut, struct hl_row *row, struct hl_error *err) HL_CHECKED;

/*
 * Where cutting would end, before any of it is done: what is left over begins at *at in line
 * *line. The cut is as cut_begin left it.
 */
void cut_find_end(struct cut *cut, size_t *at, size_t *line);

void cut_release(struct cut *cut);

/* --- quoted.c: one record that holds a quote, decided by libcsv --- */

struct quoted *quoted_new(struct cut *cut);
void quoted_free(struct quoted *quoted);

/* Begin a record with nothing known. */
void quoted_begin(struct quoted *quoted);

/*
 * Feed the next line, or all lines, of the record. HL_OK: the record is over, its cells are in
 * cut->text and cut->spans; HL_END: it goes on behind this; HL_EDATA: malformed at *wrong.
 */
enum hl_status quoted_feed(
	struct quoted *quoted, struct hl_str line, bool is_last, size_t *wrong) HL_CHECKED;

/* Forget the cells of the record before; remember one decoded cell; make a row of all of them. */
void cut_forget_cells(struct cut *cut);
void cut_keep_cell(struct cut *cut, struct hl_str text);
void cut_keep_row(struct cut *cut, struct hl_row *row);

/* --- escapes.c: the cells of a row of TSV that holds a backslash --- */

void escapes_decode(struct cut *cut, struct hl_row *row);

/* --- place.c: where in its record something is --- */

/* The offset in @raw at which cell @column begins (malformed records too, as well as can be). */
size_t place_of_cell(struct hl_str raw, struct hl_dialect dialect, size_t column);

/* The offset of the last quote in @raw that opens a cell; raw.len when there is none. */
size_t place_of_open_quote(struct hl_str raw, struct hl_dialect dialect);

/*
 * Is a cell or the record in @raw, whole or the beginning of one, longer than it may be, or are
 * there too many cells? Lengths are those of the bytes as they stand there: what is found in the
 * beginning is found in the whole.
 */
enum hl_status place_check_limits(const struct cut_rules *rules, struct hl_str raw, size_t line,
	struct hl_error *err) HL_CHECKED;

/* Line and byte of @offset in a record that begins in @line. */
void place_set(struct hl_error *err, struct hl_str raw, size_t line, size_t offset);

/* How many line ends there are in @raw. */
size_t place_lines(struct hl_str raw);

#endif
