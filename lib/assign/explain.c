/* explain.c - --explain: why a lead goes to whom it goes, on a page for a person. */
#include "explain.h"

#include "hl/text.h"

#include <inttypes.h>

/* What stands at the top begins here. */
enum { TEXT_AT = 13, NAME_ROOM = 20 };

/* A page under way, and the line that is put together. */
struct sheet {
	const struct assign_page *page;
	struct hl_buf *to;
	struct hl_buf line;
};

/* "  next         Bo": what was put together, with @name before it. */
static void end_line(struct sheet *sheet, const char *name) {
	hl_buf_addf(sheet->to, "  %s", name);
	hl_text_pad(sheet->to, TEXT_AT);
	hl_text_lines(sheet->to, TEXT_AT, hl_buf_str(&sheet->line));
	sheet->line.len = 0;
}

static void put_number(struct sheet *sheet, const char *before, int64_t number) {
	hl_buf_addf(&sheet->line, "%s", before);
	hl_text_number(&sheet->line, number);
}

static void put_value(struct sheet *sheet, const char *before, hl_wide value) {
	hl_buf_addf(&sheet->line, "%s", before);
	assign_value_add(&sheet->line, value);
}

static void put_day(struct hl_buf *to, int64_t day) {
	char text[HL_TIME_ROOM];

	hl_buf_add(to, (struct hl_str){ text, hl_day_print(day, text) });
}

static void put_minute(struct hl_buf *to, int minute) {
	hl_buf_addf(to, "%02d:%02d", minute / 60, minute % 60);
}

static struct hl_str name_of(const struct assign_page *page, uint32_t collector) {
	return page->roster->at[collector].name;
}

/* --- why not: conditions 1 to 5, as the manual counts them --- */

/* "TX|FL" */
static void put_list(struct hl_buf *to, const struct hl_list *list) {
	for (size_t i = 0; i < list->len; i++) {
		if (i > 0)
			hl_buf_add_char(to, '|');
		hl_buf_add(to, list->items[i]);
	}
	if (list->len == 0)
		hl_buf_add(to, HL_STR("none"));
}

/* "3 states TX|FL without OH" */
static bool misses_trait(struct sheet *sheet, const struct hl_collector *who) {
	const struct assign_fits *fits = sheet->page->fits;
	struct hl_str cells = sheet->page->note->cells;

	for (size_t i = 0; i < HL_TRAITS; i++) {
		struct hl_str cell;

		if (fits->columns[i] == HL_NO_COLUMN)
			continue;
		cell = hl_str_cut(&cells, '\0');
		if (assign_fits_trait(who, i, cell))
			continue;
		hl_buf_addf(&sheet->line, "3 %s ", hl_traits[i].roster);
		put_list(&sheet->line, &who->traits[i]);
		hl_buf_add(&sheet->line, HL_STR(" without "));
		hl_buf_add(&sheet->line, cell.len ? cell : HL_STR("one that is not said"));
		return true;
	}
	return false;
}

/* "absent 2026-03-01..2026-03-05" */
static void put_absence(struct hl_buf *to, const struct hl_collector *who) {
	hl_buf_add(to, HL_STR("absent "));
	if (who->absent_from != INT64_MIN)
		put_day(to, who->absent_from);
	hl_buf_add(to, HL_STR(".."));
	if (who->absent_to != INT64_MAX)
		put_day(to, who->absent_to);
}

static bool is_out(const struct assign_page *page, const struct hl_collector *who) {
	return !hl_may(page->fits->in, (size_t)(who - page->roster->at));
}

static void put_out(
	const struct assign_page *page, const struct hl_collector *who, struct hl_buf *to) {
	if (!who->is_available) {
		hl_buf_add(to, HL_STR("not available"));
	} else if (page->day >= who->absent_from && page->day <= who->absent_to) {
		put_absence(to, who);
	} else {
		hl_buf_add(to, HL_STR("shift "));
		put_minute(to, who->shift_from);
		hl_buf_add(to, HL_STR(".."));
		put_minute(to, who->shift_to);
	}
}

static bool is_full(const struct assign_page *page, const struct hl_collector *who) {
	return who->capacity != INT64_MAX && page->note->lead.units > who->capacity - who->load;
}

/* "5 capacity 40 of 40, and the lead takes 1" */
static void put_full(struct sheet *sheet, const struct hl_collector *who) {
	put_number(sheet, "5 capacity ", who->load);
	put_number(sheet, " of ", who->capacity);
	put_number(sheet, ", and the lead takes ", sheet->page->note->lead.units);
}

