# For the scripts of this folder: `. "${0%/*}/bench.bash"`, make an input in the current directory (it is
# kept between runs), then compare.

export LC_ALL=C
ROOT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
export ZB_BUILD=${ZB_BUILD:-$ROOT/build}
export PATH=$ZB_BUILD/bin:$ZB_BUILD/tests/bench:$PATH
mkdir -p "$ZB_BUILD/bench" && cd "$ZB_BUILD/bench" || exit
missed=0

# Ends the script: with 1 where a goal was missed.
at_exit() {
    local status=$?
    exit $((status > missed ? status : missed))
}
trap at_exit EXIT

# seconds COMMAND INPUT: the median of its runs.
seconds() {
    hyperfine -S sh --style none --warmup 1 --runs "${RUNS:-5}" --export-json times.json "exec $1 <'$2'" \
        >/dev/null 2>hyperfine.err || { cat hyperfine.err >&2 && exit 2; }
    jq '.results[0].median' times.json
}

# compare TITLE INPUT NAME[:RATE] COMMAND [PEER[:TIMES] COMMAND]...
# Medians of RUNS (5) runs by hyperfine, INPUT on stdin, output to /dev/null. NAME's command is ours, RATE
# the MB/s (10^6 bytes of INPUT) that it should make; each peer's line says how many times as long it took,
# TIMES is how many it should. Where one is missed the script fails. A peer that is not installed is named.
compare() {
    local title=$1 input=$2 bytes name goal median ours='' rss
    shift 2
    bytes=$(wc -c <"$input")
    printf '%s (%s, %d MB)\n' "$title" "$input" $((bytes / 1000000))
    while [ $# -gt 0 ]; do
        name=${1%%:*} goal=
        [ "$name" = "$1" ] || goal=${1#*:}
        if ! command -v "${2%% *}" >/dev/null; then
            printf '  %-24s not here\n' "$name"
        else
            median=$(seconds "$2" "$input") || exit
            rss=$(command time -f %M sh -c "exec $2 <'$input' >/dev/null" 2>&1 | tail -n 1)
            : "${ours:=$median}"
            awk -v name="$name" -v t="$median" -v ours="$ours" -v bytes="$bytes" -v rss="$rss" -v goal="$goal" 'BEGIN {
                rate = bytes / t / 1e6
                printf "  %-24s %8.3f s %8.1f MB/s %7.1f MB memory %7.2f x", name, t, rate, rss / 1024, t / ours
                met = (t == ours ? rate : t / ours) >= goal + 0
                if (goal != "") printf "  (goal %s%s)", goal, (met ? "" : ": MISSED")
                print ""
                exit !met
            }' || missed=1
        fi
        shift 2
    done
}
