/* evidence.c - what rules looked at when they gave something. */
#include "waterfall.h"

/* --- cells, ages, parts --- */

static void put_days(struct hl_buf *to, int64_t days) {
	hl_buf_addf(to, "%lldd", (long long)days);
}

void evidence_put_part(const struct eval *eval, size_t part, struct hl_buf *to) {
	to->len += eval_print(eval, part, hl_buf_room(to, HL_DEC_ROOM));
}

/* What stands in the field; of a date its age @in_days, or to the unit. What is not there is told.
 */
static void put_field(struct eval *eval, size_t index, bool in_days, struct hl_buf *to) {
	const struct field *field = &eval->model->fields[index];
	const struct seen *seen;
	struct hl_error ignored;

	if (eval_field(eval, index, &seen, &ignored) != HL_OK)
		return; /* nor was it looked at: a condition before it failed */
	if (seen->is_missing)
		hl_buf_add(to, HL_STR("missing"));
	else if (field->is_age && field->is_calendar && in_days)
		put_days(to, seen->age_days);
	else if (field->is_age)
		to->len += hl_span_print(seen->age_s, hl_buf_room(to, HL_SPAN_ROOM));
	else if (field->part != NONE && !eval->model->parts[field->part].combine->is_label)
		evidence_put_part(eval, field->part, to);
	else
		hl_buf_add(to, seen->cell.text);
}

void evidence_put_seen(struct eval *eval, const struct item *item, const struct branch *branch,
	struct hl_buf *to) {
	bool in_days = branch->test.is_span ? branch->test.span.calendar : item->clock == OF_DAYS;

	put_field(eval, item->field, in_days, to);
}

struct hl_str evidence_band(const struct hl_model *model, const struct branch *branch) {
	return model->lines[branch->line - 1].when;
}

/* --- the rules, see rules[] --- */

/* A blank cell and "missing" are one thing said twice. */
void rule_evidence_if(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	const struct branch *branch = eval_gave(eval, part)[item - part->items].branch;
	struct hl_str band = evidence_band(eval->model, branch);
	size_t begun = to->len;

	evidence_put_seen(eval, item, branch, to);
	if (band.len == 0 || to->len == begun ||
		hl_str_eq(band, (struct hl_str){ to->at + begun, to->len - begun }))
		return;
	hl_buf_add(to, HL_STR(": "));
	hl_buf_add(to, band);
}

void rule_evidence_number(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	(void)part;
	put_field(eval, item->field, item->clock == OF_DAYS, to);
}

void rule_evidence_ratio(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	(void)part;
	put_field(eval, item->field, false, to);
	hl_buf_add(to, HL_STR(" / "));
	put_field(eval, item->below, false, to);
}

const struct counted *evidence_signal(
	const struct eval *eval, const struct part *part, const struct item *item) {
	size_t index = (size_t)(part - eval->model->parts);
	const struct counted *counted = eval->counted + eval->counted_from[index];

	for (size_t i = 0; i < eval->counted_len[index]; i++)
		if (counted[i].item == item)
			return &counted[i];
	return NULL;
}

void rule_evidence_signal(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	const struct counted *counted = evidence_signal(eval, part, item);

	if (counted)
		to->len += hl_time_print(eval->scoring->facts->time.as_of - counted->age_s,
			hl_buf_room(to, HL_TIME_ROOM));
}

/* --- what is of no rule --- */

/* The range of a part as the model spells it. */
static struct hl_str range_of(const struct hl_model *model, const struct part *part) {
	return model->lines[part->combine_line - 1].value;
}

void evidence_put(struct eval *eval, const struct move *move, struct hl_buf *to) {
	const struct override *override = eval->beside.override;

	switch (move->of) {
	case MOVE_ITEM:
		if (move->item->rule->evidence)
			move->item->rule->evidence(eval, move->part, move->item, to);
		break;
	case MOVE_RANGE:
		hl_buf_add(to, range_of(eval->model, move->part));
		break;
	case MOVE_SET:
		hl_buf_add(to, override->set_by);
		break;
	case MOVE_ADD:
		hl_buf_add(to, override->add_by);
		break;
	case MOVE_DECIMALS:
		hl_buf_addf(to, "%u", eval->model->decimals);
		break;
	case MOVE_COMBINE:
		break;
	}
}
