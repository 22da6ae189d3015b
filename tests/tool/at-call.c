/*
 * at-call.c - run a command and, at its Nth system call, kill it or make the call fail.
 *
 * By ptrace(2), so that nothing need be installed. Calls are counted over all threads, from the
 * first after execve(2), in the order in which they begin.
 */
#include "hl/base.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SKIPPED = 77, BROKEN = 125, NO_COMMAND = 127, TASKS = 512, PAGE = 4096, ERRORS = 133 };

static const char usage[] =
	"usage: at-call [-c CALLS] [-n N] [-k | -x | -e ERROR | -s] [-o FILE] command [argument "
	"...]\n"
	"  -c CALLS  count these only, such as write,fsync,renameat [all]\n"
	"  -n N      what is asked for happens at the Nth of them [1]\n"
	"  -k        the command is killed before the call\n"
	"  -x        it is killed after it\n"
	"  -e ERROR  the call does nothing and fails with it: EIO, ENOSPC, EINTR, ...\n"
	"  -s        it reads or writes half of the bytes it was asked to\n"
	"  -o FILE   list the calls that count, a * before the one it happened at, and after a ! "
	"what failed\n"
	"The exit status is that of the command, 128 and more when a signal ended it; 77: this "
	"system\n"
	"does not let a process be traced; 125: at-call itself failed.\n";

/* --- which calls --- */

/* Where a call has a descriptor and names of files; -1: nowhere. */
struct call {
	const char *name;
	long number;
	int fd, path, to;
};

