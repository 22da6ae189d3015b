/* index_section.c - a section of the index: a table of entries, with the sum of their amounts. */
#include "index.h"
#include "queue.h"

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
	hl_buf_addf(&doc->out, "<td role=\"cell\" class=\"%s\"", index_names[column]);
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
	const struct line *line = index_line_of(index, entry);

	hl_put(doc, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
	html_put_bdi(doc, line->cells[TITLE].len ? line->cells[TITLE] : HL_STR("(no title)"));
	hl_put(doc, "</th>");
	for (size_t c = ROWS; c <= BALANCE; c++)
		if (sums->is_shown[c]) {
			open_number(doc, sums, c);
			put_number(doc, line, c);
		}
	hl_put(doc, "<td role=\"cell\" class=\"links\">");
	for (size_t i = index->entries[entry].first; i != INDEX_NONE; i = index->lines[i].next)
		if (index->lines[i].cells[FILE_NAME].len > 0)
			index_put_link(doc, &index->lines[i]);
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
			column == FILE_NAME ? "links" : index_names[column]);
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

void index_put_section(const struct index *index, size_t section) {
	struct hl_export *doc = index->doc;
	struct sums sums = { .is_sum = { [ROWS] = true, [BALANCE] = true } };
	size_t first = index->sections[section].first;
	struct hl_str name = index_line_of(index, first)->cells[SECTION];

	for (size_t i = first; i != INDEX_NONE; i = index->entries[i].next)
		add_up(&sums, index_line_of(index, i));
	hl_buf_addf(&doc->out, "<section aria-labelledby=\"s%zu\">\n<h2 id=\"s%zu\">", section + 1,
		section + 1);
	html_put_bdi(doc, name.len ? name : HL_STR("Files"));
	hl_buf_addf(
		&doc->out, "</h2>\n<table role=\"table\" aria-labelledby=\"s%zu\">\n", section + 1);
	put_header(doc, &sums);
	for (size_t i = first; i != INDEX_NONE; i = index->entries[i].next)
		put_entry(index, i, &sums);
	hl_put(doc, "</tbody>\n");
	put_total(doc, &sums);
	hl_put(doc, "</table>\n</section>\n");
}
