#!/usr/bin/env bats
# zb-table. What tables look like and what becomes of them is in cases/zb-table/; here are the options, the
# windows that a long table is read through, and the words of labels one by one.
load helper

# cells COLUMNS: the records of the last try without the others, and without the header
cells() {
    looked out
    sed 1d out | cut -d , -f "$1" >cells
    shift
    if [ $# -eq 0 ]; then : >wanted; else printf '%s\n' "$@" >wanted; fi
    cmp -s cells wanted || { diff -au --label wanted --label got wanted cells && false; }
}

@test "a period, region, indicator and unit that the table does not have are the user's" {
    printf '地区,数值\n合计,3\n甲县,1\n全市,2\n' >in
    try 'zb-table in'
    exits 0
    cells 1-8 ',,,,level,,3,' '甲县,,,,level,,1,' '全市,,,,level,,2,'
    err 'zb-table: in:2: 3 records without an indicator: neither heads, rows, title nor --indicator name one' \
        'zb-table: in:2: 3 records without a year: neither heads, rows, title nor --period name one'
    try 'zb-table --region 某市 --period 2023-H1 --indicator 出口 --unit 亿元 --source 商务局 in'
    exits 0
    cells 1-8,12 '某市,出口,,2023-H1,level,,3,亿元,商务局' '甲县,出口,,2023-H1,level,,1,亿元,商务局' \
        '某市,出口,,2023-H1,level,,2,亿元,商务局'
    err
}

@test "what the table says comes before the options, but for its place" {
    printf '2020年甲市出口,\n,单位：万美元\n指标,出口额\n机电,1\n' >in
    try 'zb-table --region 乙市 --period 2023 --indicator 进口 --unit 亿元 in'
    exits 0
    cells 1-8 '乙市,出口额,机电,2020,level,,1,万美元'
    err
    # its year is given to months without one
    printf '月份,出口(亿元)\n1月,1\n2019年2月,2\n' >in
    try 'zb-table --period 2023 in'
    exits 0
    cells 4,7 2023-01,1 2019-02,2
    err
}

@test "--orient says what the labels of rows are" {
    printf '名称,2023年\n椒江,1\n' >in
    try 'zb-table in'
    exits 0
    cells 1-4,7 ',椒江,,2023,1'
    err
    try 'zb-table --orient region --indicator 出口 in'
    exits 0
    cells 1-4,7 '椒江,出口,,2023,1'
    err
    try 'zb-table --orient item --indicator 出口 in'
    exits 0
    cells 1-4,7 ',出口,椒江,2023,1'
    err
    try 'zb-table --orient column in'
    exits 2
    out
    err 'zb-table: --orient: not region, indicator, item or period: column'
}

@test "--head-rows counts the heads from the first figures up" {
    printf '某表,某表,某表\n指标,甲,乙\n指标,2022年,2023年\n出口(吨),1,2\n' >in
    try 'zb-table --head-rows 1 in'
    exits 0
    cells 2-4,7 '出口,,2022,1' '出口,,2023,2'
    err
    try 'zb-table --head-rows 2 in'
    exits 0
    cells 2-4,7 '出口,甲,2022,1' '出口,乙,2023,2'
    err
    for n in x 10 -1 ''; do
        try "zb-table '--head-rows=$n' in"
        exits 2
        out
        err "zb-table: --head-rows: not a number from 0 to 9: $n"
    done
}

@test "a wrong period is refused before anything is read" {
    try 'zb-table --period 2023年 none'
    exits 2
    out
    err 'zb-table: --period: not a period of zb-record(5), as in 2020 or 2020-12: 2023年'
}

@test "heads: measures, what they are measured against, and units" {
    kind_of() {
        printf '指标,2023年,%s\n出口(亿元),5,4\n' "$1" >in
        try 'zb-table in'
        exits 0
        err
        looked out
        sed -n '3p' out | cut -d , -f 3-6,8,10 >cells
        [ "$(cat cells)" = "$2" ] || { echo "$1: $(cat cells), wanted $2" && false; }
    }
    kind_of '增长（%）' ',2023,growth,2022,%,actual'
    kind_of '比上年同期增减±%' ',2023,growth,2022,%,actual'
    kind_of '同比±%' ',2023,growth,2022,%,actual'
    kind_of '增速' ',2023,growth,2022,%,actual'
    kind_of '比2015年增长%' ',2023,growth,2015,%,actual'
    kind_of '环比（%）' ',2023,growth,2022,%,actual'
    kind_of '比上年增减额' ',2023,change,2022,亿元,actual'
    kind_of '比年初增减' ',2023,change,2022,亿元,actual'
    kind_of '比上年提高(百分点)' ',2023,change,2022,百分点,actual'
    kind_of '比重（%）' ',2023,share,,%,actual'
    kind_of '占全省比重' ',2023,share,全省,%,actual'
    kind_of '全省位次' ',2023,rank,全省,位,actual'
    kind_of '上年同期' ',2022,level,,亿元,actual'
    kind_of '2024年预计' ',2024,level,,亿元,estimate'
    kind_of '2025年目标值' ',2025,level,,亿元,target'
}

@test "times in heads" {
    at() {
        printf '指标,%s\n出口(亿元),5\n' "$1" >in
        try "zb-table ${3-} in"
        exits 0
        any err
        cells 4 "$2"
    }
    at 2019年9月 2019-09
    at 201909 2019-09
    at 2019.09 2019-09
    at 2019-9 2019-09
    at 2019/09 2019-09
    at 2019.0 2019
    at 2019 2019
    at 2019年 2019
    at 2019年三季度 2019-Q3
    at 2019Q3 2019-Q3
    at 2019年上半年 2019-H1
    at 2019年1-9月 2019-01/2019-09
    at 2019年1-12月 2019
    at 2019年9月累计 2019-01/2019-09
    at 2019年第三季度累计值 2019-01/2019-09
    at 2019年9月末 2019-09
    at 2016-2020年 2016/2020
    at 2019年9月30日 2019-09-30
    at 9月 2019-09 '--period 2019'
    at 本月 2019-09 '--period 2019-09'
    at 年初至今累计 2019-01/2019-09 '--period 2019-09'
    at 年初数 2018 '--period 2019-09'
    at 上年同期累计 2018-01/2018-09 '--period 2019-09'
    at 上月 2018-12 '--period 2019-01'
}

@test "marks of missing values are no records and no refusals" {
    printf '指标,2022年,2023年\n' >in
    for mark in - — —— … ... '?' ？ / × '*' 无 NA N/A '#N/A' ' ' '　' -- \\ X; do
        printf '出口(吨),%s,1\n' "$mark"
    done >>in
    try 'zb-table in | cut -d , -f 4 | sort | uniq -c | tr -s " "'
    exits 0
    out ' 19 2023' ' 1 period'
    err
}

@test "a table is read on through windows, whatever their edges cut" {
    {
        printf '2023年样本,,\n,,单位：吨\n地区,产量,增长%%\n'
        seq 200000 | sed 's/.*/"甲县&",&.5,0.1/'
        printf '注：到此为止。\n地区,销量,增长%%\n甲县,1,2\n'
    } >in
    try 'zb-table in | tail -n 4 | cut -d , -f 1-8,13'
    exits 0
    out '甲县200000,产量,,2023,level,,200000.5,吨,200003' '甲县200000,产量,,2023,growth,2022,0.1,%,200003' \
        '甲县,销量,,2023,level,,1,,200006' '甲县,销量,,2023,growth,2022,2,%,200006'
    err
    try 'zb-table in | wc -l'
    exits 0
    out 400003
    err
    try 'ZB_READ_MAX=7 zb-table <(head -n 2000 in) | cmp - <(zb-table --source /dev/fd/63 <(head -n 2000 in))'
    exits 0
    out
    err
}

@test "footers give nothing, however they are written" {
    printf '指标,2023年\n出口(吨),1\n"注：1.到2022年\n2.共12项\n3.增长3.5%%"\n　　　2.不含5个县,\n数据来源：12个部门\n,,2023\n' >in
    try 'zb-table in'
    exits 0
    cells 2-4,7 '出口,,2023,1'
    err
}

@test "a quote in a cell is a character, one that never closes ends the work" {
    printf '指标,2023年\n5" 管(吨),1\n' >in
    try 'zb-table in'
    exits 0
    out_has ',1,吨,'
    err
    printf '指标,2023年\n出口(吨),1\n"进口(吨),2\n' >in
    try 'zb-table in'
    exits 2
    any out
    err 'zb-table: in:3: quote: opened here and never closed'
}

@test "a row that is not UTF-8 is refused, the others are read" {
    printf '指标,2023年\n出口(吨),1\n\263\366,2\n进口(吨),3\n' >in
    try 'zb-table in'
    exits 1
    cells 2,7 出口,1 进口,3
    err 'zb-table: in:3: not UTF-8: zb-decode reads other encodings'
}

@test "figures under no label are refused" {
    printf '地区,2022年,2023年\n甲县,1,2\n,3,4\n' >in
    try 'zb-table --indicator 出口 in'
    exits 1
    cells 1,7 甲县,1 甲县,2
    err 'zb-table: in:3: figures without a label'
}

@test "commas, tabs and semicolons" {
    for mark in ',' $'\t' ';'; do
        printf '指标|2023年\n出口(吨)|1.5\n进口(吨)|2\n' | tr '|' "$mark" >in
        try 'zb-table in'
        exits 0
        cells 2,7 出口,1.5 进口,2
        err
    done
}

@test "a layout that is not understood names its line" {
    bad() {
        printf '%b' "$1" >bad.layout
        try 'zb-table -L bad.layout in'
        exits 2
        any out
        err "zb-table: bad.layout:$2"
    }
    printf '指标,2023年\n出口(吨),1\n' >in
    bad 'region' '1: neither key = value nor [column NAME]: region'
    bad '# x\nplace = 甲\n' '2: no such setting: place (region, period, indicator, unit, head-rows, rows, count, count-unit)'
    bad '[row 甲]\n' '1: not a [column NAME]: [row 甲]'
    bad '[column 指标]\nrole = name\n' '2: role: not value, region, indicator, item, period, unit or skip: name'
    bad '[column 指标]\nmeasure = much\n' '2: measure: not level, growth, cagr, change, share, rank, multiple or contribution: much'
    bad '[column 指标]\nstatus = final\n' '2: status: not actual, provisional, estimate or target: final'
    bad '[column 指标]\ncolour = red\n' '2: no such setting of a column: colour (role, indicator, item, region, period, measure, against, unit, status)'
    bad 'period = 2023年\n' '1: not a period of zb-record(5), as in 2020 or 2020-12: 2023年'
    bad 'rows = value\n' '1: rows: not region, indicator, item or period: value'
    bad 'head-rows = 12\n' '1: head-rows: not a number from 0 to 9: 12'
    try 'echo "[column 甲]" | zb-table -L - in'
    exits 2
    any out
    err 'zb-table: in: layout: no table has a column that - names'
}

@test "settings of a layout without columns are those of the options" {
    printf 'region = 某市\nunit=万元\nperiod = 2020\nindicator = 出口\nrows = item\nhead-rows = 1\n' >some.layout
    printf '某表,某表\n名称,金额\n机电,1\n' >in
    try 'zb-table -L some.layout in'
    exits 0
    cells 1-8 '某市,金额,机电,2020,level,,1,万元'
    err
    try 'zb-table -L some.layout --region 他市 in'
    exits 0
    cells 1-8 '他市,金额,机电,2020,level,,1,万元'
    err
}

@test "real tables: every annotated cell and every count" {
    corpus=${ZB_CORPUS:-$ZB_ROOT/../shared/corpus} gold=$ZB_ROOT/../shared/gold/cells.csv
    score=$ZB_ROOT/../shared/score-cells
    [ -d "$corpus/tables" ] && [ -x "$score" ] || skip "no corpus of tables here ($corpus/tables)"
    needs zb-html zb-sheet zb-decode
    set --
    sed 1d "$gold" | cut -d , -f 1 | sort -u >files
    while read -r file; do
        "$ZB_ROOT/pipelines/open" "$corpus/tables/$file" >grid 2>/dev/null </dev/null || [ $? -eq 1 ]
        zb-table grid >"$file.csv" 2>/dev/null || [ $? -eq 1 ]
        set -- "$@" "$file=$file.csv"
    done <files
    "$score" "$gold" "$@" >score.out
    cat score.out
    grep -qx 'total: value 140/140, all right 140/140, counts 14/14' score.out
}

@test "zb-table: the wide tables that zb-export makes of the samples come back as they were" {
    local f compared=0 columns=region,indicator,item,period,measure,against,value,unit,bound,status
    for f in "$ZB_ROOT"/samples/*/observations.csv "$ZB_ROOT"/samples/*/3-units.csv; do
        zb-export -t wide --rejects refused.csv "$f" >wide.csv 2>/dev/null || continue # a place with two values
        zb-export -t wide --excel "$f" >excel.csv
        zb-cat "$f" | mlr --csv -S cut -o -f "$columns" | sort -u >wanted.csv
        try "for f in wide excel; do zb-table \$f.csv | mlr --csv -S cut -o -f $columns | sort -u >\$f.back || exit; done"
        exits 0
        out
        err
        cmp wanted.csv wide.back
        cmp wanted.csv excel.back
        compared=$((compared + 1))
    done
    [ "$compared" -ge 6 ]
}
