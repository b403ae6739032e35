#!/usr/bin/env bats
# pipelines/trace: where a published figure came from, on two nights of three deliveries.
load helper

trace="$ZB_ROOT/pipelines/trace -c $BATS_FILE_TMPDIR/night/nightly.conf"

# night NAME [PREVIOUS]: what lies in inbox/ becomes a release, as the nightly job makes it.
night() {
    local to=outbox/releases/$1 file path theme sum result used=()
    mkdir -p "$to" state/raw state/files
    echo path,source,theme,sha256,bytes,delivered,state,records,rejected,usual,nights,used,result,reason >"$to/sources.csv"
    for file in inbox/*/*; do
        path=${file#inbox/} theme=${path#inbox/}
        theme=${theme%%/*}
        sum=$(sha256sum <"$file")
        sum=${sum%% *} result=$theme-${sum:0:8}
        cp "$file" "state/raw/$sum"
        if [ ! -e "state/files/$result" ]; then
            "$ZB_ROOT/pipelines/$theme" -d "state/files/$result" -s "$theme/" "$file" >/dev/null
            echo "${1%.*}" >"state/files/$result/delivered"
        fi
        used+=("state/files/$result/observations.csv")
        echo "$path,${path%.*},$theme,$sum,1,$(cat "state/files/$result/delivered"),new,1,0,,0,$sum,$result,"
    done >>"$to/sources.csv"
    zb-merge -p sources.txt --conflicts merge.csv "${used[@]}" |
        zb-derive --growth --conflicts derive.csv >"$to/observations.csv"
    cp merge.csv "$to/conflicts.csv"
    zb-track "$to/observations.csv" >"$to/progress.csv"
    zb-check --notes "$to/observations.csv" >"$to/findings.csv" || [ $? -eq 1 ]
    echo 'region,indicator,item,period,measure,against,value,unit,severity,rule,what
椒江区,出口总额,,2020,level,,153.76,亿元,high,fall,a fall for two years' >"$to/alerts.csv"
    "$ZB_ROOT/pipelines/night/database" "$to" "$1" "${1%.*}" ${2:+"outbox/releases/$2/dataset.db"}
    ln -sfn "releases/$1" outbox/current
}

setup_file() {
    mkdir -p "$BATS_FILE_TMPDIR/night/inbox"/{ecommerce,trade,documents} && cd "$BATS_FILE_TMPDIR/night" || return
    printf 'inbox = inbox\noutbox = outbox\nstate = state\n' >nightly.conf
    printf 'ecommerce/*\ntrade/*\ndocuments/*\n' >sources.txt
    printf '指标,单位,2019年,2020年\n网上零售额,万元,"1,336,400","1,512,800"\n' >inbox/ecommerce/online.csv
    printf '指标,单位,2020年\n出口,亿元,153.76\n' >inbox/trade/totals.csv
    printf '2020年椒江区国民经济和社会发展统计公报\n\n2020年全区网络零售额151.28亿元,出口153.8亿元。\n\n到2025年,全区网络零售额力争达到235亿元。\n' |
        iconv -f UTF-8 -t GB18030 >inbox/documents/plan.txt
    night 2026-11-24.1
    # the department corrects its figure
    printf '指标,单位,2019年,2020年\n网上零售额,万元,"1,336,400","1,520,800"\n' >inbox/ecommerce/online.csv
    night 2026-11-25.1 2026-11-24.1
}

# Where the nightly job of setup_file is, and the sum of a file in its inbox.
place() {
    inbox=$BATS_FILE_TMPDIR/night/inbox state=$BATS_FILE_TMPDIR/night/state
}
sum() {
    sha256sum <"$inbox/$1" | cut -d ' ' -f 1
}

@test "a figure of a table: raw file, line, record, unit, name, who says otherwise, what was before" {
    place
    sum=$(sum ecommerce/online.csv)
    try "$trace 椒江区 网络零售额 2020 '' | sed '/^$/,\$ d'"
    exits 0
    out '椒江区 网络零售额 2020 level: 152.0800亿元 (actual, to 0.0001)' \
        '  published in 2026-11-25.1, as it is since 2026-11-25.1' \
        '  before    151.2800亿元 ecommerce/online.csv:2 from 2026-11-24.1 to 2026-11-24.1' \
        '  read from ecommerce/online.csv:2: 网上零售额' \
        "  delivered 2026-11-25, sha256 $sum" \
        "  copy      $state/raw/$sum" \
        "  copy      $inbox/ecommerce/online.csv" \
        '  opened    网上零售额,万元,"1,336,400","1,520,800"' \
        '  record    椒江区 网上零售额 2020 level: 1520800万元' \
        '  units     1520800万元 is 152.0800亿元' \
        '  code      网上零售额 is 网络零售额, C02; 椒江区, 331002' \
        '  merge     1 source gives it' \
        '  conflict  151.28亿元 documents/plan.txt:3 not taken, it differs by -0.8000亿元 (-0.526039%)'
    err
}

@test "a figure of prose: the clause, the line, the target's progress" {
    place
    sum=$(sum documents/plan.txt)
    try "$trace 椒江区 网络零售额 2025"
    exits 0
    out '椒江区 网络零售额 2025 level: 235亿元 (target, to 1)' \
        '  published in 2026-11-25.1, as it is since 2026-11-24.1' \
        '  read from documents/plan.txt:5: 全区网络零售额力争达到235亿元' \
        "  delivered 2026-11-24, sha256 $sum" \
        "  copy      $state/raw/$sum" \
        "  copy      $inbox/documents/plan.txt" \
        '  opened    到2025年,全区网络零售额力争达到235亿元。' \
        '  record    椒江区 网络零售额 2025 level: 235亿元' \
        '  units     as published' \
        '  code      网络零售额, C02; 椒江区, 331002' \
        '  merge     1 source gives it' \
        '  target    no data'
    err
}

@test "who agrees, and the alerts" {
    try "$trace 椒江区 出口总额 2020 | tail -n 3"
    exits 0
    out '  merge     2 sources agree' '  agrees    153.8亿元 documents/plan.txt:3' '  alert     high, fall: a fall for two years'
    err
}

@test "a derived figure: its formula, and each figure in it from its own file" {
    try "$trace 椒江区 网络零售额 2020 '' | sed '1,/^$/ d' | grep -v -e 'delivered ' -e 'copy  '"
    exits 0
    out '椒江区 网络零售额 2020 growth against 2019: 13.80% (actual, to 0.0037)' \
        '  published in 2026-11-25.1, as it is since 2026-11-25.1' \
        '  before    13.20% ecommerce/online.csv:2 from 2026-11-24.1 to 2026-11-24.1' \
        '  formula   2020 (ecommerce/online.csv:2) / 2019 (ecommerce/online.csv:2) - 1' \
        '    椒江区 网络零售额 2020 level: 152.0800亿元 (actual, to 0.0001)' \
        '      published in 2026-11-25.1, as it is since 2026-11-25.1, for the figure above' \
        '      before    151.2800亿元 ecommerce/online.csv:2 from 2026-11-24.1 to 2026-11-24.1' \
        '      read from ecommerce/online.csv:2: 网上零售额' \
        '      opened    网上零售额,万元,"1,336,400","1,520,800"' \
        '      record    椒江区 网上零售额 2020 level: 1520800万元' \
        '      units     1520800万元 is 152.0800亿元' \
        '      code      网上零售额 is 网络零售额, C02; 椒江区, 331002' \
        '      merge     1 source gives it' \
        '      conflict  151.28亿元 documents/plan.txt:3 not taken, it differs by -0.8000亿元 (-0.526039%)' \
        '    椒江区 网络零售额 2019 level: 133.6400亿元 (actual, to 0.0001)' \
        '      published in 2026-11-25.1, as it is since 2026-11-24.1, for the figure above' \
        '      read from ecommerce/online.csv:2: 网上零售额' \
        '      opened    网上零售额,万元,"1,336,400","1,520,800"' \
        '      record    椒江区 网上零售额 2019 level: 1336400万元' \
        '      units     1336400万元 is 133.6400亿元' \
        '      code      网上零售额 is 网络零售额, C02; 椒江区, 331002' \
        '      merge     1 source gives it'
    err
}

@test "as of an earlier release: the file of then, from its copy, and what came after" {
    place
    try "$trace -r 2026-11-24.1 椒江区 网络零售额 2020 '' | sed -n '1,3 p; /delivered/ p; /copy/ p; /^$/ q' | sed 's/ [^ ]*raw.*/ RAW/; s/sha256.*/SUM/'"
    exits 0
    # what lies in the inbox is another file by now, and is not named
    out '椒江区 网络零售额 2020 level: 151.2800亿元 (actual, to 0.0001)' \
        '  published in 2026-11-24.1, as it is since 2026-11-24.1' \
        '  after     152.0800亿元 ecommerce/online.csv:2 from 2026-11-25.1, and still' \
        '  delivered 2026-11-24, SUM' '  copy      RAW'
    err
}

