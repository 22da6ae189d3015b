/* queue_why_text.c - why the score is what it is, as one line of plain text. */
#include "queue_why.h"

void hl_queue_put_words(struct hl_buf *to, struct hl_str name) {
	size_t begun = to->len;

	hl_buf_add(to, name);
	for (size_t i = begun; i < to->len; i++)
		if (to->at[i] == '_')
			to->at[i] = ' ';
}

static void add_item(struct hl_buf *to, const struct why_item *item) {
	struct hl_buf number = { 0 };

	hl_queue_put_words(to, item->name);
	hl_buf_add_char(to, ' ');
	hl_buf_add_char(to, item->sign);
	hl_buf_add(to, why_number(&number, item));
	if (item->age.len > 0)
		hl_buf_addf(to, " (%.*s)", (int)item->age.len, item->age.at);
	hl_buf_release(&number);
}

static void add_signals(struct hl_buf *to, struct hl_str segment) {
	struct why_item item;
	bool more = true;

	for (const char *before = ""; more; before = "; ") {
		hl_buf_add(to, hl_str_of(before));
		if (why_signal(why_cut(&segment, HL_STR("; "), &more), &item))
			add_item(to, &item);
	}
}

static void add_part_item(struct hl_buf *to, struct hl_str s) {
	struct why_item item;

	if (why_part_item(s, &item))
		add_item(to, &item);
}

/* Not what it is the product of: that would take paper a line more, and is on the page. */
static void add_part(struct hl_buf *to, struct hl_str segment) {
	bool has_items;

	if (!why_is_part(segment)) {
		hl_buf_add(to, hl_str_trim(segment));
		return;
	}
	add_part_item(to, why_cut(&segment, HL_STR(": "), &has_items));
}

void hl_queue_put_why(struct hl_buf *to, struct hl_str why) {
	bool more = true;
	bool is_first = true;

	while (more) {
		struct hl_str segment = why_cut(&why, HL_STR(" | "), &more);

		hl_buf_add(to, is_first ? HL_STR("") : HL_STR(" | "));
		if (is_first && why_is_signals(segment))
			add_signals(to, segment);
		else
			add_part(to, segment);
		is_first = false;
	}
}
