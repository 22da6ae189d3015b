/*
 * malformed.c - what is not a table is refused, at its line and byte; no quote put anywhere, no
 * byte turned, no block size makes rows disappear without a word.
 */
#include "hl/table.h"

#include "../feed.h"
#include "../oracle.h"
#include "../seeded.h"

enum { FLIPS = 6000, LIMITED = 12000 };

static const size_t blocks[] = { 1, 2, 3, 7, 64, 0 };

static int failed;

#define TEXT(literal)                                                                              \
	{ literal, sizeof(literal) - 1 }

/* What is told of each: the mistakes alone, or the failure to begin. */
static const struct {
	struct hl_str bytes;
	char delim;
	size_t cell_max, record_max;
	const char *told;
} cases[] = {
	{ TEXT("a,b\n1,2\n"), 0, 0, 0, "" },
	{ TEXT("a,b\n1\n2,3\n"), 0, 0, 0, "bad 2:0 1 cell where the header has 2" },
	{ TEXT("a,b\n\n\n1,2,3\n"), 0, 0, 0, "bad 4:0 3 cells where the header has 2" },
	{ TEXT("a,b\r\n1,2,\r\n"), 0, 0, 0, "bad 2:0 3 cells where the header has 2" },
	{ TEXT("a,b\n1,5\" pipe\n"), 0, 0, 0,
		"bad 2:4 a quote inside a cell that does not begin with one" },
	{ TEXT("a,b\n\"x\"y,2\n"), 0, 0, 0, "bad 2:4 text behind a closing quote" },
	{ TEXT("a,b\n\"x\" ,2\n"), 0, 0, 0, "bad 2:4 text behind a closing quote" },
	{ TEXT("a,b\n\"x\ny\"z,2\n1,2\n"), 0, 0, 0, "bad 3:3 text behind a closing quote" },
	{ TEXT("a,b\n1, \"2\"\n"), 0, 0, 0, "bad 2:4 a blank before a quote" },
	{ TEXT("a,b\n  \"1\",2\n"), 0, 0, 0, "bad 2:3 a blank before a quote" },
	{ TEXT("a,b\n1,2\n3,\"4\n5,6\n7,8\n"), 0, 0, 0,
		"bad 3:3 a quote that is never closed opens here" },
	{ TEXT("a,b\n\"1\n\",\"2"), 0, 0, 0, "bad 3:3 a quote that is never closed opens here" },
	{ TEXT("a,b\n\"1\"\",2\n"), 0, 0, 0, "bad 2:1 a quote that is never closed opens here" },
	{ TEXT("a,b\n1,\""), 0, 0, 0, "bad 2:3 a quote that is never closed opens here" },
	{ TEXT("a,b\n1,x\0y\n2,3\n"), 0, 0, 0, "bad 2:4 a NUL byte" },
	{ TEXT("a,b\n1,\"x\n\0\"\n2,3\n"), 0, 0, 0, "bad 3:1 a NUL byte" },
	{ TEXT("a,b\n\0,\"x\"y\n"), 0, 0, 0, "bad 2:1 a NUL byte" },
	{ TEXT("a,b\n1,\"x\"y\0\n"), 0, 0, 0, "bad 2:6 text behind a closing quote" },
	{ TEXT("a,b\n1,\"x\0\n"), 0, 0, 0, "bad 2:3 a quote that is never closed opens here" },
	{ TEXT("a\tb\nx\\t\0\ty\n"), '\t', 0, 0, "bad 2:4 a NUL byte" },
	{ TEXT("\xff\xfe"
	       "a\0,\0b\0\n\0"),
		0, 0, 0,
		"bad 1:1 this is UTF-16 (\"Unicode text\"); save it as UTF-8, or use iconv" },
	{ TEXT("\xfe\xff\0a"), 0, 0, 0,
		"bad 1:1 this is UTF-16 (\"Unicode text\"); save it as UTF-8, or use iconv" },
	{ TEXT("a,b\n1,2\na,b\n3,4\n"), 0, 0, 0,
		"bad 3:0 the header again; --skip-repeated-header passes over it" },
	{ TEXT("a,b\n1,2\n\"a\",b\n3,4\n"), 0, 0, 0,
		"bad 3:0 the header again; --skip-repeated-header passes over it" },
	{ TEXT(""), 0, 0, 0, "bad 0:0 no header: there is nothing in it" },
	{ TEXT("\xef\xbb\xbf"), 0, 0, 0, "bad 0:0 no header: there is nothing in it" },
	{ TEXT("\r\n\r\n\n"), 0, 0, 0, "bad 0:0 no header: there is nothing in it" },
	{ TEXT("a,\"b\n1,2\n"), 0, 0, 0, "bad 1:3 a quote that is never closed opens here" },
	{ TEXT("a,b\"\n1,2\n"), 0, 0, 0,
		"bad 1:4 a quote inside a cell that does not begin with one" },
	{ TEXT("a,\0\n1,2\n"), 0, 0, 0, "bad 1:3 a NUL byte" },
	/* cells and records at their limit, and one byte behind it */
	{ TEXT("a,b\n12345678,2\n3,12345678"), 0, 8, 0, "" },
	{ TEXT("a,b\n12345678,2\r\n3,12345678\r"), 0, 8, 0, "" },
	{ TEXT("a,b\n1,123456789\n3,4\n"), 0, 8, 0, "bad 2:3 a cell of more than 8 bytes" },
	{ TEXT("a,b\n123456789,1\n3,4\n"), 0, 8, 0, "bad 2:1 a cell of more than 8 bytes" },
	{ TEXT("a,b\n\"1234\n678\",1\n3,4\n"), 0, 10, 0, "" },
	{ TEXT("a,b\n\"1234\n678\",1\n3,4\n"), 0, 9, 0,
		"bad 2:1 a quote opens here and is not closed within 9 bytes" },
	{ TEXT("a,b\n1,\"1234\n6789012\n3,4\n"), 0, 9, 0,
		"bad 2:3 a quote opens here and is not closed within 9 bytes" },
	{ TEXT("a,b\n1234567,9\r\n3,4\n"), 0, 0, 9, "" },
	{ TEXT("a,b\n\n1234567,90\n3,4\n"), 0, 0, 9, "bad 3:1 a record of more than 9 bytes" },
	{ TEXT("a\tb\n1\t123456789\n3\t4\n"), '\t', 8, 0, "bad 2:3 a cell of more than 8 bytes" },
	{ TEXT("aaaaaaaaaa,b\n"), 0, 8, 0, "bad 1:1 a cell of more than 8 bytes" },
};

