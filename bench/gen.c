/*
 * gen.c - the tables of an agency of any size, the same for the same seed, fast.
 *
 * usage: gen [-t] accounts N [SEED] >accounts.csv
 *        gen [-t] events N ACCOUNTS [SEED] >events.csv
 *        gen [-t] worklog N ACCOUNTS [SEED] >worklog.csv
 *
 * -t separates by tabs, and quotes nothing. Events and work are of the 90 days before
 * 2026-03-02T09:00:00Z, in order of time, and most of them are of few accounts (the probability of
 * the k-th goes with k to the power of -0.8). Three names in a hundred are quoted.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define AS_OF INT64_C(1772442000) /* 2026-03-02T09:00:00Z */
#define SPAN (INT64_C(90) * 86400)
#define DAYS 1600

static uint64_t state;
static char sep = ',';
static char out[1 << 18];
static size_t out_len;
static char days[DAYS][10]; /* the day of AS_OF and those before it, as 2026-03-02 */

/* splitmix64, Steele, Lea, Flood 2014: public domain reference at prng.di.unimi.it */
static uint64_t mixed(uint64_t z) {
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static uint32_t below(uint32_t n) {
	state += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((mixed(state) >> 32) * n >> 32);
}

static double fraction(void) {
	state += UINT64_C(0x9e3779b97f4a7c15);
	return (double)(mixed(state) >> 11) * 0x1.0p-53;
}

static void put(const char *text) {
	size_t len = strlen(text);

	memcpy(out + out_len, text, len);
	out_len += len;
}

static void put_char(char c) {
	out[out_len++] = c;
}

/* @n in at least @width digits. */
static void put_number(uint64_t n, int width) {
	char digits[20];
	int len = 0;

	do {
		digits[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n != 0 || len < width);
	while (len > 0)
		put_char(digits[--len]);
}

static void put_cents(uint64_t cents) {
	put_number(cents / 100, 1);
	put_char('.');
	put_number(cents % 100, 2);
}

/* The day @ago days before that of AS_OF, which may be one to come. */
static void put_day(int64_t ago) {
	struct tm parts;
	time_t then = (time_t)(AS_OF - ago * 86400);

	if (ago >= 0 && ago < DAYS) {
		memcpy(out + out_len, days[ago], sizeof(days[ago]));
		out_len += sizeof(days[ago]);
	} else {
		gmtime_r(&then, &parts);
		out_len += strftime(out + out_len, 11, "%Y-%m-%d", &parts);
	}
}

static void put_time(int64_t time_s) {
	uint64_t second = (uint64_t)(time_s % 86400);

	put_day(AS_OF / 86400 - time_s / 86400);
	put_char('T');
	put_number(second / 3600, 2);
	put_char(':');
	put_number(second / 60 % 60, 2);
	put_char(':');
	put_number(second % 60, 2);
	put_char('Z');
}

static void flush(void) {
	fwrite(out, 1, out_len, stdout);
	out_len = 0;
}

static void end_row(void) {
	put_char('\n');
	if (out_len > sizeof(out) - 1024)
		flush();
}

static void header(const char *names) {
	for (; *names != '\0'; names++)
		put_char((char)(*names == ',' ? sep : *names));
	end_row();
}

/* A number that is coprime to @n: i * that % n visits all numbers below n. */
static uint64_t stride(uint64_t n) {
	for (uint64_t at = UINT64_C(2654435761);; at++) {
		uint64_t a = at;
		uint64_t b = n;

		while (b != 0) {
			uint64_t rest = a % b;

			a = b;
			b = rest;
		}
		if (a == 1)
			return at;
	}
}

/* Ids have gaps, as those of real files: the last digit cannot be told from the place. */
static void put_id(uint64_t place) {
	put("AC");
	put_number(10000000 + 3 * place + mixed(place) % 3, 8);
}

/* An account that much happens to, most likely; one in a thousand is in no file. */
static void put_busy_id(uint64_t accounts_len, uint64_t step) {
	double u = fraction();
	uint64_t busy = (uint64_t)((double)accounts_len * u * u * u * u * u);
	uint64_t missing = below(1000) == 0 ? accounts_len : 0;

	put_id(busy * step % accounts_len + missing);
}

static void put_name(void) {
	static const char *const first[] = { "Ada", "Benjamin", "Chloé", "Daniel", "Eve", "Femi",
		"Gülsen", "Hiro", "Ingrid", "Jo", "Katharina", "Liam", "María", "Noor", "Olga",
		"Pia" };
	static const char *const last[] = { "Abel", "Brookfield", "Castle", "Dale", "Elmsworth",
		"Field", "Grant", "Holloway", "Ito", "Jones", "Kowalski", "Lee", "Müller", "Nguyen",
		"O'Brien", "Park" };
	const char *given = first[below(16)];
	const char *family = last[below(16)];
	uint32_t kind = below(1000);
	const char *quote = sep == ',' ? "\"" : "";

	if (kind < 28) {
		put(quote);
		put(family);
		put(", ");
		put(given);
		put(quote);
	} else if (kind < 30) {
		put(quote);
		put(given);
		put(sep == ',' ? " \"\"Ace\"\" " : " \"Ace\" ");
		put(family);
		put(quote);
	} else {
		put(given);
		put_char(' ');
		put(family);
	}
}

static void put_money_and_dates(void) {
	uint64_t assigned = 2500 + (uint64_t)(3000000 * fraction() * fraction() * fraction());
	uint64_t paid = below(10) < 4 ? (uint64_t)((double)assigned * fraction()) : 0;
	uint32_t placed = below(1500);

	put_cents(assigned - paid);
	put_char(sep);
	put_cents(assigned);
	put_char(sep);
	put_cents(paid);
	put_char(sep);
	put_day(placed);
	put_char(sep);
	if (paid > 0)
		put_day(below(placed + 1));
	put_char(sep);
}

static void put_client(void) {
	uint32_t client = below(40);

	put("CLIENT");
	put_number(client, 2);
	put_char(sep);
	put_number(1 + client % 3, 1);
	put_char(sep);
}

static void put_reach(void) {
	static const char *const states[] = { "AZ", "CA", "FL", "GA", "IL", "MA", "MI", "NY" };
	static const char *const zones[] = { "America/Phoenix", "America/Los_Angeles",
		"America/New_York", "America/New_York", "America/Chicago", "America/New_York",
		"America/Detroit", "America/New_York" };
	uint32_t state_at = below(8);

	if (below(10) != 0) {
		put("+1");
		put_number(201 + below(700), 3);
		put_number(below(10000000), 7);
	}
	put_char(sep);
	if (below(5) != 0) {
		put("mail");
		put_number(below(100000), 1);
		put(below(2) ? "@example.com" : "@example.org");
	}
	put_char(sep);
	put(states[state_at]);
	put_char(sep);
	put(zones[state_at]);
	put_char(sep);
}

static void accounts(uint64_t len) {
	static const char *const status[] = { "open", "open", "open", "open", "open", "promise",
		"plan", "dispute", "legal", "paid" };
	uint64_t step = stride(len);

	header("account_id,name,balance,assigned_amount,collected_amount,placed_date,last_pay_date,"
	       "client,client_priority,phone,email,state,tz,status");
	for (uint64_t i = 0; i < len; i++) {
		put_id((i * step + 17) % len);
		put_char(sep);
		put_name();
		put_char(sep);
		put_money_and_dates();
		put_client();
		put_reach();
		put(status[below(10)]);
		end_row();
	}
}

static int64_t moment(uint64_t i, uint64_t len) {
	return AS_OF - SPAN + (int64_t)((double)i * (double)SPAN / (double)len);
}

/* What the accounts do. */
static void events(uint64_t len, uint64_t accounts_len) {
	/* Twenty of each hundred are the first, and so on. */
	static const char *const types[] = { "email_open", "email_open", "email_open", "email_open",
		"portal_visit", "portal_visit", "portal_visit", "sms_click", "sms_click",
		"sms_click", "viewed_plans", "viewed_plans", "inbound_call", "inbound_call",
		"partial_payment", "promise", "abandoned_payment", "note", "view", "view" };
	uint64_t step = stride(accounts_len);

	header("account_id,ts,type,amount");
	for (uint64_t i = 0; i < len; i++) {
		uint32_t type = below(20);

		put_busy_id(accounts_len, step);
		put_char(sep);
		put_time(moment(i, len));
		put_char(sep);
		put(types[type]);
		put_char(sep);
		if (type == 14 || type == 15)
			put_cents(500 + below(50000));
		end_row();
	}
}

/* The cells from type to the end; the collector is in the midst of them. */
static void put_work(const char *type, const char *how, uint32_t cents) {
	put(type);
	put_char(sep);
	put_char('K');
	put_number(1 + below(200), 3);
	put_char(sep);
	for (; *how != '\0'; how++)
		put_char((char)(*how == ',' ? sep : *how));
	put_char(sep);
	if (cents > 0)
		put_cents(cents);
	put_char(sep);
}

/* What the collectors do: of a hundred rows 80 are attempts, 10 payments, 8 promises, 2 hours. */
static void worklog(uint64_t len, uint64_t accounts_len) {
	static const char *const how[] = { "call,out,no_answer", "call,out,no_answer",
		"call,out,no_answer", "call,out,busy", "call,out,vm_message",
		"call,out,vm_no_message", "call,out,third_party", "call,out,rpc_no_result",
		"call,out,rpc_refused", "call,out,rpc_promise", "call,out,rpc_payment",
		"call,in,inbound_rpc", "sms,out,", "sms,out,", "email,out,", "email,out," };
	uint64_t step = stride(accounts_len);

	header("ts,account_id,type,collector,channel,direction,result,amount,due,hours");
	for (uint64_t i = 0; i < len; i++) {
		int64_t time_s = moment(i, len);
		uint32_t kind = below(50);

		put_time(time_s);
		put_char(sep);
		if (kind != 0)
			put_busy_id(accounts_len, step);
		put_char(sep);
		if (kind < 1) {
			put_work("hours", ",,", 0);
			put_char(sep);
			put_number(4 + below(5), 1);
			put(below(2) ? ".25" : ".5");
		} else if (kind < 5) {
			put_work("promise", ",,", 500 + below(50000));
			put_day(AS_OF / 86400 - time_s / 86400 - 1 - below(14));
			put_char(sep);
		} else if (kind < 10) {
			put_work("payment", ",,", 500 + below(50000));
			put_char(sep);
		} else {
			put_work("attempt", how[below(16)], 0);
			put_char(sep);
		}
		end_row();
	}
}

static void fill_days(void) {
	for (int ago = 0; ago < DAYS; ago++) {
		time_t then = (time_t)(AS_OF - (int64_t)ago * 86400);
		struct tm parts;
		char text[11];

		gmtime_r(&then, &parts);
		strftime(text, sizeof(text), "%Y-%m-%d", &parts);
		memcpy(days[ago], text, sizeof(days[ago]));
	}
}

int main(int argc, char **argv) {
	bool tabs = argc > 1 && strcmp(argv[1], "-t") == 0;
	char **args = argv + 1 + tabs;
	int len = argc - 1 - tabs;
	bool leads = len > 0 && strcmp(args[0], "accounts") == 0;
	int numbers = leads ? 1 : 2;
	uint64_t rows = len > 1 ? strtoull(args[1], NULL, 10) : 0;
	uint64_t of = len > 2 ? strtoull(args[2], NULL, 10) : 0;

	if (len <= numbers || rows == 0 || (!leads && of == 0))
		return fprintf(stderr, "usage: gen [-t] accounts N [SEED]\n"
				       "       gen [-t] events|worklog N ACCOUNTS [SEED]\n"),
		       64;
	sep = tabs ? '\t' : ',';
	state = len > numbers + 1 ? strtoull(args[numbers + 1], NULL, 10) : 1;
	fill_days();
	if (leads)
		accounts(rows);
	else if (strcmp(args[0], "events") == 0)
		events(rows, of);
	else
		worklog(rows, of);
	flush();
	return fflush(stdout) == 0 ? 0 : 74;
}
