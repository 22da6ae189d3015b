/* index_section.c - a section of the index: its figures, then a table of its other entries, with
 * sums. */
#include "index.h"
#include "queue.h"

/* --- sums --- */

/* Cells of whole numbers, of amounts for balance; anything else is text, and then there is no sum.
 */
struct sum {
	bool is_shown; /* there is a cell that is not blank */
	bool is_sum;   /* and each is a number */
	hl_wide sum;   /* of them, in millionths where it is a balance */
};

struct sums {
	struct hl_str rows_head, note_head; /* the first cells that say so */
	struct sum rows, balance, note;
	struct sum *more;
	size_t entries;
};

static bool is_whole(struct hl_str cell, int64_t *dec) {
	return hl_dec_read(cell, dec) && *dec % HL_ONE == 0;
}

static void add_count(struct sum *sum, struct hl_str cell) {
	int64_t dec = 0;

	sum->is_shown |= cell.len > 0;
	sum->is_sum &= is_whole(cell, &dec);
	sum->sum += dec / HL_ONE;
}

static void add_amount(struct sum *sum, struct hl_str cell) {
	int64_t dec = 0;

	sum->is_shown |= cell.len > 0;
	sum->is_sum &= hl_dec_read(cell, &dec);
	sum->sum += dec;
}

static void add_up(const struct index *index, struct sums *sums, const struct line *line) {
	if (sums->rows_head.len == 0)
		sums->rows_head = line->cells[ROWS_HEAD];
	if (sums->note_head.len == 0)
		sums->note_head = line->cells[NOTE_HEAD];
	sums->note.is_shown |= line->cells[NOTE].len > 0;
	add_count(&sums->rows, line->cells[ROWS]);
	add_amount(&sums->balance, line->cells[BALANCE]);
	for (size_t i = 0; i < index->places->more_len; i++)
		add_count(&sums->more[i], line->more[i]);
	sums->entries++;
}

static void add_up_all(const struct index *index, struct sums *sums, size_t first) {
	sums->more = hl_new_array(&index->doc->arena, struct sum, index->places->more_len);
	sums->rows.is_sum = sums->balance.is_sum = true;
	for (size_t i = 0; i < index->places->more_len; i++)
		sums->more[i].is_sum = true;
	for (size_t i = first; i != INDEX_NONE; i = index->entries[i].next)
		if (!index_line_of(index, i)->figure)
			add_up(index, sums, index_line_of(index, i));
	if (sums->rows_head.len == 0)
		sums->rows_head = HL_STR("Rows");
	if (sums->note_head.len == 0)
		sums->note_head = HL_STR("Note");
}

/* --- cells --- */

/* A zero before others is no number that is read with its thousands apart. */
static bool is_count(struct hl_str cell) {
	for (size_t i = 0; i < cell.len; i++)
		if (!hl_is_digit(cell.at[i]))
			return false;
	return cell.len == 1 || (cell.len > 1 && cell.at[0] != '0');
}

void index_put_count(struct hl_export *doc, struct hl_str cell) {
	struct dash dash = { .doc = doc };

	if (is_count(cell))
		dash_put_shown(&dash, cell, DASH_PLAIN);
	else if (cell.len > 0)
		html_put_bdi(doc, cell);
}

static void put_sum(struct hl_export *doc, hl_wide sum) {
	char text[HL_SUM_ROOM];
	struct dash dash = { .doc = doc };

	dash_put_shown(&dash, (struct hl_str){ text, hl_sum_print_fixed(sum * HL_ONE, 0, text) },
		DASH_PLAIN);
}

/* What it is stands in each cell, too, for a phone, which shows no heads. */
static void open_cell(struct hl_export *doc, const char *name, struct hl_str head) {
	hl_buf_addf(&doc->out, "<td role=\"cell\" class=\"%s\" data-head=\"", name);
	html_put(doc, head);
	hl_put(doc, "\">");
}

static void put_counts(
	const struct index *index, const struct sums *sums, const struct line *line) {
	struct hl_export *doc = index->doc;
	int64_t dec;

	if (sums->rows.is_shown) {
		open_cell(doc, "rows", sums->rows_head);
		index_put_count(doc, line->cells[ROWS]);
		hl_put(doc, "</td>");
	}
	if (sums->balance.is_shown) {
		open_cell(doc, "balance", HL_STR("Balance"));
		if (hl_dec_read(line->cells[BALANCE], &dec))
			queue_put_money(doc, queue_cents(dec));
		else
			index_put_count(doc, line->cells[BALANCE]);
		hl_put(doc, "</td>");
	}
	for (size_t i = 0; i < index->places->more_len; i++) {
		if (!sums->more[i].is_shown)
			continue;
		open_cell(doc, "more", doc->table->names[index->places->more[i]]);
		index_put_count(doc, line->more[i]);
		hl_put(doc, "</td>");
	}
}

/* --- rows --- */

