#!/usr/bin/env bats
# zb-decode: what needs large or generated input. Small inputs are in cases/zb-decode; each code, cut and
# alignment in unit/transcode.c; what every filter promises in contract.bats.
load helper

# lf FILE: its line ends as LF, no byte order mark at its start.
lf() {
    python3 -c 'import sys
text = open(sys.argv[1], "rb").read()
text = text[3:] if text[:3] == b"\xef\xbb\xbf" else text
sys.stdout.buffer.write(text.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))' "$1"
}

@test "every character of Unicode, from GB18030: as iconv and uconv have it" {
    needs uconv
    # a line each: number, character; what takes two bytes and what takes four
    python3 -c 'import sys
for c in range(0x80, 0x110000):
    if not 0xD800 <= c < 0xE000 and c not in (0xFFFD, 0xFEFF):
        sys.stdout.buffer.write(b"%x %s\n" % (c, chr(c).encode()))' >all
    # without those that iconv has no code for
    iconv -c -f UTF-8 -t GB18030 all | grep -a '[^ ]$' >gb
    [ "$(wc -l <gb)" -gt 1111000 ]
    iconv -f GB18030 -t UTF-8 gb >expected
    try 'zb-decode -f gb18030 gb | cmp - expected'
    exits 0
    out
    err
    # uconv has the user-defined characters of 2000 for 24 codes of two bytes
    uconv -f GB18030 -t UTF-8 gb >theirs
    try 'zb-decode -f gb18030 gb | diff - theirs | grep "^<" | cut -d " " -f 2 | paste -s -d " "'
    exits 1 # diff's
    out '9fb4 9fb5 9fb6 9fb7 9fb8 9fb9 9fba 9fbb fe10 fe11 fe12 fe13 fe14 fe15 fe16 fe17 fe18 fe19 20087 20089 200cc 215d7 2298f 241fe'
    err
}

@test "every code of one and two bytes: as iconv has it" {
    python3 -c 'import sys
for a in range(0x81, 0xFF):
    for b in [*range(0x40, 0x7F), *range(0x80, 0xFF)]:
        sys.stdout.buffer.write(b"%02x%02x %c%c\n" % (a, b, a, b))
sys.stdout.buffer.write(bytes(c for c in range(1, 128) if c not in (10, 13)) + b"\n")' >gb
    [ "$(wc -l <gb)" -eq 23941 ]
    iconv -f GB18030 -t UTF-8 gb >expected
    try 'zb-decode -f gbk gb'
    exits 0
    same out expected
    err
    # GB2312 to iconv is another thing for two codes, GBK for none that it has
    try 'zb-decode -f gb2312 gb | sed -n "s/^a1a[4a] //p"'
    exits 0
    out · —
    err
}

@test "all that Big5 has: as iconv has it" {
    python3 -c 'import sys
for c in range(0xA0, 0x10000):
    if not 0xD800 <= c < 0xE000:
        sys.stdout.buffer.write(b"%x %s\n" % (c, chr(c).encode()))' | iconv -c -f UTF-8 -t BIG5 | grep -a '[^ ]$' >big5
    [ "$(wc -l <big5)" -gt 13000 ]
    iconv -f BIG5 -t UTF-8 big5 >expected
    try 'zb-decode -v big5'
    exits 0
    same out expected
    err "zb-decode: big5: Big5, $(wc -c <big5) bytes, $(wc -l <big5) lines"
}

# make_text: 2 MB, lines of all lengths up to 300 KB, with and without hanzi, all three line ends.
make_text() {
    python3 -c 'import random, sys
rnd = random.Random(11)
words = ["全区", "社会消费品零售总额", "290.5", ",", "亿元", "比上年增长", "镕", "𠮷", "·", "a b", "(", "ok"]
out = []
for length in [0, 1, 3, *[rnd.randrange(40) for _ in range(5000)], 20000, 70000, 5, *[rnd.randrange(99) for _ in range(2000)]]:
    out.append("".join(rnd.choice(words) for _ in range(length)) + rnd.choice(["\n", "\r\n", "\r\n", "\r"]))
sys.stdout.buffer.write("".join(out).encode())'
}

