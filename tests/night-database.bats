#!/usr/bin/env bats
# pipelines/night/database: the SQLite database of a release, its history, its views, and what may go wrong.
load helper

database=$ZB_ROOT/pipelines/night/database
header=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text,indicator_code,published,region_code,published_region,sources,derived

# release NAME LINE ...: a folder of that name with these records as observations.csv. A line is
# INDICATOR,PERIOD,VALUE,SOURCE,LINE
release() {
    local name=$1 line
    shift
    mkdir -p "$name"
    echo "$header" >"$name/observations.csv"
    for line; do
        IFS=, read -r indicator period value source row <<<"$line"
        echo "椒江区,$indicator,,$period,level,,$value,亿元,,actual,0.01,$source,$row,${indicator}行,,,331002,,1,"
    done >>"$name/observations.csv"
}

# publish NAME DAY [PREVIOUS]: makes the database of the folder NAME as release DAY.1, after that of the folder PREVIOUS.
publish() {
    "$database" "$1" "$2.1" "$2" ${3:+"$3/dataset.db"}
}

# ask DB SQL: tries the query.
ask() {
    printf '%s\n' "$2" >query.sql
    try "sqlite3 -batch -bail -init /dev/null -readonly $1 <query.sql"
}

# The two nights that most tests start from: a figure that stays, one revised, one moved, one gone, one new.
two_nights() {
    release a '网络零售额,2019,100.50,e.csv,2' '网络零售额,2020,0151.280,e.csv,3' '出口总额,2020,153.76,t.xls,5' \
        '进口总额,2020,11.04,t.xls,6'
    release b '网络零售额,2019,100.50,e.csv,2' '网络零售额,2020,151.30,e.csv,3' '出口总额,2020,153.76,t.xls,9' \
        '电商企业数,2020,12,e.csv,4'
    publish a 2026-11-24
    publish b 2026-11-25 a
}

@test "what is published now, every byte of the figures kept" {
    two_nights
    ask a/dataset.db 'SELECT indicator, period, value, number, line, first_release FROM observations'
    exits 0
    out '网络零售额|2019|100.50|100.5|2|2026-11-24.1' '网络零售额|2020|0151.280|151.28|3|2026-11-24.1' \
        '出口总额|2020|153.76|153.76|5|2026-11-24.1' '进口总额|2020|11.04|11.04|6|2026-11-24.1'
    err
    ask b/dataset.db 'SELECT indicator, period, value, first_release FROM observations ORDER BY id'
    exits 0
    out '网络零售额|2019|100.50|2026-11-24.1' '网络零售额|2020|151.30|2026-11-25.1' \
        '出口总额|2020|153.76|2026-11-25.1' '电商企业数|2020|12|2026-11-25.1'
    err
}

@test "history: as of a release, what each release changed, and the revisions" {
    two_nights
    for night in a/2026-11-24.1 b/2026-11-25.1; do
        # the data set as of then is the file of then
        try "sqlite3 -readonly -csv -header b/dataset.db \"SELECT region, indicator, item, period, measure, against, value,
            unit, bound, status, resolution, source, line, text, indicator_code, published, region_code, published_region,
            sources, derived FROM as_of WHERE release = '${night#*/}' ORDER BY line\" | zb-cat"
        exits 0
        (head -n 1 && sort -t , -k 13,13n) <"${night%/*}/observations.csv" >wanted.csv
        same out wanted.csv
        err
    done
    ask b/dataset.db 'SELECT kind, indicator, period, old_value, new_value, old_line, new_line FROM changes'
    exits 0
    out 'revised|网络零售额|2020|0151.280|151.30|3|3' 'resourced|出口总额|2020|153.76|153.76|5|9' \
        'new|电商企业数|2020||12||4' 'gone|进口总额|2020|11.04||6|'
    err
    ask b/dataset.db 'SELECT release, old_release, indicator, old_value, new_value FROM revisions'
    exits 0
    out '2026-11-25.1|2026-11-24.1|网络零售额|0151.280|151.30'
    err
}

