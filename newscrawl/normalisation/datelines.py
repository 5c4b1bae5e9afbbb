"""The dateline that opens a news text: where it was filed, when, and by which agency.

Known shapes, each in any script::

    Seoul (ANTARA) - ...             KUALA LUMPUR, 22 Nov (Bernama) -- ...
    JAKARTA, KOMPAS.com - ...        TEMPO.CO, Jakarta - ...
    (ANSA) - ROMA, 03 GIU - ...      МОСКВА, 3 июн — РИА Новости. ...
    MOSCOW, June 3. /TASS/. ...      (서울=연합뉴스) 홍길동 기자 = ...
    PORT ALDER — ...                 【ソウル共同】...  【函館】...      जयपुर। ...
    [남해=새벽일보] ...                تهران- ایرنا- ...      जयपुर: ...

Those in square brackets: :mod:`.bracketed_datelines`; of China and Taiwan:
:mod:`.chinese_datelines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.normalisation.agencies import find_agency, same_organisation
from newscrawl.normalisation.bracketed_datelines import place_and_paper, read_bracketed
from newscrawl.normalisation.chinese_datelines import read_chinese
from newscrawl.normalisation.lexicon import Lexicon, key
from newscrawl.normalisation.origins import (
    INNER_SPLIT,
    MOST_PLACE_WORDS,
    SPLIT,
    Dateline,
    build,
    is_capitalised,
    is_domain,
    is_short_name,
    is_shouted,
    is_state,
    is_town,
    is_uncased,
    looks_like_agency,
    may_be_place,
)
from newscrawl.text.expressions import alternation

__all__ = ["Dateline", "read_dateline"]

_LONGEST = 140
_MOST_BARE_WORDS = 2
_DASH = "\u2010-\u2015\u2212-"
_DASHES = (*map(chr, range(0x2010, 0x2016)), "\u2212", "-")
_PARENTHESIS = re.compile(
    # Behind a town may stand its state: "Udupi (Karnataka), Nov 19 (PTI)".
    rf"(?P<lead>(?:[^\W\d_][\w ]{{1,24}} \([^\W\d_][\w ]{{1,20}}\),)?[^()（）]{{0,70}}?)"
    rf"\s*[(（](?P<inside>[^()（）]{{2,60}})[)）]"
    rf"\s*(?P<mark>[.:।]?\s?[{_DASH}]{{1,3}}|[:।]|)\s*"
)
_SLASHES = re.compile(
    rf"(?P<lead>[^/]{{2,60}}?)\s*/(?P<inside>[^/]{{2,30}})/[.,:]?\s*[{_DASH}]*\s*"
)
_DASHED = re.compile(
    rf"(?P<lead>[^()（）]{{2,70}}?)"
    rf"(?:\s+[{_DASH}]{{1,3}}\s+|[—–]|\.-\s*|(?<=[\u0600-\u06ff])-\s+)"
)
_DAY_AND_AGENCY = re.compile(
    r"(?P<day>[^\d]{3,12}\d{1,2}|\d{1,2}\.?\s[^\d]{3,12})\s(?P<agency>\w{2,12})"
)
_AGENCY_AFTER = re.compile(rf"(?P<inside>[^.,:{_DASH}]{{2,30}})(?:[.,:]\s|\s?[{_DASH}]\s)\s*")
_PLACE_AFTER = re.compile(rf"(?P<lead>[^(){_DASH}]{{2,50}}?)\s*[{_DASH}]{{1,2}}\s+")
_STOPPED = re.compile(r"(?P<lead>[^()।.:]{2,60})[।.:]\s*")
# "КИЇВ. 3 червня. УКРІНФОРМ. "
_DOTTED = re.compile(r"(?P<date>\d{1,2}\s[^\W\d_]{3,10})\.\s(?P<agency>[^.\d]{2,20})\.\s+")
# What is said begins with one: its speaker stands before the mark, and no place.
_QUOTES = ('"', "'", "“", "„", "‘", "«", "»")
_CREDIT_AFTER = re.compile(r"[(（](?P<paren>[^()（）]{2,60})[)）]\s*|(?P<signed>[^=\n]{2,40}?) = ")


def read_dateline(
    text: str, words: Lexicon, house: str | None = None, told: Iterable[str] = ()
) -> Dateline | None:
    """Return the dateline that *text* begins with, None when there is none.

    *house* is the publisher of the page, who may file a story as an agency does. A place that
    nothing but a full stop sets apart, "Arnstadt. Der ...", is one that the page has *told* of.
    """
    head = text[:_LONGEST]
    found = (
        read_chinese(head)
        or read_bracketed(head, words)
        or _parenthesised(head, words, house)
        or _slashed(head, words, house)
        or _dashed(head, words, house, told)
        or _stopped(head, words, told)
    )
    return _with_credit(found, head, words) if found else None


def _parenthesised(head: str, words: Lexicon, house: str | None) -> Dateline | None:
    match = _PARENTHESIS.match(head) if "(" in head or "（" in head else None
    if match is None:
        return None
    if not match["lead"] and (filed := place_and_paper(match["inside"], words)) is not None:
        return build(match.end(), filed["place"], filed["paper"])
    lead, inside, mark = match["lead"], match["inside"], match["mark"]
    if "=" in inside:
        place, _, inside = inside.partition("=")
        lead = lead or place
        mark = mark or "="
    known = any(find_agency(part) for part in INNER_SPLIT.split(inside))
    known = known or same_organisation(inside, house)
    after = _PLACE_AFTER.match(head, match.end()) if mark and not lead else None
    # "(Video) - LONDON": that is no agency.
    may_file = known or (is_capitalised(inside) and key(inside) not in words.not_places)
    if after is not None and may_file:
        placed = build(after.end(), after["lead"], inside)
        if placed is not None and is_shouted(after["lead"], words):
            return placed
    if not (known or (mark and lead and _is_filed_by(inside, lead, mark, words))):
        return None
    return build(match.end(), lead, inside)


def _is_filed_by(name: str, lead: str, mark: str, words: Lexicon) -> bool:
    """Whether an unknown *name* is an agency's: by its look, or by the place and the dash."""
    if looks_like_agency(name):
        return True
    dash = mark.strip()[-1:]
    bare = dash in words.bare_datelines and is_short_name(lead)
    return dash not in ":।" and (is_shouted(lead, words) or bare) and is_capitalised(name)


