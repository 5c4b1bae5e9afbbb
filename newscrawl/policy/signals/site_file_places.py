"""Where an origin keeps its policy files besides robots.txt: ``data/site_files.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from newscrawl.knowledge import read_data
from newscrawl.policy.documents import DocumentKind

__all__ = ["LARGEST", "SIGNALS", "site_file_places"]

LARGEST = 1024 * 1024
"""The most bytes of such a file; a longer one cannot be read."""

SIGNALS: Mapping[DocumentKind, str] = {
    DocumentKind.TDMREP: "tdmrep",
    DocumentKind.AI_TXT: "ai_txt",
    DocumentKind.TRUST_TXT: "trust_txt",
    DocumentKind.RSL: "rsl",
}
"""The signal that a file of each kind gives."""


@lru_cache(maxsize=1)
def site_file_places() -> Mapping[str, DocumentKind]:
    """Return the path of each such place, and as what the file there is read."""
    listed = read_data("site_files")
    return {
        place: kind
        for kind, signal in SIGNALS.items()
        if signal in listed
        for place in listed[signal]["places"]
    }
