"""Seams: where a page glued an editorial line to what stands before it.

"SavitriEditor: Agus", "he said.(Reporting by ...)", "3 May · Updated: 4 May".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.wording import Wording
from newscrawl.text.expressions import on_demand
from newscrawl.text.scripts import STOPLESS, UNCASED
from newscrawl.text.sentences import Span

__all__ = ["between_credits", "between_stamps", "glued"]

_UPPER = "A-Z" + "".join(
    char for char in map(chr, (*range(0xC0, 0x250), *range(0x370, 0x530))) if char.isupper()
)
_CAPITAL = r"(?=[^\W\d_a-z])"
_COLONS = (":", "：")
# A capital right after a small letter: there a label was glued to a name.
_AFTER_NAME = re.compile(rf"(?<=[^\W\d_{_UPPER}])(?=[{_UPPER}])")
# Thai and Lao end their sentences with nothing but a space.
_SENTENCE_END = rf"(?:(?<=[.!?\"”»。।۔！？])|(?<={STOPLESS})(?={STOPLESS}{{4}}))\s?"
_AFTER_END = re.compile(_SENTENCE_END)
_AFTER_SENTENCE = re.compile(_SENTENCE_END + _CAPITAL)
# The same without a space between: "at school.Writer: Mia Hale".
_AT_SENTENCE = re.compile(rf"(?<=[.!?\"”»]){_CAPITAL}")
# Where a label of that role was glued to what stands before it.
_SEAMS = {
    Role.RELATED: (_AFTER_SENTENCE,),
    **dict.fromkeys(
        (Role.SOURCES, *(role for role in Role if role.names_people)), (_AFTER_NAME, _AT_SENTENCE)
    ),
}
_AFTER_CREDIT = on_demand(rf"(?<=[\w.)|•·;,/-])\s{_CAPITAL}|(?<={UNCASED})(?={UNCASED})")
# A bar, perhaps with spaces, or a dash between two. What they begin with stands first, alone: so
# all else is passed over quickly.
_AFTER_STAMP = re.compile(
    r"[\s|·•](?:(?<=[|·•])\s?|(?<=\s)(?:[|·•]\s?|[–—-]\s)|(?:(?<=\d\s)|(?<=\d\.\s))(?=[^\W\d_]))"
)
_RIGHTS_MARK = re.compile(r"\s?(?:(?P<mark>©)|\(c\)|@|\d{4})")
_SPACE = re.compile(r"\s")
_WORD_END = re.compile(r"\b")
# Where nothing but a space parts two stamps, the second has its date at once.
_DATE_NEAR = re.compile(r"\s?[:：]?\s?\d")


def glued(text: str, known: Wording) -> Sequence[int]:
    """Return where in *text* labels and credits begin that were glued to a name or a sentence."""
    spans: list[Span] = []
    for colon in _colons(text):
        end = _end_before(text, colon)
        starts = known.labels.printed_starts(text, end)
        # What is a label from the line's beginning was glued to nothing.
        for start in starts if 0 not in starts else ():
            for seam in _SEAMS.get(known.words.labels[key(text[start:end])], ()):
                spans += _behind(seam, text, start, colon + 1)
    for bracket in _places("(", text):
        for end in known.phrases.printed_ends(text, bracket + 1):
            if _SPACE.match(text, end):
                spans += _behind(_AFTER_END, text, bracket, end)
    return _starts(spans) if spans else ()


def between_credits(text: str, known: Wording, since: int) -> Sequence[int]:
    """Return where behind *since* in a line of credits another label begins, or the copyright."""
    folded = key(text)
    spans: list[Span] = []
    for colon in _colons(text, since):
        for start in known.credits.starts(folded, _end_before(text, colon)):
            spans += _behind(_AFTER_CREDIT(), text, start, colon + 1)
    for mark in _RIGHTS_MARK.finditer(text, since):
        spans += [(start, mark.end()) for start in known.rights.starts(folded, mark.start())]
        spans += [mark.span()] if mark["mark"] else []
    return _starts(spans, since)


def between_stamps(text: str, known: Wording) -> Sequence[int]:
    """Return where in *text* the stamp of a date begins behind another date."""
    return [
        mark.start()
        for mark in _AFTER_STAMP.finditer(text)
        if any(
            (_DATE_NEAR if mark.group().isspace() else _WORD_END).match(text, end)
            for end in known.stamps.printed_ends(text, mark.end())
        )
    ]


def _colons(text: str, since: int = 0) -> Sequence[int]:
    """Return where in *text* behind *since* a colon stands."""
    return [place for colon in _COLONS for place in _places(colon, text, since)]


def _places(mark: str, text: str, since: int = 0) -> Sequence[int]:
    """Return where in *text* behind *since* the character *mark* stands: mostly nowhere."""
    places = []
    place = text.find(mark, since)
    while place >= 0:
        places.append(place)
        place = text.find(mark, place + 1)
    return places


def _end_before(text: str, end: int) -> int:
    """Return where in *text* ends what stands before *end*, the space between left out."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _behind(seam: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    """Yield from *start* to *end* where *seam* ends at *start*, a space perhaps within it."""
    for before in (max(0, start - 1), start):
        if (match := seam.match(text, before)) is not None and match.end() == start:
            yield before, end


def _starts(spans: Iterable[Span], since: int = 0) -> Sequence[int]:
    """Return where *spans* begin, those that begin before *since* or in another one left out."""
    starts = []
    for start, end in sorted(spans):
        if start >= since:
            starts.append(start)
            since = end
    return starts
