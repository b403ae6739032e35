#!/bin/bash
# A whole pipeline: 2,000 bulletins of one year each to the growths that their levels contradict. No program reads such prose; the
# peer is a Perl script that knows the one sentence these bulletins are made of, and finds the same.
. "${0%/*}/bench.bash"
[ -e bulletins/all ] || {
    rm -rf bulletins
    mkdir bulletins
    awk 'BEGIN {
        n = split("一般公共预算支出 进出口总额 实际利用外资 住户存款余额 网络零售额 一般公共预算收入 出口总额 进口总额 税收收入 旅游总收入", name, " ")
        m = split("东城区 西城区 路桥区 黄岩区 椒江区 临海市 温岭市 玉环市 天台县 仙居县", place, " ")
        seed = 20200101
        for (p = 1; p <= m; p++) for (i = 1; i <= n; i++) level[p, i] = 10000 + (p * 7919 + i * 104729) % 90000
        for (y = 1; y <= 200; y++) for (p = 1; p <= m; p++) {
            file = sprintf("bulletins/%d-%d.txt", p, 1899 + y)
            printf "%s%d年国民经济和社会发展统计公报\n", place[p], 1899 + y >file
            for (i = 1; i <= n; i++) {
                seed = (seed * 16807) % 2147483647
                before = level[p, i]
                level[p, i] = int(before * (100.2 + seed % 2000 / 1000))
                level[p, i] = int(level[p, i] / 100)
                growth = (level[p, i] / before - 1) * 100 + (seed % 97 == 0 ? 3 : 0)
                printf "全年%s%d.%02d亿元，比上年%s%.1f%%。\n", name[i], level[p, i] / 100, level[p, i] % 100, growth < 0 ? "下降" : "增长", growth < 0 ? -growth : growth >file
            }
            close(file)
        }
    }'
    cat bulletins/*.txt >bulletins/all
}
cat >bulletins.pl <<'END'
# Levels and growths of the sentence "全年...亿元，比上年增长...%", then the growths that no two levels which round to these give.
use strict;
use warnings;
my (@growths, %level);
for my $file (@ARGV) {
    open my $text, '<', $file or die "$file: $!\n";
    my ($place, $year) = (<$text> // '') =~ /^(.*?)(\d{4})年/ or die "$file: no title\n";
    while (<$text>) {
        my ($name, $value, $way, $growth) = /全年(\D+)(\d+\.\d+)亿元，比上年(增长|下降)(\d+\.\d+)%/ or next;
        $level{"$place,$name,$year"} = $value;
        push @growths, ["$place,$name", $year, $way eq '下降' ? -$growth : $growth];
    }
}
for (@growths) {
    my ($what, $year, $growth) = @$_;
    my ($now, $before) = ($level{"$what,$year"}, $level{"$what," . ($year - 1)});
    next unless defined $before;
    my $low = (($now - 0.005) / ($before + 0.005) - 1) * 100;
    my $high = (($now + 0.005) / ($before - 0.005) - 1) * 100;
    print "$what,$year\n" if $growth + 0.05 < $low - 1e-9 || $growth - 0.05 > $high + 1e-9;
}
END

compare -s '2000 bulletins to what is wrong' bulletins/all \
    'five filters' "zb-bulletin bulletins/*.txt | zb-code | zb-units | zb-merge | sh -c 'zb-check || [ \$? -eq 1 ]' | sed -n 's/^[a-z]*,growth,//p' | cut -d , -f 1,2,4" \
    'perl one sentence' 'perl bulletins.pl bulletins/*.txt'
no_peer 'perl knows the one sentence that they are made of'
