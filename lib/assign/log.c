/*
 * log.c - the audit trail: whose lead became whose, when, how and why.
 *
 *	run,ts,account_id,from,to,method,reason
 *	2026-03-02,2026-03-02T06:00:00Z,A1,,Ann,round-robin,round-robin
 *
 * The rows of a run are gathered and go to the end of the file once the leads are out, before the
 * state knows of them: a row without its lead there is none, and a lead without its row has a run
 * that is still to be done again. That one finds the rows of its name at the end of the file.
 */
#include "parts.h"

#include <inttypes.h>
#include <stdlib.h>

#define HEADER "run,ts,account_id,from,to,method,reason\n"

enum { HEADER_LEN = sizeof(HEADER) - 1, DELIMS = 6, PIECE = 256 << 10 };

static const struct hl_dialect csv = { .delim = ',' };

struct hl_log {
	const char *name;
	struct hl_append *file;
	struct hl_buf head; /* the cells run and ts of this run's rows, as they are spelled */
	size_t run_len;     /* of these the first, with its comma */
	struct hl_buf rows;
	size_t rows_len;
	uint64_t since; /* no row before that is of this run */
	uint64_t end;   /* of the last row that is whole */
	uint64_t tail;  /* where the rows of this run begin, up to there */
};

/* --- what is there --- */

/* Where a scan is. */
struct scan {
	uint64_t at, begun; /* the byte; and where its row begins */
	size_t line, delims;
	bool is_quoted; /* between quotes */
	bool is_ours;   /* as far as was seen */
};

static enum hl_status refuse(const struct hl_log *log, size_t line, struct hl_error *err) {
	*err = (struct hl_error){ .file = log->name, .line = line };
	return hl_fail(err, HL_EDATA,
		"not a log of hl-assign; name another file, or put the last good one back");
}

static enum hl_status end_row(struct hl_log *log, struct scan *scan, struct hl_error *err) {
	if (scan->delims != DELIMS)
		return refuse(log, scan->line, err);
	if (!scan->is_ours || scan->at < log->since)
		log->tail = scan->at + 1;
	log->end = scan->at + 1;
	scan->begun = scan->at + 1;
	scan->delims = 0;
	scan->is_ours = true;
	return HL_OK;
}

static enum hl_status scan_piece(
	struct hl_log *log, struct scan *scan, struct hl_str piece, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < piece.len && status == HL_OK; i++, scan->at++) {
		uint64_t in_row = scan->at - scan->begun;
		char c = piece.at[i];

		if (in_row < log->run_len && c != log->head.at[in_row])
			scan->is_ours = false;
		if (c == '"')
			scan->is_quoted = !scan->is_quoted;
		scan->delims += c == ',' && !scan->is_quoted;
		if (c != '\n')
			continue;
		if (!scan->is_quoted)
			status = end_row(log, scan, err);
		scan->line++;
	}
	return status;
}

/* A header that was cut is a file that has nothing yet. */
static enum hl_status check_header(struct hl_log *log, struct hl_error *err) {
	char header[HEADER_LEN];
	uint64_t len = hl_append_len(log->file);
	size_t seen = len < HEADER_LEN ? (size_t)len : HEADER_LEN;
	enum hl_status status = hl_append_read(log->file, 0, header, seen, err);

	if (status != HL_OK)
		return status;
	if (memcmp(header, HEADER, seen) != 0)
		return refuse(log, 1, err);
	log->end = log->tail = seen == HEADER_LEN ? seen : 0;
	return HL_OK;
}

static enum hl_status scan_rows(struct hl_log *log, struct hl_error *err) {
	struct scan scan = { .at = log->end, .begun = log->end, .line = 2, .is_ours = true };
	uint64_t len = hl_append_len(log->file);
	char *piece = hl_claim(1, PIECE);
	enum hl_status status = HL_OK;

	while (log->end > 0 && scan.at < len && status == HL_OK) {
		size_t more = len - scan.at < PIECE ? (size_t)(len - scan.at) : PIECE;

		status = hl_append_read(log->file, scan.at, piece, more, err);
		if (status == HL_OK)
			status = scan_piece(log, &scan, (struct hl_str){ piece, more }, err);
	}
	free(piece);
	return status;
}

