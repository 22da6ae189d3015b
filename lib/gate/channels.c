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

/* What stands in the place of a number that cannot be called, or beside it. */
static bool is_dead(struct hl_str text) {
	static const char *const words[] = { "DISCONNECTED", "NONE", "NONPUB", "UNLISTED", "BAD",
		"INVALID", "WRONG", "WRONG_NUMBER", "NOT_IN_SERVICE" };

	for (size_t i = 0; i < HL_LEN(words) && text.len > 0; i++)
		if (hl_str_same(text, hl_str_of(words[i])))
			return true;
	return false;
}

/* Seven digits at least, and not one of them over and over. */
static bool is_number(struct hl_str text) {
	enum { DIGITS_MIN = 7 };
	unsigned seen = 0;
	int digits = 0;

	for (size_t i = 0; i < text.len; i++)
		if (hl_is_digit(text.at[i])) {
			seen |= 1U << (text.at[i] - '0');
			digits++;
		}
	return digits >= DIGITS_MIN && (seen & (seen - 1)) != 0;
}

/* Channels of the lead's numbers: what there is, and what bars which of it. */
struct found {
	unsigned channels, at_work, opted_out, shared, listed, unwanted;
	bool is_dead, has_columns;
	bool needs_consent; /* one that is not known to be a landline */
};

/* Is it a place where the consumer does not want to be reached? */
static bool is_unwanted(const struct lead *lead, struct hl_str place) {
	struct hl_str rest = cell(lead, lead->gate->at.no_places);

	while (rest.len > 0 && place.len > 0)
		if (hl_str_same(item_cut(&rest), place))
			return true;
	return false;
}

bool lead_knows_places(const struct lead *lead) {
	static const char *const words[] = { "home", "work", "cell", "other", "personal" };
	struct hl_str rest = cell(lead, lead->gate->at.no_places);

	while (rest.len > 0) {
		struct hl_str place = item_cut(&rest);
		bool is_known = false;

		for (size_t i = 0; i < HL_LEN(words); i++)
			is_known |= hl_str_same(place, hl_str_of(words[i]));
		if (!is_known)
			return false;
	}
	return true;
}

static bool is_type(const struct lead *lead, struct number number, struct hl_str type) {
	return number.column == lead->gate->at.phone &&
	       hl_str_same(cell(lead, lead->gate->at.phone_type), type);
}

static bool is_good(const struct lead *lead, struct number number, struct hl_str text) {
	if (!is_number(text))
		return false;
	return number.column != lead->gate->at.phone ||
	       !is_dead(cell(lead, lead->gate->at.phone_status));
}

static bool is_listed(const struct lead *lead, struct hl_str text) {
	const struct hl_keys *dnc = lead->gate->dnc;
	char room[32];

	return dnc && hl_keys_find(dnc, contacts_number(text, room)) != HL_NO_KEY;
}

/* What bars its channels alone: each of them once, by the first that does. */
static void find_bars(const struct lead *lead, struct number number, struct of_number *of) {
	struct hl_str text = cell(lead, number.column);
	unsigned left = of->channels;

	of->opted_out = left & contacts_opted_out(lead->gate->contacts, text);
	of->shared = left & optouts_of_number(lead->gate->optouts, text);
	/* Its own opt-outs a rule tells. */
	if (of->shared)
		of->shared &= ~optouts_said(lead);
	left &= ~(of->opted_out | of->shared);
	if (is_listed(lead, text))
		of->listed = left;
	else if (is_unwanted(lead, number.place))
		of->unwanted = left;
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
	find_bars(lead, number, &of);
	return of;
}

__attribute__((noinline)) struct of_number lead_number(
	const struct lead *lead, struct number number) {
	return know(lead, number);
}

static void look_at(
	const struct lead *lead, struct number number, bool no_work, struct found *found) {
	struct of_number of = know(lead, number);
	unsigned channels = of.channels & ~(of.opted_out | of.shared | of.listed | of.unwanted);

	found->has_columns |= number.column != HL_NO_COLUMN;
	found->is_dead |= of.is_dead;
	found->opted_out |= of.opted_out;
	found->shared |= of.shared;
	found->listed |= of.listed;
	found->unwanted |= of.unwanted;
	if (number.is_work)
		found->at_work |= channels;
	else
		found->channels |= channels;
	if ((channels & CALL) && !(number.is_work && no_work))
		found->needs_consent |= !is_type(lead, number, HL_STR("land"));
}

void lead_numbers(const struct lead *lead, struct number numbers[NUMBERS]) {
	const struct gate_columns *at = &lead->gate->at;
	struct hl_str place = cell(lead, at->phone_place);

	numbers[0] = (struct number){ at->phone, hl_str_same(place, HL_STR("work")), place };
	numbers[1] = (struct number){ at->cell, false, HL_STR("cell") };
	numbers[2] = (struct number){ at->work_phone, true, HL_STR("work") };
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
	if (found.shared & CALL)
		verdict_note(verdict, RESTRICT, OPTOUT_CALL);
	if (found.shared & SMS)
		verdict_note(verdict, RESTRICT, OPTOUT_SMS);
	if (found.listed)
		verdict_note(verdict, RESTRICT, DNC);
	if (found.unwanted)
		verdict_note(verdict, RESTRICT, INCONVENIENT);
	if (no_work)
		found.at_work = 0;
	found.shared &= ~(found.channels | found.at_work);
	verdict->channels |= found.channels | found.at_work | found.shared;
	verdict_bar(verdict, found.shared, NO_DAY);
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
	if (is_unwanted(lead, cell(lead, at->email_place))) {
		verdict_note(&lead->verdict, RESTRICT, INCONVENIENT);
		return;
	}
	lead->verdict.channels |= EMAIL;
	if (optouts_of_address(lead->gate->optouts, cell(lead, at->email)) & ~optouts_said(lead)) {
		verdict_note(&lead->verdict, RESTRICT, OPTOUT_EMAIL);
		verdict_bar(&lead->verdict, EMAIL, NO_DAY);
		return;
	}
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

	if (!lead_knows_places(lead))
		verdict_hold(&lead->verdict, BAD_FLAG);
	find_numbers(lead, no_work);
	find_email(lead, no_work);
	find_mail(lead);
}

/* --- what leads have in common --- */

uint64_t lead_channel_traits(const struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	enum flag no_work = flag_of(cell(lead, at->work_prohibited));
	struct found found = look_at_numbers(lead, no_work == FLAG_YES);
	struct hl_str email = cell(lead, at->email);
	struct hl_str address = cell(lead, at->address);
	uint64_t bits = found.channels | found.at_work << 4 | found.opted_out << 8 |
			found.shared << 12 | found.listed << 16 | found.unwanted << 20;

	bits |= (uint64_t)found.is_dead << 24 | (uint64_t)found.needs_consent << 25;
	bits |= (uint64_t)no_work << 26 | (uint64_t)flag_of(cell(lead, at->consent_cell)) << 28;
	bits |= (uint64_t)(email.len > 0) << 30 |
		(uint64_t)hl_str_same(cell(lead, at->email_place), HL_STR("work")) << 31;
	bits |= (uint64_t)(address.len > 0) << 32 | (uint64_t)hl_str_starts(address, HL_STR("MR-"))
							    << 33;
	if (optouts_of_address(lead->gate->optouts, email) & ~optouts_said(lead))
		bits |= UINT64_C(1) << 34;
	return bits;
}
