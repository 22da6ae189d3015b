/*
 * queue.c - the work queue on paper: two or three lines an account, none of which breaks over two
 * pages, in black and white.
 */
#include "hl/paper.h"

#include "queue.h"

/* --- the frame --- */

static const char confidential[] = "Confidential: personal and account data. Show it to nobody who "
				   "does not work it; shred it.";

static const char *weekday(int64_t day) {
	static const char *const names[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };

	return names[(day % 7 + 7) % 7];
}

/* "42 accounts   61,310.22" */
static void put_count(const struct queue *queue, struct hl_buf *to, const char *between) {
	const struct hl_queue_totals *totals = &queue->totals;
	struct hl_buf money = { 0 };

	hl_buf_addf(to, "%zu account%s", totals->rows, totals->rows == 1 ? "" : "s");
	if (totals->has.sum) {
		hl_buf_add(to, hl_str_of(between));
		hl_queue_put_money(&money, totals->cents, queue->paper->doc->options->currency);
		paper_apart(queue->paper, to, hl_buf_str(&money));
	}
	hl_buf_release(&money);
}

/* "   12 of 25 worked (goal 40)", by the time it is printed. */
static void put_goal(const struct hl_queue_totals *totals, struct hl_buf *to) {
	if (totals->asked > 0)
		hl_buf_addf(to, "   %zu of %zu worked", totals->done, totals->goal);
	if (totals->goal < totals->asked)
		hl_buf_addf(to, " (goal %zu)", totals->asked);
}

static void set_frame(struct queue *queue) {
	struct paper *paper = queue->paper;
	const struct hl_export_options *options = paper->doc->options;
	struct paper_frame *frame = &paper->frame;
	struct hl_str collector = hl_str_trim(paper->doc->title);

	hl_buf_add(&frame->title, collector.len ? HL_STR("Work queue: ") : HL_STR("Work queue"));
	paper_apart(paper, &frame->title, collector);
	hl_buf_addf(&frame->facts, "work date %s %s   data as of ", weekday(options->work_day),
		queue->totals.work_date);
	hl_export_put_as_of(options, &frame->facts);
	hl_queue_put_zone(&frame->facts, options);
	hl_buf_add(&frame->facts, HL_STR("   "));
	put_count(queue, &frame->facts, "   ");
	put_goal(&queue->totals, &frame->facts);
	if (queue->totals.offset[0])
		hl_buf_addf(&frame->facts, "   times in %s", queue->totals.offset);
	if (queue->totals.has.channels)
		hl_buf_add(&frame->facts, HL_STR("   may: C call, S text, E e-mail, L letter"));
	hl_buf_add(&frame->foot, hl_str_of(confidential));
	paper_describe(paper);
}

/* --- the end --- */

static void set_end(struct queue *queue) {
	struct paper *paper = queue->paper;
	struct paper_block *block = &queue->end;
	struct hl_str run = hl_str_trim(paper->doc->options->run);

	paper_block_begin(block);
	paper_text_begin(block, 1, 0, paper->width)->face = PAPER_BOLD;
	hl_buf_add(&block->bytes, HL_STR("END "));
	put_count(queue, &block->bytes, ", ");
	if (queue->totals.has.sum && queue->totals.without > 0)
		hl_buf_addf(&block->bytes, " (%zu without a balance)", queue->totals.without);
	queue->text.len = 0;
	hl_queue_put_held(queue->rows, &queue->text);
	paper_apart(paper, &block->bytes, hl_buf_str(&queue->text));
	if (run.len > 0) {
		hl_buf_add(&block->bytes, HL_STR("; run "));
		paper_apart(paper, &block->bytes, run);
	}
	paper_text_end(paper, block);
}

/* --- alerts about no account --- */

static enum hl_status put_alerts(struct queue *queue, struct hl_error *err) {
	struct paper_block *block = &queue->block;
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK; i++) {
		queue->text.len = 0;
		if (!hl_queue_put_alert(queue->rows, &queue->text, false, i))
			break;
		paper_block_begin(block);
		paper_text_begin(block, 0, 0, queue->paper->width)->face = PAPER_BOLD;
		hl_buf_add(&block->bytes, HL_STR("alert: "));
		paper_apart(queue->paper, &block->bytes, hl_buf_str(&queue->text));
		paper_text_end(queue->paper, block);
		block->has_rule = true;
		status = paper_put(queue->paper, block, err);
	}
	return status;
}

/* --- all of it --- */

static enum hl_status put_accounts(struct queue *queue, bool is_drawing, struct hl_error *err) {
	struct hl_queue_account account;
	enum hl_status status = HL_OK;

	hl_queue_rewind(queue->rows);
	paper_begin(queue->paper, is_drawing);
	status = put_alerts(queue, err);
	set_end(queue);
	while (status == HL_OK && hl_queue_next(queue->rows, &account)) {
		queue_set_account(queue, &account);
		/* The END line is on no page alone, as if accounts had been lost from it. */
		queue->block.more = account.place == queue->totals.rows ? queue->end.lines + 1 : 0;
		status = paper_put(queue->paper, &queue->block, err);
	}
	if (status == HL_OK)
		status = paper_put(queue->paper, &queue->end, err);
	return status == HL_OK ? paper_end(queue->paper, err) : status;
}

static enum hl_status write_queue(struct queue *queue, struct hl_error *err) {
	enum hl_status status;

	queue_set_columns(queue);
	set_frame(queue);
	status = put_accounts(queue, false, err);
	if (status == HL_OK)
		status = put_accounts(queue, true, err);
	return status == HL_OK ? paper_finish(queue->paper, err) : status;
}

static enum hl_status queue_end(struct hl_export *doc, struct hl_error *err) {
	struct paper paper;
	struct queue queue = { .paper = &paper };
	enum hl_status status = paper_open(&paper, doc, err);

	queue.rows = hl_queue_new(doc);
	queue.totals = hl_queue_totals(queue.rows);
	if (status == HL_OK)
		status = write_queue(&queue, err);
	paper_block_release(&queue.block);
	paper_block_release(&queue.end);
	hl_buf_release(&queue.text);
	hl_queue_free(queue.rows);
	paper_close(&paper);
	return status;
}

const struct hl_format hl_queue_pdf = {
	.name = "queue",
	.suffix = ".pdf",
	.help = "the work queue of a collector on paper",
	.begin = hl_format_begin_held,
	.row = hl_queue_row,
	.end = queue_end,
	.takes = HL_TAKES_OF_QUEUE | HL_TAKES_PAPER,
	.is_binary = true,
	.bind = hl_queue_bind,
};
