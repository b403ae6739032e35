load helper

# one VALUE UNIT RESOLUTION [OPTION ...]: a record through zb-units; prints value, unit, resolution.
one() {
    local value=$1 unit=$2 resolution=$3
    shift 3
    printf 'value,unit,resolution\n%s,%s,%s\n' "$value" "$unit" "$resolution" | zb-units "$@" | tail -n +2
}

# is RESULT VALUE UNIT RESOLUTION [OPTION ...]
is() {
    local wanted=$1 got
    shift
    got=$(one "$@") || { echo "status $? for $*" && return 1; }
    [ "$got" = "$wanted" ] || { echo "$*: got $got, wanted $wanted" && return 1; }
}

@test "money: every scale becomes 亿元, exactly, with the zeros that were published" {
    is 0.000290.5 0 元 '' && return 1 # the helper can fail
    is 290.5,亿元,0.1 290.5 亿元 0.1
    is 0.016480,亿元,0.000001 164.80 万元 0.01
    is 47800,亿元,100 4.78 万亿元 0.01
    is 0.00035128,亿元,0.00000001 35128 元 1
    is 0.00012,亿元,0.00001 12 千元 1
    is 0.12,亿元,0.01 12 百万元 1
    is 1.2,亿元,0.1 12 千万元 1
    is 120,亿元,10 12 十亿元 1
    is -0.00032,亿元,0.00001 -3.2 万元 0.1
    is 0.0000,亿元,0.0001 0 万元 1
    is 1.5,亿元,0.1 15000 万元 1000
    is 1.54,亿元,0.1 15400 万元 1000
}

@test "currencies have their own 亿 and never become each other without rates" {
    is 0.09062,亿美元,0.00001 906.2 万美元 0.1
    is 0.01234,亿美元,0.00001 1234 千美元 1
    is 1.5,亿欧元,0.1 15000 万欧元 1000
    is 3,亿日元,1 3 亿日圆 1
    is 2.0,亿港元,0.1 2.0 亿港币 0.1
    is 0.0007,亿澳元,0.0001 7 万澳元 1
    is 5,亿英镑,1 5 亿英镑 1
    is 1.25,亿元,0.01 1.25 亿人民币 0.01
}

@test "counts become the thing itself; each thing is a dimension of its own" {
    is 1412600000,人,10000 141260 万人 1
    is 520000000,人次,10000000 5.2 亿人次 0.1
    is 108300000000,件,100000000 1083 亿件 1
    is 3200,家,100 32 百家 1
    is 85000,户,1000 8.5 万户 0.1
    is 301510000,辆,10000 30151 万辆 1
    is 57,个,1 57 个 1
    is 12,套,1 12 '套（间）' 1
    is 30000,套,10000 3 '万套（户）' 1
    is 20000,台,10000 2 '万台(件)' 1
    is 7,处,1 7 '处(个、项)' 1
    is 3,人次,1 3 '人(次)' 1
    is 5,亿元,1 5 '亿元(人民币)' 1
    is 20000,标箱,10000 2 万标准箱 1
    # 万人 is no 户
    is 3,万人,1 3 万人 1 --to 户
}

@test "areas: 亩 is exactly 1/15 of 公顷" {
    is 125000,平方米,1000 12.5 万㎡ 0.1
    is 125000,平方米,1000 12.5 万平方米 0.1
    is 5000000,平方米,1000000 5 平方公里 1
    is 3602400000,平方米,100000 360.24 千公顷 0.01 --to 平方米
    is 12000.0,平方米,666.7 18 亩 1
    is 1,公顷,1 1 公顷 1 --to 公顷
    is 1.00000,公顷,0.06667 15 亩 1 --to 公顷
    is 2306.667,公顷,6.667 3.46 万亩 0.01 --to 公顷
    is -2306.667,公顷,6.667 -3.46 万亩 0.01 --to 公顷
    is 1.50,亩,0.15 0.10 公顷 0.01 --to 亩
}

