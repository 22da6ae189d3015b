/* measure_leads.c - metrics of leads: conversion, how long it took, where they stopped. */
#include "figure.h"

struct hl_figure conversion_rate(const struct hl_tally *t) {
	return noted(share(t->counts.converted, t->counts.leads), "immature", t->counts.immature);
}

/*
 * The value below which @tenths of ten lie, halfway values drawn between neighbours, of the
 * days from creation to conversion.
 */
static struct hl_figure quantile(const struct hl_tally *t, size_t tenths) {
	const struct days *d = &t->days;
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
	return t->counts.leads ? noted(figure, "censored", t->counts.leads - t->counts.converted)
			       : noted(figure, "immature", t->counts.immature);
}

struct hl_figure days_median(const struct hl_tally *t) {
	return quantile(t, 5);
}

struct hl_figure days_p90(const struct hl_tally *t) {
	return quantile(t, 9);
}

struct hl_figure drop_off(const struct hl_tally *t) {
	return share(t->counts.stage_dropped, t->counts.stage_reached);
}
