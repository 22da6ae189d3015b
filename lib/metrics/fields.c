/*
 * fields.c - members of a struct as cells of a table, and back.
 *
 * To add a member to one of the structs: add its name to the list below.
 */
#include "fields.h"

#include "hl/partial.h"
#include "parts.h"

/* --- the lists: MEMBER is carried, ELSEWHERE has cells of its own, or none --- */

/* clang-format off */
#define EVENT(MEMBER, ELSEWHERE) \
	MEMBER(event, s) MEMBER(event, day) MEMBER(event, amount) MEMBER(event, due) \
	MEMBER(event, type) MEMBER(event, account) ELSEWHERE(event, collector) \
	MEMBER(event, id) MEMBER(event, ref) MEMBER(event, unknown) \
	MEMBER(event, window.from_s) MEMBER(event, window.to_s) ELSEWHERE(event, label) \
	MEMBER(event, stage) MEMBER(event, is_later) MEMBER(event, has_amount) \
	MEMBER(event, is_converted) MEMBER(event, is_agency) MEMBER(event, is_out) \
	MEMBER(event, is_call) MEMBER(event, is_right_party) MEMBER(event, is_contact) \
	MEMBER(event, has_promise) MEMBER(event, is_marked) MEMBER(event, is_settled) \
	MEMBER(event, keeps_placement) MEMBER(event, is_aside) \
	MEMBER(event, is_delivered) ELSEWHERE(event, file) ELSEWHERE(event, line)
#define FLOW(MEMBER, ELSEWHERE) \
	MEMBER(flow, cash) MEMBER(flow, gross) MEMBER(flow, hours) MEMBER(flow, cash_rows) \
	MEMBER(flow, gross_rows) MEMBER(flow, hours_rows) MEMBER(flow, payments) \
	MEMBER(flow, attempts) MEMBER(flow, calls) MEMBER(flow, right_party) MEMBER(flow, exports) \
	MEMBER(flow, contacts) MEMBER(flow, promised) MEMBER(flow, inbound) MEMBER(flow, fee) \
	MEMBER(flow, cost) MEMBER(flow, unrated) MEMBER(flow, uncosted)
#define WHEN(MEMBER, ELSEWHERE) \
	MEMBER(when, listed) MEMBER(when, every)
#define WORKDAY(MEMBER, ELSEWHERE) \
	ELSEWHERE(workday, collector) ELSEWHERE(workday, label) ELSEWHERE(workday, first) \
	ELSEWHERE(workday, slots) MEMBER(workday, day) ELSEWHERE(workday, took)
#define TAKINGS(MEMBER, ELSEWHERE) \
	MEMBER(takings, cash) MEMBER(takings, hours) MEMBER(takings, fee)
#define ACTIVE(MEMBER, ELSEWHERE) \
	ELSEWHERE(active_day, collector) MEMBER(active_day, day) MEMBER(active_day, did)
#define OWN_PART(MEMBER, ELSEWHERE) \
	MEMBER(own_part, term) MEMBER(own_part, sum) MEMBER(own_part, rows)
#define OWN_MARKS(MEMBER, ELSEWHERE) \
	MEMBER(own_marks, marks)
#define OWN_VALUE(MEMBER, ELSEWHERE) \
	MEMBER(own_value, value)
#define COUNTS(MEMBER, ELSEWHERE) \
	MEMBER(hl_meter_counts, events) MEMBER(hl_meter_counts, repeated) \
	MEMBER(hl_meter_counts, later) MEMBER(hl_meter_counts, unknown_results) \
	MEMBER(hl_meter_counts, unknown_stages) MEMBER(hl_meter_counts, unknown_types) \
	ELSEWHERE(hl_meter_counts, leads_before) \
	ELSEWHERE(hl_meter_counts, spilled) ELSEWHERE(hl_meter_counts, held) \
	\
	ELSEWHERE(hl_meter_counts, figures)
