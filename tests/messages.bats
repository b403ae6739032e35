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
    for size in 0 4 40 4000; do
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

# Where a message is from: zb-NAME, FILE:LINE
shape() {
    sed -E 's/^(zb-[a-z]+: ([^ ]+:[0-9]+: )?).*/\1/' "$1"
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
        ! LC_ALL=C.UTF-8 grep -naE '\?\?|\xef\xbf\xbd' err || { echo "$dir: characters were lost" && return 1; }
        cd ../..
    done
}
