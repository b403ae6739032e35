load helper

columns=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line

# rec INDICATOR PERIOD MEASURE AGAINST VALUE UNIT BOUND STATUS [SOURCE [LINE]]
rec() {
    echo "云江区,$1,,$2,$3,$4,$5,$6,$7,$8,,${9-a.txt},${10-1}"
}

# was, aim INDICATOR PERIOD VALUE UNIT [BOUND]
was() { rec "$1" "$2" level '' "$3" "$4" "${5-}" actual; }
aim() { rec "$1" "$2" level '' "$3" "$4" "${5-}" target; }

# tracked OPTIONS LINE ...: base, latest and its period, path, expected, gap, done, elapsed, needed and its
# unit, verdict of the targets in `rows`.
tracked() {
    { echo $columns && cat rows; } >in.csv
    try "zb-track $1 in.csv | cut -d , -f 14,16-25 | tail -n +2"
    shift
    exits 0
    out "$@"
    err
}

@test "zb-track: the target's row as it came, and what was found" {
    { was 零售额 2020 100 亿元 && was 零售额 2022 121.0 亿元 && aim 零售额 2025 161.051 亿元; } >rows
    { echo "$columns,自己" && sed 's/$/,"a,b"/' rows; } >in.csv
    try 'zb-track in.csv'
    exits 0
    out "$columns,自己,base,base_period,latest,latest_period,path,expected,gap,done,elapsed,needed,needed_unit,verdict,inputs" \
        '云江区,零售额,,2025,level,,161.051,亿元,,target,,a.txt,1,"a,b",100,2020,121.0,2022,growth,121.00000,0.00000,34.4,40.0,10.00,%,on course,a.txt:1|a.txt:1'
    err
}

@test "zb-track: constant growth, or a straight line" {
    # 100 * 1.1^2 and ^5; (161.051 - 100) * 2/5
    { was 零售额 2020 100.0 亿元 && was 零售额 2022 120.0 亿元 && aim 零售额 2025 161.1 亿元; } >rows
    tracked '' '100.0,120.0,2022,growth,121.015,-1.015,32.7,40.0,10.32,%,behind'
    tracked --linear '100.0,120.0,2022,straight,124.440,-4.440,32.7,40.0,13.700,亿元,behind'
    # percentages do not grow by constant rates
    { was 城镇化率 2020 63.2 % && was 城镇化率 2022 65.0 % && aim 城镇化率 2025 68.2 %; } >rows
    tracked '' '63.2,65.0,2022,straight,65.200,-0.200,36.0,40.0,1.067,%,behind'
}

@test "zb-track: verdicts: met, on course, behind, at risk, missed, no data" {
    base() { was 零售额 2020 100.0 亿元 && aim 零售额 2025 200.0 亿元; }
    { base && was 零售额 2021 200.0 亿元; } >rows
    tracked '' '100.0,200.0,2021,growth,114.870,85.130,100.0,20.0,,,met'
    { base && was 零售额 2021 114.9 亿元; } >rows
    tracked '' '100.0,114.9,2021,growth,114.870,0.030,14.9,20.0,14.86,%,on course'
    { base && was 零售额 2021 108.0 亿元; } >rows # half of the way is 107.4
    tracked '' '100.0,108.0,2021,growth,114.870,-6.870,8.0,20.0,16.65,%,behind'
    { base && was 零售额 2021 107.0 亿元; } >rows
    tracked '' '100.0,107.0,2021,growth,114.870,-7.870,7.0,20.0,16.93,%,at risk'
    { base && was 零售额 2021 90.0 亿元; } >rows
    tracked '' '100.0,90.0,2021,growth,114.870,-24.870,-10.0,20.0,22.09,%,at risk'
    { base && was 零售额 2025 199.8 亿元; } >rows
    tracked '' '100.0,199.8,2025,growth,200.000,-0.200,99.8,100.0,,,missed'
    { base && was 零售额 2025 200.0 亿元; } >rows
    tracked '' '100.0,200.0,2025,growth,200.000,0.000,100.0,100.0,,,met'
    base >rows
    tracked '' '100.0,,,,,,,,,,no data'
    { aim 零售额 2025 200.0 亿元 && was 零售额 2023 150.0 亿元; } >rows
    tracked '' ',150.0,2023,,,,,60.0,,,no data'
    { aim 零售额 2025 200.0 亿元 && was 零售额 2023 250.0 亿元; } >rows # reached, whatever the base was
    tracked '' ',250.0,2023,limit,200.000,50.000,,60.0,,,met'
}

