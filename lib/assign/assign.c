/* assign.c - a run: the leads as they come, held where that is needed, and put out in order. */
#include "run.h"

#include <stdlib.h>

enum { GATHERED = 128 << 10 };

/* --- begin and end --- */

static struct hl_str cells_keep(struct hl_assign *assign, struct hl_str name, const char *reason) {
	struct hl_str cells;

	assign->to.len = 0;
	hl_put_more(&assign->to, assign->dialect, name);
	hl_put_more(&assign->to, assign->dialect, hl_str_of(reason));
	cells = hl_str_keep(&assign->run, hl_buf_str(&assign->to));
	assign->to.len = 0;
	return cells;
}

static void spell_answers(struct hl_assign *assign) {
	size_t len = assign->roster->len;

	assign->given = hl_new_array(&assign->run, struct hl_str, len);
	assign->kept = hl_new_array(&assign->run, struct hl_str, len);
	for (size_t i = 0; i < len; i++) {
		struct hl_str name = assign->roster->at[i].name;

		assign->given[i] = cells_keep(assign, name, assign->method->name);
		assign->kept[i] = cells_keep(assign, name, "kept");
	}
}

struct hl_assign_counts hl_assign_counts(const struct hl_assign *assign) {
	return assign->counts;
}

void hl_assign_free(struct hl_assign *assign) {
	if (!assign)
		return;
	assign_fits_release(&assign->fits);
	hl_buf_release(&assign->to);
	hl_buf_release(&assign->bytes);
	free(assign->held);
	hl_keys_free(assign->ids);
	hl_arena_release(&assign->run);
	free(assign);
}

static enum hl_status bind(struct hl_assign *assign, const struct hl_assign_options *options,
	const struct hl_header *header, struct hl_error *err) {
	enum hl_status status =
		assign_columns_bind(&assign->columns, options, header, &assign->run, err);

	if (status == HL_OK)
		status = assign_fits_bind(&assign->fits, assign->roster, options, header, err);
	return status;
}

enum hl_status hl_assign_new(struct hl_assign **assign, const struct hl_assign_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct hl_assign *made = hl_claim(1, sizeof(*made));
	enum hl_status status;

	*made = (struct hl_assign){
		.method = options->method,
		.roster = options->roster,
		.dialect = options->dialect,
		.orders = options->orders,
		.log = options->log,
		.explain = hl_str_trim(hl_str_of(options->explain)),
		.day = options->day,
		.minute = options->minute,
	};
	status = bind(made, options, header, err);
	*assign = NULL;
	if (status != HL_OK) {
		hl_assign_free(made);
		return status;
	}
	assign_desk_seat(&made->desk, options->roster, options->state);
	made->room = hl_new_array(&made->run, uint64_t, made->fits.words);
	made->others = hl_new_array(&made->run, uint64_t, made->fits.words);
	if (made->columns.id != HL_NO_COLUMN)
		made->ids = hl_keys_new();
	made->holds = made->roster->has_capacity && made->columns.own != HL_NO_COLUMN;
	spell_answers(made);
	*assign = made;
	return HL_OK;
}

/* --- one lead --- */

static uint32_t keeper_of(const struct hl_assign *assign, const struct hl_row *row) {
	struct hl_str own = assign_own(&assign->columns, row);
	size_t number = own.len ? hl_keys_find(assign->roster->names, own) : HL_NO_KEY;

	return number != HL_NO_KEY && hl_may(assign->fits.in, number) ? (uint32_t)number
								      : HL_NOBODY;
}

/* What people decided about a lead, and whether it may stay where it is. */
static void look_for_order(
	const struct hl_assign *assign, const struct hl_row *row, struct hl_dealt *lead) {
	const struct assign_columns *columns = &assign->columns;
	bool is_taken;

	lead->order = assign_order_of(assign->orders, hl_cell_trimmed(row, columns->id),
		hl_cell_trimmed(row, columns->from), &is_taken);
	if (is_taken)
		lead->own = HL_NOBODY;
}

