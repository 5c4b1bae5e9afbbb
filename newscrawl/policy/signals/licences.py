"""Licence and paywall as a page states them for machines.

``rel="license"`` (HTML, and Link headers), and of schema.org ``license``, ``usageInfo``,
``acquireLicensePage``, ``conditionsOfAccess`` and ``isAccessibleForFree``, in JSON-LD and
microdata. What is said of a
picture or a film is not said of the text: it counts for nothing here. Addresses of terms are shown
and have no effect, since only a person can read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

from newscrawl.document import Document
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.creative_commons import Licence, licence_data, read_licence
from newscrawl.policy.signals.link_header import licence_links
from newscrawl.policy.signals.source import Source

__all__ = ["Claim", "Claims", "licence_statements"]

_FREE = "isAccessibleForFree"
_TERMS = ("usageInfo", "acquireLicensePage", "conditionsOfAccess")
_CLOSED = frozenset(["false", "no", "0"])
_OPEN = frozenset(["true", "yes", "1"])
_RSL = "application/rsl+xml"
_DEEPEST = 4
_MOST_CLAIMS = 200


class Claim(NamedTuple):
    """What a page says at ``locator``: ``text``, an address made absolute."""

    locator: str
    text: str

    @property
    def licence(self) -> Licence | None:
        """The licence that it names, if it is a known one."""
        return read_licence(self.text)

    @property
    def is_free(self) -> bool | None:
        """Whether it, a flag, says that the page may be read without paying."""
        flag = self.text.strip().rsplit("/", 1)[-1].removeprefix("schema:").lower()
        return False if flag in _CLOSED else (True if flag in _OPEN else None)


def licence_statements(document: Document, source: Source) -> Iterator[Statement]:
    """Yield what *document* says of its licence, of terms, and of paying."""
    claims = Claims(document)
    for claim in claims.licences():
        licence = claim.licence
        kinds = [licence.kind if licence else "terms"]
        duties = licence.duties if licence else ()
        yield source.statement("licence", kinds, claim.locator, claim.text, duties=duties)
    for claim in claims.terms():
        yield source.statement("schema_org", ["terms"], claim.locator, claim.text)
    for claim in claims.paywalls():
        if claim.is_free is False:
            said = f"{claim.locator}: {claim.text}"  # the value alone would tell nobody anything
            yield source.statement("schema_org", ["paywall"], claim.locator, said)


class Claims:
    """What *document* claims of its text: its licence, terms, and what reading it costs."""

    def __init__(self, document: Document) -> None:
        self._document = document
        # Each property is looked for in all of them.
        self._nodes = [each for node in document.nodes for each in _text_nodes(node, 0)]

    def licences(self) -> tuple[Claim, ...]:
        """Return where the page names the licence of its text, each address once."""
        found = [*islice(_linked(self._document), _MOST_CLAIMS)]
        found += self._structured("license")
        for name in licence_data()["metas"]["licence"]:
            contents = self._document.metas.get(name, ())
            claims = [Claim(f"meta[{name}]", content) for content in contents]
            found += [claim for claim in claims if claim.licence]
        return tuple({claim.text: claim for claim in reversed(found)}.values())[::-1]

    def terms(self) -> tuple[Claim, ...]:
        """Return where the page points to terms for people to read."""
        return tuple(claim for name in _TERMS for claim in self._structured(name))

    def paywalls(self) -> tuple[Claim, ...]:
        """Return what the page says of reading it without paying."""
        data, metas = licence_data()["metas"], self._document.metas
        tiers = [
            Claim(f"meta[{name}]", "false" if tier.lower() in data["paid_tiers"] else tier)
            for name in data["tier"]
            for tier in metas.get(name, ())
        ]
        found = tuple(self._structured(_FREE))
        loose = () if found else metas.get(_FREE.lower(), ())  # outside of any item
        return (*found, *(Claim(f"meta[{_FREE}]", content) for content in loose), *tiers)

    def _structured(self, name: str) -> Iterator[Claim]:
        """Yield the first of what JSON-LD and microdata give for the property *name*."""
        found = chain(self._in_nodes(name), _in_markup(self._document, name))
        return islice(found, _MOST_CLAIMS)

    def _in_nodes(self, name: str) -> Iterator[Claim]:
        for stated in [node[name] for node in self._nodes if name in node]:
            for value in _texts(stated):
                text = value if name == _FREE else _absolute(self._document, value)
                yield Claim(f"json-ld[{name}]", text)


def _linked(document: Document) -> Iterator[Claim]:
    for served in licence_links(document.page):
        if _RSL not in served.media_type:
            yield Claim("header link", served.url)
    for link in document.head_links:
        if "license" in link.rel and _RSL not in link.text.lower():
            yield Claim('link[rel="license"]', link.url)
    if "license" in document.marks:
        selector = f'a[rel~="license" i][href]:not([type*="{_RSL}" i], {_elsewhere()})'
        for element in document.select(selector):
            yield Claim('a[rel="license"]', _absolute(document, element.attributes.get("href")))


def _in_markup(document: Document, name: str) -> Iterator[Claim]:
    if name.lower() not in document.marks:
        return
    selector = f'[itemtype*="schema.org" i] [itemprop~="{name}" i]:not({_elsewhere()})'
    for element in document.select(selector):
        attributes = element.attributes
        value = attributes.get("content") or attributes.get("href") or element.text
        if value:
            text = value if name == _FREE else _absolute(document, value)
            yield Claim(f"microdata[{name}]", text)


def _text_nodes(node: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield *node* and its parts, where they are about the text."""
    if depth > _DEEPEST or not _is_text(node):
        return
    yield node
    for part in licence_data()["nodes"]["nested"]:
        inner = node.get(part)
        for each in inner if isinstance(inner, list) else [inner]:
            if isinstance(each, dict):
                yield from _text_nodes(each, depth + 1)


def _texts(value: Any) -> Iterator[str]:
    """Yield what *value*, a text, a flag, a node or a list of them, says in words."""
    for each in value if isinstance(value, list) else [value]:
        inner = (each.get("url") or each.get("@id")) if isinstance(each, dict) else each
        if isinstance(inner, bool | int | str) and str(inner).strip():
            yield str(inner).strip()


def _is_text(node: Mapping[str, Any]) -> bool:
    """Whether *node* stands for a text or a page, or does not say what it stands for."""
    stated = node.get("@type")
    if stated is None:
        return True
    endings = (*licence_data()["nodes"]["endings"], "webpageelement")
    types = stated if isinstance(stated, list) else [stated]
    return any(str(each).lower().endswith(endings) for each in types)


def _absolute(document: Document, address: str | None) -> str:
    written = (address or "").strip()
    is_address = written.startswith(("/", "./", "../", "?", "#"))
    try:
        return urljoin(document.base_url or "", written) if is_address else written
    except ValueError:
        return written


def _elsewhere() -> str:
    within: Sequence[str] = licence_data()["elsewhere"]["within"]
    return ", ".join(f"{each} *" for each in within)
