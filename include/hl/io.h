/*
 * io.h - bytes in and out: files, pipes, gzip; an output is whole or it is not there.
 *
 * Nothing is buffered by stdio; every read and write is retried when a signal interrupts
 * it and continued when it was short; every failure is told.
 */
#ifndef HL_IO_H
#define HL_IO_H

#include "hl/base.h"
#include "hl/memory.h"

/* --- what a run reads and writes, for its manifest --- */

/* SHA-256 of bytes as they lie on disk (gzip stays gzip), taken while they are read or written. */
struct hl_digest;

enum { HL_SHA256_ROOM = 65 };

/* NULL is fine: nobody asked. */
void hl_digest_add(struct hl_digest *digest, struct hl_str bytes);

/* There are no more bytes: only then the digest is that of a whole file. */
void hl_digest_end(struct hl_digest *digest);

/* In hexadecimal digits and a NUL, and of how many bytes. false: it is not that of a whole file. */
bool hl_digest_print(const struct hl_digest *digest, char *sha256, uint64_t *len);

#define HL_NO_MOMENT INT64_MIN

struct hl_file {
	const char *role;         /* what the run takes it for: "events" */
	const char *name;         /* as it was given: "-" is the standard input or output */
	struct hl_digest *digest; /* NULL: nobody asked */
	size_t rows;              /* SIZE_MAX: not counted */
	int64_t newest_s;         /* see hl_reader_watch; HL_NO_MOMENT: there is none */
	struct hl_file *next;
};

/* In the order in which they were opened. Zero it to begin with. */
struct hl_files {
	bool hashes; /* with digests: they take time */
	struct hl_file *first, *last;
	struct hl_arena arena;
};

/* One more; @role and @name must outlive the list. NULL for NULL. One thread at a time. */
struct hl_file *hl_files_add(struct hl_files *files, const char *role, const char *name);
void hl_files_release(struct hl_files *files);

/* --- input --- */

struct hl_input;

/*
 * Open @name, or the standard input for "-". gzip is known by its first bytes, under any
 * name; several members are read as one. A directory is refused. @name must outlive the input.
 */
enum hl_status hl_input_open(
	struct hl_input **in, const char *name, struct hl_error *err) HL_CHECKED;

/* The same for @bytes that are there already; @name is for messages. */
enum hl_status hl_input_open_bytes(struct hl_input **in, const char *name, struct hl_str bytes,
	struct hl_error *err) HL_CHECKED;

/*
 * Can @name be opened? A pipe is not tried (its writer would see a reader come and go), nor is
 * the standard input; *is_file says whether it can be read twice.
 */
enum hl_status hl_input_try(const char *name, bool *is_file, struct hl_error *err) HL_CHECKED;

/*
 * Append to @to what will be read first of @name, which stays to be read; waits until there is
 * something. false: it cannot be known without reading, as of anything but the standard input that
 * is a pipe.
 */
bool hl_input_peek(const char *name, struct hl_buf *to) HL_CHECKED;

/*
 * May a thread inflate ahead of who reads, once it is worth one? It may unless this says no.
 * To be called before the first read.
 */
void hl_input_read_ahead(struct hl_input *in, bool ahead);

/* Let @digest (NULL: none) have what is read. Before the first read. */
void hl_input_digest(struct hl_input *in, struct hl_digest *digest);

/*
 * Before a read: wait for bytes, as for those of a pipe into which nobody writes. false: @stop can
 * be read, say an eventfd that another thread wrote to. Of gzip data nothing is known: true at
 * once.
 */
bool hl_input_wait(const struct hl_input *in, int stop);

/* Is it worth another reader's while? Not where whoever writes into a pipe is the slower one. */
bool hl_input_is_ahead(const struct hl_input *in);

/* For messages: the name as it was given, "<stdin>" for "-". */
const char *hl_input_name(const struct hl_input *in);
const char *hl_input_called(const char *name);

/*
 * Up to @room (> 0) bytes into @to. HL_OK: *got (> 0) bytes came; HL_END: there are no more;
 * else the read failed or the gzip data is cut, damaged or followed by something else, which is
 * told when all good bytes before it were handed out.
 */
