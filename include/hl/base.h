/*
 * base.h - vocabulary shared by every layer: slices, status, errors.
 *
 * Nothing in the library prints, exits or reads the clock. A function that can
 * fail returns an hl_status and describes the failure in an hl_error; running
 * out of memory is the one exception (memory.h). What could not be opened or made is NULL
 * afterwards, and every x_close, x_free and x_release takes NULL or zeros.
 *
 * There is no state but in what is passed, so any thread may call anything: one at a time for what
 * is changed, any number for what is const.
 */
#ifndef HL_BASE_H
#define HL_BASE_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HL_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The caller must look at the result. */
#define HL_CHECKED __attribute__((warn_unused_result))
#define HL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* Sums and products of 64-bit numbers fit in it. */
__extension__ typedef __int128 hl_wide;
#define HL_WIDE_MAX (((hl_wide)1 << 126) - 1 + ((hl_wide)1 << 126))

/* --- slices --- */

/*
 * A borrowed run of bytes. Not NUL-terminated, never owned: whoever hands
 * out a slice says how long it stays valid.
 */
struct hl_str {
	const char *at;
	size_t len;
};

#define HL_STR(literal) ((struct hl_str){ "" literal, sizeof(literal) - 1 })

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
struct hl_str hl_str_of(const char *text);

bool hl_str_eq(struct hl_str a, struct hl_str b);

/* Equal without regard to ASCII case. */
bool hl_str_same(struct hl_str a, struct hl_str b);

/* Order by bytes, a prefix first: negative, 0 or positive. */
int hl_str_cmp(struct hl_str a, struct hl_str b);

bool hl_str_starts(struct hl_str s, struct hl_str prefix);

/* Does @s end in @suffix, ASCII case ignored, with something before it? For names of files. */
bool hl_str_ends(struct hl_str s, struct hl_str suffix);

/* Split at the first @sep: the head is returned, @rest is advanced past it. */
struct hl_str hl_str_cut(struct hl_str *rest, char sep);

/*
 * The trimmed items of "A|B", or of "A,B" where there is no |, into @items, which has room for
 * @*len; an empty list has none. False: there are more, or, *len being less than that, the next
 * one is empty.
 */
bool hl_str_items(struct hl_str list, struct hl_str *items, size_t *len) HL_CHECKED;

/* Of ASCII alone, whatever the locale. */
static inline bool hl_is_digit(char c) {
	return c >= '0' && c <= '9';
}

static inline bool hl_is_letter(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool hl_is_blank(char c) {
	return c == ' ' || c == '\t';
}

/* As hl_str_trim, where there may be something to trim. */
struct hl_str hl_str_trim_blanks(struct hl_str s);

/* @s without surrounding blanks (space and tab). */
static inline struct hl_str hl_str_trim(struct hl_str s) {
	bool is_bare = s.len == 0 ||
		       ((unsigned char)s.at[0] > ' ' && (unsigned char)s.at[s.len - 1] > ' ');

	return is_bare ? s : hl_str_trim_blanks(s);
}

static inline char hl_lower(char c) {
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* --- eight bytes at a time --- */

/* The same byte in all eight. */
#define HL_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The eight bytes at @at, in the machine's order. */
static inline uint64_t hl_word_at(const char *at) {
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/* The first of up to eight bytes in the lowest of a word; nothing outside them is read. */
static inline uint64_t hl_word_part(const char *at, size_t len) {
	const unsigned char *byte = (const unsigned char *)at;
	uint32_t first, last;

	if (len == 8)
		return le64toh(hl_word_at(at));
	if (len >= 4) {
		memcpy(&first, at, sizeof(first));
		memcpy(&last, at + len - 4, sizeof(last));
		return le32toh(first) | (uint64_t)le32toh(last) << 8 * (len - 4);
	}
	if (len == 0)
		return 0;
	return byte[0] | (uint64_t)byte[len / 2] << 8 * (len / 2) |
	       (uint64_t)byte[len - 1] << 8 * (len - 1);
}

/* The eight with ASCII letters in lower case. */
static inline uint64_t hl_word_lower(uint64_t word) {
	uint64_t low = word & HL_EACH(0x7f);
	uint64_t from_a = low + HL_EACH(0x80 - 'A');
	uint64_t behind_z = low + HL_EACH(0x80 - 'Z' - 1);

	return word | ((from_a ^ behind_z) & ~word & HL_EACH(0x80)) >> 2;
}

/* Not 0 when one of the eight is @byte. */
static inline uint64_t hl_word_has(uint64_t word, char byte) {
	uint64_t same = word ^ HL_EACH((unsigned char)byte);

	return (same - HL_EACH(0x01)) & ~same & HL_EACH(0x80);
}

/* --- status and errors --- */

/* The failures have the numbers of sysexits.h: a command exits with them. */
enum hl_status {
	HL_END = -1,      /* a stream has no more */
	HL_OK = 0,        /* done */
	HL_NO = 1,        /* the answer is no: an expectation that was asked for failed */
	HL_EUSAGE = 64,   /* the caller asked for something that does not exist */
	HL_EDATA = 65,    /* the input is not what it should be */
	HL_ENOINPUT = 66, /* an input cannot be opened */
	HL_EBUG = 70,     /* our fault */
	HL_ENOMEM = 71,   /* out of memory */
	HL_ECREATE = 73,  /* an output or temporary file cannot be created */
	HL_EIO = 74,      /* the system refused to read or write */
	HL_ELOCKED = 75   /* somebody else holds the lock: try again */
};

/* Where and why something failed. Zero it once; functions only write it on failure. */
struct hl_error {
	const char *file; /* borrowed: a name that outlives the run; NULL when there is none */
	size_t line;      /* physical line, 1-based; 0 when there is none */
	size_t byte;      /* byte in that line, 1-based; 0 when there is none */
	char column[64];  /* name of the column, printable; "" when there is none */
	char text[400];   /* what is wrong, without the offending value */
	char value[80];   /* the offending value, printable and cut; "" when there is none */
};

/* Set the text of @err and return @status, so that a failing path is one line long. */
enum hl_status hl_fail(struct hl_error *err, enum hl_status status, const char *fmt, ...)
	HL_PRINTF(3, 4);

/* As hl_fail, and remember @value as the offending one. */
enum hl_status hl_fail_value(struct hl_error *err, struct hl_str value, const char *text);

/*
 * Write @s into @to (of @room bytes, NUL-terminated) so that any terminal can
 * take it: what is not printable ASCII as \xNN, cut with "...".
 */
void hl_printable(struct hl_str s, char *to, size_t room);

/* Every mistake of a run that goes on after the first: the first few, and their count. */
struct hl_mistakes {
	struct hl_error first[20];
	size_t len; /* how many there were, shown or not */
};

void hl_mistakes_add(struct hl_mistakes *mistakes, const struct hl_error *err);

/* Those of @from behind those of @to; HL_EDATA: there were any. */
enum hl_status hl_mistakes_move(struct hl_mistakes *to, struct hl_mistakes *from) HL_CHECKED;

/* The number of the first of @names that is @name; @len: none of them. */
size_t hl_str_find(struct hl_str name, const struct hl_str *names, size_t len);

/*
 * The name in @names that is nearest to @name (by edits, ASCII case ignored),
 * or NULL when none is near enough to be a slip of the finger.
 */
const struct hl_str *hl_nearest(struct hl_str name, const struct hl_str *names, size_t len);

#endif
