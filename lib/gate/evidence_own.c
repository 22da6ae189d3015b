/* evidence_own.c - what is behind the codes that no table has. */
#include "evidence.h"

/* What an entry is made of. */
struct telling_own {
	struct trace *trace;
	struct telling telling;
	struct hl_buf *to;
	size_t begun; /* where it begins in @to */
	int64_t day;  /* as of an effect */
};

static void tell_column(struct telling_own *own, size_t column) {
	if (column == HL_NO_COLUMN)
		return;
	proof_and(own->to, own->begun);
	proof_column(own->trace->lead, column, own->telling, own->to);
}

/* Those of @columns that are not blank. */
static void tell_filled(struct telling_own *own, const size_t *columns, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (hl_cell_trimmed(own->trace->lead->row, columns[i]).len > 0)
			tell_column(own, columns[i]);
}

static void tell_word(struct telling_own *own, struct hl_str word) {
	proof_and(own->to, own->begun);
	hl_buf_add(own->to, word);
}

static void tell_place(struct telling_own *own) {
	const struct gate_columns *at = &own->trace->lead->gate->at;
	const size_t columns[] = { at->tz, at->state, at->country, at->phone, at->cell };

	tell_word(own, HL_STR("no place"));
	tell_filled(own, columns, HL_LEN(columns));
}

/* "call until 2026-03-08 and sms": what is barred, the last day where it is known. */
static void tell_channels(struct telling_own *own) {
	const struct verdict *judged = &own->trace->judged;

	if (judged->barred == 0)
		tell_word(own, HL_STR("none there"));
	for (unsigned i = 0; i < CHANNELS_LEN; i++) {
		if ((judged->barred >> i & 1) == 0)
			continue;
		if (judged->free_on[i] < own->day)
			own->day = judged->free_on[i];
		tell_word(own, hl_str_of(channel_names[i]));
		hl_buf_add(own->to, HL_STR(" barred"));
		if (judged->free_on[i] == NO_DAY)
			continue;
		hl_buf_add(own->to, HL_STR(" until "));
		own->to->len +=
			hl_day_print(judged->free_on[i] - 1, hl_buf_room(own->to, HL_TIME_ROOM));
	}
}

/* --- cells that cannot be read --- */

static bool is_bad_flag(const struct lead *lead, size_t column) {
	return flag_of(hl_cell_trimmed(lead->row, column)) == FLAG_BAD;
}

static bool is_bad_hours(const struct lead *lead, size_t column) {
	struct hl_str rest = hl_cell_trimmed(lead->row, column);
	struct hours hours;

	while (rest.len > 0)
		if (!wish_parse(item_cut(&rest), &hours))
			return true;
	return false;
}

/* The gate's own columns. */
static void tell_bad_own(struct telling_own *own) {
	const struct lead *lead = own->trace->lead;
	const struct gate_columns *at = &lead->gate->at;
	const size_t flags[] = { at->work_prohibited, at->consent_cell };
	const size_t days[] = { at->consent_from, at->consent_until, at->consent_at,
		at->consent_revoked };

	for (size_t i = 0; i < HL_LEN(flags); i++)
		if (is_bad_flag(lead, flags[i]))
			tell_column(own, flags[i]);
	for (size_t i = 0; i < HL_LEN(days); i++)
		if (lead_is_bad_day(lead, days[i]))
			tell_column(own, days[i]);
	if (is_bad_hours(lead, at->no_time_windows))
		tell_column(own, at->no_time_windows);
	if (!lead_knows_places(lead))
		tell_column(own, at->no_places);
}

static bool is_bad_in(const struct lead *lead, enum field_kind kind, size_t column) {
	if (column == HL_NO_COLUMN)
		return false;
	return kind == FLAG ? is_bad_flag(lead, column) : lead_is_bad_day(lead, column);
}

/* Cells of rules that cannot be read, of the lead's fields that rules of some scopes ask. */
struct bad_fields {
	const struct lead *lead;
	unsigned scopes; /* bits; 0: any */
	struct telling telling;
	struct hl_buf *to;
	size_t begun;
};

