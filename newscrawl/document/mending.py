"""JSON that is none: what template engines and hurried hands break, put right where it can be."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

__all__ = ["load_leniently"]

_LONGEST = 1_000_000
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_REPEATED_COMMA = re.compile(r",(?:\s*,)+")
_TEXT_OR_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.{0,2000}?\*/', re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
# One property alone on its line, its text in quotes of either kind.
_PROPERTY = re.compile(
    r"""^(\s*"[@\w:]{1,40}"\s*:\s*)(["'])(.*)\2(\s*[}\]]*\s*,?\s*)$""", re.MULTILINE
)
_QUOTE = re.compile(r'(?<!\\)"')
_MISSING_COMMA = re.compile(r'(["}\]\d])(\s*\n\s*)(?="[@\w:]{1,40}"\s*:)')
_SIMPLE = re.compile(r'"(\w{1,40})"\s*:\s*"((?:[^"\\\n]|\\.){1,2000})"\s*(?:[,}\n]|$)')
_NAMED = re.compile(
    r'"(author|creator|publisher)"\s*:\s*\[?\s*\{[^{}]{0,400}?"name"\s*:\s*"((?:[^"\\\n]|\\.)+)"'
)
_WHOLE = frozenset(
    "headline description datePublished dateModified articleSection inLanguage url".split()
)


def load_leniently(text: str) -> Any:
    """Return what the JSON *text* holds; None where nothing of it can be read.

    Commas too many or too few, comments, quotes within texts, escaped markup and text after
    the end are mended. Of what stays broken the plain properties of an article are read, the
    first of each name. Never raises.
    """
    text = text[:_LONGEST]
    for mend in (str, _without_commas, _unescaped, _repaired):
        if (found := _decoded(mend, text)) is not None:
            return found
    return _salvaged(text)


def _decoded(mend: Callable[[str], str], text: str) -> Any:
    try:
        mended = mend(text).lstrip()
        return json.JSONDecoder(strict=False).raw_decode(mended)[0]
    except (ValueError, RecursionError):
        return None


def _without_commas(text: str) -> str:
    return _TRAILING_COMMA.sub("", _REPEATED_COMMA.sub(",", text))


def _unescaped(text: str) -> str:
    return _without_commas(html.unescape(text))


def _repaired(text: str) -> str:
    bare = _BAD_ESCAPE.sub("", _TEXT_OR_COMMENT.sub(_without_comment, text))
    return _without_commas(_MISSING_COMMA.sub(r"\1,\2", _PROPERTY.sub(_requoted, bare)))


def _without_comment(match: re.Match[str]) -> str:
    return match[1] or ""


def _requoted(match: re.Match[str]) -> str:
    before, _, text, after = match.groups()
    escaped = _QUOTE.sub(r'\\"', text)
    return f'{before}"{escaped}"{after}'


def _salvaged(text: str) -> dict[str, Any] | None:
    """Return the plain properties of the article that a broken *text* describes, if it is one."""
    start = re.search(r'"@type"\s*:\s*\[?\s*"(\w*(?:Article|Posting))"', text)
    if start is None:
        return None
    found: dict[str, Any] = {"@type": start[1]}
    for name, value in _SIMPLE.findall(text):
        if name in _WHOLE:
            found.setdefault(name, _unquoted(value))
    for name, value in _NAMED.findall(text):
        found.setdefault(name, {"name": _unquoted(value)})
    return found


def _unquoted(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