@test "zb-track: rounding speaks for the target, not against it" {
    # 114.870 expected, from 99.5 up: 115 may be 114.5
    { was 零售额 2020 100 亿元 && aim 零售额 2025 200 亿元 && was 零售额 2021 114 亿元; } >rows
    tracked '' '100,114,2021,growth,114.87,-0.87,14.0,20.0,15.09,%,on course'
    { was 零售额 2020 100.00 亿元 && aim 零售额 2025 200.00 亿元 && was 零售额 2021 114.00 亿元; } >rows
    tracked '' '100.00,114.00,2021,growth,114.8698,-0.8698,14.0,20.0,15.09,%,behind'
    # 406.6 is 407 to the unit; 406.4 is not
    { was 零售额 2020 290.5 亿元 && aim 零售额 2025 407 亿元 && was 零售额 2025 406.6 亿元; } >rows
    tracked '' '290.5,406.6,2025,growth,407.000,-0.400,99.7,100.0,,,met'
    { was 零售额 2020 290.5 亿元 && aim 零售额 2025 407 亿元 && was 零售额 2025 406.4 亿元; } >rows
    tracked '' '290.5,406.4,2025,growth,407.000,-0.600,99.5,100.0,,,missed'
    # more than 407 is more than 407; 407 itself may be 407.04
    { was 零售额 2020 290.5 亿元 && aim 零售额 2025 407 亿元 gt && was 零售额 2025 407.0 亿元; } >rows
    tracked '' '290.5,407.0,2025,growth,407.000,0.000,100.0,100.0,,,on course'
    { was 零售额 2020 290.5 亿元 && aim 零售额 2025 407 亿元 gt && was 零售额 2025 407.1 亿元; } >rows
    tracked '' '290.5,407.1,2025,growth,407.000,0.100,100.1,100.0,,,met'
    # 0.1 is no 0.2, though each is known to a place only
    { was 投资额 2020 0.1 亿元 && aim 投资额 2025 0.2 亿元 && was 投资额 2023 0.1 亿元; } >rows
    tracked '' '0.1,0.1,2023,growth,0.152,-0.052,0.0,60.0,41.42,%,on course'
}

@test "zb-track: less is better" {
    # a target below its base, without a bound and with one
    for bound in '' le; do
        { was 能耗 2020 0.500 吨 && aim 能耗 2025 0.400 吨 $bound && was 能耗 2022 0.440 吨; } >rows
        tracked '' '0.500,0.440,2022,growth,0.45731,-0.01731,60.0,40.0,-3.13,%,on course'
        { was 能耗 2020 0.500 吨 && aim 能耗 2025 0.400 吨 $bound && was 能耗 2022 0.470 吨; } >rows
        tracked '' '0.500,0.470,2022,growth,0.45731,0.01269,30.0,40.0,-5.23,%,behind'
        { was 能耗 2020 0.500 吨 && aim 能耗 2025 0.400 吨 $bound && was 能耗 2022 0.490 吨; } >rows
        tracked '' '0.500,0.490,2022,growth,0.45731,0.03269,10.0,40.0,-6.54,%,at risk'
        { was 能耗 2020 0.500 吨 && aim 能耗 2025 0.400 吨 $bound && was 能耗 2022 0.390 吨; } >rows
        tracked '' '0.500,0.390,2022,growth,0.45731,-0.06731,110.0,40.0,,,met'
    done
    # a limit that the base keeps to: 控制在5.0%以内
    { was 城镇登记失业率 2020 3.5 % && aim 城镇登记失业率 2025 5.0 % le && was 城镇登记失业率 2023 4.6 %; } >rows
    tracked '' '3.5,4.6,2023,limit,5.000,-0.400,,60.0,,,on course'
    { was 城镇登记失业率 2020 3.5 % && aim 城镇登记失业率 2025 5.0 % le && was 城镇登记失业率 2023 5.2 %; } >rows
    tracked '' '3.5,5.2,2023,limit,5.000,0.200,,60.0,,,behind'
    { was 城镇登记失业率 2020 3.5 % && aim 城镇登记失业率 2025 5.0 % le && was 城镇登记失业率 2025 4.9 %; } >rows
    tracked '' '3.5,4.9,2025,limit,5.000,-0.100,,100.0,,,met'
    # 不低于
    { was 耕地面积 2020 12.40 万亩 && aim 耕地面积 2025 12.00 万亩 ge && was 耕地面积 2023 11.90 万亩; } >rows
    tracked '' '12.40,11.90,2023,limit,12.0000,-0.1000,,60.0,,,behind'
    # a rank
    { rec 零售额 2020 rank 全市 5 位 '' actual && rec 零售额 2025 rank 全市 3 位 '' target && rec 零售额 2023 rank 全市 3 位 '' actual; } >rows
    tracked '' '5,3,2023,straight,3.80,-0.80,100.0,60.0,,,met'
}

