"""Sites known to forbid crawling, from ``data/known_sites.toml``: refused before any request."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

import tomli

from newscrawl.knowledge import data_folder
from newscrawl.policy.model import Conditions, Level, Scope, Statement
from newscrawl.policy.notices.kinds import Kind, effects_of
from newscrawl.urls import host

__all__ = ["known_site"]

_FILE = "known_sites.toml"


def known_site(url: str) -> Statement | None:
    """Return what the site of *url* is known to forbid; None for a site that is not listed.

    A listed domain stands for itself and all its subdomains.
    """
    return _known(host(url) or "")


@lru_cache(maxsize=4096)
def _known(name: str) -> Statement | None:
    labels = name.rstrip(".").split(".")
    table = _statements()
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((table[domain] for domain in domains if domain in table), None)


@lru_cache(maxsize=1)
def _statements() -> Mapping[str, Statement]:
    raw = (data_folder() / _FILE).read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    table = {}
    for entry in tomli.loads(raw.decode())["site"]:
        kinds = [Kind(kind) for kind in entry["kinds"]]
        written = bool(entry.get("written_permission"))
        table[entry["domain"]] = Statement(
            signal="known_site",
            kinds=tuple(map(str, kinds)),
            source=f"newscrawl/data/{_FILE}",
            locator=entry["domain"],
            text=entry["says"],
            sha256=digest,
            effects=effects_of(kinds, Level.CERTAIN),
            scope=Scope.SITE,
            holder=entry["holder"],
            conditions=Conditions(permission_required=True, written_permission_required=written),
        )
    return table
