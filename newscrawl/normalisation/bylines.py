"""The grammar of bylines: what stands around names in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from newscrawl.normalisation.agencies import Agency, find_agency
from newscrawl.normalisation.lexicon import Lexicon, Role, key, lexicon
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import wording
from newscrawl.text.expressions import alternation, on_demand

__all__ = ["BRACKETED", "EDGES", "OF", "Grammar", "grammar_of"]

BRACKETED = re.compile(r"[(（\[【<][^()（）\[\]【】<>]{0,80}[)）\]】>]")
EDGES = " \t)）]】.,:;–—-·•*=>»›|/&~'’‘\"“”"
_SEPARATORS = r"[,;/、，،؛\n•]"
_SPACE = re.compile(r"\s*")
_SPACES = re.compile(r"\s")
_OPENING_END = re.compile(r"\s*[:：]\s*|\s+")
_TITLE_END = on_demand(r"\s*[:：]\s*|\s+|(?<=[\u3040-\ud7af])(?=\S)")
# A capital behind a small letter: there a title was glued to a name, "HaleReporter".
_TITLE_START = on_demand(r"(?:^|(?<=\s)|(?<=[\u3040-\ud7af])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ]))")
# Where one word may have been glued to another: a capital behind a small letter, or Hangul.
_GLUE = re.compile(
    r"(?<=[a-zß-ÿа-џα-ω])(?=[A-ZÀ-ÞА-ЯЁЄІЇΑ-Ω])|(?P<spaceless>(?<=[가-힣])(?=[가-힣]))"
)
_OWNED = re.compile(r"(?P<owner>[^'’]{2,40})['’]s\s+(?=\w)")
_MOST_TITLES = 3
_LONGEST_FIELD = 2
_MOST_OF_AGENCY = 3
_PLACE = r"(?:\s[^\W\d_a-z][\w.'’-]*){1,3}"
OF = frozenset(["de", "da", "of"])
_PAIR = 2


class Grammar(NamedTuple):
    """What a lexicon says of names, as patterns."""

    openings: Phrases
    titles: Phrases
    companions: Phrases
    stamps: Phrases
    separator: re.Pattern[str]
    place: re.Pattern[str]
    located: re.Pattern[str]
    outlets: tuple[str, ...]
    words: Lexicon

    def without_opening(self, text: str) -> str:
        """Return *text* without the words that open a byline."""
        opening = self.openings.at_start(text, _OPENING_END, _SPACE)
        return text[opening.rest :] if opening else text

    def without_lead(self, text: str) -> str:
        """Return *text* without what leads to a name: "Bay Press writer Jane Doe".

        An agency, or a field of work, which is written small: "Pacific affairs reporter Jane Doe";
        whose a person is: "Bay Press's Jane Doe".
        """
        if (owned := _OWNED.match(text)) is not None and find_agency(owned["owner"]) is not None:
            text = text[owned.end() :]
        folded = key(text)
        for space in _SPACES.finditer(text):
            for end in self.titles.ends(folded, space.end()):
                if text[end : end + 1].isspace():
                    if (name := _behind_agency(text[end + 1 :])) is not None:
                        return name
                    lead, title = text[: space.start()], text[space.end() : end]
                    last = lead.split(" ")[-1]
                    leads = (last.islower() or key(last) in self.words.outlets) and title.islower()
                    return text[end + 1 :] if leads or _opens_with_agency(lead) else text
        return text

    def bracketed_agencies(self, text: str) -> Iterator[Agency]:
        """Yield the agencies that stand in brackets, as they do behind a name: "(with AFP)"."""
        for bracketed in BRACKETED.findall(text):
            name = bracketed[1:-1].strip()
            lead = self.companions.at_start(name, _OPENING_END, _SPACE)
            known = name[lead.rest :] if lead else name
            # Two letters alone may be anybody's: "Foreign Authors (AA)".
            if (lead or len(known) > _PAIR) and (agency := find_agency(known)) is not None:
                yield agency

    def without_stamp(self, text: str) -> str:
        """Return *text* up to a word for dates or counts that was glued to a name.

        "Jane DoePublished"; behind a title where there are no capitals: "홍길동기자입력".
        """
        folded = key(text)
        for seam in _GLUE.finditer(text):
            place = seam.start()
            is_spaceless = seam["spaceless"] is not None
            if is_spaceless and not any(self.titles.starts(folded, place)):
                continue
            if any(self.stamps.ends(folded, place)):
                return text[:place]
        return text

    def without_titles(self, piece: str) -> str:
        """Return *piece* without the titles at its ends, up to three at each."""
        for _ in range(_MOST_TITLES):
            title = self.titles.at_start(piece, _TITLE_END())
            rest = piece[title.rest :] if title else piece
            starts = self.titles.starts(key(rest), len(rest))
            ends = (start for start in starts if _TITLE_START().match(rest, start))
            start = next(ends, len(rest))
            shorter = rest[:start].strip(EDGES)
            if shorter == piece:
                break
            piece = shorter
        return piece


def _opens_with_agency(lead: str) -> bool:
    """Whether *lead* is an agency, or one with a field of work: "Bay Press Science"."""
    words = lead.split()
    ends = range(len(words), max(0, len(words) - _LONGEST_FIELD - 1), -1)
    return any(find_agency(" ".join(words[:end])) is not None for end in ends)


def _behind_agency(text: str) -> str | None:
    """Return what follows the agency that *text* opens with: "de The Associated Press Ana Ruiz"."""
    words = text.split()
    if not words or words[0] not in OF:
        return None
    for count in range(min(_MOST_OF_AGENCY, len(words) - 1), 0, -1):
        if find_agency(" ".join(words[1 : count + 1])) is not None:
            return " ".join(words[count + 1 :])
    return None


@lru_cache(maxsize=64)
def grammar_of(language: str | None) -> Grammar:
    """Return the grammar of bylines in *language*, as :func:`.lexicon` understands it."""
    words, known = lexicon(language), wording(language)
    return Grammar(
        Phrases(_openings(words)),
        known.titles,
        known.companions,
        Phrases(chain(_stamps(words), words.counters)),
        re.compile(rf"{_SEPARATORS}|\s(?i:{alternation(words.conjunctions)})\s|\s?&\s"),
        re.compile(rf"\s(?i:{alternation(words.places)})\s(?=\w)"),
        re.compile(rf"\s(?i:{alternation(words.places)}){_PLACE}"),
        tuple(words.outlets),
        words,
    )


def _stamps(words: Lexicon) -> Iterator[str]:
    dates = {Role.PUBLISHED, Role.MODIFIED}
    return (label for label, role in words.labels.items() if role in dates)


def _openings(words: Lexicon) -> Iterator[str]:
    for roles in (words.phrases, words.labels):
        yield from (label for label, role in roles.items() if role.names_people)
