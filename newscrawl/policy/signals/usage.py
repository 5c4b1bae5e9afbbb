"""What may be done with content: AIPREF's Content-Usage and Cloudflare's Content-Signal.

Content-Usage is a dictionary of structured fields with the values ``y`` and ``n``
(draft-ietf-aipref-vocab-08, draft-ietf-aipref-attach-05); what cannot be parsed permits nothing.
Content-Signal is a list of ``key=yes`` and ``key=no`` (contentsignals.org, 2025-09-24). Names and
values of the other vocabulary, in the wrong case or in quotes, forbid but never permit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from newscrawl.page import Page
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.structured_fields import joined, read_dictionary

__all__ = [
    "UsageReader",
    "apart",
    "read_content_signal",
    "read_content_usage",
    "restrictions",
    "usage_statements",
]

_PAIR = re.compile(r"(?<![\w-])([a-z-]++)\s*+([=:])\s*+([^\s,;]*+)", re.IGNORECASE)
_REFUSALS = frozenset(["no", "n", "false", "0"])
_OLD_LABELS = frozenset("tdm ai genai train-genai ai-train ai-input ai-use bots".split())
_LABELS = frozenset(["train-ai", "search"])
_OTHER_NAMES = {"train-ai": "ai-train", "train-genai": "ai-train"}
_AROUND = "\"'?"
_SIGNALS = frozenset(["search", "ai-input", "ai-train"])


class UsageReader(Protocol):
    """Reads one field of one vocabulary."""

    def __call__(self, field: str, *, careful: bool = True) -> tuple[str, ...]:
        """Return what *field* says, as ``key=value``."""


def read_content_usage(field: str, *, careful: bool = True) -> tuple[str, ...]:
    """Return the preferences of one Content-Usage *field*, as ``train-ai=n``, ``search=y``.

    Without *careful* only those that are as specified.
    """
    stated = read_dictionary(field)
    strict = [
        f"{key}={value}"
        for key, value in (stated or {}).items()
        if key in _LABELS and value in {"y", "n"}
    ]
    lenient = [
        f"{key}=n"
        for key, value in _members(field.lower())
        if key in _LABELS | _OLD_LABELS and value in _REFUSALS
    ]
    return tuple(dict.fromkeys([*strict, *lenient] if careful else strict))


def _members(field: str) -> Iterable[tuple[str, str | None]]:
    """Return the members of *field*; the pairs in it where it, or a value, is not as specified."""
    members = read_dictionary(field)
    if members is not None and None not in members.values():
        return members.items()
    return {pair[1]: pair[3].strip(_AROUND) for pair in _PAIR.finditer(field)}.items()


def read_content_signal(field: str, *, careful: bool = True) -> tuple[str, ...]:
    """Return the signals of one Content-Signal *field*, as ``ai-train=no``; a refusal wins.

    Without *careful* only those that are as specified.

    ``use`` is kept with its value as text: nobody has said what it comes to.
    """
    said: dict[str, str] = {}
    for pair in _PAIR.finditer(field):
        written, value = pair[1].lower(), pair[3].strip(_AROUND)
        key = _OTHER_NAMES.get(written, written) if value.lower() in _REFUSALS else written
        if key == "use" and value:
            said[key] = value
        elif key in _SIGNALS and value.lower() in _REFUSALS:
            if careful or (key == written and pair[2] == "=" and pair[3].lower() == "no"):
                said[key] = "no"
        elif key in _SIGNALS and pair[2] == "=" and pair[3].lower() == "yes":
            said.setdefault(key, "yes")
    return tuple(f"{key}={value}" for key, value in said.items())


def apart(field: str, read: UsageReader) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield what *read* finds in *field*: what is as specified and True, what is not and False."""
    strict = read(field, careful=False)
    lenient = tuple(kind for kind in read(field, careful=True) if kind not in strict)
    if strict:
        yield strict, True
    if lenient:
        yield lenient, False


def restrictions(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return those of *kinds* that forbid."""
    return tuple(kind for kind in kinds if kind.endswith(("=n", "=no")))


def usage_statements(page: Page, source: Source) -> Iterator[Statement]:
    """Yield what the Content-Usage and Content-Signal headers of *page* say."""
    readers: tuple[tuple[str, str, UsageReader], ...] = (
        ("content-usage", "aipref", read_content_usage),
        ("content-signal", "content_signal", read_content_signal),
    )
    for name, signal, read in readers:
        field = joined(page.header(name))
        for kinds, well_formed in apart(field, read):
            said = source.statement(signal, kinds, f"header {name}", field)
            yield replace(said, well_formed=well_formed)
