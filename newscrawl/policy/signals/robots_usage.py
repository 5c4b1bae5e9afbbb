"""Preferences in robots.txt: what may be done with what may be fetched.

Content-Usage (draft-ietf-aipref-attach-05 section 4), Content-Signal (contentsignals.org), License
(RSL 1.0 section 4), the groups by which others are kept from training, and the comments. A group
of our own replaces that of everybody. Where it says nothing, what everybody is forbidden is
forbidden to us too; so is what a record outside of every group forbids, one that is misspelt, and
one for a path without its slash. None of these ever permits, or hides what another forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urljoin

from newscrawl.knowledge import read_data
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.robots import RobotsRecord, RobotsTxt
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_path import PathPattern, comparable, request_target
from newscrawl.policy.signals.robots_reading import EVERYBODY, product_token
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.usage import (
    UsageReader,
    read_content_signal,
    read_content_usage,
    restrictions,
)
from newscrawl.urls import is_web_url

__all__ = ["licence_documents", "robots_statements"]

_LEAST_BLOCKED = 3
_MOST_LICENCES = 10
"""That are told of: each says the same."""

_BARE_PATH = re.compile(r"[^\s=,]*[*/.][^\s=,]*")


@dataclass(frozen=True, slots=True)
class _Said:
    """What one record says, and the length of its path in octets.

    ``by_letter`` are those of its kinds that are as specified.
    """

    record: RobotsRecord
    kinds: tuple[str, ...]
    length: int = 0
    is_specified: bool = False
    by_letter: tuple[str, ...] = ()


def robots_statements(copy: RobotsCopy, url: str, token: str) -> tuple[Statement, ...]:
    """Return what the file *copy* prefers for *url*, an address of its origin.

    *token* is the product token of who asks. Whether *url* may be fetched at all is not among
    it: ``RobotsCopy.decide`` tells.
    """
    robots, source = copy.robots, Source(copy.url, copy.sha256, copy.expires_at)
    found: list[Statement] = []
    if robots.decide(url, token).allowed:
        usage = _said(robots, url, token, "content-usage", read_content_usage)
        for said in _deciding(usage):
            found += _statements(source, "aipref", robots, said)
    for said in _said(robots, url, token, "content-signal", read_content_signal):
        found += _statements(source, "content_signal", robots, said)
    for record, _ in _licences(copy, token)[:_MOST_LICENCES]:
        found += _statements(source, "rsl", robots, _Said(record, ("unread",)))
    found += _blocked_agents(robots, url, token, source)
    return (*found, *copy.comments.statements(token))


def licence_documents(copy: RobotsCopy, token: str) -> tuple[str, ...]:
    """Return the addresses of the RSL documents that *copy* names for the crawler *token*."""
    return tuple(dict.fromkeys(address for _, address in _licences(copy, token)))


def _deciding(usage: Iterable[_Said]) -> list[_Said]:
    """Return those of *usage* that count: of those as specified the longest paths, all others.

    What permits gives way to a longer path even if that says nothing that can be read.
    """
    records = list(usage)
    specified = [each for each in records if each.is_specified]
    longest = max((each.length for each in specified if each.kinds), default=0)
    is_hidden = any(each.length > longest for each in specified)
    found = [each for each in records if each.kinds and not each.is_specified]
    for each in specified:
        if each.kinds and each.length == longest:
            kinds = restrictions(each.kinds) if is_hidden else each.kinds
            found.append(replace(each, kinds=kinds))
    return [each for each in found if each.kinds]


def _said(robots: RobotsTxt, url: str, token: str, key: str, read: UsageReader) -> Iterator[_Said]:
    """Yield the records *key* that tell *token* about *url*, with what each of them says."""
    target = request_target(url)
    own, common = _addressed(robots, token, key)
    for record in (*own, *common):
        path, value = _split_path(record.value)
        octets = path.encode("utf-8", "replace")
        if not PathPattern.read(octets).matches(target):
            continue
        is_whole = not record.doubtful and (not path or record.value.startswith("/"))
        is_specified = is_whole and record in own
        kinds = read(value) if is_specified else restrictions(read(value))
        by_letter = read(value, careful=False) if is_specified else ()
        yield _Said(record, kinds, len(comparable(octets)), is_specified, by_letter)


def _split_path(value: str) -> tuple[str, str]:
    """Return the path before the preferences in *value*, empty where there is none, and them."""
    path, *rest = value.split(maxsplit=1) or [""]
    is_path = path.startswith("/") or (rest and _BARE_PATH.fullmatch(path))
    if not is_path:
        return "", value
    return path if path.startswith(("/", "*")) else f"/{path}", rest[0] if rest else ""


def _addressed(
    robots: RobotsTxt, token: str, key: str
) -> tuple[list[RobotsRecord], list[RobotsRecord]]:
    """Return the records *key* for *token*, and those for everybody that only forbid."""
    records = [record for record in robots.records if record.key == key]
    own = [record for record in robots.group(token).records if record.key == key]
    lines = {record.line for record in own}
    common = [each for each in records if each.line not in lines and _is_loose(robots, each)]
    if not own:
        common += [
            record for record in records if EVERYBODY in record.agents and record not in common
        ]
    return own, common


def _is_loose(robots: RobotsTxt, record: RobotsRecord) -> bool:
    """Whether *record* stands before every group, or in a paragraph that names no crawler."""
    if not record.agents:
        return True
    number = record.line
    while number > 1 and (line := robots.line(number - 1).strip()):
        if line.lower().startswith("user"):
            return False
        number -= 1
    return number > 1 and not robots.line(record.line).lower().startswith("user")


def _licences(copy: RobotsCopy, token: str) -> list[tuple[RobotsRecord, str]]:
    own, common = (
        [(record, address) for record in records if (address := _address(copy, record))]
        for records in _addressed(copy.robots, token, "license")
    )
    return own or common


def _address(copy: RobotsCopy, record: RobotsRecord) -> str:
    """Return the address that *record* names; empty where it names none."""
    try:
        address = urljoin(copy.url, record.value) if record.value else ""
    except ValueError:
        return ""
    return address if is_web_url(address) else ""


def _blocked_agents(robots: RobotsTxt, url: str, token: str, source: Source) -> Iterator[Statement]:
    """Yield that most of the crawlers that train models, as named by the file, are kept out."""
    own = product_token(token.encode("utf-8", "replace"))
    agents = [agent for agent in _training_agents() if agent != own]
    named = [robots.group(agent) for agent in agents if robots.names(agent)]
    decisions = [(group, group.decide(url)) for group in named]
    blocked = [(group, decision) for group, decision in decisions if not decision.allowed]
    if len(blocked) >= _LEAST_BLOCKED and 2 * len(blocked) > len(named):
        names = ", ".join(str(group.name) for group, _ in blocked)
        line = blocked[0][1].line
        yield source.statement(
            "robots", ["ai_agents_blocked"], f"line {line}", f"Disallow: {names}"
        )


def _statements(source: Source, signal: str, robots: RobotsTxt, said: _Said) -> Iterator[Statement]:
    """Yield what was *said*: as specified, and what only a careful reader sees, by itself."""
    line = said.record.line
    for well_formed in (True, False):
        kinds = [kind for kind in said.kinds if (kind in said.by_letter) is well_formed]
        if kinds:
            found = source.statement(signal, kinds, f"line {line}", robots.line(line))
            yield replace(found, well_formed=well_formed)


@lru_cache(maxsize=1)
def _training_agents() -> Sequence[str]:
    agents: Sequence[str] = read_data("ai_agents")["training"]
    return agents
