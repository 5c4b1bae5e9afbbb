"""Seeds: the addresses that a crawl begins with, as the operator writes them."""

from __future__ import annotations

import re
from ipaddress import ip_address

from newscrawl.urls import canonical_url, host, is_web_url

__all__ = ["is_loopback", "read_seeds"]

# A comma within an address is not followed by another address.
_BREAK = re.compile(r"[\s]+|,\s*(?=[a-z][a-z0-9+.-]*://|$)|,\s+", re.IGNORECASE)


def read_seeds(text: str) -> tuple[str, ...]:
    """Return the web addresses in *text*, each once; commas or white space part them.

    Raises ValueError naming what is no web address, or when there is none.
    """
    seeds: dict[str, str] = {}
    for seed in filter(None, _BREAK.split(text)):
        if not is_web_url(seed):
            hint = "" if "://" in seed else f" (is it https://{seed} ?)"
            raise ValueError(f"{seed!r} is no web address{hint}")
        seeds.setdefault(canonical_url(seed), seed)
    if not seeds:
        raise ValueError("names no address")
    return tuple(seeds.values())


def is_loopback(url: str) -> bool:
    """Whether *url* leads to this machine by its host alone."""
    name = (host(url) or "").rstrip(".")
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
