/* lead.c - the cells of a lead that are asked. */
#include "parts.h"

#include <stdlib.h>

void lead_init(struct lead *lead, const struct hl_gate *gate) {
	lead->gate = gate;
	lead->seen = hl_claim(gate->rules->fields_len, sizeof(*lead->seen));
}

void lead_release(struct lead *lead) {
	free(lead->seen);
	free(lead->days);
	free(lead->accounts);
	for (size_t i = 0; i < SCOPES; i++)
		free(lead->histories[i].at);
	hl_buf_release(&lead->room);
}

/* --- fields of rules, each read once --- */

/* Some write no for a day that never was; and yes, where that may be asked, for one by now. */
static bool read_word(
	const struct lead *lead, struct hl_str cell, size_t column, struct hl_time *time) {
	enum { LONGEST_WORD = 5 };
	enum flag flag = cell.len <= LONGEST_WORD ? flag_of(cell) : FLAG_BAD;

	time->day = flag == FLAG_YES && lead->gate->said[column] ? lead->gate->time->day : NO_DAY;
	return flag == FLAG_NO || time->day != NO_DAY;
}

static bool read_day(const struct lead *lead, size_t column, struct seen *seen) {
	struct hl_str cell = hl_cell_trimmed(lead->row, column);
	struct hl_error ignored;
	struct hl_time time;

	if (cell.len == 0 || is_no_day(cell, lead->gate->time->rules.order))
		return false;
	if (!read_word(lead, cell, column, &time) &&
		hl_time_parse(cell, &lead->gate->time->rules, &time, &ignored) != HL_OK) {
		seen->is_bad = true;
		return false;
	}
	if (time.day == NO_DAY)
		return false;
	if (seen->is_missing || time.day > seen->day)
		seen->day = time.day;
	return true;
}

bool lead_is_bad_day(const struct lead *lead, size_t column) {
	struct seen seen = { .is_missing = true };

	(void)read_day(lead, column, &seen);
	return seen.is_bad;
}

static void read_flag(const struct lead *lead, size_t column, struct seen *seen) {
	enum flag flag = flag_of(hl_cell_trimmed(lead->row, column));

	seen->is_bad = flag == FLAG_BAD;
	seen->is_missing = false;
	seen->cell.text = flag == FLAG_YES ? HL_STR("yes") : HL_STR("no");
}

/* Whatever a cell says but no: a day, a number, a yes. */
static void read_says(const struct lead *lead, size_t column, struct seen *seen) {
	struct hl_str cell = hl_cell_trimmed(lead->row, column);
	bool says = flag_of(cell) != FLAG_NO && !is_no_day(cell, lead->gate->time->rules.order);

	seen->is_missing = false;
	seen->cell.text = says ? HL_STR("yes") : HL_STR("no");
}

/* The newer of two days, or the one that there is. */
static void read_age(const struct lead *lead, size_t index, struct seen *seen) {
	const struct hl_gate *gate = lead->gate;
	bool has_second = read_day(lead, gate->seconds[index], seen);

	seen->is_missing = !has_second;
	if (read_day(lead, gate->columns[index], seen))
		seen->is_missing = false;
	if (!seen->is_missing)
		seen->day = shift_day(gate->rules->fields[index].shift, seen->day);
}

/* Is the first of two days later than the second, or is there no second? */
static void read_newer(const struct lead *lead, size_t column, size_t second, struct seen *seen) {
	struct seen other = { .is_missing = true };
	bool is_newer = read_day(lead, column, seen);

	if (read_day(lead, second, &other))
		is_newer = is_newer && seen->day > other.day;
	seen->is_bad |= other.is_bad;
	seen->is_missing = false;
	seen->cell.text = is_newer ? HL_STR("yes") : HL_STR("no");
}

static void read_logged(struct lead *lead, unsigned what, struct seen *seen) {
	int64_t value;

	if (!contacts_logged(lead->gate->contacts, lead->words, (enum logged)what, &value))
		return;
	seen->is_missing = false;
	seen->day = what == DUE_PROMISE ? value : lead_day_of(lead, value);
}

const struct seen *lead_field(struct lead *lead, size_t index) {
	const struct rule_field *field = &lead->gate->rules->fields[index];
	size_t column = lead->gate->columns[index];
	struct seen *seen = &lead->seen[index];

	if (seen->row == lead->number)
		return seen;
	*seen = (struct seen){ .row = lead->number, .is_missing = true, .head = UINT64_MAX };
	switch (field->kind) {
	case COLUMN:
		seen->cell = hl_test_value_of(hl_cell_trimmed(lead->row, column));
		/* "00000000" is a number, too. */
		if (!seen->cell.is_number &&
			is_no_day(seen->cell.text, lead->gate->time->rules.order))
			seen->cell = hl_test_value_of(HL_STR(""));
		seen->is_missing = seen->cell.text.len == 0;
		seen->head = head_of(seen->cell.text);
		break;
	case FLAG:
		read_flag(lead, column, seen);
		break;
	case SAYS:
		read_says(lead, column, seen);
		break;
	case NEWEST:
	case AGE: /* which has no second column */
		read_age(lead, index, seen);
		break;
	case NEWER:
		read_newer(lead, column, lead->gate->seconds[index], seen);
		break;
	case LOGGED:
		read_logged(lead, field->logged, seen);
		break;
	}
	return seen;
}

