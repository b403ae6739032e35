#!/usr/bin/env bats
# The nightly job: what it publishes, and that nothing which happens at night damages what is published.
load helper

nightly=$ZB_ROOT/pipelines/nightly

# An inbox with three deliveries, and a configuration.
setup() {
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    # shellcheck disable=SC2034 # the helpers' own
    unlooked=
    mkdir -p inbox/retail inbox/documents
    printf '社会消费品零售总额\n单位：万元\n指标,2019年,2020年,增长(%%)\n社会消费品零售总额,2990000,2904812,-2.8\n限额以上单位消费品零售额,1001352,986332,-1.5\n出口总额,1551342,1537600,-0.9\n' |
        iconv -f UTF-8 -t GB18030 >inbox/retail/retail-2020.csv
    printf '指标,单位,2018年,2019年\n网络零售额,亿元,115.96,133.64\n电商企业数,家,10,12\n' >inbox/retail/net-2019.csv
    printf '椒江区2020年国民经济和社会发展统计公报\n2020年社会消费品零售总额290.5亿元，比上年下降2.8%%。到2025年，社会消费品零售总额达到407亿元。\n' >inbox/documents/plan.txt
    printf 'inbox = inbox\noutbox = outbox\nstate = state\nsettle = 0\njobs = 2\n' >n.conf
}

# night DAY [OPTION ...]: a run; its log without times, runs and this folder
night() {
    local day=$1
    shift
    try "$nightly -c n.conf run -d $day $* 2>&1 | sed -e 's/^time=[^ ]* //' -e 's/ run=[^ ]*//' -e 's|$PWD/||g' | grep -v ' event=begin '"
}
# bytes DIR: the hashes of all that is published but manifest.json, which has the times
bytes() { (cd "$1/current/" && find . -type f ! -name manifest.json -exec sha256sum {} + | sort -k 2); }
# what was made of files
results() { find state/files -mindepth 1 -maxdepth 1 -type d | sort; }
published() { readlink outbox/current; }
# no COMMAND: that it fails; bats would pass over `! COMMAND`
no() { if "$@"; then return 1; fi; }

