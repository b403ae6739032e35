load helper

some() {
    cp "$ZB_ROOT/tests/cases/zb-export/sdmx/in.csv" in.csv
}

@test "SDMX-CSV: every row keeps the rules of the field guide" {
    # The rules are those of the standard's text and schemas, written down here anew: nothing that reads
    # SDMX-CSV can be installed from Debian or npm.
    cat >check.py <<'END'
import csv, re, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline=""), strict=True))
head = rows[0]
assert head[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"], head
assert len(set(head)) == len(head)
year, month = r"(19|20)\d\d", r"(0[1-9]|1[0-2])"
time = re.compile(rf"{year}|{year}-S[12]|{year}-Q[1-4]|{year}-{month}|{year}-{month}-(0[1-9]|[12]\d|3[01])"
                  rf"|{year}-{month}-01/P[1-9]\d*[YM]")
for row in rows[1:]:
    assert len(row) == len(head), row
    r = dict(zip(head, row))
    assert r["STRUCTURE"] in ("dataflow", "datastructure", "dataprovision"), r
    assert re.fullmatch(r"[A-Za-z][\w.-]*:[\w@$-]+\(\d+(\.\d+)*\)", r["STRUCTURE_ID"]), r
    assert r["ACTION"] in tuple("IARMD"), r
    assert re.fullmatch(r"A(2|3|4|5|10|20|30)?|S|Q|M|D|_O", r["FREQ"]), r
    assert time.fullmatch(r["TIME_PERIOD"]), r
    assert re.fullmatch(r"-?\d+(\.\d+)?", r["OBS_VALUE"]), r
    assert len(r["OBS_VALUE"].partition(".")[2]) == int(r["DECIMALS"]), r
    assert re.fullmatch(r"-?\d+", r["UNIT_MULT"]), r
    assert r["OBS_STATUS"] in ("A", "B", "E", "P"), r
    for key in ("REF_AREA", "INDICATOR", "ITEM", "MEASURE", "AGAINST", "SCENARIO"):
        assert r[key], r
print(len(rows) - 1)
END
    some
    for file in in.csv "$ZB_ROOT"/samples/*/[23]-*.csv; do
        try "zb-export -t sdmx '$file' >sdmx.csv && python3 check.py sdmx.csv"
        exits 0
        out "$(mlr --icsv --onidx count "$file")"
        err
    done
}

@test "SDMX: periods and frequencies" {
    {
        echo region,indicator,period,value
        for period in 2020 2020-H1 2020-H2 2020-Q4 2020-09 2020-01/2020-09 2020-01/2020-02 2020-06-20 2016/2020 \
            2018/2020 2011/2016 1978/2007; do
            echo "x,y,$period,1"
        done
    } >in.csv
    try 'zb-export -t sdmx in.csv | cut -d , -f 4,11 | tail -n +2'
    exits 0
    out A,2020 S,2020-S1 S,2020-S2 Q,2020-Q4 M,2020-09 M,2020-01-01/P9M M,2020-01-01/P2M D,2020-06-20 \
        A5,2016-01-01/P5Y A3,2018-01-01/P3Y _O,2011-01-01/P6Y A30,1978-01-01/P30Y
    err
}

@test "SDMX: units with their powers of ten, exactly" {
    {
        echo region,indicator,period,value,unit
        for unit in 元 万元 亿元 亿美元 % ‰ 个百分点 人 万人 亩 万亩 公顷 平方公里 吨 万吨 公斤 千瓦时 亿千瓦时 户 万户 家 元/平方米 不明 ''; do
            echo "x,y,2020,1,$unit"
        done
    } >in.csv
    try 'zb-export -t sdmx in.csv | cut -d , -f 13,14 | tail -n +2'
    exits 0
    out CNY,0 CNY,4 CNY,8 USD,8 PT,0 PT,-1 个百分点,0 PS,0 PS,4 亩,0 亩,4 M2,4 M2,6 T,0 T,4 T,-3 KWH,0 KWH,8 户,0 户,4 \
        家,0 元/平方米,0 不明,0 ,0
    err
    printf 'dimension,unit,code\n百分点,个百分点,PD\n面积,公顷,HA\n' >own.csv
    try 'zb-export -t sdmx -u own.csv in.csv | cut -d , -f 13,14 | sed -n "8p; 12,14p"'
    exits 0
    out PD,0 亩,4 HA,0 HA,2
    err
    printf 'dimension,unit,code\n面积,吨,HA\n' >own.csv
    try 'zb-export -t sdmx -u own.csv in.csv'
    exits 2
    out
    err 'zb-export: own.csv:2: no unit of this dimension, or no code'
}

@test "SDMX: bases that move with the period are one series" {
    cat >in.csv <<'END'
region,indicator,period,measure,against,value
x,y,2020,growth,2019,1
x,y,2020-09,growth,2019-09,1
x,y,2020-09,growth,2020-08,1
x,y,2020-01,growth,2019-12,1
x,y,2020-01/2020-09,growth,2019-01/2019-09,1
x,y,2020,growth,2015,1
x,y,2020,growth,2011/2015,1
x,y,2016/2020,cagr,2015,1
x,y,2020,share,地区生产总值,1
x,y,2020,level,,1
END
    try 'zb-export -t sdmx in.csv | cut -d , -f 9 | tail -n +2'
    exits 0
    out PY PY PP PP PY 2015 2011-01-01/P5Y 2015 地区生产总值 _Z
    err
}

@test "SDMX: codes go before names; break is B; what has no place is refused" {
    cat >in.csv <<'END'
region,region_code,indicator,indicator_code,period,value,status,break
椒江区,331002,零售额,C01,2020,1,actual,
椒江区,,零售额,,2021,2,,2021 口径调整
椒江区,331002,,,2020,3,,
,,零售额,C01,2020,4,,
椒江区,331002,零售额,C01,,5,,
椒江区,331002,零售额,C01,-09,6,,
椒江区,331002,零售额,C01,2020,七,,
椒江区,331002,零售额,C01,2020,8,secret,
END
    try 'zb-export -t sdmx -v in.csv | cut -d , -f 5,6,12,16'
    exits 1
    out REF_AREA,INDICATOR,OBS_VALUE,OBS_STATUS 331002,C01,1,A 椒江区,零售额,2,B
    err 'zb-export: in.csv:4: indicator: empty, a series needs one' 'zb-export: in.csv:5: region: empty, a series needs one' \
        'zb-export: in.csv:6: period: no time for SDMX: ' 'zb-export: in.csv:7: period: no time for SDMX: -09' \
        'zb-export: in.csv:8: value: not a decimal: 七' 'zb-export: in.csv:9: status: unknown: secret' \
        'zb-export: records exported: 2'
}

@test "wide: figures stand where Miller puts them" {
    {
        echo region,indicator,period,value
        awk 'BEGIN { srand(3); for (i = 0; i < 40; i++) for (m = 1; m <= 12; m++) if (rand() < 0.7)
            printf "r%d,i%d,20%02d-%02d,%d.%02d\n", i % 5, i, 10 + i % 3, m, rand() * 1000, rand() * 100 }'
    } >in.csv
    mlr --icsv --ocsv reshape -s period,value 'then' unsparsify in.csv >wide.csv
    # the order of columns is ours: by time
    mlr --icsv --ocsv reorder -f "$(echo region indicator 20{10..12}-{01..12} | tr ' ' ,)" wide.csv |
        mlr --icsv --ocsv cut -o -f "$(echo region indicator 20{10..12}-{01..12} | tr ' ' ,)" >wanted.csv
    try 'zb-export -t wide in.csv'
    exits 0
    same out wanted.csv
    err
}

@test "wide: two values for one place are refused, the same one twice is not" {
    cat >in.csv <<'END'
region,indicator,period,value,unit
x,出口,2020,153.76,亿元
x,出口,2020,153.9,亿元
x,出口,2020,153.76,亿元
x,出口,2020,1537600,万元
END
    try 'zb-export -t wide --rejects no.csv in.csv'
    exits 1
    out region,indicator,unit,2020 x,出口,亿元,153.76 x,出口,万元,1537600
    err 'zb-export: in.csv:3: value: 153.9, but an earlier record says 153.76: zb-merge decides'
    try 'cut -d , -f 2 no.csv'
    exits 0
    out line 3
    err
}

@test "wide: periods stand in the order of time, the longer after the shorter" {
    {
        echo region,indicator,period,value
        for period in 2021 无 2020 2020-12 2016/2020 2020-Q4 2020-01/2020-12 2020-H2 2020-01 2020-02-29 2020-01/2020-02 2020-02 ''; do
            echo "x,y,$period,1"
        done
    } >in.csv
    try 'zb-export -t wide in.csv | head -n 1'
    exits 0
    out region,indicator,2020-01,2020-02,2020-02-29,2020-01/2020-02,2020-12,2020-Q4,2020-H2,2020,2020-01/2020-12,2016/2020,2021,,无
    err
}

@test "wide: what a spreadsheet would take for a formula is text, numbers stay numbers" {
    cat >in.csv <<'END'
region,indicator,item,period,value
=1+1,+1,-x,2020,-1.5
@SUM(A1),＝1, -1,=2020,+1
　=x,－1,"	x",2020,0
-,--1,-1.5,2020,7
"a
=1",x=1,1-2,2020,8
END
    try 'zb-export -t wide in.csv'
    exits 1
    out "region,indicator,item,2020" "'=1+1,'+1,'-x,-1.5" "'　=x,'－1,'	x,0" "'-,'--1,-1.5,7" '"a' '=1",x=1,1-2,8'
    err 'zb-export: in.csv:3: value: not a decimal: +1'
}

@test "wide --excel: Python reads what Excel would: mark, CR LF, no dates" {
    some
    try 'zb-export -t wide --excel in.csv >x.csv; head -c 3 x.csv | od -An -tx1; grep -vc $(printf "\r")\$ x.csv; python3 -c "
import csv
rows = list(csv.reader(open(\"x.csv\", encoding=\"utf-8-sig\", newline=\"\"), strict=True))
print(len(rows), len({len(r) for r in rows}), rows[0][0], rows[0][-1])"'
    exits 0
    out ' ef bb bf' 0 '11 1 region 2025年'
    err
}

@test "SQL: sqlite3 gives every cell back, to the byte" {
    needs sqlite3
    printf 'a,"b""c",line,select\n1.10,"x\ny",1,"it'\''s"\n007,"\r",12,"a\0b\rc"\n%s,"",x,".quit\n/\ngo\n; -- /* */"\n' \
        12345678901234567890.1234567890 >in.csv
    try 'zb-export -t sql in.csv | sqlite3 -bail x.db && sqlite3 -batch x.db "SELECT hex(CAST(a AS BLOB)), hex(CAST(\"b\"\"c\" AS BLOB)), line, typeof(line), hex(CAST(\"select\" AS BLOB)) FROM records"'
    exits 0
    out "$(printf 1.10 | od -An -tx1 | tr -d ' \n' | tr a-f A-F)|780A79|1|integer|69742773" "303037|0D|12|integer|6100620D63" \
        "$(printf 12345678901234567890.1234567890 | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F)||x|text|$(printf '.quit\n/\ngo\n; -- /* */' | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F)"
    err
    some
    for file in in.csv "$ZB_ROOT"/samples/*/3-*.csv; do
        rm -f y.db
        try "zb-export -t sql --table t '$file' | sqlite3 -bail y.db && sqlite3 -csv -header -newline \$'\n' y.db 'SELECT * FROM t' |
            mlr --csv cat >got.csv && mlr --csv cat '$file' | cmp - got.csv"
        exits 0
        out
        err
    done
}

@test "SQL: a table that is there is an error, or replaced; what was cut stores nothing" {
    needs sqlite3
    some
    try 'zb-export -t sql in.csv | sqlite3 -bail x.db; zb-export -t sql in.csv | sqlite3 -bail x.db'
    any err
    exits 1
    out
    try 'zb-export -t sql --replace in.csv | sqlite3 -bail x.db; sqlite3 x.db "SELECT count(*) FROM records"'
    exits 0
    out 11
    err
    try 'zb-export -t sql --table "half ""x" in.csv | head -n 8 | sqlite3 -bail x.db; sqlite3 x.db .tables'
    exits 0
    out records
    err
}

# Frictionless' own reader and validator for JavaScript, from npm, kept in the build folder. Skips, and is
# counted as skipped, where it cannot be had.
needs_datapackage() {
    export NODE_PATH=${ZB_DATAPACKAGE:-$ZB_BUILD/npm}/node_modules
    needs node
    [ -d "$NODE_PATH/datapackage" ] && return
    needs npm
    (mkdir -p "$ZB_BUILD/npm" && cd "$ZB_BUILD/npm" && flock . timeout 120 npm install --no-audit --no-fund --prefix . datapackage@1.1.10) >npm.log 2>&1 ||
        skip "npm could not install datapackage"
}

@test "package: Frictionless' validator takes it, and reads what we wrote" {
    needs_datapackage
    cat >check.js <<'END'
const { Package, validate } = require('datapackage');
(async () => {
  const { valid, errors } = await validate(process.argv[2]);
  console.log(valid, errors.map((e) => e.message).join());
  const data = await Package.load(process.argv[2], { strict: true });
  const rows = await data.resources[0].read({ keyed: true });
  console.log(rows.length, typeof rows[0].value, typeof rows[0].line, typeof rows[0].region);
})().catch((e) => { console.log(e.message); process.exit(1); });
END
    some
    n=0
    for file in in.csv "$ZB_ROOT"/samples/*/3-*.csv; do
        mkdir $((++n))
        try "zb-export -t package -o $n/data.csv --title x --licence CC-BY-4.0 '$file' && cmp $n/data.csv '$file' && node check.js $n/datapackage.json"
        exits 0
        out 'true ' "$(mlr --icsv --onidx count "$file") number number string"
        err
    done
}

