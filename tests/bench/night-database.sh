#!/bin/bash
# pipelines/night/database with a million observations: the first release, one in which nothing changed, and one in which
# each hundredth figure did. The peer is what sqlite3 takes for the rows alone: no history, no index, no check.
. "${0%/*}/bench.bash"
database=$ROOT/pipelines/night/database
if [ ! -e night-2/observations.csv ]; then
    mkdir -p night-1 night-2
    awk 'BEGIN {
        print "region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text,indicator_code,published,region_code,published_region,sources,derived"
        for (i = 0; i < 200; i++) for (r = 0; r < 100; r++) for (p = 0; p < 50; p++) {
            n++
            growth = i % 4 == 0
            month = sprintf("-%02d", p % 12 + 1)
            year = 2010 + int(p / 12)
            printf "第%d街道,指标%d,%s,%d%s,%s,%s,%d.%02d,%s,,actual,0.01,retail/month-%d.csv,%d,%s,C%04d,限上零售额,33%04d,,%d,%s\n",
                r, i, i % 3 ? "批发业/零售" : "", year, month, growth ? "growth" : "level", growth ? year - 1 month : "",
                n * 7919 % 10000, n % 100, growth ? "%" : "亿元", p, i * 100 + r, n % 10 ? "零售总额" : "\"合计, 其中\"", i, r, 1 + n % 3,
                n % 20 ? "" : "2020-01/2020-03 (retail.csv:5) - 2020-01/2020-02 (retail.csv:4)"
        }
    }' >night-1/observations.csv
    awk -F , -v OFS=, 'NR % 100 == 0 { $7 = $7 1 } 1' night-1/observations.csv >night-2/observations.csv
fi
[ -e night-1/dataset.db ] || "$database" night-1 2026-11-24.1 2026-11-24 || exit
mkdir -p night-same
ln -sf ../night-1/observations.csv night-same/

compare 'the first release' night-1/observations.csv \
    database:10 "$database night-1 2026-11-24.1 2026-11-24" \
    sqlite3 "sqlite3 rows.db 'DROP TABLE IF EXISTS rows' '.import --csv night-1/observations.csv rows'"
compare 'nothing changed' night-same/observations.csv \
    database:10 "$database night-same 2026-11-25.1 2026-11-25 night-1/dataset.db"
compare 'a hundredth changed' night-2/observations.csv \
    database:10 "$database night-2 2026-11-25.1 2026-11-25 night-1/dataset.db"
