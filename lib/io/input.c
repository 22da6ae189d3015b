/* input.c - bytes of a file or pipe, gzip undone. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Less than AHEAD_AFTER bytes are inflated sooner than a thread for them is at work. */
enum { PIPE_BYTES = 1 << 20, AHEAD_AFTER = 256 << 10, COPY_BYTES = 256 << 10 };

static const unsigned char gzip_magic[2] = { 0x1f, 0x8b };

struct hl_input {
	const char *name;
	int fd;
	int pipe_len; /* how much the pipe holds at most; 0: it is none */
	bool is_begun;
	char first[sizeof(gzip_magic)]; /* what was read to know the kind, until it is handed out */
	size_t first_len;
	struct io_inflate *gz;  /* NULL: plain */
	struct io_ahead *ahead; /* NULL: not yet, or never */
	size_t ahead_after;     /* bytes to inflate before a thread does; 0: never a thread */
	struct hl_str bytes;    /* fd -1: what is left of them */
	struct hl_digest *digest;
};

/* A wide pipe is only faster: a refusal is fine. */
static int widen(int fd) {
	int len;

	(void)fcntl(fd, F_SETPIPE_SZ, (int)PIPE_BYTES);
	len = fcntl(fd, F_GETPIPE_SZ);
	return len > 0 ? len : 0;
}

static enum hl_status look_at(int fd, const char *name, int *pipe_len, struct hl_error *err) {
	struct stat st;

	if (fstat(fd, &st) != 0)
		return io_fail(err, HL_ENOINPUT, name, NULL);
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return io_fail(err, HL_ENOINPUT, name, NULL);
	}
	if (S_ISFIFO(st.st_mode))
		*pipe_len = widen(fd);
	if (S_ISREG(st.st_mode))
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return HL_OK;
}

