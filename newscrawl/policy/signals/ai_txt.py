"""ai.txt: what may train a model, by kind of file (Spawning), read from ``/ai.txt``.

The grammar is that of robots.txt, but a pattern names an ending: ``*.html``, ``.html``, ``html``.
The longest pattern decides, of two alike the Disallow. Others use the same name for lines such
as ``Training: no``; these are understood where they refuse, and then decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from newscrawl.policy.model import Statement
from newscrawl.policy.signals.memory import remembered
from newscrawl.policy.signals.robots_lines import within_limit
from newscrawl.policy.signals.robots_path import PathPattern, request_target
from newscrawl.policy.signals.robots_reading import EVERYBODY, product_token
from newscrawl.policy.signals.robots_spelling import meant_name
from newscrawl.policy.signals.source import Source
from newscrawl.text.encoding import decode

__all__ = ["ai_txt_statements"]

_ENDING = re.compile(r"\*?\.?([a-z0-9]{1,8})", re.IGNORECASE)
_LAST = re.compile(r".*\.([a-z0-9]{1,8})", re.IGNORECASE)
_PAGE = frozenset(["html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "cfm", "do"])
_REFUSAL = re.compile(
    r"(?P<name>[\w -]*+)[:=]\s*+(?:no|n|none|false|0|deny|denied|disallow(?:ed)?|forbidden"
    r"|prohibited)\b.*",
    re.IGNORECASE,
)


class _Rule(NamedTuple):
    """One line: the rule with the longest pattern decides, of two alike the one that forbids.

    It is about files with one ``ending``, or whose address fits the ``pattern``; without either
    about all.
    """

    length: int
    forbids: bool
    number: int
    line: str
    ending: str = ""
    pattern: PathPattern | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether it forbids in so many words, by no pattern."""
        return not self.length

    def fits(self, target: bytes, ending: str) -> bool:
        """Whether it is about the file at *target*, which has that *ending*."""
        if self.ending:
            return self.ending == ending or {self.ending, ending} <= _PAGE
        return self.pattern is None or self.pattern.matches(target)


def ai_txt_statements(body: bytes, url: str, token: str, source: Source) -> tuple[Statement, ...]:
    """Return what the ai.txt *source* with *body* tells the crawler *token* of *url*."""
    target, ending = request_target(url), _ending(url)
    rules = [rule for rule in _rules(body, token) if rule.fits(target, ending)]
    refusals = [rule for rule in rules if rule.is_refusal]
    found = max(refusals or rules, default=None)
    if found is None:
        return ()
    kind = "disallow" if found.forbids else "allow"
    return (source.statement("ai_txt", [kind], f"line {found.number}", found.line),)


@remembered(lambda body, _: len(body))
def _rules(body: bytes, token: str) -> tuple[_Rule, ...]:
    """Return the rules that speak to *token* or to everybody; read once, and asked for each URL."""
    return tuple(_read_rules(body, token))


def _read_rules(body: bytes, token: str) -> Iterator[_Rule]:
    text = decode(within_limit(body)).text
    asked = product_token(token.encode("utf-8", "replace"))
    addressed, is_open = True, False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        name, value = _parted(line)
        written = name.lower() if ":" in line else ""
        meant = meant_name(name.lower().encode("ascii", "replace")) or b""
        name = meant.decode() or name.lower()
        if name == "user-agent":
            agent = product_token(value.encode("utf-8", "replace"))
            goes_on = is_open or not written  # one without its colon takes no rule from us
            addressed = (addressed and goes_on) or agent in {asked, EVERYBODY}
            is_open = True
            continue
        is_open = is_open and not name
        if name in {"disallow", "allow"}:
            if addressed and value and (name in ("disallow", written)):
                yield _rule(value, name == "disallow", number, line)
        elif _refuses(line):
            yield _refusal(number, line)


def _parted(line: str) -> tuple[str, str]:
    """Return the name and the value on *line*, also where the colon between them is missing."""
    name, _, value = line.partition(":" if ":" in line else " ")
    return name.strip(), value.strip()


def _refuses(line: str) -> bool:
    """Whether *line* forbids training in so many words."""
    found = _REFUSAL.fullmatch(line)
    return found is not None and "train" in found["name"].lower()


def _rule(stated: str, forbids: bool, number: int, line: str) -> _Rule:
    if _refuses(line):
        return _refusal(number, line)
    ending = _ENDING.fullmatch(stated)
    if ending is not None:
        return _Rule(len(stated), forbids, number, line, ending=ending[1].lower())
    pattern = PathPattern.read(stated.encode("utf-8", "replace"))
    return _Rule(len(stated), forbids, number, line, pattern=pattern)


def _refusal(number: int, line: str) -> _Rule:
    return _Rule(0, True, number, line)


def _ending(url: str) -> str:
    """Return the ending of the file at *url*; what has none is a web page."""
    try:
        name = urlsplit(url).path.rsplit("/", 1)[-1]
    except ValueError:
        name = ""
    found = _LAST.fullmatch(name)
    return found[1].lower() if found else "html"
