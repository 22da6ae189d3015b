/* parcel.h - inside lib/gate: an event of the log on its way to the facts of its account. */
#ifndef HL_GATE_PARCEL_H
#define HL_GATE_PARCEL_H

#include "contacts.h"

enum parcel_kind { A_CONTACT, A_PAYMENT, A_SWITCH, A_PROMISE };

/* What an event is to its account. */
struct parcel {
	struct contact contact;
	int64_t due;      /* A_PROMISE: the day */
	uint8_t kind;     /* enum parcel_kind */
	uint8_t channels; /* A_SWITCH: of opt-outs; 0: the recall */
	bool is_on : 1;   /* A_SWITCH: not taken back; A_PROMISE: not cancelled */
	bool tells : 1;   /* A_CONTACT: something was told */
};

/* As shards_fold: @contacts, a parcel. Of promises of one second the last one stands. */
void contacts_fold(void *contacts, size_t shard, uint32_t *words, const void *parcel);

/* The number opts out of the parcel's channels, or takes that back. From any thread. */
void contacts_switch(
	struct hl_contacts *contacts, struct hl_str number, const struct parcel *parcel);

/* All of the log was folded. */
void contacts_gather(struct hl_contacts *contacts);

/* Calls whose result nobody knows. */
void contacts_unknown(struct hl_contacts *contacts, const struct hl_keys *unknown);

#endif
