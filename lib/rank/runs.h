/* runs.h - ordered records in temporary files, and the merge of what is ordered. */
#ifndef HL_RANK_RUNS_H
#define HL_RANK_RUNS_H

#include "pack.h"
#include "parts.h"

/*
 * A run is a row of frames: two lengths of four bytes, as records and as packed, and the packed
 * records. FRAME bytes of records, or a longer one alone.
 */
enum { RUN_FRAME = 60 << 10, RUN_HEAD = 2 * sizeof(uint32_t) };

/* --- to frames --- */

struct run_packer {
	struct hl_buf records; /* not packed yet */
	struct hl_buf frames;  /* to be written */
	struct pack_table table;
};

void run_packer_put(struct run_packer *packer, const char *record);
/* Pack what is left. */
void run_packer_end(struct run_packer *packer);
void run_packer_release(struct run_packer *packer);

/* --- the runs of one temporary file, the first to come first --- */

struct run {
	uint64_t from, to;
};

struct runs {
	const char *folder;
	struct hl_temp *temp;
	struct run *at;
	size_t len, cap;
	uint64_t written; /* of the file: up to the end of the last run that was */
};

/* Write what @packer has to the file at hand, which is made when there is none. */
enum hl_status runs_write(
	struct runs *runs, struct run_packer *packer, struct hl_error *err) HL_CHECKED;
/* What was written since the last run is one. */
void runs_end(struct runs *runs);
/* Merge @fan runs at most into one, again and again until there are no more than that. */
enum hl_status runs_reduce(
	struct runs *runs, size_t fan, size_t threads, struct hl_error *err) HL_CHECKED;
void runs_release(struct runs *runs);

/* --- cursors.c: and back, many at a time --- */

struct run_cursors;

/* Runs @from to @from + @len, read by the caller and up to @threads - 1 threads beside it. */
struct run_range {
	size_t from, len, threads;
};

struct run_cursors *run_cursors_new(const struct runs *runs, struct run_range range);
/* *record is NULL at the end. Borrowed until the next call for @run, the first of them being 0. */
enum hl_status run_cursors_next(struct run_cursors *cursors, size_t run, const char **record,
	struct hl_error *err) HL_CHECKED;
void run_cursors_free(struct run_cursors *cursors);

/* --- merge.c: several ordered sources as one --- */

struct merge_source {
	const char *record; /* the next one; NULL: at its end */
	struct rank_mark mark;
};

/* A tournament: who lost at each node, and who won at the top. Equal ones: the first source. */
struct merge {
	size_t len;
	struct merge_source *sources;
	size_t *losers; /* losers[0] is the winner */
	bool is_begun;
	void *arg;
	/* The next record of a source, NULL at its end; borrowed until the next call for it. */
	enum hl_status (*next)(void *arg, size_t source, const char **record, struct hl_error *err);
};

void merge_init(struct merge *merge, size_t len);
/* HL_OK and the next of all, borrowed until the next call; HL_END; or a failure. */
enum hl_status merge_next(
	struct merge *merge, const char **record, struct hl_error *err) HL_CHECKED;
void merge_release(struct merge *merge);

#endif
