# For the test scripts that are no bats files: they print TAP, as bats does.

export LC_ALL=C TZ=UTC
unset LANGUAGE ZB_LANGUAGE
unset ZB_READ_MAX
ROOT=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
export ZB_BUILD=${ZB_BUILD:-$ROOT/build}
export PATH=$ZB_BUILD/bin:$PATH
test_count=0
test_failed=0

# Reads what a failed test has to say on stdin where it failed.
pass() {
    echo "ok $((++test_count)) $1"
}

fail() {
    echo "not ok $((++test_count)) $1"
    sed 's/^/# /'
    test_failed=1
}

skip() {
    echo "ok $((++test_count)) $1 # skip $2"
}

# Ends the script: the plan last, so that a script that died half-way has none.
end_of_tests() {
    echo "1..$test_count"
    exit "$test_failed"
}

# same WANTED GOT NAME: says on stdout how they differ.
same() {
    cmp -s "$1" "$2" && return
    echo "$3:"
    diff -au --label "wanted $3" --label "got $3" "$1" "$2" | head -n 60
    return 1
}
