load helper

columns=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line

# row VALUE [RESOLUTION [STATUS [SOURCE [LINE [BOUND]]]]]: a record, all of them for the same thing.
row() {
    echo "云江区,零售额,,2020,level,,$1,亿元,${6-},${3-actual},${2-0.1},${4-a.csv},${5-1}"
}

# merged OPTIONS: value and sources of what `rows` holds, and the conflicts.
merged() {
    { echo $columns && cat rows; } >in.csv
    try "zb-merge --conflicts bad.csv $1 in.csv | cut -d , -f 7,12-"
    exits 0
    err
}

conflicts() {
    try "cut -d , -f 8,12,15,16,20,23- bad.csv"
    exits 0
    out value,source,kind,other_value,other_source,difference,relative "$@"
    err
}

@test "zb-merge: a figure that is restated counts where it was restated" {
    { row 5 && row 7 && row 5; } >rows
    merged
    out value,source,line,sources 5,a.csv,1,1
    conflicts 5,a.csv,conflict,7,a.csv,2,40.000000
}

@test "zb-merge: what agrees within its rounding is one, and the finer figure is kept" {
    { row 290.5 0.1 actual a.csv && row 290.53 0.01 actual b.csv && row 291 1 actual c.csv && row 290.5 0.1 actual d.csv; } >rows
    merged
    out value,source,line,sources 290.53,b.csv,1,4
    conflicts
}

@test "zb-merge: rounding hides half a unit to either side, and not more" {
    { row 290.5 0.1 actual a.csv && row 290.6 0.1 actual b.csv; } >rows
    merged
    out value,source,line,sources 290.6,b.csv,1,2
    conflicts
    { row 290.5 0.1 actual a.csv && row 290.7 0.1 actual b.csv; } >rows
    merged
    out value,source,line,sources 290.7,b.csv,1,1
    conflicts 290.7,b.csv,conflict,290.5,a.csv,-0.2,-0.068799
    # without the column: a unit of the last place
    printf 'indicator,period,value\nx,2020,1.5\nx,2020,1.55\nx,2021,1.5\nx,2021,1.56\n' >in.csv
    try 'zb-merge in.csv'
    exits 0
    out indicator,period,value,sources x,2020,1.55,1 x,2021,1.56,1
    err 'zb-merge: 1 conflicts and revisions; --conflicts FILE keeps them'
}

@test "zb-merge: sources by the list of -p" {
    { row 3 1 actual 年鉴.csv && row 5 1 actual stat-10.csv && row 7 1 actual customs.csv; } >rows
    printf '# the best\ncustoms.csv\n\nstat-*.csv\n*\n' >list
    merged '-p list'
    out value,source,line,sources 7,customs.csv,1,1
    conflicts 7,customs.csv,conflict,3,年鉴.csv,-4,-57.142857 7,customs.csv,conflict,5,stat-10.csv,-2,-28.571429
    printf '*.csv\n' >list
    merged '-p list'
    out value,source,line,sources 7,customs.csv,1,1
    conflicts 7,customs.csv,revision,3,年鉴.csv,-4,-57.142857 7,customs.csv,revision,5,stat-10.csv,-2,-28.571429
    printf 'stat-*\n年鉴*\n' >list
    try 'zb-merge -p list --conflicts bad.csv in.csv | cut -d , -f 7,12-'
    exits 1
    out value,source,line,sources 5,stat-10.csv,1,1
    err 'zb-merge: in.csv:4: source: not in the list of -p, comes last: customs.csv (1 record)'
}

@test "zb-merge: a list that cannot be meant ends the work" {
    echo $columns >in.csv
    for list in 'a\nb\n a\n|list:3: a: stands on line 1 already' '# none\n|list: names no source' '\377\n|list:1: not UTF-8'; do
        # shellcheck disable=SC2059
        printf "${list%|*}" >list
        try 'zb-merge -p list in.csv'
        exits 2
        out
        err "zb-merge: ${list#*|}"
    done
    try 'zb-merge -p none in.csv'
    exits 2
    out
    err 'zb-merge: none: open: No such file or directory'
    try 'zb-merge -p list --releases in.csv'
    exits 2
    out
    err 'zb-merge: -p and --releases: only one of them can say what comes first'
}

