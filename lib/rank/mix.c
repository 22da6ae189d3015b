/* mix.c - the shares that classes have of a queue. */
#include "marks.h"

bool rank_share_parse(struct hl_str text, int64_t *share) {
	text = hl_str_trim(text);
	if (text.len < 2 || text.at[text.len - 1] != '%')
		return false;
	text.len--;
	return hl_dec_read(text, share) && *share > 0 && *share <= RANK_WHOLE;
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
	const struct rank_marks *marks, struct hl_str name, struct hl_error *err) {
	struct hl_str names[RANK_CLASSES_MAX + 1];
	size_t len = list_names(marks, names);
	const struct hl_str *near = hl_nearest(name, names, len);
	char shown[64], near_shown[64] = "";

	hl_printable(name, shown, sizeof(shown));
	if (near)
		hl_printable(*near, near_shown, sizeof(near_shown));
	return hl_fail(err, HL_EUSAGE, "--mix: there is no class \"%s\"%s%s%s", shown,
		near ? "; did you mean \"" : "", near_shown,
		near              ? "\"?"
		: marks->is_named ? ""
				  : ": without --classes there are fresh and low");
}

static enum hl_status check_new(
	const struct rank_mix *mix, const struct rank_share *share, struct hl_error *err) {
	if (mix->len == RANK_SHARES_MAX)
		return hl_fail(err, HL_EUSAGE, "--mix: more than %d shares", RANK_SHARES_MAX);
	for (size_t i = 0; i < mix->len; i++)
		if (mix->at[i].class == share->class)
			return hl_fail(err, HL_EUSAGE, "--mix: a class has two shares");
	return HL_OK;
}

/* "NAME=P%" */
static enum hl_status add_share(
	struct rank_marks *marks, struct hl_str text, struct hl_error *err) {
	struct rank_mix *mix = &marks->mix;
	struct rank_share share;
	const char *equals = text.len ? memrchr(text.at, '=', text.len) : NULL;
	struct hl_str name = { text.at, equals ? (size_t)(equals - text.at) : text.len };
	enum hl_status status;

	if (!equals || !rank_share_parse((struct hl_str){ equals + 1, text.len - name.len - 1 },
			       &share.share))
		return hl_fail(err, HL_EUSAGE,
			"--mix: NAME=P%% with commas between, such as "
			"fresh=20%%,low=10%%");
	name = hl_str_trim(name);
	if (!find_name(marks, name, &share.class))
		return fail_name(marks, name, err);
	status = check_new(mix, &share, err);
	if (status != HL_OK)
		return status;
	mix->has_low |= share.class == RANK_LOW;
	mix->rest -= share.share;
	mix->at[mix->len++] = share;
	return HL_OK;
}

static bool has_fresh(struct hl_str text) {
	while (text.len > 0) {
		struct hl_str share = hl_str_cut(&text, ',');

		if (hl_str_eq(hl_str_trim(hl_str_cut(&share, '=')), HL_STR("fresh")))
			return true;
	}
	return false;
}

enum hl_status rank_mix_parse(
	struct rank_marks *marks, const struct hl_rank_options *options, struct hl_error *err) {
	struct hl_str rest = hl_str_of(options->mix);
	enum hl_status status = HL_OK;
	bool more;

	marks->mix.rest = RANK_WHOLE;
	if (has_low_class(marks))
		return hl_fail(err, HL_EUSAGE,
			"--mix: low is the sample of what is below the cut, and a class is called "
			"so, too: give that another name");
	if (!marks->is_named && has_fresh(rest))
		status = rank_classes_fresh(marks, options, err);
	do {
		const char *end = rest.at + rest.len;
		struct hl_str text = hl_str_cut(&rest, ',');

		more = text.at + text.len != end;
		if (status == HL_OK)
			status = add_share(marks, hl_str_trim(text), err);
	} while (more && status == HL_OK);
	if (status == HL_OK && marks->mix.rest < 0)
		status = hl_fail(err, HL_EUSAGE, "--mix: more than 100%% in all");
	if (status == HL_OK && marks->mix.has_low && options->top == SIZE_MAX)
		status = hl_fail(err, HL_EUSAGE,
			"--mix: low is a sample of what is below the cut: say where it is, with "
			"-n");
	return status;
}
