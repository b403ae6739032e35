"""Tries to compute the withheld cells of a masked table from all that was published.

usage: recover.py PUBLISHED [ORIGINAL]

A table of region, item and period is taken apart into what cannot be divided further: leaf of the
regions, leaf of the items, stretch of months between two ends of periods. Every cell is a sum of these.
A withheld cell that is a linear combination of published ones (exact elimination on fractions) is
printed. With ORIGINAL, the table with its column count, each reporter who is alone in a cell also
uses that one against the other cells of fewer than three.
This shares nothing with the program: no equations between totals and parts, no code.
Exit status: 0 nothing was recovered, 1 something was, 2 there was nothing to recover.
"""
import csv
import sys
from fractions import Fraction

TOTALS = {"", "合计", "全市"}


def months(period):
    def one(text):
        y = int(text[:4])
        if len(text) == 4:
            return y * 12, y * 12 + 12
        if text[5] == "Q":
            return y * 12 + 3 * int(text[6]) - 3, y * 12 + 3 * int(text[6])
        if text[5] == "H":
            return y * 12 + 6 * int(text[6]) - 6, y * 12 + 6 * int(text[6])
        return y * 12 + int(text[5:7]) - 1, y * 12 + int(text[5:7])

    ends = [one(t) for t in period.split("/")]
    return ends[0][0], ends[-1][1]


def leaves(values):
    values = {v for v in values if v not in TOTALS}
    return [v for v in values if not any(w.startswith(v + "/") for w in values)] or [""]


def under(value, all_leaves):
    if value in TOTALS:
        return all_leaves
    return [v for v in all_leaves if v == value or v.startswith(value + "/")]


class Span:
    """The span of vectors (dicts of fractions), in echelon form."""

    def __init__(self):
        self.rows = {}

    def rest(self, vector):
        v = dict(vector)
        out = {}
        while v:
            at = min(v)
            factor = v[at]
            row = self.rows.get(at)
            if row is None:
                out[at] = v.pop(at)
                continue
            for k, q in row.items():
                left = v.get(k, 0) - factor * q
                if left:
                    v[k] = left
                else:
                    v.pop(k, None)
        return out

    def add(self, vector):
        v = self.rest(vector)
        if v:
            at = min(v)
            self.rows[at] = {k: q / v[at] for k, q in v.items()}


def same_up_to_factor(a, b):
    if a.keys() != b.keys():
        return False
    k = next(iter(a))
    return all(a[i] * b[k] == b[i] * a[k] for i in a)


def key(row):
    return tuple("" if row[c] in TOTALS else row[c] for c in ("region", "item", "period"))


def main(argv):
    rows = list(csv.DictReader(open(argv[0], encoding="utf-8")))
    rows = [r for r in rows if r.get("measure", "level") == "level"]
    regions = leaves(r["region"] for r in rows)
    items = leaves(r["item"] for r in rows)
    spans = {r["period"]: months(r["period"]) for r in rows}
    ends = sorted({e for s in spans.values() for e in s})

    def form(row):
        first, end = spans[row["period"]]
        return {(a, b, e): Fraction(1) for a in under(row["region"], regions)
                for b in under(row["item"], items) for e in ends if first <= e < end}

    span = Span()
    withheld = {}
    for row in rows:
        if row["value"] == "":
            withheld[key(row)] = form(row)
        else:
            span.add(form(row))
    rest = {k: span.rest(f) for k, f in withheld.items()}
    found = [(k, "all") for k in rest if not rest[k]]
    if len(argv) > 1:
        counts = {}
        for row in csv.DictReader(open(argv[1], encoding="utf-8")):
            counts[key(row)] = int(row["count"])
        for s in rest:
            for k in rest:
                if counts[s] == 1 and k != s and 0 < counts[k] < 3 and withheld[k] != withheld[s] \
                        and rest[k] and same_up_to_factor(rest[s], rest[k]):
                    found.append((k, "the reporter in " + ",".join(s)))
    for k, who in found:
        print("recovered:", ",".join(k), "by", who)
    return 1 if found else 0 if withheld else 2


sys.exit(main(sys.argv[1:]))
