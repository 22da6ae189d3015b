/* answer.c - what becomes of a lead: who keeps it, gives it or gets it, or why nobody does. */
#include "run.h"

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

static void leave_out(uint64_t *set, uint32_t one) {
	if (one != HL_NOBODY)
		set[one / 64] &= ~(UINT64_C(1) << (one % 64));
}

/* Those of @may but @one and @other (HL_NOBODY: none), or NULL. */
static const uint64_t *without(
	struct hl_assign *assign, const uint64_t *may, uint32_t one, uint32_t other) {
	uint64_t any = 0;

	if (one == HL_NOBODY && other == HL_NOBODY)
		return may;
	memcpy(assign->others, may, assign->fits.words * sizeof(*may));
	leave_out(assign->others, one);
	leave_out(assign->others, other);
	for (size_t w = 0; w < assign->fits.words; w++)
		any |= assign->others[w];
	return any ? assign->others : NULL;
}

static const struct assign_order *order_of(
	const struct hl_assign *assign, const struct hl_dealt *lead) {
	return lead->order == HL_NO_ORDER ? NULL : &assign->orders->at[lead->order];
}

/*
 * Who is entitled to a part of a lead: those who may take it, and who only are not in; but not
 * @taken, whom it is taken from (HL_NOBODY: none).
 */
static const uint64_t *sharing(struct hl_assign *assign, const struct assign_fit *fit,
	const uint64_t *may, uint32_t taken) {
	if (!assign->desk.absence->accrues)
		return may;
	for (size_t w = 0; w < assign->fits.words; w++)
		assign->sharing[w] = may[w] | (fit->all[w] & ~assign->fits.in[w]);
	leave_out(assign->sharing, taken);
	return assign->sharing;
}

/* By the first method, or the next one. */
static void pick(struct hl_assign *assign, const struct hl_dealt *lead, const uint64_t *may,
	struct assign_answer *answer) {
	uint32_t taken = answer->order ? answer->order->without : HL_NOBODY;
	const uint64_t *all = sharing(assign, &assign->fits.at[lead->fit], may, taken);
	size_t m = 0;

	answer->to = assign->methods[m]->pick(&assign->desk, may, all, lead);
	if (answer->to == HL_NOBODY && assign->methods[++m]->pick)
		answer->to = assign->methods[m]->pick(&assign->desk, may, all, lead);
	if (answer->to == HL_NOBODY)
		return;
	answer->method = m;
	answer->reason = assign->methods[m]->name;
	answer->how = ASSIGN_CHOSEN;
}

/* By a method, or why nobody; @other: somebody who is out of the question. */
static struct assign_answer choose(
	struct hl_assign *assign, const struct hl_dealt *lead, uint32_t other) {
	const struct assign_fit *fit = &assign->fits.at[lead->fit];
	const struct assign_order *order = order_of(assign, lead);
	struct assign_answer answer = { HL_NOBODY, ASSIGN_NOBODY, fit->reason, order, 0 };
	const uint64_t *may;

	if (answer.reason)
		return answer;
	answer.reason = "nobody_else";
	may = without(assign, fit->may, order ? order->without : HL_NOBODY, other);
	if (!may)
		return answer;
	answer.reason = "all_full";
	may = with_room(assign, may, lead->units);
	if (may)
		pick(assign, lead, may, &answer);
	return answer;
}

static struct assign_answer by_hand(uint32_t to, const struct assign_order *order) {
	return (struct assign_answer){ to, ASSIGN_BY_HAND, "manual", order, 0 };
}

/* To the one of --default, but not back to the one it is taken from. */
static struct assign_answer by_default(
	const struct hl_assign *assign, const struct assign_order *order) {
	uint32_t to = assign->orders ? assign->orders->standing : HL_NOBODY;

	if (to == HL_NOBODY || (order && order->without == to))
		return (struct assign_answer){ HL_NOBODY, ASSIGN_NOBODY, "nobody_else", order, 0 };
	return by_hand(to, order);
}

/* Kept, else by an order, else closed, else chosen, else to the default where the last method
 * chooses nobody. */
static struct assign_answer settle(struct hl_assign *assign, const struct hl_dealt *lead) {
	const struct hl_method *last = assign->methods[1] ? assign->methods[1] : assign->methods[0];
	const struct assign_order *order = order_of(assign, lead);
	struct assign_answer answer = { .to = HL_NOBODY };

