"""Who wrote an article: the best witness of those that a page has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import dropwhile, islice, pairwise

from newscrawl.extraction import RawArticle
from newscrawl.normalisation.agencies import find_agency, same_organisation
from newscrawl.normalisation.bare_names import are_full_names, bare_names
from newscrawl.normalisation.credits import Credits
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.day_names import without_dates
from newscrawl.normalisation.heads import LONGEST_HEAD_LINE, end_of_value
from newscrawl.normalisation.layout import Layout
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.people import People, read_people, unique
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.seams import glued
from newscrawl.normalisation.wording import wording
from newscrawl.text.cleaning import clean, collapse

__all__ = ["find_authors", "read_all"]

_LONGEST_TITLED = 16
_LONGEST_WORD = 4
_BARS = re.compile(r"[|｜·/]")
# What stands before a word for authors: nothing, a date, a mark; before a label just a space.
_BEFORE = re.compile(r"[\d|•·–—,/)-](?:(?<=\d)\suhr\s|\s*)")
_BEFORE_LABEL = re.compile(r"\s")
_LABEL_END = re.compile(r"\s*[:：]\s*")
_SPACE = re.compile(r"\s+")
# Not "Editor's choice".
_TITLE_END = re.compile(r"(?![\w'’])")
# What parts a name from its title, or from its date; behind a comma one with a time of day, since
# places have their dates so: "Port Alder, 3 May 2026".
_MARK = re.compile(r"\s[|–—-]\s")
_DATE_MARK = re.compile(r"\s[|–—-]\s|,\s(?=\d[^,]{0,24},?\s\d{1,2}[:.h]\d\d)")
_DIGIT = re.compile(r"\d")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_COLONS = (":", "：")
_JOINT = "/"
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
    bylines = read_all(raw.bylines, language)
    headed = None if bylines.persons else _in_head(raw, layout, language)
    witnesses = (
        lambda: declared.persons,
        lambda: bylines.persons,
        lambda: (
            (headed or _in_head(raw, layout, language)).persons
            or _beside_date(raw.head_lines, _story(raw, layout), language)
        ),
        lambda: credited.of(Role.AUTHORS),
        lambda: _beside_date(_head_of(layout), _story(raw, layout), language),
        lambda: _from_dateline(layout, language),
        lambda: _from_last_line(raw, layout, language),
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


def _from_dateline(layout: Layout, language: str | None) -> tuple[str, ...]:
    if layout.dateline is None or not layout.dateline.credit:
        return ()
    return read_people(layout.dateline.credit, language).persons


def _from_last_line(raw: RawArticle, layout: Layout, language: str | None) -> tuple[str, ...]:
    """Return the name in brackets behind the last sentence, as in Japan: "。（山田花子）".

    What the story speaks of is none.
    """
    if language != "ja":
        return ()
    last = (*(line.text for line in layout.body[-1:]), *(line.text for line in layout.outside))
    signed = next(filter(None, map(_bracketed_name().search, last)), None)
    if signed is None:
        return ()
    told = (text.removesuffix(signed.group()) for text in _story(raw, layout))
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
    """Yield the lines of a plain text that stand below its headline and belong to no part."""
    lines = (line.text for line in layout.outside) if layout.headline else ()
    yield from islice(dropwhile(lambda text: text != layout.headline, lines), 1, None)


def _in_head(raw: RawArticle, layout: Layout, language: str | None) -> People:
    """Return who is named in the first line around the headline that says it names the authors."""
    lines, story = raw.head_lines, _story(raw, layout)
    short = (without_dates(line, language) for line in lines if len(line) <= LONGEST_HEAD_LINE)
    named = (read_people(names, language) for names in _named(short, story, language))
    return next((people for people in named if people.persons), People())


def _beside_date(
    lines: Iterable[str], story: Sequence[str], language: str | None
) -> tuple[str, ...]:
    """Return the names that a line has before its date and nothing else: "Jane Doe - 3 May 2026".

    They are names of which the *story* says nothing (:func:`.bare_names`).
    """
    for line in lines:
        mark = _DATE_MARK.search(line) if len(line) <= LONGEST_HEAD_LINE else None
        name, rest = (line[: mark.start()], line[mark.end() :]) if mark else ("", "")
        if not _DIGIT.search(rest):
            continue
        if find_date(rest, language=language, standalone=True).moment is None:
            continue
        if names := bare_names(name, language, story):
            return names
    return ()


def _named(lines: Iterable[str], story: Sequence[str], language: str | None) -> Iterator[str]:
    """Yield what follows a word for authors in *lines*, up to a date or a bar.

    A word that is no phrase needs a colon, or names in full and nothing else after it.
    """
    openings = _openings(language)
    known = wording(language)
    for line in (line[: next(iter(glued(line, known)), None)] for line in lines):
        folded = key(line)
        if (start := openings.end_in(line, folded)) is not None:
            rest = line[start:]
            names = _up_to_small_words(rest[: end_of_value(rest, known)], language)
            if names and names[0].isalpha() and not names[0].islower():
                yield names
        elif (titled := _titled(line, language)) is not None:
            yield titled
        elif (name := _before_title(line, story, language)) is not None:
            yield name
        elif (start := openings.end_of_label(line, folded)) and are_full_names(
            line[start:], language
        ):
            yield line[start:]


def _before_title(line: str, story: Sequence[str], language: str | None) -> str | None:
    """Return the name that stands before a title in *line*: "Jane Doe - Reporter, Bay Press"."""
    mark = _MARK.search(line)
    if mark is None:
        return None
    name, titles = line[: mark.start()], wording(language).titles
    titled = titles.at_start(line[mark.end() :], _TITLE_END) is not None
    return name if titled and bare_names(name, language, story) else None


def _titled(line: str, language: str | None) -> str | None:
    """Return the part of *line* that is a name with its title, in scripts without capitals."""
    if line.isascii():
        return None
    for part in map(str.strip, _BARS.split(line)):
        uncased = part.upper() == part.lower()
        if uncased and len(part) <= _LONGEST_TITLED and wording(language).has_title(part):
            return part
    return _titled_word(line, language)


def _titled_word(line: str, language: str | None) -> str | None:
    """Return the word of a longer *line* that has a title beside it: before it in Chinese."""
    if _IDEOGRAPHS.search(line) is None:
        return None
    titles = lexicon(language).titles
    leads = language is not None and language.startswith("zh")
    for pair in pairwise(line.split()):
        title, name = pair if leads else reversed(pair)
        short = len(name) <= _LONGEST_WORD and _IDEOGRAPHS.fullmatch(name)
        if short and title in titles and name not in titles:
            return name
    return None


def _up_to_small_words(text: str, language: str | None) -> str:
    """Return the names that *text* begins with, without what leads to a date: "A B on May"."""
    known = lexicon(language)
    names: list[str] = []
    for word in text.strip(" ,;:|.").split(" "):
        if word.islower() and key(word) not in known.particles | known.conjunctions:
            break
        names.append(word)
    while names and names[-1].islower():
        names.pop()
    return " ".join(names)


@dataclass(frozen=True, slots=True)
class _Openings:
    """The words that open a byline: labels, which a colon follows, and phrases."""

    labels: Phrases
    phrases: Phrases

    def end_in(self, line: str, folded: str) -> int | None:
        """Return where the names begin behind the first of the words that *line* holds."""
        kinds = ((self.labels, _LABEL_END), (self.phrases, _SPACE))
        # No label is without its colon.
        labelled = any(map(line.__contains__, _COLONS))
        for start in (0, *(place.end() for place in _BEFORE.finditer(folded))):
            for words, after in kinds if labelled else kinds[1:]:
                for end in words.ends(folded, start):
                    if (rest := after.match(line, end)) is not None:
                        return rest.end()
        for place in _BEFORE_LABEL.finditer(folded) if labelled else ():
            for end in self.labels.ends(folded, place.end()):
                if (rest := _LABEL_END.match(line, end)) is not None:
                    return rest.end()
        return None

    def end_of_label(self, line: str, folded: str) -> int | None:
        """Return where the names begin behind the label, or the two, that opens *line*."""
        for end in self.labels.ends(folded, 0):
            others = self.labels.ends(folded, end + 1) if folded.startswith(_JOINT, end) else ()
            for last in (*others, end):
                if (rest := _SPACE.match(line, last)) is not None:
                    return rest.end()
        return None


@lru_cache(maxsize=64)
def _openings(language: str | None) -> _Openings:
    words = lexicon(language)
    return _Openings(
        Phrases(text for text, role in words.labels.items() if role is Role.AUTHORS),
        Phrases(text for text, role in words.phrases.items() if role is Role.AUTHORS),
    )
