/* xlsx_queue_print.c - results to choose from, and the sheet on paper. */
#include "xlsx_queue.h"

#include "hl/queue.h"

#include <string.h>

/* The library takes texts that it could write to. */
static lxw_error add_results(struct xlsx *book, lxw_col_t col) {
	struct hl_arena *arena = &book->sheet->doc->arena;
	char **words = hl_new_array(arena, char *, hl_results_len + 1);
	char title[] = "Result";
	char message[] = "None of the results that are counted. Keep it all the same?";
	lxw_data_validation list = { .validate = LXW_VALIDATION_TYPE_LIST,
		.value_list = words,
		.ignore_blank = LXW_VALIDATION_ON,
		.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
		.error_title = title,
		.error_message = message };
	lxw_row_t last = book->row > 1 ? book->row - 1 : 1;

	for (size_t i = 0; i < hl_results_len; i++) {
		size_t len = strlen(hl_results[i].name) + 1;

		words[i] = hl_new_array(arena, char, len);
		memcpy(words[i], hl_results[i].name, len);
	}
	return worksheet_data_validation_range(book->worksheet, 1, col, last, col, &list);
}

static void put_moment(struct hl_buf *to, const struct hl_export_options *options) {
	to->len += hl_day_print(options->work_day, hl_buf_room(to, HL_TIME_ROOM));
	hl_buf_add(to, HL_STR("&RData as of "));
	hl_export_put_as_of(options, to);
	hl_buf_add_char(to, '\0');
}

static void put_balance(const struct xlsx *book, struct hl_buf *to) {
	enum { AMOUNT = 40 };
	struct hl_buf money = { 0 };
	bool is_there = false;

	for (size_t i = 0; i < book->sheet->len; i++)
		is_there |= book->sheet->columns[i].is_balance;
	if (!is_there)
		return;
	hl_buf_add(to, HL_STR(", "));
	hl_queue_put_money(&money, hl_sum_round(book->balance, 2) / (HL_ONE / 100),
		book->sheet->doc->options->currency);
	xlsx_put_running(to, hl_buf_str(&money), AMOUNT);
	hl_buf_release(&money);
	if (book->without > 0)
		hl_buf_addf(to, " (%zu without a balance)", book->without);
}

static bool has_may(const struct xlsx *book) {
	bool is_there = false;

	for (size_t i = 0; i < book->sheet->len; i++)
		is_there |= book->sheet->columns[i].make == queue_make_may;
	return is_there;
}

/* At most 255 characters each. */
static lxw_error set_running(struct xlsx *book) {
	enum { TITLE = 60, RUN = 60 };
	const struct hl_export *doc = book->sheet->doc;
	struct hl_buf text = { 0 };
	lxw_error said;

	hl_buf_add(&text, HL_STR("&L&\"-,Bold\"Work queue"));
	hl_buf_add(&text, hl_str_trim(doc->title).len > 0 ? HL_STR(": ") : HL_STR(""));
	xlsx_put_running(&text, doc->title, TITLE);
	hl_buf_add(&text, HL_STR("&CWork date "));
	put_moment(&text, doc->options);
	said = worksheet_set_header(book->worksheet, text.at);
	text.len = 0;
	hl_buf_addf(
		&text, "&LEND %u account%s", (unsigned)(book->row - 1), book->row == 2 ? "" : "s");
	put_balance(book, &text);
	if (doc->options->run.len > 0)
		hl_buf_add(&text, HL_STR(" | run "));
	xlsx_put_running(&text, doc->options->run, RUN);
	hl_buf_add(&text, HL_STR("&CConfidential"));
	if (has_may(book))
		hl_buf_add(&text, HL_STR(". May: C call, S text, E e-mail, L letter"));
	hl_buf_add(&text, HL_STR("&RPage &P of &N"));
	hl_buf_add_char(&text, '\0');
	if (said == LXW_NO_ERROR)
		said = worksheet_set_footer(book->worksheet, text.at);
	hl_buf_release(&text);
	return said;
}

lxw_error queue_finish(struct xlsx *book) {
	const struct queue *queue = book->sheet->doc->options->bound;
	lxw_error said = add_results(book, (lxw_col_t)queue->result);

	if (queue->front > 0)
		said = said ? said
			    : worksheet_print_area(book->worksheet, 0, 0, book->row - 1,
				      (lxw_col_t)(queue->front - 1));
	worksheet_set_landscape(book->worksheet);
	worksheet_fit_to_pages(book->worksheet, 1, 0);
	worksheet_set_margins(book->worksheet, 0.3, 0.3, 0.75, 0.75);
	worksheet_gridlines(book->worksheet, LXW_SHOW_ALL_GRIDLINES);
	if (said == LXW_NO_ERROR)
		said = worksheet_repeat_rows(book->worksheet, 0, 0);
	return said == LXW_NO_ERROR ? set_running(book) : said;
}
