"""TOML files that people write: their tables, with the lines where each word of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import tomli

__all__ = ["Table", "read_tables"]

_HEADER = re.compile(r"^[ \t]*(\[\[?)[ \t]*([A-Za-z0-9_.\"'-]+)[ \t]*\]\]?", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*[\"']?([A-Za-z0-9_-]+)[\"']?[ \t]*=")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its ``values``, its ``name``, and where it stands.

    ``lines`` are those of its keys, counted from 1, and of its header, under the empty key, as
    far as they are known.
    """

    values: dict[str, Any]
    name: str
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The table, and the line of its header."""
        return self.place_of("")

    def place_of(self, key: str) -> str:
        """Return the line of *key*, or of the header where that is not known, and the table."""
        line = self.lines.get(key) or self.lines.get("")
        return f"line {line}, {self.name}" if line else self.name

    def at(self, key: str) -> str:
        """Return where *key* stands, for the beginning of a message."""
        line = self.lines.get(key)
        return f"line {line}: {key}" if line else f"{self.place}: {key}"


def read_tables(
    text: str, name: str, single: str | None = None
) -> tuple[Table | None, list[Table]]:
    """Return the table *single* of the TOML document *text*, if it has it, and all ``[[name]]``.

    Raises ValueError, naming the line, when it is no TOML or holds anything else.
    """
    document = tomli.loads(text)
    headers = _headers(text)
    for key in document:
        if key not in {name, single}:
            known = f"[[{name}]]" + (f" or [{single}]" if single else "")
            raise ValueError(f"{_where(headers, key)}: there is no such table; write {known}")
    entries = document.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"{_where(headers, name)}: write [[{name}]], with two brackets")
    common = document.get(single) if single else None
    if not isinstance(common, dict | None):
        raise ValueError(f"{_where(headers, str(single))}: write [{single}], with one bracket")  # noqa: TRY004
    found = [lines for title, lines in headers if title == name]
    known_lines = found if len(found) == len(entries) else [{} for _ in entries]
    tables = [
        Table(values, f"{name} {number}", lines)
        for number, (values, lines) in enumerate(zip(entries, known_lines, strict=True), 1)
    ]
    if common is None:
        return None, tables
    own = next((lines for title, lines in headers if title == single), {})
    return Table(common, f"[{single}]", own), tables


def _headers(text: str) -> list[tuple[str, dict[str, int]]]:
    """Return each header of *text*, and the lines of the keys beneath it; its own has no name."""
    found: list[tuple[str, dict[str, int]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            found.append((header[2].strip("\"'"), {"": number}))
        elif key := _KEY.match(line):
            if not found:
                found.append((key[1], {"": number}))
            found[-1][1].setdefault(key[1], number)
    return found


def _where(headers: list[tuple[str, dict[str, int]]], name: str) -> str:
    line = next((lines[""] for title, lines in headers if title == name), None)
    return f"line {line}: {name}" if line else name
