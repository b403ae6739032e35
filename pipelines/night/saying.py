# What the scripts in Python say on stderr, in the language that the file `language` left in ZB_LANGUAGE.
import os
import re
import sys


def translated(text):
    """The text in that language, where there is a catalogue of it: beside the programs, which are on PATH."""
    locale, languages = (os.environ.get(name, "") for name in ("ZB_LANGUAGE", "LANGUAGE"))
    if locale in ("", "C", "POSIX") or re.match(r"(C|POSIX|en)\b", (languages or locale).replace("_", " ")):
        return text
    import gettext  # by far most runs say nothing
    for folder in os.environ.get("PATH", "").split(":"):
        if os.path.exists(os.path.join(folder, "zb-cat")):
            place = os.path.join(folder, "../share/locale")
            try:
                return gettext.translation("zhibiao", place, (languages or locale).split(":"), fallback=True).gettext(text)
            except (OSError, ValueError, UnicodeDecodeError):  # no whole catalogue
                break
    return text


def say(file, text, *words):
    """A line NAME: FILE: TEXT; text is a literal of a script, with a % for each of the words."""
    line = "%s: %s" % (file, translated(text) % words if words else translated(text))
    print("%s: %s" % (os.path.basename(sys.argv[0]), re.sub(r"[\x00-\x1f\x7f]", "?", line)), file=sys.stderr)


def fail(file, text, *words):
    """The same, and the end: what is buffered stays unwritten, no half output that looks whole."""
    say(file, text, *words)
    sys.stderr.flush()
    os._exit(2)
