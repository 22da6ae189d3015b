/*
 * gate.h - contact rules: who may be contacted, by which channels, when, and why not.
 *
 * The rules are tables (hl-gate(1)): those that are part of the program, and those of the agency
 * behind them. All that are in force on the day of the work and match the lead are asked, so that
 * every reason is told; of limits and hours the strictest holds. Nothing here is legal advice.
 */
#ifndef HL_GATE_H
#define HL_GATE_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- what may come of a lead --- */

/* In the order of severity. */
enum hl_gate_status { HL_GATE_DROP, HL_GATE_HOLD, HL_GATE_DEFER, HL_GATE_WORK };
enum { HL_GATE_STATUSES = HL_GATE_WORK + 1 };

/* "drop", "hold", "defer", "work". */
extern const char *const hl_gate_statuses[HL_GATE_STATUSES];

/* --- rules --- */

/* Rules that are part of the program. */
struct hl_gate_profile {
	const char *name;
	const char *about;
	const char *text; /* the table */
	const size_t *len;
};
extern const struct hl_gate_profile hl_gate_profiles[];
extern const size_t hl_gate_profiles_len;

const struct hl_gate_profile *hl_gate_profile_find(struct hl_str name); /* or NULL */

/* When a run takes place. */
struct hl_gate_time {
	int64_t as_of;              /* seconds: how far the data goes */
	int64_t day;                /* the calendar day that is worked */
	struct hl_time_rules rules; /* how cells tell the time; rules.zone is the agency's */
	int64_t *holidays;          /* calendar days that are */
	size_t holidays_len;
};

struct hl_gate_rules;

/* No rules yet. Those that are not in force on the day are only looked at for mistakes. */
struct hl_gate_rules *hl_gate_rules_new(const struct hl_gate_time *time);
void hl_gate_rules_free(struct hl_gate_rules *rules);

/*
 * Add the rows of @table behind those there are; a row with the action "off" takes away what is
 * there under its code and jurisdiction. Every mistake goes to @mistakes, and then the answer is
 * HL_EDATA.
 */
enum hl_status hl_gate_rules_add(struct hl_gate_rules *rules, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) HL_CHECKED;

/*
 * A conversation bars calls about what @scope says (account, debt, person), in all rules that there
 * are. False: it is none of these.
 */
bool hl_gate_cooldown_scope(struct hl_gate_rules *rules, struct hl_str scope);

/*
 * The calendar days of @table's column date become the holidays of @time; the caller frees them. A
 * day that is none goes to @mistakes, and then the answer is HL_EDATA.
 */
enum hl_status hl_holidays_read(struct hl_gate_time *time, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) HL_CHECKED;

/*
 * Numbers that must not be called or texted: the first cell of each line of @list, which has no
 * header but for a first line without a digit. What is none goes to @mistakes, and then the answer
 * is HL_EDATA.
 */
enum hl_status hl_dnc_read(struct hl_keys *numbers, struct hl_reader *list,
	struct hl_mistakes *mistakes, struct hl_error *err) HL_CHECKED;

/* --- the contact log --- */

struct hl_contacts;

/* What results of calls mean that hl_results does not have. */
struct hl_contact_results {
	const struct hl_result_codes *codes; /* of the agency; NULL: none */
	bool must_be_known; /* any other is an error of its row; else it counts, as a call that was
			       made */
	bool sets_aside;    /* events later than the run are bad rows, FUTURE_EVENT; else they are
			       counted (hl_contacts_future) */
};

/*
 * Remembers of events, which @threads may read side by side, what @rules ask for. The rules, the
 * time and the codes must outlive it.
 */
struct hl_contacts *hl_contacts_new(const struct hl_gate_rules *rules,
	const struct hl_gate_time *time, const struct hl_contact_results *results, size_t threads);
void hl_contacts_free(struct hl_contacts *contacts);

/*
 * Read all rows of @events: columns ts, account_id, type and, where they are there, channel,
 * direction, result, number, place, person_id, due.
 */
