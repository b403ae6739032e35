# zhibiao: `make help` lists the targets.

VERSION = 0.1.0
TOOLS = zb-cat zb-decode zb-html zb-sheet zb-table zb-bulletin zb-code zb-units zb-merge zb-derive zb-aggregate zb-check zb-track zb-alert zb-mask zb-view zb-export zb-mark

PREFIX = /usr/local
ETC = /etc/zhibiao
BUILD = build
CC = cc
CFLAGS = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings
HARDEN = -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2
LINK = -pie -Wl,-z,relro,-z,now -Wl,--gc-sections
LIBS = $(shell pkg-config --libs libpcre2-8) -lcsv -lgmp
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DZB_VERSION='"$(VERSION)"' $(WARN) $(HARDEN) \
	$(shell pkg-config --cflags libpcre2-8 libxml-2.0 libzip) $(CFLAGS)

LIB_OBJ = $(patsubst tools/%.c,$(BUILD)/%.o,$(wildcard tools/lib/*.c)) $(BUILD)/builtins.o
DATA = $(wildcard tools/dict/*.csv tools/rules/*.rules)
PROGRAMS = $(TOOLS:%=$(BUILD)/bin/%)
TEST_C = $(wildcard tests/unit/*.c tests/bench/*.c)
TEST_PROGRAMS = $(TEST_C:tests/%.c=$(BUILD)/tests/%) $(FUZZ_TARGETS) $(BUILD)/tests/fault/fault.so
FUZZ_TARGETS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(filter-out %/target.c %/replay.c,$(wildcard tests/fuzz/*.c)))
FUZZ_MAIN = $(BUILD)/tests/fuzz/replay.o
LANGUAGES = $(patsubst tools/po/%.po,%,$(wildcard tools/po/*.po))
CATALOGUES = $(LANGUAGES:%=share/locale/%/LC_MESSAGES/zhibiao.mo)
PAGES = $(wildcard tools/*.[1-8])
PIPELINES = $(filter-out %.md %.conf %.csv %/layouts %/night %/systemd,$(wildcard pipelines/*))
SCRIPTS = $(shell grep -rlE '^.!/bin/(ba)?sh$$|^# shellcheck shell=sh' .ci pipelines samples tests tools) $(wildcard tests/*.bash tests/*/*.bash)
DEPS = CC='$(CC)' .ci/deps
TEST_ENV = ZB_BUILD='$(abspath $(BUILD))' ZB_TOOLS='$(TOOLS)' ZB_VERSION='$(VERSION)'
# quoted for the shell, as a DESTDIR with a blank must not be taken for two
DEST = '$(DESTDIR)$(PREFIX)'
CONF = '$(DESTDIR)$(ETC)'
BASH_COMPLETIONS = $(DEST)/share/bash-completion/completions
ZSH_COMPLETIONS = $(DEST)/share/zsh/site-functions
SECONDS = 30
N = 50
FAULTS = 300
MAKEFLAGS += --no-builtin-rules

all: $(PROGRAMS) $(CATALOGUES:%=$(BUILD)/%) ## build the programs into build/bin

demo: ## install what is missing, build, run the pipelines on samples/ into build/demo
	@$(DEPS) install build open night
	@echo 'building into $(BUILD)/bin' && $(MAKE) -s all
	@$(TEST_ENV) samples/demo $(BUILD)/demo

check: ## install what the tests need and run all of them, or ONLY='zb-units zb-cat'
	@$(DEPS) install build open night test
	@$(MAKE) -s all test-programs
	@$(TEST_ENV) tests/run $(ONLY)

check-asan: ## the tests on a build with the address and undefined-behaviour sanitizers
	@ZB_SANITIZED=1 $(MAKE) -s check BUILD=$(BUILD)/asan HARDEN=-fPIE \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'

check-valgrind: ## the golden cases and the unit tests under valgrind
	@$(DEPS) install build test valgrind
	@$(MAKE) -s all test-programs
	@$(TEST_ENV) tests/valgrind $(ONLY)

check-kill: ## a night killed at N=50 random moments, each time followed by one that is not
	@$(DEPS) install build open night
	@$(MAKE) -s all
	@$(TEST_ENV) tests/kill $(N)

check-faults: ## each call of each program made to fail, FAULTS=300 of the times it is made
	@$(DEPS) install build open night test
	@$(MAKE) -s all test-programs
	@$(TEST_ENV) tests/faults -n $(FAULTS) $(ONLY)
	@[ -n '$(ONLY)' ] || $(TEST_ENV) tests/night-faults

check-hostile: ## the hostile input that is large: lines of 1 GB, bombs
	@$(DEPS) install build open test
	@$(MAKE) -s all
	@$(TEST_ENV) CASE_SECONDS=600 tests/hostile/run large

fuzz: ## AFL++ on every target of tests/fuzz and every other program, SECONDS=30 each, or ONLY='decimal rules'
	@$(DEPS) install build fuzz
	@AFL_USE_ASAN=1 AFL_USE_UBSAN=1 AFL_QUIET=1 $(MAKE) -s all fuzz-targets BUILD=$(BUILD)/fuzz HARDEN=-fPIE \
	    CC=afl-clang-fast FUZZ_MAIN=-fsanitize=fuzzer
	@ZB_BUILD='$(abspath $(BUILD))/fuzz' ZB_TOOLS='$(TOOLS)' tests/fuzz/run $(SECONDS) $(ONLY)

bench: ## speed and memory against peers in one table; KEEP=1 keeps it in tests/bench/results
	@$(DEPS) install build open night bench
	@$(MAKE) -s all test-programs
	@$(TEST_ENV) tests/bench/run $(if $(KEEP),-k) $(ONLY)

golden-update: all ## rewrite what the golden cases expect; review with git diff
	@$(TEST_ENV) tests/golden -u $(ONLY)

po-update: all ## bring the catalogues of tools/po up to date with what the programs say; review with git diff
	@tools/messages $(BUILD)/bin > $(BUILD)/zhibiao.pot
	@for l in $(LANGUAGES); do msgmerge -q --update --backup=none --no-fuzzy-matching --no-wrap --add-location=file \
	    tools/po/$$l.po $(BUILD)/zhibiao.pot && msgattrib --no-obsolete --no-wrap -o tools/po/$$l.po tools/po/$$l.po && \
	    msgfmt --check --statistics -o /dev/null tools/po/$$l.po || exit; done

samples-update: all ## rewrite the stages kept beside each sample; review with git diff
	@$(TEST_ENV) samples/stages samples

lint: shape ## layout and warnings: clang-format, gcc, clang, shellcheck, shfmt, mandoc
	@$(DEPS) install build lint
	clang-format --dry-run -Werror $(wildcard tools/*.c tools/lib/*.[ch] tests/*/*.[ch])
	$(MAKE) -s all test-programs BUILD=$(BUILD)/lint-gcc CC=gcc CFLAGS='-O2 -Werror'
	$(MAKE) -s all test-programs BUILD=$(BUILD)/lint-clang CC=clang CFLAGS='-O2 -Werror'
	shellcheck $(SCRIPTS) tests/*.bats tests/foreign/*.bats
	shfmt -d -i 4 $(SCRIPTS)
	! mandoc -Tlint $(PAGES) | grep -v -e 'referenced manual not found' -e 'mandoc.db'
	@sed -n 's|^\.Xr \(z[a-z-]*\) \([1-8]\).*|tools/\1.\2|p' $(PAGES) | sort -u | xargs ls >/dev/null

shape: ## every program has its source, its page and its tests, and is in the list
	@for t in $(TOOLS); do for f in tools/$$t.c tools/$$t.1 tests/$$t.bats; do \
	    [ -e $$f ] || { echo "$$f: missing" >&2; exit 1; }; done; done
	@for f in tools/zb-*.c; do t=$${f#tools/}; case ' $(TOOLS) ' in \
	    *" $${t%.c} "*) ;; *) echo "$$f: not in TOOLS" >&2; exit 1 ;; esac; done

install: all ## programs, translations, manual pages, completions and pipelines, under DESTDIR and PREFIX
	install -d $(DEST)/bin $(DEST)/libexec/zhibiao
	install $(PROGRAMS) $(DEST)/bin
	for c in $(CATALOGUES); do install -D -m 644 $(BUILD)/$$c $(DEST)/$$c || exit; done
	install $(PIPELINES) $(DEST)/libexec/zhibiao
	install -d $(DEST)/libexec/zhibiao/layouts
	install -m 644 pipelines/layouts/* $(DEST)/libexec/zhibiao/layouts
	install -d $(DEST)/libexec/zhibiao/night
	for f in pipelines/night/*; do mode=644 && if [ -x $$f ]; then mode=755; fi && \
	    install -p -m $$mode $$f $(DEST)/libexec/zhibiao/night || exit; done
	install -m 644 $(filter %.md %.conf %.csv,$(wildcard pipelines/*)) $(DEST)/libexec/zhibiao
	for p in $(PAGES); do install -D -m 644 $$p $(DEST)/share/man/man$${p##*.}/$${p#tools/} || exit; done
	install -d $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS)
	for t in $(TOOLS); do \
	    tools/completions bash $(BUILD)/bin/$$t > $(BASH_COMPLETIONS)/$$t && \
	    tools/completions zsh $(BUILD)/bin/$$t > $(ZSH_COMPLETIONS)/_$$t && \
	    chmod 644 $(BASH_COMPLETIONS)/$$t $(ZSH_COMPLETIONS)/_$$t || exit; done

install-nightly: install ## the nightly job, too: its configuration in ETC, units for systemd, lines for cron
	install -d $(CONF) $(DEST)/lib/systemd/system $(DEST)/lib/sysusers.d $(DEST)/libexec/zhibiao/systemd
	[ -e $(CONF)/nightly.conf ] || install -m 644 pipelines/nightly.conf $(CONF)
	for f in pipelines/systemd/*; do case $$f in \
	    *.sysusers) to=lib/sysusers.d/zhibiao.conf ;; \
	    *.cron) to=libexec/zhibiao/systemd/zhibiao.cron ;; \
	    *) to=lib/systemd/system/$${f##*/} ;; esac; \
	    sed 's|@libexec@|$(PREFIX)/libexec/zhibiao|g; s|@etc@|$(ETC)|g' $$f > $(DEST)/$$to || exit; done

