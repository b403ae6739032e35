#!/usr/bin/env bats
# Real documents against their annotations, where they are: in $ZB_CORPUS, or in ../shared beside the
# repository. tests/run prints the table at the end.
load helper

corpus=${ZB_CORPUS:-$ZB_ROOT/../shared}

there() {
    [ -e "$corpus/gold/cells.csv" ] || skip "no annotated documents in $corpus; set ZB_CORPUS"
}

@test "real texts and tables: nothing is below its floor" {
    there
    TRY_SECONDS=600 try "'$ZB_ROOT/tests/accuracy' '$corpus'"
    [ ! -d "$ZB_BUILD/check" ] || cp out "$ZB_BUILD/check/accuracy"
    cat out
    exits 0
    any out
    err
}

@test "a text below its floor is marked, and so is a floor for what is not there" {
    there
    mkdir -p tree/tests tree/pipelines &&
        cp "$ZB_ROOT/tests/accuracy" tree/tests/ && cp -R "$ZB_ROOT/pipelines/." tree/pipelines/
    printf 'plan 1.1 0 0 0 0.5\nnone 1\n' >tree/tests/accuracy.floors
    mkdir -p small/corpus small/gold
    ln -s "$corpus/corpus/texts" "$corpus/corpus/tables" small/corpus/
    ln -s "$corpus/score" "$corpus/score-cells" small/
    cp "$corpus/gold/plan.csv" small/gold/
    grep -e '^file' -e '^nbs-city.csv' "$corpus/gold/cells.csv" >small/gold/cells.csv
    TRY_SECONDS=600 try 'tree/tests/accuracy small'
    exits 1
    grep -Eq '^plan .* [0-9.]+\* .* below the floor of 1.1$' out
    out_has 'accuracy: a floor for what is not here: none'
    err
}

@test "without documents accuracy says so" {
    try "'$ZB_ROOT/tests/accuracy' nowhere"
    exits 2
    out
    err 'accuracy: no nowhere/corpus/texts'
}
