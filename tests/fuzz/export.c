/* fuzz/export.c - whatever the table holds, a document is UTF-8, obeys nobody and has its lines. */
#include "hl/export.h"

#include <iconv.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

static bool is_utf8(char *at, size_t len) {
	iconv_t to = iconv_open("UTF-32LE", "UTF-8");
	bool all = true;

	while (len > 0 && all) {
		char room[4096];
		char *next = room;
		size_t left = sizeof(room);
		size_t before = len;

		(void)iconv(to, &at, &len, &next, &left);
		all = len < before;
	}
	iconv_close(to);
	return all;
}

static size_t count(const char *at, size_t len, char c) {
	size_t hits = 0;

	for (size_t i = 0; i < len; i++)
		hits += at[i] == c;
	return hits;
}

/* Bytes of which a terminal would do more than show them. */
static size_t controls(const char *at, size_t len) {
	size_t hits = 0;

	for (size_t i = 0; i < len; i++)
		hits += ((unsigned char)at[i] < 0x20 && at[i] != '\n' && at[i] != '\t') ||
			at[i] == 0x7f;
	return hits;
}

static void look(const struct hl_format *format, char *at, size_t len, size_t rows) {
	bool is_table = strcmp(format->suffix, ".csv") == 0 || strcmp(format->suffix, ".tsv") == 0;

	if (is_table || format->is_binary)
		return;
	must(is_utf8(at, len) || strcmp(format->name, "text") == 0);
	/* JSON may hold the one control character that is none to it. */
	must(controls(at, len) == (format->name[0] == 'j' ? count(at, len, 0x7f) : 0));
	if (strcmp(format->name, "jsonl") == 0)
		must(count(at, len, '\n') == rows);
	if (strcmp(format->name, "markdown") == 0 || strcmp(format->name, "text") == 0)
		must(count(at, len, '\n') == rows + 2);
	if (strcmp(format->name, "text") == 0)
		must(count(at, len, '\t') == 0);
}

static enum hl_status write_all(
	struct hl_reader *reader, struct hl_export *doc, struct hl_error *err) {
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(reader, &row, err)) == HL_OK)
		if ((status = hl_export_row(doc, &row, err)) != HL_OK)
			return status;
	return status == HL_END ? hl_export_end(doc, err) : status;
}

static void try_format(const struct hl_format *format, const struct hl_preset *preset,
	struct hl_reader *reader, int fd) {
	const struct hl_export_choice choice = { .preset = preset,
		.with = { .key = HL_STR("0123456789abcdef") } };
	const struct hl_output_options gzip = { .gzip = false };
	struct hl_export_table table;
	struct hl_export_options options = { .table = &table,
		.dialect = hl_dialect_of(','),
		.title = HL_STR("<t>"),
		.goal = 3,
		.temp = "/tmp",
		.currency = HL_STR("\"$") };
	struct hl_error err = { 0 };
	struct hl_output *out = NULL;
	struct hl_export *doc;

	if (hl_export_table_init(&table, hl_reader_header(reader), &choice, &err) != HL_OK) {
		must(preset != NULL);
		hl_export_table_release(&table);
		return;
	}
	must(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 && dup2(fd, STDOUT_FILENO) == 1);
	must(hl_output_open(&out, NULL, &gzip, &err) == HL_OK);
	if (hl_export_bind(format, &options, &err) == HL_OK) {
		doc = hl_export_new(format, &options, options.title);
		hl_export_to(doc, out);
		if (write_all(reader, doc, &err) == HL_OK) {
			size_t rows = hl_export_counts(doc).rows;
			size_t len;
			char *at;

			must(hl_output_flush(out, &err) == HL_OK);
			len = (size_t)lseek(fd, 0, SEEK_END);
			at = mmap(NULL, len + 1, PROT_READ, MAP_PRIVATE, fd, 0);
			must(at != MAP_FAILED);
			look(format, at, len, rows);
			munmap(at, len + 1);
		}
		hl_export_free(doc);
	}
	hl_output_discard(out);
	hl_export_table_release(&table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	static const char *const names[] = { "fuzz" };
	static int fd = -1;
	struct hl_mistakes mistakes = { .len = 0 };
	struct hl_reader_options options = { .mistakes = &mistakes };
	struct hl_error err = { 0 };
	struct hl_reader *reader;
	size_t which;

	if (len < 3)
		return 0;
	if (fd < 0)
		fd = memfd_create("document", MFD_CLOEXEC);
	must(fd >= 0);
	which = data[0] % (hl_formats_len + hl_pages_len);
	options.bytes = (struct hl_str){ (const char *)data + 2, len - 2 };
	if (hl_reader_open(&reader, names, 1, &options, &err) != HL_OK)
		return 0;
	try_format(which < hl_formats_len ? hl_formats[which]
					  : hl_pages[which - hl_formats_len].format,
		data[1] % hl_presets_len ? &hl_presets[data[1] % hl_presets_len] : NULL, reader,
		fd);
	hl_reader_close(reader);
	return 0;
}
