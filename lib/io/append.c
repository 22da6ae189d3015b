/* append.c - a file that grows at its end, and keeps what it has. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct hl_append {
	const char *name;
	int fd; /* below 0: it is not there yet */
	uint64_t len;
};

static enum hl_status find_len(struct hl_append *append, struct hl_error *err) {
	struct stat st;

	if (fstat(append->fd, &st) != 0)
		return io_fail(err, HL_EIO, append->name, NULL);
	if (!S_ISREG(st.st_mode))
		return io_fail(err, HL_ENOINPUT, append->name, "not a file that can be added to");
	append->len = (uint64_t)st.st_size;
	return HL_OK;
}

/* A pipe must not hold us up: it is opened without waiting, and refused. */
enum hl_status hl_append_open(
	struct hl_append **result, const char *name, bool writes, struct hl_error *err) {
	int fd = open(name, (writes ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
	struct hl_append *append;
	enum hl_status status = HL_OK;

	*result = NULL;
	if (fd < 0 && errno != ENOENT)
		return io_fail(err, HL_ENOINPUT, name, NULL);
	append = hl_claim(1, sizeof(*append));
	*append = (struct hl_append){ .name = name, .fd = fd };
	if (fd >= 0)
		status = find_len(append, err);
	if (status != HL_OK)
		hl_append_close(append);
	else
		*result = append;
	return status;
}

uint64_t hl_append_len(const struct hl_append *append) {
	return append->len;
}

enum hl_status hl_append_read(
	const struct hl_append *append, uint64_t from, char *to, size_t len, struct hl_error *err) {
	while (len > 0) {
		ssize_t got = pread(append->fd, to, len, (off_t)from);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return io_fail(err, HL_EIO, append->name,
				got < 0 ? NULL : "cut while it was read");
		to += got;
		from += (uint64_t)got;
		len -= (size_t)got;
	}
	return HL_OK;
}

/* A file that is new is in its folder only when that is on disk, too. */
static bool sync_folder(const char *name) {
	const char *slash = strrchr(name, '/');
	struct hl_buf path = { 0 };
	int fd;
	bool is_synced;

	hl_buf_add(
		&path, slash ? (struct hl_str){ name, (size_t)(slash - name) + 1 } : HL_STR("."));
	hl_buf_add_char(&path, '\0');
	fd = open(path.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	hl_buf_release(&path);
	if (fd < 0)
		return false;
	/* Some file systems cannot, and lose nothing by it. */
	is_synced = fsync(fd) == 0 || errno == EINVAL;
	close(fd);
	return is_synced;
}

enum hl_status hl_append_make(struct hl_append *append, struct hl_error *err) {
	if (append->fd >= 0)
		return HL_OK;
	append->fd = open(append->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (append->fd < 0 || !sync_folder(append->name))
		return io_fail(err, HL_ECREATE, append->name, NULL);
	return HL_OK;
}

static bool put(struct hl_append *append, uint64_t from, struct hl_str bytes) {
	return (from == append->len || ftruncate(append->fd, (off_t)from) == 0) &&
	       lseek(append->fd, (off_t)from, SEEK_SET) >= 0 &&
	       io_write(append->fd, bytes.at, bytes.len) && fsync(append->fd) == 0;
}

enum hl_status hl_append_put(
	struct hl_append *append, uint64_t from, struct hl_str bytes, struct hl_error *err) {
	enum hl_status status = hl_append_make(append, err);

	if (status != HL_OK)
		return status;
	if (!put(append, from, bytes)) {
		status = io_fail(err, HL_EIO, append->name, NULL);
		/* What was begun is not left half done, if that can be helped. */
		append->len = ftruncate(append->fd, (off_t)from) == 0 ? from : append->len;
		return status;
	}
	append->len = from + bytes.len;
	return HL_OK;
}

void hl_append_close(struct hl_append *append) {
	if (!append)
		return;
	if (append->fd >= 0)
		close(append->fd);
	free(append);
}
