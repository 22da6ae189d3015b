/*
 * lead.h - what all parts know of leads and events: the names of columns, the key map, ids that
 * are seen once, the results of an attempt.
 */
#ifndef HL_LEAD_H
#define HL_LEAD_H

#include "hl/base.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- names of columns --- */

/* What a header may call a canonical column; names are compared plain, see hl_lead_at. */
struct hl_alias {
	const char *name;   /* "account_id" */
	const char *others; /* "accountid|account|acct|..." */
};
extern const struct hl_alias hl_aliases[];
extern const size_t hl_aliases_len;

/*
 * Names given by hand: "balance=Amount owed" says that balance is the column "Amount owed". A
 * pair holds for every table that has such a column.
 */
struct hl_column_map {
	const char *const *pairs;
	size_t len;
	bool *used;          /* per pair: some table had the column; NULL: nobody asks */
	struct hl_buf *told; /* gets a line for each name that was looked for; NULL: nobody asked */
};

/*
 * The column for @name: by @map, else a column of exactly that name (hl_header_at), else the one
 * column that is spelled so or, for a canonical name, has an alias of it as its name: case and the
 * characters " _-./()#" ignored. Nothing is guessed: two hits are an error that names both.
 * hl_lead_at: HL_NO_COLUMN when there is none. hl_lead_find: then an error that
 * names the nearest and lists what is there. hl_lead_ask: the same for a name that the command
 * line asks for: HL_EUSAGE.
 */
enum hl_status hl_lead_at(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t *column, struct hl_error *err) HL_CHECKED;
enum hl_status hl_lead_find(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t *column, struct hl_error *err) HL_CHECKED;
enum hl_status hl_lead_ask(const struct hl_header *header, const struct hl_column_map *map,
	struct hl_str name, size_t *column, struct hl_error *err) HL_CHECKED;

/* Is a column with this header called @name, or by an alias of it? */
bool hl_lead_is(struct hl_str header_name, struct hl_str name);

/* A column that a table is read by. */
struct hl_lead_column {
	const char *name;
	bool is_needed; /* as hl_lead_find; else as hl_lead_at */
	size_t *column;
};

/* Find them all, or fail at the first that does not work out. */
enum hl_status hl_lead_bind(const struct hl_header *header, const struct hl_column_map *map,
	const struct hl_lead_column *columns, size_t len, struct hl_error *err) HL_CHECKED;

/* The names that a table was looked through for, and where each was found or HL_NO_COLUMN. */
struct hl_lead_names {
	const char *table; /* "a table of rules", for messages */
	const char *const *names;
	const size_t *at;
	size_t len;
};

/*
 * Columns that nobody asks for go to @mistakes, with the nearest of the names that are missing: a
 * limit whose column is misspelt would not be missed. hl_lead_only: all of them, but for those
 * without a name and called note, comment, remark or description. hl_lead_slips: those that are
 * one letter, or two that changed places, from a missing name, and no canonical name.
 */
void hl_lead_only(const struct hl_header *header, const struct hl_lead_names *names,
	struct hl_mistakes *mistakes);
void hl_lead_slips(const struct hl_header *header, const struct hl_lead_names *names,
	struct hl_mistakes *mistakes);

/* --- the key map: texts to dense numbers 0, 1, 2, ... in order of arrival --- */

#define HL_NO_KEY SIZE_MAX

struct hl_keys;

/*
 * Keyed by a seed from the system, so that no input can be made to collide; order never shows.
 * @words words of 32 bits stand beside each key, zero when it is new. Its memory is from
 * @pool; NULL: from one of its own.
 */
struct hl_keys *hl_keys_new_with(struct hl_pool *pool, size_t words);

static inline struct hl_keys *hl_keys_new(void) {
	return hl_keys_new_with(NULL, 0);
}

/* An empty one with the same words, seed and pool: a hash of the one is a hash of the other. */
struct hl_keys *hl_keys_new_like(const struct hl_keys *keys);
void hl_keys_free(struct hl_keys *keys);

/* Forget all keys and give back their memory; the seed stays. */
void hl_keys_empty(struct hl_keys *keys);

/* Forget all keys, and keep the memory for about as many that come next. */
void hl_keys_forget(struct hl_keys *keys);
size_t hl_keys_len(const struct hl_keys *keys);

/* The number of @key, which is copied when it is new (then the answer is the old hl_keys_len). */
size_t hl_keys_add(struct hl_keys *keys, struct hl_str key);
size_t hl_keys_find(const struct hl_keys *keys, struct hl_str key); /* or HL_NO_KEY */

/* The key and its words stay where they are as long as @keys. */
struct hl_str hl_keys_at(const struct hl_keys *keys, size_t number);
uint32_t *hl_keys_words(const struct hl_keys *keys, size_t number);

/*
 * The same in steps, for many keys at once: each step asks for the memory that the next one
 * needs, so that a few dozen keys wait together. A key that was made ready holds a short text
 * itself (HL_KEY_INSIDE) and borrows a long one. The low bits of its hash are free to deal keys out
 * to several maps of one seed. hl_key_guess gives the words of a key with that hash, most likely
 * the one, or NULL when there is none.
 */
struct hl_key {
	uint64_t low, high; /* as it stands in the map */
	uint64_t hash;
};

enum { HL_KEY_INSIDE = 15 };

struct hl_key hl_key_of(const struct hl_keys *keys, struct hl_str text);
void hl_keys_of(
	const struct hl_keys *keys, const struct hl_str *texts, size_t len, struct hl_key *to);
