#!/usr/bin/env bats
# The runners of golden cases, examples and everything must be able to fail.
load helper

# A tree of its own, with a program zb-x that prints its arguments.
setup() {
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    mkdir -p t/tests/unit t/tests/cases/zb-x/a t/tools t/pipelines t/samples t/build/bin
    cp "$ZB_ROOT"/tests/{golden,examples,run,tap.bash} t/tests/
    cp "$ZB_ROOT/tests/unit/run" t/tests/unit/
    mkdir t/tools/po
    touch t/README.md t/tools/README.md t/pipelines/README.md t/tools/po/README.zh_CN.md
    export ZB_BUILD=$PWD/t/build
    printf '#!/bin/sh\necho "$@"\n' >t/build/bin/zb-x
    chmod +x t/build/bin/zb-x
    case=t/tests/cases/zb-x/a
    golden 'zb-x 1' '1' '' 0
}

# golden CMD OUT ERR STATUS: the case a.
golden() {
    printf '%s\n' "$1" >"$case/cmd"
    chmod +x "$case/cmd"
    printf '%s' "${2:+$2$'\n'}" >"$case/out"
    printf '%s' "${3:+$3$'\n'}" >"$case/err"
    echo "$4" >"$case/status"
}

# page TEXT: a manual page with that block.
page() {
    printf '.Sh EXAMPLES\n.Bd -literal -offset indent\n%s\n.Ed\n' "$1" >t/tools/zb-x.1
}

@test "golden: a right case passes, twice" {
    try 't/tests/golden'
    exits 0
    err
    out 'ok 1 tests/cases/zb-x/a' 'ok 2 tests/cases/zb-x/a, read byte by byte' 1..2
}

@test "golden: wrong output, message, status, and a missing file each fail" {
    golden 'zb-x 1' '2' '' 0
    try 't/tests/golden zb-x'
    exits 1
    err
    out_has 'not ok 1'
    out_has '# +1'
    golden 'zb-x 1; zb-x no >&2' '1' '' 0
    try 't/tests/golden'
    exits 1
    err
    out_has '# err:'
    golden 'zb-x 1; exit 1' '1' '' 0
    try 't/tests/golden'
    exits 1
    err
    out_has '# status:'
    golden 'zb-x 1' '1' '' 0
    rm "$case/err"
    try 't/tests/golden'
    exits 1
    err
    out_has 'not ok 1'
}

@test "golden: a difference with short reads fails, unless the case says why" {
    golden 'zb-x 1 $ZB_READ_MAX' '1' '' 0
    try 't/tests/golden'
    exits 1
    err
    out_has 'not ok 2 tests/cases/zb-x/a, read byte by byte'
    echo 'a reason' >"$case/whole-reads"
    try 't/tests/golden'
    exits 0
    err
    out 'ok 1 tests/cases/zb-x/a' 1..1
}

@test "golden: -u rewrites what is expected" {
    golden 'zb-x 1; zb-x 2 >&2; exit 3' '' '' 0
    try 't/tests/golden -u'
    exits 0
    out
    err
    try "cd $case; cat out err status"
    exits 0
    out 1 2 3
    err
    try 't/tests/golden'
    exits 0
    any out
    err
}

@test "examples: what a page prints is compared, also over several lines and with escapes" {
    page '$ zb-x a \e\e \(aqb\(aq |
> cat
a \e b
$ false; echo $?
1'
    try 't/tests/examples t/tools/zb-x.1'
    exits 0
    err
    out 'ok 1 t/tools/zb-x.1:2: zb-x a \\ '"'b' |" 1..1
}

@test "examples: wrong, missing and additional lines fail" {
    for said in 'b' '' $'a\nb'; do
        page "\$ zb-x a${said:+$'\n'$said}"
        try 't/tests/examples t/tools/zb-x.1'
        exits 1
        err
        out_has 'not ok 1'
        out_has '# zb-x a:'
    done
}

@test "examples: messages are compared too" {
    page $'$ zb-x a; zb-x no >&2\na'
    try 't/tests/examples t/tools/zb-x.1'
    exits 1
    err
    out_has '# +no'
}

@test "examples: three dots stand for any lines, but not for a wrong one" {
    page $'$ printf "1\\\\n2\\\\n3\\\\n"\n1\n...\n3'
    try 't/tests/examples t/tools/zb-x.1'
    exits 0
    err
    out_has 'ok 1'
    page $'$ printf "1\\\\n2\\\\n3\\\\n"\n1\n...\n4'
    try 't/tests/examples t/tools/zb-x.1'
    exits 1
    err
    out_has 'not ok 1'
}

@test "examples: a block that ends early fails" {
    page $'$ zb-x a; exit\na\n$ zb-x b\nb'
    try 't/tests/examples t/tools/zb-x.1'
    exits 1
    err
    out_has '# -b'
}

@test "examples: messages are in the language of the page" {
    printf '```console\n$ echo "language ${ZB_LANGUAGE-none}"\nlanguage zh_CN.UTF-8\n```\n' >t/README.zh_CN.md
    sed 's/zh_CN.UTF-8$/none/' t/README.zh_CN.md >t/README.md
    try 'ZB_LANGUAGE=fr t/tests/examples t/README.zh_CN.md t/README.md'
    exits 0
    out_has 'ok 1 t/README.zh_CN.md:1: echo "language ${ZB_LANGUAGE-none}"'
    out_has 'ok 2 t/README.md:1: echo "language ${ZB_LANGUAGE-none}"'
    err
}

@test "examples: blocks of a README run, those without a command do not" {
    printf '```\nno command\n```\n```console\n$ zb-x 1\n2\n```\n' >t/README.md
    try 't/tests/examples t/README.md'
    exits 1
    err
    out_has 'not ok 1 t/README.md:4: zb-x 1'
    out_has '1..1'
}

@test "run: sums up, and fails where a test fails" {
    printf '@test "good" {\n:\n}\n' >t/tests/zb-x.bats
    printf '@test "skipped" {\nskip reason\n}\n@test "bad" {\necho why\nfalse\n}\n' >t/tests/bad.bats
    try 't/tests/run zb-x'
    exits 0
    err
    out_has '3 passed, 0 failed'
    try 't/tests/run bad zb-x | tee log; exit ${PIPESTATUS[0]}'
    exits 1
    err
    out_has 'not ok 2 bad'
    out_has 'reason'
    out_has 'WARNING: 1 tests were skipped'
    try 'tail -n 1 log'
    exits 0
    out '3 passed, 1 failed'
    err
}

@test "run: a bats file that cannot be read fails" {
    printf '@test "good" {\n:\n}\n' >t/tests/zb-x.bats
    printf '@test "broken" {\n' >t/tests/broken.bats
    try 't/tests/run zb-x broken'
    exits 1
    err
    out_has ' 1 failed'
}

@test "run: no tests at all fail" {
    rm -r "$case"
    try 't/tests/run zb-x'
    exits 1
    err
    out_has '0 passed, 0 failed'
}
