/* parts.h - what the files of lib/io share: system calls that finish what they began. */
#ifndef HL_IO_PARTS_H
#define HL_IO_PARTS_H

#include "hl/io.h"

/* read(2), again after a signal. Less than 0: errno says why. */
ptrdiff_t io_read(int fd, void *to, size_t room);

/* All of @len bytes, or false and errno. */
bool io_write(int fd, const void *at, size_t len);

/* "File: No such file or directory" as an error about @file. */
enum hl_status io_fail(
	struct hl_error *err, enum hl_status status, const char *file, const char *what);

/* inflate: bytes of one or more gzip members, from a file descriptor. */
struct io_inflate;
struct io_inflate *io_inflate_new(const char *name, int fd, struct hl_str first);
enum hl_status io_inflate_read(
	struct io_inflate *gz, char *to, size_t room, size_t *got, struct hl_error *err) HL_CHECKED;
void io_inflate_free(struct io_inflate *gz);

/* deflate: bytes to one gzip member. */
struct io_deflate;
struct io_sink { /* where the compressed bytes go */
	enum hl_status (*put)(void *to, struct hl_str bytes, struct hl_error *err);
	void *to;
};
struct io_deflate *io_deflate_new(int level);
enum hl_status io_deflate_write(struct io_deflate *gz, struct hl_str bytes, int flush,
	struct io_sink sink, struct hl_error *err) HL_CHECKED;
void io_deflate_free(struct io_deflate *gz);

#endif
