#!/usr/bin/env python3
"""What properties.bats asks for that a shell cannot do well. All random things are the same every time.

usage: properties.py text NAME SIZE    a random text that iconv can write in the encoding NAME, in UTF-8, of
                                       so many characters
       properties.py csv COUNT         random CSV in 1.csv ...: quotes, line ends of all kinds, rows that are refused
       properties.py deal N SEED FILE  deals the rows of FILE at random to N files, 0.csv ...
       properties.py pieces COUNT COMMAND [ARG ...] <INPUT
                   runs the command with INPUT as a pipe that delivers it in two pieces, cut at COUNT places,
                   and once in pieces of random sizes; says on stdout where its output, messages or status
                   are not those of INPUT as a whole
       properties.py units             every unit to every other one of its dimension and back, by zb-units
"""
import csv, fcntl, io, os, random, struct, subprocess, sys, termios, time
from fractions import Fraction

COMMON = ("全区市县实现社会消费品零售总额亿元万美吨增长下降比上年同期均其中出口进外贸投资第三产业农林牧渔城镇居民人口就业收入"
          "支付价格指数一二四五六七八九十两百千分别和与及占达到超过约近余左右以内不低于的为由从至較億國區縣產業務")
MARKS = "，。、；：（）“”《》％—·　"


def iconv(data, source, target, *options):
    run = subprocess.run(["iconv", *options, "-f", source, "-t", target], input=data, capture_output=True)
    return run.stdout if run.returncode == 0 or "-c" in options else None


def text(name, size):
    """Sentences of figures, with words of any characters that the encoding has; no marks, no controls."""
    rnd = random.Random(f"{name} {size}")
    lines = []
    while size > 0:
        line = ""
        for _ in range(rnd.randrange(1, 40)):
            how = rnd.randrange(10)
            if how < 6:
                line += "".join(rnd.choice(COMMON) for _ in range(rnd.randrange(1, 12)))
            elif how < 8:
                line += f"{rnd.randrange(10 ** rnd.randrange(1, 7))}{rnd.choice(('', '.5', '.08'))}{rnd.choice(('%', '亿元', ',', ' ', ''))}"
            elif how < 9:
                line += rnd.choice(MARKS)
            else: # any hanzi: as rare as in texts, or the encoding could not be found
                line += chr(rnd.randrange(0x4E00, 0x9FA6))
        lines.append(line)
        size -= len(line)
    data = "".join(line + "\n" for line in lines).encode()
    # what the encoding does not have is left out
    return iconv(iconv(data, "UTF-8", name, "-c"), name, "UTF-8")


def records(seed):
    rnd = random.Random(seed)
    columns = rnd.randrange(1, 6)
    out = io.StringIO()

    def field():
        value = "".join(rnd.choice(("", "a", "区", "290.5", ",", '"', "\n", "\r\n", " ", "-", "\t")) for _ in range(rnd.randrange(5)))
        if rnd.randrange(40) == 0:
            return rnd.choice(('x"y', '"x"y', 'z"')) # a stray quote
        if rnd.randrange(3) == 0 or any(c in value for c in ',"\r\n'):
            return '"' + value.replace('"', '""') + '"'
        return value

    end = rnd.choice(("\n", "\n", "\r\n", "\r"))
    out.write(rnd.choice(("", "", "\ufeff")))
    out.write(",".join(f'"{i} ""n"""' if rnd.randrange(4) == 0 else f"n{i}" for i in range(columns)) + end)
    for _ in range(rnd.randrange(40)):
        width = columns + (rnd.choice((-1, 1)) if rnd.randrange(12) == 0 else 0)
        out.write(",".join(field() for _ in range(max(width, 1))) + rnd.choice((end, end, end, "\n", end + end)))
    return out.getvalue().encode()


def deal(count, seed, path):
    rnd = random.Random(seed)
    with open(path, encoding="utf-8", newline="") as f:
        header, *rows = f.readlines()
    parts = [[] for _ in range(count)]
    for row in rows:
        rnd.choice(parts).append(row)
    for i, part in enumerate(parts):
        with open(f"{i}.csv", "w", encoding="utf-8", newline="") as f:
            f.write(header + "".join(part))


