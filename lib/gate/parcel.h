/* parcel.h - inside lib/gate: an event of the log on its way to the facts of its account. */
#ifndef HL_GATE_PARCEL_H
#define HL_GATE_PARCEL_H

#include "contacts.h"

enum parcel_kind { A_CONTACT, A_PAYMENT, A_SWITCH, A_PROMISE };

/* What is known of an event when its block is taken; the texts stand behind it. */
struct parcel {
	struct contact contact;
	struct hl_key account;
	enum parcel_kind kind;
	unsigned channels; /* A_SWITCH: of opt-outs; 0: the recall */
	bool is_on;        /* A_SWITCH: not taken back; A_PROMISE: not cancelled */
	int64_t due;       /* A_PROMISE: the day */
	bool tells;        /* A_CONTACT: something was told */
	struct hl_str account_id, person, number, unknown;
};

/* One at a time, in the order of the log: the texts are borrowed. */
void contacts_take(struct hl_contacts *contacts, const struct parcel *parcel);

#endif
