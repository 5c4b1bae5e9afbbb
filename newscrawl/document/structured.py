"""JSON-LD as news pages really write it: broken, nested, escaped twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newscrawl.document.mending import load_leniently

__all__ = ["read_json_ld"]

_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|(?://\s*)?<!\[CDATA\[)"
    r"|(?:-->|/\*\s*\]\]>\s*\*/|(?://\s*)?\]\]>)\s*;?\s*$"
)
_DEEPEST = 12


def read_json_ld(script: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of one JSON-LD script, lists and ``@graph`` flattened.

    Nothing is yielded for a script that cannot be mended; it never raises.
    """
    yield from _objects(_loads(script), 0)


def _loads(script: str) -> Any:
    text = script.strip()
    return load_leniently(text if text.startswith(("{", "[")) else _WRAPPING.sub("", text))


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for member in value:
            yield from _objects(member, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
