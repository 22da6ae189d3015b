/* rules.h - inside lib/gate: rules as they are asked. */
#ifndef HL_GATE_RULES_H
#define HL_GATE_RULES_H

#include "hl/gate.h"

/* In the order of severity. OFF: a row that takes others away. */
enum action { DROP, HOLD, DEFER, RESTRICT, WARN, OFF };

/* Bits of a set of channels. */
enum { CALL = 1, SMS = 2, EMAIL = 4, MAIL = 8, CHANNELS_ALL = 15, CHANNELS_LEN = 4 };
extern const char *const channel_names[CHANNELS_LEN];

/* "call|sms" or any one of them; false: there is no such channel. */
bool channels_parse(struct hl_str text, unsigned *channels);

/* As channels_parse, with the words of logs; web is none of our channels: 0. */
bool channels_of_event(struct hl_str text, unsigned *channels);

/* "in", "inbound", "out" and so on; a blank one is out. */
bool direction_parse(struct hl_str text, bool *is_out);

/* The next of a cell's items, which have | ; or , between them. */
struct hl_str item_cut(struct hl_str *rest);

/* sentinel.c: a date that stands for none, such as 0000-00-00, in the order of --date, too. */
bool is_no_day(struct hl_str text, enum hl_date_order order);

/* Whom a rule that holds for one lead holds for, too: those with the same ... */
enum scope { OF_ACCOUNT, OF_DEBT, OF_PERSON };

/* Who works the lead, and what kind of debt it is: bits; a blank cell is the first. */
enum { THIRD_PARTY = 1, BUYER = 2, CREDITOR = 4, ROLES_ALL = 7 };
enum { CONSUMER = 1, COMMERCIAL = 2, DEBTS_ALL = 3 };
unsigned role_of(struct hl_str text); /* 0: no such */
unsigned debt_of(struct hl_str text);

/* Which leads a rule is for, by where they are. */
enum place_kind { ANYWHERE, IN_COUNTRY, IN_STATE, IN_ZIP3, IN_CITY };
struct places {
	enum place_kind kind;
	struct hl_str *names; /* one of these; of ZIP3 "100" or "100-104" */
	size_t len;
};

/* What a limit counts. */
enum unit { ATTEMPTS, COMMUNICATIONS, CONVERSATIONS };

/* Not more than @most in @days calendar days; most < 0: any number. */
struct limit {
	int64_t most;
	int days;
};

/* Minutes of the day, from inclusive, to exclusive; to <= from: closed. */
struct hours {
	bool is_set;
	int from, to;
};

/* "10:00-17:00"; false: it is not. wish_parse: also 9:00-12:00, and 20:00-09:00 over midnight. */
bool opening_parse(struct hl_str text, struct hours *hours);
bool wish_parse(struct hl_str text, struct hours *hours);

/* Where a rule's end is: the day in @column, or that of the work, and so many days on. */
struct until {
	bool is_set;
	size_t field; /* among the rules' fields; NO_FIELD: the day of the work */
	int days;
};

/* One condition on a field of the lead. */
struct term {
	size_t field;
	struct hl_test test;
	uint64_t heads; /* what a cell may begin with for which it holds: bits of head_of() */
};

/* A bit for how long a text is and what it begins with, in any case. */
uint64_t head_of(struct hl_str text);
uint64_t heads_of(const struct hl_test *test);

/* Where a rule stands, and whether it is asked at all. */
struct origin {
	struct hl_str table; /* its name, as it was given */
	size_t line;
	struct hl_str match, when; /* as it has them */
	int64_t from, to;          /* the days on which it is in force */
	const struct origin *off;  /* the row that took it away; NULL: none */
};

struct rule {
	struct hl_str code, juris, cite;
	enum action action;
	enum scope scope;
	unsigned channels, roles, debts;
	struct places places;
	bool is_for_all;     /* whoever works it, whatever the debt, wherever it is */
	struct hl_str needs; /* asked only where the leads have this column; empty: always */
	struct term *terms;
	size_t terms_len;
	struct until until;
	enum unit unit;
	struct limit limit, at_work; /* at_work: to numbers and addresses of the place of work */
	int cooldown;                /* days that a conversation bars, its own the first; 0: none */
	int64_t gap_s;               /* seconds between two calls; 0: any */
	bool ends_by_consent; /* limit and cooldown: not while the consumer agreed to calls */
	struct hours weekday, saturday, sunday, holiday;
	bool is_stated; /* by a cell or an event, not by what is missing */
	size_t number;  /* among the codes */
	struct origin *origin;
};

/* What terms look at. */
enum field_kind { COLUMN, FLAG, SAYS, AGE, NEWEST, NEWER, LOGGED };

/* Calendar months and then days on. A day that a month does not have is the first of the next. */
struct shift {
	int months, days;
};

/* "60d", "6mo", "18y"; false: it is none. */
bool shift_parse(struct hl_str text, struct shift *shift);
int64_t shift_day(struct shift shift, int64_t day);

struct rule_field {
	struct hl_str name; /* as the rule has it */
	enum field_kind kind;
	struct hl_str column, second; /* names of columns; NEWEST and NEWER have two */
	unsigned logged;              /* LOGGED: which one, see contacts.h */
	struct shift shift;           /* AGE: it is asked of the day so much later */
	bool is_wrong;                /* what should be the shift is none */
};

#define NO_FIELD SIZE_MAX

/* Codes that the gate itself gives: the first of all. */
enum own_code {
	NO_TZ,         /* nobody knows which hours are the lead's */
	NO_CHANNEL,    /* there is none, or none that may be used */
	BAD_FLAG,      /* a cell that a rule asks cannot be read */
	BAD_PHONE,     /* no number that can be called */
	BAD_ADDR,      /* the mail comes back */
	NO_WORK,       /* numbers and addresses at work are barred */
	INCONVENIENT,  /* no time of the day is left */
	MANUAL_ONLY,   /* no consent for a dialer */
	OPTOUT_NUMBER, /* a number of the lead's has opted out */
	DNC,           /* one is on a list of numbers that must not be called */
	OPTOUT_CALL,   /* who has the same number has opted out, as the next two */
	OPTOUT_SMS,
	OPTOUT_EMAIL,
	OWN_CODES
};

struct hl_gate_rules {
	const struct hl_gate_time *time;
	struct rule *at; /* those in force, in their order */
	size_t len, cap;
	struct rule *idle; /* not in force on the day, or taken away */
	size_t idle_len, idle_cap;
	struct rule_field *fields;
	size_t fields_len, fields_cap;
	struct hl_str *codes; /* each once, in the order in which they came */
	size_t codes_len, codes_cap;
	struct hl_arena arena;
};

/* A cell of a flag. */
enum flag { FLAG_NO, FLAG_YES, FLAG_BAD };
enum flag flag_of(struct hl_str cell);

/* --- rule.c --- */

bool rule_has_limits(const struct rule *rule); /* on what was done before */
bool rule_has_hours(const struct rule *rule);
bool rule_is_timed(const struct rule *rule); /* hours or a gap: it says when on the day */

/* --- fields.c --- */

/* The field called @name as @test (NULL: none) asks it, made when it is new. */
size_t rule_field_of(struct hl_gate_rules *rules, struct hl_str name, const struct hl_test *test);

/* Is it a day, whose tests are spans? */
bool rule_field_is_age(const struct rule_field *field);

#endif
