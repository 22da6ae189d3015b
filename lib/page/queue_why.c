/*
 * queue_why.c - why the score is what it is: signals, parts and their items.
 *
 *     SIGNAL = NAME " " ("+"|"-") NUM [ " (" digits ("s"|"m"|"h"|"d"|"w") ")" ]
 *     ITEM   = NAME " " VALUE
 *     PART   = ITEM [ ": " ITEM { ", " ITEM } ]
 *
 * A text of somebody else's is shown as it is.
 */
#include "queue_why.h"

#include "hl/beside.h"
#include "hl/unicode.h"

#include "queue.h"

#include <string.h>

/* --- cutting --- */

static const struct hl_str nothing = { "", 0 };

struct hl_str why_cut(struct hl_str *rest, struct hl_str sep, bool *more) {
	const char *found = rest->len ? memmem(rest->at, rest->len, sep.at, sep.len) : NULL;
	struct hl_str head = *rest;

	*more = found != NULL;
	if (found)
		head.len = (size_t)(found - rest->at);
	*rest = found ? (struct hl_str){ found + sep.len, rest->len - head.len - sep.len }
		      : nothing;
	return head;
}

/* The word behind the last blank; @rest keeps what stands before that. Empty: there is none. */
static struct hl_str last_word(struct hl_str *rest) {
	size_t at = rest->len;
	struct hl_str word;

	while (at > 0 && rest->at[at - 1] != ' ')
		at--;
	word = (struct hl_str){ rest->at + at, rest->len - at };
	rest->len = at ? at - 1 : 0;
	return word;
}

static bool is_digits(struct hl_str s) {
	for (size_t i = 0; i < s.len; i++)
		if (!hl_is_digit(s.at[i]))
			return false;
	return s.len > 0;
}

static bool is_number(struct hl_str s) {
	bool has_point = s.len && memchr(s.at, '.', s.len);
	struct hl_str whole = hl_str_cut(&s, '.');

	return is_digits(whole) && (!has_point || is_digits(s));
}

