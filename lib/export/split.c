/* split.c - one file for each value of a column, and a manifest that tells what they hold. */
#include "split.h"

#include "hl/guide.h"
#include "hl/unicode.h"

#include <inttypes.h>
#include <stdlib.h>

struct hl_split {
	const struct hl_format *format;
	const struct hl_export_options *options;
	struct hl_split_options split;
	struct hl_str suffix; /* of the files, ".gz" too */
	struct hl_keys *values;
	struct split_group *groups; /* by the number of their value, then sorted by name */
	size_t len, cap;
	struct split_place place;
	bool is_open;
	const char **names; /* in the order they are put in place */
	struct hl_arena arena;
	struct hl_export_counts counts;
	struct hl_buf value; /* that a row is filed under, as it goes out */
	struct hl_buf stranger;
	size_t strangers;
};

struct hl_split *hl_split_new(const struct hl_format *format,
	const struct hl_export_options *options, const struct hl_split_options *split) {
	struct hl_split *made = hl_claim(1, sizeof(*made));
	struct hl_buf suffix = { 0 };

	made->format = format;
	made->options = options;
	made->split = *split;
	made->values = hl_keys_new();
	hl_buf_addf(&suffix, "%s%s", format->suffix, split->gzip ? ".gz" : "");
	made->suffix = hl_str_keep(&made->arena, hl_buf_str(&suffix));
	hl_buf_release(&suffix);
	return made;
}

void hl_split_free(struct hl_split *split) {
	if (!split)
		return;
	for (size_t i = 0; i < split->len; i++)
		hl_export_free(split->groups[i].doc);
	free(split->groups);
	if (split->is_open)
		split_place_close(&split->place);
	hl_keys_free(split->values);
	hl_arena_release(&split->arena);
	hl_buf_release(&split->stranger);
	hl_buf_release(&split->value);
	free(split);
}

/* --- rows --- */

/* What the file of @value is headed with: what was asked for, and whose it is. */
static struct hl_export *new_document(struct hl_split *split, struct hl_str value) {
	struct hl_str asked = split->options->title;
	struct hl_buf title = { 0 };
	struct hl_export *doc;

	if (asked.len > 0) {
		hl_buf_add(&title, asked);
		hl_buf_add(&title, HL_STR(": "));
	}
	if (value.len == 0)
		hl_buf_add(&title, HL_STR("unassigned"));
	else if (hl_str_eq(split->split.name, HL_STR("collector")))
		(void)hl_names_put(split->options->names, hl_str_trim(value), &title);
	else
		hl_buf_add(&title, value);
	doc = hl_export_new(split->format, split->options, hl_buf_str(&title));
	doc->is_part = true;
	doc->column = split->split.name;
	doc->value = hl_str_keep(&doc->arena, hl_str_trim(value));
	hl_buf_release(&title);
	return doc;
}

/* A cell of blanks is no value. */
static struct split_group *group_of(struct hl_split *split, struct hl_str cell) {
	struct hl_str value = hl_str_trim(cell).len ? cell : HL_STR("");
	size_t number = hl_keys_add(split->values, value);
	struct split_group *group;

	split->groups = hl_grow(split->groups, &split->cap, number + 1, sizeof(*split->groups));
	group = &split->groups[number];
	if (number == split->len) {
		*group = (struct split_group){ .value = hl_keys_at(split->values, number) };
		group->doc = new_document(split, group->value);
		split->len++;
	}
	return group;
}

enum hl_status hl_split_row(
	struct hl_split *split, const struct hl_row *row, struct hl_error *err) {
	struct split_group *group;
	enum hl_status status;
	int64_t balance = 0;

	split->value.len = 0;
	hl_export_show(split->options->table, row, split->split.column, &split->value);
	group = group_of(split, hl_buf_str(&split->value));
	status = hl_export_row(group->doc, row, err);
	if (status != HL_OK)
		return status;
	if (!hl_dec_read(hl_cell_trimmed(row, split->split.balance), &balance))
		group->without++;
	group->balance += balance;
	return HL_OK;
}

/* --- files --- */

static enum hl_status write_file(struct hl_split *split, struct hl_output *out,
	struct split_group *group, struct hl_error *err) {
	enum hl_status status;

	hl_export_to(group->doc, out);
	status = hl_export_end(group->doc, err);
	if (status != HL_OK) {
		hl_output_discard(out);
		return status;
	}
	status = hl_output_commit(out, err);
	if (status == HL_OK)
		status = split_place_digest(
			&split->place, group->name, &group->bytes, group->sha256, err);
	return status;
}

