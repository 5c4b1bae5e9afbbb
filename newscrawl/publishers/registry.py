"""The rules of the publisher that a page is of: only the file needed is read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from newscrawl.knowledge import data_folder, read_data
from newscrawl.publishers.rules import Rules
from newscrawl.urls import host

__all__ = ["domains", "read_rules", "rules_for"]

_ENDING = ".toml"


def rules_for(url: str | None) -> Rules | None:
    """Return the rules for the page at *url*: those of its host, else of the domain around it.

    None where there are none. Raises DataError where the file is malformed.
    """
    known = domains()
    for name in _domains_around(host(url) if url else None):
        if name in known:
            return read_rules(name)
    return None


@lru_cache(maxsize=256)
def read_rules(domain: str) -> Rules:
    """Read the rules for *domain*. Raises DataError, which names the file and the key."""
    return Rules.of(domain, read_data(f"publishers/{domain}"))


@lru_cache(maxsize=1)
def domains() -> frozenset[str]:
    """Return the domains that have rules."""
    files = (file.name for file in data_folder("publishers").iterdir())
    return frozenset(name.removesuffix(_ENDING) for name in files if name.endswith(_ENDING))


def _domains_around(name: str | None) -> Iterator[str]:
    """Yield the host *name* and each domain that it is in, the narrowest first."""
    labels = name.split(".") if name else []
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])
