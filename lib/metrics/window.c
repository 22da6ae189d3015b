/*
 * window.c - when an account of a queue may be called.
 *
 * There are few windows: those of a day's zones. They are kept once, and known by a number.
 */
#include "parts.h"

#include <string.h>

/* The moment of a cell, a part of a second counting as all of it; a blank one leaves *s. */
static enum hl_status moment(const struct hl_row *row, size_t column,
	const struct hl_time_rules *rules, int64_t *s, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, column);
	struct hl_time time;

	if (cell.len == 0)
		return HL_OK;
	if (hl_time_parse(cell, rules, &time, err) != HL_OK)
		return HL_EDATA;
	*s = time.s + (time.ns > 0);
	return HL_OK;
}

enum hl_status call_window_parse(const struct hl_row *row, const struct call_columns *columns,
	const struct hl_time_rules *rules, struct call_window *window, struct hl_error *err) {
	*window = (struct call_window){ INT64_MIN, INT64_MAX };
	if (moment(row, columns->from, rules, &window->from_s, err) != HL_OK)
		return hl_row_fail(row, columns->header, columns->from, HL_EDATA, err);
	if (moment(row, columns->to, rules, &window->to_s, err) != HL_OK)
		return hl_row_fail(row, columns->header, columns->to, HL_EDATA, err);
	if (window->from_s < window->to_s)
		return HL_OK;
	hl_fail(err, HL_EDATA, "not later than when calls may begin");
	return hl_row_fail(row, columns->header, columns->to, HL_EDATA, err);
}

uint32_t window_number(struct hl_meter *m, const struct call_window *window) {
	return (uint32_t)hl_keys_add(
		m->windows, (struct hl_str){ (const char *)window, sizeof(*window) });
}

struct call_window window_at(const struct hl_meter *m, uint32_t number) {
	struct call_window window;

	memcpy(&window, hl_keys_at(m->windows, number).at, sizeof(window));
	return window;
}
