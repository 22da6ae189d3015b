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

static struct hl_str *spell(struct hl_assign *assign, const char *reason) {
	size_t len = assign->roster->len;
	struct hl_str *cells = hl_new_array(&assign->run, struct hl_str, len);

	for (size_t i = 0; i < len; i++)
		cells[i] = cells_keep(assign, assign->roster->at[i].name, reason);
	return cells;
}

static void spell_answers(struct hl_assign *assign) {
	for (size_t m = 0; m < HL_LEN(assign->methods) && assign->methods[m]; m++)
		assign->given[m] = spell(assign, assign->methods[m]->name);
	assign->kept = spell(assign, "kept");
}

struct hl_assign_counts hl_assign_counts(const struct hl_assign *assign) {
	return assign->counts;
}

void hl_fairness_put(const struct hl_assign *assign, struct hl_dialect dialect, struct hl_buf *to) {
	assign_fairness_put(&assign->desk, dialect, to);
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
	if (status == HL_OK)
		status = assign_source_bind(&assign->source, options, header, &assign->run, err);
	return status;
}

static bool any_by_load(const struct hl_assign *assign) {
	const struct hl_method *const *methods = assign->methods;

	return methods[0]->by_load || (methods[1] && methods[1]->by_load);
}

/* Who has what, and what has to be known of all leads before the first is given. */
static void seat(struct hl_assign *assign, const struct hl_assign_options *options) {
	assign_desk_seat(&assign->desk, options, assign->fits.in, &assign->run);
	for (size_t m = 0; m < HL_LEN(assign->methods) && assign->methods[m]; m++)
		if (assign->methods[m]->begin)
			assign->methods[m]->begin(&assign->desk);
	assign->room = hl_new_array(&assign->run, uint64_t, assign->fits.words);
	assign->sharing = hl_new_array(&assign->run, uint64_t, assign->fits.words);
	assign->others = hl_new_array(&assign->run, uint64_t, assign->fits.words);
	if (assign->columns.id != HL_NO_COLUMN)
		assign->ids = hl_keys_new();
	assign->holds = (options->is_played || assign->columns.own != HL_NO_COLUMN) &&
			(assign->roster->has_capacity || any_by_load(assign));
}

/* Something decides in the end. */
static const struct hl_method *next_of(const struct hl_assign_options *options) {
	return options->next || !options->method->passes ? options->next : &hl_methods[0];
}

enum hl_status hl_assign_new(struct hl_assign **assign, const struct hl_assign_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct hl_assign *made = hl_claim(1, sizeof(*made));
	enum hl_status status;

	*made = (struct hl_assign){
		.methods = { options->method, next_of(options) },
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
	seat(made, options);
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

static uint32_t mapped_of(const struct hl_assign *assign, const struct hl_row *row) {
	return assign->source.map ? assign_source_of(&assign->source, row) : HL_NOBODY;
}

enum hl_status assign_note(const struct hl_assign *assign, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct assign_columns *columns = &assign->columns;
	struct hl_dealt lead = { .units = HL_ONE, .order = HL_NO_ORDER };
	enum hl_status status = HL_OK;

	if (columns->units != HL_NO_COLUMN)
		status = assign_units(columns, row, &lead.units, err);
	if (status == HL_OK && columns->value != HL_NO_COLUMN)
		status = assign_value(columns, row, &lead.value, err);
	if (status != HL_OK)
		return status;
	lead.mapped = mapped_of(assign, row);
	lead.own = keeper_of(assign, row);
	lead.is_closed = assign_is_closed(columns, row);
	if (assign->orders)
		look_for_order(assign, row, &lead);
	assign_note_put(columns, &assign->fits, row, &lead, to);
	return HL_OK;
}

static enum hl_status note_lead(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	(void)worker;
	return assign_note(job, row, to, err);
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

static enum hl_status put(
	struct hl_assign *assign, const struct assign_note *note, struct hl_error *err) {
	assign_put_lead(assign, note);
	return assign->to.len >= GATHERED ? put_gathered(assign, err) : HL_OK;
}

enum hl_status assign_take(
	struct hl_assign *assign, struct assign_note *note, struct hl_error *err) {
	enum hl_status status;

	if (note->lead.own == HL_NOBODY)
		note->lead.fit = assign_fit_of(&assign->fits, note->cells);
	else
		assign_desk_hold(&assign->desk, note->lead.own, note->lead.units);
	if (assign->holds) {
		hold(assign, note);
		return HL_OK;
	}
	status = put(assign, note, err);
	assign_fits_trim(&assign->fits);
	return status;
}

/* The leads of a block, in order. */
static enum hl_status take_notes(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_assign *assign = job;
	struct hl_str notes = hl_buf_str(bytes);
	enum hl_status status = HL_OK;
	struct assign_note note;

	while (status == HL_OK && assign_note_next(&notes, &note))
		status = assign_take(assign, &note, err);
	return status;
}

static enum hl_status answer_held(struct hl_assign *assign, struct hl_error *err) {
	enum hl_status status = HL_OK;
	size_t at = 0;

	for (size_t i = 0; i < assign->held_len && status == HL_OK; i++) {
		struct assign_note note = note_of(assign, &assign->held[i], at);

		status = put(assign, &note, err);
		at = assign->held[i].end;
	}
	return status;
}

enum hl_status assign_over(struct hl_assign *assign, struct hl_error *err) {
	enum hl_status status = answer_held(assign, err);

	for (size_t m = 0; m < HL_LEN(assign->methods) && assign->methods[m]; m++)
		if (assign->methods[m]->end)
			assign->methods[m]->end(&assign->desk);
	assign_desk_settle(&assign->desk);
	return status == HL_OK ? put_gathered(assign, err) : status;
}

/* --- in steps --- */

void assign_tell(struct hl_assign *assign, assign_told *told, void *to) {
	assign->told = told;
	assign->told_to = to;
}

bool assign_is_in(const struct hl_assign *assign, uint32_t collector) {
	return hl_may(assign->fits.in, collector);
}

bool assign_may_stay(const struct hl_assign *assign, const struct hl_row *row) {
	return assign_stays(&assign->columns, row);
}

enum hl_status hl_assign_run(struct hl_assign *assign, struct hl_reader *reader,
	struct hl_output *out, struct hl_error *err) {
	const struct hl_step step = { .job = assign, .row = note_lead, .take = take_notes };
	enum hl_status status;

	assign->out = out;
	if (!assign->explain.len)
		assign_header_put(&assign->columns, &assign->to);
	status = hl_table_run(reader, &step, NULL, err);
	return status == HL_OK ? assign_over(assign, err) : status;
}
