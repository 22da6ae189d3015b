/* assign.c - a run: lead by lead, who keeps it, who gets it, or why nobody does. */
#include "explain.h"
#include "orders.h"

#include <stdlib.h>

enum { GATHERED = 128 << 10 };

/* A lead that waits until the whole queue is read; its bytes end at @end of those held. */
struct held {
	struct hl_dealt lead;
	size_t end;
	uint32_t id_len, from_len, cells_len; /* behind the line end, where anybody asks */
	unsigned char eol_len;
};

struct hl_assign {
	const struct hl_method *method;
	struct hl_roster *roster;
	struct hl_dialect dialect;
	struct assign_columns columns;
	struct assign_fits fits;
	struct hl_desk desk;
	struct hl_assign_counts counts;
	uint64_t *room, *others;     /* scratch: who has some; those who may be asked */
	struct hl_str *given, *kept; /* what is appended, for each collector */
	struct hl_buf to;
	struct hl_output *out; /* NULL: only look */
	struct hl_arena run;
	struct hl_orders *orders; /* NULL: none */
	struct hl_log *log;       /* NULL: none */
	struct hl_keys *ids;      /* seen so far; NULL: nobody asks */
	struct hl_str explain;    /* the lead to be told of; empty: see the run */
	int64_t day;
	int minute;
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

/* Those of @may but @one and @other (HL_NOBODY: none), or NULL. */
static const uint64_t *without(
	struct hl_assign *assign, const uint64_t *may, uint32_t one, uint32_t other) {
	const uint32_t left_out[] = { one, other };
	uint64_t any = 0;

	if (one == HL_NOBODY && other == HL_NOBODY)
		return may;
	memcpy(assign->others, may, assign->fits.words * sizeof(*may));
	for (size_t i = 0; i < HL_LEN(left_out); i++)
		if (left_out[i] != HL_NOBODY)
			assign->others[left_out[i] / 64] &= ~(UINT64_C(1) << (left_out[i] % 64));
	for (size_t w = 0; w < assign->fits.words; w++)
		any |= assign->others[w];
	return any ? assign->others : NULL;
}

static const struct assign_order *order_of(
	const struct hl_assign *assign, const struct hl_dealt *lead) {
	return lead->order == HL_NO_ORDER ? NULL : &assign->orders->at[lead->order];
}

/* By the method, or why nobody; @other: somebody who is out of the question. */
static struct assign_answer choose(
	struct hl_assign *assign, const struct hl_dealt *lead, uint32_t other) {
	const struct assign_fit *fit = &assign->fits.at[lead->fit];
	const struct assign_order *order = order_of(assign, lead);
	struct assign_answer answer = { HL_NOBODY, ASSIGN_NOBODY, fit->reason, order };
	const uint64_t *may;

	if (answer.reason)
		return answer;
	answer.reason = "nobody_else";
	may = without(assign, fit->may, order ? order->without : HL_NOBODY, other);
	if (!may)
		return answer;
	answer.reason = "all_full";
	may = with_room(assign, may, lead->units);
	if (!may)
		return answer;
	answer.reason = assign->method->name;
	answer.how = ASSIGN_CHOSEN;
	answer.to = assign->method->pick(&assign->desk, may, lead);
	return answer;
}

/* Kept, else by an order, else to the default where there is no method, else chosen. */
static struct assign_answer settle(struct hl_assign *assign, const struct hl_dealt *lead) {
	const struct assign_order *order = order_of(assign, lead);
	uint32_t to = order ? order->to : HL_NOBODY;

	if (lead->own != HL_NOBODY)
		return (struct assign_answer){ lead->own, ASSIGN_KEPT, "kept", order };
	if (to == HL_NOBODY && !assign->method->pick)
		to = assign->orders->standing;
	if (to == HL_NOBODY)
		return choose(assign, lead, HL_NOBODY);
	if (order && order->without == to)
		return (struct assign_answer){ HL_NOBODY, ASSIGN_NOBODY, "nobody_else", order };
	return (struct assign_answer){ to, ASSIGN_BY_HAND, "manual", order };
}

/* --- what follows from the answer --- */

/* An order, and whether it led to somebody who is not in. */
static void book_order(struct hl_assign *assign, const struct assign_answer *answer) {
	bool is_out = answer->how == ASSIGN_BY_HAND && !hl_may(assign->fits.in, answer->to);
	struct assign_order *order;

	assign->counts.away += is_out;
	if (!answer->order)
		return;
	order = &assign->orders->at[answer->order - assign->orders->at];
	order->leads++;
	if (order->to != HL_NOBODY)
		order->is_out = is_out;
}

static void book(
	struct hl_assign *assign, const struct hl_dealt *lead, const struct assign_answer *answer) {
	assign->counts.leads++;
	switch (answer->how) {
	case ASSIGN_KEPT:
		assign->counts.kept++;
		assign->counts.ordered += answer->order && answer->order->to != answer->to;
		return;
	case ASSIGN_BY_HAND:
		assign_desk_hand(&assign->desk, answer->to, lead->units);
		assign->counts.by_hand++;
		assign->counts.given++;
		break;
	case ASSIGN_CHOSEN:
		assign_desk_give(&assign->desk, answer->to, lead->units);
		assign->counts.given++;
		break;
	case ASSIGN_NOBODY:
		assign->counts.nobody++;
		break;
	}
	book_order(assign, answer);
}

static struct hl_str reason_of(const struct assign_answer *answer) {
	bool is_ordered =
		answer->order && (answer->how == ASSIGN_BY_HAND || answer->how == ASSIGN_CHOSEN);

