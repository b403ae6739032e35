#!/usr/bin/env bats
# zb-bulletin: its options, messages and statuses. What sentences become is in cases/zb-bulletin/, what
# every filter promises in contract.bats.
load helper

header=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text

@test "prose in, records out" {
    printf '%s\n' '石桥县2023年国民经济和社会发展统计公报' '' '全年出口总额38.6亿元,下降1.4%。' >in.txt
    try 'zb-bulletin in.txt'
    exits 0
    out "$header" \
        '石桥县,出口总额,,2023,level,,38.6,亿元,,actual,0.1,in.txt,3,全年出口总额38.6亿元' \
        '石桥县,出口总额,,2023,growth,2022,-1.4,%,,actual,0.1,in.txt,3,下降1.4%'
    err
}

@test "a text without figures gives a header" {
    for text in '' '\n' '\n \n\t\n' '\357\273\277' '石桥县一路向前。' '\r\n\r\n' '-'; do
        try "printf -- '$text' | zb-bulletin"
        exits 0
        out "$header"
        case $text in
        石* | -) err 'zb-bulletin: standard input: no records: --explain says why; zb-table reads tables' ;;
        *) err ;;
        esac
    done
}

@test "line ends, a byte order mark and a missing last line end change nothing" {
    printf '%s\n' '石桥县2023年国民经济和社会发展统计公报' '' '全年出口总额38.6亿元。' '茶叶产量1200吨。' >plain.txt
    zb-bulletin --source x plain.txt >wanted.csv
    [ "$(wc -l <wanted.csv)" -eq 3 ]
    sed 's/$/\r/' plain.txt >crlf.txt
    { printf '\357\273\277' && cat plain.txt; } >bom.txt
    head -c -1 plain.txt >cut.txt
    for file in crlf bom cut; do
        try "zb-bulletin --source x $file.txt"
        exits 0
        same out wanted.csv
        err
    done
}

@test "each file is a document of its own, under one header" {
    printf '%s\n' '石桥县2023年国民经济和社会发展统计公报' '茶叶产量1200吨。' >a.txt
    printf '%s\n' '青山县2021年国民经济和社会发展统计公报' '茶叶产量800吨。' >b.txt
    try 'echo 2019年茶叶产量700吨。 | zb-bulletin a.txt - b.txt | cut -d , -f 1-8,12-13'
    exits 0
    out region,indicator,item,period,measure,against,value,unit,source,line \
        石桥县,茶叶产量,,2023,level,,1200,吨,a.txt,2 \
        ,茶叶产量,,2019,level,,700,吨,standard\ input,1 \
        青山县,茶叶产量,,2021,level,,800,吨,b.txt,2
    err
}

@test "a missing file ends the work" {
    printf '%s\n' '2023年茶叶产量1200吨。' >a.txt
    try 'zb-bulletin a.txt none.txt a.txt'
    exits 2
    any out
    err 'zb-bulletin: none.txt: open: No such file or directory'
}

@test "--region, --period and --source say what the text does not" {
    echo '全县茶叶产量1200吨,增长3%。上半年出口1.2亿元。2020年出口2.3亿元。' >in.txt
    try 'zb-bulletin --region 石桥县 --period 2023 --source 简报 in.txt | cut -d , -f 1-8,12-13'
    exits 0
    out region,indicator,item,period,measure,against,value,unit,source,line \
        石桥县,茶叶产量,,2023,level,,1200,吨,简报,1 \
        石桥县,茶叶产量,,2023,growth,2022,3,%,简报,1 \
        石桥县,出口,,2023-H1,level,,1.2,亿元,简报,1 \
        石桥县,出口,,2020,level,,2.3,亿元,简报,1
    err
}

@test "--region and --period replace what the title says" {
    printf '%s\n' '石桥县2023年国民经济和社会发展统计公报' '茶叶产量1200吨,增长3%。' >in.txt
    try 'zb-bulletin --region 青山县 --period 2022 in.txt | cut -d , -f 1-8'
    exits 0
    out region,indicator,item,period,measure,against,value,unit \
        青山县,茶叶产量,,2022,level,,1200,吨 \
        青山县,茶叶产量,,2022,growth,2021,3,%
    err
}

