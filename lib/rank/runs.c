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

/* --- and back --- */

static enum hl_status load(struct run_cursor *cursor, struct hl_error *err) {
	uint32_t head[2];
	enum hl_status status =
		hl_temp_read(cursor->temp, cursor->at, (char *)head, sizeof(head), err);
	struct hl_buf *records = &cursor->records;
	struct hl_buf *packed = &cursor->packed;

	if (status != HL_OK)
		return status;
	records->len = packed->len = 0;
	(void)hl_buf_room(records, head[0] + (size_t)RANK_SLACK);
	(void)hl_buf_room(packed, head[1]);
	status = hl_temp_read(cursor->temp, cursor->at + sizeof(head), packed->at, head[1], err);
	if (status == HL_OK &&
		!unpack_bytes((struct hl_str){ packed->at, head[1] }, records->at, head[0]))
		status = hl_fail(err, HL_EIO, "a temporary file is damaged");
	cursor->at += sizeof(head) + head[1];
	cursor->len = head[0];
	cursor->next = 0;
	return status;
}

enum hl_status run_cursor_next(
	struct run_cursor *cursor, const char **record, struct hl_error *err) {
	enum hl_status status = HL_OK;

	*record = NULL;
	if (cursor->next == cursor->len) {
		if (cursor->at == cursor->end)
			return HL_OK;
		status = load(cursor, err);
	}
	if (status != HL_OK)
		return status;
	*record = cursor->records.at + cursor->next;
	cursor->next += rank_record_len(*record);
	return HL_OK;
}

void run_cursor_release(struct run_cursor *cursor) {
	hl_buf_release(&cursor->packed);
	hl_buf_release(&cursor->records);
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
	uint64_t from = runs->len ? runs->at[runs->len - 1].to : 0;

	runs->at = hl_grow(runs->at, &runs->cap, runs->len + 1, sizeof(*runs->at));
	runs->at[runs->len++] = (struct run){ from, hl_temp_len(runs->temp) };
}

void runs_release(struct runs *runs) {
	hl_temp_close(runs->temp);
	free(runs->at);
	*runs = (struct runs){ .folder = runs->folder };
}

/* --- fewer of them --- */

static enum hl_status next_of_cursor(
	void *arg, size_t source, const char **record, struct hl_error *err) {
	struct run_cursor *cursors = arg;

	return run_cursor_next(&cursors[source], record, err);
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

/* Runs @from to @from + @len of @runs become one of @to. */
static enum hl_status merge_some(
	const struct runs *runs, size_t from, size_t len, struct runs *to, struct hl_error *err) {
	struct run_cursor *cursors = hl_claim(len, sizeof(*cursors));
	struct run_packer *packer = hl_claim(1, sizeof(*packer));
	struct merge merge;
	enum hl_status status;

	merge_init(&merge, len);
	merge.arg = cursors;
	merge.next = next_of_cursor;
	for (size_t i = 0; i < len; i++)
		cursors[i] = (struct run_cursor){ .temp = runs->temp,
			.at = runs->at[from + i].from,
			.end = runs->at[from + i].to };
	status = write_merged(to, &merge, packer, err);
	for (size_t i = 0; i < len; i++)
		run_cursor_release(&cursors[i]);
	merge_release(&merge);
	run_packer_release(packer);
	free(packer);
	free(cursors);
	return status;
}

enum hl_status runs_reduce(struct runs *runs, size_t fan, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && runs->len > fan) {
		struct runs fewer = { .folder = runs->folder };

		for (size_t from = 0; from < runs->len && status == HL_OK; from += fan)
			status = merge_some(runs, from,
				runs->len - from < fan ? runs->len - from : fan, &fewer, err);
		runs_release(runs);
		*runs = fewer;
	}
	return status;
}