/* The method that chose, or NULL. */
static const struct hl_method *chooser(const struct assign_page *page) {
	return page->answer.how == ASSIGN_CHOSEN ? page->method : NULL;
}

/* What their leads are worth and take, unless that is among the figures that decide. */
static void put_holdings(struct sheet *sheet, const struct hl_collector *who) {
	const struct hl_method *method = chooser(sheet->page);

	if (!(method && method->by_value) && (who->share->value > 0 || sheet->page->asks_value))
		put_value(sheet, ", value ", who->share->value);
	if (method && method->by_load)
		return;
	put_number(sheet, ", load ", who->load);
	if (who->capacity != INT64_MAX)
		put_number(sheet, " of ", who->capacity);
}

/* What @who goes into the choice with, what decides first. */
static void put_figures(struct sheet *sheet, const struct hl_collector *who) {
	const struct hl_desk *desk = sheet->page->desk;
	const struct hl_method *method = chooser(sheet->page);
	size_t i = (size_t)(who - desk->at);

	hl_buf_add(&sheet->line, HL_STR("may: "));
	if (method && method->show) {
		method->show(desk, (uint32_t)i, &sheet->line);
		hl_buf_add(&sheet->line, HL_STR(", "));
	}
	if (desk->last_seq[i] > 0)
		hl_buf_addf(&sheet->line, "last lead %" PRId64, desk->last_seq[i]);
	else
		hl_buf_add(&sheet->line, HL_STR("no lead yet"));
	put_holdings(sheet, who);
}

/* "  Bo              4 not available" */
static void put_named(struct sheet *sheet, struct hl_str name) {
	hl_buf_add(sheet->to, HL_STR("  "));
	hl_text_lines(sheet->to, 2, name);
	sheet->to->len--; /* the end of the line is still to come */
	hl_text_pad(sheet->to, NAME_ROOM);
	hl_text_lines(sheet->to, NAME_ROOM, hl_buf_str(&sheet->line));
	sheet->line.len = 0;
}

static void put_collector(struct sheet *sheet, const struct hl_collector *who) {
	const struct assign_order *order = sheet->page->answer.order;

	if (order && order->without == (uint32_t)(who - sheet->page->roster->at)) {
		hl_buf_add(&sheet->line, HL_STR("2 it is taken from here"));
	} else if (!misses_trait(sheet, who)) {
		if (is_out(sheet->page, who)) {
			hl_buf_add(&sheet->line, HL_STR("4 "));
			put_out(sheet->page, who, &sheet->line);
		} else if (is_full(sheet->page, who)) {
			put_full(sheet, who);
		} else {
			put_figures(sheet, who);
		}
	}
	put_named(sheet, who->name);
}

/* --- the answer --- */

/* Why it does not stay with the one it came with. */
static void put_from(struct sheet *sheet) {
	const struct assign_page *page = sheet->page;
	const struct assign_order *order = page->answer.order;
	size_t number = hl_keys_find(page->roster->names, page->note->from);
	const struct hl_collector *who;

	if (page->note->from.len == 0 || page->answer.how == ASSIGN_KEPT)
		return;
	hl_buf_add(&sheet->line, page->note->from);
	who = number < page->roster->len ? &page->roster->at[number] : NULL;
	if (page->note->lead.is_closed)
		hl_buf_add(&sheet->line, HL_STR(", and is closed"));
	else if (order && order->from.len)
		hl_buf_add(&sheet->line, HL_STR(", from whom it is taken"));
	else if (!who)
		hl_buf_add(&sheet->line, HL_STR(", who is not on the roster"));
	else if (!page->columns->keep->keeps)
		hl_buf_add(&sheet->line, HL_STR(", who keeps none"));
	else if (is_out(page, who)) {
		hl_buf_add(&sheet->line, HL_STR(", who is not in: "));
		put_out(page, who, &sheet->line);
	} else
		hl_buf_add(&sheet->line, HL_STR(", who has worked it"));
	end_line(sheet, "came from");
}

/* "state OH; needs spanish; 1 unit" */
static void put_asks(struct sheet *sheet) {
	const struct assign_page *page = sheet->page;
	struct hl_str cells = page->note->cells;

	for (size_t i = 0; page->answer.how != ASSIGN_KEPT && i < HL_TRAITS; i++) {
		struct hl_str cell;

		if (page->fits->columns[i] == HL_NO_COLUMN)
			continue;
		cell = hl_str_cut(&cells, '\0');
		if (cell.len == 0)
			continue;
		hl_buf_addf(&sheet->line, "%s ", hl_traits[i].lead);
		hl_buf_add(&sheet->line, cell);
		hl_buf_add(&sheet->line, HL_STR("; "));
	}
	put_number(sheet, "", page->note->lead.units);
	hl_buf_add(&sheet->line,
		page->note->lead.units == HL_ONE ? HL_STR(" unit") : HL_STR(" units"));
	end_line(sheet, "asks for");
}

