"""Sign-offs: lines that are agencies, or the initials of those who wrote, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.normalisation.agencies import find_agency, opens_name
from newscrawl.normalisation.lines import Kind, Line
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.wording import Wording
from newscrawl.text.sentences import ends_sentence

__all__ = ["LONGEST_SIGN_OFF", "signed"]

LONGEST_SIGN_OFF = 60
_LONGEST_INITIALS = 3
_PAIR = 2
_EDGES = ' .,;:()（）[]【】/<>*–—-=#"“”'
_SPLIT = re.compile(r"\s*[/,+&·–—]\s*|\s-\s|\s")
_JOINED = re.compile("[/–—]")
# Before an agency: "F. L. (with AFP)".
_LEADING_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,3}\s?[(/]?(?=\w)")
_OPENING_BRACKETS = ("(", "（")
# "(Laras Widodo)": who wrote, in brackets of its own.
_BRACKETED_NAME = re.compile(r"[(（][^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z][^\W\d_]+){1,3}[)）]\.?")
# "Le Courrier des Monts (avec AFP)": the house, and which agency helped.
_HOUSED = re.compile(r"(?P<house>[^\W\d_a-z][^().!?:;\d]{2,40})\s\((?P<inside>[^()]{5,40})\)")
_SPACE = re.compile(r"\s+")


def signed(line: Line, known: Wording) -> Line | None:
    """Recognise a line of agencies alone: "(dpa)", "- BERNAMA", "/ritzau/", "(avec AFP)"."""
    if len(line.text) > LONGEST_SIGN_OFF:
        return None
    housed = _HOUSED.fullmatch(line.text) if line.text.endswith(")") else None
    if housed is not None and known.writes_as_name(housed["house"]):
        companion = known.companions.at_start(housed["inside"], _SPACE)
        if companion and (agencies := _agencies(housed["inside"][companion.rest :])):
            return replace(line, kind=Kind.SIGN_OFF, value=agencies)
    bare = line.text.strip(_EDGES)
    if "." in bare:
        bare = _LEADING_INITIALS.sub("", bare, count=1)
    if (companion := known.companions.at_start(bare, _SPACE)) is not None:
        bare = bare[companion.rest :]
    if agencies := _shared(bare) or _agencies(bare):
        return replace(line, kind=Kind.SIGN_OFF, value=agencies)
    named = line.text.startswith(_OPENING_BRACKETS) and _BRACKETED_NAME.fullmatch(line.text)
    people = named and read_people(line.text[1:-1], known.language).persons
    return replace(line, kind=Kind.SIGN_OFF, value="") if people else None


def _agencies(text: str) -> str | None:
    """Return the agencies that *text* names with nothing else but initials."""
    # Most lines open with a word: what follows it matters only behind initials or an agency.
    if text[: _LONGEST_INITIALS + 1].isalpha() and len(text) > _LONGEST_INITIALS:
        opens = opens_name(text)
    else:
        first = _SPLIT.split(text, 1)[0]
        opens = not first or _are_initials(first) or opens_name(text)
    if not opens:
        return None
    if find_agency(text) is not None:
        return text
    # One word that is neither an agency nor initials is enough.
    words = (word for word in text.split() if len(word) > _LONGEST_INITIALS and word.isalpha())
    if any(find_agency(word) is None for word in words):
        return None
    names = [name for name in _SPLIT.split(text) if name]
    agencies, initials = [], []
    for name in names:
        if find_agency(name) is not None:
            agencies.append(name)
        elif len(name) <= _LONGEST_INITIALS:
            initials.append(name)
        else:
            return None
    lower, upper = all(map(str.islower, initials)), all(map(str.isupper, initials))
    joined = _JOINED.search(text) is not None
    signs = agencies and (lower or (upper and (joined or names[0] in agencies)))
    return ", ".join(agencies) if signs else None


def _are_initials(name: str) -> bool:
    return len(name) <= _LONGEST_INITIALS and (name.islower() or name.isupper())


def _shared(text: str) -> str | None:
    """Return the agency that shares *text* with one other by a stroke: "Mia Berg/dpa"."""
    parts = text.split("/")
    if len(parts) != _PAIR or ends_sentence(text):
        return None
    return next((part for part in parts if find_agency(part.strip()) is not None), None)
