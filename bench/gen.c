/*
 * gen.c - accounts and events of an agency of any size, the same for the same seed.
 *
 * usage: gen accounts N >accounts.csv
 *        gen events N ACCOUNTS >events.csv
 *
 * Everything ends at 2026-03-02T09:00:00Z. One account in five has nine in ten of the events.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state = UINT64_C(0x243f6a8885a308d3);

/* splitmix64, Steele, Lea, Flood 2014: public domain reference at prng.di.unimi.it */
static uint64_t next(void) {
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static unsigned below(unsigned n) {
	return (unsigned)(next() % n);
}

static void print_time(int64_t seconds, const char *format) {
	const time_t as_of = 1772442000; /* 2026-03-02T09:00:00Z */
	time_t then = as_of - (time_t)seconds;
	struct tm parts;
	char text[40];

	gmtime_r(&then, &parts);
	strftime(text, sizeof(text), format, &parts);
	fputs(text, stdout);
}

static void accounts(unsigned long len) {
	static const char *const first[] = { "Ada", "Ben", "Chloé", "Dan", "Eve", "Femi", "Gül",
		"Hiro" };
	static const char *const last[] = { "Abel", "Brook", "Castle", "Dale", "Elm", "Field" };

	puts("account_id,name,balance,placed_date,client,client_priority,phone,email,state,status");
	for (unsigned long i = 0; i < len; i++) {
		const char *given = first[below(8)];
		const char *family = last[below(6)];

		if (below(10) == 0)
			printf("%09lu,\"%s, %s\",", i, family, given);
		else
			printf("%09lu,%s %s,", i, given, family);
		printf("%u.%02u,", below(below(10) ? 3000 : 20000) + 1, below(100));
		print_time((int64_t)below(1000) * 86400, "%Y-%m-%d");
		printf(",C%02u,%u,+1404555%04u,p%lu@example.com,GA,open\n", below(40), below(3) + 1,
			below(10000), i);
	}
}

static void events(unsigned long len, unsigned long accounts_len) {
	static const char *const types[] = { "email_open", "email_open", "portal_visit",
		"portal_visit", "sms_click", "viewed_plans", "inbound_call", "partial_payment",
		"promise", "abandoned_payment", "attempt", "attempt" };

	static const char *const results[] = { "no_answer", "no_answer", "vm_message", "busy",
		"rpc_promise", "rpc_refused" };

	puts("ts,account_id,type,collector,channel,direction,result,amount,due");
	for (unsigned long i = 0; i < len; i++) {
		unsigned long of = below(10) ? accounts_len / 5 + 1 : accounts_len;
		const char *type = types[below(12)];
		int64_t age = (int64_t)((double)(len - i) * 7776000.0 / (double)len);

		print_time(age, "%Y-%m-%dT%H:%M:%SZ");
		printf(",%09lu,%s,K%02u,", (unsigned long)(next() % of), type, below(50));
		if (strcmp(type, "attempt") == 0)
			printf("call,out,%s,,\n", results[below(6)]);
		else if (strcmp(type, "partial_payment") == 0)
			printf(",,,%u.00,\n", below(200) + 5);
		else if (strcmp(type, "promise") == 0) {
			printf(",,,%u.00,", below(200) + 5);
			print_time(age - (int64_t)(below(14) + 1) * 86400, "%Y-%m-%d\n");
		} else {
			puts(",,,,");
		}
	}
}

int main(int argc, char **argv) {
	unsigned long len = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;

	if (argc == 3 && strcmp(argv[1], "accounts") == 0)
		accounts(len);
	else if (argc == 4 && strcmp(argv[1], "events") == 0)
		events(len, strtoul(argv[3], NULL, 10));
	else
		return fprintf(stderr, "usage: gen accounts N | gen events N ACCOUNTS\n"), 64;
	return fflush(stdout) == 0 ? 0 : 74;
}
