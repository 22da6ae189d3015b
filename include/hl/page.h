/* page.h - pages for a browser, complete in themselves: nothing is loaded from elsewhere. */
#ifndef HL_PAGE_H
#define HL_PAGE_H

#include "hl/document.h"

/* A table, whatever its columns. */
extern const struct hl_format hl_html;

/* The work queue of a collector, a card for each account. */
extern const struct hl_format hl_queue_html;

#endif
