"""Chinese datelines: wires, reports and who wrote them.

::

    新华社北京6月3日电（记者张三）...    〔記者張三／台北報導〕...    本报讯（记者 何伟）...
"""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.normalisation.agencies import alias_pattern, find_agency
from newscrawl.normalisation.origins import Dateline

__all__ = ["are_reporters", "read_chinese", "read_filing"]

_REPORTERS = ("记者", "記者")
_TITLES_OPEN = ("记", "記", "通", "实", "實")
# What the date of a wire story ends with: telegram, message.
_WIRED = frozenset("电電讯訊")
_DATE = r"(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)"


def read_chinese(head: str) -> Dateline | None:
    """Return the dateline that *head* begins with as in China and Taiwan, None for none."""
    return _wired(head) or _reported(head)


def read_filing(line: str) -> Dateline | None:
    """Return the dateline that a byline of its own is, as in Taiwan: "記者張三／台北報導"."""
    match = _report().fullmatch(f"（{line}）") if line.startswith(_REPORTERS) else None
    return Dateline(0, match["place"], credit=match["credit"]) if match else None


def are_reporters(line: str) -> bool:
    """Whether *line* is names behind their titles and nothing else: "记者 何伟 通讯员 王五"."""
    return line[:1] in _TITLES_OPEN and _credits().fullmatch(line) is not None


def _wired(head: str) -> Dateline | None:
    # All names in scripts without spaces stand behind the ideographic space in Unicode.
    if max(head[:2], default="") <= "\u3000" or _WIRED.isdisjoint(head):
        return None
    match = _wire().match(head)
    if match is None:
        return None
    agency = find_agency(match["agency"])
    names = (agency.name,) if agency else ()
    credit = match["credit"]
    return Dateline(match.end(), match["place"] or None, match["date"], names, agency, credit)


def _reported(head: str) -> Dateline | None:
    if not any(map(head.__contains__, _REPORTERS)):
        return None
    if (match := _report().match(head)) is not None:
        return Dateline(match.end(), match["place"], credit=match["credit"])
    match = _news().match(head)
    return Dateline(match.end(), credit=match["credit"]) if match else None


@lru_cache(maxsize=1)
def _report() -> re.Pattern[str]:
    return re.compile(
        r"[〔（(\[【](?P<credit>(?:本[报報])?(?:记者|記者)\s?[\u3400-\u9fff、]{2,16})[／/]"
        r"(?P<place>[\u3400-\u9fff]{2,8}?)(?:[综綜]合|[连連][线線]|即[时時])?(?:報導|报道|报导|電|电)[〕）)\]】]\s*"
    )


@lru_cache(maxsize=1)
def _news() -> re.Pattern[str]:
    """Return the pattern of which paper has the news, and who wrote it.

    "本报讯（记者 何伟 通讯员 张三）".
    """
    return re.compile(
        r"[\u3400-\u9fff]{2,10}(?:(?:\d{1,2}月)?(?:\d{1,2}日)?(?:讯|訊)|(?:\d{1,2}月)?\d{1,2}日(?:电|電))"
        r"\s?[（(](?P<credit>(?:本[报報])?(?:记者|記者)"
        r"\s?[\u3400-\u9fff]{2,4}?(?:[\s、](?!通[讯訊])[\u3400-\u9fff]{2,4}?){0,4})"
        r"(?:\s?(?:通讯员|通訊員)[^（）()]{2,20})?[）)]\s*"
    )


@lru_cache(maxsize=1)
def _wire() -> re.Pattern[str]:
    return re.compile(
        rf"[(（【]?(?P<agency>{alias_pattern()})(?:[|｜讯]|\s)*"
        r"(?P<credit>(?:记者|記者)\s?[\u3400-\u9fff]{2,3}(?=[\u3400-\u9fff]{2,4}\d))?"
        rf"(?P<place>[^\W\d_]{{0,12}}?)\s?{_DATE}[电電讯訊][)）】]?\s*"
    )


@lru_cache(maxsize=1)
def _credits() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:记者|記者|通讯员|通訊員|实习生|實習生)(?:[\s、][\u3400-\u9fff]{2,4}){1,3}\s?){2,3}"
    )