/* Does the @i-th of the checked fields find the column bad? */
static bool is_bad_by(const struct bad_fields *bad, size_t i, size_t column) {
	const struct hl_gate *gate = bad->lead->gate;
	size_t field = gate->checked[i];

	return (gate->columns[field] == column || gate->seconds[field] == column) &&
	       (bad->scopes == 0 || (gate->reach[field] & bad->scopes)) &&
	       is_bad_in(bad->lead, gate->rules->fields[field].kind, column);
}

/* Several fields may ask one column, which is told once. */
static void tell_bad_column(const struct bad_fields *bad, size_t i, size_t column) {
	if (!is_bad_by(bad, i, column))
		return;
	for (size_t before = 0; before < i; before++)
		if (is_bad_by(bad, before, column))
			return;
	proof_and(bad->to, bad->begun);
	proof_column(bad->lead, column, bad->telling, bad->to);
}

static void tell_bad_fields(const struct bad_fields *bad) {
	const struct hl_gate *gate = bad->lead->gate;

	for (size_t i = 0; i < gate->checked_len; i++) {
		tell_bad_column(bad, i, gate->columns[gate->checked[i]]);
		tell_bad_column(bad, i, gate->seconds[gate->checked[i]]);
	}
}

void proof_bad(
	const struct lead *lead, enum scope scope, struct telling telling, struct hl_buf *to) {
	const struct bad_fields bad = { lead, 1U << scope, telling, to, to->len };

	tell_bad_fields(&bad);
}

/* What cannot be read stands in another lead of the person or the debt. */
static void tell_bad_others(struct telling_own *own) {
	static const enum scope scopes[] = { OF_PERSON, OF_DEBT };
	struct lead *lead = own->trace->lead;
	const struct members *members = lead->gate->members;

	for (size_t i = 0; members && i < HL_LEN(scopes); i++) {
		if (!members_have_bad(members, lead, scopes[i]))
			continue;
		proof_and(own->to, own->begun);
		members_put(members, lead, scopes[i], BAD_CELL, own->to);
	}
}

/* What a rule compares with a number, and is none. */
static void tell_bad_numbers(struct telling_own *own, const struct rule *rule) {
	struct lead *lead = own->trace->lead;

	for (size_t i = 0; i < rule->terms_len; i++) {
		size_t field = rule->terms[i].field;
		struct hl_error ignored;
		bool holds;

		if (lead->gate->rules->fields[field].kind == COLUMN &&
			hl_test_value(&rule->terms[i].test, &lead_field(lead, field)->cell, &holds,
				&ignored) != HL_OK)
			tell_column(own, lead->gate->columns[field]);
	}
}

static void tell_bad(struct telling_own *own) {
	const struct hl_gate *gate = own->trace->lead->gate;
	const struct bad_fields bad = { own->trace->lead, 0, own->telling, own->to, own->begun };

	tell_bad_fields(&bad);
	tell_bad_own(own);
	for (size_t i = 0; i < gate->rules->len; i++)
		if (trace_is_asked(gate, i) && lead_is_for(own->trace->lead, &gate->rules->at[i]))
			tell_bad_numbers(own, &gate->rules->at[i]);
	tell_bad_others(own);
}

/* --- numbers --- */

/* What is to be told of numbers. */
enum trouble { IS_DEAD, IS_OPTED_OUT, IS_LISTED, IS_UNWANTED };

static bool has_trouble(struct of_number of, enum trouble trouble) {
	switch (trouble) {
	case IS_DEAD:
		return of.is_dead;
	case IS_OPTED_OUT:
		return of.opted_out != 0;
	case IS_LISTED:
		return of.listed != 0;
	case IS_UNWANTED:
		break;
	}
	return of.unwanted != 0;
}

static void tell_numbers(struct telling_own *own, enum trouble trouble) {
	const struct lead *lead = own->trace->lead;
	struct number numbers[NUMBERS];

	lead_numbers(lead, numbers);
	for (size_t i = 0; i < NUMBERS; i++)
		if (has_trouble(lead_number(lead, numbers[i]), trouble))
			tell_column(own, numbers[i].column);
	if (trouble == IS_DEAD)
		tell_filled(own, &lead->gate->at.phone_status, 1);
}

