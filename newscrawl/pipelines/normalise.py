"""The last line of defence: whatever extracted an item, what leaves is clean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newscrawl.items import SCHEMA_ORG
from newscrawl.store.identity import adapt, encodable
from newscrawl.text.cleaning import clean, clean_line, collapse

__all__ = ["NormalisePipeline"]

# Evidence is quoted as it stands, a path is what the file system calls it.
_VERBATIM = {"policy", "provenance"}
_ONE_LINE = SCHEMA_ORG.keys() - _VERBATIM - {"article_body"}
_ATOMS = (int, float, type(None))
_SEQUENCES = (list, tuple)


class NormalisePipeline:
    """Makes text NFC with plain white space, "" null, and lists free of repeats and blanks.

    Fields that newscrawl does not know keep their line feeds. Policy and provenance keep
    their words; only what no encoding can hold is replaced in them.
    """

    def process_item(self, item: Any) -> Any:
        """Return *item*, its fields made clean in place."""
        adapter = adapt(item)
        for name, value in adapter.items():
            if not value and value != "":
                continue  # as most fields are
            if name in _VERBATIM:
                walked = _walked(value, encodable)
            else:
                tidy = _tidy_line if name in _ONE_LINE else _tidy_lines
                walked = _walked(value, tidy, drop_empty=True)
            if walked is not value:
                adapter[name] = walked
        return item


def _tidy_line(text: str) -> str | None:
    # What is printable is encodable.
    return clean_line(text if text.isprintable() else encodable(text)) or None


def _tidy_lines(text: str) -> str | None:
    # Tidy lines make a tidy line, which is looked at once, and comes back as it is.
    line = text.replace("\n", " ")
    if line and line.isprintable() and clean_line(line) is line:
        return text
    return collapse(clean(encodable(text)), keep_lines=True) or None


def _walked(value: Any, change: Callable[[str], str | None], *, drop_empty: bool = False) -> Any:
    """Return *value* with *change* done to every text in it; items in it are changed in place."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, _ATOMS):
        return value
    if isinstance(value, _SEQUENCES):
        walked = [_walked(element, change, drop_empty=drop_empty) for element in value]
        kept = _distinct(walked) if drop_empty else walked
        return kept if isinstance(value, list) else tuple(kept)
    adapter = adapt(value)
    for name, element in adapter.items():
        if element is None:
            continue
        if (walked := _walked(element, change, drop_empty=drop_empty)) is not element:
            adapter[name] = walked
    return value


def _distinct(values: list[Any]) -> list[Any]:
    """Return *values* without the nulls and repeats among them, in order."""
    if len(values) == 1:
        return values if values[0] is not None else []
    seen: set[str] = set()
    kept = []
    for value in values:
        mark = repr(value)
        if value is not None and mark not in seen:
            seen.add(mark)
            kept.append(value)
    return kept