static void report(struct hl_str bytes, const char *what, size_t block) {
	printf("not ok malformed: %s, block %zu:\n%.*s\n", what, block, (int)bytes.len, bytes.at);
	failed = 1;
}

/* The mistakes in what was told, without the rows. */
static struct hl_str mistakes_of(const struct hl_buf *told) {
	struct hl_str s = hl_buf_str(told);

	while (s.len && !hl_str_starts(s, HL_STR("\nbad "))) {
		s.at++;
		s.len--;
	}
	return s.len ? (struct hl_str){ s.at + 1, s.len - 1 } : s;
}

static void check_cases(void) {
	struct hl_buf told = { 0 };

	for (size_t i = 0; i < HL_LEN(cases); i++) {
		struct feed feed = feed_open(cases[i].bytes);

		for (size_t b = 0; b < HL_LEN(blocks); b++) {
			struct hl_reader_options options = { .delim = cases[i].delim,
				.block = blocks[b],
				.cell_max = cases[i].cell_max,
				.record_max = cases[i].record_max };

			if (!oracle_tell_reader(feed.name, options, &told) ||
				!hl_str_eq(mistakes_of(&told), hl_str_of(cases[i].told))) {
				report(cases[i].bytes, cases[i].told, blocks[b]);
				printf("told:%.*s\n", (int)told.len, told.at);
			}
		}
		feed_close(&feed);
	}
	hl_buf_release(&told);
}

