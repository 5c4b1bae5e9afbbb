"""The dateline that opens a news text: where it was filed, when, and by which agency.

Known shapes, each in any script::

    Seoul (ANTARA) - ...             KUALA LUMPUR, 22 Nov (Bernama) -- ...
    JAKARTA, KOMPAS.com - ...        TEMPO.CO, Jakarta - ...
    (ANSA) - ROMA, 03 GIU - ...      МОСКВА, 3 июн — РИА Новости. ...
    MOSCOW, June 3. /TASS/. ...      (서울=연합뉴스) 홍길동 기자 = ...
    【ソウル共同】...                  新华社北京6月3日电（记者张三）...
    PORT ALDER — ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.normalisation.agencies import Agency, alias_pattern, find_agency
from newscrawl.normalisation.lexicon import Lexicon, key
from newscrawl.text.cleaning import collapse

__all__ = ["Dateline", "read_dateline"]

_LONGEST = 140
_LONGEST_PLACE = 40
_MOST_PLACE_WORDS = 5
_MOST_NAME_WORDS = 2
_SHORTEST_PLACE = 3
_DASH = "\u2010-\u2015\u2212-"
_PARENTHESIS = re.compile(
    rf"(?P<lead>[^()（）]{{0,70}}?)\s*[(（](?P<inside>[^()（）]{{2,60}})[)）]"
    rf"\s*(?P<mark>[.:।]?\s?[{_DASH}]{{1,3}}|[:।]|)\s*"
)
_SLASHES = re.compile(
    rf"(?P<lead>[^/]{{2,60}}?)\s*/(?P<inside>[^/]{{2,30}})/[.,:]?\s*[{_DASH}]*\s*"
)
_DASHED = re.compile(rf"(?P<lead>[^()（）]{{2,70}}?)(?:\s+[{_DASH}]{{1,3}}\s+|[—–]|\.-\s*)")
_AGENCY_AFTER = re.compile(rf"(?P<inside>[^.,:{_DASH}]{{2,30}})(?:[.,:]\s|\s?[{_DASH}]\s)\s*")
_PLACE_AFTER = re.compile(rf"(?P<lead>[^(){_DASH}]{{2,50}}?)\s*[{_DASH}]{{1,2}}\s+")
_STOPPED = re.compile(r"(?P<lead>[^()।.:]{2,60})[।.:]\s*")
_BRACKETS = re.compile(r"[【\[［](?P<inside>[^】\]］]{2,40})[】\]］]\s*(?:[—–-]\s+)?")
_DATE_AT_END = re.compile(r"(?:\s|[(（])?\d{1,2}日?$|[(（]?\d{0,2}月?\d{1,2}日[)）]?$|[(（].*$")
_CHINESE_DATE = r"(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)"
_CREDIT_AFTER = re.compile(r"[(（](?P<paren>[^()（）]{2,60})[)）]\s*|(?P<signed>[^=\n]{2,40}?) = ")
# A full stop parts place and date ("KYIV. June 3"), but not a month from its day ("Dec. 21").
_SPLIT = re.compile(r"\s*[,،、;]\s*|(?<=\w{3})\.\s+(?!\d)")
_PLACE_AND_DAY = re.compile(r"(?P<place>[^\W\d][^\d]*?)\s+(?P<date>\d{1,2}\.?\s+[^\W\d].*)")
_AGENCY_SPLIT = re.compile(r"\s*[/,=·、]\s*|\s-\s")
_EDGES = " .,-–—।"
_HAS_DIGIT = re.compile(r"\d")
_DOMAIN = re.compile(r"[\w-]+\.(?:com|co|net|org|id|ru|tv|info|news)(?:\.\w{2})?", re.IGNORECASE)
_LOWER_PARTICLES = frozenset(
    "de la del do da dos das di du le les el al am an der sur upon".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    ``place`` and ``date`` are as printed. ``organisations`` are canonical names, as printed
    where unknown; ``agency`` is the first when it is known. ``credit`` is a line of names
    that stands within it. ``end`` is where the text proper begins.
    """

    end: int
    place: str | None = None
    date: str | None = None
    organisations: tuple[str, ...] = ()
    agency: Agency | None = None
    credit: str | None = None


