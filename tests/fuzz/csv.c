/*
 * csv.c - no bytes make the reader of CSV read out of bounds, or find something else than a slow
 * oracle does, one row after the other or by workers; what it read, put and read again, is the
 * same.
 *
 * The first byte picks the delimiter and the block size; the rest is the table.
 */
#include "../feed.h"
#include "../ran.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Spell what is in @bytes in the dialect @to; false when there is no table in them. */
static bool respell(struct hl_str bytes, char from, struct hl_dialect to, struct hl_buf *spelled) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_reader_options options = { .delim = from, .mistakes = &mistakes };
	struct feed feed = feed_open(bytes);
	const char *name = feed.name;
	struct hl_error err = { 0 };
	struct hl_reader *reader;
	struct hl_row row;
	bool is_table = hl_reader_open(&reader, &name, 1, &options, &err) == HL_OK;

	if (is_table) {
		row = hl_reader_header(reader)->row;
		do {
			hl_put_kept(spelled, to, &row, NULL);
			hl_buf_add_char(spelled, '\n');
		} while (hl_reader_next(reader, &row, &err) == HL_OK);
		hl_reader_close(reader);
	}
	feed_close(&feed);
	return is_table && mistakes.len == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	static const char delims[] = ",;|, ";
	struct hl_reader_options options = { 0 };
	struct hl_str bytes = { (const char *)data + 1, len - 1 };
	struct hl_buf want = { 0 }, told = { 0 }, once = { 0 }, twice = { 0 };
	struct oracle o = { 0 };
	struct feed feed;

	if (len < 2 || bytes.at[0] == '\x1f' || bytes.at[0] == '\xff' || bytes.at[0] == '\xfe')
		return 0; /* gzip and UTF-16 are not tables */
	options.delim = delims[data[0] % (sizeof(delims) - 1)];
	options.block = data[0] >> 3;
	oracle_read(&o, bytes, hl_dialect_of(options.delim));
	if (o.bytes.len == 0 || o.bytes.at[0] != '\x1f') {
		oracle_tell(&o, &want);
		feed = feed_open(bytes);
		if (!oracle_tell_reader(feed.name, options, &told) ||
			!hl_str_eq(hl_buf_str(&told), hl_buf_str(&want)))
			__builtin_trap();
		if (!ran_agrees(&o, feed.name, options))
			__builtin_trap();
		feed_close(&feed);
		if (respell(bytes, options.delim, hl_dialect_of(','), &once) &&
			(!respell(hl_buf_str(&once), ',', hl_dialect_of(','), &twice) ||
				!hl_str_eq(hl_buf_str(&once), hl_buf_str(&twice))))
			__builtin_trap();
	}
	oracle_release(&o);
	hl_buf_release(&want);
	hl_buf_release(&told);
	hl_buf_release(&once);
	hl_buf_release(&twice);
	return 0;
}
