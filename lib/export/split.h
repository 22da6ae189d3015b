/* split.h - inside lib/export: names of files, and putting them in their places. */
#ifndef HL_EXPORT_SPLIT_H
#define HL_EXPORT_SPLIT_H

#include "hl/export.h"

#define SPLIT_MANIFEST "manifest.json"

/* --- split_name.c --- */

/* One value and where its rows go. */
struct split_group {
	struct hl_str value;
	struct hl_export *doc;
	char *name; /* of its file, with the suffix */
	size_t rows;
	hl_wide balance; /* millionths */
	size_t without;  /* rows whose balance is no number */
	uint64_t bytes;  /* of its file */
	char sha256[65];
};

/*
 * A name for each of the groups: harmless on any system, at most 100 bytes with @suffix, no two
 * alike, whatever the case of their letters. A value has the same name in every run, but
 * where another value would have it too.
 */
enum hl_status split_name_all(struct split_group *groups, size_t len, struct hl_str suffix,
	struct hl_arena *arena, struct hl_error *err) HL_CHECKED;

/* --- split_place.c --- */

/* A folder, and the hidden one in it where files are made. */
struct split_place {
	const char *folder; /* as it was given */
	int fd, stage;      /* -1 when not open */
	bool is_made;       /* the folder was missing */
};

/* Make the folder if it is missing, lock it, clear away what a killed run left. */
enum hl_status split_place_open(
	struct split_place *place, const char *folder, struct hl_error *err) HL_CHECKED;

/* The path of a staged file. */
const char *split_place_path(
	const struct split_place *place, const char *name, struct hl_arena *arena);

/* Length and SHA-256 of a staged file, as it can be read back. */
enum hl_status split_place_digest(const struct split_place *place, const char *name,
	uint64_t *bytes, char *sha256, struct hl_error *err) HL_CHECKED;

/*
 * Move the staged files @names into their places, in that order; an existing file keeps its mode.
 * When one fails those before it are taken back.
 */
enum hl_status split_place_commit(const struct split_place *place, const char *const *names,
	size_t len, struct hl_error *err) HL_CHECKED;

/*
 * Files in the folder that end in @suffix and are not in @known: how many, and which is the first
 * by name.
 */
size_t split_place_strangers(const struct split_place *place, struct hl_str suffix,
	const struct hl_keys *known, struct hl_buf *first);

/* Remove what is still staged, and the folder if it was made here and is empty. */
void split_place_close(struct split_place *place);

#endif
