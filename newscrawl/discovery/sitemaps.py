"""Sitemaps: indexes, lists, news, images, translations, plain text (sitemaps.org 0.9).

Read entry by entry: a document of 50,000 entries is never a tree, and an entry that its date
puts outside the window asked for costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newscrawl.discovery.kinds import ROOT, kind_of
from newscrawl.discovery.markup import Element, entries, local_name
from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.problems import Problems
from newscrawl.discovery.scope import Scope, resolve
from newscrawl.discovery.unpacking import pieces, unpacked
from newscrawl.discovery.wording import Request, keywords, line
from newscrawl.page import Page
from newscrawl.text.encoding import decode
from newscrawl.text.language import normal_tag

__all__ = ["read_sitemap"]

_LARGEST = 52_428_800  # bytes unpacked: the protocol's bound
_MOST_ENTRIES = 50_000  # the protocol's bound too
_LARGEST_ENTRY = 1_048_576
_MOST_IMAGES = 20
_DATES = ("{*}publication_date", "{*}lastmod")
_MOST_ALTERNATES = 50


@dataclass(slots=True)
class _Entry:
    """The values of one ``url`` or ``sitemap`` element, as written."""

    values: dict[str, str] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.values.get(name, "")


def read_sitemap(page: Page, request: Request | None = None) -> Listing:
    """Return what the sitemap *page* lists, at most 50,000 entries. Never raises.

    The members of an index are candidates of role ``SITEMAP``; itself it never lists.
    """
    request = request or Request()
    reader = _Reader(page, request)
    if kind_of(page) is Kind.OTHER:
        reader.problems.note("no sitemap")
        return Listing(Kind.OTHER, problems=reader.problems.lines)
    found = tuple(reader.candidates())
    if not found and not reader.skipped:
        reader.problems.note("a sitemap without usable entries")
    return Listing(kind_of(page), found, reader.problems.lines, reader.skipped)


class _Reader:
    def __init__(self, page: Page, request: Request) -> None:
        self.problems = Problems()
        self.skipped = 0
        self._page = page
        self._request = request
        self._scope = Scope(page.url, request.sites)
        self._seen: set[str] = {page.url or ""}

    def candidates(self) -> Iterator[Candidate]:
        for rank, (role, entry) in enumerate(self._entries()):
            if rank >= _MOST_ENTRIES:
                self.problems.note(f"more than {_MOST_ENTRIES} entries: the rest was not read")
                return
            if entry is None:
                self.skipped += 1
            elif (candidate := self._candidate(entry, role, rank)) is not None:
                yield candidate

    def _candidate(self, entry: _Entry, role: Role, rank: int) -> Candidate | None:
        url = self._scope.address(entry.get("loc"), self._page.url, self.problems)
        if url is None:
            return None
        if url in self._seen:
            self.problems.note("address listed twice", url)
            return None
        self._seen.add(url)
        language = normal_tag(entry.get("language"))
        read = self._request.moment
        published = read(entry.get("publication_date"), language, self.problems)
        modified = read(entry.get("lastmod"), language, self.problems)
        if self._request.window.misses(published, modified):
            self.skipped += 1
            return None
        return Candidate(
            url,
            self._page.url,
            rank,
            role,
            title=line(entry.get("title")),
            published=published,
            modified=modified,
            language=language,
            keywords=keywords(entry.get("keywords").split(",")),
            images=self._addresses(entry.images),
            alternates=tuple(entry.alternates),
        )

    def _addresses(self, references: Iterable[str]) -> tuple[str, ...]:
        found = (resolve(reference, self._page.url) for reference in references)
        return tuple(dict.fromkeys(url for url in found if url))

    def _entries(self) -> Iterator[tuple[Role, _Entry | None]]:
        """Yield each entry; None for one whose date is far outside the window asked for."""
        body = pieces(self._page.body, _LARGEST, self.problems)
        if not ROOT.search(_beginning(self._page)):
            yield from self._lines()
            return
        for element in entries(
            body,
            ("url", "sitemap"),
            self.problems,
            charset=self._page.charset,
            largest=_LARGEST_ENTRY,
        ):
            role = Role.SITEMAP if local_name(element.tag) == "sitemap" else Role.ARTICLE
            yield role, None if self._is_far(element) else _read_entry(element)

    def _is_far(self, element: Element) -> bool:
        window = self._request.window
        published, modified = (
            next((found.text or "" for found in element.iter(tag)), "").strip() for tag in _DATES
        )
        return window.misses_text(published, modified)

    def _lines(self) -> Iterator[tuple[Role, _Entry]]:
        body = unpacked(self._page.body, _LARGEST, self.problems)
        for text in decode(body, self._page.charset).text.split("\n"):
            if address := text.strip("\ufeff \t\r"):
                yield Role.ARTICLE, _Entry({"loc": address})


def _read_entry(element: Element) -> _Entry:
    entry = _Entry()
    values = entry.values
    for child in element:
        name = local_name(child.tag)
        if name == "news":
            for part in child.iterdescendants():
                values.setdefault(local_name(part.tag), (part.text or "").strip())
        elif name == "image":
            if len(entry.images) < _MOST_IMAGES:
                entry.images += [part.text or "" for part in child if local_name(part.tag) == "loc"]
        elif name == "link":
            _read_alternate(child, entry)
        else:
            values.setdefault(name, (child.text or "").strip())
    return entry


def _read_alternate(element: Element, entry: _Entry) -> None:
    language, url = element.get("hreflang"), resolve(element.get("href") or "", None)
    if language and url and len(entry.alternates) < _MOST_ALTERNATES:
        entry.alternates.append((language, url))


def _beginning(page: Page) -> str:
    head = unpacked(page.body[:65_536], 16_384, Problems())[:16_384]
    return decode(head, page.charset, markup=True).text
