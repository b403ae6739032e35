#!/bin/bash
# zb-mark of 20,000 paragraphs with 80,000 figures, of which each third has a finding. There is no peer.
. "${0%/*}/bench.bash"
if [ ! -e mark.txt ]; then
    awk 'BEGIN {
        n = split("社会消费品零售总额 网络零售额 进出口总额 出口总额 实际利用外资", indicator, " ")
        seed = 20200101
        for (i = 0; i < 20000; i++) {
            seed = (seed * 16807) % 2147483647
            printf "%d年，全区%s%d.%02d亿元，比上年增长%d.%d%%，其中限额以上单位实现%d.%d亿元，增长%d.%d%%。\n", 2001 + i % 20, indicator[i % n + 1], 500 + seed % 500, seed % 90 + 10, seed % 19, seed % 9 + 1, seed % 400, seed % 8 + 1, seed % 23, seed % 7 + 1
        }
    }' >mark.txt
    zb-bulletin mark.txt >mark.csv
    awk -F , -v OFS=, 'BEGIN { print "severity,rule,source,line,indicator,measure,value,what" }
        NR % 3 == 0 { print "error,growth,mark.txt", $13, $2, $5, $7, "不一致" }' mark.csv >marked.csv
fi

compare 'a page of 20000 paragraphs' mark.txt \
    zb-mark:1 'zb-mark --source mark.txt -r mark.csv -f marked.csv' \
    zb-bulletin zb-bulletin
no_peer 'none marks the figures of prose'
