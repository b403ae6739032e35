# The charts of the page: each target's expected path and the figures so far. charts.gp of the working folder, which
# report.sql wrote, says how many there are and the ranges of each. No text of the data comes here: the labels are marks
# that report.awk replaces.
set encoding utf8
set terminal svg size 380,230 noenhanced font 'sans-serif,12' dashed
set datafile separator tab
set datafile commentschars ''
set key tmargin left horizontal Left reverse samplen 2 maxrows 1 width -4
set border 3
set rmargin 3
set tics nomirror out scale 0.5
set format y '%.10g'
set format x '%.0f'
do for [i = 1:charts] {
    set output sprintf('%d.svg', i)
    set xrange [first[i] - 0.03 * (last[i] - first[i]):last[i] + 0.05 * (last[i] - first[i])]
    set yrange [low[i]:high[i]]
    set xtics ceil(first[i]), step[i], floor(last[i])
    plot 'path.tsv' index i - 1 using 1:2 with lines lc rgb '#010101' dt 2 title '@path----', \
        'goal.tsv' index i - 1 using 1:2 with points pt 13 ps 0.9 lc rgb '#010102' title '@goal--', \
        'actual.tsv' index i - 1 using 1:2 with linespoints pt 7 ps 0.5 lc rgb '#010103' title '@actual', \
        'labels.tsv' index i - 1 using 1:2:3 with labels right offset character 0.3, 0.9 tc rgb '#010104' notitle
}
set output