def read_dateline(text: str, words: Lexicon) -> Dateline | None:
    """Return the dateline that *text* begins with, None when there is none."""
    head = text[:_LONGEST]
    found = (
        _chinese(head)
        or _bracketed(head)
        or _parenthesised(head, words)
        or _slashed(head)
        or _dashed(head, words)
        or _stopped(head, words)
    )
    return _with_credit(found, head, words) if found else None


def _parenthesised(head: str, words: Lexicon) -> Dateline | None:
    match = _PARENTHESIS.match(head)
    if match is None:
        return None
    lead, inside, mark = match["lead"], match["inside"], match["mark"]
    if "=" in inside:
        place, _, inside = inside.partition("=")
        lead = lead or place
        mark = mark or "="
    known = any(find_agency(part) for part in _AGENCY_SPLIT.split(inside))
    if not (known or (mark and lead and _looks_like_agency(inside))):
        return None
    if not lead and mark and (after := _PLACE_AFTER.match(head, match.end())) is not None:
        placed = _build(after.end(), after["lead"], inside)
        if placed is not None and _is_shouted(after["lead"], words):
            return placed
    return _build(match.end(), lead, inside)


def _slashed(head: str) -> Dateline | None:
    match = _SLASHES.match(head)
    if match is None or find_agency(match["inside"]) is None:
        return None
    return _build(match.end(), match["lead"], match["inside"])


def _dashed(head: str, words: Lexicon) -> Dateline | None:
    match = _DASHED.match(head)
    if match is None:
        return None
    lead = match["lead"]
    parts = _SPLIT.split(lead)
    named = [part for part in parts if find_agency(part) or _DOMAIN.fullmatch(part)]
    if named and len(parts) <= _MOST_PLACE_WORDS:
        return _build(match.end(), ", ".join(p for p in parts if p not in named), ", ".join(named))
    after = _AGENCY_AFTER.match(head, match.end())
    if after is not None and find_agency(after["inside"]) is not None:
        return _build(after.end(), lead, after["inside"])
    bare = match.group()[len(lead) :].strip()
    if _is_shouted(lead, words) or (bare in words.bare_datelines and _is_short_name(lead)):
        return _build(match.end(), lead, "")
    return None


def _stopped(head: str, words: Lexicon) -> Dateline | None:
    match = _STOPPED.match(head)
    if match is None:
        return None
    parts = _SPLIT.split(match["lead"])
    if len(parts) > 1 and find_agency(parts[-1]) is not None:
        return _build(match.end(), ", ".join(parts[:-1]), parts[-1])
    if ":" in words.bare_datelines and match.group().rstrip().endswith(":"):
        return _build(match.end(), parts[0], "") if _is_shouted(match["lead"], words) else None
    return None


def _bracketed(head: str) -> Dateline | None:
    match = _BRACKETS.match(head)
    if match is None:
        return None
    inside = match["inside"]
    name = _spaceless_agency().search(inside)
    known = name.group() if name else inside.split()[-1]
    agency = find_agency(known)
    if agency is None:
        return None
    lead = collapse(inside.replace(known, " ")).strip("=＝・")
    place = _DATE_AT_END.sub("", lead).strip()
    date = lead[len(place) :].strip(" ()（）") or None
    return Dateline(match.end(), place or None, date, (agency.name,), agency)


def _chinese(head: str) -> Dateline | None:
    match = _chinese_wire().match(head)
    if match is None:
        return None
    agency = find_agency(match["agency"])
    names = (agency.name,) if agency else ()
    credit = match["credit"]
    return Dateline(match.end(), match["place"] or None, match["date"], names, agency, credit)


