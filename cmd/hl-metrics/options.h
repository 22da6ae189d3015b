/* options.h - what hl-metrics is asked, by all of its options. */
#ifndef CMD_HL_METRICS_OPTIONS_H
#define CMD_HL_METRICS_OPTIONS_H

#include "contacts.h"
#include "lift.h"
#include "model.h"
#include "money.h"
#include "output.h"
#include "partial.h"
#include "promises.h"
#include "queues.h"
#include "tables.h"

struct options {
	const char *metric, *define, *by, *totals, *roster, *leads, *max_age;
	const char *last, *from, *to, *every, *horizon, *converted, *stages, *unknown;
	size_t min_n;
	struct promise_options promise;
	struct queue_options queue;
	struct contacts_options contacts;
	bool list;
	const char *set;
	struct model_options model;
	struct tables_options tables;
	struct partial_options parts;
	struct cmd_list asserts;
	struct output_options output;
	struct lift_options lift;
	struct money_options money;
	struct cmd_std std;
};

/* clang-format off */
#define PERIOD_OPTS(o) \
	OPT_TEXT(0, "last", &(o)->last, "SPAN", "the whole days before --as-of, as in 30d"), \
	OPT_TEXT(0, "from", &(o)->from, "DATE", "the first day [of the events]"), \
	OPT_TEXT(0, "to", &(o)->to, "DATE", "the day after the last [that of --as-of]"), \
	OPT_TEXT(0, "every", &(o)->every, "WHAT", "also each day, week or month of the period")
/* clang-format on */

#endif
