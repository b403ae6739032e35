#!/usr/bin/env bats
# zb-cat, and with it the record reader and writer that all filters share. What every filter promises is
# in contract.bats; every way to cut the input in unit/rec.c.
load helper

@test "what is written as records should be comes out as it went in" {
    printf '%s\n' a,b,c '1,,' ',,' '"x,y","say ""no""",' '"two' 'lines","carriage'$'\r''return",3' ' 1 , "quoted",2' >in
    sed -i 's/ "quoted"/quoted/' in
    try 'zb-cat in'
    exits 0
    same out in
    err
}

@test "quotes are kept only where they are needed" {
    try 'printf "\"a\",\"b\"\n\"1\",\"\"\n\"x,y\",\"\"\"\"\n\" \",\"亿元\"\n" | zb-cat'
    exits 0
    out 'a,b' '1,' '"x,y",""""' ' ,亿元'
    err
}

@test "CR LF, a byte order mark, blank lines and a missing last line end are taken" {
    try 'printf "\357\273\277\r\na,b\r\n1,2\r\n\r\n\r\n\"3\r\n4\",5\r\n6,7" | zb-cat'
    exits 0
    out 'a,b' '1,2' $'"3\r' '4",5' '6,7'
    err
    try 'printf "\357\273\277\"a\",b\n1,2" | zb-cat'
    exits 0
    out 'a,b' '1,2'
    err
}

@test "lines that end in CR alone are lines" {
    try 'printf "a,b\r1,2\r\r3\r\"4\r5\",6\r7,8,9\r" | zb-cat'
    exits 1
    out 'a,b' '1,2' $'"4\r5",6'
    err 'zb-cat: standard input:4: fields: 1, the header has 2' \
        'zb-cat: standard input:7: fields: 3, the header has 2'
}

@test "in a stream of one column a blank line is a row, written as two quotes" {
    try 'printf "\na\n\n\r\n\"\"\nx\n\n" | zb-cat'
    exits 0
    out a '""' '""' '""' x '""'
    err
    try 'printf "a\n\n\r\n\"\"\nx\n\n" | zb-cat | zb-cat'
    exits 0
    out a '""' '""' '""' x '""'
    err
    try 'printf "\"\"\n\n" | zb-cat'
    exits 0
    out '""' '""'
    err
}

@test "an input without a header is refused, a header alone is taken" {
    for input in '' '\357\273\277' '\n\r\n\n'; do
        try "printf '$input' | zb-cat"
        exits 2
        out
        err 'zb-cat: standard input: no header: the input is empty, its writer must have failed'
    done
    for input in 'a,b' 'a,b\n' '\357\273\277a,b\r\n\r\n'; do
        try "printf '$input' | zb-cat"
        exits 0
        out a,b
        err
    done
}

@test "the header must be UTF-8, rightly quoted, and name each column once" {
    try "printf '\\265\\330\\307\\370,a\n1,2\n' | zb-cat"
    exits 2
    out
    err 'zb-cat: standard input:1: header: not UTF-8 at byte 1: zb-decode reads other encodings'
    try "printf 'a,b\n1,2\n' | iconv -t UTF-16 | zb-cat"
    exits 2
    out
    err 'zb-cat: standard input: not CSV: UTF-16; zb-decode opens it'
    try "printf '\n\"a\nb\",c\"d\n1,2\n' | zb-cat"
    exits 2
    out
    err 'zb-cat: standard input:3: header: a quote that neither opens nor closes a field'
    try "printf 'a,\"b\n1,2\n' | zb-cat"
    exits 2
    out
    err 'zb-cat: standard input:1: quote: opened here and never closed'
    try "printf '值,b,\"值\"\n' | zb-cat"
    exits 2
    out
    err 'zb-cat: standard input:1: header: two columns have the name "值"'
    try "printf ',a,\n' | zb-cat"
    exits 2
    out
    err 'zb-cat: standard input:1: header: two columns have the name "": zb-table reads such a table'
}

@test "rows that are ragged, stray or not UTF-8 are refused, and nothing else is" {
    printf 'a,b\n1,2\n1,2,3\nx\n"p"q,2\n3,4\n5,x"y\n"6\n7"8,"9"\n\344\272,1\n10,11\n,\n' >in
    try 'zb-cat --rejects bad in'
    exits 1
    out a,b 1,2 3,4 10,11 ,
    err 'zb-cat: in:3: fields: 3, the header has 2' \
        'zb-cat: in:4: fields: 1, the header has 2' \
        'zb-cat: in:5: quote on line 5: neither opens nor closes a field' \
        'zb-cat: in:7: quote on line 7: neither opens nor closes a field' \
        'zb-cat: in:8: quote on line 9: neither opens nor closes a field' \
        'zb-cat: in:10: not UTF-8 at byte 1 of the row: zb-decode reads other encodings'
    printf '%s\n' file,line,reason,row \
        'in,3,"fields: 3, the header has 2","1,2,3"' \
        'in,4,"fields: 1, the header has 2",x' \
        'in,5,quote on line 5: neither opens nor closes a field,"""p""q,2"' \
        'in,7,quote on line 7: neither opens nor closes a field,"5,x""y"' \
        'in,8,quote on line 9: neither opens nor closes a field,"""6' \
        '7""8,""9"""' \
        'in,10,not UTF-8 at byte 1 of the row: zb-decode reads other encodings,"'$'\344\272'',1"' >wanted.bad
    same bad wanted.bad
    # what was refused and what was taken is all there was
    try 'zb-cat in'
    exits 1
    out a,b 1,2 3,4 10,11 ,
    any err
}

