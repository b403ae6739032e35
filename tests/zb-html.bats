#!/usr/bin/env bats
# zb-html: text, tables, what is content, encodings. What every filter promises is in contract.bats, real
# pages in open.bats.
load helper

@test "inline elements, entities and characters without width do not part a number" {
    printf '%s\n' '<p>全年<span>53<o:p></o:p></span><b>86</b>.<i>88</i><span>亿元</span>，增长5<!-- x -->.5&#37;。</p>' \
        '<p>出口1&#8203;53&shy;.7&#xFEFF;6亿元&mdash;&mdash;下降3<font>.</font>4&permil;</p>' >in
    try 'zb-html in'
    exits 0
    out '全年5386.88亿元，增长5.5%。' '出口153.76亿元——下降3.4‰'
    err
}

@test "white space is one blank, or none around a line end between Chinese characters" {
    printf '<p>  全市\n\t生产&nbsp;&nbsp; 总值 GDP\n5.5  %%\n。&#12288;</p><p>\xe3\x80\x80\xe3\x80\x80其中</p><p> &nbsp;</p>' >in
    try 'zb-html in'
    exits 0
    out '全市生产 总值 GDP 5.5 % 。' 其中
    err
}

@test "blocks and <br> end a line, wherever they stand" {
    try 'echo "一<div>二<div>三</div>四<ul><li>五<li>六</ul></div>七<br>八<br/><br>九<h2>十</h2><pre>a  b
c</pre>" | zb-html'
    exits 0
    out 一 二 三 四 五 六 七 八 九 十 'a b' c
    err
}

@test "scripts, styles, controls and comments are no text" {
    try 'echo "<head><title>t</title></head><script>var a=\"5亿元\";</script><style>p{}</style><noscript>n</noscript>
        <p>正文</p><select><option>1月</select><button>查询</button><textarea>x</textarea><!-- 6亿元 --><template>y</template>" | zb-html'
    exits 0
    out t 正文
    err
}

@test "menus, footers and lists of links are left out, said by --explain" {
    cat >in <<'END'
<title>海丰区2024年统计公报-海丰区统计局</title>
<div class="top-nav">海丰区统计局 2024</div>
<div><a href="/a">首页</a><a href="/b">统计公报</a></div>
<div id="main-nav-wrap"><div>
<p>初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。</p><p>一、农业</p>
<p>附件：<a href="x.xls">表</a></p><ul><li><a href="1">2023年统计公报</a></ul></div></div>
<p>【打印】【关闭窗口】</p><footer>电话0574-1234，请在工作日拨打，以便尽快答复和办理。</footer>
END
    try 'zb-html --explain in'
    exits 0
    out 海丰区2024年统计公报 '初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。' 一、农业 附件：表
    err 'zb-html: in: encoding: UTF-8, from its bytes; it declares none' \
        'zb-html: in: form: text: sentences 150 bytes, tables 0 bytes' \
        'zb-html: in:4: content: <div id="" class="">' \
        'zb-html: in: title: 海丰区2024年统计公报' \
        'zb-html: in:2: left out: a part for menus and the like: 海丰区统计局 2024' \
        'zb-html: in:3: left out: links: 首页统计公报' \
        'zb-html: in:6: left out: links: 2023年统计公报' \
        'zb-html: in:7: left out: furniture: 【打印】【关闭窗口】' \
        'zb-html: in:7: left out: a part for menus and the like: 电话0574-1234，请在工作日拨打，以便尽快答复和办理。'
}

@test "a page pasted into another is read to the end" {
    page='<!DOCTYPE html><html><head><title>t</title></head><body><p>一</p></body></html>'
    try "printf '%s\n' '$page' '$page' '<p>二' | zb-html"
    exits 0
    out t 一 一 二
    err
}

@test "the title is written once" {
    try 'echo "<meta name=ArticleTitle content=海丰区2024年统计公报><title>公报_海丰</title><p>海丰区2024年</p><p>统计公报</p>" | zb-html'
    exits 0
    out 海丰区2024年 统计公报
    err
}

@test "what is not shown is left out, unless there is nothing else" {
    try 'echo "<p>一</p><p hidden>二</p><p style=\"color:red; DISPLAY : none\">三</p><p style=\"visibility:hidden\">四</p>
        <p>全年地区生产总值290.5亿元，比上年增长5.5%。</p>" >in; zb-html in; zb-html --hidden in'
    exits 0
    out 一 '全年地区生产总值290.5亿元，比上年增长5.5%。' 一 二 三 四 '全年地区生产总值290.5亿元，比上年增长5.5%。'
    err
    try 'echo "<p>加载中</p><div style=display:none><p>全年地区生产总值290.5亿元，比上年增长5.5%。</p></div>" | zb-html'
    exits 0
    out '全年地区生产总值290.5亿元，比上年增长5.5%。'
    err
}

