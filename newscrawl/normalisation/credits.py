"""Credit lines: who wrote, edited, translated, contributed.

One line may hold several: "(Reporting by A in Paris and B; Editing by C)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from newscrawl.normalisation.lexicon import Role, lexicon
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.people import read_people, unique
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import wording

__all__ = ["Credits", "read_credits", "segments"]

_SEGMENT = re.compile(r"\s*[;；]\s*|(?<=\w{3})\.\s+|\s*\|\s*|\)\s*\(")
_LEAD = re.compile(r"[\s(（]*")
_OPENING_END = re.compile(r"\s*[:：]\s*|\s+")


@dataclass(slots=True)
class Credits:
    """Names by role, and the organisations named where a person was expected."""

    names: dict[Role, list[str]] = field(default_factory=dict)
    organisations: list[str] = field(default_factory=list)

    def of(self, role: Role) -> list[str]:
        """Return the names with that *role*, without repeats."""
        return list(unique(self.names.get(role, ())))

    def add(self, role: Role, text: str, language: str | None) -> None:
        """Credit whom *text* names, if *role* is one of people."""
        if role.names_people:
            people = read_people(text, language)
            self.names.setdefault(role, []).extend(people.persons)
            self.organisations.extend(people.organisations)


def read_credits(lines: Iterable[Line], language: str | None) -> Credits:
    """Return what the lines of people among *lines* credit."""
    found = Credits()
    for line in lines:
        if isinstance(line.kind, Role) and line.value:
            for role, text in segments(line.kind, line.value, language):
                found.add(role, text, language)
            if line.other is not None:
                found.add(line.other, line.value, language)
    return found


def segments(role: Role, text: str, language: str | None) -> Iterator[tuple[Role, str]]:
    """Yield the parts of a line of credits, each with its role: *role* where it names none."""
    openings, roles = _openings(language)
    for segment in _SEGMENT.split(text):
        for part in _parts(segment, openings, wording(language).joint):
            if (opening := openings.at_start(part, _OPENING_END, _LEAD)) is not None:
                role = roles[opening.phrase]
                yield role, part[opening.rest :]
            else:
                yield role, part


def _parts(segment: str, openings: Phrases, joint: re.Pattern[str]) -> Iterator[str]:
    """Yield *segment* parted where other credits join it: "A B, photographs by C D"."""
    start = 0
    for match in joint.finditer(segment):
        if openings.at_start(segment, _OPENING_END, since=match.end()) is not None:
            yield segment[start : match.start()]
            start = match.end()
    yield segment[start:]


@lru_cache(maxsize=64)
def _openings(language: str | None) -> tuple[Phrases, dict[str, Role]]:
    words = lexicon(language)
    roles = {**words.labels, **words.phrases}
    return Phrases(roles), roles
