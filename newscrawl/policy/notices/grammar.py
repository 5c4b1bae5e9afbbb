"""The grammar: which concepts together make which kind of notice, in any language.

It knows no word and no word order. A directive (ban, missing consent, reservation) and an
action have to meet in one passage; what the action is done to, and by what, makes the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from newscrawl.policy.notices.kinds import Kind
from newscrawl.policy.notices.reading import Reading, Span, overlaps
from newscrawl.policy.notices.scene import (
    Scene,
    distance,
    limits_to_ours,
    met,
    nearest,
    says_no_more,
)

__all__ = ["Finding", "interpret"]

_HAND_IN_HAND = 120
_CLOSE = 60
_HEADING = 12
# "Use of AI", "AIを利用".
_ADJACENT = 4


class Finding(NamedTuple):
    """What a passage says.

    ``directives`` are the folded spans of the words that forbid, reserve or allow;
    ``reasons`` name the forms of directive met, for the record.
    """

    kinds: tuple[Kind, ...]
    directives: tuple[Span, ...]
    reasons: tuple[str, ...]


def interpret(reading: Reading, *, ours: bool, around: tuple[Reading, ...] = ()) -> Finding | None:
    """Return what *reading* forbids, reserves or permits; None when nothing.

    *ours* says that the text speaks of the site's own content: only then does an active
    verb ("X prohibits ...") or a bare requirement count as a ban. *around* are the sentences
    before and after, which may name what the ban is about.
    """
    forms = _forms(reading, ours=ours)
    directives = sorted(span for spans in forms.values() for span in spans)
    scene = Scene(reading, around, tuple(directives), ours)
    kinds = [kind for kind, rule in _RULES if directives and rule(scene)]
    reserved = tuple(sorted((*directives, *reading.reservations())))
    if Kind.AI_BAN not in kinds and _reserves_ai(scene, reserved):
        kinds.append(Kind.AI_BAN)
        directives = list(reserved)
    if met(reading, "mine", reserved) and not scene.names("technical"):
        kinds.append(Kind.TDM_RESERVATION)
        directives = list(reserved)
    if _reserves_copying(reading):
        kinds.append(Kind.REPRODUCTION_BAN)
        directives = list(reserved)
    grants = reading.permissions()
    if not kinds and grants and _permits(scene):
        kinds.append(Kind.PERMISSION)
        directives = list(grants)
    if reading.has("credit") and reading.has("content", "copy", "allow"):
        kinds.append(Kind.CREDIT_REQUIRED)
        directives = sorted((*directives, *reading.spans("credit")))
    if not kinds or scene.is_of_visitors or scene.is_of_elsewhere or scene.is_of_own_tools:
        return None
    order = tuple(kind for kind in Kind if kind in kinds)
    return Finding(order, tuple(directives), tuple(name for name, spans in forms.items() if spans))


def _forms(reading: Reading, *, ours: bool) -> dict[str, Sequence[Span]]:
    forms: dict[str, Sequence[Span]] = {
        "ban": reading.bans(),
        "without consent": reading.consents(),
    }
    if ours:
        forms["owner forbids"] = reading.refusals()
        if reading.has("automation"):
            forms["for licensees"] = reading.restrictions()
    if reading.has("crawl", "automation"):
        forms["for search engines"] = reading.search_only()
    # What is under a free licence asks for no other.
    free = reading.has("licence") and bool(reading.permissions())
    plain = ours or says_no_more(reading)
    if not free and (plain or (_is_of_publishing(reading) and _is_heading(reading))):
        forms["consent required"] = reading.requirements()
    if not (plain or forms["ban"] or _is_heading(reading)):
        # "Building without a permit", told in passing, forbids nothing.
        forms["without consent"] = ()
    return forms


def _is_of_publishing(reading: Reading) -> bool:
    """Whether the talk is of what sites ask consent for, not of permits in the world."""
    if reading.has("written", "publication", "commerce"):
        return True
    return reading.has("automation") and reading.has("content")


def _is_heading(reading: Reading) -> bool:
    """Whether the passage opens with the act itself, as an entry in a list of bans does.

    One short word may stand before it, such as an article.
    """
    if reading.has("forbid_active"):
        return False
    acts = reading.union("crawl", "take", "copy", "index", "use", "automation", "unauthorised")
    if not acts:
        return False
    before = reading.text[: acts[0][0]]
    return len(before) <= _HEADING and len(before.split()) <= 1 and ":" not in before


def _crawl(scene: Scene) -> bool:
    reading = scene.reading
    crawls = scene.met("crawl")
    named = scene.ours or scene.names("content", "ai", "automation")
    if len(crawls) > 1 or (crawls and (named or scene.is_bare)):
        return not scene.is_technical or bool(reading.consents())
    if not reading.has("automation"):
        return False
    if reading.has("ai") and (scene.is_bare or scene.spares_search):
        return not scene.is_technical
    machines = scene.met("automation")
    if not machines or scene.is_technical:
        return False
    of_sites = scene.is_of_sites or _is_of_own_site(scene)
    if not (of_sites or scene.is_bare):
        return False
    deeds = scene.met("take")
    if any(distance(machine, deed) <= _HAND_IN_HAND for machine in machines for deed in deeds):
        return True
    own = of_sites and scene.ours
    return own and any(nearest(one, scene.directives) <= _CLOSE for one in machines)


def _is_of_own_site(scene: Scene) -> bool:
    """Whether the site speaks of what is on it, not of "our robots" that may not take the bus."""
    if not scene.ours:
        return False
    asks = bool(scene.reading.requirements()) or limits_to_ours(scene.reading)
    # Only sites except what their robots.txt allows.
    excepts = scene.reading.has("technical") and not scene.is_technical
    return asks or excepts or scene.is_bare or scene.names("content", "whole_site")


def _index(scene: Scene) -> bool:
    if not scene.met("index") or scene.is_technical:
        return False
    return scene.ours or scene.reading.has("content", "crawl", "automation")


def _ai(scene: Scene) -> bool:
    if not scene.met("ai"):
        return False
    acts = ("train", "use", "crawl", "take", "index", "copy", "mine")
    if not (scene.reading.has(*acts) or scene.is_of_licences):
        return False
    listed = bool(scene.met("crawl")) or any(reading.has("crawl") for reading in scene.around)
    own = scene.ours or scene.reading.has("publication") or scene.is_of_licences
    return own or listed or scene.is_bare


def _reserves_ai(scene: Scene, reserved: Sequence[Span]) -> bool:
    """Whether the use of what the site publishes for AI is reserved to it."""
    reading = scene.reading
    if not (met(reading, "ai", reserved) and reading.has("use", "train")):
        return False
    if scene.spares_search:
        return True
    if reading.has("train"):
        return scene.ours and reading.has("publication", "copyright")
    # "Reproduction reserved" speaks of copying, whatever is named beside.
    return scene.ours and _uses_publication(reading) and not _reserves_copying(reading)


def _uses_publication(reading: Reading) -> bool:
    """Whether what is used is what the site publishes, not AI: "to use AI for our articles"."""
    published, ai = reading.spans("publication"), reading.spans("ai")
    if not published:
        return False
    uses = reading.spans("use")
    if any(nearest(use, published) <= nearest(use, ai) for use in uses):
        return True
    return any(not any(_is_object(one, use, reading) for one in ai) for use in uses)


def _is_object(ai: Span, use: Span, reading: Reading) -> bool:
    """Whether *ai* is what is used; in "AI use" it is who uses."""
    is_noun = reading.lexicon.without_first and ai[1] <= use[0]
    return distance(ai, use) <= _ADJACENT and not (is_noun or overlaps(ai, (use,)))


def _reserves_copying(reading: Reading) -> bool:
    """Whether it says no more than "reproduction reserved", which forbids nothing else beside."""
    copies = {end for _, end in reading.spans("copy")}
    return any(start - 1 in copies for start, _ in reading.reservations())


def _reproduction(scene: Scene) -> bool:
    reading = scene.reading
    if reading.has("service") and not reading.consents():
        return False
    faced = any(reading.has(concept) for concept in ("crawl", "automation", "ai", "mine"))
    if not scene.met("copy") and (faced or not scene.met("use")):
        return False
    if scene.is_technical and not reading.consents():
        return False
    if scene.met("copy") and scene.is_bare and not reading.consents():
        return True
    contents, marks = reading.spans("content"), reading.spans("trademark")
    if marks and (not contents or marks[0] < contents[0]):
        return False
    if not contents:
        return scene.ours and bool(reading.consents())
    if scene.ours:
        return True
    asks = bool(reading.consents() or reading.requirements())
    return reading.has("publication") and (asks or reading.has("copyright", "commerce"))


_RULES: tuple[tuple[Kind, Callable[[Scene], bool]], ...] = (
    (Kind.CRAWL_BAN, _crawl),
    (Kind.INDEX_BAN, _index),
    (Kind.AI_BAN, _ai),
    (Kind.REPRODUCTION_BAN, _reproduction),
)


def _permits(scene: Scene) -> bool:
    acts = scene.reading.has("licence", "crawl", "index", "copy", "use", "ai")
    return acts and (scene.ours or scene.reading.has("content", "automation"))
