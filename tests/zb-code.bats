load helper

dict=$ZB_ROOT/tools/dict


@test "names become canonical names and codes; what was published is kept" {
    cat >in.csv <<'END'
region,indicator,item,period,value,text
椒江,社零总额,批发业,2020,290.5,"零售额290.5亿元,增长"
椒江区,社会消费品零售总额,,2020,290.5,
浙江,GDP,,2020,64613,
END
    try 'zb-code -v in.csv'
    exits 0
    out region,indicator,item,period,value,text,indicator_code,published,region_code,published_region \
        '椒江区,社会消费品零售总额,批发业,2020,290.5,"零售额290.5亿元,增长",C01,社零总额,331002,椒江' \
        椒江区,社会消费品零售总额,,2020,290.5,,C01,,331002, \
        浙江省,地区生产总值,,2020,64613,,N01,GDP,330000,浙江
    err 'zb-code: 3 of 3 records coded'
}

@test "every name and alias of the dictionary leads to its own code, in any width and with any brackets" {
    mlr --csv nest --explode --values --across-records -f aliases --nested-fs '|' "$dict/indicators.csv" >long.csv
    {
        echo indicator,want
        mlr --csv --headerless-csv-output cut -o -f name,code 'then' uniq -a "$dict/indicators.csv"
        mlr --csv --headerless-csv-output filter '$aliases != ""' 'then' cut -o -f aliases,code long.csv
    } >in.csv
    [ "$(wc -l <in.csv)" -gt 4000 ]
    try 'zb-code in.csv | mlr --csv --headerless-csv-output filter "\$want != \$indicator_code"'
    exits 0
    out
    err
    awk -F , -v OFS=, 'NR > 1 { gsub(/\(/, "（ "); gsub(/\)/, "）"); gsub(/P/, "Ｐ", $1); gsub(/D/, "ｄ", $1); $1 = "《" $1 "》\t" } { print }' in.csv >wide.csv
    [ "$(grep -c '^《' wide.csv)" -gt 4000 ]
    try 'zb-code wide.csv | mlr --csv --headerless-csv-output filter "\$want != \$indicator_code"'
    exits 0
    out
    err
}

@test "every region leads to its own code: by its path, its code, and in its years also where it is gone" {
    mlr --csv --headerless-csv-output filter '$valid_to == ""' 'then' cut -o -f code "$dict/regions.csv" >codes
    [ "$(wc -l <codes)" -gt 3200 ]
    { echo region && cat codes; } >in.csv
    try 'zb-code in.csv | mlr --csv --headerless-csv-output filter "\$region_code != \$published_region"'
    exits 0
    out
    err
    awk -F , 'NR == 1 { print "region,want,period"; next }
        { name[$1, $6 == ""] = $2; if (!($1 in any)) any[$1] = $2; if ($6 == "") any[$1] = $2; line[NR] = $0 }
        END {
            for (i = 2; i <= NR; i++) {
                split(line[i], f, ",")
                year = f[6] == "" ? 2025 : f[5] == "" ? f[6] - 1 : f[6] - f[5] > 1 ? f[5] + 1 : f[5]
                path = f[2]
                for (up = f[4]; up != "" && up != "000000"; up = parent[up]) path = any[up] path
                print path "," f[1] "," year
            }
        }
        { parent[$1] = $4 }' "$dict/regions.csv" >in.csv
    [ "$(wc -l <in.csv)" -gt 3700 ]
    try 'zb-code in.csv | mlr --csv --headerless-csv-output filter "\$region_code != \$want" then cut -f published_region,want,period,region_code'
    exits 0
    out
    err
}

