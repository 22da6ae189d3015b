/* digest.c - SHA-256 of bytes on their way, and the list of the files that a run has to do with. */
#include "parts.h"

#include <sha256.h>

struct hl_digest {
	SHA2_CTX sum;
	uint64_t len;
	bool is_whole;
};

_Static_assert(HL_SHA256_ROOM == SHA256_DIGEST_STRING_LENGTH, "the digits and a NUL");

void hl_digest_add(struct hl_digest *digest, struct hl_str bytes) {
	if (!digest || bytes.len == 0)
		return;
	SHA256Update(&digest->sum, (const uint8_t *)bytes.at, bytes.len);
	digest->len += bytes.len;
}

void hl_digest_end(struct hl_digest *digest) {
	if (digest)
		digest->is_whole = true;
}

bool hl_digest_print(const struct hl_digest *digest, char *sha256, uint64_t *len) {
	SHA2_CTX sum;

	if (!digest || !digest->is_whole)
		return false;
	sum = digest->sum;
	SHA256End(&sum, sha256);
	*len = digest->len;
	return true;
}

ptrdiff_t io_read_into(struct hl_digest *digest, int fd, void *to, size_t room) {
	ptrdiff_t got = io_read(fd, to, room);

	if (got > 0)
		hl_digest_add(digest, (struct hl_str){ to, (size_t)got });
	else if (got == 0)
		hl_digest_end(digest);
	return got;
}

/* --- files --- */

struct hl_file *hl_files_add(struct hl_files *files, const char *role, const char *name) {
	struct hl_file *file;

	if (!files)
		return NULL;
	file = hl_new(&files->arena, struct hl_file);
	*file = (struct hl_file){
		.role = role, .name = name, .rows = SIZE_MAX, .newest_s = HL_NO_MOMENT
	};
	if (files->hashes) {
		file->digest = hl_new(&files->arena, struct hl_digest);
		SHA256Init(&file->digest->sum);
	}
	if (files->last)
		files->last->next = file;
	else
		files->first = file;
	files->last = file;
	return file;
}

void hl_files_release(struct hl_files *files) {
	hl_arena_release(&files->arena);
	*files = (struct hl_files){ 0 };
}
