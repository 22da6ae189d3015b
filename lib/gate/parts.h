/* parts.h - inside lib/gate: a lead being judged. */
#ifndef HL_GATE_PARTS_H
#define HL_GATE_PARTS_H

#include "contacts.h"
#include "hl/thread.h"
#include "place.h"

/* --- what leads are bound by --- */

/* Of call, sms, email in the order of the channels; and do_not_call. */
enum { OPT_OUT_DNC = 3, OPT_OUTS };

/* Columns that the gate itself reads; HL_NO_COLUMN: the leads have none. */
struct gate_columns {
	size_t account, person, debt_group;
	size_t role, debt_class;
	size_t state, zip, city, country, tz;
	size_t phone, cell, work_phone, phone_type, phone_place, phone_status;
	size_t email, email_place, address;
	size_t work_prohibited, no_time_windows, no_places;
	size_t consent_from, consent_until, consent_cell, consent_at, consent_revoked;
	size_t opt_outs[OPT_OUTS]; /* also HL_NO_COLUMN where no rule asks for that opt-out */
};

/* The bit of leads with a cell that such a rule asks and that cannot be read. */
enum { BAD_BIT = 63 };

/* The leads that belong together: bits of the rules that hold for one of them, their accounts. */
struct people;

struct zones;

/* Evidence, see evidence.h. */
struct members;
struct trace;

struct hl_gate {
	const struct hl_gate_rules *rules;
	struct hl_contacts *contacts;
	const struct hl_gate_time *time;
	const struct hl_column_map *map;
	const struct hl_keys *dnc; /* NULL: no list */
	struct hl_header header;
	struct hl_gate_output output;
	struct gate_columns at;
	size_t *columns, *seconds; /* per field of the rules */
	size_t *checked;           /* fields that cannot be read in every cell */
	size_t checked_len;
	bool *said;     /* per column: may a yes stand for a day? */
	uint8_t *reach; /* per field: the scopes, a bit each, of the shared rules that ask it */
	size_t *asked;  /* rules that can hold for some lead, in their order */
	size_t asked_len;
	size_t *quiet; /* those of them that can hold for one of which the log says nothing */
	size_t quiet_len;
	size_t *timed; /* those of them with hours or a gap, at most 64 */
	size_t timed_len;
	uint32_t *shared; /* per rule: its bit among those that hold for others, + 1 */
	size_t shared_len;
	size_t threads;
	struct optouts *optouts; /* NULL: nobody was looked at */
	struct people *people;   /* NULL: nobody belongs together */
	struct members *members; /* NULL: nobody asks for evidence, or nobody was looked at */
	struct zones *zones;
	uint64_t default_zone; /* of leads without a place; 0: none */
	bool has_status;       /* the leads have a column of that name */
	bool *drop;            /* per column: --replace; NULL: none */
	struct hl_gate_counts counts;
	size_t *code_leads;     /* per code */
	size_t recorded, pages; /* rows of the record; leads that were explained */
};

/* bind.c: find the columns of the leads, and which rules there is something to ask for. */
enum hl_status gate_bind(struct hl_gate *gate, struct hl_error *err) HL_CHECKED;

/* deliver.c: columns of the names of those to be added are dropped, or an error. */
enum hl_status gate_clear_names(struct hl_gate *gate, struct hl_error *err) HL_CHECKED;

struct lead;

/* --- a verdict --- */

enum { REASONS_MAX = 48 };

struct reason {
	enum action action;
	uint16_t code;
};

#define NO_DAY INT64_MAX

