/* guide.c - of hl-export: names of collectors, and links to other pages. */
#include "guide.h"

#include "hl/guide.h"

void guide_check(const struct cmd_run *run, const struct guide_options *options) {
	const char *tables[] = { options->names, options->links };
	const char *fault = options->home ? hl_link_fault(hl_str_of(options->home)) : NULL;

	if (fault)
		cmd_misuse(run->cmd, "--home: %s", fault);
	cmd_check_stdin(run, tables, HL_LEN(tables), true);
	cmd_check_kept(run, "output", run->std->output, tables, HL_LEN(tables));
}

void guide_check_mask(const struct cmd_run *run, const struct guide_options *options,
	const struct hl_preset *preset) {
	if (options->names && !hl_preset_shows(preset, HL_STR("collector")))
		cmd_misuse(run->cmd,
			"--names does not go with --mask %s, which holds back collector",
			preset->name);
}

/* --- the tables --- */

/* Mistakes were told one by one, and others are looked for. */
static bool is_told(const struct cmd_run *run, enum hl_status status) {
	return status == HL_EDATA && !run->err.text[0];
}

static enum hl_status read_names(
	struct cmd_run *run, const char *file, struct hl_export_options *export) {
	struct hl_reader *reader = NULL;
	enum hl_status status =
		cmd_table(run, file, (struct hl_reader_options){ .role = "names" }, &reader);

	export->names = hl_names_new();
	if (status == HL_OK)
		status = hl_names_read(export->names, reader, &run->map, &run->mistakes, &run->err);
	hl_reader_close(reader);
	return status;
}

static enum hl_status read_links(
	struct cmd_run *run, const char *file, struct hl_export_options *export) {
	struct hl_reader *reader = NULL;
	enum hl_status status =
		cmd_table(run, file, (struct hl_reader_options){ .role = "links" }, &reader);

	export->links = hl_links_new(export->home);
	if (status == HL_OK)
		status = hl_links_read(export->links, reader, &run->map, &run->mistakes, &run->err);
	hl_reader_close(reader);
	return status;
}

static enum hl_status read_tables(struct cmd_run *run, const struct guide_options *options,
	struct hl_export_options *export) {
	enum hl_status status = HL_OK;

	if (options->names)
		status = read_names(run, options->names, export);
	if (options->links && (status == HL_OK || is_told(run, status))) {
		enum hl_status next = read_links(run, options->links, export);

		status = next != HL_OK ? next : status;
	}
	return status;
}

enum hl_status guide_read(struct cmd_run *run, const struct guide_options *options,
	struct hl_export_options *export, enum hl_status *guided) {
	struct hl_buf title = { 0 };

	export->home = hl_str_of(options->home);
	*guided = read_tables(run, options, export);
	(void)hl_names_put(export->names, export->title, &title);
	export->title = hl_str_keep(&run->arena, hl_buf_str(&title));
	hl_buf_release(&title);
	return is_told(run, *guided) ? HL_OK : *guided;
}

void guide_release(struct hl_export_options *export) {
	hl_names_free(export->names);
	hl_links_free(export->links);
}

struct hl_str guide_column(const struct cmd_run *run, const char *name, size_t column) {
	struct hl_error err = { 0 };
	size_t collector;
	enum hl_status status = hl_lead_at(
		hl_reader_header(run->reader), &run->map, HL_STR("collector"), &collector, &err);

	return status == HL_OK && collector == column ? HL_STR("collector") : hl_str_of(name);
}