@test "a figure is found by published names, other names and codes; options may come last" {
    for names in '椒江区 网上零售额' '椒江 网络零售' '331002 C02'; do
        try "$trace $names 2025 -f records | head -n 2"
        exits 0
        out 'figure,of,step,region,indicator,item,period,measure,against,value,unit,source,line,text,file,note' \
            '1,,published,椒江区,网络零售额,,2025,level,,235,亿元,documents/plan.txt,5,全区网络零售额力争达到235亿元,,"in 2026-11-25.1, as it is since 2026-11-24.1"'
        err
    done
}

@test "records: a row for each step, that other programs read" {
    try "$trace -f records 椒江区 网络零售额 2020 '' | mlr --icsv --onidx --ofs ' ' filter '\$step == \"units\"' then cut -f figure,of,period,value,unit"
    exits 0
    out '1  2020 152.0800 亿元' '3 2 2020 152.0800 亿元' '4 2 2019 133.6400 亿元'
    err
}

@test "what is not there: exit 1, and what there is" {
    try "$trace 椒江区 网络消费额 2020"
    exits 1
    out
    err 'trace: 椒江区: no 网络消费额; nearest: 网络零售额, 出口总额'
    try "$trace 黄岩区 网络零售额 2020"
    exits 1
    out
    err 'trace: 黄岩区: no figures of it in 2026-11-25.1; regions: 椒江区'
    try "$trace 椒江区 网络零售额 2018"
    exits 1
    out
    err 'trace: 椒江区 网络零售额: nothing for 2018; periods: 2019, 2020, 2025'
    try "$trace 椒江区 网络零售额 2020 服装"
    exits 1
    out
    err 'trace: 椒江区 网络零售额 2020: no item 服装; items: (the total)'
    try "$trace -r 2026-11-23.1 椒江区 网络零售额 2020"
    exits 1
    out
    err 'trace: no release 2026-11-23.1; there are: 2026-11-25.1, 2026-11-24.1'
    try "ZB_LANGUAGE=zh_CN.UTF-8 $trace -r 2026-11-23.1 椒江区 网络零售额 2020"
    exits 1
    out
    if command -v gettext >/dev/null; then err 'trace: 没有发布批次 2026-11-23.1；现有: 2026-11-25.1, 2026-11-24.1'; else any err; fi
}

