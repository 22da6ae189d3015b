/* feed.h - bytes as a file that a reader can open, plain or compressed, for tests. */
#ifndef TESTS_FEED_H
#define TESTS_FEED_H

#include "hl/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

struct feed {
	int fd;
	char name[40];
};

/* A file in memory that holds @bytes; opening its name reads it from the start. */
static inline struct feed feed_open(struct hl_str bytes) {
	struct feed feed = { .fd = memfd_create("feed", MFD_CLOEXEC) };

	if (feed.fd < 0 ||
		(bytes.len && write(feed.fd, bytes.at, bytes.len) != (ssize_t)bytes.len)) {
		perror("memfd");
		exit(1);
	}
	(void)snprintf(feed.name, sizeof(feed.name), "/proc/self/fd/%d", feed.fd);
	return feed;
}

static inline void feed_close(struct feed *feed) {
	close(feed->fd);
}

/* @bytes as one gzip member behind what is in @to. */
static inline void feed_gzip(struct hl_buf *to, struct hl_str bytes, int level) {
	z_stream z = { 0 };
	union {
		const char *at;
		unsigned char *next; /* zlib does not write there */
	} in = { bytes.at };
	size_t room;

	if (deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		exit(1);
	room = deflateBound(&z, bytes.len);
	z.next_in = in.next;
	z.avail_in = (unsigned)bytes.len;
	z.next_out = (unsigned char *)hl_buf_room(to, room);
	z.avail_out = (unsigned)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		exit(1);
	to->len += room - z.avail_out;
	deflateEnd(&z);
}

#endif
