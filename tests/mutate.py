#!/usr/bin/env python3
"""Runs a filter over damaged inputs; each must end in time with status 0, 1 or 2, at most with messages.

usage: mutate.py [-8 | -f] COUNT KEEP PROGRAM [OPTION ...] -- SEED ...
The damage is random but the same every time. For each input: no crash, no hang; stdout is UTF-8 where the
input is (with -8 always); stderr is lines that open with the program's name; there are some where the
status is not 0, but for what -f says finds things and has written them (status 1). Where the output is records, every row has as many cells as the header. Inputs that fail
are kept in the directory KEEP. Exit status: 0 all held, 1 not.
"""
import csv, io, os, random, subprocess, sys

TOKENS = [t if isinstance(t, bytes) else t.encode() for t in (
    '"', '""', ',', '\n', '\r', '\r\n', '\n\n', '\t', b'\0', b'\x80', b'\xff', b'\xfe\xff', b'\xff\xfe',
    b'\xef\xbb\xbf', b'\x81\x30\x81\x30', b'\xc0\x80', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xe4\xba',
    '-', '.', '%', '1', '9' * 400, '0.' + '0' * 400 + '1', '1e400', '-0', '+5', '1,234.5', '１２．５％', '亿', '万', '万亿元',
    '亿元', '亩', '美元', '个百分点', '分别', '和', '、', '，', '。', '；', '其中', '比', '年', '“十三五”', '2020年', '2016-2020年', '增长', '下降',
    '达到', '第三', '翻一番', '約', '(', ')', '（', '[1]', '②', '：', '∶', '　', '\u200b', '𠮷', '锟斤拷', 'level', 'growth', 'target')]


def mutate(rnd, seeds):
    data = bytearray(rnd.choice(seeds))
    for _ in range(rnd.choice((1, 1, 2, 3, 8))):
        at = rnd.randrange(len(data) + 1)
        end = min(len(data), at + rnd.choice((1, 1, 2, 5, 30, 300)))
        how = rnd.randrange(8)
        if how == 0 and at < len(data):
            data[at] = rnd.randrange(256)
        elif how == 1:
            del data[at:end]
        elif how == 2:
            data[at:at] = rnd.choice(TOKENS)
        elif how == 3:
            data[at:at] = data[at:end] * rnd.choice((1, 2, 50))
        elif how == 4:
            del data[at:]
        elif how == 5:
            other = rnd.choice(seeds)
            start = rnd.randrange(len(other) + 1)
            data[at:end] = other[start:start + rnd.randrange(200)]
        elif how == 6:
            data[at:at] = rnd.choice(TOKENS) * rnd.choice((2, 10, 200))
        else:
            data[at:end] = rnd.choice(TOKENS)
    return bytes(data)


def is_utf8(data):
    try:
        data.decode()
        return True
    except UnicodeDecodeError:
        return False


def wrong(command, data, always_utf8, finds):
    """What is wrong with the run, or None; of one that finds things, status 1 may say so by its output."""
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return "does not end"
    name = os.path.basename(command[0]).encode() + b": "
    lines = run.stderr.split(b"\n")[:-1] if run.stderr else []
    if run.returncode not in (0, 1, 2):
        return f"status {run.returncode}: {run.stderr[-2000:].decode(errors='replace')}"
    found = finds and run.returncode == 1 and run.stdout.count(b"\n") > 1
    if (run.returncode > 0 and not lines and not found) or not all(line.startswith(name) for line in lines):
        return f"status {run.returncode} with messages {lines[:3]}"
    if not is_utf8(run.stdout) and (always_utf8 or is_utf8(data)):
        return "output is not UTF-8"
    text = run.stdout.decode(errors="replace")
    if run.returncode < 2 and text.startswith("region,"):
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        if any(len(row) != len(rows[0]) for row in rows):
            return "rows of different width"
    return None


def main(argv):
    always_utf8, finds = argv[0] == "-8", argv[0] == "-f"
    argv = argv[always_utf8 or finds:]
    count, keep, rest = int(argv[0]), argv[1], argv[2:]
    split = rest.index("--")
    command, seeds = rest[:split], []
    for path in rest[split + 1:]:
        with open(path, "rb") as f:
            seeds.append(f.read())
    csv.field_size_limit(1 << 30)
    rnd, bad = random.Random(2020), 0
    for i in range(count):
        data = mutate(rnd, seeds)
        why = wrong(command, data, always_utf8, finds)
        if why:
            bad += 1
            os.makedirs(keep, exist_ok=True)
            path = os.path.join(keep, f"{os.path.basename(command[0])}-{i}")
            with open(path, "wb") as f:
                f.write(data)
            print(f"{' '.join(command)} <{path}: {why}")
            if bad == 5:
                break
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
