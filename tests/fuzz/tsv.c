/*
 * tsv.c - no bytes make the reader of TSV read out of bounds, or find something else than a slow
 * oracle does, one row after the other or by workers; what it read, put as CSV and read again, is
 * the same.
 *
 * The first byte picks the block size; the rest is the table.
 */
#include "../feed.h"
#include "../ran.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* The cells of every record that the oracle finds well formed, as CSV. */
static void put_records(const struct oracle *o, struct hl_buf *to) {
	struct hl_dialect csv = hl_dialect_of(',');

	for (size_t i = 0; i < o->records_len; i++) {
		const struct oracle_record *record = &o->records[i];

		if (record->why)
			continue;
		for (size_t cell = 0; cell < record->cells; cell++) {
			if (cell)
				hl_buf_add_char(to, ',');
			hl_put_cell(
				to, csv, oracle_text(o, record->first + cell), record->cells == 1);
		}
		hl_buf_add_char(to, '\n');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	struct hl_reader_options options = { .delim = '\t' };
	struct hl_str bytes = { (const char *)data + 1, len - 1 };
	struct hl_buf want = { 0 }, told = { 0 }, once = { 0 }, twice = { 0 };
	struct oracle o = { 0 };
	struct feed feed;

	if (len < 2 || bytes.at[0] == '\x1f' || bytes.at[0] == '\xff' || bytes.at[0] == '\xfe')
		return 0; /* gzip and UTF-16 are not tables */
	options.block = data[0] >> 2;
	oracle_read(&o, bytes, hl_dialect_of('\t'));
	oracle_tell(&o, &want);
	feed = feed_open(bytes);
	if (!oracle_tell_reader(feed.name, options, &told) ||
		!hl_str_eq(hl_buf_str(&told), hl_buf_str(&want)))
		__builtin_trap();
	if (!ran_agrees(&o, feed.name, options))
		__builtin_trap();
	feed_close(&feed);
	put_records(&o, &once);
	oracle_read(&o, hl_buf_str(&once), hl_dialect_of(','));
	put_records(&o, &twice);
	if (!hl_str_eq(hl_buf_str(&once), hl_buf_str(&twice)))
		__builtin_trap();
	oracle_release(&o);
	hl_buf_release(&want);
	hl_buf_release(&told);
	hl_buf_release(&once);
	hl_buf_release(&twice);
	return 0;
}