#define TYPE_COUNT(MEMBER, ELSEWHERE) \
	ELSEWHERE(hl_type_count, name) MEMBER(hl_type_count, n)
#define DAYS(MEMBER, ELSEWHERE) \
	MEMBER(hl_period, from_day) MEMBER(hl_period, to_day)
#define SEAL(MEMBER, ELSEWHERE) \
	MEMBER(hl_seal, lines) MEMBER(hl_seal, sum)

#define MEMBER_OF(tag, member) (((struct tag *)0)->member)
#define SHAPE_OF(value) _Generic((value), int64_t: WHOLE_NUMBER, uint64_t: UNSIGNED, uint32_t: WORD, \
	hl_wide: WIDE, uint8_t: BYTE, bool: FLAG, struct hl_str: TEXT, const struct type *: TYPE)
#define CARRIED(tag, member) { #member, SHAPE_OF(MEMBER_OF(tag, member)), offsetof(struct tag, member) },
#define NOT_CARRIED(tag, member) { #member, APART, 0 },
#define FIELDS_OF(list) { (const struct field[]){ list(CARRIED, NOT_CARRIED) }, \
	sizeof((const struct field[]){ list(CARRIED, NOT_CARRIED) }) / sizeof(struct field) }

const struct fields event_fields = FIELDS_OF(EVENT);
const struct fields flow_fields = FIELDS_OF(FLOW);
const struct fields when_fields = FIELDS_OF(WHEN);
const struct fields workday_fields = FIELDS_OF(WORKDAY);
const struct fields takings_fields = FIELDS_OF(TAKINGS);
const struct fields active_fields = FIELDS_OF(ACTIVE);
const struct fields own_part_fields = FIELDS_OF(OWN_PART);
const struct fields own_marks_fields = FIELDS_OF(OWN_MARKS);
const struct fields own_value_fields = FIELDS_OF(OWN_VALUE);
const struct fields count_fields = FIELDS_OF(COUNTS);
const struct fields type_count_fields = FIELDS_OF(TYPE_COUNT);
const struct fields days_fields = FIELDS_OF(DAYS);
const struct fields seal_fields = FIELDS_OF(SEAL);
/* clang-format on */

/* --- no list lacks a member: each struct is set once, member by member, and none may be left ---
 */

#define NOUGHT(tag, member) (__typeof__(MEMBER_OF(tag, member))){ 0 },
#define WHOLE(tag, list)                                                                           \
	__attribute__((unused)) static void whole_##tag(void) {                                    \
		const struct tag whole = { list(NOUGHT, NOUGHT) };                                 \
		(void)whole;                                                                       \
	}

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wmissing-braces"
WHOLE(event, EVENT)
WHOLE(flow, FLOW)
WHOLE(when, WHEN)
WHOLE(workday, WORKDAY)
WHOLE(takings, TAKINGS)
WHOLE(active_day, ACTIVE)
WHOLE(own_part, OWN_PART)
WHOLE(own_marks, OWN_MARKS)
WHOLE(own_value, OWN_VALUE)
WHOLE(hl_meter_counts, COUNTS)
WHOLE(hl_type_count, TYPE_COUNT)
WHOLE(hl_period, DAYS)
WHOLE(hl_seal, SEAL)
#pragma GCC diagnostic pop

/* --- to cells --- */

static hl_wide value_of(const struct field *field, const void *of) {
	const char *at = (const char *)of + field->at;

	switch (field->shape) {
	case WHOLE_NUMBER:
		return *(const int64_t *)(const void *)at;
	case UNSIGNED:
		return *(const uint64_t *)(const void *)at;
	case WORD:
		return *(const uint32_t *)(const void *)at;
	case WIDE:
		return *(const hl_wide *)(const void *)at;
	case BYTE:
		return *(const uint8_t *)(const void *)at;
	case FLAG:
		return *(const bool *)(const void *)at;
	case TYPE:
		return *(const struct type *const *)(const void *)at - types;
	case TEXT:
	case APART:
		break;
	}
	return 0;
}