@test "a first night publishes all, and says what of each file" {
    night 2026-11-24
    exits 0
    out 'level=info event=stock files=3 barred=0' \
        'level=info event=file state=new path=documents/plan.txt source=documents/plan records=3 rejected=0 usual="" nights=0 reason=""' \
        'level=info event=file state=new path=retail/net-2019.csv source=retail/net records=4 rejected=0 usual="" nights=0 reason=""' \
        'level=info event=file state=new path=retail/retail-2020.csv source=retail/retail records=9 rejected=0 usual="" nights=0 reason=""' \
        "level=info event=published release=2026-11-24.1 observations=$(($(wc -l <outbox/current/observations.csv) - 1)) files=3 report=outbox/current/report.html" \
        'level=info event=end status=0 release=2026-11-24.1 outcome=published'
    err
    [ "$(published)" = releases/2026-11-24.1 ]
    [ "$(cd outbox/current && find . -type f ! -name '.*' | sort | tr '\n' ' ')" = './SHA256SUMS ./alerts.csv ./catalog.csv ./conflicts.csv ./dataset.db ./findings.csv ./manifest.json ./messages.txt ./observations.csv ./progress.csv ./public/datapackage.json ./public/observations.csv ./public/sdmx.csv ./public/wide.csv ./rejects/rows.csv ./rejects/summary.csv ./report.html ./sources.csv ./stages.csv ' ]
    grep -q '^椒江区,社会消费品零售总额,,2020,level,,290.4812,亿元,.*,retail/retail-2020.csv,4,' outbox/current/observations.csv
    (cd outbox/current && sha256sum --quiet -c SHA256SUMS)
    # the manifest balances
    [ "$(jq -r '.inputs | map(.records) | add' outbox/current/manifest.json)" = "$(jq -r '.stages[] | select(.stage == "gather").out' outbox/current/manifest.json)" ]
    [ "$(jq -r '.files | map(.sha256) | sort | .[]' outbox/current/manifest.json)" = "$(cut -c 1-64 outbox/current/SHA256SUMS | sort)" ]
    # each line of the log is key=value
    no grep -qvE '^time=[^ ]+ level=(info|warning|error) run=[^ ]+ event=[a-z]+( [a-z]+=([^ "=]+|"([^"\\]|\\.)*"))*$' state/log/*.log
}

@test "the same again is the same bytes: at once, and from nothing" {
    night 2026-11-24
    exits 0 && any out && err
    bytes outbox >first
    night 2026-11-24
    exits 0
    out 'level=info event=stock files=3 barred=0' 'level=info event=end status=0 release=2026-11-24.1 outcome="nothing changed"'
    err
    bytes outbox | diff - first
    mv outbox old && rm -rf state
    night 2026-11-24
    exits 0 && any out && err
    bytes outbox | diff - first
}

@test "what was read is not read again until the file or a program changes" {
    night 2026-11-24
    exits 0 && any out && err
    results >made
    printf '指标,单位,2018年,2019年\n网络零售额,亿元,115.96,133.65\n电商企业数,家,10,12\n' >inbox/retail/net-2019.csv
    night 2026-11-25
    exits 0 && err
    out_has 'state=changed path=retail/net-2019.csv'
    [ "$(results | comm -12 - made | wc -l) $(results | wc -l)" = '3 4' ]
    # another program: all of them anew, and what is the same is published as it was
    cp -R "$ZB_BUILD/bin" . 2>/dev/null && printf 'x' >>bin/zb-view
    mkdir build && mv bin build/
    try "ZB_BUILD=$PWD/build $nightly -c n.conf run -d 2026-11-26 2>&1 | grep -c event=file"
    exits 1
    out 0
    err
    [ "$(results | comm -12 - made | wc -l) $(results | wc -l)" = '3 7' ]
    # retention drops what no release needs any more
    echo 'keep = 1' >>n.conf
    night 2026-11-27
    exits 0 && any out && err
    [ "$(ls outbox/releases)" = 2026-11-27.1 ]
    [ "$(results | wc -l)" -eq 3 ]
}

@test "a file that cannot be read costs only itself, and is told louder the second night" {
    night 2026-11-24
    exits 0 && any out && err
    grep ,retail/net-2019.csv, outbox/current/observations.csv >before
    printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >inbox/retail/net-2019.csv
    night 2026-11-25
    exits 1 && err
    out_has 'level=warning event=file state=refused path=retail/net-2019.csv source=retail/net records=4 rejected=0 usual=4 nights=1 reason="zb-decode: net-2019.csv: not text: a PNG image; an OCR program opens it"'
    grep ,retail/net-2019.csv, outbox/current/observations.csv | diff before -
    cmp inbox/retail/net-2019.csv outbox/current/rejects/files/retail/net-2019.csv
    grep -q '^retail/net,retail/net-2019.csv,file,.*PNG image.*,1,1$' outbox/current/rejects/summary.csv
    night 2026-11-26
    exits 1 && err
    out_has 'level=error event=file state=refused path=retail/net-2019.csv source=retail/net records=4 rejected=0 usual=4 nights=2'
}

@test "half of the usual rows, or none, are held back until somebody says so" {
    night 2026-11-24
    exits 0 && any out && err
    cp outbox/current/observations.csv before
    : >inbox/retail/net-2019.csv
    : >"inbox/retail/it's a 2020.csv"
    printf '社会消费品零售总额\n单位：万元\n指标,2019年,2020年,增长(%%)\n社会消费品零售总额,2990000,2904812,-2.8\n' >inbox/retail/retail-2020.csv
    night 2026-11-25
    exits 1 && err
    out_has 'level=warning event=file state=held path=retail/net-2019.csv source=retail/net records=4 rejected=0 usual=4 nights=1 reason="no records"'
    out_has 'level=warning event=file state=held path=retail/retail-2020.csv source=retail/retail records=9 rejected=0 usual=9 nights=1 reason="3 records, 9 are usual" help="nightly accept retail/retail"'
    out_has "source=\"retail/it's a\" records=0 rejected=0 usual=\"\" nights=1 reason=\"no records\" help=\"nightly accept 'retail/it'\\\\''s a'\""
    cmp before outbox/current/observations.csv
    try "$nightly -c n.conf accept retail/nothing"
    exits 2
    out
    err 'nightly: retail/nothing: nothing of this source is held back'
    try "$nightly -c n.conf accept retail/retail 2>&1 | sed 's/.* event/event/'"
    exits 0
    out "event=accept path=retail/retail-2020.csv sha256=$(sha256sum <inbox/retail/retail-2020.csv | cut -c 1-64)"
    err
    night 2026-11-26
    exits 1 && err
    out_has 'state=changed path=retail/retail-2020.csv source=retail/retail records=3'
    out_has 'level=error event=file state=held path=retail/net-2019.csv'
    no grep -q 限额以上单位 outbox/current/observations.csv
}

@test "a data set of less than half of the last one is held back as a whole" {
    night 2026-11-24
    exits 0 && any out && err
    bytes outbox >before
    for path in retail/net-2019.csv retail/retail-2020.csv; do
        try "$nightly -c n.conf withdraw $path"
        exits 0 && out && err_has "event=withdraw path=$path"
    done
    night 2026-11-25
    exits 2 && err
    out_has 'level=error event=failed what="held back: less than half of the last release" observations=3'
    bytes outbox | diff before -
    try "$nightly -c n.conf accept --set"
    exits 0 && out && err_has event=accept
    night 2026-11-25
    exits 0 && any out && err
    [ "$(published)" = releases/2026-11-25.1 ]
    [ "$(wc -l <outbox/current/observations.csv)" -eq 4 ]
    try "$nightly -c n.conf accept --set"
    exits 2
    out
    err 'nightly: no data set is held back'
    # a release that somebody removed by hand
    mv outbox/releases/2026-11-25.1 gone
    night 2026-11-25
    exits 2 && err
    out_has 'event=failed what="the last release is not whole" release=2026-11-25.1 help="nightly restore RELEASE"'
    mv gone outbox/releases/2026-11-25.1
    # and back
    try "$nightly -c n.conf restore 2026-11-24.1"
    exits 0 && out && err_has 'event=restore release=2026-11-24.1'
    bytes outbox | diff before -
    try "$nightly -c n.conf restore 2026-11-23.1"
    exits 2
    out
    err 'nightly: 2026-11-23.1: no such release; there are: 2026-11-24.1 2026-11-25.1'
}

@test "what is gone from the inbox stays in the data set" {
    night 2026-11-24
    exits 0 && any out && err
    cp outbox/current/observations.csv before
    rm inbox/retail/net-2019.csv
    night 2026-11-25
    exits 0 && err
    out_has 'level=warning event=file state=gone path=retail/net-2019.csv'
    cmp before outbox/current/observations.csv
    # another night needs no word of it; an inbox that is not mounted is no empty one
    night 2026-11-26
    exits 0 && err
    no grep -q event=file out
    any out
    mv inbox away
    night 2026-11-27
    exits 2 && err
    out_has 'level=error event=failed what="the inbox is not there" inbox=inbox'
    [ "$(published)" = releases/2026-11-26.1 ]
}

@test "one run at a time, and no lock outlives its run" {
    mkdir state
    (
        exec 9>>state/lock
        flock 9
        exec sleep 30 3>&- 4>&-
    ) &
    holder=$!
    while flock -n state/lock true; do sleep 0.1; done
    night 2026-11-24
    exits 2 && err
    out_has 'level=error event=failed what="another run is at work" lock=state/lock '
    out_has 'level=error event=end status=2 release=- outcome="another run is at work"'
    [ ! -e outbox ] && [ ! -e state/last ]
    kill -9 "$holder"
    wait "$holder" || :
    night 2026-11-24 -w 10
    exits 0 && any out && err
}

@test "names, links and pipes that are no deliveries" {
    cp inbox/retail/net-2019.csv "$(printf 'inbox/retail/a\nb.csv')"
    cp inbox/retail/net-2019.csv "inbox/retail/-r \$(touch pwned) 'x'; \"y\",.csv"
    cp inbox/retail/net-2019.csv "inbox/retail/$(printf '销售' | iconv -f UTF-8 -t GB18030).csv"
    cp inbox/retail/net-2019.csv inbox/retail/..csv
    cp inbox/retail/net-2019.csv "$(printf 'inbox/retail/turned\342\200\256vsc.csv')"
    mkdir -p 'inbox/retail/a  b/..c' inbox/other
    cp inbox/retail/net-2019.csv 'inbox/retail/a  b/..c/x.csv'
    cp inbox/retail/net-2019.csv inbox/other/
    cp inbox/retail/net-2019.csv inbox/top.csv
    cp inbox/retail/net-2019.csv 'inbox/retail/~$net-2019.csv'
    ln -s /etc/passwd inbox/retail/passwd.csv
    ln -s /etc inbox/retail/etc
    mkfifo inbox/retail/pipe.csv
    truncate -s 2G inbox/retail/huge.csv
    night 2026-11-24
    exits 1 && err
    for reason in 'retail/a?b.csv source=retail/a?b records=0 rejected=0 usual="" nights=1 reason="a control character in its name"' \
        'retail/turned?vsc.csv source=retail/turned?vsc records=0 rejected=0 usual="" nights=1 reason="a control character in its name"' \
        'other/net-2019.csv source=other/net records=0 rejected=0 usual="" nights=1 reason="no department of that name: other"' \
        'path=top.csv source=top records=0 rejected=0 usual="" nights=1 reason="in no department'\''s folder"' \
        'path=retail/passwd.csv source=retail/passwd records=0 rejected=0 usual="" nights=1 reason="a symbolic link"' \
        'path=retail/etc source=retail/etc records=0 rejected=0 usual="" nights=1 reason="a symbolic link"' \
        'path=retail/pipe.csv source=retail/pipe records=0 rejected=0 usual="" nights=1 reason="no regular file"' \
        'path=retail/huge.csv source=retail/huge records=0 rejected=0 usual="" nights=1 reason="larger than 268435456 bytes"'; do
        grep -qF "state=refused path=${reason#path=}" out || grep -qF "$reason" out || { echo "no: $reason" && cat out && return 1; }
    done
    for path in "\"retail/-r \$(touch pwned) 'x'; \\\"y\\\",.csv\"" retail/销售.csv '"retail/a  b/..c/x.csv"'; do
        grep -qF "state=new path=$path " out || { echo "no: $path" && cat out && return 1; }
    done
    no grep -qF '~$' out
    any out
    [ "$(find . -name pwned)" = '' ]
    # the names are in the data as they are
    [ "$(cut -d , -f 12 outbox/current/sources.csv | grep -c .)" -gt 0 ]
    sqlite3 outbox/current/dataset.db "SELECT DISTINCT path FROM sources WHERE state = 'new' ORDER BY 1" >names
    grep -qxF "retail/-r \$(touch pwned) 'x'; \"y\",.csv" names
}

@test "a file that is being written, or changes while it is read, waits for the next night" {
    sed -i 's/^settle = 0/settle = 1/' n.conf
    (while :; do printf 'x\n' >>inbox/retail/slow.csv && sleep 0.2; done) 3>&- 4>&- &
    writer=$!
    while [ ! -s inbox/retail/slow.csv ]; do sleep 0.1; done
    night 2026-11-24
    kill "$writer"
    exits 1 && err
    out_has 'state=refused path=retail/slow.csv source=retail/slow records=0 rejected=0 usual="" nights=1 reason="still being written"'
    rm inbox/retail/slow.csv
    # sha256sum reads what another process changes just then
    mkdir bin
    printf '#!/bin/sh\n[ "$1" != -z ] || echo "电商村,个,1,2" >>%s/inbox/retail/net-2019.csv\nexec /usr/bin/sha256sum "$@"\n' "$PWD" >bin/sha256sum
    chmod +x bin/sha256sum
    sed -i 's/^settle = 1/settle = 0/' n.conf
    try "PATH=$PWD/bin:\$PATH $nightly -c n.conf run -d 2026-11-25 2>&1 | grep -o 'state=.*'"
    exits 1 && err
    out_has 'state=refused path=retail/net-2019.csv source=retail/net records=4 rejected=0 usual=4 nights=1 reason="changed while it was read"'
}

@test "a clock that goes back changes nothing but is said" {
    night 2026-11-24
    exits 0 && any out && err
    touch -d 2031-01-01 inbox/retail/net-2019.csv
    printf '电商村,个,1,2\n' >>inbox/retail/net-2019.csv
    night 1970-01-02
    exits 1 && err
    out_has 'level=warning event=clock what="this day is before the last release; its day is taken" day=1970-01-02 taken=2026-11-24'
    [ "$(published)" = releases/2026-11-24.2 ]
    try "$nightly -c n.conf run -d 2026-02-30"
    exits 2 && out && err_has 'usage: nightly'
}

@test "an outbox that cannot be written: exit 2, and the log says why" {
    night 2026-11-24
    exits 0 && any out && err
    bytes outbox >before
    mv outbox real && : >outbox
    night 2026-11-25
    exits 2 && err
    out_has 'event=failed what="the outbox cannot be written"'
    rm outbox && mv real outbox
    bytes outbox | diff before -
    [ "$(id -u)" -eq 0 ] || skip 'only root can mount a read-only and a small file system'
    mkdir small
    unshare -m true 2>/dev/null || skip 'no mounts here'
    # read-only, and full at every size from too small for anything to large enough
    try "unshare -m sh -c 'mount --bind outbox outbox && mount -o remount,ro,bind outbox && $nightly -c n.conf run -d 2026-11-25 2>&1'"
    exits 2 && err
    out_has 'event=failed what="the outbox cannot be written"'
    cat >full.sh <<'END'
mount -t tmpfs -o size=$1 tmpfs small
cp -R outbox/. small/
"$2" -c small.conf run -d 2026-11-25 >log 2>&1
echo $? >said
cp -R small/. after/ 2>/dev/null
END
    sed 's/^outbox = .*/outbox = small/' n.conf >small.conf
    used=$(du -sk outbox | cut -f 1)
    good=0
    for more in 0 16 64 128 256 4096; do
        rm -rf after && mkdir after
        unshare -m sh full.sh $((used + more))k "$nightly"
        case $(cat said) in
        0) [ "$(readlink after/current)" = releases/2026-11-25.1 ] && good=$((good + 1)) ;;
        2) [ "$(readlink after/current)" = releases/2026-11-24.1 ] && grep -q ' level=error .* event=failed .* free_outbox=[0-9]' log ;;
        *) cat log && return 1 ;;
        esac || { cat log && return 1; }
        (cd after/current/ && sha256sum --quiet -c SHA256SUMS)
    done
    [ "$good" -ge 1 ] && [ "$good" -lt 6 ]
}