@test "history: a night without changes adds a release and no row" {
    two_nights
    cp -R b c
    publish c 2026-11-26 b
    ask c/dataset.db 'SELECT count(*) FROM history; SELECT release, previous, observations FROM releases;
        SELECT count(*) FROM changes WHERE release = (SELECT release FROM current);
        SELECT release, count(*) FROM as_of GROUP BY 1'
    exits 0
    out 7 '2026-11-24.1||4' '2026-11-25.1|2026-11-24.1|4' '2026-11-26.1|2026-11-25.1|4' 0 \
        '2026-11-24.1|4' '2026-11-25.1|4' '2026-11-26.1|4'
    err
}

@test "history: what was gone and comes back is no news, with another figure a revision" {
    release a '网络零售额,2020,151.28,e.csv,2' '出口总额,2020,153.76,t.xls,5' '进口总额,2020,11.04,t.xls,6'
    release b '进口总额,2020,11.04,t.xls,6'
    release c '网络零售额,2020,151.28,e.csv,2' '出口总额,2020,153.9,t.xls,5' '进口总额,2020,11.04,t.xls,6' '工资,2020,9,t.xls,8'
    publish a 2026-11-24
    publish b 2026-11-25 a
    publish c 2026-11-26 b
    ask c/dataset.db "SELECT kind, indicator, old_value, new_value FROM changes WHERE release = '2026-11-26.1';
        SELECT release, old_release, indicator FROM revisions;
        SELECT indicator, first_release, last_release FROM history WHERE indicator = '网络零售额'"
    exits 0
    out 'returned|网络零售额|151.28|151.28' 'revised|出口总额|153.76|153.9' 'new|工资||9' '2026-11-26.1|2026-11-24.1|出口总额' \
        '网络零售额|2026-11-24.1|2026-11-24.1' '网络零售额|2026-11-26.1|'
    err
}

@test "history: pairs are of the same thing, by codes, columns of a department, finality and unit" {
    head="$header,market,vintage"
    # rows FOLDER ROW ...: INDICATOR,CODE,VALUE,UNIT,STATUS,MARKET,VINTAGE
    rows() {
        local to=$1 row
        shift
        mkdir "$to"
        echo "$head" >"$to/observations.csv"
        for row; do
            IFS=, read -r name code value unit status market vintage <<<"$row"
            echo "椒江区,$name,,2020,level,,$value,$unit,,$status,,s.csv,1,,$code,,,,1,,$market,$vintage"
        done >>"$to/observations.csv"
    }
    rows a '猪肉价,C1,58.0,元,actual,东门,1' '猪肉价,C1,59.0,元,actual,西门,1' '旧名,C2,7,家,actual,,1' '电量,C3,5,度,provisional,,1' \
        '面积,C4,18,亩,actual,,1' '产值,C5,90,亿元,actual,,1' '产值,C5,100,亿元,target,,1'
    rows b '猪肉价,C1,60.5,元,actual,西门,2' '新名,C2,8,家,actual,,1' '电量,C3,6,度,actual,,1' '面积,C4,12000,平方米,actual,,1' \
        '产值,C5,110,亿元,target,,1'
    publish a 2026-11-24
    publish b 2026-11-25 a
    ask b/dataset.db "SELECT kind, indicator, old_value, new_value, extra ->> 'market' FROM changes"
    exits 0
    # both prices are closed and one comes, of another vintage: which one it replaces cannot be told
    out 'new|猪肉价||60.5|西门' 'revised|新名|7|8|' 'revised|电量|5|6|' 'revised|面积|18|12000|' 'revised|产值|100|110|' \
        'gone|猪肉价|58.0||东门' 'gone|猪肉价|59.0||西门' 'gone|产值|90||'
    err
}

