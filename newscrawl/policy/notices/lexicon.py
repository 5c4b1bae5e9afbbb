"""Lexicons: what each language calls the concepts of the grammar, read from TOML.

One file a language, ``data/notices/<language>.toml``; ``docs/notices.md`` tells how to write
one. The code knows concepts only, never words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from newscrawl.exceptions import DataError
from newscrawl.policy.notices.patterns import compile_patterns
from newscrawl.policy.notices.words import WordIndex

__all__ = ["CONCEPTS", "Lexicon", "NameWords", "lexicons", "lexicons_for"]

_SECTIONS = {
    "directives": (
        "forbid lifted forbid_active without consent unauthorised require written reserve allow"
        " licence credit"
    ).split(),
    "actions": "automation crawl take index copy use train ai mine".split(),
    "subjects": "content publication ours whole_site trademark copyright".split(),
    "context": "report technical except limit continues resumes credit_line".split(),
}
CONCEPTS = tuple(name for names in _SECTIONS.values() for name in names)
_TRIGGERS = frozenset(
    "forbid forbid_active consent unauthorised reserve allow licence credit".split()
)
_COMMON = "common"


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words around a holder's name: connectors, fillers, common nouns, inner joints."""

    of: frozenset[str]
    skip: frozenset[str]
    generic: frozenset[str]
    joins: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One language: what it calls each concept, and each exception that is named.

    ``index`` tells quickly which concepts a text may name; None where words cannot be told
    apart.
    """

    language: str
    related: frozenset[str]
    without_first: bool
    phrases: Mapping[str, Sequence[str]]
    exceptions: Mapping[str, re.Pattern[str]]
    index: WordIndex | None
    names: NameWords
    _compiled: dict[tuple[str, bool], re.Pattern[str]] = field(default_factory=dict)

    def pattern(self, concept: str, *, spelled: bool = False) -> re.Pattern[str]:
        """Return the expression for *concept* in folded text; *spelled* has its letters apart."""
        spaced = self.index is not None and not spelled
        found = self._compiled.get((concept, spaced))
        if found is None:
            found = compile_patterns(self.phrases[concept], spaced=spaced)
            self._compiled[concept, spaced] = found
        return found

    def named(self, text: str, *, spelled: bool = False) -> frozenset[str]:
        """Return the concepts that the folded *text* may name: all that it does, or more."""
        if self.index is not None and not spelled:
            return self.index.concepts(text)
        return frozenset(
            name for name in CONCEPTS if self.pattern(name, spelled=spelled).search(text)
        )

    def may_speak(self, text: str, *, spelled: bool = False) -> bool:
        """Whether the folded *text* has any word that could forbid, reserve or permit."""
        return not _TRIGGERS.isdisjoint(self.named(text, spelled=spelled))


@lru_cache(maxsize=1)
def lexicons() -> Mapping[str, Lexicon]:
    """Return every lexicon by its language. Raises DataError for a malformed file."""
    folder = resources.files("newscrawl") / "data" / "notices"
    found = {}
    for source in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name, _, ending = source.name.rpartition(".")
        if ending == "toml" and name != _COMMON:
            found[name] = read_lexicon(source.name, source.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=512)
def lexicons_for(*languages: str | None) -> tuple[Lexicon, ...]:
    """Return the lexicons that read *languages*, their own or a near relative's.

    None stands for an unknown language; where all are unknown, every lexicon is returned.
    """
    known = [language for language in languages if language is not None]
    if not known:
        return tuple(lexicons().values())
    found = (_reading(language) for language in known)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def read_lexicon(name: str, text: str) -> Lexicon:
    """Return the lexicon written in *text*, the content of the file *name*.

    Raises DataError, naming the file, when a list is missing or a phrase cannot be read.
    """
    try:
        return _build(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"data/notices/{name}: {error!r}") from error


def _reading(language: str) -> Lexicon | None:
    own = lexicons().get(language)
    if own is not None:
        return own
    return next((each for each in lexicons().values() if language in each.related), None)


def _build(data: Mapping[str, Any]) -> Lexicon:
    spaced = bool(data["spaces_between_words"])
    phrases = {name: data[section][name] for section, names in _SECTIONS.items() for name in names}
    return Lexicon(
        data["language"],
        frozenset(data["related"]),
        bool(data["without_first"]),
        phrases,
        {name: compile_patterns(each, spaced=spaced) for name, each in data["exceptions"].items()},
        WordIndex(phrases) if spaced else None,
        NameWords(**{name: frozenset(words) for name, words in data["holder"].items()}),
    )
