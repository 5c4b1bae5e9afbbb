"""Preferences in robots.txt: what may be done with what may be fetched.

Content-Usage (draft-ietf-aipref-attach-05 section 4), Content-Signal (contentsignals.org), License
(RSL 1.0 section 4) and the groups by which others are kept from training. A group of our own
replaces that of everybody. Where it says nothing, what everybody is forbidden is forbidden to us
too; so is what a record outside of every group forbids. Neither ever permits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from urllib.parse import urljoin

from newscrawl.policy.model import Statement
from newscrawl.policy.signals.robots import RobotsRecord, RobotsTxt
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_path import PathPattern, comparable, request_target
from newscrawl.policy.signals.robots_reading import EVERYBODY, product_token
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.usage import (
    read_content_signal,
    read_content_usage,
    restrictions,
)
from newscrawl.urls import is_web_url

__all__ = ["licence_documents", "robots_statements"]

_LEAST_BLOCKED = 3

Said = tuple[RobotsRecord, tuple[str, ...]]


def robots_statements(copy: RobotsCopy, url: str, token: str) -> tuple[Statement, ...]:
    """Return what the file *copy* prefers for *url*, an address of its origin.

    *token* is the product token of who asks. Whether *url* may be fetched at all is not among
    it: ``RobotsCopy.decide`` tells.
    """
    robots, source = copy.robots, Source(copy.url, copy.sha256, copy.expires_at)
    found = [*_usage(robots, url, token, source)]
    for record, kinds in _said(robots, token, "content-signal", read_content_signal):
        found.append(_statement(source, "content_signal", kinds, robots, record))
    for record, _ in _licences(copy, token):
        found.append(_statement(source, "rsl", ("unread",), robots, record))
    found += _blocked_agents(robots, url, token, source)
    return tuple(found)


def licence_documents(copy: RobotsCopy, token: str) -> tuple[str, ...]:
    """Return the addresses of the RSL documents that *copy* names for the crawler *token*."""
    return tuple(dict.fromkeys(address for _, address in _licences(copy, token)))


def _usage(robots: RobotsTxt, url: str, token: str, source: Source) -> Iterator[Statement]:
    """Yield the preferences with the longest path that fits *url*, if it may be crawled."""
    if not robots.decide(url, token).allowed:
        return
    target = request_target(url)
    fitting: list[tuple[int, Said]] = []
    for record, kinds in _said(robots, token, "content-usage", _read_usage):
        path = comparable(_split_path(record.value)[0].encode("utf-8", "replace"))
        if PathPattern.read(path).matches(target):
            fitting.append((len(path), (record, kinds)))
    longest = max((length for length, _ in fitting), default=0)
    for length, (record, kinds) in fitting:
        if length == longest:
            yield _statement(source, "aipref", kinds, robots, record)


def _read_usage(value: str) -> tuple[str, ...]:
    return read_content_usage(_split_path(value)[1])


def _split_path(value: str) -> tuple[str, str]:
    """Return the path before the preferences in *value*, empty where there is none, and them."""
    if not value.startswith(("/", "*.", "*/")):
        return "", value
    path, *rest = value.split(maxsplit=1)
    return path, rest[0] if rest else ""


def _said(
    robots: RobotsTxt, token: str, key: str, read: Callable[[str], tuple[str, ...]]
) -> Iterator[Said]:
    """Yield the records *key* that speak to *token*, with what each of them says."""
    own, common = _addressed(robots, token, key)
    for record in own:
        if kinds := read(record.value):
            yield record, kinds
    for record in common:
        if kinds := restrictions(read(record.value)):
            yield record, kinds


def _addressed(
    robots: RobotsTxt, token: str, key: str
) -> tuple[list[RobotsRecord], list[RobotsRecord]]:
    """Return the records *key* for *token*, and those for everybody that only forbid."""
    records = [record for record in robots.records if record.key == key]
    group = robots.group(token).name
    own = [record for record in records if group is not None and group in record.agents]
    common = [record for record in records if record not in own and _is_loose(robots, record)]
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


def _licences(copy: RobotsCopy, token: str) -> Iterator[tuple[RobotsRecord, str]]:
    own, common = _addressed(copy.robots, token, "license")
    for record in own or common:
        try:
            address = urljoin(copy.url, record.value)
        except ValueError:
            continue
        if record.value and is_web_url(address):
            yield record, address


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


def _statement(
    source: Source, signal: str, kinds: Sequence[str], robots: RobotsTxt, record: RobotsRecord
) -> Statement:
    return source.statement(signal, kinds, f"line {record.line}", robots.line(record.line))


@lru_cache(maxsize=1)
def _training_agents() -> Sequence[str]:
    file = resources.files("newscrawl") / "data" / "ai_agents.toml"
    agents: Sequence[str] = tomllib.loads(file.read_text(encoding="utf-8"))["training"]
    return agents
