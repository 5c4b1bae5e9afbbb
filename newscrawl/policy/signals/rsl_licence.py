"""One licence of an RSL document (RSL 1.0 section 3): what it permits, forbids and asks for.

``permits`` is a closed list: what it leaves out is forbidden. ``prohibits`` beats ``permits``.
Payment is never made, so what has to be paid for is forbidden; naming the source is a duty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from newscrawl.knowledge import read_data
from newscrawl.policy.model import Effect, Purpose
from newscrawl.policy.signals.effects import strongest

__all__ = ["Element", "Offer", "local_name", "read_offer"]

Element = Any
"""An lxml element; lxml has no types of its own."""

_SEPARATORS = re.compile(r"[\s,]+")
_FREE, _ATTRIBUTION, _CRAWL = "free", "attribution", "crawl"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one licence comes to. ``remedy`` is where, or how, more could be had."""

    effects: Mapping[Purpose, Effect] = field(default_factory=dict)
    prohibited: frozenset[Purpose] = frozenset()
    duties: tuple[str, ...] = ()
    remedy: str | None = None

    @property
    def forbids_fetching(self) -> bool:
        """Whether each fetch would have to be paid for."""
        return f"payment:{_CRAWL}" in self.duties


def read_offer(licence: Element) -> Offer:
    """Return what the element *licence* offers."""
    permitted = list(_tokens(licence, "permits", "usage"))
    prohibited = frozenset(_purposes(_tokens(licence, "prohibits", "usage")))
    payments = [(kind, address) for kind, address in _payments(licence) if kind != _FREE]
    due = [kind for kind, _ in payments if kind != _ATTRIBUTION]
    conditions = [kind for kind, _ in payments if kind == _ATTRIBUTION]
    conditions += [
        f"{kind}:{token}" for kind in ("user", "geo") for token in _limits(licence, kind)
    ]
    said = [dict.fromkeys(prohibited, Effect.DENY), _permitted(permitted, licence)]
    said += [dict.fromkeys(_paid(kind), Effect.DENY) for kind in due]
    if conditions:
        said.append(dict.fromkeys(map(Purpose, _data()["condition"]["purposes"]), Effect.RESTRICT))
    duties = tuple(dict.fromkeys([*conditions, *(f"payment:{kind}" for kind in due)]))
    addresses = [address for kind, address in payments if address and kind in due]
    remedy = next(iter(addresses), "payment" if due else None)
    return Offer(strongest(said), prohibited, duties, remedy)


def local_name(element: Element) -> str:
    """Return the name of *element* in lower case, without its namespace; of a comment ``""``."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _permitted(tokens: list[str], licence: Element) -> dict[Purpose, Effect]:
    is_closed = any(
        local_name(each) == "permits" and _type(each, "usage") == "usage" for each in licence
    )
    if not is_closed:
        return {}
    open_purposes = set(_purposes(tokens))
    return {
        purpose: Effect.ALLOW if purpose in open_purposes else Effect.DENY for purpose in Purpose
    }


def _paid(kind: str) -> Iterable[Purpose]:
    """Return the purposes that a payment of *kind* is for: one that is not known, for all."""
    return map(Purpose, _data()["payment"].get(kind, list(Purpose)))


def _purposes(tokens: Iterable[str]) -> Iterator[Purpose]:
    for token in tokens:
        yield from map(Purpose, _data()["usage"].get(token, ()))


def _limits(licence: Element, kind: str) -> Iterator[str]:
    yield from _tokens(licence, "permits", kind)
    yield from (f"not {token}" for token in _tokens(licence, "prohibits", kind))


def _tokens(licence: Element, name: str, kind: str) -> Iterator[str]:
    for each in licence:
        if local_name(each) == name and _type(each, "usage") == kind:
            yield from filter(None, _SEPARATORS.split("".join(each.itertext()).lower()))


def _payments(licence: Element) -> Iterator[tuple[str, str | None]]:
    for each in licence:
        if local_name(each) == "payment":
            names = ("custom", "standard")
            texts = (child.text for child in each if local_name(child) in names)
            address = next((text.strip() for text in texts if text and text.strip()), None)
            yield _type(each, "purchase"), address


def _type(element: Element, default: str) -> str:
    return (element.get("type") or default).strip().lower()


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return read_data("rsl")