@test "blanks are data: a quote behind one is stray" {
    try 'printf "a,b\n \"1\",2\n\"1\" ,2\n\t1 , 2\t\n" | zb-cat'
    exits 1
    out a,b $'\t1 , 2\t'
    err 'zb-cat: standard input:2: quote on line 2: neither opens nor closes a field' \
        'zb-cat: standard input:3: quote on line 3: neither opens nor closes a field'
}

@test "ten refusals are reported, the rest are counted" {
    { echo a,b && seq 25; } >in
    try 'zb-cat --rejects bad in'
    exits 1
    out a,b
    for i in {2..11}; do echo "zb-cat: in:$i: fields: 1, the header has 2"; done >wanted.err
    echo 'zb-cat: 25 refused in all, the first 10 of them are named above' >>wanted.err
    same err wanted.err
    try 'tail -n 1 bad; wc -l <bad'
    exits 0
    out 'in,26,"fields: 1, the header has 2",25' 26
    err
}

@test "line numbers count the lines of cells" {
    try 'printf "a,b\n\"1\n\n2\",3\n\"4\r\n5\r6\",\"7\n8\"\n9\n" | zb-cat'
    exits 1
    any out
    err 'zb-cat: standard input:9: fields: 1, the header has 2'
}

@test "a quote that is never closed ends the work and names its line" {
    printf 'a,b\n1,2\n"x\ny","z\n' >open
    { cat open && seq 100000 | sed 's/$/,1/'; } >in
    try 'zb-cat in'
    exits 2
    any out
    err 'zb-cat: in:4: quote: opened here and never closed'
    try 'ZB_READ_MAX=1 zb-cat open'
    exits 2
    any out
    err 'zb-cat: open:4: quote: opened here and never closed'
}

@test "neither an open quote nor an endless line takes more than a bounded memory" {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer needs all addresses'
    # 2 GB of rows behind an open quote; of one line without an end; of one such line in quotes
    printf 'a,b\n1,2\n3,"4\n' >open
    for limit in '' 'ZB_READ_MAX=65536'; do
        try "ulimit -v 700000; { cat open; yes 5,6 | head -c 2000000000; } | $limit zb-cat"
        exits 2
        any out
        err 'zb-cat: standard input:3: quote: opened here and not closed within 64 MiB'
        try "ulimit -v 700000; { printf 'a,b\n1,2\n3,'; tr '\0' 4 </dev/zero | head -c 2000000000; } | $limit zb-cat"
        exits 2
        any out
        err 'zb-cat: standard input:3: row: longer than 64 MiB'
        try "ulimit -v 700000; { printf 'a,b\n1,2\n3,\"'; tr '\0' 4 </dev/zero | head -c 2000000000; } | $limit zb-cat"
        exits 2
        any out
        err 'zb-cat: standard input:3: quote: opened here and not closed within 64 MiB'
        try "ulimit -v 700000; { printf 'a,b\n1,2\n\"3\",\"4\"5'; tr '\0' 4 </dev/zero | head -c 2000000000; } | $limit zb-cat"
        exits 2
        any out
        err 'zb-cat: standard input:3: row: longer than 64 MiB'
    done
}

@test "a row of 60 MB is a row" {
    { printf 'a,b\n1,' && head -c 60000000 /dev/zero | tr '\0' x && printf '\n2,3\n'; } >in
    try 'zb-cat in | cmp - in'
    exits 0
    out
    err
    { printf 'a,b\n1,"' && yes 'a "" b' | head -c 60000000 && printf '"\n2,3\n'; } >in
    try 'zb-cat in | cmp - in'
    exits 0
    out
    err
}

@test "a row of 60 million fields too many is refused in bounded memory" {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer needs all addresses'
    for begin in '' '"1"'; do
        try "ulimit -v 700000; { printf 'a,b\n%s' '$begin'; tr '\0' , </dev/zero | head -c 60000000; printf '\n3,4\n'; } | zb-cat"
        exits 1
        out a,b 3,4
        err 'zb-cat: standard input:2: fields: 60000001, the header has 2'
    done
}

@test "NUL is a byte like any other" {
    printf 'a,b\0\n\0,\0\0\n"\0,","x"\n"\0","\n"\n\0' >in
    try "zb-cat in | tr '\\0' 0"
    exits 1
    out a,b0 0,00 '"0,",x' '0,"' '"'
    err 'zb-cat: in:6: fields: 1, the header has 2'
}

