/* explain.c - --explain: what the rules make of one lead, on a page for a person. */
#include "explain.h"

#include <stdlib.h>

/* What stands at the top begins here. */
enum { TEXT_AT = 12, MORE = 6 };

bool page_asks(const struct hl_gate *gate, const struct hl_row *row) {
	return hl_str_eq(hl_cell_trimmed(row, gate->at.account),
		hl_str_trim(hl_str_of(gate->output.explain)));
}

/* --- what the sections share --- */

void page_title(struct page *page, const char *title) {
	hl_buf_add_char(page->to, '\n');
	hl_text_lines(page->to, 2, hl_str_of(title));
}

void page_line(struct page *page, const char *name) {
	hl_buf_add(page->to, HL_STR("  "));
	hl_buf_add(page->to, hl_str_of(name));
	hl_text_pad(page->to, TEXT_AT);
	hl_text_lines(page->to, TEXT_AT, hl_buf_str(&page->text));
	page->text.len = 0;
}

void page_paragraph(struct page *page) {
	hl_buf_add(page->to, HL_STR("  "));
	hl_text_lines(page->to, MORE, hl_buf_str(&page->text));
	page->text.len = 0;
}

void page_add(struct page *page, struct hl_str text) {
	hl_buf_add(&page->text, text);
}

void page_add_day(struct page *page, int64_t day) {
	page->text.len += hl_day_print(day, hl_buf_room(&page->text, HL_TIME_ROOM));
}

void page_add_time(struct page *page, int64_t s) {
	page->text.len += hl_time_print(s, hl_buf_room(&page->text, HL_TIME_ROOM));
}

void page_add_zones(struct page *page, uint64_t zones) {
	if (!zones)
		page_add(page, HL_STR("no zone"));
	for (uint64_t rest = zones; rest; rest &= rest - 1) {
		if (rest != zones)
			page_add(page, HL_STR(", "));
		page_add(page, zones_name(page->lead->gate->zones, (size_t)__builtin_ctzll(rest)));
	}
}

/* "call, sms and mail" */
void page_add_channels(struct page *page, unsigned channels) {
	for (unsigned i = 0, rest = channels; i < CHANNELS_LEN; i++) {
		if ((rest >> i & 1) == 0)
			continue;
		rest &= ~(1U << i);
		page_add(page, hl_str_of(channel_names[i]));
		if (rest)
			page_add(page, rest & (rest - 1) ? HL_STR(", ") : HL_STR(" and "));
	}
}

/* --- the answer --- */

/* "; no call before 2026-03-09, no sms" */
static void add_barred(struct page *page) {
	const struct verdict *judged = &page->trace->judged;
	bool is_first = true;

	for (unsigned i = 0; i < CHANNELS_LEN; i++) {
		if ((judged->barred >> i & 1) == 0)
			continue;
		page_add(page, is_first ? HL_STR("; no ") : HL_STR(", no "));
		page_add(page, hl_str_of(channel_names[i]));
		is_first = false;
		if (judged->free_on[i] == NO_DAY)
			continue;
		page_add(page, HL_STR(" before "));
		page_add_day(page, judged->free_on[i]);
	}
}

static void add_end(struct page *page) {
	const struct verdict *judged = &page->trace->judged;

	if (judged->is_endless || judged->next_day == INT64_MIN) {
		page_add(page, HL_STR(", and nobody knows until when"));
		return;
	}
	page_add(page, HL_STR(" until "));
	page_add_day(page, judged->next_day);
}

/* What waits for calls alone may be written to. */
static void add_left(struct page *page) {
	unsigned channels = page->trace->judged.channels;

	if (!channels)
		return;
	page_add(page, HL_STR("; left: "));
	page_add_channels(page, channels);
}

static void put_answer(struct page *page) {
	const struct verdict *judged = &page->trace->judged;

	proof_cell(&page->text, page->lead->account);
	switch (judged->status) {
	case HL_GATE_WORK:
		page_add(page, HL_STR(" may be worked on "));
		page_add_day(page, page->lead->gate->time->day);
		page_add(page, HL_STR(" by "));
		page_add_channels(page, judged->channels);
		add_barred(page);
		break;
	case HL_GATE_DEFER:
		page_add(page, HL_STR(" waits"));
		add_end(page);
		add_barred(page);
		add_left(page);
		break;
	case HL_GATE_HOLD:
		page_add(page, HL_STR(" is held for a person to clear"));
		if (!judged->is_endless && judged->next_day != INT64_MIN)
			add_end(page);
		break;
	case HL_GATE_DROP:
		page_add(page, HL_STR(" must not be contacted"));
		break;
	}
	page_add(page, HL_STR("."));
	page_line(page, "answer");
}

static void put_reasons(struct page *page) {
	const struct verdict *judged = &page->trace->judged;

	for (size_t i = 0; i < judged->reasons_len; i++) {
		page_add(page, i > 0 ? HL_STR(", ") : HL_STR(""));
		page_add(page, page->lead->gate->rules->codes[judged->reasons[i].code]);
	}
	if (judged->reasons_len == 0)
		page_add(page, HL_STR("no rule holds anything"));
	page_line(page, "because");
}

static void put_calls(struct page *page) {
	const struct verdict *judged = &page->trace->judged;

	if (!(judged->channels & CALL))
		return;
	if (judged->from_s < judged->to_s) {
		page_add(page, HL_STR("from "));
		page_add_time(page, judged->from_s);
		page_add(page, HL_STR(" to "));
		page_add_time(page, judged->to_s);
	} else {
		page_add(page, HL_STR("at any hour"));
	}
	if (judged->calls_left >= 0)
		hl_buf_addf(&page->text, ", %lld left", (long long)judged->calls_left);
	if (judged->is_manual)
		page_add(page, HL_STR(", by people only"));
	page_line(page, "calls");
}

static void put_head(struct page *page) {
	const struct lead *lead = page->lead;

	page_add(page, HL_STR("account_id "));
	proof_cell(&page->text, lead->account);
	hl_text_lines(page->to, 2, hl_buf_str(&page->text));
	hl_buf_add_char(page->to, '\n');
	page->text.len = 0;
	put_answer(page);
	page_add(page, hl_str_of(hl_gate_statuses[page->trace->judged.status]));
	page_line(page, "status");
	put_reasons(page);
	put_calls(page);
	page_add_time(page, lead->gate->time->as_of);
	page_line(page, "as of");
}

void page_put(struct lead *lead, struct hl_buf *to) {
	struct page page = { .trace = lead->trace, .lead = lead, .to = to };

	trace_begin(page.trace);
	put_head(&page);
	page_facts(&page);
	page_contacts(&page);
	page_rules(&page);
	trace_end(page.trace);
	hl_buf_release(&page.text);
	free(page.told);
}
