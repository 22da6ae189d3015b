/* packed.c - facts to bytes and back. */
#include "packed.h"

#include "hl/value.h"

#include <string.h>

/* Before any time there is: the first one is of 1900, less what a zone may be ahead. */
#define FIRST_S (INT64_C(-25568) * HL_DAY_S)

/* Where things are in the first eight bytes. */
enum {
	S_BITS = 34, /* five hundred years */
	DAY_AT = S_BITS,
	KIND_AT = DAY_AT + 2,
	FLAGS_AT = KIND_AT + 4,
	ACCOUNT_AT = 56
};

enum {
	HAS_AMOUNT = 1,
	IS_CALL = 2,
	IS_RIGHT_PARTY = 4,
	IS_COUNTED = 8,
	IS_SMALL = 16, /* four bytes of cents instead of eight of millionths */
	HAS_DUE = 32,
	HAS_ID = 64,
	HAS_REF = 128,
	IS_FAR = 256, /* a collector in four bytes instead of two */
	HAS_LABEL = 512,
	IS_OUT = 1024,
	IS_CONTACT = 2048,
	HAS_PROMISE = 4096,
	HAS_PLACE = 8192,
	IS_FILE = 16384, /* which is not the first one */
	FLAGS = 32767
};

/* A day is the one of its moment in UTC, or the one before or behind; else it is written. */
enum {
	DAY_WRITTEN = 3,
	LONG_NAME = 255,
	CENT = 10000,
	MORE = 3 + 8 + 16,
	FIXED = 8 + 4 + 4 + 4 + 8 + 4 + 4 + 2 + MORE + 3 * 4
};

size_t packed_room(const struct told *told) {
	return FIXED + told->account.len + told->id.len + told->ref.len;
}

static int64_t day_of(int64_t s) {
	return (s - FIRST_S) / HL_DAY_S + FIRST_S / HL_DAY_S;
}

static inline char *put(char *to, const void *from, size_t len) {
	memcpy(to, from, len);
	return to + len;
}

static inline const char *get(const char *at, void *to, size_t len) {
	memcpy(to, at, len);
	return at + len;
}

static inline char *put_32(char *to, int64_t value) {
	const uint32_t word = (uint32_t)value;

	return put(to, &word, sizeof(word));
}

static inline char *put_text(char *to, struct hl_str text) {
	return put(put_32(to, (int64_t)text.len), text.at, text.len);
}

static const char *get_text(const char *at, struct hl_str *text) {
	uint32_t len;

	at = get(at, &len, sizeof(len));
	*text = (struct hl_str){ at, len };
	return at + len;
}

static inline unsigned flags_of(const struct told *told) {
	const struct fact *fact = &told->fact;
	bool is_small = fact->amount % CENT == 0 && (uint64_t)fact->amount / CENT <= UINT32_MAX;

	return (fact->has_amount ? HAS_AMOUNT : 0) | (fact->is_call ? IS_CALL : 0) |
	       (fact->is_right_party ? IS_RIGHT_PARTY : 0) | (fact->is_counted ? IS_COUNTED : 0) |
	       (is_small ? IS_SMALL : 0) | (fact->kind == PROMISED ? HAS_DUE : 0) |
	       (told->id.len ? HAS_ID : 0) | (told->ref.len ? HAS_REF : 0) |
	       (fact->collector > UINT16_MAX ? IS_FAR : 0) | (fact->label ? HAS_LABEL : 0) |
	       (fact->is_out ? IS_OUT : 0) | (fact->is_contact ? IS_CONTACT : 0) |
	       (fact->has_promise ? HAS_PROMISE : 0) | (fact->line ? HAS_PLACE : 0) |
	       (fact->file ? IS_FILE : 0);
}

static inline char *put_numbers(char *to, const struct fact *fact, unsigned flags) {
	to = put(to, &fact->collector, flags & IS_FAR ? 4 : 2);
	if (flags & HAS_LABEL)
		to = put_32(to, fact->label);
	if (flags & HAS_DUE)
		to = put_32(to, fact->due);
	if (flags & HAS_PLACE)
		to = put_32(to, fact->line);
	if (flags & IS_FILE)
		to = put(to, &fact->file, sizeof(fact->file));
	if (flags & IS_SMALL)
		return put_32(to, fact->amount / CENT);
	return put(to, &fact->amount, sizeof(fact->amount));
}

/* --- what a few kinds have besides --- */

enum { IS_CONVERTED = 1, IS_DELIVERED = 2, HAS_WINDOW = 4, HAS_MARKS = 8 };

