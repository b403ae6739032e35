#!/bin/bash
# zb-export against Miller, which makes long wide but knows nothing of units, and against what the sqlite3
# shell takes to read the same CSV or our statements.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv
[ -e single.csv ] || awk -F , -v OFS=, 'NR == 1 || !seen[$1, $2, $3, $4]++' records.csv >single.csv
[ -e single.sql ] || zb-export -t sql single.csv >single.sql

compare 'SDMX-CSV' records.csv \
    zb-export:100 'zb-export -t sdmx'
compare 'a wide table' single.csv \
    zb-export:50 'zb-export -t wide' \
    mlr:1 'mlr --csv cut -x -f line,text then reshape -s period,value then unsparsify'
compare 'SQL' single.csv \
    zb-export:200 'zb-export -t sql' \
    'sqlite3 .import' "sqlite3 :memory: '.import --csv /dev/stdin records'"
compare 'what sqlite3 takes to read it' single.sql \
    'sqlite3 .read' 'sqlite3 :memory:'
compare 'CSV and datapackage' records.csv \
    zb-export:100 'zb-export -t package -o package.csv' \
    sha256sum sha256sum
