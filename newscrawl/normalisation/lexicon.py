"""The words of editorial lines, by language, from ``data/languages/<language>.toml``.

``any.toml`` explains the keys of these files and is read with every language, ``en.toml`` too:
the templates of most sites speak some English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from newscrawl.knowledge import data_folder, read_data
from newscrawl.text.cleaning import key, strip_accents
from newscrawl.text.language import primary

__all__ = ["Concept", "Lexicon", "Role", "key", "lexicon"]

_COMMON = ("any", "en")
_WORD_LISTS = (
    "counters", "rights", "titles", "not_places", "not_names", "not_persons", "particles",
    "ages", "bios", "homes", "outlets", "reports", "senders", "copulas", "picture_houses",
)  # fmt: skip


class Role(StrEnum):
    """What an editorial line is for."""

    RELATED = "related"
    AUTHORS = "authors"
    EDITORS = "editors"
    TRANSLATORS = "translators"
    CONTRIBUTORS = "contributors"
    PHOTO = "photo"
    SOURCES = "sources"
    TAGS = "tags"
    PUBLISHED = "published"
    MODIFIED = "modified"
    CORRECTIONS = "corrections"
    REPUBLISHED = "republished"
    PROMPT = "prompt"

    @property
    def names_people(self) -> bool:
        """Whether what follows the label are names of people."""
        return self in {Role.AUTHORS, Role.EDITORS, Role.TRANSLATORS, Role.CONTRIBUTORS}


class Concept(StrEnum):
    """What the words of an appeal mean: what it asks for, and the page's own things."""

    INVITATIONS = "invitations"
    CLOSINGS = "closings"
    SERVICES = "services"
    PLATFORMS = "platforms"
    DUES = "dues"
    TEXTS = "texts"
    OURS = "ours"
    HOUSE = "house"
    VOICES = "voices"
    OFFERS = "offers"
    ITSELF = "itself"
    MACHINES = "machines"
    MADE = "made"
    AMENDED = "amended"
    ADS = "ads"
    GOES_ON = "goes_on"
    READERS = "readers"
    SERIES = "series"
    WRITERS = "writers"
    ARCHIVE = "archive"
    LOOKS = "looks"
    FINAL_LOOKS = "final_looks"
    SIGHTS = "sights"
    SPOTS = "spots"
    WALLS = "walls"


@dataclass(slots=True)
class Lexicon:
    """The words for one language, those of every language included, all as :func:`key` has them.

    The mappings give the role of each label, phrase, ending and opening. ``phrases`` hold for
    a known language only: they are short words that mean other things elsewhere.
    """

    labels: dict[str, Role] = field(default_factory=dict)
    phrases: dict[str, Role] = field(default_factory=dict)
    endings: dict[str, Role] = field(default_factory=dict)
    openings: dict[str, Role] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    rights: set[str] = field(default_factory=set)
    conjunctions: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    companions: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    bare_datelines: set[str] = field(default_factory=set)
    not_places: set[str] = field(default_factory=set)
    not_names: set[str] = field(default_factory=set)
    not_persons: set[str] = field(default_factory=set)
    particles: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    bios: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    senders: set[str] = field(default_factory=set)
    copulas: set[str] = field(default_factory=set)
    picture_houses: set[str] = field(default_factory=set)
    appeals: dict[Concept, set[str]] = field(default_factory=dict)
    capital_nouns: bool = False
    mononyms: bool = False

    def copy(self) -> Lexicon:
        """Return a lexicon of the same words, to which others can be added."""
        words = Lexicon(**{each.name: copy(getattr(self, each.name)) for each in fields(self)})
        words.appeals = {concept: listed.copy() for concept, listed in self.appeals.items()}
        return words


def lexicon(language: str | None) -> Lexicon:
    """Return the words for *language*; for None those of every language, phrases left out.

    A language without a file has the words of every language and the English ones.
    """
    return _for_language(primary(language) if language else None)


@lru_cache(maxsize=64)
def _for_language(language: str | None) -> Lexicon:
    names = [language] if language else sorted(_available())
    words = _common().copy()
    for name in _with_relatives(names):
        if name not in _COMMON:
            _add(words, _read(name), phrases=language is not None)
    return words


@cache
def _common() -> Lexicon:
    """Return the words that are read with every language."""
    words = Lexicon()
    for name in _COMMON:
        _add(words, _read(name), phrases=True)
    return words


@cache
def _available() -> frozenset[str]:
    return frozenset(file.name.removesuffix(".toml") for file in data_folder("languages").iterdir())


def _with_relatives(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        for each in (name, *_read(name).get("also", ())):
            if each not in seen:
                seen.add(each)
                yield each


@lru_cache(maxsize=64)
def _read(name: str) -> Mapping[str, Any]:
    return read_data(f"languages/{name}") if name in _available() else {}


def _add(words: Lexicon, data: Mapping[str, Any], *, phrases: bool) -> None:
    _add_roles(words.labels, data.get("labels", {}))
    _add_roles(words.endings, data.get("endings", {}))
    _add_roles(words.openings, data.get("openings", {}))
    if phrases:
        _add_roles(words.phrases, data.get("phrases", {}))
        words.companions.update(_keys(data.get("with", ())))
        words.places.update(_keys(data.get("places", ())))
        words.conjunctions.update(_keys(data.get("conjunctions", ())))
    for name, listed in data.get("appeals", {}).items():
        words.appeals.setdefault(Concept(name), set()).update(_spellings(listed))
    words.capital_nouns |= bool(data.get("capital_nouns"))
    words.mononyms |= bool(data.get("mononyms"))
    lines = data.get("words", "").replace("|", "\n").split("\n")
    words.words.update(_keys(filter(None, map(str.strip, lines))))
    words.bare_datelines.update(data.get("bare_datelines", ()) if phrases else ())
    for name in _WORD_LISTS:
        getattr(words, name).update(_keys(data.get(name, ())))


def _add_roles(roles: dict[str, Role], data: Mapping[str, Iterable[str]]) -> None:
    # The file read last knows best: the language itself outranks what holds everywhere.
    for role, labels in data.items():
        roles.update(dict.fromkeys(_spellings(labels), Role(role)))


def _keys(listed: Iterable[str]) -> set[str]:
    """Return the words *listed*, none of which has a line feed, as :func:`key` has them."""
    # All at once: they are many thousands.
    return set(filter(None, key("\n".join(listed)).split("\n")))


def _spellings(labels: Iterable[str]) -> set[str]:
    """Return *labels* with and without accents, which capitals and hurried hands leave out."""
    listed = list(labels)
    accented = "\n".join(label for label in listed if not label.isascii())
    return _keys([*listed, strip_accents(accented)])
