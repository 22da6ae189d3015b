/* peek.c - what a pipe holds, without taking it out. */
#include "hl/io.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEEK_MAX = 1 << 16 };

/* The bytes that are in the pipe @from go to @to as well. */
static bool peek(int from, const int to[2], struct hl_buf *bytes) {
	ssize_t len = tee(from, to[1], PEEK_MAX, 0);
	char *room;

	if (len <= 0)
		return false;
	room = hl_buf_room(bytes, (size_t)len);
	if (read(to[0], room, (size_t)len) != len)
		return false;
	bytes->len += (size_t)len;
	return true;
}

bool hl_input_peek(const char *name, struct hl_buf *to) {
	struct stat what;
	int ends[2];
	bool is_there;

	if (strcmp(name, "-") != 0 || fstat(STDIN_FILENO, &what) != 0 || !S_ISFIFO(what.st_mode))
		return false;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	is_there = peek(STDIN_FILENO, ends, to);
	close(ends[0]);
	close(ends[1]);
	return is_there;
}
