load helper

columns=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line

# level PERIOD VALUE [RESOLUTION [INDICATOR [UNIT [LINE [ITEM]]]]]
level() {
    echo "云江区,${4-社会消费品零售总额},${7-},$1,level,,$2,${5-亿元},,actual,${3-0.1},a.csv,${6-1}"
}

# from OPTIONS: what is derived from `rows`, without region, source and line.
from() {
    { echo $columns && cat rows; } >in.csv
    try "zb-derive $1 --conflicts bad.csv in.csv | sed '1,$(($(wc -l <rows) + 1))d' | cut -d , -f 2-11,14-"
    exits 0
    err
}

@test "zb-derive: records pass, and behind them come what follows from them" {
    cat >in.csv <<'END'
text,indicator,period,value,unit
"一月, ""二月""",零售额,2020-01/2020-02,3.5,亿元
,零售额,2020-01/2020-03,5,亿元
x,零售额,2020,,亿元
x,零售额,去年,7,亿元
END
    try 'zb-derive --months in.csv'
    exits 0
    { sed '1s/$/,resolution,derived/;2,$s/$/,,/' in.csv && echo ',零售额,2020-03,1.5,亿元,1.1,2020-01/2020-03 (in.csv:3) - 2020-01/2020-02 (in.csv:2)'; } >both
    same out both
    err
    try 'zb-derive --months in.csv | zb-derive --months | cmp - both'
    exits 0
    out
    err
}

@test "zb-derive: months out of years to date; January and February stay one" {
    { level 2020-01/2020-02 30.5 && level 2020-01/2020-03 50.25 0.01 && level 2020-H1 112 1 && level 2020-01/2020-05 88.5 && level 2020-01/2020-08 150; } >rows
    from --months
    out '社会消费品零售总额,,2020-03,level,,19.75,亿元,,actual,0.11,2020-01/2020-03 (a.csv:1) - 2020-01/2020-02 (a.csv:1)' \
        '社会消费品零售总额,,2020-06,level,,23.5,亿元,,actual,1.1,2020-H1 (a.csv:1) - 2020-01/2020-05 (a.csv:1)'
    # where January was published February follows, and December from the year
    { level 2020-01 10 && level 2020-01/2020-02 18.5 && level 2020-01/2020-11 90 && level 2020 101; } >rows
    from --months
    out '社会消费品零售总额,,2020-02,level,,8.5,亿元,,actual,0.2,2020-01/2020-02 (a.csv:1) - 2020-01 (a.csv:1)' \
        '社会消费品零售总额,,2020-12,level,,11,亿元,,actual,0.2,2020 (a.csv:1) - 2020-01/2020-11 (a.csv:1)'
    # never across the turn of the year
    { level 2019-01/2019-12 10 && level 2020-01/2020-02 18.5; } >rows
    from '--months --years'
    out '社会消费品零售总额,,2019,level,,10,亿元,,actual,0.1,2019-01/2019-12 (a.csv:1)'
}

@test "zb-derive: quarters, halves and years where they are complete" {
    { level 2020-01/2020-02 3 && level 2020-03 2 && for m in 04 05 06 07 08 10 11 12; do level 2020-$m 1; done; } >rows
    from '--quarters --halves --years'
    out '社会消费品零售总额,,2020-Q1,level,,5,亿元,,actual,0.2,2020-01/2020-02 (a.csv:1) + 2020-03 (a.csv:1)' \
        '社会消费品零售总额,,2020-Q2,level,,3,亿元,,actual,0.3,2020-04 (a.csv:1) + 2020-05 (a.csv:1) + 2020-06 (a.csv:1)' \
        '社会消费品零售总额,,2020-Q4,level,,3,亿元,,actual,0.3,2020-10 (a.csv:1) + 2020-11 (a.csv:1) + 2020-12 (a.csv:1)' \
        '社会消费品零售总额,,2020-H1,level,,8,亿元,,actual,0.5,(2020-01/2020-02 (a.csv:1) + 2020-03 (a.csv:1)) + (2020-04 (a.csv:1) + 2020-05 (a.csv:1) + 2020-06 (a.csv:1))'
    level 2020-09 1 >>rows
    from --years
    out_has '社会消费品零售总额,,2020,level,,14,亿元,,actual,1.1,2020-01/2020-02 (a.csv:1) + 2020-03'
    # two figures rather than three
    { level 2020-H1 30 && level 2020-Q1 10 && level 2020-04 6 && level 2020-05 6 && level 2020-06 7 && level 2020-H2 50; } >rows
    from '--quarters --years'
    out '社会消费品零售总额,,2020-Q2,level,,20,亿元,,actual,0.2,2020-H1 (a.csv:1) - 2020-Q1 (a.csv:1)' \
        '社会消费品零售总额,,2020,level,,80,亿元,,actual,0.2,2020-H1 (a.csv:1) + 2020-H2 (a.csv:1)'
}