@test "the dictionaries hold together: units, kinds and breakdowns are known ones, codes have their form" {
    try 'mlr --icsv --onidx cut -f unit then filter "\$unit != \"\"" '"$dict/indicators.csv | tr '|/' '\n\n' | sort -u >units
        mlr --icsv --onidx cut -f dimension $dict/units.csv | tr / '\n' | sort -u >dimensions
        comm -23 units dimensions"
    exits 0
    out
    err
    try "mlr --icsv --onidx filter 'strlen(\$code) % 2 == 0 || \$code !=~ \"^[A-Z]([0-9][0-9])+$\"' $dict/indicators.csv"
    exits 0
    out
    err
    # one breakdown of a parent adds up or does not
    try "mlr --csv --headerless-csv-output filter '\$breakdown != \"\"' then count-distinct -f parent,breakdown,sum then count-distinct -f parent,breakdown then filter '\$count > 1' $dict/indicators.csv"
    exits 0
    out
    err
    # a code begins with that of what it is a part of, in both
    try "mlr --csv --headerless-csv-output filter '\$parent != \"\" && !(\$code =~ \"^\".\$parent)' $dict/indicators.csv"
    exits 0
    out
    err
    try "mlr --csv --headerless-csv-output filter -S '\$parent != \"\" && \$parent != \"000000\" && substr(\$code, 0, 1) != substr(\$parent, 0, 1)' $dict/regions.csv"
    exits 0
    out
    err
    try "mlr --csv --headerless-csv-output filter -S '\$valid_to == \"\" && \$parent == \"000000\"' then cut -f name $dict/regions.csv | wc -l"
    exits 0
    out 34
    err
    # as the ministry of civil affairs counts them at the end of 2024: 333 prefectures
    try "mlr --csv --headerless-csv-output filter -S '\$valid_to == \"\" && \$code =~ \"[1-9].00\$|.[1-9]00\$\" && \$code !=~ \"0000\$\"' then cut -f name $dict/regions.csv | wc -l"
    exits 0
    out 333
    err
}

@test "affixes: what has a column of its own is taken off, what makes another quantity is kept in code and name" {
    cat >in.csv <<'END'
indicator
累计实际利用外资
其中：出口
全市年末常住人口
农林牧渔业增加值_累计值
网络零售额年均增速
网络零售额增幅
第三产业增加值占比
自然增长率
全市增速
增速
END
    try 'zb-code in.csv | cut -d , -f 1,2'
    exits 1
    out indicator,indicator_code 实际利用外资,E04 出口总额,E0101 常住人口,D01 农林牧渔业增加值,N0104 \
        网络零售额年均增速,C02.cagr 网络零售额增速,C02.growth 第三产业增加值占比,N0103.share 人口自然增长率,D0404 \
        全市增速, 增速,
    err 'zb-code: in.csv:10: unknown indicator: 全市增速 (1 record); -d FILE adds it' \
        'zb-code: in.csv:11: unknown indicator: 增速 (1 record); -d FILE adds it'
}

@test "nothing is guessed: a piece of a name, or a name with more in it, is unknown and reported once" {
    cat >in.csv <<'END'
indicator,line
社会消费品零售总颔,1
社会消费品,2
规模以上工业增加值和利润,3
社会消费品零售总颔,4
,5
出口,6
END
    try 'zb-code in.csv'
    exits 1
    out indicator,line,indicator_code,published 社会消费品零售总颔,1,, 社会消费品,2,, 规模以上工业增加值和利润,3,, \
        社会消费品零售总颔,4,, ,5,, 出口总额,6,E0101,出口
    err 'zb-code: in.csv:2: unknown indicator: 社会消费品零售总颔 (2 records); nearest: C01 社会消费品零售总额, C0101 城镇消费品零售额, C0102 乡村消费品零售额' \
        'zb-code: in.csv:3: unknown indicator: 社会消费品 (1 record); nearest: C01 社会消费品零售总额, C0101 城镇消费品零售额, C0102 乡村消费品零售额' \
        'zb-code: in.csv:4: unknown indicator: 规模以上工业增加值和利润 (1 record); nearest: I01 规模以上工业增加值, I0101 规模以上轻工业增加值, I0102 规模以上重工业增加值'
}

@test "of many unknown names the first 100 are reported, the others counted" {
    { echo indicator && seq 300 && seq 300; } | sed '2,$s/^/名/' >in.csv
    try 'zb-code in.csv 2>&1 >/dev/null | sed -n "1p;\$p"; exit 3'
    exits 3
    out 'zb-code: in.csv:2: unknown indicator: 名1 (2 records); -d FILE adds it' 'zb-code: 200 names more like these, in 400 records'
    err
    [ "$(zb-code in.csv 2>&1 >/dev/null | wc -l)" -eq 101 ]
}

@test "short names, paths, codes; blanks and width do not matter" {
    for pair in 椒江:331002 浙江:330000 北京:110000 广西:450000 内蒙古:150000 '椒江　区:331002' 浙江省台州市椒江区:331002 台州椒江:331002 \
        浙江省椒江区:331002 331002:331002 ３３１００２:331002 331002000000:331002 延边:222400 延边州:222400 双江:530925 \
        新疆维吾尔自治区:650000 吉林省吉林市:220200 吉林:220000 海南:460000 河北:130000 大理:532900 香港:810000 全国:000000 中国:000000; do
        printf 'region\n%s\n' "${pair%:*}" >in.csv
        try 'zb-code in.csv | tail -n 1 | cut -d , -f 2'
        exits 0
        out "${pair#*:}"
        err
    done
}