enum hl_status hl_input_read(
	struct hl_input *in, char *to, size_t room, size_t *got, struct hl_error *err) HL_CHECKED;

/* Nothing can be lost by closing an input, at any time. NULL is fine. */
void hl_input_close(struct hl_input *in);

/* --- output --- */

struct hl_output;

struct hl_output_options {
	bool gzip;                /* compress (modification time 0: the same bytes every time) */
	int gzip_level;           /* 1 to 9; 0: 6 */
	size_t threads;           /* that compress, if any do; 0 or 1: none but the caller's */
	struct hl_digest *digest; /* of what is written, ended by the commit; NULL: none */
};

/*
 * Open the standard output (@name NULL or "-") or a file to be. The file is written beside
 * its place, invisible where the system can do that, and appears whole at hl_output_commit;
 * an existing one keeps its mode, a new one is for its owner alone (0600). A name that ends
 * in ".gz" is compressed, as a gzip member for each MiB: the same bytes for any number of threads.
 * @name must outlive the output.
 */
enum hl_status hl_output_open(struct hl_output **out, const char *name,
	const struct hl_output_options *options, struct hl_error *err) HL_CHECKED;

/* For messages: "<stdout>" or the name. */
const char *hl_output_name(const struct hl_output *out);

/* Small pieces are gathered, large ones go out as they are. */
enum hl_status hl_output_write(
	struct hl_output *out, struct hl_str bytes, struct hl_error *err) HL_CHECKED;

/*
 * The same with all that is in @buf, which is empty then. Where the output can take it as it is,
 * like a pipe, nothing is copied: the buffer gets other memory.
 */
enum hl_status hl_output_drain(
	struct hl_output *out, struct hl_buf *buf, struct hl_error *err) HL_CHECKED;

/*
 * Push what was gathered towards the reader (an interactive or long pipe). In gzip this ends the
 * member, so that all that was written can be read; it costs 20 bytes and what the next member
 * could have learned.
 */
enum hl_status hl_output_flush(struct hl_output *out, struct hl_error *err) HL_CHECKED;

/*
 * Make it so: flush, end the gzip stream, sync, put the file in its place, sync the folder.
 * Success is only known when this returned HL_OK. Frees @out either way; when it fails the old
 * file (or none) stands.
 */
enum hl_status hl_output_commit(struct hl_output *out, struct hl_error *err) HL_CHECKED;

/*
 * The two halves of a commit, for files that must appear together: prepare writes and syncs
 * all but the last step; hl_output_commit then only puts the file in its place.
 */
enum hl_status hl_output_prepare(struct hl_output *out, struct hl_error *err) HL_CHECKED;

/* Forget it: the old file (or none) stands. NULL is fine. */
void hl_output_discard(struct hl_output *out);

/* --- temporary files --- */

struct hl_temp;

/*
 * A new file in @folder, for its owner alone and without a name: whatever becomes of the process,
 * nothing is left behind. HL_ECREATE when there can be none. @folder must outlive it.
 */
enum hl_status hl_temp_open(
	struct hl_temp **temp, const char *folder, struct hl_error *err) HL_CHECKED;

/* Append @bytes. HL_EIO: the disk is full, for example; @err names the folder. */
enum hl_status hl_temp_write(
	struct hl_temp *temp, struct hl_str bytes, struct hl_error *err) HL_CHECKED;

/* The same from byte @from on, over what stands there. */
enum hl_status hl_temp_put(
	struct hl_temp *temp, uint64_t from, struct hl_str bytes, struct hl_error *err) HL_CHECKED;

/* How much was written; 0 for NULL. */
uint64_t hl_temp_len(const struct hl_temp *temp);

/*
 * A path by which a library that wants one can open the file, to write it from its beginning, as
 * long as it is open here; hl_temp_measure then counts what it wrote.
 */
enum { HL_TEMP_PATH_ROOM = 40 };
void hl_temp_path(const struct hl_temp *temp, char *to);
enum hl_status hl_temp_measure(struct hl_temp *temp, struct hl_error *err) HL_CHECKED;

/* That library could not: HL_EIO, and errno says why. */
enum hl_status hl_temp_fail(const struct hl_temp *temp, struct hl_error *err);

