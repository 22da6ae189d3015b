/* places.c - zones: of states, of area codes, of phones as people write them, of words. */
#include "../../lib/gate/place.h"

#include "hl/value.h"

#include <stdio.h>
#include <string.h>

static int failed;

static void check(bool ok, const char *what, const char *about) {
	if (!ok) {
		printf("not ok places: %s: %s\n", what, about);
		failed = 1;
	}
}

/* The set of zones whose names end in the @names, "New_York Chicago". */
static uint64_t set_of(const char *names) {
	struct hl_str rest = hl_str_of(names);
	uint64_t set = 0;

	while (rest.len > 0) {
		struct hl_str name = hl_str_cut(&rest, ' ');
		size_t i = 0;

		while (i < place_zones_len && !hl_str_ends(hl_str_of(place_zones[i]), name))
			i++;
		check(i < place_zones_len, "no zone is called", names);
		set |= UINT64_C(1) << i;
	}
	return set;
}

/* clang-format off */

/* Every state, the zones it has and how many area codes: as many as NANPA has in service. */
static const struct {
	const char *state, *zones;
	unsigned areas;
} states[] = {
	{ "AB", "Edmonton", 5 }, { "AK", "Anchorage", 1 }, { "AL", "Chicago", 7 },
	{ "AR", "Chicago", 4 }, { "AS", "Pago_Pago", 1 }, { "AZ", "Phoenix", 5 },
	{ "BC", "Vancouver Dawson_Creek Edmonton", 6 }, { "CA", "Los_Angeles", 41 },
	{ "CO", "Denver", 6 }, { "CT", "New_York", 4 }, { "DC", "New_York", 2 },
	{ "DE", "New_York", 1 }, { "FL", "New_York Chicago", 23 }, { "GA", "New_York", 10 },
	{ "GU", "Guam", 1 }, { "HI", "Honolulu", 1 }, { "IA", "Chicago", 5 },
	{ "ID", "Denver Los_Angeles", 2 }, { "IL", "Chicago", 17 },
	{ "IN", "New_York Chicago", 8 }, { "KS", "Chicago Denver", 4 },
	{ "KY", "New_York Chicago", 5 }, { "LA", "Chicago", 6 }, { "MA", "New_York", 9 },
	{ "MB", "Winnipeg", 3 }, { "MD", "New_York", 6 }, { "ME", "New_York", 1 },
	{ "MI", "New_York Chicago", 13 }, { "MN", "Chicago", 8 }, { "MO", "Chicago", 9 },
	{ "MP", "Guam", 1 }, { "MS", "Chicago", 5 }, { "MT", "Denver", 1 },
	{ "NB", "Moncton", 2 }, { "NC", "New_York", 10 }, { "ND", "Chicago Denver", 1 },
	{ "NE", "Chicago Denver", 3 }, { "NH", "New_York", 1 }, { "NJ", "New_York", 10 },
	{ "NL", "St_Johns Goose_Bay", 2 }, { "NM", "Denver", 2 }, { "NS", "Halifax", 0 },
	{ "NT", "Edmonton Inuvik", 0 }, { "NU", "Iqaluit Rankin_Inlet Cambridge_Bay", 0 },
	{ "NV", "Los_Angeles", 3 }, { "NY", "New_York", 23 }, { "OH", "New_York", 15 },
	{ "OK", "Chicago", 5 }, { "ON", "Toronto Winnipeg", 19 },
	{ "OR", "Los_Angeles Denver", 4 }, { "PA", "New_York", 15 }, { "PE", "Halifax", 0 },
	{ "PR", "Puerto_Rico", 2 }, { "QC", "Toronto Halifax", 12 }, { "RI", "New_York", 1 },
	{ "SC", "New_York", 6 }, { "SD", "Chicago Denver", 1 }, { "SK", "Regina Edmonton", 3 },
	{ "TN", "New_York Chicago", 8 }, { "TX", "Chicago Denver", 29 }, { "UT", "Denver", 3 },
	{ "VA", "New_York", 10 }, { "VI", "Puerto_Rico", 1 }, { "VT", "New_York", 1 },
	{ "WA", "Los_Angeles", 6 }, { "WI", "Chicago", 8 }, { "WV", "New_York", 2 },
	{ "WY", "Denver", 1 }, { "YT", "Whitehorse", 0 },
};

