"""Notices in the comments of robots.txt: what the file says to people (RFC 9309 section 2.2).

Most comments explain the rules below them, and those bind by themselves. One that names nobody
in particular, and speaks of the site or asks for permission, is a notice for the whole site. A
rule that was commented out, and the text by which Content Signals explain themselves, is none:
what a Content-Signal reserves is in the record that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from newscrawl.document import Document, Place, Unit
from newscrawl.page import Page
from newscrawl.policy.model import Level, Statement
from newscrawl.policy.notices import Kind, Notice, find_notices, statements
from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.signals.robots_lines import mended, split_lines, within_limit
from newscrawl.policy.signals.robots_reading import EVERYBODY, product_token
from newscrawl.policy.signals.robots_spelling import meant_name
from newscrawl.policy.signals.source import Source
from newscrawl.text.scripts import is_spaceless

__all__ = ["RobotsComments"]

_MOST_PARAGRAPHS = 400
_MOST_STATEMENTS = 20
_LONGEST_LINE = 2_000
_FEWEST_WORDS = 4
_MOST_VALUES = 4
_LEVELS = list(Level)
_NEARLY_FULL = 0.75
_AGENT = "user-agent"
_RULES = {"allow", "disallow"}
_RECORD = re.compile(r"([A-Za-z][\w -]{2,29}?)(?:\s*:\s*|\s+(?=[/*]))(.*)")
_ITEM = re.compile(r"(?:[-*•]|\(?\w{1,2}[.)])\s")
_CONTENT_SIGNALS = re.compile(
    r"content[\s-]signals?\b|^(?:search|ai-input|ai-train)\s*:", re.IGNORECASE
)


class RobotsComments:
    """The comments of one robots.txt, its *body*, which *source* is."""

    def __init__(self, body: bytes, source: Source) -> None:
        self._body = body
        self._source = source
        self._read: dict[str, tuple[Statement, ...]] = {}

    def statements(self, token: str) -> tuple[Statement, ...]:
        """Return what they say as notices to the crawler *token*, the surest first, at most 20.

        What only explains a rule, or speaks of other crawlers, is ``possible``: shown, without
        effect. Worked out once and kept.
        """
        found = self._read.get(token)
        if found is None:
            said = _statements(self._body, self._source, token)
            surest = sorted(said, key=lambda each: -_LEVELS.index(each.level))
            found = self._read[token] = tuple(surest[:_MOST_STATEMENTS])
        return found


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of comment that belong together, the number of the first, and what comes next.

    ``before`` is the line of the file that follows without a blank one, as record name and
    value; None where there is no record.
    """

    lines: Sequence[str]
    number: int
    before: tuple[str, str] | None

    @property
    def text(self) -> str:
        """The lines as one text; a line feed parts those that are complete by themselves."""
        column = max(map(len, self.lines))
        text = self.lines[0]
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            if not _goes_on(line, following, column):
                text += "\n"
            elif not is_spaceless(line):
                text += " "
            text += following
        return text


def _statements(body: bytes, source: Source, token: str) -> Iterator[Statement]:
    if b"#" not in body and b" " not in body:
        return
    lines = [_text(line) for line in split_lines(mended(within_limit(body)))]
    others = _tokens(lines) - {EVERYBODY, token}
    for paragraph in islice(_paragraphs(lines), _MOST_PARAGRAPHS):
        unit = Unit(paragraph.text, Place.ROBOTS, f"line {paragraph.number}")
        if _CONTENT_SIGNALS.search(unit.text):
            continue
        for notice in find_notices(Document(Page(b""), units=[unit])):
            level = _level(notice, paragraph, others, token)
            heard = replace(notice, level=level)
            for said in statements([heard], source.name, source.sha256):
                yield replace(said, expires=source.expires)


def _level(notice: Notice, paragraph: _Paragraph, others: Iterable[str], token: str) -> Level:
    """Return how sure it is that *notice* is meant for us, and not for whom a rule is for."""
    if notice.conditions.permission_required:
        return notice.level
    reading = Reading(fold_text(notice.quote), lexicon(notice.language))
    is_of_others = any(re.search(rf"\b{re.escape(name)}\b", reading.text) for name in others)
    if is_of_others or _explains(paragraph, token):
        return Level.POSSIBLE
    if {Kind.AI_BAN, Kind.TDM_RESERVATION} & set(notice.kinds) or reading.has("ours"):
        return notice.level
    stands_apart = paragraph.before is None
    return notice.level if stands_apart and reading.has("whole_site") else Level.POSSIBLE


def _explains(paragraph: _Paragraph, token: str) -> bool:
    """Whether *paragraph* stands right above a rule, or above the group of another crawler."""
    if paragraph.before is None:
        return False
    name, value = paragraph.before
    if name == _AGENT:
        return product_token(value.encode("utf-8", "replace")) not in {EVERYBODY, token}
    return name in _RULES


def _paragraphs(lines: Sequence[str]) -> Iterator[_Paragraph]:
    held: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        words = _prose(line)
        if words:
            held.append(words[:_LONGEST_LINE])
        elif held:
            yield _Paragraph(held, number - len(held), _record(line))
            held = []


def _prose(line: str) -> str:
    """Return what *line* tells people; empty for records, rules in comments and blank lines.

    A sentence that somebody forgot to mark as a comment is one.
    """
    text = line.strip()
    words = text.strip("# \t")
    if not words or _record(words) is not None:
        return ""
    is_marked = text.startswith("#")
    return words if is_marked or len(words.partition(":")[0].split()) >= _FEWEST_WORDS else ""


def _record(line: str) -> tuple[str, str] | None:
    """Return name and value of the record that *line* is, a comment or not; None without one."""
    found = _RECORD.match(line.strip("# \t"))
    name = meant_name(found[1].lower().encode("utf-8", "replace")) if found else None
    if found is None or name is None:
        return None
    value = found[2].strip()
    is_path = not value or value[0] in "/*"
    is_record = is_path if name.decode() in _RULES else len(value.split()) <= _MOST_VALUES
    return (name.decode(), value) if is_record else None


def _tokens(lines: Iterable[str]) -> set[str]:
    """Return the tokens of all crawlers that *lines* name."""
    records = (_record(line) for line in lines)
    values = (value for name, value in filter(None, records) if name == _AGENT)
    return {product_token(value.encode("utf-8", "replace")) for value in values} - {""}


def _goes_on(line: str, following: str, column: int) -> bool:
    """Whether *line* was wrapped before *following*, in a paragraph as wide as *column*."""
    if _ITEM.match(following):
        return False
    if following[:1].islower():
        return True
    return len(line) + len(following.split(maxsplit=1)[0]) >= _NEARLY_FULL * column


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace")
