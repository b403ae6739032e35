#!/usr/bin/python3
# Whether tools/messages finds all that C sources say, and whether all of it is translated where it is shown.
# usage: messages.py FILE ...
# A format is one literal, or literals that are marked N_() each: of a choice xgettext takes only the first one it sees, and
# it knows no macro but those of inttypes.h. A word among the arguments is translated(), or a name of the data.
import re
import sys

FORMATS = {"msg": 2, "die": 2, "reject": 3, "rec_reject": 1, "tally_add": 2, "scene_explain": 2, "fault": 4, "doubt": 1,
           "dict_bad": 3, "one_of": 4, "damaged": 1, "progress_no_data": 1}
DATA = {"level", "region", "indicator", "content.xml"}
LITERAL = r'(?:"(?:\\.|[^"\\])*"|PRI[a-z]\w+|\s)+'


def arguments(text, at):
    """The arguments of the call whose bracket opens before at, or None where it is a declaration."""
    found, start, depth = [], at, 0
    for m in re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'|[][(){},]').finditer(text, at):
        if m[0] in "([{":
            depth += 1
        elif m[0] in ")]}" and depth > 0:
            depth -= 1
        elif depth == 0 and m[0] in ",)":
            found.append(text[start:m.start()])
            start = m.end()
            if m[0] == ")":
                return found if text[m.end():].lstrip()[:1] == ";" else None
    return None


def unmarked(text):
    """The literals of an argument that are in no N_() or translated()."""
    text = re.sub(r"\b(N_|translated|view_of)\(%s\)" % LITERAL, "", text)
    return [piece for piece in re.findall(LITERAL, text) if '"' in piece]


bad = 0
for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as source:
        text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), source.read(), flags=re.S)

    def say(at, what):
        global bad
        bad = 1
        print("%s:%d: %s" % (file, text.count("\n", 0, at) + 1, what))

    for call in re.finditer(r"(?<![\w.>])(%s)\(" % "|".join(FORMATS), text):
        given = arguments(text, call.end())
        if given is None or len(given) <= FORMATS[call[1]] or "va_list" in given[-1] or given[-1].strip() == "...":
            continue
        shape = given[FORMATS[call[1]]]
        literals = unmarked(shape)
        if literals and not re.fullmatch(r"\s*%s\s*" % LITERAL, shape):
            say(call.start(), "N_() is missing around a format: %s" % literals[0].strip())
        if "{" in "".join(given[:FORMATS[call[1]]]):
            say(call.start(), "xgettext counts the commas of {}: the row needs a name")
        for argument in given[FORMATS[call[1]] + 1:]:
            for literal in unmarked(argument):
                word = literal.strip()[1:-1]
                if re.search("[A-Za-z]{2}", word) and word not in DATA:
                    say(call.start(), "translated() is missing around an argument: %s" % literal.strip())
sys.exit(bad)
