/* deflate.c - bytes to a gzip member that is the same every time (no name, no time). */
#include "parts.h"

#include <stdlib.h>
#include <zlib.h>

enum { OUTPUT_ROOM = 128 << 10, GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8 };

struct io_deflate {
	z_stream z;
	unsigned char bytes[OUTPUT_ROOM];
};

struct io_deflate *io_deflate_new(int level) {
	struct io_deflate *gz = hl_claim(1, sizeof(*gz));

	if (deflateInit2(&gz->z, level, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		hl_out_of_memory();
	return gz;
}

void io_deflate_free(struct io_deflate *gz) {
	if (!gz)
		return;
	deflateEnd(&gz->z);
	free(gz);
}

/* Compress one run short enough for zlib's counters; @flush is zlib's. */
static enum hl_status push(
	struct io_deflate *gz, int flush, struct io_sink sink, struct hl_error *err) {
	enum hl_status status = HL_OK;

	do {
		gz->z.next_out = gz->bytes;
		gz->z.avail_out = sizeof(gz->bytes);
		(void)deflate(&gz->z, flush); /* its only failures are ours: a wrong state */
		status = sink.put(sink.to,
			(struct hl_str){
				(const char *)gz->bytes, sizeof(gz->bytes) - gz->z.avail_out },
			err);
	} while (status == HL_OK && gz->z.avail_out == 0);
	return status;
}

enum hl_status io_deflate_write(struct io_deflate *gz, struct hl_str bytes, int flush,
	struct io_sink sink, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && bytes.len > 0) {
		unsigned len = bytes.len > (1u << 30) ? 1u << 30 : (unsigned)bytes.len;
		union { /* zlib promises not to write where next_in points */
			const char *at;
			unsigned char *next;
		} in = { bytes.at };

		gz->z.next_in = in.next;
		gz->z.avail_in = len;
		status = push(gz, Z_NO_FLUSH, sink, err);
		bytes.at += len;
		bytes.len -= len;
	}
	if (status == HL_OK && flush != Z_NO_FLUSH)
		status = push(gz, flush, sink, err);
	return status;
}
