/*
 * inflate.c - gzip members back to bytes. What gzip puts round the data (RFC 1952) is read here,
 * whichever library inflates them; the words for what is wrong with it are zlib's.
 */
#include "parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_ROOM = 128 << 10 };

struct io_inflate {
	const char *name;
	int fd, stop; /* stop: -1, or what ends a wait */
	struct hl_digest *digest;
	const struct io_inflater *with;
	void *state;
	struct io_run run;
	const struct part *part;
	size_t seen;           /* bytes of this part */
	uint32_t number;       /* its first four bytes, the lowest first */
	unsigned flags;        /* of the header */
	size_t extra;          /* the length of the header's extra field */
	uint32_t crc;          /* of the header, then of the data */
	uint32_t len;          /* of the data, in 32 bits */
	bool is_full;          /* the room was used up: there may be more without more input */
	bool is_over;          /* the descriptor has no more */
	enum hl_status status; /* what comes when all bytes were handed out */
	struct hl_error err;
	unsigned char bytes[IO_GIVE_BACK + INPUT_ROOM];
};

/* --- the parts of a member --- */

struct part {
	unsigned flag; /* of the header: it is there; 0: it always is */
	size_t len;    /* in bytes; 0: up to and with a zero byte */
	const char *(*check)(struct io_inflate *gz); /* NULL, or what is wrong with it */
};

enum { HEADER_CRC = 2, EXTRA = 4, NAME = 8, COMMENT = 16, UNKNOWN = 0xe0, DEFLATED = 8 };

static const char *check_magic(struct io_inflate *gz) {
	return gz->number == 0x8b1f ? NULL : "incorrect header check";
}

static const char *check_kind(struct io_inflate *gz) {
	gz->flags = gz->number >> 8;
	if ((gz->number & 0xff) != DEFLATED)
		return "unknown compression method";
	return gz->flags & UNKNOWN ? "unknown header flags set" : NULL;
}

static const char *check_extra_len(struct io_inflate *gz) {
	gz->extra = gz->number;
	return NULL;
}

static const char *check_header_crc(struct io_inflate *gz) {
	return gz->number == (gz->crc & 0xffff) ? NULL : "header crc mismatch";
}

static const char *check_crc(struct io_inflate *gz) {
	return gz->number == gz->crc ? NULL : "incorrect data check";
}

static const char *check_len(struct io_inflate *gz) {
	return gz->number == gz->len ? NULL : "incorrect length check";
}

/* In their order; the extra field is as long as the header says. */
enum { FIRST, EXTRA_FIELD = 4, CHECKED = 7, DATA = 8, BETWEEN = 11, PADDING = 12 };

static const struct part parts[] = {
	[FIRST] = { 0, 2, check_magic },
	{ 0, 2, check_kind },
	{ 0, 6, NULL }, /* time, flags of the compressor, system */
	{ EXTRA, 2, check_extra_len },
	[EXTRA_FIELD] = { EXTRA, 0, NULL },
	{ NAME, 0, NULL },
	{ COMMENT, 0, NULL },
	[CHECKED] = { HEADER_CRC, 2, check_header_crc },
	[DATA] = { 0, 0, NULL },
	{ 0, 4, check_crc },
	{ 0, 4, check_len },
	[BETWEEN] = { 0, 0, NULL }, /* another member, zeros or the end */
	[PADDING] = { 0, 0, NULL }, /* zeros or the end */
};

static void begin_part(struct io_inflate *gz, const struct part *part) {
	gz->part = part;
	gz->seen = 0;
	gz->number = 0;
}

static void begin_member(struct io_inflate *gz) {
	begin_part(gz, &parts[FIRST]);
	gz->flags = 0;
	gz->extra = 0;
	gz->crc = 0;
	gz->len = 0;
}

/* The next part that is there. */
static void next_part(struct io_inflate *gz) {
	const struct part *part = gz->part + 1;

	while ((part->flag && !(gz->flags & part->flag)) ||
		(part == &parts[EXTRA_FIELD] && gz->extra == 0))
		part++;
	begin_part(gz, part);
	if (part == &parts[DATA]) {
		gz->with->begin(gz->state);
		gz->crc = 0;
	}
}

/* --- reading --- */

struct io_inflate *io_inflate_new(
	const char *name, int fd, struct hl_str first, const struct io_inflater *with) {
	struct io_inflate *gz = hl_claim(1, sizeof(*gz));

	gz->name = name;
	gz->fd = fd;
	gz->stop = -1;
	gz->with = with;
	gz->state = with->new ();
	gz->run.in = gz->bytes + IO_GIVE_BACK;
	gz->run.in_len = first.len;
	if (first.len)
		memcpy(gz->bytes + IO_GIVE_BACK, first.at, first.len);
	begin_member(gz);
	return gz;
}

