#!/bin/bash
# zb-decode against iconv and uconv, on prose and on a table, 100 MB each in GB18030 and GBK, and on what
# they are in other encodings.
. "${0%/*}/bench.bash"

# make KIND: prose of words of two to four hanzi, common ones more often, with figures among them as in
# a bulletin; or rows of a table.
make() {
    python3 - "$1" <<'END'
import random, sys
rnd = random.Random(2020)
hanzi = [bytes((a, b)).decode("gbk") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF if a < 0xD7 else 0xFA)]
rnd.shuffle(hanzi)
weights = [1 / (i + 30) for i in range(len(hanzi))]
words = ["".join(rnd.choices(hanzi, weights, k=rnd.choice((2, 2, 2, 3, 4)))) for _ in range(20000)]
word = lambda: words[min(rnd.randrange(20000), rnd.randrange(20000))]
regions = [word() + "区" for _ in range(30)]
names = [word() + word() + "额" for _ in range(40)]
def prose():
    for _ in range(rnd.randrange(3, 12)):
        for _ in range(rnd.randrange(2, 6)):
            yield word()
        if rnd.random() < 0.4:
            yield f"{rnd.uniform(1, 900):.1f}{rnd.choice(('亿元', '%', '万人'))}"
        yield rnd.choice("，，，、。；")
    yield "\n"
def table():
    yield f"{rnd.choice(regions)},{rnd.choice(names)},{rnd.randrange(2005, 2025)}-{rnd.randrange(1, 13):02},"
    yield f"{rnd.uniform(1, 1e5):.2f},{rnd.uniform(-20, 30):.1f},{rnd.choice(('亿元', '万元', '万美元', '%'))},{rnd.choice(('', '', '初步核算数'))}\n"
row = prose if sys.argv[1] == "prose" else table
written = 0
while written < 100_000_000:
    block = "".join(piece for _ in range(5000) for piece in row()).encode("gbk")
    written += sys.stdout.buffer.write(block)
END
}
[ -e prose.gbk ] || make prose >prose.gbk
[ -e table.gbk ] || make table >table.gbk
for kind in prose table; do
    [ -e $kind.utf8 ] || iconv -f GBK -t UTF-8 $kind.gbk >$kind.utf8
done
[ -e prose.utf16 ] || iconv -f GBK -t UTF-16 prose.gbk >prose.utf16

compare -s 'Chinese prose in GBK' prose.gbk \
    zb-decode zb-decode \
    'zb-decode -f gbk' 'zb-decode -f gbk' \
    iconv:6 'iconv -f GBK -t UTF-8' \
    'iconv as GB18030' 'iconv -f GB18030 -t UTF-8' \
    uconv 'uconv -f GBK -t UTF-8'
compare -s 'a table in GBK' table.gbk \
    zb-decode zb-decode \
    iconv:6 'iconv -f GBK -t UTF-8' \
    'iconv as GB18030' 'iconv -f GB18030 -t UTF-8' \
    uconv 'uconv -f GBK -t UTF-8'
compare -s 'the prose in UTF-8' prose.utf8 \
    zb-decode zb-decode \
    iconv 'iconv -f UTF-8 -t UTF-8'
compare -s 'the table in UTF-8' table.utf8 \
    zb-decode zb-decode \
    iconv 'iconv -f UTF-8 -t UTF-8'
compare -s 'the prose in UTF-16' prose.utf16 \
    zb-decode zb-decode \
    iconv 'iconv -f UTF-16 -t UTF-8'
