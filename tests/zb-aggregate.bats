load helper

# Records of every kind that matters here, N of them, in an order that SEED gives.
some_records() {
    awk -v n="$1" -v seed="${2:-1}" '
        function pick(list,   a) { return a[int(rand() * split(list, a, "|")) + 1] }
        BEGIN {
            srand(seed)
            print "region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line"
            for (i = 0; i < n; i++)
                print pick("a|b") "," pick("零售额|贷款余额|新增人口|失业率|常住人口") "," pick("|x") "," \
                    pick("2020-01|2020-02|2020-03|2020-06|2020-12|2019-12|2020-Q1|2020-Q4|2020-H1|2020|2019|2020-01/2020-02|2020-01/2020-03|2020-06-30|2016/2020||去年") "," \
                    pick("level|level|level|growth|share|change|") "," pick("|2019|全市") "," \
                    pick("1.5|2.50|-3|0|100000000000000000000000000.1|-99999999999999999999999999999999999999.99|7|1e5||0.001|12.3|12.30|5|5.0") "," \
                    pick("亿元|万元|%||元/平方米") "," pick("|||gt|approx|le|ge|lt") "," pick("actual|target") "," \
                    pick("|0.1|1|0.01") "," pick("p.txt|q r.txt|\"a,b\"") "," int(rand() * 9) + 1
        }'
}

@test "sums by any columns, in byte order of the keys" {
    cat >in.csv <<'END'
region,period,value
路桥区,2020,1.5
椒江区,2021,-3
椒江区,2020,2.50
路桥区,2020,0.25
END
    try 'zb-aggregate -b region,period in.csv'
    exits 0
    out region,period,value 椒江区,2020,2.50 椒江区,2021,-3 路桥区,2020,1.75
    err
    try 'zb-aggregate -b period,region in.csv'
    exits 0
    out period,region,value 2020,椒江区,2.50 2020,路桥区,1.75 2021,椒江区,-3
    err
}

@test "all functions" {
    printf 'g,period,value\na,2020,4\na,2022,1.5\na,2021,10.25\nb,2020,7\na,2023,4.0\n' >in.csv
    try 'zb-aggregate -b g,part -a sum,count,mean,min,max,first,last,median in.csv'
    exits 2
    out
    any err
    try 'zb-aggregate -b g -a sum,count,mean,min,max,first,last,median in.csv'
    exits 0
    out g,part,sum,count,mean,min,max,first,last,median a,year,19.75,4,4.93750,1.5,10.25,4,4.0,4.0 b,year,7,1,7.000,7,7,7,7,7
    err
    try 'zb-aggregate -b g -a median,sum in.csv | cut -d , -f 3,4'
    exits 0
    out median,sum 4.0,19.75 7,7
    err
}

