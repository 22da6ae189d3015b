/* queue.h - inside lib/page: the work queue page. What it emits is told in queue.html.txt. */
#ifndef HL_PAGE_QUEUE_H
#define HL_PAGE_QUEUE_H

#include "hl/queue.h"
#include "html.h"

/* What is in a column without a place of its own. */
enum queue_kind { QUEUE_TEXT, QUEUE_MONEY, QUEUE_INTERNAL };

/* The columns that have a place of their own on a card: which of the exported, or HL_NO_COLUMN. */
struct queue_columns {
	size_t score, tier, why, key, name, first_name, last_name, balance, client;
	size_t phone, cell, email, channels, status, reasons;
	size_t calls_left, call_from, call_to, next_ok;
	/* Of these a card says nothing where they are not asked for. */
	size_t last_worked, next_step;
	/* Columns of the input, exported or not: what is closed is so where that is not shown, too.
	 */
	size_t account, collector, own_channels, own_status, own_left;
	unsigned char *kinds; /* of the exported columns: enum queue_kind */
	bool is_summed;       /* balances go out as they are: so may their sum */
	bool is_hidden;       /* what is open is held back by a mask: nothing is */
	struct queue_run *run;
};

/* What holds for all pages of a run; queue_run.c. */
enum { QUEUE_RUN_TIERS = 64 };
struct queue_run_tier {
	struct hl_str name;
	size_t first; /* order of appearance */
	bool is_known, has_score;
	int64_t highest, lowest;
	unsigned rank; /* 0 the hottest, 4 the coldest */
};
struct queue_run {
	struct queue_run_tier tiers[QUEUE_RUN_TIERS];
	size_t len;
	int64_t highest;
	int64_t full; /* the score that fills a ring; 0: not settled yet */
};

/* A row of it; once all have come the rank of a tier, whatever its case, and run->full. */
void queue_run_note(
	struct queue_run *run, struct hl_arena *arena, struct hl_str name, struct hl_str cell);
void queue_run_settle(struct queue_run *run);
unsigned queue_run_rank(struct queue_run *run, struct hl_str name);

struct queue_tier {
	struct hl_str name; /* as first met; "" for rows without one */
	size_t first;       /* order of appearance */
	size_t rows;
	hl_wide balance; /* the sum, millionths */
	int64_t highest; /* score, where has_score */
	bool has_score;
	unsigned rank; /* 0 the hottest, 4 the coldest */
	size_t place;  /* in the list */
};

enum { QUEUE_COLDEST = HL_TIER_COLDEST, QUEUE_OFFSET_ROOM = 16 };

/* Of the first card of an account: its name, "" where that is the key; what stands against it. */
struct queue_first {
	struct hl_str heading, next_ok;
	enum hl_queue_stop stop;
};

/* The page and what must be known of all rows before the first is written. */
struct queue {
	struct hl_export *doc;
	const struct queue_columns *columns;
	struct hl_str *cells; /* of the row at hand */
	struct hl_str account, collector, channels, status, left;
	struct hl_keys *accounts;    /* with the place of the first card of each */
	struct queue_first *firsts;  /* those cards, by number */
	struct hl_keys *collectors;  /* who work the queue */
	struct hl_str column, value; /* whose queue it is, as hl/guide.h has it; "": nobody knows */
	size_t firsts_cap;
	size_t unassigned; /* rows without a collector */
	size_t to_do;      /* rows of which something may be done, and nothing was */
	size_t rows;
	hl_wide balance; /* the sum of them, millionths */
	size_t without;  /* rows whose balance is no number */
	struct hl_keys *tier_keys;
	struct queue_tier *tiers; /* in order of appearance */
	struct queue_tier **list; /* in the order of the page */
	size_t tiers_len, tiers_cap;
	struct hl_buf name;             /* of the card at hand, where it is made of two */
	char offset[QUEUE_OFFSET_ROOM]; /* that all times have; "" when they do not have one */
	char work_date[HL_TIME_ROOM];
};

/* A cell of the row at hand without the blanks around it; empty for HL_NO_COLUMN. */
static inline struct hl_str queue_cell(const struct queue *queue, size_t column) {
	return column == HL_NO_COLUMN ? HL_STR("") : hl_str_trim(queue->cells[column]);
}

