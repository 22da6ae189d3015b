/* lock.c - one run at a time. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The first waits are short: many runs hold a lock for less than a millisecond. */
enum { PAUSE_MS = 1, PAUSE_MOST_MS = 50 };

struct hl_lock {
	int fd;
	const char *name;
};

enum { NOTE_LEN = 20, BASE = 10 }; /* as many digits as the largest number has */

static int open_lock(const char *name) {
	struct hl_buf path = { 0 };
	int fd;

	hl_buf_addf(&path, "%s.lock", name);
	hl_buf_add_char(&path, '\0');
	fd = open(path.at, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	hl_buf_release(&path);
	return fd;
}

/* Try until it is ours or the time is up; false with errno. */
static bool try_lock(int fd, unsigned wait_s) {
	unsigned long pause_ms = PAUSE_MS;
	unsigned long waited_ms = 0;

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		const struct timespec pause = { 0, (long)pause_ms * 1000000 };

		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK || waited_ms >= (unsigned long)wait_s * 1000)
			return false;
		(void)nanosleep(&pause, NULL);
		waited_ms += pause_ms;
		pause_ms = pause_ms < PAUSE_MOST_MS / 2 ? pause_ms * 2 : PAUSE_MOST_MS;
	}
	return true;
}

/* Whoever comes now locks another file of that name. */
static bool is_gone(int fd) {
	struct stat st;

	return fstat(fd, &st) == 0 && st.st_nlink == 0;
}

enum hl_status hl_lock_take(
	struct hl_lock **lock, const char *name, unsigned wait_s, struct hl_error *err) {
	int fd = open_lock(name);

	*lock = NULL;
	if (fd < 0) {
		*err = (struct hl_error){ .file = name };
		return hl_fail(err, HL_ECREATE, "its lock file: %s", strerror(errno));
	}
	if (!try_lock(fd, wait_s)) {
		bool is_held = errno == EWOULDBLOCK;
		enum hl_status status = io_fail(err, is_held ? HL_ELOCKED : HL_EIO, name,
			is_held ? "another run holds the lock" : NULL);

		close(fd);
		return status;
	}
	if (is_gone(fd)) {
		close(fd);
		return hl_lock_take(lock, name, wait_s, err);
	}
	*lock = hl_claim(1, sizeof(**lock));
	**lock = (struct hl_lock){ fd, name };
	return HL_OK;
}

/* --- what the one before left --- */

enum hl_status hl_lock_note(struct hl_lock *lock, uint64_t note, struct hl_error *err) {
	char text[NOTE_LEN + 2];

	(void)snprintf(text, sizeof(text), "%0*" PRIu64 "\n", (int)NOTE_LEN, note);
	if (pwrite(lock->fd, text, NOTE_LEN + 1, 0) != NOTE_LEN + 1 || fsync(lock->fd) != 0)
		return io_fail(err, HL_EIO, lock->name, "its lock file cannot be written");
	return HL_OK;
}

/* One that was cut was not on disk when its run went on: there is none. */
uint64_t hl_lock_noted(const struct hl_lock *lock) {
	char text[NOTE_LEN + 1];
	uint64_t note = 0;

	if (pread(lock->fd, text, sizeof(text), 0) != (ssize_t)sizeof(text))
		return HL_NO_NOTE;
	for (size_t i = 0; i < NOTE_LEN; i++) {
		if (!hl_is_digit(text[i]))
			return HL_NO_NOTE;
		note = note * BASE + (uint64_t)(text[i] - '0');
	}
	return note;
}

/* Where that fails the note only stays. */
void hl_lock_clear(struct hl_lock *lock) {
	(void)!ftruncate(lock->fd, 0);
}

void hl_lock_release(struct hl_lock *lock) {
	if (!lock)
		return;
	close(lock->fd);
	free(lock);
}
