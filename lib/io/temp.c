/* temp.c - a temporary file that has no name: it is gone when the process is, however it ends. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, AHEAD = 8 << 20 };

struct hl_temp {
	const char *folder; /* or the name of the output that it is a draft of */
	int fd;
	uint64_t len;
	bool is_output; /* its file is that of an output */
	uint64_t begun; /* of that: so much is on its way to the disk */
};

static enum hl_status temp_fail(
	const struct hl_temp *temp, enum hl_status status, const char *why, struct hl_error *err) {
	*err = (struct hl_error){ .file = temp->folder };
	return hl_fail(err, status, "%s%s", temp->is_output ? "" : "temporary file: ", why);
}

/* Where files cannot be made without a name it has one for a moment. */
static int open_named(const char *folder) {
	struct hl_buf path = { 0 };
	int fd;

	hl_buf_addf(&path, "%s/hl-XXXXXX", folder);
	hl_buf_add_char(&path, '\0');
	fd = mkostemp(path.at, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(path.at);
	hl_buf_release(&path);
	return fd;
}

enum hl_status hl_temp_open(struct hl_temp **result, const char *folder, struct hl_error *err) {
	struct hl_temp *temp = hl_claim(1, sizeof(*temp));
	enum hl_status status = HL_OK;

	temp->folder = folder;
	temp->fd = open(folder, O_RDWR | O_TMPFILE | O_EXCL | O_CLOEXEC, 0600);
	if (temp->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
		temp->fd = open_named(folder);
	if (temp->fd < 0) {
		status = temp_fail(temp, HL_ECREATE, strerror(errno), err);
		hl_temp_close(temp);
		temp = NULL;
	}
	*result = temp;
	return status;
}

enum hl_status hl_temp_write(struct hl_temp *temp, struct hl_str bytes, struct hl_error *err) {
	if (!io_write(temp->fd, bytes.at, bytes.len))
		return temp_fail(temp, HL_EIO, strerror(errno), err);
	temp->len += bytes.len;
	return HL_OK;
}

enum hl_status hl_temp_put(
	struct hl_temp *temp, uint64_t from, struct hl_str bytes, struct hl_error *err) {
	while (bytes.len > 0) {
		ssize_t put = pwrite(temp->fd, bytes.at, bytes.len, (off_t)from);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return temp_fail(temp, HL_EIO, strerror(errno), err);
		from += (uint64_t)put;
		bytes.at += put;
		bytes.len -= (size_t)put;
	}
	temp->len = from > temp->len ? from : temp->len;
	/* An output is synced in the end: what is done of it may go to the disk meanwhile. */
	if (temp->is_output && temp->len >= temp->begun + AHEAD) {
		(void)sync_file_range(temp->fd, (off_t)temp->begun, AHEAD, SYNC_FILE_RANGE_WRITE);
		temp->begun += AHEAD;
	}
	return HL_OK;
}

enum hl_status hl_temp_fail(const struct hl_temp *temp, struct hl_error *err) {
	return temp_fail(temp, HL_EIO, strerror(errno), err);
}

void hl_temp_path(const struct hl_temp *temp, char *to) {
	(void)snprintf(to, HL_TEMP_PATH_ROOM, "/proc/self/fd/%d", temp->fd);
}

enum hl_status hl_temp_measure(struct hl_temp *temp, struct hl_error *err) {
	struct stat st;

	if (fstat(temp->fd, &st) != 0)
		return temp_fail(temp, HL_EIO, strerror(errno), err);
	temp->len = (uint64_t)st.st_size;
	return HL_OK;
}

enum hl_status hl_temp_draft(
	struct hl_temp **result, struct hl_output *out, const char *folder, struct hl_error *err) {
	int fd = io_output_again(out);
	struct hl_temp *temp;

	if (fd < 0)
		return hl_temp_open(result, folder, err);
	temp = *result = hl_claim(1, sizeof(*temp));
	temp->folder = hl_output_name(out);
	temp->fd = fd;
	temp->is_output = true;
	return HL_OK;
}

static enum hl_status copy(
	const struct hl_temp *temp, struct hl_output *out, struct hl_error *err) {
	char *block = hl_claim(BLOCK, 1);
	enum hl_status status = HL_OK;

	for (uint64_t at = 0; at < temp->len && status == HL_OK; at += BLOCK) {
		uint64_t left = temp->len - at;
		size_t len = left < BLOCK ? (size_t)left : BLOCK;

		status = hl_temp_read(temp, at, block, len, err);
		if (status == HL_OK)
			status = hl_output_write(out, (struct hl_str){ block, len }, err);
	}
	free(block);
	return status;
}

enum hl_status hl_temp_deliver(
	const struct hl_temp *temp, struct hl_output *out, struct hl_error *err) {
	return temp->is_output ? HL_OK : copy(temp, out, err);
}

uint64_t hl_temp_len(const struct hl_temp *temp) {
	return temp ? temp->len : 0;
}

enum hl_status hl_temp_read(
	const struct hl_temp *temp, uint64_t from, char *to, size_t len, struct hl_error *err) {
	while (len > 0) {
		ssize_t got = pread(temp->fd, to, len, (off_t)from);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return temp_fail(temp, HL_EIO, strerror(errno), err);
		if (got == 0)
			return temp_fail(temp, HL_EIO, "it is shorter than what was written", err);
		to += got;
		from += (uint64_t)got;
		len -= (size_t)got;
	}
	return HL_OK;
}

int io_temp_again(const struct hl_temp *temp) {
	char path[HL_TEMP_PATH_ROOM];

	hl_temp_path(temp, path);
	return open(path, O_RDONLY | O_CLOEXEC);
}

void hl_temp_close(struct hl_temp *temp) {
	if (temp && temp->fd >= 0)
		close(temp->fd);
	free(temp);
}
