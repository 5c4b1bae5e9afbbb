"""Public suffixes (publicsuffix.org): below which names anybody can have a domain registered."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["registered_domain"]

_LIST = ".tld_set_snapshot"
_RULE = re.compile(r"\n([^\s/]\S*)")
# RFC 3490 section 3.1: what parts labels beside the full stop.
_DOTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))
_ENCODED = "xn--"


def registered_domain(name: str) -> str | None:
    """Return of the host *name*, in lower case, the part that somebody has registered.

    Private suffixes are suffixes. None where it ends in no known one, ``""`` where it is one.
    """
    labels = name.translate(_DOTS).rstrip(".").split(".")
    begin = _beginning([_decoded(label) for label in labels])
    if begin is None:
        return None
    return ".".join(labels[begin - 1 :]) if begin and labels[begin - 1] else ""


def _beginning(labels: list[str]) -> int | None:
    """Return where in *labels* the suffix begins, as the longest rule has it; None without one."""
    rules, below = _rules(), ".".join(labels)
    for place in range(len(labels)):
        name, below = below, below.partition(".")[2]
        if f"!{name}" in rules:
            return place + 1
        if name in rules or f"*.{below}" in rules:
            return place
    return None


@lru_cache(maxsize=1)
def _rules() -> frozenset[str]:
    """Return the rules of the list that comes with tldextract.

    It is read as the file that it is: the package loads requests, and makes a tree of the list,
    which takes fifty times as long.
    """
    package = find_spec("tldextract")
    assert package is not None
    assert package.origin is not None
    try:
        text = Path(package.origin).with_name(_LIST).read_text(encoding="utf-8")
    except FileNotFoundError:  # in another version it may stand elsewhere
        from tldextract import TLDExtract  # noqa: PLC0415

        known = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True, cache_dir=None)
        return frozenset(known.tlds)
    return frozenset(_RULE.findall(f"\n{text}"))


def _decoded(label: str) -> str:
    """Return *label* as the list has it."""
    if not label.startswith(_ENCODED):
        return label
    try:
        return label.removeprefix(_ENCODED).encode("ascii").decode("punycode")
    except UnicodeError:
        return label
