/* simulated.c - the table of what methods would have done. */
#include "simulate.h"

#include <inttypes.h>

/* A row; amounts in millionths, or UNKNOWN. */
struct line {
	struct hl_str method, collector;
	int64_t weight;
	struct tally tally;
	size_t received; /* by all */
	int64_t entitled, deviation, value_ratio;
};

#define UNKNOWN INT64_MIN

static const char *const columns[] = { "method", "collector", "weight", "leads", "kept", "received",
	"share", "entitled", "deviation", "value", "changes", "value_ratio" };

struct table {
	struct hl_dialect dialect;
	struct hl_buf *to;
	size_t rows;
	bool has_value;
};

/* --- cells --- */

static void put(const struct table *table, const char *text, size_t len) {
	hl_put_more(table->to, table->dialect, (struct hl_str){ text, len });
}

static void put_amount(const struct table *table, int64_t amount) {
	char text[HL_DEC_ROOM];

	put(table, text, amount == UNKNOWN ? 0 : hl_dec_print(amount, text));
}

static void put_rounded(const struct table *table, int64_t amount) {
	char text[HL_DEC_ROOM];

	put(table, text, amount == UNKNOWN ? 0 : hl_dec_print_fixed(amount, 2, text));
}

static void put_count(const struct table *table, size_t count) {
	put_amount(table, (int64_t)count * HL_ONE);
}

static int64_t ratio(hl_wide num, hl_wide den) {
	int64_t ratio;

	return hl_dec_ratio(num, den, &ratio) ? ratio : UNKNOWN;
}

static void put_line(struct table *table, const struct line *line) {
	const struct tally *tally = &line->tally;
	char value[HL_SUM_ROOM];

	hl_put_cell(table->to, table->dialect, line->method, false);
	put(table, line->collector.at, line->collector.len);
	put_amount(table, line->weight);
	put_count(table, tally->leads);
	put_count(table, tally->kept);
	put_count(table, tally->received);
	put_rounded(table, ratio((hl_wide)tally->received * 100, (hl_wide)line->received));
	put_amount(table, line->entitled);
	put_amount(table, line->deviation);
	put(table, value, table->has_value ? hl_sum_print(tally->value, 0, value) : 0);
	put_count(table, tally->changes);
	put_rounded(table, line->value_ratio);
	hl_buf_add_char(table->to, '\n');
	table->rows++;
}

/* --- rows --- */

static void add(struct tally *to, const struct tally *tally) {
	to->leads += tally->leads;
	to->kept += tally->kept;
	to->received += tally->received;
	to->changes += tally->changes;
	to->value += tally->value;
}

/* The greatest value over the least, of those who received a lead. */
static int64_t value_ratio(const struct history *history) {
	const struct tally *most = NULL;
	const struct tally *least = NULL;

	for (size_t i = 0; i < history->len; i++) {
		const struct tally *tally = &history->at[i];

		if (tally->received == 0)
			continue;
		if (!most || tally->value > most->value)
			most = tally;
		if (!least || tally->value < least->value)
			least = tally;
	}
	return most ? ratio(most->value, least->value) : UNKNOWN;
}

static struct line line_of(const struct history *history, const char *collector) {
	struct line line = {
		.method = history->name,
		.collector = hl_str_of(collector),
		.weight = UNKNOWN,
		.entitled = UNKNOWN,
		.deviation = UNKNOWN,
		.value_ratio = UNKNOWN,
	};

	for (size_t i = 0; i < history->len; i++)
		line.received += history->at[i].received;
	return line;
}

static struct tally tally_at(const struct history *history, size_t owner) {
	return owner < history->len ? history->at[owner] : (struct tally){ 0 };
}

/* Behind the rows of a history: the leads of nobody, and all of them. */
static void put_rest(struct table *table, const struct history *history, struct line *all) {
	struct line nobody = line_of(history, "(none)");

	nobody.tally = history->nobody;
	if (nobody.tally.leads)
		put_line(table, &nobody);
	for (size_t i = 0; i < history->len; i++)
		add(&all->tally, &history->at[i]);
	add(&all->tally, &nobody.tally);
	if (table->has_value)
		all->value_ratio = value_ratio(history);
	put_line(table, all);
}

static void put_play(
	struct table *table, const struct hl_simulation *sim, const struct play *play) {
	struct line all = line_of(&play->history, "all");
	bool by_performance =
		play->method->by_performance || (play->next && play->next->by_performance);

	all.entitled = 0;
	all.deviation = play->worst;
	for (size_t i = 0; i < play->roster.len; i++) {
		const struct hl_collector *who = &play->roster.at[i];
		struct line line = line_of(&play->history, "");

		line.collector = who->name;
		line.weight = by_performance ? who->performance : who->weight;
		line.tally = tally_at(&play->history, i);
		line.entitled = who->share->entitled - sim->begun[i].entitled;
		line.deviation = assign_deviation(who->share, &sim->begun[i]);
		all.entitled += line.entitled;
		put_line(table, &line);
	}
	put_rest(table, &play->history, &all);
}

static void put_actual(struct table *table, const struct hl_simulation *sim) {
	const struct hl_roster *roster = sim->options->roster;
	struct line all = line_of(&sim->actual, "all");

	for (size_t i = 0; i < hl_keys_len(sim->owners); i++) {
		struct line line = line_of(&sim->actual, "");

		line.collector = hl_keys_at(sim->owners, i);
		line.tally = tally_at(&sim->actual, i);
		if (i < roster->len)
			line.weight = roster->at[i].weight;
		put_line(table, &line);
	}
	put_rest(table, &sim->actual, &all);
}

size_t hl_simulation_put(
	const struct hl_simulation *sim, struct hl_dialect dialect, struct hl_buf *to) {
	struct table table = { dialect, to, 0, sim->options->value != NULL };

	hl_put_cell(to, dialect, hl_str_of(columns[0]), false);
	for (size_t i = 1; i < HL_LEN(columns); i++)
		hl_put_more(to, dialect, hl_str_of(columns[i]));
	hl_buf_add_char(to, '\n');
	if (sim->has_actual)
		put_actual(&table, sim);
	for (size_t i = 0; i < sim->len; i++)
		put_play(&table, sim, &sim->plays[i]);
	return table.rows;
}
