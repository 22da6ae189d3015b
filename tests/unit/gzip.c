/*
 * gzip.c - written members are the same for any number of threads and read back whole; a reading
 * with a thread ahead is the same as without, and can be given up at any time.
 */
#include "../../lib/io/parts.h"
#include "../feed.h"
#include "../seeded.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

static int failed;

static void check(bool ok, const char *what, size_t at) {
	if (!ok) {
		printf("not ok gzip: %s: %zu\n", what, at);
		failed = 1;
	}
}

/* --- writing --- */

static enum hl_status keep(void *to, struct hl_str bytes, struct hl_error *err) {
	(void)err;
	hl_buf_add(to, bytes);
	return HL_OK;
}

/* In pieces of @piece bytes, a flush behind each @flush bytes (0: none). */
static void write_gz(
	struct hl_str plain, size_t piece, size_t flush, size_t threads, struct hl_buf *to) {
	struct io_deflate *gz = io_deflate_new(1, threads, (struct io_sink){ keep, to });
	struct hl_error err = { 0 };
	enum hl_status status = HL_OK;

	for (size_t at = 0, len; status == HL_OK && at < plain.len; at += len) {
		len = plain.len - at < piece ? plain.len - at : piece;
		status = io_deflate_write(gz, (struct hl_str){ plain.at + at, len }, &err);
		if (status == HL_OK && flush && at / flush != (at + len) / flush)
			status = io_deflate_flush(gz, &err);
	}
	if (status == HL_OK)
		status = io_deflate_finish(gz, &err);
	check(status == HL_OK, err.text, plain.len);
	io_deflate_free(gz);
}

/* What stands in @gz, by our reader. */
static enum hl_status read_gz(struct hl_str gz, bool ahead, size_t room, struct hl_buf *to) {
	struct feed feed = feed_open(gz);
	struct hl_error err = { 0 };
	struct hl_input *in;
	size_t got;
	enum hl_status status = hl_input_open(&in, feed.name, &err);

	if (status == HL_OK)
		hl_input_read_ahead(in, ahead);
	while (status == HL_OK) {
		status = hl_input_read(in, hl_buf_room(to, room), room, &got, &err);
		to->len += got;
	}
	check(status == HL_END || err.text[0], "nothing was said", gz.len);
	hl_input_close(in);
	feed_close(&feed);
	return status;
}

static size_t count_members(struct hl_str gz) {
	size_t count = 0;

	for (size_t i = 0; i + 10 <= gz.len; i++)
		count += memcmp(gz.at + i, "\x1f\x8b\x08\0\0\0\0\0\4\3", 10) == 0;
	return count;
}

static void check_threads(struct hl_str plain) {
	static const size_t sizes[] = { 0, 1, IO_MEMBER - 1, IO_MEMBER, IO_MEMBER + 1,
		3 * IO_MEMBER, 9 * IO_MEMBER / 2 };
	static const size_t flushes[] = { 0, 700000 };

	for (size_t i = 0; i < HL_LEN(sizes) * HL_LEN(flushes); i++) {
		struct hl_str part = { plain.at, sizes[i % HL_LEN(sizes)] };
		size_t flush = flushes[i / HL_LEN(sizes)];
		size_t members = (part.len + IO_MEMBER - 1) / IO_MEMBER;
		struct hl_buf want = { 0 }, back = { 0 };

		write_gz(part, 1000, flush, 0, &want);
		check(read_gz(hl_buf_str(&want), true, 1 << 16, &back) == HL_END &&
				hl_str_eq(hl_buf_str(&back), part),
			"read back", part.len);
		if (!flush)
			check(count_members(hl_buf_str(&want)) == (members ? members : 1),
				"members", part.len);
		for (size_t threads = 1; threads < 6; threads++) {
			struct hl_buf gz = { 0 };

			/* Flushes fall where they fell. */
			write_gz(part, flush ? 1000 : 1 + threads * 130001, flush, threads, &gz);
			check(hl_str_eq(hl_buf_str(&gz), hl_buf_str(&want)), "threads", part.len);
			hl_buf_release(&gz);
		}
		hl_buf_release(&want);
		hl_buf_release(&back);
	}
}

struct fuse {
	size_t left;
};

static enum hl_status burn(void *to, struct hl_str bytes, struct hl_error *err) {
	struct fuse *fuse = to;

	(void)bytes;
	return fuse->left-- == 0 ? hl_fail(err, HL_EIO, "burnt") : HL_OK;
}

/* A write that fails is told, by the writing that came to it or by the end. */
static void check_write_errors(struct hl_str plain) {
	for (size_t i = 0; i < 20; i++) {
		struct fuse fuse = { i / 5 };
		struct io_deflate *gz = io_deflate_new(1, i % 5, (struct io_sink){ burn, &fuse });
		struct hl_error err = { 0 };
		enum hl_status status = io_deflate_write(gz, plain, &err);

		if (status == HL_OK)
			status = io_deflate_finish(gz, &err);
		check(status == HL_EIO && strcmp(err.text, "burnt") == 0, "a failed write", i);
		io_deflate_free(gz);
	}
}

