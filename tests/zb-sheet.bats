#!/usr/bin/env bats
# zb-sheet: cells, merged and hidden ones, sheets, hostile files. What every filter promises is in
# contract.bats, real workbooks in open.bats. The workbooks are made by make-xlsx.
load helper

# book ARGUMENT ...: makes in.xlsx.
book() {
    "$ZB_ROOT/tests/make-xlsx" in.xlsx "$@"
}

# cells FORMAT VALUE ...: makes in.xlsx with a row for each pair.
cells() {
    local -a formats=()
    local rows='' n=0
    while [ $# -gt 0 ]; do
        formats+=(-f "$1")
        n=$((n + 1))
        rows+="<row><c s=\"$n\"><v>$2</v></c></row>"
        shift 2
    done
    book "${formats[@]}" "S=<sheetData>$rows</sheetData>"
}

@test "numbers keep the digits that are stored, to 15, without exponents" {
    cells General 182506.58999999997 '0.00' 3.14159265358979312 '#,##0_);[Red](#,##0)' -1234567.8900000001 \
        0.00E+00 1E-3 General 1.2345678901234567E+20 @ 42 '0.0"万元"' 7.25 'G/通用格式' 0
    try 'zb-sheet in.xlsx'
    exits 0
    out 182506.59 3.14159265358979 -1234567.89 0.001 123456789012346000000 42 7.25 0
    err
}

@test "percent cells are percent" {
    cells 0% 3.2000000000000001E-2 '0.00%' 1.23456 '0.0"%"' 3.2 '0.0\%' 4 '[Red]0%;-0%' -5.0000000000000001E-3 \
        id:9 1 id:10 0
    try 'zb-sheet in.xlsx'
    exits 0
    out 3.2% 123.456% 3.2% 4% -0.5% 100% 0%
    err
}

@test "numbers that are shown in thousands or ten thousands are taken so" {
    cells '0.00,' 1234567.5 '#,##0,,' 1234567 '0!.0,"万"' 123456 '0\.0000' 123456 '0"."0,万元' -98765.5 '#,##0,.00' 5 \
        '[Red]0!.00,;-0!.00,' -30000 '_ * #,##0.00_ ;_ * -#,##0.00_ ' 1234.5 '[>=10000]0!.0,"万";0' 123456 \
        '0.0,%' 0.05 '0.0,"%"' 5 'yyyy.mm.dd' 43709 '0.00_)' 7 '0!.0,' 0 '¥#,##0.00' 12
    try 'zb-sheet in.xlsx'
    exits 0
    out 1234.5675 1.234567 12.3456万 12.3456 -9.87655万元 0.005 -0.3 1234.5 123456 5% 5% 2019-09-01 7 0 12
    err
}

@test "dates are ISO 8601, as far as they are shown" {
    cells id:14 43709 'yyyy"年"m"月"d"日"' 43709 'yyyy"年"m"月"' 43709 'yyyy\-mm' 43709 yyyy 43709 id:57 43709 \
        'm"月"d"日"' 43709 'yyyy-mm-dd hh:mm' 43709.354166666664 '[$-804]yyyy"年"m"月"d"日"dddd;@' 43709 \
        'h:mm:ss AM/PM' 0.75 '[h]:mm' 1.1041666666666667 mm:ss.0 0.01 'm/d/yy h:mm' 43709.999999999 id:31 36526
    try 'zb-sheet in.xlsx'
    exits 0
    out 2019-09-01 2019-09-01 2019-09 2019-09 2019 2019-09 2019-09-01 2019-09-01T08:30:00 2019-09-01 18:00:00 \
        26:30:00 00:14:24 2019-09-02T00:00:00 2000-01-01
    err
}

@test "the first and last dates, leap years, and the day that never was" {
    cells id:14 1 id:14 59 id:14 60 id:14 61 id:14 36585 id:14 73110 id:14 2958465 id:14 2958466 id:14 -1 id:14 0
    try 'zb-sheet in.xlsx'
    exits 0
    out 1900-01-01 1900-02-28 60 1900-03-01 2000-02-29 2100-03-01 9999-12-31 2958466 -1 0
    err
    book -w '<workbookPr date1904="1"/>' -f id:14 'S=<sheetData><row><c s="1"><v>0</v></c><c s="1"><v>42247</v></c></row></sheetData>'
    try 'zb-sheet in.xlsx'
    exits 0
    out 1904-01-01,2019-09-01
    err
}

@test "days of four centuries are those of the calendar" {
    rows=$(seq 61 73 150000 | sed 's|.*|<row><c s="1"><v>&</v></c></row>|')
    book -f id:14 "S=<sheetData>$rows</sheetData>"
    seq 61 73 150000 | python3 -c "
import sys, datetime
for n in sys.stdin: print(datetime.date(1899, 12, 30) + datetime.timedelta(int(n)))" >wanted.csv
    try 'zb-sheet in.xlsx'
    exits 0
    same out wanted.csv
    err
}

@test "text: shared, inline, rich, of formulas; line ends, indents, escapes" {
    book -f indent:2 -s '<t>其中：a,b</t>' \
        -s '<r><t>社会</t></r><rPh sb="0" eb="1"><t>shehui</t></rPh><r><rPr><b/></rPr><t xml:space="preserve"> 零售&#10;额 </t></r>' \
        -s '<t>GDP_x000D_&#10;total_x005F_x &amp; "q"</t>' \
        'S=<sheetData><row><c t="s" s="1"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>
        <c t="inlineStr"><is><r><t>行</t></r><r><t>内</t></r><phoneticPr/></is></c><c t="str"><f>A1</f><v>算出</v></c>
        <c t="str"><f>""</f><v></v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c>
        <c t="d"><v>2019-09-01</v></c><c t="inlineStr"><is><t xml:space="preserve">    四格</t></is></c></row></sheetData>'
    try 'zb-sheet in.xlsx'
    exits 0
    out '"　　其中：a,b",社会 零售额,"GDP total_x & ""q""",行内,算出,,TRUE,FALSE,#DIV/0!,2019-09-01,    四格'
    err
}

@test "raised digits of a label or a figure that is text are marks of footnotes; m2 stays" {
    up='<rPr><vertAlign val="superscript"/></rPr>'
    book -s "<r><t>房屋面积</t></r><r>$up<t>1</t></r><r><t>(万m</t></r><r>$up<t>2</t></r><r><t>)</t></r>" \
        -s "<r><t>700.1</t></r><r>$up<t>1,</t></r><r>$up<t>2</t></r>" -s "<r>$up<t>1</t></r><r><t>注</t></r>" -s '<t>2020</t>' \
        "S=<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c>
        <c t=\"inlineStr\"><is><r><t>5.2%</t></r><r>$up<t>3)</t></r></is></c><c t=\"inlineStr\"><is><t>7</t></is></c></row></sheetData>"
    try 'zb-sheet in.xlsx'
    exits 0
    out '房屋面积[1](万m2),700.1[1][2],1注,2020,5.2%[3],7'
    err
}

@test "merged cells are filled, to the end of the values" {
    book 'S=<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>
        <row r="5"><c r="C5"><v>5</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A2:A9"/><mergeCell ref="A1:Z1"/><mergeCell ref="B2:B4"/><mergeCell ref="C3"/></mergeCells>'
    try 'zb-sheet in.xlsx'
    exits 0
    out 标题,标题,标题 甲,1,2 甲,1, 甲,1, 甲,,5
    err
}

@test "cells and rows without references follow each other; a blank row is one" {
    book 'S=<sheetData><row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="3"><c><v>3</v></c></row><row/></sheetData>'
    try 'zb-sheet in.xlsx'
    exits 0
    out 1,,,4,5 ,,,, 3,,,,
    err
}

@test "a stray cell far below does not make a million rows" {
    book 'S=<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row></sheetData>'
    try 'zb-sheet in.xlsx'
    exits 0
    out 1, , ,2
    err
}

with_hidden() {
    book 'S=<cols><col min="2" max="2" hidden="1"/><col min="4" max="5" width="0" customWidth="1"/></cols><sheetData>
        <row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c/></row>
        <row hidden="1"><c><v>4</v></c></row><row hidden="1"/><row ht="0" customHeight="1"><c><v>5</v></c></row>
        <row><c><v>6</v></c></row></sheetData>' \
        '密,veryHidden=<sheetData><row><c><v>7</v></c></row></sheetData>' '空,hidden=<sheetData/>'
}

@test "hidden sheets, rows and columns are left out and reported, or taken" {
    with_hidden
    try 'zb-sheet in.xlsx'
    exits 1
    out 1,3 6,
    err 'zb-sheet: in.xlsx: hidden: sheet S: left out: rows 2, columns 1 (--hidden takes them)' \
        'zb-sheet: in.xlsx: hidden: sheet 密: left out (--hidden takes it)'
    try 'zb-sheet --hidden in.xlsx'
    exits 0
    out 1,2,3 4,, ,, 5,, 6,, '' 7
    err
    try 'zb-sheet --sheet 密 in.xlsx'
    exits 0
    out 7
    err
}

@test "hidden rows and columns without values are nothing to report" {
    book 'S=<cols><col min="2" max="16384" hidden="1"/></cols><sheetData><row><c><v>1</v></c></row><row hidden="1"><c s="1"/></row></sheetData>' 'T,hidden='
    try 'zb-sheet in.xlsx'
    exits 0
    out 1
    err
}

@test "formulas without a value are refused, each named, and kept by --rejects" {
    book '表 1=<sheetData><row><c><v>1</v></c><c><f>SUM(A1:A9)</f></c><c><f>B1</f><v>0</v></c></row>
        <row r="12"><c r="AB12"><f t="shared" si="0"/><v/></c></row></sheetData>'
    try 'zb-sheet --rejects refused in.xlsx | head -n 1'
    exits 1
    out "1,,0$(printf ',%.0s' {1..25})"
    err 'zb-sheet: in.xlsx:1: formula: 表 1!B1 has no stored value: =SUM(A1:A9)' \
        'zb-sheet: in.xlsx:12: formula: 表 1!AB12 has no stored value: ='
    try 'cat refused'
    exits 0
    out file,line,reason,row 'in.xlsx,1,formula: 表 1!B1 has no stored value: =SUM(A1:A9),SUM(A1:A9)' \
        'in.xlsx,12,formula: 表 1!AB12 has no stored value: =,'
    err
}

@test "sheets: an empty line between two, empty ones passed over, by name and by number, listed" {
    book '2019=<sheetData><row><c><v>19</v></c></row></sheetData>' '空=<sheetData/>' '1=<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>'
    try 'zb-sheet in.xlsx'
    exits 0
    out 19 '' 1,2
    err
    try 'zb-sheet -n -v in.xlsx'
    exits 0
    out 2019 19 '' 1, 1,2
    err 'zb-sheet: in.xlsx: sheet: 2019: rows 1, columns 1' 'zb-sheet: in.xlsx: sheet: 1: rows 1, columns 2'
    try 'zb-sheet -s 1 in.xlsx; zb-sheet -s 2019 in.xlsx; zb-sheet --sheet=3 in.xlsx'
    exits 0
    out 1,2 19 1,2
    err
    for sheet in 4 0 二 ''; do
        try "zb-sheet -s '$sheet' in.xlsx"
        exits 2
        out
        err "zb-sheet: in.xlsx: sheet: there is none named $sheet, nor of that number (-l lists them)"
    done
    with_hidden
    try 'zb-sheet -l in.xlsx'
    exits 0
    out 1,S,shown 2,密,hidden 3,空,hidden
    err
    try 'zb-sheet --explain -s 1 --hidden in.xlsx'
    exits 0
    any out
    err 'zb-sheet: in.xlsx: sheet: S: rows to 5, columns to 3, merged cells 0'
    try 'zb-sheet in.xlsx in.xlsx 2>/dev/null'
    exits 1
    out 1,3 6, '' 1,3 6,
    err
}

@test "strict and prefixed documents are read" {
    book -p 'xl/worksheets/sheet1.xml=<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>' 'S='
    try 'zb-sheet in.xlsx'
    exits 0
    out 5
    err
}

# refused REASON: in.xlsx gives nothing but that.
refused() {
    try 'zb-sheet in.xlsx'
    exits 2
    out
    err "zb-sheet: in.xlsx: $1"
}

@test "what is no xlsx workbook is refused with the reason" {
    echo 1,2 >in.xlsx && refused 'not xlsx: no zip file; pipelines/open opens what it may be'
    : >in.xlsx && refused 'not xlsx: no zip file; pipelines/open opens what it may be'
    printf '\320\317\021\340\241\261\032\341' >in.xlsx && refused 'not xlsx: an old Office file (xls, doc), or one with a password; pipelines/open or LibreOffice opens it'
    printf '%%PDF-1.4' >in.xlsx && refused 'not xlsx: PDF; pipelines/open opens it'
    python3 -c "import zipfile; zipfile.ZipFile('in.xlsx', 'w').writestr('a.csv', '1')" && refused 'not xlsx: a zip file, but no Office document; pipelines/open opens it'
    book -p xl/workbook.bin=x 'S=' && refused 'not xlsx: a binary workbook (xlsb); LibreOffice opens it'
    book -p word/document.xml=x 'S=' && refused 'not xlsx: a docx document; pipelines/open opens it'
}

@test "missing and damaged parts are refused with the reason" {
    book -x xl/workbook.xml 'S=' && refused 'xl/workbook.xml: missing'
    book -x xl/_rels/workbook.xml.rels 'S=' && refused 'sheet S: its part is missing'
    book -x xl/worksheets/sheet1.xml 'S=' && refused 'xl/worksheets/sheet1.xml: missing'
    book -x xl/sharedStrings.xml 'S=' && refused 'xl/sharedStrings.xml: missing'
    book && refused 'xl/workbook.xml: no sheets'
    book 'S=<sheetData><row></sheetData>' &&
        refused 'xl/worksheets/sheet1.xml: line 1: Opening and ending tag mismatch: row line 1 and sheetData'
    book 'S=<sheetData><row><c t="s"><v>0</v></c></row></sheetData>' && refused 'sheet S: damaged: number of a shared string: 0'
    book 'S=<sheetData><row r="2"/><row r="1"/></sheetData>' && refused 'sheet S: damaged: row number: 1'
    book 'S=<sheetData><row r="1048577"/></sheetData>' && refused 'sheet S: damaged: row number: 1048577'
    book 'S=<sheetData><row><c r="XFE1"/></row></sheetData>' && refused 'sheet S: damaged: cell reference: XFE1'
    book 'S=<sheetData><row><c r="A2"/></row></sheetData>' && refused 'sheet S: damaged: cell reference: A2'
    book 'S=<mergeCells><mergeCell ref="B2:A1"/></mergeCells>' && refused 'sheet S: damaged: merged cells: B2:A1'
    book 'S=<mergeCells><mergeCell ref="A1:"/></mergeCells>' && refused 'sheet S: damaged: merged cells: A1:'
    book 'S=<sheetData/>' && truncate -s 400 in.xlsx
    try 'zb-sheet in.xlsx'
    exits 2
    out
    err_has 'zb-sheet: in.xlsx: zip: '
    # a bit of the packed sheet turned
    book 'S=<sheetData><row><c><v>123456789</v></c></row></sheetData>'
    python3 - <<'END'
import zipfile
data = bytearray(open("in.xlsx", "rb").read())
at = zipfile.ZipFile("in.xlsx").getinfo("xl/worksheets/sheet1.xml").header_offset
data[at + 30 + len("xl/worksheets/sheet1.xml") + 20] ^= 0xFF
open("in.xlsx", "wb").write(data)
END
    try 'zb-sheet in.xlsx'
    exits 2
    out
    err_has 'zb-sheet: in.xlsx: xl/worksheets/sheet1.xml: '
}

@test "document types are refused: no entities, no files" {
    book -p 'xl/worksheets/sheet1.xml=<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>' 'S='
    refused 'xl/worksheets/sheet1.xml: document type declaration: refused, it could define entities'
    book -p 'xl/sharedStrings.xml=<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>' 'S='
    refused 'xl/sharedStrings.xml: document type declaration: refused, it could define entities'
}

@test "a zip bomb is refused before it has filled anything" {
    python3 -c "print('<sheetData>' + ' ' * 200_000_000 + '</sheetData>')" >bomb
    book S=@bomb
    rm bomb
    # a sanitizer needs all of the address space
    [ -n "${ZB_SANITIZED-}" ] || ulimit -v 400000
    try 'zb-sheet in.xlsx'
    exits 2
    out
    err 'zb-sheet: in.xlsx: xl/worksheets/sheet1.xml: unpacks to more than 400 times its size: refused'
}

@test "memory does not grow with the rows" {
    [ -z "${ZB_SANITIZED-}" ] || skip "a sanitizer keeps freed memory"
    for n in 1000 100000; do
        awk -v n=$n 'BEGIN { print "<sheetData>"; for (i = 1; i <= n; i++) print "<row r=\"" i "\"><c><v>" i "</v></c><c><v>1</v></c></row>"; print "</sheetData>" }' >rows
        book S=@rows
        size=$(stat -c %s in.xlsx)
        try 'command time -f %M zb-sheet in.xlsx | wc -l'
        exits 0
        out $n
        any err
        peak[n]=$(($(tail -n 1 err) - size / 1024))
    done
    echo "${peak[1000]} and ${peak[100000]} KB"
    [ $((peak[100000] - peak[1000])) -lt 2048 ]
}
