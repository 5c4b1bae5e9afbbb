"""Feeds: RSS 0.9 to 2.0, RDF and Atom, read as they are and not as they should be.

Own rather than feedparser: that one reads local zones ("17:43 WIB") as UTC, knows no JSON Feed,
and keeps the whole document. Dates are read from what was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newscrawl.discovery.json_feeds import read_json_feed
from newscrawl.discovery.kinds import is_json
from newscrawl.discovery.markup import Element, entries, local_name, text_of
from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.problems import Problems
from newscrawl.discovery.scope import Scope, resolve
from newscrawl.discovery.unpacking import pieces, unpacked
from newscrawl.discovery.wording import Request, keywords, line
from newscrawl.page import Page
from newscrawl.text.encoding import decode
from newscrawl.text.language import normal_tag

__all__ = ["read_feed"]

_LARGEST = 20_971_520  # bytes unpacked
_LARGEST_ENTRY = 4_194_304
_MOST_ENTRIES = 5_000
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_SUBJECTS = frozenset(["category", "subject", "keywords"])
_VALUES = frozenset(["title", "guid", "id", "language", "origlink", *_PUBLISHED, *_MODIFIED])
_NEXT = frozenset(["next", "prev-archive"])


@dataclass(slots=True)
class _Entry:
    """One ``item`` or ``entry``, as written; ``links`` by their relation."""

    base: str | None
    language: str | None
    values: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    permanent: bool = True

    def first(self, names: tuple[str, ...]) -> str:
        return next((self.values[name] for name in names if self.values.get(name)), "")


def read_feed(page: Page, request: Request | None = None) -> Listing:
    """Return what the feed *page* lists, at most 5,000 entries. Never raises.

    An entry's address is its link, or its permanent identity where the link leads to another
    site. The next page of a feed in pages (RFC 5005) is a candidate of role ``FEED``.
    """
    request = request or Request()
    problems = Problems()
    if is_json(decode(page.body[:64], page.charset).text):
        body = unpacked(page.body, _LARGEST, problems)
        return read_json_feed(page, body, request, problems)
    reader = _Reader(page, request, problems)
    found = tuple(reader.candidates())
    if not found and not reader.skipped:
        problems.note("a feed without usable entries")
    return Listing(Kind.FEED, found, problems.lines, reader.skipped)


class _Reader:
    def __init__(self, page: Page, request: Request, problems: Problems) -> None:
        self.problems = problems
        self.skipped = 0
        self._page = page
        self._request = request
        self._scope = Scope(page.url, request.sites)
        self._seen: set[str] = {page.url or ""}
        self._language: str | None = None

    def candidates(self) -> Iterator[Candidate]:
        more: str | None = None
        body = pieces(self._page.body, _LARGEST, self.problems)
        found = entries(
            body,
            ("item", "entry"),
            self.problems,
            charset=self._page.charset,
            largest=_LARGEST_ENTRY,
        )
        for rank, element in enumerate(found):
            if rank >= _MOST_ENTRIES:
                self.problems.note(f"more than {_MOST_ENTRIES} entries: the rest was not read")
                break
            if rank == 0:
                # Only now: what the feed says of itself is forgotten after its first entry.
                more = _next_page(element, self._page.url)
                self._language = _feed_language(element)
            if (
                candidate := self._candidate(_read_entry(element, self._page.url), rank)
            ) is not None:
                yield candidate
        if more and self._scope.admits(more) and more not in self._seen:
            yield Candidate(more, self._page.url, rank + 1, Role.FEED)

    def _candidate(self, entry: _Entry, rank: int) -> Candidate | None:
        url = self._address(entry)
        if url is None or url in self._seen:
            return None
        self._seen.add(url)
        language = normal_tag(entry.values.get("language") or entry.language or self._language)
        read = self._request.moment
        published = read(entry.first(_PUBLISHED), language, self.problems)
        modified = read(entry.first(_MODIFIED), language, self.problems)
        if self._request.window.misses(published, modified):
            self.skipped += 1
            return None
        subjects = keywords(entry.subjects)
        images = (resolve(image, entry.base) for image in entry.images)
        return Candidate(
            url,
            self._page.url,
            rank,
            title=line(entry.values.get("title")),
            published=published,
            modified=modified,
            language=language,
            section=subjects[0] if subjects else None,
            keywords=subjects,
            images=tuple(dict.fromkeys(image for image in images if image)),
        )

    def _address(self, entry: _Entry) -> str | None:
        """Return the first address of the entry that the feed may name."""
        identity = entry.first(("guid", "id")) if entry.permanent else ""
        stated = (entry.values.get("origlink"), entry.links.get("alternate"), identity)
        urls = [url for each in stated if each and (url := resolve(each, entry.base))]
        for url in urls:
            if self._scope.admits(url):
                return url
        if urls:
            self.problems.note("address on a foreign host dropped", urls[0])
        else:
            self.problems.note("entry without a web address", entry.values.get("title", ""))
        return None


def _read_entry(element: Element, url: str | None) -> _Entry:
    base, language = _context(element, url)
    entry = _Entry(base, language)
    if about := element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"):
        entry.values["id"] = about
    for child in element:
        name = local_name(child.tag)
        if name == "link":
            _read_link(child, entry)
        elif name in _SUBJECTS:
            entry.subjects += (child.get("term") or text_of(child)).split(",")
        elif name in {"enclosure", "thumbnail"} or (name == "content" and child.get("url")):
            _read_image(child, entry)
        elif name in _VALUES and (text := text_of(child)):
            entry.values.setdefault(name, text)
            if name == "guid":
                entry.permanent = (child.get("isPermaLink") or "true").lower() != "false"
    return entry


def _read_link(element: Element, entry: _Entry) -> None:
    relation = (element.get("rel") or "alternate").lower()
    kind = element.get("type") or "text/html"
    address = element.get("href") or text_of(element)
    if address and (relation != "alternate" or "html" in kind):
        entry.links.setdefault(relation, address)


def _read_image(element: Element, entry: _Entry) -> None:
    kind = element.get("type") or element.get("medium") or "image"
    if (address := element.get("url")) and kind.startswith("image"):
        entry.images.append(address)


def _context(element: Element, url: str | None) -> tuple[str | None, str | None]:
    """Return the base address and the language (``xml:base``, ``xml:lang``) of *element*."""
    bases: list[str] = []
    language: str | None = None
    around = element
    while around is not None:
        language = language or around.get(f"{_XML}lang")
        bases += [base] if (base := around.get(f"{_XML}base")) else []
        around = around.getparent()
    for base in reversed(bases):
        url = resolve(base, url) or url
    return url, language


def _next_page(first: Element, url: str | None) -> str | None:
    """Return where a feed, known by its *first* entry, goes on."""
    for element in _about_feed(first):
        if local_name(element.tag) == "link" and element.get("rel") in _NEXT:
            return resolve(element.get("href") or "", _context(element, url)[0])
    return None


def _feed_language(first: Element) -> str | None:
    elements = (e for e in _about_feed(first) if local_name(e.tag) == "language")
    return next((text for element in elements if (text := text_of(element))), None)


def _about_feed(first: Element) -> Iterator[Element]:
    """Yield what stands before the *first* entry; in RDF the channel is its sibling."""
    for element in first.itersiblings(preceding=True):
        yield element
        yield from element
