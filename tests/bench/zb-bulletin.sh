#!/bin/bash
# zb-bulletin on the samples' text repeated to 20 MB: a figure in every 40 bytes, the densest prose there
# is; and on a real plan, one in 600, where the corpus is beside the repository (or in $ZB_CORPUS). There
# is no peer that reads such prose; what is shown beside it is what marking its numbers costs.
. "${0%/*}/bench.bash"

# repeat OUT FILE ...: the files again and again, to 20 MB of UTF-8.
repeat() {
    local out=$1 n
    shift
    [ ! -e "$out" ] || return 0
    cat "$@" >one.txt
    for ((n = 20000000 / $(wc -c <one.txt) + 1; n > 0; n--)); do cat one.txt; done >"$out"
}

# prose JOB FILE
prose() {
    compare "$1" "$2" \
        zb-bulletin:20 zb-bulletin \
        sed 'sed -E "s/[0-9]+([.][0-9]+)?/<&>/g"'
}

repeat dense.txt "$ROOT"/samples/*/1-decoded.txt
prose 'the samples' dense.txt
plan=${ZB_CORPUS:-$ROOT/../shared}/corpus/texts/plan.txt
if [ -e "$plan" ]; then
    repeat plan.txt "$plan"
    prose 'a real plan' plan.txt
fi
no_peer 'none reads such prose'
