/* bands.c - what was predicted, and what came of it, band by band. */
#include "odds.h"

#include "hl/stats.h"

/* --- which leads are in a band --- */

static void put_begin(struct hl_buf *to, const char *word, int64_t begin) {
	char text[HL_DEC_ROOM];

	hl_buf_addf(to, "%s%.*s", word, (int)hl_dec_print(begin, text), text);
}

/* "< 0.1", "0.1 to < 0.5", ">= 0.5" */
static void name_band(const struct hl_judge *j, size_t band, struct hl_buf *name) {
	if (band == 0)
		put_begin(name, "< ", j->begins[0]);
	else if (band == j->begins_len)
		put_begin(name, ">= ", j->begins[band - 1]);
	else {
		put_begin(name, "", j->begins[band - 1]);
		put_begin(name, " to < ", j->begins[band]);
	}
}

static size_t band_at(const struct hl_judge *j, const struct cuts *cuts, int64_t score) {
	size_t band = 0;

	if (j->begins_len == 0)
		return cuts_find(cuts, score);
	while (band < j->begins_len && score >= j->begins[band])
		band++;
	return band;
}

struct bands {
	struct hl_judge_report *report;
	const struct hl_judge_metric *metric;
	const struct view *view;
	enum hl_status (*each)(struct bands *bands, struct hl_str name, const struct pile *pile);
	struct hl_buf name;
	uint64_t n;
	hl_wide apart; /* for ece */
	bool has_none;
};

/* Leads between two bins of the view, which are in one band or tenth. */
static enum hl_status each_slice(
	struct bands *bands, const struct cuts *cuts, size_t band, const struct pile *slice) {
	struct hl_buf name = { 0 };
	enum hl_status status;

	if (bands->report->j->begins_len > 0)
		name_band(bands->report->j, band, &name);
	else /* the best tenth is the first */
		hl_buf_addf(&name, "%zu", TENTHS + 1 - cuts->tenth[band]);
	status = bands->each(bands, hl_buf_str(&name), slice);
	hl_buf_release(&name);
	return status;
}

static enum hl_status each_cut(struct bands *bands) {
	const struct hl_judge *j = bands->report->j;
	const struct pile *pile = &bands->view->pile;
	struct cuts cuts = cuts_of(pile);
	enum hl_status status = HL_OK;
	size_t end = pile->len;

	/* From the best down, as tenths are counted. */
	while (status == HL_OK && end > 0) {
		size_t band = band_at(j, &cuts, pile_score(pile, end - 1));
		size_t from = end - 1;
		struct pile slice;

		while (from > 0 && band_at(j, &cuts, pile_score(pile, from - 1)) == band)
			from--;
		slice = pile_slice(pile, from, end);
		status = each_slice(bands, &cuts, band, &slice);
		end = from;
	}
	return status;
}

static enum hl_status each_band(struct bands *bands) {
	enum hl_status status = HL_OK;

	if (!bands->report->j->has_band_column)
		return each_cut(bands);
	for (size_t i = 0; status == HL_OK && i < bands->view->bands_len; i++)
		status =
			bands->each(bands, bands->view->bands[i].name, &bands->view->bands[i].pile);
	return status;
}

/* --- metrics by band, and of each view in all --- */

static struct figure predicted(const struct odds *odds) {
	struct figure figure;

	if (odds->has_none)
		return odds_none(odds->n);
	figure = figure_over(odds->sum, (hl_wide)odds->n * HL_ONE, 100, 1);
	figure.n = odds->n;
	return figure;
}

/* Off: what was predicted is not within what was seen. */
static struct figure calibration(const struct odds *odds) {
	struct figure figure = figure_share(odds->pos, odds->n);
	double mean = odds->n ? (double)odds->sum / (double)odds->n / (double)HL_ONE : 0;
	double lo;
	double hi;

	hl_wilson(odds->pos, odds->n, &lo, &hi);
	if (!odds->has_none && odds->n > 0 && (mean < lo || mean > hi))
		figure_flag(&figure, "off");
	return figure;
}

static enum hl_status put_band(
	struct bands *bands, struct hl_str name, const struct pile *pile, telling *figure_of_odds) {
	struct odds odds = odds_of(bands->report->j, pile);
	struct figure figure = figure_of_odds(&odds);

	figure.group = view_part(&bands->name, bands->view, name);
	return put_figure(bands->report, bands->metric, &figure);
}

static enum hl_status each_predicted(
	struct bands *bands, struct hl_str name, const struct pile *pile) {
	return put_band(bands, name, pile, predicted);
}

static enum hl_status each_calibration(
	struct bands *bands, struct hl_str name, const struct pile *pile) {
	return put_band(bands, name, pile, calibration);
}

static enum hl_status tell_bands(struct bands *bands, telling *figure_of_odds) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < bands->report->views->len; i++) {
		struct odds odds;
		struct figure figure;

		bands->view = &bands->report->views->at[i];
		status = each_band(bands);
		if (status != HL_OK)
			break;
		odds = odds_of(bands->report->j, &bands->view->pile);
		figure = figure_of_odds(&odds);
		figure.group = bands->view->name;
		status = put_figure(bands->report, bands->metric, &figure);
	}
	hl_buf_release(&bands->name);
	return status;
}

enum hl_status tell_predicted(
	struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	struct bands bands = { .report = report, .metric = metric, .each = each_predicted };

	return tell_bands(&bands, predicted);
}

enum hl_status tell_calibration(
	struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	struct bands bands = { .report = report, .metric = metric, .each = each_calibration };

	return tell_bands(&bands, calibration);
}

/* n x (outcomes / n - mean propensity) is outcomes - sum of propensities: exact. */
static enum hl_status each_apart(struct bands *bands, struct hl_str name, const struct pile *pile) {
	struct odds odds = odds_of(bands->report->j, pile);
	hl_wide apart = (hl_wide)odds.pos * HL_ONE - odds.sum;

	(void)name;
	bands->n += odds.n;
	bands->apart += apart < 0 ? -apart : apart;
	bands->has_none |= odds.has_none;
	return HL_OK;
}

enum hl_status tell_ece(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < report->views->len; i++) {
		struct bands bands = { .report = report, .each = each_apart };
		struct figure figure;

		bands.view = &report->views->at[i];
		status = each_band(&bands);
		figure = bands.has_none ? odds_none(bands.n)
					: figure_over(bands.apart, (hl_wide)bands.n * HL_ONE, 1, 6);
		figure.group = bands.view->name;
		figure.n = bands.n;
		if (status == HL_OK)
			status = put_figure(report, metric, &figure);
	}
	return status;
}
