"""A setting, and how its raw value is read: text of a command line, or whatever a program gave.

Each reader raises ValueError saying what the value should have been.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

__all__ = [
    "Setting",
    "contact",
    "count",
    "database",
    "days",
    "memory",
    "name",
    "one_of",
    "path",
    "processes",
    "seconds",
    "size",
    "switch",
]

T = TypeVar("T")
_MOST_DAYS = 36_500
_LONGEST_NAME = 100
_MOST_PROCESSES = 1_000
_MOST_BYTES = 2**63 - 1
_LEAST_MEMORY = 64 * 1024 * 1024
"""What a process takes before its first page, and a little more."""
_CONTACT = re.compile(r"https?://[^\s/]+\S*|(?:mailto:)?[^@\s:/]+@[^@\s]+")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. ``read`` turns a raw value into a T, or raises ValueError saying why not."""

    name: str
    default: Any
    read: Callable[[Any], T]
    meaning: str


def one_of(*allowed: str) -> Callable[[Any], str]:
    """Return a reader of a value that is one of those *allowed*."""

    def read(value: Any) -> str:
        if str(value) not in allowed:
            raise ValueError(f"{str(value)!r} is none of {', '.join(allowed)}")
        return str(value)

    return read


def size(value: Any) -> int:
    """Return the number of bytes that *value* is, one at least, and no more than there can be."""
    if not str(value).strip().isdecimal() or not int(value):
        raise ValueError(f"{value!r} is not a positive number of bytes")
    return min(int(value), _MOST_BYTES)


def memory(value: Any) -> int:
    """Return the bytes of memory that *value* is, as many as any page takes at least."""
    found = size(value)
    if found < _LEAST_MEMORY:
        raise ValueError(f"{value!r} is less than the {_LEAST_MEMORY:,} bytes that any page takes")
    return found


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
    """Return the number of days that *value* is, a century at most."""
    if not str(value).strip().isdecimal():
        raise ValueError(f"{value!r} is not a number of days")
    return min(int(value), _MOST_DAYS)


def count(value: Any) -> int:
    """Return the whole number that *value* is."""
    if not str(value).strip().isdecimal():
        raise ValueError(f"{value!r} is not a number")
    return int(value)


def processes(value: Any) -> int:
    """Return the number of processes that *value* is."""
    number = count(value)
    if number > _MOST_PROCESSES:
        raise ValueError(f"{value!r} is more than {_MOST_PROCESSES:,} processes")
    return number


def switch(value: Any) -> bool:
    """Return the truth value that *value* is."""
    switches = {"1": True, "true": True, "0": False, "false": False}
    try:
        return switches[str(value).lower()]
    except KeyError:
        raise ValueError(f"{value!r} is neither true nor false") from None


def contact(value: Any) -> str:
    """Return the address of a person that *value* is; it may be empty."""
    text = str(value).strip()
    if text and not _CONTACT.fullmatch(text):
        raise ValueError(f"{text!r} is neither a web address nor an e-mail address")
    return text


def name(value: Any) -> str:
    """Return the name that *value* is; it may be empty."""
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
    """Return the name of a database that *value* is."""
    text = str(value)
    if not text:
        raise ValueError("name a file or a database URL")
    return text