@test "the year of the period decides between a region and what it became" {
    for pair in 三元区,2019:350403 三元区,2021:350404 三元区,2022:350404 三元区,:350404 三元区,2016/2020:350403 三元区,2020-01/2020-09:350403 \
        下城区,2019:330103 下城区,2025:330103 临安,2015:330185 临安,2020:330112 临安市,2015:330185 临安市,2020:330185 \
        巢湖市,2010:341400 巢湖市,2015:340181 普洱市,2006:530800 思茅,2002:532700 公主岭市,2019:220381 公主岭市,2020-12:220184 崇川区,2010-Q3:320602; do
        printf 'region,period\n%s\n' "${pair%:*}" >in.csv
        try 'zb-code in.csv | tail -n 1 | cut -d , -f 3'
        exits 0
        out "${pair#*:}"
        err
    done
}

@test "each row has its own year, also where the name repeats" {
    printf 'region,period\n三元区,2019\n三元区,2022\n三元区,2019\n三元区,\n' >in.csv
    try 'zb-code in.csv | cut -d , -f 3'
    exits 0
    out region_code 350403 350404 350403 350404
    err
}

@test "one name, many regions: ambiguous, reported with all of them, never taken" {
    printf 'region\n朝阳区\n朝阳区\n' >in.csv
    try 'zb-code in.csv'
    exits 1
    out region,region_code,published_region 朝阳区,, 朝阳区,,
    err 'zb-code: in.csv:2: ambiguous region: 朝阳区 (2 records), more than one of that name: 110105 北京市朝阳区, 220104 吉林省长春市朝阳区'
    printf 'region\n西安\n' >in.csv
    try 'zb-code in.csv'
    exits 1
    any out
    err 'zb-code: in.csv:2: ambiguous region: 西安 (1 record), more than one of that name: 220403 吉林省辽源市西安区, 231005 黑龙江省牡丹江市西安区, 610100 陕西省西安市'
    printf 'region\n东区\n' >in.csv
    try 'zb-code in.csv'
    exits 1
    any out
    err 'zb-code: in.csv:2: ambiguous region: 东区 (1 record), says too little by itself: 510402 四川省攀枝花市东区'
}

@test "the region before decides, in the same source only, and not against the level" {
    cat >in.csv <<'END'
region,source
长春市,a
朝阳区,a
北京市,b
朝阳区,b
朝阳区,b
朝阳区,c
西湖区,d
宁波市,d
西湖区,d
江西省,d
西湖区,d
牡丹江市,e
西安,e
陕西,e
西安,e
攀枝花,f
东区,f
END
    try 'zb-code in.csv | cut -d , -f 1-3'
    exits 1
    out region,source,region_code 长春市,a,220100 朝阳区,a,220104 北京市,b,110000 朝阳区,b,110105 朝阳区,b,110105 朝阳区,c, \
        西湖区,d, 宁波市,d,330200 西湖区,d,330106 江西省,d,360000 西湖区,d,360103 \
        牡丹江市,e,231000 西安,e, 陕西省,e,610000 西安市,e,610100 攀枝花市,f,510400 东区,f,510402
    err 'zb-code: in.csv:7: ambiguous region: 朝阳区 (1 record), more than one of that name: 110105 北京市朝阳区, 220104 吉林省长春市朝阳区' \
        'zb-code: in.csv:8: ambiguous region: 西湖区 (1 record), more than one of that name: 330106 浙江省杭州市西湖区, 360103 江西省南昌市西湖区' \
        'zb-code: in.csv:14: ambiguous region: 西安 (1 record), more than one of that name: 220403 吉林省辽源市西安区, 231005 黑龙江省牡丹江市西安区, 610100 陕西省西安市'
    cp in.csv a.csv && printf 'region,source\n朝阳区,f\n' >b.csv
    try 'zb-code a.csv b.csv 2>&1 >/dev/null | grep -c "朝阳区 (2 records)"'
    exits 1 # of zb-code
    out 1
    err
}