def _slashed(head: str, words: Lexicon, house: str | None) -> Dateline | None:
    match = _SLASHES.match(head) if "/" in head else None
    if match is None:
        return None
    lead, inside = match["lead"], match["inside"]
    # "Корр. ТАСС", with a space or without.
    title, stop, rest = inside.partition(".")
    name = rest.strip() if stop and key(title + stop) in words.titles else inside
    if find_agency(name) is None and not same_organisation(name, house):
        # A place and a day say of an unknown name that it is an agency's.
        dated = any(map(str.isdecimal, lead)) and is_shouted(lead, words)
        bare = " " not in name and key(name) not in words.not_places
        if not (dated and bare and is_capitalised(name)):
            return None
    return build(match.end(), lead, name)


def _filed_by(part: str) -> bool:
    """Whether *part* of a dateline is an agency or a domain; "Pa." is a state, and no PA."""
    return not is_state(part) and (find_agency(part) is not None or is_domain(part))


def _dashed(head: str, words: Lexicon, house: str | None, told: Iterable[str]) -> Dateline | None:
    match = _DASHED.match(head) if any(map(head.__contains__, _DASHES)) else None
    if match is None:
        return None
    lead = match["lead"]
    parts = SPLIT.split(lead)
    if len(parts) > 1 and (day := _DAY_AND_AGENCY.fullmatch(parts[-1])) is not None:
        # "SYDNEY, Nov 24 AAP - ".
        parts[-1:] = [day["day"], day["agency"]] if find_agency(day["agency"]) else parts[-1:]
    named = [part for part in parts if _filed_by(part)]
    # A paper may be called like its place: "CLEVELAND, Ohio".
    named += [part for part in parts[1:] if part not in named and same_organisation(part, house)]
    if named and len(parts) <= MOST_PLACE_WORDS:
        return build(match.end(), ", ".join(p for p in parts if p not in named), ", ".join(named))
    after = _AGENCY_AFTER.match(head, match.end())
    filed = after["inside"].strip() if after is not None else ""
    if after is not None and (find_agency(filed) or same_organisation(filed, house)):
        return build(after.end(), lead, after["inside"])
    bare = match.group()[len(lead) :].strip()
    if is_shouted(lead, words):
        return build(match.end(), lead, "")
    # A place is followed by a sentence; a name, perhaps, by what it is: "Orca - the ferry - sank".
    if head.startswith(_QUOTES, match.end()) or head[match.end() :][:1].islower():
        return None
    if not is_short_name(lead) or not may_be_place(lead, words):
        return None
    if bare in words.bare_datelines or (
        is_town(lead) and _is_told(lead, head[match.end() :], told, words)
    ):
        return build(match.end(), lead, "")
    return None


