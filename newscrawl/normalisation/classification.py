"""Classification: passages to lines, each with what it is for.

A passage is cut at its line breaks and where an editorial line was glued to what stands
before it ("SavitriEditor: Agus", "he said.(Reporting by ...)"); notices are cut out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from newscrawl.extraction import Passage
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.lines import Kind, Line, is_prose, is_title, size
from newscrawl.normalisation.patterns import Patterns, patterns, role_of
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.rights import read_copyright
from newscrawl.text.cleaning import clean, collapse
from newscrawl.text.sentences import ends_sentence

__all__ = ["classify", "split"]

_LONGEST_LABELLED = 400
_LONGEST_VALUE = 30
_LONGEST_NAMES = 24
_LONGEST_SIGNATURE = 8
_LONGEST_CAPTION = 45
_LONGEST_CREDIT = 100
_LONGEST_SIGN_OFF = 60
_LONGEST_INITIALS = 3
_LONGEST_DATED = 12
_SIGN_OFF_EDGES = ' .,;:()（）[]【】/<>*–—-=#"“”'
_SIGN_OFF_SPLIT = re.compile(r"\s*[/,+&·]\s*|\s-\s|\s")
_PHOTO_DESK = re.compile(r"\s+(?:foto|photo)$", re.IGNORECASE)
_ASIDES = re.compile(r"\s*[,;|/]\s*|\s[-–—]\s")
_MARK = re.compile(r"[:：|｜ㅣ=＝∶]")
_GLUE = re.compile(r"[:：(©]")
_BEFORE_NUMBER = re.compile(r"[^\d]*")


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
    known = patterns(language)
    for number, passage in enumerate(passages):
        spans = _spans_within(passage, notices.get(passage.block, ()))
        for piece in _pieces(clean(_without(passage.text, spans)), known):
            links = tuple(link for link in passage.links if link.text and link.text in piece)
            line = Line(piece, number, value=piece, links=links, form=passage.kind)
            yield classify(line, language, plain=plain)
        if spans:
            yield Line("", number, Kind.NOTICE)


def classify(line: Line, language: str | None, *, plain: bool = True) -> Line:
    """Return *line* with its kind and value."""
    text = line.text
    if is_debris(text, language, shapeless=not plain):
        return replace(line, kind=Kind.DEBRIS)
    if len(text) <= _LONGEST_LABELLED:
        known = patterns(language)
        for read in (_alone, _labelled, _unmarked, _opened, _dated, _phrased, _signed, _captioned):
            if (found := read(line, known)) is not None:
                return found
    if read_copyright(text, language) is not None:
        return replace(line, kind=Kind.COPYRIGHT)
    return line


def _spans_within(passage: Passage, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the *spans* of a block that touch *passage*, as places in its own text."""
    length = len(passage.text)
    moved = ((start - passage.start, end - passage.start) for start, end in spans)
    return [(max(0, start), min(end, length)) for start, end in moved if start < length and end > 0]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return *text* without *spans*, a line feed in the place of each."""
    kept = []
    position = 0
    for start, end in sorted(spans):
        kept.append(text[position : max(start, position)])
        position = max(position, end)
    return "\n".join((*kept, text[position:]))


def _pieces(text: str, known: Patterns) -> Iterator[str]:
    for line in text.split("\n"):
        if not _GLUE.search(line):
            yield from filter(None, [collapse(line)])
            continue
        for piece in _cut(line, known.glued):
            if len(piece) <= _LONGEST_LABELLED and known.credited.match(piece):
                yield from _cut(piece, known.following)
            else:
                yield piece


def _cut(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the pieces of *text* between the places where *pattern* begins, none empty."""
    starts = [0, *(match.start() for match in pattern.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        if piece := collapse(text[start:end]):
            yield piece


def _alone(line: Line, known: Patterns) -> Line | None:
    if len(line.text) > _LONGEST_SIGN_OFF or (match := known.alone.match(line.text)) is None:
        return None
    if (role := role_of(match, {**known.words.phrases, **known.words.labels})) is None:
        return None
    marked = ":" in match["mark"] or "：" in match["mark"]
    if marked or role is Role.RELATED or key(match["label"]) in known.words.phrases:
        return replace(line, kind=role, value="")
    return None


def _labelled(line: Line, known: Patterns) -> Line | None:
    if not _MARK.search(line.text) or (match := known.labelled.match(line.text)) is None:
        return None
    role = role_of(match, known.words.labels)
    closing = " 】]）)>›»" if match.group()[0] in "【[（(<" else " >›»"
    value = line.text[match.end() :].strip(closing)
    if role is None or not _fits(role, value, known.language):
        return None
    return replace(line, kind=role, value=value)


def _fits(role: Role, value: str, language: str | None) -> bool:
    """Whether *value* is what follows a label of that role, not the rest of a sentence."""
    length = size(value)
    if role.names_people:
        people = read_people(value, language)
        named = bool(people.persons or people.organisations)
        short = length <= _LONGEST_SIGNATURE and not ends_sentence(value)
        return length <= _LONGEST_NAMES and (named or short)
    if role is Role.SOURCES:
        return length <= _LONGEST_VALUE and not (ends_sentence(value) and is_prose(value))
    if role in {Role.PUBLISHED, Role.MODIFIED}:
        return length <= _LONGEST_VALUE and any(char.isdigit() for char in value)
    return length <= 2 * _LONGEST_VALUE


def _unmarked(line: Line, known: Patterns) -> Line | None:
    """Recognise a pointer without a colon, "Read also The harbour opens": a title follows."""
    if (match := known.unmarked.match(line.text)) is None:
        return None
    value = line.text[match.end() :]
    if not value or value[0].islower() or not is_title(value):
        return None
    return replace(line, kind=Role.RELATED, value=value)


def _opened(line: Line, known: Patterns) -> Line | None:
    match = known.opening.match(line.text)
    if match is None or size(line.text) > 2 * _LONGEST_VALUE:
        return None
    role = role_of(match, known.words.openings)
    return replace(line, kind=role) if role else None


def _dated(line: Line, known: Patterns) -> Line | None:
    """Recognise a line that is a date and a time, or a date behind its label."""
    text = line.text
    if size(text) > _LONGEST_DATED or not any(char.isdigit() for char in text):
        return None
    reading = find_date(text, language=known.language, standalone=True)
    if reading.moment is None:
        return None
    match = known.dated.match(text)
    role = role_of(match, known.words.labels) if match else None
    if role is None and "T" not in reading.moment.iso:
        return None
    return replace(line, kind=role or Role.PUBLISHED)


def _phrased(line: Line, known: Patterns) -> Line | None:
    """Recognise names behind or before their words: "By X", "X contributed to this report"."""
    text = line.text
    if (match := known.ending.search(text, len(text) - _LONGEST_SIGN_OFF)) is not None:
        role = role_of(match, known.words.endings)
        return replace(line, kind=role, value=text[: match.start()].strip(" (")) if role else None
    if (match := known.phrase.match(text)) is None:
        return _titled(line, known)
    role = role_of(match, known.words.phrases)
    if role is None:
        return None
    if text[0] in "(（":
        return replace(line, kind=role, value=text.strip("()（） "))
    value = text[match.end() :]
    return (
        replace(line, kind=role, value=value)
        if _is_signature(role, value, known.language)
        else None
    )


def _is_signature(role: Role, value: str, language: str | None) -> bool:
    people = read_people(value, language)
    if role in {Role.PHOTO, Role.SOURCES} or people.organisations:
        return is_title(value) and size(value) <= _LONGEST_SIGNATURE
    before_date = _BEFORE_NUMBER.match(value)
    width = _untitled_width(before_date.group() if before_date else value, language)
    named = sum(len(name) for name in people.persons)
    whole = any(size(name) > 1 for name in people.persons)
    return whole and 2 * named >= width and size(value) <= _LONGEST_NAMES


def _untitled_width(names: str, language: str | None) -> int:
    """Return how many characters of *names* are more than somebody's title."""
    titles = patterns(language).words.titles
    return sum(len(part) for part in _ASIDES.split(names) if key(part) not in titles)


def _titled(line: Line, known: Patterns) -> Line | None:
    """Recognise a name with its title and nothing else: "홍길동 기자"."""
    if size(line.text) > _LONGEST_SIGNATURE or known.titled.search(line.text) is None:
        return None
    people = read_people(line.text, known.language)
    if len(people.persons) != 1 or people.persons[0] == line.text:
        return None
    rest = collapse(line.text.replace(people.persons[0], " ", 1)).strip(" ,=|-")
    is_title_only = key(rest) in known.words.titles or "@" in rest
    return replace(line, kind=Role.AUTHORS) if is_title_only else None


def _signed(line: Line, known: Patterns) -> Line | None:
    """Recognise a line of agencies alone: "(dpa)", "- BERNAMA", "/ritzau/", "(avec AFP)"."""
    if len(line.text) > _LONGEST_SIGN_OFF:
        return None
    bare = known.companion.sub("", line.text.strip(_SIGN_OFF_EDGES))
    if find_agency(bare) is not None:
        return replace(line, kind=Kind.SIGN_OFF, value=bare)
    names = [name for name in _SIGN_OFF_SPLIT.split(bare) if name]
    agencies = [name for name in names if find_agency(name) is not None]
    initials = [name for name in names if name not in agencies]
    if agencies and all(name.islower() and len(name) <= _LONGEST_INITIALS for name in initials):
        return replace(line, kind=Kind.SIGN_OFF, value=", ".join(agencies))
    return None


def _captioned(line: Line, known: Patterns) -> Line | None:
    """Recognise a caption by the credit of its picture: "... (Foto: X)", "... (REUTERS/X)"."""
    if size(line.text) > _LONGEST_CAPTION:
        return None
    agency = line.text.partition("/")[0]
    if find_agency(_PHOTO_DESK.sub("", agency)) is not None and _PHOTO_DESK.search(agency):
        return replace(line, kind=Role.PHOTO)
    match = known.captioned.search(line.text, len(line.text) - _LONGEST_CREDIT)
    if match is None:
        return None
    agency = match["desk"] or match["agency"]
    if agency and find_agency(_PHOTO_DESK.sub("", agency)) is None:
        return None
    return replace(line, kind=Role.PHOTO)
