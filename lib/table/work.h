/*
 * work.h - inside lib/table: a chunk of a table on its way through a step.
 *
 * Whoever reads fills a slot, whoever works turns its rows into bytes and notes what was wrong, and
 * when all chunks before it are done its bytes go out and its mistakes are told.
 */
#ifndef HL_TABLE_WORK_H
#define HL_TABLE_WORK_H

#include "hl/thread.h"
#include "reader.h"

/* What was wrong with a row, and how far the slot had come when it was met. */
struct fault {
	size_t why;                     /* where in faults.whys it begins */
	size_t good;                    /* so much of out stands before it */
	size_t records;                 /* so much of faults.records up to it */
	struct hl_reader_counts counts; /* it included */
};

/* Only those are kept that may have to be told: the first mistakes, or the reject too many. */
struct faults {
	struct fault *at;
	size_t len, cap;
	struct hl_buf whys;    /* errors, without the room that they leave in their fields */
	size_t count;          /* kept or not */
	struct hl_buf records; /* with rejects: all, as they will be set aside */
};

struct slot {
	struct chunk chunk;
	size_t number;
	const struct align *align;
	struct hl_file *file; /* as the reader's */
	/* what came of it */
	int64_t newest_s;
	struct hl_buf out;
	struct faults faults;
	struct hl_reader_counts counts;
	hl_wide *totals;
	enum hl_status status; /* what ends the run behind it, or HL_OK */
	struct hl_error err;
	bool is_block; /* there were bytes: not the end, nor a failure */
	bool is_done;
};

/* What was passed over before a row. */
struct passed {
	size_t blank, repeated;
};

/* One who works. */
struct worker {
	const struct hl_step *step;
	const struct hl_reader *reader;
	void *own;              /* the step's */
	struct cut_plain plain; /* what most rows are */
	struct hl_time_memo memo;
	uint64_t primed; /* bit i: rows[i] is ready for one of those, of the chunk at hand */
	struct hl_row rows[HL_STEP_ROWS];
	struct passed passed[HL_STEP_ROWS];
};

/* The next chunk of the table into @slot; false: the table is over, or cannot be read on. */
bool work_read(struct hl_reader *reader, struct slot *slot);

/* All rows of @slot through the worker's step. */
void work_do(struct worker *worker, struct slot *slot);

/* What of slot->out is to be put: all before the row at which its run, or writing, ends. */
size_t work_good(const struct hl_reader *reader, const struct slot *slot);

/* Tell what was wrong in @slot and count what was read. */
enum hl_status work_tell(
	struct hl_reader *reader, struct slot *slot, struct hl_error *err) HL_CHECKED;

void slot_release(struct slot *slot);

#endif
