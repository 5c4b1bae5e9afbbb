"""Segments: a text that a page's state keeps piece by piece, as a list of JSON objects.

``[{"type": "paragraph", "text": "..."}, {"type": "heading", "text": "..."}, ...]``
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

__all__ = ["segmented_texts"]

_SHORTEST_SCRIPT = 300
_FEWEST = 3
# What a piece of prose is at least, by its length and its words.
_PROSE = 60
_TEXT_KEYS = ("text", "html", "content", "value", "body")
_TYPE_KEYS = ("type", "kind", "__typename", "_type", "name")
# Lists whose key holds one of these words hold no text of the article.
_OTHERS = ("comment", "related", "recommend", "teaser", "menu", "caption")
_MOST_VALUES = 200_000


def segmented_texts(script: str) -> Iterator[str]:
    """Yield as HTML each text of three pieces or more in the JSON that *script* is or sets."""
    start = script.find("{")
    if start < 0 or len(script) < _SHORTEST_SCRIPT:
        return
    try:
        state, _ = json.JSONDecoder(strict=False).raw_decode(script, start)
    except (ValueError, RecursionError):
        return
    for pieces in _lists(state):
        texts = [(_is_heading(piece), text) for piece in pieces if (text := _text(piece))]
        if sum(len(text) >= _PROSE for _, text in texts) >= _FEWEST:
            yield "".join(
                f"<h2>{text}</h2>" if heading else f"<p>{text}</p>" for heading, text in texts
            )


def _lists(state: Any) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Yield the lists of objects anywhere in *state*, of the first 200,000 values."""
    waiting = [state]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            named = (each for key, each in value.items() if not _is_other(key))
            waiting += (each for each in named if isinstance(each, dict | list))
        elif isinstance(value, list):
            if pieces := [each for each in value if isinstance(each, dict)]:
                yield pieces
            waiting += (each for each in value if isinstance(each, dict | list))


def _is_other(key: str) -> bool:
    folded = key.lower()
    return any(word in folded for word in _OTHERS)


def _text(piece: Mapping[str, Any]) -> str | None:
    """Return the text of one piece, markup kept; None for what has none."""
    for key in _TEXT_KEYS:
        if isinstance(text := piece.get(key), str) and text.strip():
            return text if "</" in text else escape(text, quote=False)
    return None


def _is_heading(piece: Mapping[str, Any]) -> bool:
    return any("head" in str(piece.get(key, "")).lower() for key in _TYPE_KEYS)
