/*
 * split_name.c - names of files from values that anybody may have written.
 *
 * A-Z a-z 0-9 . _ - stand for themselves, every other byte is %XX. So that a name is no option, is
 * not hidden and is no device of any system, its first byte is %XX where it is . or - or _, or
 * where the name would be CON, AUX and the like. "_unassigned" is the empty value: a value of that
 * name begins with %5F. What had to be cut, and what differs from another name by case alone, ends
 * in "%-" and a part of the value's SHA-256; no other name can hold "%-".
 */
#include "split.h"

#include <sha256.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 100, MARK_DIGITS = 16, MARK_BYTES = MARK_DIGITS + 2 };

static bool is_safe(char c, bool is_first) {
	return hl_is_letter(c) || hl_is_digit(c) ||
	       (!is_first && (c == '.' || c == '_' || c == '-'));
}

/* Names that are devices on some systems, with any suffix. */
static bool is_device(struct hl_str value) {
	static const struct hl_str devices[] = { { "con", 3 }, { "prn", 3 }, { "aux", 3 },
		{ "nul", 3 }, { "com", 3 }, { "lpt", 3 } };
	struct hl_str base = hl_str_cut(&value, '.');
	bool is_port = base.len == 4 && hl_is_digit(base.at[3]);

	if (is_port)
		base.len = 3;
	for (size_t i = 0; i < HL_LEN(devices); i++)
		if (hl_str_same(base, devices[i]) && is_port == (i >= 4))
			return true;
	return false;
}

/* The manifest has a name, too. */
static bool is_manifest(struct hl_str value, struct hl_str suffix) {
	struct hl_str manifest = HL_STR(SPLIT_MANIFEST);

	if (value.len + suffix.len != manifest.len)
		return false;
	return hl_str_same(value, (struct hl_str){ manifest.at, value.len }) &&
	       hl_str_same(suffix, (struct hl_str){ manifest.at + value.len, suffix.len });
}

/* The value as a name of at most @room bytes; false when it had to be cut. */
static bool spell(struct hl_buf *to, struct hl_str value, bool escape_first, size_t room) {
	for (size_t i = 0; i < value.len; i++) {
		bool is_plain = is_safe(value.at[i], i == 0) && !(i == 0 && escape_first);

		if (to->len + (is_plain ? 1 : 3) > room)
			return false;
		if (is_plain)
			hl_buf_add_char(to, value.at[i]);
		else
			hl_buf_addf(to, "%%%02X", (unsigned)(unsigned char)value.at[i]);
	}
	return true;
}

static void put_mark(struct hl_buf *to, struct hl_str value) {
	char hash[SHA256_DIGEST_STRING_LENGTH];

	SHA256Data((const uint8_t *)value.at, value.len, hash);
	hl_buf_add(to, HL_STR("%-"));
	hl_buf_add(to, (struct hl_str){ hash, MARK_DIGITS });
}

/* @with_mark: also where it was not cut. */
static char *name_of(
	struct hl_str value, struct hl_str suffix, bool with_mark, struct hl_arena *arena) {
	struct hl_buf name = { 0 };
	size_t room = NAME_MAX_BYTES - suffix.len;
	bool escape_first = is_device(value) || is_manifest(value, suffix);
	char *kept;

	if (value.len == 0)
		hl_buf_add(&name, HL_STR("_unassigned"));
	if (!spell(&name, value, escape_first, room) || with_mark) {
		name.len = 0;
		(void)spell(&name, value, escape_first, room - MARK_BYTES);
		put_mark(&name, value);
	}
	hl_buf_add(&name, suffix);
	kept = hl_new_array(arena, char, name.len + 1);
	memcpy(kept, name.at, name.len);
	hl_buf_release(&name);
	return kept;
}

/* The number of @name in @names, whatever its case. */
static size_t fold(struct hl_keys *names, const char *name, struct hl_buf *scratch) {
	scratch->len = 0;
	hl_buf_add(scratch, hl_str_of(name));
	for (size_t i = 0; i < scratch->len; i++)
		scratch->at[i] = hl_lower(scratch->at[i]);
	return hl_keys_add(names, hl_buf_str(scratch));
}

enum hl_status split_name_all(struct split_group *groups, size_t len, struct hl_str suffix,
	struct hl_arena *arena, struct hl_error *err) {
	struct hl_keys *plain = hl_keys_new();
	struct hl_keys *all = hl_keys_new();
	size_t *hits = hl_claim(len, sizeof(*hits));
	struct hl_buf scratch = { 0 };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < len; i++) {
		groups[i].name = name_of(groups[i].value, suffix, false, arena);
		hits[fold(plain, groups[i].name, &scratch)]++;
	}
	for (size_t i = 0; i < len && status == HL_OK; i++) {
		if (hits[fold(plain, groups[i].name, &scratch)] > 1)
			groups[i].name = name_of(groups[i].value, suffix, true, arena);
		if (fold(all, groups[i].name, &scratch) != i)
			status = hl_fail(
				err, HL_EDATA, "two values would have the file %s", groups[i].name);
	}
	hl_buf_release(&scratch);
	free(hits);
	hl_keys_free(all);
	hl_keys_free(plain);
	return status;
}
