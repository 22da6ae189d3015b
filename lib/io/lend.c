/*
 * lend.c - many bytes into a pipe without the system's copying them.
 *
 * vmsplice(2) puts the pages themselves into the pipe. Who reads it may hand them on as they are
 * and keep them (splice(2), tee(2)), so that a byte that was lent must never change: a buffer whose
 * bytes were lent gets memory that nobody had before, and lets go of what it had. New memory has to
 * be cleared first; only on large pages is that less than what copying takes.
 */
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>

/*
 * A piece that is smaller is copied: it would fill a place of the pipe as a whole page does. Of
 * larger ones too few share a page.
 */
enum { LEAST = 64 << 10, MOST = 1 << 20 };

void io_lender_release(struct io_lender *lender) {
	hl_page_drop(lender->page);
	lender->page = NULL;
}

size_t io_lend(struct io_lender *lender, int fd, const struct hl_buf *buf) {
	size_t lent = 0;

	if (!buf->page || buf->len < LEAST)
		return 0;
	while (lent < buf->len && !lender->is_refused) {
		struct iovec rest = { buf->at + lent, buf->len - lent };
		ssize_t got = vmsplice(fd, &rest, 1, 0);

		if (got > 0)
			lent += (size_t)got;
		else if (got == 0 || errno != EINTR)
			lender->is_refused = true;
	}
	return lent;
}

static bool share(struct io_lender *lender, struct hl_buf *buf, size_t cap) {
	return lender->page && hl_page_share(lender->page, buf, cap);
}

void io_lender_supply(struct io_lender *lender, struct hl_buf *buf) {
	size_t cap = buf->len + buf->len / 16; /* the next ones are about as long */

	hl_buf_release(buf);
	if (lender->is_refused || cap < LEAST || cap > MOST || share(lender, buf, cap))
		return;
	io_lender_release(lender);
	lender->page = hl_page_new();
	lender->is_refused = !share(lender, buf, cap);
}
