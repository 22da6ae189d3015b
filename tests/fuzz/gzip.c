/*
 * gzip.c - no bytes make the input read out of bounds, hang or take what is cut or damaged for
 * whole: what it calls whole, zlib's gzread calls whole, and gives the same bytes.
 */
#include "../feed.h"

#include "hl/io.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

enum { MOST = 1 << 20 };

/* By zlib's own reader, which is lenient behind the last member and at the very end. */
static bool read_by_zlib(const char *name, struct hl_buf *to) {
	gzFile gz = gzopen(name, "rb");
	int got = 1;
	int error = 0;

	while (gz && got > 0 && to->len < MOST) {
		got = gzread(gz, hl_buf_room(to, 4096), 4096);
		to->len += got > 0 ? (size_t)got : 0;
	}
	if (gz)
		(void)gzerror(gz, &error);
	if (gz)
		(void)gzclose(gz);
	return gz && got >= 0 && error == Z_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	/* The first byte says how much is asked for at a time; the header is right more often. */
	struct hl_buf bytes = { 0 }, ours = { 0 }, theirs = { 0 };
	struct hl_error err = { 0 };
	struct hl_input *in;
	enum hl_status status;
	struct feed feed;
	size_t room, got;

	if (len < 1)
		return 0;
	room = data[0] & 64 ? 4096 : 1 + (data[0] & 63);
	if (data[0] & 128)
		hl_buf_add(&bytes, (struct hl_str){ "\x1f\x8b\x08\0\0\0\0\0\0\x03", 10 });
	hl_buf_add(&bytes, (struct hl_str){ (const char *)data + 1, len - 1 });
	feed = feed_open(hl_buf_str(&bytes));
	status = hl_input_open(&in, feed.name, &err);
	while (status == HL_OK && ours.len < MOST) {
		status = hl_input_read(in, hl_buf_room(&ours, room), room, &got, &err);
		if (status == HL_OK && (got == 0 || got > room))
			__builtin_trap();
		ours.len += got;
	}
	hl_input_close(in);
	if (status == HL_END && (!read_by_zlib(feed.name, &theirs) ||
					!hl_str_eq(hl_buf_str(&ours), hl_buf_str(&theirs))))
		__builtin_trap();
	if (status != HL_END && status != HL_OK && (status != HL_EIO || !err.text[0]))
		__builtin_trap();
	feed_close(&feed);
	hl_buf_release(&bytes);
	hl_buf_release(&ours);
	hl_buf_release(&theirs);
	return 0;
}
