"""Conditions: under which a notice would let one do what it forbids."""

from __future__ import annotations

import re

from newscrawl.policy.model import Conditions
from newscrawl.policy.notices.reading import Reading

__all__ = ["EMAIL", "read_conditions"]

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。）)]{3,300}", re.IGNORECASE)
_WRITTEN_REACH = 40


def read_conditions(reading: Reading, text: str, *, ours: bool = True) -> Conditions:
    """Return the conditions that *reading*, of the printed *text*, puts.

    *ours* says that the site speaks: then "has to be permitted" is a condition, too.
    """
    consents = reading.consents()
    required = bool(consents) or (ours and bool(reading.requirements()))
    written = required and any(
        abs(left - start) <= _WRITTEN_REACH or abs(left - end) <= _WRITTEN_REACH
        for left, _ in reading.spans("written")
        for start, end in consents or reading.requirements()
    )
    return Conditions(required, written, _exceptions(reading), _contact(text))


def _exceptions(reading: Reading) -> tuple[str, ...]:
    """Return the uses or users the text lets through, where it lets any."""
    if not reading.has("except", "limit", "allow"):
        return ()
    return tuple(name for name in reading.lexicon.exceptions if reading.has(name))


def _contact(text: str) -> str | None:
    match = EMAIL.search(text) or _URL.search(text)
    return match.group().rstrip(".,;") if match else None
