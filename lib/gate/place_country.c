/* place_country.c - countries as people write them. */
#include "place.h"

#define IS(text, code)                                                                             \
	{                                                                                          \
		{ text, sizeof(text) - 1 }, {                                                      \
			code, sizeof(code) - 1                                                     \
		}                                                                                  \
	}

struct hl_str place_country_of(struct hl_str text) {
	static const struct {
		struct hl_str text, code;
	} words[] = {
		IS("GB", "GB"),
		IS("UK", "GB"),
		IS("GBR", "GB"),
		IS("United Kingdom", "GB"),
		IS("Great Britain", "GB"),
		IS("GB-SCT", "GB-SCT"),
		IS("Scotland", "GB-SCT"),
		IS("GB-ENG", "GB-ENG"),
		IS("England", "GB-ENG"),
		IS("GB-WLS", "GB-WLS"),
		IS("Wales", "GB-WLS"),
		IS("GB-NIR", "GB-NIR"),
		IS("Northern Ireland", "GB-NIR"),
		IS("US", "US"),
		IS("USA", "US"),
		IS("U.S.", "US"),
		IS("U.S.A.", "US"),
		IS("United States", "US"),
		IS("United States of America", "US"),
	};

	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(text, words[i].text))
			return words[i].code;
	return text;
}

bool place_is_country(struct hl_str text, struct hl_str wanted) {
	struct hl_str code = place_country_of(text);

	wanted = place_country_of(wanted);
	/* The countries of the kingdom are in it. */
	if (wanted.len == 2 && code.len > 2 && code.at[2] == '-')
		code.len = 2;
	return hl_str_same(code, wanted);
}
