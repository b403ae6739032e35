#!/usr/bin/env bats
# The same input through other people's tools. Where they differ on purpose, the test says how.
load ../helper

@test "zb-cat writes what Miller writes" {
    "$ZB_ROOT/tests/make-records" 2000 >in.csv
    try 'cmp <(zb-cat in.csv) <(mlr --csv cat in.csv)'
    exits 0
    out
    err
}

@test "zb-cat reads what Python's csv reads, also CR LF, a BOM and line ends in cells" {
    python3 - >in.csv <<'END'
import csv, random, sys
sys.stdout.reconfigure(newline="", encoding="utf-8-sig")
rnd = random.Random(7)
cells = ["", "指标", "a,b", 'say ""', '"', "two\nlines", "cr\rlf", "\r\n", " blank ", "290.5", "𠮷", "，"]
out = csv.writer(sys.stdout, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
out.writerow(["a", "b", "c"])
for _ in range(3000):
    out.writerow([rnd.choice(cells) for _ in range(3)])
END
    cat >same.py <<'END'
import csv, sys
read = lambda path: list(csv.reader(open(path, encoding="utf-8-sig", newline=""), strict=True))
a, b = read("in.csv"), read("out.csv")
assert len(a) == 3001 and a == b, [(x, y) for x, y in zip(a, b) if x != y][:3]
END
    try 'zb-cat in.csv >out.csv && python3 same.py'
    exits 0
    out
    err
}

@test "zb-aggregate sums what Miller sums" {
    "$ZB_ROOT/tests/make-records" 5000 >in.csv
    zb-aggregate -b region,indicator,item,period -a sum,count,min,max in.csv |
        mlr --csv --headerless-csv-output cut -o -f region,indicator,item,period,sum,count,min,max | sort >ours
    # Miller adds in binary floating point: rounded to the two digits of the input it must agree
    mlr --csv stats1 -a sum,count,min,max -f value -g region,indicator,item,period in.csv |
        mlr --csv --headerless-csv-output put '$value_sum = fmtnum($value_sum, "%.2lf")' | sort >theirs
    cat >same.py <<'END'
import csv
from decimal import Decimal
read = lambda path: [r[:4] + [Decimal(x) for x in r[4:]] for r in csv.reader(open(path, encoding="utf-8"))]
a, b = read("ours"), read("theirs")
assert len(a) > 1000 and a == b, [(x, y) for x, y in zip(a, b) if x != y][:3]
END
    try 'python3 same.py'
    exits 0
    out
    err
}

@test "zb-aggregate's total is datamash's" {
    "$ZB_ROOT/tests/make-records" 5000 >in.csv
    try "zb-aggregate -b measure --mix indicator,item -a sum in.csv | mlr --icsv --onidx cut -f value"
    exits 0
    err
    out "$(mlr --icsv --onidx cut -f value in.csv | datamash -R 2 sum 1)"
}

@test "zb-decode decodes the samples as iconv and uconv do" {
    # iconv knows no lone 0x80 and stops at a bad byte, so these two are taken out first
    raw=$ZB_ROOT/samples/bulletin/0-raw.gb18030.txt
    sed 's/\xff//; s/\x80/EUR/' "$raw" >in
    [ "$(wc -c <in)" -eq "$(($(wc -c <"$raw") - 1 + 2))" ]
    try 'cmp <(zb-decode in) <(iconv -f GB18030 -t UTF-8 in | tr -d "\r")'
    exits 0
    out
    err
    try 'cmp <(zb-decode in) <(uconv -f GB18030 -t UTF-8 in | tr -d "\r")'
    exits 0
    out
    err
}
