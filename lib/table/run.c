/* run.c - row-wise commands: every row through a step, in order. */
#include "hl/table.h"

enum { ENOUGH = 64 << 10 };

/* What was appended goes on: to the step, or out. */
static enum hl_status put(struct hl_reader *reader, const struct hl_step *step,
	struct hl_output *out, struct hl_buf *bytes, struct hl_error *err) {
	enum hl_status status = HL_OK;

	/* After a mistake the rest is only read, so that all mistakes are told. */
	if (step->take && !hl_reader_failed(reader))
		status = step->take(step->job, bytes, err);
	else if (out && !hl_reader_failed(reader))
		status = hl_output_write(out, hl_buf_str(bytes), err);
	bytes->len = 0;
	return status;
}

static enum hl_status run_row(struct hl_reader *reader, const struct hl_step *step, void *worker,
	const struct hl_row *row, struct hl_buf *bytes, struct hl_error *err) {
	size_t good = bytes->len;
	enum hl_status status;

	for (size_t i = 0; i < HL_LEN(step->ahead); i++)
		if (step->ahead[i])
			step->ahead[i](step->job, worker, row);
	status = step->row(step->job, worker, row, bytes, err);
	if (status != HL_EDATA)
		return status;
	bytes->len = good;
	return hl_reader_reject(reader, row, err);
}

enum hl_status hl_table_run(struct hl_reader *reader, const struct hl_step *step,
	struct hl_output *out, struct hl_error *err) {
	void *worker = step->worker_new ? step->worker_new(step->job) : NULL;
	struct hl_buf bytes = { 0 };
	struct hl_row row;
	enum hl_status status = HL_OK;

	for (size_t number = 0; status == HL_OK; number++) {
		enum hl_status put_status;

		if (step->block_begin)
			step->block_begin(step->job, worker, number);
		while (bytes.len < ENOUGH &&
			(status = hl_reader_next(reader, &row, err)) == HL_OK &&
			(status = run_row(reader, step, worker, &row, &bytes, err)) == HL_OK)
			;
		if (step->block_end)
			step->block_end(step->job, worker, &bytes);
		if (status != HL_OK && status != HL_END)
			break;
		put_status = put(reader, step, out, &bytes, err);
		status = put_status == HL_OK ? status : put_status;
	}
	if (step->worker_end)
		step->worker_end(step->job, worker);
	hl_buf_release(&bytes);
	return status == HL_END ? HL_OK : status;
}
