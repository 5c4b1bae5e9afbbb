"""Lexicons: what each language calls the concepts of the grammar, read from TOML.

One file a language, ``data/notices/<language>.toml``; ``docs/notices.md`` tells how to write
one. The code knows concepts only, never words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from threading import Lock
from typing import Any, NamedTuple

import tomli

from newscrawl.exceptions import DataError
from newscrawl.knowledge import data_folder
from newscrawl.policy.notices.common import common
from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.patterns import without_accents
from newscrawl.policy.notices.phrases import Phrases

__all__ = [
    "DEEDS", "LINKS", "MATTERS", "TRIGGERS", "Books", "Lexicon", "NameWords",
    "languages", "lexicon", "lexicons_for", "read_lexicon",
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
        "report theirs own outsider technical privacy disclosure elsewhere service commerce except"
        " limit continues resumes provided credit_line introduces documents"
    ).split(),
}
_OPTIONAL = frozenset(
    (
        "theirs own outsider privacy disclosure elsewhere service provided commerce introduces"
        " documents"
    ).split()
)
# What could forbid, reserve or permit; what that could be about; what policies are called.
TRIGGERS = tuple("forbid forbid_active consent unauthorised reserve allow licence credit".split())
MATTERS = tuple("crawl automation index ai mine copy licence credit".split())
# Of these a notice has to name one, and one of what directs.
DEEDS = (*MATTERS, "use")
LINKS = ("policy_link",)
_LAW = frozenset((*TRIGGERS, *DEEDS))
_JOINTS = frozenset("ours copyright continues resumes credit_line".split())
# Words that silence.
_SILENCING = frozenset(
    "report theirs outsider technical privacy disclosure elsewhere service introduces".split()
)
_COMMON = "common"
_LOADING = Lock()


class NameWords(NamedTuple):
    """The words around a holder's name: connectors, fillers, common nouns, inner joints."""

    of: frozenset[str]
    skip: frozenset[str]
    generic: frozenset[str]
    joins: frozenset[str]


class Books(NamedTuple):
    """What a language calls its concepts: those no notice is without, and all others.

    Most texts are asked for the law only, most others for what joins lines to one passage.
    """

    law: Phrases
    joints: Phrases
    context: Phrases

    def about(self, concept: str) -> Phrases:
        """Return the book that has *concept*."""
        if concept in _LAW:
            return self.law
        return self.joints if concept in _JOINTS else self.context


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

    @cached_property
    def books(self) -> Books:
        """What each concept and each exception is called in folded text."""
        return self._books(spaced=self.spaces)

    @cached_property
    def spelled_books(self) -> Books:
        """The same where letters were set apart, so that words run together."""
        return self._books(spaced=False) if self.spaces else self.books

    @cached_property
    def link_book(self) -> Phrases:
        """What policies are called: all that is asked of the links in many languages."""
        return self._book(LINKS, spaced=self.spaces)

    def may_speak(self, text: str) -> bool:
        """Whether the folded *text* has any word that could forbid, reserve or permit."""
        law = self.books.law
        return law.suggests(text, law.signs(text), *TRIGGERS)

    def _books(self, *, spaced: bool) -> Books:
        others = {*self.phrases, *self.exceptions} - _LAW - _JOINTS
        law, joints, context = (self._book(each, spaced=spaced) for each in (_LAW, _JOINTS, others))
        return Books(law, joints, context)

    def _book(self, concepts: Iterable[str], *, spaced: bool) -> Phrases:
        called = {**self.phrases, **self.exceptions}
        return Phrases(
            {name: called[name] for name in concepts}, spaced=spaced, prefixes=self.prefixes
        )


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a lexicon."""
    names = (entry.name.rpartition(".") for entry in data_folder("notices").iterdir())
    return tuple(sorted(name for name, _, ending in names if ending == "toml" and name != _COMMON))


def lexicon(language: str) -> Lexicon:
    """Return the lexicon of *language*, one of :func:`languages`; in all threads the same one.

    Raises DataError for a malformed file.
    """
    # Two of one language would not be equal, and what one sees the other would pass over.
    with _LOADING:
        return _loaded(language)


@lru_cache(maxsize=128)
def _loaded(language: str) -> Lexicon:
    hearsay: Mapping[str, list[str]] = common()["hearsay"]
    guests = map(_written, hearsay.get(language, ()))
    return read_lexicon(f"{language}.toml", _written(language), *guests)


def _written(language: str) -> str:
    return data_folder("notices").joinpath(f"{language}.toml").read_text(encoding="utf-8")


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


def read_lexicon(name: str, text: str, *guests: str) -> Lexicon:
    """Return the lexicon written in *text*, the content of the file *name*.

    What silences in the lexicons *guests* does so in it, too, but for its own words of law.
    Raises DataError, naming the file, when a list is missing or a phrase cannot be read.
    """
    try:
        return _build(_parsed(text), [*map(_parsed, guests)])
    except (tomli.TOMLDecodeError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"notices/{name}: {error!r}") from error


@lru_cache(maxsize=128)
def _parsed(text: str) -> Mapping[str, Any]:
    return tomli.loads(text)


def _build(data: Mapping[str, Any], guests: Sequence[Mapping[str, Any]]) -> Lexicon:
    everywhere: Mapping[str, Sequence[str]] = common()["everywhere"]
    short_forms: Mapping[str, Sequence[str]] = data.get("short_forms", {})
    phrases: dict[str, Sequence[str]] = {}
    for section, names in _SECTIONS.items():
        for name in names:
            own = data[section].get(name, ()) if name in _OPTIONAL else data[section][name]
            others = _hearsay(data, guests, name) if guests and name in _SILENCING else ()
            written = (*own, *everywhere.get(name, ()), *others)
            if short_forms and written:
                written = _with_short_forms(written, short_forms)
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


def _hearsay(
    data: Mapping[str, Any], guests: Sequence[Mapping[str, Any]], name: str
) -> Iterator[str]:
    """Yield the words of the context *name* in *guests* that are no words of law in *data*."""
    law = {each for section in ("directives", "actions") for each in chain(*data[section].values())}
    for each in chain.from_iterable(guest["context"].get(name, ()) for guest in guests):
        if each not in law:
            yield each


def _with_short_forms(
    phrases: Sequence[str], short_forms: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return *phrases*, each of their words or one of its *short_forms* in them."""
    whole_words = re.compile(rf"(?<![\w*])(?:{'|'.join(short_forms)})(?![\w*])")
    written = whole_words.sub(
        lambda word: "|".join((word[0], *short_forms[word[0]])), "\n".join(phrases)
    )
    return tuple(written.split("\n"))


def _both_spellings(phrases: Sequence[str]) -> tuple[str, ...]:
    """Return *phrases* with accents and without, as capitals often lack them."""
    written = "\n".join(phrases)
    plain = without_accents(written)
    return tuple(dict.fromkeys(phrases if plain == written else (*phrases, *plain.split("\n"))))
