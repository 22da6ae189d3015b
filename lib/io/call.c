/* call.c - system calls that finish what they began. */
#include "parts.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

ptrdiff_t io_read(int fd, void *to, size_t room) {
	ssize_t got;

	do
		got = read(fd, to, room);
	while (got < 0 && errno == EINTR);
	return got;
}

bool io_wait(int fd, int stop) {
	struct pollfd fds[] = { { .fd = fd, .events = POLLIN }, { .fd = stop, .events = POLLIN } };

	if (stop < 0)
		return true;
	while (poll(fds, HL_LEN(fds), -1) < 0)
		if (errno != EINTR && errno != EAGAIN)
			return true;
	return fds[1].revents == 0;
}

bool io_write(int fd, const void *at, size_t len) {
	const char *next = at;

	while (len > 0) {
		ssize_t put = write(fd, next, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		if (put == 0) {
			errno = ENOSPC;
			return false;
		}
		next += put;
		len -= (size_t)put;
	}
	return true;
}

enum hl_status io_fail(
	struct hl_error *err, enum hl_status status, const char *file, const char *what) {
	*err = (struct hl_error){ .file = file };
	return hl_fail(err, status, "%s", what ? what : strerror(errno));
}
