"""Lines of a report: rows of a table, indents, and where a line too long is broken."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from newscrawl.text.cleaning import clean, collapse

__all__ = ["LONGEST_QUOTE", "NUMBER", "broken", "place", "plain", "row", "under", "written"]

NUMBER = 5
"""The width of the number of a statement."""
LONGEST_QUOTE = 300

_LABEL, _ANSWER = 10, 11
_COMMAND = "  scrapy "


def row(label: str, answer: str, text: str) -> str:
    """Return a row of the table of answers."""
    return f"{label:<{_LABEL}}  {answer:<{_ANSWER}}  {plain(text)}"


def place(label: str, text: str) -> str:
    """Return a row of a table without answers."""
    return f"{label:<{_LABEL}}  {plain(text)}"


def under(indent: int, text: str) -> str:
    """Return a line that belongs to the one above it."""
    return f"{'':<{indent}}{plain(text)}"


def plain(text: str) -> str:
    """Return *text*, which others may have written, as one line without control characters."""
    return " ".join(collapse(clean(text)).split())


def written(moment: datetime) -> str:
    """Return *moment* (aware) to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def broken(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """Yield *lines*, those longer than *width* in several; a command stays whole, for copying."""
    for line in lines:
        if width is None or len(line) <= width or line.startswith(_COMMAND):
            yield line.rstrip()
        else:
            yield from textwrap.wrap(
                line,
                width,
                subsequent_indent=" " * _indent(line),
                break_long_words=False,
                break_on_hyphens=False,
            )


def _indent(line: str) -> int:
    """Return where the text of *line* begins: after its number, its label or its answer."""
    start = len(line) - len(line.lstrip())
    answer, text = _LABEL + 2, _LABEL + _ANSWER + 4
    if line.startswith("["):
        return NUMBER
    if line[answer - 2 : answer].strip() or 0 < start < answer:
        return max(start, 2)
    return answer if line[text - 2 : text].strip() else text
