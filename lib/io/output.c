/* output.c - bytes to the standard output, or to a file that appears whole. */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	GATHER = 256 << 10,
	LARGE = GATHER / 2, /* goes out as it is */
	PIPE_BYTES = 1 << 20,
	LEND_AFTER = 2 << 20, /* less is not worth a large page */
	TRIES = 1000,
	STALE_TRIES = 4
};

struct hl_output {
	const char *name; /* NULL: the standard output */
	int fd;
	int folder;            /* of the file to be; -1 for the standard output */
	const char *base;      /* its name in the folder */
	char temp[80];         /* its name until then; "" while it has none */
	struct io_deflate *gz; /* NULL: plain */
	struct hl_buf gathered;
	size_t written;
	struct io_lender lender;
	struct hl_digest *digest;
	bool is_seen; /* whether it is a pipe is known, and if it is it was widened */
	bool is_pipe;
	bool is_prepared;
	int failed; /* errno of a write that failed: never claim success */
};

const char *hl_output_name(const struct hl_output *out) {
	return out->name ? out->name : "<stdout>";
}

int io_output_again(const struct hl_output *out) {
	bool is_plain = out->folder >= 0 && !out->gz && !out->digest;

	return is_plain ? fcntl(out->fd, F_DUPFD_CLOEXEC, 0) : -1;
}

/* Open the folder that @name stands in. */
static int open_folder(const char *name, const char **base) {
	const char *slash = strrchr(name, '/');
	char *path;
	int fd;

	*base = slash ? slash + 1 : name;
	if (!slash)
		return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	path = strndup(name, slash == name ? 1 : (size_t)(slash - name));
	if (!path)
		hl_out_of_memory();
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	return fd;
}

/*
 * The @try-th name beside the target. It holds no number that a later run would not meet again:
 * whoever was killed while a file bore the name left it to us.
 */
static void temp_name(struct hl_output *out, unsigned try) {
	(void)snprintf(out->temp, sizeof(out->temp), ".%.40s.%u.tmp", out->base, try);
}

/*
 * Remove the file called out->temp, if there is one, when nobody holds it any more: its writer
 * has a lock on it, which ends with the writer.
 */