@test "package: size and hash are those of the file; sources once each; types follow the cells" {
    some
    try 'zb-export -t package -o data.csv in.csv'
    exits 0
    out
    err
    try 'python3 -c "
import hashlib, json
p = json.load(open(\"datapackage.json\"))
r, b = p[\"resources\"][0], open(\"data.csv\", \"rb\").read()
print(r[\"bytes\"] == len(b), r[\"hash\"] == \"sha256:\" + hashlib.sha256(b).hexdigest(), r[\"path\"], [s[\"title\"] for s in p[\"sources\"]])
print({f[\"name\"]: f[\"type\"] for f in r[\"schema\"][\"fields\"] if f[\"type\"] != \"string\"})"'
    exits 0
    out "True True data.csv ['云江.txt', 'a \"b\".txt']" "{'value': 'number', 'resolution': 'number', 'line': 'integer'}"
    err
    printf 'value,line,"a""\\\\\n\t"\n1.5,3,x\nn/a,3b,y\n' >odd.csv
    try 'zb-export -t package -o Odd\ Data.CSV odd.csv; python3 -c "
import json
p = json.load(open(\"datapackage.json\"))
print(p[\"name\"], [(f[\"name\"], f[\"type\"]) for f in p[\"resources\"][0][\"schema\"][\"fields\"]])"'
    exits 0
    out "odd-data [('value', 'string'), ('line', 'string'), ('a\"\\\\\\\\\\n\\t', 'string')]"
    err
}

@test "-o: the file is the same as stdout, and there whole or not at all" {
    some
    for format in sdmx wide sql; do
        try "zb-export -t $format in.csv >wanted; zb-export -t $format -o file in.csv; cmp wanted file; ls file*"
        exits 0
        out file
        err
    done
    echo old >file
    try '{ cat in.csv; sleep 30; } | zb-export -t sdmx -o file & sleep 1; kill -9 $!; wait $! 2>/dev/null; cat file; ls -A | grep -c new'
    any err
    any status
    out old 0
    awk 'NR == 1 { print; next } { for (i = 0; i < 20000; i++) print }' "$ZB_ROOT/samples/plan/3-units.csv" >big.csv
    try 'ulimit -f 100; trap "" XFSZ; zb-export -t sdmx -o file big.csv'
    exits 2
    out
    err 'zb-export: file: write: File too large'
    try 'cat file; ls -A | grep -c new'
    out old 0
    any status
    err
    try 'zb-export -t sdmx -o none/file in.csv'
    exits 2
    out
    err 'zb-export: none/file: open: No such file or directory'
    try 'zb-export -t sdmx -o /dev/full in.csv; test -c /dev/full && echo there'
    exits 0
    out there
    err 'zb-export: /dev/full: write: No space left on device'
    try 'zb-export -t package -o file none.csv; cat file; ls datapackage.json'
    any status
    out old
    any err
}

@test "options are checked" {
    some
    try 'zb-export in.csv'
    exits 2
    out
    err 'zb-export: --to: sdmx, wide, sql or package, not none'
    try 'zb-export -t xml in.csv'
    exits 2
    out
    err 'zb-export: --to: sdmx, wide, sql or package, not xml'
    try 'zb-export -t package in.csv'
    exits 2
    out
    err 'zb-export: --to package: needs --output FILE.csv'
    try 'zb-export -t sdmx --action X in.csv'
    exits 2
    out
    err 'zb-export: --action: M, R, A, D or I, not X'
    try 'zb-export -t sdmx --structure CN.STATS:RETAIL\(2.1\) --action R in.csv | sed -n 2p | cut -d , -f 1-3'
    exits 0
    out 'datastructure,CN.STATS:RETAIL(2.1),R'
    err
    try 'echo region,value | zb-export -t sdmx'
    exits 2
    out
    any err
}

@test "SHA-256 is sha256sum's, for every length about a block" {
    mkdir d
    for n in 0 1 10 54 55 56 57 62 63 64 65 118 119 120 121 127 128 129 1000 65536 100000; do
        {
            printf 'a\n'
            head -c "$n" /dev/zero | tr '\0' x
            echo
        } >in.csv
        zb-export -t package -o d/x.csv in.csv
        [ "$(sed -n 's/.*"sha256:\([0-9a-f]*\)".*/\1/p' d/datapackage.json)" = "$(sha256sum <d/x.csv | cut -d ' ' -f 1)" ] || {
            echo "length $n"
            false
        }
    done
}