/* The area codes of no one state. */
static const char north[] = "Whitehorse Edmonton Inuvik Iqaluit Rankin_Inlet Cambridge_Bay";

static const struct {
	unsigned area;
	const char *state, *zones;
} areas[] = {
	{ 212, "NY", "New_York" }, { 201, "NJ", "New_York" }, { 989, "MI", "New_York" },
	{ 202, "DC", "New_York" }, { 312, "IL", "Chicago" }, { 303, "CO", "Denver" },
	{ 310, "CA", "Los_Angeles" }, { 808, "HI", "Honolulu" }, { 907, "AK", "Anchorage" },
	/* split */
	{ 208, "ID", "Denver Los_Angeles" }, { 986, "ID", "Denver Los_Angeles" },
	{ 219, "IN", "New_York Chicago" }, { 317, "IN", "New_York" },
	{ 574, "IN", "New_York Chicago" }, { 930, "IN", "New_York Chicago" },
	{ 364, "KY", "New_York Chicago" }, { 606, "KY", "New_York Chicago" },
	{ 859, "KY", "New_York" }, { 423, "TN", "New_York Chicago" }, { 615, "TN", "Chicago" },
	{ 865, "TN", "New_York" }, { 931, "TN", "New_York Chicago" },
	{ 448, "FL", "New_York Chicago" }, { 850, "FL", "New_York Chicago" },
	{ 305, "FL", "New_York" }, { 906, "MI", "New_York Chicago" },
	{ 915, "TX", "Chicago Denver" }, { 432, "TX", "Chicago" },
	{ 620, "KS", "Chicago Denver" }, { 785, "KS", "Chicago Denver" },
	{ 316, "KS", "Chicago" }, { 308, "NE", "Chicago Denver" }, { 402, "NE", "Chicago" },
	{ 701, "ND", "Chicago Denver" }, { 605, "SD", "Chicago Denver" },
	{ 541, "OR", "Los_Angeles Denver" }, { 458, "OR", "Los_Angeles Denver" },
	{ 503, "OR", "Los_Angeles" }, { 775, "NV", "Los_Angeles" },
	{ 702, "NV", "Los_Angeles" }, { 602, "AZ", "Phoenix" }, { 928, "AZ", "Phoenix Denver" },
	/* territories, Canada */
	{ 787, "PR", "Puerto_Rico" }, { 340, "VI", "Puerto_Rico" }, { 671, "GU", "Guam" },
	{ 670, "MP", "Guam" }, { 684, "AS", "Pago_Pago" }, { 416, "ON", "Toronto" },
	{ 807, "ON", "Toronto Winnipeg" }, { 418, "QC", "Toronto Halifax" },
	{ 604, "BC", "Vancouver" }, { 250, "BC", "Vancouver Dawson_Creek Edmonton" },
	{ 306, "SK", "Regina Edmonton" }, { 709, "NL", "St_Johns Goose_Bay" },
	{ 902, "", "Halifax" }, { 782, "", "Halifax" }, { 867, "", north },
	/* in service since 2018 */
	{ 279, "CA", "Los_Angeles" }, { 357, "CA", "Los_Angeles" }, { 324, "FL", "New_York" },
	{ 457, "LA", "Chicago" }, { 471, "MS", "Chicago" }, { 483, "AL", "Chicago" },
	{ 621, "TX", "Chicago" }, { 679, "MI", "New_York" }, { 729, "TN", "New_York Chicago" },
	{ 748, "CO", "Denver" }, { 861, "IL", "Chicago" }, { 924, "MN", "Chicago" },
	{ 975, "MO", "Chicago" }, { 983, "CO", "Denver" },
	/* of no place, of other countries, of nobody yet, of no plan */
	{ 800, "", "" }, { 888, "", "" }, { 877, "", "" }, { 866, "", "" }, { 855, "", "" },
	{ 844, "", "" }, { 833, "", "" }, { 822, "", "" }, { 500, "", "" }, { 521, "", "" },
	{ 588, "", "" }, { 600, "", "" }, { 622, "", "" }, { 700, "", "" }, { 710, "", "" },
	{ 900, "", "" }, { 242, "", "" }, { 876, "", "" }, { 809, "", "" }, { 273, "", "" },
	{ 311, "", "" }, { 911, "", "" }, { 555, "", "" }, { 0, "", "" }, { 1, "", "" },
	{ 999, "", "" }, { 1000, "", "" }, { 4294967295, "", "" },
};

