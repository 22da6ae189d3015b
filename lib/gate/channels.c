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

/* A cell with a number that may be called, or none. */
struct number {
	size_t column;
	bool is_work;
	struct hl_str place;
};

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

/* A place that nobody knows could be any of them. */
static void check_places(struct lead *lead) {
	static const char *const words[] = { "home", "work", "cell", "other", "personal" };
	struct hl_str rest = cell(lead, lead->gate->at.no_places);

	while (rest.len > 0) {
		struct hl_str place = item_cut(&rest);
		bool is_known = false;

		for (size_t i = 0; i < HL_LEN(words); i++)
			is_known |= hl_str_same(place, hl_str_of(words[i]));
		if (!is_known)
			verdict_hold(&lead->verdict, BAD_FLAG);
	}
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

/* What is left of the channels of a number when those are barred that bar it alone. */
static unsigned left_of(
	const struct lead *lead, struct number number, unsigned channels, struct found *found) {
	struct hl_str text = cell(lead, number.column);
	unsigned opted_out = channels & contacts_opted_out(lead->gate->contacts, text);

	unsigned shared = channels & optouts_of_number(lead->gate->optouts, text);

	/* Its own opt-outs a rule tells. */
	shared = shared ? shared & ~optouts_said(lead) : 0;
	found->opted_out |= opted_out;
	found->shared |= shared;
	channels &= ~(opted_out | shared);
	if (is_listed(lead, text)) {
		found->listed |= channels;
		return 0;
	}
	if (is_unwanted(lead, number.place)) {
		found->unwanted |= channels;
		return 0;
	}
	return channels;
}

static void look_at(
	const struct lead *lead, struct number number, bool no_work, struct found *found) {
	struct hl_str text = cell(lead, number.column);
	bool is_cell =
		number.column == lead->gate->at.cell || is_type(lead, number, HL_STR("cell"));
	unsigned channels;

	found->has_columns |= number.column != HL_NO_COLUMN;
	if (text.len == 0)
		return;
	if (!is_good(lead, number, text)) {
		found->is_dead = true;
		return;
	}
	channels = left_of(lead, number, is_cell ? CALL | SMS : CALL, found);
	if (number.is_work)
		found->at_work |= channels;
	else
		found->channels |= channels;
	if ((channels & CALL) && !(number.is_work && no_work))
		found->needs_consent |= !is_type(lead, number, HL_STR("land"));
}

static struct found look_at_numbers(const struct lead *lead, bool no_work) {
	const struct gate_columns *at = &lead->gate->at;
	struct hl_str place = cell(lead, at->phone_place);
	bool is_work = hl_str_same(place, HL_STR("work"));
	const struct number numbers[] = { { at->phone, is_work, place },
		{ at->cell, false, HL_STR("cell") }, { at->work_phone, true, HL_STR("work") } };
	struct found found = { 0 };

	for (size_t i = 0; i < HL_LEN(numbers); i++)
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

	check_places(lead);
	find_numbers(lead, no_work);
	find_email(lead, no_work);
	find_mail(lead);
}
