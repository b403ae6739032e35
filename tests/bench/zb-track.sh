#!/bin/bash
# zb-track of 50,000 targets and the figures of ten years for each. There is no peer.
. "${0%/*}/bench.bash"
[ -e track.csv ] || awk 'BEGIN {
    n = split("社会消费品零售总额 网络零售额 进出口总额 出口总额 进口总额 实际利用外资 规模以上工业增加值 固定资产投资额 农业总产值 建筑业总产值", indicator, " ")
    print "region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text"
    seed = 20200101
    for (r = 0; r < 5000; r++) for (i = 1; i <= n; i++) {
        v = 10000 + seed % 9000
        for (y = 2012; y < 2022; y++) {
            seed = (seed * 16807) % 2147483647
            v = int(v * (100 + seed % 20) / 100)
            printf "区%d,%s,,%d,level,,%d.%02d,亿元,,actual,0.01,bulletin-%d.txt,%d,%s\n", r, indicator[i], y, v / 100, v % 100, y, r * n + i, indicator[i]
        }
        printf "区%d,%s,,2025,level,,%d.%02d,亿元,,target,0.01,plan.txt,%d,%s\n", r, indicator[i], v * 1.3 / 100, v % 100, r * n + i, indicator[i]
    }
}' >track.csv

compare 'targets of ten years' track.csv \
    zb-track:10 zb-track
no_peer 'none knows targets'
