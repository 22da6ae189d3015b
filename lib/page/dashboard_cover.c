/* dashboard_cover.c - since when there is a log, and which figures have something to compare with.
 */
#include "dashboard.h"

/* Of a flag as in "partial:60/90" the 60; false: there is none, all days are covered. */
static bool covered_by(struct hl_str flags, struct hl_str name, int64_t *covered) {
	while (flags.len > 0) {
		struct hl_str flag = hl_str_trim(hl_str_cut(&flags, ';'));
		struct hl_str detail = flag;

		if (!hl_str_eq(hl_str_cut(&detail, ':'), name))
			continue;
		return hl_dec_read(hl_str_cut(&detail, '/'), covered) && (*covered /= HL_ONE, true);
	}
	return false;
}

int64_t dash_before(const struct dash_figure *figure) {
	int64_t covered;

	return covered_by(figure->cells[DASH_FLAG], HL_STR("previous_partial"), &covered)
		       ? covered
		       : DASH_ALL_DAYS;
}

static bool is_partial(const struct dash_figure *figure, int64_t *covered) {
	return covered_by(figure->cells[DASH_FLAG], HL_STR("partial"), covered);
}

/* The end of the last period all of which is in the log. */
static int64_t reach_of(const struct dash *dash) {
	int64_t reached = HL_NO_DAY;
	int64_t covered;

	for (size_t i = 0; i < dash->len; i++) {
		const struct dash_figure *figure = dash->figures[i];

		if (figure->period.to > reached && !is_partial(figure, &covered))
			reached = figure->period.to;
	}
	return reached;
}

/* The first day of the log where the flags of @figure leave no other; else HL_NO_DAY. */
static int64_t begin_of(const struct dash_figure *figure, int64_t reached) {
	const struct dash_period period = figure->period;
	int64_t before = dash_before(figure);
	int64_t covered = DASH_ALL_DAYS;
	bool is_cut = is_partial(figure, &covered);

	if (before == DASH_ALL_DAYS || period.from == HL_NO_DAY || covered == 0)
		return HL_NO_DAY;
	if (before > 0)
		return period.from - before;
	if (!is_cut)
		return period.from;
	return period.to <= reached ? period.to - covered : HL_NO_DAY;
}

void dash_look_at_log(struct dash *dash) {
	int64_t reached = reach_of(dash);

	dash->begins = HL_NO_DAY;
	for (size_t i = 0; i < dash->len; i++) {
		struct dash_figure *figure = dash->figures[i];

		if (dash->begins == HL_NO_DAY)
			dash->begins = begin_of(figure, reached);
		/* What the log does not know is no 0. */
		if (dash_before(figure) == 0)
			for (size_t cell = DASH_PREVIOUS; cell <= DASH_TREND; cell++)
				figure->cells[cell] = HL_STR("");
	}
}

bool dash_has_no_before(const struct dash_figure *figure) {
	return figure->cells[DASH_VALUE].len > 0 && dash_before(figure) == 0;
}

void dash_add_no_before(const struct dash *dash, struct hl_buf *to) {
	hl_buf_add(to, HL_STR("nothing to compare: the log begins "));
	if (dash->begins == HL_NO_DAY)
		hl_buf_add(to, HL_STR("later"));
	else
		dash_add_day(to, dash->begins);
}

bool dash_note_cover(struct dash *dash, struct dash_figure *sum, struct dash_period *before) {
	struct hl_buf flags = { 0 };
	int64_t begins = dash->begins < before->to ? dash->begins : before->to;

	if (dash->begins == HL_NO_DAY || begins <= before->from)
		return true;
	hl_buf_add(&flags, sum->cells[DASH_FLAG]);
	hl_buf_addf(&flags, "%sprevious_partial:%lld/%zu", flags.len > 0 ? ";" : "",
		(long long)(before->to - begins), dash_days(*before));
	sum->cells[DASH_FLAG] = hl_str_keep(&dash->doc->arena, hl_buf_str(&flags));
	hl_buf_release(&flags);
	before->from = begins;
	return begins < before->to;
}
