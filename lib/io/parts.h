/* parts.h - what the files of lib/io share: system calls that finish what they began. */
#ifndef HL_IO_PARTS_H
#define HL_IO_PARTS_H

#include "hl/io.h"
#include "hl/memory.h"
#include "hl/thread.h"

/* read(2), again after a signal. Less than 0: errno says why. */
ptrdiff_t io_read(int fd, void *to, size_t room);

/* The same; @digest (NULL: none) gets the bytes, or their end. */
ptrdiff_t io_read_into(struct hl_digest *digest, int fd, void *to, size_t room);

/*
 * Wait until there are bytes to read, or whatever read(2) then says; false: @stop can be read, and
 * nobody wants them any more. @stop -1: no wait.
 */
bool io_wait(int fd, int stop);

/* All of @len bytes, or false and errno. */
bool io_write(int fd, const void *at, size_t len);

/* --- much into a pipe: the pages go there, not copies of them --- */

/* Zero it to begin with. */
struct io_lender {
	struct hl_page *page; /* for buffers to come */
	bool is_refused;      /* by the descriptor or by the system */
};

/* How many of the first bytes of @buf were put into the pipe; the others are to be written. */
size_t io_lend(struct io_lender *lender, int fd, const struct hl_buf *buf);
/* Empty @buf, and give it memory that can be lent, for about as much as was in it. */
void io_lender_supply(struct io_lender *lender, struct hl_buf *buf);
void io_lender_release(struct io_lender *lender);

/* A descriptor of its own that reads @temp from the beginning, or less than 0 and errno. */
int io_temp_again(const struct hl_temp *temp);

/* A descriptor of the file to be, for reading, too; -1: bytes of it have to come in their order. */
int io_output_again(const struct hl_output *out);

/* "File: No such file or directory" as an error about @file. */
enum hl_status io_fail(
	struct hl_error *err, enum hl_status status, const char *file, const char *what);

/* --- inflate --- */

/* What a decompressor reads and where it writes; both move on. */
struct io_run {
	const unsigned char *in;
	size_t in_len;
	unsigned char *out;
	size_t room;
};

enum { IO_GIVE_BACK = 8 };

enum io_said {
	IO_MORE, /* all was read, or the room is full */
	IO_ENDS, /* the data ends just before run->in */
	IO_BAD   /* they cannot be deflate data */
};

/*
 * A decompressor of bare deflate data; what gzip puts round them is the same for all. One that
 * read too far may step back from run->in by up to IO_GIVE_BACK bytes, which stand there.
 */
struct io_inflater {
	const char *name;
	void *(*new)(void);
	void (*begin)(void *state); /* before each stream of data */
	enum io_said (*run)(void *state, struct io_run *run);
	uint32_t (*crc)(uint32_t crc, const unsigned char *at, size_t len); /* as zlib's crc32 */
	void (*free)(void *state);
};

extern const struct io_inflater io_inflater_zlib, io_inflater_isal;

/*
 * Those there are, the best one first, and NULL. All give the same bytes and the same errors, but
 * what is wrong within the data one may notice by the checksum and another sooner.
 */
extern const struct io_inflater *const io_inflaters[];

/* Bytes of one or more gzip members, from a file descriptor; @first were read from it before. */
struct io_inflate;
struct io_inflate *io_inflate_new(
	const char *name, int fd, struct hl_str first, const struct io_inflater *with);

/* As hl_input_read. Good bytes that stand before a fault come first. */
enum hl_status io_inflate_read(
	struct io_inflate *gz, char *to, size_t room, size_t *got, struct hl_error *err) HL_CHECKED;

/* From now on a wait for bytes ends, with any answer, when @stop can be read. */
void io_inflate_stop_at(struct io_inflate *gz, int stop);

/* Let @digest have the compressed bytes that are still to be read. */
void io_inflate_digest(struct io_inflate *gz, struct hl_digest *digest);
void io_inflate_free(struct io_inflate *gz);

/*
 * The same by a thread that inflates ahead of who reads. NULL: there is none to be had, and @gz
 * can be read as before. It borrows @gz, which is nobody else's until io_ahead_free.
 */
struct io_ahead;
struct io_ahead *io_ahead_new(struct io_inflate *gz);
enum hl_status io_ahead_read(struct io_ahead *ahead, char *to, size_t room, size_t *got,
	struct hl_error *err) HL_CHECKED;
void io_ahead_free(struct io_ahead *ahead);

/* --- deflate --- */

struct io_sink { /* where the compressed bytes go, in the caller's thread */
	enum hl_status (*put)(void *to, struct hl_str bytes, struct hl_error *err);
	void *to;
};

/*
 * Bytes to gzip members of IO_MEMBER bytes each: they can be compressed side by side, and are the
 * same for any number of @threads (less than 2: the caller's alone).
 */
enum { IO_MEMBER = 1 << 20 };
struct io_deflate;
struct io_deflate *io_deflate_new(int level, size_t threads, struct io_sink sink);
enum hl_status io_deflate_write(
	struct io_deflate *gz, struct hl_str bytes, struct hl_error *err) HL_CHECKED;

/* End the member at hand, if it holds anything, and put out all there is. */
enum hl_status io_deflate_flush(struct io_deflate *gz, struct hl_error *err) HL_CHECKED;

/* The same at the end of all: nothing at all is an empty member. */
enum hl_status io_deflate_finish(struct io_deflate *gz, struct hl_error *err) HL_CHECKED;
void io_deflate_free(struct io_deflate *gz);

#endif
