"""Classification: passages to lines, each with what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from newscrawl.document import Link
from newscrawl.extraction import Passage, PassageKind
from newscrawl.normalisation.appeals import appeal
from newscrawl.normalisation.calendar import count_numbers
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind, Line, is_prose, is_title, size
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.pieces import LONGEST_LABELLED, pieces, spans_within
from newscrawl.normalisation.rights import has_mark, read_copyright
from newscrawl.normalisation.signatures import (
    LONGEST_NAMES,
    LONGEST_SIGN_OFF,
    LONGEST_SIGNATURE,
    captioned,
    ended,
    phrased,
    signed,
    titled,
)
from newscrawl.normalisation.wording import LEAD, SPACELESS, Wording, wording
from newscrawl.text.sentences import ends_sentence

__all__ = ["classify", "split"]

_Reader = Callable[[Line, Wording], Line | None]

_LONGEST_VALUE = 30
_LONGEST_DATED = 18
_FEWEST_PARTS = 2
# How many numbers a day with its year has, and how many with a time of day.
_FEWEST_OF_DATE = 2
_FEWEST_OF_TIME = 3
_LONGEST_APPEAL = 800
_SHORTEST_POINTER = 4
_BEYOND_LINKS = 3
_LINK_LABEL = re.compile(r"[^\w]{0,3}[^:：.!?]{2,24}[:：]\s?")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_PART_MARK = re.compile(r"\s*[|·•、，]\s*|[,،]\s|\s[–—-]\s")
_MARK = re.compile(r"[:：|｜ㅣ=＝∶／/】＞〉》\]]")
# What stands behind the words that open a line: a label, the first of two, a label alone.
_LABEL_MARK = re.compile(
    rf"[)\]】＞〉》]?(?:\s*[:：|｜ㅣ=＝∶／]\s*|(?<=[】＞〉》\]])\s*(?=\S)|(?<={SPACELESS})/)"
)
_DATED_MARK = re.compile(r"[\s,(–—-]{1,3}[^:：]{0,12}\d[^:：]{0,24}[:：]\s*")
_LABEL_END = re.compile(r"\s*[\]】)）>»›…:：]*\s*$")
_POINTER_END = re.compile(r"[\]】]?\s+(?:[–—-]\s+)?")
_OPENING_END = re.compile(rf"(?<={SPACELESS})|(?!\w)")
_SPACE = re.compile(r"\s+")
# The marks of a question; the Greek one is a semicolon.
_ASKS = ("?", "？", "؟", ";", "\u037e")


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
        for piece in pieces(passage, spans, known):
            links = _links_in(piece, passage.links) if passage.links else ()
            line = Line(piece, number, value=piece, links=links, form=passage.kind)
            yield _classified(line, known, plain=plain)
        if spans:
            yield Line("", number, Kind.NOTICE)


def classify(line: Line, language: str | None, *, plain: bool = True) -> Line:
    """Return *line* with its kind and value."""
    return _classified(line, wording(language), plain=plain)


def _classified(line: Line, known: Wording, *, plain: bool) -> Line:
    if line.form is PassageKind.POINTER:
        return _pointed(line, known)
    if is_debris(line.text, known.language, shapeless=not plain):
        return replace(line, kind=Kind.DEBRIS)
    for read in _readers(line.text, known):
        if (found := read(line, known)) is not None:
            return found
    if not plain and line.links and _is_pointer(line):
        return replace(line, kind=Role.RELATED, value=max(line.links, key=_width).text)
    return line


def _pointed(line: Line, known: Wording) -> Line:
    """Return the heading of a list of links, or a link with its label, with its kind."""
    if (label := _alone(line, known)) is not None:
        return label
    found = _labelled(line, known) if line.links else None
    return found if found is not None and found.kind is Role.RELATED else line


def _readers(text: str, known: Wording) -> Sequence[_Reader]:
    """Return the rules to try on *text*: few lines open with words that most of them need."""
    opens = known.beginnings.at_start(text, lead=LEAD) is not None
    if len(text) <= LONGEST_LABELLED:
        return _OF_OPENED if opens else _OF_ANY
    return (_appeal, _protected) if opens else (_marked,)


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


def _alone(line: Line, known: Wording) -> Line | None:
    if len(line.text) > LONGEST_SIGN_OFF:
        return None
    if (label := known.lone.at_start(line.text, _LABEL_END, LEAD)) is None:
        return None
    role = known.words.labels.get(label.phrase) or known.words.phrases[label.phrase]
    marked = not {":", "："}.isdisjoint(line.text[label.end :])
    # An unmarked label of people is one only above a name: the layout sees to that.
    plain = role is Role.RELATED or role.names_people
    if marked or plain or label.phrase in known.words.phrases:
        return replace(line, kind=role, value="")
    return None


def _labelled(line: Line, known: Wording) -> Line | None:
    text = line.text
    if not _MARK.search(text):
        return None
    one = known.labels.at_start(text, known.joint, LEAD)
    both = known.labels.at_start(text, _LABEL_MARK, since=one.rest) if one else None
    label = both or known.labels.at_start(text, _LABEL_MARK, LEAD)
    if label is None:
        return None
    role = known.words.labels[label.phrase]
    value = text[label.rest :].strip(" 】]）)>›»" if text[0] in "【[（(<" else " >›»")
    if not _fits(role, value, known.language):
        return None
    other = known.words.labels[one.phrase] if one and both else None
    if other is not None and other.names_people and not role.names_people:
        role, other = other, role
    return replace(line, kind=role, value=value, other=other)


def _corrected(line: Line, known: Wording) -> Line | None:
    """Recognise a correction whose label has its date behind it: "Correction (3 May): ..."."""
    label = known.labels.at_start(line.text, _DATED_MARK, LEAD)
    if label is None or known.words.labels[label.phrase] is not Role.CORRECTIONS:
        return None
    value = line.text[label.rest :]
    return replace(line, kind=Role.CORRECTIONS, value=value) if value else None


def _fits(role: Role, value: str, language: str | None) -> bool:
    """Whether *value* is what follows a label of that role, not the rest of a sentence."""
    length = size(value)
    if role.names_people:
        people = read_people(value, language)
        named = bool(people.persons or people.organisations)
        short = length <= LONGEST_SIGNATURE and not ends_sentence(value)
        return length <= LONGEST_NAMES and (named or short)
    if role is Role.SOURCES:
        return length <= _LONGEST_VALUE and not (ends_sentence(value) and is_prose(value))
    if role is Role.PROMPT:
        return value.endswith(_ASKS)
    if role in {Role.PUBLISHED, Role.MODIFIED}:
        return length <= _LONGEST_VALUE and any(char.isdigit() for char in value)
    return length <= 2 * _LONGEST_VALUE


def _unmarked(line: Line, known: Wording) -> Line | None:
    """Recognise a pointer without a colon, "Read also The harbour opens": a title follows."""
    if (pointer := known.bare_pointers.at_start(line.text, _POINTER_END, LEAD)) is None:
        return None
    value = line.text[pointer.rest :]
    if not value or value[0].islower() or not is_title(value):
        return None
    return replace(line, kind=Role.RELATED, value=value)


def _opened(line: Line, known: Wording) -> Line | None:
    opening = known.openings.at_start(line.text, _OPENING_END, LEAD)
    if opening is None or line.size > 2 * _LONGEST_VALUE:
        return None
    return replace(line, kind=known.words.openings[opening.phrase])


def _appeal(line: Line, known: Wording) -> Line | None:
    """Recognise a long prompt: "Dear reader, we need your support ..."."""
    if len(line.text) > _LONGEST_APPEAL:
        return None
    opening = known.openings.at_start(line.text, _OPENING_END, LEAD)
    if opening is None or known.words.openings[opening.phrase] is not Role.PROMPT:
        return None
    return replace(line, kind=Role.PROMPT)


def _appealed(line: Line, known: Wording) -> Line | None:
    role = appeal(line, known.language)
    return replace(line, kind=role) if role is not None else None


def _dated(line: Line, known: Wording) -> Line | None:
    """Recognise a line that is a date and a time, or a date behind its label."""
    text = line.text
    if line.size > _LONGEST_DATED or not _DIGIT.search(text):
        return None
    stamp = known.stamps.at_start(text, _SPACE, LEAD)
    # A day and its year; and an hour, where no label says that it is a date.
    if count_numbers(text) < (_FEWEST_OF_DATE if stamp else _FEWEST_OF_TIME):
        return None
    reading = find_date(text, language=known.language, standalone=True)
    if reading.moment is None:
        return None
    if stamp is None and "T" not in reading.moment.iso:
        return None
    return replace(line, kind=known.words.labels[stamp.phrase] if stamp else Role.PUBLISHED)


def _parted(line: Line, known: Wording) -> Line | None:
    """Recognise a strip of dates, ages and counters: "5 min read · Updated 2 hours ago"."""
    text = line.text
    if line.size > _LONGEST_DATED or not _DIGIT.search(text) or ends_sentence(text):
        return None
    parts = [part for part in _PART_MARK.split(text) if part]
    if len(parts) < _FEWEST_PARTS or not all(map(_LETTER.search, parts)):
        return None
    kinds = [_kind_of_part(part, known) for part in parts]
    if None in kinds:
        return None
    dated = next((kind for kind in kinds if kind is not Kind.DEBRIS), None)
    return replace(line, kind=dated or Kind.DEBRIS)


def _kind_of_part(part: str, known: Wording) -> Kind | Role | None:
    if is_debris(part, known.language):
        return Kind.DEBRIS
    dated = _dated(Line(part, 0), known)
    return dated.kind if dated is not None else None


def _protected(line: Line, known: Wording) -> Line | None:
    """Recognise a line of copyright."""
    found = read_copyright(line.text, known.language)
    return replace(line, kind=Kind.COPYRIGHT) if found is not None else None


def _marked(line: Line, known: Wording) -> Line | None:
    """Recognise a line of copyright by its mark: it opens with no words of copyright."""
    return _protected(line, known) if has_mark(line.text) else None


_OF_ANY: Sequence[_Reader] = (
    _dated, _parted, ended, titled, signed, captioned, _appealed, _marked,
)  # fmt: skip
_OF_OPENED: Sequence[_Reader] = (
    _alone, _labelled, _corrected, _unmarked, phrased, signed, _appealed, _opened, _dated, _parted,
    ended, captioned, _protected,
)  # fmt: skip
