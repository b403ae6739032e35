#!/bin/bash
# A whole pipeline: a department's export in GBK, a table of 360,000 figures in 万元 and half of them once more, to the sum
# of each indicator and month over 1,000 places in 亿元. Miller does the same job, byte by byte, on this one
# table: what it is told in so many words (where the heads are, what the unit is, which names are the same), zb-table finds out.
. "${0%/*}/bench.bash"
dict=$ROOT/tools/dict
if [ ! -e export.gbk ]; then
    # places whose name is that of one place only
    awk -F , 'NR > 1 { n[$2]++; if ($5 $6 == "" && $1 !~ /00$/) place[++count] = $2 }
        END { for (i = 1; i <= count; i++) if (n[place[i]] == 1) print place[i] }' "$dict/regions.csv" >places.txt
    awk 'function table(title, places,   i, r, c) {
            printf "%s\n单位：万元\n地区,指标", title
            for (c = 0; c < 72; c++) printf ",%d年%d月", 2015 + int(c / 12), c % 12 + 1
            print ""
            for (r = 1; r <= places; r++) for (i = 1; i <= n; i++) {
                printf "%s,%s", place[r], name[i]
                for (c = 0; c < 72; c++)
                    printf ",%d.%02d", 1000 + (r * 7919 + i * 104729 + c * 1299709) % 900000, (r * 31 + c * 7 + i) % 100
                print ""
            }
        }
        { place[NR] = $1 }
        END {
            n = split("社零总额 限额以上零售额 进出口总值 实际利用外资 固定资产投资额", name, " ")
            table("主要经济指标", 1000)
            print ""
            table("主要经济指标（复核）", 500)
        }' places.txt | iconv -f UTF-8 -t GB18030 >export.gbk
fi
awk -F , -v OFS=, 'NR == 1 { print "指标,indicator"; next }
    { print $2, $2; n = split($3, alias, "|"); for (i = 1; i <= n; i++) print alias[i], $2 }' "$dict/indicators.csv" >names.csv
awk -F , -v OFS=, 'NR == 1 { print "地区,region_code"; next } $6 == "" { print $2, $1 }' "$dict/regions.csv" >codes.csv
cat >export.mlr <<'END'
--csv
filter '$地区 != "地区"'
then reshape -r '^2' -o month,amount
then join -j 指标 -f names.csv
then join -j 地区 -f codes.csv
then put '
    ym = splitax($month, "年");
    $period = ym[1] . "-" . fmtnum(int(sub(ym[2], "月", "")), "%02d");
    $value = $amount / 10000'
then head -n 1 -g region_code,indicator,period
then stats1 -a sum,count -f value -g indicator,period
then sort -f indicator,period
then put '$* = {"indicator": $indicator, "period": $period, "item": "", "measure": "level", "against": "", "unit": "亿元",
    "status": "actual", "value": fmtnum($value_sum, "%.6f"), "bound": "", "resolution": fmtnum($value_count * 0.000001, "%.6f")}'
END

compare -s 'six filters on an export in GBK' export.gbk \
    'six filters' 'zb-decode | zb-table | zb-code | zb-units | zb-merge | zb-aggregate -b indicator,period' \
    'iconv sed mlr:10' "iconv -f GB18030 -t UTF-8 | sed -n /,/p | mlr $(tr '\n' ' ' <export.mlr)"
