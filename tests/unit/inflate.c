/*
 * inflate.c - every library that inflates gives the same bytes and the same words about what is
 * cut, damaged or followed by something else; so does the thread that inflates ahead.
 */
#include "../../lib/io/parts.h"
#include "../feed.h"
#include "../seeded.h"

#include <string.h>
#include <sys/socket.h>

#define JUNK "gzip: something else follows the compressed data"
#define DAMAGED(what) "gzip: the data is damaged (" what ")"

static int failed;

static void check(bool ok, const char *what, const char *where) {
	if (!ok) {
		printf("not ok inflate: %s: %s\n", what, where);
		failed = 1;
	}
}

/* --- one reading --- */

struct reading {
	enum hl_status status;
	struct hl_error err;
	struct hl_buf bytes;
};

struct writer {
	struct hl_str bytes;
	size_t piece;
	int fd;
};

/* A read gets one packet at most: the input comes in pieces. */
static void *write_pieces(void *arg) {
	struct writer *w = arg;

	for (size_t at = 0, len; at < w->bytes.len; at += len) {
		len = w->bytes.len - at < w->piece ? w->bytes.len - at : w->piece;
		if (send(w->fd, w->bytes.at + at, len, MSG_NOSIGNAL) < 0)
			break;
	}
	close(w->fd);
	return NULL;
}

static void read_from(int fd, const struct io_inflater *with, size_t room, struct reading *r) {
	struct io_inflate *gz = io_inflate_new("x.gz", fd, HL_STR(""), with);
	size_t got;

	do {
		r->status = io_inflate_read(gz, hl_buf_room(&r->bytes, room), room, &got, &r->err);
		check(r->status != HL_OK || (got > 0 && got <= room), "got", with->name);
		r->bytes.len += got;
	} while (r->status == HL_OK);
	check(io_inflate_read(gz, hl_buf_room(&r->bytes, room), room, &got, &r->err) == r->status,
		"the end stays the end", with->name);
	io_inflate_free(gz);
}

/* @piece 0: a file. */
static struct reading read_gz(
	const struct io_inflater *with, struct hl_str bytes, size_t piece, size_t room) {
	struct reading r = { 0 };
	struct feed feed;
	struct writer w = { bytes, piece, -1 };
	pthread_t thread;
	int fds[2];

	if (piece == 0) {
		feed = feed_open(bytes);
		check(lseek(feed.fd, 0, SEEK_SET) == 0, "lseek", "");
		read_from(feed.fd, with, room, &r);
		feed_close(&feed);
		return r;
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) != 0)
		exit(1);
	w.fd = fds[1];
	if (!hl_thread_start(&thread, write_pieces, &w))
		exit(1);
	read_from(fds[0], with, room, &r);
	close(fds[0]);
	pthread_join(thread, NULL);
	return r;
}

static bool says(const struct reading *r, const char *text) {
	return text ? r->status == HL_EIO && strcmp(r->err.text, text) == 0 &&
			       strcmp(r->err.file, "x.gz") == 0
		    : r->status == HL_END;
}

/* ISA-L takes some codes that zlib refuses, and leaves it to the checksum. */
static bool is_damaged(const struct reading *r) {
	return says(r, DAMAGED("invalid deflate data")) || says(r, DAMAGED("incorrect data check"));
}

/* Damage within the data is noticed a few bytes sooner by one than by another. */
static bool agree(const struct reading *a, const struct reading *b) {
	size_t len = a->bytes.len < b->bytes.len ? a->bytes.len : b->bytes.len;

	if (len > 0 && memcmp(a->bytes.at, b->bytes.at, len) != 0)
		return false;
	if (is_damaged(a) && is_damaged(b))
		return true;
	return a->status == b->status && strcmp(a->err.text, b->err.text) == 0 &&
	       a->bytes.len == b->bytes.len;
}

static void check_agree(const struct reading *a, const struct reading *b, const char *name) {
	check(agree(a, b), "the libraries differ", name);
	if (!agree(a, b))
		printf("# %zu bytes, %s; %zu bytes, %s\n", a->bytes.len, a->err.text, b->bytes.len,
			b->err.text);
}

/*
 * By all, in pieces and at once: they agree. @want NULL: any bytes; @text NULL: it is whole; "":
 * whatever they say.
 */