void lead_check(struct lead *lead) {
	const struct hl_gate *gate = lead->gate;

	for (size_t i = 0; i < gate->checked_len; i++)
		if (lead_field(lead, gate->checked[i])->is_bad)
			verdict_hold(&lead->verdict, BAD_FLAG);
}

/* --- what every lead is asked --- */

static struct hl_str cell(const struct lead *lead, size_t column) {
	return hl_cell_trimmed(lead->row, column);
}

/* The entry for @text; true: it says what that means already. */
static bool recall(struct meaning *meanings, struct hl_str text, struct meaning **found) {
	uint64_t mixed = text.len;

	if (text.len > sizeof(meanings->text)) {
		*found = &meanings[0];
		(*found)->len = 0;
		return false;
	}
	for (size_t i = 0; i < text.len; i++)
		mixed = (mixed ^ (unsigned char)text.at[i]) * UINT64_C(0x9e3779b97f4a7c15);
	*found = &meanings[mixed >> 56 & (MEANINGS - 1)];
	if ((*found)->len == text.len && memcmp((*found)->text, text.at, text.len) == 0)
		return true;
	memcpy((*found)->text, text.at, text.len);
	(*found)->len = (uint8_t)text.len;
	return false;
}

static uint64_t zones_of_tz(struct lead *lead, struct hl_str text) {
	struct meaning *tz;

	if (text.len == 0)
		return 0;
	if (!recall(lead->tz, text, &tz))
		tz->zones = zones_find(lead->gate->zones, text);
	return tz->zones;
}

static const struct meaning *state_of(struct lead *lead, struct hl_str text) {
	static const struct meaning none;
	struct meaning *state;

	if (text.len == 0)
		return &none;
	if (!recall(lead->states, text, &state)) {
		state->zones = place_of_state(text);
		state->state = place_state_of(text);
	}
	return state;
}

static uint64_t zones_of_number(struct hl_str number, struct hl_str *state) {
	*state = HL_STR("");
	return number.len > 0 ? place_of_area(place_area_of(number), state) : 0;
}

/* Where it is, by its own columns and by its phones. */
static void find_place(struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	const struct meaning *state = state_of(lead, cell(lead, at->state));

	lead->state = state->state;
	lead->zones = zones_of_tz(lead, cell(lead, at->tz));
	/* A zone that is none of the state's does not know better than the state. */
	if (!(lead->zones & state->zones))
		lead->zones |= state->zones;
	if (!lead->zones)
		lead->zones = place_of_country(cell(lead, at->country));
	lead->area_zones = zones_of_number(cell(lead, at->phone), &lead->area_state);
	lead->area_zones |= zones_of_number(cell(lead, at->cell), &lead->cell_state);
	if (!lead->zones && !lead->area_zones)
		lead->zones = lead->gate->default_zone;
}

/* A bare date, or the day of a time; false: there is none, or it cannot be read. */
static bool day_of(struct lead *lead, size_t column, int64_t *day) {
	struct seen seen = { .is_missing = true };
	bool is_read = read_day(lead, column, &seen);

	if (seen.is_bad)
		verdict_hold(&lead->verdict, BAD_FLAG);
	if (!is_read)
		return false;
	*day = seen.day;
	return true;
}

/* The day on which it was given is the first of seven, unless it says when it ends. */
void lead_consent(struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	int64_t until = NO_DAY;
	int64_t given, revoked = 0;
	bool ends = day_of(lead, at->consent_until, &until);

	lead->consent_from = 1;
	lead->consent_to = 0;
	lead->is_revoked = day_of(lead, at->consent_revoked, &revoked) &&
			   (!day_of(lead, at->consent_at, &given) || given <= revoked);
	if (!day_of(lead, at->consent_from, &lead->consent_from))
		return;
	lead->consent_to = lead->consent_from + CONSENT_DAYS - 1;
	if (ends && until < lead->consent_to)
		lead->consent_to = until;
	/* What is revoked is revoked for this, too. */
	if (lead->is_revoked && revoked >= lead->consent_from && revoked <= lead->consent_to)
		lead->consent_to = revoked - 1;
}

void verdict_begin(struct verdict *verdict) {
	verdict->reasons_len = 0;
	verdict->channels = verdict->barred = verdict->deferred = verdict->restricted = 0;
	verdict->next_day = INT64_MIN;
	verdict->is_endless = verdict->is_closed = verdict->is_manual = false;
	verdict->calls_left = verdict->left_today = -1;
	verdict->from_s = verdict->to_s = 0;
}

enum hl_status lead_begin(struct lead *lead, const struct hl_row *row, struct hl_error *err) {
	const struct hl_gate *gate = lead->gate;
	const struct gate_columns *at = &gate->at;

	lead->row = row;
	lead->number++;
	lead->account = cell(lead, at->account);
	if (lead->account.len == 0) {
		(void)hl_fail(err, HL_EDATA, "the key is missing");
		return hl_row_fail(row, &gate->header, at->account, HL_EDATA, err);
	}
	for (size_t i = 0; i < SCOPES; i++)
		lead->found[i] = NULL;
	lead->person = cell(lead, at->person);
	lead->debt_group = cell(lead, at->debt_group);
	lead->person_hash = contacts_person(gate->contacts, lead->person);
	lead->role = role_of(cell(lead, at->role));
	lead->debt = debt_of(cell(lead, at->debt_class));
	if (!lead->role)
		lead->role = THIRD_PARTY;
	if (!lead->debt)
		lead->debt = CONSUMER;
	find_place(lead);
	verdict_begin(&lead->verdict);
	return HL_OK;
}
