/*
 * orders.c - what people decided: this lead to that collector, and leads that are taken from one.
 *
 * An order stands above traits, absence and room, for whoever gave it knew why; only a lead that
 * stays where it is has no need of one.
 */
#include "orders.h"

#include <stdlib.h>

struct hl_orders *hl_orders_new(const struct hl_roster *roster, int64_t day) {
	struct hl_orders *orders = hl_claim(1, sizeof(*orders));

	orders->roster = roster;
	orders->day = day;
	orders->accounts = hl_keys_new_with(NULL, 1);
	orders->takings = hl_keys_new_with(NULL, 1);
	orders->standing = HL_NOBODY;
	return orders;
}

void hl_orders_free(struct hl_orders *orders) {
	if (!orders)
		return;
	hl_keys_free(orders->accounts);
	hl_keys_free(orders->takings);
	free(orders->at);
	hl_arena_release(&orders->arena);
	free(orders);
}

struct assign_order *orders_add(struct hl_orders *orders, uint32_t *number) {
	orders->at = hl_grow(orders->at, &orders->cap, orders->len + 1, sizeof(*orders->at));
	*number = (uint32_t)orders->len;
	orders->at[orders->len] = (struct assign_order){ .to = HL_NOBODY, .without = HL_NOBODY };
	return &orders->at[orders->len++];
}

uint32_t orders_collector(const struct hl_orders *orders, struct hl_str name) {
	size_t number = hl_keys_find(orders->roster->names, name);

	return number < orders->roster->len ? (uint32_t)number : HL_NOBODY;
}

/* The order that @keys have for @key. */
static uint32_t look(const struct hl_keys *keys, struct hl_str key) {
	size_t number = key.len ? hl_keys_find(keys, key) : HL_NO_KEY;

	return number == HL_NO_KEY ? HL_NO_ORDER : *hl_keys_words(keys, number);
}

uint32_t assign_order_of(
	const struct hl_orders *orders, struct hl_str id, struct hl_str from, bool *is_taken) {
	uint32_t taking = look(orders->takings, from);
	uint32_t order = look(orders->accounts, id);

	*is_taken = taking != HL_NO_ORDER;
	/* To give it back to the one it is taken from is no longer wanted. */
	if (*is_taken && order != HL_NO_ORDER &&
		hl_str_eq(orders->roster->at[orders->at[order].to].name, from))
		order = HL_NO_ORDER;
	return order != HL_NO_ORDER ? order : taking;
}

/* --- the one who gets everything --- */

/* ": perhaps Bo" where a name is nearly one of the roster. */
void orders_stranger(const struct hl_orders *orders, struct hl_str name, struct hl_buf *to) {
	const struct hl_roster *roster = orders->roster;
	struct hl_str *names = hl_claim(roster->len, sizeof(*names));
	const struct hl_str *nearest;
	char shown[64];

	for (size_t i = 0; i < roster->len; i++)
		names[i] = roster->at[i].name;
	nearest = hl_nearest(name, names, roster->len);
	hl_printable(name, shown, sizeof(shown));
	hl_buf_addf(to, "%s is not on the roster", shown);
	if (nearest) {
		hl_printable(*nearest, shown, sizeof(shown));
		hl_buf_addf(to, "; did you mean %s?", shown);
	}
	free(names);
}

enum hl_status hl_orders_default(
	struct hl_orders *orders, const char *collector, struct hl_error *err) {
	struct hl_str name = hl_str_trim(hl_str_of(collector));
	struct hl_buf text = { 0 };

	orders->standing = orders_collector(orders, name);
	if (orders->standing != HL_NOBODY)
		return HL_OK;
	orders_stranger(orders, name, &text);
	(void)hl_fail(err, HL_EUSAGE, "--default: %.*s", (int)text.len, text.at);
	hl_buf_release(&text);
	return HL_EUSAGE;
}

/* --- what came of them --- */

size_t hl_orders_len(const struct hl_orders *orders) {
	return orders->len;
}

struct hl_order hl_orders_at(const struct hl_orders *orders, size_t number) {
	const struct assign_order *order = &orders->at[number];
	bool is_known = order->to != HL_NOBODY;

	return (struct hl_order){
		.file = order->file,
		.line = order->line,
		.from = order->from,
		.to = is_known ? orders->roster->at[order->to].name : HL_STR(""),
		.is_out = order->is_out,
		.leads = order->leads,
	};
}
