#!/usr/bin/env bats
# pipelines/night/report: the page of a release. night-report/ holds the files of two releases, and what the page of the
# second says: page.html, without style sheet and charts. UPDATE=1 in the environment writes it anew; look at git diff.
load helper

report=$ZB_ROOT/pipelines/night/report
kept=$ZB_ROOT/tests/night-report

# The databases of the two releases, made once.
setup_file() {
    cp -R "$ZB_ROOT"/tests/night-report/first "$ZB_ROOT"/tests/night-report/second "$BATS_FILE_TMPDIR"
    cd "$BATS_FILE_TMPDIR" || return
    "$ZB_ROOT/pipelines/night/database" first 2023-11-24.1 2023-11-24
    "$ZB_ROOT/pipelines/night/database" second 2023-11-25.1 2023-11-25 first/dataset.db
}

# nights: the two releases, in the folder of the test
nights() {
    cp -R "$BATS_FILE_TMPDIR/first" "$BATS_FILE_TMPDIR/second" .
}

# lacks OPTIONS PATTERN FILE: no line of the file fits
lacks() {
    local found=0
    grep "$1" -e "$2" "$3" || found=$?
    [ "$found" -eq 1 ]
}

# table ID FILE: the cells of a table of a page, one row a line
table() {
    python3 - "$@" <<'END'
import sys
import xml.etree.ElementTree as tree
X = "{http://www.w3.org/1999/xhtml}"
page = tree.parse(sys.argv[2]).getroot()
for section in page.iter(X + "section"):
    if section.get("id") == sys.argv[1]:
        for row in section.find(f".//{X}table").find(X + "tbody"):
            print("|".join("".join(cell.itertext()) for cell in row))
END
}

# page: the page of the second release, as page.html
page() {
    nights
    try "$report second"
    exits 0
    err
    cp out page.html
    any out
}

@test "the page of a release is what is kept, whole and well-formed, and the same again" {
    page
    xmllint --noout page.html
    [ "$(tail -n 1 page.html)" = '</html>' ]
    # from anywhere, with another home and other temporary files
    mkdir home tmp other
    echo 'set title "not mine"' >home/.gnuplot
    try "cd other && HOME=\$PWD/../home TMPDIR=\$PWD/../tmp TZ=Asia/Shanghai LC_ALL=C.UTF-8 $report $PWD/second"
    exits 0
    same out page.html
    err
    [ -z "$(ls tmp)" ]
    sed '/^<style>$/,/^<\/style>$/d; /^<svg class="chart"/,/^<\/svg>$/{/^<\(title\|desc\)/!d;}' page.html >short.html
    if [ -n "${UPDATE-}" ]; then cp short.html "$kept/page.html"; fi
    diff -au "$kept/page.html" short.html
}

@test "the page is the same with another awk" {
    page
    mkdir awks
    ln -s "$(command -v busybox)" awks/awk
    try "PATH=\$PWD/awks:\$PATH $report second"
    exits 0
    err
    same out page.html
}

@test "nothing is fetched and nothing runs" {
    nights
    try "$report second"
    exits 0
    any out
    err
    lacks -aE '<(script|link|img|iframe|object|embed|form|base)|href="[^#]|src=|url\(|@import| on[a-z]+="' out
    grep -aq "default-src 'none'" out
}

@test "figures stand as they were published, with unit, source and line" {
    nights
    "$report" second >page.html
    try "$(declare -f table); table targets page.html"
    exits 0
    out '出口总额|水平值|有风险|2025年|258.89|亿元|120.33|2023年|210.1873|-89.8573|-31.8|60.0|46.68|%|documents/plan.txt:84' \
        '社会消费品零售总额|水平值|落后|2025年|407|亿元|351.0|2023年|355.634|-4.634|51.9|60.0|7.68|%|documents/plan.txt:64' \
        '新建厂房面积|水平值|落后|2021—2025年|160000|平方米|50500.5|2021—2022年|64000.000|-13499.500|31.6|40.0|36499.833|平方米|documents/plan.txt:102' \
        '社会消费品零售总额|年均增速|正常|2021—2025年|约 7|%|6.51|2021—2023年|7.0000|-0.4900||60.0|7.74|%|documents/plan.txt:40' \
        '城镇化率|水平值|正常|2025年|68|%|65|2023年6月|65.60|-0.60|37.5|50.0|1.20|%|documents/plan.txt:90' \
        '网络零售额|水平值|尚无数据|2025年|235|亿元|||||||||documents/plan.txt:40'
    err
    try "$(declare -f table); table revisions page.html"
    exits 0
    out '出口总额|2023年|水平值|12.03|亿元|120.33|亿元|108.30|+900.25%||trade/trade-2023.xls:6|trade/trade-2023.xls:6' \
        '社会消费品零售总额|2019年|水平值|299.53110|亿元|298.85129|亿元|-0.67981|-0.23%||retail/retail-year.csv:4|retail/retail-year.csv:4'
    err
    # on the point: the widest of a column has no span, the others as many digits as they have less
    grep -aq '<td class="n">298.85129</td>' page.html
    grep -aq '<td class="n"><span class="d3">120.33</span></td>' page.html
    grep -aq '<td class="n"><span class="i2">407</span></td>' page.html
}

