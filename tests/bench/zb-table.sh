#!/bin/bash
# zb-table against Miller, which makes wide long but knows no heads, units or times: a million cells, wide.
. "${0%/*}/bench.bash"
[ -e wide.csv ] || awk 'BEGIN {
    srand(1)
    printf "数据库：月度数据\n指标"
    for (c = 0; c < 1000; c++) printf ",%d年%d月", 1940 + c / 12, c % 12 + 1
    print ""
    for (r = 1; r <= 1000; r++) {
        printf "指标%d产量(万吨)", r
        for (c = 0; c < 1000; c++) printf ",%.2f", rand() * 10000
        print ""
    }
}' >wide.csv

compare 'a million cells in 1000 columns' wide.csv \
    zb-table:100 zb-table \
    mlr "mlr --csv --skip-comments-with 数据库 reshape -r '^[0-9]' -o period,value"
