# What is said to people, in their language: tools/po. Data are the same in all of them.
load helper

# speak COMMAND: as try, in simplified Chinese; bash would complain of an LC_ALL that was never generated here
speak() {
    try "export ZB_LANGUAGE=zh_CN.UTF-8; $1"
}

@test "messages: nothing is said that tools/messages does not find, or that is not translated where it is shown" {
    try "cd \$ZB_ROOT && tests/messages.py tools/zb-*.c tools/lib/*.c"
    exits 0
    out
    err
    # and it would be found
    cat >bad.c <<'C'
void f(void)
{
    msg(file, 0, n == 1 ? "one record" : "%d records", n);
    reject(file, 1, (struct view){NULL, 0}, "empty");
    die(NULL, 0, "not a decimal: %s", n == 1 ? "this one" : translated("none"));
    msg(file, 0, n == 1 ? N_("one record") : N_("%d records"), n);
    rec_reject(rec, "%s: empty", "region");
}
C
    try "\$ZB_ROOT/tests/messages.py bad.c"
    exits 1
    out 'bad.c:3: N_() is missing around a format: "one record"' \
        'bad.c:4: xgettext counts the commas of {}: the row needs a name' \
        'bad.c:5: translated() is missing around an argument: "this one"'
    err
}

@test "messages: the language is that of LANGUAGE, ZB_LANGUAGE, LC_ALL, LC_MESSAGES, LANG" {
    chinese='zb-cat: none.csv: 无法打开: 没有那个文件或目录'
    english='zb-cat: none.csv: open: No such file or directory'
    while IFS='|' read -r said set; do
        try "env -u LC_ALL -u LC_MESSAGES -u LANG $set zb-cat none.csv"
        exits 2
        out
        if [ "$said" = zh ]; then err "$chinese"; else err "$english"; fi
    done <<'END'
en|
en|LANG=C
en|LANG=C.UTF-8
en|LANG=en_US.UTF-8
en|LANG=POSIX
zh|LANG=zh_CN.UTF-8
zh|LANG=zh_CN
zh|LANG=zh_CN.GB18030
zh|LC_MESSAGES=zh_CN.UTF-8 LANG=C
zh|LC_ALL=zh_CN.UTF-8 LANG=C
en|LC_ALL=C LANG=zh_CN.UTF-8 LC_MESSAGES=zh_CN.UTF-8
en|LC_ALL=C LANGUAGE=zh_CN
zh|LANG=C.UTF-8 LANGUAGE=zh_CN
zh|LANG=en_US.UTF-8 LANGUAGE=zh_CN:en
en|LANG=zh_CN.UTF-8 LANGUAGE=en:zh_CN
en|LANG=zh_CN.UTF-8 LANGUAGE=C
zh|LANG=de_DE.UTF-8 LANGUAGE=de:zh_CN
en|LANG=de_DE.UTF-8
en|LANG=xx_YY.UTF-8
en|LANG=../../etc
zh|LC_ALL=C ZB_LANGUAGE=zh_CN.UTF-8
en|LC_ALL=zh_CN.UTF-8 ZB_LANGUAGE=C
zh|LC_ALL=zh_CN.UTF-8 LC_CTYPE=C
END
}

@test "messages: where the catalogue is not beside the program, or is damaged, they are English" {
    mkdir -p bin elsewhere/bin elsewhere/share/locale/zh_CN/LC_MESSAGES
    cp "$ZB_BUILD/bin/zb-cat" bin
    cp "$ZB_BUILD/bin/zb-cat" elsewhere/bin
    speak 'bin/zb-cat none.csv'
    exits 2
    out
    any err # of another version that is installed here, perhaps
    mo=$ZB_BUILD/share/locale/zh_CN/LC_MESSAGES/zhibiao.mo
    for size in 0 4 20; do # glibc believes a longer one
        head -c "$size" "$mo" >elsewhere/share/locale/zh_CN/LC_MESSAGES/zhibiao.mo
        speak 'elsewhere/bin/zb-cat none.csv'
        exits 2
        out
        err_has 'zb-cat: none.csv: '
    done
    cp "$mo" elsewhere/share/locale/zh_CN/LC_MESSAGES/zhibiao.mo
    mkdir link
    ln -s ../elsewhere/bin/zb-cat link/zb-cat
    speak 'link/zb-cat none.csv'
    exits 2
    out
    err 'zb-cat: none.csv: 无法打开: 没有那个文件或目录'
}

@test "messages: each catalogue has all that is said, translated, in the same shape" {
    try "\$ZB_ROOT/tools/messages $ZB_BUILD/bin >all.pot"
    exits 0
    out
    err
    for po in "$ZB_ROOT"/tools/po/*.po; do
        try "msgfmt --check -o /dev/null $po && msgcmp $po all.pot && \$ZB_ROOT/tests/catalogue.py $po"
        exits 0
        out
        err
        # nothing that is not said any more, no guesses of msgmerge
        try "msgattrib --only-obsolete $po; msgattrib --only-fuzzy --no-obsolete $po; msgcomm --more-than=0 --less-than=2 -o - $po all.pot"
        exits 0
        out
        err
    done
}

@test "messages: a text that is missing, or of another shape, is found" {
    cp "$ZB_ROOT/tools/po/zh_CN.po" good.po
    LC_ALL=C.UTF-8 msgfilter -i good.po -o bad.po sed -e 's/^无法打开:$/无法打开/; s/^  -h, --help /  -h  --help/; s/（1000）/(1000)/; s/^用法: zb-cat/用法: zb-cut/'
    try "\$ZB_ROOT/tests/catalogue.py bad.po | sed 's/^bad.po: //; s/ of other.*//; s/usage: zb-view.*: punc/zb-view: punc/'"
    exits 1
    out_has 'open:: ends otherwise'
    out_has 'other option:   -h  --help'
    out_has 'other usage: 用法: zb-cut'
    out_has 'zb-view: punctuation'
    err
    msgattrib --set-fuzzy --force-po -o fuzzy.po good.po
    try "msgcmp fuzzy.po good.po"
    exits 1
    out
    any err
}