@lru_cache(maxsize=1)
def _spaceless_agency() -> re.Pattern[str]:
    return re.compile(alias_pattern())


@lru_cache(maxsize=1)
def _chinese_wire() -> re.Pattern[str]:
    return re.compile(
        rf"[(（【]?(?P<agency>{alias_pattern()})(?:[|｜讯]|\s)*"
        r"(?P<credit>(?:记者|記者)\s?[\u3400-\u9fff]{2,3}(?=[\u3400-\u9fff]{2,4}\d))?"
        rf"(?P<place>[^\W\d_]{{0,12}}?)\s?{_CHINESE_DATE}[电電讯訊][)）】]?\s*"
    )


def _with_credit(found: Dateline, head: str, words: Lexicon) -> Dateline:
    match = _CREDIT_AFTER.match(head, found.end)
    if match is None or found.credit:
        return found
    credit = (match["paren"] or match["signed"]).strip()
    if not any(title in key(credit) for title in words.titles):
        return found
    end = match.end() if match["signed"] else found.end
    return Dateline(end, found.place, found.date, found.organisations, found.agency, credit)


def _build(end: int, lead: str, inside: str) -> Dateline | None:
    """Sort the pieces before the mark into place and date, those of *inside* into names."""
    pieces = list(_pieces(lead))
    dated = (number for number, piece in enumerate(pieces) if _HAS_DIGIT.search(piece))
    first_date = next(dated, len(pieces))
    places = pieces[:first_date]
    # As printed, from where it begins: "2025. május 3., péntek" is one date in three pieces.
    dates = [lead[lead.index(piece) :].strip(_EDGES) for piece in pieces[first_date:][:1]]
    inner = [piece.strip() for piece in _AGENCY_SPLIT.split(inside) if piece.strip()]
    dates += [piece for piece in inner if _HAS_DIGIT.search(piece) and not find_agency(piece)]
    place = ", ".join(places)
    if place and not _is_place(place):
        return None
    names = [name for name in inner if name not in dates]
    agencies = [find_agency(name) for name in names]
    known = [
        agency.name if agency else name
        for agency, name in zip(agencies, names, strict=True)
        if agency or not name.islower()
    ]
    first = next((agency for agency in agencies if agency), None)
    if not (place or names):
        return None
    return Dateline(
        end, place or None, ", ".join(dates) or None, tuple(dict.fromkeys(known)), first
    )


def _pieces(lead: str) -> Iterator[str]:
    """Yield the pieces before the mark; a day without a comma is parted from its place."""
    for piece in _SPLIT.split(lead):
        if (match := _PLACE_AND_DAY.fullmatch(piece)) is not None:
            yield from (match["place"].strip(_EDGES), match["date"].strip(_EDGES))
        elif bare := piece.strip(_EDGES):
            yield bare


def _is_place(text: str) -> bool:
    if len(text) > _LONGEST_PLACE:
        return False
    words = text.replace("/", " ").split()
    if len(words) > _MOST_PLACE_WORDS:
        return False
    return all(not word[0].islower() or word in _LOWER_PARTICLES for word in words)


def _is_shouted(text: str, words: Lexicon) -> bool:
    """Whether *text* is in capitals, as agencies print places: "PORT ALDER, 3 May"."""
    place = _SPLIT.split(text)[0]
    if key(place) in words.not_places:
        return False
    return (
        place.isupper()
        and len(place) >= _SHORTEST_PLACE
        and not _HAS_DIGIT.search(place)
        and _is_place(place)
    )


def _is_short_name(text: str) -> bool:
    return len(text.split()) <= _MOST_NAME_WORDS and text.istitle() and len(text) <= _LONGEST_PLACE


def _looks_like_agency(text: str) -> bool:
    """Whether an unknown name stands as agencies do: in capitals, or as a domain."""
    name = _AGENCY_SPLIT.split(text)[0]
    return (name.isupper() and len(name.split()) <= _MOST_NAME_WORDS) or _DOMAIN.fullmatch(
        name
    ) is not None
