/* print.c - a model as one table: what is included in its place, what was replaced left out. */
#include "model.h"

static const struct hl_dialect csv = { .delim = ',' };

/* A line that begins with '#' would be a comment; blanks round a cell do not count. */
static void put_part(struct hl_buf *to, struct hl_str part) {
	size_t begun = to->len;

	if (part.len > 0 && part.at[0] == '#')
		hl_buf_add_char(to, ' ');
	hl_put_cell(to, csv, part, false);
	/* In quotes it is none, and a blank may not stand before them. */
	if (to->len > begun + 1 && to->at[begun] == ' ' && to->at[begun + 1] == '"') {
		to->len = begun;
		hl_put_cell(to, csv, part, false);
	}
}

void hl_model_print(const struct hl_model *model, struct hl_buf *to) {
	hl_buf_add(to, HL_STR("part,rule,field,when,value\n"));
	for (size_t i = 0; i < model->lines_len; i++) {
		const struct line *line = &model->lines[i];

		put_part(to, line->part);
		hl_put_more(to, csv, line->rule);
		hl_put_more(to, csv, line->field);
		hl_put_more(to, csv, line->when);
		hl_put_more(to, csv, line->value);
		hl_buf_add_char(to, '\n');
	}
}
