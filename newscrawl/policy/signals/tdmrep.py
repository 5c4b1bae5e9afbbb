"""TDMRep: text and data mining reserved or open (W3C Community Group report, 2024-05).

Three carriers on the web: the well-known file, HTTP headers and HTML meta elements. The report
lets the nearer carrier supersede; we take the most restrictive of all, and each stays in the
evidence. A value that the report does not know is unset. What is malformed can only reserve.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from newscrawl.document import Document
from newscrawl.page import Page
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.memory import remembered
from newscrawl.policy.signals.robots_path import PathPattern, request_target
from newscrawl.policy.signals.source import Source

__all__ = [
    "Reservation",
    "file_statements",
    "header_reservation",
    "page_reservations",
    "read_tdmrep",
    "tdm_statements",
]

_FILE, _HEADER, _META = 0, 1, 2
_KEY, _POLICY = "tdm-reservation", "tdm-policy"
_AROUND = " \t\"'"
_LARGEST = 1024 * 1024
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_RESERVED = re.compile(r"[\"']?tdm-reservation[\"']?\s*[:=]\s*[\"']?1\b", re.IGNORECASE)
_DEEPEST = 3
_MARKUP = re.compile(r"\s*<")
_NAMES = frozenset([_KEY, _POLICY, "location"])
_MISSPELT = re.compile(
    rf'"(?!(?:{"|".join(sorted(_NAMES))})")\s*+(?i:{"|".join(sorted(_NAMES))})\s*+"\s*+:'
)
_ADDRESS = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one carrier says: ``value`` 1 reserves, 0 opens, None is unset.

    By the report a carrier of higher ``rank`` supersedes, and only what is ``well_formed`` counts.
    """

    value: int | None = None
    policy: str | None = None
    locator: str = ""
    text: str = ""
    rank: int = 0
    well_formed: bool = True

    @classmethod
    def declared(
        cls, values: Iterable[str], policies: Iterable[str], locator: str, rank: int
    ) -> Reservation:
        """Return what *values* and *policies* of one carrier come to, the strictest counting.

        A policy without a reservation is an offer of a licence, and so reserves.
        """
        written = [value.strip() for value in values]
        policy = next(filter(None, (each.strip() for each in policies)), None)
        said = {part.strip(_AROUND) for value in written for part in value.split(",")}
        if "1" in said or (policy and not any(written)):
            text = ", ".join(written) or policy or ""
            return cls(1, policy, locator, text, rank, written == ["1"])
        return cls(0 if written == ["0"] else None, None, locator, "0", rank)


def read_tdmrep(body: bytes, url: str) -> Reservation:
    """Return what the file ``/.well-known/tdmrep.json`` with *body* says of *url*.

    Its locations are tried in sequence, the first that matches decides; they are patterns as in
    robots.txt (RFC 9309 section 2.2.2).
    """
    rules, is_sound = _rules(body)
    target = request_target(url)
    for rule in rules:
        if (is_sound or rule.said.value == 1) and rule.pattern.matches(target):
            return replace(rule.said, well_formed=rule.said.well_formed and is_sound)
    return Reservation()


class _Rule(NamedTuple):
    """What is said of the addresses that fit a pattern."""

    pattern: PathPattern
    said: Reservation


@remembered(len)
def _rules(body: bytes) -> tuple[tuple[_Rule, ...], bool]:
    """Return the rules in *body*, and whether it is sound; read once, and asked for each URL."""
    text = body[:_LARGEST].decode(_encoding(body), "replace").removeprefix("\ufeff")
    try:
        rules = json.loads(text, object_pairs_hook=_object)
        is_sound = isinstance(rules, list) and not _MISSPELT.search(text)
    except (ValueError, RecursionError):
        rules, is_sound = _mended(text), False
    read = map(_read_rule, _objects(rules))
    return tuple(rule for rule in read if rule is not None), is_sound


