/* parts.h - what the files of lib/assign share. */
#ifndef HL_ASSIGN_PARTS_H
#define HL_ASSIGN_PARTS_H

#include "hl/assign.h"

/* --- side.c: tables beside the leads --- */

/* What is wrong with @row is told, and the next one is read all the same; @err is scratch. */
typedef void assign_side_row(void *reading, const struct hl_row *row, struct hl_error *err);

/* Every row of @reader; HL_EDATA where @options got a mistake. */
enum hl_status assign_side_each(struct hl_reader *reader, const struct hl_roster_options *options,
	assign_side_row *read, void *reading, struct hl_error *err) HL_CHECKED;

/* @err says what is wrong with the cell of @row in @column: one of the mistakes @to. */
void assign_side_tell(struct hl_mistakes *to, const struct hl_header *header,
	const struct hl_row *row, size_t column, struct hl_error *err);

/* --- roster.c --- */

/* The next item of a list cell, which any byte of @between separates; false: none. */
bool assign_item_next(struct hl_str *rest, const char *between, struct hl_str *item);

/* --- state.c --- */

/* Far above any number of leads, and far below an overflow. */
#define ASSIGN_MOST (INT64_MAX / 4)

/* The same for what leads are worth: more than a hundred thousand million of the largest number. */
#define ASSIGN_VALUE_MOST ((hl_wide)1 << 100)

/* Put what leads are worth behind what is in @to. */
static inline void assign_value_add(struct hl_buf *to, hl_wide value) {
	char text[HL_SUM_ROOM];

	hl_buf_add(to, (struct hl_str){ text, hl_sum_print(value, 0, text) });
}

/* The share of @name, new when there was none; good until the next one is added. */
struct hl_share *assign_share_add(struct hl_state *state, struct hl_str name);

/* --- desk.c: those who are chosen from, in the order of their last lead --- */

/* Arrays live as long as @arena; so must @in. */
void assign_desk_seat(struct hl_desk *desk, const struct hl_assign_options *options,
	const uint64_t *in, struct hl_arena *arena);

void assign_desk_give(struct hl_desk *desk, uint32_t collector, const struct hl_dealt *lead);

/* A lead that stays where it is takes room all the same. */
void assign_desk_hold(struct hl_desk *desk, uint32_t collector, int64_t units);
/* A lead that people gave: entitled and received alike, and nobody's turn. */
void assign_desk_hand(struct hl_desk *desk, uint32_t collector, const struct hl_dealt *lead);

/* All that a choice may change, to be put back after one that is only tried. */
struct assign_desk_copy {
	struct hl_desk desk;
	struct hl_collector *at;
	struct hl_share *shares;
	int64_t *owed; /* and behind it last_seq */
};
void assign_desk_save(const struct hl_desk *desk, struct assign_desk_copy *copy);
void assign_desk_restore(struct hl_desk *desk, const struct assign_desk_copy *copy);
void assign_desk_copy_release(struct assign_desk_copy *copy);

/* --- orders.c --- */

struct assign_order {
	uint32_t to;          /* HL_NOBODY: whom the method chooses */
	uint32_t without;     /* who must not get it: it is taken from them; or HL_NOBODY */
	struct hl_str from;   /* who that is, on the roster or not */
	struct hl_str reason; /* the cell assign_reason */
	const char *file;
	size_t line;
	/* of the run */
	bool is_out;
	size_t leads;
};

/*
 * The number of the order about the lead @id that comes from @from (either may be empty), or
 * HL_NO_ORDER. *is_taken: it must not stay where it is.
 */
uint32_t assign_order_of(
	const struct hl_orders *orders, struct hl_str id, struct hl_str from, bool *is_taken);

/* --- log.c --- */

struct assign_entry {
	struct hl_str id, from, to, method, reason;
};
void assign_log_put(struct hl_log *log, const struct assign_entry *entry);

/* The run is over: what is entitled goes back to the shares. */
void assign_desk_settle(struct hl_desk *desk);

/* Should the lead be @a's rather than @b's? For some two of those who may take it. */
typedef bool assign_before(const struct hl_desk *desk, uint32_t a, uint32_t b);

/* What decides between equals: who has waited longer since the last lead, else the roster. */
static inline bool assign_waits_longer(const struct hl_desk *desk, uint32_t a, uint32_t b) {
	int64_t a_seq = desk->last_seq[a];
	int64_t b_seq = desk->last_seq[b];

	return a_seq != b_seq ? a_seq < b_seq : a < b;
}

/*
 * @winner, or if that one had the last lead, the best of the others in @may, if there are any; then
 * the desk says so.
 */
uint32_t assign_not_again(
	struct hl_desk *desk, const uint64_t *may, uint32_t winner, assign_before *before);

/* --- bracket.c: the best of a set --- */

void assign_bracket_new(struct hl_desk *desk, struct hl_arena *arena);

/* Something about @collector changed that @before looks at; HL_NOBODY: about anybody. */
void assign_bracket_touch(struct hl_desk *desk, uint32_t collector);

/* Of @set, which is not empty; the same @before in all of a run. */
uint32_t assign_bracket_best(struct hl_desk *desk, const uint64_t *set, assign_before *before);

/* --- the methods: split.c, tier.c, least.c --- */

/* Of arrays over @len places. */
size_t assign_split_room(size_t len);
void assign_split_new(struct hl_desk *desk, struct hl_arena *arena);

hl_pick assign_weighted, assign_tier, assign_least_loaded, assign_balance_value;
hl_show assign_weighted_show, assign_tier_show, assign_load_show, assign_value_show;
void assign_value_begin(struct hl_desk *desk);
void assign_value_end(struct hl_desk *desk);

/* --- fairness.c --- */