static void check_all(
	const char *name, struct hl_str gz, const struct hl_str *want, const char *text) {
	static const size_t pieces[] = { 0, 1, 7, 64, 4096 };
	static const size_t rooms[] = { 1 << 18, 1, 100, 5000 };
	struct reading first = read_gz(io_inflaters[0], gz, 0, 1 << 16);

	if (!text || *text)
		check(says(&first, text), first.err.text, name);
	if (want)
		check(hl_str_eq(hl_buf_str(&first.bytes), *want), "the bytes", name);
	for (size_t i = 0; io_inflaters[i]; i++) {
		for (size_t k = 0; k < HL_LEN(pieces) * HL_LEN(rooms); k++) {
			size_t piece = pieces[k / HL_LEN(rooms)];
			size_t room = rooms[k % HL_LEN(rooms)];
			struct reading r;

			if (gz.len > 2000 && (piece == 1 || piece == 7 || room == 1))
				continue;
			r = read_gz(io_inflaters[i], gz, piece, room);
			check_agree(&first, &r, name);
			hl_buf_release(&r.bytes);
		}
	}
	hl_buf_release(&first.bytes);
}

/* The same by all, from a file only, when there are many. */
static void check_quickly(const char *name, struct hl_str gz) {
	struct reading a = read_gz(io_inflaters[0], gz, 0, 1 << 16);

	check(a.status == HL_END || a.err.text[0], "nothing is said", name);
	for (size_t i = 1; io_inflaters[i]; i++) {
		struct reading b = read_gz(io_inflaters[i], gz, 0, 1 << 16);

		check_agree(&a, &b, name);
		hl_buf_release(&b.bytes);
	}
	hl_buf_release(&a.bytes);
}

/* --- what is read --- */

static void add_text(struct hl_buf *to, struct seeded *seeded, size_t len) {
	while (to->len < len)
		hl_buf_addf(to, "A%zu,%zu.%02zu,open\n", seeded_below(seeded, 100000),
			seeded_below(seeded, 5000), seeded_below(seeded, 100));
	to->len = len;
}

/* A header with all that there can be, then the data and the trailer of @plain. */
static void add_member(struct hl_buf *to, struct hl_str plain, unsigned flags) {
	const char head[] = { 0x1f, (char)0x8b, 8, (char)flags, 1, 2, 3, 4, 2, 3 };
	size_t begun = to->len;
	struct hl_buf member = { 0 };
	uLong crc;

	feed_gzip(&member, plain, 6);
	hl_buf_add(to, (struct hl_str){ head, sizeof(head) });
	if (flags & 4)
		hl_buf_add(to, (struct hl_str){ "\5\0ab\0cd", 7 });
	if (flags & 8)
		hl_buf_add(to, (struct hl_str){ "leads.csv", 10 });
	if (flags & 16)
		hl_buf_add(to, (struct hl_str){ "a comment", 10 });
	crc = crc32(0, (const unsigned char *)to->at + begun, (unsigned)(to->len - begun));
	if (flags & 2) {
		hl_buf_add_char(to, (char)(crc & 0xff));
		hl_buf_add_char(to, (char)(crc >> 8 & 0xff));
	}
	hl_buf_add(to, (struct hl_str){ member.at + 10, member.len - 10 });
	hl_buf_release(&member);
}

static void check_headers(struct hl_str plain) {
	for (unsigned flags = 0; flags < 32; flags++) {
		struct hl_buf gz = { 0 };
		char name[20];

		(void)snprintf(name, sizeof(name), "flags %u", flags);
		add_member(&gz, plain, flags);
		check_all(name, hl_buf_str(&gz), &plain, NULL);
		for (size_t len = 0; len < 60 && len < gz.len; len++)
			check_quickly(name, (struct hl_str){ gz.at, len });
		hl_buf_release(&gz);
	}
}

/* Cut anywhere: the good bytes, and then that it was cut. */
static void check_cuts(struct hl_str plain) {
	struct hl_buf gz = { 0 };
	size_t before = 0;

	add_member(&gz, plain, 31);
	for (size_t len = 0; len < gz.len; len++) {
		struct reading r =
			read_gz(io_inflaters[0], (struct hl_str){ gz.at, len }, 0, 1 << 16);

		check(says(&r, "gzip: the data is cut short"), r.err.text, "cut");
		check(r.bytes.len >= before && r.bytes.len <= plain.len &&
				(!r.bytes.len || memcmp(r.bytes.at, plain.at, r.bytes.len) == 0),
			"the bytes", "cut");
		before = r.bytes.len;
		hl_buf_release(&r.bytes);
		check_quickly("cut", (struct hl_str){ gz.at, len });
		if (len % 97 == 0)
			check_all("cut", (struct hl_str){ gz.at, len }, NULL,
				"gzip: the data is cut short");
	}
	check(before == plain.len, "all bytes before the trailer", "cut");
	hl_buf_release(&gz);
}

