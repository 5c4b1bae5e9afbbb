"""Layout: which lines are the body, judged by what stands around them.

Of a page the passages are body candidates already. A plain text is whatever somebody copied:
a head (headline, byline, date, debris) may stand before the body and a tail (credits,
copyright, notice, debris) after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise, takewhile, zip_longest

from newscrawl.extraction import PassageKind
from newscrawl.normalisation.chinese_datelines import closes_wire, read_filing
from newscrawl.normalisation.closings import (
    is_closing,
    is_signature,
    repeats_sign_off,
    without_sign_off,
)
from newscrawl.normalisation.datelines import Dateline, read_dateline
from newscrawl.normalisation.labels import is_occupation, with_values
from newscrawl.normalisation.lexicon import Concept, Lexicon, Role, lexicon
from newscrawl.normalisation.lines import Kind, Line, is_bulleted
from newscrawl.normalisation.pasted_heads import read_head, read_section
from newscrawl.normalisation.tails import CLOSING, Closing
from newscrawl.normalisation.vocabulary import read
from newscrawl.text.sentences import ends_sentence

__all__ = ["Layout", "lay_out"]

_LONGEST_HEAD = 60
_LONGEST_DATELINE = 100
_DATELINE_ENDS = ("-", "–", "—", ".")
# So many subheads in a row are a list: of pictures, of posts.
_FEWEST_LISTED = 3
# A heading, and so many lines of what is said of the author.
_LONGEST_BIOGRAPHY = 4
_LONGEST_OFFER = 6
_MOST_STANDFIRSTS = 2
_OF_THE_HEAD = frozenset([Role.AUTHORS, Role.PUBLISHED, Role.MODIFIED, *CLOSING])


@dataclass(slots=True)
class Layout:
    """An article's lines by place. ``outside`` are lines of text that belong to no part."""

    headline: str | None = None
    description: str | None = None
    section: str | None = None
    dateline: Dateline | None = None
    body: list[Line] = field(default_factory=list)
    editorial: list[Line] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)


def lay_out(
    lines: Iterable[Line],
    language: str | None,
    *,
    plain: bool,
    house: str | None = None,
    told: Iterable[str] = (),
) -> Layout:
    """Return the parts of the article that *lines* make up; *plain* for a plain text.

    *house* is the publisher that the page names, None where it names none; *told* is what else
    the page says of its article.
    """
    words = lexicon(language)
    resolved = with_values(_with_datelines(list(lines), words), language, plain=plain)
    layout = Layout(editorial=[line for line in resolved if line.kind is not Kind.TEXT])
    start = _start(resolved, words) if plain else 0
    if plain:
        texts = [line for line in resolved[:start] if line.kind is Kind.TEXT]
        layout.outside.extend(texts)
        layout.headline, layout.description, layout.section = read_head(texts, language)
        trails = (line for line in resolved[:start] if line.kind is Kind.DEBRIS)
        layout.section = layout.section or read_section(list(trails), words)
    _read_body(layout, resolved[start:], language, plain=plain)
    _trim(layout, words, language, plain=plain)
    known = (*told, layout.headline or "")
    for line in layout.body[:3]:
        if (dateline := read_dateline(line.text, words, house, known)) is not None:
            layout.dateline = dateline
            break
    if layout.dateline is None:
        bylines = (line.text for line in layout.editorial if line.kind is Role.AUTHORS)
        layout.dateline = next(filter(None, map(read_filing, bylines)), None)
    return layout


def _with_datelines(lines: Sequence[Line], words: Lexicon) -> list[Line]:
    """Return *lines* with each that is a dateline and nothing else put before the text below.

    Where no text follows at once it stood above the headline, and tells nothing.
    """
    joined: list[Line] = []
    above: Line | None = None
    for line in lines:
        if above is not None and line.kind is Kind.TEXT and not line.is_title:
            text = f"{above.text} {line.text}"
            joined[-1] = replace(line, text=text, value=text)
        else:
            joined.append(line)
        above = line if _is_dateline(line, words) else None
        if above is not None:
            joined[-1] = replace(line, kind=Kind.DEBRIS)
    return joined


def _is_dateline(line: Line, words: Lexicon) -> bool:
    """Whether *line* is a dateline and nothing else: "NAIROBI, Kenya (AFP) —"."""
    text = line.text
    is_short = line.kind is Kind.TEXT and len(text) <= _LONGEST_DATELINE
    if not is_short or not (text.endswith(_DATELINE_ENDS) or closes_wire(text)):
        return False
    found = read_dateline(f"{text} ", words)
    return found is not None and found.end >= len(text)


