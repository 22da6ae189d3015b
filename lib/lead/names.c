/*
 * names.c - what files of the field call the columns we know.
 *
 * To add a name: a word in the row of its column, in the plain form of plain() below, and a line in
 * hl-data(5). A name must stand in one row only, or every file that has it is ambiguous. Words
 * behind || are columns of their own in other tables: they are looked at where no other is there.
 */
#include "hl/lead.h"

#include <string.h>

const struct hl_alias hl_aliases[] = {
	{ "account_id",
		"accountid|account|acct|acctno|accountnumber|accountno|filenumber|fileno|"
		"vendorleadcode|debtornumber|refno|reference|caseid|casenumber|externalid|leadid|"
		"recordid|contactid|id||number" },
	{ "person_id", "personid|packet|packetnumber|consumerid|debtorid|guarantorid|linkid|"
		       "bundleid|partyid" },
	{ "client", "client|clientid|clientnumber|customer|customerid|creditor|clientcode" },
	{ "name", "name|debtorname|fullname|customername|consumername" },
	{ "first_name", "firstname|fname|forename" },
	{ "last_name", "lastname|lname|surname" },
	{ "balance", "balance|currentbalance|balancedue|amountdue|owing|outstanding|totaldue|"
		     "current0|bal" },
	{ "assigned_amount",
		"assignedamount|assigned|amountassigned|placedamount|originalbalance|original|"
		"listedamount" },
	{ "collected_amount", "collectedamount|collected|paid|paidtodate|totalpaid" },
	{ "placed_date", "placeddate|listdate|datelisted|listed|assigndate|assigneddate|received|"
			 "placementdate|entrydate" },
	{ "created", "created|createddate|createdate|createdat|signupdate|firstcontactdate" },
	{ "last_pay_date",
		"lastpaydate|lastpaid|lastpaymentdate|lastpmt|clidlp|dateoflastpayment" },
	{ "chargeoff_date", "chargeoffdate|codate" },
	{ "phone", "phone|phonenumber|primaryphone|home|homephone|tel|telephone|number1" },
	{ "cell", "cell|mobile|mobilephone|cellphone" },
	{ "work_phone", "workphone|poe|employerphone|busphone" },
	{ "email", "email|emailaddress|mail" },
	{ "state", "state|st|region|province" },
	{ "zip", "zip|zipcode|postalcode|postcode" },
	{ "tz", "tz|timezone|gmtoffsetnow|gmtoffset|utcoffset" },
	{ "status", "status|accountstatus|leadstatus|statuscode|stage|lifecyclestage" },
	{ "collector",
		"collector|owner|desk|operator|user|agent|employee|salesperson|handler|assignedto|"
		"contactowner|ownerid|recordowner" },
	{ "last_worked",
		"lastworked|lastcontact|lastcalldate|lastlocalcalltime|lastactivitydate|worked" },
	{ "attempts", "attempts|calledcount|callcount|attemptcount" },
	{ "score", "score|rank|hubspotscore|rating|leadscore" },
	{ "debt_group", "debtgroup" },
	{ "debt_class", "debtclass|debttype" },
	{ "collector_role", "collectorrole" },
	{ "city", "city|town" },
	{ "country", "country|countrycode" },
	{ "address", "address|address1|streetaddress|mailingaddress" },
	{ "phone_type", "phonetype" },
	{ "phone_place", "phoneplace" },
	{ "phone_status", "phonestatus" },
	{ "email_place", "emailplace" },
	{ "email_basis", "emailbasis" },
	{ "cease", "cease|ceaseanddesist|ceasedesist|ceasecontact" },
	{ "cease_date", "ceasedate" },
	{ "refuse_written", "refusewritten|writtenrefusal" },
	{ "attorney", "attorney|hasattorney|attorneyrepresented" },
	{ "attorney_since", "attorneysince|attorneydate" },
	{ "attorney_unresponsive", "attorneyunresponsive" },
	{ "work_prohibited", "workprohibited|nocallsatwork" },
	{ "no_time_windows", "notimewindows" },
	{ "no_places", "noplaces" },
	{ "opt_out_call", "optoutcall|optoutcalls|calloptout|optoutphone|phoneoptout" },
	{ "opt_out_sms", "optoutsms|smsoptout|optouttext|textoptout|hasoptedoutofsms" },
	{ "opt_out_email", "optoutemail|hasoptedoutofemail|emailoptout|unsubscribed" },
	{ "opt_out_mail", "optoutmail|mailoptout" },
	{ "opt_out_at", "optoutat|optoutdate" },
	{ "do_not_call", "donotcall|dnc" },
	{ "dispute", "dispute|disputed|isdisputed" },
	{ "dispute_date", "disputedate|disputedat" },
	{ "verified_date", "verifieddate|verificationdate" },
	{ "validation_sent", "validationsent|validationsentdate" },
	{ "validation_end", "validationend|validationenddate" },
	{ "bk_status", "bkstatus|bankruptcystatus|bankruptcy|bankrupt|bk" },
	{ "bk_chapter", "bkchapter|bankruptcychapter|chapter" },
	{ "bk_filed", "bkfiled|bkfileddate|bkfilingdate|bankruptcyfiled|bankruptcyfileddate|"
		      "bankruptcyfilingdate" },
	{ "bk_dismissed", "bkdismissed|bkdismisseddate|bkdismissaldate|bankruptcydismissed" },
	{ "bk_discharged", "bkdischarged|bkdischargeddate|bkdischargedate|bankruptcydischarged" },
	{ "deceased", "deceased|isdeceased" },
	{ "dod", "dod|dateofdeath|deathdate" },
	{ "minor", "minor|isminor" },
	{ "dob", "dob|dateofbirth|birthdate" },
	{ "scra", "scra|activeduty" },
	{ "incarcerated", "incarcerated|isincarcerated" },
	{ "fraud", "fraud|identitytheft|idtheft" },
	{ "litigation", "litigation|inlitigation" },
	{ "judgment", "judgment|judgement" },
	{ "consent_cell", "consentcell|cellconsent" },
	{ "consent_at", "consentat|consentdate" },
	{ "consent_revoked_at", "consentrevokedat|consentrevoked|consentrevokeddate" },
	{ "prior_call_consent_at", "priorcallconsentat" },
	{ "prior_call_consent_until", "priorcallconsentuntil" },
	{ "sms_last_inbound", "smslastinbound|lastinboundsms" },
	{ "number_checked_at", "numbercheckedat" },
	{ "sol_date", "soldate|statuteoflimitations" },
	{ "bs_type", "bstype|breathingspacetype" },
	{ "bs_start", "bsstart|breathingspacestart" },
	{ "bs_end", "bsend|breathingspaceend" },
	{ "vulnerable", "vulnerable|vulnerability|isvulnerable" },
	{ "tps", "tps" },
	{ "marketing_consent", "marketingconsent" },
	{ "event_id", "eventid||paymentid" },
	{ "ts", "ts|timestamp" },
};
const size_t hl_aliases_len = HL_LEN(hl_aliases);

