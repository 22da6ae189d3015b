/* cells.c - what several formats say of cells and of the moment. */
#include "hl/document.h"

bool hl_is_amount(struct hl_str cell) {
	int64_t dec;
	size_t first = cell.len && cell.at[0] == '-';

	if (cell.len > first + 1 && cell.at[first] == '0' && hl_is_digit(cell.at[first + 1]))
		return false;
	return hl_dec_read(cell, &dec);
}

void hl_export_put_time(const struct hl_export_options *options, int64_t s, struct hl_buf *to) {
	int64_t offset_s = hl_zone_offset(options->zone, s);
	unsigned minutes = (unsigned)((offset_s < 0 ? -offset_s : offset_s) / 60);
	char text[HL_TIME_ROOM];
	size_t len = hl_time_print(s + offset_s, text);

	text[len - sizeof("Thh:mm:ssZ") + 1] = ' ';
	hl_buf_add(to, (struct hl_str){ text, len - 4 });
	hl_buf_add(to, HL_STR(" UTC"));
	if (minutes)
		hl_buf_addf(
			to, "%c%02u:%02u", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void hl_export_put_as_of(const struct hl_export_options *options, struct hl_buf *to) {
	hl_export_put_time(options, options->as_of, to);
}
