/*
 * channels.c - what logs call the channel of an event.
 *
 * To add a word: add its row, and name it in man/hl-data.5. A phone is a call whatever it stands
 * on.
 */
#include "hl/lead.h"

static const struct {
	struct hl_str word;
	enum hl_channel channel;
} words[] = {
	{ { "call", 4 }, HL_CHANNEL_CALL },
	{ { "phone", 5 }, HL_CHANNEL_CALL },
	{ { "voice", 5 }, HL_CHANNEL_CALL },
	{ { "telephone", 9 }, HL_CHANNEL_CALL },
	{ { "landline", 8 }, HL_CHANNEL_CALL },
	{ { "mobile", 6 }, HL_CHANNEL_CALL },
	{ { "sms", 3 }, HL_CHANNEL_SMS },
	{ { "text", 4 }, HL_CHANNEL_SMS },
	{ { "email", 5 }, HL_CHANNEL_EMAIL },
	{ { "e-mail", 6 }, HL_CHANNEL_EMAIL },
	{ { "mail", 4 }, HL_CHANNEL_MAIL },
	{ { "letter", 6 }, HL_CHANNEL_MAIL },
	{ { "post", 4 }, HL_CHANNEL_MAIL },
	{ { "web", 3 }, HL_CHANNEL_WEB },
};

enum hl_channel hl_channel_find(struct hl_str text) {
	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(words[i].word, text))
			return words[i].channel;
	return HL_CHANNEL_OTHER;
}
