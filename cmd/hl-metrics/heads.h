/* heads.h - what the head of a partial is made of; for partial.c and merge.c. */
#ifndef CMD_HL_METRICS_HEADS_H
#define CMD_HL_METRICS_HEADS_H

#include "partial.h"

/* --- heads.c: the lines ("option", NAME, VALUE) --- */

/* Does the option decide what is counted? Tables are told as such. */
bool head_tells(const struct opt *opt);

/* The tables of a head, in their order; all but the log are called like the option that names them.
 */
extern const char *const head_roles[];
extern const size_t head_roles_len;

/* Its value; "": it was not given. */
struct hl_str head_value(const struct opt *opt, struct hl_arena *arena);
void head_set(const struct opt *opt, struct hl_str value, struct hl_arena *arena);
struct hl_str head_join(const struct cmd_list *list, struct hl_arena *arena);
struct hl_str head_number(int64_t value, struct hl_arena *arena);

/* Is option @i of the command another one than by default? */
bool head_is_given(const struct cmd_run *run, const struct partial_options *options, size_t i);

/* --- partial.c: the lines ("table", ROLE, RECORD) --- */

/* Header and rows of @reader, each in the line where it was: what is told of it later is found. */
enum hl_status head_add_table(struct cmd_run *run, struct hl_partial *part, const char *role,
	struct hl_reader *reader) HL_CHECKED;

/* Is the line one of that table? */
bool head_is_of(const struct hl_partial_line *line, const char *role);

/* The place of the next line of table @role from @i on; past the end: there is none. */
size_t head_next(const struct hl_partial *part, const char *role, size_t i);

/*
 * A reader of the lines of table @role, @name being for messages; NULL: there are none. Of a
 * partial that is read, bad rows were told by who made it.
 */
enum hl_status head_table(struct cmd_run *run, const struct hl_partial *part, const char *role,
	const char *name, struct hl_reader **reader) HL_CHECKED;

#endif
