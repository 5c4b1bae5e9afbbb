"""Who wrote an article: the best witness of those that a page has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import dropwhile, islice

from newscrawl.extraction import RawArticle
from newscrawl.normalisation.agencies import find_agency, same_organisation
from newscrawl.normalisation.credits import Credits
from newscrawl.normalisation.head_authors import named_beside_date, named_in_head
from newscrawl.normalisation.heads import labelled_values
from newscrawl.normalisation.layout import Layout
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.people import People, read_people, unique
from newscrawl.text.cleaning import clean, collapse

__all__ = ["find_authors", "read_all"]

_OFFICES = ("局", "部", "社", "班")


def find_authors(
    raw: RawArticle,
    layout: Layout,
    credited: Credits,
    *,
    publisher: str | None,
    language: str | None,
) -> People:
    """Return the authors by the best witness that names a person, and the organisations named.

    Structured data; lines that their elements call bylines; lines around the headline that
    open with a word for it; credit lines; the dateline; the end of the text. Where no person is
    named, an organisation that structured data gives as the author is it, as printed.
    """
    declared = read_all(raw.authors, language)
    bylines = _uncredited(raw.bylines, language)
    story = _story(raw, layout)
    headed = None if bylines.persons else named_in_head(raw.head_lines, story, language)
    witnesses = (
        lambda: declared.persons,
        lambda: bylines.persons,
        lambda: (
            _fuller((headed or named_in_head(raw.head_lines, story, language)).persons, credited)
            or named_beside_date(raw.head_lines, story, language)
        ),
        lambda: credited.of(Role.AUTHORS),
        lambda: named_beside_date(_head_of(layout), story, language),
        lambda: _from_dateline(layout, language, housed=bool(raw.organisations)),
        lambda: _from_last_line(layout, story, language),
    )
    named = filter(None, (_without(names(), publisher) for names in witnesses))
    persons = next(named, ())
    if persons and set(credited.of(Role.EDITORS)).issuperset(persons):
        # A site's system names whoever put the text into it.
        persons = next(named, persons)
    named_agencies = [agency.name for text in raw.organisations if (agency := find_agency(text))]
    organisations = (
        *declared.organisations,
        *bylines.organisations,
        *(headed.organisations if headed else ()),
        *named_agencies,
    )
    return People(persons or _organisations(raw, declared), unique(organisations))


def _uncredited(lines: Sequence[str], language: str | None) -> People:
    """Return who is named in any of *lines* but for something else: "Edited by: Jane Doe"."""
    lines = _without_pictured(lines, language)
    people = read_all(lines, language)
    others = {
        name
        for each in labelled_values(lines, language)
        if each.role is not Role.SOURCES
        for name in read_people(each.value, language).persons
    }
    persons = tuple(name for name in people.persons if name not in others)
    return People(persons, people.organisations)


def _without_pictured(lines: Sequence[str], language: str | None) -> Sequence[str]:
    """Return *lines* without the names above a label of pictures: "Jane Doe / Sam Poe / Photo"."""
    labels = [key(line) for line in lines]
    photo = [lexicon(language).labels.get(label) is Role.PHOTO for label in labels]
    if not any(photo) or lexicon(language).labels.get(labels[0]) is not None:
        return lines
    return [line for line, below in zip(lines, [*photo[1:], False], strict=True) if not below]


def _fuller(names: tuple[str, ...], credited: Credits) -> tuple[str, ...]:
    """Return *names*, or all those that have a line of their own where they are among them."""
    lines = tuple(credited.of(Role.AUTHORS))
    return lines if names and set(lines).issuperset(names) else names


def read_all(texts: Iterable[str], language: str | None) -> People:
    """Return who is named in any of *texts*."""
    found = [read_people(text, language) for text in texts]
    return People(
        unique(name for people in found for name in people.persons),
        unique(name for people in found for name in people.organisations),
    )


def _without(names: Iterable[str], publisher: str | None) -> tuple[str, ...]:
    return tuple(name for name in names if not same_organisation(name, publisher))


def _organisations(raw: RawArticle, declared: People) -> tuple[str, ...]:
    """Return the organisations that structured data gives as authors, as printed."""
    printed = [*raw.organisations, *(raw.authors if declared.organisations else ())]
    return unique(text for name in printed if (text := collapse(clean(name))))


def _from_dateline(layout: Layout, language: str | None, *, housed: bool) -> tuple[str, ...]:
    """Return whom the dateline credits; of a house of Japan that is *housed*, its own author, none.

    There it names its correspondents in nearly every text, and means itself.
    """
    if layout.dateline is None or not layout.dateline.credit or (housed and language == "ja"):
        return ()
    return read_people(layout.dateline.credit, language).persons


def _from_last_line(layout: Layout, story: Iterable[str], language: str | None) -> tuple[str, ...]:
    """Return the name in brackets behind the last sentence, as in Japan: "。（山田花子）".

    What the *story* speaks of is none.
    """
    if language != "ja":
        return ()
    last = (*(line.text for line in layout.body[-1:]), *(line.text for line in layout.outside))
    signed = next(filter(None, map(_bracketed_name().search, last)), None)
    if signed is None:
        return ()
    told = (text.removesuffix(signed.group()) for text in story)
    # "花巻支局・高田翔": the office, then who writes from there.
    office, _, person = signed["name"].rpartition("・")
    name = person if office.endswith(_OFFICES) else signed["name"]
    if any(name in text for text in told):
        return ()
    return read_people(name, language).persons


@cache
def _bracketed_name() -> re.Pattern[str]:
    """Return the pattern of a name of four characters or more in brackets at the end of a line.

    A desk, a picture's source or a remark is no name.
    """
    return re.compile(
        r"(?:^|(?<=[。」]))\s?[（【](?P<name>[\u3400-\u9fff々]{1,3}[\u3040-\u30ff\u3400-\u9fff々\s]{3,5})"
        r"(?<![はのをがで][\u3400-\u9fff])(?<![部局社班室課会略影供])[）】]$"
    )


def _story(raw: RawArticle, layout: Layout) -> Sequence[str]:
    """Return what the page says of its article but who wrote it."""
    body = (line.text for line in layout.body)
    return [*raw.headlines, layout.headline or "", *raw.keywords, raw.section or "", *body]


def _head_of(layout: Layout) -> Iterator[str]:
    """Yield the lines of a plain text below its headline that belong to no part, and its dates."""
    if not layout.headline:
        return
    lines = (line.text for line in layout.outside)
    yield from islice(dropwhile(lambda text: text != layout.headline, lines), 1, None)
    yield from (line.text for line in layout.editorial if line.kind is Role.PUBLISHED)
