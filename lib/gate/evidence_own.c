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

static bool is_bad_day(const struct lead *lead, size_t column) {
	struct hl_str cell = hl_cell_trimmed(lead->row, column);
	struct hl_error ignored;
	struct hl_time time;

	return cell.len > 0 &&
	       hl_time_parse(cell, &lead->gate->time->rules, &time, &ignored) != HL_OK;
}

static bool is_bad_hours(const struct lead *lead, size_t column) {
	struct hl_str rest = hl_cell_trimmed(lead->row, column);
	struct hours hours;

	while (rest.len > 0)
		if (!opening_parse(hl_str_trim(hl_str_cut(&rest, '|')), &hours))
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
		if (is_bad_day(lead, days[i]))
			tell_column(own, days[i]);
	if (is_bad_hours(lead, at->no_time_windows))
		tell_column(own, at->no_time_windows);
}

static bool is_bad_in(const struct lead *lead, enum field_kind kind, size_t column) {
	if (column == HL_NO_COLUMN)
		return false;
	return kind == FLAG ? is_bad_flag(lead, column) : is_bad_day(lead, column);
}

/* A flag or a day of a rule. */
static void tell_bad_fields(struct telling_own *own) {
	const struct lead *lead = own->trace->lead;
	const struct hl_gate *gate = lead->gate;

	for (size_t i = 0; i < gate->checked_len; i++) {
		size_t field = gate->checked[i];
		enum field_kind kind = gate->rules->fields[field].kind;

		if (is_bad_in(lead, kind, gate->columns[field]))
			tell_column(own, gate->columns[field]);
		if (is_bad_in(lead, kind, gate->seconds[field]))
			tell_column(own, gate->seconds[field]);
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

	tell_bad_fields(own);
	tell_bad_own(own);
	for (size_t i = 0; i < gate->rules->len; i++)
		if (trace_is_asked(gate, i) && lead_is_for(own->trace->lead, &gate->rules->at[i]))
			tell_bad_numbers(own, &gate->rules->at[i]);
}

/* --- numbers --- */

/* @is_dead: those that nobody can call, else those that have opted out. */
static void tell_numbers(struct telling_own *own, bool is_dead) {
	const struct lead *lead = own->trace->lead;
	struct number numbers[NUMBERS];

	lead_numbers(lead, numbers);
	for (size_t i = 0; i < NUMBERS; i++) {
		struct of_number of = lead_number(lead, numbers[i]);

		if (is_dead ? of.is_dead : of.opted_out != 0)
			tell_column(own, numbers[i].column);
	}
	if (is_dead)
		tell_filled(own, &lead->gate->at.phone_status, 1);
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

static void tell_wishes(struct telling_own *own) {
	tell_column(own, own->trace->lead->gate->at.no_time_windows);
	own->day = own->trace->lead->gate->time->day + 1;
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
	case OPTOUT_NUMBER:
		tell_numbers(own, code == BAD_PHONE);
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
	return true;
}
