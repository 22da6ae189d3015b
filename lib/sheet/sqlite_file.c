/*
 * sqlite_file.c - where a database under way lies: in a temporary file that has no name.
 *
 * SQLite asks for all it does with files from a table of functions. Those of this one know a
 * single file, which is nobody else's: there is nothing to lock, to sync or to clear away.
 */
#include "sqlite.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct handle {
	sqlite3_file base;
	struct sqlite_file *file;
};

static struct sqlite_file *file_of(sqlite3_file *handle) {
	return ((struct handle *)(void *)handle)->file;
}

static int fail(struct sqlite_file *file, enum hl_status status, int otherwise) {
	if (file->status == HL_OK)
		file->status = status;
	return otherwise;
}

/* --- the file --- */

static int close_file(sqlite3_file *handle) {
	(void)handle;
	return SQLITE_OK;
}

/* What is behind the end is zero, and said to be short. */
static int read_file(sqlite3_file *handle, void *to, int len, sqlite3_int64 from) {
	struct sqlite_file *file = file_of(handle);
	uint64_t all = hl_temp_len(file->temp);
	uint64_t left = (uint64_t)from < all ? all - (uint64_t)from : 0;
	size_t there = left < (size_t)len ? (size_t)left : (size_t)len;
	enum hl_status status = hl_temp_read(file->temp, (uint64_t)from, to, there, &file->err);

	if (status != HL_OK)
		return fail(file, status, SQLITE_IOERR_READ);
	memset((char *)to + there, 0, (size_t)len - there);
	return there == (size_t)len ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *handle, const void *bytes, int len, sqlite3_int64 from) {
	struct sqlite_file *file = file_of(handle);
	enum hl_status status = hl_temp_put(
		file->temp, (uint64_t)from, (struct hl_str){ bytes, (size_t)len }, &file->err);

	return status == HL_OK ? SQLITE_OK : fail(file, status, SQLITE_IOERR_WRITE);
}

static int truncate_file(sqlite3_file *handle, sqlite3_int64 len) {
	return (uint64_t)len == hl_temp_len(file_of(handle)->temp) ? SQLITE_OK
								   : SQLITE_IOERR_TRUNCATE;
}

static int sync_file(sqlite3_file *handle, int flags) {
	(void)handle;
	(void)flags;
	return SQLITE_OK;
}

static int size_file(sqlite3_file *handle, sqlite3_int64 *len) {
	*len = (sqlite3_int64)hl_temp_len(file_of(handle)->temp);
	return SQLITE_OK;
}

static int lock_file(sqlite3_file *handle, int how) {
	(void)handle;
	(void)how;
	return SQLITE_OK;
}

static int check_lock(sqlite3_file *handle, int *is_locked) {
	(void)handle;
	*is_locked = 0;
	return SQLITE_OK;
}

static int control_file(sqlite3_file *handle, int what, void *arg) {
	(void)handle;
	(void)what;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *handle) {
	(void)handle;
	return 4096;
}

static int characteristics(sqlite3_file *handle) {
	(void)handle;
	return SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN;
}

static const sqlite3_io_methods methods = { .iVersion = 1,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = size_file,
	.xLock = lock_file,
	.xUnlock = lock_file,
	.xCheckReservedLock = check_lock,
	.xFileControl = control_file,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics };

/* --- the system of files --- */

static int open_file(
	sqlite3_vfs *vfs, const char *name, sqlite3_file *handle, int flags, int *out_flags) {
	struct handle *mine = (struct handle *)(void *)handle;

	(void)name;
	mine->base.pMethods = NULL;
	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return SQLITE_CANTOPEN; /* nothing else is asked for: no journal, no sorting */
	mine->base.pMethods = &methods;
	mine->file = vfs->pAppData;
	if (out_flags)
		*out_flags = flags;
	return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync) {
	(void)vfs;
	(void)name;
	(void)sync;
	return SQLITE_OK;
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *is_there) {
	(void)vfs;
	(void)name;
	(void)flags;
	*is_there = 0;
	return SQLITE_OK;
}

static int full_name(sqlite3_vfs *vfs, const char *name, int room, char *to) {
	(void)vfs;
	(void)snprintf(to, (size_t)room, "%s", name);
	return SQLITE_OK;
}

/*
 * Nobody here calls SQLite while another thread does: without locks and sums of memory it takes
 * 0.94 of the time. For the first database of a run alone; later on it is refused.
 */
static void spare_locks(void) {
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum hl_status sqlite_file_open(
	struct sqlite_file *file, struct hl_output *out, const char *folder, struct hl_error *err) {
	const sqlite3_vfs *system;
	enum hl_status status = hl_temp_draft(&file->temp, out, folder, err);

	if (status != HL_OK)
		return status;
	spare_locks();
	system = sqlite3_vfs_find(NULL);
	if (!system)
		return hl_fail(err, HL_EBUG, "SQLite knows no files");
	(void)snprintf(file->name, sizeof(file->name), "hl-%" PRIxPTR, (uintptr_t)file);
	file->vfs = *system;
	file->vfs.iVersion = 1;
	file->vfs.szOsFile = sizeof(struct handle);
	file->vfs.zName = file->name;
	file->vfs.pAppData = file;
	file->vfs.xOpen = open_file;
	file->vfs.xDelete = delete_file;
	file->vfs.xAccess = access_file;
	file->vfs.xFullPathname = full_name;
	if (sqlite3_vfs_register(&file->vfs, 0) != SQLITE_OK)
		hl_out_of_memory();
	return HL_OK;
}

void sqlite_file_close(struct sqlite_file *file) {
	if (file->vfs.zName)
		(void)sqlite3_vfs_unregister(&file->vfs);
	hl_temp_close(file->temp);
	file->temp = NULL;
}