static void check_flips(struct hl_str plain) {
	struct hl_buf gz = { 0 };
	char name[30];

	add_member(&gz, plain, 31);
	for (size_t bit = 0; bit < gz.len * 8; bit++) {
		gz.at[bit / 8] = (char)(gz.at[bit / 8] ^ (1 << bit % 8));
		(void)snprintf(name, sizeof(name), "bit %zu", bit);
		check_quickly(name, hl_buf_str(&gz));
		if (bit % 301 == 0)
			check_all(name, hl_buf_str(&gz), NULL, "");
		gz.at[bit / 8] = (char)(gz.at[bit / 8] ^ (1 << bit % 8));
	}
	hl_buf_release(&gz);
}

/* One byte of a member of 10 + n + 8 bytes is another (from its end when negative), and then. */
static const struct {
	const char *name;
	int at;
	char with;
	struct hl_str behind;
	const char *says;
} faults[] = {
	{ "whole", 0, 0x1f, { "", 0 }, NULL },
	{ "padded", 0, 0x1f, { "\0\0\0", 3 }, NULL },
	{ "magic", 1, 0, { "", 0 }, DAMAGED("incorrect header check") },
	{ "method", 2, 9, { "", 0 }, DAMAGED("unknown compression method") },
	{ "flags", 3, 32, { "", 0 }, DAMAGED("unknown header flags set") },
	{ "header's checksum", 3, 2, { "", 0 }, DAMAGED("header crc mismatch") },
	{ "block", 10, 7, { "", 0 }, DAMAGED("invalid deflate data") },
	{ "checksum", -5, '?', { "", 0 }, DAMAGED("incorrect data check") },
	{ "length", -1, '?', { "", 0 }, DAMAGED("incorrect length check") },
	{ "junk", 0, 0x1f, { "junk", 4 }, JUNK },
	{ "junk like gzip", 0, 0x1f, { "\x1fjunk", 5 }, DAMAGED("incorrect header check") },
	{ "more like gzip", 0, 0x1f, { "\x1f\x8bjunk", 6 }, DAMAGED("unknown compression method") },
	{ "junk behind padding", 0, 0x1f, { "\0\0junk", 6 }, JUNK },
	{ "a member behind padding", 0, 0x1f, { "\0\0\x1f\x8b\x08", 5 }, JUNK },
	{ "half a header", 0, 0x1f, { "\x1f", 1 }, "gzip: the data is cut short" },
};

static void check_faults(struct hl_str plain) {
	for (size_t i = 0; i < HL_LEN(faults); i++) {
		struct hl_buf gz = { 0 };
		size_t at;

		add_member(&gz, plain, 0);
		at = faults[i].at < 0 ? gz.len - (size_t)-faults[i].at : (size_t)faults[i].at;
		gz.at[at] = faults[i].with;
		hl_buf_add(&gz, faults[i].behind);
		check_all(faults[i].name, hl_buf_str(&gz), NULL, faults[i].says);
		hl_buf_release(&gz);
	}
	check_all("nothing", HL_STR(""), NULL, "gzip: the data is cut short");
}

/* Members of many sizes and levels, with empty ones between, and zeros at the end. */
static void check_members(struct seeded *seeded) {
	static const size_t sizes[] = { 0, 1, 5, 100, 3000, 70000, 300000 };

	for (size_t round = 0; round < 40; round++) {
		struct hl_buf plain = { 0 }, gz = { 0 };
		struct hl_str want;

		for (size_t k = seeded_below(seeded, 12) + 1; k > 0; k--) {
			struct hl_buf part = { 0 };

			add_text(&part, seeded,
				sizes[seeded_below(seeded, HL_LEN(sizes) - (k > 2))]);
			hl_buf_add(&plain, hl_buf_str(&part));
			feed_gzip(&gz, hl_buf_str(&part), (int)seeded_below(seeded, 10));
			hl_buf_release(&part);
		}
		for (size_t k = seeded_below(seeded, 2) * 600; k > 0; k--)
			hl_buf_add_char(&gz, 0);
		want = hl_buf_str(&plain);
		check_all("members", hl_buf_str(&gz), &want, NULL);
		hl_buf_release(&plain);
		hl_buf_release(&gz);
	}
}

int main(void) {
	struct seeded seeded = { 7 };
	struct hl_buf plain = { 0 };

	add_text(&plain, &seeded, 1500);
	check_headers((struct hl_str){ plain.at, 30 });
	check_headers(HL_STR(""));
	check_cuts(hl_buf_str(&plain));
	check_flips(hl_buf_str(&plain));
	check_faults(hl_buf_str(&plain));
	check_members(&seeded);
	hl_buf_release(&plain);
	return failed;
}
