"""Candidates: which units are worth reading, and in which language.

The language comes first: a short word of one language hides in the words of another. Then the
words tell whether anything in the unit could forbid or permit; most prose ends here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from newscrawl.document import Unit
from newscrawl.policy.notices.folding import Folded, fold_text
from newscrawl.policy.notices.lexicon import Lexicon, lexicon, lexicons_for
from newscrawl.policy.notices.passages import MOST_READ, are_neighbours
from newscrawl.text.language import identify
from newscrawl.text.sentences import sentences

__all__ = ["candidates", "main_language"]

_SAMPLE = 4_000
_FOLLOWING = 8
_SHORTEST = 4
_MOST_SENTENCES = 200


def candidates(
    units: Sequence[Unit], declared: str | None, *, most: int = MOST_READ
) -> Iterator[tuple[Lexicon, list[int]]]:
    """Yield each lexicon with the positions of the units to be read with it, ascending.

    Of each unit, and of all together, *most* characters at either end are looked at.

    Beside units that may hold a notice these are their neighbours, in which it may go on.
    """
    hot: dict[str, list[int]] = {}
    for position, unit in enumerate(units):
        if len(unit.text) < _SHORTEST:
            continue
        for speaking in _speaking(unit.text, declared, most):
            hot.setdefault(speaking.language, []).append(position)
    for language, positions in hot.items():
        chosen = _with_neighbours(units, positions)
        yield lexicon(language), _affordable(units, chosen, most)


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


def _speaking(text: str, declared: str | None, most: int) -> Iterable[Lexicon]:
    """Return the lexicons of *text* in which it may forbid something.

    Where it may, it may do so again in the language of its first or of its last sentence.
    """
    languages = _languages(text, declared)
    if not languages:
        return ()
    folded = fold_text(_ends(text, most))
    if not _heard(folded, languages):
        return ()
    spans = list(islice(sentences(text[-_SAMPLE:]), _MOST_SENTENCES))
    ends = (text[-_SAMPLE:][start:end] for start, end in {*spans[:1], *spans[-1:]})
    others = (each for end in ends for each in _languages(end, declared))
    return _heard(folded, dict.fromkeys((*languages, *others)))


def _heard(folded: Folded, languages: Iterable[Lexicon]) -> list[Lexicon]:
    return [
        each for each in languages if each.is_worth_reading(folded.text, spelled=folded.spelled)
    ]


def _languages(text: str, declared: str | None) -> tuple[Lexicon, ...]:
    """Return the lexicons for *text*: of its own language and the declared one.

    A text too short to tell is read with all, unless the page declares its language.
    """
    found = identify(text[:_SAMPLE])
    if found is not None and found.reliable:
        return lexicons_for(found.language, declared)
    if found is None and declared is None:
        return lexicons_for()
    return lexicons_for(found.language if found else None, declared) or lexicons_for()


def _ends(text: str, most: int) -> str:
    return text if len(text) <= 2 * most else f"{text[:most]} {text[-most:]}"


def _affordable(units: Sequence[Unit], positions: Sequence[int], most: int) -> list[int]:
    """Return those *positions* that the budget allows, from both ends towards the middle."""
    first: list[int] = []
    last: list[int] = []
    for chosen, ordered in ((first, positions), (last, positions[::-1])):
        size = 0
        for position in ordered:
            if size > most:
                break
            chosen.append(position)
            size += len(units[position].text)
    return sorted({*first, *last})


def _with_neighbours(units: Sequence[Unit], positions: Sequence[int]) -> list[int]:
    chosen: set[int] = set()
    for position in positions:
        chosen.add(position)
        if position and are_neighbours(units[position - 1], units[position]):
            chosen.add(position - 1)
        for following in range(position + 1, min(position + 1 + _FOLLOWING, len(units))):
            if not are_neighbours(units[following - 1], units[following]):
                break
            chosen.add(following)
    return sorted(chosen)
