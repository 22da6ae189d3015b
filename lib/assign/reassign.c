/* reassign.c - --reassign FROM[:TO]: leads that are taken from one collector. */
#include "orders.h"

/* FROM, and TO or nothing. */
struct taking {
	struct hl_str from, to;
};

/* The ways in which a text can be read: how many, and the first two. */
struct readings {
	struct taking at[2];
	size_t len;
};

static void add(struct readings *readings, struct hl_str from, struct hl_str to) {
	if (readings->len < HL_LEN(readings->at))
		readings->at[readings->len] = (struct taking){ from, to };
	readings->len++;
}

/* The trimmed bytes of @text from @from on, up to @to. */
static struct hl_str part(struct hl_str text, size_t from, size_t to) {
	return hl_str_trim((struct hl_str){ text.at + from, to - from });
}

/* "A::B": which colon is meant is said. */
static bool read_double(
	const struct hl_orders *orders, struct hl_str text, struct readings *readings) {
	for (size_t i = 1; i + 2 < text.len; i++) {
		struct hl_str to = part(text, i + 2, text.len);

		if (text.at[i] != ':' || text.at[i + 1] != ':' ||
			orders_collector(orders, to) == HL_NOBODY)
			continue;
		add(readings, part(text, 0, i), to);
		return true;
	}
	return false;
}

/*
 * Names may hold colons: a reading counts whose TO is on the roster. A whole text that is on the
 * roster, or has no colon, is FROM alone, and so is what stands before a colon at the end.
 */
static struct readings read_text(const struct hl_orders *orders, struct hl_str text) {
	struct readings found = { .len = 0 };

	if (read_double(orders, text, &found))
		return found;
	if (orders_collector(orders, text) != HL_NOBODY || !memchr(text.at, ':', text.len))
		add(&found, text, HL_STR(""));
	for (size_t i = 1; i < text.len; i++) {
		struct hl_str to = part(text, i + 1, text.len);

		if (text.at[i] == ':' && (to.len == 0 || orders_collector(orders, to) != HL_NOBODY))
			add(&found, part(text, 0, i), to);
	}
	return found;
}

/* "from A to B (write A::B)" */
static void spell(const struct taking *taking, struct hl_buf *to) {
	char from[64], other[64];

	hl_printable(taking->from, from, sizeof(from));
	hl_printable(taking->to, other, sizeof(other));
	if (taking->to.len > 0)
		hl_buf_addf(to, "from %s to %s (write %s::%s)", from, other, from, other);
	else
		hl_buf_addf(to, "from %s alone (write %s:)", from, from);
}

static enum hl_status refuse_two(
	struct hl_str text, const struct readings *readings, struct hl_error *err) {
	struct hl_buf why = { 0 };
	char shown[64];

	hl_printable(text, shown, sizeof(shown));
	hl_buf_addf(&why, "--reassign: %s can be read in %s ways: ", shown,
		readings->len > 2 ? "several" : "two");
	spell(&readings->at[0], &why);
	hl_buf_add(&why, HL_STR(", or "));
	spell(&readings->at[1], &why);
	(void)hl_fail(err, HL_EUSAGE, "%.*s", (int)why.len, why.at);
	hl_buf_release(&why);
	return HL_EUSAGE;
}

static enum hl_status misread(const struct hl_orders *orders, struct hl_str text,
	const struct readings *readings, struct hl_error *err) {
	struct hl_buf why = { 0 };

	if (readings->len > 1)
		return refuse_two(text, readings, err);
	if (hl_str_cut(&text, ':').len == 0)
		return hl_fail(err, HL_EUSAGE, "--reassign: FROM or FROM:TO, and FROM is a name");
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
	struct readings readings = read_text(orders, given);
	struct taking taking = readings.at[0];

	if (readings.len != 1)
		return misread(orders, given, &readings, err);
	if (taking.from.len == 0)
		return hl_fail(err, HL_EUSAGE, "--reassign: FROM or FROM:TO, and FROM is a name");
	if (hl_str_eq(taking.from, taking.to))
		return hl_fail(err, HL_EUSAGE, "--reassign: FROM and TO are the same collector");
	if (hl_keys_find(orders->takings, taking.from) != HL_NO_KEY)
		return hl_fail(err, HL_EUSAGE, "--reassign: the same FROM twice");
	take(orders, &taking, hl_str_trim(hl_str_of(note)));
	return HL_OK;
}