install-samples: ## the samples, under DESTDIR and PREFIX/share/doc/zhibiao
	install -d $(DEST)/share/doc/zhibiao
	cp -R samples $(DEST)/share/doc/zhibiao
	ln -sfn ../../../libexec/zhibiao $(DEST)/share/doc/zhibiao/pipelines

uninstall: ## what install, install-nightly and install-samples put there, but the configuration
	rm -f $(DEST)/lib/systemd/system/zhibiao-nightly* $(DEST)/lib/sysusers.d/zhibiao.conf
	rm -f $(TOOLS:%=$(DEST)/bin/%) $(TOOLS:%=$(BASH_COMPLETIONS)/%) $(TOOLS:%=$(ZSH_COMPLETIONS)/_%)
	rm -f $(CATALOGUES:%=$(DEST)/%)
	for p in $(PAGES); do rm -f $(DEST)/share/man/man$${p##*.}/$${p#tools/}; done
	rm -rf $(DEST)/libexec/zhibiao $(DEST)/share/doc/zhibiao

dist: ## a source archive of the last commit, proved to build, install and uninstall
	@mkdir -p $(BUILD) && tests/dist $(BUILD)/zhibiao-$(VERSION)

deb: ## a Debian package, BUILD/zhibiao_VERSION_ARCH.deb
	@$(DEPS) install build deb
	@$(MAKE) -s all
	@.ci/deb $(BUILD) $(VERSION)

check-deb: ## that package in a new Debian by debootstrap, as root: installed, used, purged; judged by lintian
	@$(DEPS) install build deb check-deb
	@$(MAKE) -s all
	@$(TEST_ENV) ZB_DEBOOTSTRAP=1 tests/run deb

clean: ## remove build
	rm -rf $(BUILD)

help: ## this list
	@awk -F ':.* ## ' '/^[a-z-]+:.* ## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

$(TOOLS): %: $(BUILD)/bin/% ## build that one

test-programs: $(TEST_PROGRAMS)

fuzz-targets: $(FUZZ_TARGETS)

$(BUILD)/bin/zb-html: LIBS += $(shell pkg-config --libs libxml-2.0)
$(BUILD)/bin/zb-sheet: LIBS += $(shell pkg-config --libs libxml-2.0 libzip)

$(BUILD)/bin/%: $(BUILD)/%.o $(BUILD)/libzb.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ $< $(BUILD)/libzb.a $(LIBS)

$(BUILD)/share/locale/%/LC_MESSAGES/zhibiao.mo: tools/po/%.po | $(BUILD)/deps
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

$(BUILD)/tests/%: tests/%.c $(BUILD)/libzb.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itools/lib -MMD -MP -MF $@.d $(LINK) $(LDFLAGS) -o $@ $< $(BUILD)/libzb.a $(LIBS)

$(BUILD)/tests/fuzz/%.o: tests/fuzz/%.c | $(BUILD)/deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itools/lib -MMD -MP -c -o $@ $<

$(FUZZ_TARGETS): $(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/target.o $(filter %.o,$(FUZZ_MAIN)) $(BUILD)/libzb.a
	$(CC) $(ALL_CFLAGS) $(LINK) $(LDFLAGS) -o $@ $< $(BUILD)/tests/fuzz/target.o $(FUZZ_MAIN) \
	    $(BUILD)/libzb.a $(LIBS) $(shell pkg-config --libs libxml-2.0 libzip)

$(BUILD)/tests/fault/fault.so: $(wildcard tests/fault/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fPIC -shared -o $@ $(filter %.c,$^)

$(BUILD)/libzb.a: $(LIB_OBJ)
	rm -f $@ && ar rcs $@ $(LIB_OBJ)

$(BUILD)/%.o: tools/%.c | $(BUILD)/deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/builtins.o: $(BUILD)/builtins.c | $(BUILD)/deps
	$(CC) $(ALL_CFLAGS) -fdata-sections -Itools/lib -MMD -MP -c -o $@ $<

$(BUILD)/builtins.c: tools/builtins $(DATA) $(wildcard tools/dict tools/rules)
	@mkdir -p $(@D)
	tools/builtins $(DATA) > $@

$(BUILD)/deps: .ci/deps
	@mkdir -p $(@D)
	@$(DEPS) check build && touch $@

-include $(wildcard $(BUILD)/*.d $(BUILD)/lib/*.d $(BUILD)/tests/*/*.d)

.PHONY: all demo check check-asan check-deb check-faults check-hostile check-kill check-valgrind fuzz bench golden-update po-update \
	samples-update lint shape install install-nightly install-samples uninstall dist deb clean help test-programs fuzz-targets $(TOOLS)
.DELETE_ON_ERROR:
.SECONDARY:
