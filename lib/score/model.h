/*
 * model.h - inside lib/score: a model as it is evaluated.
 *
 * Loading turns names into numbers, so that a row costs what its rules cost: fields are what
 * rules look at (each is read once per row), slots are what is remembered of events (one number per
 * lead and slot), parts are evaluated in an order in which each finds what it needs.
 */
#ifndef HL_SCORE_MODEL_H
#define HL_SCORE_MODEL_H

#include "hl/score.h"

#define NONE SIZE_MAX

enum { SLOTS_MAX = 64 }; /* the slots an event goes to are bits of a word */

struct eval; /* one row being scored, see eval.h */
struct rule;
struct field;
struct gave;

/* What a field came to for the row at hand. */
struct seen {
	struct hl_test_value cell; /* text and, when it is one, number */
	int64_t age_s;             /* when the field is an age */
	int64_t age_days;          /* the same in calendar days, when it is of a date */
	bool is_read, is_missing;
};

/* Something a rule looks at: a column, an age, the newest event, another part. */
struct field {
	struct hl_str name; /* as the model has it */
	enum hl_status (*read)(struct eval *eval, const struct field *field, struct seen *seen,
		struct hl_error *err);
	struct hl_str column, fallback; /* names of columns; empty: none */
	size_t slot;                    /* of the newest event; NONE: no such field */
	size_t part;                    /* NONE: not a part */
	bool is_age;                    /* its tests have a unit */
	bool is_calendar;               /* tests in d and w are about calendar days */
	size_t line;                    /* in the model, for messages */
};

/* One more condition, on a field of the lead or a column of the event. */
struct also {
	struct hl_str column;
	struct hl_test test;
	size_t field; /* of the lead; unused for events */
};

/* What is remembered of the events that qualify: the newest one's age, how many, when each was. */
enum keep { KEEP_NEWEST, KEEP_COUNT, KEEP_TIMES };

struct slot {
	enum keep keep;
	struct hl_str type; /* empty: any */
	struct hl_test age;
	struct also *also;
	size_t also_len;
	size_t line;
};

/* Ages in seconds, both inclusive. */
struct ages {
	int64_t from_s, to_s;
};

/* Events of one slot that are to be answered, within so long, by one of others. */
struct silence {
	size_t event;     /* a slot */
	uint64_t answers; /* bit i: events of slot i are answers */
	int64_t limit_s;
};

/* One row of an if group, one alternative of a signal, one knot of a curve. */
struct branch {
	struct hl_test test;
	struct also *also;
	size_t also_len;
	struct hl_str text; /* the value of a label; of a count or a silence, how long */
	int64_t value;      /* points, factor, value at the knot */
	int64_t at;         /* knots: seconds, or a number */
	size_t slot;        /* signals */
	size_t number;      /* among all branches of the model */
	size_t line;
};

/* What a number or an age has to be for a branch to hold; from > to: it never does. */
struct range {
	int64_t from, to; /* both inclusive */
};

/* What a range is about. */
enum clock { OF_NUMBER, OF_SECONDS, OF_DAYS };

/* Where the number that a group of ranges looks at comes from; what there is may be all they ask.
 */
enum source_of { FROM_FIELD, FROM_COLUMN, FROM_PRESENCE, FROM_EVENT, FROM_PART };

/* Between which numbers something is held; "LO to HI", either side may be empty. */
struct limits {
	bool has_low, has_high;
	int64_t low, high;
};

/* What a part combines: a signal, an if group, a constant, another part, a curve. */
struct item {
	const struct rule *rule;
	struct hl_str field_name;
	size_t field;        /* if, linear, curve, ratio: the field looked at */
	size_t below;        /* ratio: the field it is divided by */
	size_t part;         /* part, fresh: the other part */
	size_t silence;      /* silence: which one of the model's */
	int64_t half_life_s; /* signal: of its points, 0 where they stay */
	struct branch *branches;
	size_t branches_len, branches_cap;
	bool is_newest;       /* fresh: by the newest signal alone */
	bool is_log;          /* linear: the logarithm of the field */
	struct limits limits; /* ratio */
	size_t weight_line;   /* if: of the row that weighs it; 0: none does */
	/* if: the branches as ranges, where they can be told as such; see ranges.c */
	const struct range *ranges; /* NULL: they cannot */
	enum clock clock;
	enum source_of source;
	size_t missing; /* the branch that holds for what is not there, or NONE */
	size_t line;
};

