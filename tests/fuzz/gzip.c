/*
 * gzip.c - no bytes make the input read out of bounds, hang or take what is cut or damaged for
 * whole: what it calls whole, zlib's gzread calls whole, and gives the same bytes. The libraries
 * that inflate say the same of it.
 */
#include "../../lib/io/parts.h"
#include "../feed.h"

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

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

/* By one library, @room bytes at a time. */
static enum hl_status read_by(const struct io_inflater *with, struct feed *feed, size_t room,
	struct hl_buf *to, struct hl_error *err) {
	enum hl_status status = HL_OK;
	struct io_inflate *gz;
	size_t got;

	must(lseek(feed->fd, 0, SEEK_SET) == 0);
	gz = io_inflate_new(feed->name, feed->fd, HL_STR(""), with);
	while (status == HL_OK && to->len < MOST) {
		status = io_inflate_read(gz, hl_buf_room(to, room), room, &got, err);
		must(status == HL_OK ? got > 0 && got <= room : got == 0);
		to->len += got;
	}
	io_inflate_free(gz);
	must(status == HL_OK || status == HL_END || (status == HL_EIO && err->text[0]));
	return status;
}

static bool is_data_fault(const struct hl_error *err) {
	return strstr(err->text, "(invalid deflate data)") ||
	       strstr(err->text, "(incorrect data check)");
}

/*
 * ISA-L takes some codes that zlib refuses and refuses some sooner, so what is wrong with the data
 * themselves may be told otherwise; what zlib takes ISA-L takes.
 */
static void must_agree(struct feed *feed, size_t room) {
	struct hl_buf a = { 0 }, b = { 0 };
	struct hl_error err_a = { 0 }, err_b = { 0 };
	enum hl_status said_b = read_by(&io_inflater_zlib, feed, room, &b, &err_b);

	for (size_t i = 0; io_inflaters[i] != &io_inflater_zlib; i++) {
		enum hl_status said_a = read_by(io_inflaters[i], feed, room, &a, &err_a);
		size_t len = a.len < b.len ? a.len : b.len;

		must(len == 0 || memcmp(a.at, b.at, len) == 0);
		if (said_b == HL_END)
			must(said_a == HL_END && a.len == b.len);
		if (!is_data_fault(&err_a) && !is_data_fault(&err_b))
			must(said_a == said_b && strcmp(err_a.text, err_b.text) == 0);
		a.len = 0;
	}
	hl_buf_release(&a);
	hl_buf_release(&b);
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
	must_agree(&feed, room);
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
