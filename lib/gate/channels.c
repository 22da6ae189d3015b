/* channels.c - which channels a lead has, and what bars them whatever the rules say. */
#include "parts.h"

static struct hl_str cell(const struct lead *lead, size_t column) {
	return hl_cell_trimmed(lead->row, column);
}

static bool is_yes(struct lead *lead, size_t column) {
	enum flag flag = flag_of(cell(lead, column));

	if (flag == FLAG_BAD)
		verdict_note(&lead->verdict, HOLD, BAD_FLAG);
	return flag == FLAG_YES;
}

/* What stands in the cell of a number that cannot be called. */
static bool is_dead(struct hl_str text) {
	static const char *const words[] = { "DISCONNECTED", "NONE", "NONPUB", "UNLISTED" };

	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(text, hl_str_of(words[i])))
			return true;
	return false;
}

/* A cell with a number that may be called, or none. */
struct number {
	size_t column;
	bool is_work;
};

static bool is_good(const struct lead *lead, struct hl_str text) {
	return text.len > 0 && !is_dead(text) && !is_dead(cell(lead, lead->gate->at.phone_status));
}

/* Opted out by that very number. */
static unsigned opted_out(const struct lead *lead, struct hl_str text) {
	const struct hl_keys *numbers = lead->gate->contacts->numbers;
	char room[32];
	struct hl_key key;
	const uint32_t *words;

	if (hl_keys_len(numbers) == 0)
		return 0;
	key = hl_key_of(numbers, contacts_number(text, room));
	words = hl_key_look(numbers, &key);
	return words ? *words : 0;
}

/* Channels of the lead's numbers: what there is, and what work bars of it. */
struct found {
	unsigned channels, at_work;
	bool is_dead, has_columns;
};

static void look_at(const struct lead *lead, struct number number, struct found *found) {
	struct hl_str text = cell(lead, number.column);
	bool is_cell = number.column == lead->gate->at.cell ||
		       hl_str_same(cell(lead, lead->gate->at.phone_type), HL_STR("cell"));
	unsigned channels;

	found->has_columns |= number.column != HL_NO_COLUMN;
	if (!is_good(lead, text)) {
		found->is_dead |= text.len > 0;
		return;
	}
	channels = (is_cell ? CALL | SMS : CALL) & ~opted_out(lead, text);
	if (number.is_work)
		found->at_work |= channels;
	else
		found->channels |= channels;
}

static struct found look_at_numbers(const struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	bool is_work = hl_str_same(cell(lead, at->phone_place), HL_STR("work"));
	const struct number numbers[] = { { at->phone, is_work }, { at->cell, false },
		{ at->work_phone, true } };
	struct found found = { 0 };

	for (size_t i = 0; i < HL_LEN(numbers); i++)
		look_at(lead, numbers[i], &found);
	return found;
}

/* Leads without columns for numbers may have them elsewhere: the dialer knows. */
static void find_numbers(struct lead *lead, bool no_work) {
	struct verdict *verdict = &lead->verdict;
	struct found found = look_at_numbers(lead);

	lead->only_at_work = false;
	if (!found.has_columns) {
		verdict->channels |= CALL | SMS;
		return;
	}
	if (no_work && (found.at_work & ~found.channels))
		verdict_note(verdict, RESTRICT, NO_WORK);
	verdict->channels |= found.channels | (no_work ? 0 : found.at_work);
	lead->only_at_work = (found.at_work & CALL) && !(found.channels & CALL);
	if (!(verdict->channels & CALL) && found.is_dead)
		verdict_note(verdict, RESTRICT, BAD_PHONE);
}

static void find_email(struct lead *lead, bool no_work) {
	const struct gate_columns *at = &lead->gate->at;
	bool is_work = hl_str_same(cell(lead, at->email_place), HL_STR("work"));

	if (at->email != HL_NO_COLUMN && cell(lead, at->email).len == 0)
		return;
	if (no_work && is_work)
		verdict_note(&lead->verdict, RESTRICT, NO_WORK);
	else
		lead->verdict.channels |= EMAIL;
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

/* A dialer may call a landline; any other number only with a consent that was not revoked. */
static void ask_consent(struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;

	if (!(lead->verdict.channels & CALL) ||
		hl_str_same(cell(lead, at->phone_type), HL_STR("land")))
		return;
	if (is_yes(lead, at->consent_cell) && cell(lead, at->consent_revoked).len == 0)
		return;
	lead->verdict.is_manual = true;
	verdict_note(&lead->verdict, WARN, MANUAL_ONLY);
}

void lead_channels(struct lead *lead) {
	bool no_work = is_yes(lead, lead->gate->at.work_prohibited);

	find_numbers(lead, no_work);
	if (lead->gate->output.by_dialer)
		ask_consent(lead);
	find_email(lead, no_work);
	find_mail(lead);
}