@test "a database that is gone or damaged stops the night, and is made anew" {
    night 2026-11-24
    exits 0 && any out && err
    mv outbox/current/dataset.db kept
    night 2026-11-25
    exits 2 && err
    out_has 'event=failed what="the database of the last release is gone" database=outbox/releases/2026-11-24.1/dataset.db help='
    head -c 20000 kept >outbox/current/dataset.db
    night 2026-11-25
    exits 2 && err
    out_has 'event=failed what="the database cannot be made" said="database: '
    try "$ZB_ROOT/pipelines/night/database --rebuild outbox"
    exits 0 && any out && err
    cmp kept outbox/current/dataset.db
    night 2026-11-25
    exits 0 && any out && err
}

# stages of a night, each by what it runs; `killed STAGE` replaces it with a program that kills the whole run
killed() {
    rm -rf bin && mkdir bin
    printf '#!/bin/bash\nkill -KILL -- -%s\n' '$(cat '"$PWD"'/group)' >"bin/$1"
    chmod +x "bin/$1"
    setsid sh -c "echo \$\$ >group; PATH=$PWD/bin:$ZB_BUILD/bin:\$PATH ZB_BUILD=/nowhere exec $nightly -c n.conf run -d 2026-11-25" >log 2>&1 || :
}

@test "killed at any stage: what is published is whole, and the next run goes on" {
    night 2026-11-24
    exits 0 && any out && err
    bytes outbox >yesterday
    printf '指标,单位,2018年,2019年\n网络零售额,亿元,115.96,133.65\n电商企业数,家,10,12\n' >inbox/retail/net-2019.csv
    cp -R outbox o && cp -R state s
    night 2026-11-25
    exits 0 && any out && err
    bytes outbox >today
    no cmp -s yesterday today
    for stage in sha256sum zb-decode zb-table zb-code zb-cat zb-merge zb-derive zb-check zb-track zb-aggregate zb-export zb-alert \
        sqlite3 gnuplot split sync ln; do
        rm -rf outbox state && cp -R o outbox && cp -R s state
        killed "$stage"
        if ! bytes outbox | cmp -s - yesterday; then bytes outbox | diff - today; fi
        (cd outbox/current/ && sha256sum --quiet -c SHA256SUMS)
        try "$nightly -c n.conf run -d 2026-11-25 -w 10 2>&1 | tail -n 1 | sed 's/.* event/event/'"
        exits 0 && err
        out_has 'event=end status=0 release=2026-11-25.1 outcome='
        bytes outbox | diff - today
        [ -z "$(find state/raw state/files outbox outbox/releases -maxdepth 1 -name '.*.*' ! -name .results.mk)" ]
    done
}

