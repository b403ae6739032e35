load helper

# A table of SHAPE (regions x items x quarters) with all its totals; some cells have few reporters.
random_table() { # SEED SHAPE
    awk -v seed="$1" -v shape="$2" '
        function rnd(n) { return int(rand() * n) }
        # adds the cell to itself and to all totals above it
        function put(r, i, t, v, c,   a, b, k, rs, is, ts) {
            split(r "|合计", rs, "|"); split(i == "甲/一" || i == "甲/二" ? i "|甲|合计" : i "|合计", is, "|")
            if (t ~ /Q/) split(t "|2020", ts, "|"); else { split("", ts); ts[1] = t }
            for (a in rs) for (b in is) for (k in ts) { key = rs[a] "," is[b] "," ts[k]
                if (!(key in value)) order[++n] = key
                value[key] += v; count[key] += c; if (v > largest[key]) largest[key] = v } }
        BEGIN {
            srand(seed); split(shape, s, "x")
            split("甲/一|甲/二|乙|丙|丁", items, "|"); split("2020-Q1|2020-Q2|2020-Q3|2020-Q4", quarters, "|")
            for (r = 1; r <= s[1]; r++) for (i = 1; i <= s[2]; i++) for (t = 1; t <= s[3]; t++)
                put("区" r, items[i], s[3] == 1 ? "2020" : quarters[t], rnd(8) ? 1 + rnd(999) : 0, rnd(4) ? 3 + rnd(9) : rnd(3))
            print "region,indicator,item,period,measure,value,unit,count,largest"
            for (k = 1; k <= n; k++) { split(order[k], c, ",")
                printf "%s,零售额,%s,%s,level,%d.%d,万元,%d,%d\n", c[1], c[2], c[3], value[order[k]] / 10, value[order[k]] % 10, count[order[k]], largest[order[k]] / 10 }
        }'
}

recover() {
    python3 "$ZB_ROOT/tests/recover.py" "$@"
}

@test "no withheld cell can be computed from all that is published, nor by a reporter alone in another" {
    withheld=0
    for shape in 2x2x1 3x3x1 4x5x1 3x5x2 5x4x4; do
        for seed in 1 2 3 4 5 6 7 8; do
            random_table "$seed" "$shape" >in.csv
            try "zb-mask in.csv >masked.csv"
            exits 0
            out
            err
            status=0
            recover masked.csv in.csv >found || status=$?
            [ "$status" -ne 1 ] || { echo "$shape, seed $seed" && cat found && return 1; }
            [ "$status" -eq 2 ] || withheld=$((withheld + 1))
        done
    done
    [ "$withheld" -ge 25 ]
}

@test "the attempt to recover succeeds where only the few reporters' cells are withheld" {
    random_table 8 4x5x1 >in.csv
    awk -F , -v OFS=, 'NR > 1 && $8 > 0 && $8 < 3 { $6 = "" } 1' in.csv >primary.csv
    try "python3 '$ZB_ROOT/tests/recover.py' primary.csv"
    exits 1
    out_has recovered:
    err
}

@test "no complementary cell is withheld for nothing" {
    random_table 7 4x5x1 >in.csv
    zb-mask --log log.csv in.csv >masked.csv
    complements=0
    while IFS=, read -r _ region item period _; do
        complements=$((complements + 1))
        value=$(grep "^$region,零售额,$item,$period," in.csv | cut -d , -f 6)
        awk -F , -v OFS=, -v cell="$region,零售额,$item,$period," -v value="$value" \
            'index($0, cell) == 1 { $6 = value } 1' masked.csv >more.csv
        try "python3 '$ZB_ROOT/tests/recover.py' more.csv in.csv"
        exits 1
        out_has recovered:
        err
    done < <(grep ',complementary$' log.csv)
    [ "$complements" -ge 2 ]
}

@test "dominance: exactly the percentage is not more, a hair over it is; signs do not matter" {
    printf 'item,value,count,top\na,100,9,85\nb,100,9,85.0000000000000000000000001\nc,-100,9,-86\nd,0,9,0.1\ne,0,9,0\n' >in.csv
    try 'zb-mask -b item -l top --log log.csv in.csv; cat log.csv'
    exits 0
    out item,value,status a,100, b,,suppressed c,,suppressed d,,suppressed e,0, \
        item,rule b,dominance c,dominance d,dominance
    err
    try 'zb-mask -b item -l top -p 86 in.csv | grep -c suppressed'
    exits 0
    out 1
    err
    try 'zb-mask -b item -p 86 in.csv'
    exits 2
    out
    err 'zb-mask: -p: needs -l, the column of what the largest reporter has'
}

@test "-n: fewer are withheld, as many are not, none are no secret" {
    printf 'item,value,n\na,1,0\nb,2,1\nc,3,4\nd,4,5\n' >in.csv
    try 'zb-mask -b item -c n -n 5 in.csv'
    exits 0
    out item,value,status a,1, b,,suppressed c,,suppressed d,4,
    err
}

