#!/usr/bin/env bats
# What every filter promises, tried on every program of the Makefile's list. tests/contract/TOOL/ holds:
#   in           a small input; one that opens with the header of records says that the tool reads records
#   args         the options that it is run with
#   *.csv        files that these name; they are copied beside the input
#   memory-args  those for the memory test, where they differ
#   holds        only where memory grows with the input, as its manual page says: what it holds
#   big          only where the input cannot be repeated: a program that writes one as large as `in` N times
#   refuses-empty  only for a tool of no records: why an empty input is none to it
load helper

tools=${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}
contract=$ZB_ROOT/tests/contract

# each FUNCTION: calls it with every tool, its options and its input; a tool that is not built fails.
each() {
    local tool
    for tool in $tools; do
        cp "$contract/$tool/in" in
        find "$contract/$tool" -name '*.csv' -exec cp -t . {} +
        args=$(cat "$contract/$tool/args")
        "$1" "$tool"
        looked_at_all
    done
}

reads_records() {
    head -n 1 "$contract/$1/in" | grep -q '^region,'
}

# big TOOL TIMES: the input that often, with lines counted so that no two records are the same.
big() {
    if [ -e "$contract/$1/big" ]; then
        "$contract/$1/big" "$2" >big
        return
    fi
    if ! reads_records "$1"; then
        awk -v times="$2" '{ all = all $0 "\n" } END { while (times--) printf "%s", all }' in >big
        return
    fi
    awk -v times="$2" 'NR == 1 { print; next }
        match($0, /,in\.txt,[0-9]+,/) && !/两行/ {
            head[++n] = substr($0, 1, RSTART + 7)
            tail[n] = substr($0, RSTART + RLENGTH - 1)
        }
        END { while (times--) for (i = 1; i <= n; i++) print head[i] (++line) tail[i] }' in >big
}

help() {
    try "$1 --help"
    exits 0
    err
    out_has "usage: $1 "
    try "$1 -h | cmp - <($1 --help)"
    exits 0
    out
    err
    try "$1 --help | LC_ALL=C.UTF-8 wc -L"
    exits 0
    err
    any out
    [ "$(cat out)" -le 100 ]
}
@test "--help and -h print the usage to stdout" { each help; }

version() {
    try "$1 --version; $1 -V"
    exits 0
    out "$1 (zhibiao) $(sed -n 's/^VERSION = //p' "$ZB_ROOT/Makefile")" "$1 (zhibiao) $(sed -n 's/^VERSION = //p' "$ZB_ROOT/Makefile")"
    err
}
@test "--version and -V print name and version" { each version; }

unknown_option() {
    try "$1 $args --no-such-option in"
    exits 2
    out
    err "$1: unknown option: --no-such-option ($1 --help lists the options)"
    try "$1 $args -? in"
    exits 2
    out
    err "$1: unknown option: -? ($1 --help lists the options)"
    try "$1 $args --verbsoe in"
    exits 2
    out
    err "$1: unknown option: --verbsoe; nearest: --verbose ($1 --help lists the options)"
    try "$1 $args --verbose=yes in"
    exits 2
    out
    err "$1: option that takes no argument: --verbose=yes ($1 --help lists the options)"
    try "$1 $args --ver in"
    exits 2
    out
    err "$1: ambiguous option: --ver ($1 --help lists the options)"
}
@test "an unknown option is one line and exit 2" { each unknown_option; }

other_files() {
    local wanted=CSV what bytes
    case $1 in
    zb-decode | zb-html | zb-sheet) return 0 ;; # these read other files, too
    zb-bulletin | zb-mark) wanted=text ;;
    esac
    while IFS='|' read -r bytes what; do
        printf %b "$bytes" >other
        for n in '' 1; do
            try "${n:+ZB_READ_MAX=$n} $1 $args other"
            exits 2
            any out
            err "$1: other: not $wanted: $what opens it"
        done
    done <<'END'
