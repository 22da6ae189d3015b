/*
 * journal.c - what happened to the leads: a table that is only ever appended to.
 *
 *	ts,queue,action,account_id,lead,collector,until,result,by,note,crc
 *
 * The last cell of a line is the CRC-32 of all lines before it and of its own cells: a byte that
 * changed, or a line that is missing, is found. No cell holds a line end, so that a line that was
 * cut is known by lacking its own.
 */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER "ts,queue,action,account_id,lead,collector,until,result,by,note,crc\n"

/* A comma and eight digits. */
enum { CRC_LEN = 9, COLUMNS = 11 };

const char *const pull_actions[] = { "publish", "carry", "take", "release", "done" };

static const struct hl_dialect csv = { .delim = ',' };

/* --- lines --- */

static void put_time(struct hl_buf *to, int64_t s) {
	char text[HL_TIME_ROOM];

	hl_buf_add(to, (struct hl_str){ text, hl_time_print(s, text) });
}

void pull_record_put(const struct pull_record *record, struct hl_buf *to, uint32_t *crc) {
	size_t from = to->len;

	put_time(to, record->ts_s);
	hl_buf_addf(to, ",%" PRIu32 ",%s", record->queue, pull_actions[record->action]);
	hl_put_more(to, csv, record->id);
	hl_buf_add_char(to, ',');
	if (record->lead != PULL_NO_LEAD)
		hl_buf_addf(to, "%" PRIu32, record->lead + 1);
	hl_put_more(to, csv, record->collector);
	hl_buf_add_char(to, ',');
	if (record->until_s != HL_PULL_NO_END)
		put_time(to, record->until_s);
	hl_put_more(to, csv, record->result);
	hl_put_more(to, csv, record->by);
	hl_put_more(to, csv, record->note);
	*crc = pull_crc(*crc, (struct hl_str){ to->at + from, to->len - from });
	hl_buf_addf(to, ",%08" PRIx32 "\n", *crc);
}

/* Does @line, without its line end, vouch for itself and those before it? */
static bool is_line(struct hl_str line, uint32_t *crc) {
	char expected[CRC_LEN + 1];
	uint32_t sum;

	if (line.len < CRC_LEN)
		return false;
	line.len -= CRC_LEN;
	sum = pull_crc(*crc, line);
	(void)snprintf(expected, sizeof(expected), ",%08" PRIx32, sum);
	if (!hl_str_eq((struct hl_str){ line.at + line.len, CRC_LEN }, hl_str_of(expected)))
		return false;
	*crc = sum;
	return true;
}

bool pull_lines_check(struct hl_str bytes, uint32_t *crc, size_t *good, bool *lacks_end) {
	struct hl_str rest = bytes;
	const char *end;
	uint32_t ignored;

	*lacks_end = false;
	*good = 0;
	while (rest.at && rest.len > 0 && (end = memchr(rest.at, '\n', rest.len)) != NULL) {
		struct hl_str line = { rest.at, (size_t)(end - rest.at) };

		if (!is_line(line, crc))
			return false;
		rest.at = end + 1;
		rest.len -= line.len + 1;
		*good += line.len + 1;
	}
	ignored = *crc;
	/* A whole line with something else in the place of its end was not cut. */
	if (rest.len == 0)
		return true;
	if (is_line((struct hl_str){ rest.at, rest.len - 1 }, &ignored))
		return false;
	if (is_line(rest, crc)) {
		*good = bytes.len;
		*lacks_end = true;
	}
	return true;
}

/* --- what is wrong with it --- */

/* The line that byte @at is in; nobody counts them as long as all is well. */
static size_t line_at(const struct pull_journal *journal, uint64_t at) {
	char block[4096];
	size_t line = 1;
	ssize_t got = 1;

	for (uint64_t from = 0; from < at && got > 0; from += (uint64_t)got) {
		size_t left = at - from < sizeof(block) ? (size_t)(at - from) : sizeof(block);

		got = pread(journal->fd, block, left, (off_t)from);
		for (ssize_t i = 0; i < got; i++)
			line += block[i] == '\n';
	}
	return line;
}

/* @line 0: none in particular. */
static enum hl_status refuse(
	const struct pull_journal *journal, size_t line, const char *what, struct hl_error *err) {
	*err = (struct hl_error){ .file = journal->name, .line = line };
	return hl_fail(err, HL_EDATA,
		"%s; put the last good journal back, or move it and the queue away and publish "
		"again: then nobody has a lead any more",
		what);
}

/* --- records --- */