#define CALL(n, fd, path, to)                                                                      \
	{ #n, SYS_##n, fd, path, to }
/* The others have no name here, and no files. */
static const struct call calls[] = {
	CALL(read, 0, -1, -1),
	CALL(write, 0, -1, -1),
	CALL(pread64, 0, -1, -1),
	CALL(pwrite64, 0, -1, -1),
	CALL(vmsplice, 0, -1, -1),
	CALL(openat, -1, 1, -1),
	CALL(close, 0, -1, -1),
	CALL(fsync, 0, -1, -1),
	CALL(fdatasync, 0, -1, -1),
	CALL(ftruncate, 0, -1, -1),
	CALL(lseek, 0, -1, -1),
	CALL(newfstatat, 0, 1, -1),
	CALL(fchmod, 0, -1, -1),
	CALL(flock, 0, -1, -1),
	CALL(linkat, -1, 1, 3),
	CALL(renameat, -1, 1, 3),
	CALL(renameat2, -1, 1, 3),
	CALL(unlinkat, -1, 1, -1),
	CALL(mkdirat, -1, 1, -1),
#ifdef SYS_open /* newer machines have only the ones that end in "at" */
	CALL(open, -1, 0, -1),
	CALL(rename, -1, 0, 1),
#endif
};

static const struct call *call_of(long number) {
	for (size_t i = 0; i < HL_LEN(calls); i++)
		if (calls[i].number == number)
			return &calls[i];
	return NULL;
}

/* --- what was asked for --- */

enum what { LIST, KILL_BEFORE, KILL_AFTER, FAIL, SHORTEN };

/* A thread between the beginning and the end of a call. */
struct task {
	pid_t id;
	const struct call *listed; /* NULL: its call is not */
	bool is_hit;               /* it is the one */
};

struct trace {
	const char *only; /* NULL: all */
	unsigned long at, seen;
	enum what what;
	int error;
	FILE *list; /* NULL: none */
	pid_t command;
	bool has_begun;
	int status;
	struct task tasks[TASKS];
	size_t len;
};

_Noreturn static void broken(const char *what) {
	fprintf(stderr, "at-call: %s: %s\n", what, strerror(errno));
	exit(BROKEN);
}

_Noreturn static void misuse(void) {
	fputs(usage, stderr);
	exit(BROKEN);
}

static int error_of(const char *name) {
	for (int number = 1; number <= ERRORS; number++) {
		const char *known = strerrorname_np(number);

		if (known && strcmp(known, name) == 0)
			return number;
	}
	misuse();
}

static void parse(struct trace *trace, int argc, char **argv) {
	int letter;

	while ((letter = getopt(argc, argv, "+c:n:kxe:so:")) != -1) {
		switch (letter) {
		case 'c':
			trace->only = optarg;
			break;
		case 'n':
			trace->at = strtoul(optarg, NULL, 10);
			break;
		case 'k':
			trace->what = KILL_BEFORE;
			break;
		case 'x':
			trace->what = KILL_AFTER;
			break;
		case 'e':
			trace->what = FAIL;
			trace->error = error_of(optarg);
			break;
		case 's':
			trace->what = SHORTEN;
			break;
		case 'o':
			trace->list = fopen(optarg, "we");
			if (!trace->list)
				broken(optarg);
			break;
		default:
			misuse();
		}
	}
	if (optind >= argc)
		misuse();
}

static bool counts(const struct trace *trace, const struct call *call) {
	size_t len = call ? strlen(call->name) : 0;

	if (!trace->only)
		return true;
	if (!call)
		return false;
	for (const char *at = trace->only; (at = strstr(at, call->name)); at++)
		if ((at == trace->only || at[-1] == ',') && (at[len] == ',' || at[len] == '\0'))
			return true;
	return false;
}

/* --- the registers of a thread that stands at a call --- */

#if defined(__x86_64__)
enum {
	RESULT = offsetof(struct user_regs_struct, rax),
	LENGTH = offsetof(struct user_regs_struct, rdx)
};

static bool skip_call(pid_t id) {
	return ptrace(PTRACE_POKEUSER, id, offsetof(struct user_regs_struct, orig_rax), -1L) == 0;
}

static bool set_register(pid_t id, size_t which, long value) {
	return ptrace(PTRACE_POKEUSER, id, which, value) == 0;
}
#elif defined(__aarch64__)
enum { RESULT = 0, LENGTH = 2 };

static bool skip_call(pid_t id) {
	int none = -1;
	struct iovec io = { &none, sizeof(none) };

	return ptrace(PTRACE_SETREGSET, id, NT_ARM_SYSTEM_CALL, &io) == 0;
}

static bool set_register(pid_t id, size_t which, long value) {
	struct user_regs_struct regs;
	struct iovec io = { &regs, sizeof(regs) };

	if (ptrace(PTRACE_GETREGSET, id, NT_PRSTATUS, &io) != 0)
		return false;
	regs.regs[which] = (unsigned long long)value;
	return ptrace(PTRACE_SETREGSET, id, NT_PRSTATUS, &io) == 0;
}
#else
enum { RESULT, LENGTH };

static bool skip_call(pid_t id) {
	(void)id;
	return false;
}

static bool set_register(pid_t id, size_t which, long value) {
	(void)id, (void)which, (void)value;
	return false;
}
#endif

/* --- the list --- */

/* A name that ends near the end of a page is read up to there. */
static void list_path(const struct trace *trace, pid_t id, uint64_t at) {
	char text[400] = "";
	size_t page = PAGE - at % PAGE;
	size_t room = page < sizeof(text) ? page : sizeof(text) - 1;
	struct iovec here = { text, sizeof(text) - 1 };
	struct iovec there = { (void *)(uintptr_t)at, sizeof(text) - 1 };

	if (process_vm_readv(id, &here, 1, &there, 1, 0) < 0) {
		here.iov_len = there.iov_len = room;
		(void)process_vm_readv(id, &here, 1, &there, 1, 0);
	}
	fprintf(trace->list, "\t%s", text);
}

static void list_fd(const struct trace *trace, pid_t id, uint64_t fd) {
	char link[64];
	char text[400];
	ssize_t len;

	(void)snprintf(link, sizeof(link), "/proc/%d/fd/%d", (int)id, (int)fd);
	len = readlink(link, text, sizeof(text) - 1);
	text[len > 0 ? len : 0] = '\0';
	fprintf(trace->list, "\t%d\t%s", (int)fd, text);
}

static void list_call(const struct trace *trace, pid_t id, const struct call *call,
	const struct __ptrace_syscall_info *info, bool is_hit) {
	if (!trace->list)
		return;
	fprintf(trace->list, "%s\t", is_hit ? "*" : "");
	if (!call) {
		fprintf(trace->list, "call %llu", (unsigned long long)info->entry.nr);
		return;
	}
	fputs(call->name, trace->list);
	if (call->fd >= 0)
		list_fd(trace, id, info->entry.args[call->fd]);
	if (call->path >= 0)
		list_path(trace, id, info->entry.args[call->path]);
	if (call->to >= 0)
		list_path(trace, id, info->entry.args[call->to]);
}

/* --- calls as they begin and end --- */

static struct task *task_of(struct trace *trace, pid_t id) {
	for (size_t i = 0; i < trace->len; i++)
		if (trace->tasks[i].id == id)
			return &trace->tasks[i];
	if (trace->len == TASKS)
		broken("too many threads");
	trace->tasks[trace->len] = (struct task){ .id = id };
	return &trace->tasks[trace->len++];
}

static void strike(const struct trace *trace, pid_t id, const struct __ptrace_syscall_info *info) {
	bool done = true;

	if (trace->what == KILL_BEFORE)
		(void)kill(trace->command, SIGKILL);
	else if (trace->what == FAIL)
		done = skip_call(id);
	else if (trace->what == SHORTEN)
		done = set_register(id, LENGTH, (long)(info->entry.args[2] + 1) / 2);
	if (!done)
		broken("the call cannot be changed on this machine");
}

static void call_begins(struct trace *trace, pid_t id, const struct __ptrace_syscall_info *info) {
	const struct call *call = call_of((long)info->entry.nr);
	struct task *task = task_of(trace, id);

	task->listed = NULL;
	task->is_hit = false;
	if (!trace->has_begun || !counts(trace, call))
		return;
	task->is_hit = ++trace->seen == trace->at && trace->what != LIST;
	task->listed = call;
	list_call(trace, id, call, info, task->is_hit);
	if (trace->list)
		fputc('\n', trace->list);
	if (task->is_hit)
		strike(trace, id, info);
}

static void call_ends(struct trace *trace, pid_t id, const struct __ptrace_syscall_info *info) {
	struct task *task = task_of(trace, id);

	if (trace->list && task->listed && info->exit.is_error)
		fprintf(trace->list, "!\t%s\t%s\n", task->listed->name,
			strerrorname_np((int)-info->exit.rval));
	if (!task->is_hit)
		return;
	task->is_hit = false;
	if (trace->what == KILL_AFTER)
		(void)kill(trace->command, SIGKILL);
	else if (trace->what == FAIL && !set_register(id, RESULT, -trace->error))
		broken("the result cannot be changed on this machine");
}

static void at_call(struct trace *trace, pid_t id) {
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, id, sizeof(info), &info) <= 0)
		return; /* it was killed meanwhile */
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
		call_begins(trace, id, &info);
	else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
		call_ends(trace, id, &info);
}

