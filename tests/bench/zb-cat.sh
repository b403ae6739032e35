#!/bin/bash
# zb-cat against libcsv alone (reading strictly, quoting where needed), cat(1) and other people's tools.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv
[ -e quoted.csv ] || grep -v '"' records.csv | cut -d , -f 1-9 | sed 's/,/","/g; s/.*/"&"/' >quoted.csv
[ -e unquoted.csv ] || grep -v '"' records.csv >unquoted.csv
[ -e short.csv ] || head -n 50001 records.csv >short.csv

compare -s 'no record quoted' unquoted.csv \
    zb-cat:1000 zb-cat \
    libcsv:3 libcsv-cat \
    cat cat \
    mlr 'mlr --csv cat'
compare 'one record in twenty quoted' records.csv \
    zb-cat zb-cat \
    libcsv:3 libcsv-cat \
    mlr 'mlr --csv cat'
compare -s 'every cell quoted' quoted.csv \
    zb-cat zb-cat \
    libcsv libcsv-cat
compare -s 'fewer records' short.csv \
    zb-cat zb-cat \
    csvcut 'csvcut -c 1-'