static bool read_number(struct hl_str cell, uint32_t *to) {
	uint64_t number = 0;

	for (size_t i = 0; i < cell.len; i++) {
		if (!hl_is_digit(cell.at[i]) || number >= PULL_NO_LEAD)
			return false;
		number = number * 10 + (uint64_t)(cell.at[i] - '0');
	}
	*to = (uint32_t)number;
	return cell.len > 0 && number < PULL_NO_LEAD;
}

static bool read_action(struct hl_str cell, enum pull_action *action) {
	for (int i = PULL_PUBLISH; i <= PULL_DONE; i++)
		if (hl_str_eq(cell, hl_str_of(pull_actions[i]))) {
			*action = (enum pull_action)i;
			return true;
		}
	return false;
}

/* The row's number is written as people count, from 1. */
static bool read_lead(struct hl_str cell, uint32_t *lead) {
	*lead = PULL_NO_LEAD;
	if (cell.len == 0)
		return true;
	return read_number(cell, lead) && (*lead)-- > 0;
}

static bool read_time(struct hl_str cell, struct hl_time_memo *memo, int64_t *s) {
	const struct hl_time_rules rules = { .zone = NULL };
	struct hl_error ignored;
	struct hl_time time;

	if (hl_time_parse_memo(cell, &rules, memo, &time, &ignored) != HL_OK)
		return false;
	*s = time.s;
	return true;
}

static bool read_record(
	const struct hl_row *row, struct hl_time_memo *memo, struct pull_record *record) {
	struct hl_str until = hl_cell(row, 6);

	*record = (struct pull_record){ .id = hl_cell(row, 3),
		.collector = hl_cell(row, 5),
		.until_s = HL_PULL_NO_END,
		.result = hl_cell(row, 7),
		.by = hl_cell(row, 8),
		.note = hl_cell(row, 9) };
	return read_time(hl_cell(row, 0), memo, &record->ts_s) &&
	       read_number(hl_cell(row, 1), &record->queue) &&
	       read_action(hl_cell(row, 2), &record->action) &&
	       read_lead(hl_cell(row, 4), &record->lead) &&
	       (until.len == 0 || read_time(until, memo, &record->until_s));
}

/* The table that was made of the last lines has a header of its own. */
static size_t lines_before(const struct pull_journal *journal) {
	return line_at(journal, journal->begin) - 2;
}

#define NO_SENSE "a line that makes no sense"

static enum hl_status read_rows(struct pull_journal *journal, struct hl_reader *table,
	const struct pull_reader *reader, struct hl_error *err) {
	struct hl_error why = { 0 };
	struct hl_time_memo memo = { 0 };
	struct pull_record record;
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(table, &row, err)) == HL_OK) {
		if (!read_record(&row, &memo, &record))
			return refuse(journal, lines_before(journal) + row.line, NO_SENSE, err);
		if (record.queue > journal->most)
			journal->most = record.queue;
		if (reader->record(reader->of, &record, &why) != HL_OK)
			return refuse(journal, lines_before(journal) + row.line, why.text, err);
	}
	return status == HL_END ? HL_OK
				: refuse(journal, lines_before(journal) + err->line, NO_SENSE, err);
}

/* --- the file --- */

static enum hl_status journal_fail(
	const struct pull_journal *journal, enum hl_status status, struct hl_error *err) {
	const char *why = strerror(errno);

	*err = (struct hl_error){ .file = journal->name };
	return hl_fail(err, status, "%s", why);
}