@test "expected paths are those of zb-track" {
    # targets of every kind of path, with figures at most half-years: what is drawn at the time of the latest figure,
    # computed here, must be what zb-track says
    {
        echo 'region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text'
        for last in 2021 2022 2023-H1 2024; do
            echo "甲区,城镇化率,$last,2020,level,,63.2,%,,actual,0.1,a,1,"
            echo "甲区,城镇化率,$last,$last,level,,65.25,%,,actual,0.01,a,2,"
            echo "甲区,城镇化率,$last,2025,level,,70,%,,target,1,a,3,"
            echo "甲区,户籍人口,$last,2020,level,,53.117,万人,,actual,0.001,a,4,"
            echo "甲区,户籍人口,$last,$last,level,,54,万人,,actual,1,a,5,"
            echo "甲区,户籍人口,$last,2025,level,,61.5,万人,,target,0.1,a,6,"
            echo "甲区,森林覆盖率,$last,2020,level,,31,%,,actual,1,a,7,"
            echo "甲区,森林覆盖率,$last,$last,level,,31,%,,actual,1,a,8,"
            echo "甲区,森林覆盖率,$last,2025,level,,30,%,ge,target,1,a,9,"
        done
        for year in 2021 2022 2023; do echo "甲区,进口总额,,$year,level,,3.$year,亿元,,actual,0.0001,a,1$year,"; done
        echo '甲区,进口总额,,2021/2025,level,,20,亿元,,target,1,a,11,'
    } >in.csv
    mkdir r
    zb-cat in.csv >r/observations.csv
    zb-track in.csv >r/progress.csv
    "$ZB_ROOT/pipelines/night/database" r 2023-11-25.1 2023-11-25
    # the same, but that zb-track's own figure is not there to be copied
    sqlite3 r/dataset.db "CREATE TABLE told AS SELECT * FROM targets; UPDATE targets SET expected = ''"
    "$report" r >page.html
    cat >points.py <<'END'
import sqlite3
import xml.etree.ElementTree as tree
X = "{http://www.w3.org/1999/xhtml}"
told = sqlite3.connect("r/dataset.db").execute("SELECT indicator || CASE item WHEN '' THEN '' ELSE ' / ' || item END, "
    "latest_period, expected, path FROM told").fetchall()
drawn = {}
for figure in tree.parse("page.html").getroot().iter(X + "figure"):
    name = figure.find(f".//{X}h3").text.replace("（水平值）", "").replace("甲区", "")
    drawn[name] = {row[0].text: "".join(row[1].itertext()) for row in figure.find(f".//{X}tbody")}
for name, period, expected, path in told:
    period = period.split("/")[-1]
    label = {"2023-H1": "2023年6月"}.get(period, period + "年")
    shown = drawn[name][label]
    same = float(shown) == float(expected) if path == "limit" else shown == expected
    print(path, "same" if same else (name, label, shown, expected))
END
    try 'python3 points.py | sort | uniq -c'
    exits 0
    out '      4 growth same' '      4 limit same' '      4 straight same' '      1 sum same'
    err
}