void assign_fairness_put(const struct hl_desk *desk, struct hl_dialect dialect, struct hl_buf *to);

/* --- source_map.c --- */

/* A map, and the columns of the leads that it looks at. */
struct assign_source {
	const struct hl_source_map *map; /* NULL: nobody asks */
	size_t *columns;                 /* live as long as the arena */
};

enum hl_status assign_source_bind(struct assign_source *source,
	const struct hl_assign_options *options, const struct hl_header *header,
	struct hl_arena *arena, struct hl_error *err) HL_CHECKED;

/* Whom the first row of the map that fits names, or HL_NOBODY. */
uint32_t assign_source_of(const struct assign_source *source, const struct hl_row *row);

/* --- fit.c: who fits a lead and is in; the same for the whole run --- */

/* No reason: @may has at least one bit set. */
struct assign_fit {
	const char *reason;
	const uint64_t *may;
	const uint64_t *all; /* with those who are not in */
};

struct assign_fits {
	const struct hl_roster *roster;
	size_t columns[HL_TRAITS]; /* of the leads; HL_NO_COLUMN: nobody asks */
	bool asks;                 /* somebody does, of something */
	size_t words;              /* of a set of collectors */
	uint64_t *in;              /* who is in */
	struct hl_keys *seen;      /* the cells that were asked so far */
	struct assign_fit *at;     /* by the numbers of @seen */
	size_t cap;
	struct hl_arena run, sets;
};

enum hl_status assign_fits_bind(struct assign_fits *fits, const struct hl_roster *roster,
	const struct hl_assign_options *options, const struct hl_header *header,
	struct hl_error *err) HL_CHECKED;

/* The cells of @row that are asked for, as bytes behind what is in @to. */
void assign_fit_cells(const struct assign_fits *fits, const struct hl_row *row, struct hl_buf *to);

/* The number of the fit of a lead with these cells, good until the fits are forgotten. */
uint32_t assign_fit_of(struct assign_fits *fits, struct hl_str cells);

/* Give back what was learnt once it is much; the numbers begin anew. */
void assign_fits_trim(struct assign_fits *fits);
void assign_fits_release(struct assign_fits *fits);

/* The same for one collector and one trait of @cells, as assign_fit_cells wrote them. */
bool assign_fits_trait(const struct hl_collector *who, size_t trait, struct hl_str cell);
bool assign_is_on_shift(const struct hl_collector *who, int minute);

/* --- lead.c: which leads stay, and the columns of the leads --- */

struct hl_keep {
	const char *name;
	bool keeps;
	bool until_worked; /* only as long as last_worked is blank and status is not closed */
};

struct assign_columns {
	const struct hl_header *header;
	const struct hl_keep *keep;
	size_t own, worked, status, units; /* HL_NO_COLUMN: not asked */
	size_t value, id, from;            /* likewise; the last: whose lead it is, kept or not */
	bool *drop;                        /* columns that make way; NULL: none */
	struct hl_dialect dialect;         /* of the output */
};

enum hl_status assign_columns_bind(struct assign_columns *columns,
	const struct hl_assign_options *options, const struct hl_header *header,
	struct hl_arena *arena, struct hl_error *err) HL_CHECKED;

/* Does it say of itself that it is closed? */
bool assign_is_closed(const struct assign_columns *columns, const struct hl_row *row);

/* Does a lead stay with whom it is? */
bool assign_stays(const struct assign_columns *columns, const struct hl_row *row);

/* The collector it comes with, if it stays there; nobody is asked whether they are in. */
struct hl_str assign_own(const struct assign_columns *columns, const struct hl_row *row);

/* HL_EDATA: the cell is bad, @err says where. */
enum hl_status assign_units(const struct assign_columns *columns, const struct hl_row *row,
	int64_t *units, struct hl_error *err) HL_CHECKED;

enum hl_status assign_value(const struct assign_columns *columns, const struct hl_row *row,
	int64_t *value, struct hl_error *err) HL_CHECKED;

/* --- note.c: leads on their way to a choice --- */

struct assign_note {
	struct hl_dealt lead;   /* its fit is not known yet */
	struct hl_str cells;    /* for assign_fit_of */
	struct hl_str id, from; /* empty where nobody asks */
	struct hl_str bytes, eol;
};

/* Note @row, of which @lead says own, order and units, behind what is in @to. */
void assign_note_put(const struct assign_columns *columns, const struct assign_fits *fits,
	const struct hl_row *row, const struct hl_dealt *lead, struct hl_buf *to);

/* The next of @notes, which is advanced past it; borrowed from them. False: there is none. */
bool assign_note_next(struct hl_str *notes, struct assign_note *note);

/* The header line with the columns that are added. */
void assign_header_put(const struct assign_columns *columns, struct hl_buf *to);

/* --- assign.c: a run in steps, for simulate.c --- */

/* What became of @lead: kept where @lead->own is not HL_NOBODY; else given, or to HL_NOBODY. */
typedef void assign_told(void *to, const struct hl_dealt *lead, uint32_t collector);

/* Have @told called for each lead that was answered. */
void assign_tell(struct hl_assign *assign, assign_told *told, void *to);

/* What can be said of a lead whichever came before it, as a note behind what is in @to. */
enum hl_status assign_note(const struct hl_assign *assign, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;

bool assign_is_in(const struct hl_assign *assign, uint32_t collector);
bool assign_may_stay(const struct hl_assign *assign, const struct hl_row *row);

/* The next lead, in order; it is answered now or at the end. */
enum hl_status assign_take(
	struct hl_assign *assign, struct assign_note *note, struct hl_error *err) HL_CHECKED;

/* There are no more. */
enum hl_status assign_over(struct hl_assign *assign, struct hl_error *err) HL_CHECKED;

#endif
