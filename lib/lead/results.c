/*
 * results.c - what an attempt came to, and what each result counts as.
 *
 * To add one: add its row, document the name in man/hl-data.5. Nothing else knows the names.
 */
#include "hl/lead.h"

#define ATTEMPT .is_attempt = true
#define COUNTED .is_attempt = true, .is_counted = true
#define HUMAN .is_contact = true
#define RIGHT_PARTY .is_contact = true, .is_right_party = true, .is_conversation = true

const struct hl_result hl_results[] = {
	{ "no_answer", "it rang and nobody answered", COUNTED },
	{ "busy", "engaged: not connected", ATTEMPT },
	{ "not_in_service", "disconnected or not in service", ATTEMPT },
	{ "vm_no_message", "a machine answered, no message was left", COUNTED },
	{ "vm_message", "a message was left on a machine", COUNTED },
	{ "answered_hangup", "somebody answered and hung up", COUNTED, HUMAN },
	{ "abandoned", "the dialer dropped an answered call", COUNTED },
	{ "third_party", "somebody else than the consumer answered", COUNTED, HUMAN },
	{ "wrong_number", "the consumer is not known there", COUNTED, HUMAN },
	{ "rpc_no_result", "talked with the consumer, nothing came of it", COUNTED, RIGHT_PARTY },
	{ "rpc_refused", "the consumer refused to pay", COUNTED, RIGHT_PARTY },
	{ "rpc_dispute", "the consumer disputes the debt", COUNTED, RIGHT_PARTY },
	{ "rpc_promise", "the consumer promised a payment", COUNTED, RIGHT_PARTY },
	{ "rpc_payment", "the consumer paid", COUNTED, RIGHT_PARTY },
	{ "inbound_rpc", "the consumer called", RIGHT_PARTY },
	{ "fax", "a fax machine answered", ATTEMPT },
	{ "blocked", "the call was blocked on its way", ATTEMPT },
	{ "network_error", "the network failed", ATTEMPT },
};
const size_t hl_results_len = HL_LEN(hl_results);

const struct hl_result *hl_result_find(struct hl_str name) {
	int first = name.len ? name.at[0] | ('a' - 'A') : 0;

	for (size_t i = 0; i < hl_results_len; i++)
		if (hl_results[i].name[0] == first &&
			hl_str_same(hl_str_of(hl_results[i].name), name))
			return &hl_results[i];
	return NULL;
}
