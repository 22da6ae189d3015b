/* parts.h - what the files of lib/pull share. */
#ifndef HL_PULL_PARTS_H
#define HL_PULL_PARTS_H

#include "hl/pull.h"

/* No lead: of a claim whose lead is not in the queue any more. */
#define PULL_NO_LEAD UINT32_MAX

/* --- map.c: the queue as it lies on disk, see there --- */

struct pull_entry {
	uint64_t at;       /* of its row, line end included */
	uint64_t id_at;    /* of its id */
	uint32_t len;      /* of the row */
	uint32_t id_len;   /* of the id */
	uint32_t shuffled; /* not of this lead: which lead has this place when they are shuffled */
	uint32_t by_id;    /* likewise, when they are in the order of their ids */
	uint32_t crc;      /* of row and id */
	uint32_t unused;
};

struct pull_tail {
	char magic[8];
	uint32_t version;
	uint32_t number; /* of the queue: 1, 2, 3, ... */
	uint64_t size;   /* of the file */
	uint64_t entries_at;
	uint64_t rows;
	uint64_t journal_at;  /* where in the journal this queue begins */
	uint32_t journal_crc; /* of the journal up to there */
	uint32_t header_len;
	uint32_t header_crc;
	uint32_t entries_crc;
	uint32_t delim;
	uint32_t crc; /* of all before it */
};

struct pull_map {
	const char *name;
	void *mapped;
	const char *bytes; /* the same; NULL: there is no queue */
	size_t len;
	const struct pull_tail *tail;
	const struct pull_entry *entries;
};

#define PULL_MAGIC "hl-pull\n"

/* A queue that is not there leaves map->bytes NULL. */
enum hl_status pull_map_open(
	struct pull_map *map, const char *name, struct hl_error *err) HL_CHECKED;
void pull_map_close(struct pull_map *map);

/* The whole index is as it was written; a lead is looked at when it is asked for. */
enum hl_status pull_map_check(const struct pull_map *map, struct hl_error *err) HL_CHECKED;
uint32_t pull_map_rows(const struct pull_map *map);
struct hl_str pull_map_id(const struct pull_map *map, uint32_t lead);
struct hl_str pull_map_header(const struct pull_map *map);

/* The lead with this id, or PULL_NO_LEAD. */
uint32_t pull_map_find(const struct pull_map *map, struct hl_str id);