@test "cells are data, whatever they hold" {
    mkdir a
    printf '%s\n' "$header" >a/observations.csv
    # a figure, its label and its source, with all that CSV, SQL and the shell take for their own
    printf '%s\n' '椒江区,"a""b;c",,2020,level,,007.500,"亿元, 万","",actual,,"'"'"'); DROP TABLE history; --",3,"one' \
        '.shell touch made' '
two | $(touch made) `touch made` \","","","","",1,""' >>a/observations.csv
    printf '椒江区,\001\002\177,,2020,level,,1e3,,,actual,,NULL,4,"\r\n",,,,,1,\n' >>a/observations.csv
    publish a 2026-11-24
    [ ! -e made ]
    ask a/dataset.db "SELECT indicator, value, unit, source, text FROM observations WHERE line = 3"
    exits 0
    # shellcheck disable=SC1003,SC2016 # these characters are meant
    out "a\"b;c|007.500|亿元, 万|'); DROP TABLE history; --|one" '.shell touch made' '' 'two | $(touch made) `touch made` \'
    err
    ask a/dataset.db "SELECT hex(indicator), value, number, source, hex(text) FROM observations WHERE line = 4"
    exits 0
    out '01027F|1e3|1000.0|NULL|0D0A'
    err
    # and the next night knows it again
    cp -R a b
    publish b 2026-11-25 a
    ask b/dataset.db 'SELECT count(*), max(first_release) FROM history'
    exits 0
    out '2|2026-11-24.1'
    err
}

@test "names of columns are data too; what has no column is in extra, without the empty ones" {
    mkdir a
    printf '%s\n' 'indicator,id,release,extra,Value,value,"x""y","a, b","two' "lines'||(SELECT 1)||'\",market" \
        'i1,1,r,e,V,0.10,"q""q",,z,东门' 'i2,,,,,2,,,,' >a/observations.csv
    publish a 2026-11-24
    ask a/dataset.db 'SELECT indicator, value, region, line, extra FROM observations'
    exits 0
    out 'i1|0.10|||{"id":"1","release":"r","extra":"e","Value":"V","x\"y":"q\"q","two\nlines'"'||(SELECT 1)||'"'":"z","market":"东门"}' \
        'i2|2|||{}'
    err
    # more columns than a function of SQLite takes
    seq -s , -f 'c%.0f' 300 >a/observations.csv
    seq -s , 300 >>a/observations.csv
    publish a 2026-11-24
    ask a/dataset.db "SELECT extra ->> 'c1', extra ->> 'c300' FROM observations"
    exits 0
    out '1|300'
    err
}

@test "the other files: rows with their release; a file that is not there is no count" {
    release a '网络零售额,2020,151.28,e.csv,2'
    echo 'path,source,theme,sha256,bytes,delivered,state,records,rejected,usual,nights,used,result,reason
ecommerce/e.csv,ecommerce/e,ecommerce,00ff,10,2026-11-24,new,1,0,,0,00ff,ecommerce-e,' >a/sources.csv
    mkdir a/rejects
    printf 'file,line,reason,row\ne.csv,7,"no number: x, y","a,""x, y"""\n' >a/rejects/rows.csv
    printf 'region,indicator,period,value,severity,rule,what,since\n椒江区,出口总额,2020,1,high,fall,"falls, twice",2019\n' >a/alerts.csv
    printf 'stage,status,in,out,refused\nmerge,0,12,11,1\n' >a/stages.csv
    echo severity,rule,what >a/findings.csv
    publish a 2026-11-24
    ask a/dataset.db 'SELECT * FROM releases; SELECT path, sha256, usual = "", state FROM sources_now;
        SELECT release, file, line, reason, row FROM rejects; SELECT "in", "out", refused FROM stages_now;
        SELECT severity, rule, indicator, value, extra FROM alerts_now'
    exits 0
    # number, release, date, previous, observations, sources, findings, alerts, targets, conflicts, rejects
    out '1|2026-11-24.1|2026-11-24||1|1|0|1|||1' 'ecommerce/e.csv|00ff|1|new' '2026-11-24.1|e.csv|7|no number: x, y|a,"x, y"' \
        '12|11|1' 'high|fall|出口总额|1|{"what":"falls, twice","since":"2019"}'
    err
}

@test "-k keeps the other files of the last releases only" {
    release a '网络零售额,2020,151.28,e.csv,2'
    printf 'severity,rule\nerror,sum\n' >a/findings.csv
    cp -R a b && cp -R a c
    publish a 2026-11-24
    publish b 2026-11-25 a
    try "$database -k 2 c 2026-11-26.1 2026-11-26 b/dataset.db"
    exits 0
    out
    err
    ask c/dataset.db 'SELECT release FROM findings; SELECT count(*) FROM releases; SELECT first_release FROM history'
    exits 0
    out 2026-11-25.1 2026-11-26.1 3 2026-11-24.1
    err
}

