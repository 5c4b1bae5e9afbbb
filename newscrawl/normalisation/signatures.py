"""Signatures: lines that are names and little else, of people, agencies or photographers."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.credits import segments
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.lines import Kind, Line, is_title, size
from newscrawl.normalisation.patterns import Patterns, patterns, role_of
from newscrawl.normalisation.people import read_people
from newscrawl.text.cleaning import collapse

__all__ = [
    "LONGEST_NAMES",
    "LONGEST_SIGNATURE",
    "LONGEST_SIGN_OFF",
    "captioned",
    "phrased",
    "signed",
]

LONGEST_NAMES = 24
LONGEST_SIGNATURE = 8
_LONGEST_PROMPT = 14
_LONGEST_CAPTION = 45
_LONGEST_CREDIT = 100
LONGEST_SIGN_OFF = 60
_LONGEST_INITIALS = 3
_SIGN_OFF_EDGES = ' .,;:()（）[]【】/<>*–—-=#"“”'
_SIGN_OFF_SPLIT = re.compile(r"\s*[/,+&·]\s*|\s-\s|\s")
_PHOTO_DESK = re.compile(r"\s+(?:foto|photo)$", re.IGNORECASE)
_DESKS = ("foto", "photo")
# No credit of a picture is without one: what no line has need not be looked for in each.
_CREDIT_MARK = re.compile(r"[/:=＝]|[)）\]】]\.?$")
_ASIDES = re.compile(r"\s*[,;|/]\s*|\s[-–—]\s")
# "(Laras Widodo)": who wrote, in brackets of its own.
_BRACKETED_NAME = re.compile(r"[(（][^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z][^\W\d_]+){1,3}[)）]\.?")
_BEFORE_NUMBER = re.compile(r"[^\d]*")


def phrased(line: Line, known: Patterns) -> Line | None:
    """Recognise names behind or before their words: "By X", "X contributed to this report"."""
    text = line.text
    if (match := known.ending.search(text, len(text) - LONGEST_SIGN_OFF)) is not None:
        role = role_of(match, known.words.endings)
        if role is Role.PROMPT:
            return replace(line, kind=role) if size(text) <= _LONGEST_PROMPT else None
        return replace(line, kind=role, value=text[: match.start()].strip(" (")) if role else None
    if (match := known.phrase.match(text)) is None:
        return _titled(line, known)
    role = role_of(match, known.words.phrases)
    if role is None:
        return None
    if text[0] in "(（":
        return replace(line, kind=role, value=text.strip("()（） "))
    value = text[match.end() :]
    return (
        replace(line, kind=role, value=value)
        if _is_signature(role, value, known.language)
        else None
    )


def _is_signature(role: Role, value: str, language: str | None) -> bool:
    """Whether *value* is names alone: "A in Paris and B; Editing by C"."""
    return all(_is_names(part, text, language) for part, text in segments(role, value, language))


def _is_names(role: Role, value: str, language: str | None) -> bool:
    people = read_people(value, language)
    if role in {Role.PHOTO, Role.SOURCES} or people.organisations:
        return is_title(value) and size(value) <= LONGEST_SIGNATURE
    before_date = _BEFORE_NUMBER.match(value)
    width = _untitled_width(before_date.group() if before_date else value, language)
    named = sum(len(name) for name in people.persons)
    whole = any(size(name) > 1 for name in people.persons)
    return whole and 2 * named >= width and size(value) <= LONGEST_NAMES


def _untitled_width(names: str, language: str | None) -> int:
    """Return how many characters of *names* are more than somebody's title."""
    titles = patterns(language).words.titles
    return sum(len(part) for part in _ASIDES.split(names) if key(part) not in titles)


def _titled(line: Line, known: Patterns) -> Line | None:
    """Recognise a name with its title and nothing else: "홍길동 기자"."""
    if size(line.text) > LONGEST_SIGNATURE or known.titled.search(line.text) is None:
        return None
    people = read_people(line.text, known.language)
    if len(people.persons) != 1 or people.persons[0] == line.text:
        return None
    rest = collapse(line.text.replace(people.persons[0], " ", 1)).strip(" ,=|-")
    is_title_only = key(rest) in known.words.titles or "@" in rest
    return replace(line, kind=Role.AUTHORS) if is_title_only else None


def signed(line: Line, known: Patterns) -> Line | None:
    """Recognise a line of agencies alone: "(dpa)", "- BERNAMA", "/ritzau/", "(avec AFP)"."""
    if len(line.text) > LONGEST_SIGN_OFF:
        return None
    if _BRACKETED_NAME.fullmatch(line.text) and read_people(line.text[1:-1]).persons:
        return replace(line, kind=Kind.SIGN_OFF, value="")
    bare = known.companion.sub("", line.text.strip(_SIGN_OFF_EDGES))
    if find_agency(bare) is not None:
        return replace(line, kind=Kind.SIGN_OFF, value=bare)
    names = [name for name in _SIGN_OFF_SPLIT.split(bare) if name]
    agencies, initials = [], []
    for name in names:
        if find_agency(name) is not None:
            agencies.append(name)
        elif len(name) <= _LONGEST_INITIALS:
            initials.append(name)
        else:
            return None
    lower, upper = all(map(str.islower, initials)), all(map(str.isupper, initials))
    if agencies and (lower or (upper and names[0] in agencies)):
        return replace(line, kind=Kind.SIGN_OFF, value=", ".join(agencies))
    return None


def captioned(line: Line, known: Patterns) -> Line | None:
    """Recognise a caption by the credit of its picture: "... (Foto: X)", "... (REUTERS/X)"."""
    if size(line.text) > _LONGEST_CAPTION:
        return None
    agency = line.text.partition("/")[0]
    desk = agency[-5:].lower().endswith(_DESKS) and _PHOTO_DESK.search(agency)
    if desk and find_agency(_PHOTO_DESK.sub("", agency)) is not None:
        return replace(line, kind=Role.PHOTO)
    start = max(0, len(line.text) - _LONGEST_CREDIT)
    if _CREDIT_MARK.search(line.text, start) is None:
        return None
    match = known.captioned.search(line.text, start)
    if match is None:
        return None
    agency = match["desk"] or match["agency"]
    if agency and find_agency(_PHOTO_DESK.sub("", agency)) is None:
        return None
    return replace(line, kind=Role.PHOTO)
