# Makefile - hot leads. Plain GNU make; `make help` lists the targets.

VERSION := 0.1.0

# Yours to override: make CC=clang CFLAGS=-O3 PREFIX=/usr
CC      ?= cc
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
LIBDIR  ?= $(PREFIX)/lib
INCDIR  ?= $(PREFIX)/include
MANDIR  ?= $(PREFIX)/share/man
INSTALL ?= install
BATS    ?= bats
BUILD   ?= build
FUZZ_S  ?= 60

# Ours: what the code needs to compile, whatever the user's flags are.
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wformat=2 -Wundef -Wvla \
	-Wpointer-arith -Wswitch-enum -Wdouble-promotion -Wimplicit-fallthrough \
	-Werror=incompatible-pointer-types -Werror=implicit-function-declaration \
	-Werror=int-conversion -Werror=return-type
override CPPFLAGS += -Iinclude -D_GNU_SOURCE -DHL_VERSION='"$(VERSION)"'
override CFLAGS   += -std=c17 $(WARN) $(SANITIZE)
LDLIBS := -lcsv -lz -lm

# A new lib/*/x.c or cmd/hl-x.c is picked up without touching this file.
LIB_SRC  := $(wildcard lib/*/*.c)
CMDS     := $(patsubst cmd/%.c,%,$(wildcard cmd/hl-*.c))
CMD_SRC  := $(filter-out $(CMDS:%=cmd/%.c),$(wildcard cmd/*.c))
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
MANS     := $(wildcard man/*.[1-8])
HEADERS  := $(wildcard include/hl/*.h)
SOURCES  := $(wildcard include/hl/*.h lib/*/*.[ch] cmd/*.[ch] tests/unit/*.[ch] tests/fuzz/*.c)

# Files that are built into the library as they are.
EMBED    := $(wildcard lib/*/*.css lib/*/*.js lib/*/*.csv)
EMBED_C  := $(EMBED:%=$(BUILD)/%.c)

LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(EMBED_C:.c=.o)
CMD_OBJ  := $(CMD_SRC:%.c=$(BUILD)/%.o)
LIB      := $(BUILD)/libhl.a
BINS     := $(CMDS:%=$(BUILD)/bin/%)

all: $(BINS) $(LIB) ## build everything (the default)

# A change of compiler or flags rebuilds; an unchanged one does not.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(CFLAGS)' | cmp -s - $@ || echo '$(CC) $(CPPFLAGS) $(CFLAGS)' >$@

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# lib/export/queue.css becomes hl_embed_queue_css[], a NUL behind it, and hl_embed_queue_css_len.
$(EMBED_C): $(BUILD)/%.c: % Makefile
	@mkdir -p $(@D)
	@{ name=hl_embed_$$(basename $< | tr -c 'A-Za-z0-9\n' _); \
	echo '#include <stddef.h>'; echo "const char $$name[] = {"; \
	od -A n -v -t d1 $< | sed 's/[^ ][^ ]*/&,/g'; \
	echo "0};"; echo "const size_t $${name}_len = sizeof($$name) - 1;"; } >$@

$(EMBED_C:.c=.o): %.o: %.c $(BUILD)/flags
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(LIB): $(LIB_OBJ)
	$(AR) rcs $@ $^

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(CMD_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

check: all $(UNITS) check-layers ## run every test
	@for unit in $(UNITS); do $$unit || exit 1; done
	PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" $(BATS) tests

check-layers: ## no #include points from a lower layer to a higher one
	@sh tests/layers.sh

lint: ## formatting, clang-tidy, man pages, every header on its own
	clang-format --dry-run -Werror $(SOURCES)
	clang-tidy --quiet $(LIB_SRC) $(wildcard cmd/*.c) -- -std=c17 $(CPPFLAGS)
	mandoc -T lint -W warning $(MANS)
	@for h in $(HEADERS); do $(CC) $(CPPFLAGS) -std=c17 $(WARN) -Werror -fsyntax-only -x c $$h || exit 1; done

format: ## reformat the sources in place
	clang-format -i $(SOURCES)

asan: ## check again under AddressSanitizer and UBSan
	$(MAKE) BUILD=$(BUILD)/asan CFLAGS='-O1 -g' \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all' check

fuzz: $(EMBED_C) ## fuzz each tests/fuzz/*.c for FUZZ_S seconds (needs clang)
	@mkdir -p $(BUILD)/fuzz
	@set -e; for f in $(wildcard tests/fuzz/*.c); do \
		n=$$(basename $$f .c); \
		clang $(CPPFLAGS) -std=c17 -O1 -g -fsanitize=fuzzer,address,undefined \
			-o $(BUILD)/fuzz/$$n $$f $(LIB_SRC) $(EMBED_C) $(LDLIBS); \
		mkdir -p $(BUILD)/fuzz/corpus-$$n; \
		$(BUILD)/fuzz/$$n -max_total_time=$(FUZZ_S) $(BUILD)/fuzz/corpus-$$n $(wildcard tests/fuzz/seeds); \
	done

bench: all ## time the commands on generated data
	PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" sh bench/run.sh $(BUILD)/bench

$(BUILD)/hl.pc: $(BUILD)/flags
	@printf '%s\n' 'Name: hl' 'Description: lead scoring and metrics' 'Version: $(VERSION)' \
		'Cflags: -I$(INCDIR)' 'Libs: -L$(LIBDIR) -lhl' 'Libs.private: $(LDLIBS)' >$@

install: all $(BUILD)/hl.pc ## install under DESTDIR/PREFIX
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCDIR)/hl
	$(INSTALL) -m 755 $(BINS) $(DESTDIR)$(BINDIR)
	$(INSTALL) -m 644 $(LIB) $(DESTDIR)$(LIBDIR)
	$(INSTALL) -m 644 $(BUILD)/hl.pc $(DESTDIR)$(LIBDIR)/pkgconfig
	$(INSTALL) -m 644 $(HEADERS) $(DESTDIR)$(INCDIR)/hl
	@set -e; for m in $(MANS); do d=$(DESTDIR)$(MANDIR)/man$${m##*.}; \
		$(INSTALL) -d $$d; $(INSTALL) -m 644 $$m $$d; done

uninstall: ## remove what install put there
	rm -f $(CMDS:%=$(DESTDIR)$(BINDIR)/%) $(DESTDIR)$(LIBDIR)/libhl.a $(DESTDIR)$(LIBDIR)/pkgconfig/hl.pc
	rm -rf $(DESTDIR)$(INCDIR)/hl
	@for m in $(MANS); do rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$$(basename $$m); done

dist: ## make a reproducible source tarball from HEAD
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=hotleads-$(VERSION)/ HEAD | gzip -9n >$(BUILD)/hotleads-$(VERSION).tar.gz

distcheck: dist ## unpack the tarball, build, check and install it
	rm -rf $(BUILD)/dist && mkdir -p $(BUILD)/dist
	tar -C $(BUILD)/dist -xzf $(BUILD)/hotleads-$(VERSION).tar.gz
	$(MAKE) -C $(BUILD)/dist/hotleads-$(VERSION) BUILD=build check install DESTDIR="$(CURDIR)/$(BUILD)/dist/root"

clean: ## remove everything make made
	rm -rf $(BUILD)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

FORCE:
.PHONY: FORCE all check check-layers lint format asan fuzz bench install uninstall dist distcheck clean help
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
