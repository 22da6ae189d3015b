/* rows.c - leads of the queue as rows of a table, through the reader that reads every table. */
#include "parts.h"

void pull_rows_close(struct pull_rows *rows) {
	hl_reader_close(rows->reader);
	rows->reader = NULL;
	rows->bytes.len = 0;
}

enum hl_status pull_rows_open(struct pull_rows *rows, const struct pull_map *map,
	const uint32_t *leads, size_t len, struct hl_error *err) {
	struct hl_reader_options options = {
		.delim = (char)map->tail->delim, .mistakes = &rows->mistakes, .role = "queue"
	};
	enum hl_status status = HL_OK;

	pull_rows_close(rows);
	hl_buf_add(&rows->bytes, pull_map_header(map));
	for (size_t i = 0; i < len && status == HL_OK; i++)
		status = pull_map_put(map, leads[i], &rows->bytes, err);
	if (status != HL_OK)
		return status;
	options.bytes = hl_buf_str(&rows->bytes);
	options.block = rows->bytes.len < 4096 ? 4096 : 0;
	return hl_reader_open(&rows->reader, &map->name, 1, &options, err);
}
