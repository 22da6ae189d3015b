/* explain_facts.c - of a page of --explain: what the gate knows of the lead. */
#include "explain.h"

static const char weekdays[][10] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
	"Friday", "Saturday" };

static struct hl_str cell(const struct page *page, size_t column) {
	return hl_cell_trimmed(page->lead->row, column);
}

/* --- when and where --- */

static void put_day(struct page *page) {
	const struct hl_gate_time *time = page->lead->gate->time;

	page_add_day(page, time->day);
	page_add(page, HL_STR(", "));
	page_add(page, hl_str_of(weekdays[((time->day + 4) % 7 + 7) % 7]));
	for (size_t i = 0; i < time->holidays_len; i++)
		if (time->holidays[i] == time->day) {
			page_add(page, HL_STR(", a holiday"));
			break;
		}
	page_line(page, "day");
}

/* "; state=OH: America/New_York": what a cell says of the place. */
static void add_source(struct page *page, size_t column, uint64_t zones) {
	if (column == HL_NO_COLUMN || cell(page, column).len == 0)
		return;
	page_add(page, HL_STR("; "));
	proof_column(page->lead, column, (struct telling){ 0 }, &page->text);
	page_add(page, HL_STR(": "));
	page_add_zones(page, zones);
}

static uint64_t zones_of_number(const struct page *page, size_t column) {
	struct hl_str ignored;

	return place_of_area(place_area_of(cell(page, column)), &ignored);
}

static void put_zone(struct page *page) {
	const struct lead *lead = page->lead;
	const struct gate_columns *at = &lead->gate->at;
	uint64_t zones = lead->zones | lead->area_zones;

	if (!zones)
		page_add(page, HL_STR("nobody knows"));
	else
		page_add_zones(page, zones);
	add_source(page, at->tz, zones_find(lead->gate->zones, cell(page, at->tz)));
	add_source(page, at->state, place_of_state(cell(page, at->state)));
	add_source(page, at->country, place_of_country(cell(page, at->country)));
	add_source(page, at->phone, zones_of_number(page, at->phone));
	add_source(page, at->cell, zones_of_number(page, at->cell));
	if (zones && zones == lead->gate->default_zone && !lead->area_zones)
		page_add(page, HL_STR("; --lead-zone where no cell says it"));
	page_line(page, "zone");
}

/* --- how --- */

static void add_number(struct page *page, struct number number) {
	struct of_number of = lead_number(page->lead, number);

	if (cell(page, number.column).len == 0)
		return;
	page_add(page, HL_STR("; "));
	proof_column(page->lead, number.column, (struct telling){ 0 }, &page->text);
	if (of.is_dead) {
		page_add(page, HL_STR(": is none"));
		return;
	}
	page_add(page, HL_STR(": "));
	page_add_channels(page, of.channels);
	page_add(page, number.is_work ? HL_STR(", at work") : HL_STR(""));
	if (of.opted_out | of.shared) {
		page_add(page, HL_STR(", opted out of "));
		page_add_channels(page, of.opted_out | of.shared);
	}
	page_add(page, of.listed ? HL_STR(", on the list of --dnc") : HL_STR(""));
	page_add(page, of.unwanted ? HL_STR(", where calls are not wanted") : HL_STR(""));
}

static void put_channels(struct page *page) {
	struct number numbers[NUMBERS];
	bool has_columns = false;

	lead_numbers(page->lead, numbers);
	if (page->trace->channels)
		page_add_channels(page, page->trace->channels);
	else
		page_add(page, HL_STR("none"));
	for (size_t i = 0; i < NUMBERS; i++) {
		has_columns |= numbers[i].column != HL_NO_COLUMN;
		add_number(page, numbers[i]);
	}
	if (!has_columns)
		page_add(page, HL_STR("; the leads have no columns for numbers"));
	page_line(page, "channels");
}

/* --- who --- */

static void put_people(struct page *page) {
	struct lead *lead = page->lead;
	const struct members *members = lead->gate->members;

	if (lead->person.len > 0) {
		members_put(members, lead, OF_PERSON, NO_RULE, &page->text);
		page_line(page, "belongs");
	}
	if (lead->debt_group.len > 0) {
		members_put(members, lead, OF_DEBT, NO_RULE, &page->text);
		page_line(page, "belongs");
	}
}

