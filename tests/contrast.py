"""Contrast of colours as WCAG 2 has it, and the blocks of custom properties of a page's style."""
import re


def lum(h):
    h = h.lstrip("#")
    h = h if len(h) == 6 else "".join(c * 2 for c in h)
    v = [int(h[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    v = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in v]
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]


def ratio(a, b):
    a, b = sorted((lum(a), lum(b)))
    return (b + 0.05) / (a + 0.05)


def blocks_of(css):
    return re.findall(r":root\{([^}]*--ground[^}]*)\}", css)
