"""Articles as JSON-LD nodes: schema.org's words where it has them, our own for the rest.

https://www.w3.org/TR/json-ld11/ and https://schema.org/NewsArticle. The context is written into
every document, so that no reader has to fetch one. Verdict and provenance keep the names and the
shape that they have in the item (``docs/item.md``); they stand in a vocabulary of their own,
``urn:newscrawl:``, and what schema.org can say of them is said in its words, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from newscrawl.items import SCHEMA_ORG
from newscrawl.urls import is_web_url

__all__ = ["CONTEXT", "node_of"]

_ADDRESS = {"@type": "@id"}
_OWN_WORDS = [None, {"@vocab": "urn:newscrawl:"}]

CONTEXT: Mapping[str, Any] = MappingProxyType(
    {
        "@version": 1.1,
        "@vocab": "https://schema.org/",
        "newscrawl": "urn:newscrawl:",
        "url": _ADDRESS,
        "contentUrl": _ADDRESS,
        "mainEntityOfPage": _ADDRESS,
        "license": _ADDRESS,
        "usageInfo": _ADDRESS,
        "restricted": {"@id": "newscrawl:restricted"},
        "policy": {"@id": "newscrawl:policy", "@context": _OWN_WORDS},
        "provenance": {"@id": "newscrawl:provenance", "@context": _OWN_WORDS},
    }
)

_POLICY, _PROVENANCE = "policy", "provenance"


def node_of(row: Mapping[str, Any], names: Collection[str] = SCHEMA_ORG.keys()) -> dict[str, Any]:
    """Return the plain *row* of an article, of its fields those among *names*, as a node.

    It stands without a context. What is null or an empty list is left out; what is no field of an
    article has no place in it.
    """
    node: dict[str, Any] = {"@type": "NewsArticle"}
    if is_web_url(url := row.get("url") or ""):
        node = {"@id": url, **node}
    for name, term in SCHEMA_ORG.items():
        value = row.get(name) if name in names else None
        if value is not None and value != []:
            node[term] = _VALUES[name](value) if name in _VALUES else value
    if _POLICY in names and (access := _access(row.get(_POLICY) or {})):
        node["conditionsOfAccess"] = access
    if _PROVENANCE in names and (digest := (row.get(_PROVENANCE) or {}).get("sha256")):
        node["isBasedOn"] = _typed("MediaObject", contentUrl=row.get("url"), sha256=digest)
    return node


def _typed(kind: str, **values: Any) -> dict[str, Any]:
    return {"@type": kind} | {name: value for name, value in values.items() if value is not None}


def _each(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: [convert(value) for value in values]


def _person(name: str) -> dict[str, Any]:
    return _typed("Person", name=name)


def _organization(name: str) -> dict[str, Any]:
    return _typed("Organization", name=name)


def _image(image: Mapping[str, Any]) -> dict[str, Any]:
    return _typed(
        "ImageObject",
        contentUrl=image.get("url"),
        caption=image.get("caption"),
        creditText=image.get("credit"),
    )


def _related(related: Mapping[str, Any]) -> dict[str, Any]:
    return _typed("WebPage", name=related.get("title"), url=related.get("url"))


def _document(text: str) -> Any:
    """Return the address of a document, or the document of that name."""
    return text if is_web_url(text) else _typed("CreativeWork", name=text)


def _access(policy: Mapping[str, Any]) -> str | None:
    """Return the verdict in a line, for readers who know schema.org only."""
    purposes = policy.get("purposes")
    if not purposes:
        return None
    grounds = f" under {policy['permission']}" if policy.get("permission") else ""
    return f"{policy.get('decision')} for {', '.join(purposes)}{grounds}"


_VALUES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "canonical_url": _document,
        "authors": _each(_person),
        "editors": _each(_person),
        "translators": _each(_person),
        "contributors": _each(_person),
        "source_organization": _each(_organization),
        "publisher": _organization,
        "images": _each(_image),
        # A person or an organisation: the page does not always tell which.
        "copyright_holder": lambda name: {"name": name},
        "license": _document,
        "usage_info": _document,
        "related": _each(_related),
        "corrections": _each(lambda text: _typed("CorrectionComment", text=text)),
    }
)
