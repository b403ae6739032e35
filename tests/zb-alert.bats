load helper

columns=region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line

# level INDICATOR PERIOD VALUE UNIT [ITEM [STATUS]]
level() {
    echo "云江区,$1,${5-},$2,level,,$3,$4,,${6-actual},,a.csv,$((++line))"
}

# rules KIND,INDICATOR,COMPARISON,THRESHOLD,N ...: one rule each, named by its number
rules() {
    local rule n=0
    echo severity,name,kind,indicator,comparison,threshold,n,unit
    for rule; do echo "warning,$((++n)),$rule"; done
}

@test "zb-alert: the record as it came, then the rule and the figures" {
    { echo "$columns,自己" && level 零售额 2019 100.0 亿元 && level 零售额 2020 95.0 亿元; } | sed '2,$s/$/,"a,b"/' >in.csv
    rules 'growth,零售额,<,0,,' >rules.csv
    try 'zb-alert -r rules.csv in.csv'
    exits 1
    out "$columns,自己,severity,rule,found,found_low,found_high,found_unit,expected_low,expected_high,inputs,what" \
        '云江区,零售额,,2020,level,,95.0,亿元,,actual,,a.csv,2,"a,b",warning,1,-5.00,-5.0975,-4.9024,%,0,,a.csv:1,-5.00% is below 0: 95.0 (2020) after 100.0 (2019)'
    err
}

@test "zb-alert: status 1 is for errors and warnings, not for notes; a rule that is off is none" {
    { echo "$columns" && level 零售额 2020 95.0 亿元; } >in.csv
    for severity in error:1 warning:1 note:0 off:0; do
        rules 'level,零售额,<,100,,亿元' | sed "s/^warning/${severity%:*}/" >rules.csv
        try 'zb-alert -r rules.csv in.csv | wc -l'
        exits "${severity#*:}"
        [ "${severity%:*}" = off ] && out 1 || out 2
        err
    done
    # one that rounding leaves open is a note, too
    rules 'level,零售额,<,95,,亿元' | sed 's/^warning/error/' >rules.csv
    try 'zb-alert -r rules.csv in.csv | cut -d , -f 14-21'
    exits 0
    out severity,rule,found,found_low,found_high,found_unit,expected_low,expected_high \
        note,1,95.0,94.950,95.050,亿元,95,
    err
}

@test "zb-alert: targets, estimates, what is withheld or missing, spans of years, figures without a time are passed over" {
    {
        echo "$columns" && level 零售额 2020 1 亿元 '' target && level 零售额 2020 2 亿元 '' estimate
        level 零售额 2021 '' 亿元 '' suppressed && level 零售额 2022 '' 亿元 '' missing
        level 零售额 2016/2020 3 亿元 && level 零售额 '' 4 亿元 && level 零售额 -09 5 亿元 && level 零售额 去年 6 亿元
        level 零售额 2019 7 亿元 '' provisional
    } >in.csv
    rules 'level,零售额,<,100,,亿元' >rules.csv
    try 'zb-alert -f text -r rules.csv in.csv'
    exits 1
    out 'a.csv:9: warning: 云江区 零售额 2019: 7 亿元 is below 100 [1]'
    err
}

@test "zb-alert: a row without a figure is refused, and kept" {
    { echo "$columns" && level 零售额 2020 x 亿元 && level 零售额 2020 '' 亿元 && level 零售额 2020 5 亿元; } >in.csv
    rules 'level,零售额,>,100,,亿元' >rules.csv
    try 'zb-alert -r rules.csv --rejects bad.csv in.csv'
    exits 1
    any out
    err 'zb-alert: in.csv:2: value: not a decimal: x' 'zb-alert: in.csv:3: value: empty'
    try 'cut -d , -f 1-3 bad.csv'
    exits 0
    out file,line,reason 'in.csv,2,value: not a decimal: x' 'in.csv,3,value: empty'
    err
}

@test "zb-alert: columns that are missing, or there already, are named" {
    rules 'level,零售额,>,100,,亿元' >rules.csv
    echo region,indicator,value >in.csv
    try 'zb-alert -r rules.csv in.csv'
    exits 2
    out
    err_has 'period'
    echo indicator,period,value,what >in.csv
    try 'zb-alert -r rules.csv in.csv'
    exits 2
    out
    err 'zb-alert: there is a column what already'
    echo indicator,period,value >in.csv
    try 'zb-alert -k market -r rules.csv in.csv'
    exits 2
    out
    err_has 'market'
}

@test "zb-alert: names and codes, of regions too" {
    {
        echo "region_code,indicator_code,$columns"
        { level 零售额 2020 5 亿元 && level 出口 2020 6 亿元; } | sed 's/^/331002,C01,/; /出口/s/C01/E01/'
    } >in.csv
    for which in region,331002:2 region,云江区:2 region,33*:2 indicator,C01:1 'indicator,零售额|E01:2' indicator,C*:1 region,331003:0; do
        name=${which%:*}
        printf 'name,severity,kind,unit,comparison,threshold,%s\na,note,level,亿元,<,10,%s\n' "${name%,*}" "${name#*,}" >rules.csv
        try 'zb-alert -f text -r rules.csv in.csv | wc -l'
        exits 0
        out "${which#*:}"
        err
    done
}

