/* mix.c - the shares that classes have of a queue. */
#include "marks.h"

bool rank_share_parse(struct hl_str text, int64_t *share) {
	text = hl_str_trim(text);
	if (text.len < 2 || text.at[text.len - 1] != '%')
		return false;
	text.len--;
	return hl_dec_read(text, share) && *share > 0 && *share <= RANK_WHOLE;
}

size_t rank_share_of(const struct rank_mix *mix, unsigned class) {
	for (size_t i = 0; i < mix->len; i++)
		if (mix->at[i].class == class)
			return i;
	return mix->len;
}

size_t rank_low_places(const struct rank_mix *mix, size_t top) {
	size_t low = rank_share_of(mix, RANK_LOW);

	return low < mix->len ? (size_t)((hl_wide)top * mix->at[low].share / RANK_WHOLE) : 0;
}

/* The classes that can be named, and low. */
static size_t list_names(const struct rank_marks *marks, struct hl_str *names) {
	size_t len = 0;

	for (size_t i = 0; i + 1 < marks->classes_len; i++)
		names[len++] = marks->classes[i].name;
	names[len++] = HL_STR("low");
	return len;
}

/* A class of that name would hide the sample. */
static bool has_low_class(const struct rank_marks *marks) {
	for (size_t i = 0; i + 1 < marks->classes_len; i++)
		if (hl_str_eq(marks->classes[i].name, HL_STR("low")))
			return true;
	return false;
}

static bool find_name(const struct rank_marks *marks, struct hl_str name, unsigned *class) {
	for (size_t i = 0; i + 1 < marks->classes_len; i++)
		if (hl_str_eq(marks->classes[i].name, name)) {
			*class = (unsigned)i;
			return true;
		}
	*class = RANK_LOW;
	return hl_str_eq(name, HL_STR("low"));
}

static enum hl_status fail_name(
	const struct rank_marks *marks, struct hl_str name, struct hl_error *why) {
	struct hl_str names[RANK_CLASSES_MAX + 1];
	size_t len = list_names(marks, names);
	const struct hl_str *near = hl_nearest(name, names, len);
	char shown[64], near_shown[64] = "";

	hl_printable(name, shown, sizeof(shown));
	if (near)
		hl_printable(*near, near_shown, sizeof(near_shown));
	return hl_fail(why, HL_EUSAGE, "there is no class \"%s\"%s%s%s", shown,
		near ? "; did you mean \"" : "", near_shown,
		near              ? "\"?"
		: marks->is_named ? ""
				  : ": without --classes there are fresh and low");
}

static enum hl_status check_new(
	const struct rank_mix *mix, const struct rank_share *share, struct hl_error *why) {
	if (mix->len == RANK_SHARES_MAX)
		return hl_fail(why, HL_EUSAGE, "more than %d shares", RANK_SHARES_MAX);
	for (size_t i = 0; i < mix->len; i++)
		if (mix->at[i].class == share->class)
			return hl_fail(why, HL_EUSAGE, "a class has two shares");
	return HL_OK;
}

/* "NAME=P%" */
static enum hl_status parse_share(const struct rank_marks *marks, struct hl_str text,
	struct rank_share *share, struct hl_error *why) {
	const char *equals = text.len ? memrchr(text.at, '=', text.len) : NULL;
	struct hl_str name = { text.at, equals ? (size_t)(equals - text.at) : text.len };

	if (!equals || !rank_share_parse((struct hl_str){ equals + 1, text.len - name.len - 1 },
			       &share->share))
		return hl_fail(why, HL_EUSAGE,
			"NAME=P%% with commas between, such as fresh=20%%,low=10%%");
	name = hl_str_trim(name);
	if (!find_name(marks, name, &share->class))
		return fail_name(marks, name, why);
	return check_new(&marks->mix, share, why);
}

static void add_share(struct rank_marks *marks, struct hl_str text, struct rank_slips *slips) {
	struct rank_mix *mix = &marks->mix;
	struct rank_share share = { 0 };
	struct hl_error why = { 0 };
	enum hl_status status = parse_share(marks, text, &share, &why);

	if (status != HL_OK) {
		rank_slip(slips, "--mix", status, &why);
		return;
	}
	mix->has_low |= share.class == RANK_LOW;
	mix->rest -= share.share;
	mix->at[mix->len++] = share;
}

static bool has_fresh(struct hl_str text) {
	while (text.len > 0) {
		struct hl_str share = hl_str_cut(&text, ',');

		if (hl_str_eq(hl_str_trim(hl_str_cut(&share, '=')), HL_STR("fresh")))
			return true;
	}
	return false;
}

static void check_mix(const struct rank_marks *marks, const struct hl_rank_options *options,
	struct rank_slips *slips) {
	if (has_low_class(marks))
		rank_slip_text(slips, "--mix",
			"low is the sample of what is below the cut, and a class is called so, "
			"too: give that another name");
	if (marks->mix.rest < 0)
		rank_slip_text(slips, "--mix", "more than 100% in all");
	if (marks->mix.has_low && options->top == SIZE_MAX)
		rank_slip_text(slips, "--mix",
			"low is a sample of what is below the cut: say where it is, with -n");
}

void rank_mix_parse(
	struct rank_marks *marks, const struct hl_rank_options *options, struct rank_slips *slips) {
	struct hl_str rest = hl_str_of(options->mix);
	bool more;

	marks->mix.rest = RANK_WHOLE;
	if (!marks->is_named && has_fresh(rest))
		rank_classes_fresh(marks, options, slips);
	do {
		const char *end = rest.at + rest.len;
		struct hl_str text = hl_str_cut(&rest, ',');

		more = text.at + text.len != end;
		add_share(marks, hl_str_trim(text), slips);
	} while (more);
	check_mix(marks, options, slips);
}
