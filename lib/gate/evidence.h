/* evidence.h - inside lib/gate: what the rules found, for whoever has to show it. */
#ifndef HL_GATE_EVIDENCE_H
#define HL_GATE_EVIDENCE_H

#include "alike.h"

/* --- trace.c: a lead that was judged is judged once more, rule by rule --- */

/* What a rule does to a lead, whatever the others do. */
struct effect {
	const struct rule *rule;
	bool is_met;        /* it is for the lead, and its conditions hold for it */
	bool holds;         /* it gave its code */
	enum action action; /* of what it gave */
	unsigned barred;
	int64_t day; /* the first one on which that is over; NO_DAY: nobody knows */
};

/* In what it finds the texts of the evidence stand, too. */
struct trace {
	struct lead *lead;
	struct verdict judged;    /* what came of the lead */
	unsigned channels;        /* that it has, before any rule was asked */
	unsigned shared;          /* that it had, but for the opt-out of another lead */
	uint64_t held;            /* bits of the rules that hold because of others */
	uint64_t timed, by_hours; /* bits: the timed rules that are for it, those with hours */
	struct effect *effects;   /* of the rules behind its reasons, in the order of the rules */
	size_t len, cap;
	struct hl_buf text, rules, entry, cell; /* scratch */
	size_t recorded;                        /* rows of the record, of all leads */
};

struct trace *trace_new(struct lead *lead);
void trace_free(struct trace *trace);

/* The lead's verdict is scratch memory until trace_end. */
void trace_begin(struct trace *trace);
void trace_end(struct trace *trace);

/* One rule by its index. One that is never asked of these leads does nothing. */
struct effect trace_rule(struct trace *trace, size_t index);

/* Fill effects with those of the rules that gave the lead its reasons. */
void trace_reasons(struct trace *trace);

/* Is the rule asked of these leads at all? */
bool trace_is_asked(const struct hl_gate *gate, size_t index);

/* --- members.c: whose rules hold for the others of a person or a debt --- */

struct members;

/* @keeps_all: leads that hold nothing, too. */
struct members *members_new(bool keeps_all);
void members_free(struct members *members);

/* The lead's @rule holds for all of its person or debt; the lead is there. In the order of leads.
 */
void members_hold(struct members *members, struct lead *lead, size_t rule);
void members_join(struct members *members, struct lead *lead);

/* A cell that rules of @scope ask cannot be read, and holds them all. */
void members_bad(struct members *members, struct lead *lead, enum scope scope);

/* Has any of the others such a cell? */
bool members_have_bad(const struct members *members, struct lead *lead, enum scope scope);

/* In the place of a rule: who is there; who has a cell that cannot be read, but for the lead. */
#define NO_RULE SIZE_MAX
#define BAD_CELL (SIZE_MAX - 1)

/* "person P7: A12 bk_status=open, A13 ...": all of the lead's person or debt that hold @rule. */
void members_put(const struct members *members, struct lead *lead, enum scope scope, size_t rule,
	struct hl_buf *to);

/* --- evidence.c --- */

/* How much is told. */
struct telling {
	bool is_long;   /* with what holds nothing, dates and limits */
	bool is_masked; /* no cell but of flags and days, and words that the rule itself has */
};

/* "cease=Y", "calls=7:2026-02-24..2026-03-02": in trace->text. */
void proof_put(struct trace *trace, const struct effect *effect, struct telling telling);

/* What the conditions of a rule look at, in the lead's cells. */
void proof_terms(
	struct lead *lead, const struct rule *rule, struct telling telling, struct hl_buf *to);

/* @item, " and " before it where anything stands behind byte @begun. */
void proof_and(struct hl_buf *to, size_t begun);

/* A cell without what separates entries. */
void proof_cell(struct hl_buf *to, struct hl_str cell);

/* "NAME=CELL"; of a blank one "NAME missing", of one that is not to be shown NAME. */
void proof_column(
	const struct lead *lead, size_t column, struct telling telling, struct hl_buf *to);

/* --- evidence_own.c: of the codes that no rule has --- */

/* False: there is none, the code is a rule's alone for this lead. @day as in an effect. */
bool proof_own(
	struct trace *trace, size_t code, struct telling telling, struct hl_buf *to, int64_t *day);

/* The cells that rules of @scope ask and that cannot be read, each once. */
void proof_bad(
	const struct lead *lead, enum scope scope, struct telling telling, struct hl_buf *to);

/* --- deliver.c: judged rows on their way to the outputs --- */

/* Does anybody ask for evidence? */
bool gate_has_evidence(const struct hl_gate *gate);

/* The row and what is told of it, in a frame for each output where there are several. */
void deliver(struct lead *lead, bool stays, struct hl_buf *to);

/* A row that stays, with the cells of another lead. */
void deliver_known(const struct lead *lead, const struct known *known, struct hl_buf *to);

struct delivery {
	struct hl_gate *gate;
	struct hl_output *out;
	struct hl_buf rows[3]; /* scratch: of each output */
};

/* Is there more than one output? Then the blocks are parted by deliver_block. */
bool deliver_parts(const struct hl_gate *gate);
enum hl_status deliver_block(void *delivery, struct hl_buf *bytes, struct hl_error *err);

/* --- explain.c --- */

bool page_asks(const struct hl_gate *gate, const struct hl_row *row);

/* The page of the lead, which was judged. */
__attribute__((cold)) void page_put(struct lead *lead, struct hl_buf *to);

#endif
