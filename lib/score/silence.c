/* silence.c - the rule silence: points for each event that was not answered in time. */
#include "rules.h"
#include "times.h"

static const uint64_t second = UINT64_C(1000000000); /* in nanoseconds */

/* --- loading --- */

/* "> 3d" and nothing more. */
static bool load_limit(struct loader *loader, struct slot *slot) {
	struct hl_conditions more;
	struct hl_error why = { 0 };
	enum hl_status status =
		hl_test_parse(&loader->model->arena, loader->line->when, &slot->age, &more, &why);

	return status == HL_OK && more.len == 0 && slot->age.op == HL_TEST_GT && slot->age.is_span;
}

/* A type of event; "*" would be answered by itself. */
static bool is_type(struct hl_str name) {
	return name.len > 0 && !hl_str_eq(name, HL_STR("*"));
}

/* The types behind ">", each a slot of its own. False after a mistake. */
static bool load_answers(
	struct loader *loader, struct hl_str names, struct hl_str event, uint64_t *answers) {
	struct slot slot = { .line = loader->line->number, .keep = KEEP_TIMES };

	for (bool is_last = false; !is_last;) {
		size_t index;

		is_last = names.len == 0 || !memchr(names.at, '|', names.len);
		slot.type = hl_str_trim(hl_str_cut(&names, '|'));
		if (!is_type(slot.type)) {
			load_mistake(loader, 0, "field: a silence is EVENT > ANSWER|ANSWER");
			return false;
		}
		if (hl_str_same(slot.type, event)) {
			load_mistake(loader, 0, "field: %.*s would answer itself", (int)event.len,
				event.at);
			return false;
		}
		index = slot_of(loader->model, &slot);
		if (index < SLOTS_MAX) /* more are told later */
			*answers |= UINT64_C(1) << index;
	}
	return true;
}

void rule_add_silence(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct line *line = loader->line;
	struct hl_model *model = loader->model;
	struct hl_str names = line->field;
	struct slot slot = { .type = hl_str_trim(hl_str_cut(&names, '>')),
		.line = line->number,
		.keep = KEEP_TIMES };
	struct silence silence = { 0 };
	struct branch branch = { .line = line->number };
	bool is_limited = load_limit(loader, &slot);
	struct item *item;

	if (!is_limited)
		load_mistake(loader, 0, "when: a silence is longer than a span, as in > 3d");
	if (!is_type(slot.type)) {
		load_mistake(loader, 0, "field: a silence is EVENT > ANSWER|ANSWER");
		return;
	}
	if (!load_answers(loader, names, slot.type, &silence.answers) ||
		!load_number(loader, &branch.value) || !is_limited)
		return;
	silence.event = slot_of(model, &slot);
	silence.limit_s = slot.age.span.s;
	branch.text = slot.age.values_len > 0 ? slot.age.values[0].text : HL_STR("");
	model->silences = hl_grow(model->silences, &model->silences_cap, model->silences_len + 1,
		sizeof(*model->silences));
	item = load_item(loader, part, rule);
	item->field_name = slot.type;
	item->silence = model->silences_len;
	model->silences[model->silences_len++] = silence;
	item->branches = hl_grow(item->branches, &item->branches_cap, 1, sizeof(*item->branches));
	item->branches[item->branches_len++] = branch;
}

/* --- how many there are, once all events of a key are known --- */

/*
 * From the newest on, so that the answer met last is the first one behind an event. An answer at
 * the same moment is one. For later seconds there are also events that are not old enough yet.
 */
uint32_t silence_count(
	const struct silence *silence, const struct moments *moments, int64_t later_s) {
	uint64_t limit = (uint64_t)silence->limit_s * second;
	const struct moment *at = moments->at;
	const struct moment *answer = NULL;
	uint32_t silences = 0;

	for (size_t i = 0; i < moments->len;) {
		uint64_t ago = at[i].ago;
		uint32_t events = 0;

		for (; i < moments->len && at[i].ago == ago; i++) {
			if (silence->answers >> at[i].slot & 1)
				answer = &at[i];
			events += at[i].slot == silence->event;
		}
		if (ago / second + (uint64_t)later_s <= (uint64_t)silence->limit_s)
			continue;
		if (!answer || ago - answer->ago > limit)
			silences += events;
	}
	return silences;
}

void silence_close(const struct hl_facts *facts, const struct times *times, uint32_t *words,
	struct moments *moments) {
	const struct hl_model *model = facts->model;

	if (words[facts->list] == 0 || model->silences_len == 0)
		return;
	moments_sort(moments, times, words[facts->list]);
	for (size_t i = 0; i < model->silences_len; i++)
		words[facts->silences + i] = silence_count(&model->silences[i], moments, 0);
}

void silence_close_all(
	const struct hl_facts *facts, const struct times *times, const struct hl_keys *keys) {
	struct moments moments = { 0 };
	bool asks = times && facts->model->silences_len > 0;

	for (size_t k = 0; asks && k < hl_keys_len(keys); k++)
		silence_close(facts, times, hl_keys_words(keys, k), &moments);
	moments_release(&moments);
}

/* --- a lead --- */

bool rule_is_silence(const struct item *item) {
	return item->rule->value == rule_value_silence;
}

static uint32_t silences_of(const struct eval *eval, const struct item *item) {
	return eval->facts ? eval->facts[eval->scoring->facts->silences + item->silence] : 0;
}

enum hl_status rule_value_silence(struct eval *eval, const struct part *part,
	const struct item *item, struct gave *gave, struct hl_error *err) {
	uint32_t silences = silences_of(eval, item);

	gave->gives = silences > 0;
	if (!hl_dec_mul(item->branches[0].value, silences * HL_ONE, &gave->value))
		return eval_overflow(part, err);
	return HL_OK;
}

void rule_evidence_silence(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	struct hl_str limit = item->branches[0].text;

	(void)part;
	hl_buf_addf(to, "%u unanswered in %.*s", (unsigned)silences_of(eval, item), (int)limit.len,
		limit.at);
}
