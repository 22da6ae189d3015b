/* run.c - row-wise commands: every row through a step, in order. */
#include "hl/table.h"

enum { ENOUGH = 64 << 10 };

static enum hl_status put(struct hl_reader *reader, struct hl_output *out, struct hl_buf *bytes,
	struct hl_error *err) {
	enum hl_status status = HL_OK;

	/* After a mistake the rest is only read, so that all mistakes are told. */
	if (out && !hl_reader_failed(reader))
		status = hl_output_write(out, hl_buf_str(bytes), err);
	bytes->len = 0;
	return status;
}

enum hl_status hl_table_run(struct hl_reader *reader, const struct hl_step *step,
	struct hl_output *out, struct hl_error *err) {
	void *worker = step->worker_new ? step->worker_new(step->job) : NULL;
	struct hl_buf bytes = { 0 };
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		size_t good = bytes.len;

		status = step->row(step->job, worker, &row, &bytes, err);
		if (status == HL_EDATA) {
			bytes.len = good;
			status = hl_reader_reject(reader, &row, err);
		}
		if (status == HL_OK && bytes.len >= ENOUGH)
			status = put(reader, out, &bytes, err);
		if (status != HL_OK)
			break;
	}
	if (status == HL_END)
		status = put(reader, out, &bytes, err);
	if (step->worker_end)
		step->worker_end(step->job, worker);
	hl_buf_release(&bytes);
	return status;
}