/* As many columns as can be, and one more, in the header and in a row. */
static void check_columns(void) {
	struct hl_buf bytes = { 0 }, told = { 0 };

	for (size_t i = 0; i < 4; i++) {
		const char *want = i < 2    ? ""
				   : i == 2 ? "bad 1:65537 more than 65536 columns"
					    : "bad 2:65537 more than 65536 columns";
		struct feed feed;

		bytes.len = 0;
		if (i == 3)
			hl_buf_add(&bytes, HL_STR("a,b\n"));
		for (size_t commas = 0; commas < 65535 + i / 2; commas++)
			hl_buf_add_char(&bytes, ',');
		hl_buf_add(&bytes, i == 1 ? HL_STR("\r") : HL_STR("\n1,2\n"));
		feed = feed_open(hl_buf_str(&bytes));
		if (i == 0)
			want = "bad 2:0 2 cells where the header has 65536";
		for (size_t block = 0; block < 2; block++) {
			struct hl_reader_options options = { .block = block };

			(void)oracle_tell_reader(feed.name, options, &told);
			if (!hl_str_eq(mistakes_of(&told), hl_str_of(want)))
				report(mistakes_of(&told), "the number of columns", block);
		}
		feed_close(&feed);
	}
	hl_buf_release(&bytes);
	hl_buf_release(&told);
}

static size_t count(const struct hl_buf *told, struct hl_str what) {
	struct hl_str s = hl_buf_str(told);
	size_t found = 0;

	for (; s.len; s.at++, s.len--)
		found += hl_str_starts(s, what);
	return found;
}

/* The reader says what the oracle says, whatever the block; never are there fewer rows in silence.
 */
static void check_bytes(struct hl_str bytes, char delim, size_t rows, size_t block) {
	static struct oracle o;
	static struct hl_buf want, told;
	struct hl_reader_options options = { .delim = delim };
	struct feed feed = feed_open(bytes);
	bool looks_wide = hl_str_starts(bytes, HL_STR("\xff\xfe")) ||
			  hl_str_starts(bytes, HL_STR("\xfe\xff"));
	bool looks_gzip = hl_str_starts(bytes, HL_STR("\x1f\x8b"));

	oracle_read(&o, bytes, hl_dialect_of(delim));
	oracle_tell(&o, &want);
	for (int i = 0; i < 2 && !looks_wide && !looks_gzip; i++) {
		options.block = i ? block : 0;
		if (!oracle_tell_reader(feed.name, options, &told))
			report(bytes, "the end is not what the rows say", options.block);
		if (!hl_str_eq(hl_buf_str(&want), hl_buf_str(&told))) {
			report(bytes, "the oracle says something else", options.block);
			printf("told:%.*s\nwanted:%.*s\n", (int)told.len, told.at, (int)want.len,
				want.at);
		}
		if (rows && !mistakes_of(&told).len && count(&told, HL_STR("\nrow ")) < rows)
			report(bytes, "rows went in silence", options.block);
	}
	feed_close(&feed);
}

static const struct hl_str tables[] = {
	TEXT("id,name,note\n1,Ann,\n2,\"Ben, Jr.\",\"said "
	     "\"\"no\"\"\"\n3,Cy,\"two\nlines\"\n4,,\n"),
	TEXT("id,name\r\n1,\"\"\r\n2,\",\"\r\n3,\"\r\n\"\r\n4,\"\"\"\"\r\n5,x\r\n"),
	TEXT("\xef\xbb\xbfname\n\"a\"\n\"\"\nb\n\"c\r\"\n\"\"\"d\"\"\"\n"),
	TEXT("a;b;c\r1;\"2;2\";3\r\"4\r4\";5;6\r7;8;\"9\""),
	TEXT("\"a\",\"b\"\n\"\",\"\"\n\",\",\",\"\n\"\n\",\"\n\"\n\"x\",\"y\"\n"),
};
static const char table_delims[] = { ',', ',', ',', ';', ',' };

