/* fairness.c - what each was entitled to, and what each got. */
#include "parts.h"

static const char *const columns[] = { "collector", "weight", "entitled", "received", "deviation",
	"value" };

bool hl_fairness_has(const struct hl_header *header) {
	bool has = header->len == HL_LEN(columns);

	for (size_t i = 0; i < HL_LEN(columns) && has; i++)
		has = hl_str_eq(header->names[i], hl_str_of(columns[i]));
	return has;
}

static void put_amount(struct hl_buf *to, struct hl_dialect dialect, int64_t amount) {
	char text[HL_DEC_ROOM];

	hl_put_more(to, dialect, (struct hl_str){ text, hl_dec_print(amount, text) });
}

static void put_value(struct hl_buf *to, struct hl_dialect dialect, hl_wide value) {
	char text[HL_SUM_ROOM];

	hl_put_more(to, dialect, (struct hl_str){ text, hl_sum_print(value, 0, text) });
}

void assign_fairness_put(const struct hl_desk *desk, struct hl_dialect dialect, struct hl_buf *to) {
	hl_put_cell(to, dialect, hl_str_of(columns[0]), false);
	for (size_t i = 1; i < HL_LEN(columns); i++)
		hl_put_more(to, dialect, hl_str_of(columns[i]));
	hl_buf_add_char(to, '\n');
	for (size_t i = 0; i < desk->len; i++) {
		const struct hl_share *share = desk->at[i].share;

		hl_put_cell(to, dialect, desk->at[i].name, false);
		put_amount(to, dialect, desk->weights[i]);
		put_amount(to, dialect, share->entitled);
		put_amount(to, dialect, share->received);
		put_amount(to, dialect, share->received - share->entitled);
		put_value(to, dialect, share->value);
		hl_buf_add_char(to, '\n');
	}
}
