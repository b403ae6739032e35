load helper

three() {
    printf 'name,value,unit\n零售额,290.5,亿元\n出口,-3,%%\na,1000.25,个\n' >in.csv
}

@test "columns are aligned by what they take on a terminal, figures by their point" {
    three
    try 'zb-view in.csv'
    exits 0
    out 'name      value  unit' '零售额   290.5   亿元' '出口      -3     %' 'a       1000.25  个'
    err
}

@test "columns are chosen, ordered and left out by name" {
    three
    try 'zb-view -c unit,name in.csv'
    exits 0
    out 'unit  name' '亿元  零售额' '%     出口' '个    a'
    err
    try 'zb-view -x value --columns unit,value,unit in.csv'
    exits 0
    out 'unit  unit' '亿元  亿元' '%     %' '个    个'
    err
    try 'zb-view -c unit,price in.csv'
    exits 2
    out
    err_has 'zb-view: in.csv: '
    try 'zb-view -x name,value,unit in.csv'
    exits 2
    out
    err 'zb-view: no column is left to show'
}

@test "text is cut to the window, the widest first; a figure is whole or not there" {
    printf 'name,value,note\n离岸服务外包合同执行额合计,123456789,一二三四五六七八九十\n' >in.csv
    try 'zb-view --width 80 in.csv'
    exits 0
    out 'name                            value  note' '离岸服务外包合同执行额合计  123456789  一二三四五六七八九十'
    err
    try 'zb-view --width 45 in.csv'
    exits 0
    out 'name                  value  note' '离岸服务外包合…   123456789  一二三四五六七…'
    err
    try 'zb-view -v --width 28 in.csv'
    exits 0
    out 'name                value  …' '离岸服务外包…   123456789  …'
    err 'zb-view: records shown: 1' 'zb-view: did not fit: column note'
    try 'zb-view -c value --width 8 in.csv'
    exits 0
    out '    val…' '…'
    err
}