@test "zb-derive: what was published is not derived, but compared" {
    { level 2020-01/2020-02 30.5 && level 2020-01/2020-03 50.3 && level 2020-03 19.7; } >rows
    from --months
    out
    { level 2020-01/2020-02 30.5 && level 2020-01/2020-03 50.3 && level 2020-03 19.6 0.1 社会消费品零售总额 亿元 9; } >rows
    from --months
    out
    try 'cut -d , -f 2,4,8-24 bad.csv'
    exits 0
    out indicator,period,value,bound,status,resolution,source,line,sources,kind,other_value,other_bound,other_status,other_resolution,other_source,other_line,other_sources,difference,relative \
        社会消费品零售总额,2020-03,19.6,,actual,0.1,a.csv,9,1,derived,19.8,,actual,0.2,a.csv,1,1,0.2,1.020408
    err
    try 'zb-derive --months in.csv | wc -l'
    exits 0
    out 4
    err 'zb-derive: 1 conflicts and revisions; --conflicts FILE keeps them'
    # growth: +25 where 12.3 was published, against a year earlier if nothing is said
    { level 2019 100 && level 2020 125 && echo '云江区,社会消费品零售总额,,2020,growth,,12.3,%,,actual,0.1,a.csv,8'; } >rows
    from --growth
    out
    try 'cut -d , -f 4-8,15-16 bad.csv'
    exits 0
    out period,measure,against,unit,value,kind,other_value 2020,growth,2019,%,12.3,derived,25.00
    err
}

@test "zb-derive: stocks are those of the end, never differences" {
    { level 2020-01/2020-02 500 1 贷款余额 && level 2020-03 510 1 贷款余额 && level 2020-01/2020-06 530 1 贷款余额 && level 2020-12 560 1 贷款余额; } >rows
    from '--months --quarters --years'
    out '贷款余额,,2020-02,level,,500,亿元,,actual,1,2020-01/2020-02 (a.csv:1)' \
        '贷款余额,,2020-06,level,,530,亿元,,actual,1,2020-01/2020-06 (a.csv:1)' \
        '贷款余额,,2020-Q1,level,,510,亿元,,actual,1,2020-03 (a.csv:1)' \
        '贷款余额,,2020-Q2,level,,530,亿元,,actual,1,2020-01/2020-06 (a.csv:1)' \
        '贷款余额,,2020-Q4,level,,560,亿元,,actual,1,2020-12 (a.csv:1)' \
        '贷款余额,,2020,level,,560,亿元,,actual,1,2020-12 (a.csv:1)'
    # two that should be the same
    { level 2020-Q4 560 1 贷款余额 && level 2020-12 570 1 贷款余额; } >rows
    from --quarters
    out
    try 'cut -d , -f 4,8,15,16 bad.csv'
    exits 0
    out period,value,kind,other_value 2020-Q4,560,derived,570
    err
}

