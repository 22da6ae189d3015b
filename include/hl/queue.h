/*
 * queue.h - what a work queue says of its rows, whatever it is written as.
 *
 * The second header of lib/page: what is open, what stands against it and what an amount looks like
 * is decided there once, for the browser and for paper.
 */
#ifndef HL_QUEUE_H
#define HL_QUEUE_H

#include "hl/contact.h"
#include "hl/document.h"

struct hl_queue;

/* What of the queue's columns there is. */
struct hl_queue_has {
	bool score, tier, key, client, balance, phone, channels, calls_left, hours, last_worked;
	bool sum; /* balances go out as they are: so does their sum */
};

struct hl_queue_totals {
	size_t rows;
	hl_wide cents;  /* of the balances that are numbers */
	size_t without; /* rows whose balance is none */
	size_t asked;   /* accounts to be worked by who works it; 0: nobody said, or nobody does */
	size_t goal, done;  /* as many of them as can be; and those that are worked */
	const char *offset; /* that all call times have, and the data's moment has not; "": none */
	const char *work_date; /* "2026-03-02" */
	struct hl_queue_has has;
};

/* The first of these that holds of an account. */
enum hl_queue_stop {
	HL_QUEUE_GO,
	HL_QUEUE_NO_CALL_BEFORE, /* next_ok; another channel is open */
	HL_QUEUE_NOT_BEFORE,     /* next_ok */
	HL_QUEUE_NOT_AT_ALL,
	HL_QUEUE_NO_CALLS
};

/* By what hl-gate says, and the day from which on it may be worked ("": none). */
enum hl_queue_stop hl_queue_stop_of(const struct hl_contact_cells *said,
	const struct hl_contact_open *open, struct hl_str next_ok);

/* "no call before ", "not to be contacted"; is a day to stand behind it? */
const char *hl_queue_stop_said(enum hl_queue_stop stop);
bool hl_queue_stop_has_day(enum hl_queue_stop stop);

/* A channel is open when it may be used now and, but for letters, there is where to. */
struct hl_queue_open {
	bool call, sms, email, letter;
	struct hl_str call_number, sms_number, address; /* as the cells have them */
	enum hl_queue_stop stop;
	bool has_left; /* calls_left is a number */
	int64_t left;
	bool is_used_up; /* calls are listed, and none is left today */
};

/* An account. Its texts are the cells', without the blanks around them, until the next one. */
struct hl_queue_account {
	size_t place;
	struct hl_str heading; /* its name, else its key */
	struct hl_str key, client, score, tier, why, next_step;
	struct hl_str call_from, call_to, calls_left, next_ok, reasons;
	struct hl_str balance;
	bool is_amount; /* the balance is @cents */
	hl_wide cents;
	bool is_done; /* it was worked already */
	struct hl_queue_open open;
};

/* To be the row and the bind of a format that is a queue; its begin is hl_format_begin_held. */
HL_FORMAT_ROW(hl_queue_row);
enum hl_status hl_queue_bind(struct hl_export_options *options, struct hl_error *err) HL_CHECKED;

/* Of all rows that @doc holds; @doc must outlive it, and its scratch is the queue's meanwhile. */
struct hl_queue *hl_queue_new(struct hl_export *doc);
struct hl_queue_totals hl_queue_totals(const struct hl_queue *queue);
void hl_queue_free(struct hl_queue *queue);

/* The next account, or false; hl_queue_rewind begins again. */
bool hl_queue_next(struct hl_queue *queue, struct hl_queue_account *account);
void hl_queue_rewind(struct hl_queue *queue);

/* --- words of the account at hand and of the queue, as plain text --- */

/* " (America/New_York)": what the zone of the times is called; nothing of UTC. */
void hl_queue_put_zone(struct hl_buf *to, const struct hl_export_options *options);

/* "$1,840.00" */
void hl_queue_put_money(struct hl_buf *to, hl_wide cents, struct hl_str currency);

/* A name of a signal, "_" as a blank. */
void hl_queue_put_words(struct hl_buf *to, struct hl_str name);

/* "a promise is pending (PTP_PENDING)"; a code that nobody knows as hl_queue_put_words has it. */
void hl_queue_put_reason(struct hl_buf *to, struct hl_str code);

/*
 * Why the score is what it is: names in words, numbers to two decimals, parts without theirs; of a
 * score of 0 without a signal, that.
 */
void hl_queue_put_why(struct hl_buf *to, struct hl_str why, struct hl_str score);

/* "08:00-21:00", with a date where it is not the work date and an offset where not all have one. */
void hl_queue_put_hours(
	const struct hl_queue *queue, struct hl_buf *to, const struct hl_queue_account *account);

/* The column last_worked: "02-24", or the whole date where it is of another year. */
void hl_queue_put_worked(const struct hl_queue *queue, struct hl_buf *to);

/*
 * The newest contact that the log tells, else the newest event: "02-24 We called: no answer".
 * Returns whether it is a contact.
 */
bool hl_queue_put_last(const struct hl_queue *queue, struct hl_buf *to);

/* What stands against a call: "no call before 03-04", "no calls", "no calls left today". */
bool hl_queue_has_stop(const struct hl_queue_account *account);
void hl_queue_put_stop(
	const struct hl_queue *queue, struct hl_buf *to, const struct hl_queue_account *account);

/*
 * An alert of the account, or of no account: "03-01 Abandoned payment"; false: no more.
 * Nothing is put for one that says what why says already.
 */
bool hl_queue_put_alert(
	const struct hl_queue *queue, struct hl_buf *to, bool of_account, size_t place);

/* "; held back 9: a promise is pending (PTP_PENDING) 9", or nothing. */
void hl_queue_put_held(const struct hl_queue *queue, struct hl_buf *to);

/* What a link to a number or an address is ("tel:4045550101"); false, and nothing, if it is none.
 */
bool hl_queue_put_tel(struct hl_buf *to, struct hl_str number);
bool hl_queue_put_mailto(struct hl_buf *to, struct hl_str address);

#endif