void hl_key_prefetch(const struct hl_keys *keys, const struct hl_key *key);
uint32_t *hl_key_guess(const struct hl_keys *keys, const struct hl_key *key);

/* The words of the key, which is added when it is new; or NULL where it is not. */
uint32_t *hl_key_make(struct hl_keys *keys, const struct hl_key *key);
uint32_t *hl_key_look(const struct hl_keys *keys, const struct hl_key *key);

/* Are these, which hl_key_guess gave, the key's own words? */
bool hl_key_is(const uint32_t *words, const struct hl_key *key);

/* As hl_keys_add and hl_keys_find. */
size_t hl_key_add(struct hl_keys *keys, const struct hl_key *key);
size_t hl_key_find(const struct hl_keys *keys, const struct hl_key *key);

/* The key of @text, whose hash is known. */
struct hl_key hl_key_hashed(struct hl_str text, uint64_t hash);

/* About how many bytes of memory it takes. */
size_t hl_keys_size(const struct hl_keys *keys);

/* --- ids of events, each of which is seen once --- */

/* Exact, and small where they are short: eight or sixteen bytes each and a third more. */
struct hl_ids;

/* Their memory is from @pool; NULL: from none, or one of their own. */
struct hl_ids *hl_ids_new(struct hl_pool *pool);
void hl_ids_free(struct hl_ids *ids);

/* Forget them all and give back their memory; the seed stays. */
void hl_ids_empty(struct hl_ids *ids);

/*
 * hl_key_of(it, id).hash is the hash of an id, its low bits free to deal ids out. It does not
 * change with the ids, so that any thread may hash while one adds.
 */
const struct hl_keys *hl_ids_seed(const struct hl_ids *ids);

/* Ask for the memory that hl_ids_add will look at. */
void hl_ids_prefetch(const struct hl_ids *ids, struct hl_str id, uint64_t hash);

/* False: @id (which is not empty and holds no NUL) is there already. */
bool hl_ids_add(struct hl_ids *ids, struct hl_str id, uint64_t hash);

/* Each of them in turn, borrowed; *at is 0 to begin with. False: there are no more. */
bool hl_ids_next(const struct hl_ids *ids, size_t *at, struct hl_str *id);

/*
 * About how many bytes of memory they take; and at most, for a moment, while @more come, of which
 * long ones take their length on top.
 */
size_t hl_ids_size(const struct hl_ids *ids);
size_t hl_ids_peak(const struct hl_ids *ids, size_t more);

/* --- what a lead is --- */

/* Does a cell of the column status say that nothing is left to do: paid, closed, recalled? */
bool hl_status_is_closed(struct hl_str status);

/*
 * How hot a tier is by what agencies call theirs, in any case: 0 the hottest. false, and *rank
 * left alone: nobody knows the name.
 */
enum { HL_TIER_COLDEST = 4 };
bool hl_tier_rank(struct hl_str name, unsigned *rank);

/* --- lists in a cell --- */

/* The first of what is left of a list, cut at , ; | and blanks; it may be empty. */
struct hl_str hl_lead_next_word(struct hl_str *rest);

/* Is @word, in any ASCII case, among those of @cell? */
bool hl_lead_lists(struct hl_str cell, struct hl_str word);

/* --- by which channel --- */

enum hl_channel {
	HL_CHANNEL_OTHER, /* a word that nobody knows, or none */
	HL_CHANNEL_CALL,
	HL_CHANNEL_SMS,
	HL_CHANNEL_EMAIL,
	HL_CHANNEL_MAIL,
	HL_CHANNEL_WEB
};

/* By any of the words that logs have for it, in any ASCII case. */
enum hl_channel hl_channel_find(struct hl_str text);

/* --- why it may not be worked --- */

/* What a person says for a code of hl-gate: "a promise is pending"; NULL: a code of the house. */
const char *hl_reason_said(struct hl_str code);

/* --- what an attempt came to --- */

/* The canonical results of an attempt and what each counts as. */
struct hl_result {
	const char *name;
	const char *help;
	bool is_attempt;      /* somebody dialled or wrote */
	bool is_counted;      /* counts against the limit of seven calls in seven days */
	bool is_contact;      /* a human was reached */
	bool is_right_party;  /* the right one */
	bool is_conversation; /* and talked with */
};
extern const struct hl_result hl_results[];
extern const size_t hl_results_len;

const struct hl_result *hl_result_find(struct hl_str name); /* or NULL */

/* What the codes of an agency or a dialer are among the results. */
struct hl_result_codes;

struct hl_result_codes *hl_result_codes_new(void);
void hl_result_codes_free(struct hl_result_codes *codes);

/*
 * Add the rows of @table: columns code, result and, for codes that count differently, attempt,
 * regf, contact, rpc, conversation (1, 0 or blank). Mistakes go to @mistakes, and then the answer
 * is HL_EDATA.
 */
enum hl_status hl_result_codes_read(struct hl_result_codes *codes, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) HL_CHECKED;

/* By its code in @codes (NULL: none), else by its name, in any ASCII case; or NULL. */
const struct hl_result *hl_result_codes_find(
	const struct hl_result_codes *codes, struct hl_str text);

/* --- numbers --- */

/*
 * Is the digit at @at of a telephone number the 0 that is dialled inside the country alone, the
 * (0) of "+44 (0)20"? It stands in parentheses by itself, behind the code of a country.
 */
bool hl_is_trunk_zero(struct hl_str number, size_t at);

#endif