@test "large text in each encoding, lines longer than a block: as it was" {
    make_text >text
    lf text >expected
    [ "$(wc -c <text)" -gt 1000000 ]
    for encoding in UTF-8 GB18030 UTF-16LE UTF-16BE; do
        iconv -f UTF-8 -t $encoding text >in
        try "zb-decode -v in"
        exits 0
        same out expected
        err "zb-decode: in: $encoding, $(wc -c <in) bytes, $(wc -l <expected) lines"
    done
    # the long lines, moved by one byte and another against blocks and steps
    for before in a ab abc abcd abcde; do
        { echo -n $before && awk 'length >= 9999' expected; } >moved
        iconv -f UTF-8 -t GB18030 moved >in
        try 'zb-decode in'
        exits 0
        same out moved
        err
    done
}

@test "however short the reads, the output and the messages are the same" {
    { make_text | iconv -f UTF-8 -t GB18030 && printf '\326,\377\0\0\0x\n全区，总额\n\032'; } >in
    try 'zb-decode in'
    exits 1
    any out && any err
    cp out whole
    cp err messages
    [ "$(wc -l <messages)" -eq 4 ]
    for max in 1 3 64 4095 65537; do
        try "ZB_READ_MAX=$max zb-decode in"
        exits 1
        same out whole
        same err messages
    done
}

@test "ASCII beyond any window, then hanzi: decided when they come" {
    yes 'region,indicator,2020,290.5' | head -n 20000 >ascii
    for encoding in UTF-8 GB18030 BIG5; do
        { cat ascii && echo '本區,零售總額,290.5,億元,較上年成長' | iconv -f UTF-8 -t $encoding && cat ascii; } >in
        { cat ascii && echo '本區,零售總額,290.5,億元,較上年成長' && cat ascii; } >expected
        try 'zb-decode in'
        exits 0
        same out expected
        err
    done
    # the same in one line, with no place to cut but at 64 KiB
    { tr '\n' ';' <ascii && echo '全区零售总额' | iconv -f UTF-8 -t GB18030; } >in
    { tr '\n' ';' <ascii && echo '全区零售总额'; } >expected
    try 'zb-decode in'
    exits 0
    same out expected
    err
}

@test "what comes after the window and does not fit is a fault, never silently wrong" {
    yes '全区,社会消费品零售总额,290.5,亿元' | head -n 18000 >utf8
    iconv -f UTF-8 -t GB18030 utf8 >gb
    { cat utf8 && head -n 3 gb && cat utf8; } >in
    { cat utf8 && head -n 3 utf8 && cat utf8; } >expected
    try 'zb-decode in'
    exits 1
    same out expected
    err "zb-decode: in:18001: mixed encodings: the line at byte $(wc -c <utf8) is GB18030, in a file of UTF-8" \
        "zb-decode: in:18002: mixed encodings: the line at byte $(($(wc -c <utf8) + 35)) is GB18030, in a file of UTF-8" \
        "zb-decode: in:18003: mixed encodings: the line at byte $(($(wc -c <utf8) + 70)) is GB18030, in a file of UTF-8"
    { cat gb && head -n 1 utf8 && cat gb; } >in
    { cat utf8 && head -n 1 utf8 && cat utf8; } >expected
    try 'zb-decode in'
    exits 1
    same out expected
    err "zb-decode: in:18001: mixed encodings: the line at byte $(wc -c <gb) is UTF-8, in a file of GB18030"
    # with -f it is bytes of that encoding or none
    { cat utf8 && head -n 1 gb; } >in
    try 'zb-decode -f utf-8 in | tail -n 1 | grep -c "^\(.*�.*\),"'
    exits 1
    out 1
    err_has 'zb-decode: in:18001: bad bytes: '
}

