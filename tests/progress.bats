#!/usr/bin/env bats
# --progress: on a terminal, and only there.
load helper

tools=${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}

# on_terminal COMMAND: what it shows on a terminal of 200 columns, with \r as @ and without what clears a line.
on_terminal() {
    printf '%s\n' "stty cols 200; $1" >typed
    try "script -qec 'sh typed' /dev/null | tr -d '\n' | tr '\r' '@' | sed 's/\x1b\[K//g; s/@\$//'; echo"
}

setup() {
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    export unlooked=
    needs script
    # a header and rows of 1000 bytes in all, in three parts
    cat >slowly <<'END'
printf 'a\n%0498d\n' 1
sleep "$1"
printf '%0249d\n' 2
sleep "$1"
printf '%0248d\n' 3
END
}

@test "every program: a line in the end, and the same output; without a terminal neither" {
    for tool in $tools; do
        contract=$ZB_ROOT/tests/contract/$tool
        cp "$contract/in" in
        find "$contract" -name '*.csv' -exec cp -t . {} +
        args=$(cat "$contract/args")
        bash -c "$tool $args <in" >wanted.out
        try "$tool --progress $args <in"
        exits 0
        same out wanted.out
        err
        for way in "$tool --progress $args <in" "cat in | $tool --progress $args" "$tool $args --progress - <in"; do
            on_terminal "$way >got.out"
            exits 0
            err
            any out
            grep -qxE "$tool: read: [0-9.]+ k?B in 0:0[0-9], [0-9.]+ [kMG]?B/s" out || {
                cat out
                return 1
            }
            cmp got.out wanted.out
        done
        # where the output is on the terminal, nothing is mixed with it
        on_terminal "$tool --progress $args in"
        exits 0
        err
        any out
        if grep -q "read: " out; then return 1; fi
    done
}

@test "how much, how fast, how long; a message takes the place of the line" {
    on_terminal 'sh slowly 0.6 | zb-cat --progress >rows'
    exits 0
    err
    any out
    grep -qxE '@zb-cat: 751 B, [0-9.]+ k?B/s, 0:0[0-9]@zb-cat: 1\.00 kB, [0-9.]+ k?B/s, 0:0[0-9]@zb-cat: read: 1\.00 kB in 0:0[0-9], [0-9.]+ k?B/s' out
    sh slowly 0 >known
    on_terminal 'ZB_READ_MAX=1 zb-cat --progress known - known <known >rows'
    exits 0
    err
    any out
    grep -qxE 'zb-cat: read: 3\.00 kB in 0:0[0-9], [0-9.]+ [kM]?B/s' out
    on_terminal '{ sh slowly 0.6; echo 4,5; sleep 0.6; } | zb-cat --progress >rows'
    exits 0
    err
    any out
    grep -qE '@zb-cat: 1\.00 kB, [0-9.]+ k?B/s, 0:0[0-9]@zb-cat: standard input:5: fields: 2, the header has 1@?zb-cat: ' out
}

@test "the size of a file is known; one that is a pipe makes the whole unknown" {
    # a reader that lets the filter wait for a second
    { echo a && yes 0123456789 | head -n 100000; } >known
    on_terminal 'zb-cat --progress known | { sleep 1; cat >/dev/null; }'
    exits 0
    err
    any out
    grep -qE '@zb-cat: [0-9.]+ kB of 1\.10 MB, [0-9]+%, [0-9.]+ [kM]B/s, 0:0[0-9] left@' out
    mkfifo fifo
    on_terminal 'cat known >fifo & zb-cat --progress known fifo | { sleep 1; cat >/dev/null; }'
    exits 0
    err
    any out
    grep -qE '@zb-cat: [0-9.]+ kB, [0-9.]+ [kM]B/s, 0:0[0-9]@' out
}

@test "the line is cut where the terminal ends" {
    printf 'stty cols 20; sh slowly 0.6 | zb-cat --progress >rows\n' >narrow
    try "script -qec 'sh narrow' /dev/null | tr '\r' '\n' | grep -a 751 | sed 's/\x1b\[K//' | head -n 1"
    exits 0
    err
    any out
    [ "$(wc -c <out)" -eq 20 ]
}