@test "charts say in words and numbers what they draw, under names of their own" {
    nights
    "$report" second >page.html
    [ "$(grep -ac '^<svg class="chart"' page.html)" -eq 6 ]
    try "grep -ao ' id=\"[^\"]*\"' page.html | sort | uniq -d"
    exits 0
    out
    err
    # each reference is to something of the page
    grep -ao 'aria-labelledby="[^"]*"' page.html | cut -d '"' -f 2 | tr ' ' '\n' | sort -u >used
    grep -ao ' id="[^"]*"' page.html | cut -d '"' -f 2 | sort -u >there
    [ -z "$(comm -23 used there)" ] && [ -s used ]
    # the words of gnuplot's own, its colours and fonts are not there, nor marks that were not replaced
    lacks -aiE 'gnuplot|rgb\(|font-family="|xlink|@(path|goal|actual|end|last)' page.html
    grep -aq '<text x="[0-9.]*" y="[0-9.]*" text-anchor="start">预期路径</text>' page.html
    grep -aq 'text-anchor="end">120.33</text>' page.html
    # without a latest figure, the way from the base that there is
    try "sed -n '/<figure id=\"target-6\">/,/<\\/figure>/p' page.html | grep -aE 'h3|<desc|<tr>' | sed 's/<[^>]*>/|/g'"
    exits 0
    out '||椒江区网络零售额（水平值）| |尚无数据|' \
        '|目标（2025年）235亿元；基期（2020年）151.2800亿元；基期之后尚无数据；按固定增速|' \
        '|||时间||预期路径||实际|||' '||2020年||151.2800||151.2800||' '||2021年|||165.21|||||' \
        '||2022年|||180.42|||||' '||2023年|||197.04|||||' '||2024年|||215.18|||||' '||2025年|||235|||||'
    err
}

@test "a first night, and one on which nothing arrived" {
    mkdir r
    head -n 1 "$kept/first/observations.csv" >r/observations.csv
    "$ZB_ROOT/pipelines/night/database" r 2023-11-24.1 2023-11-24
    try "$report r"
    exits 0
    err
    cp out page.html
    any out
    xmllint --noout page.html
    for words in '没有需要处理的事项。' '没有目标。' '没有预警。' '没有发现矛盾。' '没有修订。' '首次发布，没有可比的批次。' \
        '椒江区尚无数据。' '没有新到、更新、退回或暂缓的文件。' '没有退回的行。' '没有差异。'; do
        grep -aqF "$words" page.html
    done
    lacks -a '<svg\|<table' page.html
    # a second one like it
    mkdir s
    cp r/observations.csv s/
    "$ZB_ROOT/pipelines/night/database" s 2023-11-25.1 2023-11-25 r/dataset.db
    try "$report s"
    exits 0
    out_has '与批次 2023-11-24.1 相比。'
    err
    xmllint --noout out
}

@test "hostile text of any cell stays text" {
    mkdir r
    python3 "$kept/hostile.py" r
    "$ZB_ROOT/pipelines/night/database" r 2023-11-25.1 2023-11-25
    try "$report r"
    exits 0
    err
    cp out page.html
    any out
    xmllint --noout page.html
    iconv -f UTF-8 -t UTF-8 page.html >/dev/null
    [ ! -e run ]
    lacks -aP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf' page.html
    lacks -aE '<(script|img)' page.html
    # what is not markup of ours is text of theirs
    python3 - <<'END'
import xml.etree.ElementTree as tree
page = tree.parse("page.html").getroot()
names = {e.tag.split("}")[1] for e in page.iter()}
known = set("html head meta title style body a header h1 p nav ul li main section h2 h3 dl div dt dd small bdi code table caption thead tbody tr th td "
            "span br figure figcaption svg desc path circle polyline text details summary b footer pre".split())
assert names <= known, names - known
text = "".join(page.itertext())
for piece in ("<script>alert(1)</script>", "'; DROP TABLE history; --", "a␛[31mred␇␟␞␈", "⟨U+202E⟩100⟨U+202C⟩ abc⟨U+2066⟩x⟨U+200B⟩", "line␊break␍␉tab",
              "`touch run` $(touch run) @end @path----", "{1}{2} \\n \\u0041 \"quoted\\\"", "</style></title></svg>]]>", "&amp;&#0;", "長" * 200 + "…", '["end"]'):
    assert piece in text, piece
assert "長" * 201 not in text
END
    # a shell gets a name as one word
    grep -aqF "nightly accept &#39;{1}{2} \n \u0041 &quot;quoted\&quot;&#39;" page.html
}

