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
	struct rank_slips *slips; /* in the row */
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

/* For mistakes in that cell. */
static struct rank_slips *slips_in(struct loading *loading, enum column column) {
	loading->slips->column = loading->columns[column];
	return loading->slips;
}

static void mistake_of(struct loading *loading, enum column column, const char *text) {
	rank_slip_text(slips_in(loading, column), "", text);
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
	struct hl_str text = cell_of(loading, WHEN);

	if (loading->has_rest)
		mistake_of(loading, WHEN,
			"no row comes here: a class above has no when, and with it everything "
			"else");
	if (text.len == 0)
		loading->has_rest = true;
	else
		rank_whens_bind(&class->whens, loading->marks, text, slips_in(loading, WHEN));
}

/* Blank: as -k, whose mistakes are told by then. */
static void bind_keys(struct rank_class *class, const struct rank_marks *marks,
	const struct hl_rank_options *asked, struct hl_str text, struct rank_slips *slips) {
	struct rank_slips told = { 0 };
	struct hl_rank_options options = *asked;
	const char *list = text.at;

	if (text.len > 0) {
		options.keys = &list;
		options.keys_len = 1;
	}
	rank_keys_bind(&class->keys, &options, marks->header, text.len > 0 ? slips : &told);
	class->keys.is_followed = true;
}

static void read_keys(struct loading *loading, struct rank_class *class) {
	bind_keys(class, loading->marks, loading->options, cell_of(loading, KEYS),
		slips_in(loading, KEYS));
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

static enum hl_status refuse(const struct loading *loading, size_t column, struct hl_error *err) {
	const struct hl_header *header = loading->header;
	const struct hl_str *near = hl_nearest(header->names[column], names, COLUMNS);
	enum hl_status status;

	if (near && loading->columns[near - names] == HL_NO_COLUMN)
		status = hl_fail(err, HL_EDATA,
			"a table of classes has no such column; is it "
			"\"%.*s\"?",
			(int)near->len, near->at);
	else
		status = hl_fail(err, HL_EDATA,
			"a table of classes has class, when, keys, max and note, no other column");
	return hl_row_fail(&header->row, header, column, status, err);
}

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
			status = refuse(loading, c, err);
	}
	return status;
}

/* What belongs to no class, or to none of those that were named. */
static void add_rest(struct loading *loading) {
	struct rank_class rest = { .max = SIZE_MAX };

	bind_keys(&rest, loading->marks, loading->options, (struct hl_str){ 0 }, NULL);
	add_class(loading->marks, &loading->cap, &rest);
}

enum hl_status rank_classes_read(struct rank_marks *marks, const struct hl_rank_options *options,
	struct rank_slips *slips, struct hl_error *err) {
	struct hl_row row;
	struct rank_slips own = { .mistakes = slips->mistakes,
		.row = &row,
		.header = hl_reader_header(options->classes) };
	struct hl_rank_options asked = *options;
	struct loading loading = {
		.marks = marks, .slips = &own, .options = &asked, .header = own.header
	};
	enum hl_status status = bind(&loading, err);

	/* Those that are wrong are told once. */
	if (slips->len > 0)
		asked.per = asked.tie = NULL;

	while (status == HL_OK && (status = hl_reader_next(options->classes, &row, err)) == HL_OK) {
		loading.row = &row;
		read_class(&loading);
	}
	marks->is_named = true;
	add_rest(&loading);
	rank_slips_add(slips, &own);
	return status == HL_END ? HL_OK : status;
}

void rank_classes_fresh(
	struct rank_marks *marks, const struct hl_rank_options *options, struct rank_slips *slips) {
	struct loading loading = { .marks = marks, .options = options };
	struct rank_class fresh = { .name = HL_STR("fresh"), .max = SIZE_MAX };
	struct rank_slips told = { 0 };

	rank_whens_bind(&fresh.whens, marks, HL_STR("last_worked missing"), &told);
	if (told.len > 0)
		rank_slip_text(slips, "--mix",
			"fresh rows have a blank last_worked, and there is no such column: --map "
			"last_worked=COLUMN says which one it is");
	bind_keys(&fresh, marks, options, (struct hl_str){ 0 }, NULL);
	add_class(marks, &loading.cap, &fresh);
	add_rest(&loading);
}
