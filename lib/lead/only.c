/* only.c - columns of a table that nobody asks for: what was meant for one that somebody does. */
#include "hl/lead.h"

enum { NAMES_MAX = 64, SLIP_MIN = 4 };

static bool is_found(const size_t *at, size_t len, size_t column) {
	for (size_t i = 0; i < len; i++)
		if (at[i] == column)
			return true;
	return false;
}

static void add_mistake(const struct hl_header *header, size_t column, struct hl_error *why,
	struct hl_mistakes *mistakes) {
	(void)hl_row_fail(&header->row, header, column, HL_EDATA, why);
	hl_mistakes_add(mistakes, why);
}

/* --- tables that have no other columns --- */

/* A column for people; spreadsheets have some without a name. */
static bool is_free(struct hl_str name) {
	static const char *const words[] = { "", "note", "notes", "comment", "comments", "remark",
		"remarks", "description" };

	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(hl_str_trim(name), hl_str_of(words[i])))
			return true;
	return false;
}

void hl_lead_only(const struct hl_header *header, const struct hl_lead_names *names,
	struct hl_mistakes *mistakes) {
	struct hl_str missing[NAMES_MAX];
	size_t len = 0;

	for (size_t i = 0; i < names->len && len < NAMES_MAX; i++)
		if (names->at[i] == HL_NO_COLUMN)
			missing[len++] = hl_str_of(names->names[i]);
	for (size_t c = 0; c < header->len; c++) {
		const struct hl_str *near;
		struct hl_error why = { 0 };

		if (is_found(names->at, names->len, c) || is_free(header->names[c]))
			continue;
		near = hl_nearest(header->names[c], missing, len);
		(void)hl_fail(&why, HL_EDATA, "%s has no such column%s%.*s%s", names->table,
			near ? "; is it \"" : " (one that is called note says nothing)",
			near ? (int)near->len : 0, near ? near->at : "", near ? "\"?" : "");
		add_mistake(header, c, &why, mistakes);
	}
}

/* --- tables that may have any others --- */

/* Are they the same but for one letter, or two that changed places? */
static bool is_slip(struct hl_str a, struct hl_str b) {
	while (a.len > 0 && b.len > 0 && hl_lower(*a.at) == hl_lower(*b.at)) {
		a = (struct hl_str){ a.at + 1, a.len - 1 };
		b = (struct hl_str){ b.at + 1, b.len - 1 };
	}
	while (a.len > 0 && b.len > 0 && hl_lower(a.at[a.len - 1]) == hl_lower(b.at[b.len - 1])) {
		a.len--;
		b.len--;
	}
	if (a.len == 2 && b.len == 2)
		return hl_lower(a.at[0]) == hl_lower(b.at[1]) &&
		       hl_lower(a.at[1]) == hl_lower(b.at[0]);
	return a.len <= 1 && b.len <= 1;
}

/* A name that other tables have is one that somebody meant. */
static bool is_canonical(struct hl_str name) {
	for (size_t i = 0; i < hl_aliases_len; i++)
		if (hl_str_same(hl_str_trim(name), hl_str_of(hl_aliases[i].name)))
			return true;
	return false;
}

void hl_lead_slips(const struct hl_header *header, const struct hl_lead_names *names,
	struct hl_mistakes *mistakes) {
	for (size_t c = 0; c < header->len; c++) {
		struct hl_str name = hl_str_trim(header->names[c]);
		struct hl_error why = { 0 };

		if (name.len < SLIP_MIN || is_found(names->at, names->len, c) || is_canonical(name))
			continue;
		for (size_t i = 0; i < names->len && !why.text[0]; i++)
			if (names->at[i] == HL_NO_COLUMN &&
				is_slip(name, hl_str_of(names->names[i])))
				(void)hl_fail(&why, HL_EDATA,
					"%s has no such column; is it \"%s\"?", names->table,
					names->names[i]);
		if (why.text[0])
			add_mistake(header, c, &why, mistakes);
	}
}