@test "--period takes every form of a period, and nothing else" {
    echo '茶叶产量1200吨,同比增长3%。' >in.txt
    while read -r period before; do
        try "zb-bulletin --period $period in.txt | cut -d , -f 4,6 | tail -n 2 | tr '\n' ' '"
        exits 0
        printf '%s, %s,%s ' "$period" "$period" "$before" >wanted.out
        same out wanted.out
        err
    done <<'END'
2023 2022
2023-H1 2022-H1
2023-Q3 2022-Q3
2023-09 2022-09
2023-01/2023-09 2022-01/2022-09
2023-06-20 2022-06-20
2021/2025 2020
END
    for period in abc 23 2023年 2023-13 2023-00 2023-Q5 2023-Q0 2023-H3 2023-02-31 2023-06-00 2025/2021 2023-09/2023-01 \
        2023-01/2022-09 '2023 ' 02023 20230; do
        try "zb-bulletin --period '$period' in.txt"
        exits 2
        out
        err "zb-bulletin: --period: not a period of zb-record(5), as in 2020 or 2020-12: $period"
    done
}

@test "records without a year are counted" {
    printf '茶叶产量1200吨。9月出口1.2亿元。\n2023年出口2亿元。\n' >in.txt
    # the first time that is named is the document's own
    try 'zb-bulletin in.txt | cut -d , -f 2,4,7'
    exits 0
    any out
    any err
    printf '茶叶产量1200吨。9月出口1.2亿元。\n' >in.txt
    try 'zb-bulletin in.txt | cut -d , -f 2,4,7'
    exits 0
    out indicator,period,value 茶叶产量,,1200 出口,-09,1.2
    err 'zb-bulletin: in.txt: 2 records without a year: neither the text nor --period names one'
}

@test "-v says what the document was taken for" {
    printf '%s\n' '石桥县“十四五”商务发展规划' '到2025年,网络零售额达到20亿元。' >plan.txt
    echo '一路向前。' >nothing.txt
    try 'zb-bulletin -v plan.txt nothing.txt | tail -n +2 | cut -d , -f 1-4,7'
    exits 0
    out 石桥县,网络零售额,,2025,20
    err 'zb-bulletin: plan.txt: 1 records; region 石桥县, period 2021/2025' \
        'zb-bulletin: nothing.txt: no records: --explain says why; zb-table reads tables' \
        'zb-bulletin: nothing.txt: 0 records; region , period '
}

@test "--explain says of each figure how it was read or why it was left" {
    printf '%s\n' '石桥县2023年国民经济和社会发展统计公报' \
        '2022年末公路里程1860公里,比上年增加42公里。出口总额达到38.6亿元,同比下降1.4%。' \
        '17项举措走在前列,年收入500万元以上的企业增多,“最多80天”改革推进,104国道改建。' >in.txt
    try 'zb-bulletin --explain in.txt 2>&1 >records.csv | sed -E "s/(rules\/[a-z]+[.]rules):[0-9]+/\1:N/"'
    exits 0
    out 'zb-bulletin: in.txt:2: 1860公里: level of 公路里程, 2022 (said in the sentence); by a name and a number' \
        'zb-bulletin: in.txt:2: 42公里: change of 公路里程, 2022 (said in the sentence), name inherited, against 2021; by rule rules/measures.rules:N' \
        'zb-bulletin: in.txt:2: 38.6亿元: level of 出口总额, 2022 (inherited); by rule rules/measures.rules:N' \
        'zb-bulletin: in.txt:2: 1.4%: growth of 出口总额, 2022 (inherited), name inherited, against 2021; by rule rules/measures.rules:N' \
        'zb-bulletin: in.txt:3: 17项: left: it counts the subject or part of another statement' \
        'zb-bulletin: in.txt:3: 500万元: left: it qualifies the noun behind it' \
        'zb-bulletin: in.txt:3: 80天: left: in quotation marks, a name or a slogan' \
        'zb-bulletin: in.txt:3: 104: left: a number without a unit'
    err
    # the records are the same, and each has its line
    zb-bulletin in.txt >wanted.csv
    try 'cat records.csv'
    exits 0
    same out wanted.csv
    err
}

