/*
 * partial.h - the lines of a partial.
 *
 * A line is its kind, whose it is (or another name), what it is in the columns of the log that
 * figures are split by, and fields. Workers write the events while they read (rows.c asks for it
 * where else there would be a parcel or a fact), and the meter their sums, in the end and in the
 * order of their bytes. Read again, an event is settled as it would have been, only that what was
 * counted then is not counted again; sums are those of the worker that reads them.
 */
#ifndef HL_METRICS_PARTIAL_H
#define HL_METRICS_PARTIAL_H

#include "fields.h"
#include "hl/partial.h"
#include "worker.h"

/* What a meter keeps that writes a partial instead of working figures out. */
struct partial {
	struct hl_output *out; /* NULL: nowhere */
	struct hl_seal seal;   /* of what was written */
	struct tuples spots;   /* collector, label, when */
	struct flow *flows;    /* by spot */
	size_t flows_len, flows_cap;
	struct workdays workdays;
	struct tuples own_spots; /* likewise, of metrics of the user's own */
	struct own_sum *own;     /* by spot, then term */
	size_t own_len, own_cap;
};

/* What a meter keeps that reads them. */
struct merging {
	struct hl_seal read, end; /* of the part at hand: what was read, what its end says */
	size_t ends;
	struct hl_str currency; /* of the part at hand; "": it has none */
};

/* The kinds of lines behind the head. */
enum part_line {
	LINE_EVENT,
	LINE_FLOW,
	LINE_DAY,
	LINE_USAGE,
	LINE_ACTIVE,
	LINE_OWN,
	LINE_COLLECTOR,
	LINE_VALUE,
	LINE_UNKNOWN,
	LINE_TYPE,
	LINE_CURRENCY,
	LINE_COUNTS,
	LINE_END
};

struct line_kind {
	struct hl_str name;
	const struct fields *fields[2]; /* one behind the other; NULL: no more */
	enum hl_status (*take)(struct worker *w, const struct hl_row *row, struct hl_buf *to,
		struct hl_error *err);
};
extern const struct line_kind line_kinds[];
extern const size_t line_kinds_len;

/* Where they are in a line; labels, then fields are behind. */
enum { LINE_KIND, LINE_WHO, LINE_LABELS };

#define PARTIAL_NAME "hl-metrics-partial"
#define PARTIAL_VERSION "1"

static inline void seal_add(struct hl_seal *seal, struct hl_str line) {
	seal->lines++;
	seal->sum += bytes_print(line, 0);
}

static inline void seal_join(struct hl_seal *seal, const struct hl_seal *more) {
	seal->lines += more->lines;
	seal->sum += more->sum;
}

/* A number of it as text, into @room for 24 bytes. */
struct hl_str seal_print(uint64_t number, char *room);

/* The number of what this version can read; how many cells its lines have. */
uint64_t partial_layout(void);
size_t partial_cells(const struct hl_meter *m);

/* --- writing --- */

/* Header and head. */
enum hl_status partial_begin(
	struct hl_meter *m, const struct hl_partial *head, struct hl_error *err) HL_CHECKED;

/* An event that has to be put in order, of a worker; its marks and its values. */
void partial_event(struct worker *w, const struct event *event, uint64_t marks, const char *values,
	struct hl_buf *to);

/* What a worker counted; its collectors are the meter's, as @tuple has it. */
void partial_flow(struct hl_meter *m, const struct flow *flow, const struct tuple *tuple);
void partial_own(struct hl_meter *m, const struct own_sum *sums, const struct tuple *tuple);
void partial_workdays(struct hl_meter *m, const struct workdays *days, const uint32_t *numbers);

/* The lines of a block. */
enum hl_status partial_take(
	struct hl_meter *m, struct hl_buf *bytes, struct hl_error *err) HL_CHECKED;

/* The sums, and the end. */
enum hl_status partial_end(struct hl_meter *m, struct hl_error *err) HL_CHECKED;
void partial_free(struct hl_meter *m);

/* --- reading --- */

/* Fail: it does not end as it began, or says what no partial does. */
enum hl_status partial_is_cut(const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/* All parts, one behind the other. */
enum hl_status parts_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) HL_CHECKED;

#endif