def _stopped(head: str, words: Lexicon, told: Iterable[str]) -> Dateline | None:
    match = _STOPPED.match(head)
    if match is None:
        return None
    dotted = _DOTTED.match(head, match.end())
    if dotted is not None and find_agency(dotted["agency"]) is not None:
        return build(dotted.end(), f"{match['lead']}, {dotted['date']}", dotted["agency"])
    parts = SPLIT.split(match["lead"])
    if len(parts) > 1 and find_agency(parts[-1]) is not None:
        return build(match.end(), ", ".join(parts[:-1]), parts[-1])
    mark, lead = match.group().rstrip()[-1], match["lead"]
    if mark == "." and f"{lead}." in told and is_town(lead) and may_be_place(lead, words):
        # So the page sets it apart in bold type.
        return build(match.end(), lead, "")
    if mark not in words.bare_datelines or head.startswith(_QUOTES, match.end()):
        return None
    few = len(lead.split()) <= _MOST_BARE_WORDS and may_be_place(lead, words)
    if mark == "।":
        return build(match.end(), lead, "") if few else None
    if mark == ".":
        rest = head[match.end() :]
        told_of = few and is_town(lead) and _is_told(lead, rest, told, words)
        shouted = few and is_shouted(lead, words) and rest[:1].isupper() and not rest.isupper()
        return build(match.end(), lead, "") if told_of or shouted else None
    if few and is_short_name(lead) and is_uncased(lead):
        return build(match.end(), lead, "")
    return build(match.end(), parts[0], "") if is_shouted(lead, words) else None


def _is_told(town: str, rest: str, told: Iterable[str], words: Lexicon) -> bool:
    """Whether what the page has *told* opens with *town*, or it or the *rest* has "in *town*".

    Where all nouns have capitals, a word with one may stand anywhere and be no place.
    """
    texts = [text for text in (rest, *told) if town in text]
    if not texts:
        return False
    name = rf"{re.escape(town)}(?!\w)"
    within = re.compile(rf"(?<!\w)(?i:{alternation(words.places)})\s{name}")
    opens = any(re.match(name, text) for text in texts if text is not rest)
    return opens or any(map(within.search, texts))


def _with_credit(found: Dateline, head: str, words: Lexicon) -> Dateline:
    match = _CREDIT_AFTER.match(head, found.end)
    if match is None or found.credit:
        return found
    credit = (match["paren"] or match["signed"]).strip()
    if not any(title in key(credit) for title in words.titles):
        return found
    end = match.end() if match["signed"] else found.end
    return Dateline(end, found.place, found.date, found.organisations, found.agency, credit)
