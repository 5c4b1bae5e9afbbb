"""Time zones, only where they are proven: written next to a time, or known of a publisher.

The names stand in ``data/zones.toml``. An abbreviation with several meanings (IST, CST) is settled
by the language, or by the publisher's own zone where that is one of its meanings; else it is left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from newscrawl.knowledge import read_data
from newscrawl.normalisation.calendar import plain
from newscrawl.text.language import normal_tag

__all__ = [
    "WrittenZone",
    "abbreviated_zone",
    "country_zone",
    "localize",
    "settle_zone",
    "written_zone",
    "zone_names",
    "zone_of",
]

_OFFSET = re.compile(r"(?:gmt|utc|ut)?\s?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,5}(?![^\W\d_])")
_NUMERIC = re.compile(
    r"(?P<zulu>(?<=\d)z(?![^\W_]))"
    r"|\s?[,(\[]?\s?(?:gmt|utc|ut)\s?(?P<base_sign>[+-])\s?"
    r"(?P<base_hours>\d{1,2})(?::?(?P<base_minutes>\d{2}))?(?!\d)"
    # Without a space, 10:22-12:30 is rather a span of time than a time with its offset.
    r"|(?:(?=\+)|(?<=:\d\d:\d\d)|(?<=t\d\d:\d\d)|(?<=\.\d{3})|\s[(\[]?)"
    r"(?P<sign>[+-])(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?(?!\d)"
)
_WORDS = re.compile(r"\s?[,(\[|]?\s?(?P<words>[^\W\d_][^\d,()\[\]|/]{0,40})")
_MOST_WORDS = 4
_FURTHEST = timedelta(hours=14)
_MINUTE = timedelta(minutes=1)


class WrittenZone(NamedTuple):
    """A zone as written after a time: its place, its name, and its meanings by language.

    It starts where the time ends.
    A name with one meaning has it under the empty language.
    """

    start: int
    end: int
    name: str
    meanings: Mapping[str, tzinfo]


@cache
def zone_names() -> frozenset[str]:
    """Return what zones are called: their names and abbreviations, in plain form."""
    table = _table()
    kinds = (table["names"], table["abbreviations"], table["settled"])
    return frozenset(plain(name) for kind in kinds for name in kind)


@lru_cache(maxsize=256)
def zone_of(zone: tzinfo | str | None) -> tzinfo | None:
    """Return the zone that an IANA name or an offset names; None where none is meant."""
    if not isinstance(zone, str):
        return zone
    name = zone.strip()
    if name.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    if match := _OFFSET.fullmatch(name):
        return _offset(*match.groups())
    try:
        return ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        return None


def country_zone(domain: str) -> tzinfo | None:
    """Return the zone of the country with that top-level *domain*, None where it has several."""
    return zone_of(_table()["countries"].get(domain.lower()))


def written_zone(text: str, position: int, original: str) -> WrittenZone | None:
    """Return the zone that stands in the plain *text* at *position*, just after a time.

    *original* is the text as printed: an abbreviation counts only where it has capitals,
    because many are words (``est``, ``et``, ``wit``).
    """
    if match := _NUMERIC.match(text, position):
        if match["zulu"]:
            return WrittenZone(position, match.end(), "utc", {"": UTC})
        zone = _offset(
            match["base_sign"] or match["sign"],
            match["base_hours"] or match["hours"],
            match["base_minutes"] or match["minutes"],
        )
        return WrittenZone(position, match.end(), "offset", {"": zone}) if zone else None
    unit = _unit().match(text, position)
    match = _WORDS.match(text, unit.end() if unit else position)
    return _named_zone(match, position, original) if match else None


def settle_zone(
    zone: WrittenZone, local: datetime, *, language: str | None, publisher: tzinfo | None
) -> tzinfo | None:
    """Return what *zone* means at the naive *local* time; None where nothing settles it."""
    if "" in zone.meanings:
        return zone.meanings[""]
    for tag in _tags(language):
        if tag in zone.meanings:
            meant = zone.meanings[tag]
            return meant if _in_force(zone.name, meant, local) else None
    if publisher is None:
        return None
    there = localize(local, publisher).utcoffset()
    offsets = {localize(local, meant).utcoffset() for meant in zone.meanings.values()}
    return publisher if there in offsets else None


def abbreviated_zone(name: str, language: str | None) -> tzinfo | None:
    """Return the fixed offset that an abbreviation means in *language*; None for any other."""
    meanings = _abbreviations().get(plain(name), {})
    zone = next((meanings[tag] for tag in ("", *_tags(language)) if tag in meanings), None)
    return zone if isinstance(zone, timezone) else None


def localize(local: datetime, zone: tzinfo) -> datetime:
    """Return the naive *local* time in *zone*, as a plain offset; naive where it has none."""
    try:
        offset = local.replace(tzinfo=zone).utcoffset()
    except (OverflowError, ValueError):
        return local
    # Before standard time a place kept its own minutes and seconds: no ISO offset says them.
    if offset is None or offset % _MINUTE:
        return local
    return local.replace(tzinfo=timezone(offset))


def _named_zone(match: re.Match[str], position: int, original: str) -> WrittenZone | None:
    """Return the zone that the words of *match* begin with, the longest name first."""
    words = match["words"].split(" ")
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        written = " ".join(words[:count])
        name = written.rstrip(".;:")
        meanings = _names().get(name)
        if meanings is None and name in _abbreviations():
            capitals = {word for word in _CAPITALS.findall(original) if word.isupper()}
            meanings = _abbreviations()[name] if name.upper() in capitals else None
        if meanings is not None:
            end = match.start("words") + len(written)
            return WrittenZone(position, end, name, meanings)
    return None


def _offset(sign: str, hours: str, minutes: str | None) -> timezone | None:
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if size > _FURTHEST or int(minutes or 0) > 59:  # noqa: PLR2004  # minutes of an hour
        return None
    return timezone(-size if sign == "-" else size)


def _in_force(name: str, zone: tzinfo, local: datetime) -> bool:
    """Whether *zone* goes by *name* then: BST names the British clock in summer only."""
    if not isinstance(zone, ZoneInfo):
        return True
    names = {(local.replace(month=month, day=1, tzinfo=zone).tzname() or "") for month in (1, 7)}
    return name.upper() not in names or local.replace(tzinfo=zone).tzname() == name.upper()


def _tags(language: str | None) -> list[str]:
    if not language:
        return []
    tag = language.strip().lower().replace("_", "-")
    return [tag, (normal_tag(tag) or tag).partition("-")[0].lower()]


@cache
def _table() -> dict[str, Any]:
    return read_data("zones")


@cache
def _unit() -> re.Pattern[str]:
    """Return the pattern of a unit between a time and its zone: "Uhr"."""
    return re.compile(rf"\s?(?:{'|'.join(_table()['units'].split())})\.?(?=\s)")


@cache
def _names() -> dict[str, dict[str, tzinfo]]:
    return {plain(name): _meanings({"": zone}) for name, zone in _table()["names"].items()}


@cache
def _abbreviations() -> dict[str, dict[str, tzinfo]]:
    single = {name: {"": zone} for name, zone in _table()["abbreviations"].items()}
    return {plain(n): _meanings(m) for n, m in (single | _table()["settled"]).items()}


def _meanings(table: Mapping[str, str]) -> dict[str, tzinfo]:
    return {tag: zone for tag, name in table.items() if (zone := zone_of(name)) is not None}
