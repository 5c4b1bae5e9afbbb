"""Creative Commons: a licence by its address or its name, and the duties that go with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from newscrawl.knowledge import read_data

__all__ = ["Licence", "licence_data", "read_licence"]

_HOST = r"(?:https?:)?//(?:[a-z-]+\.)?creativecommons\.org"
_ADDRESS = re.compile(
    rf"{_HOST}/(?:licen[sc]es/(?P<codes>by(?:-(?:nc|nd|sa))*)|publicdomain/(?P<domain>zero|mark))"
    r"(?:/(?P<version>[0-9.]+))?(?:/(?P<port>[a-z]{2}|igo|scotland)(?=/|$))?(?:[/?#].*)?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"cc[ -]?(?:(?P<codes>by(?:[ -](?:nc|nd|sa))*)[ -](?P<version>[0-9]\.[0-9])"
    r"|(?P<domain>0)[ -]1\.0)(?P<port>)(?: international)?",
    re.IGNORECASE,
)
_LONGEST = 300


class Licence(NamedTuple):
    """A licence: ``name`` as SPDX writes it, and its duties; the public domain has none."""

    name: str
    duties: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What it comes to: ``attribution`` or ``public-domain``."""
        return "attribution" if self.duties else "public-domain"


def read_licence(text: str) -> Licence | None:
    """Return the licence that *text* names, an address or a name; None when it is no known one."""
    written = text.strip()[:_LONGEST]
    found = _ADDRESS.fullmatch(written) or _NAME.fullmatch(written)
    if found is None:
        return None
    version = f"-{found['version'].strip('.')}" if found["version"] else ""
    if found["domain"]:
        domain = licence_data()["public_domain"].get(found["domain"].lower(), "CC0")
        return Licence(f"{domain}{version}")
    codes = re.split(r"[ -]", found["codes"].lower())
    port = f"-{found['port'].upper()}" if found["port"] else ""
    duties = tuple(licence_data()["duties"][code] for code in codes)
    return Licence(f"CC-{'-'.join(codes).upper()}{version}{port}", duties)


@lru_cache(maxsize=1)
def licence_data() -> Mapping[str, Any]:
    """Return ``data/licences.toml``."""
    return read_data("licences")