struct part;
struct over; /* one row over a span of seconds, see bounds.h */
struct bounds;

/* How a part combines its items. */
struct combine {
	const char *name;
	const char *help;
	const char *said; /* to a person: "added up" */
	bool is_label;
	enum hl_status (*value)(
		struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err);
	/* What comes of what its items may give, as value makes it: *bounds is zero before. */
	void (*bounds)(struct over *over, const struct part *part, struct bounds *bounds);
	int64_t neutral; /* what an item may be without mattering */
	char sign;       /* how its items are shown in why: '+' or 'x' */
};

struct part {
	struct hl_str name;
	const struct combine *combine; /* NULL: not said, a sum */
	struct item *items;
	size_t items_len, items_cap;
	bool has_low, has_high;
	int64_t low, high;
	bool is_of_signals;  /* each item is a signal with one way to qualify */
	size_t line;         /* of its first row */
	size_t combine_line; /* of the row that says how it combines */
};

struct hl_model {
	struct hl_arena arena; /* texts, tests, conditions */
	const char *file;      /* for messages */
	struct hl_str name, about;
	char *key, *zone;
	unsigned decimals;
	struct part *parts;
	size_t parts_len, parts_cap;
	struct field *fields;
	size_t fields_len, fields_cap;
	struct slot *slots;
	size_t slots_len, slots_cap;
	struct silence *silences;
	size_t silences_len, silences_cap;
	size_t *order;      /* parts, each behind those it needs; those the score needs first */
	size_t score;       /* the part named score */
	struct line *lines; /* all rows; what is called a line elsewhere is a number of one */
	size_t lines_len, lines_cap;
	size_t branches_len; /* of all items */
};

/* --- load.c --- */

/* One row of a table. Its slices live as long as the model. */
struct line {
	struct hl_str part, rule, field, when, value;
	size_t number; /* among the model's rows, from 1 on: they may be of several tables */
	const char *file;
	size_t line;  /* there */
	size_t table; /* which of them it is */
};

struct loader {
	struct hl_model *model;
	struct hl_mistakes *mistakes;
	struct hl_files *listed;
	const struct line *line;  /* the one at hand */
	bool lacks_rows;          /* a table that is included could not be read */
	const struct line **late; /* lines for load_later */
	size_t late_len, late_cap;
	bool is_late; /* it is their turn */
};

/* A mistake in the line at hand (or @number), told and gone on from. */
void load_mistake(struct loader *loader, size_t number, const char *fmt, ...) HL_PRINTF(3, 4);

/* Where line @number is: file and line of @err; 0: the model as a whole. */
void model_place(const struct hl_model *model, size_t number, struct hl_error *err);

/* What a message about line @about calls line @number: "line 4", or "base.csv:4". */
const char *load_line_name(struct loader *loader, size_t number, size_t about);

/* A copy of @text that lives as long as the model. */
char *load_text(struct hl_model *model, struct hl_str text);

/*
 * Is the line at hand to be added once more when all others are? It is about rows that may stand
 * below.
 */
bool load_later(struct loader *loader);

/* The part called @name, made when it is new. */
struct part *load_part(struct loader *loader, struct hl_str name);
size_t part_find(const struct hl_model *model, struct hl_str name); /* or NONE */

/* A new item of @part for the line at hand. */
struct item *load_item(struct loader *loader, struct part *part, const struct rule *rule);

/* The item of @part with this rule and field, or NULL. */
struct item *load_find_item(struct part *part, const struct rule *rule, struct hl_str field);

/* A new branch with the line's predicate; NULL after a mistake. */
struct branch *load_branch(struct loader *loader, struct item *item);

/* A new branch without one. */
struct branch *load_knot(struct loader *loader, struct item *item);

