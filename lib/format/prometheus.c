/*
 * prometheus.c - figures as gauges, in the text format that a node_exporter collects from files.
 *
 * All samples of a metric stand together, so rows are held until the end. A figure without a value
 * has no sample. Of each metric the newest period is written: that which ends last, and of those
 * the one that begins last.
 */
#include "hl/format.h"
#include "hl/unicode.h"

#include "hl/metrics.h"

#include <stdlib.h>

/* --- columns --- */

enum { METRIC, VALUE, GROUP, FROM, TO, LEVEL, COLUMNS };

/* From GROUP on they are labels, too. */
static const char *const names[COLUMNS] = { "metric", "value", "group", "from", "to", "level" };

struct bound {
	size_t at[COLUMNS]; /* of the input; only level may be HL_NO_COLUMN */
};

static enum hl_status prometheus_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct bound *bound = hl_new(&table->arena, struct bound);
	struct hl_lead_column columns[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i] = (struct hl_lead_column){ names[i], i != LEVEL, &bound->at[i] };
	options->bound = bound;
	if (!table->is_whole || table->is_renamed)
		return hl_fail(err, HL_EUSAGE,
			"--to prometheus knows its columns: it goes neither with --columns nor "
			"with --rename");
	return hl_lead_bind(table->header, options->map, columns, COLUMNS, err);
}

/* --- what is held --- */

struct sample {
	struct sample *next;
	struct hl_str cells[COLUMNS]; /* as they are written, but for escapes */
	size_t not_utf8;              /* bytes of them that were none */
	const char *file;
	size_t line;
	size_t place;              /* among the rows */
	const struct sample *like; /* the first with the same labels; NULL: itself */
};

struct family {
	struct hl_str name;
	struct sample *first, **end;
	const struct sample *newest;
};

struct gauges {
	struct hl_keys *names;
	struct family **families; /* by the number of their name: as they came */
	size_t cap;
};

static enum hl_status prometheus_begin(struct hl_export *doc, struct hl_error *err) {
	struct gauges *gauges = hl_new(&doc->arena, struct gauges);

	(void)err;
	gauges->names = hl_keys_new();
	doc->state = gauges;
	return HL_OK;
}

static void prometheus_release(struct hl_export *doc) {
	struct gauges *gauges = doc->state;

	hl_keys_free(gauges->names);
	free(gauges->families);
}

static struct family *family_of(struct hl_export *doc, struct hl_str name) {
	struct gauges *gauges = doc->state;
	size_t known = hl_keys_len(gauges->names);
	size_t number = hl_keys_add(gauges->names, name);
	struct family *family;

	if (number < known)
		return gauges->families[number];
	gauges->families =
		hl_grow(gauges->families, &gauges->cap, number + 1, sizeof(struct family *));
	family = gauges->families[number] = hl_new(&doc->arena, struct family);
	family->name = hl_str_keep(&doc->arena, name);
	family->end = &family->first;
	return family;
}

/* Before, in or after the period of @b. */
static int compare_periods(const struct sample *a, const struct sample *b) {
	int order = hl_str_cmp(a->cells[TO], b->cells[TO]);

	return order ? order : hl_str_cmp(a->cells[FROM], b->cells[FROM]);
}

static bool is_name(struct hl_str name) {
	for (size_t i = 0; i < name.len; i++)
		if (!hl_is_letter(name.at[i]) && !hl_is_digit(name.at[i]) && name.at[i] != '_')
			return false;
	return name.len > 0;
}

static enum hl_status check(
	const struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct hl_str name = hl_cell_trimmed(row, bound->at[METRIC]);
	struct hl_str value = hl_cell_trimmed(row, bound->at[VALUE]);
	int64_t dec;
	hl_wide sum;

	if (!is_name(name)) {
		(void)hl_fail_value(err, name, "no name of a metric: letters, digits and _");
		return hl_row_fail(row, doc->table->header, bound->at[METRIC], HL_EDATA, err);
	}
	if (value.len > 0 && !hl_sum_read(value, &sum) && hl_dec_parse(value, &dec, err) != HL_OK)
		return hl_row_fail(row, doc->table->header, bound->at[VALUE], HL_EDATA, err);
	return HL_OK;
}

/* What is compared is what is read: bytes that are no UTF-8 are one character, whatever they are.
 */
static struct hl_str clean(struct hl_export *doc, struct hl_str cell, size_t *not_utf8) {
	doc->scratch.len = 0;
	for (size_t i = 0; i < cell.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(cell, i, &point);

		*not_utf8 += len == 0;
		hl_buf_add(&doc->scratch,
			len ? (struct hl_str){ &cell.at[i], len } : HL_UTF8_REPLACEMENT);
		i += len ? len : 1;
	}
	return hl_str_keep(&doc->arena, hl_buf_str(&doc->scratch));
}

static enum hl_status prometheus_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	enum hl_status status = check(doc, row, err);
	struct hl_error where = { 0 };
	struct sample *sample;
	struct family *family;

	if (status != HL_OK)
		return status;
	(void)hl_row_fail(row, doc->table->header, HL_NO_COLUMN, HL_EDATA, &where);
	sample = hl_new(&doc->arena, struct sample);
	for (size_t i = 0; i < COLUMNS; i++)
		sample->cells[i] =
			clean(doc, hl_cell_trimmed(row, bound->at[i]), &sample->not_utf8);
	sample->place = doc->counts.rows;
	sample->file = where.file;
	sample->line = where.line;
	family = family_of(doc, sample->cells[METRIC]);
	*family->end = sample;
	family->end = &sample->next;
	if (!family->newest || compare_periods(sample, family->newest) > 0)
		family->newest = sample;
	return HL_OK;
}

