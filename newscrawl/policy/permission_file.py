"""The file of permissions: read with suspicion, and changed without losing a word of it.

What it says decides what may be taken, so that a slip must never come out as a wider grant: an
unknown key, a wrong type or an empty list is an error, which names the file and the entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from newscrawl.exceptions import PermissionsError
from newscrawl.policy.model import Purpose
from newscrawl.policy.permissions import Permission, grant_host
from newscrawl.tables import Table, read_tables

__all__ = [
    "entry_lines",
    "load_permissions",
    "load_text",
    "read_permissions",
    "with_added",
    "with_revoked",
]

_TABLE = "permission"
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*permission[ \t]*\]\][^\n]*\n?", re.MULTILINE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REQUIRED = ("licensor", "hosts", "purposes", "granted", "reference", "sha256")


def load_permissions(path: Path) -> tuple[Permission, ...]:
    """Return what the file at *path* records; nothing when there is no file.

    Raises PermissionsError, naming the file and the line or entry, when it cannot be used.
    """
    try:
        return read_permissions(load_text(path))
    except ValueError as error:
        raise PermissionsError(f"{path}: {error}") from error


def load_text(path: Path) -> str:
    """Return the text of the file at *path*, empty when there is none. Raises PermissionsError."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise PermissionsError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise PermissionsError(f"{path}: byte {error.start} is no UTF-8") from error


def read_permissions(text: str) -> tuple[Permission, ...]:
    """Return the permissions that *text*, a TOML document, records, in order.

    Raises ValueError, naming the line, when it is malformed in any way.
    """
    _, tables = read_tables(text, _TABLE)
    return tuple(map(_read, tables))


def _read(table: Table) -> Permission:
    try:
        return _permission(table.values)
    except ValueError as error:
        place = table.place_of(str(error).partition(":")[0])
        raise ValueError(f"{place}: {error}") from None


def entry_lines(text: str) -> list[int]:
    """Return the line, from 1, on which each entry of *text* begins. Never raises."""
    return [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]


def with_added(text: str, permission: Permission) -> str:
    """Return *text* with *permission* as its last entry. Raises ValueError if that is no grant."""
    lines = [f"[[{_TABLE}]]", *(f"{key} = {_toml(value)}" for key, value in _entry(permission))]
    block = "\n".join(lines) + "\n"
    added = f"{text.rstrip()}\n\n{block}" if text.strip() else block
    return _proven(added, (*read_permissions(text), permission))


def with_revoked(text: str, reference: str, day: date) -> str:
    """Return *text* with all that rests on the document *reference* revoked as of *day*.

    The entries stay, as what was collected under them cites them. Raises ValueError when no
    entry that is not revoked rests on it.
    """
    permissions = read_permissions(text)
    chosen = [
        number
        for number, each in enumerate(permissions)
        if each.reference == reference and each.revoked is None
    ]
    if not chosen:
        raise ValueError(f"no permission in force rests on {reference!r}")
    headers = list(_HEADER.finditer(text))
    if len(headers) != len(permissions):
        raise ValueError("the entries cannot be told apart; write revoked = YYYY-MM-DD by hand")
    for number in reversed(chosen):
        at, line = headers[number].end(), f"revoked = {day.isoformat()}\n"
        text = f"{text[:at]}{line}{text[at:]}"
    changed = (
        replace(each, revoked=day) if number in chosen else each
        for number, each in enumerate(permissions)
    )
    return _proven(text, changed)


def _proven(text: str, expected: Iterable[Permission]) -> str:
    """Return *text*, once it has been read back and says what is *expected*."""
    if read_permissions(text) != tuple(expected):
        raise ValueError("the file is written in a way that only a person can change")
    return text


def _permission(entry: Mapping[str, Any]) -> Permission:
    known = {each.name: each for each in fields(Permission)}
    for key in entry:
        if key not in known:
            raise ValueError(f"{key}: there is no such key; known: {', '.join(known)}")
    for key in _REQUIRED:
        if key not in entry:
            raise ValueError(f"{key} is missing")
    permission = Permission(**{key: _value(key, value) for key, value in entry.items()})
    if permission.expires is not None and permission.expires < permission.granted:
        raise ValueError("expires before it was granted")
    return permission


def _value(key: str, value: Any) -> Any:
    try:
        return _READERS[key](value)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("is no line of text")
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("is no list with at least one entry")
    return tuple(dict.fromkeys(_text(each) for each in value))


def _hosts(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(grant_host(each) for each in _texts(value)))


def _paths(value: Any) -> tuple[str, ...]:
    for path in (paths := _texts(value)):
        if not path.startswith("/"):
            raise ValueError(f"{path!r} does not begin with /")
    return paths


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("is no date; write YYYY-MM-DD, without quotes")  # noqa: TRY004
    if value == date.max:
        raise ValueError(f"{value} is no day; leave it out")
    return value


def _sha256(value: Any) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise ValueError("is no SHA-256 in 64 small hexadecimal digits")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")  # noqa: TRY004  # of the file
    return value


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "licensor": _text,
    "hosts": _hosts,
    "paths": _paths,
    "purposes": lambda value: Purpose.declared(_texts(value)),
    "granted": _day,
    "expires": _day,
    "reference": _text,
    "sha256": _sha256,
    "document": _text,
    "lifts_robots": _switch,
    "revoked": _day,
}


def _entry(permission: Permission) -> Iterable[tuple[str, Any]]:
    for key in _READERS:
        value = getattr(permission, key)
        if value is not None:
            yield key, value


def _toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # For texts, lists of them and switches JSON is TOML.
    return json.dumps(value, ensure_ascii=False)
