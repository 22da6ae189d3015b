/* columns.c - the columns of a scored lead: those it came with, and those that are added. */
#include "columns.h"

#include "waterfall.h"

/* A number part that --parts shows: all but the score itself. */
static bool is_shown(const struct hl_scoring *scoring, size_t part) {
	return scoring->output.parts && part != scoring->model->score &&
	       !scoring->model->parts[part].combine->is_label;
}

/* The @i-th column that is added; false behind the last one. */
static bool added_name(const struct hl_scoring *scoring, size_t i, struct hl_str *name) {
	const struct hl_model *model = scoring->model;

	if (i == 0) {
		*name = HL_STR("score");
		return true;
	}
	i--;
	if (i < scoring->labels_len) {
		*name = model->parts[scoring->labels[i]].name;
		return true;
	}
	i -= scoring->labels_len;
	for (size_t part = 0; part < model->parts_len; part++)
		if (is_shown(scoring, part) && i-- == 0) {
			*name = model->parts[part].name;
			return true;
		}
	if (i == 0 && !scoring->output.no_why) {
		*name = HL_STR("why");
		return true;
	}
	i -= !scoring->output.no_why;
	if (i == 0 && scoring->outlook) {
		*name = HL_STR("hot_until");
		return true;
	}
	i -= scoring->outlook != NULL;
	return scoring->since && since_name(scoring->since, i, name);
}

enum hl_status columns_clear(struct hl_scoring *scoring, struct hl_error *err) {
	const struct hl_header *header = &scoring->header;
	struct hl_str name;

	for (size_t i = 0; added_name(scoring, i, &name); i++)
		for (size_t column = 0; column < header->len; column++) {
			if (header->is_missing || !hl_str_eq(header->names[column], name))
				continue;
			if (!scoring->output.replace) {
				*err = (struct hl_error){ .file = header->row.file };
				return hl_fail(err, HL_EUSAGE,
					"there is a column %.*s already; --replace drops it",
					(int)name.len, name.at);
			}
			if (!scoring->drop)
				scoring->drop = hl_claim(header->len, sizeof(*scoring->drop));
			scoring->drop[column] = true;
		}
	return HL_OK;
}

void hl_scoring_put_header(const struct hl_scoring *scoring, struct hl_buf *to) {
	struct hl_str name;

	if (scoring->header.is_missing || scoring->output.explain)
		return;
	if (scoring->output.rules)
		long_put_names(scoring, to);
	else
		columns_put_input(scoring, to, &scoring->header.row);
	for (size_t i = 0; !scoring->tell && added_name(scoring, i, &name); i++)
		hl_put_more(to, scoring->output.dialect, name);
	hl_buf_add(to, scoring->header.row.eol);
}

/* --- rows --- */

void columns_put_input(
	const struct hl_scoring *scoring, struct hl_buf *to, const struct hl_row *row) {
	if (scoring->drop)
		hl_put_kept(to, scoring->output.dialect, row, scoring->drop);
	else
		hl_put_row(to, scoring->output.dialect, row);
}

/* Numbers need no quotes in any dialect (a delimiter is never part of one). */
static void put_number(struct hl_buf *to, char delim, const struct eval *eval, size_t part) {
	char *at = hl_buf_room(to, 1 + HL_DEC_ROOM);

	*at = delim;
	to->len += 1 + eval_print(eval, part, at + 1);
}

static void put_label(struct hl_buf *to, const struct eval *eval, size_t part) {
	const struct branch *label = eval->labels[part];

	if (label)
		hl_buf_add(to, eval->scoring->spelled[label->number]);
	else
		hl_buf_add_char(to, eval->scoring->output.dialect.delim);
}

enum hl_status columns_put(struct eval *eval, struct hl_buf *to, struct hl_error *err) {
	const struct hl_scoring *scoring = eval->scoring;
	struct hl_dialect dialect = scoring->output.dialect;
	enum hl_status status = eval_parts(eval, err);

	if (status != HL_OK)
		return status;
	put_number(to, dialect.delim, eval, scoring->model->score);
	for (size_t i = 0; i < scoring->labels_len; i++)
		put_label(to, eval, scoring->labels[i]);
	for (size_t i = 0; scoring->output.parts && i < scoring->model->parts_len; i++)
		if (is_shown(scoring, i))
			put_number(to, dialect.delim, eval, i);
	if (!scoring->output.no_why) {
		why_write(eval);
		hl_put_more(to, dialect, hl_buf_str(&eval->why));
	}
	return HL_OK;
}
