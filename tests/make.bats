#!/usr/bin/env bats
# The Makefile: what it installs and takes away, what it lists, and that `shape` sees what is missing.
load helper

# Runs make on the build that is being tested.
make_="make -s -C $ZB_ROOT BUILD=$ZB_BUILD"

@test "help lists every target that a user can ask for" {
    try "$make_ help"
    exits 0
    err
    any out
    for target in all demo check bench lint install uninstall clean help dist fuzz; do
        grep -q "^make $target " out
    done
    [ "$(grep -c '^make [a-z-]* *[^ ]' out)" -eq "$(wc -l <out)" ]
}

@test "install puts programs, pages and pipelines under DESTDIR and PREFIX; uninstall takes them away" {
    mkdir my && touch my/own # what a DESTDIR cut at its blank would be
    try "$make_ install DESTDIR=\"$PWD/my to\" PREFIX=/usr >install.log"
    exits 0
    out
    any err
    tools=$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")
    for tool in $tools; do
        cmp "my to/usr/bin/$tool" "$ZB_BUILD/bin/$tool"
        cmp "my to/usr/share/man/man1/$tool.1" "$ZB_ROOT/tools/$tool.1"
        grep -q "^complete .* $tool\$" "my to/usr/share/bash-completion/completions/$tool"
        grep -qx "#compdef $tool" "my to/usr/share/zsh/site-functions/_$tool"
    done
    cmp "my to"/usr/share/locale/zh_CN/LC_MESSAGES/zhibiao.mo "$ZB_BUILD/share/locale/zh_CN/LC_MESSAGES/zhibiao.mo"
    test -s "my to"/usr/share/man/man5/zb-record.5
    test -s "my to"/usr/share/man/man7/zhibiao.7
    test -x "my to"/usr/libexec/zhibiao/plan
    test -s "my to"/usr/libexec/zhibiao/layouts/odi-listing.layout
    test -s "my to"/usr/libexec/zhibiao/night/config
    test -x "my to"/usr/libexec/zhibiao/night/database
    try "find 'my to' -type f ! -perm 644 ! -perm 755"
    exits 0
    out
    err
    try "$make_ install-samples DESTDIR=\"$PWD/my to\" PREFIX=/usr >/dev/null"
    exits 0
    out
    err
    test -s "my to"/usr/share/doc/zhibiao/samples/QUIRKS.md
    try "$make_ uninstall DESTDIR=\"$PWD/my to\" PREFIX=/usr >/dev/null; find 'my to' -type f"
    exits 0
    out
    err
    test -e my/own
}

@test "shape fails where a page, a source or tests are missing, or a program is not in the list" {
    mkdir -p t/tools t/tests
    cp "$ZB_ROOT/Makefile" t/
    touch t/tools/zb-a.c t/tools/zb-a.1 t/tests/zb-a.bats
    try 'make -s -C t shape TOOLS=zb-a'
    exits 0
    out
    err
    for file in tools/zb-a.c tools/zb-a.1 tests/zb-a.bats; do
        mv "t/$file" gone
        try 'make -s -C t shape TOOLS=zb-a'
        exits 2
        any out
        err_has "$file: missing"
        mv gone "t/$file"
    done
    touch t/tools/zb-b.c
    try 'make -s -C t shape TOOLS=zb-a'
    exits 2
    any out
    err_has 'tools/zb-b.c: not in TOOLS'
}

@test "every program is in the overviews" {
    tools=$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")
    for tool in $tools; do
        grep -q "^\.It Xr $tool 1" "$ZB_ROOT/tools/zhibiao.7" || { echo "zhibiao.7 has no $tool" && false; }
        grep -q "^| $tool |" "$ZB_ROOT/tools/README.md" || { echo "tools/README.md has no $tool" && false; }
        test -s "$ZB_ROOT/tests/contract/$tool/in"
    done
}

@test "the built-in data files are those of the tree, byte for byte" {
    mkdir -p tools/dict tools/rules
    # every byte but NUL, which no text file holds
    LC_ALL=C awk 'BEGIN { for (i = 1; i < 256; i++) printf "%c", i }' >tools/dict/units.csv
    : >tools/dict/page-parts.csv
    echo '# 规则' >tools/rules/a.rules
    "$ZB_ROOT/tools/builtins" tools/dict/*.csv tools/rules/*.rules >builtins.c
    cat >main.c <<'END'
#include "builtin.h"
#include <stdio.h>
static void show(const struct builtin *b)
{
    printf("%s %zu\n", b->name, b->text.n);
    fwrite(b->text.p, 1, b->text.n, stderr);
}
int main(void)
{
    show(&builtin_units);
    show(&builtin_page_parts);
    for (const struct builtin *b = builtin_rules; b->name != NULL; b++)
        show(b);
    return 0;
}
END
    try "cc -D_GNU_SOURCE -I$ZB_ROOT/tools/lib -o show builtins.c main.c && ./show"
    exits 0
    out 'dict/units.csv 255' 'dict/page-parts.csv 0' "rules/a.rules $(wc -c <tools/rules/a.rules)"
    cat tools/dict/units.csv tools/rules/a.rules >both
    same err both
}