/* The row at hand. */
struct queue_card {
	struct queue *queue;
	const struct queue_tier *tier; /* NULL: there is no such column */
	unsigned rank;
	struct hl_str key, heading, account;
	bool is_headed_by_name;
};

/* queue_rows.c: what every queue begins with. */
void queue_init(struct queue *queue, struct hl_export *doc);

/* The next row, whose cells are at hand then; false at the end. */
bool queue_next(struct queue *queue, size_t *at);

/* queue_alerts.c */
void queue_put_alerts(const struct queue *queue);

/* queue_log.c: the newest events; "3 h ago", and the time itself. */
void queue_put_log(const struct queue_card *card);
/* Which of them is the newest attempt or call to us; SIZE_MAX: none is. */
size_t queue_last_contact(const struct queue_card *card);
void queue_put_ago(struct hl_export *doc, int64_t s);
void queue_put_time(struct hl_export *doc, int64_t s, bool is_date, bool brief);

/* queue_survey.c: read all rows; queue_survey_release gives back what that took. */
void queue_survey(struct queue *queue);
void queue_survey_release(struct queue *queue);
const struct queue_tier *queue_tier_of(const struct queue *queue);

/* queue_names.c: all rows were read: whose queue is it, and what is it headed with? */
void queue_find_owner(struct queue *queue);
/* " (Jonas Pike, jpike)", or the id alone. */
void queue_put_caller(struct hl_export *doc, struct hl_str id);
/* A cell of an exported column, a collector's with the name. */
void queue_put_known(const struct queue *queue, size_t place, struct hl_str cell);

/* queue_beside.c: is it known what was worked, account by account? Is this one? How many are? */
bool queue_has_done(const struct queue *queue);
bool queue_is_done(const struct queue_card *card);
size_t queue_count_done(const struct queue *queue);

/* How many its collector is to work: as was asked, 0 for a queue of nobody; and as can be. */
size_t queue_asked(const struct queue *queue);
size_t queue_goal(const struct queue *queue);

/* "; held back 9: a promise is pending 9": each lead once, so that the parts are the whole. */
void queue_put_held(const struct queue *queue);

/* queue_card.c: the name of the row at hand, of one column or of two. */
struct hl_str queue_name(struct queue *queue);
struct queue_card queue_read_card(struct queue *queue);
void queue_put_card(struct queue *queue, size_t place);

/* queue_why.c: why the score is what it is, if that is a sentence of our own. */
void queue_put_why(struct hl_export *doc, struct hl_str why, struct hl_str score);

/* Does it say more than what the score was multiplied by: what a person did, or a text? */
bool queue_is_reasoned(struct hl_str why);

/* queue_acts.c: what may be done, and (queue_limits.c) what stands against it. */
void queue_put_acts(const struct queue_card *card);
/* Is @place a number or an address that may not be used, by what hl-gate says? */
bool queue_is_shut(const struct queue_card *card, size_t place);
/* "2026-03-08", or with a time; what is no date as it is. */
void queue_put_next_ok(const struct queue *queue, struct hl_str next_ok);
struct hl_queue_open queue_open(const struct queue_card *card);

/* queue_more.c: the activity, the columns that have no place of their own, the box to tick. */
void queue_put_more(const struct queue_card *card);
void queue_put_box(const struct queue_card *card);

/* queue_money.c: amounts in cents, rounded half away from zero: a sum once, as it is shown. */
hl_wide queue_cents(hl_wide dec);
void queue_put_money(struct hl_export *doc, hl_wide cents);
/* As it is, with two decimals at least. */
void queue_put_plain(struct hl_export *doc, int64_t dec);

/* queue_iso.c: a date, or a date-time; the parts are pieces of the cell, "" when missing. */
struct queue_iso {
	struct hl_str date, time, offset;
};
bool queue_iso_read(struct hl_str cell, struct queue_iso *iso);
/* "UTC-05:00", and "UTC" for Z and an offset of nothing; "" where there is none. */
/* What is to be said of its date: nothing, "mm-dd", or all of it where the year is another one. */
struct hl_str queue_iso_day(const struct queue_iso *iso, const char *work_date);
void queue_iso_offset(const struct queue_iso *iso, char *to);
/* That of the calls where the moment of the data has another one, else "". */
const char *queue_other_offset(const struct queue *queue);

#endif
