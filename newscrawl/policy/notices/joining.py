"""Joining: whether a line goes on with what the lines before it began.

Lines are joined where the first stays open (a colon, no full stop) and the next continues it,
or where the next refers back to words of law.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newscrawl.garbage import of_pages
from newscrawl.policy.notices.line import LONGEST_ITEM, Line
from newscrawl.policy.notices.lists import is_item
from newscrawl.policy.notices.neighbours import are_neighbours
from newscrawl.policy.notices.preambles import is_preamble
from newscrawl.text.sentences import ends_sentence

__all__ = ["DEMANDS", "MACHINES", "belongs", "may_belong"]

_MOST_LINES = 12
_LONGEST = 2_400
_NARROWEST, _WIDEST, _FEWEST_LINES = 24, 100, 3
_ASKED = ("crawl", "automation", "index", "copy", "train", "ai", "mine")
MACHINES = ("crawl", "automation", "ai", "mine")
# Without one of these nobody asks consent.
DEMANDS = ("consent", "unauthorised")
_SHORT_ANSWER = 30


def belongs(group: Sequence[Line], line: Line) -> bool:
    """Whether *line* has to be read together with *group*, the lines before it."""
    last = group[-1]
    size = line.end - line.start + sum(member.end - member.start for member in group)
    if len(group) >= _MOST_LINES or size > _LONGEST:
        return False
    if last.unit is not line.unit and not are_neighbours(last.unit, line.unit):
        return False
    if not _goes_on(group, line):
        return False
    if last.unit is not line.unit and _is_copyright_line(last):
        return False
    return not is_preamble(last.text, last.lexicon)


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    """Whether *line* goes on with what *group* says, unless that was a line of its own."""
    last = group[-1]
    if last.unit is line.unit and _is_bracketed(last):
        return True
    if line.resumes and any(_may_be_meant(member, line) for member in group):
        return True
    if _is_announced(group, line) or _is_answer(group, line) or _is_demand(last, line):
        return True
    if line.text[:1].islower() and (last.unit is line.unit or not ends_sentence(last.text)):
        return True
    if ends_sentence(last.text):
        return False
    return _is_open(group, line) or _is_wrapped(last, line) or _is_caseless(last, line)


def may_belong(before: Sequence[Line], line: Line, *, may_demand: bool, speak: bool) -> bool:
    """Whether *line* may belong to a group that ends with the lines *before*, whatever it is.

    *before* are one or two lines of the same unit or of neighbours; *may_demand* says that the
    last may name a machine and *line* ask consent, *speak* that of those with which *line* may be
    read any may speak. Hardly a word needs to be read to tell.
    """
    last = before[-1]
    if not ends_sentence(last.text):
        return True
    if last.unit is line.unit and (line.text[:1].islower() or _is_bracketed(last)):
        return True
    if last.asks or (before[0].asks and len(last.text) <= _SHORT_ANSWER):
        return True
    if may_demand and _is_demand(last, line):
        return True
    return speak and (is_item(line.text, line.unit) or line.resumes)


def _may_be_meant(member: Line, line: Line) -> bool:
    """Whether *line* may refer back to *member*: in another unit that has to name a deed, too."""
    return member.may_speak and (member.unit is line.unit or member.reading.may_direct)


def _is_bracketed(line: Line) -> bool:
    """Whether *line* ends within brackets: an abbreviation there ends no sentence."""
    return line.text.count("(") > line.text.count(")")


def _is_copyright_line(line: Line) -> bool:
    """Whether *line* is complete without a full stop: "© 2026 Example News"."""
    if not line.text.rstrip()[-1:].isalnum():
        return False
    return "©" in line.text or line.text.startswith("(c)") or line.reading.has("copyright")


def _is_open(group: Sequence[Line], line: Line) -> bool:
    last = group[-1].text.rstrip()
    if last.endswith((",", ":", ";", "-", "–", "—", "：", "、", "،", "/", "&")):
        return True
    listed = any(member.text.rstrip().endswith((":", "：")) for member in group)
    if listed and len(line.text) <= LONGEST_ITEM:
        return True
    # Nouns are written with a capital in German, wherever a line breaks.
    return line.reading.starts_with("continues") or group[-1].reading.ends_with("continues")


def _is_announced(group: Sequence[Line], line: Line) -> bool:
    """Whether *line* is an item of the list that the first line of *group* announces."""
    first = group[0]
    if not is_item(line.text, line.unit) or is_item(first.text, first.unit):
        return False
    if first.asks and not first.reading.has("ours"):
        # A quiz asks what may not be done.
        return False
    short = first.end - first.start <= LONGEST_ITEM
    listed = all(is_item(member.text, member.unit) for member in group[1:])
    return short and listed and bool(first.reading.bans() or first.reading.refusals())


def _is_answer(group: Sequence[Line], line: Line) -> bool:
    """Whether *line* answers a question: "Train AI on our texts? (No.) You need a licence"."""
    short = len(group) > 1 and len(group[-1].text) <= _SHORT_ANSWER
    asked = group[-2] if short and not group[-1].asks else group[-1]
    if not asked.asks or not asked.reading.has(*_ASKED):
        return False
    if len(line.text) <= _SHORT_ANSWER and ends_sentence(line.text):
        return True
    return line.may_speak and (asked.reading.has("ours") or line.reading.has("ours"))


def _is_demand(last: Line, line: Line) -> bool:
    """Whether *line* asks consent to use what *last* names, and names no machine itself.

    "Our texts are no food for AI. Who wants to use them needs a licence."
    """
    if last.unit is not line.unit or len(line.text) > LONGEST_ITEM:
        return False
    if not line.reading.has(*DEMANDS) or line.reading.has(*MACHINES):
        return False
    if not (last.reading.has("content") and line.reading.has("use", "take", "copy")):
        return False
    asks = line.reading.requirements() or line.reading.consents()
    return bool(asks) and last.reading.has("ours") and last.reading.has(*MACHINES)


def _is_caseless(last: Line, line: Line) -> bool:
    """Whether no capital could tell that *line* begins a sentence, right below one without end."""
    if last.unit is not line.unit or "\n\n" in last.unit.text[last.end : line.start]:
        return False
    first = line.text[:1]
    return first.isalpha() and first.lower() == first.upper()


def _is_wrapped(last: Line, line: Line) -> bool:
    """Whether the line was broken because the next word would not have fitted."""
    if last.unit is not line.unit:
        return False
    width = _width(line.unit.text[:_LONGEST])
    following = line.text.partition(" ")[0]
    return width >= _NARROWEST and last.end - last.start + len(following) >= width


@of_pages
@lru_cache(maxsize=64)
def _width(text: str) -> int:
    """Return how wide the lines of *text* are; 0 where they are not as if wrapped at a column."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    return widest if widest <= _WIDEST and len(lines) >= _FEWEST_LINES else 0
