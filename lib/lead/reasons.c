/*
 * reasons.c - what a person says for a code under reasons.
 *
 * A rule that comes to lib/gate/us.csv or uk.csv needs its row here: tests/reasons.bats asks for
 * it. No comma and no semicolon stands in them: they stand in lists.
 */
#include "hl/lead.h"

static const struct {
	const char *code, *said;
} reasons[] = {
	/* of the gate itself */
	{ "NO_TZ", "time zone not known" },
	{ "NO_CHANNEL", "no way to reach the person is left" },
	{ "BAD_FLAG", "a cell cannot be read" },
	{ "BAD_PHONE", "phone number does not work" },
	{ "BAD_ADDR", "mail comes back from the address" },
	{ "NO_WORK", "not at the number of work" },
	{ "INCONVENIENT", "time or place is inconvenient" },
	{ "MANUAL_ONLY", "no dialer: call by hand" },
	{ "OPTOUT_NUMBER", "a number has opted out" },
	{ "DNC", "a number is on the do-not-call list" },
	/* what ends it */
	{ "CEASE", "asked not to be contacted" },
	{ "ATTY", "has an attorney" },
	{ "BANKRUPT", "bankrupt" },
	{ "BK_DISMISSED", "bankruptcy was dismissed" },
	{ "ESTATE", "has died" },
	{ "MINOR", "is a minor" },
	{ "PAID", "paid" },
	{ "RECALLED", "taken back by the client" },
	{ "CLOSED", "closed" },
	{ "DUP", "is there twice" },
	{ "LOCATION", "contact is not the consumer" },
	{ "STOP_REQUEST", "asked not to be contacted" },
	{ "STOP_LOST", "went to another service" },
	{ "STOP_RESOLVED", "nothing is owed" },
	{ "STOP_ATTEMPTS", "six attempts in fourteen days without a conversation" },
	/* what holds it */
	{ "DISPUTE", "disputes the debt" },
	{ "VALIDATION_DUE", "validation notice not sent yet" },
	{ "SCRA", "in military service" },
	{ "FRAUD", "fraud is claimed" },
	{ "INCARC", "in prison" },
	{ "LEGAL", "in court" },
	{ "BREATHING", "in a breathing space" },
	{ "MORATORIUM", "in a moratorium" },
	{ "VULN", "vulnerable" },
	/* what puts it off */
	{ "ON_PLAN", "pays by a plan" },
	{ "PLAN_30D", "given 30 days to make a plan" },
	{ "PDC", "a payment of a later date is on file" },
	{ "PTP_PENDING", "a promise is pending" },
	{ "WORKED_TODAY", "worked today" },
	{ "CALLS_7IN7", "seven calls in seven days" },
	{ "CONV_COOLDOWN", "talked lately" },
	{ "PATTERN", "called often lately" },
	{ "HOURS", "outside the hours" },
	/* what closes a channel */
	{ "OPTOUT", "opted out of all contact" },
	{ "OPTOUT_CALL", "opted out of calls" },
	{ "OPTOUT_SMS", "opted out of texts" },
	{ "OPTOUT_EMAIL", "opted out of e-mail" },
	{ "OPTOUT_MAIL", "opted out of letters" },
	{ "REVOKED", "consent was taken back" },
	{ "SMS_60D", "no text: number not checked for 60 days" },
	{ "EMAIL_BASIS", "no e-mail: no basis on file" },
	{ "EMAIL_WORK", "no e-mail: address is that of work" },
	{ "TPS", "on the Telephone Preference Service" },
	{ "PECR_CONSENT", "no consent to marketing" },
	/* what is to be said */
	{ "TIME_BARRED", "debt is time-barred" },
	/* of the example's house rules */
	{ "CLIENT_WEEK", "the client's weekly limit is reached" },
	{ "SMALL_BAL", "small balance" },
};

const char *hl_reason_said(struct hl_str code) {
	for (size_t i = 0; i < HL_LEN(reasons); i++)
		if (hl_str_eq(code, hl_str_of(reasons[i].code)))
			return reasons[i].said;
	return NULL;
}
