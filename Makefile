# Makefile - hotleads. Plain GNU make; `make help` lists the targets.

VERSION := 0.1.0

# Yours to override: make CC=clang CFLAGS=-O3 PREFIX=/usr
CC      ?= cc
CFLAGS  ?= -O3 -g
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
LIBDIR  ?= $(PREFIX)/lib
INCDIR  ?= $(PREFIX)/include
MANDIR  ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/hotleads
INSTALL ?= install
BATS    ?= bats
BUILD   ?= build
FUZZ_S  ?= 60
SEED    ?= 1
CASES   ?= 10000
DEMO    ?= $(BUILD)/demo
V       ?= 0

# Ours: what the code needs to compile, whatever the user's flags are.
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wformat=2 -Wundef -Werror=vla \
	-Wpointer-arith -Wswitch-enum -Wdouble-promotion -Wimplicit-fallthrough \
	-Werror=incompatible-pointer-types -Werror=implicit-function-declaration \
	-Werror=int-conversion -Werror=return-type
HARDEN ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE \
	-fcf-protection
HARDEN_LD ?= -pie -Wl,-z,relro,-z,now
# Across files gcc sees the whole program: the commands take 0.84 to 0.94 of the time. The objects
# have their own code, too: the library is for any compiler.
LTO ?= $(if $(SANITIZE),,$(shell $(CC) --version 2>/dev/null | grep -qi clang || \
	echo -flto=auto))
override CPPFLAGS += -Iinclude -D_GNU_SOURCE -DHL_VERSION='"$(VERSION)"' \
	-DHL_ISAL=$(ISAL) -DHL_PDF=$(PDF) -DHL_XLSX=$(XLSX) -DHL_SQLITE=$(SQLITE)
override CFLAGS   += -std=c17 -pthread -ffp-contract=off $(WARN) $(HARDEN) $(SANITIZE)
override LDFLAGS  += $(HARDEN_LD)
# libmd is small: built in, it need not be loaded at each start.
LDLIBS := -lcsv -lz -l:libmd.a -lm -pthread

# A library is looked for, and once found not looked for again: $(call found,NAME,HEADERS,CALL,LIBS)
found = $(shell mkdir -p $(BUILD); test -e $(BUILD)/$1 || { echo 'int main(void) { return $3; }' | \
	$(CC) $2 -x c - $4 -o $(BUILD)/$1 2>/dev/null; } && echo 1 || echo 0)

# ISA-L inflates twice as fast as zlib; make ISAL=0 leaves it out.
ISAL ?= $(call found,isal,-include isa-l/igzip_lib.h -include isa-l/crc.h,isal_inflate(0) + \
	(int)crc32_gzip_refl(0, 0, 0),-lisal)
override ISAL := $(ISAL)
ifeq ($(ISAL),1)
LDLIBS += -lisal
endif

# What only hl-export needs: PDF=0 XLSX=0 SQLITE=0 leave one out, and then it says so.
PDF_CFLAGS := $(subst -I,-isystem ,$(shell pkg-config --cflags pangocairo 2>/dev/null))
PDF_LIBS   := $(shell pkg-config --libs pangocairo 2>/dev/null)
PDF    ?= $(call found,pdf,$(PDF_CFLAGS) -include pango/pangocairo.h,pango_version(),$(PDF_LIBS))
XLSX   ?= $(call found,xlsx,-include xlsxwriter.h,!lxw_version(),-lxlsxwriter)
SQLITE ?= $(call found,sqlite,-include sqlite3.h,sqlite3_libversion_number(),-lsqlite3)
override PDF    := $(PDF)
override XLSX   := $(XLSX)
override SQLITE := $(SQLITE)
LIBS_hl-export  := $(if $(PDF:0=),$(PDF_LIBS)) $(if $(XLSX:0=),-lxlsxwriter) \
	$(if $(SQLITE:0=),-lsqlite3)
WITHOUT := $(if $(ISAL:0=),,lib/io/inflate_isal.c) $(if $(PDF:0=),,lib/paper/%) \
	$(if $(XLSX:0=),,lib/sheet/xlsx%) $(if $(SQLITE:0=),,lib/sheet/sqlite%)

