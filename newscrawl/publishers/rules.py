"""The rules for one publisher, checked: every error names the file and the key.

What each key means is written in ``docs/publishers.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from newscrawl.document import Document, parse
from newscrawl.exceptions import DataError
from newscrawl.page import MediaType, Page
from newscrawl.text.language import normal_tag

__all__ = ["EXPECTED", "FIELDS", "Rules"]

FIELDS = ("headline", "byline", "published", "modified", "body", "noise")
EXPECTED = ("headline", "published", "body")
"""The fields that every article has: a rule for one that matches nothing has grown old."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of the publisher with that *domain*.

    ``select`` holds CSS selectors by field, to be tried in order. ``name`` and ``language``
    are the publisher's, ``zone`` the IANA zone of times that it prints without one, ``agency``
    the news agency that it is; ``not_authors`` stand where an author should and are none.
    """

    domain: str
    name: str | None = None
    language: str | None = None
    zone: str | None = None
    agency: str | None = None
    not_authors: tuple[str, ...] = ()
    select: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the file that the rules are from."""
        return f"publishers/{self.domain}.toml"

    @classmethod
    def of(cls, domain: str, data: Mapping[str, Any]) -> Rules:
        """Return the rules in *data*. Raises DataError, which names the file and the key."""
        file = f"publishers/{domain}.toml"
        _check_keys(file, "", data, {each.name for each in fields(cls)} - {"domain"})
        texts = {key: _text(file, key, data.get(key)) for key in _TEXTS}
        if texts["language"] and normal_tag(texts["language"]) is None:
            raise DataError(f"{file}: language: no language tag: {texts['language']!r}")
        if texts["zone"] and not _is_zone(texts["zone"]):
            raise DataError(f"{file}: zone: no IANA time zone: {texts['zone']!r}")
        select = data.get("select", {})
        if not isinstance(select, Mapping):
            raise DataError(f"{file}: select: not a table")
        _check_keys(file, "select.", select, set(FIELDS))
        return cls(
            domain,
            **texts,
            not_authors=_list(file, "not_authors", data.get("not_authors", [])),
            select={key: _selectors(file, f"select.{key}", css) for key, css in select.items()},
        )


_TEXTS = ("name", "language", "zone", "agency")


def _check_keys(file: str, prefix: str, data: Mapping[str, Any], known: set[str]) -> None:
    for key in data:
        if key not in known:
            choices = ", ".join(sorted(known))
            raise DataError(f"{file}: {prefix}{key}: unknown key; known are {choices}")


def _text(file: str, key: str, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{file}: {key}: not a text: {value!r}")
    return value


def _list(file: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise DataError(f"{file}: {key}: not a list of texts: {value!r}")
    return tuple(value)


def _selectors(file: str, key: str, value: Any) -> tuple[str, ...]:
    selectors = _list(file, key, value)
    for css in selectors:
        try:
            _blank().select(css)
        except ValueError as error:
            raise DataError(f"{file}: {key}: {error}") from error
    return selectors


@lru_cache(maxsize=1)
def _blank() -> Document:
    return parse(Page(b"<html></html>", media_type=MediaType.HTML))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        return False
    return True