\0377\0376a\0000,\0000|UTF-16; zb-decode
\0376\0377\0000a\0000,|UTF-16; zb-decode
\0377\0376\0000\0000a\0000\0000\0000|UTF-32; iconv -f UTF-32LE
PK\0003\0004xl/|a zip file (xlsx, docx ...); pipelines/open
\0320\0317\0021\0340\0241\0261|an old Office file (xls, doc); pipelines/open or LibreOffice
\0011\0010\0020\0000\0000\0006|an old Excel file (xls); pipelines/open
%PDF-1.7|PDF; pipelines/open
\0037\0213\0010|gzip; gzip -dc
<HTML><table>|a web page; pipelines/open
\n \n<!DOCTYPE html>|a web page; pipelines/open
<?xml version="1.0"?>|a web page; pipelines/open
END
}
@test "a file of another kind is refused at its first bytes, and who opens it is said" { each other_files; }

no_argument() {
    local option
    for option in $("$1" --help | grep -oE -e '--[a-z-]+ [A-Z]+' | cut -d ' ' -f 1 | sort -u); do
        try "$1 $option"
        exits 2
        out
        err "$1: option without its argument: $option ($1 --help lists the options)"
        found=1
    done
}
@test "an option without its argument is one line and exit 2" {
    found=
    each no_argument
    [ -n "$found" ]
}

# options_of_help TOOL, options_of_page TOOL: one a line, -x or --word
options_of_help() {
    "$1" --help | sed -n 's/^  \(-.*\)/\1/p' | sed 's/  .*//' | grep -oE -e '(^|[ ,])--?[A-Za-z][a-z-]*' | tr -d ' ,' | sort -u
}
options_of_page() {
    sed -n 's/^\.It Fl /Fl /p' "$ZB_ROOT/tools/$1.1" | sed 's/ Ns [^,]*//g; s/ Ar [^,]*//g' | tr , '\n' |
        sed -E 's/^ *(Fl )? *//; s/^(.)/-\1/; s/ .*//' | sort -u
}
page() {
    local section
    diff <(options_of_help "$1") <(options_of_page "$1") || {
        echo "$1.1 (>) does not explain what --help lists (<)"
        return 1
    }
    for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
        grep -qx ".Sh $section" "$ZB_ROOT/tools/$1.1" || { echo "$1.1 has no $section" && return 1; }
    done
    [ "$(awk '/^\.Bd/ { new = 1 } new && /^\$ / { n++; new = 0 } END { print n + 0 }' "$ZB_ROOT/tools/$1.1")" -ge 2 ] || {
        echo "$1.1 has not two examples that are run"
        return 1
    }
}
@test "the manual page explains the options of --help and no others, and has two examples that are run" { each page; }

missing_file() {
    try "$1 $args none"
    exits 2
    any out
    err "$1: none: open: No such file or directory"
    try "$1 $args in none"
    exits 2
    any out
    err "$1: none: open: No such file or directory"
}
@test "a missing file is one line and exit 2, also as the second" { each missing_file; }

directory() {
    mkdir -p folder
    try "$1 $args folder"
    exits 2
    any out # a header may be out already
    err "$1: folder: read: Is a directory"
    try "$1 $args <folder"
    exits 2
    any out
    err "$1: standard input: read: Is a directory"
}
@test "a directory is one line and exit 2" { each directory; }

read_error() {
    try "$1 $args /proc/self/mem"
    exits 2
    any out # a header may be out already
    err "$1: /proc/self/mem: read: Input/output error"
}
@test "a read error is one line and exit 2" { each read_error; }

empty_input() {
    : >empty
    try "$1 $args empty"
    if reads_records "$1" || [ -e "$contract/$1/refuses-empty" ]; then
        exits 2
        out
        err_has "$1: empty: "
        [ "$(wc -l <err)" -eq 1 ]
    else
        exits 0
        err
        any out
    fi
}
@test "an empty input is refused by record filters (its writer failed) and taken by others" { each empty_input; }

header_only() {
    reads_records "$1" || return 0
    head -n 1 in >header
    try "$1 $args header"
    exits 0
    err
    any out
    [ "$(wc -l <out)" -eq 1 ]
}
@test "a header without rows is a valid empty data set" { each header_only; }

text_without_figures() {
    [ "$1" = zb-bulletin ] || return 0
    try "echo 没有数字。 | $1 $args"
    exits 0
    err "$1: standard input: no records: --explain says why; zb-table reads tables"
    out region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text
}
@test "text without figures gives a header" { each text_without_figures; }