def page_reservations(document: Document) -> Iterator[Reservation]:
    """Yield what the headers and the meta elements of *document* say."""
    yield header_reservation(document.page)
    metas = document.metas
    values = metas.get(_KEY, ())
    if values and len(document.select(f'meta[name="{_KEY}" i][content]')) != len(values):
        values = [value for value in values if value.strip() != "0"]  # a property is no name
    yield Reservation.declared(values, metas.get(_POLICY, ()), f"meta[{_KEY}]", _META)


def header_reservation(page: Page) -> Reservation:
    """Return what the headers of *page* say."""
    locator = f"header {_KEY}"
    return Reservation.declared(page.header(_KEY), page.header(_POLICY), locator, _HEADER)


def tdm_statements(reservations: Iterable[Reservation], source: Source) -> Iterator[Statement]:
    """Yield the *reservations* that say something, as statements."""
    for each in reservations:
        if each.value is not None:
            kinds = ["reserved" if each.value else "open"]
            policy = f" ({_POLICY}: {each.policy})" if each.policy else ""
            said = source.statement("tdmrep", kinds, each.locator, f"{_KEY}: {each.value}{policy}")
            yield replace(said, rank=each.rank, well_formed=each.well_formed)


def file_statements(body: bytes, url: str, source: Source) -> tuple[Statement, ...]:
    """Return what the well-known file *source* with *body* says of *url*."""
    return tuple(tdm_statements([read_tdmrep(body, url)], source))


def _encoding(body: bytes) -> str:
    return json.detect_encoding(body)


def _mended(text: str) -> Any:
    """Return what *text*, which is no JSON, must have meant; it reserves or says nothing."""
    try:
        return json.loads(_TRAILING_COMMA.sub("", text), object_pairs_hook=_object)
    except (ValueError, RecursionError):
        is_ours = not _MARKUP.match(text) and _RESERVED.search(text)
        return {_KEY: 1} if is_ours else None


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of *pairs*, its keys as they are meant where that can only reserve.

    Of a reservation that is given twice the stricter counts.
    """
    found: dict[str, Any] = {}
    for written, value in pairs:
        meant = written.strip().lower()
        is_meant = meant in _NAMES and (meant != _KEY or _value(value) == 1)
        key = meant if is_meant else written
        if key != _KEY or found.get(key) != 1:
            found[key] = value
    return found


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the rules in *value*, also those that stand deeper than they should."""
    if isinstance(value, dict) and not {_KEY, _POLICY}.isdisjoint(value):
        yield value
    elif isinstance(value, list | dict) and depth < _DEEPEST:
        for member in value.values() if isinstance(value, dict) else value:
            yield from _objects(member, depth + 1)


def _read_rule(rule: Mapping[str, Any]) -> _Rule | None:
    """Return what *rule* says; None when it says nothing."""
    stated, location, policy = rule.get(_KEY), rule.get("location"), rule.get(_POLICY)
    policy = policy.strip() if isinstance(policy, str) and policy.strip() else None
    value = _value(stated)
    if value is None and _KEY not in rule and policy:
        value = 1
    if value is None:
        return None
    is_path = isinstance(location, str) and location.startswith(("/", "*"))
    if value == 0 and (not is_path or isinstance(stated, str)):
        return None
    path = _path(location) if isinstance(location, str) else "/"
    is_specified = is_path and isinstance(stated, int | float)
    policy = policy if value else None
    text = f"{_KEY}: {value}"
    said = Reservation(value, policy, f"location {path}", text, _FILE, is_specified)
    return _Rule(PathPattern.read(path.encode("utf-8", "replace")), said)


def _value(stated: Any) -> int | None:
    if isinstance(stated, str):
        stated = {"1": 1, "0": 0}.get(stated.strip())
    if isinstance(stated, bool) or stated not in (0, 1):
        return None
    return int(stated)


def _path(location: str) -> str:
    path = _ADDRESS.sub("", location.strip(), count=1)
    return path if path.startswith(("/", "*")) else f"/{path}"
