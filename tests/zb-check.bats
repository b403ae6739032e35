load helper

# rec INDICATOR PERIOD MEASURE AGAINST VALUE UNIT [BOUND [STATUS [SOURCE [LINE [TEXT [ITEM]]]]]]
rec() {
    echo "云江区,$1,${12-},$2,$3,$4,$5,$6,${7-},${8-actual},,${9-a.txt},${10-1},${11-为$5}"
}

# level, cell INDICATOR PERIOD VALUE UNIT [ITEM]: in prose, and in a table
level() { rec "$1" "$2" level '' "$3" "$4"; }
cell() { rec "$1" "$2" level '' "$3" "$4" '' actual a.txt 1 行 "${5-}"; }

# found LINE ...: the records of `rows` give exactly these findings, without notes; quiet: none.
found() {
    { echo region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text && cat rows; } >in.csv
    try "zb-check -f text in.csv"
    if [ "$#" -gt 0 ]; then exits 1; else exits 0; fi
    out "$@"
    err
}
quiet() { found; }

# noted LINE ...: with --notes these, and exit 0; without them nothing.
noted() {
    quiet
    try 'zb-check --notes -f text in.csv'
    exits 0
    out "$@"
    err
}

@test "zb-check: growth against two levels, within their rounding" {
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 8.1 %; } >rows
    quiet
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 8.6 %; } >rows
    found 'a.txt:1: error: 网络零售额 2020: from 140亿元 to 151.3亿元 is a growth of 7.65..8.50%, not 8.6% [growth]'
    # the edge itself: 139.5 to 151.35 is 8.4946..., and 8.5 stands for 8.45 to 8.55
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 8.5 %; } >rows
    quiet
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 420 亿元 && rec 网络零售额 2020 growth 2019 2.0 倍; } >rows
    quiet
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 420 亿元 && rec 网络零售额 2020 growth 2019 3.0 倍; } >rows
    found 'a.txt:1: error: 网络零售额 2020: from 140亿元 to 420亿元 is a growth of 1.98..2.02倍, not 3.0倍 [growth]'
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 119 亿元 && rec 网络零售额 2020 growth 2019 15 %; } >rows
    found 'a.txt:1: error: 网络零售额 2020: from 140亿元 to 119亿元 is a growth of -15.7..-14.3%, not 15% [growth]'
}

@test "zb-check: a bound opens the interval, about is a tenth" {
    { level 网络零售额 2019 100 亿元 && rec 网络零售额 2020 level '' 120 亿元 gt && rec 网络零售额 2020 growth 2019 25 %; } >rows
    quiet
    { level 网络零售额 2019 100 亿元 && rec 网络零售额 2020 level '' 120 亿元 gt && rec 网络零售额 2020 growth 2019 15 %; } >rows
    found 'a.txt:1: error: 网络零售额 2020: from 100亿元 to 120亿元 is a growth of 19.4..%, not 15% [growth]'
    { level 网络零售额 2019 100 亿元 && rec 网络零售额 2020 level '' 120 亿元 approx && rec 网络零售额 2020 growth 2019 15 %; } >rows
    quiet
}

@test "zb-check: growth by level and change of one line" {
    { level 存款余额 2020 550 亿元 && rec 存款余额 2020 change 2019 50.0 亿元 && rec 存款余额 2020 growth 2019 10.0 %; } >rows
    quiet
    { level 存款余额 2020 550 亿元 && rec 存款余额 2020 change 2019 50.0 亿元 && rec 存款余额 2020 growth 2019 9.1 %; } >rows
    found 'a.txt:1: error: 存款余额 2020: a change of 50.0亿元 to 550亿元 is a growth of 9.97..10.03%, not 9.1% [growth]'
}