void io_inflate_stop_at(struct io_inflate *gz, int stop) {
	gz->stop = stop;
}

void io_inflate_digest(struct io_inflate *gz, struct hl_digest *digest) {
	gz->digest = digest;
}

void io_inflate_free(struct io_inflate *gz) {
	if (!gz)
		return;
	gz->with->free(gz->state);
	free(gz);
}

static enum hl_status damaged(struct io_inflate *gz, const char *what) {
	gz->err = (struct hl_error){ .file = gz->name };
	return hl_fail(&gz->err, HL_EIO, "gzip: the data is damaged (%s)", what);
}

static enum hl_status cut_short(struct io_inflate *gz) {
	return io_fail(&gz->err, HL_EIO, gz->name, "gzip: the data is cut short");
}

static enum hl_status refill(struct io_inflate *gz) {
	unsigned char *begun = gz->bytes + IO_GIVE_BACK;
	ptrdiff_t got;

	/* What a decompressor may step back to. */
	memmove(gz->bytes, gz->run.in - IO_GIVE_BACK, IO_GIVE_BACK);
	gz->run.in = begun;
	if (!io_wait(gz->fd, gz->stop))
		return HL_END;
	got = io_read_into(gz->digest, gz->fd, begun, INPUT_ROOM);
	if (got < 0)
		return io_fail(&gz->err, HL_EIO, gz->name, NULL);
	gz->is_over = got == 0;
	gz->run.in_len = (size_t)got;
	return HL_OK;
}

static enum hl_status inflate_some(struct io_inflate *gz) {
	const struct io_run before = gz->run;
	enum io_said said = gz->with->run(gz->state, &gz->run);
	size_t made = (size_t)(gz->run.out - before.out);

	gz->crc = gz->with->crc(gz->crc, before.out, made);
	gz->len += (uint32_t)made;
	gz->is_full = said == IO_MORE && gz->run.room == 0;
	if (said == IO_ENDS)
		next_part(gz);
	if (said != IO_MORE || made > 0)
		return said == IO_BAD ? damaged(gz, "invalid deflate data") : HL_OK;
	if (before.in_len > 0)
		return gz->run.in_len < before.in_len ? HL_OK : damaged(gz, "no end of it");
	return gz->is_over ? cut_short(gz) : HL_OK;
}

/* Behind a member: the next one begins, or only zeros follow to the end. */
static enum hl_status look_behind(struct io_inflate *gz) {
	if (*gz->run.in == 0) {
		begin_part(gz, &parts[PADDING]);
		gz->run.in++;
		gz->run.in_len--;
		return HL_OK;
	}
	if (gz->part == &parts[PADDING] || *gz->run.in != 0x1f)
		return io_fail(&gz->err, HL_EIO, gz->name,
			"gzip: something else follows the compressed data");
	begin_member(gz);
	return HL_OK;
}

/* A byte of what stands round the data. */
static enum hl_status take_byte(struct io_inflate *gz) {
	unsigned char byte = *gz->run.in++;
	size_t len = gz->part == &parts[EXTRA_FIELD] ? gz->extra : gz->part->len;
	const char *wrong = NULL;

	gz->run.in_len--;
	if (gz->seen < sizeof(gz->number))
		gz->number |= (uint32_t)byte << 8 * gz->seen;
	gz->seen++;
	if (gz->part < &parts[CHECKED])
		gz->crc = gz->with->crc(gz->crc, &byte, 1);
	if (len ? gz->seen < len : byte != 0)
		return HL_OK;
	if (gz->part->check)
		wrong = gz->part->check(gz);
	if (wrong)
		return damaged(gz, wrong);
	next_part(gz);
	return HL_OK;
}

static enum hl_status step(struct io_inflate *gz) {
	bool is_behind = gz->part >= &parts[BETWEEN];

	if (gz->run.in_len == 0 && !gz->is_over && !gz->is_full)
		return refill(gz);
	if (gz->part == &parts[DATA])
		return inflate_some(gz);
	if (gz->run.in_len > 0)
		return is_behind ? look_behind(gz) : take_byte(gz);
	return is_behind ? HL_END : cut_short(gz);
}

enum hl_status io_inflate_read(
	struct io_inflate *gz, char *to, size_t room, size_t *got, struct hl_error *err) {
	unsigned char *begun = (unsigned char *)to;

	gz->run.out = begun;
	gz->run.room = room;
	while (gz->status == HL_OK && gz->run.out == begun)
		gz->status = step(gz);
	*got = (size_t)(gz->run.out - begun);
	if (*got > 0)
		return HL_OK;
	if (gz->status != HL_END)
		*err = gz->err;
	return gz->status;
}
