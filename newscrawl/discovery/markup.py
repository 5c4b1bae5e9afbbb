"""XML as the web writes it, entry by entry: repaired, bounded, and without entities.

Every reference to an entity is settled before the parser sees the text: HTML's named
characters become characters, a bare ampersand an ampersand, and what a document type defines
is taken literally, as is all in a CDATA section. So there is nothing to expand, and nothing to
load.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from html.entities import html5
from typing import Any

from lxml import etree

from newscrawl.discovery.kinds import ROOT
from newscrawl.discovery.problems import Problems
from newscrawl.text.encoding import decode

__all__ = ["Element", "entries", "local_name", "text_of"]

Element = Any
"""An lxml element; lxml has no types of its own."""

_REFERENCE = re.compile(r"&(?!#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_CDATA = ("<![CDATA[", "]]>")
_UNFINISHED = re.compile(r"(?:&[^;]*|<(?:!\[?[CDAT]*)?|\]{1,2})\Z")
_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_LONGEST_REFERENCE = 40
_SAMPLE = 65_536
_LONGEST_TEXT = 20_000


def entries(
    pieces: Iterable[bytes],
    tags: Iterable[str],
    problems: Problems,
    *,
    charset: str | None = None,
    largest: int,
) -> Iterator[Element]:
    """Yield the elements with one of the local names *tags*, each complete, in page order.

    When the next element is asked for, the last one is emptied and all before it forgotten, so
    memory does not grow with their number. What stands before the root of the feed or sitemap
    is left out. Broken markup is read as far as it can be; without an entry in *largest*
    characters reading ends. Both are noted.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    barren = 0
    for text in _repaired(_from_root(_decoded(pieces, charset))):
        if not _fed(parser, text, problems):
            break
        found = False
        for element in _completed(parser):
            found = True
            yield element
        barren = 0 if found else barren + len(text)
        if barren > largest:
            problems.note(f"no entry within {largest} characters: the rest was not read")
            return
    if not _closed(parser):
        problems.note("broken markup")
    yield from _completed(parser)


@lru_cache(maxsize=1024)
def local_name(tag: str) -> str:
    """Return the name of an element or attribute without namespace or prefix, in lower case."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def text_of(element: Element) -> str:
    """Return the text of *element* and of what stands in it, its ends trimmed."""
    if len(element):
        return "".join(element.itertext())[:_LONGEST_TEXT].strip()
    return (element.text or "")[:_LONGEST_TEXT].strip()


def _decoded(pieces: Iterable[bytes], charset: str | None) -> Iterator[str]:
    decoder: codecs.IncrementalDecoder | None = None
    for piece in pieces:
        if decoder is None:
            decoder = _decoder(decode(piece[:_SAMPLE], charset, markup=True).encoding)
        yield decoder.decode(piece)
    if decoder is not None:
        yield decoder.decode(b"", final=True)


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    # Without a byte order mark these two would refuse; with one the order was told from it.
    name = f"{encoding}-le" if encoding.lower() in {"utf-16", "utf-32"} else encoding
    return codecs.getincrementaldecoder(name)("replace")


def _from_root(texts: Iterable[str]) -> Iterator[str]:
    """Yield *texts* from the root element on: what stands before it is often no XML."""
    stream = iter(texts)
    first = next(stream, "")
    match = ROOT.search(first)
    yield first[match.start() :] if match else first
    yield from stream


def _repaired(texts: Iterable[str]) -> Iterator[str]:
    repair = _Repair()
    for text in texts:
        yield repair(text)
    yield repair("", is_last=True)


class _Repair:
    """Settles the references in a text that comes in pieces; a CDATA section has none."""

    def __init__(self) -> None:
        self._held = ""
        self._is_literal = False

    def __call__(self, text: str, *, is_last: bool = False) -> str:
        rest = self._held + text if self._held else text
        # A reference, or a mark of CDATA, may be cut in two where one piece ends.
        cut = None if is_last else _UNFINISHED.search(rest, max(0, len(rest) - _LONGEST_REFERENCE))
        rest, self._held = (rest[: cut.start()], cut[0]) if cut else (rest, "")
        parts = []
        while rest:
            part, mark, rest = rest.partition(_CDATA[self._is_literal])
            parts += [part if self._is_literal else _repair(part), mark]
            self._is_literal ^= bool(mark)
        return "".join(parts)


def _repair(text: str) -> str:
    return _REFERENCE.sub("&amp;", _NAMED.sub(_character, text)) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    return escape(html5[match[1]]) if match[1] in html5 else match[0]


def _fed(parser: Any, text: str, problems: Problems) -> bool:
    try:
        parser.feed(text.encode("utf-8", "replace").translate(None, _CONTROL))
    except etree.LxmlError as error:
        problems.note("broken markup", str(error))
        return False
    return True


def _closed(parser: Any) -> bool:
    try:
        parser.close()
    except etree.LxmlError:
        return False
    return not len(parser.error_log)


def _completed(parser: Any) -> Iterator[Element]:
    for _, element in parser.read_events():
        yield element
        element.clear()
        _forget_before(element)


def _forget_before(element: Element) -> None:
    """Remove all that stands before *element*, on every level."""
    while (parent := element.getparent()) is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)
        element = parent
