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
	slot->faults.len = slot->faults.count = slot->faults.whys.len = 0;
	slot->faults.records.len = 0;
	slot->counts = (struct hl_reader_counts){ 0 };
	slot->newest_s = HL_NO_MOMENT;
	for (size_t i = 0; i < sums; i++)
		slot->totals[i] = 0;
}

bool work_read(struct hl_reader *reader, struct slot *slot) {
	enum hl_status status;

	empty(slot, reader->options.sums_len);
	while ((status = source_read(&reader->source, &slot->chunk, &slot->err)) == HL_END &&
		!reader->source.is_over && reader->next_file < reader->files_len) {
		status = reader_open_next(reader, &slot->err);
		if (status != HL_OK)
			break;
		source_leave(&reader->source, NULL);
	}
	slot->align = reader->align;
	slot->file = reader->file;
	slot->status = status == HL_END ? HL_OK : status;
	slot->is_block = status == HL_OK;
	return slot->is_block;
}

/* --- what is wrong --- */

/* What a kept error begins with; its texts follow, each up to a NUL. */
struct place {
	const char *file;
	size_t line, byte;
};

static size_t why_keep(struct hl_buf *to, const struct hl_error *why) {
	const char *const texts[] = { why->column, why->text, why->value };
	struct place place = { why->file, why->line, why->byte };
	size_t begun = to->len;

	hl_buf_add(to, (struct hl_str){ (const char *)&place, sizeof(place) });
	for (size_t i = 0; i < HL_LEN(texts); i++)
		hl_buf_add(to, (struct hl_str){ texts[i], strlen(texts[i]) + 1 });
	return begun;
}

static struct hl_error why_of(const struct faults *faults, const struct fault *fault) {
	const char *at = faults->whys.at + fault->why;
	struct hl_error why = { 0 };
	char *const texts[] = { why.column, why.text, why.value };
	struct place place;

	memcpy(&place, at, sizeof(place));
	at += sizeof(place);
	why.file = place.file;
	why.line = place.line;
	why.byte = place.byte;
	for (size_t i = 0; i < HL_LEN(texts); i++) {
		size_t len = strlen(at) + 1;

		memcpy(texts[i], at, len);
		at += len;
	}
	return why;
}

/*
 * slot->err is about @row, and is clear afterwards: a later failure must not be placed there.
 * @counts: of all up to that row, but for itself.
 */
static void add_fault(struct worker *worker, struct slot *slot, const struct hl_row *row,
	struct hl_reader_counts counts) {
	const struct hl_rejects *rejects = worker->reader->options.rejects;
	struct faults *faults = &slot->faults;
	size_t most = rejects ? rejects_most(rejects) : MISTAKES_KEPT;
	struct fault fault = { .good = slot->out.len, .counts = counts };
	struct hl_error why = slot->err;

	slot->err = (struct hl_error){ 0 };
	slot->counts.rejected++;
	fault.counts.rejected++;
	faults->count++;
	if (rejects)
		rejects_put(&faults->records, row, &why);
	if (faults->len == most)
		return;
	fault.why = why_keep(&faults->whys, &why);
	fault.records = faults->records.len;
	faults->at = hl_grow(faults->at, &faults->cap, faults->len + 1, sizeof(*faults->at));
	faults->at[faults->len++] = fault;
}

static struct check check_of(const struct worker *worker, struct slot *slot) {
	return (struct check){ .reader = worker->reader,
		.align = slot->align,
		.cut = &slot->chunk.cut,
		.counts = &slot->counts,
		.totals = slot->totals };
}

/* --- rows --- */

/* What was read before row @i of @len was done, when the rows behind it are counted already. */
static struct hl_reader_counts counts_before(
	const struct worker *worker, const struct slot *slot, size_t i, size_t len) {
	struct hl_reader_counts counts = slot->counts;

	counts.rows -= len - i;
	counts.blank = worker->passed[i].blank;
	counts.repeated = worker->passed[i].repeated;
	return counts;
}

