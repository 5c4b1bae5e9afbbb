"""Names with somebody's title: "홍길동 기자", "Jane Doe, city reporter"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.chinese_datelines import are_reporters, without_filing
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.wording import Wording, wording
from newscrawl.text.cleaning import collapse
from newscrawl.text.sentences import ends_sentence

__all__ = ["LONGEST_SIGNATURE", "titled"]

LONGEST_SIGNATURE = 8
_BRACKETS = "[]［］【】〔〕（） "
_COLON = re.compile(r"\s?[:：]")


def titled(line: Line, known: Wording) -> Line | None:
    """Recognise a name with its title and little else: "홍길동 기자", "A B, city reporter"."""
    if line.size > LONGEST_SIGNATURE or ends_sentence(line.text):
        return None
    text = line.text.strip(_BRACKETS)
    if are_reporters(text):
        return replace(line, kind=Role.AUTHORS)
    name, mark, rest = text.partition(", ")
    if mark and known.people.at_start(rest, _COLON) and are_full_names(name, known.language):
        # So a portal puts both in one line.
        return replace(line, kind=Role.AUTHORS, value=f"{name}; {rest}")
    is_titled = mark and " " in name and known.has_title(rest)
    if is_titled and read_people(name, known.language).persons == (name,):
        return replace(line, kind=Role.AUTHORS, value=name)
    # "Health reporter, Port Alder" stands below a name, and a place is none.
    if not known.has_title(text) or (mark and known.ends_in_title(name)):
        return None
    people = read_people(text, known.language)
    if len(people.persons) != 1 or people.persons[0] == text:
        return None
    rest = collapse(without_filing(text).replace(people.persons[0], " ", 1)).strip(" ,=|/-")
    paper, _, title = rest.partition(" ")
    rest = title if paper.endswith(_bare_outlets(known.language)) else rest
    is_title_only = key(rest) in known.words.titles or "@" in rest
    return replace(line, kind=Role.AUTHORS) if is_title_only else None


@lru_cache(maxsize=64)
def _bare_outlets(language: str | None) -> tuple[str, ...]:
    """Return how papers are called at their ends in scripts without capitals: "한밭신문"."""
    return tuple(word for word in wording(language).words.outlets if not word.isascii())
