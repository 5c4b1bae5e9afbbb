"""Lines of robots.txt: bytes in, records out (RFC 9309 sections 2.2, 2.3.1.5 and 2.5).

Each line is read as the RFC says and, where that differs, also as its author must have
meant it: names with a slip of the keyboard, a missing colon, slash or line break, a list of
crawlers.
Reading does not fail. What is past 500 KiB is left out together with the line it cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newscrawl.policy.signals.robots_spelling import meant_name

__all__ = ["SIZE_LIMIT", "Line", "mended", "read_lines", "split_lines", "within_limit"]

SIZE_LIMIT = 500 * 1024

Meant = tuple[tuple[bytes, bytes], ...]
Line = tuple[int, bytes, bytes, Meant | None]
"""Number from 1; name in lower case; value without comment and surrounding space; and the
names and values that were meant, None when the line says what it means."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|pre|br|div|p)\b", re.IGNORECASE)
_BREAK = re.compile(rb"</?(?:br|p|div|li)\b[^<>\r\n]*+>", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>\r\n]*+>")
# Of other alphabets: a colon as wide as a letter, and spaces of which some have no width.
_LOOKALIKES = {
    b"\xef\xbc\x9a": b":",
    b"\xc2\xa0": b" ",
    b"\xe2\x80\x8b": b" ",
    b"\xe3\x80\x80": b" ",
}
_LOOKALIKE = re.compile(b"|".join(map(re.escape, _LOOKALIKES)))
# Where a record begins whose line break was lost.
_LOST_BREAK = re.compile(
    rb"(?<![ \t])[ \t]++(?=(?:user-?agent|(?:dis)?allow|crawl-delay|sitemap)\s*+:)", re.IGNORECASE
)
_QUOTES = b"\"' "
_WITHOUT_COLON = re.compile(rb"\s*+([A-Za-z_-]++)[ \t=]++(\S++)\s*+")
_SHORTEST_RULE = len(b"allow /")
_ADDRESS = re.compile(rb"https?://[^/?#]*+", re.IGNORECASE)
_EVERYBODY = re.compile(rb"\*(?![\w*-])")
_AGENT = b"user-agent"
_RULES = frozenset((b"allow", b"disallow"))
_READ = _RULES | {_AGENT}


def within_limit(body: bytes) -> bytes:
    """Return *body*, or of a longer one the whole lines within the first 500 KiB."""
    if len(body) <= SIZE_LIMIT:
        return body
    end = max(body.rfind(b"\n", 0, SIZE_LIMIT), body.rfind(b"\r", 0, SIZE_LIMIT))
    return body[: end + 1]


def split_lines(body: bytes) -> list[bytes]:
    """Return the lines of *body*. CR, LF and CRLF end one, nothing else does."""
    text = body.removeprefix(_BOM)
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def mended(body: bytes) -> bytes:
    """Return *body* in UTF-8 and without markup, line for line; most often *body* itself."""
    text = body
    if text.startswith(_UTF_16):
        text = text.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\0" in text:
        text = text.replace(b"\0", b"")
    text = _LOOKALIKE.sub(lambda found: _LOOKALIKES[found[0]], text)
    return _TAG.sub(b"", _BREAK.sub(b" ", text)) if _MARKUP.search(text) else text


def read_lines(lines: Iterable[bytes]) -> Iterator[Line]:
    """Yield the records among *lines*; comments, blank lines and prose are none."""
    names = _Names()
    for number, line in enumerate(lines, 1):
        name, colon, value = line.partition(b"#")[0].partition(b":")
        if colon:
            written, meant = names[name]
            value = value.strip()
            is_plain = written in _RULES and value[:1] in b"/*" and b":" not in value
            yield number, written, value, None if is_plain else _mended(written, meant, value)
        elif len(name) >= _SHORTEST_RULE and (found := _without_colon(name)):
            yield number, b"", b"", found


class _Names(dict[bytes, tuple[bytes, bytes]]):
    """Remembers for each spelling the name as written and the name that was meant."""

    def __missing__(self, spelling: bytes) -> tuple[bytes, bytes]:
        written = spelling.strip().lower()
        found = self[spelling] = written, meant_name(written) or written
        return found


def _mended(written: bytes, meant: bytes, value: bytes) -> Meant | None:
    own, *others = _LOST_BREAK.split(value) if b":" in value else [value]
    found = [(meant, each) for each in _values(meant, own)]
    for other in others:
        name, _, rest = other.partition(b":")
        known = meant_name(name.lower()) or name.lower()
        found += [(known, each) for each in _values(known, rest.strip())]
    return None if found == [(written, value)] else tuple(found)


def _values(name: bytes, value: bytes) -> list[bytes]:
    if name in _RULES:
        return [_path(value.strip(_QUOTES))]
    if name == _AGENT:
        return [_agent(each) for each in value.split(b",")]
    return [value]


def _path(value: bytes) -> bytes:
    if value[:1] in b"/*":
        return value
    path = _ADDRESS.sub(b"", value, count=1)
    return path if path.startswith(b"/") else b"/" + path


def _agent(value: bytes) -> bytes:
    name = value.strip(_QUOTES)
    return b"*" if _EVERYBODY.match(name) else name


def _without_colon(line: bytes) -> Meant | None:
    found = _WITHOUT_COLON.fullmatch(line)
    if found is None:
        return None
    name, value = meant_name(found[1].lower()), found[2].strip(_QUOTES)
    if name is None or name not in _READ or (name in _RULES and value[:1] not in b"/*"):
        return None
    return ((name, value),)
