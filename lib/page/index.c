/*
 * index.c - the page that leads to other files: sections, an entry for each thing, links to its
 * files.
 *
 * All rows are held: rows that are alike but for link and file are one entry, wherever they stand.
 */
#include "html.h"
#include "queue.h"

#include "hl/page.h"

#include <string.h>

extern const char hl_embed_base_css[];
extern const size_t hl_embed_base_css_len;
extern const char hl_embed_index_css[];
extern const size_t hl_embed_index_css_len;

/* The columns, by the names they go out with; those up to LINK make an entry. */
enum { SECTION, TITLE, ROWS, BALANCE, NOTE, LINK, FILE_NAME, ROWS_HEAD, NOTE_HEAD, COLUMNS };
static const char *const names[COLUMNS] = { "section", "title", "rows", "balance", "note", "link",
	"file", "rows_head", "note_head" };

static const size_t none = SIZE_MAX;

/* Where among the exported columns each of ours is; or HL_NO_COLUMN. */
struct places {
	size_t at[COLUMNS];
};

/* A row; rows of an entry and entries of a section are chains, in the order of the rows. */
struct line {
	struct hl_str cells[COLUMNS];
	size_t next;
};

struct chain {
	size_t first, last;
	size_t next; /* of the entries of a section */
};

struct index {
	struct hl_export *doc;
	const struct places *places;
	struct line *lines;
	struct chain *entries, *sections; /* of lines, of entries */
	size_t sections_len;
};

static enum hl_status index_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct places *places = hl_new(&table->arena, struct places);

	for (size_t c = 0; c < COLUMNS; c++) {
		places->at[c] = HL_NO_COLUMN;
		for (size_t i = table->len; i > 0; i--)
			if (hl_str_eq(table->names[i - 1], hl_str_of(names[c])))
				places->at[c] = i - 1;
	}
	options->bound = places;
	if (places->at[TITLE] == HL_NO_COLUMN || places->at[FILE_NAME] == HL_NO_COLUMN)
		return hl_fail(err, HL_EUSAGE, "--page index: no column is called %s",
			places->at[TITLE] == HL_NO_COLUMN ? "title" : "file");
	return HL_OK;
}

/* --- rows into entries, entries into sections --- */

static size_t number_of(struct hl_keys *keys, const struct line *line, size_t from, size_t to) {
	struct hl_buf key = { 0 };
	size_t number;

	for (size_t i = from; i < to; i++) {
		hl_buf_addf(&key, "%zu:", line->cells[i].len);
		hl_buf_add(&key, line->cells[i]);
	}
	number = hl_keys_add(keys, hl_buf_str(&key));
	hl_buf_release(&key);
	return number;
}

/* Entry or section @number has one more, which is new where it is the first of its number. */
static size_t *link_to(struct chain *chain, size_t number, bool is_new, size_t one) {
	chain += number;
	if (is_new)
		*chain = (struct chain){ .first = one, .last = one, .next = none };
	return &chain->last;
}

/* Line @at goes to its entry, and a new entry to its section. */
static void take(struct index *index, struct hl_keys *keys[2], size_t at) {
	struct line *line = &index->lines[at];
	size_t entries = hl_keys_len(keys[0]);
	size_t entry = number_of(keys[0], line, SECTION, LINK);
	size_t *last = link_to(index->entries, entry, entry == entries, at);
	size_t section;

	if (*last != at)
		index->lines[*last].next = at;
	*last = at;
	if (entry < entries)
		return;
	section = number_of(keys[1], line, SECTION, SECTION + 1);
	last = link_to(index->sections, section, section == index->sections_len, entry);
	if (*last != entry)
		index->entries[*last].next = entry;
	*last = entry;
	index->sections_len = hl_keys_len(keys[1]);
}

