#!/usr/bin/env bats
# The helpers must be able to fail: each test runs a bats file that must not pass.
load helper

# inner 'BODY': runs BODY as a test of its own and keeps bats' answer in status and out.
inner() {
    mkdir -p inner
    cp "$ZB_ROOT/tests/helper.bash" inner/
    printf 'load helper\n@test "inner" {\n%s\n}\n' "$1" >inner/inner.bats
    try 'env -u BATS_TMPDIR -u BATS_RUN_TMPDIR bats --tap inner/inner.bats'
}

passes() {
    inner "$1"
    exits 0
    any err
    out_has 'ok 1 inner'
}

fails_with() {
    inner "$2"
    exits 1
    any err
    out_has 'not ok 1 inner'
    out_has "$1"
}

@test "a right test passes" {
    passes "try 'echo 1; echo 2 >&2; exit 3'; exits 3; out 1; err 2"
}

@test "a wrong status fails" {
    fails_with 'status 3, wanted 0' "try 'exit 3'; exits 0; out; err"
}

@test "a crash after right output fails" {
    fails_with 'status 139, wanted 0' "try 'echo 1; kill -SEGV \$\$'; exits 0; out 1; any err"
}

@test "a failure before the last of a pipe fails" {
    fails_with 'status 4, wanted 0' "try '(exit 4) | cat'; exits 0; out; err"
}

@test "a wrong line fails, and the difference shows Chinese" {
    fails_with '+指标' "try 'echo 指标'; exits 0; out 单位; err"
}

@test "a lost line end fails" {
    fails_with 'No newline at end of file' "try 'printf 1'; exits 0; out 1; err"
}

@test "an added empty line fails" {
    fails_with 'wanted out' "try 'echo 1; echo'; exits 0; out 1; err"
}

@test "a NUL fails" {
    fails_with 'wanted out' "try 'printf \"1\\0\\n\"'; exits 0; out 1; err"
}

@test "unexpected output fails" {
    fails_with 'wanted out' "try 'echo 1'; exits 0; out; err"
}

@test "an unexpected message fails" {
    fails_with 'wanted err' "try 'echo 1 >&2'; exits 0; out; err"
}

@test "a failure that is not on the last line fails" {
    fails_with 'wanted out' "try 'echo 1'; exits 0; out 2; err; true"
}

@test "not looking at the status fails" {
    fails_with 'did not look at:  status' "try 'exit 1'; out; err"
}

@test "not looking at stderr fails" {
    fails_with 'did not look at:  err' "try 'echo 1 >&2'; exits 0; out"
}

@test "not looking at the first of two tries fails" {
    fails_with 'did not look at:  out' "try 'echo 1'; exits 0; err; try true; exits 0; out; err"
}

@test "a command that hangs fails" {
    fails_with 'status 124, wanted 0' "TRY_SECONDS=1 try 'sleep 20'; exits 0; out; err"
}

@test "same compares bytes" {
    fails_with 'wanted out' "printf '1' >f; try 'echo 1'; exits 0; same out f; err"
    passes "printf '1\\0' >f; try 'printf \"1\\0\"'; exits 0; same out f; err"
}

@test "out_has and err_has take the text literally" {
    passes "try 'echo a.c; echo b >&2'; exits 0; out_has a.c; err_has b"
    fails_with "has no 'a.c'" "try 'echo abc'; exits 0; out_has a.c; err"
}

@test "needs skips what is not there, and says what" {
    inner "needs zb-no-such-program; false"
    exits 0
    any err
    out_has 'ok 1 inner # skip no zb-no-such-program here'
}
