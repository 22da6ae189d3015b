/* work.c - the rows of a chunk through a step. */
#include "work.h"

#include "rejects.h"

#include <stdlib.h>
#include <string.h>

enum { MISTAKES_KEPT = HL_LEN(((struct hl_mistakes *)NULL)->first) };

/* --- reading --- */

static void empty(struct slot *slot, size_t sums) {
	slot->err = (struct hl_error){ 0 };
	slot->out.len = 0;
	slot->good = 0;
	slot->faults.len = slot->faults.count = 0;
	slot->faults.records.len = 0;
	slot->counts = (struct hl_reader_counts){ 0 };
	slot->chunk.blank = 0;
	for (size_t i = 0; i < sums; i++)
		slot->totals[i] = 0;
}

bool work_read(struct hl_reader *reader, struct slot *slot) {
	enum hl_status status;

	empty(slot, reader->options.sums_len);
	while ((status = source_read(&reader->source, &slot->chunk, &slot->err)) == HL_END &&
		reader->next_file < reader->files_len) {
		status = reader_open_next(reader, &slot->err);
		if (status != HL_OK)
			break;
		source_leave(&reader->source, NULL);
	}
	slot->align = reader->align;
	slot->status = status == HL_END ? HL_OK : status;
	return status == HL_OK;
}

/* --- what is wrong --- */

/* slot->err is about @row, and is clear afterwards: a later failure must not be placed there. */
static void add_fault(struct worker *worker, struct slot *slot, const struct hl_row *row) {
	struct faults *faults = &slot->faults;
	struct hl_error why = slot->err;

	slot->err = (struct hl_error){ 0 };
	if (faults->count++ == 0)
		slot->good = slot->out.len;
	slot->counts.rejected++;
	if (!worker->reader->options.rejects && faults->len == MISTAKES_KEPT)
		return;
	faults->at = hl_grow(faults->at, &faults->cap, faults->len + 1, sizeof(*faults->at));
	faults->at[faults->len++] = why;
	if (!worker->reader->options.rejects)
		return;
	rejects_put(&faults->records, row, &why);
	faults->ends = hl_grow(faults->ends, &faults->ends_cap, faults->len, sizeof(*faults->ends));
	faults->ends[faults->len - 1] = faults->records.len;
}

static struct check check_of(const struct worker *worker, struct slot *slot) {
	return (struct check){ .reader = worker->reader,
		.align = slot->align,
		.cut = &slot->chunk.cut,
		.counts = &slot->counts,
		.totals = slot->totals };
}

/* --- rows --- */

static enum hl_status do_row(struct worker *worker, struct slot *slot, const struct hl_row *row) {
	const struct hl_step *step = worker->step;
	size_t good = slot->out.len;
	enum hl_status status = step->row(step->job, worker->own, row, &slot->out, &slot->err);
	struct check check;

	if (status != HL_EDATA)
		return status;
	check = check_of(worker, slot);
	slot->out.len = good;
	check_take_back(&check, row);
	add_fault(worker, slot, row);
	return HL_OK;
}

static enum hl_status do_batch(struct worker *worker, struct slot *slot, size_t len) {
	const struct hl_step *step = worker->step;
	enum hl_status status = HL_OK;

	for (size_t k = 0; k < HL_LEN(step->ahead); k++)
		for (size_t i = 0; step->ahead[k] && i < len; i++)
			step->ahead[k](step->job, worker->own, &worker->rows[i]);
	for (size_t i = 0; i < len && status == HL_OK; i++)
		status = do_row(worker, slot, &worker->rows[i]);
	return status;
}

/* The next record; HL_EDATA: a bad one, perhaps one that is too long to be all there. */
static enum hl_status next_record(struct slot *slot, struct hl_row *row) {
	struct chunk *chunk = &slot->chunk;
	enum hl_status status = cut_next(&chunk->cut, row, &chunk->blank, &slot->err);

