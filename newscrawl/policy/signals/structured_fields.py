"""Dictionaries of structured fields (RFC 9651 section 4.2.2): read whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from newscrawl.text.expressions import on_demand

__all__ = ["joined", "read_dictionary"]

_KEY = r"[a-z*][a-z0-9_.*-]*+"
_TOKEN = r"[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*+"  # noqa: S105  # section 3.3.4
_BARE = (
    r"(?:-?[0-9]{1,12}\.[0-9]{1,3}(?![0-9.])|@?-?[0-9]{1,15}(?![0-9.])"
    r'|"(?:[ !#-\[\]-~]|\\["\\])*+"|%"(?:[ !#$&-~]|%[0-9a-f]{2})*+"'
    rf"|:[A-Za-z0-9+/=]*+:|\?[01]|{_TOKEN})"
)
_PARAMETERS = rf"(?:;[ ]*+{_KEY}(?:={_BARE})?)*+"
_ITEM = rf"{_BARE}{_PARAMETERS}"
_LIST = rf"\([ ]*+(?:{_ITEM}(?:[ ]++{_ITEM})*+)?[ ]*+\){_PARAMETERS}"
_MEMBER = on_demand(
    rf"(?P<key>{_KEY})(?:=(?:(?P<token>{_TOKEN}){_PARAMETERS}(?=[ \t,]|\Z)|{_ITEM}|{_LIST})"
    rf"|{_PARAMETERS})(?=[ \t,]|\Z)"
)
_COMMA = re.compile(r"[ \t]*+,[ \t]*+")


def read_dictionary(text: str) -> Mapping[str, str | None] | None:
    """Return the members of *text*: tokens as they are, all other values as None.

    Parameters are left aside, of equal keys the last counts. None when *text* is no dictionary.
    """
    field = text.strip(" ")
    members: dict[str, str | None] = {}
    position = 0
    while position < len(field):
        member = _MEMBER().match(field, position)
        if member is None:
            return None
        members.pop(member["key"], None)
        members[member["key"]] = member["token"]
        position = member.end()
        if position < len(field):
            comma = _COMMA.match(field, position)
            if comma is None or comma.end() == len(field):
                return None
            position = comma.end()
    return members


def joined(lines: Iterable[str]) -> str:
    """Return the field that its *lines* make together; empty ones add nothing."""
    return ", ".join(line for line in (each.strip(" \t") for each in lines) if line)
