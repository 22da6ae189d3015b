/* goes.c - what was asked for goes with the format or the page, or it is a mistake. */
#include "goes.h"

#include <stdlib.h>

enum hl_status goes_check(struct cmd_run *run, const struct hl_format *format,
	const struct goes_option *options, size_t len) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < len; i++) {
		struct hl_buf takers = { 0 };

		if (!options[i].is_given || (format->takes & options[i].takes))
			continue;
		hl_export_takers(options[i].takes, &takers);
		status = cmd_slip(
			run, "--%s goes with %.*s", options[i].name, (int)takers.len, takers.at);
		hl_buf_release(&takers);
	}
	return status;
}

/* What the environment says of languages chooses among the fonts of pango, of the date what cairo
   writes: an output depends on neither. */
void goes_forget_environment(void) {
	static const char *const names[] = { "LANGUAGE", "LANG", "LC_ALL", "LC_CTYPE",
		"PANGO_LANGUAGE", "FC_LANG", "SOURCE_DATE_EPOCH" };

	for (size_t i = 0; i < HL_LEN(names); i++)
		(void)unsetenv(names[i]);
}
