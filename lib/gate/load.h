/* load.h - inside lib/gate: a row of a table of rules, cell by cell. */
#ifndef HL_GATE_LOAD_H
#define HL_GATE_LOAD_H

#include "rules.h"

/* The columns of a table; all may be left out. */
enum column {
	RULE,
	JURIS,
	MATCH,
	ROLE,
	DEBT,
	ACTION,
	SCOPE,
	CHANNELS,
	NEEDS,
	WHEN,
	UNTIL,
	UNIT,
	WINDOW,
	MOST,
	COOLDOWN,
	WORK_MAX,
	WORK_WINDOW,
	GAP,
	CONSENT,
	OPEN,
	CLOSE,
	SATURDAY,
	SUNDAY,
	HOLIDAY,
	FROM,
	TO,
	CITE,
	COLUMNS
};
struct loading {
	struct hl_gate_rules *rules;
	const struct hl_header *header;
	struct hl_mistakes *mistakes;
	size_t columns[COLUMNS];
	const struct hl_row *row; /* the one at hand */
	bool is_bad;              /* something is wrong with it */
};

/* The cell, and one that lives as long as the rules. */
struct hl_str load_cell(const struct loading *loading, enum column column);
struct hl_str load_kept(const struct loading *loading, enum column column);

/* Something is wrong with the cell: told, and gone on from. */
void load_error(struct loading *loading, enum column column, const char *text);

/* A word and what it stands for; the last has no name. */
struct choice {
	const char *name;
	unsigned value;
};

/* One of @choices; the first where the cell is blank. */
unsigned load_choice(struct loading *loading, enum column column, const struct choice *choices,
	const char *what);

/* A whole number up to @most; @blank where there is none. */
int64_t load_whole(struct loading *loading, enum column column, int64_t blank, int64_t most);

/* The day of a cell; @blank where there is none. */
int64_t load_day(struct loading *loading, enum column column, int64_t blank);

/* Bits of "a|b"; @blank where the cell is. */
unsigned load_bits(struct loading *loading, enum column column, unsigned (*bit_of)(struct hl_str),
	unsigned blank);

unsigned load_channels(struct loading *loading);
struct places load_places(struct loading *loading);

/* Of open and close; of a column with "10:00-17:00" or "closed". */
struct hours load_weekday(struct loading *loading);
struct hours load_hours(struct loading *loading, enum column column);

#endif
