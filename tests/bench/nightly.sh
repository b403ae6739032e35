#!/bin/bash
# A night of 2,000 exports: from nothing, when nothing changed, the next day, and with one that changed. Four departments,
# 120 months of 5 places each, in GB18030, 12 figures a file. Goals: 60 s from nothing, 3 s when nothing changed.
. "${0%/*}/bench.bash"
if [ ! -e exports/made ]; then
    rm -rf exports
    mkdir -p exports/{retail,trade,fdi,vehicles}
    awk 'BEGIN {
        split("retail trade fdi vehicles", department, " ")
        names["retail"] = "社会消费品零售总额 限额以上单位消费品零售额 网络零售额 电商企业数"
        names["trade"] = "进出口总额 出口总额 进口总额 服务外包合同额"
        names["fdi"] = "实际利用外资 境外投资备案额 企业数 新批境外投资企业数"
        names["vehicles"] = "二手车交易量 二手车交易额 报废机动车回收量 固定资产投资额"
        split("路桥区 黄岩区 临海市 温岭市 玉环市", place, " ")
        seed = 20200101
        for (i = 0; i < 2000; i++) {
            d = department[1 + i % 4]
            year = 2015 + int(i / 4 / 12) % 10
            month = 1 + int(i / 4) % 12
            at = place[1 + int(i / 480)]
            file = sprintf("exports/%s/%s-%d-%d%02d.csv", d, d, 1 + int(i / 480), year, month)
            printf "%s%d年%d月主要指标\n单位：万元\n指标,本月,本年累计,比上年同期增长(%%)\n", at, year, month >file
            n = split(names[d], indicator, " ")
            for (k = 1; k <= n; k++) {
                seed = (seed * 16807) % 2147483647
                printf "%s,%d.%d,%d.%d,%d.%d\n", indicator[k], 1000 + seed % 900, k, 1000 * month + seed % 9000, k, seed % 19 - 9, k >file
            }
            close(file)
        }
    }'
    find exports -name '*.csv' -exec sh -c 'for f; do iconv -f UTF-8 -t GB18030 "$f" >"$f.new" && mv "$f.new" "$f"; done' sh {} +
    touch exports/made
fi
rm -rf night
mkdir night
cp -R exports night/inbox
rm night/inbox/made
printf 'inbox = inbox\noutbox = outbox\nstate = state\nsettle = 0\n' >night/n.conf

bytes=$(find night/inbox -type f -exec cat {} + | wc -c)

# night JOB DAY [SECONDS]: a run, and the seconds that it may take
night() {
    local status=0 note=''
    job=$1
    command time -o night.time -f '%e %U %S %M' "$ROOT/pipelines/nightly" -c night/n.conf run -d "$2" 2>night.log || status=$?
    if [ "$status" -lt 2 ]; then
        read -r seconds cpu memory < <(tail -n 1 night.time | awk '{ print $1, $2 + $3, $4 / 1024 }')
    else
        note="FAILED: $(tail -n 1 night.log | tr -d '",')"
    fi
    row nightly "${3:+$3 s}" "$note"
    show
}
night 'from nothing' 2026-11-24 60
night 'nothing changed' 2026-11-24 3
night 'the next day' 2026-11-25
printf '报废机动车拆解量,1.5,2.5,3.5\n' | iconv -f UTF-8 -t GB18030 >>night/inbox/vehicles/vehicles-1-201501.csv
night 'one export changed' 2026-11-26
no_peer 'nothing else makes a checked release of such files'
