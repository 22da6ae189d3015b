/* runs.c - ordered records in a temporary file, packed frame by frame. */
#include "runs.h"

#include <stdlib.h>

/* --- to frames --- */

void run_packer_end(struct run_packer *packer) {
	struct hl_buf *frames = &packer->frames;
	size_t head_at = frames->len;
	uint32_t head[2] = { (uint32_t)packer->records.len };

	if (packer->records.len == 0)
		return;
	(void)hl_buf_room(frames, sizeof(head));
	frames->len += sizeof(head);
	head[1] = (uint32_t)pack_bytes(&packer->table, hl_buf_str(&packer->records), frames);
	memcpy(frames->at + head_at, head, sizeof(head));
	packer->records.len = 0;
}

void run_packer_put(struct run_packer *packer, const char *record) {
	struct hl_str bytes = { record, rank_record_len(record) };

	if (packer->records.len + bytes.len > RUN_FRAME)
		run_packer_end(packer);
	hl_buf_add(&packer->records, bytes);
}

void run_packer_release(struct run_packer *packer) {
	hl_buf_release(&packer->records);
	hl_buf_release(&packer->frames);
}

/* --- runs --- */

enum hl_status runs_write(struct runs *runs, struct run_packer *packer, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (!runs->temp)
		status = hl_temp_open(&runs->temp, runs->folder, err);
	if (status == HL_OK)
		status = hl_temp_write(runs->temp, hl_buf_str(&packer->frames), err);
	packer->frames.len = 0;
	return status;
}

void runs_end(struct runs *runs) {
	uint64_t from = runs->written;

	runs->written = hl_temp_len(runs->temp);
	runs->at = hl_grow(runs->at, &runs->cap, runs->len + 1, sizeof(*runs->at));
	runs->at[runs->len++] = (struct run){ from, runs->written };
}

void runs_release(struct runs *runs) {
	hl_temp_close(runs->temp);
	free(runs->at);
	*runs = (struct runs){ .folder = runs->folder };
}

/* --- fewer of them --- */

static enum hl_status next_of_run(
	void *arg, size_t source, const char **record, struct hl_error *err) {
	return run_cursors_next(arg, source, record, err);
}

/* All that @merge has, as one more run of @to. */
static enum hl_status write_merged(
	struct runs *to, struct merge *merge, struct run_packer *packer, struct hl_error *err) {
	const char *record;
	enum hl_status status;

	while ((status = merge_next(merge, &record, err)) == HL_OK) {
		run_packer_put(packer, record);
		if (packer->frames.len >= RUN_FRAME &&
			(status = runs_write(to, packer, err)) != HL_OK)
			break;
	}
	if (status != HL_END)
		return status;
	run_packer_end(packer);
	status = runs_write(to, packer, err);
	runs_end(to);
	return status;
}

/* The runs of @range become one more of @to, which may be the same. */
static enum hl_status merge_some(
	struct runs *to, const struct runs *runs, struct run_range range, struct hl_error *err) {
	struct run_cursors *cursors = run_cursors_new(runs, range);
	struct run_packer *packer = hl_claim(1, sizeof(*packer));
	struct merge merge;
	enum hl_status status;

	merge_init(&merge, range.len);
	merge.arg = cursors;
	merge.next = next_of_run;
	status = write_merged(to, &merge, packer, err);
	merge_release(&merge);
	run_packer_release(packer);
	free(packer);
	run_cursors_free(cursors);
	return status;
}

/* The first @len runs become one in their place; it stands behind all others in the file. */
static enum hl_status merge_first(
	struct runs *runs, size_t len, size_t threads, struct hl_error *err) {
	enum hl_status status = merge_some(runs, runs, (struct run_range){ 0, len, threads }, err);

	if (status != HL_OK)
		return status;
	runs->at[0] = runs->at[runs->len - 1];
	runs->len -= len;
	memmove(runs->at + 1, runs->at + len, (runs->len - 1) * sizeof(*runs->at));
	return HL_OK;
}

/* All of them, @fan at a time, to another file. */
static enum hl_status merge_all(
	struct runs *runs, size_t fan, size_t threads, struct hl_error *err) {
	struct runs fewer = { .folder = runs->folder };
	enum hl_status status = HL_OK;

	for (size_t from = 0; from < runs->len && status == HL_OK; from += fan) {
		size_t len = runs->len - from < fan ? runs->len - from : fan;

		status = merge_some(&fewer, runs, (struct run_range){ from, len, threads }, err);
	}
	runs_release(runs);
	*runs = fewer;
	return status;
}

enum hl_status runs_reduce(struct runs *runs, size_t fan, size_t threads, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && runs->len > fan)
		status = runs->len - fan < fan
				 ? merge_first(runs, runs->len - fan + 1, threads, err)
				 : merge_all(runs, fan, threads, err);
	return status;
}
