"""The policy files of a site besides robots.txt: where they are, whom they concern, what they say.

``data/site_files.toml`` names the places. A file is asked for when a declared purpose is among
those that its signal can touch (``data/effects.toml``); RSL may forbid them all. One that is not
there says nothing, nor does a web page in its place, but an RSL document was promised by whoever
named it, and without it nothing is licensed. What we may not see, or nobody could read, is taken
to forbid what it could.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.signals.ai_txt import ai_txt_statements
from newscrawl.policy.signals.effects import purposes_of
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_access import RobotsAnswer, RobotsOutcome
from newscrawl.policy.signals.rsl_document import RslDocument, terms_statements
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.tdmrep import file_statements
from newscrawl.policy.signals.trust_txt import trust_txt_statements

__all__ = ["LARGEST", "SiteFile", "SiteFileCopy", "site_files"]

LARGEST = 1024 * 1024
"""The most bytes of such a file; a longer one cannot be read."""


class SiteFile(NamedTuple):
    """One file to ask for: how it is read, and where it is."""

    kind: DocumentKind
    url: str


def site_files(origin: str, purposes: Iterable[Purpose]) -> tuple[SiteFile, ...]:
    """Return the files that the site at *origin* may keep at their usual places.

    Only those that can matter for *purposes*.
    """
    declared = set(purposes)
    return tuple(
        SiteFile(kind, f"{origin}{place}")
        for kind, places in _places().items()
        if declared & purposes_of(kind.signal)
        for place in places
    )


@lru_cache(maxsize=1)
def _places() -> dict[DocumentKind, list[str]]:
    file = resources.files("newscrawl") / "data" / "site_files.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: table[kind.signal]["places"] for kind in DocumentKind if kind.signal in table}