def _start(lines: Sequence[Line], words: Lexicon) -> int:
    """Return the index of the line that opens the body of a plain text."""
    texts = [i for i, line in enumerate(lines[:_LONGEST_HEAD]) if line.kind is Kind.TEXT]
    closed = [i for i in texts if not lines[i].is_title]
    for index in texts:
        if len([i for i in closed if i < index]) > _MOST_STANDFIRSTS:
            break
        if index in closed and read_dateline(lines[index].text, words) is not None:
            return index
    if not closed:
        prose = (i for i in texts if lines[i].is_prose)
        return next(chain(prose, _below_head(lines, texts), texts), 0)
    for index, following in pairwise(closed[: _MOST_STANDFIRSTS + 1]):
        below_headline = index > texts[0]
        if below_headline and any(line.kind in _OF_THE_HEAD for line in lines[index:following]):
            return following
    return closed[0]


def _below_head(lines: Sequence[Line], texts: Sequence[int]) -> Iterator[int]:
    """Yield which of *texts* stand below a headline with its author or date.

    Where no sentence has a stop, all lines pass for titles.
    """
    for index in texts[1:]:
        if any(line.kind in _OF_THE_HEAD for line in lines[texts[0] : index]):
            yield index


def _heads_a_service(line: Line, language: str | None) -> bool:
    """Whether *line* is the heading of an offer: "Newsletter Good Morning", "Our newsletter"."""
    if line.kind is not Kind.TEXT or line.size > _LONGEST_OFFER or not line.is_title:
        return False
    reading = read(line.folded, language)
    if reading is None:
        return False
    opens = reading.begins(Concept.SERVICES, 0)
    return opens or any(reading.ending(Concept.SERVICES, len(line.folded)))


def _read_body(layout: Layout, lines: Sequence[Line], language: str | None, *, plain: bool) -> None:
    closing = Closing(lines, language, plain=plain)
    held: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        closing.meet(line)
        if closing.lists:
            layout.outside.append(line)
            continue
        if below is not None and below.kind is Role.PROMPT and _heads_a_service(line, language):
            continue
        if line.kind is not Kind.TEXT:
            continue
        if not closing.begun:
            layout.body.append(line)
        elif closing.admits(line):
            layout.body.extend((*held, line))
            held = []
        elif not closing.shut:
            held.append(line)
        else:
            layout.outside.append(line)
    layout.outside.extend(held)


def _trim(layout: Layout, words: Lexicon, language: str | None, *, plain: bool) -> None:
    """Take from the end of the body what belongs to no text.

    Headings with nothing beneath, leftovers of the page, who wrote and how to reach them.
    """
    body = layout.body
    if (bio := _biography(body, words)) is not None:
        layout.outside.extend(body[bio:])
        del body[bio:]
    if body and (parted := without_sign_off(body[-1], words)) is not None:
        body[-1], sign_off = parted
        layout.editorial.append(sign_off)
    subheads = takewhile(lambda line: line.form is PassageKind.SUBHEAD, reversed(body))
    if len(list(subheads)) >= _FEWEST_LISTED:
        return
    while len(body) > 1:
        last = body.pop()
        if is_signature(last, body, language):
            layout.editorial.append(replace(last, kind=Role.AUTHORS))
        elif not (
            _is_leftover(last, body[-1], plain=plain)
            or is_closing(last, words)
            or repeats_sign_off(last, body[-1])
            or _is_below_a_name(last, body, language)
        ):
            body.append(last)
            break
        layout.outside.append(last)


def _biography(body: Sequence[Line], words: Lexicon) -> int | None:
    """Return where at the end of *body* something is said of its author, under a heading for that.

    Where it is more than what stands above, it is the text.
    """
    last_lines = range(max(1, len(body) - _LONGEST_BIOGRAPHY), len(body))
    start = next((number for number in last_lines if body[number].folded in words.bios), None)
    if start is None:
        return None
    text, about = (sum(line.size for line in part) for part in (body[:start], body[start:]))
    return start if text > about else None


def _is_below_a_name(line: Line, above: Sequence[Line], language: str | None) -> bool:
    """Whether *line* says what somebody is whose name signs the text: "Reporter, Port Alder"."""
    if len(above) == 1 or ends_sentence(line.text) or not is_occupation(line, language):
        return False
    return is_signature(above[-1], above[:-1], language)


def _is_leftover(line: Line, before: Line, *, plain: bool) -> bool:
    if line.form is not PassageKind.PARAGRAPH or not plain:
        return line.form is PassageKind.SUBHEAD
    if is_bulleted(line.text) or before.text.endswith((":", "：")) or is_bulleted(before.text):
        return False
    return line.is_title and not ends_sentence(line.text) and not line.says_something