@test "zb-merge: without a list the sources of an earlier file come first" {
    { echo $columns && row 3 1 actual b.csv && row 4 1 actual a.csv; } >one
    { echo $columns && row 9 1 actual c.csv; } >two
    try 'zb-merge --conflicts bad.csv one two | cut -d , -f 7,12-'
    exits 0
    out value,source,line,sources 4,a.csv,1,2
    err
    conflicts 4,a.csv,conflict,9,c.csv,5,125.000000
    try 'zb-merge --conflicts bad.csv two one | cut -d , -f 7,12-'
    exits 0
    out value,source,line,sources 9,c.csv,1,1
    err
    # a source of the first file keeps its rank in the second, where it may be revised
    { echo $columns && row 9 1 actual b.csv; } >two
    try 'zb-merge --conflicts bad.csv one two | cut -d , -f 7,12-'
    exits 0
    out value,source,line,sources 9,b.csv,1,1
    err
}

@test "zb-merge: --releases: the last file speaks last" {
    { echo $columns && row 3 1 actual a.csv; } >one
    { echo $columns && row 9 1 actual a.csv; } >two
    try 'zb-merge --releases --conflicts bad.csv one two | cut -d , -f 7,12-'
    exits 0
    out value,source,line,sources 9,a.csv,1,1
    err
    conflicts 9,a.csv,revision,3,a.csv,-6,-66.666667
}

@test "zb-merge: final before provisional, release before order" {
    { row 7 1 actual && row 3 1 provisional; } >rows
    merged
    out value,source,line,sources 7,a.csv,1,1
    conflicts 7,a.csv,revision,3,a.csv,-4,-57.142857
    # a finer provisional figure does not take the place of a final one
    { row 7 1 actual a.csv && row 7.1 0.1 provisional b.csv; } >rows
    merged
    out value,source,line,sources 7,a.csv,1,2
    conflicts
    for column in release vintage; do
        printf 'indicator,period,value,source,%s\nx,2020,5,a,v10\nx,2020,9,a,v9\nx,2020,1,a,\n' $column >in.csv
        try 'zb-merge --conflicts bad.csv in.csv'
        exits 0
        out indicator,period,value,source,$column,sources x,2020,5,a,v10,1
        err
        conflicts 5,a,revision,9,a,4,80.000000 5,a,revision,1,a,-4,-80.000000
    done
}

@test "zb-merge: a published figure before a derived one, whatever its source" {
    printf 'indicator,period,value,source,derived\nx,2020,5,a,\nx,2020,9.25,b,b:1 - b:2\nx,2021,9.25,b,b:1 - b:2\n' >in.csv
    printf 'b\na\n' >list
    try 'zb-merge -p list --conflicts bad.csv in.csv'
    exits 0
    out indicator,period,value,source,derived,sources x,2020,5,a,,1 'x,2021,9.25,b,b:1 - b:2,1'
    err
    conflicts 5,a,derived,9.25,b,4.25,85.000000
}

@test "zb-merge: estimates and targets are other things, provisional is not" {
    { row 7 && row 8 1 estimate && row 9 1 target && row 7 0.1 provisional && row 7.0 0.1 ''; } >rows
    merged
    out value,source,line,sources 7.0,a.csv,1,1 8,a.csv,1,1 9,a.csv,1,1
    conflicts
}

@test "zb-merge: a bound agrees with what lies beyond it" {
    { row 280 1 actual c.csv 1 lt && row 290 1 actual a.csv 1 gt && row 290.5 0.1 actual b.csv; } >rows
    merged
    out value,source,line,sources 290.5,b.csv,1,2
    conflicts 290.5,b.csv,conflict,280,c.csv,-10.5,-3.614458
}

