"""The words behind the answers of a report, numbered, and what they do to the purposes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newscrawl.inquiry.finding import Finding
from newscrawl.inquiry.lines import LONGEST_QUOTE, NUMBER, plain, under
from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.text.cleaning import excerpt

__all__ = ["Words"]

_DEEDS = {Effect.DENY: "denies", Effect.RESTRICT: "restricts", Effect.ALLOW: "allows"}


class Words:
    """The statements of a report, numbered as they are first named."""

    def __init__(self) -> None:
        self._statements: list[Statement] = []

    def named(self, statements: Iterable[Statement]) -> str:
        """Return the numbers of *statements*."""
        return " ".join(f"[{number}]" for number in sorted(map(self._number, statements)))

    def lines(self, finding: Finding) -> Iterator[str]:
        """Yield the lines of all that was named, and of all else that *finding* holds."""
        for each in finding.said:
            self._number(each)
        for number, said in enumerate(self._statements, 1):
            holder = f", {said.holder}" if said.holder else ""
            about = f"{said.signal}: {', '.join(said.kinds)}{holder}"
            yield f"{f'[{number}]':<{NUMBER}}{plain(about)}"
            yield under(NUMBER, f"{said.source}, {said.locator}".rstrip(", "))
            if text := excerpt(said.text, LONGEST_QUOTE):
                yield under(NUMBER, f"“{text}”")
            if said in finding.beaten and finding.fetch is not None:
                yield under(NUMBER, f"gives way to {self.named([finding.fetch])}")
            elif deeds := _deeds(said):
                yield under(NUMBER, deeds)

    def _number(self, statement: Statement) -> int:
        if statement not in self._statements:
            self._statements.append(statement)
        return self._statements.index(statement) + 1


def _deeds(said: Statement) -> str:
    """Return what *said* does to the purposes, the strongest first; empty where it does nothing."""
    return "; ".join(filter(None, (_deed(said, effect) for effect in _DEEDS)))


def _deed(said: Statement, effect: Effect) -> str:
    purposes = [str(each) for each in Purpose if said.effects.get(each) is effect]
    if not purposes:
        return ""
    named = "everything" if len(purposes) == len(Purpose) else ", ".join(purposes)
    duties = said.conditions.duties if effect is Effect.RESTRICT else ()
    return f"{_DEEDS[effect]} {named}" + (
        f" unless you meet: {', '.join(duties)}" if duties else ""
    )
