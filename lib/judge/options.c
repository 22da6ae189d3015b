/* options.c - a judge is made: which metrics, which groups, which bands. */
#include "parts.h"

#include <stdlib.h>

/* --- lists --- */

enum hl_status split_names(struct hl_str list, const char *option, struct hl_str *names,
	size_t *len, struct hl_error *err) {
	size_t most = *len;

	for (*len = 0; list.len > 0; ++*len) {
		struct hl_str name = hl_str_trim(hl_str_cut(&list, ','));

		if (name.len == 0)
			return hl_fail(err, HL_EUSAGE, "--%s: a name is empty", option);
		if (*len == most)
			return hl_fail(err, HL_EUSAGE, "--%s: at most %zu columns", option, most);
		names[*len] = name;
	}
	return HL_OK;
}

static enum hl_status no_bands(struct hl_error *err) {
	return hl_fail(err, HL_EUSAGE,
		"--bands: numbers at which bands begin, each above the one before, as in 0.1|0.5, "
		"or a column");
}

/* Bands by numbers, unless it is a column. */
static enum hl_status parse_bands(struct hl_judge *j, struct hl_error *err) {
	struct hl_str text = j->options.bands;
	struct hl_str items[BANDS_MAX];
	size_t len = BANDS_MAX;
	bool are_items = hl_str_items(text, items, &len);
	int64_t begin = 0;

	j->has_band_column = text.len > 0 && !memchr(text.at, '|', text.len) && len > 0 &&
			     !hl_dec_read(items[0], &begin);
	if (j->has_band_column)
		return HL_OK;
	for (size_t i = 0; i < len; i++) {
		if (!hl_dec_read(items[i], &begin) || (i > 0 && begin <= j->begins[i - 1]))
			return no_bands(err);
		j->begins[j->begins_len++] = begin;
	}
	return are_items ? HL_OK : no_bands(err);
}

/* --- metrics --- */

/* The first thing that @metric needs and that was not given; NULL: all is there. */
static const char *missing(const struct hl_judge *j, const struct hl_judge_metric *metric) {
	const struct hl_judge_options *o = &j->options;

	if (metric->needs & NEEDS_LABEL && o->label.len == 0)
		return "--label COLUMN";
	if (metric->needs & NEEDS_REFERENCE && !o->has_reference)
		return "--reference FILE";
	if (metric->needs & NEEDS_COLUMNS && o->columns.len == 0)
		return "--csi COLUMNS";
	if (metric->needs & NEEDS_RULES && !o->has_rules)
		return "--rules FILE";
	if (metric->needs & NEEDS_CELLS && !o->has_rules && o->columns.len == 0)
		return "--rules FILE or --csi COLUMNS";
	return NULL;
}

static enum hl_status choose(struct hl_judge *j, struct hl_error *err) {
	const struct hl_judge_options *o = &j->options;
	enum hl_status status;
	bool any = false;

	j->choice = hl_choice_new(&j->arena, hl_judge_metrics_len);
	for (size_t i = 0; i < hl_judge_metrics_len; i++) {
		j->choice.names[i] = hl_str_of(hl_judge_metrics[i].name);
		j->choice.lacks[i] = missing(j, &hl_judge_metrics[i]);
	}
	status = hl_choice_make(&j->choice, o->metrics, o->mistakes, err);
	for (size_t i = 0; status == HL_OK && i < hl_judge_metrics_len; i++) {
		any |= j->choice.chosen[i];
		j->has_slices |= j->by_len > 0 && j->choice.chosen[i] &&
				 (hl_judge_metrics[i].needs & NEEDS_REFERENCE);
		if (o->metrics.len > 0 && j->choice.chosen[i])
			j->must_be_propensity |=
				(hl_judge_metrics[i].needs & NEEDS_PROPENSITY) != 0;
	}
	if (status != HL_OK || any)
		return status;
	return hl_fail(
		err, HL_EUSAGE, "--set model needs --label COLUMN, or --reference FILE, or both");
}

/* --- from beginning to end --- */

static enum hl_status parse(struct hl_judge *j, struct hl_error *err) {
	const struct hl_judge_options *o = &j->options;
	enum hl_status status = HL_OK;

	j->by_len = HL_LEN(j->by);
	j->alone_len = HL_LEN(j->alone);
	j->must_be_propensity = o->scale.len > 0;
	if (o->score.len == 0)
		return hl_fail(err, HL_EUSAGE, "--set model needs --score COLUMN");
	status = split_names(o->by, "by", j->by, &j->by_len, err);
	if (status == HL_OK)
		status = split_names(o->columns, "csi", j->alone, &j->alone_len, err);
	if (status == HL_OK)
		status = scale_parse(o->scale, &j->scale, err);
	if (status == HL_OK)
		status = parse_bands(j, err);
	return status == HL_OK ? choose(j, err) : status;
}

enum hl_status hl_judge_new(
	struct hl_judge **judge, const struct hl_judge_options *options, struct hl_error *err) {
	struct hl_judge *j = hl_claim(1, sizeof(*j));
	enum hl_status status;

	j->options = *options;
	status = parse(j, err);
	if (status == HL_OK) {
		if (options->memory > 0)
			j->shelf = shelf_new(options->folder, options->memory);
		sums_init(j, &j->now);
		sums_init(j, &j->then);
		j->rules.leads = hl_keys_new_with(NULL, 1);
		j->rules.names = hl_keys_new();
	} else {
		hl_judge_free(j);
		j = NULL;
	}
	*judge = j;
	return status;
}

void hl_judge_free(struct hl_judge *j) {
	if (!j)
		return;
	sums_release(&j->now);
	sums_release(&j->then);
	shelf_free(j->shelf);
	hl_keys_free(j->rules.leads);
	hl_keys_free(j->rules.names);
	free(j->rules.rules);
	hl_arena_release(&j->arena);
	free(j);
}

const struct hl_choice *hl_judge_choice(const struct hl_judge *j) {
	return &j->choice;
}

struct hl_judge_counts hl_judge_counts(const struct hl_judge *j) {
	struct hl_judge_counts counts = j->now.counts;

	counts.figures = j->figures;
	counts.spilled = shelf_written(j->shelf);
	return counts;
}
