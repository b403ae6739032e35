# README.md has a first page for people who know Excel and no C, and tools/po/README.zh_CN.md has it in Chinese. That
# their commands are true is proved by tests/examples.

load helper

# first_page: README.md up to the section behind the one on messages and statuses
first_page() { sed '/^## How it fits together$/,$d' "$ZB_ROOT/README.md"; }
# shape: what both languages have alike: commands without the remarks behind them, sections, points, rows of tables
shape() {
    awk '
        /^```/ { kind = kind == "" ? $0 : ""; next }
        kind == "```console" { if (/^[$>] /) print; next }
        kind != "" { sub(/  +#.*/, ""); print "line: " $0; next }
        /^## / { print "section" }
        /^- / { print "point" }
        /^\| / { split($0, cell, / *\| */); print "row " (cell[2] ~ /^[0-9]$/ ? cell[2] : "") }'
}

@test "the Chinese first page has the commands of the English one, its sections, points and statuses, in the same order" {
    first_page | shape >english
    shape <"$ZB_ROOT/tools/po/README.zh_CN.md" >chinese
    diff english chinese || {
        echo 'README.md (<) and tools/po/README.zh_CN.md (>) do not say the same'
        return 1
    }
    [ "$(grep -c '^\$ ' english)" -ge 2 ]
    [ "$(grep -c '^section$' english)" -eq 3 ]
    [ "$(grep -c '^row [012]$' english)" -eq 3 ]
}

@test "a command, a section or a row that only one of them has is seen" {
    first_page | shape >english
    first_page | sed 's/^\$ zb-view .*/$ zb-cat retail.csv/' | shape | { ! cmp -s - english; }
    first_page | sed '/^make  /d' | shape | { ! cmp -s - english; }
    first_page | sed '0,/^## /{/^## /d}' | shape | { ! cmp -s - english; }
    first_page | sed '/^| 1 /d' | shape | { ! cmp -s - english; }
}

@test "each page links to the other, and all that they link to is there" {
    [ "$(head -n 1 "$ZB_ROOT/README.md")" = '[中文](tools/po/README.zh_CN.md)' ]
    [ "$(head -n 1 "$ZB_ROOT/tools/po/README.zh_CN.md")" = '[English](../../README.md)' ]
    local page to
    for page in README.md tools/po/README.zh_CN.md; do
        while IFS= read -r to; do
            [ -e "$ZB_ROOT/$(dirname "$page")/${to%%#*}" ] || {
                echo "$page: $to is not there"
                return 1
            }
        done < <(grep -oE '\]\([^)]+\)' "$ZB_ROOT/$page" | sed 's/^](//; s/)$//')
    done
}

# told SECTION: what the first column of the runbook's table behind a line that begins with SECTION tells of, one a line
told() {
    awk -v section="$1" '
        index($0, section) == 1 { here = 1; next }
        here && /^\| / { rows++; if (rows > 2) { split($0, cell, / *\| */); print cell[2] } next }
        here && rows { exit }' "$ZB_ROOT/pipelines/README.md" | sed 's/; /\n/g; s/^\(refused\|held\), //' | sort
}

@test "the runbook has each reason of the night not to publish, as it stands in the log, and no other" {
    cd "$ZB_ROOT/pipelines/night"
    sed 's/^ *#.*//' run build publish | grep -oE "(give_up|try) ('[^']*'|configuration)" |
        sed "s/^[a-z_]* //; s/'//g" | sort -u >"$BATS_TEST_TMPDIR/said"
    cd "$BATS_TEST_TMPDIR"
    [ "$(wc -l <said)" -ge 24 ]
    told '`event=failed`' | grep -v '^\*any\*' >runbook
    diff said runbook || {
        echo 'what nightly says (<) is not what pipelines/README.md explains (>)'
        return 1
    }
}

@test "the runbook has each reason to refuse a file, and each event that warns" {
    cd "$ZB_ROOT/pipelines/night"
    {
        grep -oE "bar\(\"[^)]*\"" stock | sed "s/^bar(\"//; s/\" largest \"/N/; s/'..'/'/; s/\": *theme//; s/: \" theme//; s/\"\$//; s/: \$//"
        grep -oE "refuse '[^']*'" file | sed "s/^refuse '//; s/'\$//"
        grep -oE 'reason = .*' stock | grep -oE '"[a-z ]+"' | tr -d '"'
        # of pick.sql, which holds a file back
        sed -n "s/.*WHEN 'empty' THEN '\([^']*\)' WHEN 'half' THEN .*/\1\nN records, M are usual/p" pick.sql
    } | sort -u >"$BATS_TEST_TMPDIR/said"
    grep -ohE 'log (warning|error) [a-z]+' run build publish ../nightly | sed 's/.* //' | sort -u >"$BATS_TEST_TMPDIR/events"
    cd "$BATS_TEST_TMPDIR"
    [ "$(wc -l <said)" -ge 13 ]
    told '`event=file`' >runbook
    [ "$(comm -23 said runbook)" = '' ] || {
        comm -23 said runbook
        echo 'is in no row of pipelines/README.md'
        return 1
    }
    [ "$(wc -l <events)" -eq 5 ]
    { echo end && echo failed && told 'Other lines'; } | sort -u >runbook
    [ "$(comm -23 events runbook)" = '' ]
}