/* What can be told of a lead whichever came before it. */
static enum hl_status note_lead(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_assign *assign = job;
	struct hl_dealt lead = { .order = HL_NO_ORDER };
	enum hl_status status = assign_units(&assign->columns, row, &lead.units, err);

	(void)worker;
	if (status != HL_OK)
		return status;
	lead.own = keeper_of(assign, row);
	if (assign->orders)
		look_for_order(assign, row, &lead);
	assign_note_put(&assign->columns, &assign->fits, row, &lead, to);
	return HL_OK;
}

/* --- all of them --- */

static enum hl_status put_gathered(struct hl_assign *assign, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (assign->out)
		status = hl_output_drain(assign->out, &assign->to, err);
	assign->to.len = 0;
	return status;
}

static void hold(struct hl_assign *assign, const struct assign_note *note) {
	const struct hl_str *cells = assign->explain.len ? &note->cells : &HL_STR("");
	struct held *held;

	hl_buf_add(&assign->bytes, note->bytes);
	hl_buf_add(&assign->bytes, note->eol);
	hl_buf_add(&assign->bytes, note->id);
	hl_buf_add(&assign->bytes, note->from);
	hl_buf_add(&assign->bytes, *cells);
	assign->held = hl_grow(
		assign->held, &assign->held_cap, assign->held_len + 1, sizeof(*assign->held));
	held = &assign->held[assign->held_len++];
	*held = (struct held){
		.lead = note->lead,
		.end = assign->bytes.len,
		.id_len = (uint32_t)note->id.len,
		.from_len = (uint32_t)note->from.len,
		.cells_len = (uint32_t)cells->len,
		.eol_len = (unsigned char)note->eol.len,
	};
}

/* The lead that was held behind byte @at of those that are. */
static struct assign_note note_of(
	const struct hl_assign *assign, const struct held *held, size_t at) {
	const char *end = assign->bytes.at + held->end;
	struct assign_note note = { .lead = held->lead };

	note.cells = (struct hl_str){ end - held->cells_len, held->cells_len };
	note.from = (struct hl_str){ note.cells.at - held->from_len, held->from_len };
	note.id = (struct hl_str){ note.from.at - held->id_len, held->id_len };
	note.eol = (struct hl_str){ note.id.at - held->eol_len, held->eol_len };
	note.bytes.at = assign->bytes.at + at;
	note.bytes.len = (size_t)(note.eol.at - note.bytes.at);
	return note;
}

/* The leads of a block, in order. */
static enum hl_status take_notes(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_assign *assign = job;
	struct hl_str notes = hl_buf_str(bytes);
	enum hl_status status = HL_OK;
	struct assign_note note;

	while (status == HL_OK && assign_note_next(&notes, &note)) {
		if (note.lead.own == HL_NOBODY)
			note.lead.fit = assign_fit_of(&assign->fits, note.cells);
		else
			assign_desk_hold(&assign->desk, note.lead.own, note.lead.units);
		if (assign->holds) {
			hold(assign, &note);
			continue;
		}
		assign_put_lead(assign, &note);
		assign_fits_trim(&assign->fits);
		if (assign->to.len >= GATHERED)
			status = put_gathered(assign, err);
	}
	return status;
}

static enum hl_status answer_held(struct hl_assign *assign, struct hl_error *err) {
	enum hl_status status = HL_OK;
	size_t at = 0;

	for (size_t i = 0; i < assign->held_len && status == HL_OK; i++) {
		struct assign_note note = note_of(assign, &assign->held[i], at);

		assign_put_lead(assign, &note);
		at = assign->held[i].end;
		if (assign->to.len >= GATHERED)
			status = put_gathered(assign, err);
	}
	return status;
}

enum hl_status hl_assign_run(struct hl_assign *assign, struct hl_reader *reader,
	struct hl_output *out, struct hl_error *err) {
	const struct hl_step step = { .job = assign, .row = note_lead, .take = take_notes };
	enum hl_status status;

	assign->out = out;
	if (!assign->explain.len)
		assign_header_put(&assign->columns, &assign->to);
	status = hl_table_run(reader, &step, NULL, err);
	if (status == HL_OK)
		status = answer_held(assign, err);
	return status == HL_OK ? put_gathered(assign, err) : status;
}