@test "zb-check: growth at comparable prices or coverage is a note" {
    { level 地区生产总值 2019 410.2 亿元 && level 地区生产总值 2020 450.6 亿元 && rec 地区生产总值 2020 growth 2019 6.1 %; } >rows
    noted 'a.txt:1: note: 地区生产总值 2020: 6.1% is at comparable prices and says nothing of 410.2亿元 and 450.6亿元 [growth]'
    # a word of the sentence says it
    { level 渔获价值 2019 100 亿元 && level 渔获价值 2020 150 亿元 && rec 渔获价值 2020 growth 2019 6.1 % '' actual a.txt 1 按可比价格计算增长6.1%; } >rows
    noted 'a.txt:1: note: 渔获价值 2020: 6.1% is at comparable prices and says nothing of 100亿元 and 150亿元 [growth]'
    # coverage changes from year to year: only a growth of one year is at comparable coverage
    { level 固定资产投资 2019 100 亿元 && level 固定资产投资 2020 150 亿元 && rec 固定资产投资 2020 growth 2019 6.1 %; } >rows
    noted 'a.txt:1: note: 固定资产投资 2020: 6.1% is at comparable coverage and says nothing of 100亿元 and 150亿元 [growth]'
    { level 固定资产投资 2015 100 亿元 && level 固定资产投资 2020 150 亿元 && rec 固定资产投资 2020 growth 2015 6.1 %; } >rows
    found 'a.txt:1: error: 固定资产投资 2020: from 100亿元 to 150亿元 is a growth of 48.75..51.26%, not 6.1% [growth]'
}

@test "zb-check: mean yearly growth, and what would explain a wrong one" {
    { level 网络零售额 2015 73.22 亿元 && level 网络零售额 2020 151.28 亿元 && rec 网络零售额 2016/2020 cagr 2015 15.62 %; } >rows
    quiet
    # the base is known to a place only
    { level 实际利用外资 2015 0.1 亿美元 && level 实际利用外资 2020 1.72 亿美元 && rec 实际利用外资 2016/2020 cagr 2015 75.08 %; } >rows
    quiet
    { level 实际利用外资 2015 0.100 亿美元 && level 实际利用外资 2020 1.72 亿美元 && rec 实际利用外资 2016/2020 cagr 2015 75.08 %; } >rows
    found 'a.txt:1: error: 实际利用外资 2016/2020: from 0.100亿美元 to 1.72亿美元 in 5 years is 76.367..76.927% a year, not 75.08% [cagr]'
    { level 网络零售额 2015 100.0 亿元 && level 网络零售额 2020 146.4 亿元 && rec 网络零售额 2016/2020 cagr 2015 10.0 %; } >rows
    found 'a.txt:1: error: 网络零售额 2016/2020: from 100.0亿元 to 146.4亿元 in 5 years is 7.90..7.94% a year, not 10.0%; it would fit over 4 years [cagr]'
    { level 网络零售额 2013 60.0 亿元 && level 网络零售额 2015 100.0 亿元 && level 网络零售额 2020 146.4 亿元 && rec 网络零售额 2016/2020 cagr 2015 13.6 %; } >rows
    found 'a.txt:1: error: 网络零售额 2016/2020: from 100.0亿元 to 146.4亿元 in 5 years is 7.90..7.94% a year, not 13.6%; it would fit over 3 years [cagr]'
    { level 网络零售额 2012 60.0 亿元 && level 网络零售额 2015 100.0 亿元 && level 网络零售额 2020 146.4 亿元 && rec 网络零售额 2016/2020 cagr 2015 11.8 %; } >rows
    found 'a.txt:1: error: 网络零售额 2016/2020: from 100.0亿元 to 146.4亿元 in 5 years is 7.90..7.94% a year, not 11.8%; it would fit since 2012 [cagr]'
    { level 网络零售额 2015 100.0 亿元 && level 网络零售额 2020 150.0 亿元 && rec 网络零售额 2016/2020 cagr 2015 10.0 %; } >rows
    # 150/100 over 4 years is 10.67: the whole growth by 5 is 10.0
    found 'a.txt:1: error: 网络零售额 2016/2020: from 100.0亿元 to 150.0亿元 in 5 years is 8.42..8.47% a year, not 10.0%; it is the whole growth divided by 5 [cagr]'
    { level 网络零售额 2018 100.0 亿元 && level 网络零售额 2019 300.0 亿元 && level 网络零售额 2020 150.0 亿元 && rec 网络零售额 2019/2020 cagr 2018 75.0 %; } >rows
    found 'a.txt:1: error: 网络零售额 2019/2020: from 100.0亿元 to 150.0亿元 in 2 years is 22.42..22.53% a year, not 75.0%; it is the plain mean of the yearly rates [cagr]'
    # of value added it is real
    { level 地区生产总值 2015 100.0 亿元 && level 地区生产总值 2020 150.0 亿元 && rec 地区生产总值 2016/2020 cagr 2015 7.0 %; } >rows
    noted 'a.txt:1: note: 地区生产总值 2016/2020: 7.0% is at comparable prices and says nothing of 100.0亿元 and 150.0亿元 [cagr]'
}

