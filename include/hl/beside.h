/*
 * beside.h - what other tables say of the accounts of a queue: what happened to them lately,
 * alerts, what was worked that day; and which accounts were held back from it.
 *
 * The accounts come first, then the tables in any order, then the questions. Memory is that of the
 * accounts and of what is kept of each, whatever the length of a log.
 */
#ifndef HL_BESIDE_H
#define HL_BESIDE_H

#include "hl/lead.h"

struct hl_beside;

struct hl_beside_options {
	int64_t as_of;    /* what is later is left out */
	int64_t work_day; /* the day whose work counts */
	struct hl_time_rules time;
	const struct hl_column_map *map;
	size_t newest;     /* so many events of an account are kept */
	const char *split; /* the column that the queue is split by; NULL: it is not */
};

/* @options are copied; what they point to must outlive it. */
struct hl_beside *hl_beside_new(const struct hl_beside_options *options);
void hl_beside_free(struct hl_beside *beside);

/* This account is in question; a blank one never is. */
void hl_beside_add(struct hl_beside *beside, struct hl_str account);

/* How many rows a table had that are later than as_of, and alerts of accounts not in question. */
struct hl_beside_counts {
	size_t future_events, future_alerts, other_alerts;
};
struct hl_beside_counts hl_beside_counts(const struct hl_beside *beside);

/* --- events --- */

/* Texts of its cells, trimmed; what is longer than a word or a name ever is was cut. */
struct hl_activity {
	int64_t s;
	int64_t amount;
	bool is_date; /* s is the midnight of a bare date */
	bool has_amount;
	struct hl_str type, channel, direction, result, collector, due, stage;
};

/*
 * A log of events, with all threads of its reader: columns ts, account_id, type; of each account
 * the newest are kept, of one second the last rows. An event whose event_id is among them is there
 * already. What only the books of an agency hold (hours, queue, assigned, view, export) is none.
 */
enum hl_status hl_beside_read_events(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;
bool hl_beside_has_events(const struct hl_beside *beside);

/* How many of @account are kept, and the one at @place of them, the newest at 0; borrowed. */
size_t hl_beside_events(const struct hl_beside *beside, struct hl_str account);
const struct hl_activity *hl_beside_event(
	const struct hl_beside *beside, struct hl_str account, size_t place);

/* What a person says for a type of event, or NULL; and for a result of an attempt. */
const char *hl_activity_type(struct hl_str type);
const char *hl_activity_result(struct hl_str result);

/* What a person says for an attempt by @channel, out or in; NULL: nobody knows the channel. */
const char *hl_activity_attempt(struct hl_str channel, struct hl_str direction);

/* How something of another type came: " by phone", "" where that needs no word; NULL: nobody knows.
 */
const char *hl_activity_channel(struct hl_str type, struct hl_str channel);

enum { HL_AGO_ROOM = 40 };

/* "5min", "3h", "2d": of seconds, rounded down; and "just now", "5min ago". */
void hl_age_print(int64_t age_s, char *to);
void hl_ago_print(int64_t age_s, char *to);

/* --- alerts --- */

struct hl_alert {
	int64_t s;
	bool is_date;
	struct hl_str account; /* "": for every queue */
	struct hl_str text;    /* what to say; blank: see type */
	struct hl_str type;
	size_t row; /* the later row is the newer one of a second */
};

/* Columns ts, account_id and text or type. */
enum hl_status hl_beside_read_alerts(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* Those of @account ("": of every queue), newest first; borrowed. */
size_t hl_beside_alerts(
	const struct hl_beside *beside, struct hl_str account, const struct hl_alert **alerts);

/* The first alerts of @alerts that say different things, at most @most; returns how many. */
size_t hl_alerts_said(
	const struct hl_alert *alerts, size_t len, const struct hl_alert **said, size_t most);

/* The newer one first. */
int hl_alert_compare(const struct hl_alert *a, const struct hl_alert *b);

/* --- work done --- */

/*
 * Column account_id; where there are ts or type only attempts of the work day up to as_of count,
 * so that a log of events will do.
 */
enum hl_status hl_beside_read_done(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;
bool hl_beside_has_done(const struct hl_beside *beside);

/* Was it worked, by whomever? */
bool hl_beside_is_done(const struct hl_beside *beside, struct hl_str account);

/* A queue: its accounts, and those who work it (empty: that is not known). */
struct hl_beside_queue {
	const struct hl_keys *accounts, *collectors;
	bool is_part; /* there are other queues */
};

/*
 * How many accounts its collectors worked, of whatever queue. What names no collector, and
 * everything where the queue names none, counts for the queue that has the account, or for the
 * only one there is.
 */
size_t hl_beside_done(const struct hl_beside *beside, const struct hl_beside_queue *queue);

/* --- held back --- */

/*
 * What a gate wrote of the leads that may not be worked: column reasons, the most severe first,
 * which is the one that counts; and the column that the queue is split by, where it is there.
 */
enum hl_status hl_beside_read_held(
	struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

struct hl_held_reason {
	struct hl_str reason; /* "": none was told */
	size_t leads;
};

struct hl_held_back {
	struct hl_held_reason *reasons; /* most leads first, then by name; free(3) */
	size_t len, leads;
	bool is_of_all; /* nobody knows which queues they are of */
};

/* False: no such table was read. @value: of the column that the queue is split by. */
bool hl_beside_held(const struct hl_beside *beside, struct hl_str value, struct hl_held_back *held);

#endif
