/* write.c - ordered rows, gathered into large writes. */
#include "parts.h"

#include <stdio.h>

enum { GATHERED = 128 << 10 };

enum hl_status rank_writer_put(
	struct rank_writer *writer, struct rank_row row, size_t place, struct hl_error *err) {
	struct hl_buf *buf = &writer->buf;
	struct hl_str text = { row.at, row.len };
	char digits[24];

	if (writer->places) {
		int len = snprintf(digits, sizeof(digits), "%zu", place);

		hl_buf_add(buf, text);
		hl_put_more(buf, writer->dialect, (struct hl_str){ digits, (size_t)len });
		text = (struct hl_str){ text.at + text.len, row.eol_len };
	} else {
		text.len += row.eol_len;
	}
	hl_buf_add(buf, text);
	return buf->len < GATHERED ? HL_OK : rank_writer_end(writer, err);
}

enum hl_status rank_writer_end(struct rank_writer *writer, struct hl_error *err) {
	enum hl_status status = hl_output_write(writer->out, hl_buf_str(&writer->buf), err);

	writer->buf.len = 0;
	return status;
}
