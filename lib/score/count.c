/* count.c - the rule count: points when so many events happened within a span. */
#include "rules.h"

/* @when is "OP N in SPAN [and COLUMN OP VALUE ...]": cut at its first " in ". */
static bool cut_when(struct hl_str when, struct hl_str *test, struct hl_str *window) {
	for (size_t i = 0; i + 4 <= when.len; i++)
		if (memcmp(when.at + i, " in ", 4) == 0) {
			*test = hl_str_trim((struct hl_str){ when.at, i });
			*window = hl_str_trim((struct hl_str){ when.at + i + 4, when.len - i - 4 });
			return true;
		}
	return false;
}

/* Is it asked of whole numbers that a count may be? */
static bool is_of_counts(const struct hl_test *test) {
	if (!test_orders(test) && test->op != HL_TEST_IS && test->op != HL_TEST_IS_NOT &&
		test->op != HL_TEST_IN)
		return false;
	for (size_t i = 0; i < test->values_len; i++) {
		const struct hl_test_value *value = &test->values[i];

		if (!value->is_number || value->dec < 0 || value->dec % HL_ONE != 0)
			return false;
	}
	return true;
}

static bool load_count(struct loader *loader, struct hl_str text, struct hl_test *test) {
	struct hl_conditions more;
	struct hl_error why = { 0 };

	if (hl_test_parse(&loader->model->arena, text, test, &more, &why) != HL_OK ||
		more.len > 0 || !is_of_counts(test))
		return false;
	if ((test->op == HL_TEST_LT || test->op == HL_TEST_GE) && test->values[0].dec == 0)
		load_mistake(loader, 0, "when: a count is never below 0");
	return true;
}

/* The window as the test of an age, which events outside of it do not pass. */
static bool load_window(struct loader *loader, struct hl_str text, struct slot *slot) {
	struct hl_arena *arena = &loader->model->arena;
	struct hl_buf test = { 0 };
	struct hl_conditions more = { 0 };
	struct hl_error why = { 0 };
	enum hl_status status;
	struct also *also;

	hl_buf_add(&test, HL_STR("< "));
	hl_buf_add(&test, text);
	status = hl_test_parse(
		arena, hl_str_keep(arena, hl_buf_str(&test)), &slot->age, &more, &why);
	hl_buf_release(&test);
	if (status != HL_OK || !slot->age.is_span || slot->age.span.s == 0)
		return false;
	also = hl_new_array(arena, struct also, more.len);
	for (size_t i = 0; i < more.len; i++)
		also[i] = (struct also){ more.at[i].column, more.at[i].test, NONE };
	slot->also = also;
	slot->also_len = more.len;
	return true;
}

void rule_add_count(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct line *line = loader->line;
	struct slot slot = { .type = line->field, .line = line->number, .keep = KEEP_COUNT };
	struct branch branch = { .line = line->number };
	struct hl_str test, window;
	struct item *item;

	if (line->field.len == 0 || hl_str_eq(line->field, HL_STR("*"))) {
		load_mistake(loader, 0, "field: a count is of a type of event");
		return;
	}
	if (!cut_when(line->when, &test, &window) || !load_count(loader, test, &branch.test) ||
		!load_window(loader, window, &slot)) {
		load_mistake(loader, 0,
			"when: a count is compared with a whole number in a span, as in >= 3 in "
			"7d");
		return;
	}
	load_no_ages(loader, slot.also, slot.also_len);
	if (!load_number(loader, &branch.value))
		return;
	branch.text = slot.age.values_len > 0 ? slot.age.values[0].text : window;
	branch.slot = slot_of(loader->model, &slot);
	item = load_item(loader, part, rule);
	item->branches = hl_grow(item->branches, &item->branches_cap, 1, sizeof(*item->branches));
	item->branches[item->branches_len++] = branch;
}

bool rule_is_count(const struct item *item) {
	return item->rule->value == rule_value_count;
}

static uint32_t count_of(const struct eval *eval, const struct item *item) {
	size_t slot = item->branches[0].slot;

	return eval->facts ? eval->facts[eval->scoring->facts->places[slot].word] : 0;
}

const struct branch *count_find_branch(const struct eval *eval, const struct item *item) {
	const struct branch *branch = &item->branches[0];

	return hl_test_dec(&branch->test, count_of(eval, item) * HL_ONE) ? branch : NULL;
}

enum hl_status rule_value_count(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err) {
	(void)part;
	(void)err;
	gave->gives = count_find_branch(eval, item) != NULL;
	gave->value = gave->gives ? item->branches[0].value : 0;
	return HL_OK;
}

void rule_evidence_count(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	struct hl_str window = item->branches[0].text;

	(void)part;
	hl_buf_addf(to, "%u in %.*s", (unsigned)count_of(eval, item), (int)window.len, window.at);
}
