#!/bin/bash
# zb-view against what prints CSV for people elsewhere. Neither of these streams: they hold all rows to
# know their widths, and csvlook counts Chinese characters as one column.
. "${0%/*}/bench.bash"
[ -e records.csv ] || "$ROOT/tests/make-records" 1000000 >records.csv
[ -e shown.csv ] || head -n 100001 records.csv >shown.csv

compare 'all columns' records.csv \
    zb-view:80 zb-view \
    mlr:1 'mlr --icsv --opprint cat'
compare 'fewer rows' shown.csv \
    zb-view zb-view \
    csvlook:10 'csvlook -I'
compare 'a line a field' records.csv \
    zb-view:60 'zb-view --long' \
    mlr:1 'mlr --icsv --oxtab cat'
