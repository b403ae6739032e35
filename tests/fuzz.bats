#!/usr/bin/env bats
# The fuzz targets without a fuzzer: each over its seeds, the inputs of golden cases, and what was found before.
load helper

# replay NAME [FOLDER ...]: with the regressions, and more
replay() {
    local name=$1 folders=("$ZB_ROOT/tests/fuzz/seeds/$1" "${@:2}")
    [ ! -d "$ZB_ROOT/tests/fuzz/regressions/$name" ] || folders+=("$ZB_ROOT/tests/fuzz/regressions/$name")
    TRY_SECONDS=300 try "find ${folders[*]} -type f ! -name cmd ! -name out ! -name err ! -name status | sort |
        xargs -d '\n' $ZB_BUILD/tests/fuzz/$name"
    tail -n 3 err # the last input named is the one that broke it
    exits 0
    out_has ' inputs held'
    any err
}

cases() {
    echo "$ZB_ROOT/tests/cases/$1" "$ZB_ROOT/tests/contract/$1"
}

# shellcheck disable=SC2046 # two words
@test "bulletin" { replay bulletin $(cases zb-bulletin); }
# shellcheck disable=SC2046
@test "table" { replay table $(cases zb-table); }
# shellcheck disable=SC2046
@test "decode" { replay decode $(cases zb-decode); }
# shellcheck disable=SC2046
@test "html" { replay html $(cases zb-html); }
# shellcheck disable=SC2046
@test "record" { replay record $(cases zb-cat); }
@test "rules" { replay rules; }
@test "sheet" { replay sheet; }
@test "layout" { replay layout; }
@test "dictionary" { replay dictionary "$ZB_ROOT/tools/dict"; }
@test "decimal" { replay decimal; }
@test "period" { replay period; }

@test "every target has seeds, words and a test here" {
    local source name
    for source in "$ZB_ROOT"/tests/fuzz/*.c; do
        name=$(basename "$source" .c)
        [ "$name" != target ] && [ "$name" != replay ] || continue
        [ -n "$(ls "$ZB_ROOT/tests/fuzz/seeds/$name")" ] || { echo "$name: no seeds" && false; }
        grep -q "^$name|" "$ZB_ROOT/tests/fuzz/run" || { echo "$name: not in tests/fuzz/run" && false; }
        grep -q "^@test \"$name\" {" "$BATS_TEST_FILENAME" || { echo "$name: not in fuzz.bats" && false; }
    done
    [ -n "$name" ]
}

@test "every seed of a dictionary, rules or a layout is one that is taken" {
    local seed seeds=$ZB_ROOT/tests/fuzz/seeds
    printf 'region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text\n' >none.csv
    for seed in "$seeds"/rules/*; do
        try "echo 石桥县2020年出口290.5亿元。 | zb-bulletin -r $seed"
        exits 0
        out_has ,290.5,
        err
    done
    for seed in "zb-units -d $seeds/dictionary/units" "zb-units --rates $seeds/dictionary/rates" \
        "zb-code -d $seeds/dictionary/regions" "zb-code -d $seeds/dictionary/indicators" "zb-code -d $seeds/dictionary/affixes" \
        "zb-derive --months --breaks $seeds/dictionary/breaks" \
        "zb-alert -r $seeds/dictionary/alerts -c $seeds/dictionary/calendar --date 2021-01-01"; do
        try "$seed none.csv"
        exits 0
        any out
        err
    done
    printf '2020年9月\n指标,9月,同比增长（%%）,1-9月,\n社会消费品零售总额,1021.4,6.2,9876.5,注\n' >grid.csv
    for seed in "$seeds"/layout/*; do
        try "zb-table -L $seed grid.csv"
        exits 0
        out_has ,社会消费品零售总额,
        err
    done
}

@test "a promise that is broken ends a target, and is named; so do messages that are none" {
    cat >broken.c <<'END'
#include "msg.h"
#include "target.h"
#include <stdlib.h>
#include <unistd.h>
static void say_half(void)
{
    if (write(2, "zb-x: half a line", 17) < 0)
        abort();
}
static void refuse(void)
{
    die("in", 7, "refused");
}
static void lose(void)
{
    char *p = malloc(100);
    if (p == NULL || write(2, p, 0) != 0)
        abort();
    p = NULL;
}
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct run run;
    hold(n != 1 || data[0] != 'a');
    target_run(&run, "zb-x", (struct view){(const char *)data, n}, 0, n == 2 ? say_half : n == 3 ? lose : refuse);
    hold(run.ended == (n != 3));
    return 0;
}
END
    try "${CC:-cc} -D_GNU_SOURCE -I$ZB_ROOT/tools/lib -I$ZB_ROOT/tests/fuzz -o broken broken.c $ZB_ROOT/tests/fuzz/target.c \
        $ZB_ROOT/tests/fuzz/replay.c $ZB_BUILD/libzb.a ${ZB_SANITIZED:+-fsanitize=address,undefined} -lgmp -lcsv"
    exits 0
    out
    err
    printf b >b && printf a >a && printf ab >ab
    try './broken b'
    exits 0
    out '1 inputs held'
    err b
    try './broken a'
    exits 134
    out
    err a "broken.c:24: does not hold: n != 1 || data[0] != 'a'"
    try './broken ab'
    exits 134
    out
    err_has 'does not hold: p < end'
    printf abc >abc
    try './broken abc'
    if [ -n "${ZB_SANITIZED-}" ]; then
        exits 1
        out
        err_has 'LeakSanitizer: detected memory leaks'
    else
        exits 0
        out '1 inputs held'
        err abc
    fi
    mkdir empty
    try './broken empty'
    exits 1
    out '0 inputs held'
    err
}
