/*
 * inflate.c - gzip members back to bytes, by zlib's inflate itself: gzread takes a file that was
 * cut short for a whole one.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { INPUT_ROOM = 128 << 10, GZIP_WINDOW = 15 + 16 };

struct io_inflate {
	const char *name;
	int fd;
	z_stream z;
	bool is_between; /* at the end of a member: another one, zero padding, or the end */
	bool is_padding; /* a zero byte stood behind the last member: only more may follow */
	bool is_over;    /* the descriptor has no more */
	unsigned char bytes[INPUT_ROOM];
};

static void *claim(void *unused, unsigned count, unsigned size) {
	(void)unused;
	return hl_claim(count, size);
}

static void give_back(void *unused, void *at) {
	(void)unused;
	free(at);
}

struct io_inflate *io_inflate_new(const char *name, int fd, struct hl_str first) {
	struct io_inflate *gz = hl_claim(1, sizeof(*gz));

	gz->name = name;
	gz->fd = fd;
	gz->z.zalloc = claim;
	gz->z.zfree = give_back;
	memcpy(gz->bytes, first.at, first.len);
	gz->z.next_in = gz->bytes;
	gz->z.avail_in = (unsigned)first.len;
	if (inflateInit2(&gz->z, GZIP_WINDOW) != Z_OK)
		hl_out_of_memory();
	return gz;
}

void io_inflate_free(struct io_inflate *gz) {
	if (!gz)
		return;
	inflateEnd(&gz->z);
	free(gz);
}

static enum hl_status refill(struct io_inflate *gz, struct hl_error *err) {
	ptrdiff_t got = io_read(gz->fd, gz->bytes, sizeof(gz->bytes));

	if (got < 0)
		return io_fail(err, HL_EIO, gz->name, NULL);
	gz->is_over = got == 0;
	gz->z.next_in = gz->bytes;
	gz->z.avail_in = (unsigned)got;
	return HL_OK;
}

/* Behind a member: the next one begins, or only zeros follow to the end. */
static enum hl_status next_member(struct io_inflate *gz, struct hl_error *err) {
	if (gz->z.next_in[0] == 0 || gz->is_padding) {
		gz->is_padding = true;
		while (gz->z.avail_in > 0 && gz->z.next_in[0] == 0) {
			gz->z.next_in++;
			gz->z.avail_in--;
		}
		if (gz->z.avail_in > 0)
			return io_fail(err, HL_EIO, gz->name,
				"gzip: something else follows the compressed data");
		return HL_OK;
	}
	if (gz->z.next_in[0] != 0x1f)
		return io_fail(
			err, HL_EIO, gz->name, "gzip: something else follows the compressed data");
	gz->is_between = false;
	if (inflateReset2(&gz->z, GZIP_WINDOW) != Z_OK)
		return io_fail(err, HL_EBUG, gz->name, "gzip: the decompressor refused to start");
	return HL_OK;
}

static enum hl_status damaged(const struct io_inflate *gz, struct hl_error *err) {
	*err = (struct hl_error){ .file = gz->name };
	return hl_fail(err, HL_EIO, "gzip: the data is damaged (%s)",
		gz->z.msg ? gz->z.msg : "invalid stream");
}

/* There is input: bytes of a member, or what stands behind one. */
static enum hl_status step(struct io_inflate *gz, struct hl_error *err) {
	int said;

	if (gz->is_between)
		return next_member(gz, err);
	said = inflate(&gz->z, Z_NO_FLUSH);
	gz->is_between = said == Z_STREAM_END;
	return said == Z_OK || said == Z_STREAM_END || said == Z_BUF_ERROR ? HL_OK
									   : damaged(gz, err);
}

enum hl_status io_inflate_read(
	struct io_inflate *gz, char *to, size_t room, size_t *got, struct hl_error *err) {
	unsigned len = room > (1u << 30) ? 1u << 30 : (unsigned)room;
	enum hl_status status = HL_OK;

	gz->z.next_out = (unsigned char *)to;
	gz->z.avail_out = len;
	while (status == HL_OK && gz->z.avail_out == len) {
		if (gz->z.avail_in == 0 && !gz->is_over)
			status = refill(gz, err);
		if (status == HL_OK && gz->z.avail_in > 0)
			status = step(gz, err);
		else if (status == HL_OK && gz->is_between)
			return HL_END;
		else if (status == HL_OK)
			status = io_fail(err, HL_EIO, gz->name, "gzip: the data is cut short");
	}
	*got = status == HL_OK ? len - gz->z.avail_out : 0;
	return status;
}
