/* place.c - where a name leads. */
#include "parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum hl_status hl_file_place(const char *name, char **place, struct hl_error *err) {
	struct stat st;
	bool is_link = lstat(name, &st) == 0 && S_ISLNK(st.st_mode);

	*place = is_link ? realpath(name, NULL) : strdup(name);
	if (*place)
		return HL_OK;
	if (errno == ENOMEM)
		hl_out_of_memory();
	return io_fail(
		err, HL_ENOINPUT, name, errno == ENOENT ? "a link that leads to nothing" : NULL);
}