@test "zb-derive: the column kind, -d and the dictionaries say what a stock is" {
    printf 'indicator,kind,period,value,unit\n无名,stock,2020-01/2020-02,5,亿元\n无名,stock,2020-01/2020-03,7,亿元\n' >in.csv
    try 'zb-derive --explain --months in.csv | tail -n 2'
    exits 0
    out '无名,stock,2020-02,5,亿元,1,2020-01/2020-02 (in.csv:2)' '无名,stock,2020-03,7,亿元,1,2020-01/2020-03 (in.csv:3)'
    err 'zb-derive: 无名: the figure of a period is that of its end, has growth: stock by column kind'
    sed -i 's/,stock,/,,/' in.csv
    try 'zb-derive --explain --months in.csv | tail -n 1'
    exits 0
    out '无名,,2020-03,2,亿元,2,2020-01/2020-03 (in.csv:3) - 2020-01/2020-02 (in.csv:2)'
    err 'zb-derive: 无名: parts add up, has growth: flow as any other'
    printf 'match,text,kind\nexact,无名,rate\n' >kinds
    try 'zb-derive --explain -d kinds --months in.csv | wc -l'
    exits 0
    out 3
    err 'zb-derive: 无名: figures of periods are not derived, has growth: rate by kinds line 2'
}

@test "zb-derive: rates, and figures in units that do not add, have no sums; percentages no growth" {
    { for y in 2019 2020; do
        for p in -01/$y-02 -01/$y-03; do
            level "$y$p" 60.5 0.1 城镇化率 % && level "$y$p" 101.5 0.1 居民消费价格指数 '' && level "$y$p" 5.25 0.01 粮食价格 元/公斤
        done
    done; } >rows
    from '--months --quarters --years'
    out
    from --growth
    out '粮食价格,,2020-01/2020-02,growth,2019-01/2019-02,0.00,%,,actual,0.39,2020-01/2020-02 (a.csv:1) / 2019-01/2019-02 (a.csv:1) - 1' \
        '粮食价格,,2020-01/2020-03,growth,2019-01/2019-03,0.00,%,,actual,0.39,2020-01/2020-03 (a.csv:1) / 2019-01/2019-03 (a.csv:1) - 1'
}

@test "zb-derive: growth against a year earlier and against the period before" {
    { level 2019-12 100 && level 2020-01 110 && level 2019-01 88 && level 2019-01/2019-02 170 && level 2020-01/2020-02 187 && level 2020 1300 && level 2019 1200; } >rows
    from '--growth --places 1'
    out '社会消费品零售总额,,2020-01,growth,2019-01,25.0,%,,actual,0.26,2020-01 (a.csv:1) / 2019-01 (a.csv:1) - 1' \
        '社会消费品零售总额,,2020-01/2020-02,growth,2019-01/2019-02,10.0,%,,actual,0.13,2020-01/2020-02 (a.csv:1) / 2019-01/2019-02 (a.csv:1) - 1' \
        '社会消费品零售总额,,2020,growth,2019,8.3,%,,actual,0.085,2020 (a.csv:1) / 2019 (a.csv:1) - 1'
    from '--previous --places 0'
    out '社会消费品零售总额,,2020-01,growth,2019-12,10,%,,actual,0.22,2020-01 (a.csv:1) / 2019-12 (a.csv:1) - 1'
}

@test "zb-derive: a quarter that was a year to date has growth under both names" {
    { level 2019-01/2019-03 40 && level 2020-01/2020-03 50; } >rows
    from '--quarters --growth'
    out '社会消费品零售总额,,2019-Q1,level,,40,亿元,,actual,0.1,2019-01/2019-03 (a.csv:1)' \
        '社会消费品零售总额,,2020-Q1,level,,50,亿元,,actual,0.1,2020-01/2020-03 (a.csv:1)' \
        '社会消费品零售总额,,2020-01/2020-03,growth,2019-01/2019-03,25.00,%,,actual,0.57,2020-01/2020-03 (a.csv:1) / 2019-01/2019-03 (a.csv:1) - 1' \
        '社会消费品零售总额,,2020-Q1,growth,2019-Q1,25.00,%,,actual,0.57,2020-01/2020-03 (a.csv:1) / 2019-01/2019-03 (a.csv:1) - 1'
}

