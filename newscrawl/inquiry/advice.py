"""How to get permission: whom to ask, and how to record the answer."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from newscrawl.inquiry.finding import Finding
from newscrawl.policy.documents import DocumentKind
from newscrawl.policy.model import STOPPING, Decision, Effect, Purpose, Statement
from newscrawl.policy.permissions import is_liftable
from newscrawl.urls import host, is_web_url

__all__ = ["Advice", "advice"]

_ADDRESS = re.compile(r"https?://[^\s\"'<>()]+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CONTACT = re.compile(r"^[ \t]*contact[ \t]*[:=][ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST = 10


@dataclass(frozen=True, slots=True)
class Advice:
    """Who may permit ``purposes``: addresses that the site names, and ``command`` to record it.

    ``command`` is None where no permission lifts what forbids: ``unliftable`` says so then; and
    for a file that does not say from which address it came, which none can cover.
    """

    purposes: tuple[Purpose, ...]
    addresses: tuple[str, ...]
    command: str | None
    duties: tuple[str, ...] = ()
    unliftable: tuple[Statement, ...] = ()


def advice(finding: Finding) -> Advice | None:
    """Return how what *finding* denies could be permitted; None where nothing is denied.

    The declared purposes count; where they are all allowed, the others.
    """
    if finding.failure:
        return None
    denied = [
        purpose for purpose in Purpose if finding.answer(purpose).decision is not Decision.ALLOWED
    ]
    lacking = tuple(each for each in denied if each in finding.purposes) or tuple(denied)
    if not lacking:
        return None
    deciding = [
        each
        for each in finding.said
        if any(each.effects.get(purpose) in STOPPING for purpose in lacking)
    ]
    unliftable = tuple(each for each in deciding if not is_liftable(each))
    addresses = dict.fromkeys([*_named(deciding), *_contacts(finding)])
    url = finding.url or finding.name
    can_be_lifted = is_web_url(url) and not unliftable
    command = _command(finding, url, lacking, deciding) if can_be_lifted else None
    duties = _duties(finding, lacking, deciding)
    return Advice(lacking, tuple(addresses)[:_MOST], command, duties, unliftable)


def _duties(
    finding: Finding, purposes: tuple[Purpose, ...], deciding: list[Statement]
) -> tuple[str, ...]:
    """Return the conditions that would do; none where something denies, or names no condition."""
    effects = [each.effects.get(purpose) for each in deciding for purpose in purposes]
    if Effect.DENY in effects or not all(each.conditions.duties for each in deciding):
        return ()
    duties = dict.fromkeys(duty for each in deciding for duty in each.conditions.duties)
    return tuple(each for each in duties if each not in finding.profile.meets)


def _named(deciding: list[Statement]) -> Iterator[str]:
    """Yield the addresses in the words that decided: licences, policies, contacts."""
    for said in deciding:
        if said.conditions.contact:
            yield said.conditions.contact
        yield from (found.rstrip(".,;") for found in _ADDRESS.findall(said.text))


def _contacts(finding: Finding) -> Iterator[str]:
    """Yield the contacts that the documents of the site name."""
    for document in finding.documents:
        if document.kind is not DocumentKind.ROBOTS and document.is_found:
            yield from _CONTACT.findall(document.body.decode("utf-8", "replace"))


def _command(
    finding: Finding, url: str, purposes: tuple[Purpose, ...], deciding: list[Statement]
) -> str:
    holder = next((each.holder for each in deciding if each.holder), None)
    name = host(url) or ""
    parts = [
        *("--licensor", holder or name),
        *("--host", name),
        *("--purpose", ",".join(purposes)),
        *("--granted", f"{finding.at:%Y-%m-%d}"),
        *("--document", "LETTER.pdf"),
    ]
    if any(each.signal == "robots" and "disallow" in each.kinds for each in deciding):
        parts.append("--lifts-robots")
    return f"scrapy permit add {shlex.join(parts)}"