@test "-r adds words, patterns and times, and --explain names their lines" {
    cat >my.rules <<'END'
# a unit, a verb and a time
[unit]
箩 大箩

[level]
录入
[define]
year = 20\d\d
[period form=year]
(?<y>{year})财年
END
    echo '2023财年茶叶产量录入126万箩,茶粉产量录入8大箩。' >in.txt
    try 'zb-bulletin in.txt'
    exits 0
    out "$header"
    err 'zb-bulletin: in.txt: no records: --explain says why; zb-table reads tables'
    try 'zb-bulletin -r my.rules --explain in.txt | cut -d , -f 2,4-8'
    exits 0
    out indicator,period,measure,against,value,unit 茶叶产量,2023,level,,126,万箩 茶粉产量,2023,level,,8,大箩
    err 'zb-bulletin: in.txt:1: 126万箩: level of 茶叶产量, 2023 (said in the sentence); by rule my.rules:6' \
        'zb-bulletin: in.txt:1: 8大箩: level of 茶粉产量, 2023 (said in the sentence); by rule my.rules:6'
    sed 's/$/\r/' my.rules >crlf.rules
    try 'zb-bulletin --rules crlf.rules in.txt | cut -d , -f 2,4-8'
    exits 0
    out indicator,period,measure,against,value,unit 茶叶产量,2023,level,,126,万箩 茶粉产量,2023,level,,8,大箩
    err
}

@test "of rules that match equally long the last one wins, and a longer one over both" {
    echo '2023年茶叶产量增长3%。' >in.txt
    printf '[grow sign=-]\n增长\n' >fall.rules
    printf '[grow sign=+]\n增长\n' >rise.rules
    while IFS=, read -r options value; do
        try "zb-bulletin $options in.txt | tail -n +2 | cut -d , -f 2,5,7,8"
        exits 0
        out "茶叶产量,growth,$value,%"
        err
    done <<'END'
,3
-r fall.rules,-3
-r fall.rules --rules=rise.rules,3
-r rise.rules --rules=fall.rules,-3
END
    echo '2023年停泊能力1200吨位。' >in.txt
    for rules in '吨位' '吨[位级]'; do
        printf '[unit]\n%s\n' "$rules" >longer.rules
        try 'zb-bulletin -r longer.rules in.txt | tail -n +2 | cut -d , -f 2,7,8'
        exits 0
        out 停泊能力,1200,吨位
        err
    done
    # a word within a longer one that is kept together is none
    echo '2023年茶叶达到库容量1200吨。' >in.txt
    printf '[keep]\n达到库容\n' >keep.rules
    try 'zb-bulletin -r keep.rules in.txt | tail -n +2 | cut -d , -f 2,7,8'
    exits 0
    out 茶叶达到库容量,1200,吨
    err
}

