"""Lexicons: what each language calls the concepts of the grammar, read from TOML.

One file a language, ``data/notices/<language>.toml``; ``docs/notices.md`` tells how to write
one. The code knows concepts only, never words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from importlib import resources
from importlib.resources.abc import Traversable
from operator import or_
from typing import Any

from newscrawl.exceptions import DataError
from newscrawl.policy.notices.common import common
from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.patterns import anchors, compile_patterns, without_accents, words
from newscrawl.policy.notices.words import Learnt, WordIndex

__all__ = [
    "CONCEPTS", "LINKS", "MATTERS", "TRIGGERS", "Lexicon", "NameWords", "languages", "lexicon",
    "lexicons_for", "read_lexicon",
]  # fmt: skip

_SECTIONS = {
    "directives": (
        "forbid lifted forbid_active without consent unauthorised require written reserve allow"
        " licence credit"
    ).split(),
    "actions": "automation crawl take index copy use train ai mine".split(),
    "subjects": "content publication ours whole_site trademark copyright".split(),
    "links": ["policy_link"],
    "context": (
        "report theirs outsider technical privacy disclosure elsewhere except limit continues"
        " resumes credit_line"
    ).split(),
}
_OPTIONAL = frozenset(["theirs", "outsider", "privacy", "disclosure", "elsewhere"])
CONCEPTS = tuple(name for names in _SECTIONS.values() for name in names)
# What could forbid, reserve or permit; what that could be about; what policies are called.
TRIGGERS = tuple("forbid forbid_active consent unauthorised reserve allow licence credit".split())
MATTERS = tuple("crawl automation index ai mine copy licence credit".split())
LINKS = ("policy_link",)
_ALL = frozenset(CONCEPTS)
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

    ``spaces`` tells whether it writes them between words; ``prefixes`` are written onto words,
    such as articles and prepositions in Arabic.
    """

    language: str
    spaces: bool
    without_first: bool
    prefixes: tuple[str, ...]
    phrases: Mapping[str, Sequence[str]]
    exceptions: Mapping[str, Sequence[str]]
    names: NameWords
    _compiled: dict[tuple[str, bool], re.Pattern[str]] = field(default_factory=dict)

    def pattern(self, concept: str, *, spelled: bool = False) -> re.Pattern[str]:
        """Return the expression for *concept* in folded text; *spelled* has its letters apart."""
        return self._compile(concept, self.phrases[concept], spaced=self.spaces and not spelled)

    def either(self, concepts: Sequence[str]) -> re.Pattern[str]:
        """Return one expression for all *concepts*."""
        phrases = (phrase for concept in concepts for phrase in self.phrases[concept])
        return self._compile(" ".join(concepts), phrases, spaced=self.spaces)

    def exception(self, name: str) -> re.Pattern[str]:
        """Return the expression for the use or user that *name* stands for."""
        return self._compile(f"exception {name}", self.exceptions[name], spaced=self.spaces)

    def named(self, text: str, *, spelled: bool = False) -> frozenset[str]:
        """Return the concepts that the folded *text* may name: all that it does, or more."""
        if not self.spaces or spelled:
            return _ALL
        return _concepts(reduce(or_, map(self._words.__getitem__, words(text)), 0))

    def may_speak(self, text: str, *, spelled: bool = False) -> bool:
        """Whether the folded *text* has any word that could forbid, reserve or permit."""
        if self.spaces and not spelled:
            return not self.named(text).isdisjoint(TRIGGERS)
        return any(self.pattern(name, spelled=spelled).search(text) for name in TRIGGERS)

    @cached_property
    def _words(self) -> Learnt:
        index = WordIndex()
        for place, concept in enumerate(CONCEPTS):
            for phrase in self.phrases[concept]:
                index.add(anchors(phrase), 1 << place)
        index.add_prefixes(self.prefixes, -1)
        return Learnt(index.of)

    def _compile(self, key: str, phrases: Iterable[str], *, spaced: bool) -> re.Pattern[str]:
        found = self._compiled.get((key, spaced))
        if found is None:
            found = compile_patterns(phrases, spaced=spaced, prefixes=self.prefixes)
            self._compiled[key, spaced] = found
        return found


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a lexicon."""
    names = (entry.name.rpartition(".") for entry in _folder().iterdir())
    return tuple(sorted(name for name, _, ending in names if ending == "toml" and name != _COMMON))


@lru_cache(maxsize=128)
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of *language*, one of :func:`languages`.

    Raises DataError for a malformed file.
    """
    name = f"{language}.toml"
    return read_lexicon(name, _folder().joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def lexicons_for(*tags: str | None) -> tuple[Lexicon, ...]:
    """Return the lexicons that read the languages *tags*: their own and their relatives'.

    None stands for an unknown language; where all are unknown, every lexicon is returned.
    """
    known = [tag for tag in tags if tag is not None]
    if not known:
        return tuple(map(lexicon, languages()))
    relatives: Mapping[str, list[str]] = common()["relatives"]
    chosen = (name for tag in known for name in (tag, *relatives.get(tag, ())))
    return tuple(lexicon(name) for name in dict.fromkeys(chosen) if name in languages())


def read_lexicon(name: str, text: str) -> Lexicon:
    """Return the lexicon written in *text*, the content of the file *name*.

    Raises DataError, naming the file, when a list is missing or a phrase cannot be read.
    """
    try:
        return _build(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"data/notices/{name}: {error!r}") from error


def _folder() -> Traversable:
    return resources.files("newscrawl") / "data" / "notices"


def _build(data: Mapping[str, Any]) -> Lexicon:
    everywhere: Mapping[str, Sequence[str]] = common()["everywhere"]
    phrases: dict[str, Sequence[str]] = {}
    for section, names in _SECTIONS.items():
        for name in names:
            own = data[section].get(name, ()) if name in _OPTIONAL else data[section][name]
            written = (*own, *everywhere.get(name, ()))
            # Accents tell the small words of context apart: "cómo" asks, "como" does not.
            phrases[name] = written if section == "context" else _both_spellings(written)
    return Lexicon(
        data["language"],
        bool(data["spaces_between_words"]),
        bool(data["without_first"]),
        tuple(map(fold, data.get("prefixes", ()))),
        phrases,
        {name: _both_spellings(each) for name, each in data["exceptions"].items()},
        NameWords(**{name: frozenset(map(fold, words)) for name, words in data["holder"].items()}),
    )


@lru_cache(maxsize=8192)
def _concepts(bits: int) -> frozenset[str]:
    """Return the concepts whose places in ``CONCEPTS`` are among *bits*."""
    return frozenset(name for place, name in enumerate(CONCEPTS) if bits >> place & 1)


def _both_spellings(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return *phrases* with accents and without, as capitals often lack them."""
    return tuple(dict.fromkeys(each for one in phrases for each in (one, without_accents(one))))