enum hl_status hl_contacts_read(struct hl_contacts *contacts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) HL_CHECKED;

/* The @i-th result that nobody knows, in the order of their bytes, and how many events have it. */
bool hl_contacts_unknown(
	const struct hl_contacts *contacts, size_t i, struct hl_str *result, size_t *events);

/* Events later than the run or the day of the work, which do not count. */
size_t hl_contacts_future(const struct hl_contacts *contacts);

/* --- the gate --- */

struct hl_gate_input {
	const struct hl_gate_rules *rules;
	struct hl_contacts *contacts;
	const struct hl_gate_time *time;
	const struct hl_header *leads;
	const struct hl_column_map *map;
	const struct hl_keys *dnc; /* by hl_dnc_read; NULL: no list */
	const char *zone;          /* where leads are that say nothing of it; NULL: nobody knows */
	size_t threads;            /* that may look at leads side by side */
};

struct hl_gate_output {
	struct hl_dialect dialect;
	bool all;       /* rows that may not be worked stay, too */
	bool replace;   /* columns of the output's names in the input are dropped */
	bool by_dialer; /* numbers that may be cell phones are for people without a consent */
	bool evidence;  /* what the rules looked at is a column of the rows that stay, too */
	struct hl_output *suppressed; /* gets the rows that do not stay; NULL: nobody does */
	struct hl_output *record;     /* gets a row for each lead and reason; NULL: nobody does */
	const char *run_id;           /* for the record */
	const char *explain; /* nothing but a page for each lead of this account; NULL: the rows */
};

struct hl_gate;

enum hl_status hl_gate_new(struct hl_gate **gate, const struct hl_gate_input *input,
	const struct hl_gate_output *output, struct hl_error *err) HL_CHECKED;
void hl_gate_free(struct hl_gate *gate);

/* Have the leads persons? Else each account is a person of its own. */
bool hl_gate_has_persons(const struct hl_gate *gate);

/* How many time zones of leads are plain offsets from UTC, and know no summer time. */
size_t hl_gate_offsets(const struct hl_gate *gate);

/* The header line: the columns of the leads and those that are added. */
void hl_gate_put_header(const struct hl_gate *gate, struct hl_buf *to);

/* That of the rows that do not stay, which have their evidence behind them; that of the record. */
void hl_gate_put_suppressed_header(const struct hl_gate *gate, struct hl_buf *to);
void hl_gate_put_record_header(const struct hl_gate *gate, struct hl_buf *to);

/*
 * Do persons or groups of debts join leads, so that all of them have to be looked at before the
 * first is judged?
 */
bool hl_gate_looks(const struct hl_gate *gate);

/* The same by the header of the leads. What cannot be told is yes. */
bool hl_gate_looks_by(const struct hl_header *leads, const struct hl_column_map *map);

/* Look at them: the same rows as are judged later. @leads tells nobody of its mistakes. */
enum hl_status hl_gate_look(
	struct hl_gate *gate, struct hl_reader *leads, struct hl_error *err) HL_CHECKED;

/* Judge every row. */
enum hl_status hl_gate_run(struct hl_gate *gate, struct hl_reader *leads, struct hl_output *out,
	struct hl_error *err) HL_CHECKED;

/* --- what is told afterwards --- */

struct hl_gate_counts {
	size_t leads[HL_GATE_STATUSES];
	size_t restricted; /* of those to be worked: with fewer channels than they have */
};
struct hl_gate_counts hl_gate_counts(const struct hl_gate *gate);

/* Rows of the record; leads that were explained. */
size_t hl_gate_recorded(const struct hl_gate *gate);
size_t hl_gate_pages(const struct hl_gate *gate);

/* The @i-th code that was met, how many leads have it; false behind the last one. */
bool hl_gate_code(const struct hl_gate *gate, size_t i, struct hl_str *code, size_t *leads);

#endif