# A new lib/*/x.c, cmd/hl-x.c, cmd/hl-x/y.c (of hl-x alone) or tests/*/x.c is picked up without touching this file.
LIB_SRC  := $(filter-out $(WITHOUT),$(wildcard lib/*/*.c))
CMDS     := $(patsubst cmd/%.c,%,$(wildcard cmd/hl-*.c))
CMD_SRC  := $(filter-out $(CMDS:%=cmd/%.c),$(wildcard cmd/*.c))
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
# A calendar is read back by libical, where that is.
ICAL     ?= $(call found,ical,-include libical/ical.h,!icalparser_new(),-lical)
TOOLS    := $(patsubst tests/tool/%.c,$(BUILD)/tool/%,$(filter-out \
	$(if $(ICAL:0=),,tests/tool/ical.c),$(wildcard tests/tool/*.c)))
FUZZERS  := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
MANS     := $(wildcard man/*.[1-8])
HEADERS  := $(wildcard include/hl/*.h)
SCRIPTS  := $(wildcard tests/*.sh tests/browser/*.sh examples/*.sh bench/*.sh bench/peers/*.sh) .ci/run
SOURCES  := $(HEADERS) $(wildcard lib/*/*.[ch] cmd/*.[ch] cmd/*/*.[ch] tests/*/*.[ch] tests/*.h bench/*.c)

# Files that are built into the library as they are.
EMBED    := $(wildcard lib/*/*.css lib/*/*.js lib/*/*.csv)
EMBED_C  := $(EMBED:%=$(BUILD)/%.c)

LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(EMBED_C:.c=.o)
CMD_OBJ  := $(CMD_SRC:%.c=$(BUILD)/%.o)
LIB      := $(BUILD)/libhl.a
BINS     := $(CMDS:%=$(BUILD)/bin/%)

# make V=1 shows the commands.
ifeq ($(V),0)
quiet = @printf '  %-5s %s\n' '$(1)' '$(2)';
endif

all: $(BINS) $(LIB) ## build everything (the default)

# What is missing is told with the one command that installs it.
$(BUILD)/deps: tests/deps.sh
	@mkdir -p $(@D)
	@sh tests/deps.sh tell build && touch $@

# A change of compiler or flags rebuilds; an unchanged one does not.
FLAGS := $(CC) $(CPPFLAGS) $(CFLAGS) $(LTO) $(LDFLAGS) $(LDLIBS) $(LIBS_hl-export)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(FLAGS)' | cmp -s - $@ || printf '%s\n' '$(FLAGS)' >$@

$(BUILD)/%.o: %.c $(BUILD)/flags | $(BUILD)/deps
	@mkdir -p $(@D)
	$(call quiet,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS) $(LTO:%=% -ffat-lto-objects) -MMD -MP \
		-c -o $@ $<

$(BUILD)/lib/paper/%.o: override CPPFLAGS += $(PDF_CFLAGS)

# What people look at is no hot path: compiled once and not twice, and with less zeal, so that a build from nothing
# takes less time.
COLD := page paper sheet beside book judge choice mask contact text guide export pull
$(foreach l,$(COLD),$(eval $(BUILD)/lib/$l/%.o: override LTO :=) \
	$(eval $(BUILD)/lib/$l/%.o: override CFLAGS := $(CFLAGS:-O3=-O2)))

# lib/page/queue.css becomes hl_embed_queue_css[], a NUL behind it, and hl_embed_queue_css_len.
$(EMBED_C): $(BUILD)/%.c: %
	@mkdir -p $(@D)
	@{ name=hl_embed_$$(basename $< | tr -c 'A-Za-z0-9\n' _); \
	echo '#include <stddef.h>'; \
	echo "extern const char $$name[];"; echo "extern const size_t $${name}_len;"; \
	echo "const char $$name[] = {"; \
	od -A n -v -t d1 $< | sed 's/[^ ][^ ]*/&,/g'; \
	echo "0};"; echo "const size_t $${name}_len = sizeof($$name) - 1;"; } >$@

$(EMBED_C:.c=.o): %.o: %.c $(BUILD)/flags
	$(call quiet,EMBED,$<)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(LIB): $(LIB_OBJ)
	@rm -f $@
	$(call quiet,AR,$@)$(AR) rcs $@ $^

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(CMD_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(call quiet,LD,$@)$(CC) $(CFLAGS) $(LTO) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) $(LDLIBS) \
		$(LIBS_$*)

$(foreach c,$(CMDS),$(eval $(BUILD)/bin/$c: $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/$c/*.c))))

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(call quiet,LD,$@)$(CC) $(CFLAGS) $(LTO:%=-fno-lto) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tool/%: $(BUILD)/tests/tool/%.o $(CMD_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(call quiet,LD,$@)$(CC) $(CFLAGS) $(LTO:%=-fno-lto) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/tool/%.o: override CPPFLAGS += -Icmd

# Its own out-of-memory, and nothing of a command.
$(BUILD)/tool/ical: $(BUILD)/tests/tool/ical.o $(LIB)
	@mkdir -p $(@D)
	$(call quiet,LD,$@)$(CC) $(CFLAGS) $(LTO:%=-fno-lto) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lical

deps: ## install what building and testing need, or print the command that does
	@sh tests/deps.sh install build test

demo: ## run the nightly job on the example agency: a queue page and a KPI table
	@sh tests/deps.sh install build
	@$(MAKE) --no-print-directory all
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" sh examples/demo.sh $(DEMO)

check: ## run every test
	@sh tests/deps.sh install build test
	@$(MAKE) --no-print-directory check-built

check-built: all $(UNITS) $(TOOLS) check-layers
	@for unit in $(UNITS); do $$unit || { echo "not ok $$unit"; exit 1; }; done
	@echo "$(words $(UNITS)) unit tests passed"
	@$(guard)
	@PATH="$(CURDIR)/$(BUILD)/bin:$(CURDIR)/$(BUILD)/tool:$$PATH" BUILD="$(CURDIR)/$(BUILD)" \
		$(BATS) --jobs $$(nproc) --no-parallelize-within-files tests

# The counts hold for one set of flags: other builds pass by. UPDATE=1 make guard writes them anew.
guard = PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" CC="$(CC)" CFLAGS="$(strip $(CFLAGS))" \
	sh tests/guard.sh $(BUILD)/guard

check-browser: all ## look at the pages in Chromium, if node and it are there; pictures in build/browser
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" sh tests/browser/check.sh $(BUILD)/browser

guard: all ## no command takes a tenth more instructions than bench/guard.txt says
	@$(guard)

check-layers: ## no include points from a lower layer to a higher one, nothing banned is called
	@sh tests/layers.sh

lint: ## formatting, clang-tidy, man pages, scripts, every header on its own
	clang-format --dry-run -Werror $(SOURCES)
	mandoc -T lint -W warning $(MANS)
	shellcheck -S warning $(SCRIPTS)
	@for h in $(HEADERS) cmd/cmd.h; do \
		$(CC) $(CPPFLAGS) -std=c17 $(WARN) -Werror -fsyntax-only -x c $$h || exit 1; done
	@printf '%s\n' $(LIB_SRC) $(wildcard cmd/*.c cmd/*/*.c) | \
		TIDY='-std=c17 -Iinclude -D_GNU_SOURCE -DHL_ISAL=$(ISAL) -DHL_PDF=$(PDF) -DHL_XLSX=$(XLSX) \
		-DHL_SQLITE=$(SQLITE) -DHL_VERSION="$(VERSION)" $(PDF_CFLAGS)' \
		xargs -P $$(nproc) -n 1 sh -c 'clang-tidy --quiet "$$@" -- $$TIDY' tidy

format: ## reformat the sources in place
	clang-format -i $(SOURCES)

asan: ## check again under AddressSanitizer and UBSan
	@sh tests/deps.sh install build test
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks.txt:print_suppressions=0 \
		$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='-O1 -g' HARDEN= HARDEN_LD= \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all' check-built

# Where addresses are spread wider than the sanitizer knows, the spreading is turned off. Two
# workers at least, however few processors there are; kill.bats has strace in the way.
tsan: ## check what runs in threads under ThreadSanitizer
	@sh tests/deps.sh install build test
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan CFLAGS='-O1 -g' HARDEN= HARDEN_LD= \
		SANITIZE=-fsanitize=thread check-threads

check-threads: all $(UNITS) $(TOOLS)
	@run=; $(BUILD)/unit/wilson 2>/dev/null || run='setarch -R'; \
	export TSAN_OPTIONS=halt_on_error=1:exitcode=66 BUILD="$(CURDIR)/$(BUILD)" \
		PATH="$(CURDIR)/$(BUILD)/bin:$(CURDIR)/$(BUILD)/tool:$$PATH"; \
	for unit in run gzip inflate csv parallel; do \
		$$run $(BUILD)/unit/$$unit || { echo "not ok $$unit"; exit 1; }; done; \
	$$run $(BATS) --jobs $$(nproc) --no-parallelize-within-files tests/parallel.bats \
		tests/table.bats tests/streams.bats tests/hl-score.bats tests/score-random.bats \
		tests/score-events.bats tests/score-ids.bats tests/score-until.bats \
		tests/score-reasons.bats \
		tests/hl-rank.bats tests/metrics-memory.bats tests/assign-replay.bats && \
	$$run $(BATS) --filter 'read ahead' tests/rank-memory.bats && \
	$$run $(BATS) --filter 'threads share' tests/hl-gate.bats

campaign: campaign-kill campaign-pull campaign-fair ## what takes too long for check, drawn by SEED

# What at-call.bats and conserve.bats do a little of.
campaign-kill: all $(TOOLS) ## every command killed at, and failed by, every system call; CASES pipelines
	@PATH="$(CURDIR)/$(BUILD)/bin:$(CURDIR)/$(BUILD)/tool:$$PATH"; export PATH; \
	python3 tests/at-call.py --all $(SEED) && python3 tests/conserve.py $(SEED) $(CASES)

campaign-pull: all ## many processes at a queue, half of them killed: LEADS leads
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" LEADS=$${LEADS:-10000} SEED=$(SEED) \
		$(BATS) --filter 'at once|are killed' tests/hl-pull.bats

campaign-fair: all ## how far from what is due anybody ever is, for 200 seeds from SEED on
	@cd $(BUILD) && PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" python3 \
		$(CURDIR)/tests/oracle/assign-fair.py $(or $(SEED),1) $$(($(or $(SEED),1) + 199))

# The scan for 64-bit ARM, on a processor that is only made believe.
ARM_CC  ?= aarch64-linux-gnu-gcc
ARM_RUN ?= qemu-aarch64

check-arm: ## the scan as 64-bit ARM has it, if a compiler for that and qemu are there
	@if command -v $(ARM_CC) >/dev/null && command -v $(ARM_RUN) >/dev/null; then \
		mkdir -p $(BUILD)/arm && \
		$(ARM_CC) $(CPPFLAGS) -std=c17 -O2 $(WARN) -static -o $(BUILD)/arm/scan \
			tests/unit/scan.c lib/table/scan*.c lib/base/*.c lib/memory/*.c lib/thread/*.c && \
		$(ARM_RUN) $(BUILD)/arm/scan && echo "scan: the kernels of 64-bit ARM passed"; \
	else echo "scan for 64-bit ARM: skipped, $(ARM_CC) or $(ARM_RUN) is missing"; fi

# Nothing added to no address is what an empty buffer is (C2y says so, too): gcc's sanitizer knows.
fuzz: ## fuzz each tests/fuzz/*.c for FUZZ_S seconds (needs clang)
	@mkdir -p $(BUILD)/fuzz
	@$(MAKE) --no-print-directory $(EMBED_C)
	@set -e; for n in $(FUZZERS); do \
		echo "fuzz $$n"; \
		clang $(CPPFLAGS) $(PDF_CFLAGS) -std=c17 -O1 -g -fsanitize=fuzzer,address,undefined \
			-fno-sanitize=pointer-overflow -fno-sanitize-recover=all \
			-o $(BUILD)/fuzz/$$n tests/fuzz/$$n.c $(LIB_SRC) \
			$(EMBED_C) $(LDLIBS) $(LIBS_hl-export); \
		mkdir -p $(BUILD)/fuzz/corpus-$$n; \
		LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks.txt:print_suppressions=0 \
		$(BUILD)/fuzz/$$n -max_total_time=$(FUZZ_S) -print_final_stats=1 \
			$(BUILD)/fuzz/corpus-$$n 2>$(BUILD)/fuzz/$$n.log || \
			{ tail -30 $(BUILD)/fuzz/$$n.log; exit 1; }; \
		sed -n 's/^stat::number_of_executed_units:/  executions/p' $(BUILD)/fuzz/$$n.log; \
	done

bench: all ## time the commands beside other tools (SIZE=accounts, see bench/README.md)
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" CC="$(CC)" sh bench/run.sh $(BUILD)/bench

bench-check: all ## are the rows of the other tools ours?
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" CC="$(CC)" sh bench/check.sh $(BUILD)/bench

$(BUILD)/hl.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'Name: hl' 'Description: lead scoring, distribution and metrics' \
		'Version: $(VERSION)' 'Cflags: -I$(INCDIR)' 'Libs: -L$(LIBDIR) -lhl' \
		'Libs.private: $(LDLIBS) $(LIBS_hl-export)' >$@

install: all $(BUILD)/hl.pc ## install under DESTDIR/PREFIX
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCDIR)/hl \
		$(DESTDIR)$(DATADIR)
	$(INSTALL) -m 755 $(BINS) $(DESTDIR)$(BINDIR)
	$(INSTALL) -m 644 $(LIB) $(DESTDIR)$(LIBDIR)
	$(INSTALL) -m 644 $(BUILD)/hl.pc $(DESTDIR)$(LIBDIR)/pkgconfig
	$(INSTALL) -m 644 $(HEADERS) $(DESTDIR)$(INCDIR)/hl
	cp -R examples $(DESTDIR)$(DATADIR)
	$(INSTALL) -m 644 lib/score/*.csv $(DESTDIR)$(DATADIR)/examples/models
	@set -e; for m in $(MANS); do d=$(DESTDIR)$(MANDIR)/man$${m##*.}; \
		$(INSTALL) -d $$d; $(INSTALL) -m 644 $$m $$d; done

uninstall: ## remove what install put there
	rm -f $(CMDS:%=$(DESTDIR)$(BINDIR)/%) $(DESTDIR)$(LIBDIR)/libhl.a \
		$(DESTDIR)$(LIBDIR)/pkgconfig/hl.pc
	rm -rf $(DESTDIR)$(INCDIR)/hl $(DESTDIR)$(DATADIR)
	@for m in $(MANS); do rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$$(basename $$m); done

dist: ## make a reproducible source tarball from HEAD
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=hotleads-$(VERSION)/ HEAD | \
		gzip -9n >$(BUILD)/hotleads-$(VERSION).tar.gz

distcheck: dist ## unpack the tarball, build, check and install it
	rm -rf $(BUILD)/dist && mkdir -p $(BUILD)/dist
	tar -C $(BUILD)/dist -xzf $(BUILD)/hotleads-$(VERSION).tar.gz
	$(MAKE) -C $(BUILD)/dist/hotleads-$(VERSION) BUILD=build check install \
		DESTDIR="$(CURDIR)/$(BUILD)/dist/root"

clean: ## remove everything make made
	rm -rf $(BUILD)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

FORCE:
.PHONY: FORCE all deps demo check check-built check-browser check-layers check-threads check-arm guard lint \
	campaign campaign-kill campaign-pull campaign-fair format asan tsan fuzz bench bench-check install uninstall dist distcheck clean help
.SECONDARY:
.DELETE_ON_ERROR:
-include $(LIB_SRC:%.c=$(BUILD)/%.d) $(patsubst %.c,$(BUILD)/%.d,$(wildcard cmd/*.c cmd/*/*.c tests/*/*.c))