@test "zb-derive: nothing is divided by what may be 0 or less" {
    { level 2019 0 && level 2020 10 && level 2021 -5 && level 2022 3 && level 2023 0.04; } >rows
    from '--growth --cagr 2019/2022 --cagr 2020/2023'
    out
}

@test "zb-derive: mean growth by exact roots" {
    { level 2015 73.22 0.01 && level 2020 151.28 0.01; } >rows
    from '--cagr 2015/2020 --places 12'
    out '社会消费品零售总额,,2016/2020,cagr,2015,15.619306012154,%,,actual,0.0047,(2020 (a.csv:1) / 2015 (a.csv:1)) ^ (1/5) - 1'
    # a stock's year is its December
    { level 2015-12 100 1 贷款余额 && level 2020 161.051 0.001 贷款余额; } >rows
    from '--cagr 2015/2020'
    out '贷款余额,,2016/2020,cagr,2015,10.00,%,,actual,0.23,(2020 (a.csv:1) / 2015-12 (a.csv:1)) ^ (1/5) - 1'
    # compared with the published one
    { level 2015 73.22 0.01 && level 2020 151.28 0.01 && echo '云江区,社会消费品零售总额,,2016/2020,cagr,2015,15.6,%,,actual,0.1,a.csv,8'; } >rows
    from '--cagr 2015/2020'
    out
    for bad in 2020 2015/2016 2020/2015 2015-01/2016-03 x; do
        try "zb-derive --cagr $bad in.csv"
        exits 2
        out
        err "zb-derive: --cagr: not two years, two or more apart, as in 2015/2020: $bad"
    done
}

@test "zb-derive: shares of items, and of indicators in their parents" {
    { level 2020 200 && level 2020 50 0.1 社会消费品零售总额 亿元 2 批发业 && level 2020 12.5 0.1 社会消费品零售总额 亿元 3 批发业/限额以上 && level 2020 1000 1 社会消费品零售总额 万元 4 餐饮业; } >rows
    from '--share --places 1'
    out '社会消费品零售总额,批发业,2020,share,社会消费品零售总额,25.0,%,,actual,0.063,2020 (a.csv:2) / 2020 (a.csv:1)' \
        '社会消费品零售总额,批发业/限额以上,2020,share,社会消费品零售总额/批发业,25.0,%,,actual,0.26,2020 (a.csv:3) / 2020 (a.csv:2)'
    { level 2020 200 0.1 进出口总额 && level 2020 150 0.1 出口总额 && level 2020 60 0.1 民营企业出口额; } >rows
    from '--share --places 0'
    out '出口总额,,2020,share,进出口总额,75,%,,actual,0.088,2020 (a.csv:1) / 2020 (a.csv:1)' \
        '民营企业出口额,,2020,share,出口总额,40,%,,actual,0.094,2020 (a.csv:1) / 2020 (a.csv:1)'
    from '--parent 民营企业出口额=进出口总额 --places 0'
    out_has '民营企业出口额,,2020,share,进出口总额,30,%'
    echo '云江区,出口总额,,2020,share,进出口总额,76,%,,actual,1,a.csv,8' >>rows
    from '--share --places 0'
    out '民营企业出口额,,2020,share,出口总额,40,%,,actual,0.094,2020 (a.csv:1) / 2020 (a.csv:1)'
    try 'cut -d , -f 2,5,6,8,15,16 bad.csv'
    exits 0
    out indicator,measure,against,value,kind,other_value 出口总额,share,进出口总额,76,derived,75
    err
    try 'zb-derive --parent x= in.csv'
    exits 2
    out
    err 'zb-derive: --parent: not CHILD=PARENT: x='
}

