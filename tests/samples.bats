#!/usr/bin/env bats
# The stages that are kept in samples/ are what the programs make of them; the pipeline and the demo work.
load helper

plan=$ZB_ROOT/pipelines/plan

# What the programs make of the samples now. Only the first test compares it with what is kept.
setup_file() {
    made=$BATS_FILE_TMPDIR
    export made
    "$ZB_ROOT/samples/stages" "$made"
}

# A build folder whose zb-units is the given script.
broken_units() {
    mkdir -p broken/bin
    cp "$ZB_BUILD"/bin/zb-* broken/bin/
    printf '#!/bin/sh\n%s\n' "$1" >broken/bin/zb-units
    chmod +x broken/bin/zb-units
}

@test "each stage kept in samples/ is what the programs make (make samples-update rewrites them)" {
    for kept in "$ZB_ROOT"/samples/*/[1-9]-* "$ZB_ROOT"/samples/*/messages.txt; do
        diff -au "$kept" "$made/${kept#"$ZB_ROOT"/samples/}"
    done
    (cd "$made" && find . -type f | sort) >made.list
    (cd "$ZB_ROOT/samples" && find . -type f -path './*/*' ! -name '0-raw*' | sort) >kept.list
    diff -u kept.list made.list
}

@test "the plan in UTF-8 gives what the plan in GB18030 gives" {
    try "$plan $ZB_ROOT/samples/plan/0-raw.utf8.txt --source plan.txt"
    exits 0
    same out "$made/plan/3-units.csv"
    err
}

@test "the rows of every stage have the width of its header" {
    for stage in "$made"/*/[2-9]-*.csv; do
        try "zb-cat $stage | cmp - $stage"
        exits 0
        out
        err
    done
}

@test "plan: -t writes the targets, -d keeps the stages, the standard input is read as -" {
    try "$plan -t targets.csv -d stages - --source plan.txt <$ZB_ROOT/samples/plan/0-raw.gb18030.txt"
    exits 0
    same out "$made/plan/3-units.csv"
    err
    cmp targets.csv "$made/plan/5-targets.csv"
    for stage in stages/*; do cmp "$stage" "$made/plan/${stage#stages/}"; done
}

@test "plan: status 1 of a stage publishes and is passed on" {
    try "$plan $ZB_ROOT/samples/bulletin/0-raw.gb18030.txt --source bulletin.txt"
    exits 1
    same out "$made/bulletin/3-units.csv"
    err "zb-decode: $ZB_ROOT/samples/bulletin/0-raw.gb18030.txt:53: bad bytes: ff at byte 2268 is no GB18030"
}

@test "plan: a stage that fails or crashes stops it, and nothing is published" {
    echo old >targets.csv
    for fault in 'exit 2' 'exit 3' 'head -n 3; kill -SEGV $$'; do
        broken_units "$fault"
        try "ZB_BUILD=broken $plan -t targets.csv $ZB_ROOT/samples/plan/0-raw.gb18030.txt"
        exits 2
        out
        any err
        [ "$(cat targets.csv)" = old ]
    done
}

@test "plan: what cannot be read or written is status 2" {
    try "$plan none"
    exits 2
    out
    err 'zb-decode: none: open: No such file or directory'
    try "$plan"
    exits 2
    out
    err 'usage: plan [-t FILE] [-d DIR] FILE [zb-bulletin option ...]'
    try "$plan $ZB_ROOT/samples/plan/0-raw.gb18030.txt >/dev/full"
    exits 2
    out
    err 'cat: write error: No space left on device'
    try "$plan -t none/targets.csv $ZB_ROOT/samples/plan/0-raw.gb18030.txt"
    exits 2
    out
    err "cp: cannot create regular file 'none/targets.csv.new': No such file or directory"
}

@test "plan: leaves no temporary files" {
    mkdir tmp
    try "TMPDIR=\$PWD/tmp $plan $ZB_ROOT/samples/plan/0-raw.gb18030.txt; TMPDIR=\$PWD/tmp $plan none; ls tmp >list"
    exits 0
    any out
    any err
    [ ! -s list ]
}

@test "plan: works where it is installed, without its source tree" {
    mkdir -p usr/bin usr/libexec/zhibiao
    cp "$ZB_BUILD"/bin/zb-* usr/bin/
    cp "$plan" usr/libexec/zhibiao/
    try "env -i PATH=/usr/bin:/bin usr/libexec/zhibiao/plan $ZB_ROOT/samples/plan/0-raw.gb18030.txt --source plan.txt"
    exits 0
    same out "$made/plan/3-units.csv"
    err
}

@test "demo: runs the samples and says where the results are" {
    try "$ZB_ROOT/samples/demo demo"
    exits 0
    err
    out_has "samples/plan: "
    out_has "samples/bulletin: "
    out_has "exit status 1"
    out_has "社会消费品零售总额,level,2025,gt,亿元,407"
    out_has "is in $PWD/demo/"
    cmp demo/plan/3-units.csv "$made/plan/3-units.csv"
}