@test "zb-merge: periods of the same months are one, as are codes whatever the names" {
    cat >in.csv <<'END'
region,region_code,indicator,indicator_code,period,value
云江,331099,零售额,SR01,2020-01/2020-12,7
云江区,331099,社零总额,SR01,2020,7
云江区,,零售额,,2020,7
云江区,331099,零售额,SR01,2020-01/2020-11,7
云江区,331099,零售额,SR01,2020-Q1,7
云江区,331099,零售额,SR01,2020-01/2020-03,7
END
    try 'zb-merge -v in.csv'
    exits 0
    out region,region_code,indicator,indicator_code,period,value,sources 云江,331099,零售额,SR01,2020-01/2020-12,7,1 \
        云江区,,零售额,,2020,7,1 云江区,331099,零售额,SR01,2020-01/2020-11,7,1 云江区,331099,零售额,SR01,2020-Q1,7,1
    err 'zb-merge: records: 6, observations: 4, agreed: 2, did not: 0 (0 figures)'
}

@test "zb-merge: what differs in any part of the key stays apart" {
    cat >in.csv <<'END'
region,indicator,item,period,measure,against,value,market
a,x,,2020,level,,1,东
b,x,,2020,level,,2,东
a,y,,2020,level,,3,东
a,x,i,2020,level,,4,东
a,x,,2021,level,,5,东
a,x,,2020,growth,2019,6,东
a,x,,2020,growth,2015,7,东
a,x,,2020,level,,8,西
END
    try 'zb-merge -k market in.csv'
    exits 0
    sed '1s/$/,sources/;2,$s/$/,1/' in.csv >wanted
    same out wanted
    err
    try 'zb-merge in.csv | wc -l'
    exits 0
    out 8
    err 'zb-merge: 1 conflicts and revisions; --conflicts FILE keeps them'
    for list in 'value|value is part of the figure itself' 'market,market|market is named twice'; do
        try "zb-merge -k ${list%|*} in.csv"
        exits 2
        out
        err "zb-merge: -k: ${list#*|}"
    done
    try 'zb-merge -k city in.csv'
    exits 2
    out
    err 'zb-merge: in.csv: no column "city": there are region, indicator, item, period, measure, against, value, market'
}

@test "zb-merge: units of one dimension are reported, not compared; of two are two observations" {
    printf 'indicator,period,value,unit\nx,2020,1,亿元\nx,2020,10000,万元\nx,2020,1,亿美元\nx,2021,1,亿元\nx,2021,1,\n' >in.csv
    try 'zb-merge in.csv'
    exits 1
    out indicator,period,value,unit,sources x,2020,1,亿元,1 x,2020,10000,万元,1 x,2020,1,亿美元,1 x,2021,1,亿元,1 x,2021,1,,1
    err 'zb-merge: in.csv:3: unit: 亿元 and 万元 for the same thing are not compared: zb-units comes first (1 record)' \
        'zb-merge: in.csv:6: unit: one record has none, another 亿元: they are not compared (1 record)'
}

@test "zb-merge: a merged stream can be merged again" {
    { row 290.5 0.1 actual a.csv && row 290.53 0.01 actual b.csv; } >rows
    merged
    any out
    zb-merge in.csv >once
    try 'zb-merge once | cmp - once'
    exits 0
    out
    err
    { head -n 1 once && row 290.5 0.1 actual c.csv | sed 's/$/,1/'; } >new
    try 'zb-merge once new | cut -d , -f 7,12-'
    exits 0
    out value,source,line,sources 290.53,b.csv,1,3
    err
    sed '2s/2$/x/' once >broken
    try 'zb-merge broken'
    exits 1
    out $columns,sources
    err 'zb-merge: broken:2: sources: not a number: x'
}

@test "zb-merge: rows pass as they came, quoted fields too, and sources where its column is" {
    cat >in.csv <<'END'
text,sources,indicator,period,value
"a, ""b""",,x,2020,1
"两
行",3,y,2020,2
END
    try 'zb-merge in.csv'
    exits 0
    sed '2s/",,x/",1,x/' in.csv >first
    same out first
    err
    printf 'value,period,sources,indicator,text\n1,2020,,x,c\n5,2020,2,z,"q,"\n' >other
    try 'zb-merge in.csv other'
    exits 0
    { cat first && echo '"q,",2,z,2020,5'; } >both
    sed -i '2s/,1,x/,2,x/' both
    same out both
    err
}

