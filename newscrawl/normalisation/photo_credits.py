"""Photo credits: captions told by the credit that ends them, and the words of such credits.

What they say in no single language: ``data/photo_credits.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import compress

from newscrawl.knowledge import read_data
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.wording import Wording
from newscrawl.text.expressions import alternation

__all__ = [
    "captioned",
    "giver_pattern",
    "is_shared",
    "is_wire",
    "offer_pattern",
    "unlabelled_pattern",
]

_LONGEST_CAPTION = 45
_LONGEST_CREDIT = 100
_MOST_PAPER_WORDS = 3
_JOINT = re.compile(r"\s?[/|]\s?|\svia\s")
# No credit of a picture is without one: what no line has need not be looked for in each.
_EQUAL_SIGNS = ("=", "＝")
_CREDIT_MARKS = ("/", ":", *_EQUAL_SIGNS)
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


def captioned(line: Line, known: Wording) -> Line | None:
    """Recognise a caption by the credit of its picture: "... (Foto: X)", "... (REUTERS/X)"."""
    if line.size > _LONGEST_CAPTION:
        return None
    agency = line.text.partition("/")[0]
    if (house := _without_desk(agency)) != agency and find_agency(house) is not None:
        return replace(line, kind=Role.PHOTO)
    if line.signs.isdisjoint(_CREDIT_SIGNS):
        return None
    start = max(0, len(line.text) - _LONGEST_CREDIT)
    if not _may_be_credit(line.text[start:]):
        return None
    if _is_credited(line.text, start, known):
        return replace(line, kind=Role.PHOTO)
    wire = _wire_credit().search(line.text, start) if "/" in line.text else None
    if wire is None:
        return None
    agency = _without_desk(wire["desk"] or wire["bare"] or wire["agency"])
    return replace(line, kind=Role.PHOTO) if find_agency(agency) is not None else None


def _without_desk(agency: str) -> str:
    """Return *agency* without the word for its desk of pictures: "ANTARA FOTO"."""
    # Most lines end in none.
    return _desk().sub("", agency) if agency[-5:].lower().endswith(_desks()) else agency


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


def is_wire(credit: str) -> bool:
    """Whether an agency opens *credit*, alone or with its desk: "ANTARA FOTO/X/y".

    Or it ends with who sells pictures: "Jo Lee/Getty Images".
    """
    if _any_desk().match(credit):
        return True
    if find_agency(_without_desk(credit.partition("/")[0])) is not None:
        return True
    # They are the same in every language; the words of all together are dear to read.
    return key(_JOINT.split(credit)[-1]) in lexicon("en").picture_houses


def is_shared(credit: str, language: str | None) -> bool:
    """Whether *credit* is a paper, whichever, and somebody's name in full: "Post/Ana Horta".

    Or the other way round.
    """
    paper, _, name = credit.partition("/")
    if are_full_names(paper.strip(), language) and not are_full_names(name.strip(), language):
        paper, name = name.strip(), paper
    parts = paper.split()
    called = 0 < len(parts) <= _MOST_PAPER_WORDS and all(part[0].isupper() for part in parts)
    return called and are_full_names(name.strip(), language)


@lru_cache(maxsize=1)
def offer_pattern() -> re.Pattern[str]:
    """Return the pattern of what is sold with a picture, at the end of its caption."""
    return re.compile(rf"\s*(?:{alternation(_words()['offers'])})$")


@lru_cache(maxsize=1)
def unlabelled_pattern() -> re.Pattern[str]:
    """Return the pattern of a credit that needs no label: "（砂野透子撮影）", "ANTARA FOTO/X"."""
    taken, desks = alternation(_words()["taken"]), alternation(_words()["desks"])
    return re.compile(
        r"(?:[(（＝=]\s?|[、，](?=[^)）]{4,24}$))"
        rf"(?P<taken>[^()（）＝=。、，\d]{{2,20}}){_behind_no_particle()}(?:{taken})[)）]?$"
        r"|[(（\[【](?P<inside>[^()（）\[\]]{2,60})[)）\]】]\.?$"
        rf"|(?:^|(?<=\s))(?P<wire>\w{{2,20}}\s(?:{desks})\s?/.{{2,60}})$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def giver_pattern() -> re.Pattern[str]:
    """Return the pattern of who gave the picture: "（港町提供）", "[강원도 제공. 재판매 금지]"."""
    given, prices = alternation(_words()["given"]), alternation(_words()["prices"])
    return re.compile(
        rf"(?:[(（\[【＝=]\s?)(?!{prices})"
        rf"(?P<giver>[^()（）\[\]＝=。、，]{{2,24}}?){_behind_no_particle()}\s?(?:{given})"
        r"(?:[.。,]\s?[^()（）\[\]]{2,40})?[)）\]】]?$"
    )


def _behind_no_particle() -> str:
    return "".join(f"(?<!{re.escape(particle)})" for particle in _words()["particles"])


@lru_cache(maxsize=1)
def _any_desk() -> re.Pattern[str]:
    """Return the pattern of whoever's desk, all in capitals: "ANTARA FOTO/X"."""
    return re.compile(rf"[A-Z]{{3,20}} (?:{alternation(_words()['desks']).upper()})\s?/")


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    """Return the words of credits that need no label, by what they say."""
    return {name: tuple(listed) for name, listed in read_data("photo_credits").items()}


@lru_cache(maxsize=1)
def _desks() -> tuple[str, ...]:
    return _words()["desks"]


@lru_cache(maxsize=1)
def _desk() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternation(_desks())})$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _wire_credit() -> re.Pattern[str]:
    return re.compile(
        r"[(（\[](?P<agency>[^()/\[\]]{2,30})/[^()\[\]]{2,60}[)）\]]\.?$"
        r"|(?<=[.!?]\s)(?P<bare>[^\W\d][\w ]{1,20})/[^\W\d][^/.()]{2,40}$"
        rf"|\b(?P<desk>\w{{2,20}})\s(?:{alternation(_desks())})\s?/[^/]{{2,60}}(?:/[^/]{{1,20}})?$",
        re.IGNORECASE,
    )
