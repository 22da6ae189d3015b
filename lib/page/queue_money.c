/* queue_money.c - amounts in cents, as people and as the script read them. */
#include "queue.h"

enum { MILLIONTHS_A_CENT = 10000, ROOM = 64 };

hl_wide queue_cents(hl_wide dec) {
	hl_wide size = dec < 0 ? -dec : dec;
	hl_wide cents = (size + MILLIONTHS_A_CENT / 2) / MILLIONTHS_A_CENT;

	return dec < 0 ? -cents : cents;
}

/* Without its sign. */
static void put_size(struct hl_buf *to, hl_wide cents) {
	hl_wide size = cents < 0 ? -cents : cents;
	hl_wide whole = size / 100;
	char text[ROOM];
	char *at = text + sizeof(text);
	unsigned put = 0;

	do {
		if (put && put % 3 == 0)
			*--at = ',';
		*--at = (char)('0' + (int)(whole % 10));
		whole /= 10;
		put++;
	} while (whole > 0);
	hl_buf_add(to, (struct hl_str){ at, (size_t)(text + sizeof(text) - at) });
	hl_buf_addf(to, ".%02d", (int)(size % 100));
}

void hl_queue_put_money(struct hl_buf *to, hl_wide cents, struct hl_str currency) {
	hl_buf_add(to, cents < 0 ? HL_STR("-") : HL_STR(""));
	hl_buf_add(to, currency);
	put_size(to, cents);
}

/* As hl_queue_put_money, the currency made safe. */
void queue_put_money(struct hl_export *doc, hl_wide cents) {
	hl_put(doc, cents < 0 ? "-" : "");
	html_put(doc, doc->options->currency);
	put_size(&doc->out, cents);
}

void queue_put_plain(struct hl_export *doc, int64_t dec) {
	char text[HL_SUM_ROOM];

	hl_put_str(doc, (struct hl_str){ text, hl_sum_print(dec, 2, text) });
}
