# The helpers of every *.bats file: `load helper`. helper.bats proves that they can fail.
#
#   try 'COMMAND'     runs it in a directory of its own; then all three of these must follow:
#   exits N           it ended with this status (its exit, or 128 + signal)
#   out LINE ...      it wrote exactly these lines to stdout; no LINE: nothing
#   err LINE ...      the same for stderr
# In place of out or err: `same out FILE`, `same err FILE` (exactly the bytes of FILE), `out_has TEXT`,
# `err_has TEXT` (some line holds TEXT), `any out`, `any err` (it does not matter here).
# A test that has not looked at status, stdout and stderr of each try fails.

export LC_ALL=C TZ=UTC
unset LANGUAGE ZB_LANGUAGE
unset ZB_READ_MAX
ZB_ROOT=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
export ZB_ROOT
export ZB_BUILD=${ZB_BUILD:-$ZB_ROOT/build}
export PATH=$ZB_BUILD/bin:$PATH

setup() {
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    unlooked=
}

teardown() {
    looked_at_all
}

looked_at_all() {
    [ -z "$unlooked" ] && return
    echo "the test did not look at: $unlooked"
    unlooked=
    return 1
}

looked() {
    unlooked=${unlooked/ $1/}
}

try() {
    looked_at_all || return
    echo "+ $1"
    status=0
    # pipefail: a filter that fails before the last of a pipe is not hidden by it
    local most=60
    [ -z "${ZB_SANITIZED-}" ] || most=300
    timeout -k 5 "${TRY_SECONDS:-$most}" bash -o pipefail -c "$1" </dev/null >out 2>err 3>&- 4>&- || status=$?
    unlooked=' status out err'
}

exits() {
    looked status
    [ "$status" -eq "$1" ] && return
    echo "status $status, wanted $1"
    echo "stderr:" && head -n 20 err
    return 1
}

same() {
    looked "$1"
    cmp -s "$1" "$2" && return
    # no cat -A: it hides Chinese
    diff -au --label "wanted $1" --label "got" "$2" "$1" | head -n 60
    return 1
}

is_lines() {
    local file=$1
    shift
    if [ $# -eq 0 ]; then : >wanted; else printf '%s\n' "$@" >wanted; fi
    same "$file" wanted
}

out() {
    is_lines out "$@"
}

err() {
    is_lines err "$@"
}

has() {
    looked "$1"
    grep -qaF -e "$2" "$1" && return
    echo "std$1 has no '$2':" && head -n 20 "$1"
    return 1
}

out_has() {
    has out "$1"
}

err_has() {
    has err "$1"
}

any() {
    looked "$1"
}

# Skips where a program is not built, so that one tool can be worked on alone; tests/run reports and
# counts every skip.
needs() {
    local program
    for program; do
        command -v "$program" >/dev/null || skip "no $program here"
    done
}