	if (lead->own != HL_NOBODY)
		return (struct assign_answer){ lead->own, ASSIGN_KEPT, "kept", order, 0 };
	/* What is taken from somebody are their open leads. */
	if (lead->is_closed && !(order && order->from.len == 0))
		return (struct assign_answer){ HL_NOBODY, ASSIGN_CLOSED, "closed", order, 0 };
	if (order && order->to != HL_NOBODY)
		return by_hand(order->to, order);
	if (assign->methods[0]->pick)
		answer = choose(assign, lead, HL_NOBODY);
	return answer.to == HL_NOBODY && !last->pick ? by_default(assign, order) : answer;
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
		assign_desk_hand(&assign->desk, answer->to, lead);
		assign->counts.by_hand++;
		assign->counts.given++;
		break;
	case ASSIGN_CHOSEN:
		assign_desk_give(&assign->desk, answer->to, lead);
		assign->counts.given++;
		break;
	case ASSIGN_CLOSED:
		assign->counts.closed++;
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

/* The cells behind the row, where they were spelled before the run; else empty. */
static struct hl_str spelled(const struct hl_assign *assign, const struct assign_answer *answer) {
	if (answer->how == ASSIGN_CHOSEN && !answer->order)
		return assign->given[answer->method][answer->to];
	return answer->how == ASSIGN_KEPT ? assign->kept[answer->to] : HL_STR("");
}

static char *put(char *to, struct hl_str bytes) {
	if (bytes.len > 0)
		memcpy(to, bytes.at, bytes.len);
	return to + bytes.len;
}

/* The row with the answer behind it; nearly all are of three pieces. */
static void put_row(struct hl_assign *assign, const struct assign_note *note,
	const struct assign_answer *answer) {
	struct hl_str cells = spelled(assign, answer);
	size_t len = note->bytes.len + cells.len + note->eol.len;
	struct hl_buf *to = &assign->to;

	if (cells.len > 0) {
		put(put(put(hl_buf_room(to, len), note->bytes), cells), note->eol);
		to->len += len;
		return;
	}
	hl_buf_add(to, note->bytes);
	hl_put_more(to, assign->dialect, name_of(assign, answer));
	hl_put_more(to, assign->dialect, reason_of(answer));
	hl_buf_add(to, note->eol);
}

/* All but what was kept was decided anew, if only that nobody gets it or who had it before. */
static void log_answer(struct hl_assign *assign, const struct assign_note *note,
	const struct assign_answer *answer) {
	struct assign_entry entry = { .id = note->id, .from = note->from };

	if (answer->how == ASSIGN_KEPT)
		return;
	entry.to = name_of(assign, answer);
	if (answer->to != HL_NOBODY)
		entry.method = hl_str_of(answer->how == ASSIGN_BY_HAND
						 ? "manual"
						 : assign->methods[answer->method]->name);
	entry.reason = reason_of(answer);
	assign_log_put(assign->log, &entry);
}

/* --- telling of one lead --- */

/* Who gets it, and who would if that one could not. The desk is left as the choice saw it. */
static void try_out(struct hl_assign *assign, const struct hl_dealt *lead,
	const struct assign_desk_copy *before, struct assign_page *page) {
	page->next = HL_NOBODY;
	page->answer = settle(assign, lead);
	if (page->answer.how != ASSIGN_CHOSEN)
		return;
	assign_desk_restore(&assign->desk, before);
	page->next = choose(assign, lead, page->answer.to).to;
	assign_desk_restore(&assign->desk, before);
	assign->desk.aside = NULL;
	(void)settle(assign, lead);
}

/* Tried, not done: the page shows what the choice looks at, before anything is given. */
static void explain(struct hl_assign *assign, const struct assign_note *note) {
	struct assign_page page = {
		.roster = assign->roster,
		.columns = &assign->columns,
		.fits = &assign->fits,
		.desk = &assign->desk,
		.note = note,
		.asks_value = assign->columns.value != HL_NO_COLUMN,
		.number = assign->counts.leads + 1,
		.day = assign->day,
		.minute = assign->minute,
	};
	struct assign_desk_copy copy;

	assign_desk_save(&assign->desk, &copy);
	try_out(assign, &note->lead, &copy, &page);
	page.method = assign->methods[page.answer.method];
	page.reason = reason_of(&page.answer);
	/* A page each: printers know the sign. */
	if (assign->counts.pages++ > 0)
		hl_buf_add(&assign->to, HL_STR("\f\n"));
	assign_explain_put(&page, &assign->to);
	assign_desk_restore(&assign->desk, &copy);
	assign_desk_copy_release(&copy);
}

/* --- one lead after the other --- */

/* Nobody asks more of a lead than whose it is, and the first method always chooses. */
static bool is_plain(const struct hl_assign *assign, const struct hl_dealt *lead) {
	const struct hl_method *method = assign->methods[0];

	return lead->own == HL_NOBODY && lead->order == HL_NO_ORDER && !lead->is_closed &&
	       method->pick && !method->passes && !assign->roster->has_capacity &&
	       !assign->desk.absence->accrues && !assign->log && !assign->ids && !assign->told &&
	       !assign->explain.len;
}

/* What the general way comes to for nearly every lead. */
static void put_plain(
	struct hl_assign *assign, const struct assign_note *note, const uint64_t *may) {
	uint32_t to = assign->methods[0]->pick(&assign->desk, may, may, &note->lead);
	const struct assign_answer answer = { to, ASSIGN_CHOSEN, NULL, NULL, 0 };

	assign->counts.leads++;
	assign->counts.given++;
	assign_desk_give(&assign->desk, to, &note->lead);
	put_row(assign, note, &answer);
}

/* Choose, note it, and put out the row with the answer behind it, or the page. */
void assign_put_lead(struct hl_assign *assign, const struct assign_note *note) {
	const struct assign_fit *fit = &assign->fits.at[note->lead.fit];
	struct assign_answer answer;

	if (is_plain(assign, &note->lead) && !fit->reason) {
		put_plain(assign, note, fit->may);
		return;
	}
	if (assign->ids && note->id.len) {
		size_t known = hl_keys_len(assign->ids);

		assign->counts.repeated += hl_keys_add(assign->ids, note->id) < known;
	}
	if (assign->explain.len && hl_str_eq(assign->explain, note->id))
		explain(assign, note);
	answer = settle(assign, &note->lead);
	if (assign->told)
		assign->told(assign->told_to, &note->lead, answer.to);
	book(assign, &note->lead, &answer);
	if (assign->log)
		log_answer(assign, note, &answer);
	if (!assign->explain.len)
		put_row(assign, note, &answer);
}