@test "a mistake in a rules file is named by file and line, and ends the work" {
    while IFS='|' read -r rules message; do
        printf '%b' "$rules" >my.rules
        try 'echo 2023年出口2亿元。 | zb-bulletin -r my.rules'
        exits 2
        out "$header"
        err "zb-bulletin: my.rules:$message"
    done <<'END'
箩\n|1: rule before the first [class]
# units\n\n[units]\n箩\n|3: no such class of rules: units; nearest: unit
[Unit]\n|1: rule before the first [class]
[unit size=3]\n|1: no such attribute: size=3 (sign=+, sign=-, n, form, bound, first, second, third, whole)
[grow form=levle]\n|1: no such form: levle; nearest: level
[unit n]\n|1: attribute without '=': n
[grow sign=up]\n|1: no such attribute: sign=up (sign=+, sign=-, n, form, bound, first, second, third, whole)
[unit]\n箩\n\n(大(小)箩\n|4: pattern: offset 12: missing closing parenthesis
[unit]\n箩 [a\n|2: pattern: offset 2: missing terminating ] for character class
[unit]\n大\\C箩\n|2: pattern: offset 5: using \C is disabled by the application
[unit]\n{size}箩\n|2: {size}: not defined above
[define]\nsize 大\n|2: definition without '=': size 大
[part-noun]\n占重 占[比重]\n|2: a pattern in a class of words: [part-noun] 占[比重]
[unit]\n(?!)\n|2: pattern can match nowhere
[unit]\n箩\377\n[unit]\n\377\n|4: word: not UTF-8
[unit]\n(大\377)\n|2: pattern: offset 4: UTF-8 error: illegal byte (0xfe or 0xff)
END
    try 'zb-bulletin -r none.rules </dev/null'
    exits 2
    out "$header"
    err 'zb-bulletin: none.rules: open: No such file or directory'
}

@test "a pattern that runs into a limit is given up there and reported once" {
    printf '[keep]\n(?:a+)+[bc]\n' >my.rules
    a=$(printf 'a%.0s' {1..65})
    printf '%s\n' "2023年茶叶产量1200吨。$a。出口2亿元。" "$a" '进口1亿元。' >in.txt
    try 'zb-bulletin -r my.rules in.txt | cut -d , -f 2,7,8'
    exits 1
    out indicator,value,unit 茶叶产量,1200,吨 出口,2,亿元 进口,1,亿元
    err 'zb-bulletin: my.rules:2: pattern: given up: match limit exceeded'
}

@test "a line longer than 16 MiB is no prose" {
    try "{ echo 2023年出口2亿元。; head -c 17000000 /dev/zero | tr '\0' x; } | zb-bulletin"
    exits 2
    any out
    err 'zb-bulletin: standard input:2: line: longer than 16 MiB, no prose'
}

@test "a line of 2 MB is read to its end" {
    { yes '茶叶出口稳步向好,' | head -n 50000 | tr -d '\n' && echo '2023年产量1200吨。'; } >in.txt
    try 'zb-bulletin in.txt | cut -d , -f 2,4,7,8,13 | tail -n 1'
    exits 0
    any out
    err
    [ "$(wc -c <in.txt)" -gt 1200000 ]
    [ "$(cut -d , -f 2-4 out)" = 2023,1200,吨 ]
}

@test "a line that repeats one thing takes time by its length alone" {
    # read to their end for each figure, these would take minutes or hours
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer takes much of the time itself'
    local unit
    for unit in 7 5. ',' 分别 '(' '()' 1:2: 2020年、 比2019年、 3%、 3%的 分别增长3%、 '吞吐量创新高,' '“' 甲、; do
        UNIT=$unit python3 -c 'import os; u = os.environ["UNIT"]; print(u * (1000000 // len(u.encode())))' >in
        TRY_SECONDS=120 try 'zb-bulletin --period 2020 in | tail -n 1 | wc -l'
        exits 0
        out 1
        any err
    done
}

@test "a line of 30000 sentences without a stop takes a moment" {
    while IFS='|' read -r clause records; do
        { printf 2023年进口1亿元, && yes "$clause" | head -n 30000 | tr -d '\n'; } >in.txt
        try 'timeout 60 zb-bulletin in.txt | wc -l'
        exits 0
        out "$records"
        err
    done <<'END'
甲镇、乙镇、丙镇分别为1、2、3亿元,|90002
(出口2亿元)|30002
甲(乙,丙)2亿元|30002
其中2亿元|15002
END
}

@test "whatever the encoding, the records are the same" {
    needs zb-decode iconv
    text=$ZB_ROOT/samples/plan/0-raw.utf8.txt
    zb-decode "$text" | zb-bulletin --source x >wanted.csv
    [ "$(wc -l <wanted.csv)" -gt 60 ]
    zb-decode "$text" | iconv -f UTF-8 -t UTF-16LE >utf16.txt
    zb-decode "$text" | iconv -f UTF-8 -t GB18030 >gb.txt
    for file in utf16.txt gb.txt "$ZB_ROOT/samples/plan/0-raw.gb18030.txt"; do
        try "zb-decode '$file' | zb-bulletin --source x"
        exits 0
        same out wanted.csv
        err
    done
}

@test "the examples of tools/rules/README.md are true" {
    try '"$ZB_ROOT/tests/examples" "$ZB_ROOT/tools/rules/README.md"'
    exits 0
    out_has 'ok 2 '
    err
}
