/* marks.c - what is asked of rows beside their order: made ready, put and told. */
#include "marks.h"

#include <stdio.h>
#include <stdlib.h>

/* --- made ready --- */

static void find_key(struct rank_marks *marks, const struct rank_keys *keys,
	const struct hl_rank_options *options, struct rank_slips *slips) {
	marks->has_notes = marks->mix.has_low || marks->holdout > 0 || options->against;
	if (options->seed && !marks->mix.has_low && !options->holdout)
		rank_slip_text(slips, "--seed",
			"nothing is drawn: it goes with --holdout or a low share in --mix");
	marks->key = keys->tie;
	if (!marks->has_notes || marks->key != HL_NO_COLUMN || options->tie)
		return;
	rank_slip_text(slips, "--key",
		"a low share, --holdout and --against need the key of the rows, and there is no "
		"account_id: say which column it is");
}

static void read_draws(
	struct rank_marks *marks, const struct hl_rank_options *options, struct rank_slips *slips) {
	struct hl_error why = { 0 };
	enum hl_status status = rank_seed_parse(options->seed, marks->seed, &why);

	if (status != HL_OK)
		rank_slip(slips, "--seed", status, &why);
	if (!options->holdout || rank_share_parse(hl_str_of(options->holdout), &marks->holdout))
		return;
	status = hl_fail(&why, HL_EUSAGE, "a share such as 5%%, not %s", options->holdout);
	rank_slip(slips, "--holdout", status, &why);
}

static enum hl_status make(struct rank_marks *marks, const struct hl_rank_options *options,
	const struct rank_keys *keys, struct rank_slips *slips, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (options->classes)
		status = rank_classes_read(marks, options, slips, err);
	if (status == HL_OK && options->mix)
		rank_mix_parse(marks, options, slips);
	read_draws(marks, options, slips);
	find_key(marks, keys, options, slips);
	marks->week_len = rank_week_print(options->today, marks->week);
	if (status == HL_OK && slips->len == 0 && options->against)
		status = rank_before_read(&marks->before, marks, options, err);
	return status;
}

enum hl_status rank_marks_new(struct rank_marks **marks, const struct hl_rank_options *options,
	struct rank_keys *keys, struct rank_slips *slips, struct hl_error *err) {
	enum hl_status status;

	*marks = NULL;
	if (!options->classes && !options->mix && !options->holdout && !options->against &&
		!options->seed)
		return HL_OK;
	*marks = hl_claim(1, sizeof(**marks));
	(*marks)->header = keys->header;
	(*marks)->map = &options->map;
	(*marks)->time = options->time;
	(*marks)->today = options->today;
	status = make(*marks, options, keys, slips, err);
	(*marks)->map = NULL;
	keys->is_followed = true;
	keys->marks = *marks;
	return status;
}

void rank_marks_free(struct rank_marks *marks) {
	if (!marks)
		return;
	rank_before_free(marks->before);
	free(marks->classes);
	hl_arena_release(&marks->arena);
	free(marks);
}

size_t rank_marks_columns(const struct rank_marks *marks, const char *place, struct hl_str *to) {
	size_t len = 0;

	if (marks->is_named)
		to[len++] = HL_STR("class");
	if (marks->holdout > 0)
		to[len++] = HL_STR("arm");
	if (marks->mix.has_low)
		to[len++] = HL_STR("sample_p");
	if (place)
		to[len++] = hl_str_of(place);
	if (marks->before) {
		to[len++] = HL_STR("rank_change");
		to[len++] = HL_STR("change");
	}
	return len;
}

/* --- put --- */

/* The first class whose condition holds; the last one has none. */
static enum hl_status find_class(const struct rank_marks *marks, const struct hl_row *row,
	size_t *number, struct hl_error *err) {
	bool holds = false;
	enum hl_status status = HL_OK;

	for (*number = 0; status == HL_OK && *number + 1 < marks->classes_len; ++*number) {
		status = rank_whens_hold(&marks->classes[*number].whens, marks, row, &holds, err);
		if (holds)
			break;
	}
	return status;
}

/* The hash of key, NUL and week. */
static uint64_t draw_of(const struct rank_marks *marks, struct hl_str key, struct hl_buf *to) {
	size_t begun = to->len;
	uint64_t draw;

	hl_buf_add(to, key);
	hl_buf_add_char(to, '\0');
	hl_buf_add(to, (struct hl_str){ marks->week, marks->week_len });
	draw = rank_siphash(marks->seed, (struct hl_str){ to->at + begun, to->len - begun });
	to->len = begun;
	return draw;
}

