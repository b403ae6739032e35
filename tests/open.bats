#!/usr/bin/env bats
# pipelines/open and the helpers it calls: every kind of file by its content, refusals, statuses. The files
# are made here by make-xlsx, make-xls and make-pdf; real ones are where corpus.bats says.
load helper

open=$ZB_ROOT/pipelines/open
corpus=${ZB_CORPUS:-$ZB_ROOT/../shared}/corpus

setup() {
    mkdir -p "$BATS_TEST_TMPDIR/w" && cd "$BATS_TEST_TMPDIR/w" || return
    export TMPDIR=$BATS_TEST_TMPDIR
    needs file pdftotext
    /usr/bin/python3 -c 'import xlrd' || skip "no python3-xlrd here"
    # shellcheck disable=SC2034 # the helper's
    unlooked=
}

teardown() {
    looked_at_all
    # nothing is left behind
    [ -z "$(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name 'tmp.*')" ]
}

page='<html><head><title>t</title></head><p>初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。</p><table><tr><td>出口<td>1<tr><td>进口<td>2</table>'

xlsx() {
    "$ZB_ROOT/tests/make-xlsx" "$@"
}

xls() {
    printf '%b\n' "${@:2}" | "$ZB_ROOT/tests/make-xls" "$1"
}

# docx FILE BODY: what stands in <w:body>; with more arguments further parts, NAME=TEXT.
docx() {
    python3 - "$@" <<'END'
import sys, zipfile
w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("word/document.xml", "<w:document %s><w:body>%s</w:body></w:document>" % (w, sys.argv[2]))
    for part in sys.argv[3:]:
        name, text = part.split("=", 1)
        z.writestr(name, text.replace("<w:root>", "<w:root %s>" % w))
END
}

@test "text in any encoding goes through zb-decode, whatever it is called" {
    printf '指标,2019年\n社会消费品零售总额,290.5\n' | iconv -f UTF-8 -t GB18030 >EXPORT.XLSX
    try "$open EXPORT.XLSX; $open - <EXPORT.XLSX"
    exits 0
    out 指标,2019年 社会消费品零售总额,290.5 指标,2019年 社会消费品零售总额,290.5
    err
    printf '1,\377\n' >bad
    try "$open bad"
    exits 1
    out 1,�
    err_has 'zb-decode: bad:1: bad bytes: ff at byte 2'
    : >empty
    try "$open empty"
    exits 0
    out
    err
    printf '<5人的企业,3\n<10人的企业,4\n' >table.csv
    try "$open table.csv"
    exits 0
    same out table.csv
    err
}

@test "HTML, in UTF-8, GB18030, UTF-16, called anything: prose or tables, as it is or as is asked" {
    for to in UTF-8 GB18030 UTF-16LE; do
        { [ $to != UTF-16LE ] || printf '\377\376'; } >export.xls
        printf '\n  %s' "$page" | iconv -f UTF-8 -t $to >>export.xls
        try "$open export.xls"
        exits 0
        out t '初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。' $'出口\t1' $'进口\t2'
        err
    done
    try "$open -t export.xls"
    exits 0
    out t, 出口,1 进口,2
    err
    printf '<table><tr><td>a<td>1<tr><td>b<td>2</table>' >a.txt
    try "$open a.txt; $open -p a.txt; $open -v a.txt >/dev/null"
    exits 0
    out a,1 b,2 $'a\t1' $'b\t2'
    err 'open: a.txt: html' 'zb-html: a.txt: tables, lines 2, tables 1'
}

@test "xlsx, also called xls: sheets, hidden parts, formulas; status 1 is passed on" {
    xlsx 'Report 1.XLS' 'A=<sheetData><row><c><v>182506.58999999997</v></c></row></sheetData>' \
        'B,hidden=<sheetData><row><c><v>2</v></c></row></sheetData>'
    try "$open 'Report 1.XLS'"
    exits 1
    out 182506.59
    err 'zb-sheet: Report 1.XLS: hidden: sheet B: left out (--hidden takes it)'
    try "$open -n -H 'Report 1.XLS'; $open -s B - <'Report 1.XLS'"
    exits 0
    out A 182506.59 '' B 2 2
    err
}

