/* html.c - texts made safe, and the head that every page has. */
#include "html.h"

#include "hl/unicode.h"

#include <sha256.h>
#include <stdio.h>
#include <string.h>

/* --- texts --- */

static const char *entity_of(char c) {
	static const struct {
		char c;
		const char *entity;
	} entities[] = {
		{ '&', "&amp;" },
		{ '<', "&lt;" },
		{ '>', "&gt;" },
		{ '"', "&quot;" },
		{ '\'', "&#39;" },
	};

	for (size_t i = 0; i < HL_LEN(entities); i++)
		if (entities[i].c == c)
			return entities[i].entity;
	return NULL;
}

static bool is_plain(char c) {
	unsigned char byte = (unsigned char)c;

	return byte >= 0x20 && byte < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' &&
	       c != '\'';
}

/* The one character at s.at[i], which is not plain; returns its length. */
static size_t put_special(struct hl_export *doc, struct hl_str s, size_t i) {
	uint32_t point = 0;
	size_t len = hl_utf8_point(s, i, &point);

	if (len == 0)
		hl_put_replacement(doc, &doc->counts.not_utf8);
	else if (point == '\t' || point == '\n')
		hl_buf_add_char(&doc->out, s.at[i]);
	else if (point == '\r') { /* a line end, alone or with the LF behind it */
		if (i + 1 == s.len || s.at[i + 1] != '\n')
			hl_buf_add_char(&doc->out, '\n');
	} else if (hl_utf8_is_control(point))
		hl_put_replacement(doc, &doc->counts.controls);
	else if (len == 1)
		hl_put(doc, entity_of(s.at[i]));
	else
		hl_put_str(doc, (struct hl_str){ &s.at[i], len });
	return len ? len : 1;
}

void html_put(struct hl_export *doc, struct hl_str s) {
	for (size_t i = 0; i < s.len;) {
		size_t begun = i;

		while (i < s.len && is_plain(s.at[i]))
			i++;
		hl_put_str(doc, (struct hl_str){ s.at + begun, i - begun });
		if (i < s.len)
			i += put_special(doc, s, i);
	}
}

void html_put_words(struct hl_export *doc, struct hl_str s) {
	size_t begun = doc->out.len;

	html_put(doc, s);
	for (size_t i = begun; i < doc->out.len; i++)
		if (doc->out.at[i] == '_')
			doc->out.at[i] = ' ';
}

void html_put_reason(struct hl_export *doc, struct hl_str code) {
	const char *said = hl_reason_said(code);

	hl_put(doc, said ? said : "<bdi>");
	if (!said)
		html_put_words(doc, code);
	hl_put(doc, said ? " <span class=\"code\">" : "</bdi>");
	if (!said)
		return;
	html_put(doc, code);
	hl_put(doc, "</span>");
}

void html_put_bdi(struct hl_export *doc, struct hl_str s) {
	hl_put(doc, "<bdi>");
	html_put(doc, s);
	hl_put(doc, "</bdi>");
}

void html_put_as_of(struct hl_export *doc) {
	hl_export_put_as_of(doc->options, &doc->out);
}

void html_put_weekday(struct hl_export *doc, int64_t day) {
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	char text[HL_TIME_ROOM];

	text[hl_day_print(day, text)] = '\0';
	hl_buf_addf(&doc->out, "%s %s", days[(day % 7 + 7) % 7], text);
}

/* --- the head --- */

struct html_part html_join(struct hl_export *doc, const struct html_part *parts, size_t len) {
	struct html_part whole = { 0 };
	char *bytes;

	for (size_t i = 0; i < len; i++)
		whole.len += parts[i].len;
	bytes = hl_new_array(&doc->arena, char, whole.len + 1);
	whole.bytes = bytes;
	for (size_t i = 0; i < len; i++) {
		memcpy(bytes, parts[i].bytes, parts[i].len);
		bytes += parts[i].len;
	}
	return whole;
}

enum { HASH_ROOM = 48 };

/* @part as a source of the policy: its SHA-256 in base64. */
static const char *source_of(const struct html_part *part, char *to) {
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char hash[SHA256_DIGEST_LENGTH + 1] = { 0 };
	SHA2_CTX sum;
	size_t len = 0;

	SHA256Init(&sum);
	SHA256Update(&sum, (const uint8_t *)part->bytes, part->len);
	SHA256Final(hash, &sum);
	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i += 3) {
		unsigned bits = (unsigned)hash[i] << 16 | (unsigned)hash[i + 1] << 8;

		bits |= i + 2 < SHA256_DIGEST_LENGTH ? hash[i + 2] : 0;
		for (int shift = 18; shift >= 0; shift -= 6)
			to[len++] = digits[bits >> shift & 63];
	}
	to[len - 1] = '='; /* 32 bytes are ten threes and a two */
	to[len] = '\0';
	return to;
}

void html_put_head(
	struct hl_export *doc, const struct html_part *style, const struct html_part *script) {
	char hash[HASH_ROOM];

	hl_put(doc, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		    "style-src 'sha256-");
	hl_put(doc, source_of(style, hash));
	if (script) {
		hl_put(doc, "'; script-src 'sha256-");
		hl_put(doc, source_of(script, hash));
	}
	hl_put(doc, "'; base-uri 'none'; form-action 'none'\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<meta name=\"color-scheme\" content=\"light dark\">\n"
		    "<meta name=\"referrer\" content=\"no-referrer\">\n"
		    "<meta name=\"robots\" content=\"noindex, nofollow\">\n"
		    "<meta name=\"format-detection\" content=\"telephone=no\">\n");
}