enum { PLAIN_ROOM = 64 };

/* @name in lower case without " _-./()#", in @to; false when it is too long to be an alias. */
static bool plain(struct hl_str name, char *to, size_t *len) {
	*len = 0;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (c && strchr(" _-./()#", c))
			continue;
		if (*len == PLAIN_ROOM)
			return false;
		to[(*len)++] = hl_lower(c);
	}
	return *len > 0;
}

/* How a header is called: as the name itself, or one of its aliases; or as another column, too. */
enum fit { NO_FIT, WEAK_FIT, FIT };

static enum fit fit_of(struct hl_str header_name, struct hl_str name, const char *others) {
	char text[PLAIN_ROOM];
	char asked[PLAIN_ROOM];
	struct hl_str rest = hl_str_of(others);
	struct hl_str is = { text, 0 };
	struct hl_str wanted = { asked, 0 };
	enum fit fit = FIT;

	if (!plain(header_name, text, &is.len))
		return NO_FIT;
	if (plain(name, asked, &wanted.len) && hl_str_eq(is, wanted))
		return FIT;
	while (rest.len > 0) {
		struct hl_str word = hl_str_cut(&rest, '|');

		if (hl_str_eq(word, is))
			return fit;
		if (word.len == 0)
			fit = WEAK_FIT;
	}
	return NO_FIT;
}

static const char *aliases_of(struct hl_str name) {
	for (size_t i = 0; i < hl_aliases_len; i++)
		if (hl_str_eq(name, hl_str_of(hl_aliases[i].name)))
			return hl_aliases[i].others;
	return "";
}

bool hl_lead_is(struct hl_str header_name, struct hl_str name) {
	return fit_of(header_name, name, aliases_of(name)) != NO_FIT;
}

