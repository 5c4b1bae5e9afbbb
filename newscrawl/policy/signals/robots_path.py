"""Paths of robots.txt: what a rule names, and whether an address falls under it.

RFC 9309 section 2.2.2 compares octets after both sides have been brought to one spelling;
section 2.2.3 gives ``*`` and a final ``$`` their meaning. Matching takes a time that grows
with the length of the address, not with the number of wildcards: each piece between two
stars is looked for once, from the end of the one before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PathPattern", "comparable", "request_target", "without_dots"]

_UNRESERVED = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"  # RFC 3986 section 2.3
)
_TARGET = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*+:)?//[^/?#\\]*+([^#]*+)")

# An escape, or an octet that stands for itself in no address. A star and a dollar sign are
# wildcards in a rule, so that in an address they are written as escapes (section 2.2.3).
_OUTSIDE = rb"\x00-\x20\"<>\\^`{|}\x7f-\xff"
_UNUSUAL_IN_RULE = re.compile(rb"%%[0-9A-Fa-f]{2}|[%s]" % _OUTSIDE)
_UNUSUAL_IN_ADDRESS = re.compile(rb"%%[0-9A-Fa-f]{2}|[%s*$]" % _OUTSIDE)


def _respelt(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if len(text) == 1:
        return b"%%%02X" % text[0]
    octet = int(text[1:], 16)
    return bytes((octet,)) if octet in _UNRESERVED else text.upper()


def request_target(url: str) -> bytes:
    """Return path and query of *url* in the spelling in which rules are compared.

    Never empty, always with a leading slash; the fragment plays no part. Any text is taken.
    """
    found = _TARGET.match(url)
    target = found[1] if found else url.partition("#")[0]
    if not target.startswith("/"):
        target = f"/{target}"
    return _UNUSUAL_IN_ADDRESS.sub(_respelt, target.encode("utf-8", "surrogatepass"))


def comparable(path: bytes) -> bytes:
    """Return the *path* of a rule in the spelling in which it is compared; wildcards stay."""
    return _UNUSUAL_IN_RULE.sub(_respelt, path)


def without_dots(target: bytes) -> bytes:
    """Return *target* with ``.`` and ``..`` segments of its path resolved (RFC 3986, 5.2.4)."""
    path, mark, query = target.partition(b"?")
    kept: list[bytes] = []
    segments = path.split(b"/")[1:]
    for segment in segments:
        if segment == b"..":
            del kept[-1:]
        elif segment != b".":
            kept.append(segment)
    if segments[-1] in {b".", b".."}:
        kept.append(b"")
    return b"/" + b"/".join(kept) + mark + query


class PathPattern(NamedTuple):
    """The path of one rule, ready for matching.

    ``head`` must begin the address, ``pieces`` must follow in order with anything between,
    and ``tail`` must end it (None: anything may follow). An ``exact`` pattern matches
    ``head`` alone.
    """

    head: bytes
    pieces: tuple[bytes, ...] = ()
    tail: bytes | None = None
    exact: bool = False

    @classmethod
    def read(cls, path: bytes) -> PathPattern:
        """Read the *path* of a rule, or of any record that names paths the same way."""
        text = comparable(path)
        anchored = text.endswith(b"$")
        body = text[:-1] if anchored else text
        head, *rest = body.replace(b"$", b"%24").split(b"*")
        if not anchored:
            return cls(head, tuple(filter(None, rest)))
        if not rest:
            return cls(head, exact=True)
        return cls(head, tuple(filter(None, rest[:-1])), rest[-1])

    def matches(self, target: bytes) -> bool:
        """Whether the rule speaks of *target*, as :func:`request_target` gives it."""
        if not target.startswith(self.head):
            return False
        if self.exact:
            return len(target) == len(self.head)
        position = len(self.head)
        for piece in self.pieces:
            position = target.find(piece, position)
            if position < 0:
                return False
            position += len(piece)
        tail = self.tail
        if tail is None:
            return True
        return len(target) - len(tail) >= position and target.endswith(tail)