/* In decimals; 0 is left out. */
static void put_number(hl_wide value, struct hl_buf *to) {
	char text[48];
	size_t from = sizeof(text);
	bool is_negative = value < 0;

	for (; value != 0; value /= 10)
		text[--from] = (char)('0' + (int)(is_negative ? -(value % 10) : value % 10));
	if (is_negative)
		text[--from] = '-';
	hl_buf_add(to, (struct hl_str){ text + from, sizeof(text) - from });
}

void fields_put(const struct fields *fields, const void *of, struct hl_buf *to) {
	for (size_t i = 0; i < fields->len; i++) {
		const struct field *field = &fields->at[i];
		const char *at = (const char *)of + field->at;

		if (field->shape == APART)
			continue;
		if (field->shape == TEXT) {
			hl_put_more(
				to, hl_dialect_of(','), *(const struct hl_str *)(const void *)at);
			continue;
		}
		hl_buf_add_char(to, ',');
		put_number(value_of(field, of), to);
	}
}

/* --- and back --- */

static bool number_of(struct hl_str cell, hl_wide *value) {
	bool is_negative = cell.len > 0 && cell.at[0] == '-';
	size_t i = is_negative;

	*value = 0;
	if (cell.len == i)
		return !is_negative;
	for (; i < cell.len; i++) {
		int digit = cell.at[i] - '0';

		if (digit < 0 || digit > 9 || __builtin_mul_overflow(*value, 10, value) ||
			__builtin_add_overflow(*value, is_negative ? -digit : digit, value))
			return false;
	}
	return true;
}

#define SET(type, to, value)                                                                       \
	((value) == (hl_wide)(type)(value) ? (*(type *)(void *)(to) = (type)(value), true) : false)

static bool set_type(char *to, hl_wide value) {
	if (value < 0 || value >= (hl_wide)types_len)
		return false;
	*(const struct type **)(void *)to = &types[value];
	return true;
}

static bool set_number(const struct field *field, char *to, hl_wide value) {
	switch (field->shape) {
	case WHOLE_NUMBER:
		return SET(int64_t, to, value);
	case UNSIGNED:
		return SET(uint64_t, to, value);
	case WORD:
		return SET(uint32_t, to, value);
	case WIDE:
		return SET(hl_wide, to, value);
	case BYTE:
		return SET(uint8_t, to, value);
	case FLAG:
		return SET(bool, to, value);
	case TYPE:
		return set_type(to, value);
	case TEXT:
	case APART:
		break;
	}
	return false;
}

size_t fields_parse(const struct fields *fields, const struct hl_row *row, size_t first, void *of) {
	for (size_t i = 0; i < fields->len; i++) {
		const struct field *field = &fields->at[i];
		char *to = (char *)of + field->at;
		hl_wide value;

		if (field->shape == APART)
			continue;
		if (first >= row->len)
			return row->len - 1;
		if (field->shape == TEXT)
			*(struct hl_str *)(void *)to = hl_cell(row, first);
		else if (!number_of(hl_cell(row, first), &value) || !set_number(field, to, value))
			return first;
		first++;
	}
	return HL_NO_COLUMN;
}

size_t fields_cells(const struct fields *fields) {
	size_t cells = 0;

	for (size_t i = 0; fields && i < fields->len; i++)
		cells += fields->at[i].shape != APART;
	return cells;
}

/* --- what they are --- */

uint64_t bytes_print(struct hl_str bytes, uint64_t mixed) {
	mixed ^= UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < bytes.len; i++)
		mixed = (mixed ^ (unsigned char)bytes.at[i]) * UINT64_C(0x100000001b3);
	return mixed;
}

uint64_t fields_print(const struct fields *fields, uint64_t mixed) {
	for (size_t i = 0; fields && i < fields->len; i++) {
		const struct field *field = &fields->at[i];

		mixed = bytes_print(hl_str_of(field->name), mixed + (uint64_t)field->shape);
	}
	return mixed;
}
