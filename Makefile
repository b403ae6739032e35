# zhibiao: build, check, demo, bench, lint, install.

VERSION = 0.1.0
TOOLS = zb-cat zb-decode zb-bulletin zb-units zb-aggregate

PREFIX = /usr/local
BUILD = build
CC = cc
CFLAGS = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings
HARDEN = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -Wl,-z,relro,-z,now -pie
LIBS = $(shell pkg-config --libs libpcre2-8) -lcsv -lgmp
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DZB_VERSION='"$(VERSION)"' $(WARN) $(HARDEN) $(shell pkg-config --cflags libpcre2-8) $(CFLAGS)

LIB_SRC = $(wildcard tools/lib/*.c)
LIB_OBJ = $(LIB_SRC:tools/%.c=$(BUILD)/%.o) $(BUILD)/builtins.o
DATA = $(wildcard tools/dict/*.csv tools/rules/*)

all: $(TOOLS:%=$(BUILD)/bin/%)

$(BUILD)/bin/%: $(BUILD)/%.o $(BUILD)/libzb.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libzb.a $(LIBS)

$(BUILD)/libzb.a: $(LIB_OBJ)
	rm -f $@ && ar rcs $@ $(LIB_OBJ)

$(BUILD)/%.o: tools/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -c -o $@ $<

# The data files as C, so that a program needs no file beside it.
$(BUILD)/builtins.c: $(DATA) Makefile
	@mkdir -p $(@D)
	{ echo '#include "builtin.h"'; \
	for f in $(DATA); do \
	    printf 'static const char d%s[] = {' "$$(printf %s "$$f" | tr -c 'a-z0-9' _)"; \
	    od -An -v -tu1 "$$f" | sed 's/\([0-9][0-9]*\)/(char)\1,/g'; echo '0};'; done; \
	echo 'const struct builtin builtins[] = {'; \
	for f in $(DATA); do \
	    n=d$$(printf %s "$$f" | tr -c 'a-z0-9' _); echo "{\"$${f#tools/}\", {$$n, sizeof $$n - 1}},"; done; \
	echo '{0}};'; } > $@

$(BUILD)/builtins.o: $(BUILD)/builtins.c
	$(CC) $(ALL_CFLAGS) -Itools/lib -MMD -c -o $@ $<

clean:
	rm -rf $(BUILD)

-include $(wildcard $(BUILD)/*.d $(BUILD)/lib/*.d)

.PHONY: all clean
.DELETE_ON_ERROR:
