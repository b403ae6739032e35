#!/bin/bash
# zb-code against copying (zb-cat) and against a join by name in Miller and awk, which know no alias, no year
# and no region of two names.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv
[ -e codes.csv ] || cut -d , -f 1,2 "$ROOT/tools/dict/indicators.csv" | sed '1s/.*/indicator_code,indicator/' >codes.csv

compare 'one record in twenty quoted' records.csv \
    zb-code:200 zb-code \
    zb-cat zb-cat \
    mawk "mawk -F , -v OFS=, 'NR == FNR { code[\$2] = \$1; next } { print \$0, code[\$2] }' codes.csv -" \
    mlr 'mlr --csv join --np --ul --ur -j indicator -f codes.csv'