@test "a header without rows is a data set; identical rows change nothing the next night" {
    release a
    publish a 2026-11-24
    ask a/dataset.db 'SELECT observations FROM releases; SELECT count(*) FROM observations'
    exits 0
    out 0 0
    err
    release b '网络零售额,2020,151.28,e.csv,2' '网络零售额,2020,151.28,e.csv,2'
    publish b 2026-11-25 a
    cp -R b c
    publish c 2026-11-26 b
    ask c/dataset.db 'SELECT count(*), max(first_release) FROM history; SELECT count(*) FROM changes'
    exits 0
    out '2|2026-11-25.1' 2
    err
}

@test "series and latest: spans of time, and what growth is against" {
    release a '网络零售额,2020,1,e.csv,2' '网络零售额,2020-H2,2,e.csv,2' '网络零售额,2020-Q3,3,e.csv,2' '网络零售额,2020-02,4,e.csv,2' \
        '网络零售额,2020-06-20,5,e.csv,2' '网络零售额,2016/2020,6,e.csv,2' '网络零售额,2020-01/2020-09,7,e.csv,2' \
        '网络零售额,2020-03/2020-09,8,e.csv,2' '网络零售额,,9,e.csv,2' '网络零售额,99,10,e.csv,2' '网络零售额,2019,11,e.csv,2'
    publish a 2026-11-24
    ask a/dataset.db 'SELECT value, frequency, starts, ends FROM series ORDER BY value + 0; SELECT period, value FROM latest WHERE frequency = "year"'
    exits 0
    out '1|year|2020-01-01|2020-12-31' '2|half-year|2020-07-01|2020-12-31' '3|quarter|2020-07-01|2020-09-30' \
        '4|month|2020-02-01|2020-02-29' '5|day|2020-06-20|2020-06-20' '6|years|2016-01-01|2020-12-31' \
        '7|to date|2020-01-01|2020-09-30' '8|months|2020-03-01|2020-09-30' '11|year|2019-01-01|2019-12-31' '2020|1'
    err
    printf '%s\n' indicator,period,measure,against,value 进出口,2020,growth,2019,1 进出口,2020,growth,2015,2 \
        进出口,2020-01/2020-09,growth,2019-01/2019-09,3 进出口,2020-03,growth,2020-02,4 进出口,2020,share,出口,5 >a/observations.csv
    publish a 2026-11-24
    ask a/dataset.db 'SELECT value, basis FROM series'
    exits 0
    out '1|year before' '2|2015' '3|year before' '4|2020-02' '5|出口'
    err
}

@test "the same bytes each time, and when it is made anew from the releases" {
    two_nights
    mkdir -p box/releases
    cp -R a box/releases/2026-11-24.1 && cp -R b box/releases/2026-11-25.1
    # a release of later that is not published is none
    cp -R b box/releases/2026-11-25.2
    ln -s releases/2026-11-25.1 box/current
    cp b/dataset.db wanted.db
    publish b 2026-11-25 a
    cmp b/dataset.db wanted.db
    (cd box/current && sha256sum observations.csv dataset.db >SHA256SUMS)
    cp box/current/SHA256SUMS sums
    head -c 20000 /dev/zero >box/current/dataset.db
    try "$database --rebuild box"
    exits 0
    out '2026-11-24.1: 4 observations' '2026-11-25.1: 4 observations'
    err
    cmp box/current/dataset.db wanted.db
    cmp box/current/SHA256SUMS sums
    # where a release is gone history begins later, and the sum is another
    rm -r box/releases/2026-11-24.1
    try "$database --rebuild box"
    exits 0
    out '2026-11-25.1: 4 observations'
    err
    try 'cd box/current && sha256sum -c SHA256SUMS && ls -A'
    exits 0
    out 'observations.csv: OK' 'dataset.db: OK' SHA256SUMS dataset.db observations.csv
    err
}

