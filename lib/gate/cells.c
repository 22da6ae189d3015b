/* cells.c - cells of a table of rules. */
#include "load.h"

#include <string.h>

struct hl_str load_cell(const struct loading *loading, enum column column) {
	return hl_cell_trimmed(loading->row, loading->columns[column]);
}

struct hl_str load_kept(const struct loading *loading, enum column column) {
	return hl_str_keep(&loading->rules->arena, load_cell(loading, column));
}

void load_error(struct loading *loading, enum column column, const char *text) {
	struct hl_error why = { 0 };

	(void)hl_fail(&why, HL_EDATA, "%s", text);
	(void)hl_row_fail(loading->row, loading->header, loading->columns[column], HL_EDATA, &why);
	hl_mistakes_add(loading->mistakes, &why);
	loading->is_bad = true;
}

/* --- cells --- */

/* One of @choices; the first where the cell is blank. */
unsigned load_choice(struct loading *loading, enum column column, const struct choice *choices,
	const char *what) {
	struct hl_str text = load_cell(loading, column);

	if (text.len == 0)
		return choices[0].value;
	for (const struct choice *choice = choices; choice->name; choice++)
		if (hl_str_same(hl_str_of(choice->name), text))
			return choice->value;
	load_error(loading, column, what);
	return choices[0].value;
}

/* A whole number up to @most; @blank where there is none. */
int64_t load_whole(struct loading *loading, enum column column, int64_t blank, int64_t most) {
	struct hl_str text = load_cell(loading, column);
	int64_t value;

	if (text.len == 0)
		return blank;
	if (hl_dec_read(text, &value) && value >= 0 && value % HL_ONE == 0 &&
		value / HL_ONE <= most)
		return value / HL_ONE;
	load_error(loading, column, "not a whole number, or out of its range");
	return blank;
}

/* The day of a cell; @blank where there is none. */
int64_t load_day(struct loading *loading, enum column column, int64_t blank) {
	struct hl_str text = load_cell(loading, column);
	struct hl_error why = { 0 };
	struct hl_time time;

	if (text.len == 0 || is_no_day(text, loading->rules->time->rules.order))
		return blank;
	if (hl_time_parse(text, &loading->rules->time->rules, &time, &why) == HL_OK)
		return time.day;
	load_error(loading, column, why.text);
	return blank;
}

/* Bits of "a|b"; @blank where the cell is. */
unsigned load_bits(struct loading *loading, enum column column, unsigned (*bit_of)(struct hl_str),
	unsigned blank) {
	struct hl_str rest = load_cell(loading, column);
	unsigned all = rest.len ? 0 : blank;

	while (rest.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&rest, '|'));
		unsigned bit = name.len ? bit_of(name) : 0;

		if (!bit)
			load_error(
				loading, column, "there is no such word; several have | between");
		all |= bit;
	}
	return all;
}

unsigned load_channels(struct loading *loading) {
	struct hl_str text = load_cell(loading, CHANNELS);
	unsigned all = CHANNELS_ALL;

	if (text.len > 0 && !channels_parse(text, &all))
		load_error(loading, CHANNELS,
			"channels are call, sms, email and mail, with | between");
	return all;
}

/* --- where --- */

static bool is_zip3(struct hl_str text) {
	bool is_range = text.len == 7 && text.at[3] == '-';

	if (text.len != 3 && !is_range)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (i != 3 && !hl_is_digit(text.at[i]))
			return false;
	return true;
}

static void list_places(struct loading *loading, struct hl_str names, struct places *places) {
	size_t len = 1;

	for (size_t i = 0; i < names.len; i++)
		len += names.at[i] == '/';
	places->names = hl_new_array(&loading->rules->arena, struct hl_str, len);
	while (names.len > 0) {
		struct hl_str name = hl_str_trim(hl_str_cut(&names, '/'));

		if (name.len == 0 || (places->kind == IN_ZIP3 && !is_zip3(name)))
			load_error(loading, MATCH,
				"no such place: as in state:MA, zip3:100-104/111, city:CHICAGO");
		places->names[places->len++] = name;
	}
}

/* "state:MA/RI", "zip3:100-104/111-114", "city:CHICAGO", "country:GB"; blank: anywhere. */
struct places load_places(struct loading *loading) {
	static const struct choice kinds[] = { { "state", IN_STATE }, { "zip3", IN_ZIP3 },
		{ "city", IN_CITY }, { "country", IN_COUNTRY } };
	struct places found = { .kind = ANYWHERE };
	struct hl_str rest = load_kept(loading, MATCH);
	struct hl_str word;

	if (rest.len == 0)
		return found;
	word = hl_str_trim(hl_str_cut(&rest, ':'));
	for (size_t i = 0; i < HL_LEN(kinds); i++)
		if (hl_str_same(hl_str_of(kinds[i].name), word))
			found.kind = (enum place_kind)kinds[i].value;
	if (found.kind == ANYWHERE || rest.len == 0)
		load_error(loading, MATCH, "a match is state:, zip3:, city: or country: and names");
	else
		list_places(loading, rest, &found);
	return found;
}

/* --- hours --- */

struct hours load_weekday(struct loading *loading) {
	struct hl_str open = load_cell(loading, OPEN);
	struct hl_str close = load_cell(loading, CLOSE);
	struct hours hours = { .is_set = open.len > 0 || close.len > 0 };
	struct hl_error ignored;

	if (!hours.is_set)
		return hours;
	if (hl_minute_parse(open, &hours.from, &ignored) != HL_OK)
		load_error(loading, OPEN, "not a time of day such as 08:00");
	if (hl_minute_parse(close, &hours.to, &ignored) != HL_OK)
		load_error(loading, CLOSE, "not a time of day such as 21:00");
	return hours;
}

bool opening_parse(struct hl_str text, struct hours *hours) {
	struct hl_str from = hl_str_trim(hl_str_cut(&text, '-'));
	struct hl_error ignored;

	*hours = (struct hours){ .is_set = true };
	return hl_minute_parse(from, &hours->from, &ignored) == HL_OK &&
	       hl_minute_parse(hl_str_trim(text), &hours->to, &ignored) == HL_OK &&
	       hours->from < hours->to;
}

/* "9:00" is 09:00 where people write down what they were told. */
static bool parse_told(struct hl_str text, int *minute) {
	char padded[5] = "0";
	struct hl_error ignored;

	if (text.len == 4) {
		memcpy(padded + 1, text.at, text.len);
		text = (struct hl_str){ padded, sizeof(padded) };
	}
	return hl_minute_parse(text, minute, &ignored) == HL_OK;
}

bool wish_parse(struct hl_str text, struct hours *hours) {
	struct hl_str from = hl_str_trim(hl_str_cut(&text, '-'));

	*hours = (struct hours){ .is_set = true };
	return parse_told(from, &hours->from) && parse_told(hl_str_trim(text), &hours->to) &&
	       hours->from != hours->to;
}

/* "10:00-17:00" or "closed". */
struct hours load_hours(struct loading *loading, enum column column) {
	struct hl_str text = load_cell(loading, column);
	struct hours hours = { .is_set = text.len > 0 };

	if (hours.is_set && !hl_str_same(text, HL_STR("closed")) && !opening_parse(text, &hours))
		load_error(loading, column, "hours are closed or as in 10:00-17:00");
	return hours;
}