@test "one figure stays in the column value; count never takes it" {
    printf 'g,value\na,4\na,6\n' >in.csv
    for pair in 'mean g,value:a,5.000' 'count g,count:a,2' 'count,max g,count,value:a,2,6' 'min,max g,min,max:a,4,6'; do
        try "zb-aggregate -b g -a ${pair%% *} in.csv"
        exits 0
        pair=${pair#* }
        out "${pair%%:*}" "${pair#*:}"
        err
    done
}

@test "the median: between two, one place more where it needs it" {
    median() {
        try "printf '%s\n' value $1 | zb-aggregate -a median | tail -n 1"
        exits 0
        out "$2"
        err
    }
    median '1 2' 1.5
    median '1 3' 2
    median '1.0 3' 2.0
    median '5 1 9' 5
    median '0.1 0.2' 0.15
    median '-1 -2' -1.5
    median '3 123456789012345678901234567890 2 123456789012345678901234567891' 61728394506172839450617283946.5
}

@test "sums never lose a digit, whatever the size" {
    awk 'BEGIN { print "value"; for (i = 0; i < 1000; i++) print "99999999999999999999999999999999999999.99\n0.001"; print "-99999999999999999999999999999999999999990" }' >in.csv
    try 'python3 -c "
import decimal; decimal.getcontext().prec = 99
d = [decimal.Decimal(x) for x in open(\"in.csv\").read().split()[1:]]
print(sum(d))"; zb-aggregate in.csv | tail -n 1'
    exits 0
    err
    [ "$(sort -u out | wc -l)" -eq 1 ]
    any out
    # binary floating point would give 0.30000000000000004
    try 'printf "value\n0.1\n0.2\n" | zb-aggregate'
    exits 0
    out value 0.3
    err
}

@test "other units, measures, statuses, indicators and items never fall into one sum" {
    cat >in.csv <<'END'
indicator,item,measure,unit,status,value
零售额,,level,亿元,actual,1
零售额,,level,万元,actual,2
零售额,,level,亿元,target,4
零售额,,change,亿元,actual,8
零售额,批发业,level,亿元,actual,16
进口额,,level,亿元,actual,32
零售额,,level,亿元,actual,64
END
    try 'zb-aggregate in.csv'
    exits 0
    out indicator,item,measure,unit,status,value 进口额,,level,亿元,actual,32 零售额,,change,亿元,actual,8 零售额,,level,万元,actual,2 \
        零售额,,level,亿元,actual,65 零售额,,level,亿元,target,4 零售额,批发业,level,亿元,actual,16
    err
    try 'zb-aggregate --mix status,item in.csv'
    exits 0
    out indicator,measure,unit,value 进口额,level,亿元,32 零售额,change,亿元,8 零售额,level,万元,2 零售额,level,亿元,85
    err
    try 'zb-aggregate --mix indicator,item,measure,unit,status in.csv'
    exits 0
    out value 127
    err
    try 'zb-aggregate --mix region in.csv'
    exits 2
    out
    err 'zb-aggregate: --mix: region separates nothing (indicator, item, measure, against, unit, status and kind do)'
}

@test "rates are refused for a sum, each with its reason, and kept by --rejects" {
    cat >in.csv <<'END'
indicator,measure,against,unit,value
零售额,growth,2019,%,25.4
零售额,cagr,2015,%,7
零售额,share,全市,%,50.2
零售额,rank,全市,位,3
零售额,multiple,2015,倍,2
零售额,contribution,经济增长,个百分点,1.2
城镇化率,level,,%,63.2
城镇化率,change,2019,个百分点,1.2
房价,level,,元/平方米,9000
房价,level,,万元/亩,9
居民消费价格指数,level,,,102.1
居民人均可支配收入,level,,元,35128
零售额,change,2019,亿元,5
零售额,level,,光年,5
END
    try 'zb-aggregate --rejects r in.csv'
    exits 1
    out indicator,measure,against,unit,value 零售额,change,,亿元,5 零售额,level,,光年,5
    err 'zb-aggregate: in.csv:2: sum: a growth cannot be added up' \
        'zb-aggregate: in.csv:3: sum: a cagr cannot be added up' \
        'zb-aggregate: in.csv:4: sum: a share cannot be added up' \
        'zb-aggregate: in.csv:5: sum: a rank cannot be added up' \
        'zb-aggregate: in.csv:6: sum: a multiple cannot be added up' \
        'zb-aggregate: in.csv:7: sum: a contribution cannot be added up' \
        'zb-aggregate: in.csv:8: sum: figures in % cannot be added up' \
        'zb-aggregate: in.csv:9: sum: figures in 个百分点 cannot be added up' \
        'zb-aggregate: in.csv:10: sum: figures in 元/平方米 cannot be added up' \
        'zb-aggregate: in.csv:11: sum: figures in 万元/亩 cannot be added up' \
        'zb-aggregate: 12 refused in all, the first 10 of them are named above'
    try 'mlr --icsv --onidx --ofs " " tail -n 2 then cut -f line,reason r'
    exits 0
    out '12 sum: 居民消费价格指数 is a rate and cannot be added up' '13 sum: 居民人均可支配收入 is a rate and cannot be added up'
    err
    # other functions take them
    try 'zb-aggregate -a max,count in.csv | wc -l'
    exits 0
    out 15
    err
}

@test "a share of another whole is another figure; the base of a growth is not" {
    printf 'measure,against,value\nshare,全市,1\nshare,全省,2\ngrowth,2019,3\ngrowth,2018,5\n' >in.csv
    try 'zb-aggregate -a max in.csv'
    exits 0
    out measure,against,value growth,,5 share,全市,1 share,全省,2
    err
}

@test "--to-period rolls up: flows add, stocks take the latest, kinds of parts stay apart" {
    cat >in.csv <<'END'
region,indicator,period,value
a,零售额,2020-01,1
a,零售额,2020-02,2
a,零售额,2020-12,4
a,零售额,2021-01,8
a,零售额,2020-Q1,16
a,零售额,2020-Q2,32
a,零售额,2020,64
a,贷款余额,2020-06,100
a,贷款余额,2020-03,200
b,贷款余额,2020-06,400
a,贷款余额,2020-05-31,800
END
    try 'zb-aggregate --to-period year -b region in.csv'
    exits 0
    out region,period,indicator,part,parts,value a,2020,贷款余额,day,,800 a,2020,贷款余额,month,2,100 a,2020,零售额,month,3,7 \
        a,2020,零售额,quarter,2,48 a,2020,零售额,year,1,64 a,2021,零售额,month,1,8 b,2020,贷款余额,month,1,400
    err
    # over all regions: the sum of the latest period
    try 'zb-aggregate --to-period year -a sum,count,mean,max in.csv | grep 余额,month'
    exits 0
    out 2020,贷款余额,month,2,500,3,233.333,400
    err
    try 'zb-aggregate --to-period quarter -b region,period in.csv | grep 零售额'
    exits 1
    out a,2020-Q1,零售额,month,2,3 a,2020-Q1,零售额,quarter,1,16 a,2020-Q2,零售额,quarter,1,32 a,2020-Q4,零售额,month,1,4 a,2021-Q1,零售额,month,1,8
    err 'zb-aggregate: in.csv:8: period: 2020 does not lie within one quarter'
    try 'zb-aggregate --to-period half -b region in.csv | grep 2020-H1,零售额'
    exits 1
    out a,2020-H1,零售额,month,2,3 a,2020-H1,零售额,quarter,2,48
    any err
}

@test "--to-period: January and February published together are two months; other spans are refused" {
    cat >in.csv <<'END'
indicator,period,value
零售额,2020-01/2020-02,1
零售额,2020-03,2
零售额,2020-01/2020-09,4
零售额,2020-06-20,8
零售额,2016/2020,16
零售额,,32
零售额,去年,64
零售额,-09,128
贷款余额,2020-01/2020-09,5
END
    try 'zb-aggregate --to-period year in.csv'
    exits 1
    out period,indicator,part,parts,value 2020,贷款余额,months,,5 2020,零售额,month,3,3
    err 'zb-aggregate: in.csv:4: sum: 2020-01/2020-09 may overlap other periods of its year' \
        'zb-aggregate: in.csv:5: sum: 2020-06-20 may overlap other periods of its year' \
        'zb-aggregate: in.csv:6: period: 2016/2020 does not lie within one year' \
        'zb-aggregate: in.csv:7: period: not one that can be rolled up: ' \
        'zb-aggregate: in.csv:8: period: not one that can be rolled up: 去年' \
        'zb-aggregate: in.csv:9: period: not one that can be rolled up: -09'
    try 'zb-aggregate --to-period month in.csv'
    exits 2
    out
    err 'zb-aggregate: --to-period: not year, half or quarter: month'
}

@test "without period among the keys: years and months stay apart, spans and dates by themselves" {
    cat >in.csv <<'END'
region,indicator,period,value
a,零售额,2019,1
a,零售额,2020,2
a,零售额,2020-01,4
a,零售额,2020-01/2020-03,8
a,零售额,2020-01/2020-06,16
b,零售额,2020-01/2020-06,32
a,贷款余额,2019,64
a,贷款余额,2020,128
b,贷款余额,2020,256
END
    try 'zb-aggregate in.csv'
    exits 0
    out indicator,part,value 贷款余额,year,384 零售额,2020-01/2020-03,8 零售额,2020-01/2020-06,48 零售额,month,4 零售额,year,3
    err
}

@test "the kind of an indicator: by the column kind, else by the dictionary, the user's before ours" {
    cat >in.csv <<'END'
indicator,period,value
年末总户数,2019,1
年末总户数,2020,2
出生人口,2019,1
出生人口,2020,2
年末城镇登记失业率,2020,3
END
    try 'zb-aggregate in.csv'
    exits 1
    out indicator,part,value 出生人口,year,3 年末总户数,year,2
    err 'zb-aggregate: in.csv:6: sum: 年末城镇登记失业率 is a rate and cannot be added up'
    printf 'match,text,kind\nsuffix,户数,flow\nexact,出生人口,stock\ncontains,失业,flow\n' >own.csv
    try 'zb-aggregate -d own.csv in.csv'
    exits 0
    out indicator,part,value 出生人口,year,2 年末城镇登记失业率,year,3 年末总户数,year,3
    err
    # our own exception, 出生人口, stands behind 人口; the user's line behind both
    printf 'match,text,kind\nsuffix,人口,stock\nsuffix,率,flow\n' >own.csv
    try 'zb-aggregate -d own.csv in.csv'
    exits 0
    out indicator,part,value 出生人口,year,2 年末城镇登记失业率,year,3 年末总户数,year,2
    err
    mlr --csv put '$kind = NR == 1 || NR == 2 ? "flow" : ""' in.csv >kind.csv
    try 'zb-aggregate kind.csv'
    exits 1
    out indicator,kind,part,value 出生人口,,year,3 年末总户数,flow,year,3
    any err
    printf 'match,text,kind\nsuffix,户数,flow\nsuffix,户数,stock\n' >own.csv
    try 'zb-aggregate -d own.csv in.csv'
    exits 2
    out
    err 'zb-aggregate: own.csv:3: suffix,户数: contradicts line 2'
    printf 'match,text,kind\nregex,户数,flow\n' >own.csv
    try 'zb-aggregate -d own.csv in.csv'
    exits 2
    out
    err 'zb-aggregate: own.csv:2: match: not exact, prefix, suffix or contains: regex'
    printf 'match,text,kind\nsuffix,户数,rates\n' >own.csv
    try 'zb-aggregate -d own.csv in.csv'
    exits 2
    out
    err 'zb-aggregate: own.csv:2: kind: not flow, stock or rate: rates'
}

@test "how much a stock changed is a flow" {
    printf 'indicator,measure,period,value\n常住人口,change,2019,1\n常住人口,change,2020,2\n' >in.csv
    try 'zb-aggregate in.csv'
    exits 0
    out indicator,measure,part,value 常住人口,change,year,3
    err
}

@test "bounds: a result says what is known of it" {
    bound() {
        try "printf '%s\n' value,bound $1 | zb-aggregate -a $2 | tail -n 1 | cut -d , -f 2"
        exits 0
        out "$3"
        err
    }
    bound '1, 2,' sum ''
    bound '1, 2,gt' sum gt
    bound '1,ge 2,' sum ge
    bound '1,ge 2,gt' sum gt
    bound '1,lt 2,le' mean lt
    bound '1,gt 2,lt' sum approx
    bound '1,approx 2,gt' sum approx
    bound '1, 2,gt' max ge
    bound '1,gt' max gt
    bound '1, 2,lt' min le
    bound '1, 2,about' sum approx
    printf 'period,value,bound\n2019,1,gt\n2020,2,\n' >in.csv
    try 'zb-aggregate -a last in.csv; zb-aggregate -a first in.csv'
    exits 0
    out part,value,bound year,2, part,value,bound year,1,gt
    err
    # what is no longer in the sum of a stock does not touch it
    try 'sed "s/^/余额,/; 1s/余额/indicator/" in.csv | zb-aggregate'
    exits 0
    out indicator,part,value,bound 余额,year,2,
    err
}

@test "resolution: of a sum the sum, of others the greatest; without one that of the last digit" {
    printf 'value,resolution\n1.5,0.1\n20,10\n3.25,\n' >in.csv
    try 'zb-aggregate in.csv; zb-aggregate -a mean in.csv; zb-aggregate -a sum,min in.csv; zb-aggregate -a count in.csv'
    exits 0
    out value,resolution 24.75,10.11 value,resolution 8.25000,10 sum,min,resolution 24.75,1.5,10.11 count 3
    err
}

@test "first and last go by period, source and line, not by the order of arrival" {
    cat >in.csv <<'END'
g,period,source,line,value
a,2020-12,b.txt,1,1
a,2020-12,a.txt,10,2
a,2020-12,a.txt,9,3
a,2020-02,z.txt,99,4
a,2020-12,b.txt,2,5
END
    for order in '' -r; do
        try "(head -n 1 in.csv; tail -n +2 in.csv | sort $order) | zb-aggregate -a first,last"
        exits 0
        out part,first,last month,4,5
        err
    done
    try 'zb-aggregate -b period -a first,last in.csv'
    exits 0
    out period,first,last 2020-02,4,4 2020-12,3,5
    err
}

# Every split of N records into two parts, merged in both orders, and the records in another order.
splits() {
    local n=24 k
    some_records "$n" "$1" >all.csv
    shift
    zb-aggregate "$@" all.csv >whole 2>refused || [ $? -eq 1 ]
    head -n 1 all.csv >header
    for ((k = 0; k <= n; k++)); do
        { cat header && tail -n +2 all.csv | head -n "$k"; } >1.csv
        { cat header && tail -n "+$((k + 2))" all.csv; } >2.csv
        zb-aggregate "$@" --partial 1.csv >1.part 2>refused1 || [ $? -eq 1 ]
        zb-aggregate "$@" --partial 2.csv >2.part 2>refused2 || [ $? -eq 1 ]
        zb-aggregate --merge 1.part 2.part >merged
        cmp whole merged
        zb-aggregate "$@" --merge 2.part 1.part >merged
        cmp whole merged
        cat 1.part <(tail -n +2 2.part) | zb-aggregate --merge >merged
        cmp whole merged
    done
    zb-aggregate --merge --partial 1.part 2.part | zb-aggregate --merge >merged
    cmp whole merged
    { cat header && tail -n +2 all.csv | sort -r; } >turned.csv
    zb-aggregate "$@" turned.csv >turned 2>refused || [ $? -eq 1 ]
    cmp whole turned
}

@test "partial results merge to the same bytes, wherever the split and in any order" {
    splits 1 -b region,period
    splits 2 -b region -a sum,count,mean,min,max,first,last,median
    splits 3 -a mean,min,max,first,last,median,count
    splits 4 -b region --to-period year -a sum,mean,median
    splits 5 --to-period quarter -b item
    splits 6 --mix indicator,unit,measure -a sum,mean,count
    splits 7 --mix status,item --to-period half -a sum,mean,first
    splits 8 -a count
    splits 9 -b region,unit --mix indicator,item,measure,against,status -a median
}

@test "a partial median of many values is many rows" {
    awk 'BEGIN { print "g,value"; for (i = 0; i < 10000; i++) print "a," (i * 7919) % 10007 "\nb,1" }' >in.csv
    try 'zb-aggregate -b g -a median,count --partial in.csv >part; wc -l <part; zb-aggregate --merge part; zb-aggregate -b g -a median,count in.csv'
    exits 0
    out 7 g,value,count "a,$(seq 0 9999 | awk '{ print ($1 * 7919) % 10007 }' | sort -n | awk 'NR == 5000 { a = $1 } NR == 5001 { print (a + $1) / 2 }'),10000" \
        b,1,10000 g,value,count "$(tail -n 2 out | head -n 1)" b,1,10000
    err
}

@test "--merge takes only whole partial results of the same kind" {
    printf 'g,value\na,1\n' >in.csv
    zb-aggregate -b g --partial in.csv >1.part
    zb-aggregate -b g -a sum,max --partial in.csv >2.part
    try 'zb-aggregate --merge in.csv'
    exits 2
    out
    err 'zb-aggregate: in.csv:1: no partial result of this version of zb-aggregate'
    try 'zb-aggregate -b g 1.part'
    exits 2
    out
    err 'zb-aggregate: the input is a partial result: --merge reads it'
    try 'zb-aggregate --merge 1.part 2.part'
    exits 2
    any out
    err_has '2.part'
    for given in '-b h' '-b g,h' '-a max' '-a sum,max' '--to-period year'; do
        try "zb-aggregate $given --merge 1.part"
        exits 2
        out
        err_has 'the parts have '
    done
    try 'zb-aggregate -b g -a sum --merge 1.part'
    exits 0
    out g,value a,1
    err
    try 'sed "2s/,1,1,0,/,1,x,0,/" 1.part | zb-aggregate --merge'
    exits 2
    out g,value
    err 'zb-aggregate: standard input:2: damaged partial result'
    try 'sed "2s/,//" 1.part | zb-aggregate --merge'
    exits 2
    out g,value
    err 'zb-aggregate: standard input:2: fields: 14, the header has 15' \
        'zb-aggregate: partial results with rows that were refused give no sum'
    try 'mlr --csv reorder -e -f g 1.part | zb-aggregate --merge'
    exits 2
    out
    err 'zb-aggregate: standard input:1: the columns of the partial result are not as they were written'
}

@test "a value or resolution that is no decimal is refused, in the order of the rows" {
    printf 'indicator,value,resolution\n失业率,1,\n零售额,1e5,\n零售额,,\n失业率,2,\n零售额,3,x\n零售额,4,\n' >in.csv
    try 'zb-aggregate in.csv'
    exits 1
    out indicator,value,resolution 零售额,4,1
    err 'zb-aggregate: in.csv:2: sum: 失业率 is a rate and cannot be added up' 'zb-aggregate: in.csv:3: value: not a decimal: 1e5' \
        'zb-aggregate: in.csv:4: value: empty' 'zb-aggregate: in.csv:5: sum: 失业率 is a rate and cannot be added up' \
        'zb-aggregate: in.csv:6: resolution: not a decimal: x'
    # a count needs no value
    try 'zb-aggregate -a count in.csv'
    exits 0
    out indicator,count 失业率,2 零售额,4
    err
}

@test "keys may have commas, quotes and line ends, and rows of any length" {
    printf 'g,value,text\n"a,""b""",1,\n"a,""b""",2,\n"two\nlines",4,\n,8,\n' >in.csv
    awk 'BEGIN { for (i = 0; i < 20000; i++) s = s "长"; print "\"a,\"\"b\"\"\",16," s; print "\"a,\"\"b\"\"\",32,\"" s "\"\"\"" }' >>in.csv
    try 'zb-aggregate -b g in.csv'
    exits 0
    out g,value ,8 '"a,""b""",51' '"two' 'lines",4'
    err
}

@test "wrong options are one line and exit 2" {
    printf 'g,period,value\na,2020,1\n' >in.csv
    fails() {
        try "zb-aggregate $1 in.csv"
        exits 2
        out
        err "zb-aggregate: $2"
    }
    fails '-a total' '-a: no such function: total (sum,count,mean,min,max,first,last,median)'
    fails '-a sum,sum' '-a: sum is named twice'
    fails '-b g,g' '-b: g is named twice'
    fails '-b value' '-b: value is what is aggregated'
    fails '-a ""' '-a: no such function:  (sum,count,mean,min,max,first,last,median)'
    printf 'count,value\n1,1\n' >in.csv
    fails '-b count -a count' 'the result would have two columns with the name "count"'
    try 'zb-aggregate -b x in.csv'
    exits 2
    out
    err_has x
}

@test "--explain tells once for each indicator what is not simply added up, and why; -v counts" {
    printf 'indicator,period,value\n贷款余额,2019,1\n零售额,2019,1\n贷款余额,2020,1\n失业率,2020,1\n失业率,2019,1\n' >in.csv
    try 'zb-aggregate --explain -v -a sum in.csv'
    exits 1
    any out
    err "zb-aggregate: in.csv:2: 贷款余额: stock, by dict/indicators.csv line $(grep -n '^B02,' "$ZB_ROOT/tools/dict/indicators.csv" | cut -d : -f 1) (B02 金融机构本外币各项贷款余额): of several periods the last counts, not their sum" \
        "zb-aggregate: in.csv:5: 失业率: rate, by dict/kinds.csv line $(grep -n 'suffix,率,' "$ZB_ROOT/tools/dict/kinds.csv" | cut -d : -f 1) (suffix 率): never added up" \
        'zb-aggregate: in.csv:5: sum: 失业率 is a rate and cannot be added up' \
        'zb-aggregate: in.csv:6: sum: 失业率 is a rate and cannot be added up' \
        'zb-aggregate: 3 records in 3 groups'
}

@test "memory: one entry a group, however many records" {
    [ -z "${ZB_SANITIZED-}" ] || skip "a sanitizer keeps freed memory"
    peak() { { command time -f %M zb-aggregate -b g,h "$1" >/dev/null; } 2>&1; }
    rows() { awk -v n="$1" -v groups="$2" 'BEGIN { print "g,h,value"; for (i = 0; i < n; i++) print "键" i % groups ",常数," i }'; }
    rows 20000 1000 >small.csv
    rows 400000 1000 >large.csv
    rows 200000 200000 >groups.csv
    small=$(peak small.csv) large=$(peak large.csv) groups=$(peak groups.csv)
    echo "$small KB, $large KB for 20 times the records, $groups KB for 200 times the groups"
    [ $((large - small)) -lt 512 ]
    [ $((groups - small)) -lt $((200000 * 320 / 1024)) ]
}

@test "what zb-mask has withheld is refused: a sum without it would not be the sum" {
    printf 'region,value,status\n甲,1,\n甲,,suppressed\n甲,,\n' >in.csv
    try 'zb-aggregate -b region in.csv'
    exits 1
    out region,status,value 甲,,1
    err 'zb-aggregate: in.csv:3: value: withheld: zb-mask comes after zb-aggregate' \
        'zb-aggregate: in.csv:4: value: empty'
}
