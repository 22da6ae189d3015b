/* words.c - the words of rules and of the cells they ask. */
#include "rules.h"

#include <string.h>

const char *const hl_gate_statuses[HL_GATE_STATUSES] = { "drop", "hold", "defer", "work" };

const char *const channel_names[CHANNELS_LEN] = { "call", "sms", "email", "mail" };

/* Words that stand for a number; the first that is the same. */
struct word {
	struct hl_str text;
	unsigned value;
};

#define WORD(t, v)                                                                                 \
	{ { t, sizeof(t) - 1 }, v }

static bool find(const struct word *words, size_t len, struct hl_str text, unsigned *value) {
	/* Most cells are blank. */
	if (text.len == 0) {
		*value = words[0].value;
		return true;
	}
	for (size_t i = 0; i < len; i++)
		if (hl_str_same(words[i].text, text)) {
			*value = words[i].value;
			return true;
		}
	return false;
}

bool channels_parse(struct hl_str text, unsigned *channels) {
	*channels = 0;
	while (text.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&text, '|'));
		unsigned bit = 0;

		for (unsigned i = 0; i < CHANNELS_LEN; i++)
			if (hl_str_same(hl_str_of(channel_names[i]), name))
				bit = 1U << i;
		if (!bit)
			return false;
		*channels |= bit;
	}
	return true;
}

bool channels_of_event(struct hl_str text, unsigned *channels) {
	static const unsigned bits[] = { [HL_CHANNEL_CALL] = CALL,
		[HL_CHANNEL_SMS] = SMS,
		[HL_CHANNEL_EMAIL] = EMAIL,
		[HL_CHANNEL_MAIL] = MAIL,
		[HL_CHANNEL_WEB] = 0 };
	enum hl_channel channel = hl_channel_find(text);

	if (channel == HL_CHANNEL_OTHER)
		return channels_parse(text, channels);
	*channels = bits[channel];
	return true;
}

bool direction_parse(struct hl_str text, bool *is_out) {
	static const struct word words[] = { WORD("", true), WORD("out", true), WORD("in", false),
		WORD("outbound", true), WORD("inbound", false), WORD("o", true), WORD("i", false),
		WORD("outgoing", true), WORD("incoming", false) };
	unsigned value = true;
	bool is_known = find(words, HL_LEN(words), text, &value);

	*is_out = value;
	return is_known;
}

struct hl_str item_cut(struct hl_str *rest) {
	struct hl_str item = { rest->at, 0 };

	while (item.len < rest->len && !strchr("|;,", rest->at[item.len]))
		item.len++;
	rest->at += item.len + (item.len < rest->len);
	rest->len -= item.len + (item.len < rest->len);
	return hl_str_trim(item);
}

uint64_t head_of(struct hl_str text) {
	unsigned first = text.len > 0 ? (unsigned char)hl_lower(text.at[0]) : 0;

	return UINT64_C(1) << ((text.len * 7 + first) % 64);
}

/* Numbers are the same in many spellings; most tests hold for most texts. */
uint64_t heads_of(const struct hl_test *test) {
	uint64_t heads = 0;

	if (test->op != HL_TEST_IS && test->op != HL_TEST_IN)
		return UINT64_MAX;
	for (size_t i = 0; i < test->values_len; i++) {
		if (test->values[i].is_number)
			return UINT64_MAX;
		heads |= head_of(test->values[i].text);
	}
	return heads;
}

unsigned role_of(struct hl_str text) {
	static const struct word words[] = { WORD("", THIRD_PARTY),
		WORD("third_party", THIRD_PARTY), WORD("buyer", BUYER),
		WORD("creditor", CREDITOR) };
	unsigned role = 0;

	(void)find(words, HL_LEN(words), text, &role);
	return role;
}

unsigned debt_of(struct hl_str text) {
	static const struct word words[] = { WORD("", CONSUMER), WORD("consumer", CONSUMER),
		WORD("commercial", COMMERCIAL) };
	unsigned debt = 0;

	(void)find(words, HL_LEN(words), text, &debt);
	return debt;
}

enum flag flag_of(struct hl_str cell) {
	static const struct word words[] = { WORD("", FLAG_NO), WORD("n", FLAG_NO),
		WORD("y", FLAG_YES), WORD("0", FLAG_NO), WORD("1", FLAG_YES), WORD("no", FLAG_NO),
		WORD("yes", FLAG_YES), WORD("f", FLAG_NO), WORD("t", FLAG_YES),
		WORD("false", FLAG_NO), WORD("true", FLAG_YES), WORD("x", FLAG_YES) };
	unsigned flag = FLAG_BAD;

	(void)find(words, HL_LEN(words), cell, &flag);
	return (enum flag)flag;
}