@test "weights, lengths, volumes, energy, power, time" {
    is 170000,吨,10000 17 万吨 1
    is 0.0035,吨,0.0001 3.5 千克 0.1
    is 1700,吨,5 3.40 万担 0.01
    is 5,亿斤,1 5 亿斤 1 --to 亿斤
    is 250000.00,吨,0.05 500000.0 千斤 0.1
    is 5200,米,100 5.2 公里 0.1
    is 0.0623,米,0.0001 62.3 毫米 0.1
    is 592000000000,立方米,100000000 5920 亿立方米 1
    is 83128000000,千瓦时,1000000 831.28 亿度 0.01
    is 831280000000,千瓦时,10000000 8312.8 亿千瓦时 0.1
    is 10.00000,千瓦时,0.02778 36.0 兆焦 0.1
    is 5240000000,吨标准煤,10000000 52.4 亿吨标准煤 0.1
    is 80000,千瓦,10000 8 万千瓦 1
    is 22357400000000,吨公里,100000000 223574 亿吨公里 1
    is 48,小时,24 2 天 1
}

@test "rates: ‰ and 成 are in %, points are not" {
    is 0.752,%,0.001 7.52 ‰ 0.01
    is 70,%,10 7 成 1
    is 25.4,%,0.1 25.4 % 0.1
    is 25.4,%,0.1 25.4 ％ 0.1
    is -0.111,个百分点,0.001 -1.11 个千分点 0.01
    is 0.6,个百分点,0.1 0.6 百分点 0.1
    is 2.5,倍,0.1 2.5 倍 0.1
    is 3,位,1 3 位 1
}

@test "quotients of units: by a line of the dictionary, or by their parts" {
    is 0.41,吨标准煤/万元,0.01 0.41 吨标准煤/万元 0.01
    is 116.3,部/百人,0.1 116.3 部/百人 0.1
    is 12500,元/平方米,100 1.25 万元/平方米 0.01
    is 225,元/平方米,15 15 万元/亩 1
    is 350,人/平方公里,10 0.035 万人/平方公里 0.001
    is 35000000000,微克/立方米,1000000000 35 毫克/毫升 1
    is 30000,元/人,10000 3 万元/人 1
    is 1.163,辆/人,0.001 116.3 辆/百人 0.1
    is 75,元/公顷,0.15 0.0075 元/平方米 0.000015 --to 元/公顷
}

@test "a unit is known with blanks, brackets, full-width and traditional forms" {
    is 5,亿元,1 5 '（亿 元）' 1
    is 5,亿元,1 5 ' 亿元　' 1
    is 5,亿元,1 5 億圓 1
    is 3000,吨,1000 3 千噸 1
    is 7,千瓦时,1 7 ｋＷｈ 1
}

@test "--to converts one dimension and lets the others pass; repeatable" {
    cat >in.csv <<'END'
value,unit
1,亿元
2,万人
3,亿美元
END
    try 'zb-units --to 万元 in.csv'
    exits 0
    out value,unit 10000,万元 2,万人 3,亿美元
    err
    try 'zb-units --to 万元 --to 千人 in.csv'
    exits 0
    out value,unit 10000,万元 20,千人 3,亿美元
    err
    try 'zb-units --to 万元 --to 元 in.csv'
    exits 2
    out
    err 'zb-units: --to: 万元 and 元 are both 人民币'
    try 'zb-units --to 光年 in.csv'
    exits 2
    out
    err 'zb-units: --to: no such unit: 光年; -d FILE adds it'
}

@test "--keep leaves a unit as it is" {
    printf 'value,unit\n35128,元\n2,万元\n' >in.csv
    try 'zb-units --keep 元 in.csv'
    exits 0
    out value,unit 35128,元 0.0002,亿元
    err
}

@test "other columns, the order of columns and quotes stay" {
    cat >in.csv <<'END'
unit,x,value,text,line
万元,"a,b",5,"说""五""",7
,,6,无单位,8
万元,,,没有值,9
END
    try 'zb-units in.csv'
    exits 0
    out unit,x,value,text,line '亿元,"a,b",0.0005,"说""五""",7' ',,6,无单位,8' '万元,,,没有值,9'
    err
}

