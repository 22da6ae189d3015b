/* log.h - inside lib/score: the events of one table, each made ready to be folded. */
#ifndef HL_SCORE_LOG_H
#define HL_SCORE_LOG_H

#include "facts.h"
#include "types.h"

struct takers; /* who takes the events of one type */

/* Where the log's columns are, and who takes what. Zero it to begin with. */
struct log {
	struct hl_facts *facts;
	const struct hl_header *header;
	size_t ts, key, type;
	size_t id;             /* or HL_NO_COLUMN */
	size_t *also;          /* columns of the slots' conditions, slot by slot */
	size_t *also_from;     /* per slot: where its columns begin */
	struct types types;    /* that slots name */
	struct takers *takers; /* by the type's number; behind them: of any other type */
	struct hl_arena arena; /* of these */
};

/* Bind the columns of @events; log_end in any case. */
enum hl_status log_begin(struct log *log, struct hl_facts *facts, const struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) HL_CHECKED;
void log_end(struct log *log);

/*
 * The slots and the age of the event in @row, all but its key. The age is 0 when it has not
 * happened yet. HL_EDATA: the row is bad.
 */
enum hl_status log_event(const struct log *log, struct hl_time_memo *memo, const struct hl_row *row,
	struct event *event, struct hl_error *err) HL_CHECKED;

/* The same for up to HL_STEP_ROWS rows, to the first bad one: how many are before it. */
size_t log_events(const struct log *log, struct hl_time_memo *memo, const struct hl_row *rows,
	size_t len, struct event *events);

#endif
