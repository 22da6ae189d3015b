/* queue.h - inside lib/paper: the work queue on paper. */
#ifndef HL_PAPER_QUEUE_H
#define HL_PAPER_QUEUE_H

#include "hl/queue.h"

#include "columns.h"

/* The first line of an account, from left to right. */
enum queue_place {
	QUEUE_NUMBER,
	QUEUE_TICK,
	QUEUE_SCORE,
	QUEUE_TIER,
	QUEUE_KEY,
	QUEUE_NAME,
	QUEUE_CLIENT,
	QUEUE_BALANCE,
	QUEUE_PHONE,
	QUEUE_HOURS,
	QUEUE_LEFT,
	QUEUE_CHANNELS,
	QUEUE_LAST,
	QUEUE_PLACES
};

struct queue {
	struct paper *paper;
	struct hl_queue *rows;
	struct hl_queue_totals totals;
	struct paper_column columns[QUEUE_PLACES]; /* those there are, in their order */
	enum queue_place places[QUEUE_PLACES];     /* what each of them is */
	size_t len;
	double indent, aside; /* where the lines below the first begin; what stands beside them */
	bool has_aside;       /* the account at hand */
	struct paper_block block;
	struct paper_block end; /* the END line */
	struct hl_buf text;     /* of the cell at hand */
};

/* queue_columns.c: which there are, how wide they are; the sheet; their heads. */
void queue_set_columns(struct queue *queue);

/* In which letters the cell of column @number stands. */
enum paper_face queue_face(
	const struct queue *queue, const struct hl_queue_account *account, size_t number);

/* queue_cells.c: what stands at @place of an account's first line, into queue->text. */
void queue_put_cell(
	struct queue *queue, const struct hl_queue_account *account, enum queue_place place);

/* Another number for texts (0) or the address (1): what to write to, or nothing. */
enum { QUEUE_ASIDES = 2 };
void queue_put_aside(struct queue *queue, const struct hl_queue_account *account, int which);

/* The account as queue->block. */
void queue_set_account(struct queue *queue, const struct hl_queue_account *account);

#endif