@test "zb-alert: alerts are records for the other filters, those without a figure too" {
    { echo "$columns" && level 社会消费品零售总额 2020-11 5 亿元; } | sed s/云江区/椒江区/ >in.csv
    printf 'name,severity,kind,unit,comparison,threshold\na,note,missing,,,\nb,note,level,亿元,<,10\n' >rules.csv
    printf 'name,frequency,due,indicator\n月报,month,15,社会消费品零售总额\n' >calendar.csv
    try 'zb-alert -r rules.csv -c calendar.csv --date 2021-01-20 in.csv >alerts.csv'
    exits 0
    out
    err
    for tool in zb-cat zb-view zb-units zb-code zb-check zb-merge 'zb-derive --growth' 'zb-export -t sdmx'; do
        try "$tool alerts.csv"
        exits 0
        any out
        err
    done
    try 'zb-export -t sdmx alerts.csv | cut -d , -f 6,11,12,16'
    exits 0
    out INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS 社会消费品零售总额,2020-12,,O 社会消费品零售总额,2020-11,5,A
    err
    # who counts alerts leaves their figures out
    try 'cut -d , -f 1-6,8- alerts.csv | zb-aggregate -b severity,status -a count | cut -d , -f 1,2,9'
    exits 0
    out severity,status,count note,actual,1 note,missing,1
    err
}

@test "zb-alert: what is missing counts as that only until it comes, also when it is withheld" {
    printf 'name,severity,kind\na,warning,missing\n' >rules.csv
    printf 'name,frequency,due,indicator\n月报,month,15,零售额\n' >calendar.csv
    { echo "$columns" && level 零售额 2020-11 5 亿元; } >in.csv
    for came in :1 5,actual:0 ,suppressed:0 5,estimate:1 5,target:1; do
        row=${came%:*}
        { cat in.csv && [ -z "$row" ] || level 零售额 2020-12 "${row%,*}" 亿元 '' "${row#*,}"; } >all.csv
        try 'zb-alert -r rules.csv -c calendar.csv --date 2021-01-16 all.csv'
        exits "${came#*:}"
        any out
        err
    done
    # a derived figure is no delivery
    { echo "$columns,derived" && level 零售额 2020-11 5 亿元 && level 零售额 2020-12 5 亿元; } | sed '2s/$/,/; 3s/$/,a - b/' >all.csv
    try 'zb-alert -f text -r rules.csv -c calendar.csv --date 2021-01-16 all.csv'
    exits 1
    out 'calendar.csv:2: warning: 云江区 零售额 2020-12: 月报 was due on 2021-01-15, 1 day ago; the last one was of 2020-11 [a]'
    err
}

@test "zb-alert: names cannot steer a terminal" {
    printf 'indicator,period,value,unit\n零\033[31m售,2020,5,亿元\n' >in.csv
    rules 'level,,<,10,,亿元' >rules.csv
    try 'zb-alert -f text -r rules.csv in.csv'
    exits 1
    out 'in.csv:2: warning: 零 [31m售 2020: 5 亿元 is below 10 [1]'
    err
}

@test "zb-alert: the order of the input does not matter but for that of the alerts" {
    {
        echo "$columns"
        for p in 2020-09 2020-12 2020-10 2020-11; do level 零售额 $p "1${p#*-}.0" 亿元; done
    } >in.csv
    { head -n 1 in.csv && tail -n +2 in.csv | tac; } >turned.csv
    rules 'rises,零售额,,,3,' 'step,零售额,>,0.5,,' 'swing,零售额,>,1,4,' >rules.csv
    try 'zb-alert -r rules.csv in.csv | tee one.csv | wc -l; zb-alert -r rules.csv turned.csv | cmp - one.csv'
    exits 1
    out 4
    err
}

@test "zb-alert: a figure of 200 digits, and times far away" {
    nines=$(printf '9%.0s' {1..199})
    { echo "$columns" && level 零售额 2019 "$nines" 亿元 && level 零售额 2020 "${nines}9" 亿元; } >in.csv
    rules 'growth,零售额,>,899.99,,' >rules.csv
    try 'zb-alert -r rules.csv in.csv | cut -d , -f 14,16'
    exits 1
    out severity,found warning,900.00
    err
    { echo "$columns" && level 价格 0001-01-01 5 元 && level 价格 9999-12-31 6 元; } >in.csv
    rules 'season,价格,>,1,9999,' 'deviation,价格,>,1,9998,' 'level,价格,>,1,,元' 'swing,价格,>,1,9999,' >rules.csv
    try 'zb-alert -f text -r rules.csv in.csv'
    exits 1
    out 'a.csv:4: warning: 云江区 价格 9999-12-31: 6 元 is above 1 [3]'
    err
}
