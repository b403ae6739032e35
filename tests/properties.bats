#!/usr/bin/env bats
# What holds for any input, tried on random ones that are the same every time (properties.py).
# More of the kind: fuzz.bats, whose targets check what they get; every split in two of zb-aggregate's input, in
# zb-aggregate.bats; reads of 1, 2, 3 and 7 bytes, in contract.bats.
load helper

properties=$ZB_ROOT/tests/properties.py

@test "zb-decode gives back valid text in each encoding it lists, named and found by itself" {
    needs uconv iconv
    local name known=0
    coded() {
        "$properties" text "$1" "$2" >sentences
        [ -s sentences ]
        "${@:4}" -f UTF-8 -t "$1" sentences >coded
        try "zb-decode $3 coded | cmp - sentences"
        exits 0
        out
        err
    }
    for name in $(zb-decode --list | tr ' ' '\n' | sort -u); do
        case $name in
        UTF-16 | UCS-2 | UNICODE) continue ;; # iconv writes a mark, and in the byte order of the machine
        esac
        : | iconv -f UTF-8 -t "$name" 2>said || continue
        known=$((known + 1))
        coded "$name" 2000 "-f $name" iconv
    done
    [ "$known" -ge 15 ] || { echo "iconv knows only $known" && false; }
    # over the edges of blocks; found, too; by a second encoder
    for name in UTF-8 GB18030 Big5 UTF-16LE UTF-16BE; do
        coded "$name" 70000 "-f $name" iconv
        coded "$name" 70000 '' uconv
    done
}

@test "zb-cat of zb-cat's output is the same, and all of it is taken" {
    local seed refused=0
    "$properties" csv 150
    for seed in {1..150}; do
        zb-cat "$seed.csv" >once 2>said || { [ $? -le 2 ] && refused=$((refused + 1)); }
        [ -s once ] || continue # ended at the header
        try 'zb-cat once | cmp - once'
        exits 0
        out
        err
    done
    [ "$refused" -gt 20 ] && [ "$refused" -lt 140 ]
}

@test "a pipe that delivers in pieces, wherever it is cut, gives the same" {
    local tool contract=$ZB_ROOT/tests/contract
    for tool in ${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}; do
        find "$contract/$tool" -name '*.csv' -exec cp -t . {} +
        try "$properties pieces ${CUTS:-25} $tool $(cat "$contract/$tool/args") <$contract/$tool/in"
        exits 0
        out
        err
    done
    # what is not well-formed, too: bytes that are no character, quotes that are none
    printf '\326,\377\0\0\0x\r\n全区\r\r\n，总额\n\032' >bytes
    try "$properties pieces 100 zb-decode -v <bytes"
    exits 0
    out
    err
    printf 'a,b\r\n"x""y",1\r\n"x"y,2\r\rz"w,3\n\377,4\n"l\r\nm",5\n1,2,3' >rows
    try "$properties pieces 100 zb-cat <rows"
    exits 0
    out
    err
}

@test "records dealt out at random, aggregated in parts and merged, are the whole" {
    local seed n i parts
    for seed in {1..10}; do
        n=$((seed % 7 + 2))
        awk -v seed="$seed" 'BEGIN { srand(seed); print "region,indicator,period,value,unit,resolution,line"
            split("云江区 石桥县 平湖市", r, " "); split("出口 进口", x, " ")
            for (i = 1; i <= 200; i++) printf "%s,%s,20%02d-%02d,%.*f,亿元,0.1,%d\n", r[int(rand() * 3) + 1], x[int(rand() * 2) + 1],
                int(rand() * 3) + 18, int(rand() * 12) + 1, int(rand() * 3), (rand() - 0.3) * 10 ^ int(rand() * 9), i }' >all.csv
        "$properties" deal "$n" "$seed" all.csv
        parts=
        for ((i = 0; i < n; i++)); do
            zb-aggregate -b region,indicator -a sum,count,min,max,mean,median,first,last --partial "$i.csv" >"$i.part"
            parts+=" $i.part"
        done
        try "zb-aggregate --merge $parts | cmp - <(zb-aggregate -b region,indicator -a sum,count,min,max,mean,median,first,last all.csv)"
        exits 0
        out
        err
        # in two steps, and in another order
        try "zb-aggregate --merge <(zb-aggregate --merge --partial $(echo "$parts" | tr ' ' '\n' | tac | tr '\n' ' ')) |
            cmp - <(zb-aggregate -b region,indicator -a sum,count,min,max,mean,median,first,last all.csv)"
        exits 0
        out
        err
    done
}

@test "units there and back: exact where the quotient ends, else to the digits that were published" {
    try "$properties units"
    exits 0
    out_has 'pairs of units exact'
    err
}

@test "no record's value fails to occur in its line: samples, golden cases, and real texts where they are" {
    local text n=0 corpus=${ZB_CORPUS:-$ZB_ROOT/../shared}/corpus
    for text in "$ZB_ROOT"/samples/*/*-decoded.txt "$ZB_ROOT"/samples/*/*/*-decoded.txt "$ZB_ROOT"/tests/cases/zb-bulletin/*/*.txt; do
        [ -f "$text" ] || continue
        cp "$text" "$n.txt"
        n=$((n + 1))
    done
    [ "$n" -gt 50 ]
    for text in "$corpus"/texts/* "$corpus"/pages/*; do
        [ -f "$text" ] || continue
        zb-decode "$text" >"$n.txt" 2>said || [ $? -eq 1 ]
        n=$((n + 1))
    done
    try "$ZB_BUILD/tests/fuzz/bulletin ./*.txt"
    tail -n 2 err
    exits 0
    out "$n inputs held"
    any err
    [ -d "$corpus/texts" ] || skip "no corpus in $corpus; set ZB_CORPUS"
}

@test "properties.py itself finds other output, and units that do not come back" {
    cat >reads <<'END'
#!/usr/bin/env python3
import os
n = 0
while os.read(0, 65536): n += 1
print(n)
END
    chmod +x reads
    try "printf abcdef | $properties pieces 10 ./reads"
    exits 1
    out "./reads: cut at [1]: other output: b'2\\n', whole: b'1\\n'"
    err
    mkdir bin
    # 元 to 万元 loses a digit
    printf '#!/bin/sh\n%s/bin/zb-units "$@" | sed "s/,万元$/0,万元/; s/\\([0-9]\\)[0-9],亿元$/\\1,亿元/"\n' "$ZB_BUILD" >bin/zb-units
    chmod +x bin/zb-units
    try "PATH=\$PWD/bin:\$PATH $properties units"
    exits 1
    out
    err_has AssertionError
}
