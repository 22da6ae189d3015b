/*
 * table.c - a table on paper, whatever its columns.
 *
 * All rows are held. They are gone through three times: how wide the columns are, how many pages
 * there are, and the pages.
 */
#include "hl/paper.h"

#include "columns.h"

struct table {
	struct paper *paper;
	struct paper_columns columns;
	struct hl_str *cells; /* of the row at hand */
	size_t rows;
	struct paper_block block;
};

/* --- the survey --- */

static void survey(struct table *table) {
	struct hl_export *doc = table->paper->doc;
	struct paper_columns *columns = &table->columns;
	size_t at = 0;

	while (hl_held_next(&doc->held, &at, table->cells, columns->len)) {
		for (size_t i = 0; i < columns->len; i++)
			columns_cell(table->paper, &columns->at[i], hl_str_trim(table->cells[i]));
		table->rows++;
	}
	for (size_t i = 0; i < columns->len; i++) {
		columns->at[i].is_right = columns->at[i].is_used && !columns->at[i].has_text;
		columns_name(table->paper, &columns->at[i], doc->table->names[i]);
	}
}

/* --- the frame --- */

static void set_frame(struct table *table) {
	struct paper *paper = table->paper;
	struct hl_export *doc = paper->doc;
	struct paper_frame *frame = &paper->frame;

	paper_safe(paper, &frame->title, doc->title.len ? doc->title : HL_STR("Table"));
	hl_buf_add(&frame->facts, HL_STR("data as of "));
	hl_export_put_as_of(doc->options, &frame->facts);
	hl_buf_addf(&frame->facts, "   %zu row%s", table->rows, table->rows == 1 ? "" : "s");
	paper_describe(paper);
}

static void set_heads(struct table *table) {
	struct paper *paper = table->paper;
	struct paper_block *heads = &paper->frame.heads;

	paper_block_begin(heads);
	for (size_t i = 0; i < table->columns.len && !table->columns.is_list; i++) {
		struct paper_text head = columns_text(&table->columns.at[i], 0);

		head.face = PAPER_BOLD;
		paper_text_put(paper, heads, &head, paper->doc->table->names[i]);
	}
}

/* --- rows --- */

/* Cells beside each other. */
static void set_row(struct table *table) {
	paper_block_begin(&table->block);
	for (size_t i = 0; i < table->columns.len; i++) {
		struct paper_text text = columns_text(&table->columns.at[i], 0);

		paper_text_put(table->paper, &table->block, &text, hl_str_trim(table->cells[i]));
	}
	table->block.has_rule = true;
}

/* Lines of a few cells, each below its name. */
static void set_list(struct table *table) {
	struct paper_block *block = &table->block;
	size_t line = 0;

	paper_block_begin(block);
	for (size_t i = 0; i < table->columns.len; i++) {
		const struct paper_column *column = &table->columns.at[i];
		struct paper_text text;

		line = column->is_below ? block->lines : line;
		text = columns_text(column, line);
		text.face = PAPER_BOLD;
		paper_text_put(table->paper, block, &text, table->paper->doc->table->names[i]);
		text = columns_text(column, line + block->texts[block->len - 1].lines);
		paper_text_put(table->paper, block, &text, hl_str_trim(table->cells[i]));
	}
	block->has_rule = true;
}

static enum hl_status put_end(struct table *table, struct hl_error *err) {
	struct paper_block *block = &table->block;

	paper_block_begin(block);
	paper_text_begin(block, 1, 0, table->paper->width)->face = PAPER_BOLD;
	hl_buf_addf(&block->bytes, "END %zu row%s", table->rows, table->rows == 1 ? "" : "s");
	paper_text_end(table->paper, block);
	return paper_put(table->paper, block, err);
}

static enum hl_status put_rows(struct table *table, bool is_drawing, struct hl_error *err) {
	struct paper *paper = table->paper;
	enum hl_status status = HL_OK;
	size_t at = 0;

	paper_begin(paper, is_drawing);
	while (status == HL_OK &&
		hl_held_next(&paper->doc->held, &at, table->cells, table->columns.len)) {
		if (table->columns.is_list)
			set_list(table);
		else
			set_row(table);
		status = paper_put(paper, &table->block, err);
	}
	if (status == HL_OK)
		status = put_end(table, err);
	return status == HL_OK ? paper_end(paper, err) : status;
}

/* --- all of it --- */

static enum hl_status write_table(struct table *table, struct hl_error *err) {
	enum hl_status status;

	survey(table);
	columns_choose(table->paper, &table->columns);
	set_frame(table);
	set_heads(table);
	status = put_rows(table, false, err);
	if (status == HL_OK)
		status = put_rows(table, true, err);
	return status == HL_OK ? paper_finish(table->paper, err) : status;
}

static enum hl_status pdf_end(struct hl_export *doc, struct hl_error *err) {
	struct paper paper;
	struct table table = { .paper = &paper, .columns.len = doc->table->len };
	enum hl_status status = paper_open(&paper, doc, err);

	table.columns.at = hl_new_array(&doc->arena, struct paper_column, doc->table->len);
	table.cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len);
	if (status == HL_OK)
		status = write_table(&table, err);
	paper_block_release(&table.block);
	paper_close(&paper);
	return status;
}

const struct hl_format hl_pdf = {
	.name = "pdf",
	.suffix = ".pdf",
	.takes = HL_TAKES_TITLE | HL_TAKES_PAPER | HL_TAKES_FEW,
	.help = "a table on paper, or what --page says",
	.begin = hl_format_begin_held,
	.row = hl_format_row_held,
	.end = pdf_end,
	.is_binary = true,
};
