/* spelling.c - fields and predicates in one spelling, however their blanks stood. */
#include "model.h"

static struct hl_str keep(struct hl_model *model, struct hl_buf *text) {
	struct hl_str kept = hl_str_keep(&model->arena, hl_buf_str(text));

	hl_buf_release(text);
	return kept;
}

/* "CALL(A,B)" with no blanks round A and B. */
static struct hl_str put_call(struct hl_model *model, struct hl_str call, struct hl_str inside) {
	struct hl_buf text = { 0 };
	bool is_first = true;

	hl_buf_add(&text, call);
	hl_buf_add_char(&text, '(');
	do {
		if (!is_first)
			hl_buf_add_char(&text, ',');
		hl_buf_add(&text, hl_str_trim(hl_str_cut(&inside, ',')));
		is_first = false;
	} while (inside.len > 0);
	hl_buf_add_char(&text, ')');
	return keep(model, &text);
}

struct hl_str spelling_field(struct hl_model *model, struct hl_str field) {
	const struct hl_str calls[] = { HL_STR("age"), HL_STR("last"), HL_STR("log") };
	struct hl_str inside;

	for (size_t i = 0; i < HL_LEN(calls); i++)
		if (hl_call_read(field, calls[i], &inside) && inside.len > 0 &&
			inside.at[inside.len - 1] != ',')
			return put_call(model, calls[i], inside);
	return field;
}

struct hl_str spelling_when(struct hl_model *model, struct hl_str when) {
	struct hl_buf text = { 0 };
	struct hl_conditions more;
	struct hl_error ignored;
	struct hl_test test;

	if (hl_test_parse(&model->arena, when, &test, &more, &ignored) != HL_OK)
		return when;
	hl_test_print(&text, &test, &more);
	return keep(model, &text);
}