	return is_ordered ? answer->order->reason : hl_str_of(answer->reason);
}

static struct hl_str name_of(const struct hl_assign *assign, const struct assign_answer *answer) {
	return answer->to == HL_NOBODY ? HL_STR("") : assign->roster->at[answer->to].name;
}

/* The cells behind the row. */
static void put_cells(struct hl_assign *assign, const struct assign_answer *answer) {
	if (answer->how == ASSIGN_KEPT) {
		hl_buf_add(&assign->to, assign->kept[answer->to]);
	} else if (answer->how == ASSIGN_CHOSEN && !answer->order) {
		hl_buf_add(&assign->to, assign->given[answer->to]);
	} else {
		hl_put_more(&assign->to, assign->dialect, name_of(assign, answer));
		hl_put_more(&assign->to, assign->dialect, reason_of(answer));
	}
}

/* A lead that stays where it is has nothing for the log. */
static void log_answer(struct hl_assign *assign, const struct assign_note *note,
	const struct assign_answer *answer) {
	struct assign_entry entry = { .id = note->id, .from = note->from };

	if (!assign->log || answer->how == ASSIGN_KEPT)
		return;
	entry.to = name_of(assign, answer);
	entry.method = hl_str_of(answer->how == ASSIGN_BY_HAND ? "manual" : assign->method->name);
	entry.reason = reason_of(answer);
	assign_log_put(assign->log, &entry);
}

/* --- telling of one lead --- */

/* Who gets it, and who would if that one could not; tried, not done. */
static void try_out(
	struct hl_assign *assign, const struct hl_dealt *lead, struct assign_page *page) {
	struct assign_desk_copy copy;

	page->next = HL_NOBODY;
	assign_desk_save(&assign->desk, &copy);
	page->answer = settle(assign, lead);
	assign_desk_restore(&assign->desk, &copy);
	if (page->answer.how == ASSIGN_CHOSEN)
		page->next = choose(assign, lead, page->answer.to).to;
	assign_desk_restore(&assign->desk, &copy);
	assign_desk_copy_release(&copy);
}

/* Before anything is given: the page shows what the choice looks at. */
static void tell(struct hl_assign *assign, const struct assign_note *note) {
	struct assign_page page = {
		.roster = assign->roster,
		.columns = &assign->columns,
		.fits = &assign->fits,
		.method = assign->method,
		.note = note,
		.number = assign->counts.leads + 1,
		.day = assign->day,
		.minute = assign->minute,
	};

	try_out(assign, &note->lead, &page);
	page.reason = reason_of(&page.answer);
	/* A page each: printers know the sign. */
	if (assign->counts.pages++ > 0)
		hl_buf_add(&assign->to, HL_STR("\f\n"));
	assign_explain_put(&page, &assign->to);
}

/* --- one lead after the other --- */

/* Choose, note it, and put out the row with the answer behind it, or the page. */
static void put_lead(struct hl_assign *assign, const struct assign_note *note) {
	struct assign_answer answer;

	if (assign->ids && note->id.len) {
		size_t known = hl_keys_len(assign->ids);

		assign->counts.repeated += hl_keys_add(assign->ids, note->id) < known;
	}
	if (assign->explain.len && hl_str_eq(assign->explain, note->id))
		tell(assign, note);
	answer = settle(assign, &note->lead);
	book(assign, &note->lead, &answer);
	log_answer(assign, note, &answer);
	if (assign->explain.len)
		return;
	hl_buf_add(&assign->to, note->bytes);
	put_cells(assign, &answer);
	hl_buf_add(&assign->to, note->eol);
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
		put_lead(assign, &note);
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

		put_lead(assign, &note);
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
