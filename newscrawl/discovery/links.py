"""The links of a page as candidates: articles, sections, further pages, archives, feeds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from newscrawl.discovery.lexicon import table
from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.paging import is_numbered
from newscrawl.discovery.problems import Problems
from newscrawl.discovery.scope import Scope, resolve
from newscrawl.discovery.shape import Shape, shape_of
from newscrawl.discovery.traps import plain_form, trap_of
from newscrawl.discovery.wording import Request, line
from newscrawl.document import Document, Link
from newscrawl.page import Page
from newscrawl.policy.signals.directives import directive_statements, header_directives
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.source import Source
from newscrawl.urls import canonical_url, is_web_url

__all__ = [
    "NOT_TO_BE_FOLLOWED",
    "find_feeds",
    "is_nofollow",
    "is_served_nofollow",
    "read_links",
    "role_of",
]

NOT_TO_BE_FOLLOWED = "it asks that its links not be followed"

_MOST_LINKS = 5_000
_MOST_FEEDS = 50
_TITLE_WORDS = 5
_TITLE_LENGTH = 28
_LABEL_LENGTH = 24
_NOT_TO_FOLLOW = frozenset(["nofollow", "sponsored", "ugc"])
_ANY_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""What is said of links does not depend on it."""
_NUMBER = re.compile(r"\d{1,4}")
_WEAK = {Shape.OPEN: Role.OTHER, Shape.LIST: Role.SECTION, Shape.HOME: Role.SECTION}


def read_links(document: Document, request: Request | None = None) -> Listing:
    """Return where the page *document* leads within its site, at most 5,000 links. Never raises.

    Left out are links it asks not to follow, files, services, searches and traps, other sites,
    and the page itself. Each address is taken once, with the longest text linked to it.
    """
    problems = Problems()
    if is_nofollow(document):
        return Listing(Kind.PAGE, problems=(NOT_TO_BE_FOLLOWED,))
    reader = _Reader(document, request or Request(), problems)
    found = tuple(reader.candidates())
    return Listing(Kind.PAGE, found, problems.lines, traps=tuple(reader.traps.items()))


def find_feeds(document: Document) -> list[str]:
    """Return the feeds that the page announces in its head, then those it links to.

    They may stand on another site: many are served by a third party.
    """
    announced = [
        link.url
        for link in document.head_links
        # Of a head link the text is its media type.
        if "alternate" in link.rel
        and link.text.partition(";")[0].lower() in table("links")["feeds"]
    ]
    linked = [link.url for link in document.links[:_MOST_LINKS] if _is_feed_address(link.url)]
    urls = (resolve(url, document.base_url) for url in (*announced, *linked))
    wanted = (url for url in urls if url and not _names(url) & set(table("links")["not_feeds"]))
    return list(dict.fromkeys(wanted))[:_MOST_FEEDS]


def is_nofollow(document: Document) -> bool:
    """Whether the page, or its server, asks that no link of it be followed."""
    said = directive_statements(document, Source(""), PRODUCT_TOKEN, _ANY_MOMENT)
    return any("nofollow" in each.kinds for each in said)


def is_served_nofollow(page: Page) -> bool:
    """Whether the server of *page*, a page or not, asks that none of its links be followed."""
    said = header_directives(page, Source(""), PRODUCT_TOKEN, _ANY_MOMENT)
    return any("nofollow" in each.kinds for each in said)


def role_of(url: str, text: str) -> Role | None:
    """Return what a link to *url* (absolute) with *text* leads to; None when to nothing of use."""
    shape = shape_of(url)
    if _is_onward(text) or (is_numbered(url) and _NUMBER.fullmatch(text.strip())):
        return Role.PAGE if trap_of(url) is None else None
    if shape in {Shape.FILE, Shape.SERVICE, Shape.SEARCH, Shape.MEDIA} or trap_of(url):
        return None
    if shape is Shape.ARTICLE:
        return Role.ARTICLE
    if shape is Shape.ARCHIVE:
        return Role.ARCHIVE
    if is_numbered(url):
        return Role.PAGE
    if shape is Shape.OPEN and _is_title(text):
        return Role.ARTICLE
    return Role.OTHER if shape is Shape.LIST and _is_title(text) else _WEAK[shape]