/* Row and line end of a lead behind what is in @to. */
enum hl_status pull_map_put(const struct pull_map *map, uint32_t lead, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;

uint32_t pull_entry_crc(struct hl_str row, struct hl_str id);
uint32_t pull_crc(uint32_t crc, struct hl_str bytes);

/* --- rules.c: by which tables a lead is somebody's, in the policy --- */

/* A setting that is one of hl_pull_rules; false: none of them is called so. */
bool pull_rule_read(struct hl_pull_policy *policy, struct hl_str name, struct hl_str value,
	enum hl_status *status, struct hl_error *err);
enum hl_status pull_map_read(
	struct hl_pull_policy *policy, struct hl_str value, struct hl_error *err) HL_CHECKED;
void pull_rules_put(const struct hl_pull_policy *policy, struct hl_buf *to);

/* --- rows.c: leads of the queue as rows of a table --- */

struct pull_rows {
	struct hl_reader *reader;
	struct hl_buf bytes;
	struct hl_mistakes mistakes;
};

/* The header and @len leads; what was open before is closed. */
enum hl_status pull_rows_open(struct pull_rows *rows, const struct pull_map *map,
	const uint32_t *leads, size_t len, struct hl_error *err) HL_CHECKED;
void pull_rows_close(struct pull_rows *rows);

/* --- journal.c: what happened to the leads, line by line --- */

enum pull_action { PULL_PUBLISH, PULL_CARRY, PULL_TAKE, PULL_RELEASE, PULL_DONE };

struct pull_record {
	int64_t ts_s;
	uint32_t queue;
	enum pull_action action;
	uint32_t lead; /* PULL_NO_LEAD: none, or not in this queue */
	struct hl_str id;
	struct hl_str collector;
	int64_t until_s; /* HL_PULL_NO_END: none */
	struct hl_str result, by, note;
};

struct pull_journal {
	const char *name;
	int fd;         /* -1: there is none */
	uint64_t begin; /* where it was read from */
	uint64_t len;   /* of all lines that are whole */
	uint32_t crc;   /* of all lines so far, each with that of those before it */
	uint32_t most;  /* the highest number of a queue */
	size_t cut;     /* bytes of a last line that was cut */
	bool lacks_end; /* the last line is whole but for its line end */
};

/* What is done with each record; it is borrowed. */
struct pull_reader {
	enum hl_status (*record)(void *of, const struct pull_record *record, struct hl_error *err);
	void *of;
};

/* One that is not there leaves journal->fd -1. */
enum hl_status pull_journal_open(
	struct pull_journal *journal, const char *name, struct hl_error *err) HL_CHECKED;

/* Only the header line. */
enum hl_status pull_journal_make(
	struct pull_journal *journal, const char *name, struct hl_error *err) HL_CHECKED;

/* All records from byte @at on, before which the checksum is @crc; 0, 0: from the beginning. */
enum hl_status pull_journal_read(struct pull_journal *journal, uint64_t at, uint32_t crc,
	const struct pull_reader *reader, struct hl_error *err) HL_CHECKED;

/* Does a line that ends before byte @at close with the checksum @crc of all up to there? */
bool pull_journal_has(const struct pull_journal *journal, uint64_t at, uint32_t crc);

/* Take away what was cut, or give the last line its end. */
enum hl_status pull_journal_mend(struct pull_journal *journal, struct hl_error *err) HL_CHECKED;

/* @lines as a whole or not at all; @crc is the checksum with them. */
enum hl_status pull_journal_append(struct pull_journal *journal, struct hl_str lines, uint32_t crc,
	struct hl_error *err) HL_CHECKED;
enum hl_status pull_journal_sync(
	const struct pull_journal *journal, struct hl_error *err) HL_CHECKED;
void pull_journal_close(struct pull_journal *journal);

/*
 * How many of @bytes are whole lines that vouch for each other, from checksum *crc on, which
 * becomes that behind them. False: the line behind them is whole and damaged. True: what follows
 * them is a line that was cut; *lacks_end: of its line end alone.
 */
bool pull_lines_check(struct hl_str bytes, uint32_t *crc, size_t *good, bool *lacks_end);

/* A line behind what is in @to, and its checksum into the one of those before it. */
void pull_record_put(const struct pull_record *record, struct hl_buf *to, uint32_t *crc);

extern const char *const pull_actions[];

/* --- claims.c: whose the leads are now --- */

enum pull_state { PULL_IS_FREE, PULL_IS_CLAIMED, PULL_IS_DONE };

struct pull_claim {
	struct hl_str id; /* as long as the queue or the claims */
	uint32_t lead;
	uint32_t collector; /* number of the name */
	int64_t since_s, until_s;
	enum pull_state state;
};

struct pull_claims {
	const struct pull_map *map;
	uint32_t *of; /* by lead: the number of its last claim and 1, 0: it never had one */
	struct pull_claim *at;
	size_t len, cap;
	struct hl_keys *names;
	struct hl_keys *strays; /* ids of leads that are not in the queue; a word: as in @of */
	bool is_begun;          /* the record that says that the queue was published was there */
};

void pull_claims_init(struct pull_claims *claims, const struct pull_map *map);
void pull_claims_release(struct pull_claims *claims);

/* A claim that there was none of before; @id lives as long as the queue, or is copied. */
struct pull_claim *pull_claims_add(struct pull_claims *claims, uint32_t lead, struct hl_str id);

/*
 * As pull_reader.record; of another queue it is passed over. Where there is no queue any more,
 * whose claims these are is known by the ids alone, whatever queue they were made in.
 */
enum hl_status pull_claims_apply(
	void *of_claims, const struct pull_record *record, struct hl_error *err) HL_CHECKED;

/* The last claim of @id, in the queue or not, or NULL. */
struct pull_claim *pull_claims_find(struct pull_claims *claims, struct hl_str id);

bool pull_claims_is_free(const struct pull_claims *claims, uint32_t lead, int64_t now_s);

/* Is it a claim that lasts still? */
bool pull_claim_is_open(const struct pull_claim *claim, int64_t now_s);

/* --- snapshot.c: what the journal came to at one of its lines --- */

/*
 * Claims and journal as they were when @name was written, from where the journal is to be read on;
 * its length. 0: there is none that can be used, and nothing changed.
 */
size_t pull_snapshot_load(
	const char *name, struct pull_claims *claims, struct pull_journal *journal);

/* Is one worth writing when @read bytes of the journal had to be read? */
bool pull_snapshot_is_due(const struct pull_claims *claims, uint64_t read);

/* Of a journal that was read to its end and mended. */
enum hl_status pull_snapshot_write(const char *name, const struct pull_claims *claims,
	const struct pull_journal *journal, struct hl_error *err) HL_CHECKED;

/* --- pull.c --- */

struct hl_pull {
	const struct hl_pull_paths *paths;
	int64_t now_s;
	struct hl_lock *lock;
	struct pull_map map;
	struct pull_journal journal;
	struct pull_claims claims;
	struct pull_rows head; /* the header alone */
	struct hl_dialect dialect;
};

/* --- take.c --- */

/* Is it a claim of the collector @name? */
bool pull_claim_is_of(
	const struct hl_pull *pull, const struct pull_claim *claim, struct hl_str name);

/* A line of the journal, at now and of this queue, and what it comes to. */
enum hl_status pull_note(
	struct hl_pull *pull, struct pull_record *record, struct hl_error *err) HL_CHECKED;

#endif