static const struct {
	const char *phone;
	unsigned area;
} phones[] = {
	{ "2125550100", 212 }, { "12125550100", 212 }, { "+12125550100", 212 },
	{ "+1 (212) 555-0100", 212 }, { "(+1) 212-555-0100", 212 }, { "1-212-555-0100", 212 },
	{ "(212)555-0100", 212 }, { "212.555.0100", 212 }, { "212/555-0100", 212 },
	{ "  212 555 01 00\t", 212 }, { "212-555-0100 x123", 212 }, { "212-555-0100x5", 212 },
	{ "212-555-0100 ext 5", 212 }, { "212-555-0100 Ext. 5 ", 212 },
	{ "(212) 555-0100 extension 77", 212 }, { "212-555-0100 #9", 212 },
	{ "800-555-0100", 800 }, { "", 0 }, { " ", 0 }, { "555-0100", 0 }, { "212555010", 0 },
	{ "22125550100", 0 }, { "121255501000", 0 }, { "212-555-01001", 0 }, { "+2125550100", 0 },
	{ "+44 20 7946 0958", 0 }, { "020 7946 0958", 0 }, { "+442079460958", 0 },
	{ "1+2125550100", 0 }, { "++12125550100", 0 }, { "0125550100", 0 }, { "1125550100", 0 },
	{ "2120550100", 0 }, { "2121550100", 0 }, { "1 012 555 0100", 0 },
	{ "212-555-0100 x", 0 }, { "212-555-0100 x5a", 0 }, { "212-555-0100 home", 0 },
	{ "212-555-0100, 212-555-0101", 0 }, { "212-555-HELP", 0 }, { "2.125550100E9", 0 },
	{ "x2125550100", 0 }, { "212x5550100", 0 },
};

static const struct {
	const char *word, *zones; /* NULL: not found */
} words[] = {
	{ "America/New_York", "New_York" }, { "america/los_angeles", "Los_Angeles" },
	{ "Pacific/Honolulu", "Honolulu" }, { "Europe/London", "London" },
	{ "Europe/Jersey", "London" }, { "ET", "New_York" }, { "est", "New_York" },
	{ "EDT", "New_York" }, { "Eastern", "New_York" }, { "eastern time", "New_York" },
	{ "Eastern Standard Time", "New_York" }, { "Eastern Time (US & Canada)", "New_York" },
	{ "US/Eastern", "New_York" }, { "CT", "Chicago" }, { "CST", "Chicago" },
	{ "CDT", "Chicago" }, { "Central Daylight Time", "Chicago" }, { "MT", "Denver" },
	{ "MDT", "Denver" }, { "MST", "Denver Phoenix" },
	{ "Mountain Standard Time", "Denver Phoenix" }, { "Mountain", "Denver" },
	{ "Arizona", "Phoenix" }, { "PT", "Los_Angeles" }, { "PST", "Los_Angeles" },
	{ "pdt", "Los_Angeles" }, { "AKT", "Anchorage" }, { "AKDT", "Anchorage" },
	{ "HT", "Honolulu" }, { "HST", "Honolulu" }, { "AST", "Halifax Puerto_Rico" },
	{ "", NULL }, { " time", NULL }, { "Time", NULL }, { "Eastern Times", NULL },
	{ "America/Detroit", NULL }, { "America/New_York Time", NULL },
	{ "US Mountain Standard Time", NULL }, /* Windows means Arizona, others do not */
	{ "UTC", NULL }, { "New_York", NULL }, { "-5", NULL },
};

/* clang-format on */

/* "New York", "texas" */
static void check_names(void) {
	check(hl_str_eq(place_state_of(HL_STR("tx")), HL_STR("TX")), "letters", "tx");
	check(hl_str_eq(place_state_of(HL_STR("texas")), HL_STR("TX")), "letters", "texas");
	check(hl_str_eq(place_state_of(HL_STR("NEW YORK")), HL_STR("NY")), "letters", "NEW YORK");
	check(hl_str_eq(place_state_of(HL_STR("Yukon")), HL_STR("YT")), "letters", "Yukon");
	check(place_of_state(HL_STR("Idaho")) == set_of("Denver Los_Angeles"), "zones", "Idaho");
	check(place_of_country(HL_STR("gb")) == set_of("London"), "zones", "gb");
	check(place_of_country(HL_STR("IM")) == set_of("London"), "zones", "IM");
	check(!place_of_country(HL_STR("US")) && !place_of_country(HL_STR("")), "zones", "US");
}

