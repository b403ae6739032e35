#!/bin/bash
# zb-html on a page of prose and on one of tables, 10 MB each, against other programs that make text or CSV of a page, and against
# reading it alone with the parser that zb-html stands on.
. "${0%/*}/bench.bash"
[ -e prose.html ] || awk 'BEGIN {
    print "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>统计公报</title></head><body><div class=\"content\"><h1>统计公报</h1>"
    for (i = 0; i < 50000; i++)
        printf "<p style=\"text-indent:2em\">%d.全年<b>社会消费品零售总额</b>%d.%02d亿元，比上年增长<span>%d.%d</span>%%，其中网络零售额增长较快。</p>\n", i, i * 7919 % 10000, i % 100, i % 20, i % 10
    print "</div></body></html>"
}' >prose.html
[ -e table.html ] || awk 'BEGIN {
    print "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body><table><tr><th>地区</th>"
    for (c = 1; c <= 12; c++) printf "<th>%d月</th>", c
    print "</tr>"
    for (r = 0; r < 30000; r++) {
        printf "<tr><td>区%d</td>", r
        for (c = 1; c <= 12; c++) printf "<td align=\"right\">%d.%02d</td>", r * c * 7919 % 100000, c * r % 100
        print "</tr>"
    }
    print "</table></body></html>"
}' >table.html
cat >table.py <<'END'
import csv, sys
from lxml import html
out = csv.writer(sys.stdout, lineterminator="\n")
for row in html.parse("table.html", html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot().iter("tr"):
    out.writerow([(cell.text_content() or "").strip() for cell in row])
END
cat >prose.py <<'END'
from lxml import html
for p in html.parse("prose.html", html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot().iter("h1", "p"):
    print(p.text_content())
END

compare -s 'prose of 50000 paragraphs' prose.html \
    zb-html:15 'zb-html --text' \
    lxml '/usr/bin/python3 prose.py'
compare 'the same read alone' prose.html \
    zb-html 'zb-html --text' \
    'xmllint (parser)' 'xmllint --html --huge --noout -' \
    html2text 'html2text -utf8'
compare -s 'a table of 390000 cells' table.html \
    zb-html:10 'zb-html --table' \
    lxml '/usr/bin/python3 table.py'
