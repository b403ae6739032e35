# For the scripts of this folder: `. "${0%/*}/bench.bash"`, make an input in the current directory (it is
# kept between runs), then compare.

export LC_ALL=C
HERE=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
ROOT=${HERE%/*/*}
export ZB_BUILD=${ZB_BUILD:-$ROOT/build}
export PATH=$ZB_BUILD/bin:$ZB_BUILD/tests/bench:$PATH
mkdir -p "$ZB_BUILD/bench" && cd "$ZB_BUILD/bench" || exit
BENCH=${0##*/} BENCH=${BENCH%.sh}
RESULTS=${RESULTS:-results.csv}

# row PROGRAM GOAL NOTE: a row of $job and $bytes, with what measure found last
row() {
    case "$job$*" in *[,\"]*) echo "$BENCH: a comma or a quote in a name: $job $*" >&2 && exit 2 ;; esac
    echo "$BENCH,$job,$1,$2,${bytes:-},${written:-},${seconds:-},${cpu:-},${memory:-},$3" >>"$RESULTS"
    seconds='' cpu='' memory='' written=''
}

# show: the rows of $job, as they will stand in the table
show() {
    awk -F , -v bench="$BENCH" -v job="$job" '$1 == "limits" || $1 == bench && $2 == job' "$RESULTS" |
        awk -v only="$BENCH" -f "$HERE/table.awk"
}

# no_peer WHY: says in the table that nothing else does the last job
no_peer() {
    row - '' "no peer: $*"
}

# measure COMMAND INPUT [OUT]: sets seconds and cpu (that of all its processes), memory (MB; the sum of the peaks of a
# pipeline's programs) and written (bytes); false, with `why` set, where it failed or took more than ten minutes.
# The first run, which keeps its output in OUT, gives memory and bytes; the medians of up to RUNS (5) more the times. Where the
# first took five seconds it is enough.
measure() {
    local watch='command time -a -o memory.txt -f "%M %U %S"' start=${EPOCHREALTIME/./} took runs
    rm -f memory.txt
    printf '%s\n' 'set -o pipefail' "<'$2' $watch ${1// | / | $watch }" >first.sh
    written=$({ timeout 600 bash first.sh | tee ${3:+"$3"} | wc -c; } 2>first.err && exit "${PIPESTATUS[0]}") || {
        why="$(tail -n 1 first.err | tr -d '",')" && return 1
    }
    took=$((${EPOCHREALTIME/./} - start + 1))
    read -r memory cpu seconds < <(awk -v took="$took" '/^[0-9]/ { kb += $1; cpu += $2 + $3 }
        END { print kb / 1024, cpu, took / 1e6 }' memory.txt)
    runs=$((10000000 / took))
    [ "$runs" -ge 2 ] || return 0
    [ "$runs" -le "${RUNS:-5}" ] || runs=${RUNS:-5}
    printf '%s\n' "<'$2' $1" >again.sh
    hyperfine -N --style none --runs "$runs" --export-json times.json 'sh again.sh' >/dev/null 2>first.err || {
        why="$(tail -n 1 first.err | tr -d '",')" && return 1
    }
    read -r seconds cpu < <(jq -r '.results[0] | "\(.median) \(.user + .system)"' times.json)
}

# compare [-s] JOB INPUT NAME[:RATE] COMMAND [PEER[:TIMES] COMMAND]...
# INPUT is on stdin, output goes to /dev/null; a command may be a pipeline. NAME's command is ours, RATE the MB/s (10^6
# bytes of INPUT) that it should make; each peer's row says how many times as long it took, TIMES is how many it
# should. With -s each peer must write the same bytes as ours. A peer that is not here or fails gets a row that says so.
compare() {
    local same='' ours='' name goal note out
    [ "$1" != -s ] || { same=1 && shift; }
    job=$1 input=$2 bytes=$(wc -c <"$2")
    shift 2
    while [ $# -gt 0 ]; do
        name=${1%%:*} goal='' note='' out=''
        [ "$name" = "$1" ] || goal="${1#*:} $([ "$ours" ] && echo x || echo MB/s)"
        [ -z "$same" ] || out=same.${ours:+theirs}
        if ! command -v "${2%% *}" >/dev/null; then
            note='not here'
        elif ! measure "$2" "$input" "$out"; then
            note="FAILED: $why"
        elif [ "$same$ours" ] && [ "$out" = same.theirs ] && ! cmp -s same. same.theirs; then
            note='FAILED: it writes other bytes'
        fi
        row "$name" "$goal" "$note"
        ours=1
        shift 2
    done
    show
}