/* Rows that were found good. */
static void note_rows(
	struct worker *worker, struct slot *slot, const struct hl_row *rows, size_t len) {
	slot->newest_s =
		watch_rows(&worker->reader->watch, &worker->memo, rows, len, slot->newest_s);
}

/* Row @i of @len. A bad one counts as such, one that ends the run not at all. */
static enum hl_status do_row(struct worker *worker, struct slot *slot, size_t i, size_t len) {
	const struct hl_step *step = worker->step;
	const struct hl_row *row = &worker->rows[i];
	size_t good = slot->out.len;
	enum hl_status status = step->row(step->job, worker->own, row, &slot->out, &slot->err);
	struct hl_reader_counts before;
	struct check check;

	if (status == HL_OK) {
		note_rows(worker, slot, row, 1);
		return status;
	}
	before = counts_before(worker, slot, i, len);
	slot->out.len = good;
	if (status != HL_EDATA) {
		slot->counts = before;
		return status;
	}
	check = check_of(worker, slot);
	check_take_back(&check, row);
	add_fault(worker, slot, row, before);
	return HL_OK;
}

static enum hl_status do_batch(struct worker *worker, struct slot *slot, size_t len) {
	const struct hl_step *step = worker->step;
	enum hl_status status = HL_OK;
	size_t done = 0;

	if (step->rows && len > 0)
		done = step->rows(step->job, worker->own, worker->rows, len, &slot->out);
	note_rows(worker, slot, worker->rows, done);
	for (; done < len && status == HL_OK; done++)
		status = do_row(worker, slot, done, len);
	return status;
}

/* The next record; HL_EDATA: a bad one, perhaps one that is too long to be all there. */
static enum hl_status next_record(struct slot *slot, struct hl_row *row) {
	struct chunk *chunk = &slot->chunk;
	enum hl_status status = cut_next(&chunk->cut, row, &slot->counts.blank, &slot->err);

	if (status != HL_END || chunk->cut.is_last || chunk->cut.is_over)
		return status;
	return cut_check_rest(&chunk->cut, row, &slot->err) == HL_OK ? HL_END : HL_EDATA;
}

/* The next good row, as row @i. HL_EDATA: a bad one. */
static enum hl_status next_row(struct worker *worker, struct slot *slot, size_t i) {
	struct check check = check_of(worker, slot);
	struct hl_row *row = &worker->rows[i];
	enum hl_status status;

	worker->primed &= ~(UINT64_C(1) << i);
	do {
		status = next_record(slot, row);
		if (status != HL_OK)
			return status;
		status = check_row(&check, row, &slot->err);
	} while (status == HL_END);
	worker->passed[i] = (struct passed){ slot->counts.blank, slot->counts.repeated };
	return status;
}

_Static_assert(HL_STEP_ROWS == 64, "there is a bit for each row");

static void prime_rows(struct worker *worker, const struct slot *slot, size_t from) {
	for (size_t i = from; i < HL_STEP_ROWS && ~worker->primed >> i; i++) {
		if (!(worker->primed >> i & 1))
			cut_prime(&slot->chunk.cut, &worker->plain, &worker->rows[i], 1);
		worker->primed |= UINT64_C(1) << i;
	}
}

/* Rows that need no second look, where nothing more is asked of a row, from row @from on. */
static size_t few_rows(struct worker *worker, struct slot *slot, size_t from) {
	size_t len;

	if (slot->align || worker->reader->options.sums_len > 0)
		return 0;
	prime_rows(worker, slot, from);
	len = cut_few(&slot->chunk.cut, &worker->plain, &worker->rows[from], HL_STEP_ROWS - from);
	slot->counts.rows += len;
	for (size_t i = from; i < from + len; i++)
		worker->passed[i] = (struct passed){ slot->counts.blank, slot->counts.repeated };
	return len;
}

