/*
 * split_place.c - many files in their places together.
 *
 * They are made in a hidden folder inside the one they are for, so that a rename is all that is
 * left to do, and so that no more than one need be open. A run that was killed leaves that folder
 * behind; the next one clears it away. The folder itself is the lock.
 */
#include "split.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sha256.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAGE ".hl-export.tmp"
#define ASIDE "%" /* no staged file is called that */

static enum hl_status fail(const struct split_place *place, enum hl_status status, const char *name,
	struct hl_error *err) {
	const char *why = strerror(errno);

	*err = (struct hl_error){ .file = place->folder };
	return name ? hl_fail(err, status, "%s: %s", name, why) : hl_fail(err, status, "%s", why);
}

/* --- folders --- */

static DIR *entries_of(int fd) {
	int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = again >= 0 ? fdopendir(again) : NULL;

	if (!folder && again >= 0)
		close(again);
	return folder;
}

/* Remove every file in it; false when something stays. */
static bool clear(int fd) {
	DIR *folder = entries_of(fd);
	struct dirent *entry;
	bool all = folder != NULL;

	while (folder && (entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			all = unlinkat(fd, entry->d_name, 0) == 0 && all;
	if (folder)
		closedir(folder);
	return all;
}

static enum hl_status open_stage(struct split_place *place, struct hl_error *err) {
	if (mkdirat(place->fd, STAGE, 0700) != 0 && errno != EEXIST)
		return fail(place, HL_ECREATE, NULL, err);
	place->stage = openat(place->fd, STAGE, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (place->stage < 0 || !clear(place->stage))
		return fail(place, HL_ECREATE, STAGE, err);
	return HL_OK;
}

enum hl_status split_place_open(
	struct split_place *place, const char *folder, struct hl_error *err) {
	*place = (struct split_place){ .folder = folder, .fd = -1, .stage = -1 };
	place->is_made = mkdir(folder, 0700) == 0;
	if (!place->is_made && errno != EEXIST)
		return fail(place, HL_ECREATE, NULL, err);
	place->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (place->fd < 0)
		return fail(place, HL_ECREATE, NULL, err);
	if (flock(place->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		*err = (struct hl_error){ .file = folder };
		return hl_fail(err, HL_ELOCKED, "another run is writing there");
	}
	return open_stage(place, err);
}

void split_place_close(struct split_place *place) {
	if (place->stage >= 0) {
		(void)clear(place->stage);
		close(place->stage);
		(void)unlinkat(place->fd, STAGE, AT_REMOVEDIR);
	}
	if (place->fd >= 0)
		close(place->fd);
	if (place->is_made)
		(void)rmdir(place->folder); /* refused when something is in it: then it stays */
	place->stage = place->fd = -1;
}

const char *split_place_path(
	const struct split_place *place, const char *name, struct hl_arena *arena) {
	struct hl_buf path = { 0 };
	struct hl_str kept;

	hl_buf_addf(&path, "%s/%s/%s", place->folder, STAGE, name);
	kept = hl_str_keep(arena, hl_buf_str(&path));
	hl_buf_release(&path);
	return kept.at;
}

/* --- what was written --- */

static bool digest(int fd, SHA2_CTX *sum, uint64_t *bytes) {
	uint8_t block[64 << 10];
	ssize_t got;

	while ((got = read(fd, block, sizeof(block))) != 0) {
		if (got < 0 && errno != EINTR)
			return false;
		if (got < 0)
			continue;
		SHA256Update(sum, block, (size_t)got);
		*bytes += (uint64_t)got;
	}
	return true;
}

enum hl_status split_place_digest(const struct split_place *place, const char *name,
	uint64_t *bytes, char *sha256, struct hl_error *err) {
	int fd = openat(place->stage, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	SHA2_CTX sum;
	bool all;

	*bytes = 0;
	if (fd < 0)
		return fail(place, HL_EIO, name, err);
	SHA256Init(&sum);
	all = digest(fd, &sum, bytes);
	SHA256End(&sum, sha256);
	if (!all)
		(void)fail(place, HL_EIO, name, err);
	close(fd);
	return all ? HL_OK : HL_EIO;
}

/* --- into their places --- */

/* Nothing but a file may be replaced. A new one for an old one gets the mode of the old. */
static enum hl_status look_at(
	const struct split_place *place, const char *name, struct hl_error *err) {
	struct stat st;

	if (fstatat(place->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? HL_OK : fail(place, HL_ECREATE, name, err);
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EEXIST;
		return fail(place, HL_ECREATE, name, err);
	}
	if (S_ISREG(st.st_mode) && fchmodat(place->stage, name, st.st_mode & 0777, 0) != 0)
		return fail(place, HL_ECREATE, name, err);
	return HL_OK;
}

/*
 * For systems that cannot let two files change places: the old one goes to the stage first, and
 * comes back where the new one cannot take its place.
 */
static bool move_in_steps(const struct split_place *place, const char *name) {
	int why;

	if (renameat(place->stage, name, place->stage, ASIDE) != 0)
		return false;
	if (renameat(place->fd, name, place->stage, name) != 0 && errno != ENOENT)
		return false;
	if (renameat(place->stage, ASIDE, place->fd, name) == 0)
		return true;
	why = errno;
	(void)renameat(place->stage, name, place->fd, name);
	errno = why;
	return false;
}

/* The staged file and the one in its place change places, so that the old one can come back. */
static bool move(const struct split_place *place, const char *name) {
	if (renameat2(place->stage, name, place->fd, name, RENAME_EXCHANGE) == 0)
		return true;
	if (errno == EINVAL || errno == ENOSYS)
		return move_in_steps(place, name);
	return errno == ENOENT && renameat(place->stage, name, place->fd, name) == 0;
}

/* Undo what move did: an old file that was kept is put back, a new one goes. */
static void move_back(const struct split_place *place, const char *name) {
	if (renameat(place->stage, name, place->fd, name) != 0)
		(void)unlinkat(place->fd, name, 0);
}

enum hl_status split_place_commit(const struct split_place *place, const char *const *names,
	size_t len, struct hl_error *err) {
	enum hl_status status = HL_OK;
	size_t moved = 0;

	for (size_t i = 0; i < len && status == HL_OK; i++)
		status = look_at(place, names[i], err);
	while (status == HL_OK && moved < len) {
		if (move(place, names[moved]))
			moved++;
		else
			status = fail(place, HL_ECREATE, names[moved], err);
	}
	if (status == HL_OK && fsync(place->fd) != 0 && errno != EINVAL)
		status = fail(place, HL_EIO, NULL, err);
	while (status != HL_OK && moved > 0)
		move_back(place, names[--moved]);
	return status;
}

/* --- who else is there --- */

static bool is_stranger(const char *name, struct hl_str suffix, const struct hl_keys *known) {
	struct hl_str s = hl_str_of(name);

	return name[0] != '.' && hl_str_ends(s, suffix) && hl_keys_find(known, s) == HL_NO_KEY;
}

size_t split_place_strangers(const struct split_place *place, struct hl_str suffix,
	const struct hl_keys *known, struct hl_buf *first) {
	DIR *folder = entries_of(place->fd);
	struct dirent *entry;
	size_t count = 0;

	while (folder && (entry = readdir(folder))) {
		struct hl_str name = hl_str_of(entry->d_name);

		if (!is_stranger(entry->d_name, suffix, known))
			continue;
		if (count++ == 0 || hl_str_cmp(name, hl_buf_str(first)) < 0) {
			first->len = 0;
			hl_buf_add(first, name);
		}
	}
	if (folder)
		closedir(folder);
	return count;
}
