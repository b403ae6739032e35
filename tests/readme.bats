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