@test "zb-track: a sum of several years" {
    { aim 中方投资额 2021/2025 10.0 亿美元 && was 中方投资额 2021 1.5 亿美元 && was 中方投资额 2022 2.60 亿美元; } >rows
    tracked '' ',4.10,2021/2022,sum,4.0000,0.1000,41.0,40.0,1.9667,亿美元,on course'
    sed 's/2.60/2.30/' rows >less && mv less rows
    tracked '' ',3.80,2021/2022,sum,4.0000,-0.2000,38.0,40.0,2.0667,亿美元,behind'
    sed 's/2.30/0.20/' rows >less && mv less rows
    tracked '' ',1.70,2021/2022,sum,4.0000,-2.3000,17.0,40.0,2.7667,亿美元,at risk'
    # one figure for all years so far
    { cat rows && was 中方投资额 2021/2023 6.3 亿美元; } >longer && mv longer rows
    tracked '' ',6.3,2021/2023,sum,6.000,0.300,63.0,60.0,1.850,亿美元,on course'
    tracked '--as-of 2022' ',1.70,2021/2022,sum,4.0000,-2.3000,17.0,40.0,2.7667,亿美元,at risk'
    { aim 中方投资额 2021/2025 10.0 亿美元 && was 中方投资额 2022 1.5 亿美元; } >rows # 2021 is missing
    tracked '' ',,,,,,,,,,no data'
    # 五年累计不超过: a sum does not become less again
    { aim 罚款 2021/2025 10.0 亿元 le && was 罚款 2021 4.0 亿元 && was 罚款 2022 7.0 亿元; } >rows
    tracked '' ',11.0,2021/2022,sum,4.000,7.000,110.0,40.0,-0.333,亿元,missed'
    { aim 罚款 2021/2025 10.0 亿元 le && was 罚款 2021 1.5 亿元; } >rows
    tracked '' ',1.5,2021,sum,2.000,-0.500,15.0,20.0,2.125,亿元,on course'
    # a stock for a span of years is that of its end
    { aim 贷款余额 2021/2025 161.1 亿元 && was 贷款余额 2020 100.0 亿元 && was 贷款余额 2022 121.0 亿元; } >rows
    tracked '' '100.0,121.0,2022,growth,121.015,-0.015,34.4,40.0,10.01,%,on course'
}

@test "zb-track: mean yearly growth by levels" {
    { rec 零售额 2021/2025 cagr 2020 7 % approx target && was 零售额 2020 290.5 亿元 && was 零售额 2022 330.0 亿元; } >rows
    # (330 / 290.5)^(1/2); 1.07^5 * 290.5 / 330, three years to go
    tracked '' ',6.58,2021/2022,rate,7.0000,-0.4200,,40.0,7.28,%,on course' # about 7 begins at 6.3
    sed 's/approx/ge/' rows >ge && mv ge rows
    tracked '' ',6.58,2021/2022,rate,7.0000,-0.4200,,40.0,7.28,%,on course' # 6.5 rounds to 7
    sed 's/330.0/320.0/' rows >less && mv less rows
    tracked '' ',4.95,2021/2022,rate,7.0000,-2.0500,,40.0,8.39,%,behind'
    sed 's/320.0/300.0/' rows >less && mv less rows
    tracked '' ',1.62,2021/2022,rate,7.0000,-5.3800,,40.0,10.74,%,at risk'
    { rec 零售额 2021/2025 cagr 2020 7.0 % '' target && was 零售额 2020 290.5 亿元 && was 零售额 2025 420.0 亿元; } >rows
    tracked '' ',7.65,2021/2025,rate,7.0000,0.6500,,100.0,,,met'
    { rec 零售额 2021/2025 cagr 2020 7.0 % '' target && was 零售额 2022 420.0 亿元; } >rows
    tracked '' ',,,,,,,,,,no data'
}

