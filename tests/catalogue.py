#!/usr/bin/python3
# Whether what a catalogue says has the shape of what it translates. usage: catalogue.py FILE.po ...
# msgfmt --check says whether the formats fit, msgcmp whether all is there; this looks at the rest: the ends of a text, the
# lines of --help and what stands in them before the words, punctuation.
import ast
import re
import subprocess
import sys
import unicodedata

bad = 0


def entries(file):
    """The pairs of a catalogue, without its head."""
    text = subprocess.run(["msgcat", "--no-wrap", file], stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    for m in re.finditer(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)', text, re.M):
        pair = ["".join(map(ast.literal_eval, part.splitlines())) for part in m.groups()]
        if pair[0]:
            yield pair


def wide(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def option(line):
    """What a line of --help has before its words: options, or the blanks of a line that goes on."""
    m = re.match(r"(  +-.*?\S)(?=  )|( {4,})(?=\S)|  +[a-z]+ {2,}|  +-.*", line)
    return m[0] if m else ""


for po in sys.argv[1:]:
    for english, said in entries(po):
        wrong = []
        if re.match(r"\s*", english)[0] != re.match(r"\s*", said)[0] and said[0] not in "，；":
            wrong.append("begins otherwise")
        if english[-1] in ":\n" and said[-1] != english[-1]:
            wrong.append("ends otherwise")
        if "usage: " in english:
            a, b = english.split("\n"), said.split("\n")
            if len(a) != len(b):
                wrong.append("other number of lines")
            usage = False
            for x, y in zip(a, b):
                usage = x.startswith("usage: ") or (usage and x.startswith(" " * 6))
                if x.startswith("usage: "):
                    if not y.endswith(x[6:]):
                        wrong.append("other usage: " + y)
                elif usage:  # one column less: 用法 is narrower than usage
                    if x != " " + y:
                        wrong.append("other usage: " + y)
                elif option(x) != option(y):
                    wrong.append("other option: " + y)
                if wide(y) > max(wide(x), 80):
                    wrong.append("wider than it was: " + y)
                if set(re.findall(r"[A-Z]{4,}|[a-z]+\.csv|zb-[a-z]+", y)) - set(re.findall(r"[A-Z]{4,}|[a-z]+\.csv|zb-[a-z]+", english)):
                    wrong.append("another name: " + y)
        if re.search("[\u4e00-\u9fff],|, [\u4e00-\u9fff]|[\u4e00-\u9fff]\\(|[：]", said):
            wrong.append("punctuation")
        for what in wrong:
            bad = 1
            print("%s: %s: %s" % (po, english.split("\n")[0], what))
sys.exit(bad)