/* As many rows as there are, up to one that is bad (HL_EDATA) or the end; *len of them. */
static enum hl_status next_rows(struct worker *worker, struct slot *slot, size_t *len) {
	enum hl_status status = HL_OK;

	*len = 0;
	while (status == HL_OK && *len < HL_STEP_ROWS) {
		*len += few_rows(worker, slot, *len);
		if (*len == HL_STEP_ROWS)
			break;
		status = next_row(worker, slot, *len);
		*len += status == HL_OK;
	}
	return status;
}

/* A few rows at a time; a bad one waits until those before it are done. */
static enum hl_status do_rows(struct worker *worker, struct slot *slot) {
	enum hl_status status = HL_OK;

	while (status == HL_OK) {
		struct hl_error err = { 0 };
		enum hl_status done;
		size_t len;

		status = next_rows(worker, slot, &len);
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
		add_fault(worker, slot, &worker->rows[len], slot->counts);
		status = HL_OK;
	}
	return status;
}

void work_do(struct worker *worker, struct slot *slot) {
	const struct hl_step *step = worker->step;

	if (step->block_begin)
		step->block_begin(step->job, worker->own, slot->number);
	worker->primed = 0;
	slot->status = do_rows(worker, slot);
	if (slot->status == HL_END)
		slot->status = HL_OK;
	if (step->block_end)
		step->block_end(step->job, worker->own, &slot->out);
}

/* --- telling --- */

/* The row behind which nothing more is told, or NULL: with it there are too many rejects. */
static const struct fault *last_fault(const struct hl_reader *reader, const struct slot *slot) {
	const struct faults *faults = &slot->faults;
	size_t room;

	if (!reader->options.rejects)
		return NULL;
	room = rejects_room(reader->options.rejects);
	return faults->count > room ? &faults->at[room] : NULL;
}

size_t work_good(const struct hl_reader *reader, const struct slot *slot) {
	const struct fault *last = last_fault(reader, slot);

	if (!reader->options.rejects && slot->faults.len > 0)
		last = slot->faults.at;
	return last ? last->good : slot->out.len;
}

static enum hl_status tell_rejects(struct hl_rejects *rejects, const struct faults *faults,
	const struct fault *last, struct hl_error *err) {
	struct hl_str records = hl_buf_str(&faults->records);
	struct hl_error why;

	if (!last)
		return rejects_write(rejects, records, faults->count, NULL, err);
	why = why_of(faults, last);
	records.len = last->records;
	return rejects_write(rejects, records, last->counts.rejected, &why, err);
}

static void tell_mistakes(struct hl_reader *reader, const struct faults *faults) {
	for (size_t i = 0; i < faults->len; i++) {
		const struct hl_error why = why_of(faults, &faults->at[i]);

		reader_mistake(reader, &why);
	}
	reader->mistakes += faults->count - faults->len;
	reader->options.mistakes->len += faults->count - faults->len;
}

enum hl_status work_tell(struct hl_reader *reader, struct slot *slot, struct hl_error *err) {
	const struct fault *last = last_fault(reader, slot);
	struct hl_reader_counts counts = last ? last->counts : slot->counts;

	reader->counts.rows += counts.rows;
	reader->counts.rejected += counts.rejected;
	reader->counts.repeated += counts.repeated;
	reader->counts.blank += counts.blank;
	file_note(slot->file, counts.rows, slot->newest_s);
	for (size_t i = 0; i < reader->options.sums_len; i++)
		reader->totals[i] += slot->totals[i];
	if (reader->options.rejects && slot->faults.count > 0)
		return tell_rejects(reader->options.rejects, &slot->faults, last, err);
	tell_mistakes(reader, &slot->faults);
	return HL_OK;
}

void slot_release(struct slot *slot) {
	chunk_release(&slot->chunk);
	hl_buf_release(&slot->out);
	free(slot->faults.at);
	hl_buf_release(&slot->faults.whys);
	hl_buf_release(&slot->faults.records);
	free(slot->totals);
}