/* "cell: opted out by A12" */
static void tell_by(struct telling_own *own, size_t column, struct hl_str account) {
	tell_column(own, column);
	if (account.len == 0)
		return;
	hl_buf_add(own->to, HL_STR(": opted out by "));
	proof_cell(own->to, account);
}

/* Of the channel, by others that have the number or the address. */
static void tell_shared(struct telling_own *own, unsigned channel) {
	const struct lead *lead = own->trace->lead;
	const struct optouts *optouts = lead->gate->optouts;
	struct number numbers[NUMBERS];
	struct hl_str address = hl_cell_trimmed(lead->row, lead->gate->at.email);

	lead_numbers(lead, numbers);
	for (size_t i = 0; i < NUMBERS; i++)
		if (lead_number(lead, numbers[i]).shared & channel)
			tell_by(own, numbers[i].column,
				optouts_by_number(optouts,
					hl_cell_trimmed(lead->row, numbers[i].column), channel));
	if (optouts_of_address(optouts, address) & channel & EMAIL & ~optouts_said(lead))
		tell_by(own, lead->gate->at.email, optouts_by_address(optouts, address));
}

/* "consent_cell missing and consent_revoked_at=2026-02-01" */
static void tell_consent(struct telling_own *own) {
	const struct lead *lead = own->trace->lead;
	const struct gate_columns *at = &lead->gate->at;

	if (at->consent_cell == HL_NO_COLUMN)
		tell_word(own, HL_STR("consent_cell missing"));
	tell_column(own, at->consent_cell);
	if (lead->is_revoked)
		tell_column(own, at->consent_revoked);
}

/* Hours that are not wanted put it off; places only take away what is there. */
static void tell_wishes(struct telling_own *own) {
	const struct lead *lead = own->trace->lead;
	const struct gate_columns *at = &lead->gate->at;
	const struct verdict *judged = &own->trace->judged;
	size_t begun;

	for (size_t i = 0; i < judged->reasons_len; i++)
		if (judged->reasons[i].code == INCONVENIENT && judged->reasons[i].action == DEFER) {
			tell_column(own, at->no_time_windows);
			own->day = lead->gate->time->day + 1;
			return;
		}
	tell_column(own, at->no_places);
	begun = own->to->len;
	tell_numbers(own, IS_UNWANTED);
	if (own->to->len == begun)
		tell_column(own, at->email_place);
}

static void tell_own(struct telling_own *own, enum own_code code) {
	const struct gate_columns *at = &own->trace->lead->gate->at;

	switch (code) {
	case NO_TZ:
		tell_place(own);
		break;
	case NO_CHANNEL:
		tell_channels(own);
		break;
	case BAD_FLAG:
		tell_bad(own);
		break;
	case BAD_PHONE:
		tell_numbers(own, IS_DEAD);
		break;
	case OPTOUT_NUMBER:
		tell_numbers(own, IS_OPTED_OUT);
		break;
	case DNC:
		tell_numbers(own, IS_LISTED);
		break;
	case OPTOUT_CALL:
	case OPTOUT_SMS:
	case OPTOUT_EMAIL:
		tell_shared(own, 1U << (code - OPTOUT_CALL));
		break;
	case BAD_ADDR:
		tell_column(own, at->address);
		break;
	case NO_WORK:
		tell_column(own, at->work_prohibited);
		break;
	case INCONVENIENT:
		tell_wishes(own);
		break;
	case MANUAL_ONLY:
		tell_consent(own);
		break;
	case OWN_CODES:
		break;
	}
}

bool proof_own(
	struct trace *trace, size_t code, struct telling telling, struct hl_buf *to, int64_t *day) {
	struct telling_own own = {
		.trace = trace, .telling = telling, .to = to, .begun = to->len, .day = NO_DAY
	};

	if (code >= OWN_CODES)
		return false;
	tell_own(&own, (enum own_code)code);
	*day = own.day;
	/* The last ones are codes of rules, too. */
	return to->len > own.begun || code < OPTOUT_CALL;
}
