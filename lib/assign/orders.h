/* orders.h - inside lib/assign: what people decided about leads. */
#ifndef HL_ASSIGN_ORDERS_H
#define HL_ASSIGN_ORDERS_H

#include "parts.h"

struct hl_orders {
	const struct hl_roster *roster;
	int64_t day;              /* rows until a day before it have expired */
	struct hl_keys *accounts; /* of --manual, each with the number of its order */
	struct hl_keys *takings;  /* the names of --reassign, likewise */
	struct assign_order *at;
	size_t len, cap;
	uint32_t standing; /* --default, or HL_NOBODY */
	struct hl_arena arena;
};

/* A new order and its number; good until the next one is added. */
struct assign_order *orders_add(struct hl_orders *orders, uint32_t *number);

/* The number of a collector of the roster, or HL_NOBODY. */
uint32_t orders_collector(const struct hl_orders *orders, struct hl_str name);

/* What to say of a name that the command line gives and the roster has not. */
void orders_stranger(const struct hl_orders *orders, struct hl_str name, struct hl_buf *to);

#endif
