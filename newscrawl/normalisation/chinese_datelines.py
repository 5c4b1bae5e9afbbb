"""Chinese datelines: wires, reports and who wrote them.

::

    新华社北京6月3日电（记者张三）...    〔記者張三／台北報導〕...    本报讯（记者 何伟）...

Their words: ``data/chinese_datelines.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from newscrawl.knowledge import read_data
from newscrawl.normalisation.agencies import alias_pattern, find_agency
from newscrawl.normalisation.origins import Dateline
from newscrawl.text.expressions import alternation

__all__ = ["are_reporters", "closes_wire", "read_chinese", "read_filing", "without_filing"]

_HAN = r"[\u3400-\u9fff]"
_DAY = r"(?:\d{1,2}月)?\d{1,2}日"
_DATE = rf"(?:\d{{4}}年)?{_DAY}"


def read_chinese(head: str) -> Dateline | None:
    """Return the dateline that *head* begins with as in China and Taiwan, None for none."""
    return _wired(head) or _reported(head)


def read_filing(line: str) -> Dateline | None:
    """Return the dateline that a byline of its own is, as in Taiwan: "記者張三／台北報導"."""
    match = _report().fullmatch(f"（{line}）") if line.startswith(_words()["reporters"]) else None
    return Dateline(0, match["place"], credit=match["credit"]) if match else None


def without_filing(text: str) -> str:
    """Return *text* without the place that its report was filed from: "記者林怡君／台北報導"."""
    return text if _filing_ends().isdisjoint(text) else _filing().sub("", text)


def are_reporters(line: str) -> bool:
    """Whether *line* is names behind their titles and nothing else: "记者 何伟 通讯员 王五"."""
    words = _words()
    is_opened = line.startswith((*words["reporters"], *words["helpers"]))
    return is_opened and _credits().fullmatch(line) is not None


def closes_wire(line: str) -> bool:
    """Whether *line* ends as a dateline of a wire in brackets does: "（中央社台北3日電）"."""
    return line.endswith("）") and line[:-1].endswith(_words()["telegrams"])


def _wired(head: str) -> Dateline | None:
    # All names in scripts without spaces stand behind the ideographic space in Unicode.
    if max(head[:2], default="") <= "\u3000" or _wired_ends().isdisjoint(head):
        return None
    match = _wire().match(head)
    if match is None:
        return None
    agency = find_agency(match["agency"])
    names = (agency.name,) if agency else ()
    credit = match["credit"]
    return Dateline(match.end(), match["place"] or None, match["date"], names, agency, credit)


def _reported(head: str) -> Dateline | None:
    if not any(map(head.__contains__, _words()["reporters"])):
        return None
    if (match := _report().match(head)) is not None:
        return Dateline(match.end(), match["place"], credit=match["credit"])
    match = _news().match(head)
    return Dateline(match.end(), credit=match["credit"]) if match else None


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    tables = read_data("chinese_datelines")
    return {name: tuple(listed.split()) for name, listed in tables.items()}


def _any_of(*names: str) -> str:
    """Return the group of the words of all *names*."""
    return f"(?:{alternation(word for name in names for word in _words()[name])})"


@lru_cache(maxsize=1)
def _wired_ends() -> frozenset[str]:
    return frozenset(_words()["telegrams"] + _words()["messages"])


@lru_cache(maxsize=1)
def _filing_ends() -> frozenset[str]:
    """Return the last letters of what a filing ends with."""
    return _wired_ends().union(word[-1] for word in _words()["reports"])


@lru_cache(maxsize=1)
def _filing() -> re.Pattern[str]:
    ends = _any_of("reports", "telegrams", "messages")
    return re.compile(rf"\s*[／/｜]\s*{_HAN}{{1,10}}{ends}(?!{_HAN})")


@lru_cache(maxsize=1)
def _report() -> re.Pattern[str]:
    return re.compile(
        rf"[〔（(\[【](?P<credit>{_any_of('ours')}?{_any_of('reporters')}\s?[\u3400-\u9fff、]{{2,16}})"
        rf"[／/](?P<place>{_HAN}{{2,8}}?){_any_of('manners')}?{_any_of('reports', 'telegrams')}"
        r"[〕）)\]】]\s*"
    )


@lru_cache(maxsize=1)
def _news() -> re.Pattern[str]:
    """Return the pattern of which paper has the news, and who wrote it.

    "本报讯（记者 何伟 通讯员 张三）".
    """
    messages, name = _any_of("messages"), rf"{_HAN}{{2,4}}?"
    return re.compile(
        rf"{_HAN}{{2,10}}(?:(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{messages}|{_DAY}{_any_of('telegrams')})"
        rf"\s?[（(](?P<credit>{_any_of('ours')}?{_any_of('reporters')}"
        rf"\s?{name}(?:[\s、](?!{_any_of('helpers')}){name}){{0,4}})"
        rf"(?:\s?{_any_of('helpers')}[^（）()]{{2,20}})?[）)]\s*"
    )


@lru_cache(maxsize=1)
def _wire() -> re.Pattern[str]:
    messages = _any_of("messages")
    return re.compile(
        rf"[(（【]?(?P<agency>{alias_pattern()})(?:[|｜\s]|{messages})*"
        rf"(?P<credit>{_any_of('reporters')}\s?{_HAN}{{2,3}}(?={_HAN}{{2,4}}\d))?"
        rf"(?P<place>[^\W\d_]{{0,12}}?)\s?(?P<date>{_DATE}){_any_of('telegrams', 'messages')}"
        r"[)）】]?\s*"
    )


@lru_cache(maxsize=1)
def _credits() -> re.Pattern[str]:
    titles = _any_of("reporters", "helpers")
    return re.compile(rf"(?:{titles}(?:[\s、]{_HAN}{{2,4}}){{1,3}}\s?){{2,3}}")