/* --- the command --- */

/* Something happened to thread @id: look, and let it go on. */
static void at_stop(struct trace *trace, pid_t id, int status) {
	int with = WSTOPSIG(status);

	if (with == (SIGTRAP | 0x80))
		at_call(trace, id);
	else if (status >> 16 == PTRACE_EVENT_EXEC)
		trace->has_begun = true;
	/* A new thread begins with a stop that is ours, not the command's. */
	if ((with & 0x7f) == SIGTRAP || with == SIGSTOP)
		with = 0;
	(void)ptrace(PTRACE_SYSCALL, id, 0, (long)with);
}

static void follow(struct trace *trace) {
	int status;
	pid_t id;

	while ((id = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
		if (id > 0 && WIFSTOPPED(status))
			at_stop(trace, id, status);
		else if (id == trace->command)
			trace->status = status;
	}
}

_Noreturn static void become(char **argv) {
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0)
		_exit(SKIPPED);
	(void)raise(SIGSTOP);
	(void)execvp(argv[0], argv);
	_exit(NO_COMMAND);
}

static void start(struct trace *trace, char **argv) {
	const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
			     PTRACE_O_EXITKILL;
	int status = 0;

	trace->command = fork();
	if (trace->command < 0)
		broken("fork");
	if (trace->command == 0)
		become(argv);
	if (waitpid(trace->command, &status, __WALL) < 0 || !WIFSTOPPED(status) ||
		ptrace(PTRACE_SETOPTIONS, trace->command, 0, options) != 0 ||
		ptrace(PTRACE_SYSCALL, trace->command, 0, 0) != 0) {
		fputs("at-call: a process may not be traced here\n", stderr);
		(void)kill(trace->command, SIGKILL);
		exit(SKIPPED);
	}
}

int main(int argc, char **argv) {
	static struct trace trace = { .at = 1 };

	parse(&trace, argc, argv);
	start(&trace, argv + optind);
	follow(&trace);
	if (trace.list && fclose(trace.list) != 0)
		broken("the list");
	return WIFEXITED(trace.status) ? WEXITSTATUS(trace.status) : 128 + WTERMSIG(trace.status);
}