@test "zb-derive: codes are what a thing is known by, and lead to the parent" {
    printf 'region,indicator,indicator_code,item,period,measure,against,value,unit\n' >in.csv
    printf '云江区,%s,%s,,2020,level,,%s,亿元\n' 外贸出口 E0101 150 进出口额 E01 200 >>in.csv
    try 'zb-derive --share in.csv | tail -n 1'
    exits 0
    out '云江区,外贸出口,E0101,,2020,share,进出口额,75.00,%,0.88,2020 (in.csv:2) / 2020 (in.csv:3)'
    err
}

@test "zb-derive: nothing across a break" {
    { level 2010 100 0.1 规模以上工业总产值 && level 2011 120 0.1 规模以上工业总产值 && level 2012 150 0.1 规模以上工业总产值 && level 2013 180 0.1 规模以上工业总产值; } >rows
    from '--growth --cagr 2010/2013 --cagr 2011/2013 --places 0'
    out '规模以上工业总产值,,2012,growth,2011,25,%,,actual,0.19,2012 (a.csv:1) / 2011 (a.csv:1) - 1' \
        '规模以上工业总产值,,2013,growth,2012,20,%,,actual,0.15,2013 (a.csv:1) / 2012 (a.csv:1) - 1' \
        '规模以上工业总产值,,2012/2013,cagr,2011,22,%,,actual,1.1,(2013 (a.csv:1) / 2011 (a.csv:1)) ^ (1/2) - 1'
    { for y in 2018 2019; do level $y-01/$y-03 5 && level $y-01/$y-04 7; done; } >rows
    from '--months --growth --break 社会消费品零售总额@2019-04 --places 0'
    out '社会消费品零售总额,,2018-04,level,,2,亿元,,actual,0.2,2018-01/2018-04 (a.csv:1) - 2018-01/2018-03 (a.csv:1)' \
        '社会消费品零售总额,,2019-01/2019-03,growth,2018-01/2018-03,0,%,,actual,4.1,2019-01/2019-03 (a.csv:1) / 2018-01/2018-03 (a.csv:1) - 1'
    printf 'match,text,period\nprefix,社会消费品,2019\n' >breaks
    from '--growth --breaks breaks'
    out
    for column in break note; do
        { echo "$columns,$column" && sed 's/$/,/; 3s/$/口径调整/' rows; } >noted
        try 'zb-derive --growth noted | grep -c growth'
        exits 1
        out 0
        err
    done
    for bad in x @2019 x@ x@去年; do
        try "zb-derive --growth --break '$bad' in.csv"
        exits 2
        out
        err "zb-derive: --break: not INDICATOR@PERIOD: $bad"
    done
    printf 'match,text,period\nlike,社会消费品,2019\n' >breaks
    try 'zb-derive --growth --breaks breaks in.csv'
    exits 2
    out
    err 'zb-derive: breaks:2: match: not exact, prefix, suffix or contains: like'
}

@test "zb-derive: bounds, estimates and targets give nothing; approx and provisional are passed on" {
    cat >rows <<'END'
云江区,零售额,,2020-01/2020-02,level,,10,亿元,approx,actual,1,a.csv,1
云江区,零售额,,2020-01/2020-03,level,,20,亿元,,provisional,1,a.csv,2
云江区,零售额,,2020-01/2020-04,level,,30,亿元,gt,actual,1,a.csv,3
云江区,零售额,,2020-01/2020-05,level,,40,亿元,,actual,1,a.csv,4
云江区,零售额,,2020-01/2020-06,level,,50,亿元,,target,1,a.csv,5
云江区,零售额,,2020-01/2020-07,level,,60,亿元,,estimate,1,a.csv,6
END
    from --months
    out '零售额,,2020-03,level,,10,亿元,approx,provisional,2,2020-01/2020-03 (a.csv:2) - 2020-01/2020-02 (a.csv:1)'
}

