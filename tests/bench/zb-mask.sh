#!/bin/bash
# zb-mask of a thousand tables of ten by ten, and of a single one of fifty by fifty, whose equations are
# solved exactly. There is no peer among Debian's packages (sdcTable is R, tau-argus Java and a solver).
. "${0%/*}/bench.bash"

# tables COUNT ROWS: with their totals, a quarter of the cells with fewer than three reporters.
tables() {
    awk -v count="$1" -v n="$2" 'BEGIN {
        print "region,indicator,item,period,measure,value,unit,count"
        seed = 20200101
        for (k = 1; k <= count; k++) {
            for (i = 0; i <= n; i++) for (j = 0; j <= n; j++) v[i, j] = c[i, j] = 0
            for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) {
                seed = (seed * 16807) % 2147483647
                x = 1 + seed % 1000
                y = 1 + int(seed / 1000) % 8
                v[i, j] += x; v[i, 0] += x; v[0, j] += x; v[0, 0] += x
                c[i, j] += y; c[i, 0] += y; c[0, j] += y; c[0, 0] += y
            }
            for (i = 0; i <= n; i++) for (j = 0; j <= n; j++)
                printf "%s,指标%d,%s,2020,level,%d,万元,%d\n", i ? "区" i : "合计", k, j ? "品" j : "合计", v[i, j], c[i, j]
        }
    }'
}
[ -e tables.csv ] || tables 1000 10 >tables.csv
[ -e table.csv ] || tables 1 50 >table.csv

compare 'a thousand tables' tables.csv \
    zb-mask:1 zb-mask
compare 'one table' table.csv \
    zb-mask zb-mask
no_peer 'sdcTable is R and tau-argus Java with a solver'