static char *put_more(char *to, const struct told *told) {
	bool has_window = told->fact.kind == QUEUED &&
			  (told->window.from_s != INT64_MIN || told->window.to_s != INT64_MAX);
	uint8_t flags = (uint8_t)((told->is_converted ? IS_CONVERTED : 0) |
				  (told->is_delivered ? IS_DELIVERED : 0) |
				  (has_window ? HAS_WINDOW : 0) | (told->marks ? HAS_MARKS : 0));

	to = put(to, &told->type, 1);
	to = put(to, &told->stage, 1);
	to = put(to, &flags, 1);
	if (flags & HAS_WINDOW)
		to = put(to, &told->window, sizeof(told->window));
	return flags & HAS_MARKS ? put(to, &told->marks, sizeof(told->marks)) : to;
}

static const char *get_more(const char *at, struct told *told) {
	uint8_t flags;

	at = get(at, &told->type, 1);
	at = get(at, &told->stage, 1);
	at = get(at, &flags, 1);
	told->is_converted = flags & IS_CONVERTED;
	told->is_delivered = flags & IS_DELIVERED;
	told->window = (struct call_window){ INT64_MIN, INT64_MAX };
	if (flags & HAS_WINDOW)
		at = get(at, &told->window, sizeof(told->window));
	return flags & HAS_MARKS ? get(at, &told->marks, sizeof(told->marks)) : at;
}

/* --- all of it --- */

char *packed_put(char *to, const struct told *told) {
	const struct fact *fact = &told->fact;
	unsigned flags = flags_of(told);
	uint64_t day = (uint64_t)(fact->day - day_of(fact->s) + 1);
	bool is_long = told->account.len >= LONG_NAME;
	uint64_t head;

	if (day > 2)
		day = DAY_WRITTEN;
	head = (uint64_t)(fact->s - FIRST_S) | day << DAY_AT | (uint64_t)fact->kind << KIND_AT |
	       (uint64_t)flags << FLAGS_AT |
	       (uint64_t)(is_long ? LONG_NAME : told->account.len) << ACCOUNT_AT;
	to = put(to, &head, sizeof(head));
	if (day == DAY_WRITTEN)
		to = put_32(to, fact->day);
	to = put_numbers(to, fact, flags);
	if (says_type(fact->kind))
		to = put_more(to, told);
	to = is_long ? put_text(to, told->account) : put(to, told->account.at, told->account.len);
	if (flags & HAS_ID)
		to = put_text(to, told->id);
	return flags & HAS_REF ? put_text(to, told->ref) : to;
}

static const char *get_numbers(const char *at, struct fact *fact, unsigned flags) {
	int32_t due;
	uint32_t cents;

	fact->collector = 0;
	at = get(at, &fact->collector, flags & IS_FAR ? 4 : 2);
	if (flags & HAS_LABEL)
		at = get(at, &fact->label, sizeof(fact->label));
	if (flags & HAS_DUE)
		at = get(at, &due, sizeof(due));
	if (flags & HAS_PLACE)
		at = get(at, &fact->line, sizeof(fact->line));
	if (flags & IS_FILE)
		at = get(at, &fact->file, sizeof(fact->file));
	if (flags & IS_SMALL) {
		at = get(at, &cents, sizeof(cents));
		fact->amount = (int64_t)cents * CENT;
	} else {
		at = get(at, &fact->amount, sizeof(fact->amount));
	}
	fact->rest = flags & HAS_DUE ? due : fact->amount;
	return at;
}

const char *packed_get(const char *at, struct told *told) {
	uint64_t head;
	unsigned flags, day;
	struct fact *fact = &told->fact;

	at = get(at, &head, sizeof(head));
	flags = head >> FLAGS_AT & FLAGS;
	day = head >> DAY_AT & 3;
	*told = (struct told){ .fact = { .s = (int64_t)(head & ((UINT64_C(1) << S_BITS) - 1)) +
					      FIRST_S,
				       .kind = head >> KIND_AT & 15,
				       .has_amount = flags & HAS_AMOUNT,
				       .is_call = flags & IS_CALL,
				       .is_right_party = flags & IS_RIGHT_PARTY,
				       .is_out = flags & IS_OUT,
				       .is_contact = flags & IS_CONTACT,
				       .has_promise = flags & HAS_PROMISE,
				       .is_counted = flags & IS_COUNTED } };
	if (day == DAY_WRITTEN)
		at = get(at, &fact->day, sizeof(fact->day));
	else
		fact->day = (int32_t)(day_of(fact->s) + day - 1);
	at = get_numbers(at, fact, flags);
	if (says_type(fact->kind))
		at = get_more(at, told);
	told->account = (struct hl_str){ at, head >> ACCOUNT_AT };
	if (told->account.len == LONG_NAME)
		at = get_text(at, &told->account);
	else
		at += told->account.len;
	if (flags & HAS_ID)
		at = get_text(at, &told->id);
	return flags & HAS_REF ? get_text(at, &told->ref) : at;
}
