/* measure_leads.c - metrics of leads: conversion, how long it took, where they stopped. */
#include "figure.h"

struct hl_figure conversion_rate(const struct hl_tally *t) {
	if (t->is_period_view)
		return marked(share(t->counts.lead.view_converted, t->counts.lead.view_leads),
			"period_view");
	return noted(share(t->counts.converted, t->counts.leads), "immature", t->counts.immature);
}

struct hl_figure quantile(const struct days *d, size_t tenths) {
	struct hl_figure figure = {
		.den = (hl_wide)d->total * HL_ONE, .n = d->total, .has_den = true
	};

	if (d->total > 0) {
		size_t reach = (d->total - 1) * tenths;
		int64_t low = days_at(d, reach / 10);
		int64_t high = days_at(d, reach % 10 ? reach / 10 + 1 : reach / 10);

		figure.value = low * HL_ONE + (high - low) * (int64_t)(reach % 10) * (HL_ONE / 10);
		figure.has_value = true;
	}
	return figure;
}

static struct hl_figure to_conversion(const struct hl_tally *t, size_t tenths) {
	struct hl_figure figure = quantile(&t->days, tenths);

	figure.also = "TIME_ORDER";
	figure.also_n = t->counts.lead.time_order;
	return noted(figure, "censored",
		t->counts.lead.view_leads - t->counts.lead.time_order - figure.n);
}

struct hl_figure days_median(const struct hl_tally *t) {
	return to_conversion(t, 5);
}

struct hl_figure days_p90(const struct hl_tally *t) {
	return to_conversion(t, 9);
}

struct hl_figure drop_off(const struct hl_tally *t) {
	return share(t->counts.stage_dropped, t->counts.stage_reached);
}

struct hl_figure in_progress(const struct hl_tally *t) {
	return share(t->counts.lead.under_way, t->counts.stage_reached);
}

/* Who neither stopped there nor is there went further. */
struct hl_figure stage_conversion(const struct hl_tally *t) {
	size_t there = t->counts.stage_dropped + t->counts.lead.under_way;

	return share(t->counts.stage_reached - there, t->counts.stage_reached);
}

struct hl_figure reengagement(const struct hl_tally *t) {
	return noted(share(t->counts.lead.came_back, t->counts.lead.cold), "pending",
		t->counts.lead.pending);
}
