#!/usr/bin/env bats
# What bash and zsh complete: every option of every program, words, and names of files.
load helper

tools=${ZB_TOOLS:-$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")}

# longs TOOL: its long options out of the tables that getopt_long gets, not out of --help.
longs() {
    {
        grep -oE '\{"[a-z-]+", [a-z]+_argument' "$ZB_ROOT/tools/$1.c" || true # zb-cat has none
        grep -oE '\{"[a-z-]+", [a-z]+_argument' "$ZB_ROOT/tools/lib/args.c" |
            grep -v -e "\"$(grep -q 'has_rejects = true' "$ZB_ROOT/tools/$1.c" || echo rejects)\"" \
                -e "\"$(grep -q 'has_explain = true' "$ZB_ROOT/tools/$1.c" || echo explain)\""
    } | cut -d '"' -f 2 | sed 's/^/--/' | sort
}

# complete_all SHELL: has the completions of all tools in folder SHELL.
complete_all() {
    mkdir "$1"
    for tool in $tools; do
        name=$tool
        [ "$1" = bash ] || name=_$tool
        "$ZB_ROOT/tools/completions" "$1" "$ZB_BUILD/bin/$tool" >"$1/$name"
    done
}

@test "bash: every long option of every program" {
    complete_all bash
    cat >ask <<'END'
compopt() { :; }
. "bash/$1"
COMP_WORDS=("$1" --) COMP_CWORD=1
"_${1//-/_}"
printf '%s\n' "${COMPREPLY[@]}"
END
    for tool in $tools; do
        longs "$tool" >wanted.options
        [ "$(wc -l <wanted.options)" -ge 3 ]
        try "bash ask $tool | sort"
        exits 0
        same out wanted.options
        err
    done
}

# on_bash LINE ...: types each line into bash on a terminal; the program of the line prints its arguments.
on_bash() {
    complete_all bash
    mkdir -p data/sub
    : >data/records.csv
    : >'data/two words.csv'
    {
        echo 'for f in bash/*; do . "$f"; eval "${f#bash/}() { printf \"<%s>\" \"\$@\"; echo; }"; done'
        printf "bind 'set bell-style none'\nbind 'set enable-bracketed-paste off'\nPS1=\n"
    } >rc
    printf '%b\n' "$@" 'exit' >keys
    try "script -qec 'bash --rcfile rc -i' typescript <keys >/dev/null 2>&1; tr -d '\r' <typescript | grep -o '^<.*'"
}

@test "bash: names of files, of files of options, words, and what cannot be completed" {
    needs script
    on_bash 'zb-cat da\trec\t' 'zb-cat --rejects da\tre\t' 'zb-cat --rejects=da\tre\t' 'zb-cat data/tw\t' 'zb-cat -- --rej\tx' \
        'zb-cat --rej\tdata/re\t' 'zb-export -t pa\t' 'zb-export --to=sd\t' 'zb-table --region da\tx' 'zb-cat --nos\tx'
    exits 0
    err
    out '<data/records.csv>' '<--rejects><data/records.csv>' '<--rejects=data/records.csv>' '<data/two words.csv>' '<--><--rejx>' \
        '<--rejects><data/records.csv>' '<-t><package>' '<--to=sdmx>' '<--region><dax>' '<--nosx>'
}

@test "zsh: every long option of every program, names of files, words" {
    needs zsh
    complete_all zsh
    mkdir data
    : >data/records.csv
    cat >.zshrc <<'END'
PS1='@ready@' LISTMAX=10000
fpath=($PWD/zsh $fpath)
autoload -Uz compinit
compinit -u -d ./dump
unsetopt beep
zstyle ':completion:*' verbose no
finish() { print -r -- $'\n'"@$BUFFER@end@"; BUFFER= }
zle -N finish
bindkey -e
bindkey '^D' list-choices
bindkey '^X' finish
END
    cat >ask.zsh <<'END'
zmodload zsh/zpty
zpty z "cd ${(q)PWD}; stty cols 200; ZDOTDIR=$PWD TERM=dumb exec zsh -i"
zpty -r -m z shown '*@ready@*'
for keys; do
    zpty -w -n z "${(g::)keys}"$'\x18'
    zpty -r -m z shown '*@end@*'
    print -r -- $shown
done
zpty -d z
END
    keys=
    for tool in $tools; do
        keys="$keys '$tool --\x04'"
        longs "$tool" | sed "s/^/$tool /"
    done >all.options
    sort -o all.options all.options
    # what stands before the end of a line that was asked for are the options of its program
    try "zsh -f ask.zsh $keys | tr -s ' \r' '\n' | awk '/^--[a-z-]+\$/ { seen[\$0] } /^@zb-/ { tool = substr(\$0, 2) }
        /^--@end@/ { for (o in seen) print tool, o; split(\"\", seen) }' | sort -u"
    exits 0
    err
    same out all.options
    try "zsh -f ask.zsh 'zb-cat data/re\t' 'zb-cat --rejects data/re\t' 'zb-cat --rej\tdata/re\t' 'zb-export --to=sd\t' 'zb-cat -- data/re\t' | grep -o '@[^@]*@end@'"
    exits 0
    err
    out '@zb-cat data/records.csv @end@' '@zb-cat --rejects data/records.csv @end@' '@zb-cat --rejects=data/records.csv @end@' \
        '@zb-export --to=sdmx @end@' '@zb-cat -- data/records.csv @end@'
}

@test "a program whose --help lists nothing is refused; so is an unknown shell" {
    printf '#!/bin/sh\necho usage: nothing\n' >program
    chmod +x program
    try "$ZB_ROOT/tools/completions bash ./program"
    exits 2
    out
    err 'program --help lists no options'
    try "$ZB_ROOT/tools/completions fish ./program"
    exits 2
    out
    err 'usage: tools/completions bash|zsh build/bin/zb-NAME'
}
