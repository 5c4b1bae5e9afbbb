"""trust.txt: whether a publisher lets models be trained (JournalList specification, 2024-04).

One attribute, ``datatrainingallowed``, of ``/trust.txt`` or ``/.well-known/trust.txt``. Of several
the refusal counts; spellings beside ``yes`` and ``no`` refuse but do not permit.
"""

from __future__ import annotations

import re

from newscrawl.policy.model import Statement
from newscrawl.policy.signals.memory import remembered
from newscrawl.policy.signals.robots_lines import within_limit
from newscrawl.policy.signals.source import Source
from newscrawl.text.encoding import decode

__all__ = ["trust_txt_statements"]

_LINE = re.compile(r"\s*datatrainingallowed\s*[=:]\s*(?P<value>[^#]*)", re.IGNORECASE)
_CONSENT = re.compile(r"\s*datatrainingallowed=yes\s*(?:#.*)?", re.IGNORECASE)
_REFUSAL = re.compile(r"(?:no|n|false|0|none|never|den(?:y|ied)|disallow(?:ed)?|forbidden)\b")


def trust_txt_statements(body: bytes, source: Source) -> tuple[Statement, ...]:
    """Return what the trust.txt *source* with *body* says of training."""
    said = _said(body)
    if said is None:
        return ()
    kind, number, line = said
    return (source.statement("trust_txt", [kind], f"line {number}", line),)


@remembered(len)
def _said(body: bytes) -> tuple[str, int, str] | None:
    """Return what *body* says, and the line, with its number, that says it."""
    text = decode(within_limit(body)).text
    said: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if found is None:
            continue
        value = found["value"].strip(" \t\"'").lower()
        if _REFUSAL.match(value):
            said.setdefault("no", (number, line))
        elif _CONSENT.fullmatch(line):
            said.setdefault("yes", (number, line))
    kind = next((kind for kind in ("no", "yes") if kind in said), None)
    return (kind, *said[kind]) if kind is not None else None
