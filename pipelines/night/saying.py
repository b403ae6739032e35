# What the scripts in Python say on stderr, in the language of who called them: as in the file `language`.
import os
import re
import sys


def translated(text):
    """The text in that language, where there is a catalogue of it, beside the programs."""
    names = "ZB_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"
    locale = next((os.environ[name] for name in names if os.environ.get(name)), "C")
    languages = os.environ.get("LANGUAGE") or locale
    if locale in ("C", "POSIX") or re.match(r"(C|POSIX|en)([_.:]|$)", languages):
        return text
    import gettext  # most runs say nothing

    here = os.path.dirname(os.path.realpath(__file__))
    for place in here + "/../../..", os.environ.get("ZB_BUILD") or here + "/../../build":
        try:
            return gettext.translation("zhibiao", place + "/share/locale", languages.split(":")).gettext(text)
        except (OSError, ValueError):  # it is not there, or no catalogue
            pass
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
