/* explain.h - inside lib/gate: what the sections of a page of --explain share. */
#ifndef HL_GATE_EXPLAIN_H
#define HL_GATE_EXPLAIN_H

#include "evidence.h"
#include "hl/text.h"

/* A page under way. */
struct page {
	struct trace *trace;
	struct lead *lead;
	struct hl_buf *to;
	struct hl_buf text;    /* a paragraph under way */
	const uint32_t **told; /* accounts whose contacts were told */
	size_t told_len, told_cap;
};

/* A title, an empty line before it. */
void page_title(struct page *page, const char *title);

/* page->text as a line: behind @name, or as a paragraph whose later lines are indented. */
void page_line(struct page *page, const char *name);
void page_paragraph(struct page *page);

/* Behind what is in page->text. */
void page_add(struct page *page, struct hl_str text);
void page_add_day(struct page *page, int64_t day);
void page_add_time(struct page *page, int64_t s);
void page_add_zones(struct page *page, uint64_t zones);
void page_add_channels(struct page *page, unsigned channels);

/* --- explain_facts.c: what the gate knows of the lead --- */

void page_facts(struct page *page);
void page_contacts(struct page *page);

/* --- explain_rules.c: every rule that is in force, and those that are not --- */

void page_rules(struct page *page);

#endif