@test "zb-check: multiples and changes" {
    { level 网络零售额 2015 70 亿元 && level 网络零售额 2020 151 亿元 && rec 网络零售额 2020 multiple 2015 2.2 倍; } >rows
    quiet
    { level 网络零售额 2015 70 亿元 && level 网络零售额 2020 151 亿元 && rec 网络零售额 2020 multiple 2015 2.3 倍; } >rows
    found 'a.txt:1: error: 网络零售额 2020: from 70亿元 to 151亿元 is 2.13..2.18 times as much, not 2.3倍 [multiple]'
    { rec 城镇化率 2019 level '' 62.5 % && rec 城镇化率 2020 level '' 63.2 % && rec 城镇化率 2020 change 2019 0.8 个百分点; } >rows
    quiet
    { rec 城镇化率 2019 level '' 62.5 % && rec 城镇化率 2020 level '' 63.2 % && rec 城镇化率 2020 change 2019 0.9 个百分点; } >rows
    found 'a.txt:1: error: 城镇化率 2020: from 62.5% to 63.2% is a change of 0.60..0.80, not 0.9个百分点 [change]'
    # against itself it says nothing
    { rec 城镇化率 2020 level '' 63.2 % && rec 城镇化率 2020 change 2020 0.9 个百分点; } >rows
    quiet
}

@test "zb-check: a level of another document may have been revised" {
    { rec 网络零售额 2019 level '' 140 亿元 '' actual b.txt 7 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 12.0 %; } >rows
    found 'a.txt:1: warning: 网络零售额 2020: from 140亿元 to 151.3亿元 is a growth of 7.65..8.50%, not 12.0%; a level of another document may have been revised [growth]'
    # two documents that name no region need not mean the same
    sed -i 's/^云江区//' rows
    quiet
}

@test "zb-check: a share of part and whole, adjusted in a ratio" {
    { level 进口 2020 11.04 亿元 && level 光电产品进口 2020 4.3 亿元 && rec 光电产品进口 2020 share 进口 38.9 %; } >rows
    quiet
    { level 进口 2020 11.04 亿元 && level 光电产品进口 2020 4.3 亿元 && rec 光电产品进口 2020 share 进口 39.8 %; } >rows
    found 'a.txt:1: error: 光电产品进口 2020: 4.3亿元 of 11.04亿元 is 38.47..39.43%, not 39.8% [share]'
    # 18.74% is 18.7, but with 58.7 the three would make 99.9
    { level 地区生产总值 2020 100.00 亿元 && level 渔业 2020 18.74 亿元 && rec 渔业 2020 share 地区生产总值 18.8 % '' actual a.txt 1 三项比例为18.8:40.0:41.2; } >rows
    noted 'a.txt:1: note: 渔业 2020: 18.74亿元 of 100.00亿元 is 18.73..18.75%, not 18.8% [share]'
    # two ratios of one time: they are of different wholes
    { level 地区生产总值 2020 100.00 亿元 && level 渔业 2020 18.74 亿元 && rec 渔业 2020 share 地区生产总值 18.7 % && rec 渔业 2020 share 地区生产总值 25.1 %; } >rows
    quiet
}

ratio() {
    local name
    for name in 第一产业 第二产业 第三产业; do
        rec $name "$1" share 地区生产总值 "${2%%:*}" % '' actual a.txt 5 "三次产业比例$3"
        set -- "$1" "${2#*:}" "$3"
    done
}