@test "zb-merge: a record without a figure is refused" {
    printf 'indicator,period,value,resolution\nx,2020,,\nx,2020,1e5,\nx,2020,1,-1\nx,2020,1,?\nx,2020,1,\n' >in.csv
    try 'zb-merge in.csv'
    exits 1
    out indicator,period,value,resolution,sources x,2020,1,,1
    err 'zb-merge: in.csv:2: value: empty' 'zb-merge: in.csv:3: value: not a decimal: 1e5' \
        'zb-merge: in.csv:4: resolution: not a decimal: -1' 'zb-merge: in.csv:5: resolution: not a decimal: ?'
    for column in indicator period value; do
        printf 'indicator,period,value\n' | sed "s/$column/x/" >less
        try 'zb-merge less'
        exits 2
        out
        err_has "zb-merge: less: no column \"$column\": there are "
    done
}

@test "zb-merge: --explain says why, -v how many" {
    { row 7 1 actual a.csv && row 3 1 provisional a.csv && row 9 1 actual b.csv && row 9.2 0.1 actual c.csv && row 9.2 0.1 actual d.csv; } >rows
    { echo $columns && cat rows; } >in.csv
    printf 'b.csv\nd.csv\na.csv\nc.csv\n' >list
    try 'zb-merge -v --explain -p list in.csv | cut -d , -f 7,12-'
    exits 0
    out value,source,line,sources 9.2,d.csv,1,3
    err 'zb-merge: in.csv:6: 9.2 kept, not 7 (in.csv:2): of the better source' \
        'zb-merge: in.csv:6: 9.2 kept, not 3 (in.csv:3): of the better source' \
        'zb-merge: records: 5, observations: 1, agreed: 2, did not: 2 (2 figures)' \
        'zb-merge: 2 conflicts and revisions; --conflicts FILE keeps them'
}

@test "zb-merge: a full disk under --conflicts is exit 2" {
    { row 3 && row 5; } >rows
    { echo $columns && cat rows; } >in.csv
    try 'zb-merge --conflicts /dev/full in.csv'
    exits 2
    any out
    err 'zb-merge: /dev/full: write: No space left on device'
}

# The rules in a few lines of Python with exact fractions.
oracle() {
    cat >oracle.py <<'END'
import csv, sys
from fractions import Fraction as F
rank = {s: i for i, s in enumerate("abcd")}
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
things = {}
for i, r in enumerate(rows):
    status = "actual" if r["status"] in ("", "provisional") else r["status"]
    things.setdefault((r["indicator"], r["period"], r["unit"], status), []).append((i, r))
def ends(r):
    v, d = F(r["value"]), F(r["resolution"]) / 2
    b = r["bound"]
    if b == "approx": d = max(d, abs(v) / 10)
    if b in ("gt", "ge"): return v, None
    if b in ("lt", "le"): return None, v
    return v - d, v + d
def agree(p, q):
    (a, b), (c, d) = ends(p), ends(q)
    return (b is None or c is None or c <= b) and (d is None or a is None or a <= d)
def best(t):
    i, r = t
    return r["derived"] != "", rank[r["source"]], r["status"] == "provisional", -F(r["release"]), -i
def vague(r):
    return ["", "approx"].index(r["bound"]) if r["bound"] in ("", "approx") else 2
out, bad = [], []
for key, ts in things.items():
    b = min(ts, key=best)
    able = [t for t in ts if t is b or agree(t[1], b[1]) and best(t)[0] <= best(b)[0] and best(t)[2] <= best(b)[2]]
    finest = min((vague(t[1]), F(t[1]["resolution"])) for t in able)
    able = [t for t in able if (vague(t[1]), F(t[1]["resolution"])) == finest]
    kept = b if b in able else min(able, key=best)
    yes = [t for t in ts if agree(t[1], kept[1])]
    first = min(i for i, r in ts)
    out.append((first, key, kept[1]["value"], kept[1]["resolution"], len({t[1]["source"] for t in yes})))
    bad += {(key, kept[1]["value"], t[1]["value"], t[1]["resolution"], t[1]["bound"], t[1]["status"] or "actual") for t in ts if not agree(t[1], kept[1])}
for row in sorted(out): print("out", *row[1], *row[2:], sep=",")
for row in sorted(bad): print("bad", *row[0], *row[1:], sep=",")
END
    cat >ours.py <<'END'
import csv
k = ("indicator", "period", "unit")
c = lambda s: "actual" if s in ("", "provisional") else s
for r in csv.DictReader(open("ours.csv", encoding="utf-8", newline="")):
    print("out", *(r[x] for x in k), c(r["status"]), r["value"], r["resolution"], r["sources"], sep=",")
rows = csv.DictReader(open("ours.bad", encoding="utf-8", newline=""))
for row in sorted({((*(r[x] for x in k), c(r["status"])), r["value"], r["other_value"], r["other_resolution"], r["other_bound"], r["other_status"] or "actual") for r in rows}):
    print("bad", *row[0], *row[1:], sep=",")
END
}

