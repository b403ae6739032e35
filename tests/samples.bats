#!/usr/bin/env bats
# The stages that are kept in samples/ are what the programs make of them; the pipeline and the demo work.
load helper

plan=$ZB_ROOT/pipelines/plan

# What the programs make of the samples now. Only the first test compares it with what is kept.
setup_file() {
    made=$BATS_FILE_TMPDIR
    export made
    "$ZB_ROOT/samples/stages" "$made"
}

# A build folder whose zb-units is the given script.
broken_units() {
    mkdir -p broken/bin
    cp "$ZB_BUILD"/bin/zb-* broken/bin/
    printf '#!/bin/sh\n%s\n' "$1" >broken/bin/zb-units
    chmod +x broken/bin/zb-units
}

@test "each stage kept in samples/ is what the programs make (make samples-update rewrites them)" {
    for kept in "$ZB_ROOT"/samples/*/[1-9]-* "$ZB_ROOT"/samples/*/observations.csv \
        "$ZB_ROOT"/samples/*/messages.txt "$ZB_ROOT"/samples/*/rejects.csv; do
        diff -au "$kept" "$made/${kept#"$ZB_ROOT"/samples/}"
    done
    (cd "$made" && find . -type f | sort) >made.list
    (cd "$ZB_ROOT/samples" && find . -type f -path './*/*' ! -name '0-raw*' ! -path './*/raw/*' ! -path './nights/*' | sort) >kept.list
    diff -u kept.list made.list
}

@test "the plan in UTF-8 gives what the plan in GB18030 gives" {
    try "$plan $ZB_ROOT/samples/plan/0-raw.utf8.txt --source plan.txt"
    exits 0
    same out "$made/plan/3-units.csv"
    err
}

@test "the rows of every stage have the width of its header" {
    for stage in "$made"/*/[2-9]-*.csv "$made"/*/observations.csv; do
        try "zb-cat $stage | cmp - $stage"
        exits 0
        out
        err
    done
}