@test "an unknown unit passes unchanged, is reported once with its count, and exit 1" {
    printf 'value,unit\n1,万元\n2,光年\n3,斛\n4,光年\n' >in.csv
    try 'zb-units --rejects r in.csv'
    exits 1
    out value,unit 0.0001,亿元 2,光年 3,斛 4,光年
    err 'zb-units: in.csv:3: unknown unit: 光年; -d FILE adds it (2 records)' 'zb-units: in.csv:4: unknown unit: 斛; -d FILE adds it (1 record)'
    try 'cat r'
    exits 0
    out file,line,reason,row
    err
    # a scale alone, or two in the wrong order, is no unit
    printf 'value,unit\n1,吨(折纯)\n1,()\n1,个(\n1,万\n1,亿万元\n1,/\n1,元/\n1,/人\n1,元/人/年\n' >in.csv
    try 'zb-units in.csv | tail -n +2 | cut -d , -f 2 | paste -s -d " "'
    exits 1
    out '吨(折纯) () 个( 万 亿万元 / 元/ /人 元/人/年'
    any err
    [ "$(wc -l <err)" -eq 9 ]
}

@test "ten thousand spellings: memory is bounded, what is not listed is counted" {
    awk 'BEGIN { print "value,unit"; for (i = 0; i < 10000; i++) print "1,单位" i; print "1,万元" }' >in.csv
    try 'zb-units in.csv | tail -n 1'
    exits 1
    out 0.0001,亿元
    any err
    [ "$(wc -l <err)" -eq 101 ]
    err_has 'zb-units: 9900 records more like these'
}

@test "a value or resolution that is no decimal is refused" {
    for bad in 1e5 1,234 +5 .5 5. '１２' — 0x10 NaN 1.2.3 '1 2'; do
        printf 'value,unit,n\n7,万元,1\n"%s",万元,2\n8,万元,3\n' "$bad" >in.csv
        try 'zb-units --rejects r in.csv'
        exits 1
        out value,unit,n 0.0007,亿元,1 0.0008,亿元,3
        err "zb-units: in.csv:3: value: not a decimal: $bad"
        try 'mlr --icsv --ojson cut -f line,reason r | tr -d "\n"'
        exits 0
        out_has "not a decimal: $bad"
        any err
    done
    printf 'value,unit,resolution\n7,万元,x\n' >in.csv
    try 'zb-units in.csv'
    exits 1
    out value,unit,resolution
    err 'zb-units: in.csv:2: resolution: not a decimal: x'
}

@test "what is no decimal is refused in any unit: canonical already, kept, of other dimensions, unknown, none" {
    refuses() {
        printf 'value,unit,resolution\n7,%s,1\n1e5,%s,1\n8,%s,-x\n,%s,1\n' "$1" "$1" "$1" "$1" >in.csv
        try "zb-units ${*:2} in.csv"
        exits 1
        out value,unit,resolution "7,$1,1" ",$1,1"
        err 'zb-units: in.csv:3: value: not a decimal: 1e5' 'zb-units: in.csv:4: resolution: not a decimal: -x' "${unknown[@]}"
    }
    local unknown=()
    refuses 亿元
    refuses %
    refuses 元 --keep 元
    refuses 元 --to 元
    refuses 吨 --to 元
    refuses ''
    unknown=('zb-units: in.csv:2: unknown unit: 锾; -d FILE adds it (2 records)')
    refuses 锾
}

@test "a message cuts a long unit between characters" {
    printf 'value,unit\n1,x长长长长长长长长长长长长长长长长长长长长长\n' >in.csv
    try 'zb-units in.csv'
    exits 1
    any out
    err 'zb-units: in.csv:2: unknown unit: x长长长长长长长长长长长长长长长长长长长; -d FILE adds it (1 record)'
}