@test "whatever is asked for is a name and nothing else" {
    # shellcheck disable=SC2016 # nothing is meant to be expanded
    for name in "'); DROP TABLE history; --" '$(touch made)' '"' '../*' '.shell touch made' '%s'; do
        printf '%s' "$name" >name
        try "$trace 椒江区 \"\$(cat name)\" 2020"
        exits 1
        out
        err "trace: 椒江区: no $name; nearest: 出口总额, 网络零售额"
    done
    [ ! -e made ]
    try "$trace 椒江区 网络零售额 2025 | head -n 1"
    exits 0
    out '椒江区 网络零售额 2025 level: 235亿元 (target, to 1)'
    err
}

@test "a file of the state that has fewer columns, or is damaged, stops nothing" {
    cp -R "$BATS_FILE_TMPDIR/night" copy
    zb-cat copy/state/files/trade-*/units.csv >units.csv
    mlr --csv cut -x -f bound,text units.csv >short.csv
    cp short.csv copy/state/files/trade-*/units.csv
    printf 'a,b\n"' >broken.csv
    for file in copy/state/files/trade-*/records/trade/*; do cp broken.csv "$file"; done
    try "$ZB_ROOT/pipelines/trace -c copy/nightly.conf 椒江区 出口总额 2020 | grep -e opened -e record -e units -e agrees"
    exits 0
    out '  opened    出口,亿元,153.76' '  agrees    153.8亿元 documents/plan.txt:3'
    err
}

@test "where files of the state are gone, the rest is told" {
    place
    cp -R "$BATS_FILE_TMPDIR/night" copy
    rm -r copy/state copy/inbox
    try "$ZB_ROOT/pipelines/trace -c copy/nightly.conf 椒江区 网络零售额 2025 | sed 's/sha256.*/SUM/'"
    exits 0
    out '椒江区 网络零售额 2025 level: 235亿元 (target, to 1)' \
        '  published in 2026-11-25.1, as it is since 2026-11-24.1' \
        '  read from documents/plan.txt:5: 全区网络零售额力争达到235亿元' \
        '  delivered 2026-11-24, SUM' \
        '  code      网络零售额, C02; 椒江区, 331002' \
        '  merge     1 source gives it' \
        '  target    no data'
    err
}