@test "many faults: ten are named, all are counted, and it stays fast" {
    yes "$(printf '\326,\377,\326\320\271\372,1')" | head -n 100000 >in
    try 'zb-decode -f gbk in | uniq'
    exits 1
    out '�,�,中国,1'
    err_has 'zb-decode: in:5: bad bytes: d6 at byte 44 is no GB18030'
    err_has 'zb-decode: in: bad bytes: 200000 in all, the first 10 are named above'
    [ "$(wc -l <err)" -eq 11 ]
    TRY_SECONDS=20 try 'zb-decode -f gbk --rejects kept in | tail -n 1'
    exits 1
    out '�,�,中国,1'
    any err
    [ "$(wc -l <kept)" -eq 100001 ]
    [ "$(tail -n 1 kept | iconv -f GB18030 -t UTF-8 -c | cut -d , -f 1,2)" = in,100000 ]
}

@test "NUL bytes: however many, one place; at the end they are left out" {
    { printf '\310\253\307\370\n' && head -c 300001 /dev/zero && printf '\327\334\266\356\n' && head -c 300002 /dev/zero; } >in
    try 'zb-decode in'
    exits 1
    out 全区 '�总额'
    err 'zb-decode: in:2: NUL bytes: 300001 at byte 5' \
        'zb-decode: in:3: NUL bytes: 300002 at byte 300011 to the end, left out'
    iconv -f UTF-8 -t UTF-16LE <(printf '\357\273\277全区\n') >in
    head -c 400000 /dev/zero >>in
    try 'zb-decode in'
    exits 1
    out 全区
    err 'zb-decode: in:2: NUL bytes: 400000 at byte 8 to the end, left out'
}

@test "mojibake in a large file is found where it is" {
    { yes '全区,社会消费品零售总额,290.5,亿元' | head -n 30000 && echo '缁煎悎鍒嗘瀽,1' && yes 全区 | head -n 9; } >in
    try 'zb-decode in | cmp - in'
    exits 1
    out
    err 'zb-decode: in:30001: mojibake: UTF-8 was read as GB18030 and saved: 缁煎悎鍒嗘瀽 was 综合分析'
}

@test "a file that was damaged twice is reported twice: the output goes through once more" {
    printf '\310\253\307\370\377\327\334\266\356\n' >in
    try 'zb-decode in'
    exits 1
    out '全区�总额'
    err 'zb-decode: in:1: bad bytes: ff at byte 4 is no GB18030'
    cp out again
    try 'zb-decode again'
    exits 1
    out '全区�总额'
    err 'zb-decode: again:1: mojibake: characters were lost before: �'
}

@test "its own output comes out as it went in" {
    make_text | zb-decode >once
    try 'zb-decode once | cmp - once'
    exits 0
    out
    err
}

@test "what stands in front of a reader that leaves is not read to its end" {
    try '{ yes 全区总额 | head -n 100000 && sleep 60; } | zb-decode | head -n 1'
    any status
    out 全区总额
    err
    [ "$status" -eq 0 ] || [ "$status" -eq 141 ]
}

# Real documents, which belong to others: where they are ($ZB_CORPUS, or beside the repository).
@test "every document of the corpus: as iconv has it, or refused with its kind" {
    corpus=${ZB_CORPUS:-$ZB_ROOT/../shared}/corpus
    [ -d "$corpus" ] || skip "no corpus in $corpus; set ZB_CORPUS"
    text=0 refused=0 faulty=
    for file in "$corpus"/texts/* "$corpus"/pages/* "$corpus"/tables/*; do
        try "zb-decode -v '$file'"
        if [ "$status" -eq 2 ]; then
            exits 2
            out
            grep -qE '^zb-decode: .*: not text: (an xlsx workbook|a docx document|an old Office file .*); .* opens it$' err
            looked err
            refused=$((refused + 1))
            continue
        fi
        text=$((text + 1))
        if [ "$status" -ne 0 ]; then
            faulty+=" ${file##*/}"
            any status && any out && any err
            continue
        fi
        exits 0
        encoding=$(sed -n 's/.*: \([A-Z0-9-]*\), [0-9]* bytes, [0-9]* lines$/\1/p' err)
        iconv -f "$encoding" -t UTF-8 "$file" >utf8
        lf utf8 >expected
        same out expected
        looked err
    done
    [ "$text" -eq 42 ]
    [ "$refused" -eq 11 ]
    [ "$faulty" = ' mixed-encoding.log utf16-mojibake.txt' ]
}
