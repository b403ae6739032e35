#!/bin/bash
# zb-merge of what two sources say about the same things, half of it the same, and of things that each
# one record is about. There is no peer that looks at rounding; what is shown beside it is what dropping
# double keys costs.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv
[ -e things.csv ] || awk -F , -v OFS=, 'NR > 1 { $2 = $2 int(NR / 25200) } { print }' records.csv >things.csv
if [ ! -e merge.csv ]; then
    head -n 400001 things.csv >half.csv
    { cat half.csv && sed '1d; s/,made[.]csv,/,other.csv,/; s/\([0-9]\),亿元,,actual,/\15,亿元,,actual,/; n' half.csv; } >merge.csv
fi

compare 'two sources for most things' merge.csv \
    zb-merge:200 zb-merge \
    mlr 'mlr --csv head -n 1 -g region,indicator,item,period,measure,against,status,unit'
compare 'one record a thing' things.csv \
    zb-merge:200 zb-merge
no_peer 'none looks at rounding'