@test "status: for people and for monitoring" {
    try "$nightly -c n.conf status"
    exits 2
    out 'CRITICAL: release none; nothing is published; no run has ended yet'
    err
    night 2026-11-24
    exits 0 && any out && err
    try "$nightly -c n.conf status -f | sed 's/last run [^ ]*/last run T/'"
    exits 0
    out "OK: release 2026-11-24.1; last run T status 0; $(($(wc -l <outbox/current/observations.csv) - 1)) observations; files: 3 new"
    err
    : >inbox/retail/net-2019.csv
    night 2026-11-25
    exits 1 && any out && err
    try "$nightly -c n.conf status"
    exits 1 && err
    out_has 'WARNING: release 2026-11-25.1; the last run refused, held back or missed something: published; last run '
    sed -i 's/^[0-9]*/1700000000/' state/last
    try "$nightly -c n.conf status"
    exits 2 && err && out_has 'CRITICAL: ' && out_has ' hours ago'
    echo >>outbox/current/observations.csv
    try "$nightly -c n.conf status -f"
    exits 2 && err && out_has 'the release is not what was published'
}

@test "mail gets what needs a look on its standard input, and only then" {
    echo 'mail = cat >>mailed' >>n.conf
    night 2026-11-24
    exits 0 && any out && err
    [ ! -e mailed ]
    : >inbox/retail/net-2019.csv
    night 2026-11-25
    exits 1 && any out && err
    grep -q 'event=file state=held path=retail/net-2019.csv' mailed
    grep -q 'event=end status=1' mailed
    no grep -q level=info.*event=file mailed
}

