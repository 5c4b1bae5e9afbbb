"""Public suffixes: below which names anybody may register one of their own.

The list is that of https://publicsuffix.org, private suffixes included, as tldextract brings it.
It is read here: tldextract loads an HTTP client first, and takes twenty times as long, in every
process.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["registrable_domain"]

_RULE = re.compile(r"^[.*!]*\w\S*", re.MULTILINE)
_DOT = re.compile("[.\u3002\uff0e\uff61]")
_PUNYCODE = "xn--"


def registrable_domain(name: str) -> str | None:
    """Return the registrable domain of the host *name*.

    It is empty where that is a suffix itself, and None where its suffix is unknown.
    """
    labels = _DOT.split(name.strip())
    start = _start([_decoded(label) for label in labels])
    if start is None:
        return None
    return ".".join(labels[start - 1 :]) if start and labels[start - 1] else ""


def _start(labels: list[str]) -> int | None:
    """Return at which of *labels* the longest suffix begins; None without one."""
    rules, longest = _rules()
    for start in range(max(0, len(labels) - longest), len(labels)):
        name, parent = ".".join(labels[start:]), ".".join(labels[start + 1 :])
        if f"!{name}" in rules:
            return start + 1
        if name in rules or f"*.{parent}" in rules:
            return start
    return None


def _decoded(label: str) -> str:
    """Return *label* as the list has it, which is written in Unicode."""
    label = label.lower()
    if not label.startswith(_PUNYCODE):
        return label
    try:
        decoded = label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return label if decoded.isascii() else decoded


@lru_cache(maxsize=1)
def _rules() -> tuple[frozenset[str], int]:
    """Return the rules, and how many labels the longest has."""
    package = find_spec("tldextract")  # which is not loaded by that
    assert package is not None
    assert package.origin is not None
    text = Path(package.origin).with_name(".tld_set_snapshot").read_text(encoding="utf-8")
    rules = frozenset(_RULE.findall(text))
    return rules, 1 + max(rule.count(".") for rule in rules)
