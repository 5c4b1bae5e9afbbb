"""The values of settings, read strictly: each reader raises ValueError saying what was wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = [
    "Budget",
    "budget",
    "contact",
    "count",
    "database",
    "days",
    "name",
    "one_of",
    "path",
    "seconds",
    "size",
    "switch",
]

_SHARE = re.compile(r"([0-9]{1,12}) ?([A-Za-z]+)")
_UNITS = {
    **dict.fromkeys(["page", "pages"], ("pages", 1)),
    **dict.fromkeys(["byte", "bytes", "b"], ("bytes", 1)),
    "kb": ("bytes", 10**3),
    "mb": ("bytes", 10**6),
    "gb": ("bytes", 10**9),
    **dict.fromkeys(["s", "second", "seconds"], ("seconds", 1)),
    **dict.fromkeys(["m", "min", "minute", "minutes"], ("seconds", 60)),
    **dict.fromkeys(["h", "hour", "hours"], ("seconds", 3600)),
}
_MOST_DAYS = 36_500
_LONGEST_NAME = 100
_CONTACT = re.compile(r"https?://[^\s/]+\S*|(?:mailto:)?[^@\s:/]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be taken at most; 0 of anything is no bound."""

    pages: int = 0
    bytes: int = 0
    seconds: int = 0

    def __bool__(self) -> bool:
        return bool(self.pages or self.bytes or self.seconds)


def budget(value: Any) -> Budget:
    """Return the budget that *value* is: ``500 pages, 200 MB, 30 min``, or some of these."""
    given = {"pages": 0, "bytes": 0, "seconds": 0}
    for part in filter(None, (part.strip() for part in str(value).split(","))):
        match = _SHARE.fullmatch(part)
        kind, factor = _UNITS.get(match[2].lower(), ("", 0)) if match else ("", 0)
        if match is None or not kind or given[kind] or not int(match[1]):
            raise ValueError(
                f"{part!r} is neither pages, nor bytes, nor a time, or comes again"
                " (write 500 pages, 200 MB, 30 min)"
            )
        given[kind] = int(match[1]) * factor
    return Budget(**given)


def one_of(*allowed: str) -> Callable[[Any], str]:
    """Return a reader that takes one of the words *allowed*."""

    def read(value: Any) -> str:
        if str(value) not in allowed:
            raise ValueError(f"{str(value)!r} is none of {', '.join(allowed)}")
        return str(value)

    return read


def size(value: Any) -> int:
    """Return the positive number of bytes that *value* is."""
    if not str(value).strip().isdecimal() or not int(value):
        raise ValueError(f"{value!r} is not a positive number of bytes")
    return int(value)


def seconds(value: Any) -> float:
    """Return the number of seconds that *value* is."""
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise ValueError(f"{value!r} is not a number of seconds")
    return seconds


def days(value: Any) -> int:
    """Return the number of days that *value* is, a hundred years at most."""
    if not str(value).strip().isdecimal():
        raise ValueError(f"{value!r} is not a number of days")
    return min(int(value), _MOST_DAYS)


def count(value: Any) -> int:
    """Return the number that *value* is."""
    if not str(value).strip().isdecimal():
        raise ValueError(f"{value!r} is not a number")
    return int(value)


def switch(value: Any) -> bool:
    """Return the truth value that *value* is."""
    switches = {"1": True, "true": True, "0": False, "false": False}
    try:
        return switches[str(value).lower()]
    except KeyError:
        raise ValueError(f"{value!r} is neither true nor false") from None


def contact(value: Any) -> str:
    """Return the web or e-mail address that *value* is; empty where it is none."""
    text = str(value).strip()
    if text and not _CONTACT.fullmatch(text):
        raise ValueError(f"{text!r} is neither a web address nor an e-mail address")
    return text


def name(value: Any) -> str:
    """Return the name that *value* is, one short line."""
    text = str(value).strip()
    if not text.isprintable() or len(text) > _LONGEST_NAME:
        raise ValueError(f"{text!r} is no name: one line of at most {_LONGEST_NAME} characters")
    return text


def path(value: Any) -> Path:
    """Return the path that *value* is."""
    if not str(value):
        raise ValueError("name a file")
    return Path(value)


def database(value: Any) -> str:
    """Return *value*, which names a database."""
    text = str(value)
    if not text:
        raise ValueError("name a file or a database URL")
    return text
