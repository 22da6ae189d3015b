/* span.c - lengths of time such as 30s 15m 12h 7d 2w. */
#include "hl/value.h"

#include "digits.h"

static const struct unit {
	char letter;
	bool calendar;
	int32_t s;
} units[] = {
	{ 'w', true, 604800 },
	{ 'd', true, HL_DAY_S },
	{ 'h', false, 3600 },
	{ 'm', false, 60 },
	{ 's', false, 1 },
};

enum { LONGEST_D = 36525 };

static const struct unit *find_unit(char letter) {
	for (size_t i = 0; i < HL_LEN(units); i++)
		if (units[i].letter == letter)
			return &units[i];
	return NULL;
}

enum hl_status hl_span_parse(struct hl_str text, struct hl_span *span, struct hl_error *err) {
	const int64_t longest = (int64_t)LONGEST_D * HL_DAY_S;
	const struct unit *unit = text.len > 1 ? find_unit(text.at[text.len - 1]) : NULL;
	int64_t count = 0;

	if (!unit)
		return hl_fail_value(err, text, "not a span such as 30s 15m 12h 7d 2w");
	for (size_t i = 0; i + 1 < text.len; i++) {
		if (!hl_is_digit(text.at[i]))
			return hl_fail_value(err, text, "not a span such as 30s 15m 12h 7d 2w");
		if (count <= longest)
			count = count * 10 + (text.at[i] - '0');
	}
	if (count > longest / unit->s)
		return hl_fail_value(err, text, "a span of more than 100 years");
	*span = (struct hl_span){ count * unit->s, unit->calendar };
	return HL_OK;
}

size_t hl_span_print(int64_t seconds, char *to) {
	uint64_t size = magnitude(seconds);
	size_t i = 1; /* weeks are not printed: 8 days are told from 9 */
	char *at = to;

	while (i + 1 < HL_LEN(units) && size < (uint64_t)units[i].s)
		i++;
	if (seconds < 0)
		*at++ = '-';
	at = put_number(at, size / (uint64_t)units[i].s);
	*at++ = units[i].letter;
	return (size_t)(at - to);
}