def run_in_pieces(command, pieces):
    """Each piece is written once the one before has been read: no read gets more than one."""
    read_end, write_end = os.pipe()
    with subprocess.Popen(command, stdin=read_end, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
        for piece in pieces:
            at = 0
            while at < len(piece):
                while struct.unpack("i", fcntl.ioctl(read_end, termios.FIONREAD, b"\0" * 4))[0] > 0 and p.poll() is None:
                    time.sleep(0.0002)
                if p.poll() is not None: # it ended early, and may
                    break
                at += os.write(write_end, piece[at:at + 65536])
        os.close(write_end)
        os.close(read_end)
        out, err = p.communicate(timeout=60)
        return out, err, p.returncode


def pieces(count, command):
    data = sys.stdin.buffer.read()
    rnd = random.Random(count)
    wanted = run_in_pieces(command, [data])
    cuts = [[at] for at in (range(1, len(data)) if len(data) <= count else sorted(rnd.sample(range(1, len(data)), count)))]
    cuts.append(sorted(rnd.sample(range(1, len(data)), min(len(data) - 1, 30))))
    for cut in cuts:
        ends = [0, *cut, len(data)]
        got = run_in_pieces(command, [data[a:b] for a, b in zip(ends, ends[1:])])
        for what, a, b in zip(("output", "messages", "status"), wanted, got):
            if a != b:
                print(f"{' '.join(command)}: cut at {cut}: other {what}: {b!r}, whole: {a!r}")
                return 1
    return 0


def convert(rows, to):
    """Values (value, unit) by zb-units --to each of the units."""
    options = [word for unit in to for word in ("--to", unit)]
    data = "value,unit\n" + "".join(f"{value},{unit}\n" for value, unit in rows)
    run = subprocess.run(["zb-units", *options], input=data.encode(), capture_output=True, check=False)
    got = [row.split(",") for row in run.stdout.decode().splitlines()[1:]]
    assert run.returncode == 0 and not run.stderr and len(got) == len(rows), (to, run.stderr)
    return got


def is_finite(q):
    rest = q.denominator
    for prime in 2, 5:
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def is_power(q):
    for n in q.numerator, q.denominator:
        while n % 10 == 0:
            n //= 10
        if n != 1:
            return False
    return True


def places(value):
    return len(value.partition(".")[2])


def units():
    with open(os.path.join(os.path.dirname(__file__), "../tools/dict/units.csv"), encoding="utf-8", newline="") as f:
        lines = csv.DictReader((line for line in f if not line.startswith("#")), strict=True)
        dimensions = {}
        for row in lines:
            unit, factor = row["unit"], Fraction(int(row["num"]), int(row["den"]))
            known = dimensions.setdefault(row["dimension"], [])
            known.append((unit, factor))
            if unit[0] not in "十百千万亿%‰":
                known.append(("万" + unit, 10000 * factor))
    rnd = random.Random(7)
    most = max(map(len, dimensions.values()))
    exact = same = rounded = 0
    for j in range(most):
        for k in range(most):
            pairs = [(d[j], d[k]) for d in dimensions.values() if j != k and len(d) > max(j, k)]
            if not pairs:
                continue
            values = [rnd.choice(("0", "7", "-3.40", "164.80", "0.05", "123456789012345678901234567890.5",
                                  f"{rnd.randrange(10 ** 9)}.{rnd.randrange(10 ** 4):04d}")) for _ in pairs]
            there = convert([(v, a) for v, ((a, _), _) in zip(values, pairs)], [b for _, (b, _) in pairs])
            back = convert(there, [a for (a, _), _ in pairs])
            for value, ((a, of_a), (b, of_b)), (there_value, there_unit), (back_value, back_unit) in zip(values, pairs, there, back):
                where = (value, a, b, there_value, back_value)
                q = of_a / of_b
                assert (there_unit, back_unit) == (b, a), (where, there_unit, back_unit)
                if is_finite(q):
                    assert Fraction(there_value) == Fraction(value) * q, where
                if is_finite(q) and is_finite(1 / q):
                    assert Fraction(back_value) == Fraction(value), where
                    exact += 1
                    if is_power(q) and q < 1: # no place is gained or lost on the way
                        assert back_value == value, where
                        same += 1
                else: # rounded, but not so that the published digits are lost
                    unit = Fraction(1, 10 ** places(value))
                    assert abs(Fraction(back_value) - Fraction(value)) * 2 < unit, where
                    rounded += 1
    assert exact > 1000 and same > 500 and rounded > 400, (exact, same, rounded)
    print(f"{exact} pairs of units exact, {same} of them to the same digits, {rounded} to those published")


def main(argv):
    what, *rest = argv
    if what == "text":
        sys.stdout.buffer.write(text(rest[0], int(rest[1])))
    elif what == "csv":
        for seed in range(1, int(rest[0]) + 1):
            with open(f"{seed}.csv", "wb") as f:
                f.write(records(seed))
    elif what == "deal":
        deal(int(rest[0]), int(rest[1]), rest[2])
    elif what == "pieces":
        return pieces(int(rest[0]), rest[1:])
    elif what == "units":
        units()
    else:
        sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
