"""Signatures: lines that are names of people, and the words before or behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.credits import segments
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.inference import names_day
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.lines import Line, is_title, size
from newscrawl.normalisation.people import People, read_people, without_places
from newscrawl.normalisation.titled_names import LONGEST_SIGNATURE, titled
from newscrawl.normalisation.wording import Wording, wording
from newscrawl.text.scripts import is_spaceless_letter, is_uncased_letter

__all__ = ["LONGEST_NAMES", "ended", "phrased"]

LONGEST_NAMES = 24
_LONGEST_PROMPT = 14
_PAIR = 2
_ASIDES = re.compile(r"\s*[,;|/]\s*|\s[-–—]\s")
_PHRASE_LEAD = re.compile(r"[\s(（–—-]{0,3}")
_PHRASE_END = re.compile(r"\s*:\s*|\s+(?:[–—-]\s+)?|(?<=['’])")
_CLOSING = " .)!।。！\t\n\xa0\u3000"
_DIGIT = re.compile(r"\d")


def ended(line: Line, known: Wording) -> Line | None:
    """Recognise names before their words: "X contributed to this report"."""
    if (ending := _ending(line, known)) is None:
        return None
    start, role = ending
    if role is Role.PROMPT:
        return replace(line, kind=role) if line.size <= _LONGEST_PROMPT else None
    value = line.text[:start].strip(" (")
    # A lone word may end any sentence.
    alone = " " not in line.text[start:].strip()
    if alone and role is Role.CONTRIBUTORS and not _is_names(role, value, known.language):
        return None
    return replace(line, kind=role, value=value)


def phrased(line: Line, known: Wording) -> Line | None:
    """Recognise names behind their words, "By X", or with a title alone."""
    text = line.text
    if (phrase := known.phrases.at_start(text, _PHRASE_END, _PHRASE_LEAD)) is None:
        return titled(line, known)
    role = known.words.phrases[phrase.phrase]
    if text[0] in "(（":
        return replace(line, kind=role, value=text.strip("()（） "))
    value = _before_date(text[phrase.rest :], known.language)
    return (
        replace(line, kind=role, value=value)
        if _is_signature(role, value, known.language)
        else None
    )


def _before_date(value: str, language: str | None) -> str:
    """Return what stands in *value* before a bar and a date, age or section."""
    names, bar, rest = value.partition(" | ")
    if not (bar and _DIGIT.search(rest)):
        # "Jane Doe | Health": a section; "Jane Doe | Sam Poe" are two.
        short = bar and size(rest) <= _PAIR and is_title(rest)
        return names if short and not are_full_names(rest, language) else value
    dated = find_date(rest, language=language).moment is not None or names_day(rest, language)
    return names if dated or is_debris(Line(rest, 0), language) else value


def _ending(line: Line, known: Wording) -> tuple[int, Role] | None:
    """Return where the words begin that end *line* behind names, and their role."""
    text, folded = line.text, line.folded
    bare = folded.rstrip(_CLOSING)
    if not bare.endswith(_bare_endings(known.language)):
        return None
    spans = known.endings.closing(folded, len(bare))
    found = [span for span in spans if _stands_apart(text, span[0])]
    if not found:
        return None
    start, end = min(found, key=lambda span: (span[0], -span[1]))
    return start, known.words.endings[folded[start:end]]


def _stands_apart(text: str, start: int) -> bool:
    """Whether words that begin at *start* are told from what stands before them."""
    before = text[start - 1 : start]
    return (
        before.isspace()
        or is_spaceless_letter(before)
        or is_spaceless_letter(text[start : start + 1])
    )


@lru_cache(maxsize=64)
def _bare_endings(language: str | None) -> tuple[str, ...]:
    """Return the words that end a line of names, without the marks at their own ends."""
    return tuple({ending.rstrip(_CLOSING) for ending in wording(language).words.endings})


def _is_signature(role: Role, value: str, language: str | None) -> bool:
    """Whether *value* is names alone: "A in Paris and B; Editing by C"."""
    return all(_is_names(part, text, language) for part, text in segments(role, value, language))


def _is_names(role: Role, value: str, language: str | None) -> bool:
    people = read_people(value, language)
    if role in {Role.PHOTO, Role.SOURCES} or people.organisations:
        return is_title(value) and size(value) <= LONGEST_SIGNATURE
    width = _untitled_width(_DIGIT.split(value, maxsplit=1)[0], people, language)
    named = sum(len(name) for name in people.persons)
    whole = any(size(name) > 1 or is_uncased_letter(name[:1]) for name in people.persons)
    return whole and 2 * named >= width and size(value) <= LONGEST_NAMES


def _untitled_width(names: str, people: People, language: str | None) -> int:
    """Return how many characters of *names*, where *people* are named, are more than a title."""
    known = wording(language)
    lead, first, _ = names.partition(people.persons[0]) if people.persons else ("", "", "")
    led = key(lead.rstrip())
    if first and known.titles.starts(led, len(led)):
        names = names.removeprefix(lead)
    apart = _ASIDES.split(without_places(names, language))
    asides = (part for part in apart if not known.ends_in_title(part))
    return sum(map(len, asides))