@test "nothing is written to the outbox, and nothing is left behind" {
    mkdir tmp
    cp -R "$BATS_FILE_TMPDIR/night" copy
    before=$(cd copy && find . -type f -exec sha256sum {} + | sort)
    try "TMPDIR=\$PWD/tmp $ZB_ROOT/pipelines/trace -c copy/nightly.conf 椒江区 网络零售额 2020; ls -A tmp"
    exits 0
    any out
    err
    [ "$(cd copy && find . -type f -exec sha256sum {} + | sort)" = "$before" ]
    [ -z "$(ls -A tmp)" ]
}

@test "what cannot be done is status 2" {
    for wrong in '' '椒江区 网络零售额' '-x a b c' 'a b c d e' '-f html a b c'; do
        try "$ZB_ROOT/pipelines/trace $wrong"
        exits 2
        out
        err 'usage: trace [-c CONF] [-r RELEASE] [-f FORMAT] REGION INDICATOR PERIOD [ITEM]'
    done
    try "$ZB_ROOT/pipelines/trace -c none a b c"
    exits 2
    out
    err 'trace: none: not readable'
    echo 'outbox = nowhere' >nightly.conf
    try "$ZB_ROOT/pipelines/trace -c nightly.conf a b c"
    exits 2
    out
    err "trace: $PWD/nowhere/current: nothing was published yet"
    mkdir -p nowhere/current
    try "$ZB_ROOT/pipelines/trace -c nightly.conf a b c"
    exits 2
    out
    err "trace: $PWD/nowhere/current/dataset.db: not readable"
    head -c 9000 /dev/zero >nowhere/current/dataset.db
    try "$ZB_ROOT/pipelines/trace -c nightly.conf a b c"
    exits 2
    out
    err_has "trace: $PWD/nowhere/current/dataset.db: "
    for format in text records; do
        try "$trace -f $format 椒江区 网络零售额 2020 >/dev/full"
        exits 2
        out
        err_has 'No space left on device'
    done
}
