/* page.h - pages for a browser, complete in themselves: nothing is loaded from elsewhere. */
#ifndef HL_PAGE_H
#define HL_PAGE_H

#include "hl/document.h"

/* A table, whatever its columns. */
extern const struct hl_format hl_html;

/* The work queue of a collector, a card for each account. */
extern const struct hl_format hl_queue_html;

/* Figures of hl-metrics: cards, a trend, a leaderboard and what else there are rows for. */
extern const struct hl_format hl_dashboard_html;

/* Links to other files in sections, with counts and sums. */
extern const struct hl_format hl_index_html;

#endif
