"""Candidates: which units are worth reading, and in which language.

First the words tell whether anything in a unit could forbid or permit, in any language. Then its
own language decides: a short word of one hides in the words of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from html import unescape
from itertools import islice, takewhile

from newscrawl.document import Unit
from newscrawl.policy.notices.folding import fold, fold_text, is_spelled
from newscrawl.policy.notices.lexicon import Lexicon, lexicons_for
from newscrawl.policy.notices.lexicon import lexicon as lexicon_of
from newscrawl.policy.notices.lists import announcement
from newscrawl.policy.notices.neighbours import are_neighbours, may_go_on
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.sieve import sieve
from newscrawl.policy.notices.stretches import MOST_READ
from newscrawl.text.language import identify
from newscrawl.text.scripts import is_spaceless
from newscrawl.text.sentences import sentences

__all__ = ["candidates", "main_language"]

_SAMPLE = 4_000
# Letters of two scripts in one word: a disguise.
# With the capitals of Turkish and others that are Latin, too.
_LATIN = "[A-Za-z\u0130\u0131\u017f\u212a]"
_MIXED = re.compile(f"[\u0370-\u04ff](?:(?={_LATIN})|(?<={_LATIN}.))")
_KANA = re.compile("[\u3040-\u30ff]")
_FOLLOWING = 8
# A line costs as much as one of so many characters, however short it is.
_CHEAPEST = 40
_SHORT = 200
_MOST_SENTENCES = 200
_MOST_LANGUAGES = 3
# Short texts that many pages have, such as those below each, and in which languages they speak.
_MOST_REMEMBERED = 4_096


def candidates(
    units: Sequence[Unit], heard: Sequence[int], declared: str | None, *, most: int = MOST_READ
) -> Iterator[tuple[Lexicon, list[list[int]], int]]:
    """Yield each lexicon with the positions of the units to be read with it, and the reach.

    The positions ascend, those together in which one notice may stand.

    *heard* is what the sieve heard in each of *units*. Beside those that may hold a notice
    these are their neighbours, in which it may go on. The reach is how many characters at
    either end of a unit, and of all together, are worth reading: *most*, or fewer where there
    are many languages to read.
    """
    speaking = sieve().speaking
    possible = {
        position: lexicons
        for position, bits in enumerate(heard)
        if bits and (lexicons := speaking(bits | _beside(units, heard, position)))
    }
    hot: dict[str, list[int]] = {}
    budget = _MOST_LANGUAGES * most
    for position in _affordable(units, [*possible], budget):
        for lexicon in _speaking(units[position].text, declared, possible[position]):
            hot.setdefault(lexicon.language, []).append(position)

    @cache
    def follow(above: int, below: int) -> bool:
        """Whether the units at these positions are neighbours; many pairs are asked for twice."""
        return above >= 0 and below < len(units) and are_neighbours(units[above], units[below])

    for language, positions in hot.items():
        lexicon = lexicon_of(language)
        reach = min(most, budget // len(hot))
        chosen = _with_neighbours(units, positions, lexicon, follow)
        runs = _runs(_affordable(units, chosen, reach), follow)
        yield lexicon, runs, reach


def main_language(units: Sequence[Unit]) -> str | None:
    """Return the language that most of the visible text is in; None when unknown."""
    pieces: list[str] = []
    size = 0
    for unit in units:
        if unit.index is not None:
            pieces.append(unit.text)
            size += len(unit.text)
        if size > _SAMPLE:
            break
    found = identify("\n".join(pieces)[:_SAMPLE])
    return found.language if found else None


def _beside(units: Sequence[Unit], heard: Sequence[int], position: int) -> int:
    """Return what was heard where the words of ``units[position]`` begin or go on.

    That is the line that announces the list it is in, and one below that opens in mid-sentence.
    """
    above = announcement(units, position)
    announced = heard[above] if above is not None else 0
    following = heard[position + 1] if position + 1 < len(heard) else 0
    if following and units[position + 1].text[:1].islower():
        return announced | following
    return announced


def _speaking(text: str, declared: str | None, possible: tuple[Lexicon, ...]) -> Sequence[Lexicon]:
    """Return those *possible* lexicons that are of the language of *text*.

    A notice may be in the language of its first or of its last sentence, too.
    """
    if len(possible) == 1 and declared is not None and possible[0] in lexicons_for(declared):
        # The declared language is read, whatever others the text may be in.
        return possible
    ask = _spoken_in_short if len(text) <= _SHORT else _spoken
    return ask(text, declared, possible)


def _spoken(text: str, declared: str | None, possible: tuple[Lexicon, ...]) -> Sequence[Lexicon]:
    languages, sure = _languages(text, declared)
    # Hardly a language is known again by letters set apart.
    if not any(each in possible for each in languages) and not is_spelled(text):
        if len(text) > _SHORT or (languages and declared is not None):
            return ()
        # Short texts are often taken for another language: a name or two in them suffices.
        languages = (*languages, *(() if sure else possible))
    if declared is None and len(text) <= _SHORT and not set(possible).issubset(languages):
        languages = (*languages, *_likelier(text, languages, possible))
    if all(each in languages for each in possible):
        return [each for each in languages if each in possible]
    end = text[-_SAMPLE:]
    spans = list(islice(sentences(end), _MOST_SENTENCES))
    ends = (end[start:stop] for start, stop in (spans[0], spans[-1]) if len(spans) > 1)
    others = (each for one in ends for each in _languages(one, declared)[0])
    return [each for each in dict.fromkeys((*languages, *others)) if each in possible]


@lru_cache(maxsize=_MOST_REMEMBERED)
def _spoken_in_short(
    text: str, declared: str | None, possible: tuple[Lexicon, ...]
) -> Sequence[Lexicon]:
    return _spoken(text, declared, possible)


def _likelier(
    text: str, languages: Sequence[Lexicon], possible: Sequence[Lexicon]
) -> list[Lexicon]:
    """Return those *possible* lexicons of whose small words the short *text* has more.

    English terms make a short text look English.
    """
    folded = fold_text(text)

    def count(lexicon: Lexicon) -> int:
        return len(Reading(folded, lexicon).spans("continues"))

    most = max(map(count, languages), default=0)
    return [each for each in possible if count(each) > most]


def _languages(text: str, declared: str | None) -> tuple[tuple[Lexicon, ...], bool]:
    """Return the lexicons for *text*, of its own language and the declared one; and if sure.

    A text too short to tell is read with all, unless the page declares its language.
    """
    sample = unescape(text[:_SAMPLE])
    mixed = not sample.isascii() and _MIXED.search(sample)
    found = identify(fold(sample) if mixed else sample)
    if (found is None or not found.reliable) and is_spelled(sample):
        found = identify(fold(sample)) or found
    if found is not None and found.reliable:
        return lexicons_for(found.language, declared), True
    if found is None and (declared is None or _is_foreign(sample, declared)):
        return lexicons_for(), False
    language = found.language if found else None
    if language == "ja" and not _KANA.search(sample):
        # Without a kana it is as likely Chinese.
        return lexicons_for(language, "zh", declared), False
    return lexicons_for(language, declared) or lexicons_for(), False


def _is_foreign(sample: str, declared: str) -> bool:
    """Whether *sample* sets no spaces between words, as no text in the *declared* language does."""
    return is_spaceless(sample) and all(each.spaces for each in lexicons_for(declared))


def _affordable(units: Sequence[Unit], positions: Sequence[int], most: int) -> list[int]:
    """Return those *positions* that the budget allows, from both ends towards the middle."""
    if sum(max(len(units[position].text), _CHEAPEST) for position in positions) <= most:
        return [*positions]
    first: list[int] = []
    last: list[int] = []
    for chosen, ordered in ((first, positions), (last, positions[::-1])):
        size = 0
        for position in ordered:
            if size > most:
                break
            chosen.append(position)
            size += max(len(units[position].text), _CHEAPEST)
    return sorted({*first, *last})


def _with_neighbours(
    units: Sequence[Unit],
    positions: Sequence[int],
    lexicon: Lexicon,
    follow: Callable[[int, int], bool],
) -> list[int]:
    @cache
    def goes_on(position: int) -> bool:
        """Whether the unit before *position* may go on in it."""
        above = position - 1
        return follow(above, position) and may_go_on(units[above], units[position], lexicon)

    chosen: set[int] = set()
    for position in positions:
        chosen.add(position)
        if goes_on(position):
            chosen.add(position - 1)
        if (above := announcement(units, position)) is not None:
            chosen.update(range(above, position))
        following = range(position + 1, position + 1 + _FOLLOWING)
        chosen.update(takewhile(goes_on, following))
    return sorted(chosen)


def _runs(positions: Iterable[int], follow: Callable[[int, int], bool]) -> list[list[int]]:
    """Return *positions* cut where no passage can go on."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and follow(runs[-1][-1], position):
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs
