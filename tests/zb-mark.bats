load helper

# What a browser would show of each line: its text without tips, one line each.
cat_text() {
    cat >"$1" <<'END'
import sys
from html.parser import HTMLParser

VOID = {"meta", "br"}

class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.lines, self.marks, self.ids, self.described = [], [], [], [], []
        self.shown = {}

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        assert tag != "script" and not any(k.startswith("on") for k in a), (tag, attrs)
        assert not ({"src", "srcset"} & set(a)) and not a.get("href", "#").split("#")[0], (tag, attrs)
        if tag in VOID:
            return
        self.open.append((tag, a))
        if "id" in a:
            self.ids.append(a["id"])
        if a.get("class") == "line":
            self.lines.append("")
        if tag == "mark" and self.inside("class", "line"):
            self.marks.append([a["class"], "", ""])
            self.described += [a["aria-describedby"]] if "aria-describedby" in a else []
            assert ("tabindex" in a) == (a["class"] != "left")

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, (tag, self.open[-1:])
        self.open.pop()

    def inside(self, key, value):
        return any(a.get(key) == value for _, a in self.open)

    def handle_data(self, data):
        tip = self.inside("role", "tooltip")
        mark = any(t == "mark" for t, _ in self.open) and self.inside("class", "line")
        if mark:
            self.marks[-1][2 if tip else 1] += data
        if any(t == "p" for t, _ in self.open) and self.inside("class", "line") and not tip \
                and not any(t == "aside" for t, _ in self.open):
            self.lines[-1] += data

page = Page()
page.feed(open(sys.argv[1], encoding="utf-8", newline="").read())
assert not page.open, page.open
assert len(set(page.ids)) == len(page.ids)
assert set(page.described) <= set(page.ids)
END
}

@test "every line of the document is there as it is, once, and the page is well-formed" {
    cat_text page.py
    echo 'print(*page.lines, sep=chr(10))' >>page.py
    for sample in plan bulletin; do
        dir=$ZB_ROOT/samples/$sample
        for records in 2-records.csv 3-units.csv; do
            try "zb-mark -r $dir/$records $dir/1-decoded.txt >x.html; python3 page.py x.html | cmp - $dir/1-decoded.txt"
            exits 0
            out
            err
        done
    done
}

@test "every record of the samples finds its figure, also after zb-units" {
    for sample in plan bulletin; do
        for records in 2-records.csv 3-units.csv; do
            try "zb-mark -v -r $ZB_ROOT/samples/$sample/$records $ZB_ROOT/samples/$sample/1-decoded.txt"
            exits 0
            any out
            n=$(mlr --icsv --onidx count "$ZB_ROOT/samples/$sample/$records")
            err_has "zb-mark: records: $n, marked: $n; figures without a record: "
            [ "$(wc -l <err)" -eq 1 ]
        done
    done
}

@test "the figure that is marked is the record's: the digits are its value" {
    cat_text page.py
    cat >>page.py <<'END'
import re, unicodedata
n = 0
for kind, text, tip in page.marks:
    if kind.split()[0] in ("left", "rank", "multiple"):
        continue
    digits = re.findall(r"[\d.]+", unicodedata.normalize("NFKC", text).replace(",", ""))
    assert any(d in tip for d in digits) or "持平" in text or not digits, (text, tip)
    n += 1
print(n > 20)
END
    for sample in plan bulletin; do
        dir=$ZB_ROOT/samples/$sample
        try "zb-mark -r $dir/2-records.csv $dir/1-decoded.txt >x.html && python3 page.py x.html"
        exits 0
        out True
        err
    done
}

# marks DOCUMENT RECORD...: the class of each mark and its text; a record is measure,value,unit,text.
marks() {
    printf '%s\n' "$1" >doc.txt
    shift
    {
        echo measure,value,unit,text,line
        printf '%s,1\n' "$@"
    } >records.csv
    try "zb-mark -v -r records.csv doc.txt >x.html; python3 page.py x.html"
}