static void put_entry(const struct index *index, size_t entry, const struct sums *sums) {
	struct hl_export *doc = index->doc;
	const struct line *line = index_line_of(index, entry);

	hl_put(doc, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\" class=\"what\">");
	html_put_bdi(doc, line->cells[TITLE].len ? line->cells[TITLE] : HL_STR("(no title)"));
	hl_put(doc, "</th>");
	if (sums->note.is_shown) {
		hl_put(doc, "<td role=\"cell\" class=\"note\">");
		if (line->cells[NOTE].len > 0)
			html_put_bdi(doc, line->cells[NOTE]);
		hl_put(doc, "</td>");
	}
	put_counts(index, sums, line);
	hl_put(doc, "<td role=\"cell\" class=\"links\">");
	index_put_links(index, entry);
	hl_put(doc, "</td></tr>\n");
}

static bool has_more(const struct index *index, const struct sums *sums) {
	bool has = false;

	for (size_t i = 0; i < index->places->more_len; i++)
		has |= sums->more[i].is_shown;
	return has;
}

/* Titles and links alone: heads would tell nothing that is not to be seen. */
static bool is_plain(const struct index *index, const struct sums *sums) {
	return !sums->note.is_shown && !sums->rows.is_shown && !sums->balance.is_shown &&
	       !has_more(index, sums);
}

static void put_column(struct hl_export *doc, const char *name, struct hl_str head) {
	hl_buf_addf(&doc->out, "<th role=\"columnheader\" scope=\"col\" class=\"%s\">", name);
	html_put_bdi(doc, head);
	hl_put(doc, "</th>");
}

static void put_header(const struct index *index, const struct sums *sums) {
	struct hl_export *doc = index->doc;

	hl_put(doc, is_plain(index, sums)
			    ? "<thead role=\"rowgroup\" class=\"sr\"><tr role=\"row\">"
			    : "<thead role=\"rowgroup\"><tr role=\"row\">");
	put_column(doc, "what", HL_STR("What"));
	if (sums->note.is_shown)
		put_column(doc, "note", sums->note_head);
	if (sums->rows.is_shown)
		put_column(doc, "rows", sums->rows_head);
	if (sums->balance.is_shown)
		put_column(doc, "balance", HL_STR("Balance"));
	for (size_t i = 0; i < index->places->more_len; i++)
		if (sums->more[i].is_shown)
			put_column(doc, "more", doc->table->names[index->places->more[i]]);
	put_column(doc, "links", HL_STR("Open"));
	hl_put(doc, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

static void put_total_of(
	struct hl_export *doc, const struct sum *sum, const char *name, struct hl_str head) {
	if (!sum->is_shown)
		return;
	open_cell(doc, name, head);
	if (sum->is_sum)
		put_sum(doc, sum->sum);
	hl_put(doc, "</td>");
}

/* What is added up are amounts, each of them: a sum of rows of different tables would say nothing.
 */
static void put_total(const struct index *index, const struct sums *sums) {
	struct hl_export *doc = index->doc;

	if (sums->entries < 2 || !sums->balance.is_sum)
		return;
	hl_buf_addf(&doc->out,
		"<tfoot role=\"rowgroup\"><tr role=\"row\">"
		"<th role=\"rowheader\" scope=\"row\">All %zu</th>%s",
		sums->entries, sums->note.is_shown ? "<td role=\"cell\"></td>" : "");
	put_total_of(doc, &sums->rows, "rows", sums->rows_head);
	open_cell(doc, "balance", HL_STR("Balance"));
	queue_put_money(doc, queue_cents(sums->balance.sum));
	hl_put(doc, "</td>");
	for (size_t i = 0; i < index->places->more_len; i++)
		put_total_of(
			doc, &sums->more[i], "more", doc->table->names[index->places->more[i]]);
	hl_put(doc, "<td role=\"cell\"></td></tr></tfoot>\n");
}

static void put_table(const struct index *index, size_t section, const struct sums *sums) {
	struct hl_export *doc = index->doc;

	hl_buf_addf(&doc->out, "<table role=\"table\"%s aria-labelledby=\"s%zu\">\n",
		has_more(index, sums)   ? " class=\"wide\""
		: is_plain(index, sums) ? " class=\"plain\""
					: "",
		section + 1);
	put_header(index, sums);
	for (size_t i = index->sections[section].first; i != INDEX_NONE; i = index->entries[i].next)
		if (!index_line_of(index, i)->figure)
			put_entry(index, i, sums);
	hl_put(doc, "</tbody>\n");
	put_total(index, sums);
	hl_put(doc, "</table>\n");
}

enum hl_status index_put_section(const struct index *index, size_t section, struct hl_error *err) {
	struct hl_export *doc = index->doc;
	struct sums sums = { 0 };
	size_t first = index->sections[section].first;
	struct hl_str name = index_line_of(index, first)->cells[SECTION];
	enum hl_status status;

	add_up_all(index, &sums, first);
	hl_buf_addf(&doc->out, "<section aria-labelledby=\"s%zu\">\n<h2 id=\"s%zu\">", section + 1,
		section + 1);
	html_put_bdi(doc, name.len ? name : HL_STR("Files"));
	hl_put(doc, "</h2>\n");
	status = index_put_figures(index, first, err);
	if (sums.entries > 0)
		put_table(index, section, &sums);
	hl_put(doc, "</section>\n");
	return status;
}