@test "lines never get wider than the window" {
    zb-cat "$ZB_ROOT/samples/plan/3-units.csv" >in.csv
    for width in 1 2 3 5 10 13 20 33 50 79 80 81 120 160 200 250; do
        for ambiguous in 1 2; do
            try "zb-view --sample 5 --ambiguous $ambiguous --width $width in.csv | python3 -c '
import sys, unicodedata
for line in sys.stdin:
    n = sum(2 if unicodedata.east_asian_width(c) in \"WF\" else $ambiguous if unicodedata.east_asian_width(c) == \"A\" else 1 for c in line.rstrip(\"\n\"))
    # a cell and the mark behind it are always there
    if n > max($width, 3 * $ambiguous + 2): print(n, line, end=\"\")'"
            exits 0
            out
            err
        done
    done
}

@test "a figure is never cut, whatever the window" {
    printf 'a,value,b\n%s,1,x\n%s,1234567.891,yyyyyyyyyyyyyyyy\n%s,-98765432109876543210.5,z\n' 长长长长长长长长 长 长 >in.csv
    for width in $(seq 1 60); do
        try "zb-view --sample 1 --width $width in.csv | grep -oE -e '-?[0-9][0-9.]*' | grep -vxE -e '1|1234567.891|-98765432109876543210.5'"
        exits 1
        out
        err
    done
}

@test "later rows that are wider shift the rest, or are cut where lines are cut" {
    printf 'a,value,b\nx,1.5,y\n一二三四五,22.75,y\nx,-1234.5,y\nx,无,y\n' >in.csv
    try 'zb-view --sample 1 in.csv'
    exits 0
    out 'a  value  b' 'x    1.5  y' '一二三四五  22.75  y' 'x  -1234.5  y' 'x  无     y'
    err
    try 'zb-view --sample 1 --width 40 in.csv'
    exits 0
    out 'a  value  b' 'x    1.5  y' '一二三四五  22.75  y' 'x  -1234.5  y' 'x  无     y'
    err
    try 'zb-view --sample 1 --width 14 in.csv'
    exits 0
    out 'a  value  b' 'x    1.5  y' '一…  22.75  y' 'x  -1234.5  y' 'x  无     y'
    err
    try 'zb-view --sample 1 --width 11 in.csv'
    exits 0
    out 'a  value  b' 'x    1.5  y' '…  …      y' 'x  …      y' 'x  无     y'
    err
}

@test "the widths are of the first rows, and those are held up to 4 MiB" {
    awk 'BEGIN { print "a,b"; for (i = 0; i < 3000; i++) print (i == 1000 ? "wide" : "x") ",y" }' >in.csv
    try 'zb-view in.csv | sort | uniq -c'
    exits 0
    out '      1 a  b' '      1 wide  y' '   2999 x  y'
    err
    try 'zb-view --sample 1001 in.csv | sort | uniq -c'
    exits 0
    out '      1 a     b' '      1 wide  y' '   2999 x     y'
    err
    awk 'BEGIN { s = "x"; while (length(s) < 100000) s = s s; print "a"; for (i = 0; i < 300; i++) print s }' >long.csv
    try 'zb-view -v long.csv | wc -lc'
    exits 0
    out '    301 39321902'
    err 'zb-view: records shown: 300'
}

@test "a slow input is shown row by row with --sample 1 on a terminal" {
    needs script
    cat >slow <<'END'
{ printf 'a\n1\n2\n'; sleep 20; } | zb-view --sample 1
END
    try "timeout 5 script -qec 'bash slow' /dev/null | head -n 3 | tr -d '\r'"
    out_has 2
    any err
    any status
}

@test "nothing in the data steers the terminal" {
    printf 'a,b\n"1\n2",\033[2J\n\xc2\x9b31m,\xe2\x80\xaeabc\n' >in.csv
    try 'zb-view in.csv'
    exits 0
    out 'a            b' '1␊2          ␛[2J' '<U+009B>31m  <U+202E>abc'
    err
    try "zb-view --long in.csv"
    exits 0
    out 'a  1␊2' 'b  ␛[2J' '' 'a  <U+009B>31m' 'b  <U+202E>abc'
    err
}

# on COMMAND: on a terminal of 40 columns, with its line ends made LF.
on() {
    printf '%s\n' "stty cols ${columns:-40}" "$1" >typed
    try "TERM=xterm script -qec 'bash typed' /dev/null | tr -d '\r'"
}

@test "on a terminal lines are cut to its window, with colour unless NO_COLOR says no" {
    needs script
    printf 'name,value\n一二三四五六七八九十一二三四五六七八九十,-3.5\n' >in.csv
    bold=$'\e[1m' red=$'\e[31m' end=$'\e[0m'
    on 'zb-view in.csv'
    exits 0
    out "${bold}name                               value$end" "一二三四五六七八九十一二三四五六…   $red-3.5$end"
    err
    for plain in NO_COLOR=1 TERM=dumb 'env -u TERM'; do
        on "$plain zb-view in.csv"
        exits 0
        out 'name                               value' '一二三四五六七八九十一二三四五六…   -3.5'
        err
    done
    on 'NO_COLOR= zb-view --width 0 in.csv'
    exits 0
    out "${bold}name                                      value$end" "一二三四五六七八九十一二三四五六七八九十   $red-3.5$end"
    err
    columns=0 on 'NO_COLOR=1 COLUMNS=30 zb-view in.csv'
    exits 0
    out 'name                     value' '一二三四五六七八九十一…   -3.5'
    err
}

@test "off a terminal there is neither colour nor cutting" {
    printf 'name,value\n%s,-3.5\n' "$(printf '长%.0s' $(seq 200))" >in.csv
    try 'TERM=xterm COLUMNS=20 zb-view in.csv | grep -cF -e … -e $(printf "\033")'
    exits 1
    out 0
    err
}

@test "numbers of options are checked" {
    three
    for bad in '--width -1' '--width x' '--width 1000001' '--sample 0' '--sample 1e3' '--ambiguous 3' '--ambiguous ""'; do
        try "zb-view $bad in.csv"
        exits 2
        out
        err_has "zb-view: ${bad%% *}: a number from "
    done
}

@test "ambiguous characters take one column, or two where asked" {
    printf 'a,b\n“一”,x\n' >in.csv
    try 'zb-view in.csv'
    exits 0
    out 'a     b' '“一”  x'
    err
    try 'zb-view --ambiguous 2 in.csv'
    exits 0
    out 'a       b' '“一”  x'
    err
}

@test "the width of every character is that of Python's unicodedata" {
    cat >ask.py <<'END'
import subprocess, sys, unicodedata as u
steer = set(range(0xA0)) | {0x61C, 0x180E, 0xFEFF} | set(range(0x200B, 0x2010)) | set(range(0x2028, 0x202F)) \
    | set(range(0x2060, 0x2070)) | set(range(0xFFF9, 0xFFFC)) | set(range(0xE0000, 0xE0080))
def jamo(c):
    return 0x1160 <= c <= 0x11FF or 0xD7B0 <= c <= 0xD7C6 or 0xD7CB <= c <= 0xD7FB
all = [c for c in range(0xA0, 0x110000) if c not in steer and u.category(chr(c)) not in ("Cn", "Cs")]
for ambiguous in (1, 2):
    text = "ab,c\n" + "".join(chr(c) + ",|\n" for c in all)
    p = subprocess.run(["zb-view", "--sample", "1", "--ambiguous", str(ambiguous)], input=text.encode(), stdout=subprocess.PIPE, check=True)
    lines = p.stdout.decode().split("\n")[1:-1]
    assert len(lines) == len(all), (len(lines), len(all))
    for c, line in zip(all, lines):
        wide = u.east_asian_width(chr(c))
        want = 0 if u.category(chr(c)) in ("Mn", "Me") or jamo(c) else 2 if wide in "WF" else ambiguous if wide == "A" else 1
        if line != chr(c) + " " * (4 - want) + "|":
            print("U+%04X" % c, want, repr(line))
print(len(all) > 200000)
END
    try 'python3 ask.py'
    exits 0
    out True
    err
}

@test "an empty data set is a header; -v counts" {
    try 'echo a,b | zb-view -v'
    exits 0
    out 'a  b'
    err 'zb-view: records shown: 0'
}