@test "messages: errors in Chinese, of every filter" {
    printf '%s\n' region,indicator,item,period,measure,against,value,unit,bound,status,resolution,source,line,text \
        '椒江区,出口总额,,2020,level,,1x,亿元,,actual,,a,1,x' '椒江区,出口总额,,2020,level,,12,亿圆,,actual,,a,2,x' 短行 \
        '椒江区,无名指标,,2020,growth,,12,%,,actual,,a,4,x' >in.csv
    printf '\xb5\xc4\xff\n\xce\xc4\xb1\xbe\xca\xc7\xd5\xe2\xd1\xf9\xb5\xc4\n' >gbk.txt
    printf '<p>\xce\xc4\xb1\xbe</p>' >gbk.html
    printf '\037\213\010' >a.gz
    printf '2020年，出口12亿元，增长3。\n' >text.txt
    printf '甲,乙\n丙,丁\n' >text.csv
    printf '%s\n' name,severity,kind,region,indicator,item,measure,unit,frequency,comparison,threshold,n,with,message \
        甲,error,levels,,,,,,,,,,, >rules.csv
    # each block there: $ command, what it says, = status
    command=
    while IFS= read -r line; do
        case $line in
        '$ '*) command=${line#??} && : >said ;;
        '= '*)
            speak "$command"
            exits "${line#??}"
            any out
            same err said
            done=$((${done-0} + 1))
            ;;
        *) printf '%s\n' "$line" >>said ;;
        esac
    done <"$ZB_ROOT/tests/messages.zh_CN"
    [ "$done" -gt 30 ]
    # no filter is without
    for tool in ${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}; do
        grep -q "^\$ $tool " "$ZB_ROOT/tests/messages.zh_CN"
    done
}

@test "messages: in Chinese a filter writes the same records and rejects, with the same status" {
    for tool in ${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}; do
        cp -R "$ZB_ROOT/tests/contract/$tool/." .
        args=$(cat args)
        # damaged in some lines, so that there is something to refuse
        sed 's/$/\xff/; 5s/,/"/' in >bad
        more=
        "$tool" --help | grep -q -e '--rejects' && more='--rejects rejects'
        for file in in bad; do
            for language in C zh_CN.UTF-8; do
                rm -f rejects
                try "export ZB_LANGUAGE=$language; $tool $args $more $file"
                [ "$status" -le 2 ]
                looked status
                looked out
                looked err
                cat out "$([ -e rejects ] && echo rejects || echo /dev/null)" <(echo "$status") >"$language"
                wc -l <err >"lines.$language"
            done
            cmp C zh_CN.UTF-8 || { echo "$tool $file" && return 1; }
            cmp lines.C lines.zh_CN.UTF-8 || { echo "$tool $file" && return 1; }
        done
        rm -rf -- *
    done
}

@test "messages: scripts without the programs beside them still say what is wrong" {
    mkdir -p alone && cp -R "$ZB_ROOT/pipelines/open" "$ZB_ROOT/pipelines/night" alone/
    try 'env -i PATH=/usr/bin:/bin sh alone/open none.csv'
    exits 2
    out
    err 'open: none.csv: no such file'
}

@test "messages: what pipelines say, in shell and in Python" {
    needs gettext
    mkdir folder
    while IFS= read -r command; do
        IFS= read -r wanted
        try "LC_ALL=C.UTF-8 LANGUAGE=zh_CN; export LC_ALL LANGUAGE; \$ZB_ROOT/pipelines/$command"
        exits 2
        out
        err "$wanted"
        try "PATH=$PWD/folder:$ZB_BUILD/bin:/usr/bin:/bin LC_ALL=C \$ZB_ROOT/pipelines/$command"
        exits 2
        out
        any err
        if grep -aP '[^\x00-\x7f]' err; then return 1; fi
    done <<'END'
open none.csv
open: none.csv: 没有这个文件
open folder
open: folder: 是文件夹
xls2csv none.xls
xls2csv: none.xls: 没有那个文件或目录
observe none.csv
open: none.csv: 没有这个文件
END
}

# Where a message is from: zb-NAME, FILE:LINE
shape() {
    sed -E 's/^(zb-[a-z]+: )(standard input|标准输入):/\1-:/; s/^(zb-[a-z]+: ([^ ]+:[0-9]+: )?).*/\1/' "$1"
}

@test "messages: in Chinese each golden case writes the same bytes, with the same status and as many messages of the same places" {
    cp -R "$ZB_ROOT/tests/cases" cases
    cd cases
    export ZB_LANGUAGE=zh_CN.UTF-8
    for dir in */*/; do
        cd "$dir"
        mv err wanted.err
        mv out wanted.out
        mv status wanted.status
        status=0
        bash -o pipefail ./cmd </dev/null >out 2>err 3>&- || status=$?
        echo "$status" | cmp - wanted.status || { echo "$dir: status $status" && return 1; }
        cmp out wanted.out || { echo "$dir: other output" && return 1; }
        if ! diff <(shape wanted.err) <(shape err); then
            echo "$dir: messages of another shape"
            return 1
        fi
        if grep -na '??' err; then echo "$dir: characters were lost" && return 1; fi
        cd ../..
    done
}
