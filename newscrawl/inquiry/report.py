"""A finding as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newscrawl.inquiry.finding import Finding
from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.text.cleaning import clean, collapse, excerpt

__all__ = ["report"]

_WORDS = {
    Effect.DENY: "DENIED",
    Effect.RESTRICT: "restricted",
    Effect.ALLOW: "allowed",
    Effect.NONE: "allowed",
}
_LABEL, _ANSWER, _NUMBER = 10, 11, 5
_QUOTE_LENGTH = 300


def report(finding: Finding) -> str:
    """Return *finding* in lines: the request, each purpose, and the numbered words that decided.

    What was said without deciding anything stands behind them. No line holds control characters,
    whatever the site wrote.
    """
    evidence = _Evidence()
    lines = [*_head(finding), "", *_fetch(finding, evidence)]
    if not (finding.failure and finding.may_fetch):
        lines += [_purpose(finding, purpose, evidence) for purpose in Purpose]
        if permission := finding.verdict.permission:
            lines.append(_row("permission", "relied on", permission))
    for statement in finding.statements:
        evidence.number(statement)
    lines += ["", *evidence.lines()] if evidence.statements else []
    lines += [f"warning: {_plain(warning)}" for warning in finding.warnings]
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Evidence:
    """The statements of a report, numbered as they are first named."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def number(self, statement: Statement) -> int:
        if statement not in self.statements:
            self.statements.append(statement)
        return self.statements.index(statement) + 1

    def named(self, statements: Iterable[Statement]) -> str:
        return " ".join(f"[{self.number(each)}]" for each in statements)

    def lines(self) -> Iterator[str]:
        for number, said in enumerate(self.statements, 1):
            holder = f", {said.holder}" if said.holder else ""
            about = f"{said.signal}: {', '.join(said.kinds)}{holder}"
            yield f"{f'[{number}]':<{_NUMBER}}{_plain(about)}"
            yield f"{'':<{_NUMBER}}{_plain(said.source)}, {_plain(said.locator)}"
            if text := excerpt(said.text, _QUOTE_LENGTH):
                yield f"{'':<{_NUMBER}}“{text}”"


def _head(finding: Finding) -> Iterator[str]:
    yield _plain(finding.name)
    declared = ", ".join(finding.purposes)
    yield f"asked {finding.at:%Y-%m-%d %H:%M %Z} as newscrawl; declared purpose (*): {declared}"


def _fetch(finding: Finding, evidence: _Evidence) -> Iterator[str]:
    said = finding.fetch
    if said is None and not finding.failure:
        yield _row("request", "none", "a supplied file")
        return
    if said is not None:
        yield _row("request", "allowed" if finding.may_fetch else "DENIED", evidence.named([said]))
    if finding.failure:
        yield _row("page", "UNREACHABLE", finding.failure)
    if finding.delay:
        yield _row("delay", f"{finding.delay:g} s", "between two requests, as its robots.txt asks")


def _purpose(finding: Finding, purpose: Purpose, evidence: _Evidence) -> str:
    decided = finding.deciding(purpose)
    effect = finding.verdict.effects.get(purpose, Effect.NONE)
    label = f"{purpose} *" if purpose in finding.purposes else str(purpose)
    named = evidence.named(decided) or "nothing was said about it"
    alone = finding.verdict.by_specification.get(purpose, Effect.NONE)
    other = f" (by the specifications alone: {_WORDS[alone]})" if alone is not effect else ""
    return _row(label, _WORDS[effect], named + other)


def _row(label: str, answer: str, text: str) -> str:
    return f"{label:<{_LABEL}}  {answer:<{_ANSWER}}  {_plain(text)}"


def _plain(text: str) -> str:
    return collapse(clean(text)).replace("\n", " ")