@test "digits are never lost: 60 digits through a fraction and back" {
    n=123456789012345678901234567890.123456789012345678901234567890
    is 12345678901234567890123456.7890123456789012345678901234567890,亿元, "$n" 万元 ''
    is 12345678901234567890123456789012345678901234.56789012345678901234567890123456789012,元, \
        123456789012345678901234567890123456.7890123456789012345678901234567890123456789012 亿元 '' --to 元
    digits=$(printf '9%.0s' {1..201})
    printf 'value,unit\n%s,万元\n' "$digits" >in.csv
    try 'zb-units in.csv'
    exits 1
    out value,unit
    err_has 'zb-units: in.csv:2: value: not a decimal: 999999'
}

@test "converting there and back gives what was published" {
    awk 'BEGIN { srand(7); print "value,unit,resolution"
        split("元 千元 万元 百万元 亿元 万亿元", u, " ")
        for (i = 0; i < 500; i++) { p = int(rand() * 4); printf "%.*f,%s,%s\n", p, rand() * 100000, u[int(rand() * 6) + 1], p ? "0." substr("0001", 5 - p) : 1 } }' >in.csv
    for unit in 元 千元 万元 百万元 亿元 万亿元; do
        try "grep -e ',$unit,' in.csv | sed 1ivalue,unit,resolution >one.csv; zb-units one.csv | zb-units --to $unit | cmp - one.csv"
        exits 0
        out
        err
    done
}

@test "the dictionary of a user: added, or in place of the built-in line" {
    cat >own.csv <<'END'
unit,aliases,dimension,canonical,num,den,sum
斛,石,谷,斛,1,1,yes
斗,,谷,斛,1,10,yes
亩,,面积,平方米,614,1,yes
END
    is 2.5,斛,0.1 25 斗 1 -d own.csv
    is 30000,斛,10000 3 万石 1 -d own.csv
    is 614,平方米,614 1 亩 1 -d own.csv
    # an alias of the line that was replaced goes with it
    is 614,平方米,614 1 畝 1 -d own.csv
}

@test "a wrong dictionary is an error that names its lines" {
    head=unit,aliases,dimension,canonical,num,den,sum
    fails() {
        printf '%s\n' "$head" "$@" >own.csv
        try 'printf "value,unit\n" | zb-units -d own.csv'
        exits 2
        out
    }
    fails 斛,,谷,斛,1,1,yes 斗,,谷,斛,1,10,yes 斛,,谷,斛,1,1,yes
    err 'zb-units: own.csv:4: 斛: repeats line 2'
    fails 斛,,谷,斛,1,1,yes 斗,斛,谷,斛,1,10,yes
    err 'zb-units: own.csv:3: 斛: contradicts line 2'
    fails 斛,斛,谷,斛,1,1,yes
    err 'zb-units: own.csv:2: 斛: named twice in this line'
    fails 斛,,谷,石,1,1,yes
    err 'zb-units: own.csv:2: canonical: no such unit: 石'
    fails 斛,,谷,斛,2,1,yes
    err 'zb-units: own.csv:2: canonical: 斛 is not the canonical unit of 谷'
    fails 斛,,面积,公顷,1,1,yes
    err 'zb-units: own.csv:2: canonical: 公顷 is not the canonical unit of 面积'
    fails 斛,,谷,斛,1.5,1,yes
    err 'zb-units: own.csv:2: num: not a whole number: 1.5'
    fails 斛,,谷,斛,1,0,yes
    err 'zb-units: own.csv:2: den: zero'
    fails 斛,,谷,斛,1,1,maybe
    err 'zb-units: own.csv:2: sum: neither yes nor no: maybe'
    fails 斛,,,斛,1,1,yes
    err 'zb-units: own.csv:2: dimension: empty'
    fails ,,谷,斛,1,1,yes
    err 'zb-units: own.csv:2: unit: empty'
    fails 斛,,谷
    err 'zb-units: own.csv:2: row: 3 fields, the header has 7'
    fails '"斛,,谷,斛,1,1,yes' x
    err 'zb-units: own.csv:2: quote: opened here and never closed'
    fails '斛"x,,谷,斛,1,1,yes'
    err 'zb-units: own.csv:2: a quote that neither opens nor closes a field'
    fails 元/公顷,,人民币/面积,元/平方米,1,1000,no
    err 'zb-units: own.csv:2: num, den: its parts make 1/10000'
    fails 元/公顷,,人民币/重量,元/公斤,1,1,no
    err 'zb-units: own.csv:2: dimension: 人民币/重量, its parts make 人民币/面积'
    head=unit,aliases
    fails
    err 'zb-units: own.csv:1: header: no column "dimension": there are unit, aliases'
    printf '\xb5\xa5\xce\xbb,aliases\n' >own.csv
    try 'printf "value,unit\n" | zb-units -d own.csv'
    exits 2
    out
    err 'zb-units: own.csv:1: not UTF-8 (zb-decode converts it)'
    : >own.csv
    try 'printf "value,unit\n" | zb-units -d own.csv'
    exits 2
    out
    err 'zb-units: own.csv: no header: the dictionary is empty'
}