@test "zb-merge: random records, against the rules in Python" {
    needs python3
    oracle
    printf '%s\n' a b c d >list
    for seed in 1 2 3 4 5 6; do
        awk -v seed=$seed 'function pick(list,   a) { return a[int(rand() * split(list, a, "|")) + 1] }
            BEGIN {
                srand(seed)
                print "indicator,period,value,unit,bound,status,resolution,source,release,derived"
                for (i = 0; i < 3000; i++)
                    print pick("x|y|z") ",20" int(rand() * 60 + 10) "," pick("10|10.0|10.04|10.1|10.05|9.6|11|-10") "," \
                        pick("亿元|亿元|人") "," pick("||||||approx|gt|le") "," pick("actual|actual|provisional||estimate|target") "," \
                        pick("1|0.1|0.1|0.01") "," pick("a|b|c|d") "," int(rand() * 3) "," pick("|||d:1 - d:2")
            }' >in.csv
        python3 oracle.py in.csv | sort >rules
        try 'zb-merge -p list --conflicts ours.bad in.csv >ours.csv && python3 ours.py | sort'
        exits 0
        same out rules
        err
    done
}

@test "zb-merge: the order of the records matters to nothing but ties" {
    "$ZB_ROOT/tests/make-records" 5000 | cut -d , -f 1-12 | grep -v '"' | awk -F , -v OFS=, 'NR > 1 { $7 = int($7 / 10000); $12 = "s" NR } { print }' >in.csv
    sed -n '2,$s/.*,//p' in.csv | sort -R --random-source=in.csv >list
    try 'zb-merge -p list in.csv | sort'
    exits 0
    any out
    any err
    cp out forward
    try '{ head -n 1 in.csv; sed 1d in.csv | tac; } | zb-merge -p list | sort'
    exits 0
    same out forward
    any err
}

@test "zb-merge: any figure comes before what is withheld, which is kept where there is none" {
    { row '' '' suppressed a.csv && row 290.5 0.1 provisional b.csv && row '' '' suppressed c.csv; } >rows
    merged
    out value,source,line,sources 290.5,b.csv,1,1
    conflicts 290.5,b.csv,withheld,,a.csv,,
    try 'zb-merge --explain --conflicts bad.csv in.csv >/dev/null'
    exits 0
    out
    err 'zb-merge: in.csv:3: 290.5 kept, not what is withheld (in.csv:2): a figure, not withheld'
    # in whatever order, and against the precedence of sources
    printf 'c.csv\na.csv\nb.csv\n' >list
    { row 290.5 0.1 provisional b.csv && row '' '' suppressed a.csv && row 290.53 0.01 provisional b.csv; } >rows
    merged '-p list'
    out value,source,line,sources 290.53,b.csv,1,1
    conflicts 290.53,b.csv,withheld,,a.csv,,
    # a target is another thing
    { row '' '' suppressed a.csv && row 300 1 target b.csv && row '' '' suppressed c.csv; } >rows
    merged
    out value,source,line,sources ,a.csv,1,2 300,b.csv,1,1
    conflicts
    # no value for another reason is refused
    { row '' '' suppressed a.csv && row '' '' actual b.csv; } >rows
    { echo $columns && cat rows; } >in.csv
    try 'zb-merge in.csv | cut -d , -f 7,10,14'
    exits 1
    out value,status,sources ,suppressed,1
    err 'zb-merge: in.csv:3: value: empty'
}