/* --- writing --- */

/* What a character in a label's value is spelled as; NULL: as itself. */
static const char *escape_of(char c) {
	return c == '\\' ? "\\\\" : c == '"' ? "\\\"" : c == '\n' ? "\\n" : NULL;
}

static void put_text(struct hl_export *doc, struct hl_str s) {
	for (size_t i = 0; i < s.len; i++) {
		if (escape_of(s.at[i]))
			hl_put(doc, escape_of(s.at[i]));
		else
			hl_buf_add_char(&doc->out, s.at[i]);
	}
}

/* Its formula, where it is a metric of hl-metrics. */
static void put_help(struct hl_export *doc, struct hl_str name) {
	for (size_t i = 0; i < hl_metrics_len; i++) {
		const struct hl_metric *metric = &hl_metrics[i];

		if (!hl_str_eq(name, hl_str_of(metric->name)))
			continue;
		hl_buf_addf(&doc->out, "%s (%s)", metric->help, metric->unit->name);
		return;
	}
	hl_put(doc, "figure ");
	hl_put_str(doc, name);
}

static void put_head(struct hl_export *doc, const struct family *family) {
	hl_put(doc, "# HELP hotleads_");
	hl_put_str(doc, family->name);
	hl_put(doc, " ");
	put_help(doc, family->name);
	hl_put(doc, "\n# TYPE hotleads_");
	hl_put_str(doc, family->name);
	hl_put(doc, " gauge\n");
}

static void put_sample(struct hl_export *doc, const struct sample *sample) {
	const struct bound *bound = doc->options->bound;

	hl_put(doc, "hotleads_");
	hl_put_str(doc, sample->cells[METRIC]);
	for (size_t i = GROUP; i < COLUMNS; i++) {
		if (bound->at[i] == HL_NO_COLUMN)
			continue;
		hl_put(doc, i == GROUP ? "{" : ",");
		hl_put(doc, names[i]);
		hl_put(doc, "=\"");
		put_text(doc, sample->cells[i]);
		hl_put(doc, "\"");
	}
	hl_put(doc, "} ");
	hl_put_str(doc, sample->cells[VALUE]);
	hl_put(doc, "\n");
	doc->counts.not_utf8 += sample->not_utf8;
}

static bool is_written(
	const struct hl_export *doc, const struct family *family, const struct sample *sample) {
	return sample->cells[VALUE].len > 0 &&
	       (doc->options->all_periods || compare_periods(sample, family->newest) == 0);
}

static int compare_labels(const struct sample *a, const struct sample *b) {
	int order = 0;

	for (size_t i = GROUP; order == 0 && i < COLUMNS; i++)
		order = hl_str_cmp(a->cells[i], b->cells[i]);
	return order;
}

static int compare_samples(const void *left, const void *right) {
	const struct sample *a = *(struct sample *const *)left;
	const struct sample *b = *(struct sample *const *)right;
	int order = compare_labels(a, b);

	return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Each knows the first that has its labels. */
static void find_alike(struct sample **samples, size_t len) {
	struct sample *first = NULL;

	if (len > 1)
		qsort(samples, len, sizeof(struct sample *), compare_samples);
	for (size_t i = 0; i < len; i++) {
		if (first && compare_labels(first, samples[i]) == 0)
			samples[i]->like = first;
		else
			first = samples[i];
	}
}

/*
 * Two samples with the same labels are one too many: who reads the file takes none. A period that
 * is a week and the whole as well is there twice, and says the same twice.
 */
static void check_alike(const struct hl_export *doc, const struct sample *sample) {
	struct hl_error err = { .file = sample->file, .line = sample->line };

	if (!sample->like || hl_str_eq(sample->like->cells[VALUE], sample->cells[VALUE]))
		return;
	(void)hl_fail(&err, HL_EDATA,
		"metric, group and period are those of line %zu, the value is not",
		sample->like->line);
	hl_mistakes_add(doc->options->mistakes, &err);
}

static void put_family(struct hl_export *doc, const struct family *family) {
	struct sample **written;
	size_t len = 0;

	for (struct sample *s = family->first; s; s = s->next)
		len += is_written(doc, family, s);
	if (len == 0)
		return;
	written = hl_new_array(&doc->arena, struct sample *, len);
	len = 0;
	for (struct sample *s = family->first; s; s = s->next)
		if (is_written(doc, family, s))
			written[len++] = s;
	find_alike(written, len);
	put_head(doc, family);
	for (struct sample *s = family->first; s; s = s->next) {
		if (!is_written(doc, family, s))
			continue;
		check_alike(doc, s);
		if (!s->like)
			put_sample(doc, s);
	}
}

static enum hl_status prometheus_end(struct hl_export *doc, struct hl_error *err) {
	const struct gauges *gauges = doc->state;
	size_t before = doc->options->mistakes->len;
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < hl_keys_len(gauges->names) && status == HL_OK; i++) {
		put_family(doc, gauges->families[i]);
		if (doc->options->mistakes->len == before)
			status = hl_export_spill(doc, err);
	}
	return doc->options->mistakes->len > before ? HL_EDATA : status;
}

const struct hl_format hl_prometheus = {
	.name = "prometheus",
	.suffix = ".prom",
	.takes = HL_TAKES_PERIODS | HL_TAKES_FEW,
	.help = "gauges of figures, for a node_exporter",
	.begin = prometheus_begin,
	.row = prometheus_row,
	.end = prometheus_end,
	.bind = prometheus_bind,
	.release = prometheus_release,
};