struct verdict {
	struct reason reasons[REASONS_MAX]; /* the most severe first, in the order of the rules */
	size_t reasons_len;
	unsigned channels;
	int64_t free_on[CHANNELS_LEN]; /* barred before that day; NO_DAY: nobody knows until when */
	unsigned barred;               /* channels that were there and are barred */
	int64_t next_day;              /* the last end of what defers or holds; INT64_MIN: none */
	unsigned deferred;             /* channels that rules defer, and not the lead as a whole */
	unsigned restricted;           /* those of the barred that are not only deferred */
	bool is_endless;               /* something that defers has no known end */
	int64_t calls_left;            /* by limits of several days; < 0: no rule limits them */
	int64_t left_today;            /* the same by limits of a day */
	int64_t from_s, to_s;          /* when calls may be made; to <= from: not known, or never */
	bool is_closed;                /* something bars the lead as a whole */
	bool is_manual;
	enum hl_gate_status status;
};

/* Nothing is known yet. */
void verdict_begin(struct verdict *verdict);

/* Note a reason; one that is noted already only becomes more severe. */
void verdict_note(struct verdict *verdict, enum action action, size_t code);

/* Take @channels away until @day. */
void verdict_bar(struct verdict *verdict, unsigned channels, int64_t day);

/* It may not be worked before @day. */
void verdict_wait(struct verdict *verdict, int64_t day);

/* The lead waits as a whole; NO_DAY: nobody knows until when. */
void verdict_defer(struct verdict *verdict, size_t code, int64_t day);

/* It waits for a person. */
void verdict_hold(struct verdict *verdict, size_t code);

/* What a rule says of @channels, until @day. */
void verdict_apply(
	struct verdict *verdict, const struct rule *rule, unsigned channels, int64_t day);

/* All is asked: what comes of the lead. */
void verdict_close(struct verdict *verdict);

/* put.c: the cells of the lead's verdict, each with its delimiter before it. */
void verdict_put(struct lead *lead, struct hl_buf *to);

/* --- a lead --- */

/* What a field is for the row at hand. */
struct seen {
	uint64_t row; /* for which it was read */
	bool is_missing, is_bad;
	struct hl_test_value cell; /* COLUMN; of a FLAG yes or no */
	uint64_t head;             /* what it begins with */
	int64_t day;               /* the others */
};

/* When calls may be made by the hours of some rules in some zones. */
struct window {
	uint64_t zones, rules; /* bits; no zones: free */
	int64_t from, to;
};
enum { WINDOWS = 512 };

/* What a text of a column with few of them means. */
struct meaning {
	char text[24];
	uint8_t len; /* 0: free */
	uint64_t zones;
	struct hl_str state;
};
enum { MEANINGS = 256 };

/* A second as it is written. */
struct written {
	int64_t s;
	char text[HL_TIME_ROOM + 8];
	uint8_t len; /* 0: free */
};
enum { WRITTEN = 64 };

/* Seconds that are one calendar day in a zone: from inclusive, to exclusive. */
struct span {
	int64_t from_s, to_s, day;
};
enum { SPANS = 32 };

/* A contact of the lead's own, and the calendar day at its place. */
struct dated {
	const struct contact *contact;
	int64_t day;
};

/* Those up to the day of the work that a scope asks for. */
struct history {
	struct dated *at;
	size_t len, cap;
};
enum { SCOPES = OF_PERSON + 1 };

struct lead {
	const struct hl_gate *gate;
	struct trace *trace; /* NULL: nobody asks for evidence */
	const struct hl_row *row;
	uint64_t number;   /* of the row, from 1 */
	struct seen *seen; /* per field */
	struct hl_str account, person, debt_group;
	uint32_t *words;                           /* of its account in the log, or NULL */
	const uint32_t *person_words, *debt_words; /* of those it belongs to, or NULL */
	uint64_t person_hash;                      /* as contacts_person; 0: it has no person */
	unsigned role, debt;
	unsigned at_work; /* channels that it has at its place of work alone */
	struct hl_str state, area_state, cell_state; /* by the row, by its numbers */
	uint64_t zones, area_zones;                  /* the same */
	bool is_revoked;                             /* the consent to be dialled */
	int64_t consent_from, consent_to; /* days on which calls were agreed to; to < from: none */
	struct verdict verdict;
	int64_t *days; /* scratch: of the contacts that a limit counts */
	size_t days_cap;
	const uint32_t **accounts; /* scratch: words of several accounts */
	size_t accounts_len, accounts_cap;
	struct history histories[SCOPES];
	const struct history *found[SCOPES]; /* of the row at hand, or NULL */
	struct span spans[PLACE_ZONES_MAX][SPANS];
	struct window windows[WINDOWS];                /* those found last */
	struct meaning tz[MEANINGS], states[MEANINGS]; /* the same */
	struct written times[WRITTEN];
	struct hl_buf room; /* scratch */
};

