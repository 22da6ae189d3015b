/* inflaters.c - the libraries that inflate, the best one first. */
#include "parts.h"

const struct io_inflater *const io_inflaters[] = {
#if HL_ISAL
	&io_inflater_isal,
#endif
	&io_inflater_zlib,
	NULL,
};