static void put_kind(struct page *page) {
	static const char *const roles[] = { "third_party", "buyer", "creditor" };
	const struct lead *lead = page->lead;

	for (unsigned i = 0; i < HL_LEN(roles); i++)
		if (lead->role >> i & 1)
			page_add(page, hl_str_of(roles[i]));
	page_add(page,
		lead->debt == COMMERCIAL ? HL_STR(", commercial debt") : HL_STR(", consumer debt"));
	page_line(page, "role");
}

static void put_consent(struct page *page) {
	const struct lead *lead = page->lead;

	if (lead->consent_to < lead->consent_from)
		return;
	page_add(page, HL_STR("calls agreed to from "));
	page_add_day(page, lead->consent_from);
	page_add(page, HL_STR(" to "));
	page_add_day(page, lead->consent_to);
	page_add(page, HL_STR(", or a conversation on a later day"));
	page_line(page, "consent");
}

void page_facts(struct page *page) {
	page_title(page, "What is known");
	put_day(page);
	put_zone(page);
	put_channels(page);
	put_kind(page);
	put_people(page);
	put_consent(page);
}

/* --- contacts --- */

static void put_contact(struct page *page, const struct contact *contact) {
	struct lead *lead = page->lead;

	page_add_time(page, contact->s);
	page_add(page, HL_STR(", day "));
	page_add_day(page, lead_day_of(lead, contact->s));
	page_add(page,
		contact->is_out ? HL_STR(": to the consumer, ") : HL_STR(": from the consumer, "));
	page_add_channels(page, contact->channel);
	page_add(page, contact->is_counted ? HL_STR(", counts") : HL_STR(", does not count"));
	if (contact->is_conversation)
		page_add(page, HL_STR(", a conversation"));
	if (contact->is_work)
		page_add(page, HL_STR(", at work"));
	if (!lead_is_own(lead, contact))
		page_add(page, HL_STR(", of another person"));
	page_paragraph(page);
}

/* Those of one account, the oldest first: the log has them the other way round. */
static size_t put_account(struct page *page, const uint32_t *words) {
	const struct hl_contacts *contacts = page->lead->gate->contacts;
	int64_t last_s = INT64_MIN;
	size_t told = 0;

	for (;;) {
		int64_t next_s = INT64_MAX;

		for (const struct contact *at = contacts_first(contacts, words); at;
			at = contacts_next(at))
			if (at->s > last_s && at->s < next_s)
				next_s = at->s;
		if (next_s == INT64_MAX)
			return told;
		for (const struct contact *at = contacts_first(contacts, words); at;
			at = contacts_next(at))
			if (at->s == next_s) {
				put_contact(page, at);
				told++;
			}
		last_s = next_s;
	}
}

static void put_of_account(struct page *page, const uint32_t *words) {
	if (words == page->lead->words)
		page_add(page, HL_STR("of this account"));
	else
		page_add(page, HL_STR("of another account of the person or the debt"));
	hl_text_lines(page->to, 2, hl_buf_str(&page->text));
	page->text.len = 0;
	(void)put_account(page, words);
}

static bool was_told(const uint32_t *const *told, size_t len, const uint32_t *words) {
	for (size_t i = 0; i < len; i++)
		if (told[i] == words)
			return true;
	return false;
}

/* Of the accounts of one scope, those that were not told for the one before. */
static void put_scope(struct page *page, enum scope scope) {
	struct lead *lead = page->lead;

	people_accounts(lead, scope);
	for (size_t i = lead->accounts_len; i > 0; i--) {
		const uint32_t *words = lead->accounts[i - 1];

		if (contacts_first(lead->gate->contacts, words) &&
			!was_told((const uint32_t *const *)page->told, page->told_len, words)) {
			page->told = hl_grow(page->told, &page->told_cap, page->told_len + 1,
				sizeof(*page->told));
			page->told[page->told_len++] = words;
			put_of_account(page, words);
		}
	}
}

void page_contacts(struct page *page) {
	page_title(page, "Contacts that limits may count");
	put_scope(page, OF_ACCOUNT);
	put_scope(page, OF_DEBT);
	put_scope(page, OF_PERSON);
	if (page->told_len == 0)
		hl_text_lines(page->to, 2, HL_STR("  none"));
}
