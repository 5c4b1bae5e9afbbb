"""``sources.toml``: the sources of a crawl in one file, read strictly.

::

    [defaults]
    since = "7 days"

    [[source]]
    name = "Harian Contoh"
    seeds = ["https://contoh.example/", "https://contoh.example/rss"]

``docs/sources.md`` describes every key. What is not understood is an error that names the line:
a slip must neither widen nor narrow a crawl in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from newscrawl.exceptions import SourcesError
from newscrawl.sources.entry import Reader, readers, source_of
from newscrawl.sources.model import Source
from newscrawl.tables import Table, read_tables

__all__ = ["load_sources", "read_text"]

_ENTRY, _DEFAULTS = "source", "defaults"
_OWN = ("name", "seeds")
_LARGEST = 10_000_000


def load_sources(
    path: Path, now: datetime, overriding: Mapping[str, Any] | None = None
) -> tuple[Source, ...]:
    """Return the sources in the file at *path*, ages counted from the aware moment *now*.

    The values *overriding* count for every source instead of its own. Raises SourcesError
    naming the file, and the line, when it cannot be used.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise SourcesError(f"{path}: larger than {_LARGEST:,} bytes")
        return read_text(path.read_bytes().decode("utf-8-sig"), now, overriding)
    except OSError as error:
        raise SourcesError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SourcesError(f"{path}: byte {error.start} is no UTF-8") from error
    except ValueError as error:
        raise SourcesError(f"{path}: {error}") from error


def read_text(
    text: str, now: datetime, overriding: Mapping[str, Any] | None = None
) -> tuple[Source, ...]:
    """Return the sources that are enabled in *text*, a TOML document, in order.

    Raises ValueError, naming the line, when it is malformed in any way, or enables none.
    """
    known = readers(now)
    defaults, tables = read_tables(text, _ENTRY, _DEFAULTS)
    common = _values(defaults, {key: known[key] for key in known if key not in _OWN})
    names: set[str] = set()
    found = []
    for table in tables:
        given = _values(table, known)
        _check(table, given, names)
        enabled = (common | given).get("enabled", True)
        try:
            source = source_of(common | given | dict(overriding or {}))
        except ValueError as error:
            raise ValueError(f"{table.place}: {error}") from None
        found += [source] if enabled else []
    if not found:
        raise ValueError("no source is enabled" if tables else f"no source; write [[{_ENTRY}]]")
    return tuple(found)


def _check(table: Table, given: Mapping[str, Any], names: set[str]) -> None:
    missing = next((key for key in _OWN if key not in given), None)
    if missing is not None:
        raise ValueError(f"{table.place}: {missing} is missing")
    if given["name"] in names:
        raise ValueError(f"{table.at('name')}: {given['name']!r} names two sources")
    names.add(given["name"])


def _values(table: Table | None, known: Mapping[str, Reader]) -> dict[str, Any]:
    if table is None:
        return {}
    return {key: _value(table, key, known) for key in table.values}


def _value(table: Table, key: str, known: Mapping[str, Reader]) -> Any:
    if key not in known:
        raise ValueError(f"{table.at(key)}: there is no such key; known: {_listed(known)}")
    try:
        return known[key](table.values[key])
    except ValueError as error:
        raise ValueError(f"{table.at(key)}: {error}") from None


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(keys)