@test "--within: what is beneath it first, then what is above it; no county from elsewhere" {
    printf 'region\n朝阳\n西城\n全市\n全区\n北京\n上海\n' >in.csv
    try 'zb-code --within 北京 in.csv | cut -d , -f 1,2'
    exits 1
    out region,region_code 朝阳区,110105 西城区,110102 北京市,110000 全区, 北京市,110000 上海市,310000
    err 'zb-code: in.csv:5: unknown region: 全区 (1 record), --within says of which region'
    printf 'region\n全区\n全市\n我省\n本市\n台州\n浙江\n杭州\n义乌市\n新华区\n海门\n' >in.csv
    try 'zb-code --within 331002 in.csv | cut -d , -f 1,2'
    exits 1
    out region,region_code 椒江区,331002 台州市,331000 浙江省,330000 台州市,331000 台州市,331000 浙江省,330000 杭州市,330100 义乌市,330782 新华区, 海门,
    err 'zb-code: in.csv:10: unknown region: 新华区 (1 record), not within the region given: 130105 河北省石家庄市新华区, 130902 河北省沧州市新华区, 410402 河南省平顶山市新华区' \
        'zb-code: in.csv:11: unknown region: 海门 (1 record), not within the region given: 320614 江苏省南通市海门区'
    printf 'region\n吉林\n' >in.csv
    try 'zb-code --within 吉林省 in.csv | tail -n 1'
    exits 0
    out 吉林市,220200,吉林
    err
}

@test "--within must be one region" {
    for text in 朝阳区 没有 ''; do
        try "zb-code --within '$text' </dev/null"
        exits 2
        out
        case $text in
        朝阳区) err 'zb-code: --within: 朝阳区: ambiguous: 110105 北京市朝阳区, 220104 吉林省长春市朝阳区' ;;
        *) err "zb-code: --within: $text: no such region (-d FILE adds one)" ;;
        esac
    done
}

@test "--current: regions as they are now; what was divided stays and is reported" {
    printf 'region,period\n下城区,2019\n玉环县,2010\n思茅市,2005\n邯郸县,2010\n' >in.csv
    try 'zb-code --current in.csv'
    exits 1
    out region,period,region_code,published_region 拱墅区,2019,330105,下城区 玉环市,2010,331083,玉环县 普洱市,2005,530800,思茅市 邯郸县,2010,130421,
    err 'zb-code: in.csv:5: divided region: 邯郸县 (1 record), became 130402|130403'
}

@test "coded again it stays the same, whatever was said the first time" {
    printf 'region,indicator\n朝阳,社零额\n全市,x\n' >in.csv
    bash -c 'zb-code --within 北京 in.csv' >once.csv 2>/dev/null || true
    try 'zb-code once.csv'
    exits 1
    same out once.csv
    err 'zb-code: once.csv:3: unknown indicator: x (1 record); -d FILE adds it'
    try 'cat once.csv'
    exits 0
    out region,indicator,indicator_code,published,region_code,published_region 朝阳区,社会消费品零售总额,C01,社零额,110105,朝阳 北京市,x,,,110000,全市
    err
}

@test "the whole of a share or contribution becomes a canonical name too, where it is one" {
    printf 'indicator,measure,against,value\n机电产品出口,share,出口,50.2\n支出,share,预算,98\n民营经济,contribution,GDP,1\nGDP,growth,2015,7\nx,level,GDP,7\n' >in.csv
    try 'zb-code in.csv'
    exits 1
    out indicator,measure,against,value,indicator_code,published 机电产品出口额,share,出口总额,50.2,E01010401,机电产品出口 \
        支出,share,预算,98,, 民营经济增加值,contribution,地区生产总值,1,N03,民营经济 地区生产总值,growth,2015,7,N01,GDP x,level,GDP,7,,
    err 'zb-code: in.csv:3: unknown indicator: 支出 (1 record); nearest: B05 保险赔付支出, F03 一般公共预算支出, F0302 国防支出' \
        'zb-code: in.csv:6: unknown indicator: x (1 record); -d FILE adds it'
}

@test "one of the two columns is enough; with neither there is nothing to do" {
    printf 'indicator,v\nGDP,1\n' >in.csv
    try 'zb-code in.csv'
    exits 0
    out indicator,v,indicator_code,published 地区生产总值,1,N01,GDP
    err
    printf 'v,region\n1,椒江\n' >in.csv
    try 'zb-code in.csv'
    exits 0
    out v,region,region_code,published_region 1,椒江区,331002,椒江
    err
    printf 'v,w\n1,2\n' >in.csv
    try 'zb-code in.csv'
    exits 2
    out
    err 'zb-code: in.csv: no column "indicator": there are v, w; zb-table or zb-bulletin makes records'
}