@test "xls, also called xlsx: as xlsx is, merged, hidden, percent, dates, indents" {
    xls a.xlsx 'sheet\t9月' 'cell\t0\t0\t标题' 'merge\t0\t0\t0\t9' 'cell\t1\t0\t其中：a,b\tGeneral\t2' 'cell\t1\t1\t182506.58999999997' \
        'cell\t1\t2\t3.2000000000000001E-2\t0.0%' 'cell\t1\t3\t43709\tyyyy"年"m"月"' 'hide\trow\t2' 'cell\t2\t0\t秘' \
        'cell\t3\t0\tTRUE' 'cell\t3\t1\t#DIV/0!' 'hide\tcolumn\t4' 'cell\t3\t4\t5' 'sheet\t空' 'sheet\t密\thidden' 'cell\t0\t0\t7'
    try "$open a.xlsx"
    exits 1
    out 标题,标题,标题,标题 '"　　其中：a,b",182506.59,3.2%,2019-09' TRUE,#DIV/0!,,
    err 'xls2csv: a.xlsx: hidden: sheet 9月: left out: rows 1, columns 1 (-H takes them)' \
        'xls2csv: a.xlsx: hidden: sheet 密: left out (-H takes it)'
    try "$open -H -n a.xlsx"
    exits 0
    out 9月,,,, 标题,标题,标题,标题,标题 '"　　其中：a,b",182506.59,3.2%,2019-09,' 秘,,,, TRUE,#DIV/0!,,,5 '' 密 7
    err
    try "$open -s 密 a.xlsx; $open -s 3 -v a.xlsx"
    exits 0
    out 7 7
    err 'open: a.xlsx: xls' 'xls2csv: a.xlsx: sheet: 密: rows 1, columns 1'
    try "$open -s 4 a.xlsx"
    exits 2
    out
    err 'xls2csv: a.xlsx: sheet: there is none named 4, nor of that number'
}

