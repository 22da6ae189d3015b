/* bind.c - what a scoring finds out once: columns of the leads, labels, where items are. */
#include "eval.h"

/* A column that @field needs; what is missing is told with the model's line. */
static size_t bind_column(const struct hl_scoring *scoring, const struct field *field,
	struct hl_str name, const struct hl_score_input *input) {
	struct hl_error found = { 0 };
	struct hl_error why = { 0 };
	size_t column = HL_NO_COLUMN;

	if (name.len == 0 || field->part != NONE || field->slot != NONE)
		return HL_NO_COLUMN;
	if (hl_lead_find(&scoring->header, input->map, name, &column, &found) == HL_OK)
		return column;
	model_place(scoring->model, field->line, &why);
	(void)hl_fail(&why, HL_EDATA, "%s: %s", scoring->header.row.file, found.text);
	hl_mistakes_add(input->mistakes, &why);
	return HL_NO_COLUMN;
}

static void bind_fields(struct hl_scoring *scoring, const struct hl_score_input *input) {
	const struct hl_model *model = scoring->model;

	scoring->columns = hl_claim(model->fields_len, sizeof(*scoring->columns));
	scoring->fallbacks = hl_claim(model->fields_len, sizeof(*scoring->fallbacks));
	for (size_t i = 0; i < model->fields_len; i++) {
		const struct field *field = &model->fields[i];

		scoring->columns[i] = bind_column(scoring, field, field->column, input);
		scoring->fallbacks[i] = bind_column(scoring, field, field->fallback, input);
	}
}

/* Labels in the model's order, but tier first. */
static void order_labels(struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;
	size_t tier = part_find(model, HL_STR("tier"));

	scoring->labels = hl_claim(model->parts_len, sizeof(*scoring->labels));
	if (tier != NONE && model->parts[tier].combine->is_label)
		scoring->labels[scoring->labels_len++] = tier;
	for (size_t i = 0; i < model->parts_len; i++)
		if (model->parts[i].combine->is_label && i != tier)
			scoring->labels[scoring->labels_len++] = i;
}

/* Labels are of the model: they are spelled once. */
static void spell_labels(struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;
	struct hl_buf cell = { 0 };

	scoring->spelled = hl_new_array(&scoring->arena, struct hl_str, model->branches_len);
	for (size_t i = 0; i < scoring->labels_len; i++) {
		const struct part *part = &model->parts[scoring->labels[i]];

		for (size_t k = 0; k < part->items_len; k++)
			for (size_t b = 0; b < part->items[k].branches_len; b++) {
				const struct branch *branch = &part->items[k].branches[b];

				cell.len = 0;
				hl_put_more(&cell, scoring->output.dialect, branch->text);
				scoring->spelled[branch->number] =
					hl_str_keep(&scoring->arena, hl_buf_str(&cell));
			}
	}
	hl_buf_release(&cell);
}

static void number_items(struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;

	scoring->first_item = hl_claim(model->parts_len, sizeof(*scoring->first_item));
	for (size_t i = 0; i < model->parts_len; i++) {
		scoring->first_item[i] = scoring->items_len;
		scoring->items_len += model->parts[i].items_len;
	}
}

void scoring_bind(struct hl_scoring *scoring, const struct hl_score_input *input) {
	order_labels(scoring);
	spell_labels(scoring);
	number_items(scoring);
	bind_fields(scoring, input);
}