@test "zb-check: a ratio makes 100, two in one sentence are two" {
    ratio 2020 6.01:55.04:38.95 为6.01:55.04:38.95 >rows
    quiet
    ratio 2020 6.0:55.1:39.0 为6.0:55.1:39.0 >rows # 100.1 may be rounding
    quiet
    ratio 2020 6.01:55.40:38.95 为6.01:55.40:38.95 >rows
    found 'a.txt:5: error: 第一产业 2020: the 3 shares make 100.345..100.375%, not 100% [ratio]'
    { ratio 2020 6:55:39 由6:55:39变为5:55:40 && ratio 2020 5:55:40 由6:55:39变为5:55:40; } >rows
    quiet
}

@test "zb-check: parts that add up, by the dictionary of indicators" {
    { level 进出口总额 2020 164.80 亿元 && level 出口 2020 153.76 亿元 && level 进口 2020 11.04 亿元; } >rows
    quiet
    { level 进出口总额 2020 164.81 亿元 && level 出口 2020 153.76 亿元 && level 进口 2020 11.04 亿元; } >rows
    quiet
    { level 进出口总额 2020 164.90 亿元 && level 出口 2020 153.76 亿元 && level 进口 2020 11.04 亿元; } >rows
    found 'a.txt:1: error: 进出口总额 2020: the 2 parts make 164.790..164.810, not 164.90亿元 [parts]'
    # far from the total, in prose: of another whole
    { level 进出口总额 2020 1164.90 亿元 && level 出口 2020 153.76 亿元 && level 进口 2020 11.04 亿元; } >rows
    noted 'a.txt:1: note: 进出口总额 2020: the 2 parts make 164.790..164.810, not 1164.90亿元 [parts]'
    # not all parts: only more than the total is wrong
    { level 粮食产量 2020 40 万吨 && level 夏粮产量 2020 10 万吨 && level 秋粮产量 2020 20 万吨; } >rows
    quiet
    { level 粮食产量 2020 28 万吨 && level 夏粮产量 2020 10 万吨 && level 秋粮产量 2020 20 万吨; } >rows
    found 'a.txt:1: error: 粮食产量 2020: the 2 parts make 29.0.., not 28万吨 [parts]'
}

@test "zb-check: the items of a table, complete where they make the total in another year" {
    { cell 零售额 2019 30.0 亿元 && cell 零售额 2019 10.0 亿元 城镇 && cell 零售额 2019 20.0 亿元 乡村; } >before
    { cell 零售额 2020 33.0 亿元 && cell 零售额 2020 10.0 亿元 城镇 && cell 零售额 2020 22.0 亿元 乡村; } >after
    cat before after >rows
    found 'a.txt:1: error: 零售额 2020: the 2 parts make 31.90..32.10, not 33.0亿元 [parts]'
    sed 's/33.0/32.1/' after | cat before - >rows
    quiet
    cp after rows # nothing says that these are all
    quiet
    { cat before after && cell 零售额 2020 7.0 亿元 境外; } >rows # other items than then
    quiet
    { sed 's/,30.0,/,35.0,/' before && cat after; } >rows # they never make the total
    quiet
}

@test "zb-check: figures from January on do not fall" {
    { level 网络零售额 2020-01/2020-08 80 亿元 && level 网络零售额 2020-01/2020-09 85 亿元 && level 网络零售额 2020 100 亿元; } >rows
    quiet
    { level 网络零售额 2020-01/2020-08 80 亿元 && level 网络零售额 2020-01/2020-09 79 亿元; } >rows
    quiet # 79.5 may be both
    { level 网络零售额 2020-H1 80 亿元 && level 网络零售额 2020-01/2020-09 70 亿元; } >rows
    found 'a.txt:1: warning: 网络零售额 2020-01/2020-09: 70亿元 from January on, but 80亿元 in 2020-H1 already [cumulative]'
    { level 贷款余额 2020-H1 80 亿元 && level 贷款余额 2020 70 亿元; } >rows # a stock may fall
    quiet
}