@test "a wrong configuration or command line is exit 2 with a reason" {
    for wrong in 'run x' 'run -d tomorrow' 'run -w x' frob '' 'status -a x' accept withdraw restore 'restore ../x'; do
        try "$nightly -c n.conf $wrong"
        exits 2 && out && err_has 'usage: nightly'
    done
    try "$nightly -c none run"
    exits 2 && out
    err 'nightly: none: no configuration there'
    try "$nightly --help"
    exits 0 && err && out_has 'Exit status: 0 all was taken'
    while IFS='|' read -r line said; do
        cp n.conf wrong.conf
        echo "$line" >>wrong.conf
        try "$nightly -c wrong.conf run -d 2026-11-24 2>&1 | sed -n 's/.* event=failed //p'"
        exits 2 && err
        out_has "$said"
    done <<'END'
departments = retail ../x|department=../x why="no name of a script"
departments = retail nosuch|department=nosuch why="no such script"
precedence = nosuch.txt|nosuch.txt why="cannot be read"
settle = soon|value=soon why="no whole number"
END
    [ ! -e outbox ]
}

@test "install-nightly: units that systemd takes, and a job that runs where it is installed" {
    try "make -s -C $ZB_ROOT install-nightly BUILD=$ZB_BUILD DESTDIR=$PWD/to PREFIX=/usr ETC=/etc/zhibiao"
    exits 0 && any out && any err
    cmp to/etc/zhibiao/nightly.conf "$ZB_ROOT/pipelines/nightly.conf"
    grep -q '^ExecStart=/usr/libexec/zhibiao/nightly -c /etc/zhibiao/nightly.conf run' to/usr/lib/systemd/system/zhibiao-nightly.service
    no grep -r '@[a-z]*@' to/usr/lib to/usr/libexec/zhibiao/systemd
    # what the user changed stays
    echo 'keep = 5' >>to/etc/zhibiao/nightly.conf
    try "make -s -C $ZB_ROOT install-nightly BUILD=$ZB_BUILD DESTDIR=$PWD/to PREFIX=/usr ETC=/etc/zhibiao"
    exits 0 && any out && any err
    grep -q '^keep = 5' to/etc/zhibiao/nightly.conf
    try "env -i PATH=/usr/bin:/bin to/usr/libexec/zhibiao/nightly -c n.conf run -d 2026-11-24 2>&1 | tail -n 1 | sed 's/.* event/event/'"
    exits 0
    out 'event=end status=0 release=2026-11-24.1 outcome=published'
    err
    command -v systemd-analyze >/dev/null || skip 'no systemd-analyze here'
    for unit in service timer; do
        sed -i "s|=/usr/libexec|=$PWD/to/usr/libexec|; s|file:/usr|file:$PWD/to/usr|; s/^User=.*/User=root/" to/usr/lib/systemd/system/zhibiao-nightly*.service
        try "systemd-analyze verify --man=no $PWD/to/usr/lib/systemd/system/zhibiao-nightly.$unit"
        exits 0
        out
        err
    done
    # unprivileged, and the kernel bounds what it can ask for (seccomp)
    for unit in zhibiao-nightly zhibiao-nightly-failed; do
        for line in NoNewPrivileges=yes ProtectSystem=strict CapabilityBoundingSet= SystemCallFilter=@system-service PrivateUsers=yes; do
            grep -qx "$line" "to/usr/lib/systemd/system/$unit.service" || { echo "$unit: $line" && return 1; }
        done
        try "systemd-analyze security --offline=true --threshold=20 $PWD/to/usr/lib/systemd/system/$unit.service"
        exits 0 && any out && any err
    done
}