/* Its document is not needed any more: its memory goes before the next one is made. */
static enum hl_status stage_group(
	struct hl_split *split, struct split_group *group, struct hl_error *err) {
	const struct hl_output_options options = { .gzip = split->split.gzip };
	struct hl_output *out;
	enum hl_status status = hl_output_open(
		&out, split_place_path(&split->place, group->name, &split->arena), &options, err);

	if (status == HL_OK)
		status = write_file(split, out, group, err);
	hl_export_counts_add(&split->counts, hl_export_counts(group->doc));
	group->rows = hl_export_counts(group->doc).rows;
	hl_export_free(group->doc);
	group->doc = NULL;
	return status;
}

static int by_name(const void *left, const void *right) {
	const struct split_group *a = left;
	const struct split_group *b = right;

	return hl_str_cmp(hl_str_of(a->name), hl_str_of(b->name));
}

/* --- the manifest --- */

static void put_balance(
	const struct hl_split *split, struct hl_buf *to, hl_wide balance, size_t without) {
	if (split->split.balance == HL_NO_COLUMN)
		return;
	hl_buf_add(to, HL_STR(",\"balance\":"));
	to->len += hl_sum_print(balance, 2, hl_buf_room(to, HL_SUM_ROOM));
	hl_buf_addf(to, ",\"without_balance\":%zu", without);
}

static void put_group(
	const struct hl_split *split, struct hl_buf *to, const struct split_group *group) {
	size_t not_utf8 = 0;

	hl_buf_addf(to, "{\"file\":\"%s\",\"value\":", group->name);
	hl_json_put(to, group->value, &not_utf8);
	hl_buf_addf(to, ",\"rows\":%zu", group->rows);
	put_balance(split, to, group->balance, group->without);
	hl_buf_addf(to, ",\"bytes\":%" PRIu64 ",\"sha256\":\"%s\"}", group->bytes, group->sha256);
}

/* One line for the whole, one for each file; no time and no path: a rerun gives the same bytes. */
static void put_manifest(const struct hl_split *split, struct hl_buf *to) {
	const struct hl_header *header = split->options->table->header;
	hl_wide balance = 0;
	size_t without = 0;
	size_t not_utf8 = 0;

	for (size_t i = 0; i < split->len; i++) {
		balance += split->groups[i].balance;
		without += split->groups[i].without;
	}
	hl_buf_addf(to, "{\"format\":\"%s\",\"split_by\":", split->format->name);
	hl_json_put(to, header->names[split->split.column], &not_utf8);
	hl_buf_addf(to, ",\"rows\":%zu", split->counts.rows);
	put_balance(split, to, balance, without);
	hl_buf_add(to, HL_STR(",\"files\":["));
	for (size_t i = 0; i < split->len; i++) {
		hl_buf_add(to, i ? HL_STR(",\n") : HL_STR("\n"));
		put_group(split, to, &split->groups[i]);
	}
	hl_buf_add(to, split->len ? HL_STR("\n]}\n") : HL_STR("]}\n"));
}

static enum hl_status stage_manifest(struct hl_split *split, struct hl_error *err) {
	struct hl_buf text = { 0 };
	enum hl_status status;

	put_manifest(split, &text);
	status = hl_file_write(split_place_path(&split->place, SPLIT_MANIFEST, &split->arena),
		hl_buf_str(&text), err);
	hl_buf_release(&text);
	return status;
}

/* --- all of them --- */

enum hl_status hl_split_stage(struct hl_split *split, struct hl_error *err) {
	enum hl_status status =
		split_name_all(split->groups, split->len, split->suffix, &split->arena, err);

	if (status != HL_OK)
		return status;
	split->is_open = true;
	status = split_place_open(&split->place, split->split.folder, err);
	if (split->len > 0)
		qsort(split->groups, split->len, sizeof(*split->groups), by_name);
	for (size_t i = 0; i < split->len && status == HL_OK; i++)
		status = stage_group(split, &split->groups[i], err);
	if (status == HL_OK)
		status = stage_manifest(split, err);
	split->names = hl_new_array(&split->arena, const char *, split->len + 1);
	for (size_t i = 0; i < split->len; i++)
		split->names[i] = split->groups[i].name;
	split->names[split->len] = SPLIT_MANIFEST;
	return status;
}

enum hl_status hl_split_commit(struct hl_split *split, struct hl_error *err) {
	enum hl_status status =
		split_place_commit(&split->place, split->names, split->len + 1, err);
	struct hl_keys *known = hl_keys_new();

	for (size_t i = 0; i <= split->len; i++)
		hl_keys_add(known, hl_str_of(split->names[i]));
	if (status == HL_OK)
		split->strangers = split_place_strangers(
			&split->place, split->suffix, known, &split->stranger);
	hl_buf_add_char(&split->stranger, '\0');
	hl_keys_free(known);
	return status;
}

struct hl_export_counts hl_split_counts(const struct hl_split *split) {
	return split->counts;
}

size_t hl_split_strangers(const struct hl_split *split, const char **first) {
	*first = split->stranger.at;
	return split->strangers;
}
