/* assign.c - a run: lead by lead, who keeps it, who gets it, or why nobody does. */
#include "parts.h"

#include <stdlib.h>

enum { GATHERED = 128 << 10 };

/* A lead that waits until the whole queue is read; its bytes end at @end of those held. */
struct held {
	struct hl_dealt lead;
	size_t end;
	unsigned char eol_len;
};

struct hl_assign {
	const struct hl_method *methods[2]; /* the second: for what the first passes on, or NULL */
	struct hl_roster *roster;
	struct hl_dialect dialect;
	struct assign_columns columns;
	struct assign_fits fits;
	struct hl_desk desk;
	struct hl_assign_counts counts;
	struct assign_source source;
	uint64_t *room, *sharing;       /* scratch: who has some; who is entitled to a part */
	struct hl_str *given[2], *kept; /* what is appended, for each collector */
	struct hl_buf to;
	struct hl_output *out; /* NULL: only look */
	assign_told *told;     /* NULL: nobody asks */
	void *told_to;
	struct hl_arena run;
	/* A lead that is kept takes room from those above it in the queue too. */
	bool holds;
	struct hl_buf bytes;
	struct held *held;
	size_t held_len, held_cap;
};

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

static uint32_t mapped_of(const struct hl_assign *assign, const struct hl_row *row) {
	return assign->source.map ? assign_source_of(&assign->source, row) : HL_NOBODY;
}

enum hl_status assign_note(const struct hl_assign *assign, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct assign_columns *columns = &assign->columns;
	enum hl_status status = HL_OK;
	int64_t units = HL_ONE;
	int64_t value = 0;

	if (columns->units != HL_NO_COLUMN)
		status = assign_units(columns, row, &units, err);
	if (status == HL_OK && columns->value != HL_NO_COLUMN)
		status = assign_value(columns, row, &value, err);
	if (status == HL_OK)
		assign_note_put(columns, &assign->fits, row,
			&(struct hl_dealt){ .own = keeper_of(assign, row),
				.mapped = mapped_of(assign, row),
				.units = units,
				.value = value },
			to);
	return status;
}

static enum hl_status note_lead(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	(void)worker;
	return assign_note(job, row, to, err);
}

/* Those of @may who have room, or NULL. */
static const uint64_t *with_room(struct hl_assign *assign, const uint64_t *may, int64_t units) {
	bool any = false;

	if (!assign->roster->has_capacity)
		return may;
	for (size_t w = 0; w < assign->fits.words; w++)
		assign->room[w] = may[w];
	for (size_t i = 0; i < assign->roster->len; i++) {
		const struct hl_collector *who = &assign->roster->at[i];

		if (!hl_may(may, i))
			continue;
		if (who->capacity != INT64_MAX && units > who->capacity - who->load)
			assign->room[i / 64] &= ~(UINT64_C(1) << (i % 64));
		else
			any = true;
	}
	return any ? assign->room : NULL;
}

/* Who is entitled to a part of a lead: those who may take it, and who only are not in. */
static const uint64_t *sharing(
	struct hl_assign *assign, const struct assign_fit *fit, const uint64_t *may) {
	if (!assign->desk.absence->accrues)
		return may;
	for (size_t w = 0; w < assign->fits.words; w++)
		assign->sharing[w] = may[w] | (fit->all[w] & ~assign->fits.in[w]);
	return assign->sharing;
}

/* Who gets a lead, and what is said of it. */
struct choice {
	uint32_t to;        /* or HL_NOBODY */
	const char *reason; /* of nobody */
	size_t method;      /* by which it was chosen */
};

static struct choice choose(struct hl_assign *assign, const struct hl_dealt *lead) {
	const struct assign_fit *fit = &assign->fits.at[lead->fit];
	const uint64_t *may = fit->reason ? NULL : with_room(assign, fit->may, lead->units);
	const uint64_t *all;
	struct choice choice = { .to = HL_NOBODY };

	if (!may) {
		choice.reason = fit->reason ? fit->reason : "all_full";
		return choice;
	}
	all = sharing(assign, fit, may);
	choice.to = assign->methods[0]->pick(&assign->desk, may, all, lead);
	if (choice.to == HL_NOBODY) {
		choice.method = 1;
		choice.to = assign->methods[1]->pick(&assign->desk, may, all, lead);
	}
	return choice;
}

static void put_nobody(struct hl_assign *assign, const char *reason) {
	hl_put_more(&assign->to, assign->dialect, HL_STR(""));
	hl_put_more(&assign->to, assign->dialect, hl_str_of(reason));
}

static enum hl_status too_much(
	const struct hl_assign *assign, uint32_t collector, struct hl_error *err) {
	char name[64];

	*err = (struct hl_error){ 0 };
	hl_printable(assign->roster->at[collector].name, name, sizeof(name));
	return hl_fail(err, HL_EDATA, "the leads of %s are worth more than can be added up", name);
}

static void tell(const struct hl_assign *assign, const struct hl_dealt *lead, uint32_t collector) {
	if (assign->told)
		assign->told(assign->told_to, lead, collector);
}

/* Choose, note it, and append the answer to the row. */
static enum hl_status answer(
	struct hl_assign *assign, const struct hl_dealt *lead, struct hl_error *err) {
	struct choice choice;

	assign->counts.leads++;
	if (lead->own != HL_NOBODY) {
		tell(assign, lead, lead->own);
		hl_buf_add(&assign->to, assign->kept[lead->own]);
		assign->counts.kept++;
		return HL_OK;
	}
	choice = choose(assign, lead);
	tell(assign, lead, choice.to);
	if (choice.to == HL_NOBODY) {
		put_nobody(assign, choice.reason);
		assign->counts.nobody++;
		return HL_OK;
	}
	if (!assign_desk_give(&assign->desk, choice.to, lead))
		return too_much(assign, choice.to, err);
	hl_buf_add(&assign->to, assign->given[choice.method][choice.to]);
	assign->counts.given++;
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
	struct held *held;

	hl_buf_add(&assign->bytes, note->bytes);
	hl_buf_add(&assign->bytes, note->eol);
	assign->held = hl_grow(
		assign->held, &assign->held_cap, assign->held_len + 1, sizeof(*assign->held));
	held = &assign->held[assign->held_len++];
	*held = (struct held){ note->lead, assign->bytes.len, (unsigned char)note->eol.len };
}

static enum hl_status put_lead(
	struct hl_assign *assign, const struct assign_note *note, struct hl_error *err) {
	enum hl_status status;

	hl_buf_add(&assign->to, note->bytes);
	status = answer(assign, &note->lead, err);
	hl_buf_add(&assign->to, note->eol);
	if (status == HL_OK && assign->to.len >= GATHERED)
		status = put_gathered(assign, err);
	return status;
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
	status = put_lead(assign, note, err);
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
	const char *at = assign->bytes.at;

	for (size_t i = 0; i < assign->held_len && status == HL_OK; i++) {
		const struct held *held = &assign->held[i];
		const char *eol = assign->bytes.at + held->end - held->eol_len;

		hl_buf_add(&assign->to, (struct hl_str){ at, (size_t)(eol - at) });
		status = answer(assign, &held->lead, err);
		hl_buf_add(&assign->to, (struct hl_str){ eol, held->eol_len });
		at = eol + held->eol_len;
		if (status == HL_OK && assign->to.len >= GATHERED)
			status = put_gathered(assign, err);
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
	assign_header_put(&assign->columns, &assign->to);
	status = hl_table_run(reader, &step, NULL, err);
	return status == HL_OK ? assign_over(assign, err) : status;
}