static void remove_stale(const struct hl_output *out) {
	int fd = openat(out->folder, out->temp, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		(void)unlinkat(out->folder, out->temp, 0);
	close(fd);
}

/* What a run that was killed left behind. */
static void tidy(struct hl_output *out) {
	for (unsigned try = 0; try < STALE_TRIES; try++) {
		temp_name(out, try);
		remove_stale(out);
	}
	out->temp[0] = '\0';
}

/* Lock the new file; false when somebody took it for stale before that. */
static bool hold(int fd) {
	struct stat st;

	/* Where there are no locks nothing is taken for stale either. */
	(void)flock(fd, LOCK_EX | LOCK_NB);
	return fstat(fd, &st) == 0 && st.st_nlink > 0;
}

/* A file with a name, for systems that cannot make one without. */
static int open_named(struct hl_output *out) {
	for (unsigned try = 0; try < TRIES; try++) {
		int fd;

		temp_name(out, try);
		fd = openat(out->folder, out->temp,
			O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0 && hold(fd))
			return fd;
		if (fd >= 0)
			close(fd);
		else if (errno != EEXIST)
			break;
	}
	out->temp[0] = '\0';
	return -1;
}

/* A file without a name leaves nothing behind when we are killed; it is named through /proc. */
static int open_temp(struct hl_output *out) {
	int fd = -1;

	tidy(out);
	if (access("/proc/self/fd", X_OK) == 0)
		fd = openat(out->folder, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	if (fd >= 0)
		(void)flock(fd, LOCK_EX | LOCK_NB);
	return fd >= 0 ? fd : open_named(out);
}

/* /dev/stdout and its like: the descriptor to which the link @base leads, or -1. */
static int own_descriptor(const struct hl_output *out, const struct stat *target) {
	struct stat st;

	if (fstatat(out->folder, out->base, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISLNK(st.st_mode))
		return -1;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (fstat(fd, &st) == 0 && st.st_dev == target->st_dev &&
			st.st_ino == target->st_ino)
			return fd;
	return -1;
}

static enum hl_status open_file(struct hl_output *out, struct hl_error *err) {
	int own = -1;
	struct stat st;
	bool stands;

	out->folder = open_folder(out->name, &out->base);
	if (out->folder < 0)
		return io_fail(err, HL_ECREATE, out->name, NULL);
	stands = fstatat(out->folder, out->base, &st, 0) == 0;
	if (out->base[0] == '\0' || (stands && S_ISDIR(st.st_mode))) {
		errno = EISDIR;
		return io_fail(err, HL_ECREATE, out->name, NULL);
	}
	if (stands)
		own = own_descriptor(out, &st);
	if (own >= 0 || (stands && !S_ISREG(st.st_mode))) {
		/* A device or a pipe cannot be replaced: it is written as it is. */
		close(out->folder);
		out->folder = -1;
		out->fd = own >= 0 ? fcntl(own, F_DUPFD_CLOEXEC, 0)
				   : open(out->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	} else {
		out->fd = open_temp(out);
		if (out->fd >= 0 && stands)
			(void)fchmod(out->fd, st.st_mode & 0777);
	}
	return out->fd >= 0 ? HL_OK : io_fail(err, HL_ECREATE, out->name, NULL);
}

static enum hl_status check_failed(const struct hl_output *out, struct hl_error *err) {
	if (!out->failed)
		return HL_OK;
	errno = out->failed;
	return io_fail(err, HL_EIO, hl_output_name(out), NULL);
}

/* A wide pipe is faster; a little output must not vanish in one that nobody reads. */
static void look_at(struct hl_output *out) {
	(void)fcntl(out->fd, F_SETPIPE_SZ, (int)PIPE_BYTES);
	out->is_pipe = fcntl(out->fd, F_GETPIPE_SZ) > 0;
	out->is_seen = true;
}

static enum hl_status put(void *to, struct hl_str bytes, struct hl_error *err) {
	struct hl_output *out = to;

	if (!out->failed && !io_write(out->fd, bytes.at, bytes.len))
		out->failed = errno;
	out->written += bytes.len;
	hl_digest_add(out->digest, bytes);
	if (!out->name && !out->is_seen)
		look_at(out);
	return check_failed(out, err);
}

enum hl_status hl_output_open(struct hl_output **result, const char *name,
	const struct hl_output_options *options, struct hl_error *err) {
	struct hl_output *out = hl_claim(1, sizeof(*out));
	enum hl_status status = HL_OK;

	*result = out;
	out->folder = -1;
	out->digest = options->digest;
	out->name = name && strcmp(name, "-") != 0 ? name : NULL;
	out->fd = out->name ? -1 : STDOUT_FILENO;
	if (out->name)
		status = open_file(out, err);
	if (status == HL_OK &&
		(options->gzip || (hl_str_ends(hl_str_of(out->name), HL_STR(".gz")))))
		out->gz = io_deflate_new(options->gzip_level ? options->gzip_level : 6,
			options->threads, (struct io_sink){ put, out });
	if (status != HL_OK) {
		hl_output_discard(out);
		*result = NULL;
	}
	return status;
}

static enum hl_status put_all(struct hl_output *out, struct hl_str bytes, struct hl_error *err) {
	if (out->gz)
		return io_deflate_write(out->gz, bytes, err);
	return bytes.len ? put(out, bytes, err) : HL_OK;
}

/* The same with what is in @buf, which is empty then. What was lent must not be written again. */
static enum hl_status put_buf(struct hl_output *out, struct hl_buf *buf, struct hl_error *err) {
	bool lends = out->is_pipe && !out->gz && !out->failed && out->written >= LEND_AFTER;
	size_t lent = lends ? io_lend(&out->lender, out->fd, buf) : 0;
	struct hl_str rest = { buf->at + lent, buf->len - lent };
	enum hl_status status;

	hl_digest_add(out->digest, (struct hl_str){ buf->at, lent });
	status = put_all(out, rest, err);
	if (lends || buf->page)
		io_lender_supply(&out->lender, buf);
	buf->len = 0;
	return status;
}

static enum hl_status put_gathered(struct hl_output *out, struct hl_error *err) {
	return put_buf(out, &out->gathered, err);
}

enum hl_status hl_output_write(struct hl_output *out, struct hl_str bytes, struct hl_error *err) {
	bool is_large = bytes.len >= LARGE;
	enum hl_status status = HL_OK;

	/* What was gathered goes first, always. */
	if (out->gathered.len > 0 && (is_large || out->gathered.len + bytes.len > GATHER))
		status = put_gathered(out, err);
	if (status != HL_OK)
		return status;
	if (is_large)
		return put_all(out, bytes, err);
	hl_buf_add(&out->gathered, bytes);
	return HL_OK;
}

enum hl_status hl_output_drain(struct hl_output *out, struct hl_buf *buf, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (buf->len < LARGE) {
		status = hl_output_write(out, hl_buf_str(buf), err);
		buf->len = 0;
		return status;
	}
	if (out->gathered.len > 0)
		status = put_gathered(out, err);
	return status == HL_OK ? put_buf(out, buf, err) : status;
}

enum hl_status hl_output_flush(struct hl_output *out, struct hl_error *err) {
	enum hl_status status = put_gathered(out, err);

	return status == HL_OK && out->gz ? io_deflate_flush(out->gz, err) : status;
}

/*
 * Give a file without a name one: its own where nothing stands there yet, else a temporary one, so
 * that it can be renamed over what stands there.
 */
static bool name_it(struct hl_output *out) {
	char path[40];

	if (out->temp[0])
		return true;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", out->fd);
	if (linkat(AT_FDCWD, path, out->folder, out->base, AT_SYMLINK_FOLLOW) == 0)
		return true;
	for (unsigned try = 0; errno == EEXIST && try < TRIES; try++) {
		temp_name(out, try);
		if (linkat(AT_FDCWD, path, out->folder, out->temp, AT_SYMLINK_FOLLOW) == 0)
			return true;
	}
	out->temp[0] = '\0';
	return false;
}

enum hl_status hl_output_prepare(struct hl_output *out, struct hl_error *err) {
	enum hl_status status;

	if (out->is_prepared)
		return HL_OK;
	status = put_gathered(out, err);
	if (status == HL_OK && out->gz)
		status = io_deflate_finish(out->gz, err);
	if (status == HL_OK && out->folder >= 0 && fsync(out->fd) != 0)
		out->failed = errno;
	if (status == HL_OK)
		status = check_failed(out, err);
	out->is_prepared = status == HL_OK;
	return status;
}

static enum hl_status take_place(struct hl_output *out, struct hl_error *err) {
	if (!name_it(out) ||
		(out->temp[0] && renameat(out->folder, out->temp, out->folder, out->base) != 0))
		return io_fail(err, HL_ECREATE, out->name, NULL);
	out->temp[0] = '\0';
	if (fsync(out->folder) != 0 && errno != EINVAL)
		return io_fail(err, HL_EIO, out->name, NULL);
	return HL_OK;
}

/* Let go of everything; false when closing the descriptor tells of a lost write. */
static bool let_go(struct hl_output *out) {
	bool closed = out->fd < 0 || close(out->fd) == 0;

	if (out->temp[0] && out->folder >= 0)
		(void)unlinkat(out->folder, out->temp, 0);
	if (out->folder >= 0)
		close(out->folder);
	io_deflate_free(out->gz);
	io_lender_release(&out->lender);
	hl_buf_release(&out->gathered);
	free(out);
	return closed;
}

enum hl_status hl_output_commit(struct hl_output *out, struct hl_error *err) {
	const char *name = hl_output_name(out);
	struct hl_digest *digest = out->digest;
	enum hl_status status = hl_output_prepare(out, err);

	if (status == HL_OK && out->folder >= 0)
		status = take_place(out, err);
	if (!let_go(out) && status == HL_OK)
		status = io_fail(err, HL_EIO, name, NULL);
	if (status == HL_OK)
		hl_digest_end(digest);
	return status;
}

void hl_output_discard(struct hl_output *out) {
	if (!out)
		return;
	if (!out->name)
		out->fd = -1; /* the standard output stays open: it was not ours to end */
	(void)let_go(out);
}

enum hl_status hl_file_write(const char *name, struct hl_str bytes, struct hl_error *err) {
	const struct hl_output_options plain = { 0 };
	struct hl_output *out;
	enum hl_status status = hl_output_open(&out, name, &plain, err);

	if (status != HL_OK)
		return status;
	status = hl_output_write(out, bytes, err);
	if (status == HL_OK)
		return hl_output_commit(out, err);
	hl_output_discard(out);
	return status;
}