@test "xls and xlsx agree on numbers, percent and dates" {
    local -a formats=('General' '0.00' '0%' '0.0"%"' 'yyyy-mm-dd' 'yyyy"年"m"月"' 'm"月"d"日"' 'yyyy/m/d h:mm' '[h]:mm' 'mm:ss'
        'h:mm AM/PM' '[$-804]yyyy"年"m"月"d"日";@' '#,##0_);[Red](#,##0)' '0.00E+00' 'yyyy' '[Red]0.0%;-0%' 'm/d/yy ddd' '0.00,' '#,##0,,'
        '0!.0,"万"' '0\.0000' '#,##0,.00' '[>=10000]0!.0,"万";0' '_ * #,##0.00_ ;_ * -#,##0.00_ ' '0.0,%')
    local -a values=(0 0.1 -3.4 43709 43709.354166666664 182506.58999999997 1E-7 60 59 61 0.99999999999 2958466 123456789012345678)
    local rows='' n=0 styles=()
    echo 'sheet	S' >lines
    for format in "${formats[@]}"; do styles+=(-f "$format"); done
    for value in "${values[@]}"; do
        rows+='<row>'
        for i in "${!formats[@]}"; do
            rows+="<c s=\"$((i + 1))\"><v>$value</v></c>"
            printf 'cell\t%d\t%d\t%s\t%s\n' $n "$i" "$value" "${formats[i]}" >>lines
        done
        rows+='</row>'
        n=$((n + 1))
    done
    xlsx a.xlsx "${styles[@]}" "S=<sheetData>$rows</sheetData>"
    "$ZB_ROOT/tests/make-xls" a.xls <lines
    zb-sheet a.xlsx >wanted.csv
    [ "$(wc -l <wanted.csv)" -eq ${#values[@]} ]
    try "$open a.xls"
    exits 0
    same out wanted.csv
    err
}

@test "the xls of before 1997, in GBK with no word about it" {
    printf 'sheet\tx\ncell\t0\t0\t镕基\ncell\t0\t1\t0.1\n' | "$ZB_ROOT/tests/make-xls" -2 old
    try "$open old"
    exits 0
    out 镕基,0.1
    err
}

@test "the XML of Excel 2003: as xlsx is, in UTF-8, GB18030 and UTF-16" {
    cat >utf8 <<'END'
<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="m"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
<Style ss:ID="i"><Alignment ss:Horizontal="Left" ss:Indent="1"/></Style></Styles>
<Worksheet ss:Name="9月"><Table><Column/><Column ss:Index="5" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">标题</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:StyleID="i"><Data ss:Type="String">其中&#10;限上</Data></Cell><Cell><Data ss:Type="Number">182506.58999999997</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">3.2000000000000001E-2</Data></Cell><Cell ss:StyleID="m"><Data ss:Type="DateTime">2019-09-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:Formula="=SUM(R1C1)"/><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>细</ss:Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="空"/><Worksheet ss:Name="密"><Table><Row><Cell><Data ss:Type="Number">7</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>
END
    sed '1s/"1.0"/"1.0" encoding="gb2312"/' utf8 | iconv -f UTF-8 -t GB18030 >gb18030
    { printf '\377\376' && sed '1s/"1.0"/"1.0" encoding="utf-16"/' utf8 | iconv -f UTF-8 -t UTF-16LE; } >utf16
    for file in utf8 gb18030 utf16; do
        try "$open $file"
        exits 1
        out 标题,标题,标题,标题 ,,, 　其中限上,182506.59,3.2%,2019-09 ,,粗细,TRUE
        err "xls2csv: $file: formula: sheet 9月, row 4: no stored value: =SUM(R1C1)" \
            "xls2csv: $file: hidden: sheet 9月: left out: rows 0, columns 1 (-H takes them)" \
            "xls2csv: $file: hidden: sheet 密: left out (-H takes it)"
    done
    printf '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a;</Workbook>' >bad
    try "$open bad"
    exits 2
    out
    err 'xls2csv: bad: xls: document type declaration: refused, it could define entities'
}

@test "docx: paragraphs, split runs, changes, numbered headings, text boxes, footnotes, hidden text" {
    docx a.docx '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>综合</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">全年地区生产总值53</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>86</w:t></w:r><w:ins><w:r><w:t>.88</w:t></w:r></w:ins>
        <w:del><w:r><w:delText>.77</w:delText></w:r></w:del><w:r><w:t>亿元，比上年增长5.5%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r><w:r><w:t>。</w:t><w:br/><w:t>其中 a &lt; b</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>农业</w:t></w:r><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p>
        <w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>' \
        'word/numbering.xml=<w:root><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:root>' \
        'word/styles.xml=<w:root><w:style w:styleId="H"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:root>' \
        'word/footnotes.xml=<w:root><w:footnote w:id="2"><w:p><w:r><w:t>注文</w:t></w:r></w:p></w:footnote></w:root>'
    try "$open a.docx"
    exits 0
    out 九、综合 '全年地区生产总值5386.88亿元，比上年增长5.5%。' '其中 a < b' 十、农业 框内 注文
    err
}

@test "docx: raised digits lengthen no figure, and what is struck out is left" {
    run_of() { printf '<w:r><w:rPr>%s</w:rPr><w:t>%s</w:t></w:r>' "$2" "$1"; }
    up='<w:vertAlign w:val="superscript"/>'
    docx a.docx "<w:p>$(run_of 出口700.1 '')$(run_of 1 "$up")$(run_of '亿元，' '<w:strike/>')$(run_of '亿元，面积' '')$(run_of 100 '<w:dstrike/>')$(run_of 120 '<w:strike w:val="0"/>')$(run_of 万m '')$(run_of 2 "$up")$(run_of 。 '')</w:p>"
    try "$open a.docx"
    exits 0
    out '出口700.1[1]亿元，面积120万m2。'
    err
}

@test "docx: tables with merged cells" {
    cell() { printf '<w:tc><w:tcPr>%s</w:tcPr><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>' "$2" "$1"; }
    docx a.docx "<w:p><w:r><w:t>表1</w:t></w:r></w:p><w:tbl><w:tr>$(cell 指标 '<w:vMerge w:val="restart"/>')$(cell 2024年 '<w:gridSpan w:val="2"/>')</w:tr>
        <w:tr>$(cell '' '<w:vMerge/>')$(cell 总量)$(cell 增长)</w:tr><w:tr>$(cell 出口)$(cell 153.76)$(cell -3.4)</w:tr></w:tbl>"
    try "$open -t a.docx; $open a.docx >auto; head -n 2 auto"
    exits 0
    out 表1,, 指标,2024年,2024年 指标,总量,增长 出口,153.76,-3.4 表1,, 指标,2024年,2024年
    err
}

@test "pdf: its text layer; without one it is refused" {
    printf '全年地区生产总值5386.88亿元，\n比上年增长5.5%%。\n' | "$ZB_ROOT/tests/make-pdf" a.doc
    try "$open a.doc | grep ."
    exits 0
    out 全年地区生产总值5386.88亿元， 比上年增长5.5%。
    err
    try "$open -t a.doc"
    exits 2
    out
    err 'open: a.doc: pdf: its tables cannot be told from its text; without -t its text is written'
    : | "$ZB_ROOT/tests/make-pdf" scan.pdf
    try "$open scan.pdf"
    exits 2
    out
    err 'open: scan.pdf: pdf: no text in it, only pictures: an OCR program reads them'
    head -c 200 a.doc >cut.pdf
    try "$open cut.pdf"
    exits 2
    out
    err_has 'open: cut.pdf: pdf: '
}


@test "zip: each member, names in GBK, what systems leave behind passed over" {
    printf 'a,1\n' >a.csv
    echo "$page" | iconv -f UTF-8 -t GB18030 >p
    python3 - <<'END'
import struct, zlib
def member(name, data):
    head = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)
    return b"PK\3\4" + head + name + data, b"PK\1\2" + struct.pack("<H", 20) + head
out, directory, n = b"", b"", 0
for name, source in (("报表/", None), ("报表/九月.csv", "a.csv"), ("__MACOSX/._x", "a.csv"), ("../报表/九月.csv", "p"), ("-v", "a.csv")):
    raw, data = name.encode("gbk"), open(source, "rb").read() if source else b""
    local, central = member(raw, data)
    directory += central + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + raw
    out += local
    n += 1
end = struct.pack("<HHHHIIH", 0, 0, n, n, len(directory), len(out), 0)
open("a.zip", "wb").write(out + directory + b"PK\5\6" + end)
END
    try "$open -v a.zip"
    exits 0
    out a,1 '' t '初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。' $'出口\t1' $'进口\t2' '' a,1
    err 'open: a.zip: zip' 'open: 报表_九月.csv: text' 'zb-decode: 报表_九月.csv: ASCII, 4 bytes, 1 lines' \
        'open: 1_报表_九月.csv: html' 'zb-html: 1_报表_九月.csv: text, lines 3, tables 1' \
        'open: v: text' 'zb-decode: v: ASCII, 4 bytes, 1 lines'
}

@test "zip: a member that cannot be opened is refused, the others are written; none is status 2" {
    python3 - <<'END'
import zipfile
with zipfile.ZipFile("some.zip", "w") as z:
    z.writestr("a.csv", "a,1\n")
    z.writestr("b.png", b"\x89PNG\r\n\x1a\n")
with zipfile.ZipFile("none.zip", "w") as z:
    z.writestr("b.png", b"\x89PNG\r\n\x1a\n")
with zipfile.ZipFile("nested.zip", "w") as z:
    z.write("some.zip")
zipfile.ZipFile("empty.zip", "w").close()
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("b.csv", b" " * (70 << 20))
END
    try "$open some.zip"
    exits 1
    out a,1
    err 'zb-decode: b.png: not text: a PNG image; an OCR program opens it'
    try "$open none.zip"
    exits 2
    out
    err 'zb-decode: b.png: not text: a PNG image; an OCR program opens it' 'open: none.zip: zip: none of its members could be opened'
    try "$open nested.zip"
    exits 2
    out
    err 'open: some.zip: a zip file in a zip file' 'open: nested.zip: zip: none of its members could be opened'
    try "$open empty.zip"
    exits 2
    out
    err 'open: empty.zip: zip: nothing in it'
    try "$open bomb.zip"
    exits 2
    out
    err 'unzipped: bomb.zip: b.csv: unpacks to more than 400 times its size, or 1 GiB: refused'
    head -c 60 some.zip >cut.zip
    try "$open cut.zip"
    exits 2
    out
    err 'unzipped: cut.zip: zip: File is not a zip file'
}

@test "what nothing here opens is refused with the reason" {
    refused() {
        try "$open in"
        exits 2
        out
        err "$1"
    }
    printf '\320\317\021\340\241\261\032\341%0600d' 0 >in
    try "$open in"
    exits 2
    out
    err_has 'xls2csv: in: xls: '
    printf '{\\rtf1' >in && refused 'zb-decode: in: not text: RTF; LibreOffice opens it'
    printf 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<html>' >in &&
        refused 'open: in: a web archive (mht): a browser saves it as HTML'
    python3 -c "
import zipfile
with zipfile.ZipFile('in', 'w') as z: z.writestr('mimetype', 'x'); z.writestr('content.xml', '<x/>')"
    refused 'open: in: an OpenDocument file: LibreOffice saves it as xlsx or docx'
    xlsx in -p xl/workbook.bin=x 'S=' && refused 'open: in: a binary Excel workbook (xlsb): LibreOffice saves it as xlsx'
    docx in '<w:p>'
    try "$open in"
    exits 2
    out
    err_has 'docx2html: in: docx: mismatched tag: line 1, column '
    docx in '' 'word/styles.xml=<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' &&
        refused 'docx2html: in: word/styles.xml: document type declaration: refused, it could define entities'
    docx in ''
    python3 -c "
import zipfile
with zipfile.ZipFile('in', 'w') as z: z.writestr('[Content_Types].xml', 'x'); z.writestr('word/x', 'x')"
    refused 'docx2html: in: word/document.xml: missing'
}

@test "usage, missing files, folders, a full disk, a reader that leaves" {
    try "$open"
    exits 2
    out
    err 'usage: open [-p | -t] [-s SHEET] [-n] [-H] [-v] FILE'
    try "$open -x a"
    exits 2
    out
    any err
    try "$open none"
    exits 2
    out
    err_has none
    mkdir folder
    try "$open folder"
    exits 2
    out
    err 'open: folder: a folder'
    printf 'a,1\n' >-a
    try "$open -- -a"
    exits 0
    out a,1
    err
    try "$open -- -a >/dev/full"
    exits 2
    out
    any err
}

@test "statuses of what it calls are its own: 1 publishes, 2 does not" {
    mkdir -p broken/bin
    cp "$ZB_BUILD"/bin/zb-decode broken/bin/
    printf 'a,1\n' >a
    for status in 0 1 2 3; do
        printf '#!/bin/sh\necho x\nexit %d\n' $status >broken/bin/zb-decode
        try "ZB_BUILD=broken $open a"
        exits $((status > 1 ? 2 : status))
        if [ $status -gt 1 ]; then out; else out x; fi
        err
    done
}

there() {
    [ -d "$corpus/pages" ] || skip "no corpus in $corpus; set ZB_CORPUS"
}

@test "every real file opens, none is refused" {
    there
    for file in "$corpus"/pages/* "$corpus"/tables/* "$corpus"/texts/*; do
        try "$open $file"
        any out
        any err
        [ "$status" -le 1 ] || { echo "$file: status $status" && cat err && false; }
        looked status
        [ "$(wc -l <out)" -ge 8 ]
        iconv -f UTF-8 -t UTF-8 out >/dev/null
    done
}

@test "real pages: no menus, no footers" {
    there
    for file in "$corpus"/pages/*; do
        try "$open -p $file"
        exits 0
        err
        any out
        if grep -nE '网站地图|版权所有|ICP备|无障碍|网站标识码|^首页|政务服务|联系我们|扫一扫|打印.*关闭' out; then
            echo "$file"
            false
        fi
    done
}

@test "real pages give the records that their texts give" {
    there
    for name in yueyang2025 quanzhou2025 pingdingshan2025 lvliang2018; do
        zb-decode "$corpus/texts/$name.txt" | zb-bulletin --source x | cut -d , -f 1-11 | sort >wanted.csv
        try "$open $corpus/pages/$name.html | zb-bulletin --source x | cut -d , -f 1-11 | sort"
        exits 0
        same out wanted.csv
        any err
    done
}

@test "real workbooks: what was exported as xls and as xlsx is the same" {
    there
    "$open" "$corpus/tables/county-finance-formulas.xlsx" >wanted.csv
    try "$open $corpus/tables/county-finance.xls"
    exits 0
    same out wanted.csv
    err
}