/* "LO to HI", or nothing; false when it is neither. */
bool load_limits(struct hl_str text, struct limits *limits);

/* The line's value as a number; false after a mistake. */
bool load_number(struct loader *loader, int64_t *number);

/* The line must have no predicate: its rule would pass it over. False after a mistake. */
bool load_no_test(struct loader *loader);

/* The line's predicate and its further conditions; false after a mistake. */
bool load_test(struct loader *loader, struct hl_test *test, struct also **also, size_t *also_len);

/* Conditions on an event's columns must not ask for ages: tells those that do. */
void load_no_ages(struct loader *loader, const struct also *also, size_t also_len);

/* --- rows.c --- */

/*
 * All rows of the model called @name, those of included tables first, each numbered. What is wrong
 * with them as rows is told; HL_EDATA without a word: it is told already.
 */
enum hl_status rows_read(struct loader *loader, const char *name, struct hl_error *err) HL_CHECKED;

/* --- spelling.c: one spelling of what may be written in several ways, for who compares texts ---
 */

/* A field: "age( A ,B)" is age(A,B). */
struct hl_str spelling_field(struct hl_model *model, struct hl_str field);

/* A predicate: "<7d  and x  is 2" is "< 7d and x is 2"; anything else stays as it is. */
struct hl_str spelling_when(struct hl_model *model, struct hl_str when);

/* --- setting.c: a line of the part called model --- */

void load_setting(struct loader *loader);

/* --- field.c --- */

/* The field called @name, made when it is new; its part is found later by field_resolve. */
size_t field_of(struct loader *loader, struct hl_str name);

/* Does everything that @later holds for make @earlier hold, too? @is_calendar: of a date. */
bool branch_hides(const struct branch *earlier, const struct branch *later, bool is_calendar);

/* Is it one of < <= > >=? */
bool test_orders(const struct hl_test *test);

/* Is the test one that can be asked of the field? Tells the mistake. */
void field_check(
	struct loader *loader, const struct field *field, const struct hl_test *test, size_t line);

/* Fields that are parts, now that all parts are known. */
void field_resolve(struct loader *loader);

/* The slot that remembers what @like does of the same events, made when it is new. */
size_t slot_of(struct hl_model *model, const struct slot *like);

/* The ages that the slot's test holds for: it is one of an order, so one end or both are open. */
struct ages slot_ages(const struct slot *slot);

/* --- rules.c --- */

struct rule {
	const char *name;
	const char *help;
	/* Add the line at hand to @part. */
	void (*add)(struct loader *loader, struct part *part, const struct rule *rule);
	/* What the item gives for the row: *gave is zero before. */
	enum hl_status (*value)(struct eval *eval, const struct part *part, const struct item *item,
		struct gave *gave, struct hl_error *err);
	/* Is the item all there, now that all lines are read? NULL: nothing to ask. */
	void (*check)(struct loader *loader, struct item *item);
	/* What it may give within the span: *bounds is zero before. NULL: by itself nothing. */
	void (*bounds)(struct over *over, const struct part *part, const struct item *item,
		struct bounds *bounds);
	/* What it gives follows from which branch holds, which events there were, other parts. */
	bool is_finite;
	/* What the item looked at when it gave something; NULL: at nothing. */
	void (*evidence)(struct eval *eval, const struct part *part, const struct item *item,
		struct hl_buf *to);
};
extern const struct rule rules[];
extern const size_t rules_len;

const struct rule *rule_find(struct hl_str name); /* or NULL */

/* Is @item one of the signals of its part? */
bool rule_is_signal(const struct item *item);

/* Does it ask how fresh the points of another part are? */
bool rule_is_fresh(const struct item *item);

extern const struct combine combines[];
extern const size_t combines_len;

/* How a part that does not say combines. */
extern const struct combine *const combine_default;

/* --- ranges.c --- */

/* The branches of @item, an if, as ranges. */
void ranges_make(struct hl_model *model, struct item *item);

/* --- order.c --- */

/* Find the order of parts, the score, and what can never be reached. */
void model_check(struct loader *loader);

#endif