@test "zb-track: growth of a year, by that of the year to date" {
    { rec 零售额 2023 growth 2022 7.0 % '' target && rec 零售额 2023-H1 growth 2022-H1 7.2 % '' actual; } >rows
    tracked '' ',7.2,2023-H1,rate,7.000,0.200,,50.0,,,on course'
    { cat rows && rec 零售额 2023-01/2023-09 growth 2022-01/2022-09 6.2 % '' actual; } >longer && mv longer rows
    tracked '' ',6.2,2023-01/2023-09,rate,7.000,-0.800,,75.0,,,behind'
    tracked '--as-of 2023-08' ',7.2,2023-H1,rate,7.000,0.200,,50.0,,,on course'
    { cat rows && rec 零售额 2023 growth 2022 6.9 % '' actual; } >longer && mv longer rows
    tracked '' ',6.9,2023,rate,7.000,-0.100,,100.0,,,on course' # 6.95 is both
    sed 's/,6.9,/,6.8,/' rows >less && mv less rows
    tracked '' ',6.8,2023,rate,7.000,-0.200,,100.0,,,missed'
}

@test "zb-track: months of a stock, whole years of a flow" {
    { was 贷款余额 2020 100.0 亿元 && was 贷款余额 2023-06 127.0 亿元 && aim 贷款余额 2025 161.1 亿元; } >rows
    tracked '' '100.0,127.0,2023-06,growth,126.925,0.075,44.2,50.0,9.98,%,on course'
    { was 零售额 2020 100.0 亿元 && was 零售额 2022 121.5 亿元 && was 零售额 2023-06 12.0 亿元 && aim 零售额 2025 161.1 亿元; } >rows
    tracked '' '100.0,121.5,2022,growth,121.015,0.485,35.2,40.0,9.86,%,on course'
}

@test "zb-track: the base: what the target names, --base, the plan, the year before" {
    { was 零售额 2015 50.0 亿元 && was 零售额 2020 100.0 亿元 && was 零售额 2022 121.0 亿元; } >figures
    { cat figures && aim 零售额 2025 161.1 亿元; } >rows
    tracked '' '100.0,121.0,2022,growth,121.015,-0.015,34.4,40.0,10.01,%,on course'
    tracked '-b 2015' '50.0,121.0,2022,growth,113.412,7.588,63.9,70.0,10.01,%,on course'
    { cat figures && rec 零售额 2025 level 2015 161.1 亿元 '' target; } >rows
    tracked '--base 2020' '50.0,121.0,2022,growth,113.412,7.588,63.9,70.0,10.01,%,on course'
    { was 零售额 2022 121.0 亿元 && was 零售额 2023 125.0 亿元 && aim 零售额 2023 130.0 亿元; } >rows
    tracked '' '121.0,125.0,2023,growth,130.000,-5.000,44.4,100.0,,,missed'
    tracked '-b 2023' ',,,,,,,,,,no data'
    tracked '--as-of 2022' '121.0,,,,,,,,,,no data'
}

@test "zb-track: estimates, bounds and other units measure nothing" {
    { was 零售额 2020 100.0 亿元 && rec 零售额 2022 level '' 150 亿元 '' estimate && was 零售额 2021 150 亿元 gt &&
        was 零售额 2023 1500000 万元 && aim 零售额 2025 161.1 亿元; } >rows
    tracked '' '100.0,,,,,,,,,,no data'
}

@test "zb-track: of two figures the finer; one that differs is reported" {
    { was 零售额 2020 100.0 亿元 && was 零售额 2020 100 亿元 && was 零售额 2022 121.0 亿元 && aim 零售额 2025 161.1 亿元; } >rows
    tracked '' '100.0,121.0,2022,growth,121.015,-0.015,34.4,40.0,10.01,%,on course'
    { was 零售额 2020 100.0 亿元 && rec 零售额 2020 level '' 103.00 亿元 '' actual b.txt 7 && was 零售额 2022 121.0 亿元 &&
        aim 零售额 2025 161.1 亿元 && aim 零售额 2025 161 亿元 gt; } >rows
    { echo $columns && cat rows; } >in.csv
    try 'zb-track in.csv | cut -d , -f 14'
    exits 1
    out base 103.00 103.00
    err 'zb-track: a.txt:1: 零售额 2020: 100.0 not taken, but 103.00 of b.txt:7'
}

