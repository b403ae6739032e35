#!/bin/bash
# What the machine allows at most: memory copied once, through a buffer of 64 kB; a pipe between two programs. The pipe is the limit in
# the table, since that is where a filter stands.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv

compare 'what the machine allows' records.csv \
    pipe 'cat | cat' \
    'copy by 64 kB' 'dd bs=64k status=none'