static void put_in_order(struct index *index) {
	struct hl_export *doc = index->doc;
	struct hl_str *cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len);
	struct hl_keys *keys[2] = { hl_keys_new(), hl_keys_new() };
	size_t rows = doc->counts.rows;
	size_t at = 0;

	index->lines = hl_new_array(&doc->arena, struct line, rows);
	index->entries = hl_new_array(&doc->arena, struct chain, rows);
	index->sections = hl_new_array(&doc->arena, struct chain, rows);
	for (size_t i = 0; hl_held_next(&doc->held, &at, cells, doc->table->len); i++) {
		index->lines[i].next = none;
		for (size_t c = 0; c < COLUMNS; c++)
			if (index->places->at[c] != HL_NO_COLUMN)
				index->lines[i].cells[c] = hl_str_trim(cells[index->places->at[c]]);
		take(index, keys, i);
	}
	hl_keys_free(keys[0]);
	hl_keys_free(keys[1]);
}

static const struct line *line_of(const struct index *index, size_t entry) {
	return &index->lines[index->entries[entry].first];
}

/* --- links --- */

/* A file in the folder of the page or below it; control characters are in no name of ours. */
static bool is_inside(struct hl_str file) {
	struct hl_str rest = file;

	for (size_t i = 0; i < file.len; i++)
		if ((unsigned char)file.at[i] < 0x20 || file.at[i] == 0x7f)
			return false;
	while (rest.len > 0) {
		struct hl_str part = hl_str_cut(&rest, '/');

		if (part.len == 0 || hl_str_eq(part, HL_STR(".")) || hl_str_eq(part, HL_STR("..")))
			return false;
	}
	return file.len > 0;
}

/* Every byte that could be anything but a part of a path is %XX: no scheme, no host, no query. */
static void put_href(struct hl_export *doc, struct hl_str file) {
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";

	hl_put(doc, " href=\"");
	for (size_t i = 0; i < file.len; i++)
		if (memchr(plain, file.at[i], sizeof(plain) - 1))
			hl_buf_add_char(&doc->out, file.at[i]);
		else
			hl_buf_addf(&doc->out, "%%%02X", (unsigned)(unsigned char)file.at[i]);
	hl_put(doc, "\"");
}

static void put_link(struct hl_export *doc, const struct line *line) {
	struct hl_str file = line->cells[FILE_NAME];
	struct hl_str title = line->cells[TITLE];
	bool is_link = is_inside(file);

	hl_put(doc, is_link ? "<a" : "<span>");
	if (is_link) {
		put_href(doc, file);
		hl_put(doc, ">");
	}
	html_put_bdi(doc, line->cells[LINK].len ? line->cells[LINK] : file);
	if (!is_link && line->cells[LINK].len > 0) {
		hl_put(doc, ": ");
		html_put_bdi(doc, file);
	}
	if (is_link && title.len > 0) {
		hl_put(doc, "<span class=\"sr\"> of ");
		html_put_bdi(doc, title);
		hl_put(doc, "</span>");
	}
	hl_put(doc, is_link ? "</a>" : "</span>");
}

/* --- a section --- */

/* Rows are whole numbers, balances amounts; anything else is text, and then there is no sum. */
static bool read_number(const struct line *line, size_t column, int64_t *dec) {
	return hl_dec_read(line->cells[column], dec) && (column == BALANCE || *dec % 1000000 == 0);
}

struct sums {
	struct hl_str heads[COLUMNS]; /* the first cell of the column that is not blank */
	bool is_shown[COLUMNS];       /* there is one */
	bool is_sum[COLUMNS];         /* and each is a number */
	hl_wide balance, rows;        /* the first in millionths */
	size_t entries;
};

static void add_up(struct sums *sums, const struct line *line) {
	int64_t dec = 0;

	for (size_t c = 0; c < COLUMNS; c++) {
		if (!sums->is_shown[c])
			sums->heads[c] = line->cells[c];
		sums->is_shown[c] |= line->cells[c].len > 0;
	}
	sums->is_sum[ROWS] &= read_number(line, ROWS, &dec);
	sums->rows += dec / 1000000;
	dec = 0;
	sums->is_sum[BALANCE] &= read_number(line, BALANCE, &dec);
	sums->balance += dec;
	sums->entries++;
}

