/* lines.c - ordered records to lines: the place appended, each queue cut off at the top. */
#include "marks.h"

#include <stdio.h>

enum { GATHERED = 128 << 10 }; /* before it is written */

static bool is_in_queue(const struct rank_lines *lines, struct hl_str string) {
	return lines->queue.len > 0 && hl_str_starts(string, hl_buf_str(&lines->queue));
}

static void enter_queue(struct rank_lines *lines, const char *record) {
	struct hl_str string = rank_string_at(record);

	if (is_in_queue(lines, string))
		return;
	lines->queue.len = 0;
	hl_buf_add(&lines->queue, rank_queue_of(string));
	rank_lines_restart(lines);
	lines->class = 0;
	lines->of_class = 0;
	lines->tally.queues++;
}

void rank_lines_enter(struct rank_lines *lines, const char *record) {
	if (lines->form->has_queues)
		enter_queue(lines, record);
}

bool rank_lines_admit(struct rank_lines *lines, const char *record) {
	const struct rank_marks *marks = lines->form->marks;
	unsigned class;

	if (!marks->classes)
		return true;
	class = rank_class_of(rank_string_at(record), lines->queue.len);
	if (class != lines->class)
		lines->of_class = 0;
	lines->class = class;
	if (lines->of_class >= marks->classes[class].max) {
		lines->tally.counts.over++;
		lines->tally.classes[class].over++;
		return false;
	}
	lines->of_class++;
	return true;
}

static void put_place(struct rank_lines *lines) {
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%zu", lines->place);

	hl_put_more(&lines->buf, lines->form->dialect, (struct hl_str){ digits, (size_t)len });
}

/* Is the row with this string level with the last one that was put? */
static bool is_level(const struct rank_lines *lines, struct hl_str shared) {
	return lines->rows > 0 && hl_str_eq(hl_buf_str(&lines->level), shared);
}

static struct hl_str shared_of(const struct rank_lines *lines, const char *record) {
	return rank_keys_shared(lines->form->keys, rank_string_at(record));
}

static bool has_room(const struct rank_lines *lines, const char *record) {
	const struct rank_form *form = lines->form;

	return lines->rows < form->top || (form->ties && is_level(lines, shared_of(lines, record)));
}

void rank_lines_place(struct rank_lines *lines, const char *record) {
	enum hl_rank_as as = lines->form->as;
	bool level = false;

	if (rank_form_has_levels(lines->form)) {
		struct hl_str shared = shared_of(lines, record);

		level = is_level(lines, shared);
		lines->level.len = 0;
		hl_buf_add(&lines->level, shared);
	}
	lines->rows++;
	if (as == HL_RANK_AS_ROW)
		lines->place = lines->rows;
	else if (!level)
		lines->place = as == HL_RANK_AS_DENSE ? lines->place + 1 : lines->rows;
}

void rank_lines_restart(struct rank_lines *lines) {
	lines->rows = lines->place = 0;
}

bool rank_lines_pass(struct rank_lines *lines, const char *record) {
	if (lines->form->marks && !rank_lines_admit(lines, record))
		return false;
	if (!has_room(lines, record))
		return false;
	rank_lines_place(lines, record);
	return true;
}

static struct hl_str row_of(const char *record) {
	struct rank_head head = rank_head_at(record);

	return (struct hl_str){ record + sizeof(head) + head.string_len, head.row_len };
}

void rank_lines_add(struct rank_lines *lines, const char *record, struct rank_cells cells) {
	struct hl_str text = row_of(record);

	lines->tally.rows++;
	hl_buf_add(&lines->buf, text);
	rank_marks_tell(lines, record, cells);
	hl_buf_add(
		&lines->buf, (struct hl_str){ text.at + text.len, rank_head_at(record).eol_len });
}

void rank_lines_put(struct rank_lines *lines, const char *record) {
	struct hl_str text = row_of(record);

	if (lines->form->has_queues)
		enter_queue(lines, record);
	if (!rank_lines_pass(lines, record))
		return;
	if (lines->form->marks) {
		rank_lines_add(lines, record, (struct rank_cells){ lines->place, -1 });
		return;
	}
	lines->tally.rows++;
	if (lines->form->places) {
		hl_buf_add(&lines->buf, text);
		put_place(lines);
		text = (struct hl_str){ text.at + text.len, 0 };
	}
	text.len += rank_head_at(record).eol_len;
	hl_buf_add(&lines->buf, text);
}

enum hl_status rank_lines_take(void *of_lines, const char *record, struct hl_error *err) {
	struct rank_lines *lines = of_lines;

	rank_lines_put(lines, record);
	return lines->buf.len < GATHERED ? HL_OK : rank_lines_write(lines, err);
}

/* How many of @items stand before the queue that the last of them is in. */
static size_t queue_start(const struct rank_item *items, size_t len) {
	struct hl_str queue = rank_queue_of(rank_string_at(items[len - 1].at));
	size_t from = 0;
	size_t to = len - 1;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (hl_str_starts(rank_string_at(items[middle].at), queue))
			to = middle;
		else
			from = middle + 1;
	}
	return from;
}

/* How many of @items, from @from on, are of the class that items[from] is of. */
static size_t class_len(
	const struct rank_lines *lines, const struct rank_item *items, size_t from, size_t len) {
	size_t queue_len = lines->queue.len;
	unsigned class = rank_class_of(rank_string_at(items[from].at), queue_len);
	size_t low = from;
	size_t high = len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rank_class_of(rank_string_at(items[middle].at), queue_len) == class)
			low = middle + 1;
		else
			high = middle;
	}
	return low - from;
}

/* As if items @from to @len, all of the queue at hand, had been put. */
static void skip_classes(
	struct rank_lines *lines, const struct rank_item *items, size_t from, size_t len) {
	const struct rank_class *classes = lines->form->marks->classes;

	lines->rows = 0;
	for (size_t rows; from < len; from += rows) {
		rows = class_len(lines, items, from, len);
		lines->class = rank_class_of(rank_string_at(items[from].at), lines->queue.len);
		lines->of_class =
			rows < classes[lines->class].max ? rows : classes[lines->class].max;
		lines->rows += lines->of_class;
	}
}

void rank_lines_skip(struct rank_lines *lines, const struct rank_item *items, size_t len) {
	size_t start = 0;

	lines->queue.len = 0;
	lines->class = 0;
	lines->of_class = 0;
	lines->rows = len;
	if (len == 0)
		return;
	if (lines->form->has_queues) {
		hl_buf_add(&lines->queue, rank_queue_of(rank_string_at(items[len - 1].at)));
		start = queue_start(items, len);
		lines->rows = len - start;
	}
	if (lines->form->marks && lines->form->marks->classes)
		skip_classes(lines, items, start, len);
}

enum hl_status rank_lines_write(struct rank_lines *lines, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (lines->out)
		status = hl_output_drain(lines->out, &lines->buf, err);
	lines->buf.len = 0;
	return status;
}

void rank_lines_release(struct rank_lines *lines) {
	hl_buf_release(&lines->buf);
	hl_buf_release(&lines->queue);
	hl_buf_release(&lines->level);
}