/* One more byte at every place. A lone quote makes a table malformed: rows cannot go in silence. */
static void check_insertions(void) {
	static const char inserted[] = { '"', '\0', '\r', '\n', ',', ' ' };
	struct hl_buf bytes = { 0 };

	for (size_t i = 0; i < HL_LEN(tables); i++)
		for (size_t at = 0; at <= tables[i].len; at++)
			for (size_t k = 0; k < sizeof(inserted); k++) {
				bytes.len = 0;
				hl_buf_add(&bytes, (struct hl_str){ tables[i].at, at });
				hl_buf_add_char(&bytes, inserted[k]);
				hl_buf_add(&bytes,
					(struct hl_str){ tables[i].at + at, tables[i].len - at });
				check_bytes(hl_buf_str(&bytes), table_delims[i],
					inserted[k] == '"' ? SIZE_MAX : 0, 1 + at % 9);
			}
	hl_buf_release(&bytes);
}

/* Bytes turned into others, at random places. */
static void check_flips(struct seeded *seeded) {
	static const char others[] = "\"\"\",;\n\r \0\tx\\";
	struct hl_buf bytes = { 0 };

	for (size_t round = 0; round < FLIPS; round++) {
		size_t i = seeded_below(seeded, HL_LEN(tables));

		bytes.len = 0;
		hl_buf_add(&bytes, tables[i]);
		for (size_t flips = 1 + seeded_below(seeded, 4); flips > 0; flips--)
			bytes.at[seeded_below(seeded, bytes.len)] =
				seeded_below(seeded, 8)
					? others[seeded_below(seeded, sizeof(others) - 1)]
					: (char)seeded_next(seeded);
		check_bytes(hl_buf_str(&bytes), seeded_below(seeded, 8) ? table_delims[i] : '\t', 0,
			1 + seeded_below(seeded, 40));
	}
	hl_buf_release(&bytes);
}

/* With limits, too, the block size changes nothing. */
static void check_limits(struct seeded *seeded) {
	static const char some[] = "\"\",\n\r1 x";
	struct hl_buf first = { 0 }, told = { 0 }, bytes = { 0 };

	for (size_t round = 0; round < LIMITED; round++) {
		struct hl_reader_options options = { .delim = ',',
			.cell_max = 1 + seeded_below(seeded, 12),
			.record_max = 1 + seeded_below(seeded, 24) };
		struct feed feed;

		bytes.len = 0;
		hl_buf_add(&bytes, HL_STR("a,b\n"));
		for (size_t len = seeded_below(seeded, 80); len > 0; len--)
			hl_buf_add_char(&bytes, some[seeded_below(seeded, sizeof(some) - 1)]);
		feed = feed_open(hl_buf_str(&bytes));
		(void)oracle_tell_reader(feed.name, options, &first);
		for (size_t b = 0; b < HL_LEN(blocks); b++) {
			options.block = blocks[b];
			if (!oracle_tell_reader(feed.name, options, &told))
				report(hl_buf_str(&bytes), "the end is not what the rows say",
					blocks[b]);
			if (!hl_str_eq(hl_buf_str(&first), hl_buf_str(&told))) {
				report(hl_buf_str(&bytes), "limits depend on the block", blocks[b]);
				printf("cell %zu record %zu told:%.*s\nwanted:%.*s\n",
					options.cell_max, options.record_max, (int)told.len,
					told.at, (int)first.len, first.at);
			}
		}
		feed_close(&feed);
		if (failed)
			break;
	}
	hl_buf_release(&first);
	hl_buf_release(&told);
	hl_buf_release(&bytes);
}

int main(void) {
	struct seeded seeded = { 172 };

	check_cases();
	check_columns();
	check_insertions();
	check_flips(&seeded);
	check_limits(&seeded);
	return failed;
}
