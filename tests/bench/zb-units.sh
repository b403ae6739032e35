#!/bin/bash
# zb-units: 万元 to 亿元, the resolution with it, against the same division in other tools, which know the one factor that they are told
# and reckon in binary; on these figures they write the same bytes.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv
[ -e units.csv ] || grep -v '"' records.csv | sed 's/,亿元,/,万元,/; s/亿元$/万元/' >units.csv
[ -e mixed.csv ] || awk -F , -v OFS=, 'BEGIN { n = split("亿元 万元 万吨 亩 % 万人 公里 千瓦时", unit, " ") }
    NR > 1 { $8 = unit[NR % n + 1] } { print }' units.csv >mixed.csv

compare -s 'one unit' units.csv \
    zb-units:200 zb-units \
    mawk "mawk -F , -v OFS=, 'NR > 1 && \$8 == \"万元\" { \$7 = sprintf(\"%.6f\", \$7 / 10000); \$11 = \"0.000001\"; \$8 = \"亿元\" } { print }'" \
    mlr "mlr --csv put 'if (\$unit == \"万元\") { \$value = fmtnum(\$value / 10000, \"%.6f\"); \$resolution = \"0.000001\"; \$unit = \"亿元\" }'"
compare 'eight units' mixed.csv \
    zb-units:200 zb-units
