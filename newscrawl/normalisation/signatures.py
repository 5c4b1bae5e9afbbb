"""Signatures: lines that are names and little else, of people, agencies or photographers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import compress

from newscrawl.normalisation.agencies import find_agency, opens_name
from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.credits import segments
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.inference import names_day
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.lines import Kind, Line, is_title, size
from newscrawl.normalisation.people import People, read_people, without_places
from newscrawl.normalisation.titled_names import LONGEST_SIGNATURE, titled
from newscrawl.normalisation.wording import Wording, wording
from newscrawl.text.scripts import is_spaceless_letter, is_uncased_letter
from newscrawl.text.sentences import ends_sentence

__all__ = [
    "LONGEST_NAMES",
    "LONGEST_SIGNATURE",
    "LONGEST_SIGN_OFF",
    "captioned",
    "ended",
    "phrased",
    "signed",
]

LONGEST_NAMES = 24
_LONGEST_PROMPT = 14
_LONGEST_CAPTION = 45
_LONGEST_CREDIT = 100
LONGEST_SIGN_OFF = 60
_LONGEST_INITIALS = 3
_PAIR = 2
_SIGN_OFF_EDGES = ' .,;:()（）[]【】/<>*–—-=#"“”'
_SIGN_OFF_SPLIT = re.compile(r"\s*[/,+&·–—]\s*|\s-\s|\s")
_JOINED = re.compile("[/–—]")
# Before an agency: "F. L. (with AFP)".
_LEADING_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?){1,3}\s?[(/]?(?=\w)")
_PHOTO_DESK = re.compile(r"\s+(?:foto|photo)$", re.IGNORECASE)
_DESKS = ("foto", "photo")
# No credit of a picture is without one: what no line has need not be looked for in each.
_EQUAL_SIGNS = ("=", "＝")
_CREDIT_MARKS = ("/", ":", *_EQUAL_SIGNS)
_OPENING_BRACKETS = ("(", "（")
_CLOSING_BRACKETS = (")", "）", "]", "】")
_CREDIT_SIGNS = frozenset([*_CREDIT_MARKS, *_CLOSING_BRACKETS])
# What stands before the label of a credit, and behind it up to the end of the caption: a bracket
# that closes, a colon and a name.
_CREDITS = (
    (re.compile(r"[(（\[【][^\w()]{0,2}"), re.compile(r"\b[^()\[\]]{0,80}[)）\]】]\.?$")),
    (
        # Behind a sentence, no second one: "Image: the public face of a brand."
        re.compile(r"\s(?:[|–—-]\s|(?<=[.!?…]\s)(?![^:]*:\s?(?:[a-z]|\w+(?:\s\S+){5,}[.!?…]$)))"),
        re.compile(r"\s?:[^:]{1,80}$"),
    ),
)
_EQUALS = re.compile(r"\s?[=＝][^=]{1,60}$")
_WIRE_CREDIT = re.compile(
    r"[(（\[](?P<agency>[^()/\[\]]{2,30})/[^()\[\]]{2,60}[)）\]]\.?$"
    r"|(?<=[.!?]\s)(?P<bare>[^\W\d][\w ]{1,20})/[^\W\d][^/.()]{2,40}$"
    r"|\b(?P<desk>\w{2,20})\s(?:foto|photo)\s?/[^/]{2,60}(?:/[^/]{1,20})?$",
    re.IGNORECASE,
)
_ASIDES = re.compile(r"\s*[,;|/]\s*|\s[-–—]\s")
# "(Laras Widodo)": who wrote, in brackets of its own.
_BRACKETED_NAME = re.compile(r"[(（][^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z][^\W\d_]+){1,3}[)）]\.?")
# "Le Courrier des Monts (avec AFP)": the house, and which agency helped.
_HOUSED = re.compile(r"(?P<house>[^\W\d_a-z][^().!?:;\d]{2,40})\s\((?P<inside>[^()]{5,40})\)")
_PHRASE_LEAD = re.compile(r"[\s(（–—-]{0,3}")
_PHRASE_END = re.compile(r"\s*:\s*|\s+(?:[–—-]\s+)?|(?<=['’])")
_CLOSING = " .)!।。！\t\n\xa0\u3000"
_SPACE = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")


def ended(line: Line, known: Wording) -> Line | None:
    """Recognise names before their words: "X contributed to this report"."""
    if (ending := _ending(line, known)) is None:
        return None
    start, role = ending
    if role is Role.PROMPT:
        return replace(line, kind=role) if line.size <= _LONGEST_PROMPT else None
    value = line.text[:start].strip(" (")
    # A lone word may end any sentence.
    alone = " " not in line.text[start:].strip()
    if alone and role is Role.CONTRIBUTORS and not _is_names(role, value, known.language):
        return None
    return replace(line, kind=role, value=value)


def phrased(line: Line, known: Wording) -> Line | None:
    """Recognise names behind their words, "By X", or with a title alone."""
    text = line.text
    if (phrase := known.phrases.at_start(text, _PHRASE_END, _PHRASE_LEAD)) is None:
        return titled(line, known)
    role = known.words.phrases[phrase.phrase]
    if text[0] in "(（":
        return replace(line, kind=role, value=text.strip("()（） "))
    value = _before_date(text[phrase.rest :], known.language)
    return (
        replace(line, kind=role, value=value)
        if _is_signature(role, value, known.language)
        else None
    )


def _before_date(value: str, language: str | None) -> str:
    """Return what stands in *value* before a bar and a date, age or section."""
    names, bar, rest = value.partition(" | ")
    if not (bar and _DIGIT.search(rest)):
        # "Jane Doe | Health": a section; "Jane Doe | Sam Poe" are two.
        short = bar and size(rest) <= _PAIR and is_title(rest)
        return names if short and not are_full_names(rest, language) else value
    dated = find_date(rest, language=language).moment is not None or names_day(rest, language)
    return names if dated or is_debris(Line(rest, 0), language) else value


def _ending(line: Line, known: Wording) -> tuple[int, Role] | None:
    """Return where the words begin that end *line* behind names, and their role."""
    text, folded = line.text, line.folded
    bare = folded.rstrip(_CLOSING)
    if not bare.endswith(_bare_endings(known.language)):
        return None
    spans = known.endings.closing(folded, len(bare))
    found = [span for span in spans if _stands_apart(text, span[0])]
    if not found:
        return None
    start, end = min(found, key=lambda span: (span[0], -span[1]))
    return start, known.words.endings[folded[start:end]]


def _stands_apart(text: str, start: int) -> bool:
    """Whether words that begin at *start* are told from what stands before them."""
    before = text[start - 1 : start]
    return (
        before.isspace()
        or is_spaceless_letter(before)
        or is_spaceless_letter(text[start : start + 1])
    )


@lru_cache(maxsize=64)
def _bare_endings(language: str | None) -> tuple[str, ...]:
    """Return the words that end a line of names, without the marks at their own ends."""
    return tuple({ending.rstrip(_CLOSING) for ending in wording(language).words.endings})


def _is_signature(role: Role, value: str, language: str | None) -> bool:
    """Whether *value* is names alone: "A in Paris and B; Editing by C"."""
    return all(_is_names(part, text, language) for part, text in segments(role, value, language))


def _is_names(role: Role, value: str, language: str | None) -> bool:
    people = read_people(value, language)
    if role in {Role.PHOTO, Role.SOURCES} or people.organisations:
        return is_title(value) and size(value) <= LONGEST_SIGNATURE
    width = _untitled_width(_DIGIT.split(value, maxsplit=1)[0], people, language)
    named = sum(len(name) for name in people.persons)
    whole = any(size(name) > 1 or is_uncased_letter(name[:1]) for name in people.persons)
    return whole and 2 * named >= width and size(value) <= LONGEST_NAMES


def _untitled_width(names: str, people: People, language: str | None) -> int:
    """Return how many characters of *names*, where *people* are named, are more than a title."""
    known = wording(language)
    lead, first, _ = names.partition(people.persons[0]) if people.persons else ("", "", "")
    led = key(lead.rstrip())
    if first and known.titles.starts(led, len(led)):
        names = names.removeprefix(lead)
    apart = _ASIDES.split(without_places(names, language))
    asides = (part for part in apart if not known.ends_in_title(part))
    return sum(map(len, asides))


def signed(line: Line, known: Wording) -> Line | None:
    """Recognise a line of agencies alone: "(dpa)", "- BERNAMA", "/ritzau/", "(avec AFP)"."""
    if len(line.text) > LONGEST_SIGN_OFF:
        return None
    housed = _HOUSED.fullmatch(line.text) if line.text.endswith(")") else None
    if housed is not None and known.writes_as_name(housed["house"]):
        companion = known.companions.at_start(housed["inside"], _SPACE)
        if companion and (agencies := _agencies(housed["inside"][companion.rest :])):
            return replace(line, kind=Kind.SIGN_OFF, value=agencies)
    bare = line.text.strip(_SIGN_OFF_EDGES)
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
        first = _SIGN_OFF_SPLIT.split(text, 1)[0]
        opens = not first or _are_initials(first) or opens_name(text)
    if not opens:
        return None
    if find_agency(text) is not None:
        return text
    # One word that is neither an agency nor initials is enough.
    words = (word for word in text.split() if len(word) > _LONGEST_INITIALS and word.isalpha())
    if any(find_agency(word) is None for word in words):
        return None
    names = [name for name in _SIGN_OFF_SPLIT.split(text) if name]
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


def captioned(line: Line, known: Wording) -> Line | None:
    """Recognise a caption by the credit of its picture: "... (Foto: X)", "... (REUTERS/X)"."""
    if line.size > _LONGEST_CAPTION:
        return None
    agency = line.text.partition("/")[0]
    desk = agency[-5:].lower().endswith(_DESKS) and _PHOTO_DESK.search(agency)
    if desk and find_agency(_PHOTO_DESK.sub("", agency)) is not None:
        return replace(line, kind=Role.PHOTO)
    if line.signs.isdisjoint(_CREDIT_SIGNS):
        return None
    start = max(0, len(line.text) - _LONGEST_CREDIT)
    if not _may_be_credit(line.text[start:]):
        return None
    if _is_credited(line.text, start, known):
        return replace(line, kind=Role.PHOTO)
    wire = _WIRE_CREDIT.search(line.text, start) if "/" in line.text else None
    if wire is None:
        return None
    agency = _PHOTO_DESK.sub("", wire["desk"] or wire["bare"] or wire["agency"])
    return replace(line, kind=Role.PHOTO) if find_agency(agency) is not None else None


def _may_be_credit(end: str) -> bool:
    """Whether the *end* of a line has one of the marks that every credit has."""
    if any(map(end.__contains__, _CREDIT_MARKS)):
        return True
    return end.removesuffix(".").endswith(_CLOSING_BRACKETS)


def _is_credited(text: str, since: int, known: Wording) -> bool:
    """Whether behind *since* a label of pictures opens the brackets, or the words, at the end."""
    labels = known.photo
    may_be = (text.removesuffix(".").endswith(_CLOSING_BRACKETS), ":" in text)
    for lead, after in compress(_CREDITS, may_be):
        places = (match.end() for match in lead.finditer(text, since))
        if any(labels.at_start(text, after, since=place) for place in places):
            return True
    equals = _EQUALS.search(text, since) if any(map(text.__contains__, _EQUAL_SIGNS)) else None
    return equals is not None and bool(labels.starts(key(text), equals.start()))
