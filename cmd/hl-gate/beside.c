/* beside.c - of hl-gate: the leads that are set apart, and the record. */
#include "beside.h"

void gate_beside_check(const struct gate_beside *beside, const struct cmd_run *run) {
	cmd_check_outputs(run, "suppressed", beside->suppressed_file);
	cmd_check_outputs(run, "record", beside->record_file);
	cmd_check_apart(run, "suppressed", beside->suppressed_file, "record", beside->record_file);
}

static enum hl_status open_one(
	struct cmd_run *run, const char *role, const char *name, struct hl_output **out) {
	struct hl_output_options options;

	if (!name || !run->out)
		return HL_OK;
	options = cmd_output_options(run, role, name);
	return hl_output_open(out, name, &options, &run->err);
}

enum hl_status gate_beside_open(struct gate_beside *beside, struct cmd_run *run) {
	enum hl_status status =
		open_one(run, "suppressed", beside->suppressed_file, &beside->suppressed);

	return status == HL_OK ? open_one(run, "record", beside->record_file, &beside->record)
			       : status;
}

enum hl_status gate_beside_put_headers(
	struct gate_beside *beside, const struct hl_gate *gate, struct hl_error *err) {
	struct hl_buf head = { 0 };
	enum hl_status status = HL_OK;

	hl_gate_put_suppressed_header(gate, &head);
	if (beside->suppressed)
		status = hl_output_write(beside->suppressed, hl_buf_str(&head), err);
	head.len = 0;
	hl_gate_put_record_header(gate, &head);
	if (status == HL_OK && beside->record)
		status = hl_output_write(beside->record, hl_buf_str(&head), err);
	hl_buf_release(&head);
	return status;
}

enum hl_status gate_beside_prepare(struct gate_beside *beside, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (beside->suppressed)
		status = hl_output_prepare(beside->suppressed, err);
	if (status == HL_OK && beside->record)
		status = hl_output_prepare(beside->record, err);
	return status;
}

static enum hl_status commit(struct hl_output **out, struct hl_error *err) {
	enum hl_status status = *out ? hl_output_commit(*out, err) : HL_OK;

	*out = NULL;
	return status;
}

enum hl_status gate_beside_commit(struct gate_beside *beside, struct hl_error *err) {
	enum hl_status status = commit(&beside->suppressed, err);

	return status == HL_OK ? commit(&beside->record, err) : status;
}

void gate_beside_discard(struct gate_beside *beside) {
	hl_output_discard(beside->suppressed);
	hl_output_discard(beside->record);
}