@test "zb-derive: figures that contradict each other give nothing, and are reported" {
    { echo $columns && level 2020-01/2020-02 30 && level 2020-01/2020-02 31 && level 2020-01/2020-03 50; } >in.csv
    try 'zb-derive --months in.csv | wc -l'
    exits 1
    out 4
    err 'zb-derive: in.csv:3: figures that contradict each other for one period: nothing follows from them, zb-merge comes first (1 record)'
    # the finer of two that agree
    { level 2020-01/2020-02 30.04 0.01 && level 2020-01/2020-02 30 1 && level 2020-01/2020-03 50; } >rows
    from --months
    out '社会消费品零售总额,,2020-03,level,,19.96,亿元,,actual,0.11,2020-01/2020-03 (a.csv:1) - 2020-01/2020-02 (a.csv:1)'
}

@test "zb-derive: what to derive must be said, and records must be told apart" {
    echo $columns >in.csv
    try 'zb-derive in.csv'
    exits 2
    out
    err 'zb-derive: what to derive? --months, --growth ... (zb-derive --help lists them)'
    for n in x -1 21 2x ''; do
        try "zb-derive --growth --places '$n' in.csv"
        exits 2
        out
        err "zb-derive: --places: not a number up to 20: $n"
    done
    printf 'indicator,period,value,against,unit\n' >in.csv
    try 'zb-derive --growth in.csv'
    exits 2
    out
    err 'zb-derive: in.csv: no column "measure": there are indicator, period, value, against, unit'
    printf 'indicator,period,value\nx,2020,1e5\nx,2020,\n' >in.csv
    try 'zb-derive --years in.csv'
    exits 1
    out indicator,period,value,resolution,derived x,2020,,,
    err 'zb-derive: in.csv:2: value: not a decimal: 1e5'
    printf 'indicator,period,value,market\nx,2020-01/2020-02,1,a\nx,2020-01/2020-03,3,a\nx,2020-01/2020-02,5,b\n' >in.csv
    try 'zb-derive --months -k market -v in.csv | tail -n 1'
    exits 0
    out 'x,2020-03,2,a,2,2020-01/2020-03 (in.csv:3) - 2020-01/2020-02 (in.csv:2)'
    err 'zb-derive: records: 3, derived: 1'
}

