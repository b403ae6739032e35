#!/bin/bash
# zb-aggregate's sum by three columns against other people's tools, on the same records. DuckDB takes part
# where ZB_DUCKDB names a folder in which `npm install @duckdb/node-api` was run.
. "${0%/*}/bench.bash"
[ -e observations.csv ] || observations 5000000 >observations.csv
[ -e fifth.csv ] || head -n 1000001 observations.csv >fifth.csv
[ -e unique.csv ] || awk -F , -v OFS=, 'NR > 1 { $2 = $2 NR } { print }' fifth.csv >unique.csv
by=region,indicator,period
duckdb=no-duckdb
[ ! -d "${ZB_DUCKDB:-}/node_modules/@duckdb/node-api" ] || duckdb="node $ROOT/tests/bench/duckdb-sum.cjs $PWD/observations.csv"

RUNS=3 compare '5,000,000 records, 240,000 groups' observations.csv \
    zb-aggregate "zb-aggregate -b $by" \
    mawk:2 "mawk -F , 'NR > 1 { s[\$1 \",\" \$2 \",\" \$3] += \$6 } END { for (k in s) print k \",\" s[k] }'" \
    DuckDB:1 "$duckdb"
RUNS=3 compare '1,000,000 records, 236,000 groups' fifth.csv \
    zb-aggregate "zb-aggregate -b $by" \
    mlr:8 "mlr --csv stats1 -a sum -f value -g $by" \
    datamash 'datamash -t , --header-in -s -g 1,2,3 sum 6' \
    sqlite3 "sqlite3 :memory: -cmd '.mode csv' -cmd '.import /dev/stdin t' 'select region, indicator, period, sum(value) from t group by 1, 2, 3'"
RUNS=3 compare '1,000,000 records, 4,000 groups' fifth.csv \
    zb-aggregate 'zb-aggregate -b region,indicator -a sum,count,mean,min,max' \
    mawk "mawk -F , 'NR > 1 { k = \$1 \",\" \$2; s[k] += \$6; n[k]++; if (\$6 > m[k]) m[k] = \$6 } END { for (k in s) print k \",\" s[k] \",\" n[k] \",\" m[k] }'"
compare '1,000,000 groups of one record' unique.csv \
    zb-aggregate "zb-aggregate -b $by"