@test "neither the log nor the records withheld hold a figure, a count or another column's text" {
    printf 'item,value,count,top,resolution,bound,extra,text,联系电话,status\na,4711,2,4242,0.1,gt,4711,达4711,4711,actual\nb,99,9,1,1,,x,y,z,actual\nc,98,9,1,1,,x,y,z,actual\n合计,4908,20,1,1,,x,y,z,actual\n' >in.csv
    try 'zb-mask -b item -l top --log log.csv in.csv; cat log.csv'
    exits 0
    out item,value,resolution,bound,extra,status a,,,,,suppressed b,99,1,,x,actual c,,,,,suppressed '合计,4908,1,,x,actual' \
        item,rule a,reporters c,complementary
    err
}

@test "columns that name persons or enterprises: a list, to be added to and taken from" {
    printf 'item,企业名称,Company,mine,value,count\na,甲,B,C,1,9\n' >in.csv
    printf 'match,text,what\nexact,MINE,enterprise\n' >own.csv
    try 'zb-mask -b item in.csv; zb-mask -b item -d own.csv --keep Company in.csv; zb-mask -b 企业名称 in.csv'
    exits 2
    out item,mine,value,status a,C,1, item,Company,value,status a,B,1,
    err 'zb-mask: -b: 企业名称 is dropped (--keep keeps it)'
    printf 'match,text,what\nregex,x,y\n' >own.csv
    try 'zb-mask -b item -d own.csv in.csv'
    exits 2
    out
    err 'zb-mask: own.csv:2: match: not exact, prefix, suffix or contains: regex'
}

@test "a record whose reporters nobody knows, or with a damaged figure, is refused and not published" {
    printf 'item,period,value,count\na,2020,1,\nb,2020,x,9\nc,2020,3,many\nd,去年,4,9\ne,2020,5,9\n' >in.csv
    try 'zb-mask in.csv'
    exits 1
    out item,period,value,status e,2020,5,
    err 'zb-mask: in.csv:3: value: not a decimal: x' 'zb-mask: in.csv:4: count: not a number of reporters: many' \
        'zb-mask: in.csv:5: period: not a period: 去年' 'zb-mask: in.csv:2: count: empty: nobody knows how many reporters it is of'
}

@test "shares make up 100 percent also where no record says so" {
    printf 'item,period,measure,value,count\nx,2020,share,10,2\ny,2020,share,40,9\nz,2020,share,50,9\n' >in.csv
    try 'zb-mask in.csv | grep -c suppressed'
    exits 0
    out 2
    err
}

@test "what cannot be protected is not published" {
    printf 'item,period,measure,value,count\nx,2020,share,100,2\n' >in.csv
    try 'zb-mask in.csv'
    exits 2
    out item,period,measure,value,status
    err 'zb-mask: the cell cannot be protected, nothing is left to withhold with it: x,2020 (--round BASE rounds instead)'
}

@test "masking twice changes nothing more" {
    random_table 1 4x5x1 >in.csv
    zb-mask in.csv >once.csv
    try 'mlr --csv put "\$count = 9" once.csv | zb-mask | cmp - once.csv'
    exits 0
    out
    err
}

@test "what is withheld passes through the filters that follow" {
    cat >in.csv <<'END'
region,indicator,item,period,measure,against,value,unit,status,count
云江区,零售额,甲,2020,level,,10,万元,actual,2
云江区,零售额,乙,2020,level,,20,万元,actual,9
云江区,零售额,丙,2020,level,,30,万元,actual,7
云江区,零售额,,2020,level,,60,万元,actual,18
END
    try 'zb-mask in.csv | zb-units >masked.csv'
    exits 0
    out
    err
    try 'zb-cat masked.csv | cut -d , -f 3,7-'
    exits 0
    out item,value,unit,status 甲,,亿元,suppressed 乙,,亿元,suppressed 丙,0.0030,亿元,actual ,0.0060,亿元,actual
    err
    try 'zb-derive --share --growth masked.csv | sed 1,5d | cut -d , -f 3,5,7,8'
    exits 0
    out 丙,share,50.00,%
    err
    try 'zb-merge masked.csv | cut -d , -f 3,7,9-'
    exits 0
    out item,value,status,sources 甲,,suppressed,1 乙,,suppressed,1 丙,0.0030,actual,1 ,0.0060,actual,1
    err
    try 'zb-export -t sdmx masked.csv | cut -d , -f 7,12,16'
    exits 0
    out ITEM,OBS_VALUE,OBS_STATUS 甲,,Q 乙,,Q 丙,0.0030,A _T,0.0060,A
    err
    try 'zb-export -t sql masked.csv | grep -c INSERT && zb-export -t wide masked.csv | wc -l'
    exits 0
    out 4 5
    err
    for next in zb-check zb-track; do
        try "$next masked.csv | sed 1d"
        exits 0
        out
        err
    done
    try 'zb-view masked.csv | wc -l'
    exits 0
    out 5
    err
}