/* lead.c: memory of a lead of @gate, for one row after the other. */
void lead_init(struct lead *lead, const struct hl_gate *gate);
void lead_release(struct lead *lead);

/* lead.c: read the row, whose words are there already; HL_EDATA: it is bad. */
enum hl_status lead_begin(
	struct lead *lead, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* lead.c: is it no day, and nothing that stands for one? */
bool lead_is_bad_day(const struct lead *lead, size_t column);

/* lead.c: until when its consents hold; what cannot be read holds the lead. */
void lead_consent(struct lead *lead);
const struct seen *lead_field(struct lead *lead, size_t field);

/* gate.c: what one rule makes of it, @held being the bits of people_held. */
void lead_ask(struct lead *lead, size_t index, uint64_t held);

/* holds.c: conditions. One that cannot be asked of the cell holds the lead. */
enum answer_to { ANSWER_NO, ANSWER_YES, ANSWER_NONE };
enum answer_to lead_answer(struct lead *lead, const struct term *term);
bool lead_meets(struct lead *lead, const struct rule *rule);
bool lead_is_for(const struct lead *lead, const struct rule *rule); /* by place, role and debt */

/* BAD_BIT where a cell that rules of @scope ask cannot be read, else none. */
uint64_t lead_bad_bit(struct lead *lead, enum scope scope);

/* channels.c: which there are, and what bars them but for rules. */
void lead_channels(struct lead *lead);

/* All that lead_channels looks at, in 48 bits, for a lead without no_places. */
uint64_t lead_channel_traits(const struct lead *lead);

/* Does it know all places of no_places? One that nobody knows could be any of them. */
bool lead_knows_places(const struct lead *lead);

/* A cell with a number that may be called, or none; the three of a lead; what is known of one. */
enum { NUMBERS = 3 };
struct number {
	size_t column;
	bool is_work;
	struct hl_str place;
};
struct of_number {
	unsigned channels;
	/* Of them: barred by the log, by another lead, by the list, by where it is. */
	unsigned opted_out, shared, listed, unwanted;
	bool is_dead;
};
void lead_numbers(const struct lead *lead, struct number numbers[NUMBERS]);
struct of_number lead_number(const struct lead *lead, struct number number);

/* limits.c: limits and cooldowns of a rule that is for the lead. */
void lead_limits(struct lead *lead, const struct rule *rule);

/*
 * What a limit of the rule counts in its window: how many, their days in lead->days, the newest
 * first. The day of the last conversation; INT64_MIN: none. Is the rule not asked, for the consumer
 * agreed to calls?
 */
size_t lead_counted(struct lead *lead, const struct rule *rule, bool at_work);
int64_t lead_last_talk(struct lead *lead, enum scope scope);
bool lead_is_exempt(struct lead *lead, const struct rule *rule);

/* history.c: the calendar day of a contact, at the lead's place. */
int64_t lead_day_of(struct lead *lead, int64_t s);

/* lead.c: a flag or a day that cannot be read holds the lead, whether or not it would decide. */
void lead_check(struct lead *lead);

/* history.c: the contacts that rules of @scope ask for, each row's read when it is asked for. */
const struct history *lead_history(struct lead *lead, enum scope scope);

/* history.c: is the contact the lead's own, and not that of somebody else at the same account? */
bool lead_is_own(const struct lead *lead, const struct contact *contact);

/* hours.c: when calls may be made, by all rules that are for the lead. */
void lead_hours(struct lead *lead);

/* The timed rules that are for the lead, a bit each; when calls may be made by those of @bits. */
uint64_t lead_timed(struct lead *lead);
void lead_hours_by(struct lead *lead, uint64_t bits);

/* The newest call to the lead; INT64_MIN: none. */
int64_t lead_last_call(struct lead *lead, enum scope scope);

/* The rule's hours on that day; NULL: it says nothing of it. */
const struct hours *rule_hours_on(
	const struct hl_gate_time *time, const struct rule *rule, int64_t day);

/* --- optouts.c --- */

/* @keeps_who: whose they were, for optouts_by_number; those of the leads that come first. */
struct optouts *optouts_new(bool keeps_who);
void optouts_free(struct optouts *optouts);

/* The channels that the lead's own cells opt out of. */
unsigned optouts_said(const struct lead *lead);

/* Its numbers and its address opt out of them. From any thread. */
void optouts_add(struct optouts *optouts, const struct lead *lead);

/* The channels that a number or an address was opted out of by any lead. */
unsigned optouts_of_number(const struct optouts *optouts, struct hl_str number);
unsigned optouts_of_address(const struct optouts *optouts, struct hl_str address);

/* The account of the first lead that opted it out of that channel; empty: nobody knows. */
struct hl_str optouts_by_number(
	const struct optouts *optouts, struct hl_str number, unsigned channel);
struct hl_str optouts_by_address(const struct optouts *optouts, struct hl_str address);

/* --- zones.c: zones, opened when they are asked for first --- */

struct zones *zones_new(void);
void zones_free(struct zones *zones);

/* The zone of bit @number, or NULL when the system has none. From any thread. */
const struct hl_zone *zones_at(struct zones *zones, size_t number);

/* What bit @number is called. From any thread. */
struct hl_str zones_name(struct zones *zones, size_t number);

/* The set for the text of a tz cell; 0: there is no such zone. */
uint64_t zones_find(struct zones *zones, struct hl_str text);

/* How many of the texts that were asked for are plain offsets from UTC. */
size_t zones_offsets(const struct zones *zones);

/* --- people.c --- */

struct people *people_new(size_t threads);
void people_free(struct people *people);

/* What waits to be joined; each thread has its own. */
struct joining {
	struct folder persons, debts;
	struct hl_arena texts; /* of long keys */
};

void joining_init(struct joining *joining, struct people *people);
void joining_release(struct joining *joining);

/* Cells that were borrowed may go. */
void joining_settle(struct joining *joining);

/* A lead whose rules of bits @held hold for those it belongs to. */
void people_add(struct joining *joining, const struct lead *lead, struct hl_buf *room,
	uint64_t held_person, uint64_t held_debt);

/* The words of those that rows belong to, or NULL. */
struct belonging {
	uint32_t *persons[HL_STEP_ROWS], *debts[HL_STEP_ROWS];
	struct hl_buf room; /* scratch */
};
void people_find(const struct people *people, const struct hl_gate *gate, const struct hl_row *rows,
	size_t len, struct belonging *to);

/* Ask for the memory of the contacts of their first accounts. */
void people_ask(const struct people *people, const struct hl_contacts *contacts,
	const struct belonging *of, size_t len);

/* The lead's debt as a key, in @room. */
struct hl_str people_debt(const struct lead *lead, struct hl_buf *room);

/* Of those it belongs to no rule holds, and the log says nothing. */
bool people_are_quiet(const struct lead *lead);

/* The bits that hold for the lead because of others, or of itself. */
uint64_t people_held(const struct lead *lead);

/* The accounts of the log that a limit of @scope counts, in lead->accounts. */
void people_accounts(struct lead *lead, enum scope scope);

#endif
