#!/usr/bin/env bats
# The table of make bench: ratios, shares of the limit, goals and the exit status that goes with them.
load helper

rows() {
    printf '%s\n' 'limits,what the machine allows,pipe,,200000000,200000000,0.1,0.1,2,' \
        'zb-cat,records,zb-cat,500 MB/s,100000000,100000000,0.1,0.1,1.5,' \
        'zb-cat,records,libcsv,3 x,100000000,100000000,0.4,0.4,1.5,' \
        'zb-cat,more,zb-cat,,100000000,400000000,0.4,0.5,1.5,' "$@"
}

@test "a table as CSV, with the date, the commit and the machine in each row" {
    rows >rows.csv
    try "awk -v kept=2026-01-02,abc,here -f $ZB_ROOT/tests/bench/table.awk rows.csv"
    exits 0
    out 'date,commit,machine,bench,job,program,MB,seconds,processors,MB/s,ratio,limit %,memory MB,goal,verdict' \
        '2026-01-02,abc,here,limits,what the machine allows,pipe,200.0,0.100,0.100,2000.0,1.00,100.0,2.0,,' \
        '2026-01-02,abc,here,zb-cat,records,zb-cat,100.0,0.100,0.100,1000.0,1.00,50.0,1.5,500 MB/s,met' \
        '2026-01-02,abc,here,zb-cat,records,libcsv,100.0,0.400,0.400,250.0,4.00,12.5,1.5,3 x,met' \
        '2026-01-02,abc,here,zb-cat,more,zb-cat,100.0,0.400,0.500,250.0,1.00,50.0,1.5,,'
    err
}

@test "a goal that is missed is status 1: too slow, a peer too quick, too many seconds" {
    for row in 'zb-cat,a,zb-cat,1001 MB/s,100000000,0,0.1,0.1,1,' 'zb-cat,records,mlr,5 x,100000000,0,0.4,0.4,1,' \
        'nightly,a,nightly,60 s,,,60.1,9,1,'; do
        case $row in zb-cat,records*) rows | sed '/,more,/d' ;; *) rows ;; esac >rows.csv
        echo "$row" >>rows.csv
        try "awk -f $ZB_ROOT/tests/bench/table.awk rows.csv"
        exits 1
        out_has 'MISSED'
        err
    done
}

@test "nothing is judged by the time of another job where ours is not here" {
    rows 'zb-x,a,zb-x,,100000000,,,,,not here' 'zb-x,a,peer,3 x,100000000,0,0.9,0.9,1,' >rows.csv
    try "awk -v kept=d,c,m -f $ZB_ROOT/tests/bench/table.awk rows.csv | grep ,peer,"
    exits 0
    out 'd,c,m,zb-x,a,peer,100.0,0.900,0.900,111.1,,5.6,1.0,3 x,'
    err
}

@test "a program that failed is status 2, one that is not here is none" {
    rows 'zb-cat,more,mlr,3 x,100000000,,,,,not here' >rows.csv
    try "awk -f $ZB_ROOT/tests/bench/table.awk rows.csv"
    exits 0
    out_has '3 x      not here'
    err
    rows 'zb-cat,more,mlr,,100000000,,,,,FAILED: mlr: no' >rows.csv
    try "awk -f $ZB_ROOT/tests/bench/table.awk rows.csv"
    exits 2
    out_has 'FAILED: mlr: no'
    err
}

@test "a bench that there is not is named" {
    try "$ZB_ROOT/tests/bench/run zb-none"
    exits 2
    out
    err 'bench: no bench of that name: zb-none'
}