/*
 * A file to make all of an output in, in any order, and what is done at the end, before the output
 * is committed. It is the output's own where that is a file that is neither packed nor hashed on
 * its way, so that nothing is copied; else one in @folder. Nothing else goes to that output.
 */
enum hl_status hl_temp_draft(struct hl_temp **temp, struct hl_output *out, const char *folder,
	struct hl_error *err) HL_CHECKED;
enum hl_status hl_temp_deliver(
	const struct hl_temp *temp, struct hl_output *out, struct hl_error *err) HL_CHECKED;

/* @len bytes that were written, from byte @from on. */
enum hl_status hl_temp_read(const struct hl_temp *temp, uint64_t from, char *to, size_t len,
	struct hl_error *err) HL_CHECKED;

void hl_temp_close(struct hl_temp *temp);

/* --- an input that has to be read twice --- */

/*
 * All bytes of @name, a pipe for example, as they come (gzip stays gzip), into a temporary file in
 * @folder; and that file as if it were @name, as often as one likes. The copy must outlive them.
 */
enum hl_status hl_input_keep(struct hl_temp **copy, const char *name, const char *folder,
	struct hl_error *err) HL_CHECKED;
enum hl_status hl_input_open_copy(struct hl_input **in, const char *name,
	const struct hl_temp *copy, struct hl_error *err) HL_CHECKED;

/* --- whole small files --- */

/* All of @name (at most @max bytes) into @to, appended. */
enum hl_status hl_file_read(
	const char *name, size_t max, struct hl_buf *to, struct hl_error *err) HL_CHECKED;

/* @bytes as all of @name, or "-": an output that is opened, written and committed. */
enum hl_status hl_file_write(
	const char *name, struct hl_str bytes, struct hl_error *err) HL_CHECKED;

/*
 * Where @name leads: itself, or, if it is a link, the file at its end; free() it. HL_ENOINPUT: a
 * link that leads to nothing.
 */
enum hl_status hl_file_place(const char *name, char **place, struct hl_error *err) HL_CHECKED;

/* --- a file that grows at its end --- */

struct hl_append;

/*
 * @name as it is, to be read and, if @writes, added to; one that is not there has 0 bytes, and is
 * made (0600) by the first put, or by hl_append_make. Whoever adds to it holds a lock: nothing
 * here keeps others off. @name must outlive it.
 */
enum hl_status hl_append_open(
	struct hl_append **append, const char *name, bool writes, struct hl_error *err) HL_CHECKED;
enum hl_status hl_append_make(struct hl_append *append, struct hl_error *err) HL_CHECKED;
uint64_t hl_append_len(const struct hl_append *append);

/* @len bytes that are there, from byte @from on. */
enum hl_status hl_append_read(const struct hl_append *append, uint64_t from, char *to, size_t len,
	struct hl_error *err) HL_CHECKED;

/* @bytes as what stands from byte @from (at most its length) on; they are on disk with HL_OK. */
enum hl_status hl_append_put(struct hl_append *append, uint64_t from, struct hl_str bytes,
	struct hl_error *err) HL_CHECKED;
void hl_append_close(struct hl_append *append);

/* --- locks --- */

struct hl_lock;

/*
 * Take the lock that guards @name: flock(2) on "NAME.lock", made when missing and left there.
 * Somebody holds it: waits up to @wait_s seconds, then HL_ELOCKED.
 */
enum hl_status hl_lock_take(
	struct hl_lock **lock, const char *name, unsigned wait_s, struct hl_error *err) HL_CHECKED;
void hl_lock_release(struct hl_lock *lock);

/*
 * A number that stays in the lock file until it is cleared, on disk before hl_lock_note returns:
 * whoever takes the lock next sees that the last one did not get to the end. HL_NO_NOTE: there is
 * none.
 */
#define HL_NO_NOTE UINT64_MAX
enum hl_status hl_lock_note(struct hl_lock *lock, uint64_t note, struct hl_error *err) HL_CHECKED;
uint64_t hl_lock_noted(const struct hl_lock *lock);
void hl_lock_clear(struct hl_lock *lock);

#endif