/* A comma stands in age(COLUMN,FALLBACK) alone. */
static bool is_name(struct hl_str s) {
	const char *none = s.len > 0 && s.at[s.len - 1] == ')' ? ";|:" : ";|,:";

	if (s.len == 0 || s.at[0] == ' ' || s.at[s.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.len;) {
		uint32_t point = ' ';
		size_t len = hl_utf8_point(s, i, &point);

		if (hl_utf8_is_control(point) || (len == 1 && strchr(none, (int)point)))
			return false;
		i += len ? len : 1;
	}
	return true;
}

static bool read_item(struct hl_str s, const char *signs, struct why_item *item) {
	struct hl_str value = last_word(&s);

	*item = (struct why_item){ .name = s, .age = nothing };
	if (value.len == 0 || !value.at[0] || !strchr(signs, value.at[0]))
		return false;
	item->sign = value.at[0];
	item->number = (struct hl_str){ value.at + 1, value.len - 1 };
	return is_number(item->number) && is_name(s);
}

static bool is_age(struct hl_str s) {
	struct hl_str units = HL_STR("smhdw");

	return s.len > 0 && memchr(units.at, s.at[s.len - 1], units.len) &&
	       is_digits((struct hl_str){ s.at, s.len - 1 });
}

bool why_signal(struct hl_str s, struct why_item *item) {
	struct hl_str rest = s;
	struct hl_str word = last_word(&rest);
	struct hl_str age = nothing;

	if (word.len > 2 && word.at[0] == '(' && word.at[word.len - 1] == ')') {
		age = (struct hl_str){ word.at + 1, word.len - 2 };
		s = rest;
	}
	if ((age.len && !is_age(age)) || !read_item(s, "+-", item))
		return false;
	item->age = age;
	return true;
}

bool why_part_item(struct hl_str s, struct why_item *item) {
	return read_item(s, "x+-", item);
}

/* A lone item without an age may be a part: only what happens to people is a signal, then. */
bool why_is_signals(struct hl_str segment) {
	struct why_item item = { 0 };
	size_t len = 0;
	bool more = true;
	bool all = true;

	for (; more && all; len++)
		all = why_signal(why_cut(&segment, HL_STR("; "), &more), &item);
	return all && (len > 1 || item.age.len > 0 || hl_activity_type(item.name));
}

bool why_is_part(struct hl_str segment) {
	struct why_item item;
	bool more;
	bool all = why_part_item(why_cut(&segment, HL_STR(": "), &more), &item);

	while (more && all)
		all = why_part_item(why_cut(&segment, HL_STR(", "), &more), &item);
	return all;
}

bool why_is_base(struct hl_str segment) {
	struct why_item item;
	bool more;
	bool is_base = why_part_item(why_cut(&segment, HL_STR(": "), &more), &item) &&
		       item.sign == 'x' && more;

	while (more && is_base)
		is_base = why_part_item(why_cut(&segment, HL_STR(", "), &more), &item) &&
			  item.sign != 'x';
	return is_base;
}

static bool is_zero(struct hl_str number) {
	for (size_t i = 0; i < number.len; i++)
		if (number.at[i] != '0' && number.at[i] != '.')
			return false;
	return true;
}

/* Is it one that something is multiplied by? */
static bool is_factor(struct hl_str segment, struct why_item *item) {
	struct hl_str rest = segment;
	bool more;

	return why_is_part(segment) && !why_is_base(segment) &&
	       why_part_item(why_cut(&rest, HL_STR(": "), &more), item) && item->sign == 'x';
}

const char why_idle[] = "no recent signal";

bool why_is_idle(struct hl_str why, struct hl_str score) {
	struct why_item item;
	int64_t dec;
	bool more = hl_dec_read(score, &dec) && dec == 0 && why.len > 0;
	bool is_idle = more;

	while (more && is_idle)
		is_idle = is_factor(why_cut(&why, HL_STR(" | "), &more), &item) &&
			  !is_zero(item.number);
	return is_idle;
}

bool queue_is_reasoned(struct hl_str why) {
	struct why_item item;
	bool more = why.len > 0;

	while (more)
		if (!is_factor(why_cut(&why, HL_STR(" | "), &more), &item))
			return true;
	return false;
}

struct hl_str why_sole_item(struct hl_str items, const struct why_item *part) {
	struct why_item item;
	bool more;

	if (!why_part_item(why_cut(&items, HL_STR(", "), &more), &item) || more ||
		!hl_str_eq(item.number, part->number))
		return nothing;
	return item.name;
}

/* --- writing --- */

/* Add one to the decimal digits of @text, over its point. */
static void count_up(struct hl_buf *text) {
	size_t i = text->len;

	while (i > 0) {
		char *c = &text->at[--i];

		if (*c == '.')
			continue;
		if (*c < '9') {
			++*c;
			return;
		}
		*c = '0';
	}
	(void)hl_buf_room(text, 1);
	memmove(text->at + 1, text->at, text->len++);
	text->at[0] = '1';
}

/* @number, however long, to two decimals, half away from zero, without zeros at the ends. */
static struct hl_str round_number(struct hl_buf *text, struct hl_str number) {
	struct hl_str decimals = number;
	struct hl_str whole = hl_str_cut(&decimals, '.');

	while (whole.len > 1 && whole.at[0] == '0')
		whole = (struct hl_str){ whole.at + 1, whole.len - 1 };
	text->len = 0;
	hl_buf_add(text, whole);
	hl_buf_add_char(text, '.');
	hl_buf_add(text, (struct hl_str){ decimals.at, decimals.len < 2 ? decimals.len : 2 });
	for (size_t i = decimals.len; i < 2; i++)
		hl_buf_add_char(text, '0');
	if (decimals.len > 2 && decimals.at[2] >= '5')
		count_up(text);
	while (text->at[text->len - 1] == '0')
		text->len--;
	if (text->at[text->len - 1] == '.')
		text->len--;
	return hl_buf_str(text);
}

struct hl_str why_number(struct hl_buf *text, const struct why_item *item) {
	struct hl_str shown = round_number(text, item->number);

	return is_zero(shown) && !is_zero(item->number) ? item->number : shown;
}

static void put_value(struct hl_export *doc, const struct why_item *item) {
	hl_put(doc, item->sign == 'x' ? "<b>&times;" : item->sign == '-' ? "<b>&minus;" : "<b>+");
	hl_put_str(doc, why_number(&doc->scratch, item));
	hl_put(doc, "</b>");
}

static void put_name(struct hl_export *doc, struct hl_str name) {
	doc->scratch.len = 0;
	why_put_name(&doc->scratch, name);
	html_put(doc, hl_buf_str(&doc->scratch));
}

static void put_signals(struct hl_export *doc, struct hl_str segment) {
	struct why_item item;
	bool more = true;

	hl_put(doc, "<ul class=\"signals\">");
	while (more) {
		if (!why_signal(why_cut(&segment, HL_STR("; "), &more), &item))
			continue;
		hl_put(doc, "<li><span>");
		put_name(doc, item.name);
		hl_put(doc, "</span> ");
		put_value(doc, &item);
		if (item.age.len > 0) {
			hl_put(doc, " <span class=\"age\">");
			why_put_age(&doc->out, item.age);
			hl_put(doc, "<span class=\"sr\"> ago</span></span>");
		}
		hl_put(doc, "</li>");
	}
	hl_put(doc, "</ul>\n");
}

static void put_item(struct hl_export *doc, struct hl_str s) {
	struct why_item item;

	if (!why_part_item(s, &item))
		return;
	put_name(doc, item.name);
	hl_buf_add_char(&doc->out, ' ');
	put_value(doc, &item);
}

/* What a part was made of: where that is one thing, its number stands there. */
static void put_items(struct hl_export *doc, struct hl_str items, const struct why_item *part) {
	struct hl_str sole = why_sole_item(items, part);
	bool more = sole.len == 0;

	if (hl_str_eq(sole, part->name))
		return;
	hl_put(doc, " (");
	if (!more)
		put_name(doc, sole);
	for (const char *before = ""; more; before = ", ") {
		hl_put(doc, before);
		put_item(doc, why_cut(&items, HL_STR(", "), &more));
	}
	hl_buf_add_char(&doc->out, ')');
}

static void put_part(struct hl_export *doc, struct hl_str segment) {
	struct hl_str rest = segment;
	struct why_item item;
	bool has_items;

	if (!why_is_part(segment) ||
		!why_part_item(why_cut(&rest, HL_STR(": "), &has_items), &item)) {
		html_put_bdi(doc, hl_str_trim(segment));
		return;
	}
	put_name(doc, item.name);
	hl_buf_add_char(&doc->out, ' ');
	if (why_is_base(segment)) {
		hl_put(doc, "<b>");
		hl_put_str(doc, why_number(&doc->scratch, &item));
		hl_put(doc, "</b> points");
	} else {
		put_value(doc, &item);
	}
	if (has_items)
		put_items(doc, rest, &item);
}

bool why_has_signal(struct hl_str why, struct hl_str name) {
	bool more;
	struct hl_str segment = why_cut(&why, HL_STR(" | "), &more);
	struct why_item item;

	for (more = why_is_signals(segment); more;)
		if (why_signal(why_cut(&segment, HL_STR("; "), &more), &item) &&
			hl_str_same(item.name, name))
			return true;
	return false;
}

void queue_put_why(struct hl_export *doc, struct hl_str why, struct hl_str score) {
	bool more;
	struct hl_str rest = why;
	struct hl_str segment = why_cut(&rest, HL_STR(" | "), &more);
	bool has_signals = why_is_signals(segment);

	if (why_is_idle(why, score)) {
		hl_buf_addf(&doc->out, "<ul class=\"parts\"><li>%s</li></ul>\n", why_idle);
		return;
	}
	if (!more && !has_signals && !why_is_part(segment)) {
		hl_put(doc, "<p class=\"why-text\">");
		html_put_bdi(doc, why);
		hl_put(doc, "</p>\n");
		return;
	}
	if (has_signals) {
		put_signals(doc, segment);
		if (!more)
			return;
		segment = why_cut(&rest, HL_STR(" | "), &more);
	}
	hl_put(doc, "<ul class=\"parts\"><li>");
	put_part(doc, segment);
	while (more) {
		hl_put(doc, "</li>\n<li>");
		put_part(doc, why_cut(&rest, HL_STR(" | "), &more));
	}
	hl_put(doc, "</li></ul>\n");
}
