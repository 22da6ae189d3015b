/* ics_text.c - texts and times as iCalendar spells them (RFC 5545, 3.1 and 3.3). */
#include "ics.h"

#include "hl/unicode.h"

#include <sha256.h>
#include <stdio.h>

/* Bytes of a line without its end; each but the first begins with a blank. */
enum { LINE_MAX = 75 };

/* One character, or an escape of two, in this line or the next one. */
static void put_whole(struct hl_export *doc, struct hl_str bytes, size_t *used) {
	if (*used + bytes.len > LINE_MAX) {
		hl_put(doc, "\r\n ");
		*used = 1;
	}
	hl_put_str(doc, bytes);
	*used += bytes.len;
}

static struct hl_str escape_of(uint32_t point) {
	switch (point) {
	case '\\':
		return HL_STR("\\\\");
	case ';':
		return HL_STR("\\;");
	case ',':
		return HL_STR("\\,");
	case '\n':
	case '\r':
		return HL_STR("\\n");
	default:
		return HL_STR("");
	}
}

static bool is_pair(struct hl_str text, size_t i) {
	return text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';
}

/* What stands for the character at text.at[i]; *len is how long that is. */
static struct hl_str spell(struct hl_export *doc, struct hl_str text, size_t i, size_t *len) {
	uint32_t point = 0;
	struct hl_str escape;

	*len = hl_utf8_point(text, i, &point);
	if (*len == 0) {
		doc->counts.not_utf8++;
		*len = 1;
		return HL_UTF8_REPLACEMENT;
	}
	escape = escape_of(point);
	if (escape.len > 0) {
		*len += is_pair(text, i);
		return escape;
	}
	if (point != '\t' && hl_utf8_is_control(point)) {
		doc->counts.controls++;
		return HL_UTF8_REPLACEMENT;
	}
	return (struct hl_str){ text.at + i, *len };
}

void ics_put_text(struct hl_export *doc, const char *name, struct hl_str text) {
	size_t used = strlen(name) + 1;
	size_t len;

	hl_put(doc, name);
	hl_buf_add_char(&doc->out, ':');
	for (size_t i = 0; i < text.len; i += len)
		put_whole(doc, spell(doc, text, i, &len), &used);
	hl_put(doc, "\r\n");
}

/* Without what stands between the digits. */
static void squeeze(const char *text, size_t len, char to[ICS_TIME_ROOM]) {
	size_t at = 0;

	for (size_t i = 0; i < len && at + 1 < ICS_TIME_ROOM; i++)
		if (text[i] != '-' && text[i] != ':')
			to[at++] = text[i];
	to[at] = '\0';
}

void ics_print_time(int64_t s, char to[ICS_TIME_ROOM]) {
	char text[HL_TIME_ROOM];

	squeeze(text, hl_time_print(s, text), to);
}

void ics_print_day(int64_t day, char to[ICS_TIME_ROOM]) {
	char text[HL_TIME_ROOM];

	squeeze(text, hl_day_print(day, text), to);
}

void ics_hash(struct hl_str key, char to[ICS_HASH_ROOM]) {
	uint8_t hash[SHA256_DIGEST_LENGTH];
	SHA2_CTX sum;

	SHA256Init(&sum);
	SHA256Update(&sum, (const uint8_t *)key.at, key.len);
	SHA256Final(hash, &sum);
	for (size_t i = 0; i < (ICS_HASH_ROOM - 1) / 2; i++)
		(void)snprintf(to + 2 * i, 3, "%02x", hash[i]);
}
