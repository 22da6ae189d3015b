/*
 * xlsx_temp.c - the temporary files of libxlsxwriter, which are ours.
 *
 * The library writes each part of a workbook to a file of lxw_tmpfile() before it is packed, never
 * looks at what fwrite(3) says, and so takes a part that a full disk cut short for a whole one. Of
 * two functions with one name the dynamic linker takes the program's: this one gives it a stream
 * that remembers what went wrong. It keeps what is short in memory, and longer things in a file
 * without a name, which nobody has to clear away. (Where the library is linked in statically its
 * own function wins, as ours is weak; xlsx_close sees that none was asked for, and fails.)
 */
#include "xlsx.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAIL = 1 << 20 };

struct xlsx_temp {
	struct xlsx_temps *temps;
	struct xlsx_temp *next;
	FILE *stream;
	struct hl_temp *rest; /* its first bytes; NULL: there are not so many */
	struct hl_buf tail;   /* those behind them */
	uint64_t at;          /* where it is read */
};

/* --- what a stream asks for --- */

static bool fail(struct xlsx_temps *temps, enum hl_status status, const struct hl_error *err) {
	if (temps->status == HL_OK) {
		temps->status = status;
		temps->err = *err;
	}
	return false;
}

static uint64_t length(const struct xlsx_temp *temp) {
	return hl_temp_len(temp->rest) + temp->tail.len;
}

/* To the file, which there is from now on. */
static bool move_out(struct xlsx_temp *temp) {
	struct hl_error err = { 0 };
	enum hl_status status = HL_OK;

	if (!temp->rest)
		status = hl_temp_open(&temp->rest, temp->temps->folder, &err);
	if (status == HL_OK)
		status = hl_temp_write(temp->rest, hl_buf_str(&temp->tail), &err);
	temp->tail.len = 0;
	return status == HL_OK || fail(temp->temps, status, &err);
}

/* Once something failed it only pretends: the library must come to its end. */
static ssize_t write_bytes(void *cookie, const char *bytes, size_t len) {
	struct xlsx_temp *temp = cookie;

	if (temp->temps->status != HL_OK)
		return (ssize_t)len;
	hl_buf_add(&temp->tail, (struct hl_str){ bytes, len });
	if (temp->tail.len >= TAIL)
		(void)move_out(temp);
	if (length(temp) > temp->temps->longest)
		temp->temps->longest = length(temp);
	return (ssize_t)len;
}

static ssize_t read_bytes(void *cookie, char *to, size_t room) {
	struct xlsx_temp *temp = cookie;
	uint64_t in_file = hl_temp_len(temp->rest);
	uint64_t left = length(temp) - temp->at;
	size_t len = left < room ? (size_t)left : room;
	struct hl_error err = { 0 };

	if (temp->at < in_file) {
		if (len > in_file - temp->at)
			len = (size_t)(in_file - temp->at);
		if (hl_temp_read(temp->rest, temp->at, to, len, &err) != HL_OK)
			(void)fail(temp->temps, err.file ? HL_EIO : HL_EBUG, &err);
	} else if (len > 0) {
		memcpy(to, temp->tail.at + (temp->at - in_file), len);
	}
	temp->at += len;
	return (ssize_t)len;
}

/* Only what is read moves: what is written always goes to the end. */
static int seek(void *cookie, off64_t *at, int whence) {
	struct xlsx_temp *temp = cookie;
	int64_t from = whence == SEEK_SET ? 0 : (int64_t)temp->at;

	if (whence == SEEK_END)
		from = (int64_t)length(temp);
	if (from + *at < 0 || from + *at > (int64_t)length(temp))
		return -1;
	*at += from;
	temp->at = (uint64_t)*at;
	return 0;
}

static int forget(void *cookie) {
	struct xlsx_temp *temp = cookie;
	struct xlsx_temp **link = &temp->temps->first;

	while (*link != temp)
		link = &(*link)->next;
	*link = temp->next;
	hl_temp_close(temp->rest);
	hl_buf_release(&temp->tail);
	free(temp);
	return 0;
}

/* --- streams --- */

void xlsx_temps_name(struct xlsx_temps *temps, char *name) {
	(void)snprintf(name, XLSX_TEMPS_ROOM, "%" PRIxPTR, (uintptr_t)temps);
}

static struct xlsx_temps *temps_named(const char *name) {
	uintptr_t number = (uintptr_t)strtoull(name, NULL, 16);
	struct xlsx_temps *temps;

	memcpy(&temps, &number, sizeof(number));
	return temps;
}

__attribute__((weak)) FILE *lxw_tmpfile(char *name) {
	static const cookie_io_functions_t calls = { read_bytes, write_bytes, seek, forget };
	struct xlsx_temp *temp = hl_claim(1, sizeof(*temp));

	temp->temps = temps_named(name);
	temp->stream = fopencookie(temp, "w+b", calls);
	if (!temp->stream) {
		free(temp);
		return NULL;
	}
	temp->next = temp->temps->first;
	temp->temps->first = temp;
	temp->temps->made++;
	return temp->stream;
}

void xlsx_temps_close(struct xlsx_temps *temps) {
	while (temps->first)
		(void)fclose(temps->first->stream);
}
