/* mask.c - --mask, and what tokens are made with. */
#include "mask.h"

enum { KEY_MIN = 16, KEY_MAX = 64 << 10 };

/* The bytes of the file, a line end behind them not counted. */
static enum hl_status read_key(struct cmd_run *run, const char *name, struct hl_str *key) {
	struct hl_buf bytes = { 0 };
	enum hl_status status = hl_file_read(name, KEY_MAX, &bytes, &run->err);
	size_t len = bytes.len;

	while (len > 0 && (bytes.at[len - 1] == '\n' || bytes.at[len - 1] == '\r'))
		len--;
	*key = hl_str_keep(&run->arena, (struct hl_str){ bytes.at, len });
	hl_buf_release(&bytes);
	if (status == HL_OK && len < KEY_MIN) {
		run->err.file = name;
		return hl_fail(
			&run->err, HL_EDATA, "a key of %zu bytes can be guessed: 16 at least", len);
	}
	return status;
}

enum hl_status mask_read(struct cmd_run *run, const struct mask_options *options,
	const struct hl_preset **preset, struct hl_mask_with *with) {
	*preset = NULL;
	if (options->preset &&
		hl_preset_find(hl_str_of(options->preset), preset, &run->err) != HL_OK)
		cmd_misuse(run->cmd, "--mask: %s", run->err.text);
	if (options->key && !*preset)
		cmd_misuse(run->cmd, "--mask-key goes with --mask");
	*with = (struct hl_mask_with){ .day = hl_zone_day(run->zone, run->as_of),
		.time = run->time };
	return options->key ? read_key(run, options->key, &with->key) : HL_OK;
}

enum hl_status mask_list(struct cmd_run *run) {
	struct hl_buf list = { 0 };

	for (size_t i = 0; i < hl_presets_len; i++)
		cmd_list_line(&list, hl_presets[i].name, hl_presets[i].help);
	return cmd_list_print(run, &list);
}