full_disk() {
    big "$1" 2000
    for file in in big; do
        try "$1 $args $file >/dev/full"
        exits 2
        out
        err "$1: standard output: write: No space left on device"
    done
    try "$1 --help >/dev/full"
    exits 2
    out
    err "$1: standard output: write: No space left on device"
}
@test "a full disk is one line and exit 2, for small and large output" { each full_disk; }

closed_stdout() {
    try "$1 $args in >&-"
    exits 2
    out
    err "$1: standard output: write: Bad file descriptor"
    try "$1 --version >&-"
    exits 2
    out
    err "$1: standard output: write: Bad file descriptor"
}
@test "a closed stdout is one line and exit 2" { each closed_stdout; }

closed_stdin() {
    try "$1 $args <&-"
    exits 2
    any out # a header may be out already
    err "$1: standard input: read: Bad file descriptor"
}
@test "a closed stdin is one line and exit 2" { each closed_stdin; }

closed_stderr() {
    bash -c "$1 $args in" >wanted.out
    try "$1 $args in 2>&-"
    exits 0
    same out wanted.out
    err
    try "$1 $args none 2>&-"
    exits 2
    any out
    err
}
@test "a closed stderr changes nothing else" { each closed_stderr; }

early_reader() {
    big "$1" 10000
    try "{ $1 $args big; echo \$? >status; } | head -c 1 >/dev/null; cat status"
    exits 0
    out 141
    err
    # systemd starts services with SIGPIPE ignored
    try "trap '' PIPE; { bash -c 'exec $1 $args big'; echo \$? >status; } | head -c 1 >/dev/null; cat status"
    exits 0
    out 141
    err
}
@test "a reader that leaves early ends it at once, silently" { each early_reader; }

short_reads() {
    bash -c "$1 $args <in" >wanted.out
    for n in 1 2 3 7; do
        try "ZB_READ_MAX=$n $1 $args <in"
        exits 0
        same out wanted.out
        err
    done
    try "ZB_READ_MAX=0 $1 $args <in"
    exits 2
    any out
    err "$1: ZB_READ_MAX: not a number of bytes: 0"
}
@test "short reads give the same bytes" { each short_reads; }

ways_in() {
    bash -c "$1 $args <in" >wanted.out
    for way in "cat in | $1 $args" "$1 $args - <in" "$1 $args -- - <in" "LC_ALL=C.UTF-8 $1 $args <in" "env -i $(command -v "$1") $args <in"; do
        try "$way"
        exits 0
        same out wanted.out
        err
    done
}
@test "a file, a pipe, '-' and any locale give the same bytes" { each ways_in; }

valid_output() {
    try "$1 $args in | iconv -f UTF-8 -t UTF-8"
    exits 0
    err
    any out
    [ -s out ] && [ "$(tail -c 1 out | od -An -c | tr -d ' ')" = '\n' ]
}
@test "output is UTF-8 and ends in a line end" { each valid_output; }

refused_row() {
    reads_records "$1" || return 0
    bash -c "$1 $args in" >wanted.out
    sed '2i\一行,太短' in >short
    try "$1 $args --rejects rejected short"
    exits 1
    same out wanted.out
    err_has "$1: short:2: "
    [ "$(wc -l <err)" -eq 1 ]
    try "head -n 1 rejected; mlr --icsv --ojson cut -f file,line,row rejected | tr -d '\n '; echo"
    exits 0
    out file,line,reason,row '[{"file":"short","line":2,"row":"一行,太短"}]'
    err
    try "$1 $args --rejects /dev/full short"
    exits 2
    any out
    err_has "$1: /dev/full: write: No space left on device"
}
@test "a refused row is reported, kept by --rejects, and exit 1" { each refused_row; }

peak() {
    command time -f %M bash -c "exec $1" 2>&1 >/dev/null | tail -n 1
}

memory() {
    [ ! -e "$contract/$1/holds" ] || return 0
    [ ! -e "$contract/$1/memory-args" ] || args=$(cat "$contract/$1/memory-args")
    big "$1" 2000
    small=$(peak "$1 $args big")
    big "$1" 40000
    large=$(peak "$1 $args big")
    echo "$1: $small KB for 2000, $large KB for 40000 times the input"
    [ "$((large - small))" -lt 1024 ]
}
@test "peak memory does not grow with the input" {
    [ -z "${ZB_SANITIZED-}" ] || skip "a sanitizer keeps freed memory"
    each memory
}
