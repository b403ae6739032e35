#!/bin/bash
# zb-alert on 900,000 records: months of some things in many places with rules of one history, their year
# before and their parts. There is no peer; what it takes is compared with reading alone.
. "${0%/*}/bench.bash"
if [ ! -e alert.csv ]; then
    awk 'BEGIN {
        n = split("社会消费品零售总额 网络零售额 进出口总额 出口总额 进口总额 实际利用外资 规模以上工业增加值 固定资产投资额 农业总产值 建筑业总产值", indicator, " ")
        print "region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text"
        seed = 20200101
        for (r = 0; r < 750; r++) for (i = 1; i <= n; i++) for (y = 2012; y < 2022; y++) for (m = 1; m <= 12; m++) {
            seed = (seed * 16807) % 2147483647
            v = 10000 + seed % 9000
            printf "区%d,%s,,%d-%02d,level,,%d.%02d,亿元,,actual,0.01,month-%d.csv,%d,%s\n", r, indicator[i], y, m, v / 100, v % 100, y, ++line, indicator[i]
        }
    }' >alert.csv
    printf '%s\n' name,severity,kind,indicator,unit,comparison,threshold,n \
        '降,note,growth,*,,<,-10,' '跳,note,step,*,,>,20,' '连降,note,falls,*,亿元,,,3' '常年,note,season,*,,<,-20,3' \
        '离差,note,deviation,*,,<,-2,5' '低,note,level,*,亿元,<,105,' '波动,note,swing,*,,>,60,6' \
        '集中,note,concentration,*,,>,50,1' >alert-rules.csv
    head -n 60001 alert.csv >alert-few.csv
fi

# the last figures as every night, and all of them as when a rule is tried
compare 'the last figures of 7500 histories' alert.csv zb-alert:40 'zb-alert -r alert-rules.csv' zb-cat zb-cat
compare 'all figures of 500 histories' alert-few.csv zb-alert:1.5 'zb-alert --all -r alert-rules.csv' zb-cat zb-cat
no_peer 'none knows rules of histories'