enum hl_status hl_log_open(
	struct hl_log **result, const struct hl_log_options *options, struct hl_error *err) {
	struct hl_log *log = hl_claim(1, sizeof(*log));
	char ts[HL_TIME_ROOM];
	enum hl_status status;

	log->name = options->name;
	log->since = options->since;
	hl_put_cell(&log->head, csv, hl_str_of(options->run), false);
	hl_buf_add_char(&log->head, ',');
	log->run_len = log->head.len;
	hl_buf_add(&log->head, (struct hl_str){ ts, hl_time_print(options->ts_s, ts) });
	status = hl_append_open(&log->file, log->name, options->writes, err);
	if (status == HL_OK)
		status = check_header(log, err);
	if (status == HL_OK)
		status = scan_rows(log, err);
	if (status != HL_OK) {
		hl_log_close(log);
		log = NULL;
	}
	*result = log;
	return status;
}

bool hl_log_is_torn(const struct hl_log *log) {
	return log->end < hl_append_len(log->file);
}

/* --- one more row --- */

void assign_log_put(struct hl_log *log, const struct assign_entry *entry) {
	struct hl_buf *to = &log->rows;

	hl_buf_add(to, hl_buf_str(&log->head));
	hl_put_more(to, csv, entry->id);
	hl_put_more(to, csv, entry->from);
	hl_put_more(to, csv, entry->to);
	hl_put_more(to, csv, entry->method);
	hl_put_more(to, csv, entry->reason);
	hl_buf_add_char(to, '\n');
	log->rows_len++;
}

size_t hl_log_rows(const struct hl_log *log) {
	return log->rows_len;
}

/* --- to the file --- */

uint64_t hl_log_begun(const struct hl_log *log) {
	return log->tail;
}

/* Where the next row after that at @from begins. */
static size_t next_row(struct hl_str rows, size_t from) {
	bool is_quoted = false;

	while (from < rows.len && (is_quoted || rows.at[from] != '\n'))
		is_quoted ^= rows.at[from++] == '"';
	return from + (from < rows.len);
}

/* Of the row that begins at @from what is said of the lead: not the ts, for who runs again is
 * later. */
static struct hl_str said(const struct hl_log *log, struct hl_str rows, size_t from) {
	struct hl_str row = { rows.at + from, next_row(rows, from) - from };

	row.at += log->run_len;
	row.len -= log->run_len;
	(void)hl_str_cut(&row, ',');
	return row;
}

/* Does @there, which is not empty, say the same as the first of @rows? *done: their bytes. */
static bool agree(const struct hl_log *log, struct hl_str there, struct hl_str rows, size_t *done) {
	*done = 0;
	for (size_t at = 0; at < there.len; at = next_row(there, at)) {
		if (*done == rows.len || !hl_str_eq(said(log, there, at), said(log, rows, *done)))
			return false;
		*done = next_row(rows, *done);
	}
	return true;
}

/* How many of the bytes of @rows the end of @there has already, as whole rows. */
static size_t overlap(const struct hl_log *log, struct hl_str there, struct hl_str rows) {
	size_t done;

	for (size_t from = 0; from < there.len; from = next_row(there, from))
		if (agree(log, (struct hl_str){ there.at + from, there.len - from }, rows, &done))
			return done;
	return 0;
}

/*
 * What stands there is never taken back, for it was so: a run that is done again adds what the end
 * of the file has not yet.
 */
static enum hl_status put_rows(struct hl_log *log, struct hl_str there, struct hl_error *err) {
	struct hl_str rows = hl_buf_str(&log->rows);
	size_t done = rows.len > 0 ? overlap(log, there, rows) : 0;

	rows.len -= done;
	if (rows.len == 0 && !hl_log_is_torn(log))
		return HL_OK;
	rows.at = rows.len > 0 ? rows.at + done : "";
	return hl_append_put(log->file, log->end, rows, err);
}

enum hl_status hl_log_commit(struct hl_log *log, struct hl_error *err) {
	struct hl_buf there = { 0 };
	size_t len = (size_t)(log->end - log->tail);
	enum hl_status status = HL_OK;

	if (log->end == 0) {
		status = hl_append_put(log->file, 0, HL_STR(HEADER), err);
		log->end = log->tail = HEADER_LEN;
	}
	if (status == HL_OK)
		status = hl_append_read(log->file, log->tail, hl_buf_room(&there, len), len, err);
	there.len = len;
	if (status == HL_OK)
		status = put_rows(log, hl_buf_str(&there), err);
	hl_buf_release(&there);
	return status;
}

void hl_log_close(struct hl_log *log) {
	if (!log)
		return;
	hl_append_close(log->file);
	hl_buf_release(&log->head);
	hl_buf_release(&log->rows);
	free(log);
}