	if (status != HL_END || chunk->cut.is_last || chunk->cut.is_over)
		return status;
	return cut_check_rest(&chunk->cut, row, &slot->err) == HL_OK ? HL_END : HL_EDATA;
}

/* The next good row. HL_EDATA: a bad one. */
static enum hl_status next_row(struct worker *worker, struct slot *slot, struct hl_row *row) {
	struct check check = check_of(worker, slot);
	enum hl_status status;

	do {
		status = next_record(slot, row);
		if (status != HL_OK)
			return status;
		status = check_row(&check, row, &slot->err);
	} while (status == HL_END);
	return status;
}

/* Rows that need no second look, where nothing more is asked of a row. */
static size_t few_rows(struct worker *worker, struct slot *slot) {
	size_t len;

	if (slot->align || worker->reader->options.sums_len > 0)
		return 0;
	len = cut_few(&slot->chunk.cut, &worker->plain, worker->rows, WORK_BATCH);
	slot->counts.rows += len;
	return len;
}

/* A few rows at a time; a bad one waits until those before it are done. */
static enum hl_status do_rows(struct worker *worker, struct slot *slot) {
	enum hl_status status = HL_OK;

	while (status == HL_OK) {
		struct hl_error err = { 0 };
		enum hl_status done;
		size_t len = few_rows(worker, slot);

		while (len < WORK_BATCH &&
			(status = next_row(worker, slot, &worker->rows[len])) == HL_OK)
			len++;
		if (status == HL_EDATA) {
			err = slot->err;
			slot->err = (struct hl_error){ 0 };
		}
		done = do_batch(worker, slot, len);
		if (done != HL_OK)
			return done;
		if (status != HL_EDATA)
			continue;
		slot->err = err;
		if (slot->chunk.cut.is_over)
			return status;
		add_fault(worker, slot, &worker->rows[len]);
		status = HL_OK;
	}
	return status;
}

void work_do(struct worker *worker, struct slot *slot) {
	const struct hl_step *step = worker->step;

	if (step->block_begin)
		step->block_begin(step->job, worker->own, slot->number);
	slot->status = do_rows(worker, slot);
	if (slot->status == HL_END)
		slot->status = HL_OK;
	if (step->block_end)
		step->block_end(step->job, worker->own, &slot->out);
	if (slot->faults.count == 0)
		slot->good = slot->out.len;
}

/* --- telling --- */

/* The @i-th of the rows set aside. */
static struct hl_str record_at(const struct faults *faults, size_t i) {
	size_t start = i ? faults->ends[i - 1] : 0;

	return (struct hl_str){ faults->records.at + start, faults->ends[i] - start };
}

enum hl_status work_tell(struct hl_reader *reader, struct slot *slot, struct hl_error *err) {
	struct faults *faults = &slot->faults;
	struct hl_rejects *rejects = reader->options.rejects;
	enum hl_status status = HL_OK;

	reader->counts.rows += slot->counts.rows;
	reader->counts.rejected += slot->counts.rejected;
	reader->counts.repeated += slot->counts.repeated;
	reader->counts.blank += slot->chunk.blank;
	for (size_t i = 0; i < reader->options.sums_len; i++)
		reader->totals[i] += slot->totals[i];
	for (size_t i = 0; i < faults->len && status == HL_OK; i++)
		if (rejects)
			status = rejects_write(rejects, record_at(faults, i), &faults->at[i], err);
		else
			reader_mistake(reader, &faults->at[i]);
	if (!rejects) {
		reader->mistakes += faults->count - faults->len;
		reader->options.mistakes->len += faults->count - faults->len;
	}
	return status;
}

void slot_release(struct slot *slot) {
	chunk_release(&slot->chunk);
	hl_buf_release(&slot->out);
	free(slot->faults.at);
	hl_buf_release(&slot->faults.records);
	free(slot->faults.ends);
	free(slot->totals);
}