@test "a release that was taken back is not built on when all is made anew" {
    two_nights
    release c '网络零售额,2020,151.40,e.csv,3'
    publish c 2026-11-26 a
    mkdir -p box/releases
    for night in a/2026-11-24.1/ b/2026-11-25.1/2026-11-24.1 c/2026-11-26.1/2026-11-24.1; do
        IFS=/ read -r from name previous <<<"$night"
        cp -R "$from" "box/releases/$name"
        echo "{\"release\": \"$name\", \"previous\": \"$previous\"}" >"box/releases/$name/manifest.json"
    done
    ln -s releases/2026-11-26.1 box/current
    try "$database --rebuild box"
    exits 0
    out '2026-11-24.1: 4 observations' '2026-11-26.1: 1 observations'
    err
    cmp box/current/dataset.db c/dataset.db
}

@test "runs are in order of their numbers, not of their letters" {
    mkdir -p box/releases
    for n in 9 10; do
        release "box/releases/2026-11-24.$n" "网络零售额,2020,$n,e.csv,2"
    done
    ln -s releases/2026-11-24.10 box/current
    try "$database --rebuild box"
    exits 0
    out '2026-11-24.9: 1 observations' '2026-11-24.10: 1 observations'
    err
    ask box/current/dataset.db "SELECT value FROM observations; SELECT value FROM as_of WHERE release = '2026-11-24.9'"
    exits 0
    out 10 9
    err
}

# refused WHAT COMMAND: status 2, this message, and nothing in b but what was there.
refused() {
    find b >before
    try "$2"
    exits 2
    out
    err "database: $1"
    find b | cmp before -
}

@test "a previous database that is none, is damaged or of another version: status 2, and what to do" {
    two_nights
    rm b/dataset.db
    hint="make it anew from the releases: $ZB_ROOT/pipelines/night/database --rebuild OUTBOX"
    run="$database b 2026-11-25.1 2026-11-25"
    refused "cannot stat '$PWD/none': No such file or directory" "$run none"
    mkdir folder
    refused "-r not specified; omitting directory '$PWD/folder'" "$run folder"
    : >empty
    refused "$PWD/empty: no database of a data set: $hint" "$run empty"
    seq 1000 >text
    refused "$PWD/text: Error: in prepare, file is not a database (26): $hint" "$run text"
    sqlite3 other.db 'CREATE TABLE releases(release); PRAGMA user_version = 1'
    refused "$PWD/other.db: no database of a data set: $hint" "$run other.db"
    cp a/dataset.db later.db
    sqlite3 later.db 'PRAGMA user_version = 99'
    refused "$PWD/later.db: made by another version: $hint" "$run later.db"
    refused "2026-11-24.1: this release is in $PWD/a/dataset.db already" "$database b 2026-11-24.1 2026-11-24 a/dataset.db"
    # a page in its middle is overwritten; cut short; an index that lost an entry
    size=$(wc -c <a/dataset.db)
    cp a/dataset.db page.db
    root=$(sqlite3 page.db "SELECT rootpage FROM sqlite_schema WHERE name = 'history_source'")
    head -c 4096 /dev/zero | tr '\000' x | dd of=page.db bs=4096 seek=$((root - 1)) conv=notrunc status=none
    head -c $((size / 2)) a/dataset.db >cut.db
    cp a/dataset.db index.db
    sqlite3 index.db "PRAGMA writable_schema = on;
        UPDATE sqlite_schema SET sql = replace(sql, '(source)', '(text)') WHERE name = 'history_source'"
    for name in page cut index; do
        cp "$name.db" kept.db
        try "$run $name.db"
        exits 2
        out
        err_has "database: $PWD/$name.db: "
        grep -qF "$hint" err
        [ "$(wc -l <err)" -eq 1 ]
        find b | cmp before -
        cmp "$name.db" kept.db
    done
}