@test "which figure of a line" {
    cat_text page.py
    echo 'print(" ".join(m[0] + ":" + m[1] for m in page.marks))' >>page.py
    # the same value twice in a line: the clause decides
    marks '甲5亿元,乙5亿元。' level,5,亿元,乙5亿元
    out 'left:5亿元 level:5亿元'
    exits 0
    any err
    # the same clause twice: each record has its own
    marks '增长3%,后增长3%' growth,3,%,增长3% growth,3,%,增长3%
    out 'growth:3% growth:3%'
    exits 0
    any err
    # 15 is not 5, nor 5.0 of 25.0
    marks '甲15亿元乙25.0亿元丙5亿元' level,5,亿元,甲15亿元乙25.0亿元丙5亿元
    out 'left:15亿元 left:25.0亿元 level:5亿元'
    exits 0
    any err
    # written as it is goes before the same digits
    marks '甲50万元,乙5万元' level,5,万元,'"甲50万元,乙5万元"' level,0.0050,亿元,'"甲50万元,乙5万元"'
    out 'level:50万元 level:5万元'
    exits 0
    any err
    # digits that look like a year are a figure where a record says so, and grey never
    marks '2019年2020年甲5亿元' level,2020,个,2020年甲5亿元 level,5,亿元,甲5亿元
    exits 0
    out 'level:2020 level:5亿元'
    any err
    # none of them: listed, not guessed
    marks '甲5亿元,乙6亿元' level,7,亿元,'"甲5亿元,乙6亿元"'
    exits 0
    out 'left:5亿元 left:6亿元'
    err 'zb-mark: not found in line 1:  7' 'zb-mark: records: 1, marked: 0; figures without a record: 2; findings: 0'
    grep -q '没有找到数字的记录' x.html
}

@test "findings stand in the margin of their line, and frame their figure" {
    dir=$ZB_ROOT/samples/plan
    try "zb-check $dir/3-units.csv >findings.csv; zb-mark -v --source plan.txt -r $dir/3-units.csv -f findings.csv $dir/1-decoded.txt"
    exits 0
    out_has '<mark class="cagr has-error" tabindex="0"'
    n=$(mlr --icsv --onidx count findings.csv)
    err_has "findings: $n"
    [ "$n" -gt 0 ] && [ "$(grep -o '<p class="error"><strong>' out | wc -l)" -eq "$n" ]
}

@test "records of other documents are counted, not shown" {
    echo 5亿元 >doc.txt
    printf 'value,unit,text,line,source\n5,亿元,5亿元,1,other.txt\n5,亿元,5亿元,1,doc.txt\n' >records.csv
    try 'zb-mark -v -r records.csv doc.txt'
    exits 0
    out_has '另有 1 条属于其他文件'
    err 'zb-mark: records: 1, marked: 1; figures without a record: 0; findings: 0'
    try 'zb-mark -v -r records.csv --source other.txt doc.txt'
    exits 0
    any out
    err 'zb-mark: records: 1, marked: 1; figures without a record: 0; findings: 0'
    try 'zb-mark -v -r records.csv --source x a b'
    exits 2
    out
    err 'zb-mark: --source: names one document, not 2'
}

@test "a line that is not UTF-8 is shown with U+FFFD, reported and kept" {
    printf '甲5亿元\n\xd6\xd0 6亿元\n' >doc.txt
    try 'zb-mark --rejects no.csv doc.txt | iconv -f UTF-8 -t UTF-8 | grep -c �'
    exits 1
    out 1
    err 'zb-mark: doc.txt:2: not UTF-8 at byte 1 of the line: zb-decode reads other encodings'
    try 'wc -l <no.csv'
    exits 0
    out 2
    err
}

@test "an HTML validator takes the pages" {
    needs node npm
    modules=${ZB_HTML_VALIDATE:-$ZB_BUILD/npm-html}
    [ -d "$modules/node_modules/html-validate" ] ||
        (mkdir -p "$modules" && cd "$modules" && timeout 120 npm install --no-audit --no-fund --prefix . html-validate) >npm.log 2>&1 ||
        skip "npm could not install html-validate"
    for case in bulletin hostile several; do
        cp "$ZB_ROOT/tests/cases/zb-mark/$case/out" "$case.html"
    done
    try "$modules/node_modules/.bin/html-validate --preset standard ./*.html"
    exits 0
    out
    any err
}

@test "the colours of the page reach a contrast of 7 to 1, light and dark" {
    try 'echo x | zb-mark'
    exits 0
    any out
    err
    cp out x.html
    cat >pairs.py <<'END'
import re
from contrast import blocks_of, ratio
css = open("x.html").read()
blocks = blocks_of(css)
assert len(blocks) == 3
light = dict(re.findall(r"--(\w+):(#\w+)", blocks[0]))
for block in blocks:
    c = {**light, **dict(re.findall(r"--(\w+):(#\w+)", block))}
    pairs = [("ink", g) for g in "ground level growth cagr change share rank multiple contribution left".split()]
    pairs += [("tipink", "tip")] + [(f, "ground") for f in "soft error warning note".split()]
    for ink, ground in pairs:
        if ratio(c[ink], c[ground]) < 7:
            print(ink, ground, round(ratio(c[ink], c[ground]), 2))
END
    try "PYTHONPATH=$ZB_ROOT/tests python3 -B pairs.py"
    exits 0
    out
    err
}