static void put_to(struct sheet *sheet) {
	const struct assign_page *page = sheet->page;

	if (page->answer.to == HL_NOBODY)
		hl_buf_add(&sheet->line, HL_STR("nobody"));
	else
		hl_buf_add(&sheet->line, name_of(page, page->answer.to));
	hl_buf_add(&sheet->line, HL_STR(", "));
	hl_buf_add(&sheet->line, page->reason);
	end_line(sheet, "goes to");
}

/* What decided. */
static void put_why(struct sheet *sheet) {
	const struct assign_page *page = sheet->page;

	switch (page->answer.how) {
	case ASSIGN_KEPT:
		hl_buf_add(&sheet->line,
			HL_STR("1 it stays with whom it came with: nobody else was asked"));
		break;
	case ASSIGN_BY_HAND:
		hl_buf_add(&sheet->line,
			HL_STR("2 people decided: neither traits nor absence nor room were asked"));
		break;
	case ASSIGN_CHOSEN:
		hl_buf_addf(&sheet->line, "%s: %s", page->method->name, page->method->help);
		break;
	case ASSIGN_CLOSED:
		hl_buf_add(&sheet->line,
			HL_STR("its status says that nothing is left to do: nobody was asked"));
		break;
	case ASSIGN_NOBODY:
		hl_buf_add(&sheet->line, HL_STR("none of those below may have it"));
		break;
	}
	end_line(sheet, "because");
}

/* Which figures that goes by, in which order, and what was special about this lead. */
static void put_rule(struct sheet *sheet) {
	const struct hl_method *method = chooser(sheet->page);

	if (method && method->rule) {
		hl_buf_add(&sheet->line, hl_str_of(method->rule));
		end_line(sheet, "goes by");
	}
	if (method && sheet->page->desk->aside) {
		hl_buf_add(&sheet->line, hl_str_of(sheet->page->desk->aside));
		end_line(sheet, "here");
	}
}

static void put_next(struct sheet *sheet) {
	const struct assign_page *page = sheet->page;

	if (page->answer.how != ASSIGN_CHOSEN)
		return;
	if (page->next == HL_NOBODY) {
		hl_buf_add(&sheet->line, HL_STR("nobody else may have it"));
	} else {
		hl_buf_add(&sheet->line, name_of(page, page->next));
		hl_buf_add(&sheet->line, HL_STR(", who would get this lead if "));
		hl_buf_add(&sheet->line, name_of(page, page->answer.to));
		hl_buf_add(&sheet->line, HL_STR(" could not"));
	}
	end_line(sheet, "next");
}

/* Whom the file of --map names, before it is asked whether that one may have it. */
static void put_mapped(struct sheet *sheet) {
	const struct assign_page *page = sheet->page;

	if (page->note->lead.mapped == HL_NOBODY || page->answer.how == ASSIGN_KEPT)
		return;
	hl_buf_add(&sheet->line, name_of(page, page->note->lead.mapped));
	end_line(sheet, "mapped to");
}

static void put_day_line(struct sheet *sheet) {
	put_day(&sheet->line, sheet->page->day);
	if (sheet->page->minute >= 0) {
		hl_buf_add(&sheet->line, HL_STR(" at "));
		put_minute(&sheet->line, sheet->page->minute);
	}
	hl_buf_addf(&sheet->line, ", lead %zu of the queue", sheet->page->number);
	end_line(sheet, "for");
}

void assign_explain_put(const struct assign_page *page, struct hl_buf *to) {
	struct sheet sheet = { .page = page, .to = to };

	hl_buf_add(&sheet.line, HL_STR("account_id "));
	hl_buf_add(&sheet.line, page->note->id);
	hl_text_lines(to, 2, hl_buf_str(&sheet.line));
	sheet.line.len = 0;
	hl_buf_add_char(to, '\n');
	put_to(&sheet);
	put_why(&sheet);
	put_rule(&sheet);
	put_next(&sheet);
	put_from(&sheet);
	put_mapped(&sheet);
	put_asks(&sheet);
	put_day_line(&sheet);
	if (page->answer.how != ASSIGN_KEPT && page->answer.how != ASSIGN_CLOSED) {
		hl_buf_add(to, HL_STR("\n  The roster\n"));
		for (size_t i = 0; i < page->roster->len; i++)
			put_collector(&sheet, &page->roster->at[i]);
	}
	hl_buf_release(&sheet.line);
}