/* Forgotten in the middle of the work. */
static void check_discard(struct hl_str plain) {
	for (size_t i = 0; i < 20; i++) {
		struct hl_buf to = { 0 };
		struct io_deflate *gz = io_deflate_new(6, i % 5, (struct io_sink){ keep, &to });
		struct hl_str part = { plain.at, plain.len / (i + 1) };
		struct hl_error err = { 0 };

		check(io_deflate_write(gz, part, &err) == HL_OK, "write", i);
		io_deflate_free(gz);
		hl_buf_release(&to);
	}
}

/* --- reading --- */

/* The same with a thread as without, whole, cut or damaged. */
static void check_ahead(struct seeded *seeded, struct hl_str plain) {
	struct hl_buf gz = { 0 };

	write_gz(plain, plain.len, 0, 0, &gz);
	for (size_t i = 0; i < 24; i++) {
		struct hl_buf a = { 0 }, b = { 0 };
		struct hl_str part = { gz.at, i ? seeded_below(seeded, gz.len) : gz.len };
		size_t flip = seeded_below(seeded, gz.len);
		size_t room = i % 2 ? 1 << 16 : 300000;

		if (i % 3 == 2)
			part.len = gz.len;
		if (i % 3 == 2)
			gz.at[flip] ^= 4;
		check(read_gz(part, false, room, &a) == read_gz(part, true, 70000, &b), "ahead", i);
		check(hl_str_eq(hl_buf_str(&a), hl_buf_str(&b)), "bytes ahead", i);
		check((a.len == plain.len) == (i == 0) || i % 3 == 2, "cut or whole", i);
		if (i % 3 == 2)
			gz.at[flip] ^= 4;
		hl_buf_release(&a);
		hl_buf_release(&b);
	}
	hl_buf_release(&gz);
}

/* From a pipe that stays open, and is closed while a thread waits for more, or for room. */
static void check_given_up(struct hl_str plain) {
	static const size_t reads[] = { 0, 1, 2, 3, 5, 9, 20 };
	static char to[1 << 17];

	for (size_t i = 0; i < HL_LEN(reads) * 2; i++) {
		struct hl_str part = { plain.at, i % 2 ? 2 * IO_MEMBER : 600000 };
		struct hl_buf gz = { 0 };
		struct hl_error err = { 0 };
		struct hl_input *in;
		char name[40];
		int fds[2];
		size_t got;

		feed_gzip(&gz, part, 9);
		if (pipe(fds) != 0 || fcntl(fds[1], F_SETPIPE_SZ, 1 << 20) < 0)
			exit(1);
		check(write(fds[1], gz.at, gz.len - 8) == (ssize_t)gz.len - 8, "pipe", i);
		(void)snprintf(name, sizeof(name), "/proc/self/fd/%d", fds[0]);
		check(hl_input_open(&in, name, &err) == HL_OK, "open", i);
		for (size_t k = 0; k < reads[i / 2] && k * sizeof(to) < 500000; k++)
			check(hl_input_read(in, to, sizeof(to), &got, &err) == HL_OK, "read", i);
		if (i % 3 == 0)
			(void)usleep(20000);
		hl_input_close(in);
		close(fds[0]);
		close(fds[1]);
		hl_buf_release(&gz);
	}
}

static void noted(int number) {
	(void)number;
}

/* Signals keep coming, and are the main thread's. */
static void check_signals(struct seeded *seeded, struct hl_str plain) {
	struct sigaction action = { .sa_handler = noted };
	const struct itimerval often = { { 0, 300 }, { 0, 300 } };
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };

	if (sigaction(SIGALRM, &action, NULL) != 0 || setitimer(ITIMER_REAL, &often, NULL) != 0)
		exit(1);
	check_ahead(seeded, plain);
	if (setitimer(ITIMER_REAL, &never, NULL) != 0)
		exit(1);
}

int main(void) {
	struct seeded seeded = { 5 };
	struct hl_buf plain = { 0 };

	while (plain.len < 5 * IO_MEMBER)
		hl_buf_addf(&plain, "A%zu,%zu.%02zu,open\n", seeded_below(&seeded, 100000),
			seeded_below(&seeded, 5000), seeded_below(&seeded, 100));
	check_threads(hl_buf_str(&plain));
	check_write_errors(hl_buf_str(&plain));
	check_discard(hl_buf_str(&plain));
	(void)alarm(100); /* a hang is a failure */
	check_ahead(&seeded, hl_buf_str(&plain));
	check_given_up(hl_buf_str(&plain));
	(void)alarm(0);
	check_signals(&seeded, hl_buf_str(&plain));
	hl_buf_release(&plain);
	return failed;
}