@test "names may have commas, quotes and line ends; rows that are broken are refused and kept" {
    printf 'region,indicator\n"椒江\n区","“社零总额”"\n椒江\n路桥区,"a"b\n"温岭,市",x"\n路桥,"出,""口"\n' >in.csv
    try 'zb-code --rejects rejected in.csv'
    exits 1
    out region,indicator,indicator_code,published,region_code,published_region \
        '椒江区,社会消费品零售总额,C01,“社零总额”,331002,"椒江' '区"' \
        '路桥区,"出,""口",,,331004,路桥'
    err 'zb-code: in.csv:4: fields: 1, the header has 2' \
        'zb-code: in.csv:5: quote on line 5: neither opens nor closes a field' \
        'zb-code: in.csv:6: quote on line 6: neither opens nor closes a field' \
        'zb-code: in.csv:7: unknown indicator: 出,"口 (1 record); nearest: E0101 出口总额, E01 进出口总额, D04 出生人口'
}

@test "-d: names, codes, kinds and parents of one's own; later files and lines change what they say" {
    cat >names.csv <<'END'
code,name,aliases
C01,,零售
C9901,夜市营业额,夜市|夜间市场营业额
END
    printf 'indicator\n零售\n社零总额\n夜市\n' >in.csv
    try 'zb-code -d names.csv in.csv'
    exits 2
    out
    err 'zb-code: names.csv:3: kind: empty'
    printf 'kind,code,name,aliases,note\n,C01,,零售,our word\nflow,C9901,夜市营业额,夜市|夜间市场营业额,\n' >names.csv
    printf 'code,name,aliases\nC9901,夜间市场营业额,\nC02,,零售\n' >later.csv
    try 'zb-code -d names.csv in.csv'
    exits 0
    out indicator,indicator_code,published 社会消费品零售总额,C01,零售 社会消费品零售总额,C01,社零总额 夜市营业额,C9901,夜市
    err
    try 'zb-code -d names.csv -d later.csv in.csv'
    exits 0
    out indicator,indicator_code,published 网络零售额,C02,零售 社会消费品零售总额,C01,社零总额 夜间市场营业额,C9901,夜市
    err
    printf 'text,place,code,name,kind\n(快报),suffix,,,\n增量,suffix,rise,增量,flow\n' >affixes.csv
    printf 'indicator\n进出口(快报)\n出口增量(快报)\n' >in.csv
    try 'zb-code -d affixes.csv in.csv'
    exits 0
    out indicator,indicator_code,published '进出口总额,E01,进出口(快报)' '出口总额增量,E0101.rise,出口增量(快报)'
    err
    printf 'code,name,short\n331073,台州湾新区,台州湾\n' >regions.csv
    printf 'region\n台州湾\n台州市台州湾新区\n浙江省台州湾\n' >in.csv
    try 'zb-code -d regions.csv --within 331000 in.csv'
    exits 0
    out region,region_code,published_region 台州湾新区,331073,台州湾 台州湾新区,331073,台州市台州湾新区 台州湾新区,331073,浙江省台州湾
    err
}

