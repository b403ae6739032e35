#!/usr/bin/env bats
# .ci/deps on a machine that has next to nothing: a PATH with a few programs, a fake apt-get, sudo and id.
load helper

setup() {
    mkdir -p "$BATS_TEST_TMPDIR/bin" && cd "$BATS_TEST_TMPDIR" || return
    for program in sh env sed cut tr sort cat; do
        ln -s "$(command -v $program)" bin/
    done
    fake id 'echo 0'
    fake apt-get 'echo "$@" >>apt.log'
}

# fake NAME SCRIPT: a program of that name.
fake() {
    printf '#!%s/bin/sh\n%s\n' "$PWD" "$2" >"bin/$1"
    chmod +x "bin/$1"
}

deps() {
    try "PATH=\$PWD/bin CC=cc $ZB_ROOT/.ci/deps $1"
}

@test "check names what is missing, with the reason, and exits 1" {
    deps 'check bench'
    exits 1
    out
    err_has 'hyperfine      takes the times'
    err_has 'zhibiao: on Debian: apt-get install csvkit datamash html2text hyperfine icu-devtools jq libxml2-utils mawk miller perl '
}

@test "check says nothing where nothing is missing" {
    fake valgrind :
    deps 'check valgrind'
    exits 0
    out
    err
}

@test "install gets what is missing, once, and looks again" {
    fake apt-get 'echo "$@" >>apt.log; case $* in *install*) echo "#!/bin/sh" >bin/valgrind; chmod +x bin/valgrind ;; esac'
    ln -s "$(command -v chmod)" bin/
    deps 'install valgrind'
    exits 0
    out
    err_has 'valgrind       finds reads of what was never written'
    try 'cat apt.log'
    exits 0
    out '-qq update' '-qq -y --no-install-recommends install valgrind'
    err
    deps 'install valgrind'
    exits 0
    out
    err
}

@test "install says what is still missing" {
    deps 'install valgrind'
    exits 1
    out
    err_has 'zhibiao: still missing: valgrind'
}

@test "install passes on that apt-get failed" {
    fake apt-get 'exit 100'
    deps 'install valgrind'
    exits 100
    out
    any err
}

@test "a user goes through sudo, and is told where there is none" {
    fake id 'echo 1000'
    deps 'install valgrind'
    exits 1
    out
    err_has 'zhibiao: neither root nor sudo; as root: apt-get install valgrind'
    fake sudo 'echo sudo >>apt.log; "$@"'
    deps 'install valgrind'
    exits 1
    out
    any err
    try 'head -n 2 apt.log'
    exits 0
    out sudo '-qq update'
    err
}

@test "without apt-get it says so" {
    rm bin/apt-get
    deps 'install valgrind'
    exits 1
    out
    err_has "there is no apt-get here"
}

@test "an unknown call is told the usage" {
    try "$ZB_ROOT/.ci/deps"
    exits 2
    out
    err_has 'usage: .ci/deps check GROUP...'
}