@test "--table: spans are filled, and those wider than the table add no column" {
    cat >in <<'END'
<table><tr><td colspan=9>标题<tr><td rowspan=2>指标<td colspan=2>2024年<tr><td>绝对额<td>增长
<tr><td>甲<td>1<td rowspan=0>2<tr><td>乙<td>3</table>
END
    try 'zb-html -t in'
    exits 0
    out 标题,标题,标题 指标,2024年,2024年 指标,绝对额,增长 甲,1,2 乙,3,2
    err
    try 'zb-html -p in'
    exits 0
    out 标题 $'指标\t2024年' $'\t绝对额\t增长' $'甲\t1\t2' $'乙\t3'
    err
}

@test "--table: captions and unit lines before a table are rows, a table without has the title" {
    cat >in <<'END'
<title>海丰区2024年主要指标_海丰区统计局</title><table><tr><td>a<td>1<tr><td>b<td>2</table>
<p>下面是按部门报送的情况汇总，数据为初步数，年度数以公报为准。</p><div>表2 贸易</div><p align=right>单位：亿元</p>
<table><caption>（初步数）</caption><tr><td>出口<td>3<tr><td>进口<td>4</table>
END
    try 'zb-html --table in'
    exits 0
    out '海丰区2024年主要指标,' a,1 b,2 '' '表2 贸易,' '单位：亿元,' '（初步数）,' 出口,3 进口,4
    err
    try 'zb-html --table=2 in'
    exits 0
    out '表2 贸易,' '单位：亿元,' '（初步数）,' 出口,3 进口,4
    err
    try 'zb-html --table=3 in'
    exits 2
    out
    err 'zb-html: in: table: there is no number 3, the page has 2'
    for n in 0 -1 x 2x; do
        try "zb-html --table=$n in"
        exits 2
        out
        err "zb-html: --table: not a number from 1: $n"
    done
}

@test "--table: innermost data tables; those for layout and menus give none" {
    cat >in <<'END'
<table><tr><td><table><tr><td><a href=1>首页</a><td><a href=2>统计</a></table><td>
<table><tr><td>出口<td><table><tr><td>153.76</table><tr><td>进口<td>4</table>
</table>
END
    try 'zb-html -t in'
    exits 0
    out 出口,153.76 进口,4
    err
}

@test "--table: a page without tables is refused" {
    try 'echo "<p>一" | zb-html --table'
    exits 2
    out
    err 'zb-html: standard input: table: the page has none'
}

@test "a long note inside a table does not make it layout, an article does" {
    note=$(printf '注：本表数据为初步统计数。%.0s' {1..40})
    echo "<table><tr><td>指标<td>亿元<tr><td>出口<td>1<tr><td>进口<td>2<tr><td colspan=2>$note</table>" >in
    try 'zb-html -t in | head -n 3'
    exits 0
    out 指标,亿元 出口,1 进口,2
    err
    echo "<table><tr><td>标识<td>搜索<tr><td colspan=2>$note<p>表1</table>" >in
    try 'zb-html in'
    exits 0
    out "$note" 表1
    err
}

@test "a row whose name is a link is data, a row of nothing but links is a menu" {
    echo '<table><tr><td><a href=1>海门街道</a><td>1<tr><td><a href=2>白云街道</a><td>2</table>
        <table><tr><td><a href=1>2023</a><td><a href=2>2024</a></table>' >in
    try 'zb-html -t in; zb-html -p in'
    exits 0
    out 海门街道,1 白云街道,2 $'海门街道\t1' $'白云街道\t2'
    err
}

@test "--table: a cell is one line with its indent, quoted where it must be" {
    printf '<table><tr><td>比上年<br>增长<td><p>GDP</p><p>total</p><tr><td>&nbsp;&nbsp;其中：a,b<td>1,234<tr><td>\xe3\x80\x80"x"<td> <tr><td><td></table>' >in
    try 'zb-html -t in'
    exits 0
    out '比上年增长,GDP total' '"  其中：a,b","1,234"' '"　""x""",' ,
    err
}

@test "--table: the number that a spreadsheet saved is taken for the rounded one, for nothing else" {
    cat >in <<'END'
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>
<tr><td x:num="182506.58999999997">182,507<td x:num="45488">2024/7/15<td x:num="3.2156700000000002E-2">&nbsp;3.2%<td x:num>15<td x:num="0">-
<tr><td sdval="0.1234567890123456789">0.12<td x:num="x">5<td x:num="-1.5E+3">-1,500<td x:str>7
<tr><td x:num="123456">12.3<td x:num="-98765432.1">-98.8<td x:num="99">5</table>
END
    try 'zb-html -t in'
    exits 0
    out 182506.59,2024/7/15,3.21567%,15,0 0.123456789012346,5,-1500,7, 12.3456,-98.7654321,5,,
    err
}

