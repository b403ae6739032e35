#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test exports for itself
# What README.md says under Security: hardened programs, messages that steer no terminal, no data that a shell evaluates.
load helper

tools=${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}

@test "every program is PIE, RELRO, bound at its start, with stack protector, FORTIFY and no executable stack" {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a sanitizer is built without them'
    needs readelf
    for tool in $tools; do
        program=$ZB_BUILD/bin/$tool
        readelf -hW "$program" | grep -q 'Type: *DYN (Position-Independent Executable file)' || { echo "$tool: no PIE" && return 1; }
        readelf -lW "$program" >segments
        grep -q GNU_RELRO segments || { echo "$tool: no RELRO" && return 1; }
        grep -q 'GNU_STACK .* RW ' segments || { echo "$tool: executable stack" && return 1; }
        readelf -dW "$program" >dynamic
        grep -qE 'BIND_NOW|FLAGS_1.* NOW' dynamic || { echo "$tool: not bound at its start" && return 1; }
        ! grep -qE 'RPATH|RUNPATH|TEXTREL' dynamic || { echo "$tool: RPATH or TEXTREL" && return 1; }
        readelf -sW --dyn-syms "$program" >symbols
        grep -q '__stack_chk_fail@' symbols || { echo "$tool: no stack protector" && return 1; }
        grep -qE '__[a-z]+_chk@' symbols || { echo "$tool: no FORTIFY" && return 1; }
    done
}

# steers FILE: whether it holds a control of C0 (but line ends), DEL, of C1 in UTF-8, or a mark that turns text
steers() {
    grep -qaP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' "$1"
}

# `! COMMAND` does not fail a test
none() {
    ! "$@"
}

@test "the test for what steers a terminal can fail" {
    for bytes in '\033[2J' 'a\tb' '\177' '\302\233' '\342\200\256' '\342\201\251' '\r'; do
        printf %b "${bytes/#\\/\\0}" >said
        steers said
    done
    printf '汇总：a é\n' >said
    none steers said
}

@test "messages of filters steer no terminal, whatever names and cells say" {
    name=$(printf 'a\033[2J\033]0;x\007\n\r\302\233b\342\200\256')
    for tool in $tools; do
        cp -R "$ZB_ROOT/tests/contract/$tool/." .
        args=$(cat args)
        export NAME=$name
        try "$tool $args \"\$NAME\""
        exits 2
        any out
        [ "$(wc -l <err)" -eq 1 ]
        if steers err; then cat -v err && return 1; fi
        looked err
        # each cell and the line as a whole, in a file of that name; what is said of it is said on lines of the tool
        awk '{ print; gsub(/[^,"]+/, "\033[2J\007\302\233\342\200\256"); if (NR > 1) print }' in >"$name"
        for more in '' -v --explain; do
            "$tool" --help | grep -qe "$more" || continue
            try "$tool $args $more \"\$NAME\""
            [ "$status" -le 2 ]
            looked status
            any out
            if steers err || grep -qav "^$tool: " err; then cat -v err && return 1; fi
            looked err
        done
        rm -f -- *
    done
}

@test "messages of pipelines steer no terminal" {
    name=$(printf 'a\033[2J\007\r\302\233b.csv')
    export NAME=$name
    printf 'x' >"$name"
    mkdir "d$name"
    for command in "open \"\$PWD/none\$NAME\"" "open \"d\$NAME\"" "open -t \"\$NAME\"" "observe \"none\$NAME\"" "observe -- \"\$NAME\" \"\$NAME\""; do
        try "$ZB_ROOT/pipelines/$command"
        [ "$status" -le 2 ]
        looked status
        any out
        if steers err; then echo "$command" && cat -v err && return 1; fi
        looked err
    done
}

# Parts of the pipelines that hold what a shell, or a program that starts one, would evaluate.
@test "no script of pipelines evaluates data" {
    cd "$ZB_ROOT/pipelines"
    # eval, back quotes and sources by a name that is data; commands in awk, SQL and Python
    none grep -rnE '(^|[^[:alnum:]_."-])eval([^[:alnum:]_]|$)' . --include='*' --exclude='*.md' --exclude='*.css'
    none grep -rnE '(^|[^[:alnum:]_])(system|popen|exec|os\.spawn[a-z]*|subprocess[.a-z]*) *\(' . --exclude='*.md' --exclude='*.css'
    none grep -rnE '^ *\.(shell|system|load)( |$)|load_extension *\(|edit *\(' . --exclude='*.md' --exclude='*.css'
    # a shell is given a command in three places: that of the configuration, for mail; one that is written there, of
    # gather; and that of who calls spread, which
    # goes to other hosts in base64; file names are its arguments
    [ "$(grep -rnE '(^|[^[:alnum:]_])(ba)?sh -c' . --exclude='*.md' | sort |
        sed "s/:.*xargs .* sh -c 'exec zb-cat \"\$@\" 2>&3' .*/: zb-cat/" |
        sed 's/:.*exec sh -c "\$mail".*/: mail/; s/:.*bash -c "\$command$/: command/; s/:.*exec bash -c .*echo \$packed | base64 -d.*/: packed/')" = './night/gather: zb-cat
./night/run: mail
./spread: command
./spread: packed' ]
    # a word that is not quoted is meant to be several, and says so
    needs shellcheck
    scripts=$(grep -rlE '^#!/bin/sh$|^# shellcheck shell=sh' .)
    [ "$(wc -w <<<"$scripts")" -gt 20 ]
    # shellcheck disable=SC2086 # a list of names
    shellcheck -x -S style -i SC2086,SC2046,SC2048,SC2068,SC2206,SC2207,SC2294,SC2089,SC2090 $scripts
    [ "$(grep -rhoE 'shellcheck disable=SC2086 .*' . | sort)" = "$(printf '%s\n' 'shellcheck disable=SC2086 # NIGHT_MASK is a list of words' \
        'shellcheck disable=SC2086 # a command and its options' 'shellcheck disable=SC2086 # goals is a list of words' | sort)" ]
}

@test "a message that is too long is cut between characters, whatever stands before" {
    local pad size
    for pad in '' a aa aaa; do
        try "zb-cat '$pad$(printf '指标/%.0s' {1..400})'"
        exits 2
        out
        any err
        iconv -f UTF-8 -t UTF-8 err >same
        cmp err same
        size=$(wc -c <err)
        [ "$size" -gt 1996 ] && [ "$size" -le 2001 ] && [ "$(wc -l <err)" -eq 1 ]
    done
}

@test "README.md says under Security what is proved, and where" {
    sed -n '/^## Security$/,/^## /p' "$ZB_ROOT/README.md" >said
    [ "$(grep -c '^- ' said)" -ge 7 ]
    for what in PIE RELRO FORTIFY seccomp formula valgrind tests/security.bats tests/hostile; do
        grep -q "$what" said || { echo "nothing of $what" && false; }
    done
    while IFS= read -r to; do
        [ -e "$ZB_ROOT/$to" ]
    done < <(grep -oE '\]\([^)]+\)' said | sed 's/^](//; s/)$//')
}
