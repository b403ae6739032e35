#!/usr/bin/env bats
# Damaged input: nothing crashes, hangs, lies with its status, or gives invalid UTF-8 or uneven rows.
# MUTATIONS=20000 tries more. Inputs that failed are kept in build/mutate; make them golden cases.
load helper

# mutate TOOL: its contract input, the inputs of its golden cases and the samples, damaged.
mutate() {
    local seeds strict=
    needs "$1"
    cp -R "$ZB_ROOT/tests/contract/$1/." . # files of its arguments
    seeds=$(find "$ZB_ROOT/tests/contract/$1/in" "$ZB_ROOT/tests/cases/$1" -type f -size -64k \
        ! -name cmd ! -name out ! -name err ! -name status ! -name args 2>/dev/null | sort)
    case $1 in
    zb-html | zb-sheet | zb-table | zb-mark) strict=-8 ;;
    zb-check | zb-alert) strict=-f ;;
    zb-decode) strict=-8 && seeds+=" $(find "$ZB_ROOT/samples" -name '0-raw*' | sort)" ;;
    zb-bulletin) strict=-8 && seeds+=" $(find "$ZB_ROOT/samples" -name '1-decoded.txt' | sort)" ;;
    esac
    TRY_SECONDS=600 try "python3 $ZB_ROOT/tests/mutate.py $strict ${MUTATIONS:-200} $ZB_BUILD/mutate $1 \
        $(cat "$ZB_ROOT/tests/contract/$1/args") -- $(echo "$seeds" | tr '\n' ' ')"
    out
    err
    exits 0
}

@test "zb-cat" { mutate zb-cat; }
@test "zb-decode" { mutate zb-decode; }
@test "zb-html" { mutate zb-html; }
@test "zb-sheet" { mutate zb-sheet; }
@test "zb-table" { mutate zb-table; }
@test "zb-bulletin" { mutate zb-bulletin; }
@test "zb-code" { mutate zb-code; }
@test "zb-units" { mutate zb-units; }
@test "zb-merge" { mutate zb-merge; }
@test "zb-derive" { mutate zb-derive; }
@test "zb-aggregate" { mutate zb-aggregate; }
@test "zb-check" { mutate zb-check; }
@test "zb-track" { mutate zb-track; }
@test "zb-alert" { mutate zb-alert; }
@test "zb-mask" { mutate zb-mask; }
@test "zb-view" { mutate zb-view; }
@test "zb-export" { mutate zb-export; }
@test "zb-mark" { mutate zb-mark; }

@test "each program of the list is tried" {
    [ "$(sed -n 's/^@test .* { mutate \(.*\); }$/\1/p' "$BATS_TEST_FILENAME" | sort)" = \
        "$(tr ' ' '\n' <<<"${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}" | sort)" ]
}

@test "mutate.py itself finds crashes, lies, invalid UTF-8 and uneven rows" {
    echo 1 >seed
    fails() {
        printf '#!/bin/sh\n%s\n' "$2" >zb-x
        chmod +x zb-x
        try "python3 $ZB_ROOT/tests/mutate.py -8 1 kept ./zb-x -- seed"
        exits 1
        err
        out_has "$1"
    }
    fails 'status -11' 'kill -SEGV $$'
    fails 'status 3' 'exit 3'
    fails 'status 1 with messages []' 'exit 1'
    fails 'status 0 with messages' 'echo "no" >&2'
    fails 'status 1 with messages' 'printf "zb-x: no" >&2; exit 1'
    fails 'status 1 with messages' 'echo "no" >&2; exit 1'
    fails 'not UTF-8' 'printf "\\200"'
    fails 'different width' 'printf "region,a\\n1\\n"'
    test -s kept/zb-x-0
}
