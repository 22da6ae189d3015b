/* result_codes.c - what the codes of an agency or a dialer are among the results. */
#include "hl/lead.h"

#include <stdlib.h>

struct hl_result_codes {
	struct hl_keys *names; /* in lower case */
	struct hl_result *at;  /* by the number of the name */
	size_t cap;
};

struct hl_result_codes *hl_result_codes_new(void) {
	struct hl_result_codes *codes = hl_claim(1, sizeof(*codes));

	codes->names = hl_keys_new();
	return codes;
}

void hl_result_codes_free(struct hl_result_codes *codes) {
	if (!codes)
		return;
	hl_keys_free(codes->names);
	free(codes->at);
	free(codes);
}

enum { CODE_ROOM = 64 };

/* In lower case; false: it is too long to be a code. */
static bool lower(struct hl_str text, char room[CODE_ROOM], struct hl_str *lowered) {
	if (text.len > CODE_ROOM)
		return false;
	for (size_t i = 0; i < text.len; i++)
		room[i] = (char)hl_lower(text.at[i]);
	*lowered = (struct hl_str){ room, text.len };
	return true;
}

const struct hl_result *hl_result_codes_find(
	const struct hl_result_codes *codes, struct hl_str text) {
	char room[CODE_ROOM];
	struct hl_str lowered;
	size_t at = HL_NO_KEY;

	if (codes && text.len > 0 && lower(text, room, &lowered))
		at = hl_keys_find(codes->names, lowered);
	return at == HL_NO_KEY ? hl_result_find(text) : &codes->at[at];
}

/* --- the table --- */

enum { CODE, RESULT, ATTEMPT, REGF, CONTACT, RPC, CONVERSATION, COLUMNS };

static const char *const column_names[COLUMNS] = { "code", "result", "attempt", "regf", "contact",
	"rpc", "conversation" };

/* What one row says, and what is wrong with it. */
struct line {
	const struct hl_header *header;
	const struct hl_row *row;
	const size_t *at;
	struct hl_mistakes *mistakes;
	bool is_bad;
};

static struct hl_str cell(const struct line *line, size_t column) {
	return hl_cell_trimmed(line->row, line->at[column]);
}

static void mistake(struct line *line, size_t column, struct hl_error *why) {
	(void)hl_row_fail(line->row, line->header, line->at[column], HL_EDATA, why);
	hl_mistakes_add(line->mistakes, why);
	line->is_bad = true;
}

static void read_flag(struct line *line, size_t column, bool *flag) {
	static const char *const words[] = { "0", "1", "no", "yes", "n", "y", "false", "true", "f",
		"t" };
	struct hl_str text = cell(line, column);
	struct hl_error why = { 0 };

	for (size_t i = 0; i < HL_LEN(words) && text.len > 0; i++)
		if (hl_str_same(text, hl_str_of(words[i]))) {
			*flag = i & 1;
			return;
		}
	if (text.len == 0)
		return;
	(void)hl_fail_value(&why, text, "1 or 0, or blank: as its result counts");
	mistake(line, column, &why);
}

static struct hl_result read_result(struct line *line) {
	struct hl_str names[64];
	struct hl_str text = cell(line, RESULT);
	const struct hl_result *result = hl_result_find(text);
	const struct hl_str *nearest;
	struct hl_error why = { 0 };

	if (result)
		return *result;
	for (size_t i = 0; i < hl_results_len; i++)
		names[i] = hl_str_of(hl_results[i].name);
	nearest = hl_nearest(text, names, hl_results_len);
	if (nearest)
		(void)hl_fail(&why, HL_EDATA, "no such result; is it \"%.*s\"?", (int)nearest->len,
			nearest->at);
	else
		(void)hl_fail_value(&why, text, "no such result (hl-data(5) has them)");
	mistake(line, RESULT, &why);
	return (struct hl_result){ 0 };
}

/* A code that is there already keeps its place: the mistake is told. */
static void read_line(struct hl_result_codes *codes, struct line *line) {
	struct hl_result result = read_result(line);
	struct hl_str lowered = { 0 };
	struct hl_error why = { 0 };
	char room[CODE_ROOM];
	size_t at;

	read_flag(line, ATTEMPT, &result.is_attempt);
	read_flag(line, REGF, &result.is_counted);
	read_flag(line, CONTACT, &result.is_contact);
	read_flag(line, RPC, &result.is_right_party);
	read_flag(line, CONVERSATION, &result.is_conversation);
	if (cell(line, CODE).len == 0 || !lower(cell(line, CODE), room, &lowered))
		(void)hl_fail(&why, HL_EDATA, "a code is 1 to %d bytes", CODE_ROOM);
	else if (hl_keys_find(codes->names, lowered) != HL_NO_KEY)
		(void)hl_fail_value(&why, cell(line, CODE), "this code is there already");
	if (why.text[0])
		mistake(line, CODE, &why);
	if (line->is_bad)
		return;
	at = hl_keys_add(codes->names, lowered);
	codes->at = hl_grow(codes->at, &codes->cap, at + 1, sizeof(*codes->at));
	codes->at[at] = result;
}

/* Only what the table may have: a flag that is misspelt would not be missed. */
static enum hl_status bind(const struct hl_header *header, size_t *at, struct hl_mistakes *mistakes,
	struct hl_error *err) {
	const struct hl_lead_names names = { "a table of results", column_names, at, COLUMNS };
	enum hl_status status = hl_lead_find(header, NULL, HL_STR("code"), &at[CODE], err);

	if (status == HL_OK)
		status = hl_lead_find(header, NULL, HL_STR("result"), &at[RESULT], err);
	for (size_t i = ATTEMPT; i < COLUMNS && status == HL_OK; i++)
		status = hl_lead_at(header, NULL, hl_str_of(column_names[i]), &at[i], err);
	if (status == HL_OK)
		hl_lead_only(header, &names, mistakes);
	return status;
}

enum hl_status hl_result_codes_read(struct hl_result_codes *codes, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(table);
	size_t before = mistakes->len;
	size_t at[COLUMNS];
	enum hl_status status = bind(header, at, mistakes, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(table, &row, err)) == HL_OK) {
		struct line line = { header, &row, at, mistakes, false };

		read_line(codes, &line);
	}
	if (status == HL_END)
		status = HL_OK;
	if (status == HL_OK && mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	return status;
}
