/* slips.c - mistakes of the command line that are told together, at the end. */
#include "cmd.h"

#include <stdarg.h>
#include <stdio.h>

enum hl_status cmd_slip(struct cmd_run *run, const char *fmt, ...) {
	struct hl_error why = { 0 };
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why.text, sizeof(why.text), fmt, args);
	va_end(args);
	hl_mistakes_add(&run->mistakes, &why);
	return HL_EUSAGE;
}

enum hl_status cmd_word(struct cmd_run *run, const char *option, const char *text,
	struct cmd_words words, size_t *at) {
	const struct hl_str *near = hl_nearest(hl_str_of(text), words.names, words.len);
	struct hl_buf all = { 0 };

	*at = hl_str_find(hl_str_of(text), words.names, words.len);
	if (*at < words.len)
		return HL_OK;
	*at = 0;
	for (size_t i = 0; i < words.len; i++)
		hl_buf_addf(&all, "%s%.*s",
			i == 0              ? ""
			: i + 1 < words.len ? ", "
					    : " nor ",
			(int)words.names[i].len, words.names[i].at);
	(void)cmd_slip(run, "--%s: %s is neither %.*s%s%s%s", option, text, (int)all.len, all.at,
		near ? "; did you mean " : "", near ? near->at : "", near ? "?" : "");
	hl_buf_release(&all);
	return HL_EUSAGE;
}
