/*
 * xlsx_zip.c - is the archive that the library left in order?
 *
 * What packs it does not look at everything that the system says: so each part must lie where the
 * list at the end has it, close behind the one before, with the length and the checksum that the
 * list knows. (With parts of more than 4 GiB lengths are elsewhere: then the list has to be there.)
 */
#include "xlsx.h"

#include <errno.h>
#include <string.h>

enum { LIST_END = 22, LIST_ENTRY = 46, PART_HEAD = 30 };
enum { LIST_END_MARK = 0x06054b50, LIST_MARK = 0x02014b50, PART_MARK = 0x04034b50 };

/* The little-endian numbers of which it is made. */
static uint32_t number_at(const char *at, size_t bytes) {
	uint32_t number = 0;

	for (size_t i = 0; i < bytes; i++)
		number |= (uint32_t)(unsigned char)at[i] << 8 * i;
	return number;
}

/* CRC-32, packed and whole length: 12 bytes, in the list and before the part. */
static bool same_facts(const char *entry, const char *head) {
	return memcmp(entry + 16, head + 14, 12) == 0;
}

/* What is looked at. */
struct archive {
	const struct hl_temp *zip;
	uint64_t at; /* where the next part should begin */
	bool is_good;
};

/* The part of @entry, if it is where it should be. */
static enum hl_status check_part(struct archive *archive, const char *entry, struct hl_error *err) {
	char head[PART_HEAD];
	enum hl_status status;

	archive->is_good =
		number_at(entry, 4) == LIST_MARK && number_at(entry + 42, 4) == archive->at;
	if (!archive->is_good)
		return HL_OK;
	status = hl_temp_read(archive->zip, archive->at, head, sizeof(head), err);
	if (status != HL_OK)
		return status;
	archive->is_good = number_at(head, 4) == PART_MARK && same_facts(entry, head);
	archive->at += PART_HEAD + number_at(head + 26, 2) + number_at(head + 28, 2) +
		       number_at(head + 18, 4);
	return HL_OK;
}

/* The @count entries of the list. */
static enum hl_status check_parts(
	struct archive *archive, struct hl_str list, size_t count, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (count-- > 0 && archive->is_good && status == HL_OK) {
		size_t len = LIST_ENTRY;

		archive->is_good = list.len >= len;
		if (!archive->is_good)
			return HL_OK;
		len += number_at(list.at + 28, 2) + number_at(list.at + 30, 2) +
		       number_at(list.at + 32, 2);
		status = check_part(archive, list.at, err);
		archive->is_good = archive->is_good && len <= list.len;
		list.at += len;
		list.len -= archive->is_good ? len : 0;
	}
	archive->is_good = archive->is_good && list.len == 0;
	return status;
}

/* The list begins where the last part ends, and ends where @end begins. */
static enum hl_status check_list(struct archive *archive, const char *end, struct hl_error *err) {
	size_t len = number_at(end + 12, 4);
	uint64_t from = number_at(end + 16, 4);
	struct hl_buf list = { 0 };
	enum hl_status status;

	archive->is_good = from + len + LIST_END == hl_temp_len(archive->zip);
	if (!archive->is_good)
		return HL_OK;
	status = hl_temp_read(archive->zip, from, hl_buf_room(&list, len), len, err);
	list.len = len;
	if (status == HL_OK)
		status = check_parts(archive, hl_buf_str(&list), number_at(end + 10, 2), err);
	archive->is_good = archive->is_good && archive->at == from;
	hl_buf_release(&list);
	return status;
}

enum hl_status xlsx_zip_check(const struct hl_temp *zip, bool is_zip64, struct hl_error *err) {
	struct archive archive = { .zip = zip, .is_good = hl_temp_len(zip) > LIST_END };
	char end[LIST_END] = "";
	enum hl_status status = HL_OK;

	if (archive.is_good)
		status = hl_temp_read(zip, hl_temp_len(zip) - LIST_END, end, LIST_END, err);
	archive.is_good = archive.is_good && number_at(end, 4) == LIST_END_MARK;
	if (status == HL_OK && archive.is_good && !is_zip64)
		status = check_list(&archive, end, err);
	if (status != HL_OK || archive.is_good)
		return status;
	errno = EIO;
	return hl_temp_fail(zip, err);
}
