/*
 * names.c - what files of the field call the columns we know.
 *
 * To add a name: a word in the row of its column, in the plain form of plain() below, and a line in
 * hl-data(5). A name must stand in one row only, or every file that has it is ambiguous.
 */
#include "hl/lead.h"

#include <string.h>

const struct hl_alias hl_aliases[] = {
	{ "account_id",
		"accountid|account|acct|acctno|accountnumber|accountno|filenumber|fileno|number|"
		"vendorleadcode|debtornumber|refno|reference|caseid|casenumber|externalid|leadid|"
		"recordid|contactid|id" },
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
	{ "tz", "tz|timezone|gmtoffsetnow" },
	{ "status", "status|accountstatus|leadstatus|statuscode|stage|lifecyclestage" },
	{ "collector",
		"collector|owner|desk|operator|user|agent|employee|salesperson|handler|assignedto|"
		"contactowner|ownerid|recordowner" },
	{ "last_worked",
		"lastworked|lastcontact|lastcalldate|lastlocalcalltime|lastactivitydate|worked" },
	{ "attempts", "attempts|calledcount|callcount|attemptcount" },
	{ "score", "score|rank|hubspotscore|rating|leadscore" },
	{ "opt_out_email", "optoutemail|hasoptedoutofemail|emailoptout|unsubscribed" },
	{ "do_not_call", "donotcall|dnc" },
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

/* Is @header_name one of the @others? */
static bool is_alias(struct hl_str header_name, const char *others) {
	char text[PLAIN_ROOM];
	struct hl_str rest = hl_str_of(others);
	size_t len;

	if (!plain(header_name, text, &len))
		return false;
	while (rest.len > 0)
		if (hl_str_eq(hl_str_cut(&rest, '|'), (struct hl_str){ text, len }))
			return true;
	return false;
}

static const char *aliases_of(struct hl_str name) {
	for (size_t i = 0; i < hl_aliases_len; i++)
		if (hl_str_eq(name, hl_str_of(hl_aliases[i].name)))
			return hl_aliases[i].others;
	return NULL;
}

/* The one column whose name is an alias of @name. */
static enum hl_status by_alias(
	const struct hl_header *header, struct hl_str name, size_t *column, struct hl_error *err) {
	const char *others = aliases_of(name);
	char first[64];
	char second[64];
	char asked[64];

	for (size_t i = 0; others && i < header->len; i++) {
		if (!is_alias(header->names[i], others))
			continue;
		if (*column == HL_NO_COLUMN) {
			*column = i;
			continue;
		}
		hl_printable(header->names[*column], first, sizeof(first));
		hl_printable(header->names[i], second, sizeof(second));
		hl_printable(name, asked, sizeof(asked));
		*err = (struct hl_error){ .file = header->row.file, .line = header->row.line };
		return hl_fail(err, HL_EDATA, "both %s and %s could be %s: say --map %s=%s", first,
			second, asked, asked, first);
	}
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
		status = by_alias(header, name, column, err);
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
