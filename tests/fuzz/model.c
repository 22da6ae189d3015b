/* fuzz/model.c - any bytes are a model or have mistakes; a model scores a row, or says why not. */
#include "hl/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

/* A file that lives in memory, and its name. */
static int file_of(const void *data, size_t len, char *name, size_t room) {
	int fd = memfd_create("fuzz", 0);

	must(fd >= 0 && (len == 0 || write(fd, data, len) == (ssize_t)len));
	(void)snprintf(name, room, "/proc/self/fd/%d", fd);
	return fd;
}

static const char leads[] = "account_id,balance,a,b,x,y,d,x2\n1,5,2026-03-01,,2,red,2026-02-01,1\n"
			    "2,,,2026-02-01,,x,,\n";
static const char events[] = "ts,account_id,type,amount\n2026-03-01T00:00:00Z,1,a,5\n"
			     "2026-03-01T10:00:00Z,1,b,\n2026-03-02T10:00:00Z,2,a,x\n";

static struct hl_reader *table(const char *text, size_t len, struct hl_mistakes *mistakes) {
	const struct hl_reader_options options = {
		.mistakes = mistakes, .bytes = { text, len }, .delim = ','
	};
	static const char *const name = "table";
	struct hl_reader *reader;
	struct hl_error err = { 0 };

	must(hl_reader_open(&reader, &name, 1, &options, &err) == HL_OK);
	return reader;
}

/* Bad rows and columns that are not there are told; nothing else may happen. */
static void score(const struct hl_model *model, struct hl_score_output output) {
	struct hl_score_time time = { .as_of = 1772442000 };
	struct hl_zone *zone;
	struct hl_mistakes mistakes = { .len = 0 };
	struct hl_error err = { 0 };
	struct hl_facts *facts;
	struct hl_reader *log;
	struct hl_reader *reader;
	struct hl_score_input input = { 0 };
	struct hl_scoring *scoring;
	struct hl_step step;
	enum hl_status status;

	output.hot_until = hl_until_check(model, &err) == HL_OK;
	err = (struct hl_error){ 0 };
	must(hl_zone_open(&zone, "UTC", &err) == HL_OK);
	time.rules.zone = zone;
	facts = hl_facts_new(model, &time,
		&(struct hl_facts_for){ .reasons = true, .hot_until = output.hot_until }, 1);
	log = table(events, sizeof(events) - 1, &mistakes);
	status = hl_facts_read(facts, log, NULL, &err);
	reader = table(leads, sizeof(leads) - 1, &mistakes);
	input = (struct hl_score_input){
		.facts = facts, .leads = hl_reader_header(reader), .mistakes = &mistakes
	};
	status = hl_scoring_new(&scoring, model, &input, &output, &err);
	if (status == HL_OK) {
		struct hl_buf head = { 0 };

		hl_scoring_put_header(scoring, &head);
		hl_buf_release(&head);
		step = hl_scoring_step(scoring);
		status = hl_table_run(reader, &step, NULL, &err);
	}
	must(status == HL_OK || status == HL_END || mistakes.len > 0 || err.text[0]);
	hl_scoring_free(scoring);
	hl_reader_close(reader);
	hl_reader_close(log);
	hl_facts_free(facts);
	hl_zone_free(zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	char name[64];
	int fd = file_of(data, len, name, sizeof(name));
	struct hl_mistakes mistakes = { .len = 0 };
	struct hl_error err = { 0 };
	const struct hl_score_output outputs[] = {
		{ .dialect = hl_dialect_of(','), .parts = true, .replace = true },
		{ .dialect = hl_dialect_of(','), .rules = true },
		{ .dialect = hl_dialect_of(','), .explain = "1" },
	};
	struct hl_model *model;
	enum hl_status status = hl_model_open(&model, name, &mistakes, NULL, &err);

	if (status == HL_OK) {
		must(mistakes.len == 0);
		for (size_t i = 0; i < HL_LEN(outputs); i++)
			score(model, outputs[i]);
	} else {
		must(mistakes.len > 0 || err.text[0]);
	}
	for (size_t i = 0; i < mistakes.len && i < HL_LEN(mistakes.first); i++)
		must(mistakes.first[i].text[0]);
	hl_model_close(model);
	close(fd);
	return 0;
}