@test "the dictionary may have a BOM, CR LF, quotes, other columns in any order" {
    printf '\xef\xbb\xbfnote,den,num,canonical,dimension,aliases,unit,sum\r\n"a, ""b""\nc",1,1,斛,谷,,"斛",yes\r\n\r\nx,10,1,斛,谷,,斗,yes' >own.csv
    is 2.5,斛,0.1 25 斗 1 -d own.csv
}

@test "--rates: one currency becomes another at the period's rate" {
    cat >rates.csv <<'END'
period,from,to,rate
2020,美元,元,6.8976
2021,百美元,人民币,645.15
2020,元,欧元,0.1269
,港元,元,0.88
END
    cat >in.csv <<'END'
value,unit,resolution,period
906.2,万美元,0.1,2020
906.2,万美元,0.1,2021
1,亿元,1,2020
12.69,万欧元,0.01,2020
10,万港元,1,1999
7,万日元,1,2020
END
    try 'zb-units --rates rates.csv in.csv'
    exits 0
    out value,unit,resolution,period 0.625060512,亿元,0.000068976,2020 0.584634930,亿元,0.000064515,2021 1,亿元,1,2020 \
        0.010000000,亿元,0.000007880,2020 0.000880,亿元,0.000088,1999 0.0007,亿日元,0.0001,2020
    err
    try 'zb-units --rates rates.csv --to 万美元 in.csv'
    exits 1
    out_has 1450,万美元,1450,2020
    any err
}

@test "--rates: no rate for a period is reported, the record passes unchanged" {
    printf 'period,from,to,rate\n2020,美元,元,6.9\n' >rates.csv
    printf 'value,unit,period\n1,万美元,2021\n2,亿美元,2021\n3,万美元,2020\n4,万元,2021\n' >in.csv
    try 'zb-units --rates rates.csv in.csv'
    exits 1
    out value,unit,period 1,万美元,2021 2,亿美元,2021 0.00207,亿元,2020 0.0004,亿元,2021
    err 'zb-units: in.csv:2: no rate from 美元 to 人民币 for 2021 (2 records)'
}

@test "--rates: a wrong table is an error that names its lines" {
    fails() {
        printf '%s\n' period,from,to,rate "$@" >rates.csv
        try 'printf "value,unit,period\n" | zb-units --rates rates.csv'
        exits 2
        out
    }
    fails
    err 'zb-units: rates.csv: no rates'
    fails 2020,美元,元,6.9 2020,美元,元,6.9
    err 'zb-units: rates.csv:3: 2020,美元,元: repeats line 2'
    fails 2020,美元,元,6.9 2020,USD,人民币,6.8
    err 'zb-units: rates.csv:3: contradicts line 2'
    fails 2020,百美元,元,690 2020,美元,元,6.9
    err 'zb-units: rates.csv:3: repeats line 2'
    fails 2020,美元,元,0
    err 'zb-units: rates.csv:2: rate: not a decimal above zero: 0'
    fails 2020,美元,金币,1
    err 'zb-units: rates.csv:2: to: no such unit: 金币'
    fails 2020,美元,万美元,1
    err 'zb-units: rates.csv:2: from and to are both 美元'
    printf 'period,from,to,rate\n2020,美元,元,6.9\n' >rates.csv
    try 'printf "value,unit\n" | zb-units --rates rates.csv'
    exits 2
    out
    err_has 'period'
}

