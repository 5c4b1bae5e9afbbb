"""A finding as a person reads it: a table of answers, then what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice

from newscrawl.inquiry.advice import advice
from newscrawl.inquiry.changes import Changes
from newscrawl.inquiry.finding import Answer, Finding
from newscrawl.inquiry.lines import LONGEST_QUOTE, broken, place, plain, row, under, written
from newscrawl.inquiry.silence import Absence, absences
from newscrawl.inquiry.words import Words
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Decision, Effect, Purpose, Statement
from newscrawl.policy.records import cite
from newscrawl.text.cleaning import excerpt

__all__ = ["report"]

_WORDS = {
    Effect.DENY: "DENIED",
    Effect.RESTRICT: "restricted",
    Effect.ALLOW: "allowed",
    Effect.NONE: "allowed",
}
_DECISIONS = {
    Decision.DENIED: "DENIED",
    Decision.RESTRICTED: "restricted",
    Decision.ALLOWED: "allowed",
}
_MOST_LINES = 20


def report(finding: Finding, width: int | None = None) -> str:
    """Return *finding* in lines of at most *width* characters; None leaves them whole.

    First the request and each purpose, then the numbered words that decided, what was looked for
    in vain, how to be permitted more, and the evidence. No line holds control characters,
    whatever the site wrote. A line is broken at spaces only, and goes on with an indent.
    """
    words = Words()
    parts = [
        _head(finding),
        _answers(finding, words),
        _section("Changes", _changes(finding.changes) if finding.changes else ()),
        _section("What was said", words.lines(finding)),
        _section("Looked for and not found", _absent(absences(finding))),
        _section("Warnings", _capped(finding.warnings)),
        _section("How to get permission", _advice(finding)),
        _section("Evidence", _evidence(finding)),
    ]
    blocks = [list(part) for part in parts]
    lines = [line for block in blocks if block for line in (*block, "")]
    return "".join(f"{line}\n" for line in broken(lines[:-1], width))


def _head(finding: Finding) -> Iterator[str]:
    yield plain(finding.asked)
    if finding.asked != plain(finding.name):
        yield f"leads to {plain(finding.name)}"
    moment = written(finding.at)
    if not finding.from_store:
        yield f"asked {moment} as newscrawl"
    elif finding.known_at is None:
        yield f"known at {moment}, without a request: nothing"
    else:
        yield f"known at {moment}, without a request: what was found out {_age(finding)}"
    yield f"declared purpose (*): {', '.join(finding.purposes)}"


def _age(finding: Finding) -> str:
    assert finding.known_at is not None
    minutes = int((finding.at - finding.known_at).total_seconds() // 60)
    for unit, length in (("days", 1440), ("hours", 60), ("minutes", 1)):
        if minutes >= 2 * length:
            return f"{minutes // length} {unit} before"
    return "just before"


def _answers(finding: Finding, words: Words) -> Iterator[str]:
    yield from _request(finding, words)
    if not (finding.failure and finding.may_fetch):
        for purpose in Purpose:
            yield from _purpose(finding, finding.answer(purpose), words)
        if permission := finding.verdict.permission:
            yield row("permission", "relied on", permission)
    if (until := finding.verdict.valid_until) and not finding.failure:
        stale = "; what is older than that permits nothing" if finding.stale else ""
        yield row("valid", "until", f"{written(until)}{stale}")


def _request(finding: Finding, words: Words) -> Iterator[str]:
    said = finding.fetch
    if said is None and not finding.failure:
        yield row("request", "none", "a supplied file")
        return
    if said is not None:
        answer = "allowed" if finding.may_fetch else "DENIED"
        ground = f"{words.named([said])} {_where(said)}"
        over = f", over {words.named(finding.beaten)}" if finding.beaten else ""
        yield row("request", answer, ground + over)
        if finding.may_fetch and Effect.DENY in said.effects.values():
            yield row("", "", f"published: DENIED; lifted by {finding.verdict.permission}")
    if finding.failure:
        yield row("page", "UNREACHABLE", finding.failure)
    if finding.delay:
        yield row("delay", f"{finding.delay:g} s", "between two requests, as its robots.txt asks")


def _where(said: Statement) -> str:
    if said.signal == "robots" and "allow" in said.kinds and said.locator == "answer":
        return "robots.txt has no rule for it"
    place = f"robots.txt, {said.locator}" if said.signal == "robots" else said.signal
    return f"{place}: “{excerpt(said.text, LONGEST_QUOTE)}”"


def _purpose(finding: Finding, answer: Answer, words: Words) -> Iterator[str]:
    is_declared = answer.purpose in finding.purposes
    label = f"{answer.purpose} *" if is_declared else str(answer.purpose)
    named = words.named(answer.decided) or "nothing was said about it"
    over = f", over {words.named(answer.lost)}" if answer.lost and answer.decided else ""
    yield row(label, _DECISIONS[answer.decision], named + over)
    if answer.permission:
        yield row("", "", f"published: {_WORDS[answer.published]}; lifted by {answer.permission}")
    elif _WORDS[answer.published] != _DECISIONS[answer.decision]:
        yield row("", "", f"published: {_WORDS[answer.published]}")
    if answer.by_specification is not answer.published:
        alone = _WORDS[answer.by_specification]
        yield row("", "", f"by the specifications alone: {alone}")


def _changes(changes: Changes) -> Iterator[str]:
    if changes.since is None:
        yield "no earlier decision to compare with"
        return
    moment = written(datetime.fromisoformat(changes.since))
    since = f"since {moment}, when it was asked for {', '.join(changes.purposes)}"
    yield f"{since}: nothing" if changes.is_empty else since
    if changes.before != changes.after:
        yield row("decision", "", f"{changes.before} -> {changes.after}")
    for purpose, (before, after) in (changes.effects or {}).items():
        yield row(purpose, "published", f"{before} -> {after}")
    for sign, records in (("+", changes.new), ("-", changes.gone)):
        for each in records:
            about = f"{each['signal']}: {', '.join(each['kinds'])}"
            yield f"{sign} {plain(about)}"
            yield under(2, f"{each['source']}, {each['locator']}")
            if text := excerpt(each["text"], LONGEST_QUOTE):
                yield under(2, f"“{text}”")


def _absent(found: Iterable[Absence]) -> Iterator[str]:
    for kind, group in groupby(found, key=lambda each: each.place):
        several = list(group)
        if several[0].is_document:
            yield from (place(each.what, f"{each.why}, {each.where}") for each in several)
        else:
            yield place(kind, f"no {', '.join(each.what for each in several)}")


def _advice(finding: Finding) -> Iterator[str]:
    found = advice(finding)
    if found is None:
        return
    yield place("for", ", ".join(found.purposes))
    for address in found.addresses:
        yield place("ask", address)
    if found.duties:
        duties = ", ".join(found.duties)
        yield place("or meet", f"{duties}, and say so in NEWSCRAWL_PROFILE")
    for each in found.unliftable:
        yield place("never", f"no permission lifts this: {cite(each)}")
    if found.command:
        yield "then record the answer:"
        yield under(2, found.command)
    elif not found.unliftable:
        yield place("never", "no permission covers a file that does not say where it came from")


def _evidence(finding: Finding) -> Iterator[str]:
    for each in finding.documents:
        yield from _document(each)
    if finding.page_sha256:
        yield plain(f"page {finding.name}")
        yield under(2, f"sha256 {finding.page_sha256}")
    if finding.recorded:
        yield "decision, in the chain of the store"
        yield under(2, f"sha256 {finding.recorded}")


def _document(document: PolicyDocument) -> Iterator[str]:
    yield plain(f"{document.kind} {document.url}")
    answer = document.failure or f"status {document.status}"
    if document.redirects:
        answer += f", {document.redirects} redirects"
    yield under(2, f"{answer}, fetched {written(document.fetched_at)}, {len(document.body)} bytes")
    if document.body:
        yield under(2, f"sha256 {document.sha256}")


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title.upper()
        yield from found


def _capped(lines: list[str]) -> Iterator[str]:
    yield from (plain(line) for line in islice(lines, _MOST_LINES))
    if len(lines) > _MOST_LINES:
        yield f"and {len(lines) - _MOST_LINES} more"
