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

# ask DB SQL: what the query gives, fields with |.
ask() {
    sqlite3 -batch -init /dev/null -readonly "$1" "$2"
}

# The two nights that most tests start from: a figure that stays, one revised, one moved, one gone, one new.
two_nights() {
    release a '网络零售额,2019,100.50,e.csv,2' '网络零售额,2020,0151.280,e.csv,3' '出口总额,2020,153.76,t.xls,5' \
        '进口总额,2020,11.04,t.xls,6'
    release b '网络零售额,2019,100.50,e.csv,2' '网络零售额,2020,151.30,e.csv,3' '出口总额,2020,153.76,t.xls,9' \
        '电商企业数,2020,12,e.csv,4'
    "$database" a 2026-11-24.1 2026-11-24
    "$database" b 2026-11-25.1 2026-11-25 a/dataset.db
}

@test "what is published now, every byte of the figures kept" {
    two_nights
    try "sqlite3 -readonly a/dataset.db 'SELECT indicator, period, value, number, line, first_release FROM observations'"
    exits 0
    out '网络零售额|2019|100.50|100.5|2|2026-11-24.1' '网络零售额|2020|0151.280|151.28|3|2026-11-24.1' \
        '出口总额|2020|153.76|153.76|5|2026-11-24.1' '进口总额|2020|11.04|11.04|6|2026-11-24.1'
    err
    try "sqlite3 -readonly b/dataset.db 'SELECT indicator, period, value, first_release FROM observations ORDER BY id'"
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
    try "sqlite3 -readonly b/dataset.db 'SELECT kind, indicator, period, old_value, new_value, old_line, new_line FROM changes'"
    exits 0
    out 'revised|网络零售额|2020|0151.280|151.30|3|3' 'resourced|出口总额|2020|153.76|153.76|5|9' \
        'new|电商企业数|2020||12||4' 'gone|进口总额|2020|11.04||6|'
    err
    try "sqlite3 -readonly b/dataset.db 'SELECT release, old_release, indicator, old_value, new_value FROM revisions'"
    exits 0
    out '2026-11-25.1|2026-11-24.1|网络零售额|0151.280|151.30'
    err
}
