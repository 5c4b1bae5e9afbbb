"""Sane characters: one normal form, no invisible marks, plain white space."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "clean_line", "collapse", "excerpt", "fold", "key", "strip_accents"]

# Zero-width space, joiners' invisible kin, soft hyphen, directional marks, word joiner, BOM,
# interlinear marks. ZWNJ and ZWJ (200c, 200d) stay: Persian and Indic spelling needs them.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffc"
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_UNWANTED = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
# Those of them that Python calls printable.
_GRAPHEME_JOINER, _OBJECT = "\u034f", "\ufffc"
# Stream-Safe Text Format (UAX #15, section 13): no writing needs more marks on one letter.
_MOST_MARKS = 30
_LONG = 2_000
"""In fewer characters no run of marks takes long."""
_PERHAPS_MARK = r"[^\w\s!-~]"
_PERHAPS_MARKS = re.compile(rf"{_PERHAPS_MARK}{{{_MOST_MARKS + 1},}}")
# Each run of those has three characters, one after another, of every tenth one of the text.
_STEP = 10
_SAMPLED_MARKS = re.compile(rf"{_PERHAPS_MARK}{{{(_MOST_MARKS + 1) // _STEP}}}")


def clean(text: str) -> str:
    """Return *text* in NFC without control and invisible characters; white space untouched.

    Of the combining marks on one letter of a long text the first 30 stay: to put more of them
    in order takes quadratic time.
    """
    # Of what is wanted most is printable, or is so but for its line feeds, as is told far sooner.
    is_wanted = text.isprintable() or text.replace("\n", "").isprintable()
    wanted = text if is_wanted else _UNWANTED.sub("", text)
    return wanted if wanted.isascii() else _composed(wanted)


def _composed(text: str) -> str:
    """Return *text*, which has no control characters, as :func:`clean` does."""
    # First, since a mark may stand behind what goes.
    if _GRAPHEME_JOINER in text or _OBJECT in text:
        text = _UNWANTED.sub("", text)
    if len(text) > _LONG and _SAMPLED_MARKS.search(text[::_STEP]):
        text = _PERHAPS_MARKS.sub(_with_few_marks, text)
    return unicodedata.normalize("NFC", text)


def _with_few_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def clean_line(text: str) -> str:
    """Return *text* as one line: cleaned, with single spaces and none at the ends."""
    line = text.strip()
    # Of all white space the space alone is printable: most texts are such a line already.
    if line.isprintable() and "  " not in line:
        if line.isascii():
            return line
        cleaned = _composed(line)
    else:
        line = " ".join(line.split())
        cleaned = clean(line)
    # Where something was taken out, spaces may have met.
    return line if cleaned is line else collapse(cleaned)


def collapse(text: str, *, keep_lines: bool = False) -> str:
    """Return *text* with each run of white space made one space, and none at the ends.

    With *keep_lines* line feeds stay, each free of surrounding spaces.
    """
    if keep_lines:
        return "\n".join(filter(None, map(collapse, text.splitlines())))
    line = text.strip()
    # As in most texts.
    return line if line.isprintable() and "  " not in line else " ".join(line.split())


def fold(text: str) -> str:
    """Return the form in which two spellings of one text compare equal: NFKC, no case."""
    if text.isascii():
        return clean(text).lower()
    return unicodedata.normalize("NFKC", clean(text)).casefold()


def key(text: str) -> str:
    """Return the form of *text* under which its words are looked up.

    Lower case, and one letter for those that a case-blind pattern takes for each other.
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s").replace("ς", "σ")


def strip_accents(text: str) -> str:
    """Return *text* without combining marks, for comparing names and labels."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    for mark in filter(unicodedata.combining, set(decomposed)):
        decomposed = decomposed.replace(mark, "")
    return decomposed


def excerpt(text: str, length: int) -> str:
    """Return *text* as one line of at most *length* characters, for a log or a table."""
    line = clean_line(text)
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