@test "--table: hidden rows and cells are left out, reported, and taken by --hidden" {
    cat >in <<'END'
<table><tr><td>a<td>1<td style="display:none">x<tr style="display:none"><td>b<td>2<tr><td>c<td>3
<tr height=0 style="display:none"><td width=72><td></table>
END
    try 'zb-html -t in'
    exits 1
    out a,1 c,3
    err 'zb-html: in:1: hidden: cells of the table left out: 3 (--hidden takes them)'
    try 'zb-html -t --hidden in'
    exits 0
    out a,1,x b,2, c,3, ,,
    err
}

@test "without an option the page decides: tables where they hold more than its sentences" {
    echo '<p>全年地区生产总值290.5亿元，比上年增长5.5%。</p><table><tr><td>a<td>1<tr><td>b<td>2</table>' >prose
    { echo '<p>下表为2024年各镇的主要指标，均为初步数。</p>' && echo '<table>' &&
        for i in 1 2 3 4 5 6 7 8 9; do echo "<tr><td>甲乙丙镇<td>$i"; done && echo '</table>'; } >table
    try 'zb-html prose; zb-html -v table | head -n 2'
    exits 0
    out '全年地区生产总值290.5亿元，比上年增长5.5%。' $'a\t1' $'b\t2' 甲乙丙镇,1 甲乙丙镇,2
    err 'zb-html: table: tables, lines 10, tables 1'
}

@test "bytes decide on the encoding, whatever the page declares; a mark before them" {
    page='<meta charset="%s"><p>镕—初步核算，全年地区生产总值290.5亿元，比上年增长5.5%%。</p>'
    for to in UTF-8 GB18030 UTF-16LE UTF-16BE; do
        for said in gb2312 utf-8 iso-8859-1; do
            # shellcheck disable=SC2059
            try "printf '$page' $said | iconv -f UTF-8 -t $to | zb-html"
            exits 0
            out '镕—初步核算，全年地区生产总值290.5亿元，比上年增长5.5%。'
            err
        done
    done
    try "printf '\xff\xfe' >in; printf '<p>5亿元' | iconv -f UTF-8 -t UTF-16LE >>in; zb-html in; printf '\xef\xbb\xbf<p>5亿元' | zb-html"
    exits 0
    out 5亿元 5亿元
    err
    # too little to tell: the declaration decides
    try "printf '<meta charset=big5><p>%s' 王 | iconv -f UTF-8 -t BIG5 | zb-html"
    exits 0
    out 王
    err
}

@test "bad bytes and NUL are replaced, reported with their line, and exit 1" {
    try "printf '<p>全年地区生产总值\xff5亿元</p>\n<p>出口\0\0\0006</p>' | zb-html"
    exits 1
    out '全年地区生产总值�5亿元' '出口�6'
    err 'zb-html: standard input:1: bad bytes: ff at byte 27 is no UTF-8' \
        'zb-html: standard input:2: NUL bytes: 3, the first in this line'
}

@test "what is no HTML is refused, and who opens it is said" {
    printf 'PK\003\004xl/workbook.xml' >book.html
    try 'zb-html book.html'
    exits 2
    out
    err_has 'zb-html: book.html: not HTML: an xlsx workbook; '
    try "printf 'MZ\\001\\002\\003\\377\\376\\375\\200' | zb-html"
    exits 2
    out
    err 'zb-html: standard input: encoding: not text in any known one'
}

@test "several pages: their tables are parted by an empty line" {
    echo '<table><tr><td>a<td>1</table>' >a
    try 'zb-html -t a a'
    exits 0
    out a,1 '' a,1
    err
}

@test "deep nesting, long texts and wide tables neither crash nor lose" {
    try "awk 'BEGIN { for (i = 0; i < 100000; i++) printf \"<div>\"; print \"53亿元\" }' | zb-html"
    exits 0
    out 53亿元
    err
    try "awk 'BEGIN { printf \"<p>\"; for (i = 0; i < 2000000; i++) printf \"3.14159 \"; print \"end\" }' | zb-html | tail -c 12"
    exits 0
    out '3.14159 end'
    err
    try "awk 'BEGIN { printf \"<table><tr>\"; for (i = 0; i < 17; i++) printf \"<td colspan=1000>1\" }' | zb-html -t"
    exits 2
    out
    err 'zb-html: standard input:1: table: more than 16384 columns'
}
