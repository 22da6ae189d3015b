/* words.c - what a person says for what happened. */
#include "hl/beside.h"

#include <inttypes.h>
#include <stdio.h>

struct word {
	const char *name, *said;
};

static const char *say(const struct word *words, size_t len, struct hl_str name) {
	for (size_t i = 0; i < len; i++)
		if (hl_str_same(name, hl_str_of(words[i].name)))
			return words[i].said;
	return NULL;
}

const char *hl_activity_type(struct hl_str type) {
	static const struct word words[] = {
		{ "abandoned_payment", "Abandoned payment" },
		{ "viewed_plans", "Viewed payment plans" },
		{ "portal_visit", "Portal visit" },
		{ "partial_payment", "Partial payment" },
		{ "promise", "Promise to pay" },
		{ "promise_cancelled", "Promise taken back" },
		{ "email_open", "E-mail opened" },
		{ "sms_click", "SMS link click" },
		{ "inbound_call", "Inbound call" },
		{ "payment", "Payment" },
		{ "reversal", "Payment went back" },
		{ "adjustment", "Balance corrected" },
		{ "opt_out", "Asked not to be contacted" },
		{ "placed", "Placed by the client" },
		{ "recalled", "Taken back by the client" },
		{ "created", "Lead began" },
		{ "stage", "Reached the stage" },
		{ "note", "Note" },
	};

	return say(words, HL_LEN(words), type);
}

const char *hl_activity_result(struct hl_str result) {
	static const struct word words[] = {
		{ "no_answer", "no answer" },
		{ "busy", "busy" },
		{ "not_in_service", "number not in service" },
		{ "vm_no_message", "machine, no message left" },
		{ "vm_message", "left a message" },
		{ "answered_hangup", "answered and hung up" },
		{ "abandoned", "dropped by the dialer" },
		{ "third_party", "somebody else answered" },
		{ "wrong_number", "wrong number" },
		{ "rpc_no_result", "talked, nothing came of it" },
		{ "rpc_refused", "talked, refused to pay" },
		{ "rpc_dispute", "talked, disputes the debt" },
		{ "rpc_promise", "talked, promised to pay" },
		{ "rpc_payment", "talked, paid" },
		{ "inbound_rpc", "talked" },
		{ "fax", "fax machine" },
		{ "blocked", "blocked on its way" },
		{ "network_error", "network failed" },
	};

	return say(words, HL_LEN(words), result);
}

const char *hl_activity_attempt(struct hl_str channel, struct hl_str direction) {
	static const struct word out[] = { { "", "We called" }, { "call", "We called" },
		{ "sms", "We texted" }, { "email", "We e-mailed" }, { "mail", "We wrote a letter" },
		{ "web", "We wrote on the web" } };
	static const struct word in[] = { { "", "Called us" }, { "call", "Called us" },
		{ "sms", "Texted us" }, { "email", "E-mailed us" }, { "mail", "Wrote a letter" },
		{ "web", "Wrote on the web" } };
	bool is_in =
		hl_str_same(direction, HL_STR("in")) || hl_str_same(direction, HL_STR("inbound"));

	return is_in ? say(in, HL_LEN(in), channel) : say(out, HL_LEN(out), channel);
}

/* A mail is opened, a link in a text followed: that says how it came already. */
static bool says_channel(struct hl_str type) {
	static const struct hl_str types[] = { { "abandoned_payment", 17 }, { "viewed_plans", 12 },
		{ "portal_visit", 12 }, { "email_open", 10 }, { "sms_click", 9 },
		{ "inbound_call", 12 } };

	for (size_t i = 0; i < HL_LEN(types); i++)
		if (hl_str_same(type, types[i]))
			return true;
	return false;
}

const char *hl_activity_channel(struct hl_str type, struct hl_str channel) {
	static const struct word words[] = { { "", "" }, { "call", " by phone" },
		{ "sms", " by text" }, { "email", " by e-mail" }, { "mail", " by letter" },
		{ "web", " on the web" } };

	return says_channel(type) ? "" : say(words, HL_LEN(words), channel);
}

void hl_age_print(int64_t age_s, char *to) {
	if (age_s < 3600)
		snprintf(to, HL_AGO_ROOM, "%" PRId64 "min", age_s / 60);
	else if (age_s < HL_DAY_S)
		snprintf(to, HL_AGO_ROOM, "%" PRId64 "h", age_s / 3600);
	else
		snprintf(to, HL_AGO_ROOM, "%" PRId64 "d", age_s / HL_DAY_S);
}

void hl_ago_print(int64_t age_s, char *to) {
	char age[HL_AGO_ROOM];

	hl_age_print(age_s, age);
	if (age_s < 60)
		snprintf(to, HL_AGO_ROOM, "just now");
	else
		snprintf(to, HL_AGO_ROOM, "%.*s ago", HL_AGO_ROOM - 5, age);
}
