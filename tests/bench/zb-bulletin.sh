#!/bin/bash
# zb-bulletin on the samples' text repeated to 20 MB. There is no peer that reads such prose; what is
# shown beside it is what marking its numbers costs.
. "${0%/*}/bench.bash"
if [ ! -e bulletin.txt ]; then
    cat "$ROOT"/samples/*/1-decoded.txt >one.txt
    for ((n = 20000000 / $(wc -c <one.txt) + 1; n > 0; n--)); do cat one.txt; done >bulletin.txt
fi

compare 'prose' bulletin.txt \
    zb-bulletin:20 zb-bulletin \
    sed 'sed -E "s/[0-9]+([.][0-9]+)?/<&>/g"'
