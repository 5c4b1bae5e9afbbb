"""Writing: findings made into notices, and neighbouring notices into one."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.policy.model import Conditions, Level, Scope
from newscrawl.policy.notices.certainty import Certainty
from newscrawl.policy.notices.conditions import read_conditions
from newscrawl.policy.notices.grammar import Finding
from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.notice import Notice, Part
from newscrawl.policy.notices.passages import Passage
from newscrawl.policy.notices.placement import Standing
from newscrawl.policy.notices.speaker import Speaker

__all__ = ["continues", "merged", "stricter", "write"]

_LEVELS = list(Level)


def write(passage: Passage, finding: Finding, speaker: Speaker) -> Notice:
    """Return the notice that *passage* is."""
    text = " ".join(line.text for line in passage.lines)
    certainty = Certainty(passage, finding, speaker)
    bans = any(kind.is_ban for kind in finding.kinds)
    site_wide = speaker.standing is Standing.SITE or passage.reading.has("whole_site")
    return Notice(
        kinds=finding.kinds,
        parts=_parts(passage),
        language=passage.lines[0].lexicon.language,
        level=certainty.level,
        holder=speaker.holder if bans else speaker.named,
        conditions=read_conditions(passage.reading, text, ours=speaker.is_the_site),
        scope=Scope.SITE if site_wide else Scope.PAGE,
        reasons=certainty.reasons,
    )


def continues(before: Passage, passage: Passage, held: Notice, notice: Notice) -> bool:
    """Whether *notice* follows *held* in the same unit, with nothing between, as sure as it."""
    last, first = before.lines[-1], passage.lines[0]
    if last.unit is not first.unit or last.unit.text[last.end : first.start].strip():
        return False
    return (held.level is Level.POSSIBLE) == (notice.level is Level.POSSIBLE)


def merged(one: Notice, other: Notice) -> Notice:
    """Return *one* and the *other* that follows it as one notice."""
    if one.parts[-1].unit is other.parts[0].unit:
        joint = Part(one.parts[-1].unit, one.parts[-1].start, other.parts[0].end)
        parts = (*one.parts[:-1], joint, *other.parts[1:])
    else:
        parts = (*one.parts, *other.parts)
    kinds = {*one.kinds, *other.kinds}
    return Notice(
        kinds=tuple(kind for kind in Kind if kind in kinds),
        parts=parts,
        language=one.language,
        level=max(one.level, other.level, key=_LEVELS.index),
        holder=one.holder or other.holder,
        conditions=_both(one.conditions, other.conditions),
        scope=Scope.SITE if Scope.SITE in {one.scope, other.scope} else Scope.PAGE,
        reasons=tuple(dict.fromkeys((*one.reasons, *other.reasons))),
    )


def stricter(one: Notice, other: Notice) -> Notice:
    """Return *one* with what the *other* forbids machines, if that reads the same words, as surely.

    Near relatives read one sentence each in its own way; what either forbids is forbidden.
    """
    bans = {kind for kind in other.kinds if kind.is_machine_facing}
    if bans <= {*one.kinds} or _LEVELS.index(other.level) < _LEVELS.index(one.level):
        return one
    if not any(part.overlaps(each) for part in one.parts for each in other.parts):
        return one
    return replace(one, kinds=tuple(kind for kind in Kind if kind in {*one.kinds, *bans}))


def _parts(passage: Passage) -> tuple[Part, ...]:
    """Return the lines of *passage*, those of one unit in one part."""
    parts: list[Part] = []
    for line in passage.lines:
        if parts and parts[-1].unit is line.unit:
            parts[-1] = Part(line.unit, parts[-1].start, line.end)
        else:
            parts.append(Part(line.unit, line.start, line.end))
    return tuple(parts)


def _both(one: Conditions, other: Conditions) -> Conditions:
    return Conditions(
        one.permission_required or other.permission_required,
        one.written_permission_required or other.written_permission_required,
        tuple(dict.fromkeys((*one.exceptions, *other.exceptions))),
        one.contact or other.contact,
    )
