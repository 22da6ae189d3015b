/* guide.h - of hl-export: names of collectors, and links to other pages. */
#ifndef HL_EXPORT_GUIDE_H
#define HL_EXPORT_GUIDE_H

#include "../cmd.h"

#include "hl/document.h"

struct guide_options {
	const char *names, *home, *links;
};

/* clang-format off */
#define GUIDE_OPTS(g) \
	OPT_TEXT(0, "names", &(g)->names, "FILE", "a roster: what collectors are called, on queues and dashboards"), \
	OPT_TEXT(0, "home", &(g)->home, "LINK", "from an HTML page back to the one that lists all: ../index.html"), \
	OPT_TEXT(0, "links", &(g)->links, "FILE", "to pages about teams, collectors, clients: column, value, link, file")
/* clang-format on */

/* What needs no table. Else misuse. */
void guide_check(const struct cmd_run *run, const struct guide_options *options);

/* Names with a mask that holds collectors back are misuse. */
void guide_check_mask(const struct cmd_run *run, const struct guide_options *options,
	const struct hl_preset *preset);

/*
 * Read the tables into @export, which owns them from now on; a title that is an id is named. Where
 * they have mistakes *guided is HL_EDATA, and it is HL_OK: rows are looked at for more.
 */
enum hl_status guide_read(struct cmd_run *run, const struct guide_options *options,
	struct hl_export_options *export, enum hl_status *guided) HL_CHECKED;

void guide_release(struct hl_export_options *export);

/* What names and links know @column of the input by, which the command line calls @name. */
struct hl_str guide_column(const struct cmd_run *run, const char *name, size_t column);

#endif
