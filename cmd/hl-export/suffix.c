/* suffix.c - what the name of the output says of its format. */
#include "suffix.h"

#include <string.h>

/* Programs open these as what they are called, and would not find it. */
static const char *const foreign[] = { "xls", "xlsm", "xlsb", "xltx", "ods", "ots", "fods",
	"numbers", "doc", "docx", "odt", "rtf", "pages", "ppt", "pptx", "odp", "tex", "eps", "ps",
	"png", "jpg", "jpeg", "gif", "svg", "webp", "xml", "yaml", "yml", "toml", "parquet",
	"arrow", "feather", "orc", "avro", "mdb", "accdb", "dbf", "duckdb", "sql", "vcf", "eml",
	"bz2", "xz", "zst", "lz4", "br", "7z", "rar", "zip", "tar", "tgz" };

enum { SUFFIX_LEAST = 3 }; /* letters of which one may be a slip */

/* Behind the last point of the name itself, ".gz" not counted; empty: there is none. */
static struct hl_str suffix_of(const char *file) {
	const char *slash = file ? strrchr(file, '/') : NULL;
	struct hl_str name = hl_str_of(slash ? slash + 1 : file);
	const char *point;

	if (hl_str_ends(name, HL_STR(".gz")))
		name.len -= 3;
	point = name.len ? memrchr(name.at, '.', name.len) : NULL;
	if (!point)
		return HL_STR("");
	point++;
	return (struct hl_str){ point, name.len - (size_t)(point - name.at) };
}

static struct hl_str behind(struct hl_str text, size_t len) {
	len = len < text.len ? len : text.len;
	return (struct hl_str){ text.at + len, text.len - len };
}

/* One letter too many, too few or another, or two that changed places. */
static bool is_slip(struct hl_str suffix, struct hl_str of) {
	bool is_longer = suffix.len >= of.len;
	bool is_shorter = suffix.len <= of.len;
	size_t same = 0;

	while (same < suffix.len && same < of.len && hl_lower(suffix.at[same]) == of.at[same])
		same++;
	suffix = behind(suffix, same);
	of = behind(of, same);
	if (suffix.len == of.len && of.len > 1 && hl_lower(suffix.at[0]) == of.at[1] &&
		hl_lower(suffix.at[1]) == of.at[0] && hl_str_same(behind(suffix, 2), behind(of, 2)))
		return true;
	return hl_str_same(behind(suffix, is_longer), behind(of, is_shorter));
}

/* The suffix that @suffix is a slip of; NULL: none. */
static const char *slip_of(struct hl_str suffix) {
	if (suffix.len < SUFFIX_LEAST)
		return NULL;
	for (size_t i = 0; i < hl_formats_len; i++) {
		const char *names[] = { hl_formats[i]->suffix, hl_formats[i]->also };

		for (size_t k = 0; k < HL_LEN(names); k++)
			if (names[k] && strlen(names[k]) > SUFFIX_LEAST &&
				is_slip(suffix, hl_str_of(names[k] + 1)))
				return names[k];
	}
	return NULL;
}

const char *suffix_format(const struct cmd *cmd, const char *file, const char *otherwise) {
	const struct hl_format *named = hl_format_of(hl_str_of(file));
	struct hl_str suffix = suffix_of(file);
	const char *meant;

	if (named)
		return named->name;
	for (size_t i = 0; i < HL_LEN(foreign); i++)
		if (hl_str_same(suffix, hl_str_of(foreign[i])))
			return foreign[i];
	meant = slip_of(suffix);
	if (meant)
		cmd_misuse(cmd,
			"-o: no format has the suffix .%.*s; did you mean %s? Else say --to FORMAT",
			(int)suffix.len, suffix.at, meant);
	return otherwise;
}
