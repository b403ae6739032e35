#!/usr/bin/env bats
# Real documents, where they are: in $ZB_CORPUS, or in ../shared beside the
# repository (corpus/texts/*). They belong to others, so the repository has none.
load helper

corpus=${ZB_CORPUS:-$ZB_ROOT/../shared}

setup_file() {
    [ -d "$corpus/corpus/texts" ] || return 0
    cd "$BATS_FILE_TMPDIR" || return
    local text name
    for text in "$corpus"/corpus/texts/*; do
        name=${text##*/}
        timeout 120 zb-decode "$text" >"$name.txt" 2>"$name.decode" && echo 0 >"$name.status" || echo $? >"$name.status"
        timeout 120 zb-bulletin --source "$name" "$name.txt" >"$name.csv" 2>"$name.err" && echo 0 >>"$name.status" || echo $? >>"$name.status"
    done
}

there() {
    [ -d "$corpus/corpus/texts" ] || skip "no corpus in $corpus; set ZB_CORPUS"
}

@test "every text goes through zb-decode and zb-bulletin without failing" {
    there
    local status
    for status in "$BATS_FILE_TMPDIR"/*.status; do
        if grep -qv '^[01]$' "$status"; then
            echo "$status: $(tr '\n' ' ' <"$status")"
            cat "${status%.status}.decode" "${status%.status}.err"
            false
        fi
    done
}

@test "records of real texts are rows of the same width, each value a decimal" {
    there
    cat >look.py <<'END'
import csv, re, sys
count = 0
for path in sys.argv[1:]:
    for row in csv.DictReader(open(path, encoding="utf-8", newline=""), strict=True):
        count += 1
        line = (path, row["line"], row["value"])
        assert None not in row and None not in row.values(), line
        assert re.fullmatch(r"-?\d+(\.\d+)?", row["value"]), line
        assert row["measure"] in "level growth cagr change share rank multiple contribution".split(), line
        assert row["bound"] in ("", "approx", "gt", "ge", "lt", "le"), line
        assert row["status"] in "actual provisional estimate target".split(), line
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?|-Q[1-4]|-H[12])?(/\d{4}(-\d\d(-\d\d)?)?)?)?", row["period"]), (line, row["period"])
assert count > 1000, count
END
    try "python3 look.py $BATS_FILE_TMPDIR/*.csv"
    exits 0
    out
    err
}

@test "the plan in GB18030, UTF-16LE and with a BOM gives the same records" {
    there
    cp "$BATS_FILE_TMPDIR/plan.txt.txt" plan.txt
    cp "$BATS_FILE_TMPDIR/plan.txt.csv" wanted.csv
    iconv -f UTF-8 -t GB18030 plan.txt >gb18030
    iconv -f UTF-8 -t UTF-16LE plan.txt >utf16le
    { printf '\377\376' && cat utf16le; } >utf16le-bom
    iconv -f UTF-8 -t UTF-16BE plan.txt >utf16be
    { printf '\357\273\277' && cat plan.txt; } >utf8-bom
    for form in gb18030 utf16le utf16le-bom utf16be utf8-bom; do
        try "zb-decode $form | zb-bulletin --source plan.txt"
        exits 0
        same out wanted.csv
        err
    done
}

@test "pages and tables of any encoding are decoded without failing" {
    there
    local file
    for file in "$corpus"/corpus/pages/*.html "$corpus"/corpus/tables/*.csv "$corpus"/corpus/tables/*.txt "$corpus"/corpus/tables/*.log; do
        try "zb-decode '$file' | iconv -f UTF-8 -t UTF-8"
        any out
        any err
        [ "$status" -le 1 ]
        looked status
    done
}