/* What rows are called stands in each cell, too, for a phone, which shows no heads. */
static void open_number(struct hl_export *doc, const struct sums *sums, size_t column) {
	hl_buf_addf(&doc->out, "<td role=\"cell\" class=\"%s\"", names[column]);
	if (column == ROWS && sums->is_shown[ROWS_HEAD]) {
		hl_put(doc, " data-head=\"");
		html_put(doc, sums->heads[ROWS_HEAD]);
		hl_put(doc, " \"");
	}
	hl_put(doc, ">");
}

static void put_number(struct hl_export *doc, const struct line *line, size_t column) {
	int64_t dec;

	if (column == BALANCE && read_number(line, column, &dec))
		queue_put_money(doc, queue_cents(dec));
	else if (line->cells[column].len > 0)
		html_put_bdi(doc, line->cells[column]);
	hl_put(doc, "</td>");
}

static void put_entry(const struct index *index, size_t entry, const struct sums *sums) {
	struct hl_export *doc = index->doc;
	const struct line *line = line_of(index, entry);

	hl_put(doc, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
	html_put_bdi(doc, line->cells[TITLE].len ? line->cells[TITLE] : HL_STR("(no title)"));
	hl_put(doc, "</th>");
	for (size_t c = ROWS; c <= BALANCE; c++)
		if (sums->is_shown[c]) {
			open_number(doc, sums, c);
			put_number(doc, line, c);
		}
	hl_put(doc, "<td role=\"cell\" class=\"links\">");
	for (size_t i = index->entries[entry].first; i != none; i = index->lines[i].next)
		if (index->lines[i].cells[FILE_NAME].len > 0)
			put_link(doc, &index->lines[i]);
	hl_put(doc, "</td>");
	if (sums->is_shown[NOTE]) {
		hl_put(doc, "<td role=\"cell\" class=\"note\">");
		if (line->cells[NOTE].len > 0)
			html_put_bdi(doc, line->cells[NOTE]);
		hl_put(doc, "</td>");
	}
	hl_put(doc, "</tr>\n");
}

static void put_header(struct hl_export *doc, const struct sums *sums) {
	static const struct {
		size_t column, said_in;
		const char *name;
	} header[] = {
		{ ROWS, ROWS_HEAD, "Rows" },
		{ BALANCE, BALANCE, "Balance" },
		{ FILE_NAME, FILE_NAME, "Open" },
		{ NOTE, NOTE_HEAD, "Note" },
	};

	hl_put(doc, "<thead role=\"rowgroup\"><tr role=\"row\">"
		    "<th role=\"columnheader\" scope=\"col\">What</th>");
	for (size_t i = 0; i < HL_LEN(header); i++) {
		size_t column = header[i].column;
		size_t said_in = header[i].said_in;

		if (column != FILE_NAME && !sums->is_shown[column])
			continue;
		hl_buf_addf(&doc->out, "<th role=\"columnheader\" scope=\"col\" class=\"%s\">",
			column == FILE_NAME ? "links" : names[column]);
		if (said_in != column && sums->is_shown[said_in])
			html_put_bdi(doc, sums->heads[said_in]);
		else
			hl_put(doc, header[i].name);
		hl_put(doc, "</th>");
	}
	hl_put(doc, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

/* What is added up are amounts, each of them: a sum of rows of different tables would say nothing.
 */
static void put_total(struct hl_export *doc, const struct sums *sums) {
	if (sums->entries < 2 || !sums->is_sum[BALANCE])
		return;
	hl_buf_addf(&doc->out,
		"<tfoot role=\"rowgroup\"><tr role=\"row\">"
		"<th role=\"rowheader\" scope=\"row\">All %zu</th>",
		sums->entries);
	if (sums->is_shown[ROWS])
		open_number(doc, sums, ROWS);
	if (sums->is_shown[ROWS] && sums->is_sum[ROWS])
		hl_buf_addf(&doc->out, "%lld", (long long)sums->rows);
	hl_put(doc, sums->is_shown[ROWS] ? "</td>" : "");
	hl_put(doc, "<td role=\"cell\" class=\"balance\">");
	queue_put_money(doc, queue_cents(sums->balance));
	hl_put(doc, "</td><td role=\"cell\"></td>");
	hl_put(doc, sums->is_shown[NOTE] ? "<td role=\"cell\"></td>" : "");
	hl_put(doc, "</tr></tfoot>\n");
}

static void put_section(const struct index *index, size_t section) {
	struct hl_export *doc = index->doc;
	struct sums sums = { .is_sum = { [ROWS] = true, [BALANCE] = true } };
	size_t first = index->sections[section].first;
	struct hl_str name = line_of(index, first)->cells[SECTION];

	for (size_t i = first; i != none; i = index->entries[i].next)
		add_up(&sums, line_of(index, i));
	hl_buf_addf(&doc->out, "<section aria-labelledby=\"s%zu\">\n<h2 id=\"s%zu\">", section + 1,
		section + 1);
	html_put_bdi(doc, name.len ? name : HL_STR("Files"));
	hl_buf_addf(
		&doc->out, "</h2>\n<table role=\"table\" aria-labelledby=\"s%zu\">\n", section + 1);
	put_header(doc, &sums);
	for (size_t i = first; i != none; i = index->entries[i].next)
		put_entry(index, i, &sums);
	hl_put(doc, "</tbody>\n");
	put_total(doc, &sums);
	hl_put(doc, "</table>\n</section>\n");
}

/* --- the page --- */

static void put_head(const struct index *index) {
	const struct html_part styles[] = { { hl_embed_base_css, hl_embed_base_css_len },
		{ hl_embed_index_css, hl_embed_index_css_len } };
	struct hl_export *doc = index->doc;
	const struct html_part style = html_join(doc, styles, HL_LEN(styles));
	struct hl_str title = doc->title.len ? doc->title : HL_STR("Index");
	char day[HL_TIME_ROOM];

	day[hl_day_print(doc->options->work_day, day)] = '\0';
	html_put_head(doc, &style, NULL);
	hl_put(doc, "<title>");
	html_put(doc, title);
	hl_buf_addf(&doc->out, ", %s</title>\n<style>", day);
	hl_put_str(doc, (struct hl_str){ style.bytes, style.len });
	hl_put(doc, "</style>\n</head>\n<body>\n<header class=\"head\">\n<h1>");
	html_put_bdi(doc, title);
	hl_buf_addf(&doc->out,
		"</h1>\n<dl class=\"facts\">\n<div><dt>Work date</dt><dd>%s</dd></div>\n"
		"<div><dt>Data as of</dt><dd>",
		day);
	html_put_as_of(doc);
	hl_put(doc, "</dd></div>\n</dl>\n</header>\n<main>\n");
}

static enum hl_status index_end(struct hl_export *doc, struct hl_error *err) {
	struct index index = { .doc = doc, .places = doc->options->bound };
	size_t rows = doc->counts.rows;
	enum hl_status status = HL_OK;

	put_in_order(&index);
	put_head(&index);
	if (rows == 0)
		hl_put(doc, "<p class=\"empty\">Nothing is listed here.</p>\n");
	for (size_t i = 0; i < index.sections_len && status == HL_OK; i++) {
		put_section(&index, i);
		status = hl_export_spill(doc, err);
	}
	hl_put(doc, "</main>\n<footer class=\"end\">\n<p><strong>END</strong> ");
	hl_buf_addf(&doc->out, "%zu row%s", rows, rows == 1 ? "" : "s");
	if (doc->options->run.len > 0) {
		hl_put(doc, "; run ");
		html_put_bdi(doc, hl_str_trim(doc->options->run));
	}
	hl_put(doc, "</p>\n<p>Confidential: personal and account data behind these links.</p>\n"
		    "</footer>\n</body>\n</html>\n");
	return status;
}

const struct hl_format hl_index_html = {
	.name = "index",
	.suffix = ".html",
	.help = "links to other files, in sections, with counts and sums",
	.begin = hl_format_begin_held,
	.row = hl_format_row_held,
	.end = index_end,
	.bind = index_bind,
};
