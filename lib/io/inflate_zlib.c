/* inflate_zlib.c - deflate data back to bytes, by zlib. */
#define ZLIB_CONST
#include "parts.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum { BARE = -15 }; /* the widest window, and no header or trailer */

static void *claim(void *unused, unsigned count, unsigned size) {
	(void)unused;
	return hl_claim(count, size);
}

static void give_back(void *unused, void *at) {
	(void)unused;
	free(at);
}

static void *zlib_new(void) {
	z_stream *z = hl_claim(1, sizeof(*z));

	z->zalloc = claim;
	z->zfree = give_back;
	if (inflateInit2(z, BARE) != Z_OK)
		hl_out_of_memory();
	return z;
}

static void zlib_begin(void *state) {
	(void)inflateReset(state); /* its only failure is ours: a wrong state */
}

static unsigned within(size_t len) {
	return len < UINT_MAX ? (unsigned)len : UINT_MAX;
}

static enum io_said zlib_run(void *state, struct io_run *run) {
	z_stream *z = state;
	unsigned in_len = within(run->in_len);
	unsigned room = within(run->room);
	int said;

	z->next_in = run->in;
	z->avail_in = in_len;
	z->next_out = run->out;
	z->avail_out = room;
	said = inflate(z, Z_NO_FLUSH);
	run->in = z->next_in;
	run->in_len -= in_len - z->avail_in;
	run->out = z->next_out;
	run->room -= room - z->avail_out;
	if (said == Z_STREAM_END)
		return IO_ENDS;
	return said == Z_OK || said == Z_BUF_ERROR ? IO_MORE : IO_BAD;
}

static uint32_t zlib_crc(uint32_t crc, const unsigned char *at, size_t len) {
	return (uint32_t)crc32_z(crc, at, len);
}

static void zlib_free(void *state) {
	(void)inflateEnd(state);
	free(state);
}

const struct io_inflater io_inflater_zlib = {
	.name = "zlib",
	.new = zlib_new,
	.begin = zlib_begin,
	.run = zlib_run,
	.crc = zlib_crc,
	.free = zlib_free,
};
