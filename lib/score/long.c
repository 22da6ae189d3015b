/* long.c - --rules: a row for each lead and rule, by how much it moved the score. */
#include "waterfall.h"

void long_put_names(const struct hl_scoring *scoring, struct hl_buf *to) {
	static const char *const names[] = { "part", "rule", "field", "evidence", "gives",
		"value" };
	struct hl_dialect dialect = scoring->output.dialect;

	hl_put_cell(to, dialect, hl_str_of(scoring->model->key), false);
	for (size_t i = 0; i < HL_LEN(names); i++)
		hl_put_more(to, dialect, hl_str_of(names[i]));
}

/* As the model calls it: a rule, a way to combine, a setting. */
static const char *rule_of(const struct move *move) {
	switch (move->of) {
	case MOVE_ITEM:
		return move->item->rule->name;
	case MOVE_COMBINE:
		return move->part->combine->name;
	case MOVE_RANGE:
		return "range";
	case MOVE_SET:
	case MOVE_ADD:
		return "override";
	case MOVE_DECIMALS:
		break;
	}
	return "decimals";
}

static struct hl_str field_of_move(const struct hl_model *model, const struct move *move) {
	if (move->of == MOVE_ITEM)
		return model->lines[move->item->line - 1].field;
	if (move->of == MOVE_SET)
		return HL_STR("set");
	return move->of == MOVE_ADD ? HL_STR("add") : HL_STR("");
}

static void put_move(struct eval *eval, const struct move *move, struct hl_buf *to) {
	const struct hl_scoring *scoring = eval->scoring;
	struct hl_dialect dialect = scoring->output.dialect;
	char number[HL_SUM_ROOM];

	eval->why.len = 0;
	evidence_put(eval, move, &eval->why);
	hl_put_cell(to, dialect, hl_cell_trimmed(eval->row, scoring->key), false);
	hl_put_more(to, dialect, move->part->name);
	hl_put_more(to, dialect, hl_str_of(rule_of(move)));
	hl_put_more(to, dialect, field_of_move(eval->model, move));
	hl_put_more(to, dialect, hl_buf_str(&eval->why));
	hl_put_more(to, dialect, (struct hl_str){ number, hl_dec_print(move->gives, number) });
	hl_put_more(to, dialect, (struct hl_str){ number, hl_sum_print(move->value, 0, number) });
	hl_buf_add(to, eval->row->eol);
}

void long_put(struct eval *eval, struct hl_buf *to) {
	waterfall_run(eval);
	for (size_t i = 0; i < eval->fall->len; i++)
		put_move(eval, &eval->fall->moves[i], to);
}
