/*
 * partial.h - measuring in parts: what one run read of its events, for another one to go on with.
 *
 * A partial is a table. Its header names the version; the lines of its head say what was asked,
 * by name and text, as the caller likes; then come the events that have to be put in order with
 * others, the sums of the rest, and an end that vouches for every line. Any number of partials,
 * made of any parts of a log, come to what one run over these parts, one behind the other, does.
 */
#ifndef HL_PARTIAL_H
#define HL_PARTIAL_H

#include "hl/base.h"
#include "hl/memory.h"
#include "hl/table.h"

/* How many lines, and a sum of all their bytes; they may come in any order. */
struct hl_seal {
	uint64_t lines, sum;
};

/* A line of the head: "option", "grace", "3". */
struct hl_partial_line {
	struct hl_str kind, name, text;
};

/* Zero it to begin with; what it holds lives as long as @arena. */
struct hl_partial {
	struct hl_arena *arena;
	struct hl_partial_line *head;
	size_t len, cap;
	struct hl_reader *reader; /* the caller's, of one that is read */
	bool has_queue;           /* one was delivered to it; of one that is read */
	struct hl_seal seal;      /* of the lines read so far; at last of all but the end */
};

/* One more line of the head; its texts are copied. */
void hl_partial_add(struct hl_partial *part, struct hl_partial_line line);

/*
 * Read the head of part->reader. No partial, one that is cut, or of another version (HL_EDATA):
 * none of it may count.
 */
enum hl_status hl_partial_open(struct hl_partial *part, struct hl_error *err) HL_CHECKED;
void hl_partial_release(struct hl_partial *part);

#endif