const char *hl_input_called(const char *name) {
	return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

enum hl_status hl_input_open(struct hl_input **in, const char *name, struct hl_error *err) {
	bool is_stdin = strcmp(name, "-") == 0;
	const char *shown = hl_input_called(name);
	int fd = is_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	int pipe_len = 0;
	enum hl_status status;

	*in = NULL;
	if (fd < 0)
		return io_fail(err, HL_ENOINPUT, shown, NULL);
	status = look_at(fd, shown, &pipe_len, err);
	if (status != HL_OK) {
		if (!is_stdin)
			close(fd);
		return status;
	}
	*in = hl_claim(1, sizeof(**in));
	(*in)->name = shown;
	(*in)->fd = fd;
	(*in)->pipe_len = pipe_len;
	(*in)->ahead_after = AHEAD_AFTER;
	return HL_OK;
}

void hl_input_read_ahead(struct hl_input *in, bool ahead) {
	in->ahead_after = ahead ? AHEAD_AFTER : 0;
}

void hl_input_digest(struct hl_input *in, struct hl_digest *digest) {
	in->digest = digest;
}

enum hl_status hl_input_open_bytes(
	struct hl_input **in, const char *name, struct hl_str bytes, struct hl_error *err) {
	(void)err;
	*in = hl_claim(1, sizeof(**in));
	**in = (struct hl_input){ .name = name, .fd = -1, .is_begun = true, .bytes = bytes };
	return HL_OK;
}

enum hl_status hl_input_open_copy(
	struct hl_input **in, const char *name, const struct hl_temp *copy, struct hl_error *err) {
	int fd = io_temp_again(copy);

	*in = NULL;
	if (fd < 0)
		return io_fail(err, HL_EIO, hl_input_called(name), NULL);
	*in = hl_claim(1, sizeof(**in));
	**in = (struct hl_input){
		.name = hl_input_called(name), .fd = fd, .ahead_after = AHEAD_AFTER
	};
	return HL_OK;
}

/* The next of the bytes that are there already. */
static enum hl_status take(struct hl_input *in, char *to, size_t room, size_t *got) {
	*got = in->bytes.len < room ? in->bytes.len : room;
	if (*got == 0) {
		hl_digest_end(in->digest);
		return HL_END;
	}
	hl_digest_add(in->digest, (struct hl_str){ in->bytes.at, *got });
	memcpy(to, in->bytes.at, *got);
	in->bytes.at += *got;
	in->bytes.len -= *got;
	return HL_OK;
}

enum hl_status hl_input_try(const char *name, bool *is_file, struct hl_error *err) {
	struct hl_input *in;
	struct stat st;
	enum hl_status status;

	*is_file = false;
	if (strcmp(name, "-") == 0)
		return HL_OK;
	if (stat(name, &st) != 0)
		return io_fail(err, HL_ENOINPUT, name, NULL);
	*is_file = S_ISREG(st.st_mode);
	if (!*is_file && !S_ISDIR(st.st_mode))
		return HL_OK;
	status = hl_input_open(&in, name, err);
	hl_input_close(in);
	return status;
}

const char *hl_input_name(const struct hl_input *in) {
	return in->name;
}

/* A file that was cut short within the two bytes is gzip all the same. */
static bool is_gzip(const struct hl_input *in) {
	if (in->first_len == 0)
		return hl_str_ends(hl_str_of(in->name), HL_STR(".gz"));
	return memcmp(in->first, gzip_magic, in->first_len) == 0;
}

/* The first two bytes tell gzip from everything else; a pipe may give them one at a time. */
static enum hl_status begin(struct hl_input *in, struct hl_error *err) {
	while (in->first_len < sizeof(in->first)) {
		ptrdiff_t got = io_read_into(in->digest, in->fd, in->first + in->first_len,
			sizeof(in->first) - in->first_len);

		if (got < 0)
			return io_fail(err, HL_EIO, in->name, NULL);
		if (got == 0)
			break;
		in->first_len += (size_t)got;
	}
	in->is_begun = true;
	if (is_gzip(in)) {
		in->gz = io_inflate_new(in->name, in->fd,
			(struct hl_str){ in->first, in->first_len }, io_inflaters[0]);
		io_inflate_digest(in->gz, in->digest);
		in->first_len = 0;
	}
	return HL_OK;
}

/* Inflate here until it is worth a thread, then there. */
static enum hl_status read_gzip(
	struct hl_input *in, char *to, size_t room, size_t *got, struct hl_error *err) {
	enum hl_status status;

	if (in->ahead)
		return io_ahead_read(in->ahead, to, room, got, err);
	status = io_inflate_read(in->gz, to, room, got, err);
	if (status != HL_OK || in->ahead_after == 0)
		return status;
	in->ahead_after -= *got < in->ahead_after ? *got : in->ahead_after;
	if (in->ahead_after == 0)
		in->ahead = io_ahead_new(in->gz);
	return HL_OK;
}

enum hl_status hl_input_read(
	struct hl_input *in, char *to, size_t room, size_t *got, struct hl_error *err) {
	enum hl_status status = in->is_begun ? HL_OK : begin(in, err);
	ptrdiff_t len;

	*got = 0;
	if (status != HL_OK)
		return status;
	if (in->fd < 0)
		return take(in, to, room, got);
	if (in->gz)
		return read_gzip(in, to, room, got, err);
	if (in->first_len > 0) {
		*got = in->first_len < room ? in->first_len : room;
		memcpy(to, in->first, *got);
		in->first_len -= *got;
		memmove(in->first, in->first + *got, in->first_len);
		return HL_OK;
	}
	len = io_read_into(in->digest, in->fd, to, room);
	if (len < 0)
		return io_fail(err, HL_EIO, in->name, NULL);
	*got = (size_t)len;
	return len > 0 ? HL_OK : HL_END;
}

bool hl_input_wait(const struct hl_input *in, int stop) {
	bool has_bytes = in->fd < 0 || in->gz || in->first_len > 0;

	return has_bytes || io_wait(in->fd, stop);
}

bool hl_input_is_ahead(const struct hl_input *in) {
	int ready;

	return in->pipe_len == 0 || in->gz || ioctl(in->fd, FIONREAD, &ready) != 0 ||
	       ready >= in->pipe_len / 4;
}

void hl_input_close(struct hl_input *in) {
	if (!in)
		return;
	io_ahead_free(in->ahead);
	io_inflate_free(in->gz);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	free(in);
}

static enum hl_status keep_all(
	const struct hl_input *in, struct hl_temp *copy, struct hl_error *err) {
	char *bytes = hl_claim(1, COPY_BYTES);
	enum hl_status status = HL_OK;
	ptrdiff_t got;

	while (status == HL_OK && (got = io_read(in->fd, bytes, COPY_BYTES)) != 0)
		status = got > 0 ? hl_temp_write(copy, (struct hl_str){ bytes, (size_t)got }, err)
				 : io_fail(err, HL_EIO, in->name, NULL);
	free(bytes);
	return status;
}

enum hl_status hl_input_keep(
	struct hl_temp **copy, const char *name, const char *folder, struct hl_error *err) {
	struct hl_input *in;
	enum hl_status status = hl_input_open(&in, name, err);

	*copy = NULL;
	if (in && status == HL_OK)
		status = hl_temp_open(copy, folder, err);
	if (in && status == HL_OK)
		status = keep_all(in, *copy, err);
	hl_input_close(in);
	if (status != HL_OK) {
		hl_temp_close(*copy);
		*copy = NULL;
	}
	return status;
}

enum hl_status hl_file_read(const char *name, size_t max, struct hl_buf *to, struct hl_error *err) {
	struct hl_input *in;
	size_t begun = to->len;
	size_t got;
	enum hl_status status = hl_input_open(&in, name, err);

	while (in && status == HL_OK) {
		char *room = hl_buf_room(to, 1 << 16);

		status = hl_input_read(in, room, 1 << 16, &got, err);
		to->len += got;
		if (status == HL_OK && to->len - begun > max)
			status = io_fail(err, HL_EDATA, hl_input_name(in), "too large");
	}
	hl_input_close(in);
	return status == HL_END ? HL_OK : status;
}
