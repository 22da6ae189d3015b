/* queue_cells.c - the cells of an account's first line, and what else it can be written to. */
#include "queue.h"

/* --- the first line --- */

static void put_balance(struct queue *queue, const struct hl_queue_account *account) {
	if (account->is_amount)
		hl_queue_put_money(
			&queue->text, account->cents, queue->paper->doc->options->currency);
	else
		hl_buf_add(&queue->text, account->balance);
}

/* Of calls that may be made: else the number would read like leave. What is none is text. */
static void put_left(struct queue *queue, const struct hl_queue_account *account) {
	char text[HL_DEC_ROOM];

	if (account->open.has_left && (account->open.call || account->open.is_used_up))
		hl_buf_add(&queue->text,
			(struct hl_str){ text, hl_dec_print(account->open.left, text) });
	if (!account->open.has_left)
		hl_buf_add(&queue->text, account->calls_left);
}

/* Calls, texts, e-mail, letters: a letter, or a dash where it is closed. */
static void put_channels(struct queue *queue, const struct hl_queue_open *open) {
	hl_buf_addf(&queue->text, "%c%c%c%c", open->call ? 'C' : '-', open->sms ? 'S' : '-',
		open->email ? 'E' : '-', open->letter ? 'L' : '-');
}

/* The number to call, or why there is none. */
static void put_call(struct queue *queue, const struct hl_queue_account *account) {
	const struct hl_queue_open *open = &account->open;

	if (open->call)
		hl_buf_add(&queue->text, open->call_number);
	else if (hl_queue_has_stop(account))
		hl_buf_add(&queue->text, HL_STR("!! "));
	else
		hl_buf_add(&queue->text, HL_STR("\xe2\x80\x93"));
	if (!open->call)
		hl_queue_put_stop(queue->rows, &queue->text, account);
}

void queue_put_cell(
	struct queue *queue, const struct hl_queue_account *account, enum queue_place place) {
	const struct hl_queue_open *open = &account->open;
	const struct hl_str texts[QUEUE_PLACES] = {
		[QUEUE_SCORE] = account->score,
		[QUEUE_TIER] = account->tier,
		[QUEUE_KEY] = account->key,
		[QUEUE_NAME] = account->heading,
		[QUEUE_CLIENT] = account->client,
	};

	queue->text.len = 0;
	if (texts[place].at)
		hl_buf_add(&queue->text, texts[place]);
	else if (place == QUEUE_NUMBER)
		hl_buf_addf(&queue->text, "%zu", account->place);
	else if (place == QUEUE_BALANCE)
		put_balance(queue, account);
	else if (place == QUEUE_PHONE)
		put_call(queue, account);
	else if (place == QUEUE_HOURS && (open->call || open->sms || open->email))
		hl_queue_put_hours(queue->rows, &queue->text, account);
	else if (place == QUEUE_LEFT)
		put_left(queue, account);
	else if (place == QUEUE_CHANNELS)
		put_channels(queue, open);
	else if (place == QUEUE_LAST)
		hl_queue_put_worked(queue->rows, &queue->text);
}

void queue_put_aside(struct queue *queue, const struct hl_queue_account *account, int which) {
	const struct hl_queue_open *open = &account->open;
	bool is_other =
		open->sms && (!open->call || !hl_str_eq(open->call_number, open->sms_number));

	queue->text.len = 0;
	if (which == 0 && is_other) {
		hl_buf_add(&queue->text, HL_STR("text "));
		hl_buf_add(&queue->text, open->sms_number);
	} else if (which == 1 && open->email) {
		hl_buf_add(&queue->text, open->address);
	}
}
