/* queue_money.c - amounts in cents, as people and as the script read them. */
#include "queue.h"

#include <inttypes.h>
#include <stdio.h>

enum { MILLIONTHS_A_CENT = 10000, ROOM = 64 };

hl_wide queue_cents(int64_t dec) {
	hl_wide size = dec < 0 ? -(hl_wide)dec : dec;
	hl_wide cents = (size + MILLIONTHS_A_CENT / 2) / MILLIONTHS_A_CENT;

	return dec < 0 ? -cents : cents;
}

/* Digits of @n from the right, @group of them between two commas (0: none); returns their start. */
static char *digits(hl_wide n, unsigned group, char *end) {
	unsigned put = 0;

	do {
		if (group && put && put % group == 0)
			*--end = ',';
		*--end = (char)('0' + (int)(n % 10));
		n /= 10;
		put++;
	} while (n > 0);
	return end;
}

static void put_amount(
	struct hl_export *doc, hl_wide cents, unsigned group, struct hl_str currency) {
	char text[ROOM];
	char *end = text + sizeof(text);
	hl_wide size = cents < 0 ? -cents : cents;
	char *at = digits(size / 100, group, end);

	if (cents < 0)
		hl_buf_add_char(&doc->out, '-');
	html_put(doc, currency);
	hl_put_str(doc, (struct hl_str){ at, (size_t)(end - at) });
	hl_buf_addf(&doc->out, ".%02d", (int)(size % 100));
}

void hl_queue_put_money(struct hl_buf *to, hl_wide cents, struct hl_str currency) {
	char text[ROOM];
	char *end = text + sizeof(text);
	hl_wide size = cents < 0 ? -cents : cents;
	char *at = digits(size / 100, 3, end);

	if (cents < 0)
		hl_buf_add_char(to, '-');
	hl_buf_add(to, currency);
	hl_buf_add(to, (struct hl_str){ at, (size_t)(end - at) });
	hl_buf_addf(to, ".%02d", (int)(size % 100));
}

void queue_put_money(struct hl_export *doc, hl_wide cents) {
	put_amount(doc, cents, 3, doc->options->currency);
}

void queue_put_plain(struct hl_export *doc, hl_wide cents) {
	put_amount(doc, cents, 0, HL_STR(""));
}
