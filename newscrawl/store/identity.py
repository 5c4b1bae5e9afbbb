"""Who an item is: the key under which the store knows it, its host, its name in messages.

Reads any item that itemadapter knows (NewsArticle, dict, Scrapy item, attrs), so that the
pipelines serve other projects too. No item makes it raise.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import ItemsView, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from itemadapter import ItemAdapter

from newscrawl.text.cleaning import clean, collapse
from newscrawl.urls import canonical_url, host, is_web_url, site

__all__ = ["Identity", "adapt", "address_key", "encodable", "nested", "plain"]

# The front page of a site, or of one of its languages: no address of an article.
_HOME = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w+)?/?)?", re.IGNORECASE
)
_REMEMBERED = 512
_FIELDS: dict[type, Mapping[str, None]] = {}
_ATOMS = frozenset([int, float, bool, type(None)])
_COLLECTIONS = (list, tuple, set, frozenset)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of one item.

    ``key`` is the canonical form of its canonical URL, where that can be believed, else of
    its URL; a file without address has its path and record. ``host`` is ``""`` without
    address: such files count as one host. ``name`` is the page itself, for people.
    """

    key: str
    host: str
    name: str

    @classmethod
    def of(cls, item: Any) -> Identity:
        """Return the identity of *item*."""
        adapter = adapt(item)
        url, declared = _address(adapter.get("url")), _address(adapter.get("canonical_url"))
        provenance = adapt(adapter.get("provenance"))
        place = "!".join(str(part) for key in ("path", "record") if (part := provenance.get(key)))
        found = _told_by(url, declared, place)
        if found.key:
            return found
        key = _content_key(adapter)
        return cls(key, "", found.name or key)


# Each item is asked who it is by everything that it passes.
@lru_cache(_REMEMBERED)
def _told_by(url: str | None, declared: str | None, place: str) -> Identity:
    """Return the identity that these tell; its key is empty where they tell none."""
    address = declared if declared != url and _is_believable(declared, url) else url
    key = (address and address_key(address)) or place
    name = url or place or declared or ""
    return Identity(encodable(key), host(address or "") or "", encodable(collapse(clean(name))))


class _Fields(MutableMapping[str, Any]):
    """A dataclass as a mapping, as ItemAdapter makes it, at a tenth of the price."""

    def __init__(self, item: Any, names: Mapping[str, None]) -> None:
        self._item = item
        self._names = names

    def __getitem__(self, name: str) -> Any:
        if name in self._names:
            return getattr(self._item, name)
        raise KeyError(name)

    def get(self, name: str, default: Any = None) -> Any:
        # What Mapping has raises an error and catches it.
        return getattr(self._item, name) if name in self._names else default

    def items(self) -> ItemsView[str, Any]:
        return {name: getattr(self._item, name) for name in self._names}.items()

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self._names:
            raise KeyError(name)
        setattr(self._item, name, value)

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def adapt(item: Any) -> MutableMapping[str, Any]:
    """Return *item* as a mapping from field names to values; empty for what is no item."""
    if type(item) is dict:
        return item
    if names := _names(type(item)):
        return _Fields(item, names)
    return ItemAdapter(item) if ItemAdapter.is_item(item) else {}


def plain(value: Any) -> Any:
    """Return *value*, items in it included, as JSON values that every database can hold."""
    kind = type(value)
    if kind is str:
        return encodable(value)
    if kind in _ATOMS:
        return value
    if names := _names(kind):
        return {
            name: None if (field := getattr(value, name)) is None else plain(field)
            for name in names
        }
    if isinstance(value, _COLLECTIONS):
        return [plain(element) for element in value] if value else []
    if isinstance(value, dict):
        return {encodable(str(key)): plain(element) for key, element in value.items()}
    return _foreign(value)


def _foreign(value: Any) -> Any:
    """Return what :func:`plain` does of a value that no item of ours holds."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, int | float):
        return value
    if ItemAdapter.is_item(value):
        return {name: plain(element) for name, element in ItemAdapter(value).items()}
    # A datetime is a date, too.
    return value.isoformat() if isinstance(value, date | time) else encodable(str(value))


def nested(value: Any) -> dict[str, Any]:
    """Return the item *value* (a dataclass, a dict) as a plain dictionary; empty for None."""
    is_item = _names(type(value)) or ItemAdapter.is_item(value)
    return plain(value) if is_item else {}


def encodable(text: str) -> str:
    """Return *text* with what no encoding and no database can hold replaced."""
    if not text.isascii():
        try:
            text.encode()  # which takes a tenth of what a search for surrogates does
        except UnicodeEncodeError:
            text = _SURROGATE.sub("\ufffd", text)
    return text.replace("\0", "")


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and is_web_url(value) else None


def _is_believable(declared: str | None, url: str | None) -> bool:
    """Whether *declared* may stand for *url*: an article's address on the same site."""
    if declared is None:
        return False
    parts = urlsplit(declared)
    if _HOME.fullmatch(parts.path or "/") and not parts.query:
        return False
    return url is None or site(declared) == site(url)


def address_key(address: str) -> str:
    """Return *address* in the form in which it is a key."""
    try:
        return canonical_url(address)
    except ValueError:
        return address


def _content_key(adapter: Mapping[str, Any]) -> str:
    content = json.dumps(plain(dict(adapter)), sort_keys=True)
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def _names(kind: type) -> Mapping[str, None]:
    """Return the fields of the dataclass *kind*, in order; nothing for any other type."""
    known = _FIELDS.get(kind)
    if known is None:
        found = fields(kind) if is_dataclass(kind) else ()
        known = _FIELDS[kind] = dict.fromkeys(each.name for each in found)
    return known
