#!/usr/bin/env bats
# What fails under a program: a few of the faults that `make check-faults` makes, and that their judge can fail.
load helper

tools=${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}
export LIBRARY=$ZB_BUILD/tests/fault/fault.so

setup() {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer has its own malloc'
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    # shellcheck disable=SC2034 # of the helpers
    unlooked=
    printf 'region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text\n' >in
    printf '云江区,出口总额,,202%d,level,,290,亿元,,actual,1,in.txt,%d,出口\n' 1 1 2 2 3 3 >>in
}

@test "each kind of call fails in each filter: exit 2 with a message, or nothing is lost" {
    export TRY_SECONDS=600
    try "$ZB_ROOT/tests/faults -n 1 $tools"
    exits 0
    err
    [ "$(grep -c '^ok ' out)" -ge "$(wc -w <<<"$tools")" ]
    any out
}

@test "the library fails what it is told to, and only that" {
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=read:1 zb-cat in"
    exits 2
    out
    err 'zb-cat: in: read: Input/output error'
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=write:1:eio zb-cat in"
    exits 2
    out
    err 'zb-cat: standard output: write: Input/output error'
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=open:1 zb-cat in"
    exits 2
    out
    err 'zb-cat: in: open: Too many open files'
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=read:1 ZB_FAULT_IN='mv|zb-c?de' zb-cat in | cmp - in"
    exits 0
    out
    err
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=write:99 zb-cat in | cmp - in"
    exits 0
    out
    err
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=write:1:short zb-cat in | cmp - in"
    exits 0
    out
    err
    # what the C library reads and writes for a stream is seen, too
    try "seq 100000 >numbers && LD_PRELOAD=$LIBRARY ZB_FAULT=write:2 awk '{ print }' numbers"
    exits 2
    any out
    any err
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=read:2 cut -c 1-3 numbers"
    exits 1
    any out
    err 'cut: numbers: Input/output error'
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=fork:1 make -s -f /dev/null --eval 'all: ; @echo a | cat'"
    exits 2
    out
    any err
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=nothing:1 zb-cat in"
    exits 99
    out
    err 'fault: ZB_FAULT: not CALL:N[+][:HOW]'
}

# a program named zb-cat, with `contract` as its test would have it
judged() {
    mkdir -p build/bin build/tests && ln -sf "$ZB_BUILD/tests/fault" build/tests/ && cat >build/bin/zb-cat
    chmod +x build/bin/zb-cat
    try "ZB_BUILD=$PWD/build $ZB_ROOT/tests/faults -n 1 zb-cat"
}

@test "the judge sees output that is lost, silence, a crash and a file that is left" {
    judged <<<$'#!/bin/sh\nhead -n 3 -- in 2>/dev/null; :'
    exits 1 && err && out_has 'not the output of the good run'
    judged <<<$'#!/bin/sh\ncat in 2>/dev/null || exit 2'
    exits 1 && err && out_has 'no message'
    judged <<<$'#!/bin/sh\ncat in || kill -SEGV $$'
    exits 1 && err && out_has 'crashed'
    judged <<<$'#!/bin/sh\ncat in 2>/dev/null || { : >in.new && echo "zb-cat: no" >&2 && exit 2; }'
    exits 1 && err && out_has 'a file is left: bad/in.new'
}

@test "-o on a file system without nameless files: what fails leaves no file behind either" {
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=open:2:eopnotsupp zb-export -t wide -o out.csv in none"
    exits 2
    out
    err 'zb-export: none: open: No such file or directory'
    [ "$(echo out.csv*)" = 'out.csv*' ]
    # the name is free that it would take
    try "ln -s in out.csv.new.\$\$; LD_PRELOAD=$LIBRARY ZB_FAULT=open:2:eopnotsupp exec zb-export -t wide -o out.csv in"
    exits 0
    out
    err
    [ "$(echo out.csv*)" = out.csv ]
    [ "$(wc -l <in)" -eq 4 ]
}

@test "-o of what cannot be looked at replaces nothing: it may be a device" {
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=stat:2 zb-export -t wide -o out.csv in"
    exits 2
    out
    err 'zb-export: out.csv: open: Input/output error'
    [ ! -e out.csv ]
}

@test "where stdout is closed and cannot be filled, no other file gets its number" {
    try "LD_PRELOAD=$LIBRARY ZB_FAULT=open:1 zb-cat -v --rejects kept in >&-"
    exits 2
    out
    err 'zb-cat: /dev/null: open: Too many open files'
    [ ! -e kept ]
}

@test "a night whose package was named by half: the next one makes it whole" {
    try "$ZB_ROOT/tests/night-faults -f rename:2 'zb-*'"
    exits 0
    out
    err
}

@test "a night that failed after its last stage: the next one does not go on from what is left" {
    try "$ZB_ROOT/tests/night-faults -f exec:3 find"
    exits 0
    out
    err
}

@test "a night whose files could not be listed is not taken for one that refused rows" {
    try "$ZB_ROOT/tests/night-faults -f read:1 split"
    exits 0
    out
    err
}

@test "a night that has lost a part of its configuration publishes nothing" {
    try "$ZB_ROOT/tests/night-faults -f write:1 awk"
    exits 0
    out
    err
}

@test "where it cannot be told who reported, nothing is published unmasked" {
    record='云江区,出口总额,,2020,level,,290,亿元,,actual,1,in.txt,1,出口'
    printf '%s\n' "$(head -n 1 in),count" "$record,9" "$record,1" >counted
    export NIGHT_REPORTERS=count NIGHT_MASK='-n 3'
    # the first read and open of a shell are those of its script
    for fault in read:2 read:9 open:2; do
        try "LD_PRELOAD=$LIBRARY ZB_FAULT=$fault $ZB_ROOT/pipelines/night/mask counted"
        exits 2
        any err
        any out
        if grep -q ',1$' out; then return 1; fi
    done
}

@test "open and observe: what fails under them is status 2" {
    printf '<table><tr><td>指标<td>2019年<tr><td>出口<td>5</table>' >page
    for fault in 'read:1 tr' 'write:1 tr' 'write:1 sed' 'write:1 sh' 'write:1 zb-html' 'memory:3 tr' 'write:1 od'; do
        for command in open observe; do
            try "LD_PRELOAD=$LIBRARY ZB_FAULT=${fault% *} ZB_FAULT_COUNTS=counts.$command.${fault// /.} ZB_FAULT_IN=${fault#* } $ZB_ROOT/pipelines/$command page"
            exits 2
            out
            [ -s err ]
            any err
        done
    done
}

@test "many files need no more descriptors than a few" {
    for i in $(seq 100); do cp in "in.$i"; done
    try "ulimit -n 8; zb-cat in.* | tail -n +2 | sort -u | wc -l; zb-decode in.* | wc -l"
    exits 0
    out 3 400
    err
}

@test "a night in which a program fails that only tells it something publishes nothing else: found before" {
    local fault
    for fault in 'readlink:1 readlink' 'write:1 date' 'write:1 wc' 'write:1 od' 'memory:3 od' 'open:3 xargs' 'dup:5 xargs'; do
        TRY_SECONDS=300 try "$ZB_ROOT/tests/night-faults -f $fault"
        exits 0
        out
        err
    done
}