enum hl_status pull_journal_open(
	struct pull_journal *journal, const char *name, struct hl_error *err) {
	*journal = (struct pull_journal){ .name = name };
	journal->fd = open(name, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	if (journal->fd < 0 && errno != ENOENT)
		return journal_fail(journal, HL_ENOINPUT, err);
	return HL_OK;
}

enum hl_status pull_journal_make(
	struct pull_journal *journal, const char *name, struct hl_error *err) {
	enum hl_status status = hl_file_write(name, HL_STR(HEADER), err);

	return status == HL_OK ? pull_journal_open(journal, name, err) : status;
}

/* From byte @at to the end, behind what is in @to. */
static enum hl_status read_bytes(
	struct pull_journal *journal, uint64_t at, struct hl_buf *to, struct hl_error *err) {
	struct stat st;

	if (fstat(journal->fd, &st) != 0)
		return journal_fail(journal, HL_EIO, err);
	if ((uint64_t)st.st_size < at)
		return refuse(journal, 0, "cut short: the lines of this queue are missing", err);
	for (size_t left = (size_t)st.st_size - (size_t)at; left > 0;) {
		ssize_t got = pread(journal->fd, hl_buf_room(to, left), left, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return journal_fail(journal, HL_EIO, err);
		if (got == 0)
			return refuse(journal, 0, "cut while it was read", err);
		to->len += (size_t)got;
		at += (uint64_t)got;
		left -= (size_t)got;
	}
	return HL_OK;
}

/* The bytes of @lines that vouch for each other; what of the last one is not whole is noted. */
static enum hl_status check_lines(
	struct pull_journal *journal, struct hl_str *lines, struct hl_error *err) {
	size_t good;

	if (!pull_lines_check(*lines, &journal->crc, &good, &journal->lacks_end))
		return refuse(journal, line_at(journal, journal->len + good),
			"not as it was written, or a line before it is missing", err);
	journal->cut = lines->len - good;
	lines->len = good;
	return HL_OK;
}

/* @bytes begin with the header line. */
static enum hl_status read_lines(struct pull_journal *journal, struct hl_str bytes,
	const struct pull_reader *reader, struct hl_error *err) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_reader_options options = { .delim = ',', .mistakes = &mistakes };
	struct hl_str lines = { bytes.at + sizeof(HEADER) - 1, bytes.len - sizeof(HEADER) + 1 };
	struct hl_reader *table = NULL;
	enum hl_status status = check_lines(journal, &lines, err);

	if (status != HL_OK)
		return status;
	journal->begin = journal->len;
	journal->len += lines.len;
	options.bytes = (struct hl_str){ bytes.at, sizeof(HEADER) - 1 + lines.len };
	options.block = options.bytes.len < 4096 ? 4096 : 0;
	status = hl_reader_open(&table, &journal->name, 1, &options, err);
	if (status == HL_OK)
		status = read_rows(journal, table, reader, err);
	hl_reader_close(table);
	return status;
}

enum hl_status pull_journal_read(struct pull_journal *journal, uint64_t at, uint32_t crc,
	const struct pull_reader *reader, struct hl_error *err) {
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	journal->len = at ? at : sizeof(HEADER) - 1;
	journal->crc = at ? crc : pull_crc(0, HL_STR(HEADER));
	if (at)
		hl_buf_add(&bytes, HL_STR(HEADER));
	status = read_bytes(journal, at, &bytes, err);
	if (status == HL_OK && !hl_str_starts(hl_buf_str(&bytes), HL_STR(HEADER)))
		status = refuse(journal, 1, "not the header of a journal of hl-pull", err);
	if (status == HL_OK)
		status = read_lines(journal, hl_buf_str(&bytes), reader, err);
	hl_buf_release(&bytes);
	return status;
}

bool pull_journal_has(const struct pull_journal *journal, uint64_t at, uint32_t crc) {
	char expected[CRC_LEN + 2];
	char found[CRC_LEN + 1];

	if (at < sizeof(HEADER) + sizeof(found))
		return false;
	(void)snprintf(expected, sizeof(expected), ",%08" PRIx32 "\n", crc);
	return pread(journal->fd, found, sizeof(found), (off_t)(at - sizeof(found))) ==
		       (ssize_t)sizeof(found) &&
	       memcmp(found, expected, sizeof(found)) == 0;
}

enum hl_status pull_journal_mend(struct pull_journal *journal, struct hl_error *err) {
	if (journal->cut && ftruncate(journal->fd, (off_t)journal->len) != 0)
		return journal_fail(journal, HL_EIO, err);
	if (!journal->lacks_end)
		return HL_OK;
	if (write(journal->fd, "\n", 1) != 1)
		return journal_fail(journal, HL_EIO, err);
	journal->len++;
	journal->lacks_end = false;
	return HL_OK;
}

/* As far as it got; a disk that is full takes a part. */
static bool put(int fd, struct hl_str bytes) {
	while (bytes.len > 0) {
		ssize_t done = write(fd, bytes.at, bytes.len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes.at += done;
		bytes.len -= (size_t)done;
	}
	return true;
}

enum hl_status pull_journal_append(
	struct pull_journal *journal, struct hl_str lines, uint32_t crc, struct hl_error *err) {
	if (!put(journal->fd, lines)) {
		enum hl_status status = journal_fail(journal, HL_EIO, err);

		/* What stays all the same is a line that was cut: the next run mends it. */
		(void)!ftruncate(journal->fd, (off_t)journal->len);
		return status;
	}
	journal->len += lines.len;
	journal->crc = crc;
	return HL_OK;
}

enum hl_status pull_journal_sync(const struct pull_journal *journal, struct hl_error *err) {
	return fdatasync(journal->fd) == 0 ? HL_OK : journal_fail(journal, HL_EIO, err);
}

void pull_journal_close(struct pull_journal *journal) {
	if (journal->fd >= 0)
		close(journal->fd);
	journal->fd = -1;
}
