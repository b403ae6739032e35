# The rows of results.csv (bench.bash: row) as one table. What is worked out here: MB/s of the input, how many times as long as the
# first program of the job, and the share of the limit, which is what a pipe takes (limits.sh) of the larger of input and output.
# Goals: "200 MB/s" at least, "6 x" as long at least, "60 s" at most.
# -v heading=1: with a heading. -v only=BENCH: its rows alone. -v kept=DATE,COMMIT,MACHINE: as CSV, each row with these in front.
# Exit status: 0 every goal was met, 1 one was missed, 2 something failed.
BEGIN {
    FS = OFS = ","
    columns = split("bench,job,program,MB,seconds,processors,MB/s,ratio,limit %,memory MB,goal,verdict", name)
    split("-14 -36 -20 5 8 10 8 7 7 9 -8 0", width, " ")
    for (i = 1; i <= columns; i++)
        cell[i] = name[i]
    if (kept != "" || heading)
        put("date,commit,machine")
}

{
    seconds = $7
    first = $1 != bench || $2 != job
    bench = $1
    job = $2
    for (i = 1; i <= columns; i++)
        cell[i] = ""
    cell[1] = first || kept != "" ? bench : ""
    cell[2] = first || kept != "" ? job : ""
    cell[3] = $3
    cell[4] = number($5 == "" ? "" : $5 / 1e6, 1)
    cell[11] = $4
    cell[12] = $10
    if (first)
        ours = seconds # "" where it is not here or failed: nothing is judged by it
    if (seconds != "") {
        cell[5] = number(seconds, 3)
        cell[6] = number($8, 3)
        rate = seconds > 0 ? $5 / seconds / 1e6 : 0
        cell[7] = number(rate, 1)
        if (ours > 0)
            cell[8] = number(seconds / ours, 2)
        if (bench == "limits" && first)
            limit = rate
        if (limit > 0 && seconds > 0)
            cell[9] = number(100 * ($6 > $5 ? $6 : $5) / 1e6 / seconds / limit, 1)
        cell[10] = number($9, 1)
        if ($4 != "" && $10 == "")
            cell[12] = $4 ~ / x$/ && !(ours > 0) ? "" : met($4) ? "met" : "MISSED"
    }
    if (cell[12] == "MISSED" && worst < 1)
        worst = 1
    if (cell[12] ~ /^FAILED/)
        worst = 2
    if (only == "" || only == bench)
        put(kept)
}

function number(n, places) {
    return n == "" ? "" : sprintf("%." places "f", n)
}

function met(goal,   want) {
    split(goal, want, " ")
    return want[2] == "s" ? seconds <= want[1] : (want[2] == "x" ? seconds / ours : rate) >= want[1]
}

# Prints the cells: as CSV behind what is kept with each row, or in columns.
function put(front,   line, i) {
    line = kept != "" ? front : ""
    for (i = 1; i <= columns; i++)
        line = kept != "" ? line OFS cell[i] : line sprintf("%" width[i] "s ", cell[i])
    sub(/ +$/, "", line)
    print line
}

END {
    exit worst
}
