/* reassign.c - --reassign FROM[:TO]: leads that are taken from one collector. */
#include "orders.h"

/* What FROM[:TO] comes to. */
struct taking {
	struct hl_str from, to;
	size_t readings; /* ways in which the text can be read */
};

/*
 * Names may hold colons: a reading is good whose TO is on the roster. A whole text that is on the
 * roster, or has no colon, is FROM alone, and so is what stands before a colon at the end.
 */
static struct taking read_text(const struct hl_orders *orders, struct hl_str text) {
	struct taking found = { .from = text };

	if (orders_collector(orders, text) != HL_NOBODY || !memchr(text.at, ':', text.len)) {
		found.readings = 1;
		return found;
	}
	for (size_t i = 1; i < text.len; i++) {
		struct hl_str from = hl_str_trim((struct hl_str){ text.at, i });
		struct hl_str to =
			hl_str_trim((struct hl_str){ text.at + i + 1, text.len - i - 1 });

		if (text.at[i] != ':' || (to.len > 0 && orders_collector(orders, to) == HL_NOBODY))
			continue;
		found.from = from;
		found.to = to;
		found.readings++;
	}
	return found;
}

static enum hl_status misread(const struct hl_orders *orders, struct hl_str text,
	const struct taking *taking, struct hl_error *err) {
	struct hl_buf why = { 0 };
	char shown[64];

	if (taking->readings > 1) {
		hl_printable(text, shown, sizeof(shown));
		return hl_fail(err, HL_EUSAGE,
			"--reassign: %s can be read as FROM:TO in more than one way", shown);
	}
	(void)hl_str_cut(&text, ':');
	orders_stranger(orders, hl_str_trim(text), &why);
	(void)hl_fail(err, HL_EUSAGE, "--reassign: %.*s", (int)why.len, why.at);
	hl_buf_release(&why);
	return HL_EUSAGE;
}

static struct hl_str reason_of(struct hl_orders *orders, struct hl_str from, struct hl_str note) {
	struct hl_buf text = { 0 };
	struct hl_str reason;

	hl_buf_add(&text, HL_STR("reassigned from "));
	hl_buf_add(&text, from);
	hl_buf_add(&text, HL_STR(": "));
	hl_buf_add(&text, note);
	reason = hl_str_keep(&orders->arena, hl_buf_str(&text));
	hl_buf_release(&text);
	return reason;
}

static void take(struct hl_orders *orders, const struct taking *taking, struct hl_str note) {
	size_t key = hl_keys_add(orders->takings, taking->from);
	uint32_t number;
	struct assign_order *order = orders_add(orders, &number);

	*hl_keys_words(orders->takings, key) = number;
	order->from = hl_str_keep(&orders->arena, taking->from);
	order->reason = reason_of(orders, taking->from, note);
	order->without = orders_collector(orders, taking->from);
	if (taking->to.len > 0)
		order->to = orders_collector(orders, taking->to);
}

enum hl_status hl_orders_reassign(
	struct hl_orders *orders, const char *text, const char *note, struct hl_error *err) {
	struct hl_str given = hl_str_trim(hl_str_of(text));
	struct taking taking = read_text(orders, given);

	if (taking.readings != 1)
		return misread(orders, given, &taking, err);
	if (taking.from.len == 0)
		return hl_fail(err, HL_EUSAGE, "--reassign: FROM or FROM:TO, and FROM is a name");
	if (hl_str_eq(taking.from, taking.to))
		return hl_fail(err, HL_EUSAGE, "--reassign: FROM and TO are the same collector");
	if (hl_keys_find(orders->takings, taking.from) != HL_NO_KEY)
		return hl_fail(err, HL_EUSAGE, "--reassign: the same FROM twice");
	take(orders, &taking, hl_str_trim(hl_str_of(note)));
	return HL_OK;
}