@test "plan: -t writes the targets, -d keeps the stages, the standard input is read as -" {
    try "$plan -t targets.csv -d stages - --source plan.txt <$ZB_ROOT/samples/plan/0-raw.gb18030.txt"
    exits 0
    same out "$made/plan/3-units.csv"
    err
    cmp targets.csv "$made/plan/5-targets.csv"
    for stage in stages/*; do cmp "$stage" "$made/plan/${stage#stages/}"; done
}

@test "plan: status 1 of a stage publishes and is passed on" {
    try "$plan $ZB_ROOT/samples/bulletin/0-raw.gb18030.txt --source bulletin.txt"
    exits 1
    same out "$made/bulletin/3-units.csv"
    err "zb-decode: $ZB_ROOT/samples/bulletin/0-raw.gb18030.txt:53: bad bytes: ff at byte 2268 is no GB18030"
}

@test "plan: the rows that its filters refuse are kept, and dataset counts them" {
    mkdir -p broken/bin empty
    cp "$ZB_BUILD"/bin/zb-* broken/bin/
    # what a reader of prose may yet come to write
    cat >broken/bin/zb-bulletin <<'END'
#!/bin/sh
echo region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text
echo 云江区,零售额,,2020,level,,2905000,万元,,actual,1,plan.txt,1,
echo 云江区,网络零售额,,2020,level,,约五,万元,,actual,1,plan.txt,2,
echo 云江区,出口额,,2025,level,,,亿元,,target,1,plan.txt,3,
END
    echo 零售额 >plan.txt
    try "ZB_BUILD=broken $plan -d kept plan.txt | cut -d , -f 2,7,8"
    exits 1
    out indicator,value,unit 零售额,290.5000,亿元 出口额,,亿元
    err 'zb-units: 2-records.csv:3: value: not a decimal: 约五' 'zb-aggregate: 3-units.csv:3: value: empty'
    try 'zb-cat kept/rejects.csv'
    exits 0
    out file,line,reason,row \
        '2-records.csv,3,value: not a decimal: 约五,"云江区,网络零售额,,2020,level,,约五,万元,,actual,1,plan.txt,2,"' \
        '3-units.csv,3,value: empty,"云江区,出口额,,2025,level,,,亿元,,target,1,plan.txt,3,"'
    err
    try "ZB_BUILD=broken $ZB_ROOT/pipelines/dataset -o set empty plan.txt"
    exits 1
    out_has 'rejects: 3' # the third by zb-merge
    any err
    cut -d , -f 1-3 set/rejects.csv | grep -q '^2-records.csv,3,value: not a decimal: 约五$'
}

@test "plan: a stage that fails or crashes stops it, and nothing is published" {
    echo old >targets.csv
    for fault in 'exit 2' 'exit 3' 'head -n 3; kill -SEGV $$'; do
        broken_units "$fault"
        try "ZB_BUILD=broken $plan -t targets.csv $ZB_ROOT/samples/plan/0-raw.gb18030.txt"
        exits 2
        out
        any err
        [ "$(cat targets.csv)" = old ]
    done
}

@test "plan: what cannot be read or written is status 2" {
    try "$plan none"
    exits 2
    out
    err 'zb-decode: none: open: No such file or directory'
    try "$plan"
    exits 2
    out
    err 'usage: plan [-t FILE] [-d DIR] FILE [zb-bulletin option ...]'
    try "$plan $ZB_ROOT/samples/plan/0-raw.gb18030.txt >/dev/full"
    exits 2
    out
    err 'cat: write error: No space left on device'
    try "$plan -t none/targets.csv $ZB_ROOT/samples/plan/0-raw.gb18030.txt"
    exits 2
    out
    err "cp: cannot create regular file 'none/targets.csv.new': No such file or directory"
}

@test "plan: leaves no temporary files" {
    mkdir tmp
    try "TMPDIR=\$PWD/tmp $plan $ZB_ROOT/samples/plan/0-raw.gb18030.txt; TMPDIR=\$PWD/tmp $plan none; ls tmp >list"
    exits 0
    any out
    any err
    [ ! -s list ]
}

@test "plan: works where it is installed, without its source tree" {
    mkdir -p usr/bin usr/libexec/zhibiao
    cp "$ZB_BUILD"/bin/zb-* usr/bin/
    cp "$plan" usr/libexec/zhibiao/
    try "env -i PATH=/usr/bin:/bin usr/libexec/zhibiao/plan $ZB_ROOT/samples/plan/0-raw.gb18030.txt --source plan.txt"
    exits 0
    same out "$made/plan/3-units.csv"
    err
}

@test "the pipelines work through a link to their folder, as the package has it beside the samples" {
    mkdir -p usr/bin usr/libexec usr/share/doc
    cp "$ZB_BUILD"/bin/zb-* usr/bin/
    cp -R "$ZB_ROOT/pipelines" usr/libexec/zhibiao
    ln -s ../../libexec/zhibiao usr/share/doc/pipelines
    exports
    for by in 'plan samples/plan/0-raw.gb18030.txt' 'ecommerce t/p.csv' 'open t/p.csv' 'dataset -o set samples' 'nightly --help'; do
        try "ln -sfn $ZB_ROOT/samples samples; env -i PATH=/usr/bin:/bin usr/share/doc/pipelines/$by"
        [ "$status" -le 1 ] && exits "$status"
        [ -s out ] && any out
        any err
        ! grep "can't cd" err
    done
}

# Two exports of one theme, in t/; q.csv has a cell that is refused.
exports() {
    mkdir -p t
    printf '指标,单位,2020年\n网络零售额,万元,"1,512,800"\n' >t/p.csv
    printf '指标,单位,2020年\n电商企业,家,12\n电子商务交易额,亿元,3x5\n' >t/q.csv
}

@test "observe: -d keeps the stages and what was refused; status 1 publishes" {
    exports
    try "$ZB_ROOT/pipelines/observe -d kept -r '*=椒江区' t/p.csv t/q.csv"
    exits 1
    same out kept/observations.csv
    err 'zb-table: q.csv:3: column 3: no number: 3x5'
    [ "$(cut -d , -f 1,2,4,7,8,12,15 kept/observations.csv)" = "region,indicator,period,value,unit,source,indicator_code
椒江区,网络零售额,2020,151.2800,亿元,p.csv,C02
椒江区,电商企业数,2020,12,家,q.csv,C0812" ]
    [ "$(cat kept/rejects.csv)" = 'file,line,reason,row
q.csv,3,column 3: no number: 3x5,"电子商务交易额,亿元,3x5"' ]
    # again with fewer files, into the same folder: nothing of the first run is left in the result
    try "$ZB_ROOT/pipelines/observe -d kept -r '*=椒江区' t/p.csv"
    exits 0
    any out
    err
    [ "$(wc -l <out) $(wc -l <kept/rejects.csv)" = '2 1' ]
}

@test "observe: of several regions for a file the last one counts" {
    exports
    try "$ZB_ROOT/pipelines/observe -r '*=椒江区' -r 'p*=黄岩区' t/p.csv t/q.csv 2>/dev/null | cut -d , -f 1"
    exits 1
    out region 黄岩区 椒江区
    err
}

@test "observe: -s says where the files are from, so that two of one name are told apart" {
    exports
    try "$ZB_ROOT/pipelines/observe -s 'customs/' t/p.csv | cut -d , -f 12"
    exits 0
    out source customs/p.csv
    err
    printf '2020年社会消费品零售总额290.5亿元。\n' >t/-r.txt
    try "$ZB_ROOT/pipelines/documents -s 'plans/' -- t/-r.txt | cut -d , -f 7,12"
    exits 0
    out value,source 290.5,plans/-r.txt
    err
}

@test "observe: a table that is not what its layout says stops the theme, and nothing is published" {
    exports
    printf '[column 指标]\nrole = indicator\n[column 单位]\nrole = unit\n[column 2019年]\n' >t/last.layout
    try "$ZB_ROOT/pipelines/observe -L 'p*=t/last.layout' t/q.csv t/p.csv"
    exits 2
    out
    err 'zb-table: q.csv:3: column 3: no number: 3x5' \
        'zb-table: p.csv:2: layout: column 3 was renamed: 2019年 is now 2020年' \
        "zb-table: p.csv:2: layout: the table is not what $PWD/t/last.layout says"
    # the layouts of the themes lie beside them
    try "$ZB_ROOT/pipelines/observe -L 'p*=odi-listing.layout' t/p.csv"
    exits 2
    out
    err "zb-table: p.csv: layout: no table has a column that $ZB_ROOT/pipelines/layouts/odi-listing.layout names"
}

@test "observe: what cannot be done is status 2" {
    exports
    try "$ZB_ROOT/pipelines/observe t/p.csv none"
    exits 2
    out
    err_has 'none'
    mkdir u && cp t/p.csv u/
    try "$ZB_ROOT/pipelines/observe t/p.csv u/p.csv"
    exits 2
    out
    err 'observe: u/p.csv: a second file of that name'
    cp t/p.csv t/-
    try "$ZB_ROOT/pipelines/observe t/-"
    exits 2
    out
    err 'observe: t/-: a file named -'
    for wrong in '' '-r 椒江区 t/p.csv' '-x t/p.csv' '-L =x t/p.csv -L'; do
        try "$ZB_ROOT/pipelines/observe $wrong"
        exits 2
        out
        any err
    done
    try "$ZB_ROOT/pipelines/observe -r '*=无此区' t/p.csv"
    exits 2
    out
    err_has 'no such region'
    try "$ZB_ROOT/pipelines/observe t/p.csv >/dev/full"
    exits 2
    out
    err_has 'No space left on device'
    broken_units 'head -n 1; kill -SEGV $$'
    try "ZB_BUILD=broken $ZB_ROOT/pipelines/observe t/p.csv"
    exits 2
    out
    any err
}

@test "observe: a picture that is named like an export is refused with the reason" {
    printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >scan.csv
    try "$ZB_ROOT/pipelines/observe scan.csv"
    exits 2
    out
    err_has scan.csv
}

@test "the themes work where they are installed, on files with blanks in their names" {
    mkdir -p usr/bin usr/libexec/zhibiao 'my files'
    cp "$ZB_BUILD"/bin/zb-* usr/bin/
    cp -R "$ZB_ROOT"/pipelines/* usr/libexec/zhibiao/
    cp "$ZB_ROOT/samples/platforms/raw/park-firms-202012.csv" 'my files/park-firms-of a month.csv'
    try "env -i PATH=/usr/bin:/bin usr/libexec/zhibiao/platforms 'my files/park-firms-of a month.csv' | wc -l"
    exits 1
    out 14
    err 'zb-table: park-firms-of a month.csv:6: column 5: no number: 停产'
}

@test "a theme is about the district of ZB_REGION; what the user gives comes before what the theme knows" {
    exports
    try "ZB_REGION=黄岩区 $ZB_ROOT/pipelines/ecommerce t/p.csv | cut -d , -f 1"
    exits 0
    out region 黄岩区
    err
    try "$ZB_ROOT/pipelines/retail -r 'p*=路桥区' t/p.csv | cut -d , -f 1"
    exits 0
    out region 路桥区
    err
}

@test "dataset: the samples become one set; every figure that was not taken is a conflict" {
    try "$ZB_ROOT/pipelines/dataset -o set $ZB_ROOT/samples $ZB_ROOT/samples/plan/0-raw.gb18030.txt"
    exits 1
    out 'observations: 462, 78 of them derived' 'sources: 26, with 426 records' \
        'conflicts: 12 (conflict 6, derived 4, revision 2)' 'rejects: 4'
    same err set/messages.txt
    cut -d , -f 1-5,7,8,12 set/observations.csv >short
    # the report of the month, which tells more than the 290.5 of city and plan, and agrees with them
    grep -qx '椒江区,社会消费品零售总额,,2020,level,290.48123,亿元,retail-month-202012.csv' short
    grep -qx '椒江区,社会消费品零售总额,,2015,level,231.7,亿元,retail-year.csv' short
    grep -qx '台州市,社会消费品零售总额,,2020,level,2439.62,亿元,city-retail-2020.txt' short
    grep -qx '椒江区,出口总额,,2020,level,153.76,亿元,trade-2020.xls' short
    grep -qx '椒江区,离岸服务外包合同额,,2020,level,0.4087,亿美元,outsourcing-year.csv' short
    grep -qx '椒江区,境外投资备案额,,2020,level,0.09062,亿美元,odi-year.csv' short
    grep -q '^椒江区,出口总额,,2020,level,,亿元,153.76,.*,conflict,153.9,' set/conflicts.csv
    grep -q '^椒江区,社会消费品零售总额,,2019,level,,亿元,298.85129,.*,revision,299.53110,' set/conflicts.csv
    grep -q '^椒江区,进出口总额,,2016/2020,cagr,2015,%,2.58,.*,derived,1.70,' set/conflicts.csv
    for file in set/*.csv; do
        try "zb-cat $file | cmp - $file"
        exits 0
        out
        err
    done
    # each thing once
    [ -z "$(cut -d , -f 1-6,8,11 set/observations.csv | sort | uniq -d)" ]
}

@test "dataset: -a says what needs a look on a day; that something does is nothing refused" {
    mkdir -p in/ecommerce/raw
    printf '%s\n' '网络零售额,,' '年份,网络零售额(亿元),同比增长(%)' '2019年,133.64,15.2' '2020年,148.9,11.4' >in/ecommerce/raw/p.csv
    try "$ZB_ROOT/pipelines/dataset -a 2021-01-05 -o set in"
    exits 0
    out 'observations: 4, 0 of them derived' 'sources: 1, with 4 records' 'conflicts: 0' 'rejects: 0' 'alerts: 18'
    err
    # all reports but this one are missing
    try 'grep -v ,missing, set/alerts.csv | cut -d , -f 1,2,4,7,21,22'
    exits 0
    out region,indicator,period,value,severity,rule 椒江区,网络零售额,2020,11.4,warning,网络零售放缓
    err
    # without it none stays behind
    try "$ZB_ROOT/pipelines/dataset -o set in | tail -n 1"
    exits 0
    out 'rejects: 0'
    err
    [ ! -e set/alerts.csv ]
    try "$ZB_ROOT/pipelines/dataset -a today -o set in"
    exits 2
    any out
    err 'zb-alert: --date: no day, as in 2021-01-25: today'
}

@test "dataset: the kinds of conflicts are counted in the same order by any awk" {
    mkdir -p in/fdi awks
    cp -R "$ZB_ROOT/samples/fdi/raw" in/fdi
    cp -R "$ZB_ROOT/samples/retail" in
    ln -s "$(command -v busybox)" awks/awk
    printf '*\n' >sources.txt
    try "PATH=\$PWD/awks:\$PATH $ZB_ROOT/pipelines/dataset -p sources.txt -o set in | sed -n 3p"
    exits 1
    out 'conflicts: 8 (derived 3, revision 5)'
    any err
}

@test "dataset: what it cannot do is status 2, and the set of last time stays" {
    mkdir -p in/ecommerce/raw set
    exports
    cp t/p.csv in/ecommerce/raw/
    try "$ZB_ROOT/pipelines/dataset -o set in"
    exits 0
    out 'observations: 1, 0 of them derived' 'sources: 1, with 1 records' 'conflicts: 0' 'rejects: 0'
    err
    cp -R set/observations.csv last.csv
    echo none >in/sources.txt
    try "$ZB_ROOT/pipelines/dataset -o set in >/dev/full"
    exits 2
    out
    any err
    cmp last.csv set/observations.csv
    printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >in/ecommerce/raw/p.csv
    try "$ZB_ROOT/pipelines/dataset -o set in"
    exits 2
    out
    any err
    cmp last.csv set/observations.csv
    mkdir empty
    try "$ZB_ROOT/pipelines/dataset -o other empty"
    exits 2
    out
    err_has 'empty: no folder THEME/raw in it'
    [ ! -e other/observations.csv ]
    try "$ZB_ROOT/pipelines/dataset in"
    exits 2
    out
    err 'usage: dataset -o OUT [-p SOURCES] [-a DATE] DIR [PLAN ...]'
}

@test "dataset: a source that the list does not name is reported" {
    mkdir -p in/ecommerce/raw
    exports
    cp t/p.csv in/ecommerce/raw/
    echo none >sources.txt
    try "$ZB_ROOT/pipelines/dataset -o set -p sources.txt in"
    exits 1
    any out
    err_has 'p.csv'
}

@test "demo: runs the samples and says where the results are" {
    try "$ZB_ROOT/samples/demo demo"
    exits 0
    err
    out_has "samples/plan: "
    out_has "samples/bulletin: "
    out_has "exit status 1"
    out_has "社会消费品零售总额,level,2025,gt,亿元,407"
    out_has "is in $PWD/demo/"
    out_has "    observations: 462, 78 of them derived"
    out_has "    rejects: 4"
    # two nights: one late, one corrected, one broken
    out_has 'level=warning event=file state=refused path=ecommerce/ecommerce-class-2020.xls source=ecommerce/ecommerce-class records=20 '
    out_has 'state=changed path=retail/retail-month-202012.csv source=retail/retail-month records=28 rejected=0 usual=27'
    out_has "    manifest  $PWD/demo/nightly/outbox/current/manifest.json"
    current=demo/nightly/outbox/current
    [ "$(sqlite3 $current/dataset.db 'SELECT old_value, new_value, period FROM revisions')" = '3.29001|3.29007|2020-12' ]
    grep -q ',missing,.*市场价格日报' $current/alerts.csv
    [ "$(readlink $current)" = releases/2021-01-05.1 ]
    cmp demo/plan/3-units.csv "$made/plan/3-units.csv"
}