class _Reader:
    def __init__(self, document: Document, request: Request, problems: Problems) -> None:
        self._document = document
        self._url = document.page.url
        self._scope = Scope(self._url or document.base_url, request.sites)
        self._problems = problems
        self.traps: Counter[str] = Counter()
        self._texts: dict[str, str] = {}
        self._roles: dict[str, Role] = {}
        self._dressed: set[str] = set()

    def candidates(self) -> Iterator[Candidate]:
        feeds = find_feeds(self._document)
        for rank, url in enumerate(feeds):
            yield Candidate(url, self._url, rank, Role.FEED)
        self._read(self._onward(), Role.PAGE)
        self._read(self._document.links)
        own = {canonical_url(self._url)} if self._url and is_web_url(self._url) else set()
        left_out = own | {canonical_url(url) for url in feeds}
        for rank, (key, (url, text)) in enumerate(self._distinct().items(), len(feeds)):
            role = self._roles.get(url) or role_of(url, text)
            if role is None and (trap := trap_of(url)) is not None:
                self.traps[trap] += 1
            if role is not None and key not in left_out:
                yield Candidate(url, self._url, rank, role, title=line(text) if text else None)

    def _read(self, links: Iterable[Link], role: Role | None = None) -> None:
        for number, link in enumerate(links):
            if number >= _MOST_LINKS:
                self._problems.note(f"more than {_MOST_LINKS} links: the rest was not read")
                return
            if link.rel & _NOT_TO_FOLLOW:
                continue
            url = resolve(link.url, self._document.base_url)
            if url is None or not self._scope.admits(url):
                continue
            url = self._plain(url)
            if role is not None or "next" in link.rel:
                self._roles[url] = Role.PAGE
            text = "" if role is not None else link.text
            if len(text) >= len(self._texts.get(url, "")):
                self._texts[url] = text

    def _plain(self, url: str) -> str:
        """Return the address of the page itself, when *url* shows it in another dress."""
        plain = plain_form(url)
        if plain != url and url not in self._dressed and (trap := trap_of(url)) is not None:
            self._dressed.add(url)
            self.traps[trap] += 1
        return plain

    def _onward(self) -> list[Link]:
        return [link for link in self._document.head_links if "next" in link.rel]

    def _distinct(self) -> dict[str, tuple[str, str]]:
        """Return by canonical form the first spelling of each address, and its best text."""
        found: dict[str, tuple[str, str]] = {}
        for url, text in self._texts.items():
            key = canonical_url(url)
            first, known = found.get(key, (url, ""))
            found[key] = (first, max(known, text, key=len))
        return found


def _is_onward(text: str) -> bool:
    if len(text) > _LABEL_LENGTH:
        return False
    label = text.strip().lower()
    return label in _onward_labels() or label.rstrip(" »›>→") in _onward_labels()


def _onward_labels() -> list[str]:
    labels: list[str] = table("links")["next"]
    return labels


def _is_title(text: str) -> bool:
    """Whether the text of a link is rather a headline than a label."""
    if not text.isascii() and len(text) >= _TITLE_LENGTH // 2 and " " not in text:
        return True
    return len(text) >= _TITLE_LENGTH and len(text.split()) >= _TITLE_WORDS


def _is_feed_address(url: str) -> bool:
    try:
        path = urlsplit(url).path.lower().rstrip("/")
    except ValueError:
        return False
    last = path.rpartition("/")[2]
    return last in table("links")["feed_names"] or path.endswith(
        tuple(table("links")["feed_endings"])
    )


def _names(url: str) -> set[str]:
    return set(re.split(r"[/?&=]", urlsplit(url).path.lower()))