@test "zb-check: the same figure twice" {
    { level 网络零售额 2020 151.28 亿元 && cell 网络零售额 2020 151.3 亿元; } >rows
    quiet
    { level 网络零售额 2020 151.28 亿元 && cell 网络零售额 2020 235 亿元; } >rows
    found 'a.txt:1: error: 网络零售额 2020: 235亿元 here, 151.28亿元 in a.txt:1 [conflict]'
    # the other name of the same indicator, near the end of the document
    { level 网络零售额 2020 151.28 亿元 && rec 网上零售额 2020 level '' 152.28 亿元 '' actual a.txt 90; } >rows
    found 'a.txt:90: error: 网上零售额 2020: 152.28亿元 here, 151.28亿元 in a.txt:1 [conflict]'
    # far apart within the prose: of other scopes
    { level 网络零售额 2020 151.28 亿元 && rec 网络零售额 2020 level '' 52.28 亿元 '' actual a.txt 90; } >rows
    quiet
    # another document
    { level 网络零售额 2020 151.28 亿元 && rec 网络零售额 2020 level '' 52.28 亿元 '' actual b.txt 90; } >rows
    found 'b.txt:90: warning: 网络零售额 2020: 52.28亿元 here, 151.28亿元 in a.txt:1; one may have been revised [conflict]'
    { rec 网络零售额 2020 level '' 151.28 亿元 '' provisional && rec 网络零售额 2020 level '' 152.28 亿元 '' actual b.txt 90; } >rows
    noted 'b.txt:90: note: 网络零售额 2020: 152.28亿元 here, 151.28亿元 in a.txt:1 (revised) [conflict]'
    # what is aimed at is no conflict with what is
    { level 网络零售额 2020 151.28 亿元 && rec 网络零售额 2020 level '' 170 亿元 '' target b.txt 90; } >rows
    quiet
}

@test "zb-check: names of other scope are no conflict" {
    # zb-code gives a general name one code; what was published counts
    printf 'indicator,published,period,value,unit,text\n第一产业增加值,,2020,5,亿元,为5亿元\n第一产业增加值,第一产业,2020,7,亿元,行\n' >in.csv
    try 'zb-check -f text in.csv'
    exits 0
    out
    err
    sed -i 's/第一产业,2020/第一产业增加值,2020/' in.csv
    try 'zb-check -f text in.csv'
    exits 1
    out 'in.csv:3: error: 第一产业增加值 2020: 7亿元 here, 5亿元 in in.csv:2 [conflict]'
    err
    { rec 税收收入 2020 level '' 15 亿元 '' actual a.txt 1 全市税收收入15亿元 && rec 税收收入 2020 level '' 5 亿元 '' actual b.txt 1 市本级税收收入5亿元; } >rows
    quiet
    { level 城镇居民人均可支配收入 2020 5 万元 && cell 农村居民人均可支配收入 2020 2 万元; } >rows
    quiet
    { level 收入 2020 5 万元 && cell 收入 2020 2 万元; } >rows # it says too little
    quiet
    # one side itself has two
    { level 税收收入 2020 15 亿元 && rec 税收收入 2020 level '' 5 亿元 '' actual a.txt 9 && cell 税收收入 2020 20 亿元; } >rows
    quiet
}

@test "zb-check: a target below its base, where growth is aimed at" {
    target() { rec "$1" "$2" level '' "$3" 亿元 "${4-}" target a.txt 1 "${5-$3}"; }
    { level 进出口总额 2020 164.8 亿元 && target 进出口总额 2025 150 gt; } >rows
    found 'a.txt:1: warning: 进出口总额 2025: aims at 150亿元, below the 164.8亿元 of 2020, though growth is aimed at [target]'
    { level 进出口总额 2020 164.8 亿元 && target 进出口总额 2025 150 && rec 进出口总额 2021/2025 cagr 2020 5 % '' target; } >rows
    found 'a.txt:1: warning: 进出口总额 2025: aims at 150亿元, below the 164.8亿元 of 2020, though growth is aimed at [target]' \
        'a.txt:1: error: 进出口总额 2021/2025: from 164.8亿元 to 150亿元 in 5 years is -2.0..-1.7% a year, not 5% [cagr]'
    { level 进出口总额 2020 164.8 亿元 && target 进出口总额 2025 150 '' 增长到150亿元; } >rows
    found 'a.txt:1: warning: 进出口总额 2025: aims at 150亿元, below the 164.8亿元 of 2020, though growth is aimed at [target]'
    { level 进出口总额 2020 164.8 亿元 && target 进出口总额 2025 150 le; } >rows
    quiet
    { level 进出口总额 2020 164.8 亿元 && target 进出口总额 2025 170 gt; } >rows
    quiet
    # the budget of a next year
    { level 税收收入 2020 16 亿元 && target 税收收入 2021 15 '' 增长2%; } >rows
    quiet
}

