/*
 * quoted.c - the one place that calls libcsv.
 *
 * Left to its defaults libcsv trims blanks, takes malformed quotes without a word and reads a
 * quote that is never closed as one endless cell. Here it is strict, trims nothing, is fed one line
 * at a time, and what it says is the truth about every record that holds a quote.
 */
#include "cut.h"

#include <csv.h>
#include <stdlib.h>

enum { GROWTH = 64 << 10, STRICT = CSV_STRICT | CSV_STRICT_FINI };

struct quoted {
	struct csv_parser parser;
	struct cut *cut;
	bool is_done;
};

static int no_blank(unsigned char c) {
	(void)c;
	return 0;
}

static void *claim(void *at, size_t size) {
	void *more = realloc(at, size);

	if (!more)
		hl_out_of_memory();
	return more;
}

static void on_cell(void *text, size_t len, void *to) {
	struct quoted *quoted = to;

	cut_keep_cell(quoted->cut, (struct hl_str){ text, len });
}

static void on_record(int end, void *to) {
	struct quoted *quoted = to;

	(void)end;
	quoted->is_done = true;
}

struct quoted *quoted_new(struct cut *cut) {
	struct quoted *quoted = hl_claim(1, sizeof(*quoted));

	if (csv_init(&quoted->parser, STRICT) != 0)
		hl_out_of_memory();
	quoted->cut = cut;
	csv_set_space_func(&quoted->parser, no_blank); /* lines end at CR and LF as it is */
	csv_set_realloc_func(&quoted->parser, claim);
	csv_set_blk_size(&quoted->parser, GROWTH);
	return quoted;
}

void quoted_free(struct quoted *quoted) {
	if (!quoted)
		return;
	csv_free(&quoted->parser);
	free(quoted);
}

void quoted_begin(struct quoted *quoted) {
	struct csv_parser *parser = &quoted->parser;

	/* Whatever record was left half read is dropped; strict, libcsv would refuse to. */
	(void)csv_set_opts(parser, 0);
	(void)csv_fini(parser, NULL, NULL, NULL);
	(void)csv_set_opts(parser, STRICT);
	csv_set_delim(parser, (unsigned char)quoted->cut->rules.dialect.delim);
	quoted->is_done = false;
}

enum hl_status quoted_feed(struct quoted *quoted, struct hl_str line, bool is_last, size_t *wrong) {
	struct csv_parser *parser = &quoted->parser;
	size_t read = csv_parse(parser, line.at, line.len, on_cell, on_record, quoted);

	if (read != line.len) {
		*wrong = read;
		return HL_EDATA;
	}
	if (!quoted->is_done && is_last && csv_fini(parser, on_cell, on_record, quoted) != 0) {
		*wrong = line.len;
		return HL_EDATA;
	}
	return quoted->is_done ? HL_OK : HL_END;
}