static enum hl_status put_note(const struct rank_marks *marks, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	struct hl_str key = hl_cell_trimmed(row, marks->key);
	struct rank_note note = { 0 };

	if (key.len == 0) {
		(void)hl_fail(err, HL_EDATA, "a row without a key cannot be drawn or compared");
		return hl_row_fail(row, marks->header, marks->key, HL_EDATA, err);
	}
	if (marks->mix.has_low)
		note.draw = draw_of(marks, key, to);
	if (marks->holdout > 0)
		note.is_held = rank_is_drawn(rank_siphash(marks->seed, key), marks->holdout);
	if (marks->before)
		note.before = rank_before_find(marks->before, row, key, to);
	hl_buf_add(to, (struct hl_str){ (const char *)&note, sizeof(note) });
	return HL_OK;
}

enum hl_status rank_marks_put(const struct rank_marks *marks, const struct rank_keys *keys,
	const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	enum hl_status status = rank_keys_put_queue(keys, row, to, err);
	size_t class = 0;

	if (status == HL_OK && marks->classes) {
		status = find_class(marks, row, &class, err);
		hl_buf_add_char(to, (char)class);
		keys = &marks->classes[class].keys;
	}
	if (status == HL_OK)
		status = rank_keys_put_rest(keys, row, to, err);
	return status == HL_OK && marks->has_notes ? put_note(marks, row, to, err) : status;
}

/* --- told --- */

struct rank_note rank_note_of(struct hl_str string, size_t behind) {
	struct rank_note note;

	memcpy(&note, string.at + string.len - behind - sizeof(note), sizeof(note));
	return note;
}

static void put_text(struct rank_lines *lines, struct hl_str text) {
	hl_put_more(&lines->buf, lines->form->dialect, text);
}

static void put_whole(struct rank_lines *lines, int64_t number) {
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)number);

	put_text(lines, (struct hl_str){ digits, (size_t)len });
}

static void tell_class(struct rank_lines *lines, struct hl_str string) {
	const struct rank_marks *marks = lines->form->marks;
	unsigned class = rank_class_of(string, lines->queue.len);

	lines->tally.classes[class].rows++;
	lines->tally.counts.of_none += class + 1 == marks->classes_len;
	if (marks->is_named)
		put_text(lines, marks->classes[class].name);
}

static void tell_sample(struct rank_lines *lines, int64_t sample) {
	char digits[HL_DEC_ROOM];
	size_t len = sample < 0 ? 0 : hl_dec_print(sample, digits);

	lines->tally.counts.drawn += sample >= 0;
	put_text(lines, (struct hl_str){ digits, len });
}

/* A row that had no place, or has none now, did not move. */
static void tell_change(struct rank_lines *lines, uint64_t before, size_t place) {
	struct hl_rank_counts *counts = &lines->tally.counts;
	size_t was = before ? rank_before_meet(lines->form->marks->before, before - 1) : 0;
	struct hl_str what = HL_STR("same");

	if (place == 0 || was == 0)
		put_text(lines, HL_STR(""));
	else
		put_whole(lines, (int64_t)was - (int64_t)place);
	if (place == 0) {
		what = HL_STR("");
	} else if (was == 0) {
		what = HL_STR("new");
		counts->newly++;
	} else if (was > place) {
		what = HL_STR("up");
		counts->up++;
	} else if (was < place) {
		what = HL_STR("down");
		counts->down++;
	} else {
		counts->same++;
	}
	put_text(lines, what);
}

void rank_marks_tell(struct rank_lines *lines, const char *record, struct rank_cells cells) {
	const struct rank_form *form = lines->form;
	const struct rank_marks *marks = form->marks;
	struct hl_str string = rank_string_at(record);
	struct rank_note note = { 0 };

	if (marks->has_notes)
		note = rank_note_of(string, form->behind);
	if (marks->classes)
		tell_class(lines, string);
	if (marks->holdout > 0)
		put_text(lines, note.is_held ? HL_STR("holdout") : HL_STR("work"));
	lines->tally.counts.held += note.is_held;
	if (marks->mix.has_low)
		tell_sample(lines, cells.sample);
	if (form->places && cells.place > 0)
		put_whole(lines, (int64_t)cells.place);
	else if (form->places)
		put_text(lines, HL_STR(""));
	if (marks->before)
		tell_change(lines, note.before, cells.place);
}
