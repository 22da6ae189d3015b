/* classes.c - named classes of work that follow each other, each with an order of its own. */
#include "marks.h"

enum column { CLASS, WHEN, KEYS, MAX, NOTE, COLUMNS };

static const struct hl_str names[COLUMNS] = { [CLASS] = { "class", 5 },
	[WHEN] = { "when", 4 },
	[KEYS] = { "keys", 4 },
	[MAX] = { "max", 3 },
	[NOTE] = { "note", 4 } };

struct loading {
	struct rank_marks *marks;
	const struct hl_rank_options *options;
	const struct hl_header *header; /* of the classes */
	size_t columns[COLUMNS];
	const struct hl_row *row;
	size_t cap;
	bool has_rest; /* a class has everything else */
};

static struct hl_str cell_of(const struct loading *loading, enum column column) {
	struct hl_str cell = hl_cell_trimmed(loading->row, loading->columns[column]);

	return hl_str_keep(&loading->marks->arena, cell);
}

static void mistake(const struct loading *loading, enum column column, struct hl_error *why) {
	(void)hl_row_fail(loading->row, loading->header, loading->columns[column], HL_EDATA, why);
	hl_mistakes_add(loading->options->mistakes, why);
}

static void mistake_of(const struct loading *loading, enum column column, const char *text) {
	struct hl_error why = { 0 };

	(void)hl_fail(&why, HL_EDATA, "%s", text);
	mistake(loading, column, &why);
}

/* --- the cells of a class --- */

static void read_name(struct loading *loading, struct rank_class *class) {
	const struct rank_marks *marks = loading->marks;

	class->name = cell_of(loading, CLASS);
	if (class->name.len == 0)
		mistake_of(loading, CLASS, "a class needs a name");
	for (size_t i = 0; i < marks->classes_len; i++)
		if (class->name.len > 0 && hl_str_eq(marks->classes[i].name, class->name))
			mistake_of(loading, CLASS, "there is a class of that name above");
}

static void read_when(struct loading *loading, struct rank_class *class) {
	struct rank_marks *marks = loading->marks;
	struct hl_str text = cell_of(loading, WHEN);
	struct hl_error why = { 0 };

	if (loading->has_rest)
		mistake_of(loading, WHEN,
			"no row comes here: a class above has no when, and with it everything "
			"else");
	if (text.len == 0)
		loading->has_rest = true;
	else if (rank_whens_bind(&class->whens, marks, &marks->arena, text, &why) != HL_OK)
		mistake(loading, WHEN, &why);
}

static enum hl_status bind_keys(struct rank_class *class, const struct loading *loading,
	struct hl_str text, struct hl_error *err) {
	struct hl_rank_options options = *loading->options;
	const char *list = text.at;
	enum hl_status status;

	if (text.len > 0) {
		options.keys = &list;
		options.keys_len = 1;
	}
	status = rank_keys_bind(&class->keys, &options, loading->marks->header, err);
	class->keys.is_followed = true;
	return status;
}

static void read_keys(struct loading *loading, struct rank_class *class) {
	struct hl_error why = { 0 };

	if (bind_keys(class, loading, cell_of(loading, KEYS), &why) != HL_OK)
		mistake(loading, KEYS, &why);
}

static void read_max(struct loading *loading, struct rank_class *class) {
	struct hl_str text = cell_of(loading, MAX);
	int64_t max;

	class->max = SIZE_MAX;
	if (text.len == 0)
		return;
	loading->marks->has_max = true;
	if (hl_dec_read(text, &max) && max >= 0 && max % HL_ONE == 0)
		class->max = (size_t)(max / HL_ONE);
	else
		mistake_of(loading, MAX, "a maximum is a whole number of rows; blank: all");
}

static void add_class(struct rank_marks *marks, size_t *cap, const struct rank_class *class) {
	marks->classes = hl_grow(marks->classes, cap, marks->classes_len + 1, sizeof(*class));
	marks->classes[marks->classes_len++] = *class;
}

static void read_class(struct loading *loading) {
	struct rank_class class = { 0 };

	read_name(loading, &class);
	read_when(loading, &class);
	read_keys(loading, &class);
	read_max(loading, &class);
	if (loading->marks->classes_len == RANK_CLASSES_MAX)
		mistake_of(loading, CLASS, "more than 200 classes");
	else
		add_class(loading->marks, &loading->cap, &class);
}

/* --- the table --- */

static enum hl_status bind(struct loading *loading, struct hl_error *err) {
	const struct hl_header *header = loading->header;
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < COLUMNS; i++)
		loading->columns[i] = hl_header_at(header, names[i]);
	if (loading->columns[CLASS] == HL_NO_COLUMN)
		status = hl_header_find(
			header, names[CLASS], HL_EDATA, &loading->columns[CLASS], err);
	for (size_t c = 0; c < header->len && status == HL_OK; c++) {
		bool is_known = false;

		for (size_t i = 0; i < COLUMNS; i++)
			is_known |= loading->columns[i] == c;
		if (!is_known)
			status = hl_fail(err, HL_EDATA,
				"a table of classes has class, when, keys, max and note, no other "
				"column");
		if (!is_known)
			status = hl_row_fail(&header->row, header, c, status, err);
	}
	return status;
}

/* What belongs to no class, or to none of those that were named. */
static enum hl_status add_rest(struct loading *loading, struct hl_error *err) {
	struct rank_class rest = { .max = SIZE_MAX };
	enum hl_status status = bind_keys(&rest, loading, (struct hl_str){ 0 }, err);

	add_class(loading->marks, &loading->cap, &rest);
	return status;
}

enum hl_status rank_classes_read(
	struct rank_marks *marks, const struct hl_rank_options *options, struct hl_error *err) {
	struct loading loading = {
		.marks = marks, .options = options, .header = hl_reader_header(options->classes)
	};
	size_t before = options->mistakes->len;
	enum hl_status status = bind(&loading, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(options->classes, &row, err)) == HL_OK) {
		loading.row = &row;
		read_class(&loading);
	}
	marks->is_named = true;
	if (status == HL_END)
		status = add_rest(&loading, err);
	if (status == HL_OK && options->mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	return status;
}

enum hl_status rank_classes_fresh(
	struct rank_marks *marks, const struct hl_rank_options *options, struct hl_error *err) {
	struct loading loading = { .marks = marks, .options = options };
	struct rank_class fresh = { .name = HL_STR("fresh"), .max = SIZE_MAX };
	struct hl_error ignored;
	enum hl_status status;

	if (rank_whens_bind(&fresh.whens, marks, &marks->arena, HL_STR("last_worked missing"),
		    &ignored) != HL_OK)
		return hl_fail(err, HL_EUSAGE,
			"--mix: fresh rows have a blank last_worked, and there is no such column: "
			"--map last_worked=COLUMN says which one it is");
	status = bind_keys(&fresh, &loading, (struct hl_str){ 0 }, err);
	add_class(marks, &loading.cap, &fresh);
	return status == HL_OK ? add_rest(&loading, err) : status;
}