# Every derived record by its formula, with exact fractions: its value, resolution, status; and that
# nothing is missing.
oracle() {
    cat >oracle.py <<'END'
import csv, re, sys
from fractions import Fraction as F
def span(p):
    if re.fullmatch(r"\d{4}", p): return 12 * int(p), 12 * int(p) + 11
    m = re.fullmatch(r"(\d{4})-([QH])(\d)", p)
    if m:
        n = 3 if m[2] == "Q" else 6
        return 12 * int(m[1]) + n * (int(m[3]) - 1), 12 * int(m[1]) + n * int(m[3]) - 1
    months = [12 * int(x[:4]) + int(x[5:]) - 1 for x in p.split("/")]
    return months[0], months[-1]
def half(v, places):
    s = F(10) ** places
    n = int(abs(v) * s + F(1, 2))
    return F(n if v >= 0 else -n) / s
def two_up(r):
    s = F(1)
    while r > 0 and r * s < 10: s *= 10
    return F(-(-(r * s) // 1)) / s
rows = list(csv.DictReader(sys.stdin))
given = {(r["source"], r["line"]): r for r in rows if not r["derived"]}
leaf = r"([0-9QH/-]+) \((\S+):(\d+)\)"
class V:  # a number with its ends and what it was made of
    def __init__(s, v, lo, hi, spans): s.v, s.lo, s.hi, s.spans = v, lo, hi, spans
    def __add__(a, b): return V(a.v + b.v, a.lo + b.lo, a.hi + b.hi, a.spans + b.spans)
    def __sub__(a, b):
        if b == 1: return V(a.v - 1, a.lo - 1, a.hi - 1, a.spans)
        return V(a.v - b.v, a.lo - b.hi, a.hi - b.lo, a.spans + [(-1,) + x[1:] for x in b.spans])
    def __truediv__(a, b):
        assert b.lo > 0 and a.lo >= 0
        return V(a.v / b.v, a.lo / b.hi, a.hi / b.lo, [])
def value(m):
    r = given[m[2], m[3]]
    assert span(r["period"]) == span(m[1]), (r, m[0])
    v, d = F(r["value"]), F(r["resolution"]) / 2
    return V(v, v - d, v + d, [(1,) + span(m[1])])
bad, seen, levels = [], set(), {}
for r in rows:
    key = r["indicator"], r["measure"], span(r["period"]), r["period"], r["against"]
    if key in seen: bad.append(("twice", r))
    seen.add(key)
    if r["measure"] == "level" and (not r["derived"] or key[:3] not in levels): levels[r["indicator"], span(r["period"])] = r
    if not r["derived"]: continue
    used = [given[m[2], m[3]] for m in re.finditer(leaf, r["derived"])]
    expression = re.sub(leaf, lambda m: f"value(re.fullmatch(leaf, {m[0]!r}))", r["derived"])
    x = eval(expression)
    width = x.hi - x.lo
    if r["measure"] == "level":
        cover = {}
        for sign, a, b in x.spans:
            for month in range(a, b + 1): cover[month] = cover.get(month, 0) + sign
        a, b = span(r["period"])
        if {m for m, n in cover.items() if n} != set(range(a, b + 1)) or set(cover.values()) - {0, 1}: bad.append(("months", r))
        if F(r["value"]) != x.v or F(r["resolution"]) != width: bad.append(("level", r, x.v, width))
    else:
        v = half(x.v * 100, 2)
        if F(r["value"]) != v or F(r["resolution"]) != two_up(2 * max(x.hi * 100 - v, v - x.lo * 100)): bad.append(("growth", r))
    want = "provisional" if any(u["status"] == "provisional" for u in used) else "actual"
    if r["status"] != want: bad.append(("status", r))
published = {(r["indicator"], span(r["period"])) for r in rows if not r["derived"]}
for i, (a, b) in published:
    if a % 12 == 0 and (i, (a, b + 1)) in published and b + 1 < a + 12 and (i, (b + 1, b + 1)) not in levels: bad.append(("missing month", i, b + 1))
grown = {(r["indicator"], span(r["period"])) for r in rows if r["measure"] == "growth"}
for (i, (a, b)), r in levels.items():
    base = levels.get((i, (a - 12, b - 12)))
    if base and F(base["value"]) > F(base["resolution"]) / 2 and F(r["value"]) >= F(r["resolution"]) / 2 and (i, (a, b)) not in grown: bad.append(("missing growth", r))
for b in bad[:10]: print(*b)
print(len(rows) - len(given), "derived,", len(bad), "bad")
END
}

@test "zb-derive: random series, every record worked out again from its formula" {
    needs python3
    oracle
    for seed in 1 2 3 4 5; do
        awk -v seed=$seed 'BEGIN {
            srand(seed)
            print "indicator,period,measure,against,value,unit,status,resolution,source,line"
            for (i = 0; i < 30; i++) for (y = 2015; y < 2020; y++) {
                n = split(y " " y "-H1 " y "-H2 " y "-Q1 " y "-Q2 " y "-Q3 " y "-Q4", p, " ")
                for (m = 1; m <= 12; m++) p[++n] = y "-" sprintf("%02d", m)
                for (m = 2; m <= 11; m++) if (m != 3 && m != 6) p[++n] = y "-01/" y "-" sprintf("%02d", m)
                for (k = 1; k <= n; k++) if (rand() < 0.4) {
                    places = int(rand() * 3)
                    print "x" i "," p[k] ",level,," sprintf("%." places "f", rand() * 200) ",亿元," \
                        (rand() < 0.2 ? "provisional" : "actual") "," sprintf("%." places "f", 10 ^ -places) ",a.csv," ++line
                }
            }
        }' >in.csv
        try 'zb-derive --months --quarters --halves --years --growth --previous --conflicts bad.csv in.csv | python3 oracle.py'
        exits 0
        out_has ' derived, 0 bad'
        err
    done
}