@test "--explain says for each unit what was done, where it first stands" {
    cat >in.csv <<'END'
value,unit
1,万亩
2,亿元
3,光年
4,万亩
5,万元/亩
END
    try 'zb-units --explain in.csv'
    exits 1
    any out
    err 'zb-units: in.csv:2: 万亩: 面积: 万 (10000) x 亩 (10000/15 平方米), to 平方米, times 20000000/3, rounded' \
        'zb-units: in.csv:3: 亿元: 人民币: 亿 (100000000) x 元 (1/100000000 亿元), passes unchanged' \
        'zb-units: in.csv:4: 光年: unknown, passes unchanged' \
        'zb-units: in.csv:6: 万元/亩: 人民币/面积: 万 (10000) x 元 (1/100000000 亿元) over 亩 (10000/15 平方米), to 元/平方米, times 15' \
        'zb-units: in.csv:4: unknown unit: 光年; -d FILE adds it (1 record)'
}

@test "-v counts" {
    printf 'value,unit\n1,万元\n2,亿元\n' >in.csv
    try 'zb-units -v in.csv'
    exits 0
    any out
    err 'zb-units: 1 of 2 records converted'
}

@test "value and unit are needed, resolution is not" {
    try 'printf "value\n1\n" | zb-units'
    exits 2
    out
    err_has unit
    try 'printf "unit\n元\n" | zb-units'
    exits 2
    out
    err_has value
}

@test "every unit that the records of the corpus name is known" {
    gold=${ZB_CORPUS:-$ZB_ROOT/../shared}/gold
    [ -d "$gold" ] || skip "no corpus here"
    mlr --icsv --onidx cut -f unit "$gold"/[!c]*.csv |
        tr '|' '\n' | grep -v '=100' | grep -v '^$' | sort -u |
        sed 's/.*/1,"&"/; 1ivalue,unit' >in.csv
    [ "$(wc -l <in.csv)" -gt 50 ]
    try 'zb-units in.csv'
    looked status
    any out
    any err
    cat err
    # alternatives that name no unit: a bare 万, and what was not split from its noun
    [ "$(grep -c 'unknown unit' err)" -le 2 ]
}

@test "what zb-mask has withheld gets the unit that its figure would have; other empty values pass" {
    printf 'value,unit,status\n1,万元,\n,万元,suppressed\n,万元,\n,光年,suppressed\n' >in.csv
    try 'zb-units in.csv'
    exits 1
    out value,unit,status 0.0001,亿元, ,亿元,suppressed ,万元, ,光年,suppressed
    err 'zb-units: in.csv:5: unknown unit: 光年; -d FILE adds it (1 record)'
}

@test "20,000 different units that are not known cost no more than as many that are" {
    awk 'BEGIN {
        split("甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯 辰 巳 午 未 申 酉", c, " ")
        print "value,unit"
        for (n = 0; n < 20000; n++) {
            text = ""
            for (k = n; length(text) < 60; k = int(k / 20)) for (i = 0; i < 5; i++) text = text c[k % 20 + 1]
            print "1," text "吨"
        }
    }' >in.csv
    try "perl -e 'system(@ARGV) == 256 or exit 2; exit((times)[2] > 1)' zb-units in.csv"
    exits 0
    any out
    [ "$(sort -u out | wc -l)" -eq 20001 ]
    any err
    [ "$(tail -n 1 err)" = 'zb-units: 19900 records more like these' ]
}
