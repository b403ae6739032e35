#!/bin/bash
# zb-aggregate's sums by columns, on one thread, against other people's tools, on the same records.
. "${0%/*}/bench.bash"
[ -e observations.csv ] || observations 5000000 >observations.csv
[ -e fifth.csv ] || head -n 1000001 observations.csv >fifth.csv
[ -e unique.csv ] || awk -F , -v OFS=, 'NR > 1 { $1 = $1 NR } { print }' fifth.csv >unique.csv
if [ ! -e parts/all ]; then
    rm -rf parts
    mkdir parts
    awk 'NR == 1 { head = $0; next } NR % 1000 == 2 { close(file); file = sprintf("parts/%04d.csv", ++n); print head >file } { print >file }' fifth.csv
    cat parts/*.csv >parts/all
fi
by=region,indicator,period

# DuckDB comes by npm, into the build folder; $ZB_DUCKDB is another folder that has it
modules=${ZB_DUCKDB:-$ZB_BUILD/npm-duckdb}
export NODE_PATH=$modules/node_modules
duckdb=duckdb
if [ -d "$NODE_PATH/@duckdb/node-api" ] || {
    command -v npm >/dev/null && mkdir -p "$modules" &&
        (cd "$modules" && timeout 120 npm install --no-audit --no-fund --prefix . @duckdb/node-api) >npm.log 2>&1
}; then
    duckdb="node $HERE/duckdb-sum.cjs"
else
    echo "bench: DuckDB is not here, and npm cannot install @duckdb/node-api" >&2
fi

compare '5 million records 240000 groups' observations.csv \
    zb-aggregate "zb-aggregate -b $by" \
    mawk:2 "mawk -F , 'NR > 1 { s[\$1 \",\" \$2 \",\" \$3] += \$6 } END { for (k in s) print k \",\" s[k] }'" \
    'DuckDB 1 thread' "$duckdb 1 $by $PWD/observations.csv" \
    'DuckDB 2 threads:1' "$duckdb 2 $by $PWD/observations.csv"
compare 'a million records 236000 groups' fifth.csv \
    zb-aggregate "zb-aggregate -b $by" \
    mlr:8 "mlr --csv stats1 -a sum -f value -g $by" \
    datamash 'datamash -t , --header-in -s -g 1,2,3 sum 6' \
    sqlite3 "sqlite3 :memory: -cmd '.mode csv' -cmd '.import /dev/stdin t' 'select region, indicator, period, sum(value) from t group by 1, 2, 3'"
compare 'a million records 4000 groups' fifth.csv \
    zb-aggregate 'zb-aggregate -b region,indicator -a sum,count,mean,min,max' \
    mawk "mawk -F , 'NR > 1 { k = \$1 \",\" \$2; s[k] += \$6; n[k]++; if (\$6 > m[k]) m[k] = \$6 } END { for (k in s) print k \",\" s[k] \",\" n[k] \",\" m[k] }'"
compare 'a million groups of one record' unique.csv \
    zb-aggregate "zb-aggregate -b $by" \
    'DuckDB 2 threads' "$duckdb 2 $by $PWD/unique.csv"
compare '1000 files of 1000 records' parts/all \
    zb-aggregate "zb-aggregate -b $by parts/*.csv" \
    'DuckDB 2 threads' "$duckdb 2 $by '$PWD/parts/*.csv'" \
    sqlite3 "sed -n '1p; /^region/!p' parts/*.csv | sqlite3 :memory: -cmd '.mode csv' -cmd '.import /dev/stdin t' 'select region, indicator, period, sum(value) from t group by 1, 2, 3'"