@test "bytes that are no UTF-8 are shown as such" {
    nights
    sqlite3 second/dataset.db "UPDATE rejects SET file = CAST(X'E99480FF41C0AFEDA080E4B8' AS TEXT) || 'x', reason = CAST(X'F4908080' AS TEXT)"
    try "$report second"
    exits 0
    out_has '<th scope="row">销�A�����'
    err
    iconv -f UTF-8 -t UTF-8 out >/dev/null
    xmllint --noout out
}

@test "long lists are cut, with how much is left out and where it is" {
    nights
    (head -n 1 second/sources.csv && for i in $(seq 10 259); do echo "retail/f-$i.csv,retail/f,retail,a$i,1,2023-11-25,refused,0,0,,1,,,no table"; done) >s.csv
    mv s.csv second/sources.csv
    (head -n 1 second/rejects/rows.csv && for i in $(seq 100 399); do echo "f-$i.csv,$i,no number,x"; done) >s.csv
    mv s.csv second/rejects/rows.csv
    (head -n 1 second/progress.csv && for i in $(seq 1 250); do sed -n "2s/椒江区,社会消费品零售总额,,/椒江区,社会消费品零售总额,类$i,/p" second/progress.csv; done) >s.csv
    mv s.csv second/progress.csv
    "$ZB_ROOT/pipelines/night/database" second 2023-11-25.1 2023-11-25 first/dataset.db
    try "$report second"
    exits 0
    err
    cp out page.html
    any out
    xmllint --noout page.html
    grep -aqF '另有 150 行未列出，见 <code>sources.csv</code>。' page.html
    grep -aqF '另有 250 行未列出，见 <code>rejects/summary.csv</code>。' page.html
    grep -aqF '另有 50 行未列出，见 <code>progress.csv</code>。' page.html
    grep -aqF '另有 240 个文件被退回或暂缓' page.html
    grep -aqF '250 个目标中，250 个有路径可画；按判断从差到好画出 36 个。' page.html
    [ "$(grep -ac '<figure' page.html)" -eq 36 ]
}

@test "headlines and words are the user's" {
    nights
    printf 'unit,indicator,title,frequency,region\n,社会消费品零售总额,"零售 ""总额"", 全区",,\n亿元,出口总额,全市出口,year,台州市\n万人,户籍人口,人口,,\n' >h.csv
    sed 's/^section.headlines,.*/section.headlines,一周要闻/; /^verdict.behind/d' "$ZB_ROOT/pipelines/night/words.csv" >w.csv
    try "ZB_HEADLINES=h.csv ZB_WORDS=w.csv $report second | sed -n '/<section id=\"headlines\"/,/<\\/section>/p' | sed 's/<svg[^>]*>/|/; s/<[^>]*>//g'"
    exits 0
    out '' 一周要闻 '' '零售 &quot;总额&quot;, 全区' '351.0 亿元' '|' '2023年，比2022年 +7.8%（初步）' retail/retail-2023.csv:4 \
        全市出口 '2112.3 亿元' 2020年 '台州市 trade/city.txt:2' 人口 '椒江区尚无数据。' '' ''
    err
    try "ZB_WORDS=w.csv $report second"
    exits 0
    out_has '<span class="badge behind">behind</span>'
    err
    try "ZB_REGION=台州市 $report second"
    exits 0
    out_has '<title>台州市指标日报 2023年11月25日</title>'
    out_has '台州市尚无数据。'
    err
    printf 'title,name\nx,y\n' >h.csv
    try "ZB_HEADLINES=h.csv $report second"
    exits 2
    out
    err 'report: h.csv: no column indicator'
}

@test "what cannot be done is status 2, and nothing half is written" {
    nights
    try "$report"
    exits 2
    out
    err 'usage: report DIR'
    try "$report none"
    exits 2
    out
    err 'report: none/dataset.db: cannot be read'
    mkdir bad
    echo 'no database' >bad/dataset.db
    try "$report bad"
    exits 2
    out
    err_has 'report: bad/dataset.db: '
    rm bad/dataset.db
    sqlite3 bad/dataset.db <"$ZB_ROOT/pipelines/night/schema.sql"
    sqlite3 bad/dataset.db <"$ZB_ROOT/pipelines/night/views.sql"
    try "$report bad"
    exits 2
    out
    err 'report: bad/dataset.db: no release in it'
    try "$report second >/dev/full"
    exits 2
    out
    err 'cat: write error: No space left on device'
    try "ZB_WORDS=none.csv $report second"
    exits 2
    out
    err 'cat: none.csv: No such file or directory'
    # a gnuplot that stops halfway, as on a full disk, with status 0
    mkdir bin
    printf '#!/bin/sh\nfor i in 1 2 3; do echo "<svg>" >$i.svg; done\n' >bin/gnuplot
    chmod +x bin/gnuplot
    try "PATH=\$PWD/bin:\$PATH $report second"
    exits 2
    out
    err 'report: gnuplot: a chart is missing or not whole'
}

