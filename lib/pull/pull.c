/* pull.c - a queue under its lock: opened, asked for a lead, told that one is done. */
#include "parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- opening --- */

static const char *path_keep(struct hl_pull_paths *paths, const char *file) {
	struct hl_buf path = { 0 };
	const char *kept;

	hl_buf_addf(&path, "%s/%s", paths->folder, file);
	kept = hl_str_keep(&paths->arena, hl_buf_str(&path)).at;
	hl_buf_release(&path);
	return kept;
}

void hl_pull_paths_init(struct hl_pull_paths *paths, const char *folder) {
	*paths = (struct hl_pull_paths){ .folder = folder };
	paths->queue = path_keep(paths, "queue");
	paths->policy = path_keep(paths, "policy");
	paths->journal = path_keep(paths, "journal");
	paths->snapshot = path_keep(paths, "snapshot");
}

const char *hl_pull_path(struct hl_pull_paths *paths, const char *file) {
	return file[0] == '/' ? file : path_keep(paths, file);
}

void hl_pull_paths_release(struct hl_pull_paths *paths) {
	hl_arena_release(&paths->arena);
}

/* Either both are there, or nothing was published yet. */
static enum hl_status open_journal(
	struct hl_pull *pull, const struct hl_pull_options *options, struct hl_error *err) {
	const char *name = pull->paths->journal;
	enum hl_status status = pull_journal_open(&pull->journal, name, err);

	if (status != HL_OK || pull->journal.fd >= 0)
		return status;
	*err = (struct hl_error){ .file = name };
	if (pull->map.bytes)
		return hl_fail(err, HL_EDATA,
			"not there, though the queue is: put it back, or who took what is lost");
	return options->looks_only ? HL_OK : pull_journal_make(&pull->journal, name, err);
}

/* From where the queue begins, or from the snapshot on. *from: where that was. */
static enum hl_status read_lines(
	struct hl_pull *pull, bool reads_all, uint64_t *from, struct hl_error *err) {
	const struct pull_tail *tail = pull->map.tail;
	const struct pull_reader reader = { pull_claims_apply, &pull->claims };
	uint32_t crc = tail ? tail->journal_crc : 0;

	*from = tail ? tail->journal_at : 0;
	if (tail && !reads_all &&
		pull_snapshot_load(pull->paths->snapshot, &pull->claims, &pull->journal)) {
		*from = pull->journal.len;
		crc = pull->journal.crc;
	}
	return pull_journal_read(&pull->journal, *from, crc, &reader, err);
}

/* One that cannot be written is not missed: the next who comes tries again. */
static void renew_snapshot(struct hl_pull *pull, uint64_t from) {
	struct hl_error ignored = { 0 };

	if (pull_snapshot_is_due(&pull->claims, pull->journal.len - from))
		(void)!pull_snapshot_write(
			pull->paths->snapshot, &pull->claims, &pull->journal, &ignored);
}

static enum hl_status read_journal(
	struct hl_pull *pull, const struct hl_pull_options *options, struct hl_error *err) {
	uint64_t from;
	enum hl_status status;

	if (pull->journal.fd < 0)
		return HL_OK;
	status = read_lines(pull, options->is_new || options->looks_only, &from, err);
	if (status == HL_OK && pull->map.tail && !pull->claims.is_begun) {
		*err = (struct hl_error){ .file = pull->journal.name };
		return hl_fail(err, HL_EDATA,
			"it lacks the line that says that this queue was published: not whole");
	}
	if (status == HL_OK && !options->looks_only)
		status = pull_journal_mend(&pull->journal, err);
	if (status == HL_OK && !options->looks_only && !options->is_new)
		renew_snapshot(pull, from);
	return status;
}

static enum hl_status no_queue(const struct hl_pull_paths *paths, struct hl_error *err) {
	*err = (struct hl_error){ .file = paths->folder };
	return hl_fail(err, HL_ENOINPUT, "no queue was published there");
}

/* Or something is there that cannot be looked at, which opening it tells. */
static bool is_there(const char *name) {
	return access(name, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static enum hl_status open_files(
	struct hl_pull *pull, const struct hl_pull_options *options, struct hl_error *err) {
	enum hl_status status = pull_map_open(&pull->map, pull->paths->queue, err);

	if (status == HL_OK && !pull->map.bytes && !options->is_new)
		status = no_queue(pull->paths, err);
	if (status == HL_OK)
		status = open_journal(pull, options, err);
	pull_claims_init(&pull->claims, &pull->map);
	if (status == HL_OK)
		status = read_journal(pull, options, err);
	if (status == HL_OK && pull->map.bytes)
		status = pull_rows_open(&pull->head, &pull->map, NULL, 0, err);
	if (status == HL_OK && pull->map.bytes)
		pull->dialect = hl_dialect_of((char)pull->map.tail->delim);
	return status;
}

enum hl_status hl_pull_open(
	struct hl_pull **result, const struct hl_pull_options *options, struct hl_error *err) {
	struct hl_pull *pull = hl_claim(1, sizeof(*pull));
	enum hl_status status = HL_OK;

	if (!options->is_new && !is_there(options->paths->queue))
		status = no_queue(options->paths, err);
	if (status == HL_OK)
		status = hl_lock_take(&pull->lock, options->paths->journal, options->wait_s, err);

	pull->paths = options->paths;
	pull->now_s = options->now_s;
	pull->journal.fd = -1;
	if (status == HL_OK)
		status = open_files(pull, options, err);
	if (status != HL_OK) {
		hl_pull_close(pull);
		pull = NULL;
	}
	*result = pull;
	return status;
}

size_t hl_pull_cut(const struct hl_pull *pull) {
	return pull->journal.cut;
}

void hl_pull_unlock(struct hl_pull *pull) {
	hl_lock_release(pull->lock);
	pull->lock = NULL;
}

void hl_pull_close(struct hl_pull *pull) {
	if (!pull)
		return;
	pull_journal_close(&pull->journal);
	hl_pull_unlock(pull);
	pull_rows_close(&pull->head);
	hl_buf_release(&pull->head.bytes);
	pull_claims_release(&pull->claims);
	pull_map_close(&pull->map);
	free(pull);
}

const struct hl_header *hl_pull_header(const struct hl_pull *pull) {
	return hl_reader_header(pull->head.reader);
}

struct hl_dialect hl_pull_dialect(const struct hl_pull *pull) {
	return pull->dialect;
}

struct hl_str hl_pull_id(const struct hl_pull *pull, uint32_t lead) {
	return pull_map_id(&pull->map, lead);
}

enum hl_status hl_pull_sync(struct hl_pull *pull, struct hl_error *err) {
	return pull_journal_sync(&pull->journal, err);
}

enum hl_status hl_pull_print(struct hl_pull *pull, uint32_t lead, struct hl_dialect dialect,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_header *header = hl_pull_header(pull);
	struct pull_rows rows = { 0 };
	struct hl_row row;
	enum hl_status status = pull_rows_open(&rows, &pull->map, &lead, 1, err);

	if (status == HL_OK)
		status = hl_reader_next(rows.reader, &row, err);
	if (status == HL_OK) {
		hl_put_row(to, dialect, &header->row);
		hl_buf_add(to, header->row.eol);
		hl_put_row(to, dialect, &row);
		hl_buf_add(to, row.eol);
	}
	pull_rows_close(&rows);
	hl_buf_release(&rows.bytes);
	return status == HL_END ? HL_EDATA : status;
}