@test "zb-track: names and regions by their codes" {
    printf 'region,region_code,indicator,period,value,unit,status\n椒江,331002,网络零售额,2020,100,亿元,actual\n椒江区,331002,网上零售额,2022,121,亿元,actual\n椒江区,331002,网络零售总额,2025,161,亿元,target\n椒江区,331003,网络零售总额,2025,161,亿元,target\n' >in.csv
    try 'zb-track in.csv | cut -d , -f 8,10,19'
    exits 0
    out base,latest,verdict 100,121,'on course' ,,'no data'
    err
}

@test "zb-track: targets of a file of their own" {
    printf 'indicator,period,value,unit,note\n零售额,2025,161.1,亿元,甲\n' >plan.csv
    { was 零售额 2020 100.0 亿元 && was 零售额 2022 121.0 亿元 && aim 零售额 2025 999 亿元; } | sed 's/^云江区//' >rows
    { echo $columns && cat rows; } >in.csv
    try 'zb-track -t plan.csv in.csv'
    exits 0
    out indicator,period,value,unit,note,base,base_period,latest,latest_period,path,expected,gap,done,elapsed,needed,needed_unit,verdict,inputs \
        '零售额,2025,161.1,亿元,甲,100.0,2020,121.0,2022,growth,121.015,-0.015,34.4,40.0,10.01,%,on course,a.txt:1|a.txt:1'
    err
    # the base from the plan's own table
    printf 'indicator,period,value,unit,status,source,line\n零售额,2020,100.0,亿元,actual,plan.csv,2\n零售额,2025,161.1,亿元,target,plan.csv,3\n' >plan.csv
    sed -i '/,2020,/d' in.csv
    try 'zb-track --targets plan.csv in.csv | cut -d , -f 8,10,19,20'
    exits 0
    out base,latest,verdict,inputs '100.0,121.0,on course,plan.csv:2|a.txt:1'
    err
}

@test "zb-track: --explain and -v" {
    { was 零售额 2020 100.0 亿元 && was 零售额 2022 121.0 亿元 && aim 零售额 2025 161.1 亿元 && aim 进口 2025 16 亿元 && rec 进口 2025 change 2020 6 亿元 '' target; } >rows
    { echo $columns && cat rows; } >in.csv
    try 'zb-track --explain -v in.csv >/dev/null'
    exits 0
    out
    err 'zb-track: a.txt:1: 零售额 2025: on course: growth, by a.txt:1|a.txt:1' \
        'zb-track: a.txt:1: 进口 2025: no data: no figure after the base' \
        'zb-track: a.txt:1: 进口 2025: no data: a measure that is not tracked' \
        'zb-track: on course: 1' 'zb-track: no data: 2'
}

@test "zb-track: options that cannot be meant, columns that are there" {
    { echo $columns && aim 零售额 2025 161.1 亿元; } >in.csv
    try 'zb-track --as-of soon in.csv'
    exits 2
    out
    err 'zb-track: --as-of: not a period of zb-record(5), as in 2020 or 2020-12: soon'
    try 'zb-track -b 2020-13 in.csv'
    exits 2
    out
    err 'zb-track: --base: not a period of zb-record(5), as in 2020 or 2020-12: 2020-13'
    try 'zb-track in.csv | zb-track'
    exits 2
    out
    err 'zb-track: there is a column base already'
}

@test "zb-track: what zb-mask has withheld is neither a figure nor a target" {
    { was 零售额 2020 100 亿元 && was 零售额 2022 121.0 亿元 && rec 零售额 2023 level '' '' 亿元 '' suppressed &&
        aim 零售额 2025 161.051 亿元 && rec 零售额 2026 level '' '' 亿元 '' suppressed; } >rows
    cp rows all
    tracked '' '100,121.0,2022,growth,121.00000,0.00000,34.4,40.0,10.00,%,on course'
    # all that is no actual figure in the file of -t is a target, but not what is withheld
    { echo $columns && grep -e 2025 -e 2026 all | sed s/target//; } >plan.csv
    { echo $columns && grep -v 2025 all; } >in.csv
    try 'zb-track -t plan.csv in.csv | cut -d , -f 3-5,25'
    exits 0
    out 'item,period,measure,verdict' ',2025,level,on course'
    err
}