@test "a read or a write of sqlite3 that is lost, also in the middle, makes no other page" {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer has its own malloc'
    nights
    # with FAULT: leaves in made how many calls failed, and how often each was made by the sqlite3 of the page
    page_with() {
        rm -f counts
        try "ZB_FAULT=$1 ZB_FAULT_IN=sqlite3 ZB_FAULT_COUNTS=$PWD/counts LD_PRELOAD=$ZB_BUILD/tests/fault/fault.so $report second"
        read -ra made <<<"$(od -An -v -tu8 -w4096 counts)"
    }
    mapfile -t calls < <(LD_PRELOAD=$ZB_BUILD/tests/fault/fault.so ZB_FAULT=calls env)
    page_with ''
    exits 0
    cp out page.html
    any out
    err
    all=("${made[@]:2}")
    for at in "${!calls[@]}"; do
        case ${calls[at]} in read | write) ;; *) continue ;; esac
        # at least one for the script, or the rows
        [ "${all[at]}" -gt 0 ]
        for n in $(seq "${all[at]}"); do
            page_with "${calls[at]}:$n"
            [ "${made[0]}" -eq 1 ]
            [ "$status" -eq 2 ] || cmp out page.html
            [ "$status" -eq 0 ] || { [ "$status" -eq 2 ] && [ ! -s out ] && [ -s err ]; }
            any out
            any err
            looked status
        done
        page_with "${calls[at]}:$((n + 1))"
        exits 0
        [ "${made[0]}" -eq 0 ]
        same out page.html
        err
    done
}

@test "a disk that is full at any point of the work is status 2" {
    [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null || skip 'a small disk needs root and a mount namespace'
    nights
    mkdir small
    cat >full <<END
set -eu
mount -t tmpfs -o size=\$1 none small
TMPDIR=$PWD/small $report second
END
    worked='' failed=''
    for size in 4k 12k 20k 40k 60k 100k 140k 200k 260k 320k 400k 2m; do
        status=0
        unshare -m sh full "$size" >page.html 2>messages.txt || status=$?
        case $status in
        0) worked=$worked' '$size && [ "$(tail -n 1 page.html)" = '</html>' ] ;;
        2) failed=$failed' '$size && [ ! -s page.html ] && [ "$(wc -l <messages.txt)" -ge 1 ] ;;
        *) echo "$size: $status" && false ;;
        esac
    done
    [ -n "$failed" ] && [ "${worked##* }" = 2m ]
}

@test "text and ground of the page reach a contrast of 7 to 1, light and dark" {
    cat >pairs.py <<'END'
import re, sys
from contrast import blocks_of, ratio
css = open(sys.argv[1]).read()
blocks = blocks_of(css)
assert len(blocks) == 3
for block in blocks:
    c = dict(re.findall(r"--(\w+):(#\w+)", block))
    pairs = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("ground", "panel")] + [("ink", "badge")]
    pairs += [(line, "ground") for line in ("path", "actual", "goal", "bad", "warn", "good")]
    for ink, ground in pairs:
        if ratio(c[ink], c[ground]) < 7:
            print(ink, ground, round(ratio(c[ink], c[ground]), 2))
END
    try "PYTHONPATH=$ZB_ROOT/tests python3 -B pairs.py $ZB_ROOT/pipelines/night/report.css"
    exits 0
    out
    err
}

@test "a page of 10,000 observations takes less than a second" {
    mkdir r
    "$ZB_ROOT/tests/make-records" 10000 >r/observations.csv
    "$ZB_ROOT/pipelines/night/database" r 2023-11-25.1 2023-11-25
    try "perl -e 'use Time::HiRes; \$t = (times)[2] + (times)[3]; system(@ARGV) == 0 or exit 2; exit((times)[2] + (times)[3] > 1)' $report r"
    exits 0
    any out
    err
}
