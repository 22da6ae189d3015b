/* queue_iso.c - dates and times as the cell has them: they are shown in the cell's own digits. */
#include "queue.h"

#include <stdio.h>

/* Does @s have @form ("d" for a digit) at @at? Then @at is behind it. */
static bool match(struct hl_str s, size_t *at, const char *form) {
	size_t i = *at;

	for (; *form; form++, i++) {
		if (i == s.len)
			return false;
		if (*form == 'd' ? !hl_is_digit(s.at[i]) : s.at[i] != *form)
			return false;
	}
	*at = i;
	return true;
}

static struct hl_str piece(struct hl_str s, size_t from, size_t to) {
	return (struct hl_str){ s.at + from, to - from };
}

/* Are the two digits at @at a number from @least to @most? */
static bool is_within(struct hl_str s, size_t at, int least, int most) {
	int n = (s.at[at] - '0') * 10 + (s.at[at + 1] - '0');

	return n >= least && n <= most;
}

static void skip_seconds(struct hl_str cell, size_t *at) {
	if (match(cell, at, ":dd") && match(cell, at, "."))
		while (match(cell, at, "d"))
			;
}

bool queue_iso_read(struct hl_str cell, struct queue_iso *iso) {
	size_t at = 0;
	size_t begun;

	*iso = (struct queue_iso){ { "", 0 }, { "", 0 }, { "", 0 } };
	if (!match(cell, &at, "dddd-dd-dd") || !is_within(cell, 5, 1, 12) ||
		!is_within(cell, 8, 1, 31))
		return false;
	iso->date = piece(cell, 0, at);
	if (at == cell.len)
		return true;
	if (!match(cell, &at, "Tdd:dd") || !is_within(cell, 11, 0, 23) ||
		!is_within(cell, 14, 0, 59))
		return false;
	iso->time = piece(cell, at - 5, at);
	skip_seconds(cell, &at);
	begun = at;
	if (match(cell, &at, "Z") || match(cell, &at, "+dd:dd") || match(cell, &at, "-dd:dd"))
		iso->offset = piece(cell, begun, at);
	return at == cell.len;
}

struct hl_str queue_iso_day(const struct queue_iso *iso, const char *work_date) {
	enum { YEAR = 5 };

	if (hl_str_eq(iso->date, hl_str_of(work_date)))
		return HL_STR("");
	if (!hl_str_starts(iso->date, (struct hl_str){ work_date, YEAR }))
		return iso->date;
	return piece(iso->date, YEAR, iso->date.len);
}

void queue_iso_offset(const struct queue_iso *iso, char *to) {
	struct hl_str offset = iso->offset;
	bool is_nothing = hl_str_eq(offset, HL_STR("Z")) || hl_str_eq(offset, HL_STR("+00:00")) ||
			  hl_str_eq(offset, HL_STR("-00:00"));

	snprintf(to, QUEUE_OFFSET_ROOM, "%s%.*s", offset.len ? "UTC" : "",
		is_nothing ? 0 : (int)offset.len, offset.at);
}

void hl_queue_put_zone(struct hl_buf *to, const struct hl_export_options *options) {
	struct hl_str name = options->zone_name;

	if (name.len > 0 && !hl_str_eq(name, HL_STR("UTC")))
		hl_buf_addf(to, " (%.*s)", (int)name.len, name.at);
}

const char *queue_other_offset(const struct queue *queue) {
	struct hl_buf *as_of = &queue->doc->scratch;

	as_of->len = 0;
	hl_export_put_as_of(queue->doc->options, as_of);
	return hl_str_ends(hl_buf_str(as_of), hl_str_of(queue->offset)) ? "" : queue->offset;
}
