/*
 * closed.c - the words of a status that say that nothing is left to do.
 *
 * To add one: a word in the table, in lower case and without blanks, "_" and "-", and in
 * hl-data(5).
 */
#include "hl/lead.h"

static const char *const words[] = {
	"closed",
	"closedwon",
	"closedlost",
	"closedconverted",
	"closednotconverted",
	"paid",
	"paidinfull",
	"fullypaid",
	"pif",
	"settled",
	"settledinfull",
	"sif",
	"recalled",
	"returned",
	"resolved",
	"cancelled",
	"canceled",
	"withdrawn",
	"inactive",
	"archived",
	"completed",
	"converted",
	"won",
	"lost",
	"sold",
};

static bool is_word(struct hl_str text, const char *word) {
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == ' ' || c == '_' || c == '-')
			continue;
		if (*word == '\0' || *word++ != hl_lower(c))
			return false;
	}
	return *word == '\0';
}

bool hl_status_is_closed(struct hl_str status) {
	for (size_t i = 0; i < HL_LEN(words); i++)
		if (is_word(status, words[i]))
			return true;
	return false;
}
