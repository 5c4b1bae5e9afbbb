"""Classification: passages to lines, each with what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from newscrawl.document import Link
from newscrawl.extraction import Passage, PassageKind
from newscrawl.normalisation.appeals import appeal
from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import KHMER_COLON, Kind, Line, has_digit
from newscrawl.normalisation.openings import (
    aged,
    alone,
    corrected,
    dashed,
    labelled,
    opened,
    paired,
    prompting,
    shouted,
    unmarked,
)
from newscrawl.normalisation.photo_credits import captioned
from newscrawl.normalisation.pieces import LONGEST_LABELLED, pieces, spans_within
from newscrawl.normalisation.rights import has_mark, read_copyright
from newscrawl.normalisation.sign_offs import LONGEST_SIGN_OFF, signed
from newscrawl.normalisation.signatures import ended, phrased
from newscrawl.normalisation.stamps import LONGEST_DATED, dated, parted, stamped
from newscrawl.normalisation.titled_names import titled
from newscrawl.normalisation.wording import LEAD, Wording, wording

__all__ = ["classify", "split"]

_Reader = Callable[[Line, Wording], Line | None]

_SHORTEST_POINTER = 4
# Tags end a list of links.
_POINTING = frozenset([Role.RELATED, Role.TAGS])
_BEYOND_LINKS = 3
# Short lines without links, which the pages of a site and the rows of a table share.
_LONGEST_REMEMBERED = 100
_MOST_REMEMBERED = 4_096
_EMPHASIS = re.compile(r"([*_~]{1,2})(?P<text>[^*_~\s](?:[^*_~]*[^*_~\s])?)\1")
_LINK_LABEL = re.compile(r"[^\w]{0,3}[^:：.!?]{2,24}[:：]\s?")


def split(
    passages: Sequence[Passage],
    notices: Mapping[int, Sequence[tuple[int, int]]],
    language: str | None,
    *,
    plain: bool = True,
) -> Iterator[Line]:
    """Yield the lines of *passages* in reading order, classified, none of them empty.

    *notices* maps a block to the spans within its text that are notices; each yields one line
    of that kind, whose text is empty: a notice is quoted nowhere but in the policy. Unless
    *plain*, lines are taken to be text whatever their shape: extraction has judged them.
    """
    known = wording(language)
    for number, passage in enumerate(passages):
        spans = spans_within(passage, notices[passage.block]) if passage.block in notices else ()
        for printed in pieces(passage, spans, known):
            piece = _without_emphasis(printed) if plain else printed
            links = _links_in(piece, passage.links) if passage.links else ()
            line = Line(piece, number, value=piece, links=links, form=passage.kind)
            if links or len(piece) > _LONGEST_REMEMBERED:
                yield _classified(line, known, plain=plain)
            else:
                told = _told(piece, passage.kind, language, plain=plain)
                yield line if told is None else replace(told, passage=number)
        if spans:
            yield Line("", number, Kind.NOTICE)


def _without_emphasis(line: str) -> str:
    """Return *line* without the marks for bold and italic type of messengers: "*Ferry is back*"."""
    emphasis = _EMPHASIS.fullmatch(line)
    return emphasis["text"] if emphasis else line


def classify(line: Line, language: str | None, *, plain: bool = True) -> Line:
    """Return *line* with its kind and value."""
    return _classified(line, wording(language), plain=plain)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _told(text: str, form: PassageKind, language: str | None, *, plain: bool) -> Line | None:
    """Return the line that *text* alone makes up, with its kind and value; None for mere text."""
    line = Line(text, 0, value=text, form=form)
    found = _classified(line, wording(language), plain=plain)
    return None if found is line else found


def _classified(line: Line, known: Wording, *, plain: bool) -> Line:
    if KHMER_COLON in line.signs:
        # Behind a label it does what a colon does.
        marked = replace(line, text=line.text.replace(KHMER_COLON, ":"))
        found = _read(marked, known, plain=plain)
        return line if found.kind is Kind.TEXT else found
    return _read(line, known, plain=plain)


def _read(line: Line, known: Wording, *, plain: bool) -> Line:
    if line.form is PassageKind.POINTER:
        return _pointed(line, known)
    if line.text.startswith("[") and (pointer := _bracketed(line, known, plain=plain)) is not None:
        return pointer
    if is_debris(line, known.language, shapeless=not plain):
        return stamped(line, known) or replace(line, kind=Kind.DEBRIS)
    for read in _readers(line, known):
        if (found := read(line, known)) is not None:
            return found
    if not plain and line.links and _is_pointer(line):
        return replace(line, kind=Role.RELATED, value=max(line.links, key=_width).text)
    return line


def _bracketed(line: Line, known: Wording, *, plain: bool) -> Line | None:
    """Return the pointer that is all of *line* in brackets: "[Read: Ferry is back]"."""
    inner = line.text[1:-1]
    if not line.text.endswith("]") or "[" in inner or not inner:
        return None
    found = _read(replace(line, text=inner, value=inner), known, plain=plain)
    return replace(found, text=line.text) if found.kind is Role.RELATED else None


def _pointed(line: Line, known: Wording) -> Line:
    """Return the heading of a list of links, or a link with its label, with its kind."""
    if not _opens(line, known):
        return line
    if (label := alone(line, known)) is not None:
        return label
    if not line.links:
        return line
    found = labelled(line, known) or unmarked(line, known) or _before_link(line, known)
    return found if found is not None and found.kind in _POINTING else line


def _before_link(line: Line, known: Wording) -> Line | None:
    """Return the link that ends *line* behind a label, with its kind: "Also readRain at sea"."""
    title = line.links[-1].text
    if not line.text.endswith(title):
        return None
    label = alone(replace(line, text=line.text.removesuffix(title).rstrip(" |/–—-")), known)
    return replace(line, kind=label.kind, value=title) if label is not None else None


def _readers(line: Line, known: Wording) -> Sequence[_Reader]:
    """Return the rules to try on *line*: few lines open with words that most of them need."""
    length, opens = len(line.text), _opens(line, known)
    if length > LONGEST_LABELLED:
        return _OF_LONG_OPENED if opens else _OF_LONG
    if opens:
        return _OF_OPENED
    if length > LONGEST_SIGN_OFF and line.size > LONGEST_DATED:
        return _OF_SENTENCES
    return _OF_FIGURES if has_digit(line.signs) else _OF_SHORT


def _opens(line: Line, known: Wording) -> bool:
    """Whether words begin *line* that tell what it is for."""
    return known.beginnings.at_start(line.text, lead=LEAD) is not None


def _links_in(text: str, links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.text and link.text in text)


def _is_pointer(line: Line) -> bool:
    """Whether a line with links is one to a story and nothing else, but for a label before it."""
    if line.form in {PassageKind.SUBHEAD, PassageKind.ITEM}:
        return False
    if not line.is_title or line.size < _SHORTEST_POINTER:
        return False
    beyond = len(line.text) - sum(map(_width, line.links))
    label = _LINK_LABEL.match(line.text)
    return beyond <= (label.end() if label else 0) + _BEYOND_LINKS


def _width(link: Link) -> int:
    return len(link.text)


def _appealed(line: Line, known: Wording) -> Line | None:
    role = appeal(line, known.language)
    return replace(line, kind=role) if role is not None else None


def _protected(line: Line, known: Wording) -> Line | None:
    """Recognise a line of copyright."""
    found = read_copyright(line.text, known.language)
    return replace(line, kind=Kind.COPYRIGHT) if found is not None else None


def _marked(line: Line, known: Wording) -> Line | None:
    """Recognise a line of copyright by its mark: it opens with no words of copyright."""
    return _protected(line, known) if has_mark(line) else None


_OF_SHORT: Sequence[_Reader] = (ended, titled, signed, captioned, _appealed, _marked)
_OF_FIGURES: Sequence[_Reader] = (dated, parted, *_OF_SHORT)
_OF_SENTENCES: Sequence[_Reader] = (ended, captioned, _appealed, _marked)
_OF_LONG: Sequence[_Reader] = (_marked,)
_OF_LONG_OPENED: Sequence[_Reader] = (prompting, _protected)
_OF_OPENED: Sequence[_Reader] = (
    alone, labelled, dashed, shouted, corrected, unmarked, paired, phrased, signed, _appealed,
    aged, opened, dated, parted, ended, captioned, _protected,
)  # fmt: skip
