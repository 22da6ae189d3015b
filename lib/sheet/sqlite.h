/* sqlite.h - inside lib/sheet: a database, made by SQLite. */
#ifndef HL_SHEET_SQLITE_H
#define HL_SHEET_SQLITE_H

#include "sheet.h"

#include <sqlite3.h>

enum { SQLITE_NAME_ROOM = 40 };

/* --- sqlite_file.c: the one file of a database, without a name --- */

struct sqlite_file {
	struct hl_temp *temp;
	sqlite3_vfs vfs;
	char name[SQLITE_NAME_ROOM]; /* of the vfs */
	enum hl_status status;       /* of the first call that failed, which err tells of */
	struct hl_error err;
};

/* What a database opened by the vfs called file->name writes goes to a draft of @out. */
enum hl_status sqlite_file_open(struct sqlite_file *file, struct hl_output *out, const char *folder,
	struct hl_error *err) HL_CHECKED;
void sqlite_file_close(struct sqlite_file *file);

/* --- sqlite_names.c: the names of columns --- */

/* What the columns are called there: no two alike, in any case, and none without a name. */
void sqlite_names(struct sheet *sheet, struct hl_str *names);

#endif
