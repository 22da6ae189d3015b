/* span.c - spans: what is one, how long it is, how it prints. */
#include "hl/value.h"

#include <stdio.h>
#include <string.h>

#define TEXT(literal)                                                                              \
	{ literal, sizeof(literal) - 1 }

static const struct {
	struct hl_str text;
	enum hl_status status;
	int64_t s;
	bool calendar;
} cases[] = {
	{ TEXT("30s"), HL_OK, 30, false },
	{ TEXT("15m"), HL_OK, 900, false },
	{ TEXT("12h"), HL_OK, 43200, false },
	{ TEXT("7d"), HL_OK, 604800, true },
	{ TEXT("2w"), HL_OK, 1209600, true },
	{ TEXT("0d"), HL_OK, 0, true },
	{ TEXT("007d"), HL_OK, 604800, true },
	{ TEXT("36525d"), HL_OK, 3155760000, true },
	{ TEXT("3155760000s"), HL_OK, 3155760000, false },
	{ TEXT("36526d"), HL_EDATA, 0, false },
	{ TEXT("3155760001s"), HL_EDATA, 0, false },
	{ TEXT("99999999999999999999999999d"), HL_EDATA, 0, false },
	{ TEXT(""), HL_EDATA, 0, false },
	{ TEXT("d"), HL_EDATA, 0, false },
	{ TEXT("7"), HL_EDATA, 0, false },
	{ TEXT("-7d"), HL_EDATA, 0, false },
	{ TEXT("+7d"), HL_EDATA, 0, false },
	{ TEXT("7 d"), HL_EDATA, 0, false },
	{ TEXT("7d "), HL_EDATA, 0, false },
	{ TEXT("7D"), HL_EDATA, 0, false },
	{ TEXT("7y"), HL_EDATA, 0, false },
	{ TEXT("1.5h"), HL_EDATA, 0, false },
	{ TEXT("1h30m"), HL_EDATA, 0, false },
	{ TEXT("7\0d"), HL_EDATA, 0, false },
};

static const struct {
	int64_t s;
	const char *prints;
} prints[] = {
	{ 0, "0s" },
	{ 59, "59s" },
	{ 60, "1m" },
	{ 3599, "59m" },
	{ 45000, "12h" },
	{ 86399, "23h" },
	{ 86400, "1d" },
	{ 1209600, "14d" },
	{ -45000, "-12h" },
	{ INT64_MAX, "106751991167300d" },
	{ INT64_MIN, "-106751991167300d" },
};

int main(void) {
	int failed = 0;

	for (size_t i = 0; i < HL_LEN(cases); i++) {
		struct hl_error err = { 0 };
		struct hl_span span = { 0 };

		if (hl_span_parse(cases[i].text, &span, &err) != cases[i].status ||
			span.s != cases[i].s || span.calendar != cases[i].calendar) {
			printf("not ok span: %s: %s\n", cases[i].text.at, err.text);
			failed = 1;
		}
	}
	for (size_t i = 0; i < HL_LEN(prints); i++) {
		char to[HL_SPAN_ROOM];
		struct hl_str text = { to, hl_span_print(prints[i].s, to) };

		if (!hl_str_eq(text, hl_str_of(prints[i].prints))) {
			printf("not ok span: %s: %.*s\n", prints[i].prints, (int)text.len, to);
			failed = 1;
		}
	}
	return failed;
}
