/* channels.c - which channels a lead has, and what bars them whatever the rules say. */
#include "parts.h"

static struct hl_str cell(const struct lead *lead, size_t column) {
	return hl_cell_trimmed(lead->row, column);
}

static bool is_yes(struct lead *lead, size_t column) {
	enum flag flag = flag_of(cell(lead, column));

	if (flag == FLAG_BAD)
		verdict_hold(&lead->verdict, BAD_FLAG);
	return flag == FLAG_YES;
}

/* What stands in the cell of a number that cannot be called. */
static bool is_dead(struct hl_str text) {
	/* Nearly every text is a number. */
	if (text.len == 0 || !hl_is_letter(text.at[0]))
		return false;
	return hl_str_same(text, HL_STR("DISCONNECTED")) || hl_str_same(text, HL_STR("NONE")) ||
	       hl_str_same(text, HL_STR("NONPUB")) || hl_str_same(text, HL_STR("UNLISTED"));
}

/* Channels of the lead's numbers: what there is, and what work and opt-outs bar of it. */
struct found {
	unsigned channels, at_work, opted_out;
	bool is_dead, has_columns;
	bool needs_consent; /* one that is not known to be a landline */
};

static bool is_type(const struct lead *lead, struct number number, struct hl_str type) {
	return number.column == lead->gate->at.phone &&
	       hl_str_same(cell(lead, lead->gate->at.phone_type), type);
}

static bool is_good(const struct lead *lead, struct number number, struct hl_str text) {
	if (is_dead(text))
		return false;
	return number.column != lead->gate->at.phone ||
	       !is_dead(cell(lead, lead->gate->at.phone_status));
}

__attribute__((always_inline)) static inline struct of_number know(
	const struct lead *lead, struct number number) {
	struct hl_str text = cell(lead, number.column);
	struct of_number of = { 0 };

	if (text.len == 0)
		return of;
	of.is_dead = !is_good(lead, number, text);
	if (of.is_dead)
		return of;
	of.channels = CALL;
	if (number.column == lead->gate->at.cell || is_type(lead, number, HL_STR("cell")))
		of.channels |= SMS;
	of.opted_out = of.channels & contacts_opted_out(lead->gate->contacts, text);
	return of;
}

__attribute__((noinline)) struct of_number lead_number(
	const struct lead *lead, struct number number) {
	return know(lead, number);
}

static void look_at(
	const struct lead *lead, struct number number, bool no_work, struct found *found) {
	struct of_number of = know(lead, number);
	unsigned channels = of.channels & ~of.opted_out;

	found->has_columns |= number.column != HL_NO_COLUMN;
	found->is_dead |= of.is_dead;
	found->opted_out |= of.opted_out;
	if (number.is_work)
		found->at_work |= channels;
	else
		found->channels |= channels;
	if ((channels & CALL) && !(number.is_work && no_work))
		found->needs_consent |= !is_type(lead, number, HL_STR("land"));
}

void lead_numbers(const struct lead *lead, struct number numbers[NUMBERS]) {
	const struct gate_columns *at = &lead->gate->at;
	bool is_work = hl_str_same(cell(lead, at->phone_place), HL_STR("work"));

	numbers[0] = (struct number){ at->phone, is_work };
	numbers[1] = (struct number){ at->cell, false };
	numbers[2] = (struct number){ at->work_phone, true };
}

static struct found look_at_numbers(const struct lead *lead, bool no_work) {
	struct number numbers[NUMBERS];
	struct found found = { 0 };

	lead_numbers(lead, numbers);
	for (size_t i = 0; i < NUMBERS; i++)
		look_at(lead, numbers[i], no_work, &found);
	return found;
}

/* A dialer may call a landline; any other number only with a consent that was not revoked. */
static void ask_consent(struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;

	if (is_yes(lead, at->consent_cell) && !lead->is_revoked)
		return;
	lead->verdict.is_manual = true;
	verdict_note(&lead->verdict, WARN, MANUAL_ONLY);
}

/* Leads without columns for numbers may have them elsewhere: the dialer knows. */
static void find_numbers(struct lead *lead, bool no_work) {
	struct verdict *verdict = &lead->verdict;
	struct found found = look_at_numbers(lead, no_work);

	if (!found.has_columns) {
		found.channels = CALL | SMS;
		found.needs_consent = true;
	}
	/* Who sees call may call any number: what must not be called is told. */
	if (no_work && found.at_work)
		verdict_note(verdict, RESTRICT, NO_WORK);
	if (found.opted_out)
		verdict_note(verdict, RESTRICT, OPTOUT_NUMBER);
	if (no_work)
		found.at_work = 0;
	verdict->channels |= found.channels | found.at_work;
	lead->at_work = found.at_work & ~found.channels;
	if (found.is_dead)
		verdict_note(verdict, verdict->channels & CALL ? WARN : RESTRICT, BAD_PHONE);
	if (lead->gate->output.by_dialer && found.needs_consent)
		ask_consent(lead);
}

static void find_email(struct lead *lead, bool no_work) {
	const struct gate_columns *at = &lead->gate->at;
	bool is_work = hl_str_same(cell(lead, at->email_place), HL_STR("work"));

	if (at->email != HL_NO_COLUMN && cell(lead, at->email).len == 0)
		return;
	if (no_work && is_work) {
		verdict_note(&lead->verdict, RESTRICT, NO_WORK);
		return;
	}
	lead->verdict.channels |= EMAIL;
	if (is_work)
		lead->at_work |= EMAIL;
}

/* "MR-" before an address: the mail came back. */
static void find_mail(struct lead *lead) {
	size_t column = lead->gate->at.address;
	struct hl_str text = cell(lead, column);

	if (column != HL_NO_COLUMN && text.len == 0)
		return;
	if (hl_str_starts(text, HL_STR("MR-")))
		verdict_note(&lead->verdict, RESTRICT, BAD_ADDR);
	else
		lead->verdict.channels |= MAIL;
}

void lead_channels(struct lead *lead) {
	bool no_work = is_yes(lead, lead->gate->at.work_prohibited);

	find_numbers(lead, no_work);
	find_email(lead, no_work);
	find_mail(lead);
}