/* Nothing else is a state: of all pairs of bytes only those of the table are. */
static void check_states(void) {
	size_t known = 0;

	for (size_t i = 0; i < HL_LEN(states); i++) {
		struct hl_str state = hl_str_of(states[i].state);
		char lower[2] = { hl_lower(state.at[0]), state.at[1] };

		check(place_of_state(state) == set_of(states[i].zones), "zones", state.at);
		check(place_of_state((struct hl_str){ lower, 2 }) == place_of_state(state), "case",
			state.at);
		check(hl_str_eq(place_state_of((struct hl_str){ lower, 2 }), state), "letters",
			state.at);
	}
	for (int pair = 0; pair < 65536; pair++) {
		char text[2] = { (char)(pair >> 8), (char)(pair & 255) };
		struct hl_str state = { text, 2 };

		known += place_of_state(state) && hl_str_eq(place_state_of(state), state);
		check(!place_of_state(state) == !place_state_of(state).len, "zones without",
			"letters");
	}
	check(known == HL_LEN(states), "other states", "there are some");
	for (size_t len = 0; len < 2; len++)
		check(!place_of_state((struct hl_str){ "NY", len }), "a state", "of no letters");
	check(!place_of_state(HL_STR("NYC")) && !place_of_state(HL_STR("XX")), "a state", "XX");
}

static void check_areas(void) {
	unsigned counts[HL_LEN(states)] = { 0 }, others = 0;
	struct hl_str state;

	for (size_t i = 0; i < HL_LEN(areas); i++) {
		check(place_of_area(areas[i].area, &state) == set_of(areas[i].zones), "zones",
			areas[i].zones);
		check(hl_str_eq(state, hl_str_of(areas[i].state)), "state", areas[i].state);
	}
	for (unsigned area = 0; area < 2000; area++) {
		uint64_t zones = place_of_area(area, &state);
		size_t i = 0;

		check(!zones || (area > 200 && area < 990), "a zone", "outside the plan");
		others += zones && !state.len;
		if (!state.len)
			continue;
		/* The Navajo Nation has summer time, unlike the rest of Arizona. */
		check(zones && (area == 928 || !(zones & ~place_of_state(state))),
			"zones not of the state", state.at);
		while (i < HL_LEN(states) && !hl_str_eq(hl_str_of(states[i].state), state))
			i++;
		check(i < HL_LEN(states), "state", state.at);
		counts[i]++;
	}
	check(others == 3, "area codes", "of no one state");
	for (size_t i = 0; i < HL_LEN(states); i++)
		check(counts[i] == states[i].areas, "how many area codes", states[i].state);
}

static void check_texts(void) {
	for (size_t i = 0; i < HL_LEN(phones); i++)
		check(place_area_of(hl_str_of(phones[i].phone)) == phones[i].area, "area code",
			phones[i].phone);
	check(place_area_of(HL_STR("212\0"
				   "5550100")) == 0,
		"area code", "a NUL");
	for (size_t i = 0; i < HL_LEN(words); i++) {
		uint64_t zones = 0;
		bool found = place_zone_find(hl_str_of(words[i].word), &zones);

		check(found == (words[i].zones != NULL), "found", words[i].word);
		check(zones == (words[i].zones ? set_of(words[i].zones) : 0), "zones",
			words[i].word);
	}
}

/* Every name is a zone of the system's, where it has them. */
static void check_zones(void) {
	struct hl_error err = { 0 };
	struct hl_zone *zone;
	bool has_files = hl_zone_open(&zone, "America/New_York", &err) == HL_OK;

	hl_zone_free(zone);
	check(place_zones_len <= PLACE_ZONES_MAX, "zones", "more than bits");
	for (size_t i = 0; i < place_zones_len; i++) {
		uint64_t zones = 0;

		check(place_zone_find(hl_str_of(place_zones[i]), &zones), "found", place_zones[i]);
		check(zones == UINT64_C(1) << i, "bit", place_zones[i]);
		if (!has_files)
			continue;
		check(hl_zone_open(&zone, place_zones[i], &err) == HL_OK, "open", place_zones[i]);
		hl_zone_free(zone);
	}
}

int main(void) {
	check_names();
	check_states();
	check_areas();
	check_texts();
	check_zones();
	return failed;
}