@test "a dictionary that is wrong names its line, one that contradicts itself both" {
    printf 'indicator\n' >in.csv
    while IFS='|' read -r lines message; do
        printf %b "${lines//~/|}" >own.csv
        try 'zb-code -d own.csv in.csv'
        exits 2
        out
        err "zb-code: own.csv${message//~/|}"
    done <<'END'
a,b\n1,2\n|:1: header: no dictionary of indicators (column aliases), affixes (place) or regions (short)
code,aliases\nX01,x\n|:1: header: no column "name": there are code, aliases
code,name,aliases,kind\nX01,甲,,flow\nX01,甲,,flow\n|:3: X01: repeats line 2
code,name,aliases,kind\nX01,甲,,flow\nX01,乙,,flow\n|:3: X01: contradicts line 2
code,name,aliases,kind\nX01,甲,丙,flow\nX02,乙,( 丙 ),flow\n|:3: ( 丙 ): is 乙 here and 甲 on line 2
code,name,aliases,kind\nX01,甲,甲,flow\nX02,甲的,,flow\n|:3: 甲的: is 甲的 here and 甲 on line 2
code,name,aliases,kind\nX01,甲,,speed\n|:2: kind: not flow, stock, rate, index or price: speed
code,name,aliases,kind\n,甲,,flow\n|:2: code: empty
code,name,aliases,kind\nX01,,甲,flow\n|:2: name: empty, and the code is new: X01
code,name,aliases,kind\nX01,(),,flow\n|:2: name: nothing but brackets and blanks: ()
code,name,aliases,kind,sum\nX01,甲,,flow,maybe\n|:2: sum: not yes or no: maybe
code,name,aliases,kind,parent\nX01,甲,,flow,X99\n|:2: parent: no such code: X99
code,name,aliases,kind,parent\nX01,甲,,flow,X02\nX02,乙,,flow,X01\n|:2: parent: X01 is above itself, by line 3 of own.csv
text,place\n甲,middle\n|:2: place: not prefix or suffix: middle
text,place\n甲,prefix\n甲,prefix\n|:3: 甲,prefix: repeats line 2
text,place,code,name\n甲,prefix,x,\n|:2: code and name: one without the other
code,name,short\n3310,甲,\n|:2: code: not six digits: 3310
code,name,short\n331099,,甲\n|:2: name: empty
code,name,short,valid_from\n331099,甲,,99\n|:2: valid_from: not a year: 99
code,name,short,valid_from,valid_to\n331099,甲,,2010,2009\n|:2: valid_to: before valid_from
code,name,short,parent\n331099,甲,,331900\n|:2: parent: no such code: 331900
code,name,short,parent\n331098,甲,,331099\n331099,乙,,331098\n|:2: parent: 331098 is above itself
code,name,short,successor\n331099,甲,,331900\n|:2: successor: no such code: 331900
code,name,short\n331099,甲,\n331099,乙,\n|:3: 331099: is 乙 here and in the same years 甲 on line 2
code,name,short,valid_to\n331099,甲,,2010\n331099,乙,,2011\n|:3: 331099: is 乙 here and in the same years 甲 on line 2
END
    printf 'code,name,short,valid_from,valid_to\n331099,甲,,,2010\n331099,乙,,2010,\n' >own.csv
    try 'zb-code -d own.csv in.csv'
    exits 0
    out indicator,indicator_code,published
    err
    try 'zb-code -d none.csv in.csv'
    exits 2
    out
    err 'zb-code: none.csv: open: No such file or directory'
}

@test "--explain says of each name what it leads to and why, once" {
    printf 'region,indicator,period\n椒江,社零总额,2020\n椒江,社零总额,2021\n三元区,全市出口,2019\n吉林,x,2020\n下城区,网络零售额占比,2020\n' >in.csv
    try 'zb-code --explain --current in.csv'
    exits 1
    any out
    err 'zb-code: in.csv:2: indicator 社零总额: C01 社会消费品零售总额, alias 社零总额' \
        'zb-code: in.csv:2: region 椒江: 331002 浙江省台州市椒江区, by its name' \
        'zb-code: in.csv:4: indicator 全市出口: E0101 出口总额, alias 出口, without 全市' \
        'zb-code: in.csv:4: region 三元区: 350404 福建省三明市三元区, by its year' \
        'zb-code: in.csv:5: indicator x: no such name' \
        'zb-code: in.csv:5: region 吉林: 220000 吉林省, the highest of that name' \
        'zb-code: in.csv:6: indicator 网络零售额占比: C02.share 网络零售额占比, without 占比' \
        'zb-code: in.csv:6: region 下城区: 330105 浙江省杭州市拱墅区, by its name' \
        'zb-code: in.csv:5: unknown indicator: x (1 record); -d FILE adds it'
}

@test "a name of a megabyte costs no more than others" {
    { echo region,indicator && head -c 333333 /dev/zero | sed 's/\x0/浙/g' && printf , && head -c 333333 /dev/zero | sed 's/\x0/增速/g' && echo; } >in.csv
    TRY_SECONDS=5 try 'zb-code in.csv | cut -c 1-6 | tail -n 1'
    exits 1
    out 浙浙
    any err
    try 'zb-code in.csv 2>&1 >/dev/null | cut -c 1-41'
    exits 1
    out 'zb-code: in.csv:2: unknown indicator: 增' 'zb-code: in.csv:2: unknown region: 浙浙'
    err
}

@test "memory: one entry a name, however many records" {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer keeps freed memory'
    "$ZB_ROOT/tests/make-records" 20000 >small.csv
    { cat small.csv && for _ in {1..19}; do tail -n +2 small.csv; done; } >large.csv
    small=$(command time -f %M zb-code small.csv 2>&1 >/dev/null)
    large=$(command time -f %M zb-code large.csv 2>&1 >/dev/null)
    echo "$small KB, $large KB"
    [ $((large - small)) -lt 512 ]
}