static enum hl_status fail_both(const struct hl_header *header, struct hl_str name,
	const size_t *columns, struct hl_error *err) {
	char first[64];
	char second[64];
	char asked[64];

	hl_printable(header->names[columns[0]], first, sizeof(first));
	hl_printable(header->names[columns[1]], second, sizeof(second));
	hl_printable(name, asked, sizeof(asked));
	*err = (struct hl_error){ .file = header->row.file, .line = header->row.line };
	return hl_fail(err, HL_EDATA, "both %s and %s could be %s: say --map %s=%s", first, second,
		asked, asked, first);
}

/* The one column that is spelled as @name but for what does not count, or that has an alias of it.
 */
static enum hl_status by_spelling(
	const struct hl_header *header, struct hl_str name, size_t *column, struct hl_error *err) {
	const char *others = aliases_of(name);
	enum fit best = WEAK_FIT;
	size_t found[2];
	size_t len = 0;

	for (size_t i = 0; i < header->len; i++) {
		enum fit fit = fit_of(header->names[i], name, others);

		if (fit < best)
			continue;
		if (fit > best)
			len = 0;
		best = fit;
		if (len < 2)
			found[len++] = i;
	}
	if (len == 2)
		return fail_both(header, name, found, err);
	if (len == 1)
		*column = found[0];
	return HL_OK;
}

/*
 * A number is meant for a table that lacks the name, such as one without a header: it would hit any
 * other table, too, and there another column.
 */
static bool is_elsewhere(const struct hl_header *header, struct hl_str name, struct hl_str to) {
	size_t column = hl_header_at(header, to);
	bool is_position = column != HL_NO_COLUMN && !hl_str_eq(header->names[column], to) &&
			   to.at[to.len - 1] != ']';

	return is_position && hl_header_at(header, name) != HL_NO_COLUMN;
}

/* The column that --map says @name is; HL_NO_COLUMN where it says nothing of this table. */
static size_t by_map(
	const struct hl_header *header, const struct hl_column_map *map, struct hl_str name) {
	for (size_t i = 0; map && i < map->len; i++) {
		struct hl_str rest = hl_str_of(map->pairs[i]);
		size_t column;

		if (!hl_str_eq(hl_str_cut(&rest, '='), name) || is_elsewhere(header, name, rest))
			continue;
		column = hl_header_at(header, rest);
		if (column != HL_NO_COLUMN && map->used)
			map->used[i] = true;
		if (column != HL_NO_COLUMN)
			return column;
	}
	return HL_NO_COLUMN;
}

static void tell(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t column) {
	char asked[64];
	char found[64] = "-";

	if (!map || !map->told)
		return;
	hl_printable(name, asked, sizeof(asked));
	if (column != HL_NO_COLUMN)
		hl_printable(header->names[column], found, sizeof(found));
	hl_buf_addf(map->told, "%s: %s is %s\n", header->row.file, asked, found);
}

enum hl_status hl_lead_at(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t *column, struct hl_error *err) {
	enum hl_status status = HL_OK;

	*column = by_map(header, map, name);
	/* A name that is there twice hl_header_find tells best. */
	if (*column == HL_NO_COLUMN && hl_header_at(header, name) != HL_NO_COLUMN)
		status = hl_header_find(header, name, HL_EDATA, column, err);
	else if (*column == HL_NO_COLUMN)
		status = by_spelling(header, name, column, err);
	if (status != HL_OK)
		err->file = header->row.file;
	else
		tell(header, map, name, *column);
	return status;
}

enum hl_status hl_lead_find(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t *column, struct hl_error *err) {
	enum hl_status status = hl_lead_at(header, map, name, column, err);

	if (status != HL_OK || *column != HL_NO_COLUMN)
		return status;
	status = hl_header_find(header, name, HL_EDATA, column, err);
	err->file = header->row.file;
	return status;
}

enum hl_status hl_lead_ask(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t *column, struct hl_error *err) {
	enum hl_status status = hl_lead_find(header, map, name, column, err);

	return status == HL_EDATA ? HL_EUSAGE : status;
}

enum hl_status hl_lead_bind(const struct hl_header *header, const struct hl_column_map *map,
	const struct hl_lead_column *columns, size_t len, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < len && status == HL_OK; i++) {
		struct hl_str name = hl_str_of(columns[i].name);

		status = columns[i].is_needed
				 ? hl_lead_find(header, map, name, columns[i].column, err)
				 : hl_lead_at(header, map, name, columns[i].column, err);
	}
	return status;
}