@test "zb-check: units that jump" {
    { level 中方投资额 2019 3759.8 万美元 && level 中方投资额 2020 0.3 万美元; } >rows
    found 'a.txt:1: warning: 中方投资额 2020: 0.3万美元 after 3759.8万美元: some 10^-4 times as much, another unit? [jump]'
    { level 中方投资额 2018 0.3 亿美元 && level 中方投资额 2020 3759.8 亿美元; } >rows
    found 'a.txt:1: warning: 中方投资额 2020: 3759.8亿美元 after 0.3亿美元: some 10^4 times as much, another unit? [jump]'
    { level 中方投资额 2019-12 3 亿元 && level 中方投资额 2020-01 303000000 亿元; } >rows
    found 'a.txt:1: warning: 中方投资额 2020-01: 303000000亿元 after 3亿元: some 10^8 times as much, another unit? [jump]'
    { level 中方投资额 2019 3759.8 万美元 && level 中方投资额 2020 3.8 万美元; } >rows
    quiet
}

@test "zb-check: figures that are not possible" {
    { rec 出生率 2020 level '' 8.4 %; } >rows
    found 'a.txt:1: warning: 出生率 2020: 8.4% is not possible: is it in ‰? [range]'
    { rec 出生率 2020 level '' 8.4 ‰ && rec 合格率 2020 level '' 99.4 % && rec 预算支出 2020 share 年初预算 109 %; } >rows
    quiet
    { rec 合格率 2020 level '' 199.4 %; } >rows
    found 'a.txt:1: warning: 合格率 2020: 199.4% is not possible [range]'
    { rec 进口 2020 share 进出口总额 109.0 %; } >rows
    found 'a.txt:1: error: 进口 2020: 109.0% is not possible [range]'
    { rec 进口 2020 growth 2019 -150 %; } >rows
    found 'a.txt:1: warning: 进口 2020: -150% is not possible [range]'
}

@test "zb-check: records, with all that the finding was made of" {
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 8.6 % '' actual a.txt 7 '增长8.6%,"快"'; } >rows
    { echo region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text && cat rows; } >in.csv
    sed -i 's/,增长8.6%,"快"$/,"增长8.6%,""快"""/' in.csv
    try 'zb-check in.csv'
    exits 1
    out severity,rule,region,indicator,item,period,measure,against,value,unit,bound,status,expected_low,expected_high,source,line,text,inputs,what \
        'error,growth,云江区,网络零售额,,2020,growth,2019,8.6,%,,actual,7.65,8.50,a.txt,7,"增长8.6%,""快""",a.txt:1|a.txt:1,"from 140亿元 to 151.3亿元 is a growth of 7.65..8.50%, not 8.6%"'
    err
    # findings are records: they can be counted
    try 'zb-check in.csv | zb-aggregate -b severity,rule -a count | cut -d , -f 1-3,10'
    exits 1
    out severity,rule,indicator,count error,growth,网络零售额,1
    err
}

@test "zb-check: without source and line the input's own are named; codes count" {
    printf 'indicator,indicator_code,period,value,unit\n甲数,X1,2020,5.00,亿元\n乙数,X1,2020,5.20,亿元\n' >in.csv
    try 'zb-check -f text in.csv'
    exits 1
    out 'in.csv:3: error: 乙数 2020: 5.20亿元 here, 5.00亿元 in in.csv:2 [conflict]'
    err
    printf 'indicator,indicator_code,period,value,unit\n甲数,X1,2020,5,亿元\n乙数,X2,2020,5.2,亿元\n' >in.csv
    try 'zb-check -f text in.csv'
    exits 0
    out
    err
}

@test "zb-check: what is the same but for its line is weighed once, many of one name not at all" {
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 8.6 %; } >once
    { cat once && sed 's/,1,为/,9,为/' once; } >rows
    found 'a.txt:1: error: 网络零售额 2020: from 140亿元 to 151.3亿元 is a growth of 7.65..8.50%, not 8.6% [growth]'
    for i in $(seq 200 264); do level 网络零售额 2020 "$i" 亿元; done >rows
    quiet
}