@test "a file that is not whole: status 2, and nothing is written" {
    two_nights
    rm b/dataset.db
    run="$database b 2026-11-25.1 2026-11-25 a/dataset.db"
    for bytes in '' 'a,b\n1\n' 'a\n"1\n' 'a,a\n1,1\n' 'a\n\377\n'; do
        # shellcheck disable=SC2059 # bytes are meant
        printf "$bytes" >b/findings.csv
        try "$run"
        exits 2
        out
        err_has 'database: findings.csv: not loaded, since it is not whole'
        [ ! -e b/dataset.db ] && [ ! -e b/dataset.db.new ]
    done
    rm b/findings.csv b/observations.csv
    refused "$PWD/b/observations.csv: not there" "$run"
    cp a/observations.csv b/
    refused "2026-11-25.1'; --: no name of a release" "$database b \"2026-11-25.1'; --\" 2026-11-25"
    refused 'today: no date' "$database b 2026-11-25.1 today"
    for wrong in '' 'b' 'b c' '-x b 2026-11-25.1 2026-11-25' '-k 0 b 2026-11-25.1 2026-11-25' '--rebuild'; do
        try "$database $wrong"
        exits 2
        out
        err 'usage: database [-k RELEASES] DIR NAME DATE [PREVIOUS]' '       database [-k RELEASES] --rebuild OUTBOX'
    done
    try "$database --rebuild none"
    exits 2
    out
    err 'database: none/current: nothing was published yet'
}

@test "a full disk: status 2, and the database before it is as it was" {
    unshare -rm true 2>/dev/null || skip 'no file system of its own can be made here (unshare)'
    mkdir a b
    for night in a/2 b/3; do
        echo "$header" >"${night%/*}/observations.csv"
        seq -f "椒江区,网络零售额,,2020,level,,%.0f,亿元,,actual,0.01,e.csv,${night#*/},,,,331002,,1," 3000 >>"${night%/*}/observations.csv"
    done
    publish a 2026-11-24
    need=$(du -k a/dataset.db | cut -f 1)
    mkdir disk
    # room for nothing; for the copy; for some of the work; for nearly all
    for room in 8 $((need + 16)) $((need + 200)) $((need * 3 / 2)); do
        try "unshare -rm sh -c 'mount -t tmpfs -o size=${room}k tmpfs disk && ln -s $PWD/b/observations.csv disk/ &&
            $database disk 2026-11-25.1 2026-11-25 a/dataset.db; echo \$?; ls -A disk'"
        exits 0
        out 2 observations.csv
        err_has ''
        grep -qE 'full|No space' err
    done
    publish b 2026-11-25 a
}

@test "killed at any moment, the database that is there stays; the next run makes the same" {
    two_nights
    cp b/dataset.db wanted.db
    cp a/dataset.db b/dataset.db
    for delay in 0.005 0.01 0.02 0.03 0.04 0.05 0.06 0.08 0.1; do
        setsid "$database" b 2026-11-25.1 2026-11-25 a/dataset.db &
        sleep "$delay"
        kill -KILL -- -$! 2>/dev/null || :
        wait $! 2>/dev/null || :
        cmp b/dataset.db a/dataset.db || cmp b/dataset.db wanted.db
        [ -z "$(find b -mindepth 1 -maxdepth 1 ! -name observations.csv ! -name dataset.db ! -name dataset.db.new)" ]
    done
    try "$database b 2026-11-25.1 2026-11-25 a/dataset.db; ls -A b"
    exits 0
    out dataset.db observations.csv
    err
    cmp b/dataset.db wanted.db
}

@test "works where it is installed, in folders with any name, whatever the user's own settings" {
    mkdir -p usr/bin usr/libexec/zhibiao home "it's a;\$(name) "
    cp "$ZB_BUILD"/bin/zb-cat usr/bin/
    cp -R "$ZB_ROOT"/pipelines/* usr/libexec/zhibiao/
    echo '.mode json' >home/.sqliterc
    release a '网络零售额,2020,151.28,e.csv,2'
    mv a "it's a;\$(name) /-r"
    cd "it's a;\$(name) "
    try "env -i HOME=$BATS_TEST_TMPDIR/home PATH=/usr/bin:/bin $BATS_TEST_TMPDIR/usr/libexec/zhibiao/night/database ./-r 2026-11-24.1 2026-11-24"
    exits 0
    out
    err
    ask ./-r/dataset.db 'SELECT value FROM observations'
    exits 0
    out 151.28
    err
}
