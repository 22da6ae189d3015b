/* queue_why_text.c - why the score is what it is, as one line of plain text. */
#include "queue_why.h"

#include "hl/beside.h"

void hl_queue_put_words(struct hl_buf *to, struct hl_str name) {
	size_t begun = to->len;

	hl_buf_add(to, name);
	for (size_t i = begun; i < to->len; i++)
		if (to->at[i] == '_')
			to->at[i] = ' ';
}

/* --- names --- */

/* A part may be called so: what it is to somebody who does not know models. */
static const struct {
	struct hl_str name, said;
} parts[] = {
	{ { "start", 5 }, { "base", 4 } },
	{ { "age(placed_date)", 16 }, { "account age", 11 } },
	{ { "age(created)", 12 }, { "lead age", 8 } },
};

/* What stands in NAME(...), before a comma; empty: it is no such field. */
static struct hl_str inside(struct hl_str field, struct hl_str name) {
	struct hl_str rest = field;

	if (!hl_str_starts(field, name) || field.len < name.len + 3 || field.at[name.len] != '(' ||
		field.at[field.len - 1] != ')')
		return HL_STR("");
	rest = (struct hl_str){ field.at + name.len + 1, field.len - name.len - 2 };
	return hl_str_cut(&rest, ',');
}

/* "first_contact_date": "first contact" */
static struct hl_str without_date(struct hl_str column) {
	static const struct hl_str ends[] = { { "_date", 5 }, { " date", 5 }, { "_at", 3 } };

	for (size_t i = 0; i < HL_LEN(ends); i++)
		if (column.len > ends[i].len && hl_str_ends(column, ends[i]))
			return (struct hl_str){ column.at, column.len - ends[i].len };
	return column;
}

/* "Portal visit" within a line, but "SMS link click". */
static void put_said(struct hl_buf *to, const char *said) {
	size_t begun = to->len;

	hl_buf_add(to, hl_str_of(said));
	if (said[1] < 'A' || said[1] > 'Z')
		to->at[begun] = hl_lower(said[0]);
}

void why_put_name(struct hl_buf *to, struct hl_str name) {
	struct hl_str since = inside(name, HL_STR("age"));
	struct hl_str last = inside(name, HL_STR("last"));
	const char *said = hl_activity_type(last.len > 0 ? last : name);

	for (size_t i = 0; i < HL_LEN(parts); i++)
		if (hl_str_eq(name, parts[i].name)) {
			hl_buf_add(to, parts[i].said);
			return;
		}
	hl_buf_add(to, since.len > 0 ? HL_STR("time since ") : HL_STR(""));
	hl_buf_add(to, last.len > 0 ? HL_STR("last ") : HL_STR(""));
	if (said && !hl_str_eq(last, HL_STR("stage")))
		put_said(to, said);
	else if (hl_str_eq(last, HL_STR("*")))
		hl_buf_add(to, HL_STR("event"));
	else
		hl_queue_put_words(to, since.len > 0  ? without_date(since)
				       : last.len > 0 ? last
						      : name);
}

void why_put_age(struct hl_buf *to, struct hl_str age) {
	const struct hl_str units = HL_STR("smhdw");
	const int64_t seconds[] = { 1, 60, 3600, HL_DAY_S, 7 * (int64_t)HL_DAY_S };
	char text[HL_AGO_ROOM];
	int64_t number = 0;

	for (size_t i = 0; i + 1 < age.len && number < INT32_MAX; i++)
		number = number * 10 + (age.at[i] - '0');
	for (size_t i = 0; i < units.len; i++)
		if (age.at[age.len - 1] == units.at[i])
			number *= seconds[i];
	hl_age_print(number, text);
	hl_buf_add(to, hl_str_of(text));
}

/* --- a line of it --- */

static void add_item(struct hl_buf *to, const struct why_item *item) {
	struct hl_buf number = { 0 };

	why_put_name(to, item->name);
	hl_buf_add_char(to, ' ');
	if (item->sign)
		hl_buf_add_char(to, item->sign);
	hl_buf_add(to, why_number(&number, item));
	if (item->age.len > 0) {
		hl_buf_add(to, HL_STR(" ("));
		why_put_age(to, item->age);
		hl_buf_add_char(to, ')');
	}
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

/* Not what it is the product of: that would take paper a line more, and is on the page. */
static void add_part(struct hl_buf *to, struct hl_str segment) {
	bool is_base = why_is_base(segment);
	struct why_item item;
	bool has_items;

	if (!why_is_part(segment)) {
		hl_buf_add(to, hl_str_trim(segment));
		return;
	}
	if (!why_part_item(why_cut(&segment, HL_STR(": "), &has_items), &item))
		return;
	if (is_base)
		item.sign = '\0';
	add_item(to, &item);
	hl_buf_add(to, is_base ? HL_STR(" points") : HL_STR(""));
}

void hl_queue_put_why(struct hl_buf *to, struct hl_str why, struct hl_str score) {
	bool is_idle = why_is_idle(why, score);
	bool more = !is_idle;
	bool is_first = true;

	if (is_idle)
		hl_buf_add(to, hl_str_of(why_idle));
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
