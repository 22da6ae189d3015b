/*
 * timer.c - how long a command takes and how much memory it needs.
 *
 * usage: timer [-n TIMES] LOG LABEL COMMAND [ARGUMENT ...]
 *
 * Runs the command TIMES times and appends to LOG: the label, the seconds of one run, the largest
 * memory of any one process of it in KiB, as the kernel accounts it, and the exit status.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_s(void) {
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int run(char **command) {
	int status = 0;
	pid_t child = vfork();

	if (child == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return 71;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv) {
	int at = argc > 2 && strcmp(argv[1], "-n") == 0 ? 3 : 1;
	long times = at == 3 ? strtol(argv[2], NULL, 10) : 1;
	struct rusage used;
	FILE *log;
	int status = 0;
	double begun_s;

	if (argc < at + 3 || times < 1)
		return fprintf(stderr, "usage: timer [-n TIMES] LOG LABEL COMMAND ...\n"), 64;
	begun_s = now_s();
	for (long i = 0; i < times && status == 0; i++)
		status = run(argv + at + 2);
	begun_s = (now_s() - begun_s) / (double)times;
	getrusage(RUSAGE_CHILDREN, &used);
	log = fopen(argv[at], "a");
	if (log == NULL)
		return perror(argv[at]), 73;
	fprintf(log, "%s %.6f %ld %d\n", argv[at + 1], begun_s, used.ru_maxrss, status);
	return fclose(log) == 0 ? status : 74;
}
