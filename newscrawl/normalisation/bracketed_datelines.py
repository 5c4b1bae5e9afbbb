"""Datelines in square brackets, as in Japan and Korea: "【ソウル共同】", "[남해=새벽일보]"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from newscrawl.normalisation.agencies import alias_pattern, find_agency
from newscrawl.normalisation.lexicon import Lexicon
from newscrawl.normalisation.origins import Dateline, build, may_be_place
from newscrawl.text.cleaning import collapse
from newscrawl.text.expressions import on_demand

__all__ = ["place_and_paper", "read_bracketed"]

_BRACKETS = re.compile(r"[【\[［](?P<inside>[^】\]］]{2,40})[】\]］]\s*(?:[—–-]\s+)?")
# "【函館】": the place alone, as papers of Japan's regions have it.
_BARE_PLACE = on_demand(r"【[\u30a0-\u30ff\u3400-\u9fff々]{2,6}】")
# "남해=새벽일보 김모래 기자": the place, the paper, and who wrote from there.
_PLACE_AND_PAPER = on_demand(
    r"(?P<place>[가-힣]{2,6})=(?P<paper>[가-힣A-Za-z]{3,13})"
    r"(?:\s(?P<credit>[가-힣]{2,4}\s?[가-힣]{2,5}))?"
)
# "浜名原＝山野辺透": the place, and who wrote from there.
_PLACE_AND_NAME = on_demand(
    r"(?P<place>[\u30a0-\u30ff\u3400-\u9fff々]{2,8})[＝=]"
    r"(?P<name>[\u3040-\u30ff\u3400-\u9fff々]{3,6})"
)
_DATE_AT_END = re.compile(r"(?:\s|[(（])?\d{1,2}日?$|[(（]?\d{0,2}月?\d{1,2}日[)）]?$|[(（].*$")


def place_and_paper(inside: str, words: Lexicon) -> re.Match[str] | None:
    """Return what stands in the brackets of a Korean dateline, by how its paper is called."""
    match = _PLACE_AND_PAPER().fullmatch(inside) if "=" in inside else None
    if match is None or not match["paper"].endswith(tuple(words.outlets)):
        return None
    is_credited = not match["credit"] or match["credit"].endswith(tuple(words.titles))
    return match if is_credited and may_be_place(match["place"], words) else None


def read_bracketed(head: str, words: Lexicon) -> Dateline | None:
    """Return the dateline in brackets that *head* begins with, None for none."""
    match = _BRACKETS.match(head)
    if match is None:
        return None
    inside = match["inside"]
    if (filed := place_and_paper(inside, words)) is not None:
        found = build(match.end(), filed["place"], filed["paper"])
        return found and replace(found, credit=filed["credit"])
    name = _spaceless_agency().search(inside)
    known = name.group() if name else inside.split()[-1]
    agency = find_agency(known)
    if agency is None:
        signed = _PLACE_AND_NAME().fullmatch(inside) if "=" in inside or "＝" in inside else None
        if signed is not None and may_be_place(signed["place"], words):
            return Dateline(match.end(), signed["place"], credit=signed["name"])
        is_bare = "】" in words.bare_datelines and _BARE_PLACE().match(head)
        is_place = is_bare and inside not in words.not_places
        return Dateline(match.end(), inside) if is_place else None
    lead = collapse(inside.replace(known, " ")).strip("=＝・")
    place = _DATE_AT_END.sub("", lead).strip()
    date = lead[len(place) :].strip(" ()（）") or None
    return Dateline(match.end(), place or None, date, (agency.name,), agency)


@lru_cache(maxsize=1)
def _spaceless_agency() -> re.Pattern[str]:
    return re.compile(alias_pattern())
