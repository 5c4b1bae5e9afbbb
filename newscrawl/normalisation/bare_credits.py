"""Lines of credits without any mark: "Penulis Rina Astuti Editor Bambang Sudrajat"."""

from __future__ import annotations

import re
from itertools import takewhile

from newscrawl.normalisation.day_names import without_dates
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.lines import KHMER_COLON
from newscrawl.normalisation.wording import Wording
from newscrawl.text.sentences import ends_sentence

__all__ = ["marked"]

_LONGEST = 160
_MOST_WORDS = 7
_BEFORE_NAME = re.compile(r"\s(?=[^\W\d_a-z])")
_BETWEEN = re.compile(r"(?<=\w)[\s,|/-]{1,3}(?=[^\W\d_a-z])")
_NAME_ENDS = frozenset(",|;0123456789")
_SECOND = frozenset([Role.AUTHORS, Role.EDITORS, Role.TRANSLATORS])


def marked(line: str, known: Wording) -> str:
    """Return *line* with colons behind its labels, and bars between, where it has two and no mark.

    Behind each stands a name and nothing else, but perhaps a date. Its dates go: their names would
    pass for somebody's. Any other line is returned as it is.
    """
    line = line.replace(KHMER_COLON, ":")
    if len(line) > _LONGEST or ":" in line.partition(" ")[0]:
        return line
    first = known.people.at_start(line, _BEFORE_NAME)
    second = _second(line, first.rest, known) if first else None
    if first is None or second is None:
        return line
    (start, end), label = second, line[: first.end]
    name, rest = line[first.rest : start].rstrip(" ,|/-"), line[end:].lstrip()
    if ends_sentence(line) or not (_may_be_name(name, known) and _may_be_name(rest, known)):
        return line
    return without_dates(f"{label}: {name} | {line[start:end]}: {rest}", known.language)


def _may_be_name(text: str, known: Wording) -> bool:
    """Whether *text*, up to a figure or a comma, is few words, none small but those of names."""
    name = "".join(takewhile(lambda char: char not in _NAME_ENDS, text)).split()
    if not 0 < len(name) <= _MOST_WORDS:
        return False
    if name[-1].islower() or key(name[-1]) in known.words.conjunctions:
        return False
    return known.writes_as_name(" ".join(name))


def _second(line: str, since: int, known: Wording) -> tuple[int, int] | None:
    """Return where in *line* behind *since* another label of people stands before a name."""
    role = known.words.labels.get(key(line[: since - 1]))
    for space in _BETWEEN.finditer(line, since):
        start = space.end()
        for end in known.people.printed_ends(line, start):
            other = known.words.labels[key(line[start:end])]
            if other in _SECOND and other is not role and _BEFORE_NAME.match(line, end):
                return start, end
    return None