@test "zb-check: dictionaries of one's own" {
    { level 螺旋指数 2019 100 点 && level 螺旋指数 2020 150 点 && rec 螺旋指数 2020 growth 2019 6.1 %; } >rows
    found 'a.txt:1: error: 螺旋指数 2020: from 100点 to 150点 is a growth of 48.75..51.26%, not 6.1% [growth]'
    printf 'kind,text\nreal,螺旋指数\n' >own.csv
    try 'zb-check -d own.csv -f text in.csv'
    exits 0
    out
    err
    printf 'kind,text,low,high,unit\nrange,螺旋指数,,120,点\n' >own.csv
    try 'zb-check --dict own.csv -f text in.csv | head -n 1'
    exits 1
    out 'a.txt:1: warning: 螺旋指数 2020: 150点 is not possible [range]'
    err
    { rec 净收益 2020 growth 2019 -150 % && rec 茶叶出口 2020 share 责任状 103 %; } >rows
    found 'a.txt:1: warning: 净收益 2020: -150% is not possible [range]' \
        'a.txt:1: error: 茶叶出口 2020: 103% is not possible [range]'
    printf 'kind,text\nloss,净收益\nplan,责任状\n' >own.csv
    try 'zb-check -d own.csv -f text in.csv'
    exits 0
    out
    err
    printf 'kind,text\nunreal,螺旋指数\n' >own.csv
    try 'zb-check -d own.csv in.csv'
    exits 2
    out
    err 'zb-check: own.csv:2: kind: none: unreal'
    printf 'kind,text,low,high,unit\nrange,螺旋指数,,12点,点\n' >own.csv
    try 'zb-check -d own.csv in.csv'
    exits 2
    out
    err 'zb-check: own.csv:2: low, high: no decimal'
}

@test "zb-check: figures that are none are refused; a format that there is not" {
    { level 网络零售额 2020 约五 亿元 && level 网络零售额 2019 5 亿元; } >rows
    { echo region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text && cat rows; } >in.csv
    try 'zb-check -f text in.csv'
    exits 1
    out
    err 'zb-check: in.csv:2: value: not a decimal: 约五'
    try 'zb-check -f html in.csv'
    exits 2
    out
    err 'zb-check: --format: neither records nor text: html'
    printf 'a,b\n' >in.csv
    try 'zb-check in.csv'
    exits 2
    out
    any err
}

@test "zb-check: -v says how often each rule could be applied" {
    { level 网络零售额 2019 140 亿元 && level 网络零售额 2020 151.3 亿元 && rec 网络零售额 2020 growth 2019 8.6 %; } >rows
    { echo region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text && cat rows; } >in.csv
    try 'zb-check -v -f text in.csv >/dev/null'
    exits 1
    out
    err 'zb-check: different records: 3; weighed: growth 1, jump 1, range 1; errors: 1, warnings: 0, notes: 0'
}

@test "zb-check: what zb-mask has withheld is no evidence, and its parts are not all of them" {
    { level 网络零售额 2019 140 亿元 && rec 网络零售额 2020 level '' '' 亿元 '' suppressed &&
        rec 网络零售额 2020 growth 2019 8.6 %; } >rows
    quiet
    # the same items make the total a year before; now one of them is withheld, and then not
    { cell 零售额 2019 60.00 亿元 && cell 零售额 2019 40.00 亿元 甲 && cell 零售额 2019 20.00 亿元 乙 &&
        cell 零售额 2020 90.00 亿元 && cell 零售额 2020 50.00 亿元 甲 &&
        rec 零售额 2020 level '' '' 亿元 '' suppressed a.txt 1 行 乙; } >rows
    quiet
    cell 零售额 2020 20.00 亿元 乙 >>rows
    found 'a.txt:1: error: 零售额 2020: the 2 parts make 69.990..70.010, not 90.00亿元 [parts]'
    # no value for another reason is still reported
    rec 网络零售额 2020 level '' '' 亿元 >rows
    { echo region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text && cat rows; } >in.csv
    try 'zb-check -f text in.csv'
    exits 1
    out
    err 'zb-check: in.csv:2: value: empty'
}