@test "files become one stream, in the order of the columns of the first" {
    printf 'a,b,c\n1,2,3\n' >one
    printf '\357\273\277c,"a",b\r\nf,d,e\r\n"x,y",,\r\n' >two
    printf 'b,c,a\n' >three
    try 'printf "a,b,c\n7,8,9\n" | zb-cat one two three - one'
    exits 0
    out a,b,c 1,2,3 d,e,f ',,"x,y"' 7,8,9 1,2,3
    err
    try 'zb-cat two one'
    exits 0
    out c,a,b f,d,e '"x,y",,' 3,1,2
    err
}

@test "refused rows of a later file are named by it, and kept as they came" {
    printf 'a,b\n1,2\n' >one
    printf 'b,a\n1\n3,4\n' >two
    try 'zb-cat --rejects bad one two; status=$?; cat bad; exit $status'
    exits 1
    out a,b 1,2 4,3 file,line,reason,row 'two,2,"fields: 1, the header has 2",1'
    err 'zb-cat: two:2: fields: 1, the header has 2'
}

@test "a file with other columns ends the work" {
    printf 'a,b\n1,2\n' >one
    printf '\na,b,c\n1,2,3\n' >extra
    printf 'b\n2\n' >less
    printf 'a,a\n' >twice
    : >nothing
    try 'zb-cat one extra'
    exits 2
    any out
    err 'zb-cat: extra:2: header: column "c" is not in one'
    try 'zb-cat one less'
    exits 2
    any out
    err 'zb-cat: less:1: header: column "a" of one is missing'
    try 'zb-cat one twice'
    exits 2
    any out
    err 'zb-cat: twice:1: header: two columns have the name "a"'
    try 'zb-cat one nothing'
    exits 2
    any out
    err 'zb-cat: nothing: no header: the input is empty, its writer must have failed'
}

@test "-v says how many records were written" {
    try 'printf "a,b\n1,2\n3\n4,5\n" | zb-cat -v'
    exits 1
    out a,b 1,2 4,5
    err 'zb-cat: standard input:3: fields: 1, the header has 2' 'zb-cat: records written: 2'
    try 'printf "a,b\n" | zb-cat --verbose >/dev/full'
    exits 2
    out
    err 'zb-cat: standard output: write: No space left on device'
    try 'printf "a,b\n1,2\n" | zb-cat -v 3>&1 >&- 2>&3'
    exits 2
    out 'zb-cat: standard output: write: Bad file descriptor'
    err
}

@test "the header is written before the rows are there" {
    # nothing more comes in until the header has come out
    mkfifo gate
    TRY_SECONDS=10 try '{ printf "a\n"; cat gate; } | zb-cat | { read -r header; echo "got $header"; echo 1 >gate; cat; }'
    exits 0
    out 'got a' 1
    err
}

@test "20000 columns" {
    { seq -s, 20000 && seq -s, 20000 | tac && seq -s, 20001; } >in
    seq 20000 | tac | paste -sd, >other
    try 'zb-cat in other'
    exits 1
    head -n 2 in >wanted.out
    same out wanted.out
    err 'zb-cat: in:3: fields: 20001, the header has 20000'
    { seq -s, 20000 | sed 's/$/,777/'; } >twice
    try 'zb-cat twice'
    exits 2
    out
    err 'zb-cat: twice:1: header: two columns have the name "777"'
}

@test "a long message about a name is cut, not broken" {
    printf 'a%.0s' {1..5000} >in
    try 'sed "s/.*/&,&/" in | zb-cat'
    exits 2
    out
    err "zb-cat: standard input:1: header: two columns have the name \"$(printf 'a%.0s' {1..60})\""
}

@test "Python reads and writes the same" {
    needs python3
    "$ZB_ROOT/tests/make-records" 3000 >records
    cat >rewrite.py <<'END'
import csv, sys
rows = csv.reader(open("records", newline="", encoding="utf-8"), strict=True)
out = open("quoted", "w", newline="", encoding="utf-8")
csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
END
    try 'python3 rewrite.py && zb-cat quoted'
    exits 0
    same out records
    err
}

@test "a pipe is widened for more than a megabyte, and left as it is for less" {
    "$ZB_ROOT/tests/make-records" 20000 >long.csv
    head -n 2000 long.csv >short.csv
    # the capacity of the pipe on standard input, by fcntl(2), once all was read
    cat >capacity.py <<'END'
import fcntl, os
F_GETPIPE_SZ = 1032
while os.read(0, 65536):
    pass
print(fcntl.fcntl(0, F_GETPIPE_SZ))
END
    try 'zb-cat long.csv | python3 capacity.py'
    exits 0
    out 524288
    err
    try 'zb-cat short.csv | python3 capacity.py'
    exits 0
    out 65536
    err
}
